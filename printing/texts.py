"""A slip as plain lines of text: for tests, for the log, and for a terminal."""

from __future__ import annotations

import textwrap

from printing.layouts import LaidOut, Line, lay_out
from printing.slips import Barcode, Cut, Picture, Qr, Slip


def text_lines(slip: Slip, columns: int = 48) -> list[str]:
    """The lines as they are read on paper; codes and marks are named in brackets."""
    return [line for item in lay_out(slip, columns) for line in _told(item, columns)]


def text(slip: Slip, columns: int = 48) -> str:
    """All lines, each ended by a line feed."""
    return "".join(f"{each}\n" for each in text_lines(slip, columns))


def _told(item: LaidOut, columns: int) -> list[str]:
    match item:
        case Line():
            return [item.written]
        case Barcode():
            return _named(f"[ barcode {item.code} ]", columns)
        case Qr():
            return _named(f"[ QR {item.content} ]", columns)
        case Picture():
            return _named(f"[ gambar {item.width} x {item.height} ]", columns)
        case Cut():
            return []


def _named(words: str, columns: int) -> list[str]:
    return [each.center(columns).rstrip() for each in textwrap.wrap(words, columns)]
