"""The lock covers what was there, and gives it back as it was."""

from __future__ import annotations

from desktop.notices import Notice
from pos.screens.lock import LockScreen
from pos.screens.windows import IdleLock
from tests.fronts import RINA, YUNI, Front


def lock(front: Front) -> LockScreen:
    front.press("Ctrl+L")
    front.at("lock")
    assert isinstance(front.screen, LockScreen)
    screen = front.screen
    front.until(lambda: screen.person is not None)
    return screen


def test_the_same_person_finds_the_same_screen_in_the_same_state(selling_front: Front) -> None:
    selling_front.window.shell.go("cash")
    selling_front.type("45000")
    lock(selling_front)
    assert not selling_front.window.shell.status.isVisible()
    selling_front.type(RINA[1])
    selling_front.press("Return")

    selling_front.at("cash")
    assert selling_front.screen.amount.text() == "45.000"  # type: ignore[attr-defined]
    assert selling_front.window.shell.status.isVisible()


def test_another_person_takes_over_with_her_own_pin(selling_front: Front) -> None:
    screen = lock(selling_front)
    selling_front.press("Alt+1")
    assert screen.person is not None
    assert screen.person.name == "Yuni Kartika"
    selling_front.type(YUNI[1])
    selling_front.press("Return")

    selling_front.at("till")
    assert selling_front.window.station.person.name == "Yuni Kartika"
    who = selling_front.window.shell.status.entry("who")
    assert who is not None
    assert who.words == "Yuni Kartika · Kasir 1"


def test_a_wrong_pin_keeps_it_locked(selling_front: Front) -> None:
    screen = lock(selling_front)
    selling_front.type("730165")
    selling_front.press("Return")

    selling_front.until(lambda: screen.pad.words.text() == "Salah. Sisa 9 kali.")
    selling_front.press("Escape", "F11", "F12")
    assert selling_front.name == "lock"


def test_a_deed_that_ends_under_the_lock_does_not_open_it(selling_front: Front) -> None:
    lock(selling_front)
    selling_front.window.shell.go("menu")
    assert selling_front.name == "lock"

    selling_front.type(RINA[1])
    selling_front.press("Return")

    selling_front.at("menu")


def test_a_notice_said_under_the_lock_stays_under_it(selling_front: Front) -> None:
    till = selling_front.screen
    screen = lock(selling_front)
    till.say(Notice("Printer habis kertas", "warn"))

    assert screen.notice.notice is None


def test_nobody_is_locked_out_of_the_sign_in(front: Front) -> None:
    front.press("Ctrl+L")

    assert front.name == "sign-in"


def test_idle_minutes_lock_and_a_key_begins_them_anew(selling_front: Front) -> None:
    locked: list[bool] = []
    idle = IdleLock(selling_front.window.shell, 1, lambda: locked.append(True))
    idle.timer.setInterval(400)
    idle.timer.start()
    for _key in range(6):
        selling_front.qtbot.wait(90)
        selling_front.press("Shift+Left")
    assert locked == []

    selling_front.until(lambda: locked == [True])
    idle.timer.stop()


def test_zero_minutes_never_lock(selling_front: Front) -> None:
    idle = IdleLock(selling_front.window.shell, 0, lambda: None)

    assert not idle.timer.isActive()
