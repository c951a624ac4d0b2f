"""Parts of a return to a supplier: the lots' rows, and the panel of the lot that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop import layouts, texts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.fields import Captioned
from desktop.numpads import WEIGHT, Numpad
from desktop.pickers import Segments
from desktop.texts import RIGHT, ElidedLabel, Label
from desktop.theme import Size
from inventory.supplier_return_desks import ReturnDesk
from inventory.supplier_return_facts import Settled
from inventory.supplier_return_queries import Returnable
from koperasi.text import N_, _, short_date

#: Wide and narrow: good, purchase, expiry, left, going back, for how much.
WIDTHS, NARROW_WIDTHS = (0, 200, 120, 90, 90, 116), (0, 128, -1, 64, 64, 92)
REASONS = (
    N_("rusak saat datang"),
    N_("kedaluwarsa"),
    N_("hampir kedaluwarsa"),
    N_("salah kirim"),
    N_("tidak laku, ditukar"),
    N_("ditarik pemasok"),
)
SETTLED = {Settled.CREDIT: N_("Potong utang"), Settled.SAFE: N_("Tunai"), Settled.BANK: N_("Bank")}


def columns() -> list[Column]:
    return [
        Column(_("Barang"), 0),
        Column(_("Pembelian"), 200),
        Column(_("Kedaluwarsa"), 120),
        Column(_("Ada"), 90, RIGHT),
        Column(_("Retur"), 90, RIGHT),
        Column(_("Diganti"), 116, RIGHT),
    ]


def lot_row(lot: Returnable, desk: ReturnDesk, *, chosen: bool) -> Row:
    """A lot with what of it goes back."""
    given = desk.given.get(lot.lot_id)
    late = lot.expires_on is not None and lot.expires_on < desk.day
    expiry = Cell(
        short_date(lot.expires_on) if lot.expires_on else "–", size=Size.BODY, tone="refuse" if late else "ink2"
    )
    cells = (
        Cell(lot.name, bold=True, size=Size.BODY, small=lot.code),
        Cell(lot.number, size=Size.BODY, tone="ink2", note=short_date(lot.bought_on), note_tone="ink2"),
        expiry,
        Cell(lot.quantity.shown, size=Size.BODY),
        Cell(given.quantity.shown if given else "–", bold=given is not None, size=Size.BODY),
        Cell(given.credit.bare if given else "–", bold=given is not None, size=Size.BODY),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground)


class LotPanel(Card):
    """How much of the chosen lot goes back, and what the supplier gives for it.

    Signals:
    given(object, object): the quantity in base units and the credit, each None where it is empty.
    """

    given = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(pad=(16, 12), gap=6)
        self.lot: Returnable | None = None
        self._name = ElidedLabel(_("Belum ada yang dipilih"), Size.LEAD, bold=True)
        self._facts = Label("", Size.BODY, tone="ink2", wrap=True)
        self.quantity = QuantityField(size=Size.NAME, name=_("Jumlah retur"))
        self.credit = RupiahField(name=_("Diganti pemasok"))
        self.quantity.quantity_changed.connect(lambda _quantity: self._suggest())
        self.quantity.submitted.connect(self.credit.setFocus)
        self.credit.submitted.connect(self.give)
        for each in (self.quantity, self.credit):
            each.setFixedHeight(theme.px(52))
        self._count = Captioned(_("Jumlah retur"), self.quantity)
        self.pad = Numpad(WEIGHT, gap=6)
        self.pad.typed.connect(lambda _key: self._suggest() if self.quantity.hasFocus() else None)
        self.button = KeyButton(_("Masukkan"), "Enter", role="chosen")
        self.button.clicked.connect(self.give)
        self.settled = Segments([(each, _(words)) for each, words in SETTLED.items()], name=_("Penggantian"))
        for part in (self._name, self._facts):
            self.body.addWidget(part)
        self.body.addLayout(layouts.row(self._count, Captioned(_("Diganti pemasok"), self.credit), gap=8))
        self.body.addWidget(self.pad, 1)
        self.body.addWidget(self.button)

    def show_lot(self, lot: Returnable | None, desk: ReturnDesk) -> None:
        """Another lot, with what of it goes back already."""
        self.lot = lot
        self.settled.choose(desk.settled)
        for part in (self.quantity, self.credit, self.pad, self.button):
            part.setEnabled(lot is not None)
        given = desk.given.get(lot.lot_id) if lot is not None else None
        self._name.show_words(lot.name if lot is not None else _("Belum ada yang dipilih"))
        self._facts.setText(_about(lot) if lot is not None else "")
        self._count.show_caption(
            _("Jumlah ({unit})").format(unit=lot.base_unit.lower()) if lot is not None else _("Jumlah retur")
        )
        self.quantity.set_quantity(given.quantity if given is not None else None)
        self.credit.set_amount(given.credit if given is not None else None)

    def _suggest(self) -> None:
        """What so much of it cost is what the supplier gives, until something else is typed."""
        quantity = self.quantity.quantity
        if self.lot is not None:
            self.credit.set_amount(self.lot.cost_of(quantity) if quantity is not None else None)

    def give(self) -> None:
        """Take what stands in the fields."""
        if self.lot is not None:
            self.given.emit(self.quantity.quantity, self.credit.amount)


def _about(lot: Returnable) -> str:
    said = [_("ada {left} {unit}").format(left=lot.quantity, unit=lot.base_unit.lower())]
    said.append(_("modal {cost}").format(cost=lot.value.bare))
    said.append(lot.number)
    return texts.joined(tuple(said))
