"""Kept totals of shifts, days and months: what a close carries, what comes late, and what older shops get."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from consignment.terms import Bearer, Deal, Terms
from inventory.purchases import PaidFrom
from koperasi import pieces, schema, tills
from koperasi.branches import NewBranch
from koperasi.money import Rupiah
from koperasi.shop import Shop
from pos import checks, founding, totals
from pos.commands import shifts
from pos.totals import Topic
from tests.laws.days import Days, furnish
from tests.shops import Clock, Counter

KEPT = ("shift_totals", "day_totals", "month_totals")


@pytest.fixture
def days(counter: Counter) -> Days:
    """Three days over a month's end, two shifts on the second, the last one still open."""
    made = Days(counter.shop, counter, *furnish(counter))
    made.buy([(made.goods.soap, 100_000, 250_001, None)], PaidFrom.SAFE)
    made.deliver(made.goods.cookies, 50_000, Terms(Deal.COMMISSION, 1_750), None)
    clock = counter.shop.clock
    assert isinstance(clock, Clock)
    for wait, tenders in ((0, "cash"), (9, "qris"), (0, "transfer+cash"), (1, "kasbon")):
        clock.at += timedelta(days=wait)
        made.open(100_000)
        lines = [
            made.line(made.goods.soap, 2_000, 3_400, 0, Bearer.SHOP),
            made.line(made.goods.cookies, 3_000, 12_500, 2_000, Bearer.SHOP),
        ]
        made.sell(made.sale(lines, tenders, member=True))
        made.sell(made.sale(lines[:1], "cash", member=False))
        if tenders != "kasbon":
            made.close(0, left=False)
    return made


def kept(shop: Shop) -> dict[str, list[str]]:
    with shop.reading() as connection:
        return {
            name: sorted(str(tuple(row)) for row in connection.exec_driver_sql(f"SELECT * FROM {name}"))
            for name in KEPT
        }


def test_days_months_and_all_of_them_are_one_sum(days: Days) -> None:
    branch, first, last = days.shop.branch, date(2026, 1, 1), days.day
    with days.shop.reading() as connection:
        whole = totals.of_days(connection, branch, first, last)
        by_day = totals.by_day(connection, branch, first, last)
        by_month = totals.by_month(connection, branch, first, last)
    assert {each.topic for each in whole} >= {Topic.HOUR, Topic.CASHIER, Topic.MEMBER, Topic.UNIT, Topic.RULE}
    assert set(totals.merged(each for day in by_day.values() for each in day)) == set(whole)
    assert set(totals.merged(each for month in by_month.values() for each in month)) == set(whole)
    assert len(by_day) == 3
    assert list(by_month) == sorted(by_month)
    assert len(by_month) == 2


@pytest.mark.parametrize("first", [0, 1, 9, 10])
@pytest.mark.parametrize("length", [0, 1, 8, 40])
def test_any_days_are_the_sum_of_each(days: Days, first: int, length: int) -> None:
    start = days.day - timedelta(days=10) + timedelta(days=first)
    end = start + timedelta(days=length)
    with days.shop.reading() as connection:
        whole = totals.of_days(connection, days.shop.branch, start, end)
        each = totals.by_day(connection, days.shop.branch, start, end)
    assert set(totals.merged(one for day in each.values() for one in day)) == set(whole)


def test_whole_months_are_read_as_such_and_a_year_up_to_today_has_no_days() -> None:
    assert pieces.pieces(date(2026, 1, 1), date(2026, 12, 31)) == [
        pieces.Piece(True, date(2026, 1, 1), date(2026, 12, 1))
    ]
    assert pieces.pieces(date(2026, 3, 10), date(2026, 4, 30)) == [
        pieces.Piece(True, date(2026, 3, 1), date(2026, 3, 1)),
        pieces.Piece(False, date(2026, 3, 1), date(2026, 3, 9), -1),
        pieces.Piece(True, date(2026, 4, 1), date(2026, 4, 1)),
    ]
    assert pieces.pieces(date(2026, 3, 20), date(2026, 3, 22)) == [
        pieces.Piece(False, date(2026, 3, 20), date(2026, 3, 22))
    ]


def test_a_cashiers_and_a_members_sales_are_counted(days: Days) -> None:
    with days.shop.reading() as connection:
        found = totals.of_days(
            connection, days.shop.branch, date(2026, 1, 1), days.day, Topic.CASHIER, Topic.MEMBER, Topic.UNIT
        )
    cashier = str(days.counter.cashier.id)
    assert sum(each.count for each in found if each.topic is Topic.CASHIER and each.key == cashier) == 8
    (member,) = (each for each in found if each.topic is Topic.MEMBER)
    assert (member.key, member.count, member.net) == (str(days.counter.member_id), 4, Rupiah(4 * (6_800 + 35_500)))
    pieces = [each for each in found if each.topic is Topic.UNIT and each.key == "Pcs"]
    assert sum(each.quantity.thousandths for each in pieces) == 28_000


def test_what_comes_late_is_in_its_shift_its_day_and_its_month(days: Days) -> None:
    assert days.closed is not None
    line = days.line(days.goods.soap, 1_000, 3_400, 0, Bearer.SHOP)
    before = kept(days.shop)
    days.sell(days.sale([line], "cash", False, days.closed), happened=True)
    assert checks.wrong(days.shop) == []
    after = kept(days.shop)
    assert all(before[name] != after[name] for name in KEPT)


def test_older_shops_get_what_the_closes_would_have_kept(days: Days) -> None:
    """The migration's own statements, on a shop whose totals are as they were before it."""
    before = kept(days.shop)
    with days.shop.database.writing() as connection:
        connection.execute(text("UPDATE shift_totals SET tax_base = 0, tax = 0"))
        connection.execute(
            text("DELETE FROM shift_totals WHERE topic IN ('cashier', 'member', 'unit', 'rule', 'discount', 'price')")
        )
        for name in KEPT[1:]:
            connection.execute(text(f"DELETE FROM {name}"))
        for statement in filling():
            connection.execute(text(statement))
    assert kept(days.shop) == before


def filling() -> Iterator[str]:
    """What the migration does to the kept totals of sales."""
    (path,) = schema.migrations_folder().glob("versions/0005_*.py")
    spec = importlib.util.spec_from_file_location("migration", path)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = Written()
    module.op = written
    module.upgrade()
    return (each for each in written.statements if any(f"{name} (" in each or f"FROM {name}" in each for name in KEPT))


class Written:
    """What a migration would do, written down instead."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def execute(self, statement: str) -> None:
        self.statements.append(statement)

    def __enter__(self) -> Written:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def __getattr__(self, _name: str) -> Any:
        return lambda *_args, **_named: self


def test_a_shift_of_another_branch_is_counted_there_whoever_closes_it(counter: Counter) -> None:
    here = counter.shop
    with here.work(here.konsole(), channel="konsole") as work:
        there = founding.add_branch(work, NewBranch("02", "Pujon"))
    elsewhere = replace(here, branch=there)
    with elsewhere.work(here.konsole(), channel="konsole") as work:
        till = tills.add_till(work, "K9", "Kasir 9")
    elsewhere.till_id = till
    theirs = replace(counter, shop=elsewhere)
    theirs.open(0)
    theirs.sell(theirs.line(theirs.copies, 2, 500))
    day = theirs.shift.business_date if theirs.shift else date.min
    shifts.close(here, "K9", 1_000, 0)

    assert checks.wrong(here) == []
    with here.reading() as connection:
        sold = [totals.of_days(connection, each, day, day, Topic.PRODUCT) for each in (here.branch, there)]
    assert [sum(total.net.amount for total in each) for each in sold] == [0, 1_000]
    drawer = "SELECT DISTINCT e.branch_id FROM entries e JOIN postings p ON p.document_id = e.document_id "
    posted = text(drawer + "JOIN tills t ON t.account_id = p.account_id WHERE t.id = :till")
    with here.reading() as connection:
        assert list(connection.execute(posted, {"till": till}).scalars()) == [there.id]
