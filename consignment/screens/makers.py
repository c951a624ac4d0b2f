"""Penitip & Perjanjian: who brings goods, on which deal, and what she is owed; Enter opens her agreement."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent, QResizeEvent

from consignment import maker_desks
from consignment.maker_desks import Listed
from consignment.maker_queries import MakerRow
from consignment.makers import Standing
from consignment.screens import maker_rows
from desktop import exports, layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Row
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.pickers import Segments
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from koperasi.rights import Permission
from koperasi.text import N_, _, ngettext
from printing.reports import Report

ACTIVE, ALL, UNWRITTEN = "active", "all", "unwritten"
FILTERS = ((ACTIVE, N_("Aktif")), (UNWRITTEN, N_("Tanpa perjanjian")), (ALL, N_("Semua")))


class MakersScreen(OfficeScreen):
    """The list, narrowed by what is typed and by how she stands."""

    place = "consignment"
    title = N_("Penitip & Perjanjian")
    interested = frozenset({"makers", "agreements", "sales", "payouts", "deliveries"})
    more_keys = (("↑ ↓", N_("pilih penitip")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.known: Listed | None = None
        self._filter = ACTIVE
        self.field = ScanField(_("Cari nama, nomor, kelompok, atau desa"), name=_("Cari penitip"))
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _words: self._narrow())
        self.field.submitted.connect(self._open)
        self.filters = Segments([(each, _(words)) for each, words in FILTERS], name=_("Penitip yang mana"))
        self.filters.choose(self._filter)
        self.filters.picked.connect(self._filtered)
        self.list = DrawnList(maker_rows.columns(), self._row, _("Daftar penitip"))
        self.list.show_empty(_("Mencari…"), "search")
        self.list.opened.connect(lambda _item: self._open())
        self.home_field = self.field
        self._lay_actions()

    def _lay_actions(self) -> None:
        new = self.act("Ctrl+N", _("Penitip Baru"), self._new, icon_name="plus")
        edit = self.act("Ctrl+D", _("Data Penitip"), self._edit, icon_name="user")
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        export = self.act("Ctrl+E", _("Simpan Tabel"), self._export, icon_name="down")
        account = self.act("Ctrl+B", _("Saldonya"), self._account, icon_name="coins")
        back = self.act("Esc", _("Kembali"), self.shell.back, icon_name="back")
        open_ = self.act("Enter", _("Buka"), self._open, icon_name="document")
        self.new_button, self.edit_button, self.export_button = KeyButton(new), KeyButton(edit), KeyButton(export)
        self.open_button = KeyButton(open_, role="primary", size=Size.LEAD)
        for button in (KeyButton(account), KeyButton(copy), self.export_button):
            self.head_right.addWidget(button)
        self.body.addLayout(layouts.row(self.field, self.filters))
        self.body.addWidget(self.list, 1)
        self.body.addLayout(
            layouts.row(KeyButton(back, role="quiet"), 1, self.new_button, self.edit_button, self.open_button, gap=8)
        )

    def _account(self) -> None:
        """What is open of hers, what she was paid, and an advance."""
        if self.list.item is not None:
            self.shell.go("payout", maker_id=self.list.item.party_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(maker_rows.NARROW_WIDTHS if narrow else maker_rows.WIDTHS)
        super().resizeEvent(event)

    def enter(self, **what: object) -> None:
        may = self.desk.person.may(Permission.MAKER_EDIT)
        self.actions_by_key["Ctrl+N"].setEnabled(may)
        self.actions_by_key["Ctrl+D"].setEnabled(may)
        self.actions_by_key["Ctrl+B"].setEnabled(self.desk.person.may(Permission.PAYOUT_PAY))
        self.refresh()

    def refresh(self) -> None:
        read = partial(maker_desks.listed, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._show, latest="makers")

    def _show(self, known: Listed) -> None:
        self.known = known
        words = ngettext("{count} penitip · saldo {owed}", "{count} penitip · saldo {owed}", len(known.makers))
        self.show_words(words.format(count=len(known.makers), owed=known.owed.shown))
        self._narrow()

    def _filtered(self, value: object) -> None:
        self._filter = str(value)
        self._narrow()
        self.home()

    def _narrow(self) -> None:
        if self.known is None:
            return
        words = self.field.text().split()
        shown = [each for each in self.known.makers if self._fits(each) and each.matches(words)]
        empty = _("Belum ada penitip. Tekan Ctrl N untuk mencatatnya.") if not self.known.makers else ""
        self.list.show_empty(empty or _("Tidak ada penitip yang cocok."), "users")
        self.list.show_items(shown, self.list.chosen)

    def _fits(self, maker: MakerRow) -> bool:
        if self._filter == UNWRITTEN:
            return maker.agreement is None and maker.standing is not Standing.LEFT
        return self._filter == ALL or maker.standing is not Standing.LEFT

    def _row(self, maker: Any, at: bool) -> Row:
        today = self.known.today if self.known is not None else date.min
        return maker_rows.maker_row(maker, today, at=at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.list.step(event.key()):
            super().keyPressEvent(event)

    # -- out of the list -------------------------------------------------------

    def _open(self) -> None:
        maker = self.list.item
        if maker is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.shell.go("agreements", maker_id=maker.party_id)

    def _edit(self) -> None:
        maker = self.list.item
        if maker is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.shell.go("maker-editor", maker_id=maker.party_id)

    def _new(self) -> None:
        self.shell.go("maker-editor", maker_id=None)

    def _copy(self) -> None:
        self.shell.deeds.read(self, partial(maker_desks.table, self.desk.shop), done=self._copied, latest="report")

    def _copied(self, report: Report) -> None:
        exports.copy(report)
        words = _("{count} baris disalin. Tempel di Excel dengan Ctrl V.")
        self.say(Notice(words.format(count=len(report.rows)), "ok"))

    def _export(self) -> None:
        path = exports.asked_path(self, _("penitip"))
        if path is None:
            return
        shop = self.desk.shop
        self.shell.deeds.write(
            self,
            lambda: exports.save(maker_desks.table(shop), path),
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.export_button,
            once="export",
        )
