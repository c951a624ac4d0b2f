"""Reports as XLSX: real numbers and dates, a head that stays, sums that Excel adds up itself.

openpyxl is imported when a file is written, not before.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from koperasi.money import Rupiah
from koperasi.quantity import THOUSAND, Quantity
from printing.inks import HEAD
from printing.letters import clean
from printing.reports import NUMBERS, Cell, Column, Kind, Report, harmless, shown, total_row

FORMATS = {
    Kind.TEXT: "@",
    Kind.RUPIAH: "#,##0",
    Kind.QUANTITY: "#,##0.###",  # for parts; whole ones would show a bare comma
    Kind.COUNT: "#,##0",
    Kind.PERCENT: "0.00%",
    Kind.DATE: "dd/mm/yyyy",
    Kind.DATETIME: "dd/mm/yyyy hh:mm",
}
NARROWEST, WIDEST = 8, 60
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP file knows: the same bytes at any time
CREATED = datetime(2020, 1, 1)  # noqa: DTZ001  openpyxl wants it without a zone
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
SAFE_NAME = re.compile(r"[\[\]:*?/\\']")


def xlsx_bytes(report: Report) -> bytes:
    """The report as one sheet; equal reports give equal bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator, book.properties.created = "SBMI Mart", CREATED
    sheet: Any = book.create_sheet(SAFE_NAME.sub(" ", clean(report.title))[:31] or "Laporan")
    heading = [each for each in (report.shop, report.title, report.subtitle, report.period) if each]
    first_row = len(heading) + 3
    _set_up(sheet, report, first_row)
    for words in heading:
        sheet.append([_text(sheet, words, bold=True, large=words is report.title)])
    sheet.append([])
    sheet.append([_text(sheet, each.label, bold=True, filled=True, right=each.number) for each in report.columns])
    for row in report.rows:
        sheet.append([_cell(sheet, cell, column) for cell, column in zip(row, report.columns, strict=True)])
    if report.totals is not None:
        sheet.append(list(_total_cells(sheet, report, first_row)))
    for note in report.notes:
        sheet.append([_text(sheet, note)])
    page = io.BytesIO()
    book.save(page)
    return _timeless(page.getvalue())


def _set_up(sheet: Any, report: Report, first_row: int) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = f"A{first_row}"
    if report.rows:
        last = f"{get_column_letter(len(report.columns))}{first_row + len(report.rows) - 1}"
        sheet.auto_filter.ref = f"A{first_row - 1}:{last}"
    sheet.print_title_rows = f"{first_row - 1}:{first_row - 1}"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for place, column in enumerate(report.columns):
        longest = max((len(shown(row[place], column.kind)) for row in report.rows), default=0)
        width = min(max(longest, len(column.label), NARROWEST), WIDEST) + 2
        sheet.column_dimensions[get_column_letter(place + 1)].width = width


def _cell(sheet: Any, cell: Cell, column: Column, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if cell is None:
        return None
    if isinstance(cell, str):
        return _text(sheet, cell, bold=bold)
    written = WriteOnlyCell(sheet, _value(cell, column.kind))
    whole = isinstance(cell, Quantity) and cell.thousandths % THOUSAND == 0
    written.number_format = FORMATS[Kind.COUNT if whole else column.kind]
    if bold:
        written.font = Font(bold=True)
    return written


def _value(cell: Rupiah | Quantity | date | int, kind: Kind) -> Any:
    match cell:
        case Rupiah():
            return cell.amount
        case Quantity():
            return Decimal(cell.thousandths) / THOUSAND
        case datetime():
            return cell.replace(tzinfo=None)  # Excel knows no zones; the report gives local time
        case int() if kind == Kind.PERCENT:
            return Decimal(cell) / 10_000
        case _:
            return cell


def _text(
    sheet: Any, words: str, *, bold: bool = False, large: bool = False, filled: bool = False, right: bool = False
) -> Any:
    """A cell that stays text whatever it says, also after someone has edited it."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    kept = clean(words)
    written: Any = WriteOnlyCell(sheet, kept or None)
    if kept:
        written.data_type = "s"
    written.number_format = FORMATS[Kind.TEXT]
    if harmless(kept) != kept:
        written.quotePrefix = True
    if bold or large:
        written.font = Font(bold=bold, size=14 if large else 11)
    if filled:
        written.fill = PatternFill("solid", fgColor=f"{HEAD:06X}")
        written.alignment = Alignment(horizontal="right" if right else None, wrap_text=True, vertical="center")
    return written


def _total_cells(sheet: Any, report: Report, first_row: int) -> Iterator[Any]:
    """Sums as formulas wherever the total is the sum of what stands above it."""
    from openpyxl.utils import get_column_letter

    added = [each.key for each in report.columns if each.kind in NUMBERS and each.kind != Kind.PERCENT]
    sums = total_row(report.columns, report.rows, *added)
    last_row = first_row + len(report.rows) - 1
    for place, (cell, column) in enumerate(zip(report.totals or (), report.columns, strict=True)):
        written = _cell(sheet, cell, column, bold=True)
        if report.rows and column.key in added and cell is not None and cell == sums[place]:
            letter = get_column_letter(place + 1)
            written.value = f"=SUM({letter}{first_row}:{letter}{last_row})"
        yield written


def _timeless(book: bytes) -> bytes:
    """The same file without the moment at which it was written."""
    page = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            data = old.read(each)
            if each.filename == "docProps/core.xml":
                data = MODIFIED.sub(rb"\g<1>2020-01-01T00:00:00Z\g<2>", data)
            entry = zipfile.ZipInfo(each.filename, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return page.getvalue()
