"""Reports as PDF on A4: the shop's own typefaces, heads on every page, pages counted.

ReportLab is imported when a file is written, not before.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from koperasi.money import Rupiah
from koperasi.stops import Stop
from koperasi.text import _
from printing import fonts, pdf_widths
from printing.inks import INK, LINE, SOFT
from printing.letters import clean
from printing.pdf_widths import A4
from printing.reports import Figure, Report, shown

if TYPE_CHECKING:
    from reportlab.platypus import Flowable, Paragraph

    from printing.pdf_widths import Plan, Told

REGULAR, BOLD, MARGIN = pdf_widths.REGULAR, pdf_widths.BOLD, pdf_widths.MARGIN
FOOT = 46.0  # points
FRAME = 6.0  # ReportLab's own white within the margins
PART_CAPTION = 16.0
SIGNATURE_WIDTH, SIGNATURE_GAP, SIGNATURES = 170.0, 46.0, 3

#: Makes what stands over or under the table; called once ReportLab knows our typefaces.
Parts = Callable[[Report], "list[Flowable]"]

# ReportLab's style and font tables are shared by all threads.
one_at_a_time = Lock()


def pdf_bytes(report: Report, stop: Stop | None = None) -> bytes:
    """The report as an A4 file, lying when its columns need it; equal reports give equal bytes.

    `stop` is told how far it is; raises Stopped when nobody waits for it any more.
    """
    return built(report, _heading, _ending, stop)


def built(report: Report, heading: Parts, ending: Parts, stop: Stop | None = None) -> bytes:
    """The same with another heading over the table, and another ending under it."""
    stop = stop or Stop()
    with one_at_a_time:
        typefaces()
        page = io.BytesIO()
        told = pdf_widths.told(report, stop)
        plan = pdf_widths.plan(told)
        document = _document(page, report, lying=plan.lying)
        parts = [*heading(report), *_tables(told, plan, stop), *ending(report)]
        document.build(parts, canvasmaker=_canvas(report, stop, told.count * 2, told.work))
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


def section(report: Report, page: Report) -> list[Flowable]:
    """A further table, as wide as the page of the first one allows, with its own notes under it."""
    stop = Stop()
    lying = pdf_widths.plan(pdf_widths.told(page, stop)).lying
    told = pdf_widths.told(report, stop)
    return [*_tables(told, pdf_widths.within(told, pdf_widths.room(lying)), stop, lying=lying), *_notes(report)]


def _tables(told: Told, plan: Plan, stop: Stop, *, lying: bool | None = None) -> list[Flowable]:
    """The table, or its parts under each other when its columns are too many for a page."""
    from reportlab.platypus import CondPageBreak, Spacer

    from printing.pdf_tables import Grid, Rows

    high = A4[0 if (plan.lying if lying is None else lying) else 1] - MARGIN - FOOT - 2 * FRAME
    told_parts: list[Flowable] = []
    for number, band in enumerate(plan.bands, 1):
        grid = Grid(told, band, plan.size, high - PART_CAPTION, stop)
        if len(plan.bands) > 1:
            words = _("Kolom bagian {n} dari {count}").format(n=number, count=len(plan.bands))
            if number > 1:
                # A short part stands under the one before, a long one on pages of its own.
                told_parts.append(CondPageBreak(min(grid.whole + 3 * PART_CAPTION, high)))
                told_parts.append(Spacer(1, PART_CAPTION))
            told_parts.append(paragraph(words, type_style("part", 8.5, colour=SOFT)))
        told_parts.append(Rows(grid))
    if not told.count:
        told_parts += [Spacer(1, 6), paragraph(_("Tidak ada apa-apa di sini."), type_style("none", 9, colour=SOFT))]
    return told_parts


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
    return [*told, Spacer(1, 10), *_figures(report), *_chart(report)]


def _figures(report: Report) -> list[Flowable]:
    """What the report is opened for, beside each other: the words small, the figure large."""
    from reportlab.platypus import Spacer, Table

    if not report.figures:
        return []
    small, large = type_style("caption", 8.5, colour=SOFT), type_style("figure", 13, bold=True)
    captions = [paragraph(each.label, small) for each in report.figures]
    figures = [paragraph(_large(each), large) for each in report.figures]
    if report.agrees is not None:
        captions.append(paragraph("", small))
        figures.append(paragraph(AGREES[report.agrees](), type_style("agrees", 10, bold=True)))
    width = (A4[0] - 2 * MARGIN) / max(3, len(captions))
    style: list[Any] = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "TOP")]
    style.append(("VALIGN", (0, 0), (-1, -1), "TOP"))
    return [Table([captions, figures], colWidths=[width] * len(captions), hAlign="LEFT", style=style), Spacer(1, 8)]


def _large(figure: Figure) -> str:
    return figure.value.shown if isinstance(figure.value, Rupiah) else shown(figure.value, figure.kind)


AGREES = {True: lambda: _("Sama dengan pembukuan"), False: lambda: _("Berbeda dari pembukuan")}


def _chart(report: Report) -> list[Flowable]:
    from reportlab.platypus import Spacer

    from printing import pdf_charts

    if report.chart is None or len(report.chart.bars) < 2:
        return []
    title = [paragraph(report.chart.title, type_style("chart", 10, bold=True))] if report.chart.title else []
    return [*title, pdf_charts.of_report(report.chart, A4[0] - 2 * MARGIN), Spacer(1, 10)]


def _notes(report: Report) -> list[Flowable]:
    from reportlab.platypus import Spacer

    style = type_style("note", 8.5, colour=SOFT)
    return [Spacer(1, 8), *(paragraph(each, style) for each in report.notes)] if report.notes else []


def _ending(report: Report) -> list[Flowable]:
    return signed(report.signatures, _notes(report))


def signed(names: Sequence[str], before: Sequence[Flowable] = ()) -> list[Flowable]:
    """Lines to sign on, never torn from what is over them nor from `before`."""
    from reportlab.platypus import KeepTogether, Spacer, Table

    if not names:
        return list(before)
    style = type_style("sign", 9.5)
    told: list[Flowable] = []
    for first in range(0, len(names), SIGNATURES):
        some = names[first : first + SIGNATURES]
        rows = [[paragraph(each, style) for each in row] for row in (some, ["_" * 26 for _each in some])]
        tight = [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
        tight += [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
        told += [
            Spacer(1, 16),
            Table(
                rows,
                colWidths=[SIGNATURE_WIDTH] * len(some),
                rowHeights=[SIGNATURE_GAP, 18.0],
                hAlign="LEFT",
                style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *tight],
            ),
        ]
    return [KeepTogether([*before, *told])]


def _canvas(report: Report, stop: Stop, done: int, work: int) -> Any:
    """A canvas that knows at the end how many pages there are; `done` of the `work` is behind it then."""
    from reportlab.lib.colors import HexColor

    words = clean(" · ".join(each for each in (report.shop, report.title, report.period) if each))

    def foot(page: Any, number: int, count: int) -> None:
        stop.step(done + (work - done) * number // (count + 1), work)
        width = page._pagesize[0]
        page.setStrokeColor(HexColor(LINE))
        page.line(MARGIN, FOOT - 10, width - MARGIN, FOOT - 10)
        page.setFont(REGULAR, 8)
        page.setFillColor(HexColor(SOFT))
        page.drawString(MARGIN, FOOT - 22, words)
        page.drawRightString(width - MARGIN, FOOT - 22, _("Halaman {n} dari {count}").format(n=number, count=count))

    return counting(foot)


def counting(foot: Callable[[Any, int, int], None]) -> Any:
    """A canvas whose pages get their foot when all are drawn: `foot(page, number, how many there are)`."""
    from reportlab.pdfgen.canvas import Canvas

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
                foot(self, number, len(self._pages))
                super().showPage()
            super().save()

    return Counting
