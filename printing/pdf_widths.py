"""How wide the columns of a report are on paper, how large its type is, and whether the page lies.

Words are measured once, in thousandths of the type size; every size that is tried is a
multiple of that.  A table too wide for any size is parted: its first column of words stands
again beside each part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from koperasi.stops import Stop
from printing import typesetting
from printing.reports import Cell, Column, Report, naming_column, shown

REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
A4 = (595.2755905511812, 841.8897637795277)  # points, as ReportLab has it
MARGIN = 36.0
SIZES = (9.0, 8.0, 7.0, 6.0)  # type sizes tried until the columns fit
PARTED = 7.0  # the type size of a table in parts
PADDING = 5.0
NARROW_TEXT = 80.0  # a column of words is never made narrower to fit
WIDE_TEXT = 180.0  # nor wider, in a table that does not fit anyway


@dataclass(frozen=True, slots=True)
class Look:
    """How a row looks on paper.

    tinted        on a ground of its own, `ruled` with a strong line over all of it
    above, double lines over and under its amounts
    indent        steps to the right of what names it; `marked` for members' goods
    leads         it must not be the last on a page; `follows`: nor this one the first
    """

    bold: bool = False
    tinted: bool = False
    ruled: bool = False
    above: bool = False
    double: bool = False
    indent: int = 0
    marked: bool = False
    leads: bool = False
    follows: bool = False


PLAIN, MARKED, TOTAL = Look(), Look(marked=True), Look(bold=True, tinted=True, ruled=True, follows=True)


def look(report: Report, number: int) -> Look:
    """How a row of it stands."""
    style, marked, sums = report.styles.get(number), number in report.marked, number in report.sums
    if style is None:
        return Look(bold=True, tinted=True, leads=True) if sums else MARKED if marked else PLAIN
    leads = sums or (style.bold and not style.above)
    return Look(style.bold, sums, False, style.above, style.double, style.level, marked, leads, style.above)


@dataclass(frozen=True, slots=True)
class Band:
    """Columns beside each other on a page, and how wide each is in points."""

    places: tuple[int, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Type size, the parts of the table, and whether the page lies."""

    size: float
    bands: tuple[Band, ...]
    lying: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A report's rows as words, each with its width and its look; the totals are the last of them."""

    heads: list[str]
    right: list[bool]
    naming: int
    rows: list[list[str]]
    widths: list[list[int]]
    looks: list[Look]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def work(self) -> int:
        """What there is to do to write them, in the steps of a `Stop`: measure, draw, put together."""
        return self.count * 2 + self.count // 8 + 1


class _Letters(dict[str, int]):
    """Widths of letters; one that nothing is known of is as wide as the typeface says."""

    def __init__(self, bold: bool) -> None:
        _known, widths, self._other = typesetting._face(bold)
        super().__init__({chr(code): wide for code, wide in widths.items()})

    def __missing__(self, letter: str) -> int:
        return self._other


@cache
def _letters(bold: bool) -> _Letters:
    return _Letters(bold)


def told(report: Report, stop: Stop) -> Told:
    """Every row as words; raises Stopped."""
    columns = report.columns
    rows: list[list[str]] = []
    looks: list[Look] = []
    whole, styled = len(report.rows), bool(report.styles or report.sums)
    for number, row in enumerate(report.rows):
        if number % 500 == 0:
            stop.step(number, whole * 2 + whole // 8 + 1)
        rows.append(words_of(row, columns))
        looks.append(look(report, number) if styled else MARKED if number in report.marked else PLAIN)
    if report.totals is not None:
        rows.append(words_of(report.totals, columns))
        looks.append(TOTAL)
    widths = [_widths_of(row, look.bold) for row, look in zip(rows, looks, strict=True)]
    heads = [typesetting.drawable(each.label) for each in columns]
    return Told(heads, [each.number for each in columns], naming_column(report), rows, widths, looks)


def words_of(row: Sequence[Cell], columns: Sequence[Column]) -> list[str]:
    return [typesetting.drawable(shown(cell, column.kind)) for cell, column in zip(row, columns, strict=True)]


def _widths_of(row: Sequence[str], bold: bool) -> list[int]:
    of = _letters(bold).__getitem__
    return [sum(map(of, words)) for words in row]


def plan(told: Told) -> Plan:
    """The largest type and the narrowest page that the columns fit."""
    natural = _natural(told)
    for lying in (False, True):
        for size in SIZES[: 2 if not lying else None]:
            if widths := _easy(told, natural, size, room(lying)) or fitting(told, natural, size, room(lying)):
                return Plan(size, (Band(tuple(range(len(widths))), tuple(widths)),), lying)
    return Plan(PARTED, parted(told, natural, PARTED, room(True)), True)


def within(told: Told, wide: float) -> Plan:
    """The same for a page that is chosen already."""
    natural = _natural(told)
    for size in SIZES:
        if widths := fitting(told, natural, size, wide):
            return Plan(size, (Band(tuple(range(len(widths))), tuple(widths)),), False)
    return Plan(PARTED, parted(told, natural, PARTED, wide), False)


def room(lying: bool) -> float:
    """How wide a table may be."""
    return A4[1 if lying else 0] - 2 * MARGIN


def _natural(told: Told) -> list[int]:
    """How wide each column would like to be, in thousandths of the type size."""
    of = _letters(True).__getitem__
    found = []
    for place, (label, number) in enumerate(zip(told.heads, told.right, strict=True)):
        # A number's label may wrap over a narrow column; a column of words has room for its own.
        parts = label.split() if number else [label]
        longest = max((sum(map(of, each)) for each in parts), default=0)
        found.append(max(longest, *(row[place] for row in told.widths)) if told.widths else longest)
    return found


def _easy(told: Told, natural: Sequence[int], size: float, wide: float) -> list[float] | None:
    """Widths with every label on one line, where there is room for that."""
    of = _letters(True).__getitem__
    whole = [max(each, sum(map(of, label))) for each, label in zip(natural, told.heads, strict=True)]
    if sum(each * size / 1000 + 2 * PADDING + 1 for each in whole) > wide:
        return None
    return fitting(told, whole, size, wide)


def fitting(told: Told, natural: Sequence[int], size: float, wide: float) -> list[float] | None:
    """Widths that fill the room: numbers as wide as they are, words sharing the rest; None if they cannot."""
    widths = [each * size / 1000 + 2 * PADDING + 1 for each in natural]
    words = [place for place, number in enumerate(told.right) if not number]
    long = [place for place in words if widths[place] > NARROW_TEXT]
    rest = wide - sum(width for place, width in enumerate(widths) if place not in long)
    wanted = sum(widths[place] for place in long)
    if wanted > rest:
        if not long or min(widths[place] * rest / wanted for place in long) < NARROW_TEXT:
            return None
        for place in long:
            widths[place] *= rest / wanted
        return widths
    # What is left over goes to words, but only so much that a row is still easy to follow.
    growing = long or words
    more = min(1 + (rest - wanted) / sum(widths[place] for place in growing), 1.5) if growing else 1.0
    for place in growing:
        widths[place] *= more
    return widths if sum(widths) <= wide + 0.01 else None


def parted(told: Told, natural: Sequence[int], size: float, wide: float) -> tuple[Band, ...]:
    """Columns in parts that fit, each beginning with the one that names the rows."""
    widths = [each * size / 1000 + 2 * PADDING + 1 for each in natural]
    widths = [min(each, wide / 2 if told.right[n] else WIDE_TEXT) for n, each in enumerate(widths)]
    rest = [place for place in range(len(widths)) if place != told.naming]
    free = wide - widths[told.naming]
    parts = _dealt(rest, widths, free)
    # About as much in each part, so that none is a lonely column.
    even = sum(widths[each] for each in rest) / len(parts) + max(widths[each] for each in rest) / 2
    balanced = _dealt(rest, widths, min(free, even))
    chosen = balanced if len(balanced) == len(parts) else parts
    bands = [[told.naming, *part] for part in chosen]
    return tuple(Band(tuple(each), tuple(widths[place] for place in each)) for each in bands)


def _dealt(places: Sequence[int], widths: Sequence[float], free: float) -> list[list[int]]:
    """Columns in their order, as many in each part as there is room for; one at least."""
    parts: list[list[int]] = [[]]
    for place in places:
        if parts[-1] and sum(widths[each] for each in (*parts[-1], place)) > free:
            parts.append([])
        parts[-1].append(place)
    return parts
