"""What is to do today, on one card: a row for each thing that waits, and how the shop's copies and books are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import theme
from desktop.cards import Card
from desktop.notices import Notice
from desktop.offices import Desk
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from desktop.tile_cards import TaskRow
from koperasi import backups
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.stops import Stop
from koperasi.text import _
from pos import check_results
from pos.check_results import CheckResult
from pos.dashboard_tasks import Task
from pos.dashboards import Dashboard
from pos.screens import home_parts as parts

if TYPE_CHECKING:
    from pos.screens.home import HomeScreen

#: Each thing keeps its key, whatever else waits.
KEYS = {
    Task.PRINT: "Ctrl+1",
    Task.NEGATIVE: "Ctrl+2",
    Task.PAYOUT: "Ctrl+3",
    Task.EXPIRING: "Ctrl+4",
    Task.ORDER: "Ctrl+5",
    Task.DISPUTE: "Ctrl+6",
    Task.APPROVAL: "Ctrl+7",
    Task.FUNDS: "Ctrl+8",
    Task.LABEL: "Ctrl+9",
    Task.COUNT: "Ctrl+S",
    Task.SHELF: "Ctrl+R",
}


class TaskCard(Card):
    """A title, the rows of what waits, then backup and check; what is well is one line at the foot."""

    def __init__(self, screen: HomeScreen, shell: Shell, desk: Desk) -> None:
        super().__init__(pad=(14, 10), gap=2)
        self.owner, self.shell, self.desk = screen, shell, desk
        head = Label(_("Kerjakan hari ini"), Size.BODY, bold=True, tone="ink2")
        head.setFixedHeight(theme.px(26))
        self.body.addWidget(head)
        self.rows = {task: self._row(task) for task in Task}
        self.backup = TaskRow(screen.act("Ctrl+C", _("Buat cadangan"), self.back_up, icon_name="backup"), "backup")
        self.check = TaskRow(screen.act("Ctrl+U", _("Periksa pembukuan"), self.check_books, icon_name="scale"), "scale")
        self.well = Label("", Size.MINI, tone="ok")
        self.body.addWidget(Scroll(self._stacked()), 1)

    def _stacked(self) -> QWidget:
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(theme.px(2), 0, theme.px(2), 0)
        self._column.setSpacing(0)
        for row in (*self.rows.values(), self.backup, self.check):
            row.setMinimumHeight(theme.px(44))
            row.setMaximumHeight(theme.px(48))
            row.hide()
            self._column.addWidget(row)
        self.well.hide()
        self.well.setFixedHeight(theme.px(26))
        self._column.addWidget(self.well)
        self._column.addStretch(1)
        return holder

    def _row(self, task: Task) -> TaskRow:
        doing = parts.DOINGS[task]
        return TaskRow(self.owner.act(KEYS[task], _(doing.words), partial(self.owner.open_task, task)), doing.icon)

    @property
    def shown(self) -> tuple[TaskRow, ...]:
        """The rows that are seen, from above."""
        rows = (each for each in (*self.rows.values(), self.backup, self.check) if not each.isHidden())
        return tuple(sorted(rows, key=self._column.indexOf))

    def show_tasks(self, seen: Dashboard, tasks: Mapping[Task, int], *, waits: bool) -> None:
        """`waits` while what takes longer is still being counted."""
        for task, row in self.rows.items():
            count, doing = tasks.get(task, 0), parts.DOINGS[task]
            counting = waits and task is Task.ORDER and self.desk.person.may(Permission.ORDER_MAKE)
            if counting:
                row.show_state(_("Yang perlu dipesan: menghitung…"), "ink3")
            else:
                row.show_task(count, _(doing.words), doing.tone)
            row.setVisible(bool(count) or counting)
            row.action.setEnabled(bool(count))
        self._show_states(seen)
        self.well.setText(parts.well(tasks))
        self.well.setToolTip(parts.well_names(tasks))
        self.well.setVisible(bool(self.well.text()))

    def _show_states(self, seen: Dashboard) -> None:
        self.backup.show_state(*parts.backup_state(seen))
        self.check.show_state(*parts.check_state(seen))
        may = self.desk.person.may(Permission.SETTINGS_EDIT)
        for row in (self.backup, self.check):
            row.setEnabled(may)
            row.action.setEnabled(may)
            row.show()
            # What is not well comes first, what is well last.
            self._column.removeWidget(row)
            self._column.insertWidget(self._column.indexOf(self.well) if row.tone in ("ok", "ink2") else 0, row)

    # -- done here -----------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make a copy of everything now; sales go on meanwhile."""
        shop = self.desk.shop
        self.backup.show_state(_("Cadangan sedang dibuat…"), "ink3")

        def work(_stop: Stop) -> Path:
            return backups.make(shop.database, shop.state.backups, shop.clock())

        def done(path: Path) -> None:
            self.owner.say(Notice(_("Cadangan tersimpan: **{path}**").format(path=path), "ok"))
            self.shell.deeds.news.emit(frozenset({"backup"}))

        self.shell.deeds.long(self.owner, work, done=done, failed=self._failed, latest="home-backup")

    def check_books(self) -> None:
        """Prove books, stock and balances now; what was found is remembered."""
        shop = self.desk.shop
        self.check.show_state(_("Pembukuan sedang diperiksa…"), "ink3")
        work = partial(_checked, shop)
        self.shell.deeds.long(self.owner, work, done=self._said, failed=self._failed, latest="home-check")

    def _said(self, found: tuple[CheckResult, tuple[str, ...]]) -> None:
        _result, faults = found
        if faults:
            words = _("{count} hal tidak cocok. Yang pertama: {words}").format(count=len(faults), words=faults[0])
            self.owner.say(Notice(words, "refuse"))
        else:
            self.owner.say(Notice(_("Pembukuan, stok dan saldo semua cocok."), "ok"))
        self.owner.refresh()

    def _failed(self, _error: object) -> bool:
        """The words come from whoever asked; the row says again what was before."""
        self.owner.refresh()
        return False


def _checked(shop: Shop, _stop: Stop) -> tuple[CheckResult, tuple[str, ...]]:
    return check_results.check(shop)
