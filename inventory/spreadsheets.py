"""Spreadsheets as shops have them: CSV in whatever Excel writes, and XLSX, as rows of text.

    sheet = spreadsheets.read(Path("barang.csv"))
    sheet.headings              the first row
    sheet.rows[0].cells         text; `Native` where the workbook held a number
    sheet.rows[0].number        as Excel counts: the heading is row 1

A file is data from outside: its size, its rows and its cells are bounded, nothing in it is
run, and what cannot be read is refused with what to do about it.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from koperasi.errors import BadInput, Trouble
from koperasi.text import _

BYTES_MOST = 256 * 1024 * 1024
ROWS_MOST = 2_000_000
COLUMNS_MOST = 256
CELL_MOST = 32_767  # Excel's own limit
SEPARATORS = (";", "\t", ",", "|")
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Native(str):
    """A number that the workbook held as a number: its dot is a decimal point, never a thousand's."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as Excel shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text.  `separator` is empty for a workbook."""

    path: Path
    headings: tuple[str, ...]
    rows: list[Row] = field(repr=False)
    separator: str = ""


def read(path: Path) -> Sheet:
    """The first sheet of a CSV (plain or .gz) or XLSX file, empty rows left out.

    Raises BadInput for what is no such file or too large, Trouble when it cannot be read.
    """
    data = _bytes(path)
    if data.startswith(ZIP):
        rows, separator = _workbook_rows(data), ""
    else:
        text = decoded(data)
        separator = separator_of(text)
        rows = _csv_rows(text, separator)
    kept = list(_kept(rows))
    if not kept:
        raise BadInput(_("File {name} kosong.").format(name=path.name), remedy=_("Simpan lagi dari Excel."))
    at = 0 if separator else _heading(kept)
    return Sheet(path, tuple(cell.strip() for cell in kept[at].cells), kept[at + 1 :], separator)


def _heading(rows: list[Row]) -> int:
    """Where a workbook's heading stands: our own have the shop and a title over it, a cell each."""
    cells = (sum(1 for cell in row.cells if cell.strip()) for row in rows)
    return next((place for place, count in enumerate(cells) if count > 1), 0)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise BadInput(_("File {name} tidak ada.").format(name=path), remedy=_("Periksa nama dan foldernya."))
    try:
        with path.open("rb") as file:
            data = file.read(BYTES_MOST + 1)
        if data.startswith(GZIP):
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(BYTES_MOST + 1)
    except (OSError, EOFError) as error:
        raise Trouble(_("File {name} tidak bisa dibaca: {why}").format(name=path.name, why=error)) from error
    if len(data) > BYTES_MOST:
        raise BadInput(_("File {name} terlalu besar.").format(name=path.name), remedy=_("Pecah menjadi beberapa file."))
    if data.startswith(OLD_EXCEL):
        remedy = _("Simpan sebagai XLSX atau CSV.")
        raise BadInput(_("File {name} memakai format Excel lama (.xls).").format(name=path.name), remedy=remedy)
    return data


def decoded(data: bytes) -> str:
    """The text of a CSV: UTF-8, UTF-16 by its mark or its pattern, or Windows-1252."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    head = data[:4096]
    if head.count(0) * 3 > len(head) > 1:  # UTF-16 that lost its mark: every other byte is zero
        return _decoded(data, "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be")
    if 0 in data:
        raise _not_text()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text() from error
    if "\x00" in text:
        raise _not_text()
    return text


def _not_text() -> BadInput:
    return BadInput(_("File ini bukan teks CSV."), remedy=_("Simpan dari Excel sebagai CSV UTF-8 atau XLSX."))


def separator_of(text: str) -> str:
    """What stands between the cells: as told by `sep=`, or what parts the first rows most alike."""
    if told := _told_separator(text):
        return told
    head = text[:20_000].splitlines(keepends=True)[:20]

    def fits(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(head, delimiter=separator) if row]
        if not widths or widths[0] < 2:
            return (0, 0)
        return (sum(width == widths[0] for width in widths), widths[0])

    best = max(SEPARATORS, key=fits)
    return best if fits(best) > (0, 0) else ","


def _told_separator(text: str) -> str:
    """The separator that Excel writes into a first line of its own, `sep=;`, and then hides."""
    first = text.split("\n", 1)[0].rstrip("\r").strip('"')
    return first[4] if first.lower().startswith("sep=") and len(first) == 5 else ""


def _csv_rows(text: str, separator: str) -> Iterator[Row]:
    same: dict[str, str] = {}  # a ticket log repeats its words thousands of times
    if _told_separator(text):
        text = text.partition("\n")[2]
    # Strict, or a quote that is never closed would silently swallow the rows after it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield Row(number, tuple(same.setdefault(cell, cell) for cell in cells))
    except csv.Error as error:
        message = _("Baris {row} tidak bisa dibaca.").format(row=number + 1)
        raise BadInput(message, remedy=_("Periksa tanda kutip di baris itu."), row=number + 1) from error


def _workbook_rows(data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook

    broken = BadInput(_("File XLSX ini rusak."), remedy=_("Buka di Excel dan simpan lagi."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(member.file_size for member in packed.infolist()) > BYTES_MOST:
                raise BadInput(_("File XLSX ini terlalu besar."), remedy=_("Pecah menjadi beberapa file."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        page.reset_dimensions()  # some programs write a wrong size, which would hide rows
        for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
            yield Row(number, _trimmed(_cell_text(value) for value in cells[: COLUMNS_MOST + 1]))
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError) as error:
        raise broken from error


def _trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """Without the empty cells at the end, which a workbook keeps where something once stood."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _cell_text(value: Any) -> str:
    """A workbook's cell as text: whole numbers without a dot, days as ISO, nothing as empty."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case int():
            return Native(value)
        case float():
            return Native(f"{value:.15g}")  # a double holds no more; the rest would be its noise
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
    return str(value)


def _kept(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows with something in them, each within bounds."""
    for row in rows:
        if not any(cell and not cell.isspace() for cell in row.cells):
            continue
        if row.number > ROWS_MOST or len(row.cells) > COLUMNS_MOST:
            raise BadInput(_("Tabel ini terlalu besar."), remedy=_("Pecah menjadi beberapa file."), row=row.number)
        if max(len(cell) for cell in row.cells) > CELL_MOST:
            raise BadInput(_("Isi sebuah sel terlalu panjang."), row=row.number, remedy=_("Periksa tanda kutip."))
        yield row
