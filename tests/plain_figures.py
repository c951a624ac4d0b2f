"""Facts as they stand in the tables, and a report held against rows that were reckoned from them.

Nothing here or in the other `plain_*` reads a kept row or asks the program's own queries: a table
is read whole, row by row, and everything is added up in Python.  Whole rupiah, thousandths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from koperasi.periods import Period
from printing.reports import Report

Row = dict[str, Any]
Told = tuple[Any, ...]
#: Words that reports use for tenders.
TENDERS = {
    "cash": "Tunai",
    "qris": "QRIS",
    "transfer": "Transfer",
    "kasbon": "Kasbon",
    "card": "Kartu",
    "voucher": "Voucher",
    "earnings": "Hasil Titipan",
    "savings": "Simpanan",
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Again:
    """What a report must say: these cells of each row, in any order, and their sums where it has totals."""

    keys: tuple[str, ...]
    rows: list[Told]
    #: Totals that are not the column added up.
    totals: dict[str, Any] = field(default_factory=dict)
    #: A row of the report as it is compared, where its cells are not so themselves.
    told: Callable[[Row], Told] | None = None
    #: Which rows are compared: a report may tell of somebody that there is nothing to tell.
    only: Callable[[Row], bool] = lambda _record: True


class Facts:
    """Every table that is asked for, read once; rows by the names of their columns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables: dict[str, list[Row]] = {}
        self._indexed: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def of(self, table: str) -> list[Row]:
        if table not in self._tables:
            found = self._connection.exec_driver_sql(f"SELECT * FROM {table}")
            names = [*found.keys()]
            self._tables[table] = [dict(zip(names, row, strict=True)) for row in found]
        return self._tables[table]

    def by(self, table: str, column: str) -> dict[Any, list[Row]]:
        """The rows of a table by what stands in a column."""
        if (table, column) not in self._indexed:
            found: dict[Any, list[Row]] = {}
            for row in self.of(table):
                found.setdefault(row[column], []).append(row)
            self._indexed[table, column] = found
        return self._indexed[table, column]

    def one(self, table: str, column: str, key: object) -> Row | None:
        found = self.by(table, column).get(key)
        return found[0] if found else None

    def name(self, table: str, key: object, name: str = "name") -> str:
        row = self.one(table, "id", key)
        return str(row[name]) if row else ""

    def papers(
        self, table: str, period: Period | None = None, *, key: str = "document_id"
    ) -> Iterator[tuple[Row, Row]]:
        """Each row of a table with its document, of the branch and days of a period."""
        for row in self.of(table):
            document = self.one("documents", "id", row[key])
            assert document is not None, table
            if period is None or within(document, period):
                yield document, row

    def local(self, branch_id: int, microseconds: int) -> datetime:
        zone = self.one("branches", "id", branch_id)
        assert zone is not None
        return (EPOCH + timedelta(microseconds=microseconds)).astimezone(ZoneInfo(zone["time_zone"]))


def within(document: Row, period: Period) -> bool:
    return bool(document["branch_id"] == period.branch.id) and in_days(document, period)


def in_days(document: Row, period: Period) -> bool:
    """Days alone, of any branch."""
    return period.first.isoformat() <= str(document["business_date"]) <= period.last.isoformat()


def day_of(document: Row) -> date:
    return date.fromisoformat(document["business_date"])


def quantity(thousandths: int) -> str:
    """A quantity as machines read it."""
    return decimal(thousandths, 1_000)


def percent(part: int, whole: int) -> str | None:
    """A share in per cent to two places, half up; None of nothing.

    Of a whole below zero its size counts: what earned stays above zero, what lost below.
    """
    return decimal((Fraction(part * 10_000, abs(whole)) + Fraction(1, 2)).__floor__(), 100) if whole else None


def decimal(number: int, scale: int) -> str:
    sign, size = "-" if number < 0 else "", abs(number)
    rest = str(scale + size % scale)[1:].rstrip("0")
    return f"{sign}{size // scale}{'.' + rest if rest else ''}"


def half_up(numerator: int, denominator: int) -> int:
    """To the nearest whole, halves away from zero."""
    size = (Fraction(abs(numerator), denominator) + Fraction(1, 2)).__floor__()
    return size if numerator >= 0 else -size


def average(amount: int, count: int) -> int | None:
    return half_up(amount, count) if count > 0 else None


def added(rows: Iterable[tuple[Any, tuple[int, ...]]]) -> dict[Any, tuple[int, ...]]:
    """Key → the numbers of its rows added up, column by column."""
    sums: dict[Any, tuple[int, ...]] = {}
    for key, numbers in rows:
        before = sums.get(key)
        sums[key] = numbers if before is None else tuple(a + b for a, b in zip(before, numbers, strict=True))
    return sums


def hold(report: Report, again: Again, words: object) -> int:
    """Raise AssertionError where a report says otherwise; returns how many cells were compared."""
    told = again.told or (lambda record: tuple(record[key] for key in again.keys))
    there, expected = Counter(map(told, filter(again.only, report.records()))), Counter(again.rows)
    if there != expected:
        more, less = list((there - expected).items())[:3], list((expected - there).items())[:3]
        raise AssertionError(f"{words}: {again.keys}\n  report only {more}\n  facts only {less}")
    if report.totals is not None:
        _hold_totals(report, again, words)
    assert report.agrees is not False, f"{words}: the report itself says that it does not agree with the books"
    return len(again.rows) * len(again.keys)


def _hold_totals(report: Report, again: Again, words: object) -> None:
    assert report.totals is not None
    for column, cell in zip(report.columns, report.totals, strict=True):
        if column.key in again.totals:
            wanted = again.totals[column.key]
        elif column.key in again.keys and hasattr(cell, "amount"):
            place = again.keys.index(column.key)
            wanted = sum(row[place] or 0 for row in again.rows)
        else:
            continue
        found = getattr(cell, "amount", cell)
        assert found == wanted, f"{words}: total of {column.key} is {found}, of the facts {wanted}"
