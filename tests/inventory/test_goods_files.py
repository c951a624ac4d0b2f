"""Units, members, opening stock and purchases from files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from inventory import (
    catalogue_files,
    member_files,
    purchase_files,
    queries,
    stock_files,
    stock_queries,
    unit_files,
)
from inventory.goods import Good
from inventory.imports import Outcome
from inventory.purchase_files import Consigned
from inventory.purchases import Purchase
from koperasi import ledger, members
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document, Kind
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.work import Work

TakeIn = Callable[..., Outcome]
CATALOGUE = """item_code,name,unit,sell_price,buy_price,is_service,is_consignment
P1,Sabun Mandi,Pcs,3000,2350,0,0
P2,Kopi Bubuk,Sct,1500,,0,0
J1,Fotokopi,Lbr,500,,1,0
T1,Emping,Bks,9000,,0,1
"""


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: both engines are proved where the whole book is imported."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


@pytest.fixture
def goods(take_in: TakeIn) -> None:
    take_in(catalogue_files.IMPORT, CATALOGUE)


def good_of(shop: Shop, code: str) -> Good:
    with shop.reading() as connection:
        (found,) = queries.find_code(connection, code)
    return found.good


def stock_of(shop: Shop, code: str) -> Quantity:
    product_id = good_of(shop, code).product_id
    with shop.reading() as connection:
        return stock_queries.quantities(connection, [product_id]).get(product_id, Quantity(0))


def balance(shop: Shop, role: Role) -> Rupiah:
    with shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role])


def fields(outcome: Outcome) -> Sequence[tuple[int, str]]:
    return [(each.row, each.field) for each in outcome.rejections]


# --- Units ---------------------------------------------------------------------------------

UNITS = """kode,nama,satuan besar,isi,satuan kecil,mutu,harga
P1,,Lusin,12,Pcs,ok,34000
,kopi bubuk,Renteng,10,sct,ok,
"""


@pytest.mark.usefixtures("goods")
def test_bigger_units_are_added_by_code_or_name(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(unit_files.IMPORT, UNITS)

    assert outcome.written == 2
    dozen, string = good_of(shop, "P1").units[1], good_of(shop, "P2").units[1]
    assert (dozen.name, dozen.factor, dozen.prices[0].price) == ("Lusin", Quantity.of(12), Rupiah(34000))
    assert (string.name, string.factor, string.prices) == ("Renteng", Quantity.of(10), ())


@pytest.mark.usefixtures("goods")
def test_a_unit_of_a_unit_multiplies_and_a_second_run_adds_nothing(shop: Shop, take_in: TakeIn) -> None:
    take_in(unit_files.IMPORT, UNITS)
    outcome = take_in(unit_files.IMPORT, UNITS + "P1,,Dus,6,Lusin,ok,\n")

    assert (outcome.written, outcome.skipped) == (1, 2)
    assert good_of(shop, "P1").units[2].factor == Quantity.of(72)


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("X9,,Dus,12,Pcs,ok,", "barcode"),
        ("P1,,Dus,12,Btl,ok,", "small_unit"),
        ("P1,,Pcs,12,pcs,ok,", "big_unit"),
        ("P1,,Dus,12,Pcs,ragu,", "quality"),
        ("P1,,Dus,1,Pcs,ok,", "factor"),
        ("P1,,Dus,,Pcs,ok,", "factor"),
    ],
)
def test_a_unit_that_does_not_say_how_much_is_refused(take_in: TakeIn, row: str, field: str) -> None:
    assert fields(take_in(unit_files.IMPORT, UNITS.splitlines()[0] + f"\n{row}\n")) == [(2, field)]


@pytest.mark.usefixtures("goods")
def test_one_unit_with_two_sizes_is_refused(take_in: TakeIn) -> None:
    assert fields(take_in(unit_files.IMPORT, UNITS + "P1,,lusin,10,Pcs,ok,\n")) == [(4, "factor")]


# --- Members -------------------------------------------------------------------------------

MEMBERS = """No Anggota;Nama;Panggilan;Kelompok;Limit Kasbon;Tanggal Masuk;Kartu
A001;Siti Aminah;Ibu;Melati;500.000;17/08/2021;CARD1
A002;Joko;;;;;
"""


def test_members_come_in_with_group_limit_and_card(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(member_files.IMPORT, MEMBERS)

    assert outcome.written == 2
    with shop.reading() as connection:
        card = members.by_code(connection, "CARD1", 2026)
    assert card is not None
    assert (card.number, card.name, card.title, card.group_name) == ("A001", "Siti Aminah", "Ibu", "Melati")
    assert card.credit_limit == Rupiah(500_000)


def test_known_members_stay_as_they_are(take_in: TakeIn) -> None:
    take_in(member_files.IMPORT, MEMBERS)
    outcome = take_in(member_files.IMPORT, MEMBERS.replace("500.000", "900.000") + "A003;Wati;;;;;\n")

    assert (outcome.written, outcome.skipped) == (1, 2)


def test_a_number_or_a_card_that_stands_twice_is_refused(take_in: TakeIn) -> None:
    outcome = take_in(member_files.IMPORT, MEMBERS + "A001;Tini;;;;;\nA004;Wati;;;;;CARD1\n")

    assert fields(outcome) == [(4, "number"), (5, "card")]


# --- Opening stock -------------------------------------------------------------------------

OPENING = """kode;jumlah;satuan;harga beli;kedaluwarsa
P1;24;Pcs;2.350;
P2;1,5;;1.000,50;31/12/2027
"""


@pytest.mark.usefixtures("goods")
def test_the_opening_stock_stands_against_the_opening_equity(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(stock_files.IMPORT, OPENING)

    assert outcome.written == 2
    assert (stock_of(shop, "P1"), stock_of(shop, "P2")) == (Quantity.of(24), Quantity.of("1.5"))
    assert balance(shop, Role.INVENTORY) == Rupiah(24 * 2350 + 1501)
    assert balance(shop, Role.OPENING_EQUITY) == -balance(shop, Role.INVENTORY)


@pytest.mark.usefixtures("goods")
def test_a_good_has_one_opening(shop: Shop, take_in: TakeIn) -> None:
    take_in(stock_files.IMPORT, OPENING)
    outcome = take_in(stock_files.IMPORT, OPENING)

    assert (outcome.written, outcome.skipped) == (0, 2)
    assert stock_of(shop, "P1") == Quantity.of(24)


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("X9;1;;100;", "code"),
        ("P1;-1;;100;", "quantity"),
        ("P1;1;Dus;100;", "unit"),
        ("J1;1;;100;", "code"),
        ("T1;1;;100;", "code"),
        ("P2;1;;;", "cost"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(take_in: TakeIn, row: str, field: str) -> None:
    assert fields(take_in(stock_files.IMPORT, OPENING.splitlines()[0] + f"\n{row}\n")) == [(2, field)]


@pytest.mark.usefixtures("goods")
def test_without_a_cost_the_catalogues_own_is_taken(shop: Shop, take_in: TakeIn) -> None:
    take_in(stock_files.IMPORT, "kode,jumlah\nP1,10\n")

    assert balance(shop, Role.INVENTORY) == Rupiah(23_500)


# --- Purchases -----------------------------------------------------------------------------

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
