"""What was booked after a good was counted, but had happened before: the book as it should have stood.

The ledger moves in the order of posting, goods in the order of the day.  A till that was cut
off posts late what left the shelf long before the count; a receipt is keyed with the day the
goods came; a mis-keyed one, or an earlier count, is put right.  Judging the count by the
ledger of its instant alone would book such a difference twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from inventory.count_rules import Counted, Entry
from inventory.stock import Reason
from koperasi.quantity import NOTHING, Quantity

#: Posted so much later than keyed, a document comes late and its own clock tells when goods moved.
LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class After:
    """A product's move that was posted since a session began."""

    product_id: int
    quantity: Quantity
    reason: Reason
    at: datetime
    posted_at: datetime
    business_date: date
    shift_id: int | None
    #: When what it reverses was posted; None where it reverses nothing.
    reverses_posted_at: datetime | None
    #: Of a count: when it counted the product; and whether it was reversed since.
    counted_at: datetime | None
    reversed: bool


LocalDay = Callable[[datetime], date]


def amended(entries: Iterable[Entry], afters: Sequence[After], local_day: LocalDay) -> list[Entry]:
    """Entries with what the ledger should have held at their instants."""
    by_product: dict[int, list[After]] = {}
    for after in afters:
        by_product.setdefault(after.product_id, []).append(after)
    return [_amended(each, by_product.get(each.product_id, ()), local_day) for each in entries]


def _amended(entry: Entry, afters: Sequence[After], local_day: LocalDay) -> Entry:
    later = [each for each in afters if each.posted_at > entry.written_at]
    if not later:
        return entry
    righted = any(each.reason is Reason.CORRECTION and _rights(each, entry) for each in later)
    belonging = [each for each in later if _before(each, entry, local_day, righted)]
    ledger = entry.ledger.thousandths + sum(each.quantity.thousandths for each in belonging)
    return replace(entry, ledger=Quantity(ledger)) if belonging else entry


def _before(after: After, entry: Entry, local_day: LocalDay, righted: bool) -> bool:
    """Whether what was posted later belongs to the book before the count."""
    if after.reason is Reason.COUNT:
        # A reversed count and its reversal cancel out.
        return after.reversed or after.counted_at is None or after.counted_at <= entry.counted_at
    if after.reason is Reason.CORRECTION:
        return righted
    if after.shift_id is None and after.business_date < local_day(entry.counted_at):
        return True
    return after.at < entry.counted_at and after.posted_at - after.at >= LATE


def _rights(after: After, entry: Entry) -> bool:
    """Whether it corrects what was in the book when the entry was written."""
    return after.reverses_posted_at is not None and after.reverses_posted_at <= entry.written_at


def overtaken(rounds: Counted, afters: Iterable[After]) -> bool:
    """Whether another session counted the product later than this and was booked first: that one holds."""
    return any(
        each.reason is Reason.COUNT
        and not each.reversed
        and each.counted_at is not None
        and each.counted_at > rounds.last_at
        for each in afters
    )


def sold_soon(rounds: Counted, afters: Iterable[After], within: timedelta) -> Quantity:
    """How much was rung up soon after the count: it may have lain in a buyer's basket while it was counted."""
    sold = [
        each.quantity.thousandths
        for each in afters
        if each.reason is Reason.SALE and rounds.first_at <= each.at <= rounds.last_at + within
    ]
    return max(Quantity(-sum(sold)), NOTHING)
