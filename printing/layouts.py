"""Layout: a slip and a width in, finished lines out, once for text, picture and bytes.

Columns never break: a long name wraps, an amount goes whole to a line of its own.  Double
size has half the columns; what is too long for it first loses its `Rp`, then is printed
double height only.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from koperasi.text import _
from printing.letters import ascii_fold
from printing.slips import (
    BIG,
    LEFT,
    MIDDLE,
    PLAIN,
    RIGHT,
    TALL,
    Barcode,
    Blank,
    Cell,
    Cut,
    Pair,
    Part,
    Picture,
    Qr,
    Row,
    Rule,
    Signatures,
    Slip,
    Text,
    Words,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: `pad` blanks of plain size, then `text` in its size.

    `written` is the same line in plain letters over the whole width, for texts.
    """

    text: str
    written: str
    pad: int = 0
    size: str = PLAIN
    bold: bool = False


LaidOut = Line | Barcode | Qr | Picture | Cut


def lay_out(slip: Slip, columns: int) -> tuple[LaidOut, ...]:
    """The slip's lines for a paper of so many columns; every line fits, all text is ASCII."""
    done: list[LaidOut] = []
    marks = _marks(slip, columns)
    done.extend(marks)
    for part in slip.parts:
        if isinstance(part, Cut) and marks:
            done.extend(marks[:1])
        done.extend(_lines_of(part, columns))
    return tuple(done)


def _lines_of(part: Part, columns: int) -> list[LaidOut]:
    match part:
        case Text():
            return [*_text(part, columns)]
        case Pair():
            return [*_pair(part, columns)]
        case Row():
            return [*_row(part, columns)]
        case Rule():
            return [_plain(part.stroke * columns)]
        case Blank():
            return [_plain("")] * part.lines
        case Signatures():
            return [*_signatures(part, columns)]
        case Qr(caption=str(caption)) if caption:
            return [part, *_text(Text(caption, MIDDLE), columns)]
        case _:
            return [part]


def _marks(slip: Slip, columns: int) -> list[Line]:
    """What a paper is, that is no first print of a real sale: LATIHAN, CETAK ULANG, SALINAN."""
    marks: list[Line] = []
    if slip.practice:
        marks += _text(Text(_("LATIHAN"), MIDDLE, BIG, bold=True), columns)
    if slip.repeat:
        marks += _text(Text(_("CETAK ULANG"), MIDDLE, BIG, bold=True), columns)
    if slip.copy:
        marks += _text(Text(_("SALINAN {number}").format(number=slip.copy), MIDDLE, BIG, bold=True), columns)
        marks += _text(Text(slip.note, MIDDLE), columns) if slip.note else []
    return marks


def _plain(text: str, bold: bool = False) -> Line:
    return Line(text.rstrip(), text.rstrip(), bold=bold)


def _wordings(words: Words) -> tuple[str, ...]:
    return (ascii_fold(words),) if isinstance(words, str) else tuple(ascii_fold(each) for each in words)


def _fitting(words: Words, width: int) -> str:
    """The first wording that fits, or the shortest there is."""
    told = _wordings(words)
    return next((each for each in told if len(each) <= width), told[-1])


def _wrapped(text: str, width: int) -> list[str]:
    if len(text) <= width:
        return [text]
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def _balanced(text: str, width: int) -> list[str]:
    """Lines in the middle of the paper, about as long as each other: no single word is left for the last one."""
    lines = _wrapped(text, width)
    low, high = max(map(len, text.split()), default=0), width
    if len(lines) < 2 or low > width:
        return lines
    while low < high:
        middle = (low + high) // 2
        if len(_wrapped(text, middle)) > len(lines):
            low = middle + 1
        else:
            high = middle
    return _wrapped(text, high)


def _aligned(text: str, width: int, align: str) -> str:
    if align == RIGHT:
        return text.rjust(width)
    return " " * ((width - len(text)) // 2) + text if align == MIDDLE else text


def _text(part: Text, columns: int) -> list[Line]:
    size = part.size
    if size == BIG and not any(len(each) <= columns // 2 for each in _wordings(part.words)):
        size = TALL
    width = (columns // 2 if size == BIG else columns) - part.indent
    fitting = _fitting(part.words, width)
    told = _balanced(fitting, width) if part.align == MIDDLE else _wrapped(fitting, width)
    return [_sized(each, columns, part.align, size, part.bold, part.indent) for each in told]


def _sized(text: str, columns: int, align: str, size: str, bold: bool, indent: int = 0) -> Line:
    """One line of any size; double size is centred to half a letter, so it needs its own pad."""
    written = (" " * indent + _aligned(text, columns - indent, align)).rstrip()
    if size != BIG:
        return Line(written, written, size=size, bold=bold)
    free = columns - 2 * len(text)
    pad = {LEFT: min(indent, free), MIDDLE: free // 2, RIGHT: free}[align]
    return Line(text, written, pad, BIG, bold)


def _pair(part: Pair, columns: int) -> list[Line]:
    if part.size == BIG and (big := _big_pair(part, columns)):
        return [big]
    size = TALL if part.size == BIG else part.size
    width = columns - part.indent
    one = _one_line(_wordings(part.left), _wordings(part.right), width)
    told = [one] if one is not None else _broken_pair(_wordings(part.left)[-1], _wordings(part.right)[-1], width)
    lines = ((" " * part.indent + each).rstrip() for each in told)
    return [Line(text, text, size=size, bold=part.bold) for text in lines]


def _one_line(lefts: tuple[str, ...], rights: tuple[str, ...], width: int) -> str | None:
    """Left and right on one line, in the longest wordings that fit together."""
    for n in range(max(len(lefts), len(rights))):
        left, right = lefts[min(n, len(lefts) - 1)], rights[min(n, len(rights) - 1)]
        if len(left) + 1 + len(right) <= width:
            return left + right.rjust(width - len(left))
    return None


def _broken_pair(left: str, right: str, width: int) -> list[str]:
    """The left part wraps; the right one joins its last line if there is room, else stands alone."""
    lines = _wrapped(left, width)
    if len(lines[-1]) + 1 + len(right) <= width:
        return [*lines[:-1], lines[-1] + right.rjust(width - len(lines[-1]))]
    return [*lines, *(each.rjust(width) for each in _wrapped(right, width))]


def _big_pair(part: Pair, columns: int) -> Line | None:
    lefts, rights = _wordings(part.left), _wordings(part.right)
    bare = tuple(each.removeprefix("Rp ").replace("-Rp ", "-") for each in rights)
    text = _one_line(lefts, (*rights, *bare), columns // 2)
    if text is None:
        return None
    right = next(each for each in (*rights, *bare) if text.endswith(" " + each))
    left = text.removesuffix(right).rstrip()
    return Line(text.rstrip(), (left + right.rjust(columns - len(left))).rstrip(), size=BIG, bold=part.bold)


def _widths(cells: tuple[Cell, ...], columns: int) -> list[int]:
    free = columns - (len(cells) - 1) - sum(each.width for each in cells)
    sharing = [n for n, each in enumerate(cells) if not each.width]
    widths = [each.width for each in cells]
    for place, n in enumerate(sharing):
        widths[n] = max(1, free // len(sharing) + (place < free % len(sharing)))
    return widths


def _row(part: Row, columns: int) -> list[Line]:
    """Cells in their columns; when one does not fit, all but the last wrap and the last keeps its own line."""
    told = [ascii_fold(each.words) for each in part.cells]
    widths = _widths(part.cells, columns)
    placed = [
        _aligned(text, width, cell.align).ljust(width)
        for text, width, cell in zip(told, widths, part.cells, strict=True)
    ]
    line = " ".join(placed).rstrip()
    if len(line) <= columns and all(len(text) <= width for text, width in zip(told, widths, strict=True)):
        return [_plain(line, part.bold)]
    return [_plain(each, part.bold) for each in _broken_pair(" ".join(" ".join(told[:-1]).split()), told[-1], columns)]


def _signatures(part: Signatures, columns: int) -> list[Line]:
    """Who signs, room for the pen, and the name below in brackets."""
    width = columns // max(1, len(part.people))
    titles = [_wrapped(ascii_fold(who), width - 1) for who, _name in part.people]
    dots = "." * max(4, min(16, width - 5))  # who is not known yet writes her name there
    names = [_wrapped(f"({ascii_fold(name) or dots})", width - 1) for _who, name in part.people]
    return [*_side_by_side(titles, width), _plain(""), _plain(""), *_side_by_side(names, width)]


def _side_by_side(blocks: list[list[str]], width: int) -> list[Line]:
    tallest = max((len(each) for each in blocks), default=0)
    rows = ([block[n] if n < len(block) else "" for block in blocks] for n in range(tallest))
    return [_plain("".join(each.center(width) for each in row)) for row in rows]
