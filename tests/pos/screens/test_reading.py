"""X on the screen: nothing of what must be there for those who count it blind."""

from __future__ import annotations

from koperasi.money import Rupiah, dots
from pos.screens.reading import ReadingScreen
from tests.fronts import Front
from tests.shift_walks import EXPECTED, go, said, sold


def test_x_tells_a_cashier_nothing_of_what_must_be_there(selling_front: Front) -> None:
    sold(selling_front)
    go(selling_front, "Ctrl+X", "reading")
    screen = selling_front.screen
    assert isinstance(screen, ReadingScreen)
    selling_front.until(lambda: screen.read_last is not None)

    assert dots(EXPECTED) not in said(screen)
    assert dots(3_400) not in said(screen)


def test_x_tells_a_manager(selling_front: Front) -> None:
    sold(selling_front)
    selling_front.window.station.actor = selling_front.counter.manager
    go(selling_front, "Ctrl+X", "reading")
    screen = selling_front.screen
    assert isinstance(screen, ReadingScreen)
    selling_front.until(lambda: screen.read_last is not None)

    assert screen.board.text.amount == Rupiah(EXPECTED)
