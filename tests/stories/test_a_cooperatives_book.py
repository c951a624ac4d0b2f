"""A cooperative's own book comes in: what each sale owed for goods others brought is what the book says.

The book reckons costs as averages, keys one ten times too dear, calls what it does not count a
service; its word stands all the same.  The same on a whole book: `python -m tests.titipan FOLDER`.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from koperasi.documents import FlagRecord
from koperasi.shop import Shop
from tests import titipan
from tests.titipan import Owed

PRODUCTS = """item_code,name,unit,category,sell_price,is_service,is_consignment
P1,Sabun Mandi,PCS,Sabun,3000,0,0
T1,Emping Melinjo,BKS,Jajan,9000,0,1
T2,Tahu Walik,PCS,Jajan,2500,0,1
T3,Bumbu Rawon,BKS,Bumbu,7500,1,1
J1,Fotokopi,LBR,Jasa,500,1,0
"""
PURCHASES = """purchase_id,date,supplier_code,payment_method,item_code,item_name,qty,buy_price
B1,2022-01-08,S12,SALDO AWAL,P1,Sabun Mandi,10,2350
B1,2022-01-08,S12,SALDO AWAL,T1,Emping Melinjo,3,7600
B2,2022-01-09,S02,UTANG,T2,Tahu Walik,20,2000
B3,2022-01-09,S02,UTANG,T3,Bumbu Rawon,5,7125
B4,2022-01-22,S12,UTANG,T1,Emping Melinjo,5,7700
"""
HEAD = (
    "source,ticket_id,timestamp,item_code,item_name,qty,unit_price,buy_price,payment_method,member_code,business_date\n"
)
#: Ticket, good, how many, price, what the book says it owed a piece.
TICKETS = (
    ("K1", "T1", "2", 9_000, "7600"),
    ("K1", "P1", "1", 3_000, "2350"),
    # Of both deliveries' average, and of a third of a piece more than there is of the first.
    ("K2", "T1", "2", 9_000, "7666.67"),
    ("K3", "T2", "7", 2_500, "2000"),
    ("K4", "T3", "1", 7_500, "7125"),
    # Keyed ten times too dear: the book lost on it, and so it stands.
    ("K5", "T2", "1", 2_500, "20000"),
    ("K6", "J1", "4", 500, "0"),
)


def files(folder: Path) -> tuple[Path, Path, Path]:
    rows = [
        f"kop,{ticket},2022-01-{24 + int(ticket[1])} 09:00:00,{code},,{qty},{price},{cost},member_balance,A1,"
        for ticket, code, qty, price, cost in TICKETS
    ]
    texts = {"products": PRODUCTS, "purchases": PURCHASES, "tickets": HEAD + "\n".join(rows) + "\n"}
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder / "products.csv", folder / "purchases.csv", folder / "tickets.csv"


def book() -> list[dict[str, str]]:
    """The consigned lines as the cooperative's own list of them says."""
    text = "ticket_id,item_code,qty,unit_price,consignor_cost,margin\n" + "".join(
        f"{ticket},{code},{qty},{price},{cost},{Decimal(price) - Decimal(cost)}\n"
        for ticket, code, qty, price, cost in TICKETS
        if code.startswith("T")
    )
    return list(csv.DictReader(io.StringIO(text)))


def test_what_makers_are_owed_and_what_stays_equals_the_book(shop: Shop, tmp_path: Path) -> None:
    titipan.read_in(shop, *files(tmp_path))

    whole = titipan.prove(shop, titipan.told(book()))

    assert whole == Owed(13_000, 15_200 + 15_333 + 14_000 + 7_125 + 20_000, 2_800 + 2_667 + 3_500 + 375 - 17_500)


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_a_share_above_the_price_is_kept_and_told(shop: Shop, tmp_path: Path) -> None:
    titipan.read_in(shop, *files(tmp_path))

    with shop.reading() as connection:
        told = connection.scalars(select(FlagRecord.detail).where(FlagRecord.rule == "maker-share-above-price")).all()
    assert told == ["Tahu Walik"]


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_a_book_that_says_otherwise_is_noticed(shop: Shop, tmp_path: Path) -> None:
    titipan.read_in(shop, *files(tmp_path))
    other = titipan.told(book())
    other["K3", "T2"] = Owed(7_000, 14_001, 3_499)

    with pytest.raises(AssertionError, match="1 of 5 lines differ"):
        titipan.prove(shop, other)
