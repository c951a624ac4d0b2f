"""Pages that take the place of the lines: a new good on the spot, and the paper of what was saved."""

from __future__ import annotations

from io import BytesIO

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import layouts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.keys import Action
from desktop.papers import PaperView
from desktop.texts import Label
from desktop.theme import Size
from inventory import barcodes
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from inventory.screens.receiving_parts import FieldGrid, begin
from koperasi.errors import BadInput
from koperasi.quantity import NOTHING, ONE
from koperasi.text import _, plain
from printing import pictures
from printing.papers import Paper
from printing.slips import Slip


class NewGoodPage(QWidget):
    """The least that a good needs: a code, its name, its unit, a price; and the carton it came in.

    Signals:
    made(object): the `NewGood`, ready to be added.
    """

    made = Signal(object)

    def __init__(self, save: Action, leave: Action) -> None:
        super().__init__()
        self.code, self.name, self.unit = Field(), Field(), Field()
        self.price = RupiahField(size=Size.LINE)
        self.carton, self.contents = Field(), QuantityField(whole=True, size=Size.LINE)
        self.fields = FieldGrid()
        for caption, field in (
            (_("Kode atau barcode"), self.code),
            (_("Nama barang"), self.name),
            (_("Satuan terkecil"), self.unit),
            (_("Harga jual per satuan terkecil"), self.price),
            (_("Satuan besar (boleh kosong)"), self.carton),
            (_("Isi satuan besar"), self.contents),
        ):
            self.fields.put(caption, field)
        self.fields.lay(2)
        self.fields.finished.connect(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(Label(_("Barang Baru"), Size.NAME, bold=True))
        column.addWidget(Label(_("Selengkapnya dapat diisi nanti di Daftar Barang."), Size.BODY, tone="ink2"))
        column.addWidget(self.fields)
        column.addLayout(layouts.row(KeyButton(leave, role="quiet"), 1, KeyButton(save, role="primary")))
        column.addStretch(1)

    def ask(self, code: str) -> None:
        """An empty page; the code that named nothing stands there already."""
        for field in (self.code, self.name, self.carton, self.contents):
            field.clear()
            field.clear_error()
        self.unit.setText("Pcs")
        self.price.set_amount(None)
        self.code.setText(code)
        begin(self.name if code else self.code)

    def read(self) -> None:
        """What was typed, made into a good, or said beside its field."""
        try:
            self.made.emit(self._good())
        except BadInput as wrong:
            field = {"name": self.name, "code": self.code, "carton": self.carton, "unit": self.unit}[wrong.field]
            field.show_error(str(wrong))
            begin(field)

    def _good(self) -> NewGood:
        code, name, unit = plain(self.code.text()), plain(self.name.text()), plain(self.unit.text())
        carton, contents = plain(self.carton.text()), self.contents.quantity or NOTHING
        for key, words, said in (("code", code, _("Isi kodenya.")), ("name", name, _("Isi namanya."))):
            if not words:
                raise BadInput(said, field=key)
        if not unit:
            raise BadInput(_("Isi satuannya, misalnya Pcs."), field="unit")
        if bool(carton) is not (contents > ONE):
            raise BadInput(_("Isi nama satuan besar dan isinya, misalnya Dus isi 24."), field="carton")
        price = self.price.amount
        prices = (PriceLine(PriceRule.RETAIL, price, NOTHING),) if price is not None else ()
        scanned = (code,) if barcodes.valid(code) else ()
        units = [NewUnit(unit, ONE, scanned, prices)]
        if carton:
            units.append(NewUnit(carton, contents))
        return NewGood(code, name, base_unit=unit, units=tuple(units))


class SavedPage(QWidget):
    """What was saved: its paper, and what comes next."""

    def __init__(self, following: Action, *others: Action) -> None:
        super().__init__()
        self.title = Label("", Size.NAME, bold=True)
        self.words = Label("", Size.BODY, tone="ink2", wrap=True)
        self.papers = PaperView()
        self.following = KeyButton(following, role="primary", tall="64", size=Size.LEAD)
        buttons = [KeyButton(each) for each in others]
        side = layouts.column(self.title, self.words, 1, *buttons, self.following, gap=8)
        held = layouts.held(side)
        held.setMinimumWidth(theme.px(240))
        row = layouts.row(self.papers, held, gap=16)
        row.setStretch(0, 3)
        row.setStretch(1, 2)
        self.setLayout(row)

    def show_saved(self, title: str, words: str, paper: bytes) -> None:
        self.title.setText(title)
        self.words.setText(words)
        self.papers.show_papers([paper])


def paper_of(slip: Slip) -> bytes:
    """A slip as the picture a `PaperView` shows."""
    buffer = BytesIO()
    pictures.picture(slip, Paper.of_columns(32)).save(buffer, "PNG")
    return buffer.getvalue()
