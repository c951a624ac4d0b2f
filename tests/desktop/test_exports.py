"""A table is copied and saved as it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop import exports
from koperasi.errors import Trouble
from koperasi.money import Rupiah
from printing.reports import Column, Kind, Report

REPORT = Report(
    "goods", "Daftar barang", (Column("name", "Nama barang"), Column("price", "Harga", Kind.RUPIAH)),
    (("Sabun", Rupiah(3_400)), ("=1+1", None)),
)  # fmt: skip


def test_a_copy_has_columns_apart_by_tabs_and_no_formula(qapp: QApplication) -> None:
    exports.copy(REPORT)
    assert QApplication.clipboard().text() == "Nama barang\tHarga\nSabun\t3.400\n'=1+1\t"


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [("a.csv", "", "a.csv"), ("a", "Excel (*.xlsx)", "a.xlsx"), ("a", "CSV (*.csv)", "a.csv"), ("a.b", "", "a.b.xlsx")],
)
def test_the_file_is_named_as_its_kind(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, kind: str, name: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / typed), kind))
    asker = QWidget()
    qtbot.addWidget(asker)
    assert exports.asked_path(asker, "barang") == tmp_path / name


def test_nothing_is_written_where_nothing_was_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    asker = QWidget()
    qtbot.addWidget(asker)
    assert exports.asked_path(asker, "barang") is None


def test_a_workbook_and_a_csv_are_written(tmp_path: Path) -> None:
    sheet = load_workbook(exports.save(REPORT, tmp_path / "a.xlsx")).active
    assert sheet is not None
    assert "Sabun" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Sabun" in exports.save(REPORT, tmp_path / "a.csv").read_text("utf-8-sig")


def test_a_folder_that_is_not_there_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="tidak bisa ditulis"):
        exports.save(REPORT, tmp_path / "none" / "a.csv")
