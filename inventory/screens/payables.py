"""Utang Pemasok: who is owed how much, what of it is due; Enter opens a supplier to pay her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from desktop import exports, layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.theme import Size
from inventory import payable_queries, payable_reports
from inventory.payable_queries import Debt
from inventory.screens import payable_rows
from koperasi.periods import Period
from koperasi.shop import Shop
from koperasi.text import N_, _, plain
from printing.reports import Report

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}


@dataclass(frozen=True, slots=True)
class Owed:
    """Every supplier with something open, those with the most due first."""

    debts: tuple[Debt, ...]
    day: date


def owed(shop: Shop) -> Owed:
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        found = payable_queries.debts(connection)
    return Owed(tuple(sorted(found, key=lambda each: (-each.due(day).amount, -each.owed.amount))), day)


def ageing(shop: Shop) -> Report:
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return payable_reports.payables(connection, Period(shop.branch, day, day))


class PayablesScreen(OfficeScreen):
    """The suppliers; typing narrows them, arrows choose, Enter opens."""

    place = "buying"
    title = N_("Utang Pemasok")
    interested = frozenset({"payables", "purchases", "stock"})
    more_keys = (("↑ ↓", N_("pilih pemasok")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.owed: Owed | None = None
        self.shown: tuple[Debt, ...] = ()
        self.chosen = 0
        self.field = ScanField(_("Cari pemasok"), name=_("Cari pemasok"))
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _text: self._narrow())
        self.field.submitted.connect(self._open)
        self.home_field = self.field
        self.list = RowList(payable_rows.debt_columns(), row_height=52, name=_("Utang pemasok"))
        self.list.show_empty(_("Menghitung…"), "coins")
        self.list.row_pressed.connect(self._touched)
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        ages = self.act("Ctrl+R", _("Umur Utang"), self._ages, icon_name="chart")
        open_it = self.act("Enter", _("Buka & Bayar"), self._open, icon_name="coins")
        back = self.act("Esc", _("Kembali"), self.shell.back, icon_name="back")
        for action in (copy, ages):
            self.head_right.addWidget(KeyButton(action))
        self.open_button = KeyButton(open_it, role="primary", size=Size.LEAD)
        foot = layouts.row(KeyButton(back, role="quiet"), 1, self.open_button)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(payable_rows.DEBT_NARROW if narrow else payable_rows.DEBT_WIDTHS)
        super().resizeEvent(event)

    def enter(self, **what: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(owed, self.desk.shop), done=self._found, latest="payables")

    def _found(self, found: Owed) -> None:
        self.owed = found
        self.show_words(payable_rows.summed_words(found.debts, found.day))
        self._narrow(keep=True)

    def _narrow(self, *, keep: bool = False) -> None:
        if self.owed is None:
            return
        words = plain(self.field.text()).casefold()
        named = [each for each in self.owed.debts if words in f"{payable_reports.name_of(each)} {each.code}".casefold()]
        self.shown = tuple(named)
        empty = _("Tidak ada pemasok yang cocok.") if words else _("Tidak ada utang. Semua pemasok sudah dibayar.")
        self.list.show_empty(empty, "search" if words else "check")
        self.choose(self.chosen if keep else 0)

    def choose(self, number: int) -> None:
        """Make another supplier the chosen one."""
        self.chosen = min(max(number, 0), max(len(self.shown) - 1, 0))
        day = self.owed.day if self.owed is not None else date.min
        rows = [payable_rows.debt_row(each, day, chosen=n == self.chosen) for n, each in enumerate(self.shown)]
        self.list.show_rows(rows)
        self.list.reveal(self.chosen)
        self.actions_by_key["Enter"].setEnabled(bool(self.shown))

    def _touched(self, number: int) -> None:
        if number == self.chosen:
            self._open()
        else:
            self.choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self.chosen + step)

    def _open(self) -> None:
        if self.shown:
            self.shell.go("supplier-debt", supplier_id=self.shown[self.chosen].supplier_id)

    def _ages(self) -> None:
        self.shell.go("report", report="payables")

    def _copy(self) -> None:
        self.shell.deeds.read(self, partial(ageing, self.desk.shop), done=self._copied)

    def _copied(self, report: Report) -> None:
        exports.copy(report)
        words = _("{count} baris disalin. Tempel di Excel dengan Ctrl V.").format(count=len(report.rows))
        self.say(Notice(words, "ok"))
