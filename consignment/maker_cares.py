"""Cares: whom the shop thanks, whom it calls, and whom it asks for more; decided on plain values.

Pure.  What a maker is called about stands in the order in which it presses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_low

from consignment.maker_report_queries import Maker
from inventory.paces import Pace
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.text import _, ngettext, short_date

#: Nothing brought or sold for so long is worth a call.
QUIET_DAYS = 30
#: Of goods that expire so soon she is told.
EXPIRING_DAYS = 7
#: Who brought goods once only is thought to come again after so many days.
USUAL_DAYS = 7
#: The usual time between deliveries is told by so many of the last ones.
LAST_DELIVERIES = 6


class Why(StrEnum):
    """What a maker is called about, the most pressing first."""

    OWES = "owes"
    EXPIRED = "expired"
    OVERDUE = "overdue"
    EXPIRING = "expiring"
    NOT_SOLD = "not-sold"
    NOT_BROUGHT = "not-brought"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, with what belongs to it: so many goods, since or until a day, so much money."""

    why: Why
    goods: int = 0
    day: date | None = None
    amount: Rupiah = ZERO

    @property
    def words(self) -> str:
        day = short_date(self.day) if self.day is not None else ""
        told = {
            Why.OWES: _("berutang {amount}"),
            Why.EXPIRED: ngettext("{count} barang sudah kedaluwarsa", "{count} barang sudah kedaluwarsa", self.goods),
            Why.OVERDUE: ngettext("{count} barang lewat waktu ambil", "{count} barang lewat waktu ambil", self.goods),
            Why.EXPIRING: ngettext(
                "{count} barang kedaluwarsa mulai {day}", "{count} barang kedaluwarsa mulai {day}", self.goods
            ),
            Why.NOT_SOLD: _("tidak laku sejak {day}"),
            Why.NOT_BROUGHT: _("tidak membawa barang sejak {day}"),
        }
        return told[self.why].format(amount=self.amount, count=self.goods, day=day)


@dataclass(frozen=True, slots=True)
class Stay:
    """A lot of hers that is here: since when, until when it keeps, and until when she must have fetched it."""

    received_on: date
    expires_on: date | None = None
    fetch_by: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a maker when it is asked whether to call her."""

    maker: Maker
    brings: bool = True
    balance: Rupiah = ZERO
    last_brought: date | None = None
    last_sold: date | None = None
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A maker who is called, and what about."""

    known: Known
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        return ", ".join(each.words for each in self.reasons)


def reasons(known: Known, today: date, quiet: int = QUIET_DAYS) -> tuple[Reason, ...]:
    """What a maker is to be called about today; nothing where all is well."""
    found: list[Reason] = []
    if known.balance < ZERO:
        found.append(Reason(Why.OWES, amount=-known.balance))
    found += _about_goods(known.stays, today)
    ago = today - timedelta(days=quiet)
    if known.stays:
        since = max(known.last_sold or date.min, min(each.received_on for each in known.stays))
        if since <= ago:
            found.append(Reason(Why.NOT_SOLD, day=since))
    if known.brings and known.last_brought is not None and known.last_brought <= ago:
        found.append(Reason(Why.NOT_BROUGHT, day=known.last_brought))
    return tuple(found)


def _about_goods(stays: Sequence[Stay], today: date) -> list[Reason]:
    expired = [each for each in stays if each.expires_on is not None and each.expires_on < today]
    overdue = [each for each in stays if each not in expired and each.fetch_by is not None and each.fetch_by < today]
    soon = [
        each.expires_on
        for each in stays
        if each.expires_on is not None and today <= each.expires_on <= today + timedelta(days=EXPIRING_DAYS)
    ]
    found = [Reason(why, len(some)) for why, some in ((Why.EXPIRED, expired), (Why.OVERDUE, overdue)) if some]
    return [*found, Reason(Why.EXPIRING, len(soon), min(soon))] if soon else found


def calls(known: Sequence[Known], today: date, quiet: int = QUIET_DAYS) -> list[Call]:
    """Those to be called, the most pressing first."""
    found = [Call(each, told) for each in known if (told := reasons(each, today, quiet))]
    order = list(Why)
    return sorted(found, key=lambda call: (order.index(call.reasons[0].why), -len(call.reasons), call.known.maker.name))


@dataclass(frozen=True, slots=True)
class Thanks:
    """What a maker's goods brought in some days and in as many days before them."""

    maker: Maker
    now: Rupiah
    before: Rupiah
    share: Rupiah

    @property
    def risen(self) -> Rupiah:
        return self.now - self.before

    @property
    def growth(self) -> int | None:
        """How much more it is, in basis points of what it was; None where it was nothing."""
        return self.risen.amount * 10_000 // self.before.amount if self.before > ZERO else None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A good of a maker's: what is left of it, how it goes, and on which days she brought it, oldest first."""

    product_id: int
    code: str
    name: str
    unit: str
    maker_id: int
    left: Quantity
    pace: Pace
    brought: tuple[date, ...]
    keeps_days: int | None = None


@dataclass(frozen=True, slots=True)
class More:
    """A good that will be gone before she comes again: on which day, when she would come, how much to ask for."""

    shelf: Shelf
    gone_on: date
    usual_days: int
    expected: date
    ask_for: Quantity


def usual_days(brought: Sequence[date]) -> int:
    """How many days there usually are between two of her deliveries."""
    days = sorted(set(brought))[-LAST_DELIVERIES:]
    gaps = [(after - day).days for day, after in pairwise(days)]
    return median_low(gaps) if gaps else USUAL_DAYS


def more(shelf: Shelf, today: date) -> More | None:
    """What to ask her for, where a good runs out before her usual next delivery at its pace; else None.

    She is asked for what is sold until one usual time from now, less what is left; of what
    keeps for a few days only, for no more than is sold in them.
    """
    sold, days = shelf.pace.sold.thousandths, shelf.pace.days
    if sold <= 0 or not shelf.brought:
        return None
    left, usual = max(shelf.left.thousandths, 0), usual_days(shelf.brought)
    lasts = left * days // sold
    expected = max(max(shelf.brought) + timedelta(days=usual), today + timedelta(days=1))
    if lasts >= (expected - today).days:
        return None
    horizon = max(usual, (expected - today).days)
    if shelf.keeps_days:
        horizon = min(horizon, shelf.keeps_days)
    wanted = -(-sold * horizon // days) - left
    whole = Quantity(-(-wanted // THOUSAND) * THOUSAND)
    return More(shelf, today + timedelta(days=lasts), usual, expected, whole) if whole > NOTHING else None
