"""When a maker is paid next: by weekday, every other one, a day of the month, or when she asks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from consignment.agreements import Agreement, Conditions, Cycle
from consignment.paydays import next_payday

MONDAY = date(2026, 11, 2)


def agreed(cycle: Cycle, day: int, starts_on: date = MONDAY) -> Agreement:
    return Agreement(1, "PJ-1", 1, 1, starts_on, None, Conditions(cycle=cycle, pay_day=day))


def test_without_an_agreement_she_asks() -> None:
    assert next_payday(None, MONDAY) is None
    assert next_payday(agreed(Cycle.ASKED, 3), MONDAY) is None


@pytest.mark.parametrize(
    ("cycle", "day", "today", "paid"),
    [
        (Cycle.WEEKLY, 0, MONDAY, MONDAY),
        (Cycle.WEEKLY, 0, date(2026, 11, 3), date(2026, 11, 9)),
        (Cycle.WEEKLY, 4, MONDAY, date(2026, 11, 6)),
        (Cycle.TWO_WEEKS, 0, MONDAY, MONDAY),
        (Cycle.TWO_WEEKS, 0, date(2026, 11, 3), date(2026, 11, 16)),
        (Cycle.TWO_WEEKS, 0, date(2026, 11, 23), date(2026, 11, 30)),
        (Cycle.TWO_WEEKS, 4, MONDAY, date(2026, 11, 6)),
        (Cycle.MONTHLY, 25, MONDAY, date(2026, 11, 25)),
        (Cycle.MONTHLY, 25, date(2026, 11, 26), date(2026, 12, 25)),
        (Cycle.MONTHLY, 25, date(2026, 12, 26), date(2027, 1, 25)),
        (Cycle.MONTHLY, 31, MONDAY, date(2026, 11, 30)),
        (Cycle.MONTHLY, 31, date(2027, 2, 1), date(2027, 2, 28)),
        (Cycle.MONTHLY, 0, date(2026, 11, 2), date(2026, 12, 1)),
    ],
)
def test_the_next_day_is_the_agreements(cycle: Cycle, day: int, today: date, paid: date) -> None:
    assert next_payday(agreed(cycle, day), today) == paid


def test_two_weeks_lie_between_two_of_her_pay_days() -> None:
    version = agreed(Cycle.TWO_WEEKS, 2, date(2026, 10, 31))
    days = {next_payday(version, date(2026, 11, 1) + timedelta(days=n)) for n in range(60)}
    ordered = sorted(day for day in days if day is not None)

    assert all(later - earlier == timedelta(days=14) for earlier, later in pairwise(ordered))
    assert {day.weekday() for day in ordered} == {2}
