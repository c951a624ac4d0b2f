from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop.boards import CHANGE_STEPS, TOTAL_STEPS, Board, BoardText, ChangeFigure, fitting
from koperasi.money import Rupiah
from tests.desktop.conftest import Show


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.parametrize(
    ("amount", "size"),
    [(0, 84), (373_250, 84), (1_373_250, 72), (99_999_999, 60), (999_999_999, 48), (-999_999_999, 48)],
)
def test_a_total_steps_down_until_it_fits(qtbot: QtBot, amount: int, size: int) -> None:
    board = Board(BoardText("Total Bayar", Rupiah(amount)))
    qtbot.addWidget(board)
    board.resize(424, 194)

    assert board.figure_size == size


@pytest.mark.parametrize(
    ("figure", "room", "size"),
    [
        ("26.800", 1318, 208),
        ("99.026.800", 1318, 208),
        ("926.800", 976, 208),
        ("9.026.800", 976, 168),
        ("999.026.800", 976, 128),
    ],
)
def test_change_steps_down_too(figure: str, room: int, size: int) -> None:
    assert fitting(figure, CHANGE_STEPS, room, 80 / 208) == size


def test_what_fits_nowhere_takes_the_smallest_step() -> None:
    assert fitting("999.999.999", TOTAL_STEPS, 10, 0.4) == 48


def test_a_board_says_its_number(qtbot: QtBot) -> None:
    board = Board(BoardText("Total Bayar", Rupiah(373_250), "Total Item 9"))
    qtbot.addWidget(board)

    assert board.accessibleName() == f"Total Bayar {Rupiah(373_250).shown}"

    board.show_text(BoardText("Uang Fisik", None))
    assert board.accessibleName() == "Uang Fisik –"


def test_a_board_is_painted_again_only_when_it_says_something_else(qtbot: QtBot, show: Show) -> None:
    board, paints = Board(BoardText("Total Bayar", Rupiah(0))), Paints()
    show(board)
    board.installEventFilter(paints)

    board.show_text(BoardText("Total Bayar", Rupiah(0)))
    qtbot.wait(20)
    assert paints.count == 0

    board.show_text(BoardText("Total Bayar", Rupiah(500)))
    qtbot.waitUntil(lambda: paints.count > 0)


def test_exact_money_is_said_in_the_place_of_change(qtbot: QtBot) -> None:
    figure = ChangeFigure("Kembalian", "Uang Pas")
    qtbot.addWidget(figure)

    figure.show_change(Rupiah(26_800))
    assert figure.accessibleName() == f"Kembalian {Rupiah(26_800).shown}"

    figure.show_change(None)
    assert figure.accessibleName() == "Uang Pas"
