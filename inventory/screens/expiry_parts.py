"""Parts of the screen of goods near their date: its rows, and the page on which things are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import texts, theme
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.lists import RowList
from desktop.texts import Label
from desktop.theme import Size
from inventory.expiries import Dated
from inventory.markdowns import Proposal, percent
from koperasi.text import _, short_date

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}
WIDTHS, NARROW_WIDTHS = (0, 240, 112, 124, 340), (0, 232, 88, 104, 214)


def columns() -> list[Column]:
    """Lots with dates."""
    return [
        Column(_("Barang"), WIDTHS[0]),
        Column(_("Kedaluwarsa"), WIDTHS[1]),
        Column(_("Sisa"), WIDTHS[2], texts.RIGHT),
        Column(_("Nilai"), WIDTHS[3], texts.RIGHT),
        Column(_("Perkiraan"), WIDTHS[4]),
    ]


def row(lot: Dated, day: date, proposal: Proposal | None, *, chosen: bool) -> Row:
    """A lot; what is said under its outlook is what is proposed, or given already."""
    said, said_tone = _proposed(proposal, lot)
    pace = lot.pace() if lot.days_left(day) >= 0 else ""
    cells = (
        _name(lot),
        Cell(short_date(lot.expires_on), size=Size.BODY, chip=Chip(lot.words(day), lot.tone(day))),
        Cell(f"{lot.quantity.shown} {lot.unit.lower()}", size=Size.BODY, bold=True),
        Cell(_worth(lot), size=Size.BODY),
        Cell(lot.rest(day) or _("jangan dijual"), size=Size.BODY, note=said or pace, note_tone=said_tone),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, tip=lot.explained(day))


def _name(lot: Dated) -> Cell:
    note = texts.joined((lot.maker, lot.location, lot.batch))
    return Cell(lot.name, bold=True, note=note, note_tone="titip" if lot.maker else "ink2")


def _worth(lot: Dated) -> str:
    """A member's goods are worth nothing to the shop."""
    return "–" if lot.maker else lot.value.shown


def _proposed(proposal: Proposal | None, lot: Dated) -> tuple[str, str]:
    if proposal is None or proposal.lot.lot_id != lot.lot_id:
        return "", "ink2"
    if proposal.hers:
        return _("tanyakan penitipnya"), "titip"
    if proposal.now is not None and proposal.done:
        return _("sudah dipotong {rate}").format(rate=percent(proposal.now.rate_bps)), "ok"
    if not proposal.needed:
        return "", "ink2"
    return _("usul potong {rate}").format(rate=percent(proposal.rate_bps)), "warn"


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to be ticked: its key, and what is told of it."""

    key: int
    cells: tuple[Cell, ...]


class TickPage(QWidget):
    """A page on which rows are ticked before a deed is done.

    Signals:
    changed(): something was ticked or unticked.
    """

    changed = Signal()

    def __init__(self, heads: Sequence[Column], name: str) -> None:
        super().__init__()
        self.ticks: tuple[Tick, ...] = ()
        self.ticked: set[int] = set()
        self.chosen = 0
        self.words = Label("", Size.BODY, tone="ink2", wrap=True)
        self.list = RowList([Column("", 52), *heads], name=name)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.installEventFilter(self)
        self.list.row_pressed.connect(self._touched)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.words)
        column.addWidget(self.list, 1)

    def show_ticks(self, ticks: Sequence[Tick], ticked: set[int], words: str) -> None:
        self.ticks, self.ticked = tuple(ticks), set(ticked)
        self.words.setText(words)
        self._draw(0)

    def toggle(self, place: int) -> None:
        """Tick a row, or not any more."""
        if 0 <= place < len(self.ticks):
            self.ticked ^= {self.ticks[place].key}
            self._draw(place)
            self.changed.emit()

    def _draw(self, chosen: int) -> None:
        self.chosen = min(max(chosen, 0), max(len(self.ticks) - 1, 0))
        self.list.show_rows([self._row(each, n == self.chosen) for n, each in enumerate(self.ticks)])
        self.list.reveal(self.chosen)

    def _row(self, tick: Tick, chosen: bool) -> Row:
        mark = Cell(icon="check", tone="ok") if tick.key in self.ticked else Cell()
        ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
        return Row((mark, *tick.cells), bar=bar, ground=ground)

    def _touched(self, place: int) -> None:
        self.toggle(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and the space bar belong to this page, not to Qt's own current row."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._draw(self.chosen + step)
                return True
            if event.key() == Qt.Key.Key_Space:
                self.toggle(self.chosen)
                return True
        return super().eventFilter(watched, event)


def markdown_columns() -> list[Column]:
    return [
        Column(_("Barang"), 0),
        Column(_("Sampai"), 116),
        Column(_("Potong"), 72, texts.RIGHT),
        Column(_("Harga"), 148, texts.RIGHT),
        Column(_("Tanpa potongan"), 230),
    ]


def markdown_tick(proposal: Proposal, day: date, *, below_cost: bool) -> Tick:
    lot = proposal.lot
    after = proposal.price(below_cost=below_cost)
    capped = proposal.capped() and not below_cost
    price = f"{lot.price.bare} → {after.bare}" if lot.price is not None and after is not None else "–"
    left = f"{lot.quantity.shown} {lot.unit.lower()}"
    if proposal.fresh:
        more = _("{fresh} yang masih lama ikut murah").format(fresh=proposal.fresh.shown)
        left = texts.joined((left, more))
    return Tick(
        lot.product_id,
        (
            Cell(lot.name, bold=True, note=left, note_tone="ink2"),
            Cell(short_date(lot.expires_on), size=Size.BODY),
            Cell(percent(proposal.rate_bps), bold=True),
            Cell(price, size=Size.BODY, note=_("harga pokok") if capped else "", note_tone="warn"),
            Cell(lot.rest(day), size=Size.BODY, note=lot.pace(), note_tone="ink2"),
        ),
    )


def waste_columns() -> list[Column]:
    return [
        Column(_("Barang"), 0),
        Column(_("Kedaluwarsa"), 236),
        Column(_("Sisa"), 120, texts.RIGHT),
        Column(_("Nilai"), 130, texts.RIGHT),
    ]


def waste_tick(lot: Dated, day: date) -> Tick:
    note = texts.joined((lot.maker, _("mungkin kembali ke penitip"))) if lot.maker else ""
    name = Cell(lot.name, bold=True, note=note, note_tone="titip") if lot.maker else _name(lot)
    return Tick(
        lot.lot_id,
        (
            name,
            Cell(short_date(lot.expires_on), size=Size.BODY, chip=Chip(lot.words(day), "refuse")),
            Cell(f"{lot.quantity.shown} {lot.unit.lower()}", size=Size.BODY, bold=True),
            Cell(_worth(lot), size=Size.BODY),
        ),
    )
