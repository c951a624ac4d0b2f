"""Slips: what stands on a strip of paper, whatever its width.

A `Slip` is a frozen list of parts, made once when the deed happens and stored as JSON, so
that a copy years later says exactly what was printed then.  `layouts.py` lays it out for
32, 42 or 48 columns; text, picture and printer bytes all come from that one layout.

    draft = Draft()
    draft.middle("SBMI MART", size=BIG).middle("Jl. Raya Ngantang 12, Malang").rule()
    draft.text("Beras Mentik Wangi").both("2,5 Kg x 14.500", "36.250", indent=2)
    slip = draft.both("TOTAL", "Rp 373.250", size=BIG).barcode("K1-004213").cut().slip()

Wherever words are asked for, a tuple of wordings may be given, longest first: the layout
takes the first that fits (`("23/11/2026 09.45", "23/11/26 09.45")`).
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from koperasi.errors import Bug
from printing.codes import check_barcode, check_qr
from printing.letters import clean

PLAIN, TALL, BIG = "plain", "tall", "big"
LEFT, MIDDLE, RIGHT = "left", "middle", "right"
CODE128, EAN13 = "CODE128", "EAN13"
VERSION = 1
#: What the bits of a picture begin with that are packed; no digit of hex.
PACKED = "z"

Words = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Words that wrap; `indent` blanks before every line."""

    words: Words
    align: str = LEFT
    size: str = PLAIN
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Words at the left edge, words (mostly an amount) at the right one."""

    left: Words
    right: Words
    size: str = PLAIN
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a row: `width` characters, or 0 for an equal share of what is left."""

    words: str
    width: int = 0
    align: str = LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, one blank between them."""

    cells: tuple[Cell, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper: `-` between blocks, `=` between chapters."""

    stroke: str = "-"


@dataclass(frozen=True, slots=True)
class Blank:
    """`lines` empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Barcode:
    """Bars with the code in words below."""

    code: str
    kind: str = CODE128


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code; `caption` is printed below it."""

    content: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Black dots, such as the shop's mark: rows of `(width + 7) // 8` bytes, 1 is black.

    `bits` are those bytes in hex, or made small (`z` and zlib's in base 64): a slip is kept
    with every print, and a mark in hex would be larger than all its words.
    """

    width: int
    height: int
    bits: str

    @classmethod
    def of_bytes(cls, width: int, height: int, data: bytes) -> Picture:
        """A picture of the bytes of its rows."""
        return cls(width, height, PACKED + b64encode(zlib.compress(data, 9)).decode("ascii"))

    @property
    def data(self) -> bytes:
        """The bytes of its rows; raises ValueError for bits that are no picture of this size."""
        try:
            packed = self.bits.startswith(PACKED)
            found = zlib.decompress(b64decode(self.bits[1:], validate=True)) if packed else bytes.fromhex(self.bits)
        except (zlib.error, ValueError) as error:
            raise ValueError(f"not a picture: {error}") from error
        if len(found) != (self.width + 7) // 8 * self.height:
            raise ValueError(f"{len(found)} bytes are no picture of {self.width} x {self.height}")
        return found


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side: (who, name) each."""

    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of one paper; a printer without a cutter only feeds."""


Part = Text | Pair | Row | Rule | Blank | Barcode | Qr | Picture | Signatures | Cut

KINDS: dict[str, type[Part]] = {
    "text": Text, "pair": Pair, "row": Row, "rule": Rule, "blank": Blank, "barcode": Barcode,
    "qr": Qr, "picture": Picture, "signatures": Signatures, "cut": Cut,
}  # fmt: skip
NAMES = {kind: name for name, kind in KINDS.items()}
DEFAULTS = {
    kind: tuple((each.name, None if each.default is MISSING else each.default) for each in fields(kind))
    for kind in KINDS.values()
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A paper as it was decided; `copy` is 0 for the first print and n for copy n, which says so."""

    parts: tuple[Part, ...]
    copy: int = 0
    note: str = ""
    practice: bool = False
    repeat: bool = False

    def as_practice(self) -> Slip:
        """The same paper marked LATIHAN at both ends: it is worth nothing."""
        return replace(self, practice=True)

    def as_copy(self, number: int, note: str = "") -> Slip:
        """The same paper marked SALINAN `number`; `note` says when and by whom it was copied."""
        if number < 1:
            raise ValueError("copies count from 1")
        return replace(self, copy=number, note=clean(note))

    def as_repeat(self) -> Slip:
        """The same paper marked CETAK ULANG at both ends: it may stand on another paper already.  Never stored."""
        return replace(self, repeat=True)

    def to_dict(self) -> dict[str, Any]:
        """For JSON; defaults are left out, so that a stored slip stays small."""
        return {
            "version": VERSION,
            "copy": self.copy,
            "note": self.note,
            "parts": [_written(each) for each in self.parts],
            **({"practice": True} if self.practice else {}),
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Slip:
        """A stored slip; raises Bug when it is no slip of this program."""
        try:
            if kept["version"] != VERSION:
                raise ValueError(f"version {kept['version']}")
            parts = tuple(_read(each) for each in kept["parts"])
            return cls(parts, copy=kept["copy"], note=kept["note"], practice=kept.get("practice", False))
        except (KeyError, TypeError, ValueError) as error:
            raise Bug(f"not a stored slip: {error!r}") from error

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Slip:
        """The slip that `to_json` wrote; raises Bug for anything else."""
        try:
            return cls.from_dict(json.loads(text))
        except json.JSONDecodeError as error:
            raise Bug(f"not a stored slip: {error!r}") from error


class Draft:
    """A slip being written, part by part; every call gives the draft back, `slip()` ends it."""

    def __init__(self) -> None:
        self._parts: list[Part] = []

    def text(self, words: Words, *, indent: int = 0, size: str = PLAIN, bold: bool = False) -> Draft:
        """Words from the left edge, wrapped where the paper ends."""
        return self._add(Text(_clean(words), LEFT, size, bold, indent))

    def middle(self, words: Words, *, size: str = PLAIN, bold: bool = False) -> Draft:
        return self._add(Text(_clean(words), MIDDLE, size, bold))

    def right(self, words: Words, *, size: str = PLAIN, bold: bool = False) -> Draft:
        return self._add(Text(_clean(words), RIGHT, size, bold))

    def both(self, left: Words, right: Words, *, size: str = PLAIN, bold: bool = False, indent: int = 0) -> Draft:
        """A name and its amount; a long name wraps, the amount is never cut."""
        return self._add(Pair(_clean(left), _clean(right), size, bold, indent))

    def columns(self, *cells: Cell, bold: bool = False) -> Draft:
        return self._add(Row(tuple(replace(each, words=clean(each.words)) for each in cells), bold))

    def rule(self) -> Draft:
        return self._add(Rule("-"))

    def double_rule(self) -> Draft:
        return self._add(Rule("="))

    def blank(self, lines: int = 1) -> Draft:
        return self._add(Blank(lines))

    def barcode(self, code: str, kind: str = CODE128) -> Draft:
        """Bars that a scanner reads back; raises Refused when `code` has a wrong check digit or letter."""
        check_barcode(code, kind)
        return self._add(Barcode(code, kind))

    def qr(self, content: str, caption: str = "") -> Draft:
        """A QR code; raises Refused when `content` is empty, too long or not plain ASCII."""
        check_qr(content)
        return self._add(Qr(content, clean(caption)))

    def image(self, picture: Picture) -> Draft:
        """A mark made by `pictures.mark_of`; wider than the paper, it is made smaller."""
        return self._add(picture)

    def signatures(self, *people: tuple[str, str]) -> Draft:
        """Places to sign: ("Kasir", "Rina Astuti"), …"""
        return self._add(Signatures(tuple((clean(who), clean(name)) for who, name in people)))

    def cut(self) -> Draft:
        return self._add(Cut())

    def add(self, parts: Sequence[Part]) -> Draft:
        """Parts of another slip, such as the shop's heading."""
        self._parts.extend(parts)
        return self

    def slip(self) -> Slip:
        return Slip(tuple(self._parts))

    def _add(self, part: Part) -> Draft:
        self._parts.append(part)
        return self


def _clean(words: Words) -> Words:
    return clean(words) if isinstance(words, str) else tuple(clean(each) for each in words)


def _written(part: Part) -> dict[str, Any]:
    kind = type(part)
    told: dict[str, Any] = {"part": NAMES[kind]}
    for name, default in DEFAULTS[kind]:
        value = getattr(part, name)
        if value != default:
            told[name] = [_cell_written(each) for each in value] if name == "cells" else value
    return told


def _cell_written(cell: Cell) -> list[Any]:
    return [cell.words, cell.width, cell.align]


def _read(kept: dict[str, Any]) -> Part:
    values = {name: _tuples(value) for name, value in kept.items() if name != "part"}
    kind = KINDS[kept["part"]]
    if kind is Row:
        values["cells"] = tuple(Cell(*each) for each in values["cells"])
    return kind(**values)


def _tuples(value: Any) -> Any:
    """JSON knows lists only; parts hold tuples."""
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
