"""How old what a maker is owed is: the newest of what she earned, from the day it was hers to take."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consignment import money_queries
from consignment.ages import Aged, aged, together
from consignment.entries import Balance
from consignment.payout_facts import Way
from koperasi.money import Rupiah
from tests.consignment import paying
from tests.shops import Counter

TODAY = date(2026, 11, 25)


def money(*amounts: int) -> tuple[Rupiah, ...]:
    return tuple(Rupiah(each) for each in amounts)


@pytest.mark.parametrize(
    ("owed", "on_hold", "earned", "told"),
    [
        (0, 0, {}, (0, 0, 0, 0, 0)),
        # Days since it was hers → amount.
        (90, 0, {0: 10, 7: 20, 8: 30, 30: 20, 31: 10}, (0, 30, 50, 10, 0)),
        # Forty were paid: they were the oldest.
        (50, 0, {0: 10, 7: 20, 8: 30, 30: 20, 31: 10}, (0, 30, 20, 0, 0)),
        # What is not hers to take yet stands apart, and is none of the rest.
        (70, 40, {-3: 40, 2: 10, 9: 20}, (40, 10, 20, 0, 0)),
        # More on hold than she is owed: something came back meanwhile.
        (25, 40, {-3: 40, 2: 10}, (25, 0, 0, 0, 0)),
        # What nobody knows when it was earned is old.
        (5, 0, {}, (0, 0, 0, 5, 0)),
        (-15, 0, {2: 10}, (0, 0, 0, 0, 15)),
        (-15, 40, {-3: 40}, (0, 0, 0, 0, 15)),
    ],
)
def test_it_is_the_newest_of_what_she_earned(
    owed: int, on_hold: int, earned: dict[int, int], told: tuple[int, ...]
) -> None:
    days = [(TODAY - timedelta(days=age), Rupiah(amount)) for age, amount in earned.items()]

    found = aged(Balance(Rupiah(owed), Rupiah(on_hold)), days, TODAY)

    assert found == Aged(*money(*told))
    assert found.balance == Rupiah(owed)


def test_several_makers_together_net_nothing() -> None:
    both = together([Aged(*money(1, 2, 3, 4, 0)), Aged(*money(0, 0, 0, 0, 9))])
    assert both == Aged(*money(1, 2, 3, 4, 9))
    assert together([]) == Aged()


def test_read_from_the_books_it_heeds_days_on_hold_and_what_was_paid(counter: Counter) -> None:
    paying.agree(counter, hold_days=3)
    cakes = paying.cakes(counter)
    for amount, later in ((40_000, 20), (30_000, 5), (20_000, 1), (10_000, 0)):
        paying.earn(counter, cakes, amount)
        paying.later(counter, later)
        if later:
            counter.close(0)
    today = paying.today(counter)
    with counter.shop.reading() as connection:
        (found,) = money_queries.ages(connection, today).values()
    # 40.000 for 23 days, 30.000 for 3; 20.000 and 10.000 wait for their days.
    assert found == Aged(*money(30_000, 30_000, 40_000, 0, 0))

    paying.pay(counter, Way.SAFE)
    with counter.shop.reading() as connection:
        (found,) = money_queries.ages(connection, today, counter.maker_id).values()
        assert money_queries.becoming(connection, today) == Rupiah(30_000)
    assert found == Aged(*money(30_000, 0, 0, 0, 0))
