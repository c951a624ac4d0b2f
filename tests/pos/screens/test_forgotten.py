"""A shift of an earlier day is told at sign-in, and neither lost nor in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fronts import RINA, Front
from tests.shift_walks import said
from tests.shops import Counter


@pytest.fixture
def the_day_after(qtbot: QtBot, qapp: QApplication, seller: Counter) -> Front:
    """The window a day after its shift was opened and not closed."""
    seller.shop.clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    return Front.open(seller, qtbot, qapp)


def test_a_forgotten_shift_is_told_and_closed_or_gone_on_with(the_day_after: Front) -> None:
    front = the_day_after
    front.sign_in(RINA)
    front.at("forgotten")
    assert "Senin, 23 November 2026" in said(front.screen)
    front.press("Ctrl+J")
    front.at("till")
    entry = front.window.shell.status.entry("shift")
    assert entry is not None
    assert (entry.words, entry.tone) == ("Shift 23/11 belum ditutup", "warn")

    front.press("F12")
    front.at("menu")
    front.press("Ctrl+G")
    front.at("sign-in")
    front.sign_in(RINA)
    front.at("forgotten")
    front.press("Return")
    front.at("closing")
    front.window.close()
