"""Parts of the order editor: the chosen good with its quantity, and the goods that were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import layouts, texts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.fields import Captioned
from desktop.keys import Action
from desktop.numpads import COUNT, Numpad
from desktop.texts import RIGHT, ElidedLabel, Label
from desktop.theme import Size
from inventory.order_drafts import DraftLine
from inventory.queries import GoodRow
from inventory.screens import order_rows
from inventory.screens.drawn_lists import DrawnList
from inventory.screens.product_parts import captioned
from koperasi.quantity import ONE, Quantity
from koperasi.text import _


class LineCard(Card):
    """The chosen good: why so much, how many, at which price; by keys and by touch.

    Signals:
    units_changed(object): `Quantity`.
    price_changed(object): `Rupiah` or None.
    next_wanted(): Enter in a field.
    """

    units_changed = Signal(object)
    price_changed = Signal(object)
    next_wanted = Signal()

    def __init__(self, less: Action, more: Action, unit: Action) -> None:
        super().__init__(pad=(16, 12), gap=8)
        self.name = ElidedLabel("", Size.LEAD, bold=True)
        self.why = Label("", Size.BODY, tone="ink2", wrap=True)
        self.why.setMinimumHeight(theme.px(66))
        self.units = QuantityField(size=Size.TITLE)
        self.price = RupiahField(size=Size.LINE)
        self.price.setMinimumWidth(theme.px(110))
        self.units_caption = Captioned(_("Pesan"), self.units)
        self.price_caption = Captioned(_("Harga beli"), self.price)
        self.pad = Numpad(COUNT, target=None, gap=6)
        self.less, self.more = KeyButton(less, tall="56"), KeyButton(more, tall="56")
        for part in (self.name, self.why, self.units_caption):
            self.body.addWidget(part)
        self.body.addLayout(layouts.row(self.less, self.more, gap=8))
        self.unit = KeyButton(unit)
        row = layouts.row(self.price_caption, captioned(_("Satuan"), self.unit), gap=8)
        row.setStretch(0, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.pad, 1)
        self.units.quantity_changed.connect(self._units_typed)
        self.price.amount_changed.connect(self.price_changed.emit)
        for field in (self.units, self.price):
            field.submitted.connect(self.next_wanted.emit)
        self.show_line(None)

    def _units_typed(self, quantity: Quantity | None) -> None:
        self.units_changed.emit(quantity or Quantity(0))

    def show_line(self, line: DraftLine | None) -> None:
        """Another good is the chosen one, or none."""
        self.setEnabled(line is not None)
        self.name.show_words(line.name if line is not None else _("Belum ada barang"))
        self.why.setText(line.told if line is not None else _("Scan atau cari barang untuk menambahnya."))
        unit = line.unit_words if line is not None else ""
        self.unit.show_words(line.source.unit if line is not None else "–")
        self.units_caption.show_caption(_("Pesan berapa {unit}?").format(unit=unit) if unit else _("Pesan"))
        self.show_units(line.units if line is not None else None)
        self.price.set_amount(line.price if line is not None else None)

    def show_units(self, units: Quantity | None) -> None:
        self.units.set_quantity(units)


class FoundGoods(DrawnList):
    """The goods that were found by words; the arrows choose."""

    def __init__(self) -> None:
        columns = (
            Column(_("Barang"), 0, pad=16),
            Column(_("Satuan"), 120),
            Column(_("Ada"), 110, RIGHT, pad=16),
        )
        super().__init__(columns, self._row, _("Hasil cari"), row_height=48)

    def show_found(self, goods: Sequence[GoodRow], words: str) -> None:
        self.show_empty(_("Tidak ada “{words}”. Coba sepotong nama lain.").format(words=words), "search")
        self.show_items(tuple(goods))

    def _row(self, good: GoodRow, at: bool) -> Row:
        cells = (
            Cell(good.name, bold=True, size=Size.BODY, small=good.code),
            Cell(good.unit_name, size=Size.BODY, tone="ink2"),
            Cell(good.on_hand.shown, size=Size.BODY, tone="refuse" if good.on_hand < ONE else "ink2"),
        )
        return order_rows.chosen(cells, chosen=at)


class SumLine(QWidget):
    """What the order is expected to cost, and what it lacks of the supplier's smallest."""

    def __init__(self) -> None:
        super().__init__()
        self.count = ElidedLabel("", Size.BODY, tone="ink2")
        self.amount = Label("", Size.TITLE, bold=True)
        self.lacks = ElidedLabel("", Size.BODY, tone="warn")
        row = layouts.row(layouts.column(self.count, self.lacks, gap=0), self.amount, gap=16)
        row.setStretch(0, 1)
        self.setLayout(row)

    def show_sum(self, count: str, amount: str, lacks: str) -> None:
        self.count.show_words(count)
        self.amount.setText(amount)
        self.lacks.show_words(lacks)
        self.lacks.setVisible(bool(lacks))
        self.setAccessibleName(texts.joined([each for each in (count, amount, lacks) if each]))
