"""Parts of the screen of goods that go back: rows of makers and lots, and the panel of the chosen lot."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from consignment.giveback_desks import GivebackDesk, Marked, Waiting, spot
from consignment.givebacks import WHYS
from consignment.maker_lots import MakerLot, State
from desktop import layouts, texts, theme
from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.fields import Captioned
from desktop.keys import Action
from desktop.numpads import WEIGHT, Numpad
from desktop.texts import RIGHT, ElidedLabel, Label
from desktop.theme import Size
from koperasi.money import total
from koperasi.text import N_, _, short_date

TONES = {
    State.EXPIRED: "refuse",
    State.DAMAGED: "refuse",
    State.OVERDUE: "warn",
    State.TO_FETCH: "warn",
    State.WAITING: "titip",
    State.SELLING: "plain",
}
#: What is said of a maker's lots in the list of who should fetch something.
TOLD = (
    (State.EXPIRED, N_("{count} kedaluwarsa")),
    (State.DAMAGED, N_("{count} rusak")),
    (State.OVERDUE, N_("{count} lewat batas ambil")),
    (State.TO_FETCH, N_("{count} habis masa jual")),
    (State.WAITING, N_("{count} menunggu diambil")),
)
WAITING_WIDTHS, NARROW_WAITING_WIDTHS = (380, 0, 120, 150), (270, 0, 84, 132)
LOT_WIDTHS, NARROW_LOT_WIDTHS = (44, 0, 116, 64, 132, 72, 116), (44, 0, 104, -1, -1, 64, 108)


def waiting_columns() -> list[Column]:
    titles = (_("Penitip"), _("Yang perlu dikembalikan"), _("Sejak"), _("Nilai bagiannya"))
    aligned = (texts.LEFT, texts.LEFT, texts.LEFT, RIGHT)
    return [Column(title, wide, align) for title, wide, align in zip(titles, WAITING_WIDTHS, aligned, strict=True)]


def waiting_row(maker: Waiting, day: date, *, chosen: bool) -> Row:
    """A maker with what of hers should go back."""
    counted = [(words, maker.count(state, day=day)) for state, words in TOLD]
    said = [_(words).format(count=count) for words, count in counted if count]
    since = maker.since(day)
    worth = total(each.worth for each in maker.lots if each.worth is not None)
    cells = (
        Cell(maker.maker, bold=True),
        Cell(texts.joined(tuple(said)), size=Size.BODY),
        Cell(_("{count} hari").format(count=since) if since else "–", size=Size.BODY, tone="warn" if since else "ink2"),
        Cell(worth.bare, size=Size.BODY),
    )
    ground, bar = ("accent_tint", "titip") if chosen else ("card", "titip")
    return Row(cells, bar=bar, ground=ground, tag=maker.maker_id)


def lot_columns() -> list[Column]:
    titles = ("", _("Barang"), _("Kedaluwarsa"), _("Umur"), _("Di"), _("Ada"), _("Kembali"))
    aligned = (texts.LEFT, texts.LEFT, texts.LEFT, RIGHT, texts.LEFT, RIGHT, RIGHT)
    return [Column(title, wide, align) for title, wide, align in zip(titles, LOT_WIDTHS, aligned, strict=True)]


def lot_row(lot: MakerLot, desk: GivebackDesk, *, chosen: bool) -> Row:
    """A lot at a place, ticked where something of it goes."""
    mark, state = desk.marked.get(spot(lot)), lot.state(desk.day)
    told = lot.words(desk.day) or _("dititip {day}").format(day=short_date(lot.received_on))
    tone = {"plain": "ink2"}.get(TONES[state], TONES[state])
    expiry = short_date(lot.expires_on) if lot.expires_on is not None else "–"
    going = Cell("–", size=Size.BODY, tone="ink3")
    if mark is not None:
        going = Cell(mark.quantity.shown, bold=True, note=_(WHYS[mark.why]), note_tone="ink2")
    cells = (
        Cell(icon="check", tone="ok") if mark is not None else Cell(),
        Cell(lot.name, bold=True, size=Size.BODY, note=told, note_tone=tone),
        Cell(expiry, size=Size.BODY, tone="refuse" if state is State.EXPIRED else "ink"),
        Cell(_("{count} h").format(count=lot.age(desk.day)), size=Size.BODY, tone="ink2"),
        Cell(lot.location, size=Size.BODY, tone="ink2"),
        Cell(lot.quantity.shown, size=Size.BODY, bold=True),
        going,
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground)


class LotPanel(Card):
    """How much of the chosen lot goes, and why.

    Signals:
    given(object): the quantity in base units, None where it is empty.
    """

    given = Signal(object)

    def __init__(self, why: Action) -> None:
        super().__init__(pad=(16, 12), gap=6)
        self.lot: MakerLot | None = None
        self._shown: tuple[MakerLot | None, Marked | None] | None = None
        self._name = ElidedLabel("", Size.LEAD, bold=True)
        self._facts = Label("", Size.BODY, tone="ink2", wrap=True)
        self._facts.setMinimumHeight(theme.px(44))
        self.quantity = QuantityField(size=Size.NAME, name=_("Jumlah kembali"))
        self.quantity.setFixedHeight(theme.px(52))
        self.quantity.submitted.connect(self.give)
        self._count = Captioned(_("Jumlah kembali"), self.quantity)
        self._why, self.why = why, KeyButton(why)
        self.pad = Numpad(WEIGHT, gap=6)
        self.button = KeyButton(_("Masukkan"), "Enter", role="chosen")
        self.button.clicked.connect(self.give)
        for part in (self._name, self._facts):
            self.body.addWidget(part)
        self.body.addLayout(layouts.column(self._count, self.why, gap=6))
        self.body.addWidget(self.pad, 1)
        self.body.addWidget(self.button)

    def show_lot(self, lot: MakerLot | None, desk: GivebackDesk) -> None:
        """Another lot, with what of it goes already; what is being typed for the same one stays."""
        mark = desk.marked.get(spot(lot)) if lot is not None else None
        if (lot, mark) == self._shown:
            return
        self.lot, self._shown = lot, (lot, mark)
        for part in (self.quantity, self.pad, self.button):
            part.setEnabled(lot is not None)
        self._name.show_words(lot.name if lot is not None else _("Belum ada yang dipilih"))
        self._facts.setText(_about(lot, desk.day) if lot is not None else "")
        self._count.show_caption(
            _("Jumlah kembali ({unit})").format(unit=lot.unit.lower()) if lot is not None else _("Jumlah kembali")
        )
        self.quantity.set_quantity(mark.quantity if mark is not None else None)
        why = mark.why if mark is not None else lot.why(desk.day) if lot is not None else None
        self._why.setText(_("Sebab: {why}").format(why=_(WHYS[why])) if why is not None else _("Sebab"))
        self._why.setEnabled(mark is not None)

    def give(self) -> None:
        """Take what stands in the field."""
        if self.lot is not None:
            self.given.emit(self.quantity.quantity)


def _about(lot: MakerLot, day: date) -> str:
    said = [_("ada {left} {unit}").format(left=lot.quantity, unit=lot.unit.lower()), lot.location]
    said.append(_("{number}, {count} hari di sini").format(number=lot.number, count=lot.age(day)))
    if lot.words(day):
        said.append(lot.words(day))
    return texts.joined(tuple(said))
