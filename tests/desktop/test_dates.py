from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import dates
from desktop.dates import Calendar, DateField
from koperasi.errors import BadInput
from tests.desktop.conftest import Show

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23/11/2026", TODAY),
        ("3-1-27", date(2027, 1, 3)),
        ("231126", TODAY),
        ("5/12", date(2026, 12, 5)),
        ("7", date(2026, 11, 7)),
        ("2026-02-28", date(2026, 2, 28)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert dates.read(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "31/2/2026", "besok", "32"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        dates.read(text, TODAY)


def test_a_typed_day_is_written_in_full_once_it_is_left(qtbot: QtBot, show: Show) -> None:
    field, told = DateField(TODAY, name="Dari"), []
    field.day_changed.connect(told.append)
    show(field)
    field.selectAll()
    qtbot.keyClicks(field, "1/11")
    field.editingFinished.emit()

    assert field.text() == "01/11/2026"
    assert told == [date(2026, 11, 1)]
    assert field.day == date(2026, 11, 1)


def test_what_is_no_day_is_said_at_the_field(qtbot: QtBot, show: Show) -> None:
    field = DateField(TODAY)
    show(field)
    field.setText("besok")

    with pytest.raises(BadInput):
        field.day  # noqa: B018
    assert "Bukan tanggal" in field.error


def test_a_touched_day_of_the_calendar_is_picked(qtbot: QtBot, show: Show) -> None:
    field = DateField(TODAY)
    show(field)
    page, picked = Calendar(TODAY, field), []
    page.picked.connect(picked.append)
    page.open_under(field)
    page._turn(1)
    assert page.month == date(2026, 12, 1)
    # The first of December 2026 is a Tuesday: the second square of the first week.
    square = QPoint(dates.CELL + dates.CELL // 2, 24 + dates.CELL // 2)
    qtbot.mouseClick(page._page, Qt.MouseButton.LeftButton, pos=square)

    assert picked == [date(2026, 12, 1)]


def test_the_calendar_closes_by_esc_and_by_a_touch_elsewhere(qtbot: QtBot, show: Show) -> None:
    window = QWidget()
    window.resize(700, 600)
    field, other = DateField(TODAY), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(other)
    show(window)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(14, 20))
    page = window.findChild(Calendar)
    assert isinstance(page, Calendar)
    assert page.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not page.isVisible()
    field.open_calendar()
    again = window.findChildren(Calendar)[-1]
    assert again.isVisible()
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert not again.isVisible()
