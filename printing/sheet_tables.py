"""Small tables of a sheet: as large as the room allows, numbers in one piece, long words wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from printing import typesetting
from printing.inks import INK, LINE, SOFT
from printing.pdf_files import BOLD, REGULAR, paragraph, type_style
from printing.reports import Cell, Column, shown
from printing.sheets import Lines

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

#: Type sizes, tried until the columns fit; points of white beside a word.
SIZES, PAD = (8.5, 8.0, 7.5, 7.0, 6.5), 4.0
#: Words are never made narrower than this, nor told over more lines.
NARROW, MOST_LINES = 58.0, 2


def padding(sides: float, ends: float) -> list[Any]:
    """White within every cell, as a table's style says it."""
    whole = (0, 0), (-1, -1)
    across = [(f"{side}PADDING", *whole, sides) for side in ("LEFT", "RIGHT")]
    return [*across, *((f"{side}PADDING", *whole, ends) for side in ("TOP", "BOTTOM"))]


def table(block: Lines, room: float) -> Flowable:
    """The table, so wide; its head stands again on every page."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import LongTable

    size, widths = _measured(block, room)
    heads: list[Any] = [
        paragraph(each.label, type_style("head", size, bold=True, right=each.number, colour=SOFT))
        for each in block.columns
    ]
    rows = [
        heads,
        *(_row(row, block.columns, size, widths, bold=n in block.strong) for n, row in enumerate(block.rows)),
    ]
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.3),
        ("TEXTCOLOR", (0, 0), (-1, -1), HexColor(INK)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(LINE)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(SOFT)),
        *padding(PAD, 1.7),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]
    style += [("ALIGN", (n, 0), (n, -1), "RIGHT") for n, each in enumerate(block.columns) if each.number]
    style += [("FONT", (0, n + 1), (-1, n + 1), BOLD, size, size * 1.3) for n in sorted(block.strong)]
    if block.totals is not None:
        rows.append(_row(block.totals, block.columns, size, widths, bold=True))
        style += [
            ("FONT", (0, -1), (-1, -1), BOLD, size, size * 1.3),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, HexColor(INK)),
        ]
    return LongTable(rows, colWidths=widths, repeatRows=1, hAlign="LEFT", style=style)


def _row(
    row: Sequence[Cell], columns: Sequence[Column], size: float, widths: Sequence[float], *, bold: bool = False
) -> list[Any]:
    told: list[Any] = []
    for cell, column, width in zip(row, columns, widths, strict=True):
        words = typesetting.drawable(shown(cell, column.kind))
        fits = typesetting.width(words, bold=bold) * size / 1000 <= width - PAD
        told.append(words if column.number or fits else _wrapped(words, size, width, bold=bold))
    return told


def _wrapped(words: str, size: float, width: float, *, bold: bool) -> Flowable:
    """Words over a few lines; what is longer ends in an ellipsis, so that no name makes a paper long."""
    room = int((width - 2 * PAD) * 1000 / size)
    lines = typesetting.shortened(typesetting.lines(words, room, bold=bold), MOST_LINES, room, bold=bold)
    return paragraph(" ".join(lines), type_style("cell", size, bold=bold))


def _measured(block: Lines, room: float) -> tuple[float, list[float]]:
    """The largest type at which the table fits, and how wide its columns are then."""
    for size in SIZES:
        natural = [_natural(block, place, size) for place in range(len(block.columns))]
        words = [place for place, column in enumerate(block.columns) if not column.number]
        rest = room - sum(wide for place, wide in enumerate(natural) if place not in words)
        wanted = sum(natural[place] for place in words)
        if wanted <= rest:
            return size, _filled(natural, words, rest - wanted)
        if rest >= sum(min(natural[place], NARROW) for place in words):
            return size, _narrowed(natural, words, rest)
    return SIZES[-1], [wide * room / sum(natural) for wide in natural]


def _natural(block: Lines, place: int, size: float) -> float:
    column = block.columns[place]
    # A label may wrap, but none of its words is torn.
    longest = max(
        (typesetting.width(each, bold=True) for each in typesetting.drawable(column.label).split()), default=0
    )
    for n, row in enumerate(block.rows):
        said = typesetting.drawable(shown(row[place], column.kind))
        longest = max(longest, typesetting.width(said, bold=n in block.strong))
    if block.totals is not None:
        said = typesetting.drawable(shown(block.totals[place], column.kind))
        longest = max(longest, typesetting.width(said, bold=True))
    return longest * size / 1000 + 2 * PAD + 1


def _filled(natural: list[float], words: Sequence[int], over: float) -> list[float]:
    """What is left over goes to the words; to the last column where there are none."""
    widths = list(natural)
    for place in words or [len(natural) - 1]:
        widths[place] += over / max(1, len(words))
    return widths


def _narrowed(natural: list[float], words: Sequence[int], rest: float) -> list[float]:
    """Words share what is there: short ones keep their width, long ones wrap."""
    widths, open_places, left = list(natural), list(words), rest
    while open_places:
        even = left / len(open_places)
        short = [place for place in open_places if natural[place] <= even]
        if not short:
            for place in open_places:
                widths[place] = even
            break
        for place in short:
            open_places.remove(place)
            left -= natural[place]
    return widths
