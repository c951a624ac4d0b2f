"""Ringkasan Titipan: what is owed to makers, what the shop earned with their goods, and what is to do today.

Every tile opens what it tells of.  Nothing is keyed here; the arrows go from tile to tile.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from consignment import letters, overviews
from consignment.overviews import Overview
from consignment.screens import overview_parts as parts
from consignment.screens.overview_tiles import ListTile, MonthsTile, WholeTile
from desktop import layouts, report_files, theme, tile_cards
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from desktop.tile_cards import ARROWS, TaskRow, Tile
from inventory.screens.picking import PickPage
from koperasi.rights import Permission
from koperasi.text import N_, _, long_date


class OverviewScreen(OfficeScreen):
    """Six tiles: owed, earned, to do; whom to thank, to call, to ask."""

    place = "consignment"
    title = N_("Ringkasan Titipan")
    working = False
    interested = frozenset({"stock", "consignment", "sales"})
    more_keys = (("← → ↑ ↓", N_("ke kotak lain")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.seen: Overview | None = None
        self.folder = report_files.usual_folder
        self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self._check = self.act("Ctrl+C", _("Cocokkan Saldo"), partial(self._go, "maker-balances"))
        letter = self.act("Ctrl+S", _("Surat Pajak"), self.pick_year, icon_name="document")
        self.check_button, self.letter_button = KeyButton(self._check), KeyButton(letter)
        for button in (self.letter_button, self.check_button):
            self.head_right.addWidget(button)
        self._make_tiles()
        self._make_tasks()
        self.picker = PickPage(_("Tahun"))
        self.picker.picked.connect(lambda year, _words: self.write_letters(year))
        self.picker.left.connect(self._back_to_tiles)
        self.stack = QStackedWidget()
        for page in (self._lay_tiles(), self.picker):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)
        self.home_field = self.owed

    def _make_tiles(self) -> None:
        owed = self.act("Ctrl+U", _("Utang ke penitip"), self._report("consignment-ages"))
        earned = self.act("Ctrl+K", _("Komisi bulan ini"), self._report("consignment-commission"))
        thank = self.act("Ctrl+T", _("Ucapkan terima kasih"), self._report("makers-to-thank"))
        call = self.act("Ctrl+H", _("Hubungi"), self._report("makers-to-call"))
        ask = self.act("Ctrl+M", _("Minta menambah"), self._report("makers-to-ask"))
        self.owed, self.earned = WholeTile(owed), MonthsTile(earned)
        self.thank = ListTile(thank, _("Belum ada titipan yang laku."))
        self.call = ListTile(call, _("Tidak ada yang perlu dihubungi."))
        self.ask = ListTile(ask, _("Semua cukup sampai titipan berikutnya."))

    def _make_tasks(self) -> None:
        brought = self.act("Ctrl+1", _("Titip masuk hari ini"), partial(self._go, "delivery-list"))
        losses = self.act("Ctrl+2", _("Hilang & rusak"), partial(self._go, "maker-losses"))
        expiring = self.act("Ctrl+3", _("Hampir kedaluwarsa"), self._report("consignment-expiring"))
        slow = self.act("Ctrl+4", _("Lambat laku"), self._report("consignment-slow"))
        books = self.act("Ctrl+5", _("Saldo penitip"), partial(self._go, "maker-balances"))
        self.brought, self.losses = TaskRow(brought, "basket"), TaskRow(losses, "warn")
        self.expiring, self.slow, self.books = (
            TaskRow(expiring, "calendar"), TaskRow(slow, "clock"), TaskRow(books, "scale"),
        )  # fmt: skip
        self.tasks = (self.brought, self.losses, self.expiring, self.slow, self.books)

    def _lay_tiles(self) -> QWidget:
        card = Card(pad=(16, 10), gap=0)
        card.body.addWidget(Label(_("Kerjakan hari ini"), Size.BODY, bold=True, tone="ink2"))
        for task in self.tasks:
            card.body.addWidget(task, 1)
        grid = QGridLayout()
        grid.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        grid.setSpacing(theme.px(14))
        for n, widget in enumerate((self.owed, self.earned, card, self.thank, self.call, self.ask)):
            grid.addWidget(widget, *divmod(n, 3))
        for n in range(3):
            grid.setColumnStretch(n, 1)
            grid.setColumnMinimumWidth(n, 0)
        grid.setRowStretch(0, 6)
        grid.setRowStretch(1, 5)
        return layouts.held(grid)

    @property
    def tiles(self) -> tuple[Tile | TaskRow, ...]:
        """All that can be opened, in reading order."""
        return (self.owed, self.earned, *self.tasks, self.thank, self.call, self.ask)

    # -- what is shown -------------------------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.stack.setCurrentIndex(0)
        self.home_field = self.owed
        for task, permission in ((self.brought, Permission.DELIVERY_RECEIVE), (self.losses, Permission.LOSS_SETTLE)):
            may = self.desk.person.may(permission)
            task.action.setEnabled(may)
            task.setEnabled(may)
        self.refresh()

    def refresh(self) -> None:
        read = partial(overviews.read, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._show, latest="consignment-overview")

    def _show(self, seen: Overview) -> None:
        self.seen = seen
        self.show_words(long_date(seen.day))
        self.owed.show_whole(seen.owed.bare, parts.owed_words(seen), parts.ages(seen), parts.owed_foot(seen))
        self.earned.show_months(seen.commission.bare, parts.growth(seen), parts.growth_words(seen), parts.months(seen))
        self.thank.show_people(parts.thanks(seen))
        self.call.show_people(parts.calls(seen), parts.more_of(seen.calls_count))
        self.ask.show_people(parts.asks(seen), parts.more_of(seen.asks_count))
        self.brought.show_task(
            seen.deliveries, _("Titip masuk hari ini") if seen.deliveries else _("Belum ada titip masuk"), "titip"
        )
        self.losses.show_task(seen.losses, _("Hilang & rusak, putuskan") if seen.losses else _("Tidak ada yang hilang"))
        self.expiring.show_task(
            seen.expiring, _("Hampir kedaluwarsa") if seen.expiring else _("Tidak ada yang kedaluwarsa")
        )
        self.slow.show_task(seen.slow, _("Lambat laku") if seen.slow else _("Tidak ada yang lambat laku"))
        wrong = seen.wrong or int(not seen.agrees)
        self.books.show_task(wrong, _("Saldo tidak cocok") if wrong else _("Semua saldo cocok"), "refuse")

    # -- where it leads ------------------------------------------------------------------------

    def _report(self, name: str) -> Callable[[], None]:
        return lambda: self.shell.go("report", report=name)

    def _go(self, screen: str) -> None:
        if self.shell.has(screen):
            self.shell.go(screen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key()))
        if arrow is None or self.stack.currentIndex():
            super().keyPressEvent(event)
        else:
            if not tile_cards.step(self, self.tiles, *arrow):
                self.home()

    # -- letters for the tax office ------------------------------------------------------------

    def pick_year(self) -> None:
        """Ask for which year letters are written: the last one first, since that one is over."""
        if self.seen is None:
            return
        this = self.seen.day.year
        self.picker.show_choices([(year, str(year)) for year in (this - 1, this)])
        self.stack.setCurrentWidget(self.picker)
        self.home_field = self.picker.field
        self.home()

    def _back_to_tiles(self) -> None:
        self.stack.setCurrentIndex(0)
        self.home_field = self.owed
        self.home()

    def write_letters(self, year: object) -> None:
        """A PDF for every maker of whose goods anything was sold in a year, into a folder of its own."""
        self._back_to_tiles()
        if self.seen is None or not isinstance(year, int):
            return
        folder = self.folder() / _("Surat Titipan {year}").format(year=year)
        self.letter_button.set_busy(True)
        work = partial(letters.write, self.desk.shop, year, self.seen.day, folder)
        self.shell.deeds.read(self, work, done=self._written, failed=self._not_written, latest="letters")

    def _written(self, paths: list[Path]) -> None:
        self.letter_button.set_busy(False)
        said = _("{count} surat tersimpan di **{folder}**").format(count=len(paths), folder=paths[0].parent)
        self.say(Notice(said, "ok"))

    def _not_written(self, _error: object) -> bool:
        self.letter_button.set_busy(False)
        return False

    def _leave(self) -> None:
        if self.stack.currentIndex():
            self._back_to_tiles()
        else:
            self.shell.back()
