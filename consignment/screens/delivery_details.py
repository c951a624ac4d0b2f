"""What else is told of a line on the delivery desk: prices, dates, a picture, a group's own list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consignment.delivery_desks import DeskLine, DeskMaker, DeskPart
from consignment.screens.delivery_pages import Page
from consignment.screens.delivery_parts import DayField
from consignment.terms import Deal, Terms
from desktop import layouts, theme
from desktop.amounts import QuantityField, RupiahField
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.keys import Action
from desktop.texts import Label
from desktop.theme import Size
from inventory.screens.receiving_parts import FieldGrid, begin
from koperasi.errors import BadInput
from koperasi.money import Rupiah, half_up
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.text import _, plain

WHOLE = 10_000
Change = Callable[[DeskLine], DeskLine]


class DetailPage(Page):
    """What else is told of a line: prices, dates, production code, picture, a group's list.

    Signals:
    changed(object): a function of the line as it was, that gives it as it is now.
    """

    changed = Signal(object)

    def __init__(self, today: Callable[[], date], done: Action, picture: Action) -> None:
        super().__init__()
        self._today = today
        self.price, self.hers = RupiahField(size=Size.LINE), RupiahField(size=Size.LINE)
        self.rate, self.produced_on, self.batch = Field(), DayField(_("Dibuat tanggal")), Field()
        self.fields = FieldGrid()
        self._captioned: dict[str, Captioned] = {}
        for caption, field in (
            (_("Harga jual"), self.price),
            (_("Harga titip"), self.hers),
            (_("atau komisi toko (%)"), self.rate),
            (_("Dibuat tanggal"), self.produced_on),
            (_("Kode produksi"), self.batch),
        ):
            self._captioned[caption] = self.fields.put(caption, field)
        self.fields.lay(3)
        self.picture = KeyButton(picture)
        self.fields.finished.connect(done.trigger)
        self.parts = PartList()
        self.parts.changed.connect(lambda parts: self._tell(lambda line: replace(line, parts=parts)))
        self.parts.finished.connect(done.trigger)
        foot = (self.picture, 1, KeyButton(done, role="chosen"))
        self.lay_out(self.fields, self.parts, foot=foot)
        self._connect()

    def _connect(self) -> None:
        self.price.amount_changed.connect(lambda typed: self._tell(lambda line: replace(line, price=typed)))
        self.hers.amount_changed.connect(self._fixed)
        self.fields.read_with(self.rate, self._rated)
        self.fields.read_with(self.produced_on, self._dated)
        self.batch.textEdited.connect(lambda typed: self._tell(lambda line: replace(line, batch=plain(typed))))

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)

    def _fixed(self, typed: Rupiah | None) -> None:
        """A sum for one unit: written down for one base unit, as terms are."""

        def change(line: DeskLine) -> DeskLine:
            if typed is None:
                return replace(line, terms=None)
            each = Rupiah(half_up(typed.amount * THOUSAND, line.unit.factor.thousandths))
            return replace(line, terms=Terms(Deal.FIXED, payout_each=each))

        self.rate.clear()
        self._tell(change)

    def _rated(self) -> None:
        told = self.rate.text().strip().replace(",", ".").removesuffix("%").strip()
        if not told:
            return
        try:
            rate = Quantity.of(told).thousandths // 10
        except ValueError:
            rate = -1
        if not 0 <= rate <= WHOLE:
            self.rate.show_error(_("Isi 0 sampai 100."))
            return
        self.rate.clear_error()
        self.hers.set_amount(None)
        self._tell(lambda line: replace(line, terms=Terms(Deal.COMMISSION, rate_bps=rate)))

    def _dated(self) -> None:
        try:
            read = self.produced_on.day(self._today())
        except BadInput as wrong:
            self.produced_on.show_error(str(wrong))
            return
        if read is not None and read > self._today():
            # Goods are never made tomorrow: a day without its year is one of the year before.
            read = read.replace(year=read.year - 1, day=min(read.day, 28))
        self.produced_on.clear_error()
        self._tell(lambda line: line if line.produced_on == read else replace(line, produced_on=read))

    def settle(self) -> None:
        self.fields.settle()

    def show_line(self, line: DeskLine, maker: DeskMaker) -> None:
        """All fields as the line has them, but the one that is being typed into."""
        self.title.setText(line.name)
        agreed = _("Harga titip dan komisi dari perjanjian, tidak diubah di sini.")
        self.words.setText(agreed if line.agreed else _("Perjanjian tidak menyebut barang ini: isi di sini."))
        unit = line.unit.name.lower()
        self._captioned[_("Harga jual")].show_caption(_("Harga jual / {unit}").format(unit=unit))
        self._captioned[_("Harga titip")].show_caption(_("Harga titip / {unit}").format(unit=unit))
        if not self.price.hasFocus():
            self.price.set_amount(line.price)
        fixed = line.terms is not None and line.terms.deal is Deal.FIXED
        if not self.hers.hasFocus():
            self.hers.set_amount(line.hers_each if fixed else None)
        if not self.rate.hasFocus() and not self.rate.error:
            rated = line.terms is not None and not fixed
            self.rate.setText(_rate(line.terms) if rated and line.terms is not None else "")
        for field in (self.hers, self.rate):
            field.setEnabled(not line.agreed)
        if not self.produced_on.error:
            self.produced_on.show_day(line.produced_on)
        if not self.batch.hasFocus():
            self.batch.setText(line.batch)
        self.picture.show_words(_("Foto ada") if line.picture_digest else _("Foto"))
        self.picture.set_role("chosen" if line.picture_digest else "plain")
        self.parts.setVisible(maker.is_group)
        if maker.is_group:
            self.parts.show_parts(line, maker)

    def begin(self, name: str = "") -> None:
        """To the field that is wrong, else to the price."""
        fields: dict[str, Field] = {"terms": self.hers, "price": self.price, "produced_on": self.produced_on}
        if name == "parts":
            self.parts.begin()
        else:
            begin(fields.get(name, self.price))


def _rate(terms: Terms) -> str:
    whole, rest = divmod(terms.rate_bps, 100)
    return f"{whole}{f',{rest:02}'.rstrip('0') if rest else ''}"


class PartList(QWidget):
    """A group's list for a line: a name and how many were hers, one row more than there are names.

    Signals:
    changed(object): the parts as they stand now.
    finished(): Enter in the last, empty row.
    """

    changed = Signal(object)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.head = Label(_("Daftar kelompok"), Size.LINE, bold=True)
        self.sum = Label("", Size.BODY, tone="ink2")
        self._rows: list[tuple[Field, QuantityField]] = []
        self._parties: dict[str, int] = {}
        self._grid = layouts.column(gap=6)
        self.setLayout(layouts.column(layouts.row(self.head, 1, self.sum), self._grid, gap=8))
        self._of = -1

    def show_parts(self, line: DeskLine, maker: DeskMaker) -> None:
        """The line's list; where it has none, everybody of the group with nothing beside her."""
        self._parties = {each.name: each.party_id for each in maker.people if each.party_id is not None}
        told = Quantity(sum(each.quantity.thousandths for each in line.parts))
        words = _("{told} dari {accepted} {unit}").format(
            told=told.shown, accepted=line.accepted.shown, unit=line.unit.name.lower()
        )
        self.sum.setText(words)
        self.sum.set_tone("refuse" if line.parts and told != line.accepted else "ink2")
        if self._of == line.product_id and self.isAncestorOf(self.focusWidget() or self):
            self._provide(len(line.parts))
            return
        self._of = line.product_id
        listed = {each.name for each in line.parts}
        parts = [*line.parts, *(each for each in maker.people if each.name not in listed)]
        self._provide(len(parts))
        for n, (name, count) in enumerate(self._rows):
            name.setText(parts[n].name if n < len(parts) else "")
            count.set_quantity(parts[n].quantity or None if n < len(parts) else None)

    def _provide(self, names: int) -> None:
        while len(self._rows) <= names:
            name, count = Field(name=_("Nama")), QuantityField(size=Size.LINE, name=_("Jumlah"))
            name.setPlaceholderText(_("Nama pembuat"))
            count.setFixedWidth(theme.px(120))
            name.textEdited.connect(lambda _typed: self._read())
            count.quantity_changed.connect(lambda _typed: self._read())
            name.submitted.connect(partial(begin, count))
            count.submitted.connect(partial(self._next, len(self._rows)))
            self._rows.append((name, count))
            self._grid.addLayout(layouts.row(name, count, gap=8))

    def _next(self, n: int) -> None:
        if n + 1 < len(self._rows) and self._rows[n + 1][0].text():
            begin(self._rows[n + 1][1])
        elif n + 1 < len(self._rows):
            begin(self._rows[n + 1][0])
        else:
            self.finished.emit()

    def begin(self) -> None:
        if self._rows:
            begin(self._rows[0][1] if self._rows[0][0].text() else self._rows[0][0])

    def _read(self) -> None:
        told = [
            DeskPart(plain(name.text()), count.quantity or NOTHING, self._parties.get(plain(name.text())))
            for name, count in self._rows
            if plain(name.text())
        ]
        self.changed.emit(tuple(each for each in told if each.quantity > NOTHING))
