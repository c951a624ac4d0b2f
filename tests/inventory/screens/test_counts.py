"""The list of counts: begun, gone on with, on paper and from files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from inventory.screens.counts import CountsScreen
from tests.inventory.screens.conftest import Bureau
from tests.inventory.screens.counted import noodles, session


def test_a_shelf_is_chosen_and_counting_begins(bureau: Bureau) -> None:
    noodles(bureau)
    screen = bureau.go("counts")
    assert isinstance(screen, CountsScreen)
    screen.actions_by_key["Ctrl+N"].trigger()
    bureau.until(lambda: screen.picker.shown)
    bureau.qtbot.keyClicks(screen.picker.field, "rak 1")
    screen.picker.field.submitted.emit()
    bureau.until(lambda: bureau.shell.current_name == "count-entry")
    bureau.shell.back()
    bureau.until(lambda: screen.rows)
    assert screen.rows[0].session.title == "Rak 1"


def test_the_sheet_is_kept_as_a_pdf_and_figures_come_from_a_file(
    bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noodles(bureau)
    session(bureau)
    screen = bureau.go("counts")
    assert isinstance(screen, CountsScreen)
    bureau.until(lambda: screen.rows)
    pdf, csv = tmp_path / "lembar.pdf", tmp_path / "angka.csv"
    csv.write_text("kode;dihitung\nM1;49\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(pdf), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(csv), ""))
    screen.actions_by_key["Ctrl+S"].trigger()
    bureau.until(lambda: pdf.exists() and pdf.read_bytes().startswith(b"%PDF"))
    screen.actions_by_key["Ctrl+I"].trigger()
    bureau.until(lambda: screen.rows and screen.rows[0].counted == 1)


def test_a_cashier_counts_but_does_not_review(bureau: Bureau) -> None:
    session(bureau)
    bureau.station.actor = bureau.shop.cashier
    screen = bureau.go("counts")
    assert isinstance(screen, CountsScreen)
    bureau.until(lambda: screen.rows)

    assert (screen.count_action.isEnabled(), screen.review_action.isEnabled()) == (True, False)


def test_the_arrows_choose_and_enter_counts(bureau: Bureau) -> None:
    first, _second = session(bureau), session(bureau)
    screen = bureau.go("counts")
    assert isinstance(screen, CountsScreen)
    bureau.until(lambda: len(screen.rows) == 2)
    bureau.qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    assert screen.session_id == first
    bureau.qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    bureau.until(lambda: bureau.shell.current_name == "count-entry")
