"""Parts of the product editor: a switch, a field that picks from a list, and the pages of fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop import layouts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.texts import Label
from desktop.theme import Size
from inventory import cells, taxes
from inventory.goods import ProductKind
from inventory.product_states import Details
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _, short_date

PICTURE_SIDE = 220


class Switch(KeyButton):
    """Yes or no, each in its words: a tick and a tint when it is on; by touch, Enter or the space bar.

    Signals:
    switched(bool): it was set otherwise.
    """

    switched = Signal(bool)

    def __init__(self, off: str, on: str) -> None:
        super().__init__(off)
        self._says = (off, on)
        self.on = False
        self.clicked.connect(lambda: self._turn())

    def say(self, off: str, on: str) -> None:
        """Other words for both."""
        self._says = (off, on)
        self.show_words(self._says[self.on])

    def set_on(self, on: bool) -> None:
        self.on = on
        self.set_role("chosen" if on else "plain")
        self.set_icon("check" if on else "")
        self.show_words(self._says[on])

    def _turn(self) -> None:
        self.set_on(not self.on)
        self.switched.emit(self.on)


class PickField(KeyButton):
    """What was picked from a list; a touch or Enter opens the list.

    Signals:
    asked(): the list is wanted.
    """

    asked = Signal()

    def __init__(self, nothing: str) -> None:
        super().__init__(nothing, icon="down")
        self._nothing = nothing
        self.key: object = None
        self.clicked.connect(lambda: self.asked.emit())

    def show_picked(self, key: object, words: str) -> None:
        self.key = key
        self.show_words(words or self._nothing)


def captioned(caption: str, widget: QWidget) -> QWidget:
    """A button or switch with a caption over it, as fields have theirs."""
    if isinstance(widget, Field):
        return Captioned(caption, widget)
    return layouts.held(layouts.column(Label(caption, Size.MINI, tone="ink2"), widget, 1, gap=4))


class Fields(QWidget):
    """A page of fields in columns.

    Signals:
    changed(): something was typed or switched.
    """

    changed = Signal()

    def __init__(self, columns: int = 3) -> None:
        super().__init__()
        self._columns, self._at = columns, 0
        self._fields: list[Field] = []
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.px(16))
        self.grid.setVerticalSpacing(theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.grid)
        column.addStretch(1)
        for place in range(columns):
            self.grid.setColumnStretch(place, 1)

    def put(self, caption: str, widget: QWidget, wide: int = 1) -> None:
        """Put a field behind the others, `wide` columns wide."""
        if self._at % self._columns + wide > self._columns:
            self._at += self._columns - self._at % self._columns
        line, place = divmod(self._at, self._columns)
        self.grid.addWidget(captioned(caption, widget), line, place, 1, wide)
        self._at += wide
        if isinstance(widget, Field):
            widget.textEdited.connect(lambda _text: self.changed.emit())
            widget.submitted.connect(lambda: self._onward(widget))
            self._fields.append(widget)
        if isinstance(widget, Switch):
            widget.switched.connect(lambda _on: self.changed.emit())

    def _onward(self, field: Field) -> None:
        """Enter: the next field that can be written into; in the last one it stays."""
        behind = self._fields[self._fields.index(field) + 1 :]
        open_ = [each for each in behind if each.isVisible() and each.isEnabled() and not each.isReadOnly()]
        if open_:
            open_[0].setFocus(Qt.FocusReason.TabFocusReason)


def number_of(field: QuantityField) -> int | None:
    """A whole number out of a field for whole quantities."""
    return field.quantity.thousandths // 1000 if field.quantity is not None else None


class StockPage(Fields):
    """What it is, where it stands, how much of it there shall be, and how the till sells it."""

    def __init__(self) -> None:
        super().__init__()
        self.service = Switch(_("Barang, dengan stok"), _("Jasa, tanpa stok"))
        self.taxed = Switch(_("Tanpa PPN"), _("Kena PPN"))
        self.open_price = Switch(_("Harga tetap"), _("Harga diketik kasir"))
        self.maker = PickField(_("Milik toko"))
        self.family, self.shelf, self.asks = (Field(size=Size.BODY) for _each in range(3))
        self.least, self.target = QuantityField(size=Size.BODY), QuantityField(size=Size.BODY)
        self.price_min, self.price_max = RupiahField(size=Size.BODY), RupiahField(size=Size.BODY)
        self.asks.setPlaceholderText(_("misalnya Nomor HP"))
        self.shelf.setPlaceholderText(_("misalnya Rak 3 kiri"))
        self.put(_("Stok minimum (satuan dasar)"), self.least)
        self.put(_("Stok tujuan saat memesan"), self.target)
        self.put(_("Tempat di toko"), self.shelf)
        self.put(_("Penitip"), self.maker)
        self.put(_("Keluarga (barang sama, lain penitip)"), self.family)
        self.put(_("Jenis"), self.service)
        self.put(_("Harga di kasir"), self.open_price)
        self.put(_("Harga paling rendah"), self.price_min)
        self.put(_("Harga paling tinggi"), self.price_max)
        self.put(_("Kasir menanyakan"), self.asks)
        self.put(_("Pajak"), self.taxed)
        self.fields = {"min_stock": self.least, "target_stock": self.target, "price_max": self.price_max}

    def show_details(self, details: Details, maker: str, *, moved: bool) -> None:
        self.least.set_quantity(details.min_stock or None)
        self.target.set_quantity(details.target_stock)
        for field, words in (
            (self.shelf, details.shelf),
            (self.family, details.family),
            (self.asks, details.asks_note),
        ):
            field.setText(words)
        self.price_min.set_amount(details.price_min)
        self.price_max.set_amount(details.price_max)
        self.service.set_on(details.kind is ProductKind.SERVICE)
        self.open_price.set_on(details.open_price)
        self.taxed.set_on(bool(details.tax_class))
        self._tax_class = details.tax_class
        self.maker.show_picked(details.maker_id, maker)
        # Whose it is and what it is are fixed from its first move on.
        for button in (self.maker, self.service):
            button.setEnabled(not moved)

    def told(self, details: Details) -> Details:
        """The details with what stands here."""
        return replace(
            details,
            min_stock=self.least.quantity or NOTHING,
            target_stock=self.target.quantity,
            shelf=self.shelf.text(),
            family=self.family.text(),
            asks_note=self.asks.text(),
            price_min=self.price_min.amount,
            price_max=self.price_max.amount,
            kind=ProductKind.SERVICE if self.service.on else ProductKind.GOODS,
            open_price=self.open_price.on,
            tax_class=(self._tax_class or taxes.PPN) if self.taxed.on else "",
            maker_id=self.maker.key if isinstance(self.maker.key, int) else None,
        )


class LabelPage(Fields):
    """What its label and the law ask for, and its picture."""

    def __init__(self) -> None:
        super().__init__()
        self.food = Switch(_("Bukan makanan"), _("Makanan atau minuman"))
        self.keeps = QuantityField(whole=True, size=Size.BODY)
        self.pirt, self.halal, self.composition, self.unit, self.since = (Field(size=Size.BODY) for _each in range(5))
        self.content, self.ceiling = QuantityField(size=Size.BODY), RupiahField(size=Size.BODY)
        for field, words in (
            (self.pirt, _("15 angka")),
            (self.halal, _("nomor sertifikat, atau: non-halal")),
            (self.composition, _("tepung, gula, …")),
            (self.unit, _("g, ml, kg")),
            (self.since, _("hh/bb/tttt")),
        ):
            field.setPlaceholderText(words)
        self.put(_("Pangan"), self.food)
        self.put(_("Tahan berapa hari"), self.keeps)
        self.put(_("Nomor P-IRT"), self.pirt)
        self.put(_("Halal"), self.halal)
        self.put(_("Komposisi"), self.composition, 2)
        self.put(_("Isi bersih satu satuan dasar"), self.content)
        self.put(_("Satuan isi"), self.unit)
        self.put(_("Harga tertinggi (HET) satu satuan dasar"), self.ceiling)
        self.put(_("HET berlaku sejak"), self.since)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose, self.clear = KeyButton(_("Pilih Gambar"), icon="plus"), KeyButton(_("Hapus Gambar"), icon="bin")
        buttons = layouts.column(self.choose, self.clear, 1, gap=8)
        self.grid.addLayout(layouts.row(self.picture, layouts.held(buttons), 1, gap=16), 4, 0, 1, 3)
        self.fields = {"keeps_days": self.keeps, "content": self.content, "ceiling_price": self.ceiling}

    def show_details(self, details: Details) -> None:
        self.food.set_on(bool(details.food))
        self._food_known = details.food is not None
        self.keeps.set_quantity(Quantity.of(details.keeps_days) if details.keeps_days is not None else None)
        for field, words in (
            (self.pirt, details.pirt),
            (self.halal, details.halal),
            (self.composition, details.composition),
            (self.unit, details.content_unit),
            (self.since, short_date(details.ceiling_since) if details.ceiling_since else ""),
        ):
            field.setText(words)
            field.setCursorPosition(0)
        self.content.set_quantity(details.content)
        self.ceiling.set_amount(details.ceiling_price)

    def show_picture(self, data: bytes | None) -> None:
        shown = QPixmap()
        if data:
            shown.loadFromData(BytesIO(data).getvalue())
            side = theme.px(PICTURE_SIDE)
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            shown = shown.scaled(side, side, keep, smooth)
        self.picture.setPixmap(shown)
        self.picture.setVisible(not shown.isNull())
        self.clear.setVisible(not shown.isNull())

    def told(self, details: Details) -> Details:
        """The details with what stands here.  Raises BadInput for a date that is none."""
        since = self.since.text().strip()
        return replace(
            details,
            food=True if self.food.on else False if self._food_known else None,
            keeps_days=number_of(self.keeps),
            pirt=self.pirt.text(),
            halal=self.halal.text(),
            composition=self.composition.text(),
            content=self.content.quantity,
            content_unit=self.unit.text(),
            ceiling_price=self.ceiling.amount,
            ceiling_since=_day(since) if since else None,
        )


def _day(text: str) -> date:
    return cells.day(text)
