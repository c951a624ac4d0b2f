"""Reports as PDF on A4: the shop's own typefaces, heads on every page, pages counted.

ReportLab is imported when a file is written, not before.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from koperasi.text import _
from printing import fonts
from printing.inks import HEAD, INK, LINE, SOFT
from printing.letters import clean
from printing.reports import Cell, Column, Report, shown

if TYPE_CHECKING:
    from reportlab.platypus import Flowable, Paragraph

REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
MARGIN, FOOT = 36.0, 46.0  # points
SIZES = (9.0, 8.0, 7.0, 6.0)  # type sizes tried until the columns fit
PADDING = 5.0
FRAME = 6.0  # ReportLab's own white within the margins
NARROW_TEXT = 80.0  # a column of words is never made narrower to fit

#: Makes what stands over or under the table; called once ReportLab knows our typefaces.
Parts = Callable[[Report], "list[Flowable]"]

# ReportLab's style and font tables are shared by all threads.
one_at_a_time = Lock()


def pdf_bytes(report: Report) -> bytes:
    """The report as an A4 file, lying when its columns need it; equal reports give equal bytes."""
    return built(report, _heading, _notes)


def built(report: Report, heading: Parts, ending: Parts) -> bytes:
    """The same with another heading over the table, and another ending under it."""
    with one_at_a_time:
        typefaces()
        page = io.BytesIO()
        size, widths, lying = _measures(report)
        document = _document(page, report, lying=lying)
        parts = [*heading(report), _table(report, size, widths), *ending(report)]
        document.build(parts, canvasmaker=_canvas(report))
        return page.getvalue()


@cache
def typefaces() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(REGULAR, str(fonts.REGULAR)))
    pdfmetrics.registerFont(TTFont(BOLD, str(fonts.BOLD)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def _document(page: io.BytesIO, report: Report, *, lying: bool) -> Any:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import SimpleDocTemplate

    return SimpleDocTemplate(
        page,
        pagesize=landscape(A4) if lying else A4,
        leftMargin=MARGIN - FRAME,
        rightMargin=MARGIN - FRAME,
        topMargin=MARGIN,
        bottomMargin=FOOT,
        title=clean(report.title),
        author=clean(report.shop),
        invariant=1,
    )


def _measures(report: Report) -> tuple[float, list[float], bool]:
    """Type size, column widths in points, and whether the page lies."""
    from reportlab.lib.pagesizes import A4

    for lying in (False, True):
        room = (A4[1] if lying else A4[0]) - 2 * MARGIN
        for size in SIZES[: 2 if not lying else None]:
            if widths := _widths(report, size, room):
                return size, widths, lying
    return SIZES[-1], _squeezed(_natural(report, SIZES[-1]), A4[1] - 2 * MARGIN), True


def section(report: Report, page: Report) -> list[Flowable]:
    """A further table, as wide as the page of the first one allows, with its own notes under it."""
    from reportlab.lib.pagesizes import A4

    room = (A4[1] if _measures(page)[2] else A4[0]) - 2 * MARGIN
    for size in SIZES:
        if widths := _widths(report, size, room):
            return [_table(report, size, widths), *_notes(report)]
    size = SIZES[-1]
    return [_table(report, size, _squeezed(_natural(report, size), room)), *_notes(report)]


def _natural(report: Report, size: float) -> list[float]:
    """How wide each column would like to be."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    widths = []
    for place, column in enumerate(report.columns):
        # A number's label may wrap over a narrow column; a column of words has room for its own.
        label = max(column.label.split(), key=len, default="") if column.number else column.label
        longest = stringWidth(label, BOLD, size)
        for row in report.rows:
            longest = max(longest, stringWidth(shown(row[place], column.kind), REGULAR, size))
        if report.totals is not None:
            longest = max(longest, stringWidth(shown(report.totals[place], column.kind), BOLD, size))
        widths.append(longest + 2 * PADDING + 1)
    return widths


def _widths(report: Report, size: float, room: float) -> list[float] | None:
    """Widths that fill the room: numbers as wide as they are, words sharing the rest; None if they cannot."""
    widths = _natural(report, size)
    words = [place for place, column in enumerate(report.columns) if not column.number]
    long = [place for place in words if widths[place] > NARROW_TEXT]
    rest = room - sum(width for place, width in enumerate(widths) if place not in long)
    wanted = sum(widths[place] for place in long)
    if wanted > rest:
        if not long or min(widths[place] * rest / wanted for place in long) < NARROW_TEXT:
            return None
        for place in long:
            widths[place] *= rest / wanted
        return widths
    # What is left over goes to words, but only so much that a row is still easy to follow.
    wide = long or words
    more = min(1 + (rest - wanted) / sum(widths[place] for place in wide), 1.5) if wide else 1.0
    for place in wide:
        widths[place] *= more
    return widths if sum(widths) <= room + 0.01 else None


def _squeezed(widths: list[float], room: float) -> list[float]:
    return [width * room / sum(widths) for width in widths]


def type_style(name: str, size: float, *, bold: bool = False, right: bool = False, colour: int = INK) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        name,
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.35,
        alignment=2 if right else 0,
        textColor=HexColor(colour),
        splitLongWords=True,
    )


def paragraph(words: str, style: Any) -> Paragraph:
    """Words as they are: ReportLab would read mark-up, and fetch what it names."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(clean(words)), style)


def _heading(report: Report) -> list[Flowable]:
    from reportlab.platypus import Spacer

    told = []
    if report.shop:
        told.append(paragraph(report.shop, type_style("shop", 10, bold=True, colour=SOFT)))
    told.append(paragraph(report.title, type_style("title", 16, bold=True)))
    told += [paragraph(each, type_style("sub", 10, colour=SOFT)) for each in (report.subtitle, report.period) if each]
    return [*told, Spacer(1, 10)]


def _notes(report: Report) -> list[Flowable]:
    from reportlab.platypus import Spacer

    style = type_style("note", 8.5, colour=SOFT)
    return [Spacer(1, 8), *(paragraph(each, style) for each in report.notes)] if report.notes else []


def _table(report: Report, size: float, widths: list[float]) -> Flowable:
    from reportlab.platypus import LongTable

    heads = [paragraph(each.label, type_style("head", size, bold=True, right=each.number)) for each in report.columns]
    rows = [_row(row, report.columns, size, widths) for row in report.rows]
    totals = [_row(report.totals, report.columns, size, widths, bold=True)] if report.totals is not None else []
    table = LongTable([heads, *rows, *totals], colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(_table_style(report, size, bool(totals)))
    return table


def _row(
    row: tuple[Cell, ...], columns: tuple[Column, ...], size: float, widths: list[float], *, bold: bool = False
) -> list[Any]:
    """Numbers and short words as they are; only words too long for their column pay for wrapping."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    style, font = type_style("words", size, bold=bold), BOLD if bold else REGULAR
    told: list[Any] = []
    for cell, column, width in zip(row, columns, widths, strict=True):
        words = clean(shown(cell, column.kind))
        fits = column.number or stringWidth(words, font, size) <= width - 2 * PADDING
        told.append(words if fits else paragraph(words, style))
    return told


def _table_style(report: Report, size: float, has_totals: bool) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import TableStyle

    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.35),
        ("TEXTCOLOR", (0, 0), (-1, -1), HexColor(INK)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(HEAD)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    style += [("ALIGN", (n, 0), (n, -1), "RIGHT") for n, each in enumerate(report.columns) if each.number]
    if has_totals:
        style += [
            ("FONT", (0, -1), (-1, -1), BOLD, size, size * 1.35),
            ("BACKGROUND", (0, -1), (-1, -1), HexColor(HEAD)),
            ("LINEABOVE", (0, -1), (-1, -1), 1, HexColor(INK)),
        ]
    return TableStyle(style)


def _canvas(report: Report) -> Any:
    """A canvas that knows at the end how many pages there are."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    foot = clean(" · ".join(each for each in (report.shop, report.title, report.period) if each))

    class Counting(Canvas):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **{**options, "initialFontName": REGULAR})
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, kept in enumerate(self._pages, 1):
                self.__dict__.update(kept)
                self._foot(number, len(self._pages))
                super().showPage()
            super().save()

        def _foot(self, number: int, count: int) -> None:
            width = self._pagesize[0]  # type: ignore[attr-defined]
            self.setStrokeColor(HexColor(LINE))
            self.line(MARGIN, FOOT - 10, width - MARGIN, FOOT - 10)
            self.setFont(REGULAR, 8)
            self.setFillColor(HexColor(SOFT))
            self.drawString(MARGIN, FOOT - 22, foot)
            self.drawRightString(width - MARGIN, FOOT - 22, _("Halaman {n} dari {count}").format(n=number, count=count))

    return Counting
