"""A member's account at the till: reached from the member page, her debt paid and savings moved, by keys and touch."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from desktop.sounds import Sound
from koperasi import consents, members, settings, shifts
from koperasi.members import Card
from koperasi.money import Rupiah
from pos.account_deeds import Aim
from pos.screens.member_account import MemberAccountScreen
from pos.screens.till import TillScreen
from pos.screens.till_faces import Page
from pos.tenders import TenderKind
from tests.fronts import Front
from tests.pos.screens.accounts import owe, save_up
from tests.pos.screens.conftest import Desk


def account(desk: Desk) -> MemberAccountScreen:
    found = desk.shell.screen_named("member-account")
    assert isinstance(found, MemberAccountScreen)
    return found


def open_account(desk: Desk) -> MemberAccountScreen:
    """F3, her name, Ctrl O."""
    desk.press(Qt.Key.Key_F3)
    desk.type("sri")
    desk.until(lambda: desk.screen.face.members.card is not None)
    desk.press(Qt.Key.Key_O, ctrl=True)
    desk.until(lambda: desk.shell.current_name == "member-account" and account(desk).account is not None)
    return account(desk)


def card(desk: Desk) -> Card:
    with desk.shop.shop.reading() as connection:
        found = members.by_id(connection, desk.shop.member_id, 2026)
    assert found is not None
    return found


def expected(desk: Desk) -> int:
    shift = desk.shop.shift
    assert shift is not None
    with desk.shop.shop.reading() as connection:
        return (shifts.expected_cash(connection, shift) - shift.float_amount).amount


def said(screen: MemberAccountScreen) -> str:
    return screen.notice.notice.words if screen.notice.notice is not None else ""


def test_a_debt_is_paid_by_keys_and_its_change_is_told(desk: Desk) -> None:
    owe(desk.shop, 20)
    screen = open_account(desk)
    assert (screen.aim, screen.amount.amount) == (Aim.PAY, Rupiah(68_000))
    desk.type("70000")
    assert "2.000" in screen.board.text.gold
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: "Kembalian" in said(screen))

    assert card(desk).owes == Rupiah(0)
    assert expected(desk) == 68_000
    assert desk.heard is Sound.SAVED


def test_a_part_of_it_is_paid_by_qris_with_touches_alone(desk: Desk) -> None:
    owe(desk.shop, 20)
    screen = open_account(desk)
    desk.touch(screen.kinds[TenderKind.QRIS])
    screen.amount.setFocus()
    for digit in "50":
        screen.amount.type_text(digit) if digit == "5" else screen.amount.type_text("0000")
    desk.touch(screen.primary)
    desk.until(lambda: "Sisa" in said(screen))

    assert card(desk).owes == Rupiah(18_000)
    assert expected(desk) == 0


def test_more_than_the_debt_by_transfer_is_refused_on_the_button(desk: Desk) -> None:
    owe(desk.shop, 1)
    screen = open_account(desk)
    desk.press(Qt.Key.Key_T, ctrl=True)
    desk.type("5000")
    assert "Utangnya hanya" in screen.primary.words
    desk.press(Qt.Key.Key_Return)
    assert desk.heard is Sound.REFUSED


def test_savings_go_in_and_out(desk: Desk) -> None:
    screen = open_account(desk)
    assert screen.aim is Aim.PUT_IN
    desk.type("75000")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: "setor" in said(screen))
    desk.touch(screen.aims[Aim.TAKE_OUT])
    desk.type("80000")
    assert "Saldonya hanya" in screen.primary.words
    screen.amount.wipe()
    desk.type("25000")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: "ambil" in said(screen))

    assert card(desk).savings == Rupiah(50_000)
    assert expected(desk) == 50_000


def test_taking_out_wants_her_pin_where_the_shop_does(desk: Desk) -> None:
    from koperasi import member_pins

    save_up(desk.shop, 30_000)
    shop = desk.shop.shop
    with shop.work(desk.shop.manager) as work:
        settings.change(work, {"kasbon_proof": "pin"})
    with shop.work(desk.shop.manager) as work:
        member_pins.give(work, desk.shop.member_id, "314159")
    shop.reload_settings()
    screen = open_account(desk)
    desk.press(Qt.Key.Key_B, ctrl=True)
    desk.type("10000")
    desk.press(Qt.Key.Key_Return)
    assert screen.pin.hasFocus()
    desk.type("314159")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: "ambil" in said(screen))
    assert card(desk).savings == Rupiah(20_000)


def test_her_earnings_are_closed_until_she_consents(desk: Desk) -> None:
    owe(desk.shop, 1)
    screen = open_account(desk)
    assert not screen.kinds[TenderKind.EARNINGS].isEnabled()
    with desk.shop.shop.work(desk.shop.manager) as work:
        consents.set_off(work, desk.shop.member_id, date(2026, 11, 1))
    assert card(desk).set_off_since == date(2026, 11, 1)


def test_the_member_at_the_till_is_shown_as_she_stands_after_it(desk: Desk) -> None:
    owe(desk.shop, 2)
    desk.scan("9900217")
    screen = open_account(desk)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: "dibayar" in said(screen))
    desk.press(Qt.Key.Key_Escape)

    assert desk.shell.current_name == "till"
    assert desk.till.cart.member is not None
    assert desk.till.cart.member.owes == Rupiah(0)


def test_only_a_member_at_the_till_can_be_let_go(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F3)
    assert desk.screen.page is Page.MEMBERS
    assert desk.screen.face.members.detach.isHidden()
    assert not desk.screen.face.members.account.isEnabled()
    desk.press(Qt.Key.Key_Escape)
    desk.scan("9900217")
    desk.press(Qt.Key.Key_F3)
    assert not desk.screen.face.members.detach.isHidden()


def test_the_menu_leads_to_the_member_page(selling_front: Front) -> None:
    selling_front.press("F12")
    selling_front.at("menu")
    selling_front.press("Ctrl+A")
    selling_front.at("till")
    till = selling_front.window.shell.screen_named("till")
    assert isinstance(till, TillScreen)
    assert till.page is Page.MEMBERS
    selling_front.press("Escape", "F12")
    selling_front.at("menu")
    selling_front.press("Ctrl+N")
    selling_front.at("tender-fixes")
