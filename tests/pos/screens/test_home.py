"""Beranda: the manager's home, by keys and touch alone, in every size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from koperasi import branches
from koperasi.branches import NewBranch
from koperasi.rights import Permission, Right
from koperasi.text import use_language
from koperasi.work import Actor
from pos import check_results
from pos.dashboard_tasks import Task
from pos.screens import home_parts
from pos.screens.home import HomeScreen
from printing import jobs
from tests.inventory.screens.conftest import Bureau as Bureau
from tests.inventory.screens.conftest import bureau as bureau
from tests.inventory.screens.conftest import focused
from tests.shops import SIX_PERCENT

CTRL = Qt.KeyboardModifier.ControlModifier
Go = Callable[[], HomeScreen]


@pytest.fixture
def beranda(bureau: Bureau) -> Go:
    """Goes there, and waits until all of it was read."""

    def go() -> HomeScreen:
        screen = bureau.go("home")
        assert isinstance(screen, HomeScreen)
        bureau.until(lambda: screen.seen is not None and (screen.later is not None or not screen.seen.begun.sold))
        return screen

    return go


@pytest.fixture
def sold(bureau: Bureau) -> Bureau:
    """A morning: soap and a member's cookies, one sale to a member."""
    counter = bureau.shop
    counter.buy(counter.soap, 20, 56_000)
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    counter.open(100_000)
    counter.sell(counter.line(counter.soap, 2, 3_400), member=True)
    counter.sell(counter.line(counter.cookies, 1, 12_500))
    return bureau


def counting_blind(sold: Bureau) -> Actor:
    """The manager without the right to see what a drawer must hold."""
    manager = sold.shop.manager
    rights: dict[Permission, Right] = {**manager.rights}
    del rights[Permission.CASH_EXPECTED]
    return replace(manager, rights=rights)


def press(bureau: Bureau, key: Qt.Key) -> None:
    bureau.qtbot.keyClick(focused(), key, CTRL)


def test_the_office_opens_on_it(bureau: Bureau, beranda: Go) -> None:
    assert beranda().office.first() == "home"


def test_it_tells_the_morning_in_figures_and_words(sold: Bureau, beranda: Go) -> None:
    screen = beranda()

    assert (screen.today.amount, screen.today.chip) == ("19.300", None)
    assert screen.today.words == "Belum ada Senin lain untuk pembanding"
    assert [(bar.name, bar.value, bar.now) for bar in screen.today.bars] == [("07", 19_300, True)]
    assert [(each.caption, each.amount) for each in screen.money.sums][:2] == [
        ("Laci Kasir 1", "119.300"),
        ("Brankas", "\N{MINUS SIGN}156.000"),
    ]
    assert screen.money.foot is not None
    assert (screen.money.foot.caption, screen.money.foot.amount) == ("Utang ke Penitip", "11.750")
    assert screen.best.sellers is not None
    assert [(each.name, each.words, each.share, each.consigned) for each in screen.best.sellers] == [
        ("Kue Kering", "1 pcs", 1000, True),
        ("Sabun Mandi 70 g", "2 pcs", 544, False),
    ]
    assert (len(screen.weeks.bars), screen.weeks.bars[-1].value, screen.weeks.bars[-1].tone) == (8, 19_300, "accent")
    assert screen.share.percent == 35
    assert screen.today.accessibleName() == "Omzet hari ini. Rp 19.300. . Belum ada Senin lain untuk pembanding"


@pytest.mark.parametrize(
    ("key", "report", "days"),
    [
        (Qt.Key.Key_H, "sales-hours", 1),
        (Qt.Key.Key_K, "cash-book", 1),
        (Qt.Key.Key_T, "best-sellers", 7),
        (Qt.Key.Key_M, "sales-months", 50),
        (Qt.Key.Key_A, "members-share", 50),
    ],
)
def test_every_tile_opens_its_report_of_its_days(
    sold: Bureau, beranda: Go, key: Qt.Key, report: str, days: int
) -> None:
    screen = beranda()
    press(sold, key)
    sold.until(lambda: sold.shell.current_name == "report")
    shown = sold.shell.screen_named("report")
    sold.until(lambda: shown.view.report is not None)  # type: ignore[attr-defined]

    assert shown.view.report.name == report  # type: ignore[attr-defined]
    first, last = (field.day for field in shown.filters.dates)  # type: ignore[attr-defined]
    assert screen.seen is not None
    assert (first, last) == (screen.seen.day - timedelta(days=days - 1), screen.seen.day)
    by = shown.filters.pickers.get("by")  # type: ignore[attr-defined]
    assert days != 50 or by.value == "week"


def test_what_waits_has_a_row_that_opens_its_list_and_what_is_well_is_one_line(sold: Bureau, beranda: Go) -> None:
    shop = sold.shop.shop
    with shop.database.writing() as connection:
        row = jobs.drawer_row(shop.minter.next(), printer="K1", at=shop.clock())
        jobs.put(connection, {**row, "state": jobs.State.UNKNOWN})
    sold.shop.sell(sold.shop.line(sold.shop.cookies, 7, 12_500))
    screen = beranda()

    shown = {task for task, row in screen.tasks.rows.items() if not row.isHidden()}
    assert shown == {Task.PRINT, Task.NEGATIVE}
    assert (screen.tasks.rows[Task.PRINT].count, screen.tasks.rows[Task.PRINT].tone) == ("1", "refuse")
    assert screen.tasks.well.text() == "9 hal lain beres"
    assert "Barang perlu dipesan" in screen.tasks.well.toolTip()
    press(sold, Qt.Key.Key_2)
    assert sold.shell.current_name == "negative-stock"


def test_a_row_of_nothing_is_dead(sold: Bureau, beranda: Go) -> None:
    beranda()
    press(sold, Qt.Key.Key_2)
    assert sold.shell.current_name == "home"


def test_arrows_go_from_tile_to_tile_and_enter_or_a_touch_opens(sold: Bureau, beranda: Go) -> None:
    screen = beranda()
    assert screen.today.hasFocus()
    for key, widget in (
        (Qt.Key.Key_Right, screen.tasks.check),
        (Qt.Key.Key_Up, screen.tasks.backup),
        (Qt.Key.Key_Down, screen.tasks.check),
        (Qt.Key.Key_Down, screen.weeks),
        (Qt.Key.Key_Down, screen.share),
        (Qt.Key.Key_Left, screen.best),
        (Qt.Key.Key_Left, screen.money),
        (Qt.Key.Key_Up, screen.today),
    ):
        sold.qtbot.keyClick(focused(), key)
        assert widget.hasFocus(), focused().accessibleName()
    sold.qtbot.keyClick(focused(), Qt.Key.Key_Return)
    sold.until(lambda: sold.shell.current_name == "report")

    beranda()
    sold.qtbot.mouseClick(screen.best, Qt.MouseButton.LeftButton)
    sold.until(lambda: sold.shell.current_name == "report")


def test_an_empty_shop_is_told_what_to_do_first(bureau: Bureau, beranda: Go) -> None:
    screen = beranda()

    assert screen.stack.currentWidget() is screen.starts
    assert [(row.count, row.tone) for row in screen.starts.rows] == [
        ("", "ok"), ("2", "accent"), ("3", "accent"), ("4", "accent"),
    ]  # fmt: skip
    assert screen.starts.rows[0].hasFocus()
    press(bureau, Qt.Key.Key_I)
    assert bureau.shell.current_name == "receiving"


def test_the_first_sale_turns_it_into_the_figures(bureau: Bureau, beranda: Go) -> None:
    screen = beranda()
    bureau.shop.sell(bureau.shop.line(bureau.shop.soap, 1, 3_400))
    bureau.shell.deeds.news.emit(frozenset({"sales"}))

    bureau.until(lambda: screen.stack.currentWidget() is screen.area)
    assert screen.today.amount == "3.400"
    assert screen.today.hasFocus()


def test_news_of_a_sale_are_seen_at_once(sold: Bureau, beranda: Go) -> None:
    screen = beranda()
    sold.shop.sell(sold.shop.line(sold.shop.soap, 1, 3_400))
    sold.shell.deeds.news.emit(frozenset({"sales"}))
    sold.until(lambda: screen.today.amount == "22.700")


def test_who_counts_blind_sees_no_drawer(sold: Bureau, beranda: Go) -> None:
    sold.station.actor = counting_blind(sold)
    screen = beranda()

    assert (screen.money.sums[0].caption, screen.money.sums[0].amount) == ("Laci kasir", "terlihat setelah dihitung")
    assert all("119.300" not in each.amount for each in screen.money.sums)
    assert not screen.print_button.isEnabled()
    assert "harus manajer" in screen.print_button.accessibleName()
    press(sold, Qt.Key.Key_K)
    sold.until(lambda: sold.shell.current_name == "report")
    shown = sold.shell.screen_named("report")
    sold.until(lambda: shown.view.report is not None)  # type: ignore[attr-defined]
    assert shown.view.report.name == "qris"  # type: ignore[attr-defined]


def test_another_person_never_sees_what_the_one_before_might(sold: Bureau, beranda: Go) -> None:
    """What was on the screen goes before the new figures are there."""
    screen = beranda()
    sold.go("reports")
    sold.station.actor = replace(counting_blind(sold), id=sold.shop.manager.id + 1)
    sold.shell.go("home")

    assert (screen.seen, screen.money.sums) == (None, ())
    sold.until(lambda: screen.money.sums)
    assert screen.money.sums[0].amount == "terlihat setelah dihitung"


def test_a_backup_is_made_from_its_row(sold: Bureau, beranda: Go) -> None:
    screen = beranda()
    assert (screen.tasks.backup.words, screen.tasks.backup.tone) == ("Belum ada cadangan", "warn")
    press(sold, Qt.Key.Key_C)
    sold.until(lambda: screen.tasks.backup.tone == "ok")

    assert screen.tasks.backup.words.startswith("Cadangan ")
    assert screen.notice.notice is not None
    assert screen.notice.notice.words.startswith("Cadangan tersimpan")


def test_the_books_are_checked_from_their_row(sold: Bureau, beranda: Go) -> None:
    screen = beranda()
    assert (screen.tasks.check.words, screen.tasks.check.tone) == ("Pembukuan belum diperiksa", "ink2")
    press(sold, Qt.Key.Key_U)
    sold.until(lambda: screen.tasks.check.tone == "ok")
    assert screen.notice.notice is not None
    assert screen.notice.notice.words == "Pembukuan, stok dan saldo semua cocok."

    check_results.keep(sold.shop.shop, 2)
    screen.refresh()
    sold.until(lambda: screen.tasks.check.tone == "refuse")
    assert screen.tasks.check.words == "Pembukuan: 2 hal salah"
    assert screen.tasks.shown[0] in (screen.tasks.check, screen.tasks.backup)


def test_the_days_paper_is_written_and_opened(sold: Bureau, beranda: Go, tmp_path: Path) -> None:
    screen, opened = beranda(), list[Path]()
    screen.folder = lambda: tmp_path / "kertas"
    screen.open_file = lambda path: not opened.append(path)
    press(sold, Qt.Key.Key_P)
    sold.until(lambda: opened)

    assert [each.name for each in opened] == ["Laporan Harian 2026-11-23.pdf"]
    assert opened[0].read_bytes().startswith(b"%PDF")
    assert not screen.print_button.busy


def test_of_several_branches_one_is_chosen(sold: Bureau, beranda: Go) -> None:
    shop = sold.shop.shop
    with shop.work(shop.konsole(), channel="konsole") as work:
        branches.add_unguarded(work, NewBranch("02", "Pujon"))
    screen = beranda()
    assert screen.picker.isVisible()
    assert screen.picker.currentText() == "Ngantang"

    press(sold, Qt.Key.Key_B)
    sold.until(lambda: screen.today.amount == "0")
    assert screen.picker.currentText() == "Pujon"
    press(sold, Qt.Key.Key_B)
    sold.until(lambda: screen.today.amount == "19.300")
    press(sold, Qt.Key.Key_H)
    assert sold.shell.current_name == "home"
    assert screen.notice.notice is not None
    assert "per cabang" in screen.notice.notice.words


def test_one_branch_has_no_chooser(sold: Bureau, beranda: Go) -> None:
    assert not beranda().picker.isVisible()


@pytest.fixture(params=[("light", 1024, 768, 100), ("dark", 1366, 768, 100), ("light", 1920, 1080, 130)])
def display(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[tuple[str, int, int, int]]:
    """Theme, width, height, scale."""
    yield request.param
    theme.apply(qapp, "light", motion=False)
    use_language("id")


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_has_room_without_scrolling_in_every_window(
    display: tuple[str, int, int, int], language: str, qapp: QApplication, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    look, wide, high, scale = display
    use_language(language)
    bureau: Bureau = request.getfixturevalue("bureau")
    theme.apply(qapp, look, scale, motion=False)
    bureau.shop.sell(bureau.shop.line(bureau.shop.soap, 1, 3_400))
    bureau.shell.setFixedSize(wide, high)
    screen = bureau.go("home")
    assert isinstance(screen, HomeScreen)
    bureau.until(lambda: screen.later is not None)
    QApplication.processEvents()

    assert bureau.shell.width() == wide
    assert screen.area.verticalScrollBar().maximum() == 0
    assert screen.money.geometry().top() == screen.best.geometry().top()
    assert (screen.weeks.geometry().top() > screen.money.geometry().bottom()) == (wide < 1200)


def test_every_task_has_words_and_a_screen_of_its_own(bureau: Bureau) -> None:
    assert set(home_parts.DOINGS) == set(Task)
    at_the_counter = {"printer", "reviews"}
    assert all(
        bureau.shell.has(each.screen) for each in home_parts.DOINGS.values() if each.screen not in at_the_counter
    )
