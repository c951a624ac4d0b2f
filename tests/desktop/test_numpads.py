from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.amounts import QuantityField, RupiahField
from desktop.numpads import COUNT, ERASE, PAYMENT, PIN, WEIGHT, WIPE, Numpad
from desktop.pins import PinField
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.desktop.conftest import Show


def press(qtbot: QtBot, pad: Numpad, *keys: str) -> None:
    for key in keys:
        qtbot.mouseClick(pad.keys[key], Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("layout", [PAYMENT, PIN, COUNT, WEIGHT])
def test_seven_eight_nine_are_on_top_as_on_the_keyboard(layout: tuple[tuple[tuple[str, int], ...], ...]) -> None:
    assert [key for key, _span in layout[0][:3]] == ["7", "8", "9"]
    assert len({sum(span for _key, span in row) for row in layout}) == 1


def test_a_pad_writes_into_the_field_with_the_focus_and_leaves_it_there(qtbot: QtBot, show: Show) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    field, pad = RupiahField(Rupiah(373_250)), Numpad(PAYMENT)
    column.addWidget(field)
    column.addWidget(pad)
    show(holder)
    field.setFocus()

    press(qtbot, pad, "5", "0", "000")
    assert field.amount == Rupiah(50_000)
    assert field.hasFocus()

    press(qtbot, pad, ERASE)
    assert field.amount == Rupiah(5_000)

    press(qtbot, pad, WIPE)
    assert field.amount is None


def test_without_a_field_nothing_is_typed(qtbot: QtBot) -> None:
    pad = Numpad(PAYMENT)
    qtbot.addWidget(pad)

    with qtbot.assertNotEmitted(pad.typed):
        press(qtbot, pad, "7")


def test_a_weight_has_a_comma(qtbot: QtBot) -> None:
    field = QuantityField()
    pad = Numpad(WEIGHT, target=field)
    qtbot.addWidget(field)
    qtbot.addWidget(pad)

    press(qtbot, pad, "1", ",", "2", "5")

    assert field.quantity == Quantity(1_250)


def test_a_pin_is_dots_only_and_is_given_once(qtbot: QtBot) -> None:
    pin = PinField()
    pad = Numpad(PIN, target=pin)
    qtbot.addWidget(pin)
    qtbot.addWidget(pad)

    press(qtbot, pad, "1", "2", "3")
    assert not pin.complete
    press(qtbot, pad, "4")

    assert pin.complete
    assert "1234" not in pin.accessibleName()
    assert pin.accessibleName() == "PIN, 4 angka"
    assert (pin.take(), pin.take()) == ("1234", "")


def test_a_pin_takes_six_digits_from_the_keyboard_and_no_letter(qtbot: QtBot) -> None:
    pin = PinField()
    qtbot.addWidget(pin)

    qtbot.keyClicks(pin, "12a345678")
    qtbot.keyClick(pin, Qt.Key.Key_Backspace)

    assert pin.take() == "12345"


def test_enter_hands_the_pin_in(qtbot: QtBot) -> None:
    pin = PinField()
    qtbot.addWidget(pin)

    with qtbot.waitSignal(pin.submitted):
        qtbot.keyClick(pin, Qt.Key.Key_Return)


def test_a_wrong_pin_turns_the_dots_until_the_next_digit(qtbot: QtBot, show: Show) -> None:
    pin = PinField()
    pin.resize(328, 72)
    show(pin)
    pin.type_text("1234")

    def ground() -> str:
        return QColor(pin.grab().toImage().pixel(20, 20)).name().upper()

    pin.show_wrong()
    assert ground() == theme.LIGHT["refuse_bg"]
    assert pin.take() == ""

    pin.type_text("5")
    assert ground() == theme.LIGHT["card"]
