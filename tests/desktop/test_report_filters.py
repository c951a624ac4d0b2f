from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.buttons import KeyButton
from desktop.report_filters import Days, FilterBar, Filters, Pick, Span, days_of, span_of
from koperasi.errors import BadInput
from tests.desktop.conftest import Show

TODAY = date(2026, 11, 23)
OWNER = Pick("owner", "Pemilik", ((None, "Semua"), (True, "Titipan")))


def bar(show: Show, filters: Filters) -> FilterBar:
    made = FilterBar(KeyButton("Tampilkan", role="primary"))
    made.resize(1200, 80)
    made.show_filters(filters)
    show(made)
    return made


def test_a_word_names_days() -> None:
    assert days_of(Span.YESTERDAY, TODAY) == (date(2026, 11, 22), date(2026, 11, 22))
    assert span_of(date(2026, 11, 1), TODAY, TODAY) is Span.MONTH
    assert span_of(date(2026, 11, 2), TODAY, TODAY) is None


def test_a_touch_on_a_period_fills_both_days_and_asks(qtbot: QtBot, show: Show) -> None:
    filters = bar(show, Filters(TODAY, picks=(OWNER,)))
    spans = filters._spans
    assert spans is not None
    with qtbot.waitSignal(filters.submitted):
        qtbot.mouseClick(spans.buttons[Span.MONTH], Qt.MouseButton.LeftButton)

    chosen = filters.chosen()
    assert (chosen.first, chosen.last, chosen.of("owner")) == (date(2026, 11, 1), TODAY, None)


def test_a_typed_day_lets_go_of_the_word(show: Show) -> None:
    filters = bar(show, Filters(TODAY))
    filters.dates[0].setText("3/11")
    filters.dates[0].editingFinished.emit()

    spans = filters._spans
    assert spans is not None
    assert {each.property("role") for each in spans.buttons.values()} == {"plain"}


def test_days_the_wrong_way_round_are_refused_at_the_field(show: Show) -> None:
    filters = bar(show, Filters(TODAY))
    filters.dates[0].setText("24/11/2026")
    with pytest.raises(BadInput):
        filters.chosen()
    assert filters.dates[0].error


def test_one_day_days_back_and_a_code_are_read(show: Show) -> None:
    filters = bar(show, Filters(TODAY, Days.ONE, back=60, code="Kode barang"))
    filters.show_code("101")
    chosen = filters.chosen()
    assert (chosen.first, chosen.last, chosen.back, chosen.code) == (TODAY, TODAY, 60, "101")


def test_other_filters_take_the_place_of_the_ones_before(show: Show) -> None:
    filters = bar(show, Filters(TODAY, picks=(OWNER,)))
    filters.show_filters(Filters(TODAY, Days.NONE))
    assert (filters.dates, filters.pickers) == ([], {})
    assert filters.chosen().of("owner") is None
