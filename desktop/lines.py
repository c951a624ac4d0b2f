"""The till's lines: newest at the bottom, with hints, removed lines and members' goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop import texts, theme
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.lists import RowList
from desktop.theme import Size
from koperasi.text import _

#: Below this width (of the list, at 100 %) Diskon folds under Harga.
NARROW_BELOW = 760
WIDE = (40, 0, 72, 88, 96, 80, 116)
NARROW = (32, 0, 56, 78, 84, -1, 98)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a sale as the list shows it; every text is ready to be painted.

    note       small words after the name (`isi 10`; of a removed line, `dihapus 09.41`)
    reason     why it was removed; joins the note where there is room, and the tooltip
    maker      of a member's goods (`Bu Siti`), else ""
    price_note which rule won (`grosir`, `anggota`, `promo`), else ""
    discount   `−1.200` or "", with its own note
    state      "", "removed", or "returned": it comes back, and its amounts are below zero
    """

    number: str
    name: str
    quantity: str
    unit: str
    price: str
    amount: str
    note: str = ""
    reason: str = ""
    maker: str = ""
    price_note: str = ""
    discount: str = ""
    discount_note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What is one step away: stands under line `after` (its place, from 0); `**bold**` allowed."""

    after: int
    words: str
    key: str = "Ctrl +"


class LineList(RowList):
    """The lines of the cart.

    Signals:
    line_pressed(int): the line at this place was touched.
    hint_pressed(): the hint strip was.
    """

    line_pressed = Signal(int)
    hint_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column(_("No."), align=texts.CENTRE),
            Column(_("Barang")),
            Column(_("Qty"), align=texts.RIGHT),
            Column(_("Satuan")),
            Column(_("Harga"), align=texts.RIGHT),
            Column(_("Diskon"), align=texts.RIGHT),
            Column(_("Jumlah"), align=texts.RIGHT),
        )
        super().__init__(columns, name=_("Daftar belanja"), parent=parent)
        self.set_widths(WIDE)
        self._lines: tuple[LineRow, ...] = ()
        self._hint: Hint | None = None
        self._chosen = -1
        self._narrow = False
        self.show_empty(_("Belum ada barang. Scan atau tekan **F2**."))
        self.row_pressed.connect(lambda row: self.line_pressed.emit(self._place(row)))
        self.strip_pressed.connect(lambda _row: self.hint_pressed.emit())

    @property
    def lines(self) -> tuple[LineRow, ...]:
        return self._lines

    @property
    def chosen(self) -> int:
        return self._chosen

    def show_lines(self, lines: Sequence[LineRow], *, chosen: int = -1, hint: Hint | None = None) -> None:
        """Show the cart.  A new last line flashes once, and the chosen line is in sight."""
        grew = len(lines) > len(self._lines) and tuple(lines[: len(self._lines)]) == self._lines
        self._lines, self._chosen, self._hint = tuple(lines), chosen, hint
        self._draw()
        at = chosen if chosen >= 0 else len(lines) - 1
        self.reveal(self._row_of(at))
        if grew:
            self.flash(self._row_of(len(lines) - 1))

    def _draw(self) -> None:
        rows: list[Row] = []
        for place, line in enumerate(self._lines):
            hinted = self._hint is not None and self._hint.after == place
            if line.state == "removed":
                row = removed(line, self._narrow)
            elif line.state == "returned":
                row = returned(line, self._narrow, place == self._chosen)
            else:
                row = sold(line, self._narrow, place == self._chosen)
            rows.append(changed(row, ends=not hinted))
            if self._hint is not None and hinted:
                bulb = Cell(self._hint.words, tone="warn", icon="bulb")
                rows.append(Row((bulb,), ground="warn_bg", span=True, key=self._hint.key))
        self.show_rows(rows)

    def _row_of(self, place: int) -> int:
        return place + (1 if self._hint is not None and self._hint.after < place else 0)

    def _place(self, row: int) -> int:
        return row - (1 if self._hint is not None and self._hint.after < row else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.set_widths(NARROW if narrow else WIDE, 6 if narrow else 8)
            self._draw()


def sold(line: LineRow, narrow: bool = False, chosen: bool = False) -> Row:
    """A line that counts."""
    size = Size.NARROW_LINE if narrow else Size.LINE
    chip = None
    if line.maker:
        chip = Chip(line.maker if narrow else _("Titipan · {maker}").format(maker=line.maker), "titip")
    price_note, tone = line.price_note, "ok"
    if narrow and line.discount:
        price_note, tone = line.discount, "ink"
    tip = texts.joined((line.name, line.note, line.discount_note)) if narrow else ""
    bar = "accent" if chosen else "titip" if line.maker else ""
    return Row(
        (
            Cell(line.number, tone="ink3", size=Size.MINI),
            Cell(line.name, bold=chosen, size=size, small="" if narrow else line.note, chip=chip),
            Cell(line.quantity, bold=True, size=size),
            Cell(line.unit, size=size),
            Cell(line.price, size=size, note=price_note, note_tone=tone),
            Cell(line.discount, size=size, note=line.discount_note),
            Cell(line.amount, bold=True, size=size),
        ),
        bar=bar,
        ground="accent_tint" if chosen else "card",
        tip=tip,
    )


def returned(line: LineRow, narrow: bool = False, chosen: bool = False) -> Row:
    """A line that brings something back: below zero, with an icon and the word, never by its colour alone."""
    size = Size.NARROW_LINE if narrow else Size.LINE
    chip = Chip(_("Retur"), "refuse", "undo")
    return Row(
        (
            Cell(line.number, tone="ink3", size=Size.MINI),
            Cell(line.name, bold=chosen, size=size, small="" if narrow else line.note, chip=chip),
            Cell(line.quantity, bold=True, size=size, tone="refuse"),
            Cell(line.unit, size=size),
            Cell(line.price, size=size, note=line.discount if narrow else "", note_tone="ink"),
            Cell(line.discount, size=size),
            Cell(line.amount, bold=True, size=size, tone="refuse"),
        ),
        bar="accent" if chosen else "refuse",
        ground="accent_tint" if chosen else "refuse_bg",
        tip=texts.joined((line.name, line.note)),
    )


def removed(line: LineRow, narrow: bool = False) -> Row:
    """A line that was taken out: it stays in its place, struck through, and counts no more."""
    size = Size.NARROW_LINE if narrow else Size.LINE
    note = line.note if narrow or not line.reason else f"{line.note}, {line.reason}"
    texts_of = (line.quantity, line.unit, line.price, line.discount, line.amount)
    return Row(
        (
            Cell(icon="bin", tone="ink3"),
            Cell(line.name, tone="ink3", size=size, small=note),
            *(Cell(text, tone="ink3", size=size) for text in texts_of),
        ),
        ground="paper",
        struck=True,
        tip=texts.joined((line.name, line.note, line.reason)),
    )
