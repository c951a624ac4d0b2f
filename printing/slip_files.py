"""A slip as a file to keep or to send: a PDF as wide as the roll, or a picture.

The PDF's letters are letters, so that they can be searched and copied; its codes are drawn
as exactly as the printer's.  ReportLab and Pillow are imported when a file is made.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from printing import fonts, pdf_files
from printing.codes import bars, qr_modules
from printing.glyphs import CELL, LETTER, LINE, line_height
from printing.layouts import LaidOut, Line, lay_out
from printing.letters import clean
from printing.papers import Paper
from printing.pictures import EDGES, SIZES, TOP, picture
from printing.rasters import (
    BAR_HEIGHT,
    QR_QUIET,
    barcode_module,
    picture_raster,
    qr_module,
)
from printing.slips import MIDDLE, Barcode, Cut, Picture, Qr, Slip, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

MONO, MONO_BOLD = "NotoSansMono", "NotoSansMono-Bold"
DOT = 72 / 203  # points to a dot
WHITE = 8  # dots above and below a code
LONGEST = 36_000  # dots of one page: a PDF's page is no longer than 200 inches


def png_bytes(slip: Slip, paper: Paper | None = None, *, scale: int = 1) -> bytes:
    """The slip's picture as PNG, as it comes out of the printer."""
    page = io.BytesIO()
    picture(slip, paper, scale=scale).save(page, "PNG", optimize=True)
    return page.getvalue()


def pdf_bytes(slip: Slip, paper: Paper | None = None, *, title: str = "", author: str = "") -> bytes:
    """The slip as a PDF, one page for each paper that would be cut off; equal slips give equal bytes."""
    paper = paper or Paper()
    with pdf_files.one_at_a_time:
        _typefaces()
        from reportlab.pdfgen.canvas import Canvas

        page = io.BytesIO()
        options: dict[str, Any] = {"invariant": 1, "initialFontName": MONO}
        canvas = Canvas(page, **options)
        canvas.setTitle(clean(title))
        canvas.setAuthor(clean(author))
        for items in _pages(slip, paper):
            _draw_page(canvas, items, paper)
        canvas.save()
        return page.getvalue()


@cache
def _typefaces() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(MONO, str(fonts.MONO)))
    pdfmetrics.registerFont(TTFont(MONO_BOLD, str(fonts.MONO_BOLD)))


def _pages(slip: Slip, paper: Paper) -> Iterable[list[LaidOut]]:
    """What stands on each page: up to a cut, or as much as a page may hold."""
    items: list[LaidOut] = []
    high = 0
    for item in _with_words(slip, paper):
        if isinstance(item, Cut) or high + _height(item, paper) > LONGEST:
            if items:
                yield items
            items, high = [], 0
        if not isinstance(item, Cut):
            items.append(item)
            high += _height(item, paper)
    if items:
        yield items


def _with_words(slip: Slip, paper: Paper) -> Iterable[LaidOut]:
    """A barcode stands above its code in letters, as on the printer."""
    for item in lay_out(slip, paper.columns):
        yield item
        if isinstance(item, Barcode):
            yield from lay_out(Slip((Text(item.code, MIDDLE),)), paper.columns)


def _height(item: LaidOut, paper: Paper) -> int:
    """In dots."""
    match item:
        case Line():
            return line_height(SIZES[item.size][1])
        case Barcode():
            return BAR_HEIGHT + 2 * WHITE if barcode_module(item, paper.dots) else 0
        case Qr():
            return (len(qr_modules(item.content)) + 2 * QR_QUIET) * qr_module(item, paper.dots) + 2 * WHITE
        case Picture():
            return picture_raster(item, paper.dots).height + 2 * WHITE
        case _:
            return 0


def _draw_page(canvas: Any, items: list[LaidOut], paper: Paper) -> None:
    edge = EDGES.get(paper.dots, 32)
    high = sum(_height(each, paper) for each in items) + 2 * TOP
    canvas.setPageSize(((paper.dots + 2 * edge) * DOT, high * DOT))
    # From here on in dots, the first line at the top.
    canvas.scale(DOT, DOT)
    y = high - TOP
    for item in items:
        y -= _height(item, paper)
        match item:
            case Line():
                _draw_line(canvas, item, paper, edge, y)
            case Barcode():
                _draw_bars(canvas, item, paper, edge, y + WHITE)
            case Qr():
                _draw_qr(canvas, item, paper, edge, y + WHITE)
            case Picture():
                _draw_picture(canvas, item, paper, edge, y + WHITE)
    canvas.showPage()


def _draw_line(canvas: Any, line: Line, paper: Paper, edge: int, y: int) -> None:
    """On the foot of its line, as wide and as high as its size says."""
    if not line.text.strip():
        return
    wide, tall = SIZES[line.size]
    left = edge + (paper.dots - paper.columns * CELL) // 2 + line.pad * CELL
    canvas.saveState()
    canvas.translate(left, y + LINE * 0.24)
    canvas.scale(wide, tall)
    canvas.setFont(MONO_BOLD if line.bold else MONO, LETTER)
    canvas.drawString(0, 0, line.text)
    canvas.restoreState()


def _draw_bars(canvas: Any, part: Barcode, paper: Paper, edge: int, y: int) -> None:
    if not (module := barcode_module(part, paper.dots)):
        return
    row = bars(part.code, part.kind)
    left = edge + (paper.dots - len(row) * module) // 2
    for place, black in _runs(row):
        canvas.rect(left + place * module, y, black * module, BAR_HEIGHT, stroke=0, fill=1)


def _draw_qr(canvas: Any, part: Qr, paper: Paper, edge: int, y: int) -> None:
    rows, module = qr_modules(part.content), qr_module(part, paper.dots)
    side = len(rows) * module
    left, top = edge + (paper.dots - side) // 2, y + QR_QUIET * module + side
    for n, row in enumerate(rows):
        for place, black in _runs("".join("1" if each else "0" for each in row)):
            canvas.rect(left + place * module, top - (n + 1) * module, black * module, module, stroke=0, fill=1)


def _draw_picture(canvas: Any, part: Picture, paper: Paper, edge: int, y: int) -> None:
    from reportlab.lib.utils import ImageReader

    drawn = picture_raster(part, paper.dots)
    left = edge + (paper.dots - drawn.width) // 2
    canvas.drawImage(ImageReader(drawn.convert("L")), left, y, drawn.width, drawn.height)


def _runs(row: str) -> Iterable[tuple[int, int]]:
    """Where black begins in a row of 0 and 1, and for how long."""
    start = 0
    for place, each in enumerate(row + "0"):
        if each == "1" and (place == 0 or row[place - 1] == "0"):
            start = place
        elif each == "0" and place and row[place - 1] == "1":
            yield start, place - start
