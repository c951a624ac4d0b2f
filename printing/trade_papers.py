"""Papers for a buyer on A5 or A4: nota, invoice, delivery note; what was sold, to whom, for how much.

ReportLab is imported when a file is made.  Words from people are drawn with the letters that
the typeface has, and are never read as mark-up.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from koperasi.text import _
from printing import pdf_files
from printing.codes import CODE128_MOST, bars
from printing.inks import HEAD, INK, LINE, SOFT, WARN
from printing.letters import clean
from printing.typesetting import drawable, lines, shortened, width

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

A5, A4 = "A5", "A4"
SIZES = (A5, A4)
MARGIN, FOOT = 30.0, 40.0  # points
BAR_HIGH = 26.0
LOGO = (150.0, 44.0)  # points at most
SIGN_HIGH = 40.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of goods: its head, its width in tenths of the type's size (0: what is left), and its side.

    One of figures (`right`) is at least as wide as what stands in it.
    """

    label: str
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of goods; `notes` are small lines under the good's name."""

    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount under the goods; `strong` for the one that counts."""

    words: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TradePaper:
    """A paper for a buyer.

    sender   the shop's head: its name first
    logo     its logo as PNG, or nothing
    to       who buys, under `to_caption`: the name first
    facts    (caption, value): number, date, cashier
    words    what stands beside the sums: the total in words, how it is paid
    stamp    what a paper is that is not as usual: LATIHAN, DIBATALKAN
    named    the place of the column that bears the goods' names
    """

    title: str
    number: str
    sender: tuple[str, ...]
    to_caption: str
    to: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()
    logo: bytes = b""
    stamp: str = ""
    named: int = 1


def pdf_bytes(paper: TradePaper, size: str = A5) -> bytes:
    """The paper as a PDF with its pages counted; equal papers give equal bytes.  Raises ValueError for a size."""
    if size not in SIZES:
        raise ValueError(f"no paper of size {size!r}")
    with pdf_files.one_at_a_time:
        pdf_files.typefaces()
        return _Sheet(paper, size).made()


class _Sheet:
    """One paper being made: every measure follows from its size."""

    def __init__(self, paper: TradePaper, size: str) -> None:
        from reportlab.lib.pagesizes import A4 as A4_POINTS
        from reportlab.lib.pagesizes import A5 as A5_POINTS

        self.paper = paper
        self.page = A4_POINTS if size == A4 else A5_POINTS
        self.type = 9.5 if size == A4 else 8.5
        self.room = self.page[0] - 2 * MARGIN

    def made(self) -> bytes:
        from reportlab.platypus import SimpleDocTemplate, Spacer

        page = io.BytesIO()
        # The frame has 6 points of white of its own at every side.
        document = SimpleDocTemplate(
            page,
            pagesize=self.page,
            leftMargin=MARGIN - 6,
            rightMargin=MARGIN - 6,
            topMargin=MARGIN - 6,
            bottomMargin=FOOT - 6,
            title=clean(f"{self.paper.title} {self.paper.number}"),
            author=clean(self.paper.sender[0]),
            invariant=1,
        )
        parts = [*self._head(), Spacer(1, 8), self._parties(), Spacer(1, 8), self._goods(), *self._ending()]
        document.build(parts, canvasmaker=_counting(self.paper))
        return page.getvalue()

    # -- pieces ----------------------------------------------------------------

    def _words(self, words: str, *, size: float = 0, bold: bool = False, right: bool = False, ink: int = INK) -> Any:
        style = pdf_files.type_style("trade", size or self.type, bold=bold, right=right, colour=ink)
        return pdf_files.paragraph(drawable(words), style)

    def _soft(self, words: str, *, right: bool = False) -> Any:
        return self._words(words, size=self.type - 1, right=right, ink=SOFT)

    def _within(self, words: str, room: float, most: int, *, soft: bool = False, **how: Any) -> list[Any]:
        """Words in at most so many lines: no name, however long, drives the goods off the page."""
        size = self.type - 1 if soft else how.pop("size", self.type)
        ink, wide = SOFT if soft else INK, int(room * 1000 / size)
        bold = bool(how.get("bold"))
        told = lines(drawable(words), wide, bold=bold)
        if len(told) <= most:
            return [self._words(words, size=size, ink=ink, **how)]
        return [self._words(each, size=size, ink=ink, **how) for each in shortened(told, most, wide, bold=bold)]

    def _table(self, rows: list[list[Any]], widths: list[float], *style: Any, **more: Any) -> Any:
        from reportlab.platypus import Table

        plain = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_paddings(0, 1)]
        return Table(rows, colWidths=widths, style=[*plain, *style], hAlign="LEFT", **more)

    def _head(self) -> list[Flowable]:
        """The shop at the left; what the paper is called at the right, over its number as bars."""
        from reportlab.platypus import Spacer

        paper = self.paper
        shop, *rest = paper.sender
        left = [self._logo(), Spacer(1, 4)] if paper.logo else []
        wide = self.room * 0.52
        left += self._within(shop, wide, 3, size=self.type + 4, bold=True)
        left += [line for each in rest if each for line in self._within(each, wide, 2, soft=True)]
        right = [self._words(paper.title, size=self.type + 5, bold=True, right=True)]
        if paper.stamp:
            right.append(self._words(paper.stamp, size=self.type + 2, bold=True, right=True, ink=WARN))
        widths = [self.room * 0.54, self.room * 0.46]
        if len(paper.number) <= CODE128_MOST and paper.number.isascii() and paper.number.isprintable():
            right.append(_bars(paper.number, widths[1]))
        right.append(self._words(paper.number, bold=True, right=True))
        return [self._table([[left, right]], widths)]

    def _logo(self) -> Any:
        from reportlab.lib.utils import ImageReader
        from reportlab.platypus import Image

        wide, high = ImageReader(io.BytesIO(self.paper.logo)).getSize()
        part = min(LOGO[0] / wide, LOGO[1] / high)
        return Image(io.BytesIO(self.paper.logo), wide * part, high * part, hAlign="LEFT")

    def _parties(self) -> Any:
        """For whom, beside date and number."""
        paper = self.paper
        left = [self._soft(paper.to_caption)]
        name, *rest = [each for each in paper.to if each] or ["-"]
        part = self.room * 0.46
        left += self._within(name, self.room - part - 6, 4, size=self.type + 1, bold=True)
        left += [line for each in rest for line in self._within(each, self.room - part - 6, 5)]
        facts = [[self._soft(caption), self._within(value, part * 0.62, 3)] for caption, value in paper.facts]
        right = self._table(facts, [part * 0.36, part * 0.64]) if facts else ""
        line = ("LINEABOVE", (0, 0), (-1, 0), 0.8, _colour(LINE))
        return self._table([[left, right]], [self.room - part, part], line, *_paddings(0, 5))

    def _goods(self) -> Any:
        """The goods under heads that stand on every page."""
        paper = self.paper
        widths = self._widths()
        heads = [self._words(each.label, bold=True, right=each.right) for each in paper.columns]
        rows = [heads, *(self._row(each, widths) for each in paper.lines)]
        style = [
            ("BACKGROUND", (0, 0), (-1, 0), _colour(HEAD)),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, _colour(LINE)),
            *_paddings(3, 2),
        ]
        return self._table(rows, widths, *style, repeatRows=1)

    def _widths(self) -> list[float]:
        """Figures have the room they need: an amount is never broken.  Names take what is left."""
        fixed = [each.width * self.type / 10 for each in self.paper.columns]
        for place, column in enumerate(self.paper.columns):
            if column.right:
                cells = (each.cells[place] for each in self.paper.lines)
                longest = max((_wide(each, self.type) for each in cells), default=0.0)
                head = _wide(column.label, self.type, bold=True)
                fixed[place] = max(fixed[place], min(max(longest, head) + 7, self.room * 0.3))
        if (over := sum(fixed) - self.room * 0.66) > 0:
            # The widest gives way: a unit with a long name wraps, an amount never is that wide.
            widest = fixed.index(max(fixed))
            fixed[widest] = max(fixed[widest] - over, 24.0)
        free = (self.room - sum(fixed)) / max(1, sum(not each for each in fixed))
        return [width or free for width in fixed]

    def _row(self, line: Line, widths: list[float]) -> list[Any]:
        told: list[Any] = []
        for place, (words, column) in enumerate(zip(line.cells, self.paper.columns, strict=True)):
            wide = widths[place] - 6
            cell = self._within(words, wide, 6, right=column.right)
            if place == self.paper.named:
                cell += [part for each in line.notes for part in self._within(each, wide, 2, soft=True)]
            told.append(cell)
        return told

    def _ending(self) -> list[Flowable]:
        """Sums beside the total in words, notes, and places to sign, which are never torn from the sums."""
        from reportlab.platypus import KeepTogether, Spacer

        paper = self.paper
        together: list[Flowable] = [Spacer(1, 6)]
        if paper.sums or paper.words:
            together.append(self._sums())
        together += [self._soft(each) for each in paper.notes]
        if paper.signatures:
            together += [Spacer(1, 10), self._signatures()]
        return [KeepTogether(together)]

    def _sums(self) -> Any:
        paper, part = self.paper, self.room * 0.56
        amounts = max((_wide(each.amount, self.type + 2, bold=True) for each in paper.sums), default=0.0) + 1
        rows, style = [], []
        for place, each in enumerate(paper.sums):
            size = self.type + 2 if each.strong else self.type
            rows.append(
                [
                    self._words(each.words, size=size, bold=each.strong),
                    self._words(each.amount, size=size, bold=each.strong, right=True),
                ]
            )
            if each.strong:
                style.append(("LINEABOVE", (0, place), (-1, place), 0.8, _colour(INK)))
        right = self._table(rows, [part - amounts, amounts], *style) if rows else ""
        left = [self._soft(each) for each in paper.words]
        gap = 12.0
        return self._table([[left, "", right]], [self.room - part - gap, gap, part])

    def _signatures(self) -> Any:
        people = self.paper.signatures
        width = self.room / len(people)
        blank = [["" for _each in people]]
        rows = [
            [self._words(who) for who, _name in people],
            *blank,
            [self._words(f"( {name} )" if name else "(" + "." * 26 + ")") for _who, name in people],
        ]
        return self._table(rows, [width] * len(people), rowHeights=[None, SIGN_HIGH, None])


def _wide(words: str, size: float, *, bold: bool = False) -> float:
    """How wide words are, in points."""
    return width(drawable(words), bold=bold) * size / 1000


def _paddings(side: float, over: float) -> list[Any]:
    every = ((0, 0), (-1, -1))
    return [
        ("LEFTPADDING", *every, side),
        ("RIGHTPADDING", *every, side),
        ("TOPPADDING", *every, over),
        ("BOTTOMPADDING", *every, over),
    ]


def _colour(ink: int) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(ink)


def _bars(code: str, room: float) -> Any:
    """A barcode as exact bars at the right edge, where the margin is the white that a reader needs."""
    from reportlab.graphics.shapes import Drawing, Rect

    row = bars(code, "CODE128")
    module = min(1.1, room / (len(row) + 10))
    drawing = Drawing(room, BAR_HIGH + 4)
    ink: Any = {"fillColor": _colour(0), "strokeColor": None}
    left, place = room - len(row) * module, 0
    while place < len(row):
        end = place
        while end < len(row) and row[end] == row[place]:
            end += 1
        if row[place] == "1":
            drawing.add(Rect(left + place * module, 2, (end - place) * module, BAR_HIGH, **ink))
        place = end
    return drawing


def _counting(paper: TradePaper) -> Any:
    """A canvas that knows at the end how many pages there are."""
    from reportlab.pdfgen.canvas import Canvas

    foot = drawable(f"{paper.title} {paper.number}")

    class Counting(Canvas):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **{**options, "initialFontName": pdf_files.REGULAR})
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, kept in enumerate(self._kept, 1):
                self.__dict__.update(kept)
                self._foot(number, len(self._kept))
                super().showPage()
            super().save()

        def _foot(self, number: int, count: int) -> None:
            width = self._pagesize[0]  # type: ignore[attr-defined]
            self.setFont(pdf_files.REGULAR, 7.5)
            self.setFillColor(_colour(SOFT))
            self.drawString(MARGIN, FOOT - 20, foot)
            self.drawRightString(width - MARGIN, FOOT - 20, _("Halaman {n} dari {count}").format(n=number, count=count))

    return Counting
