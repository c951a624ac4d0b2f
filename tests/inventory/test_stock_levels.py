from __future__ import annotations

from datetime import date

from inventory import catalogue, stock_levels
from inventory.stock_levels import COLUMNS
from koperasi.periods import Choices, Period
from tests.shops import Counter

TODAY = date(2026, 11, 23)


def period(counter: Counter, **chosen: object) -> Period:
    return Period(counter.shop.branch, TODAY, TODAY, choices=Choices(**chosen))  # type: ignore[arg-type]


def test_retired_goods_are_listed_while_something_is_left(counter: Counter) -> None:
    counter.buy(counter.soap, 3, 6_000)
    counter.sell(counter.line(counter.soap, 1, 3_400), cash=5_000)
    counter.close(300_000)
    for product in (counter.soap, counter.cookies):
        with counter.shop.work(counter.manager, channel="office") as work:
            catalogue.retire(work, product)
    with counter.shop.reading() as connection:
        found = stock_levels.on_hand(connection, period(counter))
        first = stock_levels.on_hand(connection, period(counter), 10)
        every = stock_levels.at_end_of(connection, period(counter), retired=True)

    assert [row[0] for row in found] == ["101"]
    assert list(first) == []
    assert sorted(row[0] for row in every) == ["101", "201"]
    assert (found.value, found.below, found.ids) == (4_000, 0, [counter.soap])


def test_a_row_says_everything_by_its_columns(counter: Counter) -> None:
    counter.buy(counter.soap, 3, 6_000)
    with counter.shop.reading() as connection:
        found = stock_levels.on_hand(connection, period(counter))

    row = dict(zip(COLUMNS, next(row for row in found if row[0] == "101"), strict=True))
    assert row == {
        "code": "101",
        "name": "Sabun Mandi 70 g",
        "category": "",
        "unit": "Pcs",
        "owned": 3_000,
        "consigned": 0,
        "quantity": 3_000,
        "value": 6_000,
        "price": 3_400,
        "owner": "",
        "min_stock": 0,
        "id": counter.soap,
    }
    assert list(found) == [found[n] for n in range(len(found))] == found[:]


def test_sums_are_of_what_is_listed(counter: Counter) -> None:
    counter.buy(counter.soap, 3, 6_000)
    counter.sell(counter.line(counter.cookies, 1, 12_500), cash=13_000)
    with counter.shop.reading() as connection:
        every = stock_levels.on_hand(connection, period(counter))
        none = stock_levels.on_hand(connection, period(counter, category_id=99))

    assert (every.value, every.below) == (6_000, 1)
    assert (none.value, none.below, len(none)) == (0, 0, 0)


def test_goods_of_another_branch_are_not_counted(counter: Counter) -> None:
    from dataclasses import replace

    counter.buy(counter.soap, 3, 6_000)
    elsewhere = Period(replace(counter.shop.branch, id=counter.shop.branch.id + 1), TODAY, TODAY)
    with counter.shop.reading() as connection:
        found = stock_levels.on_hand(connection, elsewhere)
        books = stock_levels.booked(connection, elsewhere)

    assert found.value == 0
    assert not books
