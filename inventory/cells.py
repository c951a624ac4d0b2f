"""What the other cells of an imported file mean: words, yes and no, codes, days and moments.

Numbers have a module of their own (`numerals`).  A code that Excel mangled is mended only
where its check digit proves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from inventory import barcodes
from inventory.numerals import GROUPED, shortened
from inventory.spreadsheets import Native
from koperasi.errors import BadInput
from koperasi.text import _, plain

TEXT_MOST = 200
CODE_MOST = 40
YEARS = (1990, 2099)
_BROKEN = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


def words(cell: str) -> str:
    """A cell of text, harmless and on one line; `'=…` loses the mark that an export put before it."""
    text = plain(cell)
    if text[:1] == "'" and text[1:2] in tuple("=+-@|"):
        text = text[1:]
    if text in _BROKEN:
        raise BadInput(_("Rumus di sel ini rusak: {cell}.").format(cell=text), remedy=_("Isi sel itu dengan teks."))
    if len(text) > TEXT_MOST:
        raise BadInput(_("Teks ini lebih panjang dari {most} huruf.").format(most=TEXT_MOST))
    return text


def truth(cell: str) -> bool:
    """`1`, `ya`, `x`, `true` … against `0`, `tidak`, nothing."""
    word = cell.strip().casefold()
    if word in {"1", "y", "ya", "yes", "true", "benar", "x", "v", "✓"}:
        return True
    if word in {"", "0", "t", "n", "tidak", "tdk", "no", "false", "salah", "-"}:
        return False
    raise BadInput(_("“{cell}” bukan ya atau tidak.").format(cell=shortened(cell)), remedy=_("Tulis ya atau tidak."))


@dataclass(frozen=True, slots=True)
class Code:
    """A code as printed, and whether Excel's marks had to be taken off it first."""

    text: str
    mended: bool = False


def code(cell: str) -> Code:
    """A barcode or shop code.  What Excel mangled is mended only when its check digit proves it.

    Thousands dots, a leading zero lost by a workbook's number, and a tail `.0` are mended; a
    code in scientific notation, or of which only the last digits are left, is refused.
    """
    text = plain(cell)
    if text.startswith('="') and text.endswith('"'):  # how some programs keep Excel from counting
        text = text[2:-1].strip()
    text = text.removeprefix("'")
    mended = barcodes.repaired(text)
    if isinstance(cell, Native) and len(mended) == barcodes.EAN_13 - 2 and barcodes.valid("0" + mended):
        mended = "0" + mended
    # Eight digits out of `88.888.989` are the end of a longer code, whatever their check digit says.
    if (GROUPED.fullmatch(text) and len(mended) < barcodes.EAN_13 - 1) or _NUMBER_WITH_MARKS.fullmatch(mended):
        raise BadInput(
            _("Barcode {text} sudah diubah oleh Excel.").format(text=shortened(text)),
            remedy=_("Format kolom itu sebagai Teks di Excel, lalu isi lagi dari file asalnya."),
        )
    if len(mended) > CODE_MOST:
        raise BadInput(_("Kode ini lebih panjang dari {most} tanda.").format(most=CODE_MOST))
    return Code(mended, mended != text)


_MONTHS = {
    word: month
    for month, names in enumerate(
        (
            "jan januari january", "feb februari february pebruari", "mar maret march", "apr april", "mei may",
            "jun juni june", "jul juli july", "agu ags agt agustus aug august", "sep sept september",
            "okt oktober oct october", "nov november nopember", "des desember dec december",
        ),
        start=1,
    )
    for word in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[A-Za-z]+)[-/. ](\d{4}|\d{2})")
_NUMBER_WITH_MARKS = re.compile(r"\d+[.,][\d.,]*")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:](\d{2})(?:\.\d+)?)?")


def month_first(cells: Iterable[str]) -> bool:
    """Whether a column writes the month before the day: some day proves it and none denies it."""
    found = [match for cell in cells if (match := _LOCAL.match(cell.strip()))]
    seconds = [int(match[2]) for match in found if match[2].isdigit()]
    return any(each > 12 for each in seconds) and not any(int(match[1]) > 12 for match in found)


def day(cell: str, *, month_before_day: bool = False) -> date:
    """`2022-01-08`, `08/01/2022`, `8 Januari 2022`; the day before the month unless told."""
    return _day(cell.strip(), month_before_day)[0]


def moment(cell: str, *, month_before_day: bool = False) -> datetime:
    """A day and a time on the shop's clock; without a time, noon."""
    text = cell.strip()
    found, rest = _day(text, month_before_day)
    rest = rest.lstrip(" T,")
    if not rest:
        return datetime(found.year, found.month, found.day, 12)  # noqa: DTZ001 - the branch's zone is put on by the importer
    match = _CLOCK.fullmatch(rest)
    if match is None:
        raise _no_day(text)
    try:
        return datetime(found.year, found.month, found.day, int(match[1]), int(match[2]), int(match[3] or 0))  # noqa: DTZ001
    except ValueError as error:
        raise _no_day(text) from error


def _day(text: str, month_before_day: bool) -> tuple[date, str]:
    if match := _ISO.match(text):
        year, month, number_of_day = match[1], match[2], match[3]
    elif match := _LOCAL.match(text):
        number_of_day, month, year = match[1], match[2], match[3]
        if month_before_day and month.isdigit():
            number_of_day, month = month, number_of_day
    else:
        raise _no_day(text)
    try:
        found = date(
            int(year) + (2000 if len(year) == 2 else 0),
            int(month) if month.isdigit() else _MONTHS[month.casefold()],
            int(number_of_day),
        )
    except (ValueError, KeyError) as error:
        raise _no_day(text) from error
    if not YEARS[0] <= found.year <= YEARS[1]:
        raise _no_day(text)
    return found, text[match.end() :]


def _no_day(text: str) -> BadInput:
    message = _("“{cell}” bukan tanggal.").format(cell=shortened(text))
    return BadInput(message, remedy=_("Tulis seperti 2026-11-23 atau 23/11/2026."))
