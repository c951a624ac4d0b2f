"""Laporan Harian, Mingguan, Bulanan, Tahunan on the screen: by keys alone, as pages, as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from koperasi.rights import Permission
from pos import manager_papers
from pos.screens.manager_papers import ManagerPapersScreen
from pos.screens.reports import ReportsScreen
from pos.spans import Span
from tests.inventory.screens.conftest import Bureau as Bureau
from tests.inventory.screens.conftest import bureau as bureau
from tests.inventory.screens.conftest import focused

CTRL = Qt.KeyboardModifier.ControlModifier
MONDAY = date(2026, 11, 23)
Go = Callable[..., ManagerPapersScreen]


@pytest.fixture
def papers(bureau: Bureau, tmp_path: Path) -> Go:
    """Goes there and waits for the pages."""

    def go(**what: object) -> ManagerPapersScreen:
        screen = bureau.go("manager-papers", **what)
        assert isinstance(screen, ManagerPapersScreen)
        screen.folder = lambda: tmp_path / "papers"
        bureau.until(lambda: screen.made is not None)
        return screen

    return go


def press(bureau: Bureau, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    bureau.qtbot.keyClick(focused(), key, modifier)


def shows(bureau: Bureau, screen: ManagerPapersScreen, name: str) -> None:
    """Wait until that paper is shown."""
    bureau.until(lambda: screen.made is not None and screen.made.name == name)


def test_todays_pages_are_shown_at_once(bureau: Bureau, papers: Go) -> None:
    bureau.shop.sell(bureau.shop.line(bureau.shop.soap, 2, 3_400))
    screen = papers()

    assert screen.made is not None
    assert screen.made.name == "Laporan Harian 2026-11-23"
    assert screen.paper.count == len(screen.made.pictures) >= 1
    with bureau.shop.shop.reading() as connection:
        assert screen.made.pdf == manager_papers.paper(bureau.shop.shop, connection, Span.DAY, MONDAY)


def test_a_digit_chooses_how_long_and_arrows_go_back_in_time(bureau: Bureau, papers: Go) -> None:
    screen = papers()
    for key, name in (
        (Qt.Key.Key_2, "Laporan Mingguan 2026-11-23 - 2026-11-29"),
        (Qt.Key.Key_3, "Laporan Bulanan 2026-11"),
        (Qt.Key.Key_Left, "Laporan Bulanan 2026-10"),
        (Qt.Key.Key_Right, "Laporan Bulanan 2026-11"),
        (Qt.Key.Key_4, "Laporan Tahunan 2026"),
        (Qt.Key.Key_1, "Laporan Harian 2026-11-01"),
    ):
        press(bureau, key)
        shows(bureau, screen, name)


def test_days_that_have_not_come_are_not_gone_to(bureau: Bureau, papers: Go) -> None:
    screen = papers()
    press(bureau, Qt.Key.Key_Right)
    assert screen.day.day == MONDAY
    assert not screen.on.isEnabled()
    press(bureau, Qt.Key.Key_Left)
    bureau.until(lambda: screen.made is not None and screen.made.name.endswith("2026-11-22"))
    assert screen.on.isEnabled()


def test_enter_in_the_date_shows_that_day_and_once_more_opens_the_file(bureau: Bureau, papers: Go) -> None:
    screen = papers()
    opened: list[str] = []
    screen.open_address = lambda url: opened.append(url.toLocalFile()) or True  # type: ignore[func-returns-value]
    screen.day.selectAll()
    bureau.type("20/11/2026")
    press(bureau, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    bureau.until(lambda: screen.made is not None and screen.made.name.endswith("2026-11-20"))
    press(bureau, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    bureau.until(lambda: opened)

    (path,) = opened
    assert Path(path).name == "Laporan Harian 2026-11-20.pdf"
    assert screen.made is not None
    assert Path(path).read_bytes() == screen.made.pdf


def test_what_is_no_date_is_said_and_nothing_is_shown(bureau: Bureau, papers: Go) -> None:
    screen = papers()
    screen.day.selectAll()
    bureau.type("besok")
    press(bureau, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert screen.made is None
    assert not screen.primary.isEnabled()
    press(bureau, Qt.Key.Key_S)
    assert not screen.folder().exists()


def test_it_is_kept_under_a_name_that_nothing_has_yet(bureau: Bureau, papers: Go) -> None:
    screen = papers()
    for _n in range(2):
        press(bureau, Qt.Key.Key_S)
        bureau.until(lambda: screen.notice.notice is not None)
        screen.hush()
    assert {each.name for each in screen.folder().iterdir()} == {
        "Laporan Harian 2026-11-23.pdf",
        "Laporan Harian 2026-11-23 (2).pdf",
    }


def test_the_list_of_reports_has_the_papers_first(bureau: Bureau) -> None:
    reports = bureau.go("reports")
    assert isinstance(reports, ReportsScreen)
    first = [listed.words for listed, _button in reports.buttons[:4]]
    assert first == ["Laporan Harian", "Laporan Mingguan", "Laporan Bulanan", "Laporan Tahunan"]
    bureau.type("bulanan")
    press(bureau, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    bureau.until(lambda: bureau.shell.current_name == "manager-papers")
    screen = bureau.shell.current
    assert isinstance(screen, ManagerPapersScreen)
    assert screen.span is Span.MONTH


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
def test_it_fits_every_window(bureau: Bureau, papers: Go, size: tuple[int, int]) -> None:
    bureau.shell.resize(*size)
    screen = papers()
    hint = screen.minimumSizeHint()
    assert (hint.width(), hint.height()) <= (1000, 720)
    assert bureau.shell.width() == size[0]
    assert screen.made is not None


def test_who_counts_blind_sees_no_paper_of_a_day_whose_drawer_is_still_to_be_counted(
    bureau: Bureau, papers: Go
) -> None:
    counter = bureau.shop
    counter.sell(counter.line(counter.soap, 2, 3_400))
    rights = {key: right for key, right in counter.manager.rights.items() if key is not Permission.CASH_EXPECTED}
    bureau.station.actor = replace(counter.manager, rights=rights)
    screen = bureau.go("manager-papers")
    assert isinstance(screen, ManagerPapersScreen)
    bureau.until(lambda: screen.notice.notice is not None)
    assert screen.made is None
    assert "Masih ada shift terbuka" in str(screen.notice.notice)

    counter.close(306_800)
    papers()
