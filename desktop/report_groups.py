"""A report's rows put together in groups: the sum of each over its rows, folded or not.

Pure, as `desktop.tables`: out comes a `Report` whose rows are groups and what is in them, so
that what is printed or saved is what is seen.  The column grouped by stands first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import _
from printing.reports import (
    FROM_STORED,
    SUMMED,
    Cell,
    Chart,
    ChartBar,
    Column,
    Kind,
    Report,
    RowStyle,
    StoredRows,
    millions,
    naming_column,
    shown,
    total_row,
)

HEAD = RowStyle(bold=True)
#: Bars in the picture of groups: what an eye takes in at once.
BARS = 7
#: What rows can be put together by.
WORDS = frozenset({Kind.TEXT, Kind.DATE, Kind.DATETIME})
#: Whether a column parts the rows at all is judged by so many of them.
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Grouping:
    """By which column rows are put together, and which groups show only their sum.

    With `all_folded` it is the other way round: `turned` are those that show their rows.
    """

    key: str
    all_folded: bool = False
    turned: frozenset[str] = frozenset()

    def folded(self, group: str) -> bool:
        return (group in self.turned) != self.all_folded

    def turn(self, group: str) -> Grouping:
        """The other way round for one group."""
        return replace(self, turned=self.turned ^ {group})


@dataclass(slots=True)
class _Group:
    """Rows that have the same in the column grouped by."""

    label: Cell
    places: list[int] = field(default_factory=list)


class MixedRows(StoredRows):
    """Rows of a report and sums among them; stored rows are still made only when they are looked at."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], order: Sequence[int],
        mixed: Sequence[int | tuple[Cell, ...]],
    ) -> None:  # fmt: skip
        # Nothing here is made from its stored form: a moment has none.
        super().__init__((), ())
        self._columns = tuple(columns)
        self._rows, self._order, self._mixed = rows, order, mixed

    def __len__(self) -> int:
        return len(self._mixed)

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return MixedRows(self._columns, self._rows, self._order, self._mixed[place])
        found = self._mixed[place]
        if isinstance(found, tuple):
            return found
        row = self._rows[found]
        return tuple([row[each] for each in self._order])

    def picked(self, places: Sequence[int]) -> MixedRows:
        return MixedRows(self._columns, self._rows, self._order, [self._mixed[each] for each in places])

    def column(self, place: int) -> list[Any]:
        return [self[each][place] for each in range(len(self))]


def may_group(report: Report) -> tuple[Column, ...]:
    """Columns by which rows can be put together, those that part them first, numbers of documents and codes last.

    None for a statement, whose rows have their place.
    """
    if report.styles or len(report.columns) < 2:
        return ()
    seen = [report.rows[number] for number in range(min(LOOKED_AT, len(report.rows)))]
    able = [(place, each) for place, each in enumerate(report.columns) if each.kind in WORDS]
    alone = {place for place, _each in able if len({row[place] for row in seen}) == len(seen)}
    return tuple(each for _place, each in sorted(able, key=lambda pair: pair[0] in alone))


def group_of(report: Report, number: int) -> str | None:
    """The name of the group that a row of a grouped report is the sum of; None for any other row."""
    if not report.grouped or number not in report.styles:
        return None
    return _name(report.rows[number][0], report.columns[0].kind)


def grouped(report: Report, grouping: Grouping, by: int | None = None, *, descending: bool = False) -> Report:
    """The report in groups; `by` is the column that the rows are sorted by already.

    Groups stand in the order of their sums in that column where it has sums, else in that of
    their names.  A report without the column comes back as it is.
    """
    keys = [each.key for each in report.columns]
    if grouping.key not in keys or report.styles:
        return report
    at = keys.index(grouping.key)
    order = [at, *(n for n in range(len(keys)) if n != at)]
    summed = _summed(report)
    groups = _groups(report, at)
    sums = {name: _sums(report, group.places, summed) for name, group in groups.items()}
    if by is not None and by in summed:
        names = sorted(groups, key=lambda name: sums[name][by], reverse=descending)
    else:
        names = sorted(groups, key=_in_order(groups), reverse=descending and by == at)
    return _put_together(report, grouping, order, [(name, groups[name], sums[name]) for name in names], summed)


def _in_order(groups: dict[str, _Group]) -> Any:
    def key(name: str) -> tuple[bool, str]:
        label = groups[name].label
        return label is None, label.casefold() if isinstance(label, str) else str(label)

    return key


def _put_together(
    report: Report, grouping: Grouping, order: Sequence[int], groups: Sequence[tuple[str, _Group, dict[int, int]]],
    summed: Sequence[int],
) -> Report:  # fmt: skip
    columns = tuple(report.columns[place] for place in order)
    if columns[0].kind is Kind.DATETIME:
        # A group is a day; its rows still tell their moments.
        columns = (replace(columns[0], kind=Kind.DATE), *columns[1:])
    ids: Sequence[int | None] = report.opens.ids if report.opens is not None else ()
    mixed: list[int | tuple[Cell, ...]] = []
    leads: list[int | None] = []
    styles, marked, sums = {}, set(), {}
    naming = naming_column(report)
    for name, group, added in groups:
        head = _head(report, group, added, naming, order[0])
        styles[len(mixed)] = HEAD
        if all(place in report.marked for place in group.places):
            marked.add(len(mixed))
        start = len(mixed) + 1
        mixed.append(tuple(head[place] for place in order))
        leads.append(None)
        if grouping.folded(name):
            continue
        sums[start - 1] = range(start, start + len(group.places))
        for place in group.places:
            if place in report.marked:
                marked.add(len(mixed))
            mixed.append(place)
            leads.append(ids[place] if ids else None)
    return replace(
        report,
        columns=columns,
        rows=MixedRows(columns, report.rows, order, mixed),
        totals=_totals(report, order),
        opens=replace(report.opens, ids=tuple(leads)) if report.opens is not None else None,
        marked=frozenset(marked),
        styles=styles,
        sums=sums,
        grouped=grouping.key,
        chart=_chart(report, groups, summed) or report.chart,
    )


def _totals(report: Report, order: Sequence[int]) -> tuple[Cell, ...] | None:
    """The totals in the columns' new order; their word stands first as before."""
    if report.totals is None:
        return None
    totals = [report.totals[place] for place in order]
    word = next((n for n, each in enumerate(totals) if isinstance(each, str) and each), 0)
    if word and totals[0] is None and report.columns[order[0]].kind is Kind.TEXT:
        totals[0], totals[word] = totals[word], None
    return tuple(totals)


def _head(report: Report, group: _Group, added: dict[int, int], naming: int, at: int) -> list[Cell]:
    """The row of a group: its name, how many rows, and their sums."""
    head: list[Cell] = [None] * len(report.columns)
    head[at] = group.label.date() if isinstance(group.label, datetime) else group.label
    if group.label is None and report.columns[at].kind is Kind.TEXT:
        head[at] = _("(kosong)")
    count = len(group.places)
    if naming != at and report.columns[naming].kind is Kind.TEXT:
        head[naming] = _("{count} baris").format(count=shown(count, Kind.COUNT))
    for place, value in added.items():
        head[place] = _cell(report.columns[place].kind, value)
    return head


def _cell(kind: Kind, value: int) -> Cell:
    return FROM_STORED[kind](value)


def _groups(report: Report, at: int) -> dict[str, _Group]:
    kind = report.columns[at].kind
    groups: dict[str, _Group] = {}
    for place, cell in enumerate(_column(report, at)):
        name = _name(cell, kind)
        found = groups.get(name)
        if found is None:
            found = groups[name] = _Group(cell if name else None)
        found.places.append(place)
    return groups


def _column(report: Report, at: int) -> Sequence[Cell]:
    if isinstance(report.rows, StoredRows) and report.columns[at].kind is Kind.TEXT:
        return report.rows.column(at)
    return [row[at] for row in report.rows]


def _name(cell: Cell, kind: Kind) -> str:
    """What makes rows belong together: the same words, the same day."""
    if cell is None or cell == "":
        return ""
    return shown(cell, kind)[:10] if kind is Kind.DATETIME else shown(cell, kind)


def _summed(report: Report) -> list[int]:
    """Columns whose total is the sum of their cells: only those mean something when added up."""
    if report.totals is None:
        return []
    keys = [each.key for each in report.columns if each.kind in SUMMED]
    sums = total_row(report.columns, report.rows, *keys)
    return [
        place
        for place, (total, whole) in enumerate(zip(sums, report.totals, strict=True))
        if report.columns[place].key in keys and whole is not None and total == whole
    ]


def _sums(report: Report, places: Sequence[int], summed: Sequence[int]) -> dict[int, int]:
    found = dict.fromkeys(summed, 0)
    for place in places:
        row = report.rows[place]
        for column in summed:
            found[column] += sortable(row[column]) or 0
    return found


def _chart(report: Report, groups: Sequence[tuple[str, _Group, dict[int, int]]], summed: Sequence[int]) -> Chart | None:
    """The largest groups by what the report is about: its first sum of money."""
    money = next((place for place in summed if report.columns[place].kind is Kind.RUPIAH), None)
    if money is None or len(groups) < 2:
        return None
    largest = sorted(groups, key=lambda each: -each[2][money])[:BARS]
    bars = tuple(
        ChartBar(
            name or _("(kosong)"),
            added[money],
            millions(Rupiah(added[money])),
            all(place in report.marked for place in group.places),
        )
        for name, group, added in largest
    )
    return Chart(report.columns[money].label, bars)


def sortable(cell: Cell) -> Any:
    """A cell as something that sorts among its like."""
    match cell:
        case Rupiah():
            return cell.amount
        case Quantity():
            return cell.thousandths
        case str():
            return cell.casefold() or None
        case date():
            return cell.isoformat()
    return cell
