"""The page of a maker's goods: searched, scanned, ticked or counted, the chosen lot at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from consignment.giveback_desks import GivebackDesk, spot
from consignment.givebacks import Why
from consignment.maker_lots import MakerLot
from consignment.screens import giveback_parts as parts
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import ScanField
from desktop.keys import Action
from desktop.lists import RowList
from desktop.scrolls import Scroll
from koperasi.errors import BadInput
from koperasi.quantity import Quantity
from koperasi.text import _, plain

WIDE, NARROW = 332, 288


class LotsPage(QWidget):
    """All that a maker has here, and what of it is marked to go.

    Signals:
    changed(): another lot is chosen, or something else is marked.
    """

    changed = Signal()

    def __init__(self, marks: tuple[Action, ...], why: Action) -> None:
        super().__init__()
        self.now: GivebackDesk | None = None
        self.shown: tuple[MakerLot, ...] = ()
        self.at = 0
        self.field = ScanField(_("Scan atau cari barangnya"), name=_("Cari barang"))
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _text: self.narrow())
        self.field.submitted.connect(self._to_panel)
        self.field.installEventFilter(self)
        self.list = RowList(parts.lot_columns(), row_height=56, name=_("Barang titipan"))
        self.list.row_pressed.connect(self._touched)
        self.panel = parts.LotPanel(why)
        self.panel.given.connect(self._given)
        self._side = Scroll(self.panel)
        search = layouts.row(self.field, *(KeyButton(each, tall="56") for each in marks), gap=8)
        search.setStretch(0, 1)
        middle = layouts.row(self.list, self._side, gap=16)
        middle.setStretch(0, 1)
        whole = layouts.column(search, middle, gap=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The space bar ticks the chosen lot, unless words are being typed."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        if watched is self.field and key == Qt.Key.Key_Space and not self.field.text():
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    def fit(self, *, narrow: bool) -> None:
        self.list.set_widths(parts.NARROW_LOT_WIDTHS if narrow else parts.LOT_WIDTHS)
        self._side.set_width(theme.px(NARROW if narrow else WIDE))

    def look(self) -> None:
        """Her goods are being read."""
        self.now, self.shown, self.at = None, (), 0
        self.field.clear()
        self.list.show_rows([])
        self.list.show_empty(_("Mencari barangnya…"), "search")

    def show_desk(self, desk: GivebackDesk) -> None:
        """What is there now; of the same maker what was marked stays so."""
        before = self.now
        self.now = before.renewed(desk.lots) if before is not None and before.maker_id == desk.maker_id else desk
        self.list.show_empty(_("Tidak ada lagi barangnya di cabang ini."), "box")
        self.narrow()

    @property
    def lot(self) -> MakerLot | None:
        """The chosen one."""
        return self.shown[self.at] if self.at < len(self.shown) else None

    def narrow(self) -> None:
        words = plain(self.field.text()).casefold()
        lots = self.now.lots if self.now is not None else ()
        self.shown = tuple(each for each in lots if words in f"{each.code} {each.name}".casefold())
        self.choose(0 if words else self.at)

    def choose(self, number: int) -> None:
        """Make another lot the chosen one."""
        if self.now is None:
            return
        self.at = min(max(number, 0), max(len(self.shown) - 1, 0))
        self.list.show_rows([parts.lot_row(each, self.now, chosen=n == self.at) for n, each in enumerate(self.shown)])
        self.list.reveal(self.at)
        self.panel.show_lot(self.shown[self.at] if self.shown else None, self.now)
        self.changed.emit()

    def _take(self, desk: GivebackDesk) -> None:
        self.now = desk
        self.choose(self.at)

    def _touched(self, number: int) -> None:
        self.choose(number)
        self.toggle()

    def toggle(self) -> None:
        if self.now is not None and self.shown:
            self._take(self.now.toggle(self.shown[self.at]))

    def suggest(self) -> None:
        if self.now is not None:
            self._take(self.now.mark_all(self.now.suggested))

    def mark_all(self) -> None:
        """All of hers; once more: nothing."""
        if self.now is not None:
            whole = all(spot(each) in self.now.marked for each in self.now.lots)
            desk = self.now.renewed(self.now.lots)
            for each in self.now.lots:
                desk = desk.mark(each, None if whole else each.quantity)
            self._take(desk)

    def recall(self) -> None:
        """Every lot of the chosen product, wherever it lies: it is not to be sold any more."""
        if self.now is not None and self.shown:
            product = self.shown[self.at].product_id
            lots = [each for each in self.now.lots if each.product_id == product]
            self._take(self.now.mark_all(lots, Why.RECALLED))

    def next_why(self) -> None:
        if self.now is None or not self.shown:
            return
        lot = self.shown[self.at]
        mark = self.now.marked.get(spot(lot))
        if mark is not None:
            ways = list(Why)
            self._take(self.now.mark(lot, mark.quantity, ways[(ways.index(mark.why) + 1) % len(ways)]))

    def _to_panel(self) -> None:
        if self.shown:
            self.panel.quantity.setFocus()

    def _given(self, quantity: Quantity | None) -> None:
        if self.now is None or not self.shown:
            return
        try:
            desk = self.now.mark(self.shown[self.at], quantity)
        except BadInput as wrong:
            self.panel.quantity.show_error(wrong.message)
            self.panel.quantity.setFocus()
            return
        self.panel.quantity.clear_error()
        self.field.clear()
        chosen = spot(self.shown[self.at])
        self.now, self.shown = desk, desk.lots
        self.choose(next(n for n, each in enumerate(desk.lots) if spot(each) == chosen))
        self.field.setFocus()

    def scan(self, products: frozenset[int]) -> bool:
        """One piece more of a scanned good; whether there is one."""
        found = self.now.scan(products) if self.now is not None else None
        if found is None:
            return False
        self.field.clear()
        self.now, lot = found
        self.shown = self.now.lots
        self.choose(next(n for n, each in enumerate(self.shown) if spot(each) == spot(lot)))
        self.list.flash(self.at)
        return True
