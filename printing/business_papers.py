"""Papers to another business, on A4: an order, with who sends it, to whom, and who signs.

The table is a `Report`, laid out and totalled as every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from printing import pdf_files
from printing.inks import SOFT
from printing.reports import Report

if TYPE_CHECKING:
    from reportlab.platypus import Flowable


@dataclass(frozen=True, slots=True)
class BusinessPaper:
    """A paper to another business.

    sender      the shop's head: its name first, then address and phone
    to          whom it is for: the name first
    facts       (caption, value) at the right: number, date
    report      the table with its title, totals and notes
    signatures  what stands under each line to sign on
    over        what stands over the table, where there are several
    tables      further tables under it, each with its own title
    sections    clauses under the table: (what it is about, sentence after sentence), numbered
    """

    sender: tuple[str, ...]
    to: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    report: Report
    signatures: tuple[str, ...] = ()
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    over: str = ""
    tables: tuple[Report, ...] = ()


def pdf_bytes(paper: BusinessPaper) -> bytes:
    """The paper as an A4 file with its pages counted; equal papers give equal bytes."""

    def heading(_report: Report) -> list[Flowable]:
        return _heading(paper)

    def ending(_report: Report) -> list[Flowable]:
        return _ending(paper)

    return pdf_files.built(paper.report, heading, ending)


def _heading(paper: BusinessPaper) -> list[Flowable]:
    from reportlab.platypus import Spacer

    shop, *rest = paper.sender
    soft = pdf_files.type_style("soft", 9, colour=SOFT)
    told: list[Flowable] = [pdf_files.paragraph(shop, pdf_files.type_style("shop", 13, bold=True))]
    told += [pdf_files.paragraph(each, soft) for each in rest if each]
    title = pdf_files.paragraph(paper.report.title, pdf_files.type_style("title", 17, bold=True))
    over = [_table_title(paper.over)] if paper.over else []
    return [*told, Spacer(1, 14), title, Spacer(1, 6), _parties(paper), Spacer(1, 12), *over]


def _table_title(words: str) -> Flowable:
    style = pdf_files.type_style("section", 11.5, bold=True)
    style.spaceAfter, style.keepWithNext = 4, 1
    return pdf_files.paragraph(words, style)


def _tables(paper: BusinessPaper) -> list[Flowable]:
    """The further tables; a title is never torn from the table under it."""
    from reportlab.platypus import Spacer

    told: list[Flowable] = []
    for each in paper.tables:
        told += [Spacer(1, 12), _table_title(each.title), *pdf_files.section(each, paper.report)]
    return told


def _parties(paper: BusinessPaper) -> Any:
    """To whom at the left, number and date at the right."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Table

    name, plain = pdf_files.type_style("name", 10.5, bold=True), pdf_files.type_style("line", 9.5)
    soft = pdf_files.type_style("soft", 9.5, colour=SOFT)
    left = [pdf_files.paragraph(each, plain if n else name) for n, each in enumerate(paper.to) if each]
    facts = [[pdf_files.paragraph(caption, soft), pdf_files.paragraph(value, plain)] for caption, value in paper.facts]
    room = A4[0] - 2 * pdf_files.MARGIN
    right = Table(facts, colWidths=[room * 0.18, room * 0.27], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *_TIGHT])
    return Table(
        [[left, right]], colWidths=[room * 0.55, room * 0.45], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *_TIGHT]
    )


_TIGHT = tuple((f"{side}PADDING", (0, 0), (-1, -1), 0 if side in ("LEFT", "RIGHT") else 1) for side in
               ("LEFT", "RIGHT", "TOP", "BOTTOM"))  # fmt: skip


def _ending(paper: BusinessPaper) -> list[Flowable]:
    """The notes, and lines to sign on that are never torn from what is over them."""
    from reportlab.platypus import KeepTogether, Spacer

    note = pdf_files.type_style("note", 9.5)
    sections = _sections(paper)
    told: list[Flowable] = [*_tables(paper), Spacer(1, 10), *(KeepTogether(each) for each in sections[:-1])]
    last = sections[-1] if sections else []
    told += [pdf_files.paragraph(each, note) for each in paper.report.notes]
    # Nobody signs on a page that says nothing.
    return [*told, *pdf_files.signed(paper.signatures, last)]


def _sections(paper: BusinessPaper) -> list[list[Flowable]]:
    """Each clause under its number and title, which never stand alone at the foot of a page."""
    from reportlab.platypus import Spacer

    title, line = pdf_files.type_style("clause", 9.5, bold=True), pdf_files.type_style("sentence", 9)
    told: list[list[Flowable]] = []
    for number, (about, sentences) in enumerate(paper.sections, start=1):
        said = [pdf_files.paragraph(each, line) for each in sentences]
        told.append([pdf_files.paragraph(f"{number}. {about}", title), *said, Spacer(1, 4)])
    return told
