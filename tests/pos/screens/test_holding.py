"""Pending by keys and by touch: put aside, found again, taken back, given up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.sounds import Sound
from inventory import catalogue
from inventory.catalogue import PriceChanged
from inventory.goods import PriceLine, PriceRule
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos import recalls
from pos.screens.holding import HeldScreen, HoldScreen
from tests.pos.screens.conftest import Desk

COFFEE, CARD = "8991002101104", "9900217"


def held(desk: Desk) -> HeldScreen:
    found = desk.shell.screen_named("held")
    assert isinstance(found, HeldScreen)
    return found


def hold(desk: Desk, label: str = "") -> None:
    """F5, a label, Enter."""
    desk.press(Qt.Key.Key_F5)
    screen = desk.shell.current
    assert isinstance(screen, HoldScreen)
    if label:
        desk.type(label)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "till")


def opened(desk: Desk) -> HeldScreen:
    """F6, with its list read."""
    desk.press(Qt.Key.Key_F6)
    screen = held(desk)
    desk.until(lambda: desk.shell.current is screen and screen.preview.label.text())
    return screen


def labels(desk: Desk) -> list[str]:
    return [each.label for each in recalls.waiting(desk.checkout.counter).carts]


def test_f5_and_enter_put_the_cart_aside_and_the_till_is_empty_at_once(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.scan(CARD)
    hold(desk)

    assert not desk.till.busy
    assert desk.till.cart.member is None
    notice = desk.screen.notice.notice
    assert notice is not None
    assert notice.words == "Ditahan: **Sri Wahyuni**. F6 memanggilnya lagi."
    assert labels(desk) == ["Sri Wahyuni"]
    desk.scan(COFFEE)
    assert desk.till.cart.total == Rupiah(1_750)


def test_a_label_is_typed_over_the_suggestion(desk: Desk) -> None:
    desk.scan(COFFEE)
    hold(desk, "baju merah")

    assert labels(desk) == ["baju merah"]


def test_f5_on_an_empty_till_says_so(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F5)

    assert desk.shell.current_name == "till"
    notice = desk.screen.notice.notice
    assert notice is not None
    assert notice.words == "Belum ada barang untuk ditahan."
    assert desk.heard is Sound.REFUSED


def test_f6_and_enter_bring_it_back_with_member_tenders_and_unknown_codes(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.scan(CARD)
    desk.press(Qt.Key.Key_F8)
    desk.until(lambda: desk.shell.current_name == "payment")
    desk.press(Qt.Key.Key_Escape)
    desk.scan("8990000000000")
    before = desk.till.draft
    hold(desk)
    screen = opened(desk)
    assert screen.preview.lines.rows_model.rowCount() == 1
    assert "8990000000000" in screen.preview.more.text()
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "till")

    now = desk.till.draft
    assert (now.cart.rows, now.cart.member, now.cart.id) == (before.cart.rows, before.cart.member, before.cart.id)
    assert (now.unknown, now.offers, now.payment_seen) == (before.unknown, before.offers, True)
    assert labels(desk) == []


def test_with_a_customer_at_the_till_the_present_cart_is_put_aside_first(desk: Desk) -> None:
    desk.scan(COFFEE)
    hold(desk, "pertama")
    desk.scan("101")
    screen = opened(desk)
    assert screen.notice.notice is not None
    assert screen.primary.words == "Tahan, lalu Panggil"
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "till")

    assert desk.till.cart.total == Rupiah(1_750)
    assert labels(desk) == ["Sabun Mandi 70"]


def test_prices_are_decided_again_and_the_difference_is_told(desk: Desk) -> None:
    desk.scan(COFFEE)
    unit = desk.till.cart.lines[0].unit_id
    hold(desk, "kopi")
    with desk.shop.shop.work(desk.shop.manager, channel="office") as work:
        catalogue.change_price(work, PriceChanged(unit, PriceLine(PriceRule.RETAIL, Rupiah(2_000))))
    opened(desk)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "till")

    assert desk.till.cart.total == Rupiah(2_000)
    assert desk.till.said is not None
    assert "Rp\N{NO-BREAK SPACE}250** lebih mahal" in desk.till.said.words
    assert desk.heard is Sound.LOOK


def test_another_one_is_chosen_by_arrows(desk: Desk) -> None:
    for label in ("satu", "dua", "tiga"):
        desk.scan(COFFEE)
        hold(desk, label)
    screen = opened(desk)
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
    desk.until(lambda: screen.preview.label.text() == "dua")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "till")

    assert labels(desk) == ["satu", "tiga"]


def test_by_touch_alone(desk: Desk) -> None:
    desk.scan(COFFEE)
    strip = {key.key: key for key in desk.screen.face.findChildren(type(strip_key(desk, "F5")))}
    desk.touch(strip["F5"])
    hold_screen = desk.shell.screen_named("hold")
    assert isinstance(hold_screen, HoldScreen)
    desk.touch(hold_screen.letters.button)
    for letter in "bu":
        desk.touch(hold_screen.letters.keys[letter])
    desk.touch(hold_screen.primary)
    desk.until(lambda: desk.shell.current_name == "till")
    assert labels(desk) == ["bu"]

    desk.touch(strip["F6"])
    screen = held(desk)
    desk.until(lambda: screen.preview.label.text() == "bu")
    rect = screen.list.visualRect(screen.list.rows_model.index(0, 0))
    desk.touch(screen.list.viewport(), rect.center() + QPoint(10, 0))
    desk.until(lambda: desk.shell.current_name == "till")
    assert desk.till.cart.total == Rupiah(1_750)


def strip_key(desk: Desk, key: str) -> object:
    from desktop.strips import FunctionKey

    return next(each for each in desk.screen.face.findChildren(FunctionKey) if each.key == key)


def test_one_that_another_till_took_is_said_and_the_list_is_read_again(desk: Desk) -> None:
    desk.scan(COFFEE)
    hold(desk, "kopi")
    screen = opened(desk)
    chosen = screen.chosen
    assert chosen is not None
    recalls.recall(desk.checkout.counter, chosen.cart_id)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: screen.notice.notice is not None)

    assert screen.notice.notice is not None
    assert "sudah diambil kasir lain" in screen.notice.notice.words
    desk.until(lambda: screen.list.rows_model.rowCount() == 0)
    assert not screen.primary.isEnabled()


def test_giving_one_up_asks_why_and_is_recorded(desk: Desk) -> None:
    desk.scan(COFFEE)
    hold(desk, "kopi")
    screen = opened(desk)
    desk.press(Qt.Key.Key_Delete)
    assert screen.asking
    desk.press(Qt.Key.Key_Escape)
    assert not screen.asking
    desk.press(Qt.Key.Key_Delete)
    desk.type("1")
    desk.until(lambda: not screen.asking and screen.list.rows_model.rowCount() == 0)

    notice = screen.notice.notice
    assert notice is not None
    assert notice.words == "kopi dihapus, tercatat sebagai batal."
    from sqlalchemy import select

    from pos.sale_voids import SaleVoid

    with desk.shop.shop.reading() as connection:
        row = connection.execute(select(SaleVoid.lines, SaleVoid.total, SaleVoid.reason)).one()
    assert tuple(row) == (1, Rupiah(1_750), "Pelanggan batal")


def test_a_scan_while_a_label_is_typed_is_refused_audibly_and_lands_nowhere(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_F5)
    screen = desk.shell.current
    assert isinstance(screen, HoldScreen)
    before = screen.label.text()
    desk.scan("101")

    assert desk.heard is Sound.REFUSED
    assert screen.label.text() == before
    assert desk.till.cart.lines[0].quantity == Quantity.of(1)


@pytest.mark.parametrize("pressed", [1, 2])
def test_enter_pressed_twice_holds_once(open_desk: Callable[[], Desk], pressed: int) -> None:
    desk = open_desk()
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_F5, *[Qt.Key.Key_Return] * pressed)
    desk.until(lambda: desk.shell.current_name == "till")

    assert len(labels(desk)) == 1


def test_a_held_cart_is_there_after_a_restart_and_the_till_is_empty(open_desk: Callable[[], Desk]) -> None:
    desk = open_desk()
    desk.scan(COFFEE)
    desk.until(lambda: desk.checkout.kept)
    hold(desk, "kopi")
    desk.until(lambda: desk.checkout.kept)
    again = open_desk()

    assert not again.till.busy
    assert labels(again) == ["kopi"]
