"""The report screen over a small shop: asked, looked at, sorted, opened, saved, copied, given up."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from consignment.terms import Deal, Terms
from desktop import report_files
from desktop.report_files import Shape
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.stops import Stop
from pos import report_choices
from pos.commands import reports
from pos.commands.reports import REPORTS
from pos.report_choices import Filter
from pos.screens.report import ReportScreen
from pos.screens.reports import ReportsScreen
from printing import jobs
from printing.reports import Report
from printing.slips import Slip
from printing.texts import text
from tests.inventory.screens.conftest import Bureau, bureau  # noqa: F401

TERMS = Terms(Deal.COMMISSION, 600)


@pytest.fixture
def sold(bureau: Bureau) -> Bureau:  # noqa: F811
    counter = bureau.shop
    counter.buy(counter.soap, 10, 25_000)
    counter.deliver(counter.cookies, 6, TERMS)
    counter.sell(counter.line(counter.soap, 3, 3_400), counter.line(counter.cookies, 2, 12_500), cash=40_000)
    return bureau


def shown(bureau: Bureau, name: str) -> ReportScreen:  # noqa: F811
    screen = bureau.go("report", report=name)
    assert isinstance(screen, ReportScreen)
    bureau.until(lambda: screen.view.report is not None and screen._stop is None)
    return screen


def codes(screen: ReportScreen) -> list[object]:
    assert screen.view.shown is not None
    return [row[0] for row in screen.view.shown.rows]


def test_a_report_is_there_at_once_with_what_is_usual(sold: Bureau) -> None:
    screen = shown(sold, "stock")

    assert codes(screen) == ["201", "101"]
    assert screen._words.text().endswith("2 baris")
    assert screen.view.report is not None
    assert screen.view.report.agrees is True
    assert sold.shell.size().width() == 1366


OF_ANY_DAY = sorted(name for name in REPORTS if Filter.GOOD not in report_choices.listed(name).choice.filters)


@pytest.mark.parametrize("name", OF_ANY_DAY)
def test_every_report_has_a_screen(sold: Bureau, name: str) -> None:
    screen = shown(sold, name)
    assert screen.view.sheet is not None


def test_a_report_about_one_good_asks_for_its_code_first(sold: Bureau) -> None:
    screen = sold.go("report", report="stock-card")
    assert isinstance(screen, ReportScreen)
    sold.until(lambda: screen.filters._code is not None)
    assert screen._stop is None
    sold.type("101")
    sold.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    sold.until(lambda: screen.view.report is not None)
    assert len(codes(screen)) == 2


def test_a_filter_narrows_when_it_is_shown_again(sold: Bureau) -> None:
    screen = shown(sold, "stock")
    screen.filters.pickers["consigned"].choose(True)
    sold.qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    sold.until(lambda: codes(screen) == ["201"])


def test_words_narrow_and_keys_sort_and_choose(sold: Bureau) -> None:
    screen = shown(sold, "stock")
    sold.qtbot.keyClick(screen, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert codes(screen) == ["101", "201"]
    sold.qtbot.keyClick(screen, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert codes(screen) == ["201", "101"]
    sold.qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    sold.qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.view.table.chosen == 1
    sold.qtbot.keyClicks(screen.search, "kue")
    sold.until(lambda: codes(screen) == ["201"])


def test_a_row_opens_its_good_where_the_window_has_such_a_screen(sold: Bureau) -> None:
    screen, gone = shown(sold, "stock"), []
    screen.shell.has = lambda name: name == "stock-card"  # type: ignore[method-assign]
    screen.shell.go = lambda name, **what: gone.append((name, what))  # type: ignore[method-assign,assignment]
    screen.view.step(1)
    screen._say_counted()
    assert screen.leads.isVisible()
    sold.qtbot.keyClick(screen, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert gone == [("stock-card", {"product_id": sold.shop.cookies})]


def test_without_such_a_screen_no_key_is_shown(sold: Bureau) -> None:
    screen = shown(sold, "stock")
    screen.shell.has = lambda name: False  # type: ignore[method-assign]
    screen.view.step(1)
    screen._say_counted()
    assert not screen.leads.isVisible()


@pytest.mark.parametrize("shape", list(Shape))
def test_a_file_says_where_it_went(sold: Bureau, shape: Shape, tmp_path: Path) -> None:
    screen = shown(sold, "stock")
    screen.outputs.folder = lambda: tmp_path
    screen.save(shape)
    sold.until(lambda: screen.notice.notice is not None)

    (path,) = tmp_path.glob(f"Stok barang*.{shape}")
    assert screen.notice.notice is not None
    assert str(path) in screen.notice.notice.words


def test_printing_opens_the_paper_and_where_nothing_opens_it_is_saved(sold: Bureau, tmp_path: Path) -> None:
    screen, opened = shown(sold, "stock"), []
    screen.outputs.folder = lambda: tmp_path
    screen.outputs.open_file = lambda path: bool(opened.append(path))
    sold.qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    sold.until(lambda: bool(opened))

    assert opened[0].suffix == ".pdf"
    assert opened[0].read_bytes().startswith(b"%PDF")
    assert screen.notice.notice is not None
    assert screen.notice.notice.key == "Ctrl O"


def test_the_table_and_a_row_go_to_the_clipboard(sold: Bureau) -> None:
    screen = shown(sold, "stock")
    QApplication.clipboard().clear()
    sold.qtbot.keyClick(screen, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    sold.until(lambda: "Sabun Mandi" in QApplication.clipboard().text())
    assert len(QApplication.clipboard().text().split("\n")) == 4
    screen.view.step(1)
    sold.qtbot.keyClick(screen, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().split("\t")[0] == "201"


def test_a_long_report_can_be_given_up_and_asked_again(sold: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    screen, begun, usual = shown(sold, "stock-value"), threading.Event(), reports.maker

    def endless(name: str) -> object:
        def make(_connection: object, period: object) -> Report:
            begun.set()
            while True:
                period.step(1, 2)  # type: ignore[attr-defined]

        return make

    monkeypatch.setattr(reports, "maker", endless)
    screen.do_primary()
    sold.until(begun.is_set)
    sold.until(screen.view.busy.isVisible)
    assert screen.primary.words == "Menghitung…"
    sold.qtbot.keyClick(screen.search, Qt.Key.Key_Escape)
    assert not screen.view.busy.isVisible()
    assert screen.isVisible()
    monkeypatch.setattr(reports, "maker", usual)
    screen.view.forget()
    screen.do_primary()
    sold.until(lambda: screen.view.report is not None)


def test_wrong_days_are_told_and_nothing_is_read(sold: Bureau) -> None:
    screen = shown(sold, "sales")
    screen.filters.dates[0].setText("besok")
    screen.do_primary()
    assert screen.notice.notice is not None
    assert screen._stop is None


def test_the_list_is_narrowed_by_words_and_opened_by_enter(sold: Bureau) -> None:
    screen = sold.go("reports")
    assert isinstance(screen, ReportsScreen)
    beside = (*report_choices.papers(), *report_choices.exports())
    assert len(screen.buttons) == len(REPORTS) + len(beside)
    sold.type("terlaris")
    assert [listed.name for listed, _button in screen.buttons] == ["best-sellers"]
    sold.qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    sold.until(lambda: sold.shell.current_name == "report")
    report = sold.shell.screen_named("report")
    assert isinstance(report, ReportScreen)
    sold.until(lambda: report.view.report is not None)
    assert report.view.report is not None
    assert report.view.report.figures[0].value == Rupiah(35_200)


def test_arrows_choose_in_the_list(sold: Bureau) -> None:
    screen = sold.go("reports")
    assert isinstance(screen, ReportsScreen)
    sold.until(lambda: screen._place_of(3).top() > screen._place_of(0).top())
    first = screen.buttons[0][1]
    sold.qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.chosen == 3
    sold.qtbot.keyClick(screen.search, Qt.Key.Key_Up)
    assert screen.chosen == 0
    assert first.property("role") == "chosen"


def test_rows_are_put_together_by_the_box_and_by_keys(sold: Bureau) -> None:
    screen = shown(sold, "stock")
    assert screen.group.isVisible()
    sold.qtbot.keyClick(screen, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert screen.view.grouping is not None
    assert screen.view.grouping.key == "category"
    assert screen.folds.isVisible()
    assert screen.folds.words == "Buka semua"
    sold.qtbot.keyClick(screen, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert screen.view.shown is not None
    assert len(screen.view.shown.rows) == 3
    assert screen.folds.words == "Lipat semua"
    screen.view.step(1)
    screen._say_counted()
    assert screen.leads.words == "Lipat kelompok"
    screen.group.picked.emit("")
    assert screen.view.grouping is None
    assert not screen.folds.isVisible()


def test_a_file_that_takes_long_is_given_up_and_no_half_of_it_is_left(
    sold: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, begun = shown(sold, "stock"), threading.Event()
    screen.outputs.folder = lambda: tmp_path

    def endless(_report: Report, _shape: Shape, stop: Stop) -> bytes:
        begun.set()
        while True:
            stop.step(1, 2)

    monkeypatch.setattr(report_files, "rendered", endless)
    screen.save(Shape.XLSX)
    sold.until(begun.is_set)
    sold.until(screen.view.busy.isVisible)
    sold.qtbot.keyClick(screen, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert not screen.view.busy.isVisible()
    assert not screen.outputs.writing
    assert screen.notice.notice is not None
    assert "tidak jadi ditulis" in screen.notice.notice.words
    assert not list(tmp_path.glob("*Stok*"))


def test_a_narrow_report_goes_to_the_receipt_printer(sold: Bureau) -> None:
    screen, called = shown(sold, "stock-value"), []
    sold.station.printer, sold.station.call_printer = "K1", lambda: called.append(True)
    sold.qtbot.keyClick(screen, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    sold.until(lambda: bool(called))
    with sold.shop.shop.reading() as connection:
        (job,) = jobs.waiting(connection, "K1")
    assert "Nilai stok" in text(Slip.from_json(job.slip), 32)


def test_a_wide_one_does_not_and_without_a_printer_none_does(sold: Bureau) -> None:
    screen = shown(sold, "stock")
    screen.outputs.print_slip(screen._files[Shape.XLSX])
    assert screen.notice.notice is not None
    assert screen.notice.notice.words == "Kasir ini tanpa printer."
    sold.station.printer = "K1"
    screen.outputs.print_slip(screen._files[Shape.XLSX])
    assert screen.notice.notice.words == "Terlalu besar untuk kertas struk. Cetak di A4."


def test_who_counts_blind_is_told_why_a_report_waits(sold: Bureau) -> None:
    manager = sold.shop.manager
    rights = {key: right for key, right in manager.rights.items() if key is not Permission.CASH_EXPECTED}
    sold.station.actor = replace(manager, rights=rights)
    screen = sold.go("report", report="cash-book")
    assert isinstance(screen, ReportScreen)
    sold.until(lambda: screen.notice.notice is not None)
    assert screen.view.report is None
    assert "Masih ada shift terbuka" in str(screen.notice.notice)
