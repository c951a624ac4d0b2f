"""Paces: how much of each good goes a day, by the sales of the last weeks.

Returns are subtracted; days on which the shop was closed or the good was not there are not
counted, so that a good that ran out is not thought to sell slowly.  What is taken for
repacking, kits and own use goes too.  Read in one statement for all goods; the moves of four
weeks are some tens of thousands however many years lie behind them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, case, cast, func, select, type_coerce

from inventory import merges
from inventory.locations import Location, LocationKind
from inventory.stock import Move, Reason, Stock
from koperasi.documents import Document, Kind
from koperasi.money import half_up
from koperasi.quantity import ONE, THOUSAND, Quantity

#: Goods for sale, here and now; what is damaged or on its way is none of it.
FOR_SALE = (LocationKind.SHELF, LocationKind.BACK_ROOM)
SOLD = (Reason.SALE, Reason.SALE_RETURN)
#: Reasons for which only what leaves counts: what they bring is another good.
USED = (Reason.REPACKING, Reason.KIT_ASSEMBLY, Reason.OWN_USE)
ALL_WEEK = 0b111_1111
#: From so many days of history on, a weekday without any sale is one on which the shop is closed.
KNOWN_AFTER = 14


#: A day of a good: what went (thousandths), and what its stock changed by.
Moved = tuple[date, int, int]


@dataclass(frozen=True, slots=True)
class Pace:
    """So much sold (base units, returns subtracted) in so many days on which it could be sold."""

    sold: Quantity
    days: int

    @property
    def daily(self) -> Quantity:
        """A day's worth, as people say it: to a tenth from one a day on, to a hundredth below."""
        exact = half_up(self.sold.thousandths, self.days) if self.days else 0
        step = 100 if exact >= THOUSAND else 10
        return Quantity(half_up(exact, step) * step)


@dataclass(frozen=True, slots=True)
class Paces:
    """The paces of all goods that went in some days, and on which weekdays the shop is open (bit 0 Monday)."""

    first: date
    last: date
    weekdays: int
    by_product: Mapping[int, Pace]


def locations_for_sale(connection: Connection, branch_id: int) -> list[int]:
    """Where a branch's goods for sale stand."""
    found = select(Location.id).where(Location.branch_id == branch_id, Location.kind.in_(FOR_SALE))
    return list(connection.execute(found.order_by(Location.id)).scalars())


def on_hand(connection: Connection, locations: Sequence[int]) -> dict[int, int]:
    """Product → thousandths that there are at these locations; below zero too."""
    left = cast(func.sum(type_coerce(Stock.quantity, BigInteger)), BigInteger)
    found = select(Stock.product_id, left).where(Stock.location_id.in_(locations)).group_by(Stock.product_id)
    return dict(connection.execute(found).all())


def read(connection: Connection, branch_id: int, today: date, days: int, there: Mapping[int, int]) -> Paces:
    """The paces of the last whole days before today; `there` is what `on_hand` says now."""
    first, last = today - timedelta(days=days), today - timedelta(days=1)
    opened = _open_days(connection, branch_id, first, last)
    gone = merges.all_gone(connection)
    merging = gone.keys() | {kept for kept, _factor in gone.values()}
    found, apart = {}, {}
    for product_id, rows in groupby(_days(connection, branch_id, first), key=lambda row: int(row[0])):
        moved = [(row[1], row[2], row[3]) for row in rows]
        if product_id in merging:
            apart[product_id] = moved
        elif (pace := reckoned(moved, there.get(product_id, 0), opened, today)) is not None:
            found[product_id] = pace
    for product_id, moved in joined(apart, gone).items():
        if (pace := reckoned(moved, there.get(product_id, 0), opened, today)) is not None:
            found[product_id] = pace
    return Paces(first, last, _weekdays(connection, branch_id, opened, today), found)


def joined(moved: Mapping[int, Sequence[Moved]], gone: Mapping[int, tuple[int, Quantity]]) -> dict[int, list[Moved]]:
    """The days of merged products as those of the kept one, newest first: what went of either went of it."""
    days: dict[int, dict[date, tuple[int, int]]] = {}
    for product_id, rows in moved.items():
        kept, factor = gone.get(product_id, (product_id, ONE))
        of_kept = days.setdefault(kept, {})
        for day, went, change in rows:
            before = of_kept.get(day, (0, 0))
            more = (Quantity(went).of_factor(factor), Quantity(change).of_factor(factor))
            of_kept[day] = (before[0] + more[0].thousandths, before[1] + more[1].thousandths)
    return {kept: [(day, *found[day]) for day in sorted(found, reverse=True)] for kept, found in days.items()}


def reckoned(moved: Iterable[Moved], there: int, opened: Sequence[date], today: date) -> Pace | None:
    """The pace of one good out of its days, newest first: (day, what went, what the stock changed by) each.

    `there` is the stock after all of them and `opened` the days the shop was open, oldest
    first, all before today.  None where nothing went.
    """
    sold = counted = 0
    level, upper = there, len(opened)
    for day, went, change in moved:
        # The open days after this one up to the one before: the stock stood at `level` then.
        place = bisect_left(opened, day)
        after = place + int(place < len(opened) and opened[place] == day)
        counted += max(upper - after, 0) if level > 0 else 0
        before = level - change
        if day < today:
            sold += went
            counted += int(after > place and (went > 0 or level > 0 or before > 0))
        level, upper = before, min(place, upper)
    counted += upper if level > 0 else 0
    return Pace(Quantity(sold), max(counted, 1)) if sold > 0 else None


def _days(connection: Connection, branch_id: int, first: date) -> Iterable[Any]:
    """(product, day, went, change) of every day from the first on, newest first of each product."""
    quantity = type_coerce(Move.quantity, BigInteger)
    leaves = Move.reason.in_(SOLD) | (Move.reason.in_(USED) & (quantity < 0))
    went = _whole(-func.sum(case((leaves, quantity), else_=0)))
    # Not the bare column: SQLite would walk all moves in the order of its index, not those of the days.
    product = Move.product_id + 0
    found = (
        select(product, Document.business_date, went, _whole(func.sum(quantity)))
        .join(Document, Document.id == Move.document_id)
        .where(Document.branch_id == branch_id, Document.business_date >= first)
        .where(Move.location_id.in_(locations_for_sale(connection, branch_id)))
        .group_by(product, Document.business_date)
        .order_by(product, Document.business_date.desc())
    )
    return connection.execute(found)


def _whole(summed: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(summed, BigInteger)


def _open_days(connection: Connection, branch_id: int, first: date, last: date) -> list[date]:
    """The days on which anything was sold, oldest first."""
    found = (
        select(Document.business_date)
        .where(Document.kind == Kind.SALE, Document.branch_id == branch_id)
        .where(Document.business_date.between(first, last))
        .group_by(Document.business_date)
        .order_by(Document.business_date)
    )
    return list(connection.execute(found).scalars())


def _weekdays(connection: Connection, branch_id: int, opened: Sequence[date], today: date) -> int:
    """The weekdays on which the shop sells; every one while it is too young to tell."""
    old = select(Document.id).where(Document.kind == Kind.SALE, Document.branch_id == branch_id)
    known = old.where(Document.business_date <= today - timedelta(days=KNOWN_AFTER)).limit(1)
    if not opened or connection.scalar(known) is None:
        return ALL_WEEK
    mask = 0
    for day in opened:
        mask |= 1 << day.weekday()
    return mask
