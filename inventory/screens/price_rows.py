"""How a price change looks in its list: what it costs, what it is sold for, and what it shall be."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject

from desktop.cells import Cell, Column, Row
from desktop.row_models import Index, RowModel
from desktop.texts import RIGHT
from desktop.theme import Size
from inventory import price_rules
from inventory.price_boards import Board, BoardRow
from inventory.price_rules import Alarm
from inventory.screens.goods_rows import percent
from koperasi.text import N_, _

#: Wide and narrow: good, unit, cost, price, its margin, new price, its margin.
WIDTHS = (0, 150, 92, 100, 80, 104, 80)
NARROW_WIDTHS = (0, 96, -1, 86, -1, 92, 72)

HINT = N_("Cari nama barang, atau pilih kategori atau pemasok.")
#: Alarms that a person must not miss; the others are only told.
GRAVE = frozenset({Alarm.BELOW_COST, Alarm.ABOVE_CEILING})


def columns() -> list[Column]:
    return [
        Column(_("Barang"), 0),
        Column(_("Satuan"), WIDTHS[1]),
        Column(_("Modal"), WIDTHS[2], RIGHT),
        Column(_("Sekarang"), WIDTHS[3], RIGHT),
        Column(_("Margin"), WIDTHS[4], RIGHT),
        Column(_("Harga baru"), WIDTHS[5], RIGHT),
        Column(_("Margin"), WIDTHS[6], RIGHT),
    ]


def row(each: BoardRow, *, chosen: bool) -> Row:
    """A price with what is proposed for it; one that is left out is struck through."""
    proposed = each.proposed
    alarms = proposed.alarms if proposed is not None and not each.out else ()
    told = [alarm for alarm in alarms if alarm is not Alarm.NO_COST]
    grave = any(alarm in GRAVE for alarm in told)
    name = Cell(
        each.good.name,
        bold=True,
        size=Size.BODY,
        note=", ".join(_(price_rules.ALARMS[alarm]) for alarm in told),
        note_tone="refuse" if grave else "warn",
    )
    cells = (
        name,
        Cell(each.unit.name, size=Size.BODY, tone="ink2", note=price_rules.about(each.line), note_tone="ink2"),
        Cell(each.cost.bare if each.cost is not None else "–", size=Size.BODY, tone="ink2"),
        Cell(each.line.price.bare, size=Size.BODY),
        _margin(each.margin),
        Cell(proposed.new.bare if proposed is not None else "–", bold=proposed is not None, size=Size.BODY),
        _margin(proposed.margin_new if proposed is not None else None),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, struck=each.out)


def _margin(margin: int | None) -> Cell:
    if margin is None:
        return Cell("–", size=Size.BODY, tone="ink3")
    return Cell(percent(margin), size=Size.BODY, tone="refuse" if margin < 0 else "ink")


class BoardModel(RowModel):
    """The rows of a board, drawn as they come into sight: thousands of prices cost nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(columns(), parent)
        self.board = Board()
        self.chosen = 0

    def show_board(self, board: Board) -> None:
        """All of it anew."""
        self.beginResetModel()
        self.board = board
        self.endResetModel()

    def change(self, board: Board, chosen: int) -> None:
        """The same rows otherwise, another of them chosen: nothing scrolls."""
        self.board, self.chosen = board, chosen
        if board.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(board.rows) - 1, len(self.columns) - 1))

    def row(self, number: int) -> Row:
        return row(self.board.rows[number], chosen=number == self.chosen)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.board.rows)
