"""Paying by card, voucher, earnings and savings, and leaving change here: by keys and by touch."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.sounds import Sound
from koperasi import member_pins, settings
from koperasi.members import Card
from koperasi.money import Rupiah
from pos.sale_commands import PaidTender
from pos.sale_facts import Sale
from pos.sale_records import command_of
from pos.tenders import KeptChange, KeptFor, Proof, ProofRule, TenderKind
from tests.pos.screens.accounts import issue_voucher, save_up
from tests.pos.screens.conftest import Desk

PACK, CARD = "8991002101111", "9900217"
KEYS = {letter: Qt.Key(ord(letter)) for letter in "GJKNOS"}


#: What is left for a screen in a window 690 high.
LOW = 656


def pay(desk: Desk, *, member: bool = True) -> Desk:
    """Three packs on the counter (Rp 46.500 for a member, else Rp 47.400), and Enter pressed."""
    if member:
        desk.scan(CARD)
    desk.type("3*")
    desk.scan(PACK)
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.current_name == "payment"
    return desk


def ctrl(desk: Desk, letter: str) -> None:
    desk.press(KEYS[letter], ctrl=True)


def tenders(desk: Desk) -> tuple[PaidTender, ...]:
    """How the one sale was paid."""
    with desk.shop.shop.reading() as connection:
        (sale,) = connection.execute(select(Sale.document_id)).scalars()
        return command_of(connection, sale).tenders


def kept(desk: Desk) -> tuple[KeptChange, ...]:
    with desk.shop.shop.reading() as connection:
        (sale,) = connection.execute(select(Sale.document_id)).scalars()
        return command_of(connection, sale).kept_change


def member(desk: Desk) -> Card:
    found = desk.till.cart.member
    assert found is not None
    return found


def ask_for_pin(desk: Desk) -> None:
    """The shop wants her PIN, and she has one; the till is opened anew."""
    shop = desk.shop.shop
    with shop.work(desk.shop.manager) as work:
        settings.change(work, {"kasbon_proof": "pin"})
    with shop.work(desk.shop.manager) as work:
        member_pins.give(work, desk.shop.member_id, "314159")
    shop.reload_settings()


def test_four_ways_are_shown_and_lain_opens_the_others(desk: Desk) -> None:
    pay(desk)
    buttons = desk.payment.tabs.buttons
    shown = [kind for kind, button in buttons.items() if not button.isHidden()]
    assert shown == [TenderKind.CASH, TenderKind.QRIS, TenderKind.TRANSFER, TenderKind.KASBON]
    desk.touch(desk.payment.tabs.more)
    shown = [kind for kind, button in buttons.items() if not button.isHidden()]
    assert shown == [TenderKind.CARD, TenderKind.VOUCHER, TenderKind.EARNINGS, TenderKind.SAVINGS]
    ctrl(desk, "N")
    assert not buttons[TenderKind.CASH].isHidden()


def test_a_closed_way_says_why_on_its_button(desk: Desk) -> None:
    pay(desk, member=False)
    savings = desk.payment.tabs.buttons[TenderKind.SAVINGS]
    assert not savings.isEnabled()
    assert savings.accessibleName() == "Simpanan, anggota saja"
    ctrl(desk, "S")
    assert desk.heard is Sound.REFUSED
    assert desk.payment.notice.notice is not None
    assert "hanya untuk anggota" in desk.payment.notice.notice.words
    desk.scan(CARD)
    assert savings.accessibleName() == "Simpanan, saldo 0"


def test_a_card_waits_for_the_terminals_code(desk: Desk) -> None:
    pay(desk, member=False)
    ctrl(desk, "K")
    assert desk.payment.finish.words == "Isi kode kartu"
    desk.press(Qt.Key.Key_Return)
    assert desk.payment.coded.code.hasFocus()
    desk.type("884213")
    desk.press(Qt.Key.Key_Return)
    desk.finish()

    assert tenders(desk) == (PaidTender(TenderKind.CARD, Rupiah(47_400), Rupiah(0), "884213"),)


def test_a_scanned_voucher_pays_what_it_can_and_cash_the_rest(desk: Desk) -> None:
    code = issue_voucher(desk.shop, 20_000)
    pay(desk, member=False)
    ctrl(desk, "J")
    assert desk.payment.finish.words == "Scan voucher"
    desk.shell.scanner.scanned.emit(code)
    desk.until(lambda: desk.till.offers.parts[0].amount == Rupiah(20_000))
    assert desk.payment.finish.words == "Kurang Rp\N{NO-BREAK SPACE}27.400"
    desk.press(Qt.Key.Key_F4)
    desk.finish()

    assert [(each.kind, each.applied.amount, each.reference) for each in tenders(desk)] == [
        (TenderKind.VOUCHER, 20_000, code),
        (TenderKind.CASH, 27_400, ""),
    ]


def test_an_unknown_voucher_is_told_and_a_typed_code_is_taken(desk: Desk) -> None:
    code = issue_voucher(desk.shop, 60_000)
    pay(desk, member=False)
    desk.touch(desk.payment.tabs.more)
    desk.touch(desk.payment.tabs.buttons[TenderKind.VOUCHER])
    desk.shell.scanner.scanned.emit("VNOWHERE")
    desk.until(lambda: desk.payment.notice.notice is not None)
    desk.payment.coded.code.setFocus()
    desk.type(code.lower())
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.till.offers.parts[0].reference == code)
    desk.touch(desk.payment.finish)
    desk.until(lambda: desk.shell.current_name == "change")

    assert tenders(desk)[0].applied == Rupiah(47_400)


def test_savings_pay_as_far_as_they_go(desk: Desk) -> None:
    save_up(desk.shop, 40_000)
    pay(desk)
    ctrl(desk, "S")
    assert desk.payment.amount.amount == Rupiah(40_000)
    desk.press(Qt.Key.Key_F4)
    desk.finish()

    assert [(each.kind, each.applied.amount) for each in tenders(desk)] == [
        (TenderKind.SAVINGS, 40_000),
        (TenderKind.CASH, 6_500),
    ]


def test_a_kasbon_is_agreed_to_by_her_signature(desk: Desk) -> None:
    pay(desk)
    desk.press(Qt.Key.Key_F3)
    assert not desk.payment.balance.asks
    desk.finish()
    assert [(each.kind, each.proof) for each in tenders(desk)] == [(TenderKind.KASBON, Proof.SIGNATURE)]


def test_where_the_shop_wants_it_her_pin_comes_first(desk: Desk) -> None:
    ask_for_pin(desk)
    desk.checkout.become(replace(desk.till, proving=ProofRule.of("pin", 0)))
    pay(desk)
    desk.press(Qt.Key.Key_F3)
    assert desk.payment.finish.words == "Minta PIN dulu"
    desk.until(desk.payment.balance.pad.isVisible)
    assert desk.payment.minimumSizeHint().height() <= LOW
    desk.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is desk.payment.balance.pin
    desk.type("271828")
    desk.until(lambda: "Sisa 9 kali" in desk.payment.balance._words.text())
    assert desk.till.blocked
    for digit in "314159":
        desk.touch(desk.payment.balance.pad.keys[digit])
    desk.until(lambda: not desk.till.blocked)
    desk.finish()

    assert tenders(desk)[0].proof is Proof.PIN


@pytest.mark.parametrize(("letter", "kept_for"), [("G", KeptFor.SAVINGS), ("O", KeptFor.DONATION)])
def test_odd_change_stays_here_with_her_yes(desk: Desk, letter: str, kept_for: KeptFor) -> None:
    pay(desk)
    assert desk.payment.keeping.isHidden()
    desk.type("50750")
    ctrl(desk, letter)
    assert desk.payment.change.accessibleName().endswith("4.000")
    desk.finish()

    assert kept(desk) == (KeptChange(kept_for, Rupiah(250)),)
    assert desk.change.figure.accessibleName() == "Kembalian Rp\N{NO-BREAK SPACE}4.000"


def test_pressed_again_all_of_it_stays_then_nothing(desk: Desk) -> None:
    pay(desk)
    desk.type("50750")
    desk.touch(desk.payment.keeping.save)
    desk.touch(desk.payment.keeping.save)
    assert desk.till.offers.kept == KeptChange(KeptFor.SAVINGS, Rupiah(4_250))
    desk.touch(desk.payment.keeping.save)
    assert desk.till.offers.kept is None


def test_another_amount_is_another_change_and_asks_again(desk: Desk) -> None:
    pay(desk)
    desk.type("50750")
    ctrl(desk, "O")
    desk.press(Qt.Key.Key_Backspace)
    assert desk.till.offers.kept is None


def test_a_guest_has_no_savings_to_put_it_into(desk: Desk) -> None:
    pay(desk, member=False)
    desk.type("50000")
    assert desk.payment.keeping.save.isHidden()
    ctrl(desk, "G")
    assert desk.heard is Sound.REFUSED
    assert desk.till.offers.kept is None
