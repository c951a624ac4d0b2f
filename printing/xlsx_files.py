"""Reports as XLSX: real numbers and dates, a head that stays, sums that Excel adds up itself.

Rows are written one after the other and never held as cells, so a hundred thousand of them
need a few seconds and little memory (openpyxl took five times as long).  XlsxWriter is
imported when a file is written, not before.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from koperasi.money import Rupiah
from koperasi.quantity import THOUSAND, Quantity
from koperasi.stops import Stop
from printing.inks import HEAD, INK, TITIP
from printing.letters import clean
from printing.reports import SUMMED, Cell, Column, Kind, Report, RowStyle, harmless, naming_column

FORMATS = {
    Kind.TEXT: "@",
    Kind.RUPIAH: "#,##0",
    Kind.QUANTITY: "#,##0.###",  # for parts; whole ones would show a bare comma
    Kind.COUNT: "#,##0",
    Kind.PERCENT: "0.00%",
    Kind.DATE: "dd/mm/yyyy",
    Kind.DATETIME: "dd/mm/yyyy hh:mm",
}
#: How many letters a day needs, and a moment.
DAY, MOMENT = 10, 16
NARROWEST, WIDEST = 8, 60
CREATED = datetime(2020, 1, 1)  # noqa: DTZ001  XLSX knows no zones; the same bytes at any time
SAFE_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST = 32_767  # letters that Excel takes in a cell
#: Said to a stop between so many rows.
STEP = 500

#: Writes one cell: row, column, what stands in it.
Writer = Callable[[int, int, Any], object]


def xlsx_bytes(report: Report, stop: Stop | None = None) -> bytes:
    """The report as one sheet; equal reports give equal bytes.

    `stop` is told how far it is; raises Stopped when nobody waits for it any more.
    """
    from xlsxwriter import Workbook

    page = io.BytesIO()
    stop = stop or Stop()
    with Workbook(page, {"constant_memory": True}) as book:
        book.set_properties({"author": "SBMI Mart", "created": CREATED})
        name = SAFE_NAME.sub(" ", clean(report.title))[:31].strip() or "Laporan"
        _Sheet(book, book.add_worksheet(name), report, stop).write()
        stop.step(95, 100)
    return page.getvalue()


class _Sheet:
    """One report on its way into one sheet."""

    def __init__(self, book: Any, sheet: Any, report: Report, stop: Stop) -> None:
        self._book, self._sheet, self._report, self._stop = book, sheet, report, stop
        self._formats: dict[frozenset[tuple[str, object]], Any] = {}
        self._looks_of: dict[Any, dict[str, Any]] = {}
        self._known: dict[tuple[RowStyle | None, bool], Sequence[Writer]] = {}
        self._naming = naming_column(report)
        self._longest = [max(len(each.label), NARROWEST) for each in report.columns]
        self._sums = [0] * len(report.columns)
        heading = [each for each in (report.shop, report.title, report.subtitle, report.period) if each]
        self._heading, self._head = heading, len(heading) + 1
        #: Where the first row of the report stands, counted from 0.
        self.first = self._head + 1

    def write(self) -> None:
        report = self._report
        self._set_up()
        for row, words in enumerate(self._heading):
            size = 14 if words is report.title else 11
            self._text(row, 0, words, self._format(bold=True, font_size=size, num_format="@"))
        for place, column in enumerate(report.columns):
            side = {"align": "right"} if column.number else {}
            head = self._format(
                bold=True, bg_color=_ink(HEAD), text_wrap=True, valign="vcenter", num_format="@", **side
            )
            self._text(self._head, place, column.label, head)
        self._rows()
        after = self.first + len(report.rows)
        if report.totals is not None:
            self._totals(after)
            after += 1
        for number, note in enumerate(report.notes):
            self._text(after + number, 0, note, self._format(num_format="@"))
        for place, longest in enumerate(self._longest):
            self._sheet.set_column(place, place, min(longest, WIDEST) + 2)

    def _set_up(self) -> None:
        sheet, report = self._sheet, self._report
        sheet.freeze_panes(self.first, 0)
        sheet.repeat_rows(self._head)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.outline_settings(True, False)
        if report.rows and not report.styles:
            sheet.autofilter(self._head, 0, self.first + len(report.rows) - 1, len(report.columns) - 1)

    # -- rows ------------------------------------------------------------------

    def _rows(self) -> None:
        report = self._report
        whole = max(1, len(report.rows))
        inside = {row for rows in report.sums.values() for row in rows}
        for number, cells in enumerate(report.rows):
            if number % STEP == 0:
                self._stop.step(number * 9 // 10, whole)
            at, style = self.first + number, report.styles.get(number)
            if number in inside:
                self._sheet.set_row(at, None, None, {"level": 1})
            writers = self._writers(style, number in report.marked)
            for place, cell in enumerate(cells):
                if cell is not None:
                    writers[place](at, place, cell)
            if number in report.sums:
                self._group(number, at, cells, style)

    def _writers(self, style: RowStyle | None, marked: bool) -> Sequence[Writer]:
        """What writes the cells of a row; how they look is settled once."""
        known = self._known.get((style, marked))
        if known is None:
            known = [
                self._writer(column, _looks(style, column, marked=marked, naming=place == self._naming))
                for place, column in enumerate(self._report.columns)
            ]
            self._known[style, marked] = known
        return known

    def _writer(self, column: Column, looks: dict[str, Any]) -> Writer:
        usual = self._format(num_format=FORMATS[column.kind], **looks)
        match column.kind:
            case Kind.TEXT:
                return lambda row, place, cell: self._text(row, place, cell, usual, measured=True)
            case Kind.QUANTITY:
                whole = self._format(num_format=FORMATS[Kind.COUNT], **looks)
                return lambda row, place, cell: self._quantity(row, place, cell, usual, whole)
            case Kind.PERCENT:
                return lambda row, place, cell: self._number(row, place, Decimal(cell) / 10_000, cell, usual)
            case Kind.RUPIAH:
                return lambda row, place, cell: self._number(row, place, cell.amount, cell.amount, usual)
            case Kind.COUNT:
                return lambda row, place, cell: self._number(row, place, cell, cell, usual)
        return lambda row, place, cell: self._day(row, place, cell, usual)

    def _text(self, row: int, place: int, words: str, how: Any, *, measured: bool = False) -> None:
        """Text that stays text whatever it says, also after someone has edited it."""
        kept = clean(words)[:LONGEST]
        if not kept:
            return
        if measured and len(kept) > self._longest[place]:
            self._longest[place] = len(kept)
        if harmless(kept) != kept:
            how = self._quoted(how)
        self._sheet.write_string(row, place, kept, how)

    def _number(self, row: int, place: int, value: int | Decimal, exact: int, how: Any) -> None:
        self._sums[place] += exact
        long = len(str(value))
        long += (long - 1) // 3
        if long > self._longest[place]:
            self._longest[place] = long
        self._sheet.write_number(row, place, value, how)

    def _quantity(self, row: int, place: int, cell: Quantity, part: Any, whole: Any) -> None:
        """Thousandths become a decimal; a whole one shows no bare comma."""
        thousandths = cell.thousandths
        if thousandths % THOUSAND:
            self._number(row, place, Decimal(thousandths) / THOUSAND, thousandths, part)
        else:
            self._number(row, place, thousandths // THOUSAND, thousandths, whole)

    def _day(self, row: int, place: int, cell: date, how: Any) -> None:
        moment = isinstance(cell, datetime)
        self._longest[place] = max(self._longest[place], MOMENT if moment else DAY)
        # Excel knows no zones; the report gives local time.
        self._sheet.write_datetime(row, place, cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell, how)

    # -- sums ------------------------------------------------------------------

    def _group(self, number: int, at: int, cells: Sequence[Cell], style: RowStyle | None) -> None:
        """The sum of a group as a formula, wherever it is the sum of its rows; it is not added up once more."""
        rows = self._report.sums[number]
        for place, (cell, column) in enumerate(zip(cells, self._report.columns, strict=True)):
            if cell is None or column.kind not in SUMMED:
                continue
            self._sums[place] -= exact(cell)
            if exact(cell) == sum(exact(self._report.rows[each][place]) for each in rows):
                looks = _looks(style, column, marked=False, naming=False)
                self._formula(at, place, "SUBTOTAL(9,", rows, cell, column, looks)

    def _totals(self, at: int) -> None:
        """Sums as formulas wherever the total is the sum of what stands above it."""
        report = self._report
        name = "SUBTOTAL(9," if report.sums else "SUM("
        for place, (cell, column) in enumerate(zip(report.totals or (), report.columns, strict=True)):
            looks: dict[str, Any] = {"bold": True, "top": 1, "top_color": _ink(INK)}
            if isinstance(cell, str):
                self._text(at, place, cell, self._format(num_format=FORMATS[Kind.TEXT], **looks), measured=True)
            elif cell is not None and report.rows and column.kind in SUMMED and exact(cell) == self._sums[place]:
                self._formula(at, place, name, range(len(report.rows)), cell, column, looks)
            elif cell is not None:
                self._writer(column, looks)(at, place, cell)

    def _formula(
        self, at: int, place: int, name: str, rows: range, cell: Cell, column: Column, looks: dict[str, Any]
    ) -> None:
        letter, first, last = _letter(place), self.first + rows.start + 1, self.first + rows.stop
        whole = column.kind is Kind.QUANTITY and exact(cell) % THOUSAND == 0
        how = self._format(num_format=FORMATS[Kind.COUNT if whole else column.kind], **looks)
        value = Decimal(exact(cell)) / THOUSAND if column.kind is Kind.QUANTITY else exact(cell)
        told = len(str(value))
        self._longest[place] = max(self._longest[place], told + (told - 1) // 3 + 1)
        # The value stands with it, for programs that show a sheet without adding it up.
        self._sheet.write_formula(at, place, f"={name}{letter}{first}:{letter}{last})", how, value)

    # -- looks -----------------------------------------------------------------

    def _format(self, **looks: Any) -> Any:
        """A format, made once: a book with one for every cell would be slow and large."""
        key = frozenset(looks.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(looks)
            self._looks_of[self._formats[key]] = looks
        return self._formats[key]

    def _quoted(self, how: Any) -> Any:
        return self._format(**self._looks_of[how], quote_prefix=True)


def _looks(style: RowStyle | None, column: Column, *, marked: bool, naming: bool) -> dict[str, Any]:
    looks: dict[str, Any] = {"font_color": _ink(TITIP)} if marked and naming else {}
    if style is None:
        return looks
    if style.bold:
        looks["bold"] = True
    if naming and style.level:
        looks["indent"] = style.level
    if column.number and style.above:
        looks["top"] = 1
    if column.number and style.double:
        looks["bottom"] = 6
    return looks


def exact(cell: Cell) -> int:
    """A number as the whole units that are added up: rupiah, thousandths, a count; 0 for nothing."""
    match cell:
        case Rupiah():
            return cell.amount
        case Quantity():
            return cell.thousandths
        case int():
            return cell
    return 0


def _ink(ink: int) -> str:
    return f"#{ink:06X}"


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    found: str = xl_col_to_name(place)
    return found
