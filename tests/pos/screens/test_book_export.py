"""The books written for the accountant's program, from the list of reports to the files."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from koperasi.errors import Trouble
from pos import exported_books
from pos.screens.book_export import BookExportScreen
from pos.screens.reports import ReportsScreen
from tests.inventory.screens.conftest import Bureau, bureau, focused  # noqa: F401


@pytest.fixture
def screen(bureau: Bureau, tmp_path: Path) -> BookExportScreen:  # noqa: F811
    counter = bureau.shop
    counter.buy(counter.soap, 10, 25_000)
    counter.sell(counter.line(counter.soap, 3, 3_400), member=True)
    made = bureau.go("book-export")
    assert isinstance(made, BookExportScreen)
    made.parent_folder = lambda: tmp_path / "Dokumen"
    return made


def press(
    bureau: Bureau,  # noqa: F811
    key: Qt.Key,
    with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    bureau.qtbot.keyClick(focused(), key, with_)


def wait(bureau: Bureau, screen: BookExportScreen) -> None:  # noqa: F811
    bureau.until(lambda: screen._stop is None)


def test_the_list_of_reports_leads_to_it(bureau: Bureau) -> None:  # noqa: F811
    reports = bureau.go("reports")
    assert isinstance(reports, ReportsScreen)
    reports.search.setText("ekspor")

    press(bureau, Qt.Key.Key_Return)

    assert isinstance(bureau.shell.current, BookExportScreen)


def test_enter_writes_three_files_whose_journal_is_balanced(
    bureau: Bureau,  # noqa: F811
    screen: BookExportScreen,
    tmp_path: Path,
) -> None:
    screen.filters.pickers["shape"].choose(exported_books.Shape.CSV)
    press(bureau, Qt.Key.Key_Return)
    wait(bureau, screen)

    (folder,) = (tmp_path / "Dokumen").iterdir()
    assert folder.name == "Pembukuan 01-11-2026 – 23-11-2026"
    assert sorted(each.name for each in folder.iterdir()) == ["accounts.csv", "journal.csv", "parties.csv"]
    with (folder / "journal.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(row["debit"]) - int(row["credit"]) for row in rows) == 0
    assert "3 dokumen" in screen._sum.text()
    assert screen.notice.notice is not None
    opened: list[Path] = []

    def look(path: Path) -> bool:
        opened.append(path)
        return True

    screen.open_folder = look
    press(bureau, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert opened == [folder]


def test_workbooks_go_into_a_chosen_folder(
    bureau: Bureau,  # noqa: F811
    screen: BookExportScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = tmp_path / "USB"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(chosen))
    press(bureau, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(bureau, screen)

    assert sorted(each.name for each in chosen.iterdir()) == ["accounts.xlsx", "journal.xlsx", "parties.xlsx"]


def test_a_disk_that_refuses_is_told_and_it_can_be_tried_again(
    bureau: Bureau,  # noqa: F811
    screen: BookExportScreen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_given: object) -> None:
        raise Trouble("Disk penuh.")

    monkeypatch.setattr(exported_books, "export", full)
    press(bureau, Qt.Key.Key_Return)
    wait(bureau, screen)

    assert screen.notice.notice is not None
    assert "Disk penuh." in screen.notice.notice.words
    assert screen.primary.isEnabled()


def test_days_the_wrong_way_round_are_said_at_once(bureau: Bureau, screen: BookExportScreen) -> None:  # noqa: F811
    first, last = screen.filters.dates
    first.set_day(last.day + timedelta(days=1))

    press(bureau, Qt.Key.Key_Return)

    assert screen._stop is None
    assert screen._sum.isHidden()
