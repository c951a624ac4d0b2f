"""Barcodes and QR codes as black and white modules, checked before they are drawn.

A printer prints nothing, or rubbish, for a wrong check digit, and the libraries quietly
put another digit in its place; so a code is verified here and drawn exactly as it is.
"""

from __future__ import annotations

from functools import lru_cache

from koperasi.errors import Refused
from koperasi.text import _

CODE128_MOST = 40
#: How many digits each kind of EAN has.
EAN_LENGTHS = {"EAN13": 13, "EAN8": 8}
QR_MOST = 600


def check_digit(digits: str) -> int:
    """The check digit of an EAN or UPC code, from all its other digits."""
    weighed = sum(int(each) * (3 if place % 2 == 0 else 1) for place, each in enumerate(reversed(digits)))
    return -weighed % 10


def check_barcode(code: str, kind: str) -> None:
    """Raises Refused when `code` cannot stand as bars of `kind` (CODE128, EAN13 or EAN8)."""
    if kind in EAN_LENGTHS:
        if not (len(code) == EAN_LENGTHS[kind] and code.isascii() and code.isdigit()):
            words = _("Barcode EAN-{count} terdiri dari {count} angka.").format(count=EAN_LENGTHS[kind])
            raise Refused(words, rule="barcode")
        if check_digit(code[:-1]) != int(code[-1]):
            raise Refused(_("Angka terakhir barcode ini salah."), rule="barcode")
    elif kind == "CODE128":
        if not (0 < len(code) <= CODE128_MOST and code.isascii() and code.isprintable()):
            raise Refused(_("Barcode hanya boleh berisi huruf dan angka biasa."), rule="barcode")
    else:
        raise ValueError(f"no such barcode: {kind!r}")


def check_qr(content: str) -> None:
    """Raises Refused when `content` cannot stand in a QR code that a telephone reads from paper.

    ASCII only: beyond it readers guess the alphabet, and guess wrong.
    """
    if not 0 < len(content) <= QR_MOST or not content.isascii() or not content.isprintable():
        raise Refused(_("Isi kode QR kosong, terlalu panjang, atau tidak terbaca."), rule="barcode")


@lru_cache(maxsize=256)
def bars(code: str, kind: str) -> str:
    """The modules of a barcode from left to right, `1` black; without its quiet zones."""
    check_barcode(code, kind)
    # Imported here: only a printing thread needs it, and the till should start quickly.
    from barcode.codex import Code128
    from barcode.ean import EuropeanArticleNumber8, EuropeanArticleNumber13

    if kind == "EAN13":
        drawn = EuropeanArticleNumber13(code[:12])
    else:
        drawn = EuropeanArticleNumber8(code[:7]) if kind == "EAN8" else Code128(code)
    return str(drawn.build()[0]).replace("G", "1")


@lru_cache(maxsize=64)
def qr_modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code, row by row, without its quiet zone; error correction M."""
    check_qr(content)
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    drawn = QRCode(border=0, error_correction=ERROR_CORRECT_M)
    drawn.add_data(content)
    drawn.make(fit=True)
    return tuple(tuple(bool(each) for each in row) for row in drawn.get_matrix())
