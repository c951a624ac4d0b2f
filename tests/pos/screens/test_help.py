"""Help lies over the live screen and tells its real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.sounds import Sound
from pos.screens.help import HelpKey, HelpScreen, keys_of
from tests.fronts import Front


def shown(front: Front) -> dict[str, str]:
    screen = front.screen
    assert isinstance(screen, HelpScreen)
    return {line.told.cap: line.words for line in screen.lines}


def test_f1_shows_the_keys_of_the_till_and_escape_brings_it_back(selling_front: Front) -> None:
    selling_front.press("F1")
    selling_front.at("help")

    keys = shown(selling_front)
    assert keys["F4"] == "Bayar Tunai"
    assert keys["F12"] == "Menu Kasir"
    assert keys["4*"] == "sebelum scan: empat buah"
    selling_front.press("Escape")
    selling_front.at("till")


def test_nothing_under_it_is_changed(selling_front: Front) -> None:
    selling_front.press("F11")
    selling_front.at("cash")
    selling_front.type("45000")
    before = selling_front.screen.home_field
    selling_front.press("F1")
    selling_front.at("help")
    selling_front.press("F1")

    selling_front.at("cash")
    assert before is not None
    assert before.text() == "45.000"  # type: ignore[attr-defined]
    assert before.hasFocus()


def test_a_touch_closes_it(selling_front: Front, qtbot: QtBot) -> None:
    selling_front.press("F1")
    selling_front.at("help")
    button = selling_front.screen.home_field
    assert button is not None

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    selling_front.at("till")


def test_every_screen_has_its_help(selling_front: Front) -> None:
    for key, name in (("F12", "menu"), ("F11", "cash")):
        selling_front.press(key)
        selling_front.at(name)
        selling_front.press("F1")
        selling_front.at("help")
        assert shown(selling_front)
        selling_front.press("Escape")
        selling_front.at(name)
        selling_front.press("Escape")
        selling_front.at("till")


def test_what_it_tells_is_what_the_screen_has(selling_front: Front) -> None:
    till = selling_front.window.shell.screen_named("till")
    law, others = keys_of(till)

    told = {each.cap for each in law + others}
    actions = [action for action in till.actions_by_key.values() if action.text()]
    assert {action.cap for action in actions} <= told


def test_a_key_that_can_do_nothing_now_says_so(selling_front: Front) -> None:
    till = selling_front.window.shell.screen_named("till")
    till.actions_by_key["F9"].setEnabled(False)
    law, _others = keys_of(till)

    assert HelpKey("F9", "Satuan", now=False) in law
    selling_front.press("F1")
    selling_front.at("help")
    assert shown(selling_front)["F9"] == "Satuan (belum bisa sekarang)"


def test_a_scan_while_it_is_read_is_refused_and_never_lands_under_it(selling_front: Front) -> None:
    selling_front.press("F1")
    selling_front.at("help")
    selling_front.window.shell.scanner.scanned.emit("8991002101104")

    assert selling_front.window.sounds.last is Sound.REFUSED
    assert selling_front.window.station.open_lines() == 0


def test_the_lock_shows_no_help_and_covers_it(selling_front: Front) -> None:
    selling_front.press("F1")
    selling_front.at("help")
    selling_front.press("Ctrl+L")
    selling_front.at("lock")
    selling_front.press("F1")

    assert selling_front.name == "lock"


@pytest.mark.parametrize("name", ["till", "payment", "change", "cash", "menu", "closing", "printer"])
def test_no_key_stands_twice(selling_front: Front, name: str) -> None:
    law, others = keys_of(selling_front.window.shell.screen_named(name))
    caps = [each.cap for each in law + others]

    assert len(caps) == len(set(caps))
