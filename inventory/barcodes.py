"""Barcodes and typed codes: one form for each good, however long it was printed.

A UPC-12 is an EAN-13 with a zero before it, and a GTIN-14 or an EAN-13 padded with zeros is
the shorter code; all of them find the same good.  Shop codes and PLU (digits typed for goods
without a label) are taken as they are.  Labels of a weighing scale carry a PLU and a weight
or a price, told by a mask such as `21PPPPPWWWWWC`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from koperasi.errors import BadInput, Refused
from koperasi.text import _, plain

PRINTED_LENGTHS = (8, 12, 13, 14)
EAN_13 = 13
#: GS1 keeps 20–29 for the shop itself; scales mostly use 20–25, so ours begin with 29.
OWN_PREFIX = "29"
BRANCHES = 1_000
COUNTERS = 10_000_000

SCIENTIFIC = re.compile(r"\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
THOUSANDS = re.compile(r"\d{1,3}(([.,])\d{3})(\2\d{3})*")
DECIMAL_ZERO = re.compile(r"\d{4,}[.,]0{1,2}")
NUMBER_LIKE = re.compile(r"\d+([.,]\d+)+")


def check_digit(digits: str) -> str:
    """The GS1 check digit that belongs after these digits (3-1-3 from the right)."""
    weighed = sum(int(digit) * (1 if n % 2 else 3) for n, digit in enumerate(reversed(digits)))
    return str(-weighed % 10)


def is_number(code: str) -> bool:
    return code.isascii() and code.isdigit()


def valid(code: str) -> bool:
    """True for an EAN-8, UPC-12, EAN-13 or GTIN-14 whose check digit holds."""
    return len(code) in PRINTED_LENGTHS and is_number(code) and check_digit(code[:-1]) == code[-1]


def normalise(code: str) -> str:
    """The one form a code is kept and looked up in; "" when nothing is left of it.

    Letters become capitals; spaces between digits go.
    """
    text = plain(code).upper()
    digits = text.replace(" ", "")
    return _shortest(digits) if is_number(digits) else text


def _shortest(digits: str) -> str:
    if len(digits) == EAN_13 + 1 and digits[0] == "0":
        digits = digits[1:]
    elif len(digits) == EAN_13 - 1:
        digits = "0" + digits
    # GS1 gives no EAN-13 that begins with five zeros: that is an EAN-8, padded.
    if len(digits) == EAN_13 and digits.startswith("00000") and valid(digits[5:]):
        return digits[5:]
    return digits


def spellings(code: str) -> tuple[str, ...]:
    """The forms in which a shop may have written this code as the good's own."""
    one = normalise(code)
    found = {plain(code): None, one: None, one.lower(): None}
    if is_number(one) and len(one) == EAN_13 and one[0] == "0":
        found[one[1:]] = None
    return tuple(found)


def warning(code: str) -> str:
    """What is odd about a code, in words, or "": it is taken all the same."""
    digits = plain(code).replace(" ", "")
    if len(digits) not in PRINTED_LENGTHS or not is_number(digits) or valid(digits):
        return ""
    right = digits[:-1] + check_digit(digits[:-1])
    return _("Angka terakhir barcode {code} tidak cocok (seharusnya {right}).").format(code=digits, right=right)


def repaired(text: str) -> str:
    """A code as it was before a spreadsheet spoiled it; raises BadInput when that cannot be known.

    Dots or commas every three digits go.  Eleven digits left of such a number regain their
    zero only where the check digit then holds; digits lost to `8,99E+12` are lost for good.
    """
    code = plain(text).strip("'")
    if SCIENTIFIC.fullmatch(code):
        raise _spoiled(code, _("Angkanya hilang di Excel."))
    if DECIMAL_ZERO.fullmatch(code):
        return re.split("[.,]", code)[0]
    if not NUMBER_LIKE.fullmatch(code):
        return code
    digits = re.sub("[.,]", "", code)
    if len(digits) == EAN_13 - 2:
        digits = "0" + digits
    if not THOUSANDS.fullmatch(code) or not valid(digits):
        raise _spoiled(code, _("Nol di depannya hilang di Excel."))
    return digits


def _spoiled(code: str, why: str) -> BadInput:
    message = _("Barcode {code} rusak.").format(code=code)
    remedy = _("Simpan kolom barcode sebagai Teks, lalu ulangi.")
    return BadInput(f"{message} {why}", remedy=remedy, field="barcode")


def mint(branch_number: int, counter: int) -> str:
    """A new EAN-13 for the shop's own labels; two branches never print the same.

    `branch_number` is 0–999, `counter` counts the branch's labels from 1.  Raises Refused
    when either is used up.
    """
    if not 0 <= branch_number < BRANCHES or not 0 < counter < COUNTERS:
        raise Refused(_("Nomor barcode cetakan toko sudah habis."), rule="barcode-series")
    digits = f"{OWN_PREFIX}{branch_number:03}{counter:07}"
    return digits + check_digit(digits)


@dataclass(frozen=True, slots=True)
class ScaleLabel:
    """What a scale printed: the PLU, and grams or rupiah, the other being None."""

    plu: str
    grams: int | None
    rupiah: int | None


def scale_label(code: str, mask: str) -> ScaleLabel | None:
    """Read a scale's label; None for other codes and for a label misread (its check digit).

    A mask has fixed digits, `P` for the PLU, `W` for grams or `R` for rupiah, `C` for the
    check digit, `X` for a digit passed over; several masks stand apart by spaces.
    """
    digits = code.strip()
    for pattern in _patterns(mask):
        found = pattern.fullmatch(digits)
        if found is None:
            continue
        parts = found.groupdict()
        if "C" in parts and not valid(digits):
            return None
        weight, price = parts.get("W"), parts.get("R")
        return ScaleLabel(parts["P"], None if weight is None else int(weight), None if price is None else int(price))
    return None


def check_mask(mask: str) -> None:
    """Raise BadInput for a mask of the settings that no label could fit."""
    _patterns(mask)


@lru_cache(maxsize=16)
def _patterns(mask: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(each) for each in mask.upper().split())


def _pattern(mask: str) -> re.Pattern[str]:
    runs = [found.group() for found in re.finditer(r"(\D)\1*|\d+", mask)]
    letters = [run[0] for run in runs if not is_number(run)]
    once = all(letters.count(letter) == 1 for letter in "PWRC" if letter in letters)
    if not once or "P" not in letters or ("W" in letters) == ("R" in letters) or set(letters) - set("PWRCX"):
        raise BadInput(
            _("Pola barcode timbangan {mask} tidak dikenal.").format(mask=mask),
            remedy=_("Contoh: 21PPPPPWWWWWC (P = PLU, W = gram, R = rupiah, C = angka cek)."),
            field="scale_barcode_mask",
        )
    return re.compile("".join(_group(run) for run in runs))


def _group(run: str) -> str:
    if is_number(run):
        return run
    digits = rf"[0-9]{{{len(run)}}}"
    return digits if run[0] == "X" else f"(?P<{run[0]}>{digits})"
