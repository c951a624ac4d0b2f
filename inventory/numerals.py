"""Numbers as files write them, read exactly.

`12.500` is twelve and a half thousand in one file and twelve and a half in another.  Which
mark is the decimal one is read off the numbers that leave no doubt, in this order:

1. the cell itself: `1.234,50`, `1.234.567`, `12,5`, `0,250`, `4450.0`;
2. the other cells of its column, when all of those that prove something prove the same;
3. for amounts: what is left in doubt is thousands (`12.500`, `12,500`), for no rupiah has
   three decimals;
4. for quantities: the other number columns of the file, then its separator (`;` is written
   where the decimal mark is a comma, `,` where it is a dot), then a comma is the decimal
   mark; a dot is refused, since a quantity wrong a thousandfold is worse than a question.

A column that proves both refuses the cells left in doubt.  Numbers that a workbook held as
numbers are never in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from inventory.spreadsheets import Native
from koperasi.errors import BadInput
from koperasi.money import Rupiah, half_up
from koperasi.quantity import Quantity
from koperasi.text import _

DIGITS_MOST = 13  # a million million rupiah is more than any shop holds
BOTH = "?"

GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?=$|[.,])")
SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_PLAIN_NUMBER = re.compile(r"\d*(?:[.,]\d*)*")


@dataclass(frozen=True, slots=True)
class Style:
    """How the numbers of a column are written: its decimal mark, proven or not (`?`: both)."""

    decimal: str = ""


def bare_number(cell: str) -> tuple[str, bool]:
    """A number's digits and marks without currency, and whether it is negative."""
    text = cell.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-").strip()
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()").strip().removeprefix("'")
    sign = re.match(r"([+-]?)\s*(?:(?:rp|idr)\.?)?\s*([+-]?)\s*", text, re.IGNORECASE)
    if sign is not None:
        negative ^= "-" in (sign[1], sign[2])
        text = text[sign.end() :]
    text = re.sub(r"[.,]\s*[-–—]+$|\s*%$", "", text).strip()  # Rp 12.500,- and 15%
    if _SPACED.match(text):
        text = text.replace(" ", "")
    return text, negative


def proof(text: str) -> str:
    """The decimal mark that a bare number proves: `.`, `,`, or nothing."""
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return max(".,", key=text.rfind)
    if dots + commas > 1:
        return "," if dots else "."
    if dots + commas == 0:
        return ""
    mark = "." if dots else ","
    before, after = text.split(mark)
    in_doubt = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
    return "" if in_doubt else mark


def style_of(cells: Iterable[str]) -> Style:
    """What the cells of a column prove together."""
    proven = {proof(bare_number(cell)[0]) for cell in cells if not isinstance(cell, Native)} - {""}
    return Style(BOTH if len(proven) > 1 else next(iter(proven), ""))


def quantity_style(own: Style, others: Iterable[Style], separator: str) -> Style:
    """The style of a quantity column that proves nothing itself, from the file around it."""
    if own.decimal:
        return own
    around = {style.decimal for style in others} - {""}
    if len(around) == 1 and BOTH not in around:
        return Style(around.pop())
    return Style({";": ",", ",": "."}.get(separator, ""))


class Meaning(StrEnum):
    """What kind of number a column holds, for the cells left in doubt."""

    AMOUNT = "amount"
    QUANTITY = "quantity"


def number(cell: str, style: Style, meaning: Meaning) -> Decimal:
    """The exact number in a cell; raises BadInput for anything else, or for one left in doubt."""
    if SCIENTIFIC.fullmatch(cell.strip()):
        remedy = _("Format kolom itu sebagai Angka di Excel, lalu simpan lagi.")
        raise BadInput(_("Angka {cell} dipendekkan oleh Excel.").format(cell=cell), remedy=remedy)
    text, negative = bare_number(cell)
    if not _PLAIN_NUMBER.fullmatch(text) or not any(each.isdigit() for each in text):
        raise BadInput(_("“{cell}” bukan angka.").format(cell=shortened(cell)), remedy=_("Tulis angka saja."))
    mark = "." if isinstance(cell, Native) else proof(text) or _doubtful_mark(text, style, meaning)
    exact = _exact(text, mark, cell)
    return -exact if negative else exact


def _doubtful_mark(text: str, style: Style, meaning: Meaning) -> str:
    """The decimal mark of a number that may be read two ways (`12.500`)."""
    written = "." if "." in text else "," if "," in text else ""
    if not written:
        return "."
    if style.decimal == BOTH:
        raise _in_doubt(text)
    if style.decimal:
        return style.decimal
    if meaning is Meaning.AMOUNT:
        return "," if written == "." else "."
    if written == ",":
        return ","
    raise _in_doubt(text)


def _in_doubt(text: str) -> BadInput:
    whole, _mark, rest = text.replace(",", ".").partition(".")
    return BadInput(
        _("“{text}” bisa dibaca dua cara.").format(text=text),
        remedy=_("Tulis {whole} atau {decimal}.").format(whole=whole + rest, decimal=f"{whole},{rest}0"),
    )


def _exact(text: str, mark: str, cell: str) -> Decimal:
    thousands = "," if mark == "." else "."
    whole, _mark, decimals = text.partition(mark)
    if (thousands in whole and not GROUPED.fullmatch(whole)) or mark in decimals or thousands in decimals:
        raise BadInput(_("Titik dan koma di “{cell}” tidak cocok.").format(cell=shortened(cell)))
    digits = whole.replace(thousands, "")
    if len(digits.lstrip("0")) > DIGITS_MOST:
        raise BadInput(_("Angka {cell} terlalu besar.").format(cell=shortened(cell)))
    try:
        return Decimal(f"{digits or '0'}.{decimals or '0'}")
    except InvalidOperation as error:  # digits of other scripts that Decimal does not take
        raise BadInput(_("“{cell}” bukan angka.").format(cell=shortened(cell))) from error


def amount(cell: str, style: Style) -> Rupiah:
    """Whole rupiah, not below zero."""
    exact = number(cell, style, Meaning.AMOUNT)
    if exact != int(exact):
        raise BadInput(_("“{cell}” bukan rupiah bulat.").format(cell=cell), remedy=_("Tulis tanpa sen."))
    if exact < 0:
        raise BadInput(_("“{cell}” di bawah nol.").format(cell=cell))
    return Rupiah(int(exact))


def rounded(exact: Decimal) -> Rupiah:
    """An exact amount to whole rupiah, half up."""
    numerator, denominator = exact.as_integer_ratio()
    return Rupiah(half_up(numerator, denominator))


def quantity(cell: str, style: Style) -> Quantity:
    """A quantity of at most three decimals, of either sign."""
    exact = number(cell, style, Meaning.QUANTITY)
    try:
        return Quantity.of(exact)
    except ValueError as error:
        remedy = _("Paling banyak tiga angka di belakang koma.")
        raise BadInput(_("“{cell}” terlalu halus.").format(cell=cell), remedy=remedy) from error


def shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
