"""Reports as CSV: for Excel as it is set up in Indonesia, and for other programs.

Rows only: a total among them would be added up once more.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime

from koperasi.quantity import Quantity
from printing.reports import Cell, Kind, Report, harmless, plain_cell


def csv_bytes(report: Report) -> bytes:
    """For other programs: English keys, commas, UTF-8, decimal points, ISO times."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow([each.key for each in report.columns])
    kinds = [each.kind for each in report.columns]
    for row in report.rows:
        writer.writerow([_machine(cell, kind) for cell, kind in zip(row, kinds, strict=True)])
    return page.getvalue().encode("utf-8")


def excel_csv_bytes(report: Report) -> bytes:
    """For a double click in Indonesia: labels, semicolons, a byte order mark, decimal commas."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(each.label) for each in report.columns])
    kinds = [each.kind for each in report.columns]
    for row in report.rows:
        writer.writerow([_excel(cell, kind) for cell, kind in zip(row, kinds, strict=True)])
    return page.getvalue().encode("utf-8-sig")


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
