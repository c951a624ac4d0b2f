"""What users of other systems suffer most, impossible here: the pains that are felt at the till, by their number."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from sqlalchemy import func, select

from desktop.buttons import KeyButton
from desktop.sounds import Sound
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos.sale_facts import Sale
from tests.fronts import Front
from tests.pos.screens.conftest import Desk

COFFEE, PACK, CARD = "8991002101104", "8991002101111", "9900217"


def sales_of(desk: Desk) -> int:
    with desk.shop.shop.reading() as connection:
        return connection.execute(select(func.count()).select_from(Sale)).scalar_one()


def test_pain_01_enter_pressed_again_and_again_pays_once(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name == "payment")
    for _n in range(6):
        desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.shell.current_name in {"change", "till"})
    desk.settle()

    assert sales_of(desk) == 1
    assert desk.till.cart.rows == ()


def test_pain_05_looking_elsewhere_and_a_locked_screen_leave_the_cart_alone(selling_front: Front) -> None:
    front = selling_front
    till = front.window.shell.screen_named("till")
    front.until(lambda: till.checkout.till is not None and not till.checkout.asking)  # type: ignore[attr-defined]
    front.window.shell.scanner.scanned.emit(COFFEE)
    front.until(lambda: till.checkout.till.cart.lines)  # type: ignore[attr-defined]
    for key in ("F12", "F1", "F11"):
        front.press(key)
        front.window.shell.go("till")
    front.window.lock()
    front.at("lock")
    front.type("730164")
    front.press("Return")
    front.at("till")

    (line,) = till.checkout.till.cart.lines  # type: ignore[attr-defined]
    assert (line.good.name, line.quantity) == ("Kopi Kapal Api Special Mix 25 g", ONE)


def test_pain_05_a_program_that_died_comes_back_with_the_cart(open_desk: Callable[[], Desk]) -> None:
    first = open_desk()
    first.scan(COFFEE)
    first.scan(CARD)
    first.until(lambda: first.checkout.kept)
    again = open_desk()
    again.until(lambda: again.till.cart.lines)

    assert again.till.cart.lines == first.till.cart.lines
    assert again.till.cart.member is not None


def test_pain_07_a_number_typed_before_a_scan_is_told_and_never_joined_with_it(desk: Desk) -> None:
    desk.type("2")
    desk.scan(COFFEE)
    assert (desk.till.cart.lines, desk.heard) == ((), Sound.REFUSED)

    desk.press(Qt.Key.Key_Escape)
    desk.type("4*")
    desk.scan(COFFEE)
    desk.scan(COFFEE)
    assert desk.till.cart.lines[0].quantity == Quantity.of(5)
    assert desk.screen.scan.text() == ""


def test_pain_08_a_scan_presses_no_button_and_writes_no_amount(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.press(Qt.Key.Key_F4)
    desk.until(lambda: desk.shell.current_name == "payment")
    pressed: list[str] = []
    for button in desk.payment.findChildren(QAbstractButton):
        button.clicked.connect(lambda _on=False, each=button: pressed.append(each.accessibleName()))
    before = [field.text() for field in desk.payment.findChildren(QLineEdit)]
    desk.scan(PACK)

    assert pressed == []
    assert [field.text() for field in desk.payment.findChildren(QLineEdit)] == before
    assert (desk.shell.current_name, sales_of(desk), desk.heard) == ("payment", 0, Sound.REFUSED)


def test_pain_09_no_fast_scan_is_skipped_and_an_unknown_one_must_be_settled_first(desk: Desk) -> None:
    for code in (COFFEE, PACK, "8990000000007", COFFEE):
        desk.shell.scanner.scanned.emit(code)
    desk.settle()
    assert [line.quantity for line in desk.till.cart.lines] == [Quantity.of(2), ONE]
    assert [each.code for each in desk.till.unknown] == ["8990000000007"]

    desk.press(Qt.Key.Key_F4)
    assert desk.shell.current_name == "till"
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F4)
    desk.until(lambda: desk.shell.current_name == "payment")


def test_pain_10_a_packs_code_is_a_pack_at_the_till(desk: Desk) -> None:
    desk.scan(PACK)

    (line,) = desk.till.cart.lines
    assert (line.unit.name, line.unit_price, line.base_quantity) == ("Renteng", Rupiah(15_800), Quantity.of(10))


def test_pain_18_the_next_customer_never_joins_the_last_sale(desk: Desk) -> None:
    desk.scan(COFFEE)
    first = desk.till.cart.id
    desk.press(Qt.Key.Key_F4)
    desk.until(lambda: desk.shell.current_name == "payment")
    desk.finish()
    desk.scan(PACK)
    desk.until(lambda: desk.till.cart.lines)

    assert desk.till.cart.id != first
    assert [line.unit.name for line in desk.till.cart.lines] == ["Renteng"]


def test_pain_21_a_member_prices_every_line_again_and_the_difference_is_told(desk: Desk) -> None:
    desk.scan(COFFEE)
    desk.scan(PACK)
    before = desk.till.cart.total
    desk.scan(CARD)

    assert before - desk.till.cart.total == Rupiah(350)
    assert desk.till.said is not None
    assert "350" in desk.till.said.words


def test_pain_24_her_debt_and_limit_are_seen_when_her_card_is_scanned(desk: Desk) -> None:
    desk.scan(CARD)
    card = desk.screen.face.member.accessibleName()

    assert "Sri Wahyuni" in card
    assert "500.000" in card


def test_pain_25_every_deed_of_the_till_has_a_key_that_stands_on_it(desk: Desk) -> None:
    keyless = [
        button.accessibleName() or button.text()
        for button in desk.screen.findChildren(QAbstractButton)
        if isinstance(button, KeyButton) and button.isVisible() and not button.cap
    ]
    assert keyless == []
