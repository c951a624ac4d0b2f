"""Tables of reports in a PDF, drawn row by row: heads on every page, thousands of rows soon done.

ReportLab's own tables make an object of every cell and look at each several times.  Here a
row is measured once and written once, page by page, so that a long table costs little more
than its words.  Whoever imports this module imports ReportLab: only who writes a PDF does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from koperasi.stops import Stop
from printing import typesetting
from printing.inks import HEAD, INK, LINE, TITIP
from printing.pdf_widths import BOLD, PADDING, REGULAR, Band, Told

LEADING, OVER, UNDER = 1.35, 2.5, 3.0
#: A row further in starts so much to the right, at 1 pt of type.
INDENT = 1.6
#: A row is parted only where so many lines of it stand on either page.
WORTH = 4
#: Said to a stop between so many rows.
STEP = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """As much of one row as stands on one page: from which line, how many; `ends` when nothing of it follows."""

    row: int
    first: int
    lines: int
    ends: bool = True


class Grid:
    """The rows of a report between the same columns, ready to be drawn."""

    def __init__(self, told: Told, band: Band, size: float, most: float, stop: Stop) -> None:
        self.told, self.band, self.size, self.stop = told, band, size, stop
        self.leading = size * LEADING
        #: How high the table may be on a page of its own.
        self.page = most
        self.head = [self._broken(told.heads[place], n, bold=True) for n, place in enumerate(band.places)]
        self.head_high = max((len(each) for each in self.head), default=1) * self.leading + OVER + UNDER
        #: What was broken, by row: most rows stand as they are.
        self.broken: dict[int, list[list[str]]] = {}
        self.pieces = list(self._cut(max(1, int((most - self.head_high - OVER - UNDER) / self.leading))))
        self.lefts = [sum(band.widths[:n]) for n in range(len(band.widths) + 1)]

    def _cut(self, most: int) -> Iterator[Piece]:
        """Every row; one that is taller than a page goes on over the next."""
        for row in range(len(self.told.rows)):
            lines = self._lines(row)
            for first in range(0, lines, most):
                yield Piece(row, first, min(most, lines - first), ends=first + most >= lines)

    def _lines(self, row: int) -> int:
        wide, size = self.told.widths[row], self.size
        fits = True
        for place, width in zip(self.band.places, self.band.widths, strict=True):
            if wide[place] * size / 1000 > width - 2 * PADDING - self._indent(row, place):
                fits = False
        if fits:
            return 1
        bold = self.told.looks[row].bold
        words = self.told.rows[row]
        self.broken[row] = [
            self._broken(words[place], n, bold=bold, indent=self._indent(row, place))
            for n, place in enumerate(self.band.places)
        ]
        return max(1, *(len(each) for each in self.broken[row]))

    def _broken(self, words: str, column: int, *, bold: bool, indent: float = 0.0) -> list[str]:
        room = (self.band.widths[column] - 2 * PADDING - indent) * 1000 / self.size
        return typesetting.lines(words, max(1, int(room + 0.5)), bold=bold) or [""]

    def _indent(self, row: int, place: int) -> float:
        return self.told.looks[row].indent * INDENT * self.size if place == self.told.naming else 0.0

    def under_amounts(self, row: int, y: float) -> list[tuple[float, float, float, float]]:
        """Lines as wide as the columns in which a row has amounts."""
        words = self.told.rows[row]
        return [
            (self.lefts[n] + PADDING, y, self.lefts[n + 1] - PADDING, y)
            for n, place in enumerate(self.band.places)
            if self.told.right[place] and words[place]
        ]

    @property
    def whole(self) -> float:
        """How high all of it would be on one page."""
        return self.head_high + sum(self.high(each) for each in self.pieces)

    def high(self, piece: Piece) -> float:
        return piece.lines * self.leading + OVER + UNDER


class Rows(Flowable):
    """Some of a grid's rows under its head; the rest goes on over the next page."""

    def __init__(self, grid: Grid, first: int = 0, last: int | None = None) -> None:
        super().__init__()
        self.grid, self.first, self._end = grid, first, last
        self.hAlign = "LEFT"
        self.width = grid.lefts[-1]

    @property
    def last(self) -> int:
        return len(self.grid.pieces) if self._end is None else self._end

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """How high it is, or that it is higher than there is room."""
        self.height, fitting = self._fitting(aH)
        if fitting < self.last:
            self.height = aH + 1
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Any]:
        """What fits here, and the rest; a heading is never the last on a page, nor a total the first."""
        _high, end = self._fitting(aH)
        grid = self.grid
        if end >= self.last:
            return [self]
        end = self._torn_well(end, aH)
        if end <= self.first:
            end = self.first + self._parted(aH)
        return [Rows(grid, self.first, end), Rows(grid, end, self._end)] if end > self.first else []

    def _torn_well(self, end: int, room: float) -> int:
        """Where the rows are torn, so that no page ends with a heading and none begins with a total."""
        looks, pieces = self.grid.told.looks, self.grid.pieces
        torn = end
        while torn > self.first and (looks[pieces[torn - 1].row].leads or looks[pieces[torn].row].follows):
            torn -= 1
        # Where a whole page has nothing but headings, any place is as good.
        return end if torn == self.first and room >= self.grid.page else torn

    def _parted(self, room: float) -> int:
        """1 when a tall row could be begun here, so that it goes on over the next page; else 0."""
        grid, piece = self.grid, self.grid.pieces[self.first]
        lines = min(int((room - grid.head_high - OVER - UNDER) / grid.leading), piece.lines - WORTH)
        if lines < WORTH:
            return 0
        rest = Piece(piece.row, piece.first + lines, piece.lines - lines, piece.ends)
        grid.pieces[self.first : self.first + 1] = [Piece(piece.row, piece.first, lines, ends=False), rest]
        return 1

    def _fitting(self, room: float) -> tuple[float, int]:
        grid = self.grid
        high = grid.head_high
        for number in range(self.first, self.last):
            more = grid.high(grid.pieces[number])
            if high + more > room + 0.01:
                return high, number
            high += more
        return high, self.last

    def draw(self) -> None:
        grid, canvas = self.grid, self.canv
        pieces = grid.pieces[self.first : self.last]
        tops = list(_tops(grid, pieces, self.height))
        _grounds(grid, canvas, pieces, tops, self.height)
        text = canvas.beginText()
        text.setFillColor(_colour(INK))
        pen = _Pen(text, grid)
        pen.head(self.height)
        for number, (piece, top) in enumerate(zip(pieces, tops, strict=True)):
            if number % STEP == 0:
                grid.stop.step(grid.told.count + self.first + number, grid.told.work)
            pen.row(piece, top)
        canvas.drawText(text)


@lru_cache(maxsize=16)
def _colour(ink: int) -> Any:
    return HexColor(ink)


def _tops(grid: Grid, pieces: Sequence[Piece], height: float) -> Iterator[float]:
    top = height - grid.head_high
    for piece in pieces:
        yield top
        top -= grid.high(piece)


def _grounds(grid: Grid, canvas: Any, pieces: Sequence[Piece], tops: Sequence[float], height: float) -> None:
    """Tints behind head and totals, hairlines under rows, a line over the totals."""
    wide = grid.lefts[-1]
    canvas.setFillColor(_colour(HEAD))
    canvas.rect(0, height - grid.head_high, wide, grid.head_high, stroke=0, fill=1)
    hairlines = [(0, height - grid.head_high, wide, height - grid.head_high)]
    strong: list[tuple[float, float, float, float]] = []
    for piece, top in zip(pieces, tops, strict=True):
        low = top - grid.high(piece)
        look = grid.told.looks[piece.row]
        if look.tinted:
            canvas.rect(0, low, wide, top - low, stroke=0, fill=1)
        if look.ruled:
            strong.append((0, top, wide, top))
        if look.above:
            strong += grid.under_amounts(piece.row, top)
        if piece.ends:
            hairlines.append((0, low, wide, low))
            if look.double:
                strong += [*grid.under_amounts(piece.row, low + 0.8), *grid.under_amounts(piece.row, low + 2.4)]
    canvas.setStrokeColor(_colour(LINE))
    canvas.setLineWidth(0.5)
    canvas.lines(hairlines)
    if strong:
        canvas.setStrokeColor(_colour(INK))
        canvas.setLineWidth(0.8)
        canvas.lines(strong)


class _Pen:
    """Writes the words of rows into one text of the page."""

    def __init__(self, text: Any, grid: Grid) -> None:
        self._text, self._grid = text, grid
        self._bold: bool | None = None
        band = grid.band
        self._cells = [
            (place, grid.lefts[n] + PADDING, grid.lefts[n + 1] - PADDING, grid.told.right[place])
            for n, place in enumerate(band.places)
        ]

    def _weight(self, bold: bool) -> None:
        if bold is not self._bold:
            self._bold = bold
            self._text.setFont(BOLD if bold else REGULAR, self._grid.size, self._grid.leading)

    def head(self, top: float) -> None:
        grid = self._grid
        self._weight(True)
        for (_place, left, end, right), lines in zip(self._cells, grid.head, strict=True):
            # Heads of one line stand at the foot, next to their column.
            at = top - grid.head_high + UNDER + len(lines) * grid.leading
            self._lines(lines, left, end, right, at)

    def row(self, piece: Piece, top: float) -> None:
        grid = self._grid
        look, top = grid.told.looks[piece.row], top - OVER
        self._weight(look.bold)
        broken = grid.broken.get(piece.row)
        if broken is None:
            self._plain(piece.row, look.marked, top - grid.size)
            return
        for (place, left, end, right), lines in zip(self._cells, broken, strict=True):
            indent = grid._indent(piece.row, place)
            with_ink = look.marked and place == grid.told.naming
            if with_ink:
                self._text.setFillColor(_colour(TITIP))
            self._lines(lines[piece.first : piece.first + piece.lines], left + indent, end, right, top)
            if with_ink:
                self._text.setFillColor(_colour(INK))

    def _plain(self, row: int, marked: bool, y: float) -> None:
        """A row of one line: its widths are known, so nothing is measured again."""
        grid, text = self._grid, self._text
        told, scale = grid.told, grid.size / 1000
        words, widths = told.rows[row], told.widths[row]
        for place, left, end, right in self._cells:
            cell = words[place]
            if not cell:
                continue
            x = end - widths[place] * scale if right else left + grid._indent(row, place)
            text.setTextOrigin(x, y)
            if marked and place == told.naming:
                text.setFillColor(_colour(TITIP))
                text.textOut(cell)
                text.setFillColor(_colour(INK))
            else:
                text.textOut(cell)

    def _lines(self, lines: Sequence[str], left: float, end: float, right: bool, top: float) -> None:
        grid, bold = self._grid, bool(self._bold)
        y = top - grid.size
        for words in lines:
            wide = typesetting.width(words, bold=bold) * grid.size / 1000
            self._text.setTextOrigin(end - wide if right else left, y)
            self._text.textOut(words)
            y -= grid.leading
