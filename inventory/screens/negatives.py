"""Stok Minus: what is below zero, since when and why probably; each row offers what sets it right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import negative_queries
from inventory.locations import LocationKind
from inventory.negative_queries import Below, Cause
from inventory.screens import stock_rows
from inventory.screens.paged_lists import STEPS
from koperasi.shop import Shop
from koperasi.text import N_, _

#: What sets a cause right: the screen to go to and what its button says.
REMEDIES = {
    Cause.ELSEWHERE: ("transfers", N_("Pindahkan ke rak")),
    Cause.NEVER_RECEIVED: ("receiving", N_("Terima barang")),
    Cause.LARGE_UNIT: ("counts", N_("Hitung stok")),
    Cause.BEFORE_RECEIPT: ("counts", N_("Hitung stok")),
}


#: So many are shown, the longest below zero first; who has more counts all of the shop.
MOST_SHOWN = 500


def looked_up(shop: Shop) -> tuple[Below, ...]:
    with shop.reading() as connection:
        return tuple(negative_queries.below_zero(connection, shop.branch.id))


class NegativesScreen(OfficeScreen):
    """Enter opens the good's card; the remedy stands beside it."""

    place = "stock"
    title = N_("Stok Minus")
    interested = frozenset({"stock", "sales"})
    more_keys = (("↑ ↓", N_("pilih barang")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        # The screen itself has the keys: Enter opens the chosen row.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.home_field = self
        self.found: tuple[Below, ...] = ()
        self.chosen = 0
        self.list = RowList(stock_rows.below_columns(), name=_("Stok minus"))
        self.list.row_pressed.connect(self._touched)
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        open_it = self.act("Enter", _("Kartu stok"), self._open, icon_name="document")
        self.remedy = self.act("Ctrl+R", _("Hitung stok"), self._set_right, icon_name="check")
        self.remedy_button = KeyButton(self.remedy)
        self.back_button = KeyButton(back, role="quiet")
        self.body.addWidget(self.list, 1)
        open_button = KeyButton(open_it, role="primary", size=Size.LEAD)
        self.body.addLayout(layouts.row(self.back_button, 1, self.remedy_button, open_button, gap=8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(stock_rows.BELOW_NARROW if narrow else stock_rows.BELOW_WIDE)
        super().resizeEvent(event)

    def enter(self, **what: object) -> None:
        if not self.found:
            self.list.show_empty(_("Mencari…"), "search")
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(looked_up, self.desk.shop), done=self._show, latest="negatives")

    def _show(self, found: tuple[Below, ...]) -> None:
        self.found = found[:MOST_SHOWN]
        self.list.show_empty(_("Bagus: tidak ada stok minus."), "check")
        self.show_words(
            _("{count} barang terjual melebihi catatan").format(count=len(found)) if found else _("Semua stok cukup.")
        )
        self.choose(self.chosen)

    def choose(self, place: int) -> None:
        self.chosen = min(max(place, 0), max(len(self.found) - 1, 0))
        today = self.desk.shop.branch.business_date(self.desk.shop.clock())
        rows = [stock_rows.below_row(each, today, chosen=n == self.chosen) for n, each in enumerate(self.found)]
        self.list.show_rows(rows)
        self.list.reveal(self.chosen)
        self._show_remedy()

    def _show_remedy(self) -> None:
        screen, words = REMEDIES[self.found[self.chosen].cause] if self.found else ("", "")
        there = bool(screen) and any(each.screen == screen for each in self.office.entries)
        actor = self.desk.actor
        entry = next((each for each in self.office.entries if each.screen == screen), None)
        may = there and entry is not None and actor is not None and actor.may(entry.permission)
        self.remedy.setEnabled(may)
        self.remedy_button.setVisible(may)
        if may:
            self.remedy_button.show_words(_(words))

    def _touched(self, place: int) -> None:
        if place == self.chosen:
            self._open()
        else:
            self.choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = next((many for key, many in STEPS.items() if key == event.key()), None)
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self.chosen + step)

    def _open(self) -> None:
        if self.found:
            self.shell.go("stock-card", product_id=self.found[self.chosen].product_id)
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _set_right(self) -> None:
        below = self.found[self.chosen]
        # Where a remedy asks for a place, the goods go to the one that lacks them.
        self.shell.go(REMEDIES[below.cause][0], code=below.code, target=LocationKind.SHELF)
