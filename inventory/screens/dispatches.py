"""Kirim ke Cabang: goods leave for another branch; until they arrive they are under way."""

from __future__ import annotations

from functools import partial

from desktop import layouts
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.offices import Office
from desktop.shells import Shell
from inventory import dispatch_queries, dispatches
from inventory.dispatches import DispatchCommand
from inventory.screens.stock_papers import StockPaperScreen
from koperasi.shop import Shop
from koperasi.text import N_, _

Branches = list[tuple[int, str]]


def branches_of(shop: Shop) -> Branches:
    with shop.reading() as connection:
        return dispatch_queries.other_branches(connection, shop.branch.id)


class DispatchesScreen(StockPaperScreen):
    """Scan what is loaded; from where and to which branch stand at the top."""

    title = N_("Kirim ke Cabang")
    keep_words = N_("Kirim")
    empty_words = N_("Scan barang yang dikirim.")

    def __init__(self, shell: Shell, office: Office) -> None:
        self.branches: Branches = []
        self.target = 0
        super().__init__(shell, office)
        self.note = Field(name=_("Catatan"))
        self.note.submitted.connect(self.home)
        self.side.addWidget(Captioned(_("Sopir, mobil, pesan (boleh kosong)"), self.note))
        self.target_button = KeyButton(self.act("Ctrl+T", _("Ke"), self._next_target, icon_name="truck"))
        buttons = (self.lot_button(), self.source_button(N_("Dari: {place}")), self.target_button)
        self.head_right.addLayout(layouts.row(*buttons, gap=8))
        self.draw()

    def enter(self, **what: object) -> None:
        super().enter(**what)
        self.shell.deeds.read(self, partial(branches_of, self.desk.shop), done=self._known, latest="branches")

    def _known(self, branches: Branches) -> None:
        self.branches = branches
        self.target = min(self.target, max(len(branches) - 1, 0))
        self.draw()

    def _next_target(self) -> None:
        if self.branches:
            self.target = (self.target + 1) % len(self.branches)
            self.draw()

    def draw(self, *, typed: bool = False) -> None:
        super().draw(typed=typed)
        if hasattr(self, "target_button"):
            name = self.branches[self.target][1] if self.branches else "–"
            self.target_button.show_words(_("Ke: {place}").format(place=name))
            none = _("Belum ada cabang lain di koperasi ini.")
            way = _("Sampai diterima di sana, barang tercatat di jalan.")
            self.show_words(way if self.branches else none)

    def ready(self) -> bool:
        return super().ready() and bool(self.branches)

    def keep(self) -> None:
        lines = tuple(each.stock_line for each in self.draft.lines)
        branch, source, note = self.branches[self.target][0], self.source_id, self.note.text()

        def made() -> tuple[DispatchCommand]:
            head = self.head()
            return (DispatchCommand(**head, to_branch_id=branch, source_id=source, lines=lines, note=note),)

        self.post(dispatches.dispatch, made)

    def emptied(self) -> None:
        self.note.clear()
