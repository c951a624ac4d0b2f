"""Scans: what stands in the scan box, and what a code turned out to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from inventory.expiries import Caution
from inventory.goods import Found
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import _

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
    caution: Caution = Caution.NONE


@dataclass(frozen=True, slots=True)
class Unknown:
    """A code that named nothing, and how many of it were meant."""

    code: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Asking:
    """Goods that wait for an answer: a price to be typed, then the note that each line of them has."""

    seen: Seen
    quantity: Quantity
    price: Rupiah | None = None

    @property
    def wants_price(self) -> bool:
        return self.seen.found.good.open_price and self.seen.found.price is None and self.price is None

    @property
    def wants_note(self) -> bool:
        return bool(self.seen.found.good.asks_note) and not self.wants_price

    @property
    def least(self) -> Rupiah | None:
        """The lowest price that may be typed for one of its unit."""
        return self._limit(self.seen.found.good.price_min)

    @property
    def most(self) -> Rupiah | None:
        return self._limit(self.seen.found.good.price_max)

    def allows(self, price: Rupiah) -> bool:
        """Whether a typed price keeps the good's limits; outside them another person must allow it."""
        return (self.least is None or self.least <= price) and (self.most is None or price <= self.most)

    def _limit(self, of_base: Rupiah | None) -> Rupiah | None:
        return None if of_base is None else self.seen.found.unit.factor.at(of_base)

    @property
    def limits(self) -> str:
        """The limits in words, "" without any."""
        if self.least is not None and self.most is not None:
            return _("antara {least} dan {most}").format(least=self.least.shown, most=self.most.shown)
        if self.least is not None:
            return _("paling sedikit {least}").format(least=self.least.shown)
        return _("paling banyak {most}").format(most=self.most.shown) if self.most is not None else ""


def asks(seen: Seen) -> bool:
    """Whether a good waits for an answer before it is a line."""
    asking = Asking(seen, ONE)
    return asking.wants_price or asking.wants_note
