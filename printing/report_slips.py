"""A narrow report on the receipt printer: each row by its name, its figures under it or at the right.

The same slip fits 32, 42 and 48 columns, so a report of many columns or rows does not go on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from koperasi.errors import Refused
from koperasi.text import _
from printing.reports import Cell, Column, Report, naming_column, shown
from printing.slips import BIG, Draft, Slip

#: Figures under a name, words beside it, and rows: more than that is for A4.
MOST_NUMBERS, MOST_WORDS, MOST_ROWS = 6, 3, 300
#: A column in which only this stands is left out.
NOTHING = frozenset({"", "0", "0%"})


def fits(report: Report) -> bool:
    """Whether the report can be read from a receipt."""
    if not 0 < len(report.rows) <= MOST_ROWS:
        return False
    numbers, words = _columns(report)
    return len(numbers) <= MOST_NUMBERS and len(words) <= MOST_WORDS


def report_slip(report: Report, printed: str = "") -> Slip:
    """The report as a slip; `printed` says when and by whom.  Raises Refused for one that does not fit."""
    if not fits(report):
        raise Refused(_("Laporan ini terlalu besar untuk kertas struk."), remedy=_("Cetak di A4."), rule="too-wide")
    numbers, words = _columns(report)
    draft = Draft()
    if report.shop:
        draft.middle(report.shop, size=BIG)
    draft.middle(report.title, bold=True)
    for each in (report.subtitle, report.period, printed):
        if each:
            draft.middle(each)
    draft.rule()
    for figure in report.figures:
        draft.both(figure.label, shown(figure.value, figure.kind), bold=True)
    if report.figures:
        draft.rule()
    for number, row in enumerate(report.rows):
        _row(draft, report, number, row, numbers, words)
    if report.totals is not None:
        draft.double_rule()
        word = next((each for each in report.totals if isinstance(each, str) and each), _("Jumlah"))
        _figures(draft, report, word, report.totals, numbers, bold=True)
    if report.notes:
        draft.rule()
    for note in report.notes:
        draft.text(note)
    if report.signatures:
        draft.signatures(*((each, "") for each in report.signatures))
    return draft.cut().slip()


def _columns(report: Report) -> tuple[list[int], list[int]]:
    """Columns of figures and of words in which anything stands; what names a row is the first of these."""
    naming = naming_column(report)
    there = [
        place
        for place, column in enumerate(report.columns)
        if place == naming or any(_told(row[place], column) not in NOTHING for row in report.rows)
    ]
    numbers = [place for place in there if report.columns[place].number]
    words = [place for place in there if not report.columns[place].number]
    return numbers, sorted(words, key=lambda place: place != naming)


def _row(
    draft: Draft, report: Report, number: int, row: tuple[Cell, ...], numbers: Sequence[int], words: Sequence[int]
) -> None:
    style = report.styles.get(number)
    name = " ".join(_told(row[place], report.columns[place]) for place in words).strip()
    if style is not None and style.above:
        draft.rule()
    bold, indent = style is not None and style.bold, style.level * 2 if style is not None else 0
    _figures(draft, report, name or "-", row, numbers, bold=bold, indent=indent)
    if style is not None and style.double:
        draft.double_rule()


def _figures(
    draft: Draft, report: Report, name: str, row: Sequence[Cell], numbers: Sequence[int], *, bold: bool = False,
    indent: int = 0,
) -> None:  # fmt: skip
    """One figure beside its name; several under it, each with its label."""
    there = [place for place in numbers if row[place] is not None]
    if len(there) == 1 and len(numbers) == 1:
        draft.both(name, _told(row[there[0]], report.columns[there[0]]), bold=bold, indent=indent)
        return
    draft.text(name, bold=bold, indent=indent)
    for place in there:
        column = report.columns[place]
        draft.both(column.label, _told(row[place], column), bold=bold, indent=indent + 2)


def _told(cell: Cell, column: Column) -> str:
    return shown(cell, column.kind)
