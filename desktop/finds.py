"""The list of found goods: one row per product, with what it costs this customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import texts
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.lists import RowList
from koperasi.text import _


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A found good, ready to be painted; `stock_chip` replaces the stock when low or sold out."""

    name: str
    unit: str
    price: str
    stock: str
    contents: str = ""
    maker: str = ""
    stock_chip: Chip | None = None


def marks_of(name: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where the words looked for stand in the name, any order, without overlap."""
    low = name.casefold()
    found: list[tuple[int, int]] = []
    if len(low) != len(name):
        return ()
    for word in sorted(set(words.casefold().split()), key=len, reverse=True):
        at = low.find(word)
        if at >= 0 and all(at + len(word) <= start or at >= start + long for start, long in found):
            found.append((at, len(word)))
    return tuple(sorted(found))


class FoundList(RowList):
    """What the search found; opens in place of the lines.

    Signals:
    found_pressed(int): the row at this place was touched.
    """

    found_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column(_("Barang"), 0, pad=16),
            Column(_("Satuan"), 172),
            Column(_("Harga"), 100, texts.RIGHT),
            Column(_("Stok"), 148, texts.RIGHT),
        )
        super().__init__(columns, row_height=56, name=_("Hasil cari"), parent=parent)
        self.padding = 16
        self._found: tuple[FoundRow, ...] = ()
        self._words = ""
        self._chosen = 0
        self.row_pressed.connect(self.found_pressed.emit)

    @property
    def chosen(self) -> int:
        """The place of the chosen row, -1 when nothing was found."""
        return self._chosen if self._found else -1

    def show_found(self, found: Sequence[FoundRow], words: str, *, chosen: int = 0) -> None:
        self._found, self._words = tuple(found), words
        nothing = _("Tidak ada '{words}'. Coba sepotong nama lain.").format(words=words)
        self.show_empty(nothing if words else _("Ketik sepotong nama, atau kode barang."), "search")
        self.choose(chosen)

    def choose(self, place: int) -> None:
        """Choose a row; past the ends it stays on the last or first."""
        self._chosen = max(0, min(place, len(self._found) - 1))
        self.show_rows([self._row(n, row) for n, row in enumerate(self._found)])
        self.reveal(self._chosen)

    def _row(self, place: int, found: FoundRow) -> Row:
        chosen = place == self._chosen
        maker = Chip(found.maker, "titip") if found.maker else None
        return Row(
            (
                Cell(found.name, bold=chosen, chip=maker, marks=marks_of(found.name, self._words)),
                Cell(found.unit, bold=True, small=found.contents),
                Cell(found.price, bold=True),
                Cell(found.stock, chip=found.stock_chip),
            ),
            bar="accent" if chosen else "titip" if found.maker else "",
            ground="accent_tint" if chosen else "card",
        )
