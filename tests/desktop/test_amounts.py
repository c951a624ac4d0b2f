from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.amounts import AmountField, QuantityField, RupiahField, only_digits
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


@pytest.fixture
def rupiah(qtbot: QtBot) -> RupiahField:
    field = RupiahField()
    qtbot.addWidget(field)
    return field


@pytest.mark.parametrize(
    ("typed", "shown", "amount"),
    [
        ("5", "5", Rupiah(5)),
        ("1500", "1.500", Rupiah(1_500)),
        ("373250", "373.250", Rupiah(373_250)),
        ("0050", "50", Rupiah(50)),
        ("12a3,-", "123", Rupiah(123)),
        ("1234567890123", "123.456.789", Rupiah(123_456_789)),
        ("", "", None),
    ],
)
def test_dots_are_written_while_typing(
    qtbot: QtBot, rupiah: RupiahField, typed: str, shown: str, amount: Rupiah
) -> None:
    qtbot.keyClicks(rupiah, typed)

    assert (rupiah.text(), rupiah.amount) == (shown, amount)


def test_the_caret_keeps_its_place_by_digits(qtbot: QtBot, rupiah: RupiahField) -> None:
    rupiah.set_amount(Rupiah(123_456), preset=False)
    rupiah.setCursorPosition(2)

    qtbot.keyClicks(rupiah, "9")

    assert (rupiah.text(), rupiah.cursorPosition()) == ("1.293.456", 4)
    qtbot.keyClicks(rupiah, "8")
    assert (rupiah.text(), rupiah.cursorPosition()) == ("12.983.456", 5)


def test_backspace_at_a_dot_takes_the_digit_before_it(qtbot: QtBot, rupiah: RupiahField) -> None:
    rupiah.set_amount(Rupiah(12_345), preset=False)
    rupiah.setCursorPosition(3)

    qtbot.keyClick(rupiah, Qt.Key.Key_Backspace)

    assert rupiah.amount == Rupiah(1_345)


def test_the_first_digit_replaces_a_preset_and_the_second_does_not(qtbot: QtBot, rupiah: RupiahField) -> None:
    rupiah.set_amount(Rupiah(373_250))

    qtbot.keyClicks(rupiah, "40")

    assert rupiah.amount == Rupiah(40)


def test_backspace_takes_a_whole_preset_away(qtbot: QtBot, rupiah: RupiahField) -> None:
    rupiah.set_amount(Rupiah(373_250))

    qtbot.keyClick(rupiah, Qt.Key.Key_Backspace)

    assert rupiah.amount is None


def test_moving_the_caret_means_to_change_the_preset(qtbot: QtBot, rupiah: RupiahField) -> None:
    rupiah.set_amount(Rupiah(373_250))

    qtbot.keyClick(rupiah, Qt.Key.Key_End)
    qtbot.keyClicks(rupiah, "0")

    assert rupiah.amount == Rupiah(3_732_500)


def test_a_typed_amount_is_told_once_for_each_key(qtbot: QtBot, rupiah: RupiahField) -> None:
    heard: list[object] = []
    rupiah.amount_changed.connect(heard.append)

    qtbot.keyClicks(rupiah, "15")
    qtbot.keyClick(rupiah, Qt.Key.Key_Backspace)
    qtbot.keyClick(rupiah, Qt.Key.Key_Backspace)

    assert heard == [Rupiah(1), Rupiah(15), Rupiah(1), None]


def test_a_preset_is_not_news(qtbot: QtBot, rupiah: RupiahField) -> None:
    with qtbot.assertNotEmitted(rupiah.amount_changed):
        rupiah.set_amount(Rupiah(5_000))


def test_pasted_money_is_understood(qtbot: QtBot, rupiah: RupiahField) -> None:
    QApplication.clipboard().setText("Rp 12.500,00")

    qtbot.keyClick(rupiah, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert rupiah.amount == Rupiah(12_500)


def test_decimals_are_cut_off_and_never_glued_on() -> None:
    assert only_digits("Rp 12.500,75") == "12500"


def test_a_long_amount_shrinks_before_it_runs_into_its_caption(qtbot: QtBot) -> None:
    field = AmountField("Uang Diterima")
    qtbot.addWidget(field)
    field.resize(392, 88)
    field.show_caption("Uang Diterima", "Tunai, dari Rp 223.200")

    field.set_amount(Rupiah(50_000))
    assert field.font().pixelSize() == 48

    field.set_amount(Rupiah(999_999_999))
    assert field.font().pixelSize() < 36


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [
        ("2,5", Quantity(2_500)),
        ("2.5", Quantity(2_500)),
        ("0,125", Quantity(125)),
        ("1,23456", Quantity(1_234)),
        ("1,2,3", Quantity(1_230)),
        ("3,", Quantity(3_000)),
        (",5", Quantity(500)),
        (",", None),
        ("1x2", Quantity(12_000)),
        ("1234567890", Quantity(123_456_789_000)),
    ],
)
def test_a_quantity_has_one_comma_and_three_decimals(qtbot: QtBot, typed: str, quantity: Quantity | None) -> None:
    field = QuantityField()
    qtbot.addWidget(field)

    qtbot.keyClicks(field, typed)

    assert field.quantity == quantity


def test_counted_things_have_no_decimals(qtbot: QtBot) -> None:
    field = QuantityField(whole=True)
    qtbot.addWidget(field)

    qtbot.keyClicks(field, "1,5")

    assert field.quantity == Quantity.of(15)


def test_a_preset_quantity_is_replaced_too(qtbot: QtBot) -> None:
    field = QuantityField(Quantity(1_250))
    qtbot.addWidget(field)
    assert field.text() == "1,25"

    qtbot.keyClicks(field, "3")

    assert field.quantity == Quantity.of(3)


def test_pasted_nonsense_is_no_quantity(qtbot: QtBot) -> None:
    field = QuantityField(Quantity.of(2))
    qtbot.addWidget(field)
    QApplication.clipboard().setText("banyak")

    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert field.quantity == Quantity.of(2)
