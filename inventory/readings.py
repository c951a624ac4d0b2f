"""The rows of a file as what they say: each cell read by its column, each fault kept with its row.

table = readings.table(sheet, fields, told)
table.lines[0].values["sell_price"]     Rupiah(12500)
table.findings.rejections               what is wrong, by row and field
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from inventory import cells, headings, numerals
from inventory.cells import Code
from inventory.headings import Field, Reads
from inventory.numerals import Meaning, Style
from inventory.spreadsheets import Row, Sheet
from koperasi.errors import BadInput, Refused
from koperasi.text import _

NUMBERS = frozenset({Reads.AMOUNT, Reads.EXACT, Reads.QUANTITY})
DAYS = frozenset({Reads.DAY, Reads.MOMENT})
Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong, or only odd, about a row; `remedy` says what to do."""

    row: int
    field: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = _("baris {row}").format(row=self.row) + (f", {self.field}" if self.field else "")
        return f"{where}: {self.message} {self.remedy}".rstrip()


@dataclass(slots=True)
class Findings:
    """What a checking pass found: rows that are refused, and rows worth a second look."""

    rejections: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    refused_rows: set[int] = field(default_factory=set)

    def reject(self, row: int, field: str, message: str, remedy: str = "") -> None:
        self.rejections.append(Remark(row, field, message, remedy))
        self.refused_rows.add(row)

    def refuse(self, row: int, refusal: Refused, field: str = "") -> None:
        self.reject(row, refusal.field or field, refusal.message, refusal.remedy)

    def note(self, row: int, field: str, message: str) -> None:
        self.notes.append(Remark(row, field, message))


@dataclass(frozen=True, slots=True)
class Line:
    """One row, read: field to value; a field without a column, or with an empty cell, is absent."""

    row: int
    values: dict[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a file, refused ones among them, and what was found while reading."""

    sheet: Sheet
    lines: list[Line] = field(repr=False)
    findings: Findings = field(repr=False)
    #: Headings that mean nothing to this import.
    unused: tuple[str, ...] = ()

    @property
    def good(self) -> list[Line]:
        return [line for line in self.lines if line.row not in self.findings.refused_rows]


def table(sheet: Sheet, fields: Sequence[Field], told: Mapping[str, str]) -> Table:
    """Read a sheet.  Raises BadInput when its columns do not fit; a bad cell only marks its row."""
    fitted = headings.fit(sheet.headings, fields, told)
    columns = [(each, fitted[each.name]) for each in fields if each.name in fitted]
    readers = _readers(sheet, columns)
    findings = Findings()
    lines = [_line(row, sheet, columns, readers, findings) for row in sheet.rows]
    used = set(fitted.values())
    unused = tuple(name for place, name in enumerate(sheet.headings) if name and place not in used)
    return Table(sheet, lines, findings, unused)


def _line(
    row: Row, sheet: Sheet, columns: Sequence[tuple[Field, int]], readers: Mapping[str, Reader], findings: Findings
) -> Line:
    values: dict[str, Any] = {}
    if any(cell.strip() for cell in row.cells[len(sheet.headings) :]):
        remedy = _("Beri tanda kutip pada teks yang berisi pemisah.")
        findings.reject(row.number, "", _("Baris ini punya lebih banyak kolom daripada judulnya."), remedy)
    for each, place in columns:
        cell = row.cells[place] if place < len(row.cells) else ""
        if not cell or cell.isspace():
            if each.required:
                findings.reject(row.number, each.name, _("Kosong."), _("Isi kolom ini."))
            continue
        try:
            value = readers[each.name](cell)
            if isinstance(value, Code):
                if value.mended:
                    read_as = _("Kode {cell} dibaca {code}.").format(cell=cell.strip(), code=value.text)
                    findings.note(row.number, each.name, read_as)
                value = value.text
            values[each.name] = value
        except BadInput as wrong:
            findings.reject(row.number, each.name, wrong.message, wrong.remedy)
    return Line(row.number, values)


def _readers(sheet: Sheet, columns: Sequence[tuple[Field, int]]) -> dict[str, Reader]:
    styles = {each.name: numerals.style_of(_cells(sheet, place)) for each, place in columns if each.reads in NUMBERS}
    return {each.name: _remembering(_reader(sheet, each, place, styles)) for each, place in columns}


def _cells(sheet: Sheet, place: int) -> set[str]:
    return {row.cells[place] for row in sheet.rows if place < len(row.cells)}


def _reader(sheet: Sheet, each: Field, place: int, styles: Mapping[str, Style]) -> Reader:
    match each.reads:
        case Reads.AMOUNT:
            return lambda cell: numerals.amount(cell, styles[each.name])
        case Reads.EXACT:
            return lambda cell: _exact(cell, styles[each.name])
        case Reads.QUANTITY:
            others = [style for name, style in styles.items() if name != each.name]
            style = numerals.quantity_style(styles[each.name], others, sheet.separator)
            return lambda cell: numerals.quantity(cell, style)
        case Reads.DAY | Reads.MOMENT:
            month_first = cells.month_first(_cells(sheet, place))
            read = cells.day if each.reads is Reads.DAY else cells.moment
            return lambda cell: read(cell, month_before_day=month_first)
        case Reads.CODE:
            return cells.code
        case Reads.TRUTH:
            return cells.truth
    return cells.words


def _exact(cell: str, style: Style) -> Decimal:
    return numerals.number(cell, style, Meaning.AMOUNT)


def _remembering(read: Reader) -> Reader:
    """A ticket log says the same few thousand things over and over; each is read once."""
    known: dict[tuple[type, str], Any] = {}

    def remembering(cell: str) -> Any:
        key = (type(cell), cell)
        if key not in known:
            known[key] = read(cell)
        return known[key]

    return remembering
