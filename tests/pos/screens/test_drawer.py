"""The drawer without a sale: a number is a reason, and who may not open it asks for a PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos import drawers
from pos.drawers import Why
from pos.screens.drawer import DrawerScreen
from tests.fronts import Front
from tests.shift_walks import approve, go
from tests.shops import Counter


def openings(counter: Counter) -> int:
    assert counter.shift is not None
    with counter.shop.reading() as connection:
        return drawers.openings(connection, counter.shift.id)


def test_a_number_is_a_reason_and_a_cashier_asks_for_a_pin(selling_front: Front) -> None:
    go(selling_front, "Ctrl+B", "drawer")
    selling_front.type("1")
    selling_front.at("override")
    assert openings(selling_front.counter) == 0
    approve(selling_front)

    selling_front.at("drawer")
    selling_front.until(lambda: openings(selling_front.counter) == 1)
    screen = selling_front.screen
    assert isinstance(screen, DrawerScreen)
    selling_front.until(lambda: screen.often.value == "1 kali")


def test_another_reason_is_written_and_then_opens_by_touch(selling_front: Front, qtbot: QtBot) -> None:
    selling_front.window.station.actor = selling_front.counter.manager
    go(selling_front, "Ctrl+B", "drawer")
    screen = selling_front.screen
    assert isinstance(screen, DrawerScreen)
    qtbot.mouseClick(screen.buttons[Why.OTHER], Qt.MouseButton.LeftButton)
    selling_front.type("koin 2 jatuh")
    qtbot.mouseClick(screen.primary, Qt.MouseButton.LeftButton)

    selling_front.until(lambda: openings(selling_front.counter) == 1)
