"""Paydays: when a maker is paid next, by what her agreement says."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from consignment.agreements import Agreement, Cycle

WEEK = 7


def next_payday(agreement: Agreement | None, today: date) -> date | None:
    """The next day on which she is paid, today included; None where she is paid when she asks.

    Weekly and two-weekly pay days are weekdays (0 is Monday), and two weeks count from the
    first such day of the agreement; a monthly one is a day of the month, or the month's last
    where it has no such day.
    """
    if agreement is None:
        return None
    kind, day = agreement.conditions.cycle, agreement.conditions.pay_day
    if kind is Cycle.WEEKLY:
        return today + timedelta(days=(day - today.weekday()) % WEEK)
    if kind is Cycle.TWO_WEEKS:
        first = agreement.starts_on + timedelta(days=(day - agreement.starts_on.weekday()) % WEEK)
        return first if today <= first else today + timedelta(days=(first - today).days % (2 * WEEK))
    if kind is Cycle.MONTHLY:
        return _in_month(today, day) if _in_month(today, day) >= today else _in_month(_next_month(today), day)
    return None


def _in_month(month: date, day: int) -> date:
    """That day of the month; the first where none is named, the last where it has no such day."""
    return month.replace(day=min(max(day, 1), monthrange(month.year, month.month)[1]))


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
