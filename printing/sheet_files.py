"""Sheets as PDF on A4: large figures, charts and small tables, with pages counted.

Equal sheets give equal bytes.  ReportLab is imported when a file is written, not before.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from koperasi.text import _
from printing import codes, pdf_charts, pdf_files, sheet_tables, typesetting
from printing.inks import HEAD, LINE, SOFT
from printing.letters import clean
from printing.pdf_files import MARGIN, REGULAR, counting, paragraph, type_style
from printing.sheet_tables import padding
from printing.sheets import Beside, Bigs, Block, Lines, Lying, Seal, Shares, Sheet, Signed, Standing, Words

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

WIDTH, HEIGHT = 595.2756, 841.8898  # points of an A4 page
FOOT, FRAME, GUTTER = 42.0, 6.0, 18.0
ACROSS = 4
#: Type sizes of a large figure, tried until it fits.
LARGE = (19.0, 17.0, 15.0, 13.0, 11.0, 9.0)
#: A table of so many rows stays on one page.
TOGETHER = 16
SIGN_GAP = 40.0
MODULE = 1.6
#: So many blocks at the end stay together.
ENDING = 2
#: Two columns are never higher: most of a page.
HIGHEST = 600.0


def pdf_bytes(sheet: Sheet) -> bytes:
    """The sheet as a file."""
    from reportlab.platypus import KeepTogether, SimpleDocTemplate

    with pdf_files.one_at_a_time:
        pdf_files.typefaces()
        page = io.BytesIO()
        document = SimpleDocTemplate(
            page,
            pagesize=(WIDTH, HEIGHT),
            leftMargin=MARGIN - FRAME,
            rightMargin=MARGIN - FRAME,
            topMargin=MARGIN - FRAME,
            bottomMargin=FOOT,
            title=clean(sheet.title),
            author=clean(sheet.shop),
            invariant=1,
        )
        room = WIDTH - 2 * MARGIN
        told = _head(sheet)
        for block in sheet.blocks[:-ENDING]:
            told += drawn(block, room)
        # Nobody signs on a page that says nothing.
        told.append(KeepTogether(_whole(sheet.blocks[-ENDING:], room)))
        document.build(told, canvasmaker=_canvas(sheet))
        return page.getvalue()


def _head(sheet: Sheet) -> list[Flowable]:
    from reportlab.platypus import Spacer

    return [
        paragraph(sheet.shop, type_style("shop", 10, bold=True, colour=SOFT)),
        paragraph(sheet.title, type_style("title", 18, bold=True)),
        paragraph(sheet.subtitle, type_style("sub", 10.5, colour=SOFT)),
        Spacer(1, 8),
    ]


def drawn(block: Block, room: float) -> list[Flowable]:
    """A block as ReportLab sets it, so wide."""
    match block:
        case Bigs():
            return _bigs(block, room)
        case Words():
            style = type_style("words", 10)
            return _titled(block.title, [paragraph(each, style) for each in block.lines])
        case Standing():
            return _titled(block.title, [pdf_charts.standing(block.bars, room, block.height)], block.note)
        case Lying():
            return _titled(block.title, [pdf_charts.lying(block.bars, room)], block.note)
        case Shares():
            return _titled(block.title, [pdf_charts.share(block.parts, room)], block.note)
        case Lines():
            return _lines(block, room)
        case Beside():
            return _beside(block, room)
        case Seal():
            return _seal(block, room)
        case Signed():
            return _signed(block, room)


def _titled(title: str, parts: Sequence[Flowable], note: str = "", *, together: bool = True) -> list[Flowable]:
    """A title that is never torn from what is under it."""
    from reportlab.platypus import KeepTogether, Spacer

    style = type_style("block", 10.5, bold=True)
    style.spaceAfter, style.keepWithNext = 3, 1
    told: list[Flowable] = [paragraph(title, style)] if title else []
    told += parts
    if note:
        told.append(paragraph(note, type_style("note", 8, colour=SOFT)))
    told.append(Spacer(1, 9))
    return [KeepTogether(told)] if together else told


def _bigs(block: Bigs, room: float) -> list[Flowable]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Spacer, Table

    told: list[Flowable] = []
    for first in range(0, len(block.figures), ACROSS):
        some = block.figures[first : first + ACROSS]
        wide = room / max(3, len(some))
        size = min(_large(each.value, wide - 14) for each in some)
        large, small = type_style("large", size, bold=True), type_style("small", 8.5, colour=SOFT)
        cells = [
            [paragraph(each.label, small), paragraph(each.value, large), paragraph(each.note, small)] for each in some
        ]
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BOX", (0, 0), (-1, -1), 0.6, HexColor(LINE)),
            ("LINEBEFORE", (1, 0), (-1, -1), 0.6, HexColor(LINE)),
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(HEAD)),
            *padding(7, 5),
        ]
        told += [Table([cells], colWidths=[wide] * len(some), hAlign="LEFT", style=style), Spacer(1, 6)]
    return [*told, Spacer(1, 3)]


def _large(words: str, room: float) -> float:
    """The largest type in which a figure stands in one line."""
    wide = typesetting.width(typesetting.drawable(words), bold=True)
    return next((size for size in LARGE if wide * size / 1000 <= room), LARGE[-1])


def _beside(block: Beside, room: float) -> list[Flowable]:
    """Two columns; under each other where they would be higher than a page, which cannot tear them."""
    from reportlab.platypus import Table

    left = (room - GUTTER) * block.share / 100
    widths = [left, GUTTER, room - GUTTER - left]
    cells: list[Any] = [_whole(block.left, widths[0]), "", _whole(block.right, widths[2])]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), *padding(0, 0)]
    table = Table([cells], colWidths=widths, hAlign="LEFT", style=style)
    if table.wrap(room, HEIGHT)[1] <= HIGHEST:
        return [table]
    return [each for part in (*block.left, *block.right) for each in drawn(part, room)]


def _whole(blocks: Sequence[Block], room: float) -> list[Flowable]:
    """Blocks within a column: a table's cell is never torn, so nothing in it need be kept together."""
    from reportlab.platypus import KeepTogether

    told: list[Flowable] = []
    for block in blocks:
        for each in drawn(block, room):
            inner: Any = each
            told += inner._content if isinstance(each, KeepTogether) else [each]
    return told


def _lines(block: Lines, room: float) -> list[Flowable]:
    if not block.rows:
        style = type_style("empty", 9.5, colour=SOFT)
        return _titled(block.title, [paragraph(block.empty, style)], block.note) if block.empty else []
    return _titled(block.title, [sheet_tables.table(block, room)], block.note, together=len(block.rows) <= TOGETHER)


def _seal(block: Seal, room: float) -> list[Flowable]:
    from reportlab.platypus import Table

    code = _code(block.code)
    style = type_style("seal", 8.5, colour=SOFT)
    said = [paragraph(each, style) for each in block.lines]
    wide = code.width + 12
    table = Table(
        [[said, code]],
        colWidths=[room - wide, wide],
        hAlign="LEFT",
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (1, 0), (1, 0), "RIGHT"), *padding(0, 0)],
    )
    return _titled(block.title, [table])


def _code(content: str) -> Any:
    """A QR code in its own black, with the quiet zone around it."""
    from reportlab.graphics.shapes import Drawing, Rect
    from reportlab.lib.colors import black

    modules = codes.qr_modules(content)
    quiet = 4
    side = (len(modules) + 2 * quiet) * MODULE
    drawing = Drawing(side, side)
    style: dict[str, Any] = {"fillColor": black, "strokeColor": None, "strokeWidth": 0}
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                left, low = (quiet + x) * MODULE, side - (quiet + y + 1) * MODULE
                drawing.add(Rect(left, low, MODULE, MODULE, **style))
    return drawing


def _signed(block: Signed, room: float) -> list[Flowable]:
    from reportlab.platypus import KeepTogether, Spacer, Table

    wide = room / max(3, len(block.names))
    style = type_style("sign", 9)
    rows = [
        [paragraph(what, style) for what, _name in block.names],
        [paragraph("_" * 26, style) for _each in block.names],
        [paragraph(name or _("nama:"), style) for _what, name in block.names],
    ]
    table = Table(
        rows,
        colWidths=[wide] * len(block.names),
        rowHeights=[SIGN_GAP, 14.0, 14.0],
        hAlign="LEFT",
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *padding(0, 0)],
    )
    return [KeepTogether([paragraph(block.place, style), Spacer(1, 4), table])]


def _canvas(sheet: Sheet) -> Any:
    """A canvas that knows at the end how many pages there are."""
    from reportlab.lib.colors import HexColor

    whose = clean(" · ".join(each for each in (sheet.shop, sheet.title, sheet.subtitle) if each))

    def foot(page: Any, number: int, count: int) -> None:
        words = _("Halaman {n} dari {count}").format(n=number, count=count)
        room = typesetting.width(typesetting.drawable(words)) * 8 / 1000
        fitting = int((WIDTH - 2 * MARGIN - room - 12) * 1000 / 8)
        told = typesetting.shortened(typesetting.lines(typesetting.drawable(whose), fitting), 1, fitting)
        page.setStrokeColor(HexColor(LINE))
        page.line(MARGIN, FOOT - 8, WIDTH - MARGIN, FOOT - 8)
        page.setFont(REGULAR, 8)
        page.setFillColor(HexColor(SOFT))
        page.drawString(MARGIN, FOOT - 20, told[0] if told else "")
        page.drawRightString(WIDTH - MARGIN, FOOT - 20, words)

    return counting(foot)
