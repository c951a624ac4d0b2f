from __future__ import annotations

from datetime import date

import pytest

from pos import spans
from pos.spans import Days, Span

TODAY = date(2026, 11, 25)


def of(span: Span, day: date, today: date = TODAY) -> tuple[date, date, date]:
    found = spans.of(span, day, today)
    return found.first, found.last, found.until


@pytest.mark.parametrize(
    ("span", "day", "ends"),
    [
        (Span.DAY, date(2026, 11, 23), ("2026-11-23", "2026-11-23", "2026-11-23")),
        (Span.WEEK, date(2026, 11, 25), ("2026-11-23", "2026-11-29", "2026-11-25")),
        (Span.WEEK, date(2026, 11, 22), ("2026-11-16", "2026-11-22", "2026-11-22")),
        (Span.MONTH, date(2026, 2, 14), ("2026-02-01", "2026-02-28", "2026-02-28")),
        (Span.MONTH, date(2026, 11, 1), ("2026-11-01", "2026-11-30", "2026-11-25")),
        (Span.YEAR, date(2026, 5, 5), ("2026-01-01", "2026-12-31", "2026-11-25")),
        (Span.YEAR, date(2024, 2, 29), ("2024-01-01", "2024-12-31", "2024-12-31")),
    ],
)
def test_a_day_lies_in_a_span_as_far_as_it_has_come(span: Span, day: date, ends: tuple[str, str, str]) -> None:
    assert tuple(each.isoformat() for each in of(span, day)) == ends


@pytest.mark.parametrize(
    ("days", "ends"),
    [
        (Days(Span.WEEK, date(2026, 11, 23), date(2026, 11, 29), date(2026, 11, 25)), ("2026-11-16", "2026-11-18")),
        (Days(Span.MONTH, date(2026, 11, 1), date(2026, 11, 30), date(2026, 11, 25)), ("2026-10-01", "2026-10-25")),
        # A month that is over stands beside a whole month, however long that was.
        (Days(Span.MONTH, date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 28)), ("2026-01-01", "2026-01-31")),
        # The last of March has no such day in February.
        (Days(Span.MONTH, date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 30)), ("2026-02-01", "2026-02-28")),
        (Days(Span.YEAR, date(2026, 1, 1), date(2026, 12, 31), date(2026, 11, 25)), ("2025-01-01", "2025-11-25")),
        # The day after the leap day is the same date, not the same number of days.
        (Days(Span.YEAR, date(2025, 1, 1), date(2025, 12, 31), date(2025, 3, 1)), ("2024-01-01", "2024-03-01")),
        (Days(Span.YEAR, date(2024, 1, 1), date(2024, 12, 31), date(2024, 2, 29)), ("2023-01-01", "2023-02-28")),
    ],
)
def test_it_is_compared_with_as_much_of_the_span_before(days: Days, ends: tuple[str, str]) -> None:
    before = spans.before(days)
    assert (before.first.isoformat(), before.until.isoformat()) == ends


def test_a_month_has_its_like_a_year_before() -> None:
    found = spans.a_year_before(Days(Span.MONTH, date(2025, 2, 1), date(2025, 2, 28), date(2025, 2, 28)))
    assert (found.first, found.until) == (date(2024, 2, 1), date(2024, 2, 29))


def test_spans_are_said_as_people_say_them() -> None:
    said = [spans.of(span, date(2026, 11, 23), TODAY).words for span in Span]
    assert said == ["Senin, 23 November 2026", "23/11/2026 – 29/11/2026", "November 2026", "2026"]
