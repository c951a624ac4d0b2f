"""Rincian Setoran: every maker with what is not stated yet; one or all are drawn up from here."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent, QResizeEvent

from consignment import statement_desks
from consignment.screens import statement_rows
from consignment.statement_desks import Drawn, Listed, Told
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Row
from desktop.dates import DateField
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.pickers import Segments
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from koperasi.errors import BadInput
from koperasi.rights import Permission
from koperasi.text import N_, _, ngettext

WAITING, DISPUTED, ALL = "waiting", "disputed", "all"
FILTERS = ((WAITING, N_("Belum dirinci")), (DISPUTED, N_("Dibantah")), (ALL, N_("Semua")))


class StatementsScreen(OfficeScreen):
    """The makers, narrowed by what is typed; the day up to which is at the right."""

    place = "consignment"
    title = N_("Rincian Setoran")
    interested = frozenset({"statements", "sales", "payouts", "deliveries", "consignment", "stock"})
    more_keys = (("↑ ↓", N_("pilih penitip")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.known: Listed | None = None
        self._filter = WAITING
        self._sure = False
        #: What the last run made: printed together.
        self.made: tuple[int, ...] = ()
        self.field = ScanField(_("Cari nama, nomor, desa, atau nomor rincian"), name=_("Cari penitip"))
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _words: self._narrow())
        self.field.submitted.connect(self._open)
        self.day = DateField(self._today(), name=_("Sampai tanggal"))
        self.filters = Segments([(each, _(words)) for each, words in FILTERS], name=_("Penitip yang mana"))
        self.filters.choose(self._filter)
        self.filters.picked.connect(self._filtered)
        self.list = DrawnList(statement_rows.maker_columns(), self._row, _("Daftar penitip"))
        self.list.show_empty(_("Menghitung…"), "coins")
        self.list.opened.connect(lambda _item: self._open())
        self.home_field = self.field
        self._lay_actions()

    def _lay_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self.shell.back, icon_name="back")
        next_filter = self.act("Ctrl+G", "", self._next_filter)
        day = self.act("Ctrl+T", "", self._to_day)
        every = self.act("Ctrl+Enter", _("Buat Semua"), self._draw_all)
        self.print_action = self.act("Ctrl+P", _("Cetak yang Baru"), self._print_made, icon_name="printer")
        last = self.act("Ctrl+D", _("Terakhir"), self._open_last)
        open_ = self.act("Enter", _("Lihat & Buat"), self._open, icon_name="document")
        self.all_button, self.print_button = KeyButton(every), KeyButton(self.print_action)
        self.print_button.hide()
        self.open_button = KeyButton(open_, role="primary", size=Size.LEAD)
        until = Label(_("Sampai (Ctrl T)"), Size.MINI, tone="ink2")
        self.filters.setToolTip(next_filter.key)
        self.head_right.addWidget(self.print_button)
        self.head_right.addWidget(until)
        self.head_right.addWidget(self.day)
        self.day.setToolTip(day.key)
        self.body.addLayout(layouts.row(self.field, self.filters))
        self.body.addWidget(self.list, 1)
        foot = layouts.row(
            KeyButton(back, role="quiet"),
            1,
            self.all_button,
            KeyButton(last),
            self.open_button,
            gap=8,
        )
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(statement_rows.MAKER_NARROW if narrow else statement_rows.MAKER_WIDTHS)
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def _today(self) -> Any:
        return self.desk.shop.branch.business_date(self.desk.shop.clock())

    def enter(self, **what: object) -> None:
        self._sure = False
        self.day.today = self._today()
        self.day.set_day(self._today())
        self.actions_by_key["Ctrl+Enter"].setEnabled(self.desk.person.may(Permission.STATEMENT_DRAW))
        self.refresh()

    def refresh(self) -> None:
        read = partial(statement_desks.listed, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._found, latest="statements")

    def _found(self, known: Listed) -> None:
        self.known = known
        waiting = sum(1 for each in known.makers if each.since)
        words = ngettext(
            "{count} penitip belum dirinci · saldo {owed}", "{count} penitip belum dirinci · saldo {owed}", waiting
        )
        self.show_words(words.format(count=waiting, owed=known.owed.shown))
        self._narrow(keep=True)

    def _next_filter(self) -> None:
        order = [each for each, _words in FILTERS]
        self._filtered(order[(order.index(self._filter) + 1) % len(order)])

    def _filtered(self, value: object) -> None:
        self._filter = str(value)
        self.filters.choose(self._filter)
        self._narrow()
        self.home()

    def _narrow(self, *, keep: bool = False) -> None:
        if self.known is None:
            return
        typed = self.field.text().split()
        shown = [each for each in self.known.makers if (typed or self._fits(each)) and each.matches(typed)]
        empty = _("Tidak ada penitip yang cocok.") if typed else _(self._nothing())
        self.list.show_empty(empty, "search" if typed else "check")
        self.list.show_items(shown, self.list.chosen if keep else 0)
        for key in ("Enter", "Ctrl+D"):
            self.actions_by_key[key].setEnabled(bool(shown))

    def _fits(self, maker: Told) -> bool:
        if self._filter == WAITING:
            return bool(maker.since) or maker.last is None
        return self._filter == ALL or maker.disputed > 0

    def _nothing(self) -> str:
        if self._filter == WAITING:
            return N_("Semua penitip sudah dirinci.")
        return N_("Tidak ada bantahan.") if self._filter == DISPUTED else N_("Belum ada penitip.")

    def _row(self, maker: Any, at: bool) -> Row:
        return statement_rows.maker_row(maker, at=at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.list.step(event.key()):
            super().keyPressEvent(event)

    def _to_day(self) -> None:
        self.day.setFocus()
        self.day.selectAll()

    # -- one or all ------------------------------------------------------------

    def _open(self) -> None:
        maker = self.list.item
        if maker is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        try:
            last = self.day.day
        except BadInput:
            return
        self.shell.go("statement", maker_id=maker.maker_id, last=last)

    def _open_last(self) -> None:
        maker = self.list.item
        if maker is None or maker.last is None:
            self.shell.sounds.play(Sound.REFUSED)
            self.say(Notice(_("Penitip ini belum pernah dirinci."), "warn"))
            return
        self.shell.go("statement", document_id=maker.last.id)

    def _draw_all(self) -> None:
        """Once more to be sure: what is drawn up is numbered and stays."""
        try:
            last = self.day.day
        except BadInput:
            return
        if not self._sure:
            self._sure = True
            words = _("Rincian semua penitip dibuat dan dikunci. Tekan Buat Semua sekali lagi.")
            self.say(Notice(words, "warn", "Ctrl Enter", _("Buat Semua")))
            return
        self._sure = False
        self.shell.deeds.write(
            self,
            partial(statement_desks.draw_all, self.desk.shop, self.desk.person, last),
            done=self._drawn,
            button=self.all_button,
            once="statements",
            changed={"statements"},
        )

    def _drawn(self, drawn: Drawn) -> None:
        self.made = drawn.made
        self.print_button.setVisible(bool(drawn.made))
        self.shell.sounds.play(Sound.SAVED)
        if drawn.made:
            words = ngettext("{count} rincian dibuat.", "{count} rincian dibuat.", len(drawn.made))
            self.say(Notice(words.format(count=len(drawn.made)), "ok", "Ctrl P", _("Cetak yang Baru")))
        else:
            self.say(Notice(_("Tidak ada yang perlu dirinci sampai tanggal itu."), "ok"))
        self.refresh()

    def _print_made(self) -> None:
        """Every statement of the last run, on the slip printer."""
        if not self.made:
            return
        self.shell.deeds.write(
            self,
            partial(statement_desks.print_slips, self.desk.shop, self.desk.person, self.made, self.desk.printer),
            done=self._printed,
            button=self.print_button,
            once="statement-slips",
        )

    def _printed(self, count: int) -> None:
        self.desk.call_printer()
        self.say(Notice(_("{count} rincian dikirim ke printer.").format(count=count), "ok"))
