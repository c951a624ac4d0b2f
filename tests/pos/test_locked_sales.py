"""Sales that came into locked days: reports of sales tell them on their day, and say where the books have them."""

from __future__ import annotations

from datetime import date

import pytest

from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from pos import buyer_reports, locked_sales, margin_reports, sold_reports
from tests.shops import Counter
from tests.stories.test_books_over_a_new_year import a_winter

MAKERS = (
    sold_reports.by_category,
    sold_reports.by_unit,
    sold_reports.by_rule,
    sold_reports.by_tender,
    buyer_reports.by_span,
    margin_reports.margin,
)


@pytest.fixture
def winter(counter: Counter) -> Counter:
    a_winter(counter)
    return counter


@pytest.mark.parametrize(("month", "last", "gone", "come"), [(1, 31, 6_800, 0), (2, 28, 0, 6_800)])
def test_a_late_sale_is_no_error_of_the_books(winter: Counter, month: int, last: int, gone: int, come: int) -> None:
    period = Period(winter.shop.branch, date(2027, month, 1), date(2027, month, last))
    with winter.shop.reading() as connection:
        late = locked_sales.read(connection, period)
        assert (late.gone, late.come) == (Rupiah(gone), Rupiah(come))
        for make in MAKERS:
            report = make(connection, period)
            assert report.agrees is True
            assert report.notes[-1] == late.notes[0]
            assert "Rp 6.800" in late.notes[0]


def test_days_that_hold_both_dates_have_nothing_to_tell(winter: Counter) -> None:
    with winter.shop.reading() as connection:
        late = locked_sales.read(connection, Period(winter.shop.branch, date(2027, 1, 1), date(2027, 2, 28)))
    assert (late.moved, late.gone, late.come, late.notes) == ({}, ZERO, ZERO, ())
