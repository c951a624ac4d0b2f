"""Reports as CSV: for Excel as it is set up in Indonesia, and for other programs.

Rows only: a total among them would be added up once more.  How far in a row of a statement
stands is a column of its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TextIO

from koperasi.quantity import Quantity
from koperasi.stops import Stop
from koperasi.text import _
from printing.reports import LEVEL, Cell, Column, Kind, Report, harmless, plain_cell

#: Said to a stop between so many rows.
STEP = 500


def csv_bytes(report: Report, stop: Stop | None = None) -> bytes:
    """For other programs: English keys, commas, UTF-8, decimal points, ISO times; raises Stopped."""
    heads = [each.key for each in report.columns]
    return _written(report, ",", _machine, [LEVEL, *heads] if report.leveled else heads, stop).encode("utf-8")


def excel_csv_bytes(report: Report, stop: Stop | None = None) -> bytes:
    """For a double click in Indonesia: labels, semicolons, a byte order mark, decimal commas; raises Stopped."""
    heads = [harmless(each.label) for each in report.columns]
    heads = [_("Tingkat"), *heads] if report.leveled else heads
    return _written(report, ";", _excel, heads, stop).encode("utf-8-sig")


def write_plain(file: TextIO, columns: Sequence[Column], rows: Iterable[Sequence[int | str | None]]) -> None:
    """A table too long to lie in memory, row by row: cells in their plain form, as other programs read them."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([each.key for each in columns])
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


def _written(
    report: Report, comma: str, told: Callable[[Cell, Kind], object], heads: Sequence[str], stop: Stop | None
) -> str:
    page = io.StringIO()
    writer = csv.writer(page, delimiter=comma, lineterminator="\r\n")
    writer.writerow(heads)
    kinds, leveled, whole = [each.kind for each in report.columns], report.leveled, len(report.rows)
    for number, row in report.facts():
        if stop is not None and number % STEP == 0:
            stop.step(number, whole)
        cells = [told(cell, kind) for cell, kind in zip(row, kinds, strict=True)]
        writer.writerow([report.level(number), *cells] if leveled else cells)
    return page.getvalue()


def _machine(cell: Cell, kind: Kind) -> int | str | None:
    return harmless(cell) if isinstance(cell, str) else plain_cell(cell, kind)


def _excel(cell: Cell, kind: Kind) -> str:
    """Without thousands dots, which Excel would take for decimals in another country's setting."""
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case Quantity():
            return cell.decimal.replace(".", ",")
        case int() if kind == Kind.PERCENT:
            return f"{Quantity(cell * 10).decimal}%".replace(".", ",")
        case _:
            return str(plain_cell(cell, kind))
