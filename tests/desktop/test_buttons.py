from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.buttons import PATIENCE, KeyButton
from desktop.keys import LAW, Action, by_law
from desktop.strips import FunctionBar
from desktop.theme import Size
from desktop.tiles import CheckTile, StaffTile, initials
from tests.desktop.conftest import Show


def seen(widget: QWidget, x: int, y: int) -> str:
    return QColor(widget.grab().toImage().pixel(x, y)).name().upper()


def test_a_button_shows_the_words_and_key_of_its_action(qtbot: QtBot) -> None:
    owner = QObject()
    action = Action(owner, "Bayar", "Enter")
    button = KeyButton(action)
    qtbot.addWidget(button)

    assert (button.words, button.accessibleName()) == ("Bayar", "Bayar")

    action.setText("Bayar Rp 5.000")
    action.setEnabled(False)

    assert (button.words, button.isEnabled()) == ("Bayar Rp 5.000", False)


def test_a_click_sets_off_the_action_once(qtbot: QtBot) -> None:
    owner, done = QObject(), []
    button = KeyButton(Action(owner, "Bayar", "F4", lambda: done.append("paid")))
    qtbot.addWidget(button)

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert done == ["paid"]


def test_enter_presses_a_button_that_has_the_focus(qtbot: QtBot) -> None:
    button = KeyButton("Cetak", "Ctrl P")
    qtbot.addWidget(button)

    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_a_click_never_takes_the_focus(qtbot: QtBot) -> None:
    assert KeyButton("Cetak").focusPolicy() == Qt.FocusPolicy.TabFocus


def test_a_dead_button_says_why(qtbot: QtBot) -> None:
    button = KeyButton("Selesai", role="primary")
    qtbot.addWidget(button)

    button.set_reason("Kurang Rp 12.000")
    assert (button.words, button.isEnabled()) == ("Kurang Rp 12.000", False)

    button.set_reason("")
    assert (button.words, button.isEnabled()) == ("Selesai", True)


def test_a_busy_button_is_dead_and_keeps_its_size(qtbot: QtBot, show: Show) -> None:
    button = KeyButton("Simpan Hitungan Kas", "Enter", role="primary", tall="88")
    show(button)
    before = button.size()

    button.set_busy(True)
    button.adjustSize()

    assert (button.words, button.isEnabled()) == ("Menyimpan…", False)
    assert button.size() == before

    button.set_busy(False)
    assert (button.words, button.isEnabled()) == ("Simpan Hitungan Kas", True)


def test_a_bar_shows_only_after_a_while(qtbot: QtBot, show: Show) -> None:
    button = KeyButton("Simpan", role="primary", tall="88")
    show(button)
    button.set_busy(True)
    middle, foot = button.width() // 2, button.height() - 3

    assert PATIENCE == 400
    assert seen(button, middle, foot) == theme.LIGHT["sunk"]

    qtbot.waitUntil(lambda: seen(button, middle, foot) == theme.LIGHT["accent"])


def test_busy_does_not_revive_a_button_whose_action_is_dead(qtbot: QtBot) -> None:
    owner = QObject()
    action = Action(owner, "Bayar", "Enter")
    button = KeyButton(action)
    qtbot.addWidget(button)
    button.set_busy(True)
    action.setEnabled(False)

    button.set_busy(False)

    assert not button.isEnabled()


def test_heights_are_those_of_the_look(show: Show) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    buttons = {tall: KeyButton("Bayar", "Enter", tall=tall) for tall in ("48", "56", "64", "72", "88")}
    buttons["chosen"] = KeyButton("Tunai", "F4", role="chosen", tall="64", stacked=True)
    for button in buttons.values():
        column.addWidget(button)
    column.addStretch(1)
    show(holder)

    assert {tall: button.height() for tall, button in buttons.items()} == {
        "48": 48, "56": 56, "64": 64, "72": 72, "88": 88, "chosen": 64,
    }  # fmt: skip


def test_only_the_primary_is_filled_green(show: Show) -> None:
    grounds = {}
    for role in ("primary", "plain", "chosen", "sunk"):
        button = KeyButton("", role=role, tall="64")
        show(button)
        grounds[role] = seen(button, 20, 20)

    light = theme.LIGHT
    assert grounds == {
        "primary": light["accent_fill"],
        "plain": light["card"],
        "chosen": light["accent_tint"],
        "sunk": light["sunk"],
    }


def test_words_that_do_not_fit_get_smaller_then_lose_the_icon_then_their_middle(qtbot: QtBot) -> None:
    button = KeyButton("Pastikan dana QRIS dulu", icon="lock", size=Size.LEAD)
    qtbot.addWidget(button)

    assert button._fitted(400) == (Size.LEAD, "lock", "Pastikan dana QRIS dulu")
    assert button._fitted(240) == (Size.BODY, "lock", "Pastikan dana QRIS dulu")
    assert button._fitted(200) == (Size.BODY, "", "Pastikan dana QRIS dulu")
    size, icon, words = button._fitted(90)
    assert (size, icon, "…" in words) == (Size.BODY, "", True)


def test_the_strip_has_twelve_keys_in_three_groups(show: Show) -> None:
    bar = FunctionBar()
    bar.setFixedWidth(1342)
    show(bar)
    keys = list(bar.keys.values())
    gaps = [keys[n + 1].x() - keys[n].geometry().right() - 1 for n in range(11)]

    assert [key.key for key in keys] == list(LAW)
    assert gaps == [6, 6, 6, 16, 6, 6, 6, 16, 6, 6, 6]
    assert {key.height() for key in keys} == {64}


def test_a_key_of_the_strip_does_the_deed_of_its_screen(qtbot: QtBot) -> None:
    bar, done = FunctionBar(), []
    qtbot.addWidget(bar)
    bar.show_actions({"F2": by_law(bar, "F2", lambda: done.append("search"))})

    qtbot.mouseClick(bar.keys["F2"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.keys["F5"], Qt.MouseButton.LeftButton)

    assert done == ["search"]
    assert not bar.keys["F5"].isEnabled()


def test_a_narrow_strip_uses_short_words(show: Show) -> None:
    bar = FunctionBar()
    bar.setFixedWidth(1000)
    show(bar)

    assert (bar.keys["F6"].words, bar.keys["F11"].words, bar.keys["F2"].words) == ("Panggil", "Kas", "Cari Barang")


def test_a_staff_tile_is_named_and_chosen(qtbot: QtBot) -> None:
    tile = StaffTile("Rina Astuti", "Kasir", "Alt 1")
    qtbot.addWidget(tile)

    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)

    assert (tile.isChecked(), tile.accessibleName()) == (True, "Rina Astuti, Kasir")
    assert [initials(name) for name in ("Rina Astuti", "Pak Slamet", "Siti")] == ["RA", "S", "S"]


def test_a_check_is_set_by_touch_and_by_enter(qtbot: QtBot) -> None:
    check = CheckTile("Dana Sudah Masuk", "Ctrl D")
    qtbot.addWidget(check)

    qtbot.mouseClick(check, Qt.MouseButton.LeftButton)
    assert check.isChecked()

    qtbot.keyClick(check, Qt.Key.Key_Return)
    assert not check.isChecked()
