"""A report as it is looked at: sorted by a column, narrowed to words, counted again.

Pure: the same report comes out with other rows, so that what is copied, printed or saved is
what is seen.  A hundred thousand rows take a moment: a screen has it done off its thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from typing import Any

from desktop import report_groups
from desktop.report_groups import Grouping, sortable
from koperasi.text import _
from printing.reports import SUMMED, Cell, Kind, Report, StoredRows, harmless, shown, total_row

#: So many rows are sorted at once.
PIECE = 10_000
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and which way."""

    column: int
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as it is shown: its rows in their order, of how many, and the columns that are empty.

    `order` and `empty` name columns as they are shown, `found` is how many rows there are
    without the sums of groups.
    """

    report: Report
    whole: int
    order: Order | None = None
    words: str = ""
    empty: frozenset[int] = frozenset()
    grouping: Grouping | None = None
    found: int = -1

    @property
    def counted(self) -> str:
        """How many rows there are, and of how many when words narrow them."""
        count = shown(self.found if self.found >= 0 else len(self.report.rows), Kind.COUNT)
        whole = shown(self.whole, Kind.COUNT)
        if self.words.split():
            return _("{count} dari {whole} baris").format(count=count, whole=whole)
        return _("{count} baris").format(count=count)


def sheet(report: Report, order: Order | None = None, words: str = "", grouping: Grouping | None = None) -> Sheet:
    """What is to be shown of a report, and says of itself what it leaves out."""
    found = arranged(report, order, words)
    empty, whole, count = empty_columns(report), len(report.rows), len(found.rows)
    if grouping is None or grouping.key not in {each.key for each in report_groups.may_group(report)}:
        return Sheet(_said(found, words, ""), whole, order, words, empty, None, count)
    by, descending = (order.column, order.descending) if order is not None else (None, False)
    made = report_groups.grouped(found, grouping, by, descending=descending)
    places = {column.key: place for place, column in enumerate(made.columns)}
    moved = [places[each.key] for each in report.columns]
    label = made.columns[0].label
    return Sheet(
        _said(made, words, label),
        whole,
        Order(moved[order.column], order.descending) if order is not None else None,
        words,
        frozenset(moved[each] for each in empty),
        grouping,
        count,
    )


def _said(report: Report, words: str, group: str) -> Report:
    """With what it was narrowed to and put together by, so that a file of it says so too."""
    said = [report.subtitle] if report.subtitle else []
    if words.split():
        said.append(_("hanya baris dengan “{words}”").format(words=" ".join(words.split())))
    if group:
        said.append(_("menurut {column}").format(column=group))
    return replace(report, subtitle=" · ".join(said)) if words.split() or group else report


def arranged(report: Report, order: Order | None, words: str = "") -> Report:
    """The rows that have all the words, in this order; nothing at all always stands last."""
    places = list(range(len(report.rows)))
    if words.split():
        places = _with_words(report, words, places)
    # Rows of a statement have their place.
    if order is not None and not report.styles:
        places = _in_order(report, order, places)
    if places == list(range(len(report.rows))):
        return report
    return picked(report, places)


def picked(report: Report, places: Sequence[int]) -> Report:
    """Only these rows, in this order, with what belongs to them, and totals of them."""
    rows = report.rows
    kept = rows.picked(places) if isinstance(rows, StoredRows) else tuple(rows[place] for place in places)
    opens = report.opens
    if opens is not None:
        opens = replace(opens, ids=tuple(opens.ids[place] for place in places))
    marked = frozenset(new for new, place in enumerate(places) if place in report.marked)
    totals = report.totals if len(places) == len(rows) else _totals(report, kept)
    styles = {new: report.styles[place] for new, place in enumerate(places) if place in report.styles}
    some = replace(report, rows=kept, totals=totals, opens=opens, marked=marked, styles=styles)
    if len(places) == len(rows):
        return some
    # What was counted over all rows is not theirs.
    return replace(some, chart=None, figures=(), agrees=None)


def _with_words(report: Report, words: str, places: Sequence[int]) -> list[int]:
    wanted = words.casefold().split()
    columns = [_told(report, n) for n, each in enumerate(report.columns) if not each.number]
    found = []
    for place in places:
        told = " ".join([column[place] for column in columns]).casefold()
        if all(word in told for word in wanted):
            found.append(place)
    return found


def _told(report: Report, column: int) -> list[str]:
    kind = report.columns[column].kind
    if isinstance(report.rows, StoredRows) and kind is Kind.TEXT:
        return [value or "" for value in report.rows.column(column)]
    return [shown(row[column], kind) for row in report.rows]


def _in_order(report: Report, order: Order, places: Sequence[int]) -> list[int]:
    values = _values(report, order.column)
    there = [place for place in places if values[place] is not None]
    return _sorted(there, values.__getitem__, order.descending) + [place for place in places if values[place] is None]


def _sorted(places: list[int], key: Callable[[int], Any], descending: bool) -> list[int]:
    """Sorted in pieces: one sort of a hundred thousand words would keep every other thread waiting."""
    if len(places) <= PIECE:
        return sorted(places, key=key, reverse=descending)
    pieces = [places[first : first + PIECE] for first in range(0, len(places), PIECE)]
    for piece in pieces:
        piece.sort(key=key, reverse=descending)
    return list(merge(*pieces, key=key, reverse=descending))


def _values(report: Report, column: int) -> list[Any]:
    """One column as something that sorts."""
    if isinstance(report.rows, StoredRows):
        stored = report.rows.column(column)
        if report.columns[column].kind is Kind.TEXT:
            return [None if value is None else value.casefold() for value in stored]
        return stored
    return [sortable(row[column]) for row in report.rows]


def _totals(report: Report, kept: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...] | None:
    """Totals of some of the rows: of those columns whose total is the sum of its cells."""
    if report.totals is None:
        return None
    sums = [
        column.key for place, column in enumerate(report.columns) if column.kind in SUMMED and _is_sum(report, place)
    ]
    return total_row(report.columns, list(kept), *sums)


def _is_sum(report: Report, place: int) -> bool:
    whole = report.totals[place] if report.totals is not None else None
    if whole is None:
        return False
    return bool(sum(value for value in _values(report, place) if value is not None) == sortable(whole))


def empty_columns(report: Report) -> frozenset[int]:
    """Columns of numbers in which nothing stands: a screen has no room for them.

    A statement keeps all of its own: what it compares with may be nothing, and then says so.
    """
    if report.styles:
        return frozenset()
    return frozenset(
        place
        for place, column in enumerate(report.columns)
        if column.number and report.rows and not any(_values(report, place)) and _nothing(report, place)
    )


def _nothing(report: Report, place: int) -> bool:
    return report.totals is None or not report.totals[place]


def on_screen(cell: Cell, kind: Kind) -> str:
    """A cell as a screen shows it: a dash for no number, and a true minus."""
    if cell is None:
        return "\N{EN DASH}" if kind not in (Kind.TEXT,) else ""
    told = shown(cell, kind)
    return MINUS + told[1:] if kind is not Kind.TEXT and told.startswith("-") else told


def pasted(report: Report, rows: Sequence[tuple[Cell, ...]] | None = None) -> str:
    """The table, or some rows of it, as spreadsheets paste it: columns apart by tabs."""
    kinds = [column.kind for column in report.columns]
    lines = [[column.label for column in report.columns]] if rows is None else []
    told = [*report.rows, *([report.totals] if report.totals is not None else [])] if rows is None else rows
    lines += [[_plain(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in told]
    return "\n".join("\t".join(line) for line in lines)


def _plain(cell: Cell, kind: Kind) -> str:
    told = shown(cell, kind)
    return harmless(told) if kind is Kind.TEXT else told
