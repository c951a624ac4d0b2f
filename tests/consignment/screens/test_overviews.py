"""Ringkasan Titipan: tiles that tell and lead on, by keys and touch alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from consignment.screens.overviews import OverviewScreen
from desktop.tile_cards import TaskRow
from koperasi.rights import Permission
from tests.consignment import paying
from tests.consignment.screens.conftest import Bureau, focused


@pytest.fixture
def overview(bureau: Bureau) -> OverviewScreen:
    """She earned 40.000 of the whole price; a good of hers runs slow, none is missing."""
    paying.earn(bureau.shop, paying.cakes(bureau.shop), 40_000)
    bureau.go("consignment")
    screen = bureau.go("consignment-overview")
    assert isinstance(screen, OverviewScreen)
    bureau.until(lambda: screen.seen is not None)
    return screen


def report_shown(bureau: Bureau) -> str:
    screen = bureau.shell.screen_named("report")
    bureau.until(lambda: screen.view.report is not None)  # type: ignore[attr-defined]
    return str(screen.view.report.name)  # type: ignore[attr-defined]


def test_it_tells_the_figures_in_words_too(overview: OverviewScreen) -> None:
    assert overview.owed.accessibleName().startswith("Utang ke penitip. Rp 40.000, kepada 1 penitip")
    assert "Bisa diambil sekarang 40.000" in overview.owed.accessibleName()
    assert overview.earned.accessibleName().startswith("Komisi bulan ini. Rp 0.")
    assert "Siti Aminah" in overview.thank.accessibleName()
    assert (overview.books.words, overview.books.tone) == ("Semua saldo cocok", "ok")
    assert (overview.brought.words, overview.brought.tone) == ("Titip masuk hari ini", "titip")


@pytest.mark.parametrize(
    ("key", "report"),
    [
        (Qt.Key.Key_U, "consignment-ages"),
        (Qt.Key.Key_K, "consignment-commission"),
        (Qt.Key.Key_T, "makers-to-thank"),
        (Qt.Key.Key_H, "makers-to-call"),
        (Qt.Key.Key_M, "makers-to-ask"),
        (Qt.Key.Key_3, "consignment-expiring"),
        (Qt.Key.Key_4, "consignment-slow"),
    ],
)
def test_every_key_opens_what_its_tile_tells_of(
    bureau: Bureau, overview: OverviewScreen, key: Qt.Key, report: str
) -> None:
    bureau.qtbot.keyClick(focused(), key, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: bureau.shell.current_name == "report")
    assert report_shown(bureau) == report


@pytest.mark.parametrize(
    ("key", "screen"),
    [(Qt.Key.Key_1, "delivery-list"), (Qt.Key.Key_2, "maker-losses"), (Qt.Key.Key_5, "maker-balances")],
)
def test_tasks_lead_to_where_they_are_done(bureau: Bureau, overview: OverviewScreen, key: Qt.Key, screen: str) -> None:
    bureau.qtbot.keyClick(focused(), key, Qt.KeyboardModifier.ControlModifier)
    assert bureau.shell.current_name == screen


def test_arrows_go_from_tile_to_tile_and_enter_or_a_touch_opens(bureau: Bureau, overview: OverviewScreen) -> None:
    assert overview.owed.hasFocus()
    for key, tile in (
        (Qt.Key.Key_Right, overview.earned),
        (Qt.Key.Key_Down, overview.call),
        (Qt.Key.Key_Right, overview.ask),
        (Qt.Key.Key_Up, overview.books),
        (Qt.Key.Key_Up, overview.slow),
    ):
        bureau.qtbot.keyClick(focused(), key)
        assert tile.hasFocus(), tile.accessibleName()
    assert isinstance(focused(), TaskRow)
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert report_shown(bureau) == "consignment-slow"

    bureau.go("consignment-overview")
    bureau.qtbot.mouseClick(overview.thank, Qt.MouseButton.LeftButton)
    bureau.until(lambda: bureau.shell.current_name == "report")


def test_letters_of_a_year_are_written_into_a_folder(bureau: Bureau, overview: OverviewScreen, tmp_path: Path) -> None:
    overview.folder = lambda: tmp_path
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    bureau.type("2026")
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: overview.notice.notice is not None)

    (letter,) = (tmp_path / "Surat Titipan 2026").iterdir()
    assert letter.name == "surat-titipan-2026-P-01.pdf"
    assert overview.owed.hasFocus()


def test_a_year_without_sales_is_refused_in_words(bureau: Bureau, overview: OverviewScreen, tmp_path: Path) -> None:
    overview.folder = lambda: tmp_path / "surat"
    overview.pick_year()
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    bureau.until(lambda: overview.notice.notice is not None)

    assert "2025" in overview.notice.notice.words  # type: ignore[union-attr]
    assert not (tmp_path / "surat").exists()
    assert not overview.letter_button.busy


def test_escape_goes_back_one_step(bureau: Bureau, overview: OverviewScreen) -> None:
    overview.pick_year()
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert overview.owed.hasFocus()
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert bureau.shell.current_name == "consignment"


def test_a_task_is_dead_for_whom_it_is_not(bureau: Bureau, overview: OverviewScreen) -> None:
    manager = bureau.shop.manager
    bureau.station.actor = replace(manager, rights={Permission.REPORT_READ: manager.rights[Permission.REPORT_READ]})
    bureau.go("consignment")
    bureau.go("consignment-overview")

    assert [each.isEnabled() for each in overview.tasks] == [False, False, True, True, True]
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert bureau.shell.current_name == "consignment-overview"
