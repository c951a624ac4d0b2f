"""Tiles of goods: large enough for a finger, as many as fit, chosen by steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.chips import Chip
from desktop.good_tiles import TileGrid, TileText
from tests.desktop.conftest import Show

TILES = [
    TileText(f"Barang {n}", "Rp 1.000", str(500 + n), chip=Chip("Habis", "refuse") if n == 3 else None)
    for n in range(20)
]


def grid(show: Show, wide: int = 600, high: int = 310) -> TileGrid:
    made = TileGrid()
    made.resize(wide, high)
    show(made)
    made.show_tiles(TILES)
    return made


def test_tiles_are_at_least_120_wide_and_high_and_fill_the_row(show: Show) -> None:
    made = grid(show)

    assert made.across == 4
    assert made.capacity == 8
    first = made.buttons[0]
    assert first.width() >= theme.px(120)
    assert first.height() >= theme.px(120)
    assert made.buttons[3].geometry().right() >= made.width() - 4


def test_what_does_not_fit_lies_on_further_sheets(show: Show) -> None:
    made = grid(show)
    assert made.sheets == 3
    assert [n for n, each in enumerate(made.buttons) if each.isVisible()] == list(range(8))

    made.turn(1)
    assert [n for n, each in enumerate(made.buttons) if each.isVisible()] == list(range(8, 16))
    made.turn(2)
    assert made.sheet == 0


def test_steps_choose_and_stay_within_the_tiles(show: Show) -> None:
    made = grid(show)
    made.step(1, 1)
    assert made.chosen == 5
    made.step(0, -9)
    assert made.chosen == 0
    made.step(0, 99)
    assert (made.chosen, made.sheet) == (19, 2)
    assert made.buttons[19].isChecked()


def test_a_touch_chooses_and_tells(qtbot: QtBot, show: Show) -> None:
    made = grid(show)
    with qtbot.waitSignal(made.pressed) as told:
        qtbot.mouseClick(made.buttons[3], Qt.MouseButton.LeftButton)

    assert told.args == [3]
    assert made.buttons[3].accessibleName() == "Barang 3, Rp 1.000, 503, Habis"
