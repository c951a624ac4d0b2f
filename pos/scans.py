"""Scans: what stands in the scan box, and what a code turned out to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from inventory.goods import Found
from koperasi.quantity import NOTHING, Quantity

#: So many digits before `*` are a quantity; more are somebody's barcode.
MOST_DIGITS = 5
_PREFIX = re.compile(rf"^\s*([0-9]{{1,{MOST_DIGITS}}}(?:[.,][0-9]{{1,3}})?)\s*\*\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the scan box: a quantity before `*`, and the rest."""

    quantity: Quantity | None
    rest: str

    @property
    def words(self) -> bool:
        """Whether the rest is looked for by name."""
        return any(letter.isalpha() for letter in self.rest)


def read(text: str) -> Typed:
    """The scan box read: `4*`, `4*899…`, `2,5*gula`, `899…`, `kopi`."""
    prefix = _PREFIX.match(text)
    if prefix is None:
        return Typed(None, text.strip())
    return Typed(Quantity.of(prefix[1].replace(",", ".")), prefix[2].strip())


@dataclass(frozen=True, slots=True)
class Seen:
    """What a code or a choice named, with what the shelf holds of it (base units)."""

    found: Found
    on_hand: Quantity = NOTHING
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A code that named nothing, and how many of it were meant."""

    code: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Asking:
    """Goods without a fixed price: they wait for it to be typed."""

    seen: Seen
    quantity: Quantity
