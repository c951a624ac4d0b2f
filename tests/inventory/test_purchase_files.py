"""Purchases of another book, one document each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from inventory import purchase_files
from inventory.imports import Outcome
from inventory.purchase_files import Consigned
from inventory.purchases import Purchase
from inventory.readings import Line
from koperasi.documents import Document, Kind
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.work import Work
from tests.inventory.filed import balance, fields, stock_of

TakeIn = Callable[..., Outcome]


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: both engines are proved where the whole book is imported."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


PURCHASES = """purchase_id,date,supplier_code,payment_method,item_code,qty,buy_price
B1,2026-01-08,S12,UTANG,P1,3,34912.5
B1,2026-01-08,S12,UTANG,J1,10,100
B1,2026-01-08,S12,UTANG,T1,5,7600
B1,2026-01-08,S12,UTANG,P2,0,900
B2,2026-01-07,,tunai,P2,10,900
"""


@pytest.fixture
def delivered() -> list[Consigned]:
    return []


@pytest.fixture
def purchases(delivered: list[Consigned]) -> Callable[[TakeIn, str], Outcome]:
    def deliver(_work: Work, brought: Consigned) -> None:
        delivered.append(brought)

    kind = purchase_files.importing(deliver)
    return lambda take_in, text: take_in(kind, text)


Purchases = Callable[[TakeIn, str], Outcome]


@pytest.mark.usefixtures("goods")
def test_a_purchase_costs_its_whole_rupiah_line_totals(shop: Shop, take_in: TakeIn, purchases: Purchases) -> None:
    outcome = purchases(take_in, PURCHASES)

    assert outcome.written == 5
    assert stock_of(shop, "P1") == Quantity.of(3)
    assert balance(shop, Role.INVENTORY) == Rupiah(104_738 + 9_000)
    assert balance(shop, Role.COST_OF_GOODS) == Rupiah(1_000)
    assert balance(shop, Role.SUPPLIER_PAYABLE) == Rupiah(-105_738)
    assert balance(shop, Role.SAFE) == Rupiah(-9_000)


@pytest.mark.usefixtures("goods")
def test_purchases_are_posted_by_day_one_document_each(shop: Shop, take_in: TakeIn, purchases: Purchases) -> None:
    purchases(take_in, PURCHASES)

    with shop.reading() as connection:
        found = select(Document.reference, Document.business_date).where(Document.kind == Kind.PURCHASE)
        rows = [tuple(row) for row in connection.execute(found.order_by(Document.seq))]
        assert connection.scalars(select(Purchase.total).order_by(Purchase.total)).all() == [
            Rupiah(9_000),
            Rupiah(105_738),
        ]
    assert rows == [("B2", date(2026, 1, 7)), ("B1", date(2026, 1, 8))]


@pytest.mark.usefixtures("goods")
def test_members_goods_in_a_purchase_are_brought_by_its_supplier(
    take_in: TakeIn, purchases: Purchases, delivered: list[Consigned]
) -> None:
    purchases(take_in, PURCHASES)

    (brought,) = delivered
    assert (brought.reference, brought.business_date) == ("B1", date(2026, 1, 8))
    assert [(each.quantity, each.payout_each) for each in brought.goods] == [(Quantity.of(5), Rupiah(7600))]


@pytest.mark.usefixtures("goods")
def test_a_purchase_is_taken_in_once(take_in: TakeIn, purchases: Purchases) -> None:
    purchases(take_in, PURCHASES)
    outcome = purchases(take_in, PURCHASES + "B3,2026-01-09,S12,UTANG,P1,1,2000\n")

    assert (outcome.written, outcome.skipped) == (1, 5)


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("B1,2026-01-08,S12,UTANG,X9,1,100", "code"),
        ("B1,2026-01-08,S12,UTANG,P1,-1,100", "quantity"),
        ("B1,2026-01-09,S12,UTANG,P1,1,100", "date"),
        ("B1,kemarin,S12,UTANG,P1,1,100", "date"),
        ("B1,2026-01-08,S12,UTANG,P1,1,mahal", "buy_price"),
    ],
)
def test_a_wrong_line_refuses_its_whole_purchase(take_in: TakeIn, purchases: Purchases, row: str, field: str) -> None:
    outcome = purchases(take_in, PURCHASES + row + "\n")

    assert (7, field) in fields(outcome)
    assert {each.row for each in outcome.rejections} == {2, 3, 4, 5, 7}


@pytest.mark.usefixtures("goods")
def test_an_unknown_way_of_paying_is_refused(take_in: TakeIn, purchases: Purchases) -> None:
    outcome = purchases(take_in, PURCHASES.replace("tunai", "barter"))

    assert fields(outcome) == [(6, "payment_method")]


@pytest.mark.parametrize(
    ("source", "number", "parts"),
    [
        ("kop", "K1", ("kop", "K1")),
        ("", "K1", ("", "K1")),
        ("", "INV/01", ("", "INV/01")),
        ("a/b", "1/2", ("a-b", "1/2")),
    ],
)
def test_a_reference_comes_apart_again(source: str, number: str, parts: tuple[str, str]) -> None:
    line = Line(2, {"source": source, "purchase_id": number})

    assert purchase_files.parted(purchase_files.reference_of(line, "purchase_id")) == parts
