"""Parts of the suppliers' screen: the form of one supplier, and the goods she sells."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import layouts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.fields import Field
from desktop.texts import RIGHT, Label
from desktop.theme import Size
from inventory.screens.drawn_lists import DrawnList
from inventory.screens.product_parts import Fields, captioned, number_of
from inventory.supplier_queries import SuppliedGood
from inventory.suppliers import Supplier, Terms
from koperasi.money import ZERO
from koperasi.quantity import Quantity
from koperasi.text import N_, _, short_date

DAYS = (N_("Sen"), N_("Sel"), N_("Rab"), N_("Kam"), N_("Jum"), N_("Sab"), N_("Min"))
LIST_WIDTHS, NARROW_LIST_WIDTHS = (0, 190, 200, 150), (0, 150, -1, 130)
GOOD_WIDTHS, NARROW_GOOD_WIDTHS = (0, 150, 130, 150, 120), (0, 120, -1, 124, -1)


def list_columns() -> list[Column]:
    return [
        Column(_("Pemasok"), 0, pad=16),
        Column(_("WA / telepon"), LIST_WIDTHS[1]),
        Column(_("Hari pesan"), LIST_WIDTHS[2]),
        Column(_("Tempo"), LIST_WIDTHS[3], RIGHT, pad=16),
    ]


def good_columns() -> list[Column]:
    return [
        Column(_("Barang"), 0, pad=16),
        Column(_("Satuan"), GOOD_WIDTHS[1]),
        Column(_("Kode di pemasok"), GOOD_WIDTHS[2]),
        Column(_("Harga beli"), GOOD_WIDTHS[3], RIGHT, pad=16),
        Column(_("Sejak"), GOOD_WIDTHS[4]),
    ]


def day_words(weekdays: int) -> str:
    """`Sen, Kam`, or that any day will do."""
    found = [_(day) for n, day in enumerate(DAYS) if weekdays >> n & 1]
    return ", ".join(found) if found and len(found) < len(DAYS) else _("setiap hari")


def supplier_row(supplier: Supplier, *, at: bool) -> Row:
    terms = supplier.terms
    note = " · ".join(each for each in (supplier.code, terms.contact, supplier.village) if each)
    credit = _("{days} hari").format(days=terms.terms_days) if terms.terms_days else _("tunai")
    cells = (
        Cell(supplier.name, bold=True, note=note, note_tone="ink2"),
        Cell(supplier.reached_at or "–", size=Size.BODY),
        Cell(day_words(terms.weekdays), size=Size.BODY, tone="ink2"),
        Cell(credit, size=Size.BODY, tone="ink2"),
    )
    return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")


def good_row(good: SuppliedGood, at: bool) -> Row:
    chip = Chip(_("dipesan di sini"), "ok") if good.preferred else None
    unit = good.unit if good.factor == Quantity.of(1) else f"{good.unit} ({good.factor})"
    cells = (
        Cell(good.name, bold=True, small=good.code, chip=chip),
        Cell(unit, size=Size.BODY),
        Cell(good.supplier_code or "–", size=Size.BODY, tone="ink2"),
        Cell(good.price.shown if good.price is not None else "–"),
        Cell(short_date(good.priced_on) if good.priced_on else "–", size=Size.BODY, tone="ink2"),
    )
    return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")


class Weekdays(QWidget):
    """The days of the week on which orders are taken; none for any day.

    Signals:
    changed(): a day was switched.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.weekdays = 0
        self.buttons = [KeyButton(_(day)) for day in DAYS]
        row = layouts.row(*self.buttons, gap=4)
        for n, button in enumerate(self.buttons):
            button.setMinimumWidth(theme.px(44))
            button.clicked.connect(partial(self._switch, n))
        self.setLayout(row)

    def show_weekdays(self, weekdays: int) -> None:
        self.weekdays = weekdays
        for n, button in enumerate(self.buttons):
            on = bool(weekdays >> n & 1)
            button.set_role("chosen" if on else "plain")
            button.setAccessibleName(_(DAYS[n]) + (f" ({_('dipilih')})" if on else ""))

    def _switch(self, day: int) -> None:
        self.show_weekdays(self.weekdays ^ 1 << day)
        self.changed.emit()


class SupplierForm(Fields):
    """All that is written down of a supplier, and what she sells."""

    def __init__(self) -> None:
        super().__init__(columns=4)
        self.name, self.code = Field(size=Size.LINE), Field(size=Size.BODY)
        self.village, self.phone = Field(size=Size.BODY), Field(size=Size.BODY)
        self.contact, self.whatsapp, self.note = Field(size=Size.BODY), Field(size=Size.BODY), Field(size=Size.BODY)
        self.lead = QuantityField(None, whole=True, size=Size.BODY)
        self.credit = QuantityField(None, whole=True, size=Size.BODY)
        self.least = RupiahField(None, size=Size.BODY)
        self.weekdays = Weekdays()
        self.weekdays.changed.connect(self.changed.emit)
        self.lead.setPlaceholderText(_("biasa"))
        self.credit.setPlaceholderText(_("tunai"))
        self.least.setPlaceholderText(_("tidak ada"))
        for field in (*self.fields.values(), self.village, self.phone, self.contact, self.whatsapp, self.note):
            field.setMinimumWidth(theme.px(120))
        self.put(_("Nama pemasok"), self.name, 2)
        self.put(_("Kode"), self.code)
        self.put(_("Kota / alamat"), self.village)
        self.put(_("Nama sales"), self.contact)
        self.put(_("WA untuk pesanan"), self.whatsapp)
        self.put(_("Telepon"), self.phone)
        self.put(_("Minimal pesan (Rp)"), self.least)
        self.put(_("Lama kirim (hari)"), self.lead)
        self.put(_("Tempo bayar (hari)"), self.credit)
        self.put(_("Catatan"), self.note, 2)
        self.grid.addWidget(captioned(_("Hari menerima pesanan (kosong: setiap hari)"), self.weekdays), 3, 0, 1, 4)
        self.goods = DrawnList(good_columns(), good_row, _("Barang pemasok ini"), row_height=44)
        self.goods.show_empty(
            _("Scan barang untuk menambahnya. Barang yang diterima tercatat sendiri."), "box"
        )  # fmt: skip
        self.layout().takeAt(1)  # type: ignore[union-attr]  # the stretch: the goods take the room
        self.layout().addWidget(Label(_("Barang yang dibeli di sini"), Size.BODY, tone="ink2"))  # type: ignore[union-attr]
        self.layout().addWidget(self.goods)  # type: ignore[union-attr]

    @property
    def fields(self) -> dict[str, Field]:
        """By the names that refusals give."""
        return {"name": self.name, "code": self.code, "lead_days": self.lead, "terms_days": self.credit,
                "min_order": self.least}  # fmt: skip

    def show_supplier(self, supplier: Supplier | None) -> None:
        terms = supplier.terms if supplier is not None else Terms()
        told = {self.name: supplier.name, self.code: supplier.code, self.village: supplier.village,
                self.phone: supplier.phone} if supplier is not None else {}  # fmt: skip
        for field in (self.name, self.code, self.village, self.phone):
            field.setText(told.get(field, ""))
        for field, words in ((self.contact, terms.contact), (self.whatsapp, terms.whatsapp), (self.note, terms.note)):
            field.setText(words)
        self.code.setReadOnly(supplier is not None)
        self.lead.set_quantity(None if terms.lead_days is None else Quantity.of(terms.lead_days))
        self.credit.set_quantity(Quantity.of(terms.terms_days) if terms.terms_days else None)
        self.least.set_amount(terms.min_order or None)
        self.weekdays.show_weekdays(terms.weekdays)
        for field in self.fields.values():
            field.clear_error()

    def show_goods(self, goods: list[SuppliedGood]) -> None:
        self.goods.show_items(goods, self.goods.chosen)

    def terms(self) -> Terms:
        """The terms as they are typed."""
        return Terms(
            self.contact.text().strip(),
            self.whatsapp.text().strip(),
            number_of(self.lead),
            number_of(self.credit) or 0,
            self.weekdays.weekdays,
            self.least.amount or ZERO,
            self.note.text().strip(),
        )
