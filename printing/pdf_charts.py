"""Charts for PDF, drawn by ReportLab: rectangles, ticks and words on white paper.

    standing(bars, width, height)   bars by hour, day or week, with a tick where the usual is
    lying(bars, width)              bars under each other, name at the left, figure at the right
    pareto(bars, shares, width)     standing bars with the line of what they are together
    share(parts, width)             one bar of two or more parts; never a pie
    of_report(chart, width)         the chart of a `Report`

Each takes plain values and gives a flowable; equal values give equal bytes.  Widths and
heights are points.  Colours come from `printing.inks`, and none speaks alone: what is usual
is a tick with a dark rim, members' goods have their word in the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from printing import pdf_files, typesetting
from printing.inks import ACCENT, EDGE, INK, KUNYIT, LINE, PAPER, SOFT, TINT, TITIP
from printing.reports import Chart

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

WHOLE = 10_000
SMALL, PLAIN = 7.5, 8.5  # type sizes in points
ROW, GAP = 15.0, 6.0
#: A name stands at the left of its bar in at most so much of the width.
NAMES = 0.36
#: What parts of one bar are filled with, from left to right.
SHARES = (ACCENT, TINT, EDGE, LINE, KUNYIT)
#: Marks of a Pareto, in basis points.
MARKS = (8_000, 9_500)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how long it is, the figure told with it, and what is usual (None: nothing is known).

    `marked` bars are members' goods; `told` bars have their figure over them in a standing chart.
    """

    name: str
    value: int
    words: str = ""
    usual: int | None = None
    marked: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one bar, with the words that stand under it."""

    value: int
    words: str


def standing(bars: Sequence[Bar], width: float, height: float = 120.0) -> Drawing:
    """Bars side by side, named below; the tick is what is usual there."""
    drawn = _drawing(width, height)
    floor, head = ROW, ROW
    most = max([1, *(bar.value for bar in bars), *(bar.usual or 0 for bar in bars)])
    wide, scale = width / max(1, len(bars)), (height - floor - head) / most
    widest = max([1.0, *(_width(bar.name, SMALL) for bar in bars)])
    every = max(1, int(-(-(widest + 4) // wide)))
    for n, bar in enumerate(bars):
        left, high = n * wide, scale * max(0, bar.value)
        _box(drawn, left + wide * 0.14, floor, wide * 0.72, high, TITIP if bar.marked else ACCENT)
        if bar.usual is not None:
            _tick(drawn, left + wide * 0.05, floor + scale * max(0, bar.usual), wide * 0.9)
        if n % every == 0:
            _words(drawn, left + wide / 2, 4, bar.name, SMALL, colour=SOFT, anchor="middle")
    _line(drawn, 0, floor, width, floor, EDGE, 0.8)
    _tell(drawn, bars, wide, lambda bar: floor + scale * _over(bar, ROW / scale))
    return drawn


def _over(bar: Bar, room: float) -> int:
    """Above which value a bar's figure stands: its own, or the tick's where that leaves no room between them."""
    value, usual = max(0, bar.value), max(0, bar.usual or 0)
    return value if usual - value > room else max(value, usual)


def _tell(drawn: Any, bars: Sequence[Bar], wide: float, top: Any) -> None:
    """Figures over their bars, kept within the picture and off each other; the longest bar's own wins."""
    told = sorted((n for n, bar in enumerate(bars) if bar.told and bar.words), key=lambda n: (-bars[n].value, n))
    taken: list[tuple[float, float]] = []
    for n in told:
        long = _width(bars[n].words, SMALL, bold=True)
        left = min(max(0.0, n * wide + wide / 2 - long / 2), max(0.0, drawn.width - long))
        if all(left > end + 3 or left + long < start - 3 for start, end in taken):
            taken.append((left, left + long))
            _words(drawn, left, top(bars[n]) + 4, bars[n].words, SMALL, bold=True)


def lying(bars: Sequence[Bar], width: float, *, most: int = 0) -> Drawing:
    """Bars under each other on one scale; `most` is that scale's end where several charts share it."""
    drawn = _drawing(width, ROW * max(1, len(bars)))
    names = min(width * NAMES, max([0.0, *(_width(bar.name, PLAIN) for bar in bars)])) + GAP
    figures = max([0.0, *(_width(bar.words, PLAIN, bold=True) for bar in bars)]) + GAP
    end = max([1, most, *(bar.value for bar in bars), *(bar.usual or 0 for bar in bars)])
    scale = max(0.0, width - names - figures) / end
    for n, bar in enumerate(bars):
        low = drawn.height - (n + 1) * ROW
        _words(drawn, 0, low + 4.5, _fitting(bar.name, names - GAP, PLAIN), PLAIN)
        _box(drawn, names, low + 2.5, max(0.8, scale * max(0, bar.value)), ROW - 5, TITIP if bar.marked else ACCENT)
        if bar.usual is not None:
            _post(drawn, names + scale * max(0, bar.usual), low + 0.8, ROW - 1.6)
        _words(drawn, width, low + 4.5, bar.words, PLAIN, bold=True, anchor="end")
    return drawn


def pareto(bars: Sequence[Bar], shares: Sequence[int], width: float, height: float = 130.0) -> Drawing:
    """Standing bars, the largest first, and the line of what they are together (basis points)."""
    right = 30.0
    drawn = _drawing(width, height)
    floor, room = ROW, height - 2 * ROW
    most = max([1, *(bar.value for bar in bars)])
    wide = (width - right) / max(1, len(bars))
    for n, bar in enumerate(bars):
        high = room * max(0, bar.value) / most
        _box(drawn, n * wide + wide * 0.12, floor, wide * 0.76, high, TITIP if bar.marked else ACCENT)
        if _width(bar.name, SMALL) < wide:
            _words(drawn, n * wide + wide / 2, 4, bar.name, SMALL, colour=SOFT, anchor="middle")
    for mark in MARKS:
        y = floor + room * mark / WHOLE
        _line(drawn, 0, y, width - right, y, LINE, 0.6)
        _words(drawn, width, y - 2.5, f"{mark // 100}%", SMALL, colour=SOFT, anchor="end")
    points = [(0.0, floor)]
    points += [((n + 1) * wide, floor + room * min(max(0, each), WHOLE) / WHOLE) for n, each in enumerate(shares)]
    for colour, thick in ((INK, 2.4), (KUNYIT, 1.4)):
        for (x, y), (to_x, to_y) in pairwise(points):
            _line(drawn, x, y, to_x, to_y, colour, thick)
    _line(drawn, 0, floor, width - right, floor, EDGE, 0.8)
    return drawn


def share(parts: Sequence[Part], width: float, height: float = 16.0) -> Drawing:
    """One bar, its parts from left to right, each with its words below it; nothing at all is an empty bar."""
    told = [_width(part.words, PLAIN, bold=n == 0) for n, part in enumerate(parts)]
    apart = len(parts) > 2 or (len(parts) == 2 and sum(told) + 24 > width)
    below = ROW * (len(parts) if apart else 1)
    drawn = _drawing(width, height + below)
    values = [max(0, part.value) for part in parts]
    whole, left = sum(values), 0.0
    _box(drawn, 0, below, width, height, TINT if whole else PAPER)
    for n, value in enumerate(values):
        long = width * value / whole if whole else 0.0
        _box(drawn, left, below, long, height, SHARES[n % len(SHARES)])
        left += long
    _frame(drawn, 0, below, width, height)
    for n, part in enumerate(parts):
        if apart:
            low = below - (n + 1) * ROW
            _box(drawn, 0, low + 4, 7, 7, SHARES[n % len(SHARES)])
            _words(drawn, 12, low + 4, _fitting(part.words, width - 12, PLAIN), PLAIN, bold=n == 0)
        else:
            anchor = "start" if n == 0 else "end" if n == len(parts) - 1 else "middle"
            _words(drawn, width * n / max(1, len(parts) - 1), 3, part.words, PLAIN, bold=n == 0, anchor=anchor)
    return drawn


def of_report(chart: Chart, width: float) -> Drawing:
    """The chart of a report as it stands over its table."""
    bars = [Bar(each.name, each.value, each.words, marked=each.marked) for each in chart.bars]
    return pareto(bars, chart.shares, width) if chart.shares else lying(bars, width)


def _drawing(width: float, height: float) -> Drawing:
    from reportlab.graphics.shapes import Drawing

    pdf_files.typefaces()
    return Drawing(width, height)


def _box(drawn: Any, x: float, y: float, width: float, height: float, colour: int) -> None:
    from reportlab.graphics.shapes import Rect
    from reportlab.lib.colors import HexColor

    if width > 0 and height > 0:
        style: dict[str, Any] = {"fillColor": HexColor(colour), "strokeColor": None, "strokeWidth": 0}
        drawn.add(Rect(x, y, width, height, **style))


def _frame(drawn: Any, x: float, y: float, width: float, height: float) -> None:
    from reportlab.graphics.shapes import Rect
    from reportlab.lib.colors import HexColor

    style: dict[str, Any] = {"fillColor": None, "strokeColor": HexColor(EDGE), "strokeWidth": 0.6}
    drawn.add(Rect(x, y, width, height, **style))


def _tick(drawn: Any, x: float, y: float, width: float) -> None:
    """What is usual: turmeric with a dark rim, so that it is seen on green, on white, and in grey."""
    _box(drawn, x, y - 1.6, width, 3.2, INK)
    _box(drawn, x + 0.6, y - 1, width - 1.2, 2, KUNYIT)


def _post(drawn: Any, x: float, y: float, height: float) -> None:
    _box(drawn, x - 1.6, y, 3.2, height, INK)
    _box(drawn, x - 1, y + 0.6, 2, height - 1.2, KUNYIT)


def _line(drawn: Any, x: float, y: float, to_x: float, to_y: float, colour: int, thick: float) -> None:
    from reportlab.graphics.shapes import Line
    from reportlab.lib.colors import HexColor

    drawn.add(Line(x, y, to_x, to_y, strokeColor=HexColor(colour), strokeWidth=thick))


def _words(
    drawn: Any, x: float, y: float, words: str, size: float, *, bold: bool = False, colour: int = INK,
    anchor: str = "start",
) -> None:  # fmt: skip
    from reportlab.graphics.shapes import String
    from reportlab.lib.colors import HexColor

    face = pdf_files.BOLD if bold else pdf_files.REGULAR
    style: dict[str, Any] = {"fontName": face, "fontSize": size, "fillColor": HexColor(colour), "textAnchor": anchor}
    drawn.add(String(x, y, typesetting.drawable(words), **style))


def _width(words: str, size: float, *, bold: bool = False) -> float:
    return typesetting.width(typesetting.drawable(words), bold=bold) * size / 1000


def _fitting(words: str, room: float, size: float) -> str:
    """Words cut to their room: a long name never runs into its bar."""
    told = typesetting.drawable(words)
    thousandths = int(room * 1000 / size) + 1
    if typesetting.width(told) <= thousandths:
        return told
    lines = typesetting.lines(told, thousandths)
    return typesetting.shortened(lines, 1, thousandths)[0]
