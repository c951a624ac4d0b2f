"""Reports: rows with typed cells, made once and shown as screen, PDF, XLSX, CSV, JSON or text.

    Report(
        name="stock", title=_("Stok barang"), shop="SBMI MART", period="23/11/2026",
        columns=(Column("code", _("Kode")), Column("name", _("Nama barang")),
                 Column("quantity", _("Stok"), Kind.QUANTITY), Column("value", _("Nilai"), Kind.RUPIAH)),
        rows=rows, totals=total_row(columns, rows, "value"),
    )

A column has a key for machines (English, snake_case) and a label for people.  Cells are
`Rupiah`, `Quantity`, `date`, aware `datetime` in the shop's own zone, `int` (a count, or
basis points of a percentage), `str`, or None for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, overload

from koperasi.errors import Bug
from koperasi.money import Rupiah, dots, total
from koperasi.quantity import Quantity
from koperasi.text import _, clock, short_date
from printing.letters import clean

Cell = Rupiah | Quantity | date | datetime | int | str | None
FORMULA_STARTS = ("=", "+", "-", "@", "|", "＝", "＋", "－", "＠", "｜", "\N{MINUS SIGN}")
#: The key under which machines are told how far in a row of a statement stands.
LEVEL = "level"
KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    RUPIAH = "rupiah"
    QUANTITY = "quantity"
    COUNT = "count"
    PERCENT = "percent"  # basis points
    DATE = "date"
    DATETIME = "datetime"


TYPES: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.RUPIAH: Rupiah,
    Kind.QUANTITY: Quantity,
    Kind.COUNT: int,
    Kind.PERCENT: int,
    Kind.DATE: date,
    Kind.DATETIME: datetime,
}
#: A cell from its stored form (`columns.plain_value`).
FROM_STORED: dict[Kind, Callable[[Any], Cell]] = {
    Kind.TEXT: str,
    Kind.RUPIAH: Rupiah,
    Kind.QUANTITY: Quantity,
    Kind.COUNT: int,
    Kind.PERCENT: int,
    Kind.DATE: date.fromisoformat,
}
NUMBERS = frozenset({Kind.RUPIAH, Kind.QUANTITY, Kind.COUNT, Kind.PERCENT})
#: Numbers whose sum means something.
SUMMED = NUMBERS - {Kind.PERCENT}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` for machines, `label` for people."""

    key: str
    label: str
    kind: Kind = Kind.TEXT

    @property
    def number(self) -> bool:
        """True when its cells stand at the right, so that they can be added up by eye."""
        return self.kind in NUMBERS


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar: whose it is, how long, and the figure at its end; `marked` for members' goods."""

    name: str
    value: int
    words: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What is better seen than read: bars on one scale, and what of the whole they are together.

    `shares` are basis points, one for each bar (a Pareto line); empty for bars alone.
    """

    title: str
    bars: tuple[ChartBar, ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a report is opened for, shown large beside its chart."""

    label: str
    value: Rupiah | Quantity | int
    kind: Kind = Kind.RUPIAH


@dataclass(frozen=True, slots=True)
class Opens:
    """What the rows of a report lead to on the screen: a `good`, a `document` …, by its id."""

    kind: str
    ids: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How a row of a statement stands on paper and on the screen.

    `level` is so many steps to the right (its words, not its amounts); `above` draws a line
    over its amounts, `double` two lines under them: what a board signs ends with those.
    """

    level: int = 0
    bold: bool = False
    above: bool = False
    double: bool = False


#: A word over the rows that follow, what stands under it, their sum, and the sum of it all.
HEADING = RowStyle(bold=True)
ITEM = RowStyle(level=1)
SUBTOTAL = RowStyle(bold=True, above=True)
GRAND_TOTAL = RowStyle(bold=True, above=True, double=True)


@dataclass(frozen=True, slots=True)
class Report:
    """One report, whatever it becomes; raises Bug for cells that are not what their column says.

    Chart and figures stand on the screen and on paper; `opens` is for the screen alone.
    `agrees` says that its sum was compared with the books, and how that went.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    totals: tuple[Cell, ...] | None = None
    shop: str = ""
    subtitle: str = ""
    period: str = ""
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    figures: tuple[Figure, ...] = ()
    agrees: bool | None = None
    opens: Opens | None = None
    #: The numbers of rows about members' goods.
    marked: frozenset[int] = frozenset()
    #: How rows of a statement stand, by their numbers; such rows stay in their order on the screen.
    styles: Mapping[int, RowStyle] = field(default_factory=dict, hash=False)
    #: Rows that are sums of rows under them, by their numbers: the rows of a group follow its sum.
    sums: Mapping[int, range] = field(default_factory=dict, hash=False)
    #: The key of the column by which rows are put together in groups, "" when they are not.
    grouped: str = ""
    #: Who signs it on paper: what stands over each line.
    signatures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = [each.key for each in self.columns]
        if len(set(keys)) != len(keys) or not all(KEY.fullmatch(each) for each in keys):
            raise Bug(f"report {self.name}: keys are single and in snake_case, unlike {keys}")
        types = [TYPES[each.kind] for each in self.columns]
        # Stored rows are what their columns make of them: looking at each would be making each.
        for row in self.rows[:1] if isinstance(self.rows, StoredRows) else self.rows:
            if len(row) != len(types) or any(
                cell is not None and type(cell) is not kind for cell, kind in zip(row, types, strict=True)
            ):
                raise Bug(f"report {self.name}: {row!r} does not fit its columns")
        if self.totals is not None and len(self.totals) != len(types):
            raise Bug(f"report {self.name}: {self.totals!r} does not fit its columns")

    @property
    def leveled(self) -> bool:
        """Whether the levels of its rows say something that its cells do not: a statement's."""
        return bool(self.styles) and not self.grouped and all(each.key != LEVEL for each in self.columns)

    def facts(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Rows with their numbers, but for sums of rows that stand under them: who adds up adds each once."""
        return ((number, row) for number, row in enumerate(self.rows) if number not in self.sums)

    def level(self, number: int) -> int:
        """How far in a row of a statement stands."""
        style = self.styles.get(number)
        return style.level if style is not None else 0

    def records(self) -> Iterable[dict[str, Any]]:
        """Each row as machines read it, by key; a statement's with its `level`."""
        keys = [each.key for each in self.columns]
        kinds = [each.kind for each in self.columns]
        for number, row in self.facts():
            told: dict[str, Any] = {LEVEL: self.level(number)} if self.leveled else {}
            told.update((key, plain_cell(cell, kind)) for key, cell, kind in zip(keys, row, kinds, strict=True))
            yield told


class StoredRows(Sequence[tuple[Cell, ...]]):
    """Rows as a database stores them, made into cells when they are looked at.

    A list of a hundred thousand goods is there as soon as it is read; only the rows in sight
    are ever made.  What a row has behind its columns (an id) is passed over.
    """

    def __init__(self, columns: Sequence[Column], stored: Sequence[Sequence[Any]]) -> None:
        self._columns, self.stored = tuple(columns), stored
        self._makers = tuple(FROM_STORED[each.kind] for each in columns)

    def __len__(self) -> int:
        return len(self.stored)

    @overload
    def __getitem__(self, place: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> StoredRows: ...
    def __getitem__(self, place: int | slice) -> tuple[Cell, ...] | StoredRows:
        if isinstance(place, slice):
            return StoredRows(self._columns, self.stored[place])
        return tuple(
            None if value is None else make(value)
            for make, value in zip(self._makers, self.stored[place], strict=False)
        )

    def picked(self, places: Sequence[int]) -> StoredRows:
        """These rows, in this order."""
        return StoredRows(self._columns, [self.stored[place] for place in places])

    def column(self, place: int) -> list[Any]:
        """One column as it is stored, which sorts and adds up as its cells do."""
        return [row[place] for row in self.stored]


#: What the columns that name a row are called, the most telling first.
NAMES = ("name", "supplier")


def naming_column(report: Report) -> int:
    """The column that names a row: the one called so, else the first of words."""
    keys = [each.key for each in report.columns]
    named = next((keys.index(name) for name in NAMES if name in keys), None)
    return named if named is not None else next((n for n, each in enumerate(report.columns) if not each.number), 0)


def total_row(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *keys: str) -> tuple[Cell, ...]:
    """A row with the sums of the named columns, and the word for it in the first column that is no number."""
    sums: list[Cell] = [None] * len(columns)
    for place, column in enumerate(columns):
        if column.key in keys:
            sums[place] = _sum(column, [row[place] for row in rows])
    for place, column in enumerate(columns):
        if not column.number and sums[place] is None:
            sums[place] = _("Jumlah")
            break
    return tuple(sums)


def _sum(column: Column, cells: list[Cell]) -> Cell:
    if column.kind == Kind.RUPIAH:
        return total(each for each in cells if isinstance(each, Rupiah))
    if column.kind == Kind.QUANTITY:
        return Quantity(sum(each.thousandths for each in cells if isinstance(each, Quantity)))
    if column.kind == Kind.COUNT:
        return sum(each for each in cells if isinstance(each, int))
    raise Bug(f"a column of {column.kind} has no sum")


def shown(cell: Cell, kind: Kind) -> str:
    """A cell as people read it on paper: `12.500`, `2,5`, `23/11/2026 09.45`, `12,5%`."""
    match cell:
        case None:
            return ""
        case Rupiah():
            return cell.bare
        case datetime():
            return f"{short_date(cell)} {clock(cell)}"
        case date():
            return short_date(cell)
        case int() if kind == Kind.PERCENT:
            return f"{Quantity(cell * 10)}%"
        case int():
            return dots(cell)
        case _:
            return str(cell)


def millions(amount: Rupiah) -> str:
    """An amount as short as a chart wants it: `18,4 jt`, `950 rb`."""
    rupiah = abs(amount.amount)
    sign = "\N{MINUS SIGN}" if amount.amount < 0 else ""
    for unit, words in ((1_000_000_000, _("M")), (1_000_000, _("jt")), (1_000, _("rb"))):
        if rupiah >= unit:
            tenths = (rupiah * 10 + unit // 2) // unit
            return f"{sign}{Quantity(tenths * 100)} {words}"
    return f"{sign}{rupiah}"


def plain_cell(cell: Cell, kind: Kind) -> int | str | None:
    """A cell as machines read it: whole rupiah, decimal strings, ISO 8601."""
    match cell:
        case Rupiah():
            return cell.amount
        case Quantity():
            return cell.decimal
        case date():
            return cell.isoformat()
        case int() if kind == Kind.PERCENT:
            return Quantity(cell * 10).decimal
        case _:
            return cell


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, without control characters.

    A leading `= + - @ |`, also after blanks, quotes or in full width, gets an apostrophe.
    """
    kept = clean(text)
    return f"'{kept}" if kept.lstrip(" '\"\N{NO-BREAK SPACE}").startswith(FORMULA_STARTS) else kept
