"""What a screen reader says: every control has a name, boards say their amount, rows are read."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cells import Column
from desktop.lists import RowList, plain
from desktop.notices import NoticeStrip
from desktop.shells import Shell
from koperasi.money import Rupiah
from tests.fronts import Front


def controls(screen: QWidget) -> Iterator[QWidget]:
    """What can be pressed or takes the focus, and is not put away."""
    for each in (screen, *screen.findChildren(QWidget)):
        if isinstance(each, QScrollBar | QLabel) or each.objectName().startswith("qt_") or put_away(each, screen):
            continue
        if isinstance(each, KeyButton) and not each.words and not each._icon:
            continue  # a place that is filled, and shown, when there is something to choose
        pressed = type(each).mousePressEvent is not QWidget.mousePressEvent
        focused = each.focusPolicy() != Qt.FocusPolicy.NoFocus
        if isinstance(each, QAbstractScrollArea) and not focused and not isinstance(each, RowList):
            continue  # it only scrolls
        if isinstance(each, NoticeStrip) and each.notice is None:
            continue  # it says nothing just now
        if isinstance(each, QAbstractButton) or pressed or focused:
            yield each


def put_away(widget: QWidget, screen: QWidget) -> bool:
    """Hidden by the screen itself, not only because its page is not the shown one."""
    while widget is not screen:
        stacked = type(widget.parentWidget()).__name__ == "QStackedWidget"
        if widget.isHidden() and not stacked:
            return True
        widget = widget.parentWidget()
    return False


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def nameless(shell: Shell, name: str) -> list[str]:
    found = []
    for each in controls(shell.screen_named(name)):
        if not name_of(each).strip():
            above = type(each.parentWidget()).__name__
            found.append(f"{name}: {type(each).__name__} in {above}")
    return found


def test_every_control_of_every_screen_has_a_name(selling_front: Front) -> None:
    shell = selling_front.window.shell
    names = shell.names()

    assert {"till", "payment", "change", "menu", "closing", "settings", "help"} <= set(names)
    assert "\n".join(each for name in names for each in nameless(shell, name)) == ""


def test_the_status_bar_and_the_band_are_read(selling_front: Front) -> None:
    shell = selling_front.window.shell

    assert "Rina Astuti" in shell.status.accessibleName()
    assert shell.band.accessibleName() == "MODE LATIHAN"


def test_a_board_says_its_amount(qtbot: QtBot) -> None:
    board = Board(BoardText("Total Bayar", Rupiah(373_250)))
    qtbot.addWidget(board)

    assert board.accessibleName() == "Total Bayar Rp\u00a0373.250"


def test_the_rows_of_a_list_are_read_cell_by_cell(qtbot: QtBot) -> None:
    rows = RowList([Column("Barang"), Column("Jumlah")], name="Barang")
    qtbot.addWidget(rows)
    rows.show_rows([plain("Sabun **mandi**", "3.500")])

    read = [rows.rows_model.index(0, n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    assert read == ["Sabun mandi", "3.500"]


def test_the_tab_key_leads_through_every_control_and_back(selling_front: Front) -> None:
    for key, name in (("F12", "menu"), ("Ctrl+S", "settings")):
        selling_front.press(key)
        selling_front.at(name)
    seen = []
    for _step in range(30):
        selling_front.press("Tab")
        focus = selling_front.window.app.focusWidget()
        assert focus is not None
        assert focus.isVisible()
        if focus in seen:
            break
        seen.append(focus)

    assert focus is seen[0]
    assert len(seen) > 5
