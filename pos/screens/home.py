"""Beranda: the manager's home, drawn not listed.  Every tile and row opens what it tells of.

The figures are read off the GUI thread: when the screen is gone to, when something here or
at another till changed, and once a minute.  What takes longer comes into its rows afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import report_files, tile_cards
from desktop.buttons import KeyButton
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.pickers import Picker
from desktop.report_files import Shape
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.tile_cards import ARROWS
from koperasi.branches import Branch
from koperasi.rights import Permission
from koperasi.stops import Stop
from koperasi.text import N_, _
from pos import dashboard_tasks, dashboards
from pos.dashboard_queries import LOOKED_BACK
from pos.dashboard_tasks import Later, Task
from pos.dashboards import BEST_DAYS, Dashboard
from pos.screens import home_parts as parts
from pos.screens.home_grids import HomeGrid
from pos.screens.home_starts import StartCard
from pos.screens.home_tasks import TaskCard
from pos.screens.home_tiles import BestTile, MoneyTile, ShareTile, TodayTile, WeeksTile
from pos.spans import Span

#: The figures are read anew so often, and what takes longer so often at most, in milliseconds and minutes.
EVERY, LATER_EVERY = 60_000, timedelta(minutes=10)
#: What changes the rows that take longer.
SLOW_NEWS = frozenset({"orders", "purchases", "payouts", "labels", "prices"})


#: The picker's value for all branches together.
ALL = 0


class HomeScreen(OfficeScreen):
    """Today against usual, what to do, cash and bank, best sellers, weeks, members' share."""

    place = "home"
    title = N_("Beranda")
    working = False
    interested = frozenset(
        {"sales", "stock", "cash", "shift", "consignment", "statements", "approvals", "printer", "slips", "count",
         "goods", "payables", "backup", *SLOW_NEWS}
    )  # fmt: skip
    more_keys = (("← → ↑ ↓", N_("ke kotak lain")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.seen: Dashboard | None = None
        self.later: Later | None = None
        self._stop: Stop | None = None
        self._person = 0
        self.act("Esc", _("Ke kasir"), office.to_counter, icon_name="back")
        self.picker = Picker(name=_("Cabang"))
        self.picker.picked.connect(lambda _value: self.refresh())
        self.act("Ctrl+B", _("Cabang lain"), self.next_branch)
        self.picker.hide()
        self.folder = report_files.usual_folder
        self.open_file: Callable[[Path], bool] = lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self.print_button = KeyButton(self.act("Ctrl+P", _("Cetak"), self.print_day, icon_name="printer"))
        for widget in (self.picker, self.print_button):
            self.head_right.addWidget(widget)
        self._make_tiles()
        self.tasks = TaskCard(self, shell, office.desk)
        self.starts = StartCard(self, shell, office)
        self._lay_tiles()
        self.home_field = self.today
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(self.refresh)

    def _make_tiles(self) -> None:
        self.today = TodayTile(self.act("Ctrl+H", _("Omzet hari ini"), lambda: self._open("sales-hours", 1)))
        self.money = MoneyTile(self.act("Ctrl+K", _("Kas dan bank"), self._open_money))
        self.best = BestTile(self.act("Ctrl+T", _("Barang Terlaris"), lambda: self._open("best-sellers", BEST_DAYS)))
        self.weeks = WeeksTile(self.act("Ctrl+M", _("Omzet per minggu"), lambda: self._open_weeks("sales-months")))
        share = self.act("Ctrl+A", _("Anggota / Nonanggota"), lambda: self._open_weeks("members-share"))
        self.share = ShareTile(share)
        self.money.note = _("seharusnya")
        self.best.note = _("{count} hari terakhir").format(count=BEST_DAYS)
        self.weeks.note = self.share.note = _("{count} minggu").format(count=dashboards.WEEKS)

    def _lay_tiles(self) -> None:
        self.grid = HomeGrid(self.today, self.tasks, self.money, self.best, self.weeks, self.share)
        self.stack = QStackedWidget()
        self.area = Scroll(self.grid)
        for page in (self.area, self.starts):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)
        self.grid.place(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grid.place(event.size().width())

    @property
    def tiles(self) -> tuple[QWidget, ...]:
        """All that can be opened now, in reading order."""
        if self.stack.currentWidget() is self.starts:
            return tuple(self.starts.rows)
        return (self.today, *self.tasks.shown, self.money, self.best, self.weeks, self.share)

    # -- what is shown -------------------------------------------------------------------------

    def enter(self, **what: object) -> None:
        self._clock.start()
        # The day's paper tells what open drawers must hold: not to those who count them blind.
        may = self.desk.person.may(Permission.CASH_EXPECTED)
        self.actions_by_key["Ctrl+P"].setEnabled(may)
        self.print_button.set_reason("" if may else _("Cetak: harus manajer"))
        if self._person != self.desk.person.id:
            self._forget()
        self.refresh()

    def _forget(self) -> None:
        """Somebody else may see less than the one before: nothing of that stays until it is read anew."""
        self._person, self.seen, self.later = self.desk.person.id, None, None
        self.today.show_today("", None, "", ())
        self.money.show_sums((), None)

    def leave(self) -> None:
        self._clock.stop()
        if self._stop is not None:
            self._stop.stop()
            self._stop = None

    def _hear(self, changed: frozenset[str]) -> None:
        if changed & SLOW_NEWS:
            self.later = None
        super()._hear(changed)

    def refresh(self) -> None:
        """Read the figures anew; those that are seen stay until the others are there."""
        chosen = self.picker.value
        branch = self.desk.shop.branch.id if not isinstance(chosen, int) else chosen
        read = partial(dashboards.of_shop, self.desk.shop, self.desk.person, branch)
        self.shell.deeds.read(self, read, done=self._show, latest="home")

    def _show(self, dashboard: Dashboard) -> None:
        self.seen = dashboard
        self.show_words(parts.subtitle(dashboard))
        self._show_branches(dashboard.branches)
        if not dashboard.begun.sold:
            self.starts.show_begun(dashboard.begun)
            self._turn_to(self.starts, self.starts.rows[0])
            return
        self._turn_to(self.area, self.today)
        today = dashboard.today
        self.today.show_today(
            parts.today_amount(today), parts.compared(today), parts.compared_with(dashboard), parts.hours(dashboard)
        )
        self.money.show_sums(parts.sums(dashboard.money), parts.owed(dashboard.money))
        self.best.show_sellers(parts.sellers(dashboard))
        self.weeks.show_weeks(parts.weeks(dashboard), parts.weeks_spoken(dashboard))
        self.share.show_share(parts.share(dashboard))
        self._show_tasks(dashboard)
        self._read_later(dashboard)

    def _turn_to(self, page: QWidget, first: QWidget) -> None:
        if self.stack.currentWidget() is not page or self.home_field is not first:
            self.stack.setCurrentWidget(page)
            self.home_field = first
            self.home()

    def _show_branches(self, found: tuple[Branch, ...]) -> None:
        several = len(found) > 1
        self.picker.setVisible(several)
        self.actions_by_key["Ctrl+B"].setEnabled(several)
        if several and self.picker.count() != len(found) + 1:
            self.picker.show_options((*((each.id, each.name) for each in found), (ALL, _("Semua cabang"))))
            self.picker.choose(self.desk.shop.branch.id)

    def next_branch(self) -> None:
        """The next branch of the list, after the last one the first."""
        self.picker.setCurrentIndex((self.picker.currentIndex() + 1) % max(1, self.picker.count()))
        self.refresh()

    # -- what takes longer ---------------------------------------------------------------------

    def _show_tasks(self, dashboard: Dashboard) -> None:
        mine = self._shows_own
        slow = self.later.tasks if self.later is not None and mine else ()
        self.tasks.show_tasks(
            dashboard, dashboard_tasks.counted(dashboard.tasks, slow), waits=self.later is None and mine
        )

    @property
    def _shows_own(self) -> bool:
        """Whether this PC's own branch is among what is shown."""
        return self.picker.value in (None, ALL, self.desk.shop.branch.id)

    def _read_later(self, dashboard: Dashboard) -> None:
        known = self.later
        if self._stop is not None or (known is not None and dashboard.at - known.at < LATER_EVERY):
            return
        shop, person = self.desk.shop, self.desk.person

        def work(stop: Stop) -> Later:
            with stop.reading(shop) as connection:
                return dashboard_tasks.later(shop, connection, person, shop.clock())

        def done(later: Later) -> None:
            self._stop, self.later = None, later
            if self.seen is not None:
                self._show_tasks(self.seen)

        def failed(_error: object) -> bool:
            self._stop = None
            return False

        self._stop = self.shell.deeds.long(self, work, done=done, failed=failed, latest="home-later")

    # -- where it leads ------------------------------------------------------------------------

    def _open(self, report: str, days: int) -> None:
        """A report of so many days up to today."""
        if self.seen is not None:
            self._show_report(report, self.seen.day - timedelta(days=days - 1))

    def _open_money(self) -> None:
        """The cash book; it tells what drawers hold, so who counts them blind gets what lies in none of them."""
        self._open("cash-book" if self.desk.person.may(Permission.CASH_EXPECTED) else "qris", 1)

    def _open_weeks(self, report: str) -> None:
        """A report of the weeks that are shown, week by week."""
        if self.seen is not None:
            self._show_report(report, self.seen.weeks[0].first, by="week")

    def _show_report(self, report: str, first: date, **how: Any) -> None:
        """Of the branch that is shown, up to today."""
        if self.seen is None:
            return
        if self.picker.value == ALL:
            words = _("Laporan dibuat per cabang: pilih satu cabang dulu.")
            self.say(Notice(words, "warn", "Ctrl B", _("Cabang lain")))
            return
        chosen = next((each for each in self.seen.branches if each.id == self.picker.value), self.desk.shop.branch)
        self.shell.go("report", report=report, first=first, last=self.seen.day, branch=chosen, **how)

    def open_task(self, task: Task) -> None:
        """The list of what waits."""
        doing = parts.DOINGS[task]
        if task is Task.FUNDS:
            self._open("noncash", LOOKED_BACK)
        elif task is Task.LABEL and self.later is not None:
            self.shell.go("labels", units=self.later.labels)
        elif self.shell.has(doing.screen):
            told: dict[str, Any] = dict(doing.what)
            self.shell.go(doing.screen, **told)

    # -- on paper ------------------------------------------------------------------------------

    def print_day(self) -> None:
        """The day's paper of this PC's branch, as a PDF that is opened, to be looked at and printed."""
        if self.seen is None:
            return
        shop, day, folder = self.desk.shop, self.seen.day, self.folder()
        self.print_button.set_busy(True)

        def work(stop: Stop) -> Path:
            from pos import manager_papers

            with stop.reading(shop) as connection:
                data = manager_papers.paper(shop, connection, Span.DAY, day)
            return report_files.keep(data, manager_papers.name(Span.DAY, day), Shape.PDF, folder)

        self.shell.deeds.long(self, work, done=self._printed, failed=self._not_printed, latest="home-paper")

    def _printed(self, path: Path) -> None:
        self.print_button.set_busy(False)
        opened = self.open_file(path)
        words = _("PDF dibuka; cetak dari sana. Tersimpan: **{path}**") if opened else _("Tersimpan: **{path}**")
        self.say(Notice(words.format(path=path), "ok"))

    def _not_printed(self, _error: object) -> bool:
        self.print_button.set_busy(False)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key()))
        if arrow is None:
            super().keyPressEvent(event)
        elif not tile_cards.step(self, self.tiles, *arrow):
            self.home()
