"""The lock covers what was there, and gives it back as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from desktop.notices import Notice
from desktop.sounds import Sound
from koperasi import settings, staff_cards, users
from koperasi.audit import AuditLink
from koperasi.documents import Document, Kind
from koperasi.errors import NotAllowed
from koperasi.rights import ROLE_IDS, Permission
from pos import takeovers
from pos.screens.lock import LockScreen
from pos.screens.payment import PaymentScreen
from pos.screens.till import TillScreen
from pos.screens.window_parts import IdleLock
from pos.takeovers import TAKEN_OVER
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


def test_another_window_of_the_program_counts_as_being_there(selling_front: Front) -> None:
    locked: list[bool] = []
    idle = IdleLock(selling_front.window.shell, 1, lambda: locked.append(True))
    idle.timer.setInterval(400)
    paper = QWidget()
    selling_front.qtbot.addWidget(paper)
    paper.show()
    paper.activateWindow()
    selling_front.qtbot.waitUntil(paper.isActiveWindow)
    for _touch in range(6):
        selling_front.qtbot.wait(90)
        QTest.mouseClick(paper.windowHandle(), Qt.MouseButton.LeftButton)
    assert locked == []

    idle.timer.stop()


def at_payment_by_qris(front: Front) -> PaymentScreen:
    front.window.shell.scanner.scanned.emit("8991002101104")
    till = front.screen
    assert isinstance(till, TillScreen)
    front.until(lambda: till.checkout.till is not None and till.checkout.till.cart.lines)
    front.press("F8")
    front.at("payment")
    assert isinstance(front.screen, PaymentScreen)
    return front.screen


def test_a_cashier_who_takes_over_goes_on_with_the_same_payment_and_the_sale_is_hers(selling_front: Front) -> None:
    payment = at_payment_by_qris(selling_front)
    selling_front.press("Ctrl+D")
    lock(selling_front)
    selling_front.press("Alt+1")
    selling_front.type(YUNI[1])
    selling_front.press("Return")
    selling_front.at("payment")
    till = payment.checkout.till
    assert till is not None
    assert till.offers.parts[0].seen_by.endswith("oleh Rina")
    selling_front.press("Return")
    selling_front.at("change")

    with selling_front.counter.shop.reading() as connection:
        by = connection.scalars(select(Document.by_id).where(Document.kind == Kind.SALE)).one()
        link = select(AuditLink.actor_id, AuditLink.detail).where(AuditLink.deed == TAKEN_OVER)
        told = connection.execute(link).one()
    assert by == selling_front.counter.manager.id
    assert told.actor_id == selling_front.counter.manager.id
    assert "Rina Astuti" in told.detail


def test_where_the_shop_lets_nobody_take_over_only_those_with_the_right_are_offered(selling_front: Front) -> None:
    shop = selling_front.counter.shop
    with shop.work(shop.konsole(), channel="konsole") as work:
        users.add(work, "Dewi Lestari", ROLE_IDS["cashier"], "518273")
        settings.change(work, {"switch_users": False})
    shop.reload_settings()
    screen = lock(selling_front)
    assert [each.name for each in screen.others] == ["Yuni Kartika"]


def test_a_cashier_without_the_right_is_refused_and_it_is_written_down(selling_front: Front) -> None:
    shop = selling_front.counter.shop
    with shop.work(shop.konsole(), channel="konsole") as work:
        dewi = users.add(work, "Dewi Lestari", ROLE_IDS["cashier"], "518273")
        settings.change(work, {"switch_users": False})
    shop.reload_settings()

    with pytest.raises(NotAllowed, match="Kasir ini sedang dipakai Rina Astuti"):
        takeovers.open_lock(selling_front.window.station, dewi, "518273")
    with shop.reading() as connection:
        refused = select(AuditLink.actor_id).where(AuditLink.deed == "refused:pos:till:take-over")
        assert connection.scalars(refused).all() == [dewi]


def test_the_old_rights_end_with_the_switch(selling_front: Front) -> None:
    """A supervisor's window is hers only while she is signed in: what it does next is the cashier's."""
    station = selling_front.window.station
    station.actor = selling_front.counter.manager
    lock(selling_front)
    selling_front.press("Alt+1")
    selling_front.type(RINA[1])
    selling_front.press("Return")
    selling_front.at("till")

    assert not station.person.may(Permission.SALE_PRICE)


def test_a_staff_card_opens_no_lock(selling_front: Front) -> None:
    shop = selling_front.counter.shop
    with shop.work(shop.konsole(), channel="konsole") as work:
        staff_cards.give(work, selling_front.counter.manager.id, "STKARTU00001")
    screen = lock(selling_front)
    selling_front.window.shell.scanner.scanned.emit("STKARTU00001")

    assert screen.pad.words.text() == "Kunci dibuka dengan PIN saja"
    assert selling_front.window.shell.sounds.last is Sound.REFUSED
    assert (selling_front.name, selling_front.window.station.person.id) == ("lock", selling_front.counter.cashier.id)
