"""Paying by keys and by touch: cash, split, kasbon, and one sale however often Enter is pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from desktop.sounds import Sound
from koperasi.money import Rupiah
from pos.sale_facts import Sale, SaleTender
from pos.tenders import TenderKind
from tests.pos.screens.conftest import Desk

COFFEE, PACK, CARD = "8991002101104", "8991002101111", "9900217"


@pytest.fixture
def paying(desk: Desk) -> Desk:
    """Three packs on the counter, and Enter pressed."""
    desk.type("3*")
    desk.scan(PACK)
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.current_name == "payment"
    return desk


def sales(desk: Desk) -> int:
    with desk.shop.shop.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(Sale)).scalar_one())


def tenders(desk: Desk) -> list[tuple[TenderKind, Rupiah, Rupiah]]:
    with desk.shop.shop.reading() as connection:
        columns = select(SaleTender.kind, SaleTender.given, SaleTender.change).order_by(SaleTender.line)
        return [(row[0], row[1], row[2]) for row in connection.execute(columns)]


def test_exact_cash_is_enter_and_enter(paying: Desk) -> None:
    assert paying.payment.amount.amount == Rupiah(47_400)
    paying.finish()

    assert tenders(paying) == [(TenderKind.CASH, Rupiah(47_400), Rupiah(0))]
    assert paying.heard is Sound.SAVED


def test_the_first_digit_replaces_the_preset_and_the_change_is_told(paying: Desk) -> None:
    paying.type("50000")
    assert paying.payment.change.accessibleName().endswith("2.600")
    paying.finish()

    assert tenders(paying) == [(TenderKind.CASH, Rupiah(50_000), Rupiah(2_600))]
    assert paying.change.figure.accessibleName() == "Kembalian Rp\N{NO-BREAK SPACE}2.600"


def test_short_money_cannot_be_finished_and_the_button_says_why(paying: Desk) -> None:
    paying.type("20000")
    paying.press(Qt.Key.Key_Return)

    assert paying.heard is Sound.REFUSED
    assert paying.payment.finish.words == "Kurang Rp\N{NO-BREAK SPACE}27.400"
    assert sales(paying) == 0


def test_f4_again_is_exact_money(paying: Desk) -> None:
    paying.type("100000")
    paying.press(Qt.Key.Key_F4)
    assert paying.payment.amount.amount == Rupiah(47_400)


def test_f4_on_the_till_begins_payment_in_cash(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_F4)
    assert (desk.shell.current_name, desk.till.offers.kind) == ("payment", TenderKind.CASH)


def test_a_quick_note_is_one_touch(paying: Desk) -> None:
    paying.touch(paying.payment.notes.buttons[1])
    assert paying.payment.amount.amount == Rupiah(50_000)
    paying.touch(paying.payment.finish)
    paying.until(lambda: paying.shell.current_name == "change")
    assert sales(paying) == 1


def test_split_with_qris_waits_for_its_money(paying: Desk) -> None:
    paying.press(Qt.Key.Key_F8)
    paying.type("40000")
    paying.press(Qt.Key.Key_F4)
    paying.type("10000")
    assert paying.payment.finish.words == "Pastikan dana QRIS dulu"
    paying.press(Qt.Key.Key_Return)
    assert sales(paying) == 0

    paying.press(Qt.Key.Key_D, ctrl=True)
    assert paying.heard is Sound.PAID
    paying.finish()
    assert tenders(paying) == [
        (TenderKind.QRIS, Rupiah(40_000), Rupiah(0)),
        (TenderKind.CASH, Rupiah(10_000), Rupiah(2_600)),
    ]


def test_the_mark_that_money_came_is_a_touch_and_its_reference_is_kept(paying: Desk) -> None:
    paying.press(Qt.Key.Key_T, ctrl=True)
    paying.touch(paying.payment.money.check)
    paying.press(Qt.Key.Key_R, ctrl=True)
    paying.type("TRX 8841")
    paying.press(Qt.Key.Key_Return)
    assert paying.payment.amount.hasFocus()
    paying.finish()

    with paying.shop.shop.reading() as connection:
        assert connection.execute(select(SaleTender.reference)).scalar_one() == "TRX 8841"


def test_other_tenders_over_the_total_give_no_change(paying: Desk) -> None:
    paying.type("40000")
    paying.press(Qt.Key.Key_F8)
    paying.type("90000")
    assert paying.payment.finish.words == "Lebih Rp\N{NO-BREAK SPACE}42.600 dari total"
    assert paying.payment.change.accessibleName() == "Kembalian Rp\N{NO-BREAK SPACE}0"


def test_kasbon_is_a_members(paying: Desk) -> None:
    paying.press(Qt.Key.Key_F3)
    assert paying.heard is Sound.REFUSED
    assert paying.payment.notice.notice is not None

    paying.scan(CARD)
    assert paying.payment.amount.amount == Rupiah(46_500)
    paying.press(Qt.Key.Key_F3)
    paying.finish()
    assert tenders(paying) == [(TenderKind.KASBON, Rupiah(46_500), Rupiah(0))]


def test_goods_scanned_while_paying_are_refused(paying: Desk) -> None:
    paying.scan(COFFEE)
    assert paying.heard is Sound.REFUSED
    assert len(paying.till.cart.lines) == 1


def test_a_part_is_taken_away_by_key_and_by_touch(paying: Desk) -> None:
    paying.press(Qt.Key.Key_F8)
    paying.type("40000")
    paying.press(Qt.Key.Key_F4)
    paying.press(Qt.Key.Key_Up)
    assert paying.till.offers.kind is TenderKind.QRIS
    paying.press(Qt.Key.Key_H, ctrl=True)
    assert [part.kind for part in paying.till.offers.parts] == [TenderKind.CASH]


def test_escape_goes_back_to_the_goods_and_what_was_offered_stays(paying: Desk) -> None:
    paying.press(Qt.Key.Key_F8)
    paying.press(Qt.Key.Key_D, ctrl=True)
    paying.press(Qt.Key.Key_Escape)
    assert (paying.shell.current_name, paying.till.paying) == ("till", False)

    paying.scan(COFFEE)
    paying.press(Qt.Key.Key_Return)
    assert [(part.kind, part.amount.amount) for part in paying.till.offers.parts] == [
        (TenderKind.QRIS, 47_400), (TenderKind.CASH, 1_700),
    ]  # fmt: skip


def test_enter_pressed_twice_posts_one_sale(paying: Desk) -> None:
    paying.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return)
    paying.until(lambda: paying.shell.current_name == "change")
    paying.press(Qt.Key.Key_Return)

    assert sales(paying) == 1
    assert paying.shell.current_name == "change"


def test_a_refused_sale_stays_on_the_counter_and_says_why(paying: Desk) -> None:
    paying.shop.close(300_000)
    paying.press(Qt.Key.Key_Return)
    paying.until(lambda: paying.payment.notice.notice)

    assert sales(paying) == 0
    assert len(paying.till.cart.lines) == 1
    assert paying.payment.finish.isEnabled()
