"""What one cell and one row of a list look like, and how they are painted.

Lists of the till are made of frozen `Row`s of `Cell`s, so a list never knows what it lists,
and a test can ask what is shown without a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop import chips, icons, keycaps, texts, theme
from desktop.chips import Chip
from desktop.theme import Size

#: A name is never squeezed below this by what stands beside it.
LEAST_NAME = 96


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    small  a few quiet words after the text (`isi 10`); given up first when room is short
    note   a second, small line under the text (`grosir`), bold in `note_tone`
    chip   after the text; with no text, in its place
    marks  parts of the text that were looked for, as (start, length)
    icon   instead of a text (the bin of a removed line)
    """

    text: str = ""
    bold: bool = False
    tone: str = "ink"
    size: int = Size.LINE
    small: str = ""
    note: str = ""
    note_tone: str = "ok"
    chip: Chip | None = None
    marks: tuple[tuple[int, int], ...] = ()
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    bar     token of the 4 px bar at the left edge, or ""
    ground  token of the background
    struck  every text is struck through
    key     of a strip that spans all columns (`Ctrl +`); `span` alone makes it one
    tip     tooltip of the whole row
    ends    False: no line to the row below
    """

    cells: tuple[Cell, ...]
    bar: str = ""
    ground: str = "card"
    struck: bool = False
    span: bool = False
    key: str = ""
    tip: str = ""
    ends: bool = True
    tag: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: `width` at 100 %, 0 for the one that takes the rest."""

    title: str
    width: int = 0
    align: Qt.AlignmentFlag = texts.LEFT
    pad: int = 8


def paint_text(painter: QPainter, cell: Cell, box: QRectF, align: Qt.AlignmentFlag, struck: bool) -> None:
    """The text of a cell, with its note below, small words and chip behind it."""
    if cell.icon:
        side = theme.px(18)
        icons.draw(painter, cell.icon, cell.tone, box.center().x() - side / 2, box.center().y() - side / 2, side)
        return
    if cell.note:
        _paint_noted(painter, cell, box, align)
        return
    if align != texts.LEFT:
        _paint_at_end(painter, cell, box, align, struck)
        return
    text, small = _fitted(cell, box.width())
    end = box.left()
    if text:
        marked = text == cell.text and bool(cell.marks)
        end = texts.draw(painter, _bold_marks(cell) if marked else text, box, cell.size, cell.tone, bold=cell.bold)
        if struck:
            _strike(painter, box.left(), end, box, cell)
        if marked:
            _underline(painter, cell, box)
        end += theme.px(8)
    if small:
        rest = box.adjusted(end - box.left(), 0, 0, 0)
        end = texts.draw(painter, small, rest, Size.MINI, "ink3") + theme.px(8)
    if cell.chip is not None:
        size = chips.size_of(cell.chip)
        chips.paint(painter, cell.chip, QRectF(QPointF(end, box.center().y() - size.height() / 2), size))


def _fitted(cell: Cell, room: float) -> tuple[str, str]:
    """The name elided in its middle, and the small words if there is room for them."""
    chip = chips.size_of(cell.chip).width() + theme.px(8) if cell.chip is not None else 0
    small = texts.width(cell.small, Size.MINI) + theme.px(8) if cell.small else 0
    wanted = texts.width(_bold_marks(cell), cell.size, cell.bold)
    if wanted + chip + small > room:
        small = 0
    left = max(room - chip - small, min(theme.px(LEAST_NAME), wanted, int(room)))
    text = cell.text if wanted <= left else texts.elided(cell.text, left, cell.size, cell.bold)
    return text, cell.small if small else ""


def _paint_noted(painter: QPainter, cell: Cell, box: QRectF, align: Qt.AlignmentFlag) -> None:
    top = box.center().y() - theme.px(18)
    line = QRectF(box.left(), top, box.width(), theme.px(20))
    text = texts.elided(cell.text, box.width(), cell.size, cell.bold) if align == texts.LEFT else cell.text
    texts.draw(painter, text, line, cell.size, cell.tone, bold=cell.bold, align=align)
    line = QRectF(box.left(), top + theme.px(20), box.width(), theme.px(16))
    note = texts.elided(cell.note, box.width(), Size.MINI, bold=True) if align == texts.LEFT else cell.note
    texts.draw(painter, note, line, Size.MINI, cell.note_tone, bold=True, align=align)


def _paint_at_end(painter: QPainter, cell: Cell, box: QRectF, align: Qt.AlignmentFlag, struck: bool) -> None:
    if cell.chip is not None:
        size = chips.size_of(cell.chip)
        chips.paint(
            painter, cell.chip, QRectF(QPointF(box.right() - size.width(), box.center().y() - size.height() / 2), size)
        )
        return
    end = texts.draw(painter, cell.text, box, cell.size, cell.tone, bold=cell.bold, align=align)
    if struck and cell.text:
        _strike(painter, end - texts.width(cell.text, cell.size, cell.bold), end, box, cell)


def _strike(painter: QPainter, start: float, end: float, box: QRectF, cell: Cell) -> None:
    painter.setPen(QPen(theme.colour(cell.tone), theme.px(2)))
    y = texts.baseline(box.top(), box.height(), cell.size) - theme.metrics(cell.size).xHeight() / 2
    painter.drawLine(QPointF(start, y), QPointF(end, y))


def _bold_marks(cell: Cell) -> str:
    """The text with what was looked for as bold runs."""
    parts, at = [], 0
    for start, length in cell.marks:
        parts += [cell.text[at:start], "**", cell.text[start : start + length], "**"]
        at = start + length
    return "".join([*parts, cell.text[at:]])


def _underline(painter: QPainter, cell: Cell, box: QRectF) -> None:
    """Turmeric under what was looked for; an elided name goes without."""
    y = texts.baseline(box.top(), box.height(), cell.size) + theme.px(5)
    x, at = box.left(), 0
    painter.setPen(QPen(theme.colour("kunyit"), theme.px(2)))
    for start, length in cell.marks:
        x += texts.width(cell.text[at:start], cell.size, cell.bold)
        end = x + texts.width(cell.text[start : start + length], cell.size, True)
        painter.drawLine(QPointF(x, y), QPointF(end, y))
        x, at = end, start + length


def paint_strip(painter: QPainter, row: Row, box: QRectF, left: float) -> None:
    """A strip over all columns: an icon, a sentence with bold parts, and its key at the right."""
    cell = row.cells[0]
    side = theme.px(22)
    x = box.left() + left
    if cell.icon:
        icons.draw(painter, cell.icon, cell.tone, x, box.center().y() - side / 2, side)
        x += side + theme.px(12)
    texts.draw(painter, cell.text, box.adjusted(x - box.left(), 0, 0, 0), Size.BODY, "ink")
    if row.key:
        cap = keycaps.size_of(row.key)
        keycaps.paint(painter, row.key, box.right() - theme.px(12) - cap.width(), box.center().y() - cap.height() / 2)
