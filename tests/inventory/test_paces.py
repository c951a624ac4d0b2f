"""How much goes a day: by days on which it could be sold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inventory import paces
from inventory.paces import ALL_WEEK, Pace
from koperasi.quantity import Quantity
from tests.shops import Counter

TODAY = date(2026, 11, 25)
OPENED = [TODAY - timedelta(days=n) for n in range(10, 0, -1)]


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def pace(moved: list[tuple[date, int, int]], there: int = 50, opened: list[date] = OPENED) -> Pace | None:
    return paces.reckoned(moved, there, opened, TODAY)


@pytest.mark.parametrize(
    ("sold", "days", "daily"),
    [
        ("95", 28, "3.4"),
        ("1", 28, "0.04"),
        ("13", 28, "0.46"),
        ("28", 28, "1"),
        ("0.5", 1, "0.5"),
        ("1234", 10, "123.4"),
    ],
)
def test_a_days_worth_is_said_as_people_say_it(sold: str, days: int, daily: str) -> None:
    assert Pace(Quantity.of(sold), days).daily == Quantity.of(daily)


def test_every_open_day_counts_while_the_good_is_there() -> None:
    assert pace([(day(2), 4, -4), (day(7), 6, -6)]) == Pace(Quantity(10), 10)


def test_days_on_which_it_was_gone_do_not_count() -> None:
    """It came ten days ago, was sold out eight days ago, and came again two days ago."""
    moved = [(day(1), 5, -5), (day(2), 5, 15), (day(8), 10, -10), (day(10), 10, 10)]

    assert pace(moved, there=10) == Pace(Quantity(30), 5)


def test_days_below_zero_without_a_sale_do_not_count() -> None:
    assert pace([(day(5), 3, -3)], there=-3) == Pace(Quantity(3), 1)


def test_closed_days_do_not_count() -> None:
    opened = [each for each in OPENED if each.weekday() != 6]

    assert pace([(day(2), 4, -4)], opened=opened) == Pace(Quantity(4), 8)


def test_what_moved_today_is_not_in_the_pace_but_in_the_stock_before() -> None:
    assert pace([(TODAY, 7, 13), (day(3), 4, -4)], there=13) == Pace(Quantity(4), 8)


def test_what_only_came_back_has_no_pace() -> None:
    assert pace([(day(2), -4, 4)]) is None


def test_the_pace_is_read_of_sales_less_returns(counter: Counter) -> None:
    counter.buy(counter.soap, 20, 50_000)
    counter.sell(counter.line(counter.soap, 6, 3_400))
    clock = counter.shop.clock
    clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    today = counter.shop.branch.business_date(clock())
    branch = counter.shop.branch.id

    with counter.shop.reading() as connection:
        there = paces.on_hand(connection, paces.locations_for_sale(connection, branch))
        found = paces.read(connection, branch, today, 28, there)
    assert found.by_product == {counter.soap: Pace(Quantity.of(6), 1)}
    assert found.weekdays == ALL_WEEK
    assert there[counter.soap] == Quantity.of(14).thousandths
