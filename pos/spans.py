"""Spans: the day, week, month or year that a paper for manager and board is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koperasi.text import DAYS, MONTHS, N_, _, language, long_date, short_date


class Span(StrEnum):
    """How long."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


TITLES = {
    Span.DAY: N_("Laporan Harian"),
    Span.WEEK: N_("Laporan Mingguan"),
    Span.MONTH: N_("Laporan Bulanan"),
    Span.YEAR: N_("Laporan Tahunan"),
}


@dataclass(frozen=True, slots=True)
class Days:
    """The whole span, both ends included, and `until`: the last day of it that has come."""

    span: Span
    first: date
    last: date
    until: date

    @property
    def whole(self) -> bool:
        """Whether it is over."""
        return self.until == self.last

    @property
    def words(self) -> str:
        """`Senin, 23 November 2026`, `16/11/2026 – 22/11/2026`, `November 2026`, `2026`."""
        if self.span is Span.DAY:
            return long_date(self.first)
        if self.span is Span.WEEK:
            return f"{short_date(self.first)} – {short_date(self.last)}"
        return month_name(self.first) if self.span is Span.MONTH else str(self.first.year)


def of(span: Span, day: date, today: date) -> Days:
    """The span that a day lies in, as far as it has come by today."""
    first, last = _ends(span, day)
    return Days(span, first, last, max(first, min(last, today)))


def _ends(span: Span, day: date) -> tuple[date, date]:
    if span is Span.DAY:
        return day, day
    if span is Span.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if span is Span.MONTH:
        return month_of(day)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def before(days: Days) -> Days:
    """The span before, up to the day that lies in it as `until` lies in this one.

    A month that is over is compared with a whole month, however long that was.
    """
    first, last = _ends(days.span, days.first - timedelta(days=1))
    until = last if days.whole else min(last, same_day(days.until, first, days.first))
    return Days(days.span, first, last, until)


def a_year_before(days: Days) -> Days:
    """The same month of the last year."""
    first, last = month_of(date(days.first.year - 1, days.first.month, 1))
    until = last if days.whole else min(last, first + (days.until - days.first))
    return Days(days.span, first, last, until)


def same_day(day: date, first: date, start: date) -> date:
    """The day that lies as far behind `first` as `day` does behind `start`; of a year the same date."""
    if start.month == 1 and start.day == 1 and first.year == start.year - 1 and first.month == 1:
        month = month_of(date(first.year, day.month, 1))
        return min(month[1], month[0] + timedelta(days=day.day - 1))
    return first + (day - start)


def month_name(day: date) -> str:
    """`November 2026`."""
    return f"{day:%B %Y}" if language() == "en" else f"{MONTHS[day.month - 1]} {day.year}"


def weekday_name(day: date) -> str:
    """`Senin`."""
    return f"{day:%A}" if language() == "en" else DAYS[day.weekday()]


def title(span: Span) -> str:
    return _(TITLES[span])
