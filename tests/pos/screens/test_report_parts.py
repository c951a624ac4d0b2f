from __future__ import annotations

from datetime import date

from desktop.report_filters import Chosen, Days, Span
from koperasi.branches import Branch
from koperasi.periods import Choices
from pos.report_choices import CHOICES, Named, Offered
from pos.screens.report_parts import filters_of, first_maker, period_of

TODAY = date(2026, 11, 23)
OFFERED = Offered((Named(7, "Sembako"), Named(0, "Tanpa kategori")))
BRANCH = Branch(1, "NGT", "SBMI MART", "Ngantang", "", "", "Asia/Jakarta", 3)


def test_a_report_is_asked_for_what_it_knows() -> None:
    margin = filters_of(CHOICES["margin"], OFFERED, TODAY)
    assert (margin.days, margin.span) == (Days.RANGE, Span.MONTH)
    assert [pick.key for pick in margin.picks] == ["by", "category", "consigned"]
    assert margin.picks[1].options[:2] == ((None, "Semua"), (7, "Sembako"))
    assert filters_of(CHOICES["stock-at"], OFFERED, TODAY).days is Days.ONE
    assert filters_of(CHOICES["dead"], OFFERED, TODAY).back == 60
    assert filters_of(CHOICES["stock-card"], OFFERED, TODAY).code
    assert filters_of(CHOICES["stock-value"], OFFERED, TODAY).days is Days.NONE


def test_what_was_chosen_reaches_the_report() -> None:
    picks = (("by", "margin"), ("category", 7), ("consigned", False))
    period = period_of(BRANCH, Chosen(TODAY, TODAY, picks, 30, "101"))

    assert period.choices == Choices(category_id=7, consigned=False, days=30, by="margin")
    assert (period.about, period.words) == ("101", "23/11/2026")


def test_all_of_it_is_nothing_chosen() -> None:
    assert period_of(BRANCH, Chosen(TODAY, TODAY, (("category", None), ("by", "")))).choices == Choices()


def test_only_long_lists_have_first_rows() -> None:
    assert first_maker(CHOICES["stock"]) is not None
    assert first_maker(CHOICES["margin"]) is None
