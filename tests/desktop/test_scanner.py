from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.amounts import RupiahField
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.pins import PinField
from desktop.scanner import Scanner
from koperasi.money import Rupiah
from tests.desktop.conftest import Show

CODE = "8991002101104"
ENTER = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Counter(QWidget):
    """A window with a field, a button, a PIN and a scanner; keys are sent as the system sends them."""

    def __init__(self, app: QApplication, **how: object) -> None:
        super().__init__()
        self.field, self.amount, self.pin, self.button = Field(), RupiahField(), PinField(), KeyButton("Bayar", "F4")
        column = QVBoxLayout(self)
        for widget in (self.field, self.amount, self.pin, self.button):
            column.addWidget(widget)
        self.scanner = Scanner(app, parent=self, **how)  # type: ignore[arg-type]
        self.codes: list[str] = []
        self.scanner.scanned.connect(self.codes.append)
        self.clock = 1_000

    def keys(self, text: str, gap: int = 10, *, first: int = 1_000, repeat: bool = False) -> None:
        """Press keys `gap` ms apart, the first after a pause."""
        for n, each in enumerate(text):
            self.clock += gap if n else first
            key = ENTER.get(each) or Qt.Key(ord(each.upper()))
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, each, repeat)
            event.setTimestamp(self.clock)
            QCoreApplication.sendEvent(self.windowHandle(), event)


@pytest.fixture
def counter(qapp: QApplication, show: Show) -> Counter:
    window = Counter(qapp)
    show(window)
    return window


@pytest.mark.parametrize("end", ["\r", "\t"])
def test_a_burst_is_a_scan_and_the_field_holds_what_it_held(counter: Counter, end: str) -> None:
    counter.field.setFocus()
    counter.field.setText("4*")

    counter.keys(CODE + end)

    assert counter.codes == [CODE]
    assert counter.field.text() == "4*"
    assert counter.field.hasFocus()


def test_the_end_of_a_scan_presses_no_button(qtbot: QtBot, counter: Counter) -> None:
    counter.button.setFocus()

    with qtbot.assertNotEmitted(counter.button.clicked):
        counter.keys(CODE + "\r")

    assert counter.codes == [CODE]


def test_a_hand_on_the_keyboard_is_no_scan(qtbot: QtBot, counter: Counter) -> None:
    counter.field.setFocus()

    with qtbot.waitSignal(counter.field.submitted):
        counter.keys("1234567\r", gap=90)

    assert counter.codes == []
    assert counter.field.text() == "1234567"


def test_a_few_fast_keys_are_no_scan(counter: Counter) -> None:
    counter.field.setFocus()

    counter.keys("12345\r")

    assert (counter.codes, counter.field.text()) == ([], "12345")


def test_an_enter_that_comes_late_is_a_hand(counter: Counter) -> None:
    counter.field.setFocus()

    counter.keys(CODE)
    counter.keys("\r", first=300)

    assert counter.codes == []


def test_a_held_key_is_no_scan(counter: Counter) -> None:
    counter.field.setFocus()

    counter.keys("0000000000", gap=30, repeat=True)
    counter.keys("\r", first=30)

    assert counter.codes == []


def test_money_never_takes_a_barcode(counter: Counter) -> None:
    counter.amount.set_amount(Rupiah(50_000), preset=False)
    counter.amount.setFocus()

    counter.keys(CODE + "\r")

    assert (counter.codes, counter.amount.amount) == ([CODE], Rupiah(50_000))


def test_a_scan_leaves_no_digit_in_the_pin(counter: Counter) -> None:
    counter.pin.setFocus()
    counter.keys("12", gap=200)

    counter.keys("9900000217\r")

    assert (counter.codes, counter.pin.take()) == (["9900000217"], "12")


def test_typing_and_a_scan_after_it_are_told_apart(counter: Counter) -> None:
    counter.field.setFocus()

    counter.keys("kop", gap=120)
    counter.keys(CODE + "\r", first=200)

    assert (counter.codes, counter.field.text()) == ([CODE], "kop")


def test_the_scanners_stutter_is_one_scan_and_a_second_piece_is_two(counter: Counter) -> None:
    counter.field.setFocus()

    counter.keys(CODE + "\r", gap=5)
    counter.keys(CODE + "\r", gap=5, first=60)
    assert counter.codes == [CODE]

    counter.keys(CODE + "\r", gap=5, first=400)
    assert counter.codes == [CODE, CODE]


def test_two_different_codes_in_a_row_are_both_taken(counter: Counter) -> None:
    counter.field.setFocus()

    counter.keys("11111111\r22222222\r", gap=5)

    assert counter.codes == ["11111111", "22222222"]


def test_letters_and_capitals_belong_to_a_code(counter: Counter) -> None:
    counter.field.setFocus()
    counter.clock += 1_000
    for each in "A-0217":
        for key, text in ((Qt.Key.Key_Shift, ""), (Qt.Key(ord(each)), each)):
            counter.clock += 4
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(counter.clock)
            QCoreApplication.sendEvent(counter.windowHandle(), event)
    counter.keys("\r", first=5)

    assert counter.codes == ["A-0217"]


def test_with_a_prefix_time_decides_nothing(qapp: QApplication, show: Show) -> None:
    counter = Counter(qapp, prefix="~")
    show(counter)
    counter.field.setFocus()

    counter.keys("~12345\r", gap=120)
    assert (counter.codes, counter.field.text()) == (["12345"], "")

    counter.keys(CODE + "\r")
    assert (counter.codes, counter.field.text()) == (["12345"], CODE)


def test_a_scanner_that_falls_silent_half_way_lets_the_keyboard_free(qapp: QApplication, show: Show) -> None:
    counter = Counter(qapp, prefix="~")
    show(counter)
    counter.field.setFocus()

    counter.keys("~123")
    counter.keys("susu", gap=150, first=5_000)

    assert counter.codes == []
    assert counter.field.text().endswith("usu")
