from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.buttons import KeyButton
from desktop.fields import Field, ScanField
from desktop.focus import FocusRing
from tests.desktop.conftest import Show


class Room(QWidget):
    """A window with a field, a scan box, and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.ring = FocusRing(self)
        self.field, self.scan, self.button = Field(), ScanField("Scan"), KeyButton("Simpan", "Enter")
        self.column = QVBoxLayout(self)
        for widget in (self.field, self.scan, self.button):
            self.column.addWidget(widget)
        self.resize(400, 320)


@pytest.fixture
def room(show: Show) -> Room:
    window = Room()
    show(window)
    return window


def around(widget: QWidget) -> QRect:
    return widget.geometry().adjusted(-5, -5, 5, 5)


def test_the_ring_goes_where_the_focus_goes(room: Room) -> None:
    for widget in (room.field, room.scan, room.button):
        widget.setFocus()

        assert room.ring.target is widget
        assert room.ring.geometry() == around(widget)
        assert room.ring.isVisible()


def test_the_ring_follows_a_target_that_moves_grows_and_hides(qtbot: QtBot, room: Room) -> None:
    room.button.setFocus()

    room.resize(600, 500)
    qtbot.waitUntil(lambda: room.ring.geometry() == around(room.button))
    assert room.button.width() > 500

    room.field.hide()
    qtbot.waitUntil(lambda: room.ring.geometry() == around(room.button))

    room.button.hide()
    assert not room.ring.isVisible() or room.ring.target is not room.button


def test_a_target_that_is_destroyed_leaves_no_ring(qtbot: QtBot, room: Room) -> None:
    room.field.setFocus()

    room.field.setParent(None)
    room.field.deleteLater()
    qtbot.wait(1)

    assert room.ring.target is not room.field


def test_turmeric_goes_around_green_and_around_a_box_alone(room: Room) -> None:
    light = theme.LIGHT

    def band(widget: QWidget) -> list[str]:
        widget.setFocus()
        picture = room.grab().toImage()
        y = widget.geometry().center().y()
        return [QColor(picture.pixel(widget.x() - far, y)).name().upper() for far in (4, 1)]

    assert band(room.field) == [light["kunyit"], light["ring"]]
    assert band(room.scan)[1] == light["kunyit"]


def test_in_a_scroll_area_only_what_is_seen_is_ringed(qtbot: QtBot, show: Show) -> None:
    window = QWidget()
    ring = FocusRing(window)
    area, inside = QScrollArea(), QWidget()
    column = QVBoxLayout(inside)
    fields = [Field() for _ in range(20)]
    for field in fields:
        column.addWidget(field)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    QVBoxLayout(window).addWidget(area)
    window.resize(300, 200)
    show(window)

    fields[0].setFocus()
    assert ring.isVisible()

    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert not ring.isVisible()
