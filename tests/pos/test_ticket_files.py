"""Tickets of another system are rung up whole, once, with their own totals and days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from consignment import delivery_files
from inventory import catalogue_files, imports, purchase_files, stock_queries
from inventory.imports import Import, Options, Outcome
from inventory.products import Product
from koperasi import ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document
from koperasi.ledger import Account, Role
from koperasi.members import Member
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.shifts import ShiftClose
from koperasi.shop import Shop
from koperasi.tills import Till
from pos import checks, reports, sale_queries
from pos.sale_facts import Sale, SaleLine
from pos.sale_queries import Ticket
from pos.ticket_files import IMPORT
from printing.reports import Report

TakeIn = Callable[..., Outcome]
CATALOGUE = """item_code,name,unit,sell_price,is_service,is_consignment
P1,Sabun Mandi,Pcs,3000,0,0
J1,Fotokopi,Lbr,500,1,0
T1,Emping,Bks,9000,0,1
"""
PURCHASES = """purchase_id,date,supplier_code,payment_method,item_code,qty,buy_price
B1,2022-01-08,S12,cash,P1,10,2350
B1,2022-01-08,S12,cash,T1,5,7600
"""
HEADING = "source,ticket_id,timestamp,item_code,item_name,qty,unit_price,payment_method,member_code,business_date\n"
TICKETS = (
    HEADING
    + """kop,K1,2022-01-24 09:12:00,P1,Sabun,3,3100,member_balance,A1,2022-01-21
kop,K1,2022-01-24 09:13:00,T1,Emping,2,9000,member_balance,A1,2022-01-21
kop,K2,2022-01-21 10:00:00,J1,Fotokopi,12,500,cash,,2022-01-21
kop,K2,2022-01-21 10:00:00,P1,Sabun,0,3000,cash,,2022-01-21
kop,K3,2022-01-25 10:00:00,P1,Sabun,12,3000,cash,A1,2022-01-25
"""
)


@pytest.fixture
def take_in(shop: Shop, tmp_path: Path) -> TakeIn:
    def take_in(kind: Import, text: str, **options: object) -> Outcome:
        path = tmp_path / f"{kind.kind}.csv"
        path.write_text(text, encoding="utf-8")
        return imports.run(shop, kind, path, Options(**options), shop.konsole())  # type: ignore[arg-type]

    take_in(catalogue_files.IMPORT, CATALOGUE)
    take_in(purchase_files.importing(delivery_files.deliver_bought), PURCHASES)
    return take_in


def period(shop: Shop, first: date = date(2022, 1, 1), last: date = date(2022, 12, 31)) -> Period:
    return Period(shop.branch, first, last)


def tickets(shop: Shop) -> list[Ticket]:
    with shop.reading() as connection:
        return sale_queries.tickets(connection, period(shop))


def balance(shop: Shop, role: Role) -> Rupiah:
    with shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role])


def test_the_whole_book_comes_in_and_agrees(shop: Shop, take_in: TakeIn) -> None:
    """Tickets with their totals and days, stock, members' and makers' balances, and every check."""
    outcome = take_in(IMPORT, TICKETS)

    assert (outcome.written, outcome.rejections) == (5, ())
    rung = [(each.reference, each.business_date.day, each.member, each.tenders) for each in tickets(shop)]
    assert rung == [
        ("K2", 21, "", "cash:6000"),
        ("K1", 21, "A1", "kasbon:27300"),
        ("K3", 25, "A1", "cash:36000"),
    ]
    with shop.reading() as connection:
        codes = {code: key for key, code in connection.execute(select(Product.id, Product.code))}
        left = stock_queries.quantities(connection, list(codes.values()))
        assert left == {codes["P1"]: Quantity.of(-5), codes["T1"]: Quantity.of(3)}
        drawer = connection.scalar(
            select(Account.id).join(Till, Till.account_id == Account.id).where(Till.code == "IMPOR")
        )
        assert ledger.balance(connection, drawer or 0) == Rupiah(42_000)
    assert balance(shop, Role.MEMBER_RECEIVABLE) == Rupiah(27_300)
    assert balance(shop, Role.OWED_TO_MAKERS) == Rupiah(-15_200)
    assert checks.wrong(shop) == []


def test_the_report_of_a_day_is_the_sum_of_its_tickets(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, TICKETS)

    with shop.reading() as connection:
        by_day = {row[0]: (row[1], row[4]) for row in reports.day(connection, period(shop)).rows}
    assert by_day == {date(2022, 1, 21): (2, Rupiah(33_300)), date(2022, 1, 25): (1, Rupiah(36_000))}


def test_the_same_tickets_twice_change_nothing(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, TICKETS)
    outcome = take_in(IMPORT, TICKETS)

    assert (outcome.written, outcome.skipped) == (0, 5)
    assert len(tickets(shop)) == 3


def test_days_of_history_are_closed_at_what_their_tickets_say(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, TICKETS)

    with shop.reading() as connection:
        columns = (ShiftClose.expected, ShiftClose.counted, ShiftClose.banked, ShiftClose.left_in_drawer)
        rows = [tuple(row) for row in connection.execute(select(*columns).order_by(ShiftClose.document_id))]
    none = Rupiah(0)
    assert rows == [
        (Rupiah(6_000), Rupiah(6_000), none, Rupiah(6_000)),
        (Rupiah(42_000), Rupiah(42_000), none, Rupiah(42_000)),
    ]


def test_a_zero_quantity_line_is_kept(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, TICKETS)

    with shop.reading() as connection:
        assert connection.scalars(select(SaleLine.quantity).where(SaleLine.quantity == Quantity(0))).all() == [
            Quantity(0)
        ]


def test_returns_and_free_goods_are_rung_up_with_negative_and_zero_totals(shop: Shop, take_in: TakeIn) -> None:
    text = (
        "ticket_id,timestamp,item_code,item_name,qty,unit_price\n"
        "536,2010-12-01 08:26:00,85123A,Holder,6,2.55\n"
        "C536,2010-12-01 09:00:00,85123a,Holder,-2,2.55\n"
        "537,2010-12-02 09:00:00,22139,,56,0.0\n"
        "538,2010-12-02 10:00:00,B,Adjust,1,-11062.06\n"
    )
    outcome = take_in(IMPORT, text, create_goods=True, price_factor=1000)

    assert (outcome.written, outcome.rejections) == (4, ())
    with shop.reading() as connection:
        found = select(Document.reference, Sale.total).join(Sale, Sale.document_id == Document.id)
        rows = {row.reference: row.total.amount for row in connection.execute(found)}
        names = dict(connection.execute(select(Product.code, Product.name)).all())
        open_price = connection.scalars(select(Product.open_price).where(Product.code == "85123A")).all()
    assert rows == {"536": 15_300, "C536": -5_100, "537": 0, "538": -11_062_060}
    assert (names["85123A"], names["22139"], open_price) == ("Holder", "22139", [True])
    assert checks.wrong(shop) == []


def test_a_member_not_known_yet_is_made_by_her_code(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, TICKETS)

    with shop.reading() as connection:
        assert connection.scalars(select(Member.number)).all() == ["A1"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("kop,K2,2022-01-21 10:00:00,X9,?,1,500,cash,,2022-01-21", "code"),
        ("kop,K2,2022-01-21 10:00:00,P1,?,satu,500,cash,,2022-01-21", "quantity"),
        ("kop,K2,2022-01-21 10:00:00,P1,?,1,500.5,cash,,2022-01-21", "unit_price"),
        ("kop,K2,2022-01-21 10:00:00,P1,?,1,500,cash,A1,2022-01-21", "ticket_id"),
        ("kop,K2,2022-01-21 10:00:00,P1,?,1,500,cash,,2022-01-22", "ticket_id"),
    ],
)
def test_a_wrong_line_refuses_its_whole_ticket_and_no_other(shop: Shop, take_in: TakeIn, row: str, field: str) -> None:
    outcome = take_in(IMPORT, TICKETS + row + "\n", keep_good=True)

    assert (7, field) in [(each.row, each.field) for each in outcome.rejections]
    assert {each.row for each in outcome.rejections} == {4, 5, 7}
    assert [(each.source, each.reference) for each in tickets(shop)] == [("kop", "K1"), ("kop", "K3")]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("kop,K9,2022-01-21,P1,?,1,500,member_balance,,2022-01-21", "member_code"),
        ("kop,K9,2022-01-21,P1,?,1,500,barter,,2022-01-21", "payment_method"),
        ("kop,K9,,P1,?,1,500,cash,,", "timestamp"),
    ],
)
def test_a_ticket_that_cannot_be_rung_is_refused(take_in: TakeIn, row: str, field: str) -> None:
    assert [(each.row, each.field) for each in take_in(IMPORT, HEADING + row + "\n").rejections] == [(2, field)]


def test_every_report_of_sales_adds_up(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, TICKETS)

    def sums(report: Report, key: str) -> Rupiah:
        place = [each.key for each in report.columns].index(key)
        return report.totals[place] if report.totals else Rupiah(0)  # type: ignore[return-value]

    with shop.reading() as connection:
        asked = period(shop)
        assert sums(reports.tickets(connection, asked), "total") == Rupiah(69_300)
        assert sums(reports.sales(connection, asked), "net") == Rupiah(69_300)
        assert sums(reports.sales(connection, asked), "maker_share") == Rupiah(15_200)
        assert sums(reports.cash(connection, asked), "over") == Rupiah(0)
