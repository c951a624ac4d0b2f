from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.amounts import RupiahField
from desktop.fields import Captioned, Field, ScanField
from tests.desktop.conftest import Show


@pytest.mark.parametrize("kind", [Field, ScanField, RupiahField])
def test_alt_and_a_digit_is_not_typed(qtbot: QtBot, kind: type[Field]) -> None:
    field = kind()
    qtbot.addWidget(field)
    alt, alt_gr = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
    for modifiers in (alt, Qt.KeyboardModifier.NoModifier, alt_gr):
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5, modifiers, "5"))

    assert field.text() == "55"


def test_enter_belongs_to_the_field(qtbot: QtBot) -> None:
    field = Field()
    qtbot.addWidget(field)

    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_an_error_stands_under_its_field_until_it_is_put_right(qtbot: QtBot, show: Show) -> None:
    field = Field()
    framed = Captioned("No. Anggota", field)
    framed.resize(320, 120)
    show(framed)

    field.show_error("Anggota A-9999 tidak ada. Cari dengan nama.")

    assert framed.error_line.isVisible()
    assert framed.error_line.words == "Anggota A-9999 tidak ada. Cari dengan nama."
    assert QColor(field.grab().toImage().pixel(200, 10)).name().upper() == theme.LIGHT["refuse_bg"]
    assert field.accessibleDescription() == framed.error_line.words

    qtbot.keyClick(field, Qt.Key.Key_A)
    assert not framed.error_line.isVisible()


def test_esc_clears_an_error_and_nothing_else(qtbot: QtBot) -> None:
    field = Field("A-1")
    qtbot.addWidget(field)
    field.show_error("Tidak ada.")

    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert (field.error, field.text()) == ("", "A-1")


def test_deeds_on_ctrl_go_past_a_field_that_has_the_focus(qtbot: QtBot, show: Show) -> None:
    screen = QWidget()
    column = QVBoxLayout(screen)
    field = Field("susu")
    column.addWidget(field)
    heard: list[str] = []
    for key in ("Ctrl+K", "Ctrl+T", "Ctrl+U", "Ctrl+D", "Alt+1", "F4"):
        action = QAction(screen)
        action.setShortcut(key)
        action.triggered.connect(lambda _checked=False, key=key: heard.append(key))
        screen.addAction(action)
    show(screen)
    field.setFocus()

    for key in (Qt.Key.Key_K, Qt.Key.Key_T, Qt.Key.Key_U, Qt.Key.Key_D):
        qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(field, Qt.Key.Key_F4)

    assert heard == ["Ctrl+K", "Ctrl+T", "Ctrl+U", "Ctrl+D", "Alt+1", "F4"]
    assert field.text() == "susu"


def test_copying_stays_in_the_field(qtbot: QtBot) -> None:
    field = Field("susu")
    qtbot.addWidget(field)

    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    assert field.selectedText() == "susu"


def test_the_scan_box_is_emptied_by_taking_and_by_esc(qtbot: QtBot) -> None:
    scan = ScanField("Scan barcode")
    qtbot.addWidget(scan)
    qtbot.keyClicks(scan, "kop ")
    assert (scan.take(), scan.text()) == ("kop", "")

    qtbot.keyClicks(scan, "susu")
    qtbot.keyClick(scan, Qt.Key.Key_Escape)
    assert scan.text() == ""


def test_what_was_found_stands_at_the_right_and_the_text_ends_before_it(qtbot: QtBot) -> None:
    scan = ScanField("Scan barcode")
    qtbot.addWidget(scan)
    before = scan.textMargins().right()

    scan.show_found("8 barang")

    assert scan.textMargins().right() > before + theme.px(40)


def test_the_scan_box_is_56_high(show: Show) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    scan = ScanField("Scan barcode")
    column.addWidget(scan)
    show(holder)

    assert scan.height() == 56
