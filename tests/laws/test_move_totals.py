"""Kept totals of goods: whatever moved and in whatever order, they are the sum of the moves."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from consignment.terms import Deal, Terms
from inventory import stock_levels
from koperasi.periods import Period
from koperasi.shop import Shop
from pos import checks
from tests.laws import test_account_totals
from tests.laws.test_account_totals import shop_of_its_own
from tests.shops import Counter

DEEDS = ("sell", "sell hers", "buy", "deliver", "close", "next day", "next month", "late", "late, into locked books")
HISTORIES = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(1, 9)), min_size=1, max_size=14)
TERMS = Terms(Deal.COMMISSION, 600)

#: Day, product, reason, what came by, whether it is a maker's; quantity and value.
Moved = tuple[date, int, str, str, bool, int, int]


def do(counter: Counter, deed: str, number: int) -> None:
    if deed == "deliver":
        counter.deliver(counter.cookies, number, TERMS)
    elif deed == "sell hers":
        counter.sell(counter.line(counter.cookies, number, 12_500), cash=200_000)
    else:
        test_account_totals.do(counter, deed, number)


def moved(shop: Shop) -> list[Moved]:
    """Every move there is, read one by one."""
    found = text(
        "SELECT d.business_date, m.product_id, m.reason, d.kind, l.owner_id, m.quantity, m.value "
        "FROM moves m JOIN documents d ON d.id = m.document_id JOIN lots l ON l.id = m.lot_id"
    )
    with shop.reading() as connection:
        rows = connection.execute(found).all()
    return [
        (date.fromisoformat(day), product, reason, kind if reason == "filling" else "", owner is not None, *amounts)
        for day, product, reason, kind, owner, *amounts in rows
    ]


def added(moves: Iterable[Moved], key: Callable[[Moved], tuple[object, ...]]) -> dict[tuple[object, ...], list[int]]:
    sums: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in moves:
        amounts = (each[5], each[6], each[5] if each[4] else 0)
        sums[key(each)] = [before + more for before, more in zip(sums[key(each)], amounts, strict=True)]
    return sums


def assert_totals_are_the_moves(shop: Shop) -> None:
    moves = moved(shop)
    days = sorted({each[0] for each in moves})
    edges = sorted({days[0] - timedelta(days=1), *days, days[-1] + timedelta(days=40), days[0].replace(day=1)})
    with shop.reading() as connection:
        for last in edges:
            there = added((each for each in moves if each[0] <= last), lambda each: (each[1],))
            for way in (stock_levels._forwards, stock_levels._backwards):
                period = Period(shop.branch, last, last)
                listed = stock_levels._listed(connection, period, *way(connection, period))
                found = {(product,): sums for product, *sums in listed.sums.values() if any(sums)}
                assert found == {product: sums for product, sums in there.items() if any(sums)}
            for first in (each for each in edges if each <= last):
                inside = [each for each in moves if first <= each[0] <= last]
                period = Period(shop.branch, first, last)
                by_reason = {tuple(row[:3]): [*row[3:]] for row in stock_levels.by_reason(connection, period)}
                assert by_reason == {key: sums[:2] for key, sums in added(inside, lambda each: each[1:4]).items()}
                changed = {(product,): [*sums] for product, sums in stock_levels.changed(connection, period).items()}
                assert changed == {key: sums[:2] for key, sums in added(inside, lambda each: (each[1],)).items()}


@given(HISTORIES)
def test_kept_totals_are_the_sum_of_the_moves(history: list[tuple[str, int]]) -> None:
    with shop_of_its_own() as counter:
        do(counter, "deliver", 3)
        for deed, number in history:
            do(counter, deed, number)
        assert_totals_are_the_moves(counter.shop)
        assert checks.wrong(counter.shop) == []


def test_kept_totals_of_goods_hold_on_either_engine_and_are_made_anew(counter: Counter) -> None:
    chance = random.Random(11)
    for deed in ["deliver", *DEEDS, *chance.choices(DEEDS, k=12), "sell", "deliver"]:
        do(counter, deed, chance.randint(1, 9))

    assert_totals_are_the_moves(counter.shop)
    assert checks.wrong(counter.shop) == []
    checks.rebuild(counter.shop)
    assert_totals_are_the_moves(counter.shop)
    assert checks.wrong(counter.shop) == []


def test_goods_that_no_money_was_posted_for_are_added_up_too(counter: Counter) -> None:
    counter.deliver(counter.cookies, 5, TERMS)
    assert test_account_totals.waiting(counter.shop) == 1
    counter.open()
    counter.close(300_000)

    with counter.shop.reading() as connection:
        found = connection.execute(text("SELECT reason, consigned, quantity, moves FROM move_days")).all()
    assert [(reason, bool(hers), *sums) for reason, hers, *sums in found] == [("delivery", True, 5_000, 1)]
    assert_totals_are_the_moves(counter.shop)


def test_wrong_totals_of_goods_are_found_by_name_and_day(counter: Counter) -> None:
    counter.buy(counter.soap, 5, 14_000)
    counter.open()
    counter.close(300_000)
    with counter.shop.database.writing() as connection:
        connection.execute(text("UPDATE move_days SET value = value + 1"))

    found = checks.wrong(counter.shop)

    assert "101 Sabun Mandi 70 g: jumlah mutasi tanggal 23/11/2026 tidak cocok" in found
    assert "Jumlah mutasi bulan 2026-11 tidak cocok" in found
    checks.rebuild(counter.shop)
    assert checks.wrong(counter.shop) == []


def test_the_books_of_a_day_count_what_came_late_into_locked_ones(counter: Counter) -> None:
    counter.buy(counter.soap, 50, 140_000)
    day = counter.shop.clock().date()
    test_account_totals.do(counter, "late, into locked books", 3)
    with counter.shop.reading() as connection:
        for last in (day, day + timedelta(days=1), day + timedelta(days=9)):
            period = Period(counter.shop.branch, last, last)
            listed = stock_levels.at_end_of(connection, period)
            assert stock_levels.booked(connection, period, last).amount == listed.value
