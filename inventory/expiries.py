"""Expiry: what dates of lots mean today, decided on plain values without a database.

A good is fit to be sold through its last day.  What a sale takes is told in `lots`; here is
what the till says at the scan, what the list of goods near their date shows, and what of
them will probably not be sold in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.text import _


class Caution(StrEnum):
    """What the dates at the shelf say of a good that is scanned."""

    NONE = ""
    #: The first of it expires within the days that the shop has set.
    SOON = "soon"
    #: Some of it has expired: look at the date of this one.
    SOME = "some"
    #: All that is left of it has.
    ALL = "all"
    #: All of it has, and it is eaten or drunk: it is not sold.
    BARRED = "barred"


#: What is left of a lot, and until when it keeps.
Left = tuple[Quantity, date | None]


def all_expired(lots: Iterable[Left], day: date) -> bool:
    """Whether all that is left has expired.

    False where nothing is left by the books (goods on the counter are there, whatever the
    books say), and where any of it bears no date.
    """
    known = list(lots)
    if sum(quantity.thousandths for quantity, _until in known) <= 0:
        return False
    return all(until is not None and until < day for quantity, until in known if quantity > NOTHING)


def caution(lots: Sequence[Left], day: date, within_days: int) -> Caution:
    """What the lots at a shelf say; BARRED is for who knows what is eaten."""
    dates = [until for quantity, until in lots if until is not None and quantity > NOTHING]
    if not dates:
        return Caution.NONE
    if min(dates) < day:
        return Caution.ALL if all_expired(lots, day) else Caution.SOME
    return Caution.SOON if min(dates) <= day + timedelta(days=within_days) else Caution.NONE


@dataclass(frozen=True, slots=True)
class Dated:
    """A lot with a date, with what is left of it at one place; `price` is a base unit's, `value` its cost."""

    product_id: int
    code: str
    name: str
    unit: str
    category_id: int | None
    category: str
    maker_id: int | None
    maker: str
    food: bool
    location_id: int
    location: str
    lot_id: int
    batch: str
    received_on: date
    expires_on: date
    quantity: Quantity
    value: Rupiah
    price: Rupiah | None = None
    #: What a day usually sells of the good; nothing where it does not sell, None where nobody looked.
    daily: Quantity | None = None
    #: What of it will probably not be sold in time.
    unsold: Quantity = NOTHING

    def days_left(self, day: date) -> int:
        """0 on its last day, below zero afterwards."""
        return (self.expires_on - day).days

    def words(self, day: date) -> str:
        """`kedaluwarsa 3 hari`, `hari ini`, `4 hari lagi`."""
        left = self.days_left(day)
        if left < 0:
            return _("lewat {count} hari").format(count=-left)
        return _("{count} hari lagi").format(count=left) if left else _("hari ini terakhir")

    def tone(self, day: date, urgent: int = 3) -> str:
        """How urgent: `refuse` past its last day, `warn` within so many days of it, or `plain`."""
        left = self.days_left(day)
        return "refuse" if left < 0 else "warn" if left <= urgent else "plain"

    def rest(self, day: date) -> str:
        """What will become of it: `kira-kira 7 tak terjual`, `habis pada waktunya`; "" past its date."""
        if self.daily is None or self.days_left(day) < 0:
            return ""
        if not self.unsold:
            return _("habis pada waktunya")
        return _("kira-kira {unsold} tak terjual").format(unsold=self.unsold.shown)

    def pace(self) -> str:
        """`laku 2 sehari`."""
        if not self.daily:
            return _("tidak laku akhir-akhir ini")
        return _("laku {daily} sehari").format(daily=self.daily.shown)

    def explained(self, day: date) -> str:
        """How the unsold rest was reckoned, in a sentence; "" where nothing is to be said."""
        rest = self.rest(day)
        if not rest:
            return ""
        return f"{self.pace()}, {self.words(day)}: {rest}" if self.daily else self.pace()


def reckoned(lots: Iterable[Dated], daily: dict[int, Quantity], day: date) -> list[Dated]:
    """The lots, in the order of their dates, with what of each will probably stay unsold.

    Each day sells as much as usual, first what expires first: what the lots before it need
    is not there for a later one.
    """
    found = sorted(lots, key=lambda lot: (lot.expires_on, lot.name, lot.received_on, lot.lot_id))
    spent: dict[int, int] = {}
    done = []
    for lot in found:
        pace, left = daily.get(lot.product_id, NOTHING), max(lot.days_left(day), 0)
        if lot.days_left(day) < 0:
            done.append(replace(lot, daily=pace, unsold=lot.quantity))
            continue
        before = spent.get(lot.product_id, 0)
        sells = min(lot.quantity.thousandths, max(pace.thousandths * left - before, 0))
        spent[lot.product_id] = before + sells
        # Goods counted in pieces are not sold by parts of a piece.
        sells = sells // THOUSAND * THOUSAND if not lot.quantity.thousandths % THOUSAND else sells
        done.append(replace(lot, daily=pace, unsold=Quantity(lot.quantity.thousandths - sells)))
    return done
