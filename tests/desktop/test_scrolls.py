"""What gives way in a low window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.scrolls import Scroll


def column(qtbot: QtBot, high: int, buttons: int = 10) -> tuple[Scroll, list[QPushButton]]:
    inner = QWidget()
    lines = QVBoxLayout(inner)
    made = [QPushButton(str(n)) for n in range(buttons)]
    for each in made:
        each.setMinimumSize(200, 48)
        lines.addWidget(each)
    scroll = Scroll(inner)
    qtbot.addWidget(scroll)
    scroll.resize(300, high)
    scroll.set_width(160)
    scroll.show()
    qtbot.waitExposed(scroll)
    return scroll, made


def test_what_is_in_it_is_never_cut_at_its_side(qtbot: QtBot) -> None:
    for high in (200, 900):
        scroll, _made = column(qtbot, high)
        qtbot.waitUntil(lambda scroll=scroll: scroll.viewport().width() >= scroll.widget().minimumSizeHint().width())
        assert scroll.verticalScrollBar().isVisible() is (high == 200)


def test_one_field_more_makes_it_scroll(qtbot: QtBot) -> None:
    scroll, made = column(qtbot, 600)
    made[0].setMinimumSize(260, 300)

    qtbot.waitUntil(scroll.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: scroll.viewport().width() >= 260)


def test_what_takes_the_focus_comes_into_sight(qtbot: QtBot) -> None:
    scroll, made = column(qtbot, 200)
    made[-1].setFocus()

    qtbot.waitUntil(lambda: scroll.verticalScrollBar().value() > 200)
    made[0].setFocus()
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().value() < 10)


def test_arrows_are_the_screens(qtbot: QtBot) -> None:
    scroll, _made = column(qtbot, 200)
    qtbot.keyClick(scroll, Qt.Key.Key_Down)
    assert scroll.verticalScrollBar().value() == 0
