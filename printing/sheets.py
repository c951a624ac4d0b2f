"""Sheets: papers on A4 that say a whole in one to three pages, for people who keep no books.

A sheet is a head and blocks under each other: figures in large type, sentences, charts, small
tables, what proves it, and lines to sign on.  It is plain values; `printing.sheet_files`
makes a PDF of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from printing.pdf_charts import Bar, Part
from printing.reports import Cell, Column


@dataclass(frozen=True, slots=True)
class Big:
    """A figure in large type: what it is over it, and what it means under it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bigs:
    """Figures beside each other, four at most in a row."""

    figures: tuple[Big, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences, each in a line of its own."""

    lines: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Bars by hour, day, week or month."""

    title: str
    bars: tuple[Bar, ...]
    height: int = 104
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lying:
    """Bars under each other, the largest first."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """One bar and its parts."""

    title: str
    parts: tuple[Part, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """A small table; `empty` stands in its place when it has no rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] | None = None
    note: str = ""
    empty: str = ""
    #: Rows in bold, by their numbers: sums within a statement.
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Seal:
    """What the paper can be proved by later: lines to read, and a code with all of it."""

    title: str
    lines: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs: what she is, and her name where it is known."""

    place: str
    names: tuple[tuple[str, str], ...]


Plain = Bigs | Words | Standing | Lying | Shares | Lines | Seal | Signed


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks in two columns, `share` per cent of the width for the left ones."""

    left: tuple[Plain, ...]
    right: tuple[Plain, ...]
    share: int = 50


Block = Plain | Beside


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper: whose, what, about when, and what it says."""

    shop: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
