from __future__ import annotations

from datetime import date

from inventory import catalogue, prices, queries, stock_levels
from inventory.goods import PriceLine, PriceRule
from inventory.prices import PriceChanged
from inventory.stock_levels import COLUMNS
from koperasi.money import Rupiah
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


def test_a_good_whose_next_price_is_planned_has_its_price_of_now(counter: Counter) -> None:
    """In the list, in its first rows, and where the past is asked for; an offer beside it changes nothing."""
    counter.buy(counter.soap, 3, 6_000)
    offer = PriceLine(PriceRule.RETAIL, Rupiah(3_000), valid_from=TODAY, valid_until=TODAY)
    with counter.shop.work(counter.manager, channel="office") as work:
        unit = queries.good(work.connection, counter.soap).base
        for line in (PriceLine(PriceRule.RETAIL, Rupiah(3_900), valid_from=date(2026, 12, 25)), offer):
            prices.change_price(work, PriceChanged(unit.id, line))
    with counter.shop.reading() as connection:
        listed = [
            stock_levels.on_hand(connection, period(counter)),
            stock_levels.on_hand(connection, period(counter), 10),
            stock_levels.at_end_of(connection, period(counter)),
        ]

    place = COLUMNS.index("price")
    assert [[row[place] for row in rows if row[0] == "101"] for rows in listed] == [[3_400]] * 3
