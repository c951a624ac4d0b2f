"""Titipan Saya beside the till: from the cashier's menu, and in a window of its own that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consignment.screens.my_goods import DOOR, NAME
from koperasi import shops, users
from koperasi.audit import AuditLink
from koperasi.errors import BadInput, Trouble
from koperasi.rights import Permission
from koperasi.shops import Place
from pos.commands import kiosks
from pos.screens import kiosk
from pos.screens.kiosk import KioskWindow
from pos.screens.till import TillScreen
from pos.screens.window_parts import Look
from printing import jobs
from tests.consignment.kitchens import PIN, Kitchen, fixed, siti
from tests.fronts import Front
from tests.shops import Counter


@pytest.fixture
def kitchen(seller: Counter) -> Kitchen:
    """Bu Siti, who has brought five and sold two today."""
    made = siti(seller)
    made.new("Kue Sagu", 10_000, fixed(8_000))
    made.bring("Kue Sagu", 5)
    made.sell("Kue Sagu", 2)
    return made


@pytest.fixture
def alone(qtbot: QtBot, qapp: QApplication, seller: Counter, kitchen: Kitchen) -> Iterator[KioskWindow]:
    window = KioskWindow(seller.shop, qapp, look=Look("light", 100), motion=False)
    window.sounds.on = False
    window.shell.resize(1366, 768)
    window.shell.show()
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    yield window
    window.close()


def press(window: KioskWindow, *keys: str) -> None:
    for key in keys:
        pressed = QKeySequence(key)[0]
        QTest.keyClick(window.shell.windowHandle(), pressed.key(), pressed.keyboardModifiers())


def come_in(window: KioskWindow, qtbot: QtBot) -> None:
    window.shell.scanner.scanned.emit("9900064")
    qtbot.waitUntil(lambda: window.door.caller is not None, timeout=5_000)
    window.door.pin.type_text(PIN)
    press(window, "Return")
    qtbot.waitUntil(lambda: window.shell.current_name == NAME, timeout=5_000)


def test_it_has_two_screens_and_no_key_to_any_other(alone: KioskWindow) -> None:
    assert alone.shell.names() == (DOOR, NAME)
    for key in ("Escape", "F1", "F11", "F12", "Ctrl+F12", "Alt+2", "Ctrl+L", "Escape"):
        press(alone, key)

    assert alone.shell.current_name == DOOR
    assert alone.shell.isVisible()


def test_it_acts_as_the_user_who_may_only_look(alone: KioskWindow, qtbot: QtBot, seller: Counter) -> None:
    come_in(alone, qtbot)

    assert set(alone.desk.person.rights) == {Permission.MAKER_READ}
    with seller.shop.reading() as connection:
        told = connection.execute(select(AuditLink.deed, AuditLink.actor_id).order_by(AuditLink.seq.desc())).first()
    assert tuple(told or ()) == (Permission.MAKER_READ.value, users.KIOSK_ID)


def test_escape_and_ctrl_l_shut_hers(alone: KioskWindow, qtbot: QtBot) -> None:
    for keys in (("Escape",), ("Ctrl+L",), ("Ctrl+W", "Ctrl+L")):
        come_in(alone, qtbot)
        press(alone, *keys)
        assert alone.shell.current_name == DOOR
        assert alone.screen.goods is None


def test_it_prints_where_a_till_is_open_and_nowhere_else(alone: KioskWindow, qtbot: QtBot, seller: Counter) -> None:
    seller.shop.settings = replace(seller.shop.settings, printer="virtual")
    come_in(alone, qtbot)
    assert alone.screen.print_button.words == "Tanpa printer"
    press(alone, "Escape")
    held = shops.occupy_till(seller.shop)
    come_in(alone, qtbot)
    press(alone, "Ctrl+P")

    qtbot.waitUntil(lambda: alone.screen.notice.notice is not None, timeout=5_000)
    with seller.shop.reading() as connection:
        (job,) = [each for each in jobs.waiting(connection, "K1") if each.document_id is None]
    assert "TITIPAN SAYA" in job.slip
    held.close()


def test_the_till_sells_on_while_she_looks(alone: KioskWindow, qtbot: QtBot, kitchen: Kitchen) -> None:
    come_in(alone, qtbot)
    kitchen.sell("Kue Sagu", 1)
    press(alone, "Ctrl+U")

    def seen() -> bool:
        return alone.screen.goods is not None and str(alone.screen.goods.lines[0].sold_today) == "3"

    qtbot.waitUntil(seen, timeout=5_000)


def test_a_till_that_is_not_there_cannot_print(seller: Counter) -> None:
    kiosk._check(seller.shop, "K1")
    with pytest.raises(BadInput, match="Tidak ada kasir K9"):
        kiosk._check(seller.shop, "K9")


def test_without_a_display_the_command_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    import argparse

    monkeypatch.setattr("pos.tours.has_display", lambda: False)
    with pytest.raises(Trouble, match="Tidak ada layar"):
        kiosks.run(argparse.Namespace(printer=""), Place.parse(str(tmp_path)))


def test_from_the_menu_the_cart_stays_as_it_is(kitchen: Kitchen, selling_front: Front) -> None:
    front = selling_front
    till = front.window.shell.screen_named("till")
    assert isinstance(till, TillScreen)
    front.window.shell.scanner.scanned.emit("101")
    front.until(lambda: till.checkout.till is not None and len(till.checkout.till.cart.lines) == 1)
    front.press("F12")
    front.at("menu")
    front.press("Ctrl+I")
    front.at(DOOR)
    assert not front.window.shell.status.isVisible()
    front.type("64")
    front.press("Return")
    door = front.screen
    front.until(lambda: door.caller is not None)  # type: ignore[attr-defined]
    front.type(PIN)
    front.press("Return")
    front.at(NAME)
    assert front.window.shell.windowTitle().endswith("Titipan Saya")

    front.press("Escape", "Escape")
    front.at("menu")
    assert front.window.shell.status.isVisible()
    front.press("Escape")
    front.at("till")

    assert till.checkout.till is not None
    assert len(till.checkout.till.cart.lines) == 1


def test_the_tills_own_lock_covers_hers(kitchen: Kitchen, selling_front: Front) -> None:
    """She cannot come from her screen to what the cashier has open: the lock asks for a staff PIN."""
    front = selling_front
    front.press("F12")
    front.at("menu")
    front.press("Ctrl+I")
    front.at(DOOR)
    front.press("Ctrl+L")

    front.at("lock")
