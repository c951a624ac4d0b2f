"""Counts for the manager's home: how much of each thing waits, cheap enough to be asked every minute.

Each equals the length of the list that its row opens; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, text

from inventory import count_choices, paces
from inventory.count_records import CountSession, State
from inventory.count_rules import Scope
from inventory.locations import Location
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.stock import Stock
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.ledger import PartyBalance, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING
from koperasi.shifts import Shift, ShiftClose, ShiftRecord
from koperasi.tills import Till, TillDrawer
from pos.sale_facts import Sale
from pos.tender_counts import ShiftTenderCount
from printing.jobs import OPEN, PrintJob
from printing.jobs import State as JobState

#: A shelf is to be counted again after so many days.
COUNT_EVERY = 30
#: Money on its way is looked for in the closes of so many days.
LOOKED_BACK = 7


def expiring(connection: Connection, branches: Collection[int], last: date) -> int:
    """How many lots of what is for sale expire by a day, those that have among them."""
    found = (
        select(func.count())
        .select_from(Stock)
        .join(LotRecord, LotRecord.id == Stock.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .where(Location.branch_id.in_(branches), Location.kind.in_(paces.FOR_SALE))
        .where(Stock.quantity > NOTHING, LotRecord.expires_on <= last)
    )
    return connection.execute(found).scalar_one()


#: Only goods one of whose lots is below zero can be below zero: those are few, and found by their index.
_BELOW = text(
    """
SELECT COUNT(*) FROM (
  SELECT s.product_id, s.location_id FROM stock s
  WHERE (s.product_id, s.location_id) IN (
    SELECT b.product_id, b.location_id FROM stock b JOIN locations p ON p.id = b.location_id
    WHERE b.quantity < 0 AND p.branch_id IN :branches
  )
  GROUP BY s.product_id, s.location_id HAVING SUM(s.quantity) < 0
) AS below
"""
).bindparams(bindparam("branches", expanding=True))


def below_zero(connection: Connection, branches: Collection[int]) -> int:
    """How many goods a place has less than nothing of."""
    return int(connection.execute(_BELOW, {"branches": list(branches)}).scalar_one())


def unknown_prints(connection: Connection) -> int:
    """How many slips nobody knows of whether they stand on paper, of every till."""
    found = select(func.count()).select_from(PrintJob).where(text(OPEN), PrintJob.state == JobState.UNKNOWN)
    return connection.execute(found).scalar_one()


def counts_under_way(connection: Connection, branches: Collection[int]) -> int:
    """How many counts were begun and are neither booked nor given up."""
    under_way = CountSession.state.in_((State.COUNTING, State.REVIEW))
    found = select(func.count()).select_from(CountSession).where(CountSession.branch_id.in_(branches), under_way)
    return connection.execute(found).scalar_one()


def shelves_due(connection: Connection, branches: Collection[int], now: datetime) -> int:
    """How many shelves were not counted for so long that it is their turn; none in a shop that counts no shelves."""
    counted = (
        select(CountSession.scope, CountSession.scope_key, func.max(CountSession.ended_at))
        .where(CountSession.branch_id.in_(branches), CountSession.state == State.CLOSED)
        .where(CountSession.scope.in_((Scope.ALL, Scope.SHELF)))
        .group_by(CountSession.scope, CountSession.scope_key)
    )
    ended = {(scope, key): at for scope, key, at in connection.execute(counted) if at is not None}
    if not ended:
        return 0
    since = now - timedelta(days=COUNT_EVERY)
    whole = max((at for (scope, _key), at in ended.items() if scope is Scope.ALL), default=None)
    if whole is not None and whole >= since:
        return 0
    names = [name for name, _goods in count_choices.shelves(connection) if name]
    return sum(1 for name in names if (at := ended.get((Scope.SHELF, name))) is None or at < since)


def funds_to_reconcile(connection: Connection, branches: Collection[int], last: date) -> int:
    """How many sums of QRIS and transfers at a close of the last days nobody found in the app, or found otherwise."""
    kept = ShiftTenderCount
    found = (
        select(func.count())
        .select_from(kept)
        .join(ShiftClose, ShiftClose.document_id == kept.document_id)
        .join(ShiftRecord, ShiftRecord.document_id == ShiftClose.shift_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .where(Till.branch_id.in_(branches))
        .where(ShiftRecord.business_date.between(last - timedelta(days=LOOKED_BACK - 1), last))
        .where(kept.seen.is_(None) | (kept.seen != kept.expected))
    )
    return connection.execute(found).scalar_one()


def owed_to_makers(connection: Connection, branches: Collection[int]) -> Rupiah:
    """What makers are owed, those who owe left out."""
    hers = (
        select(summed(PartyBalance.amount))
        .where(PartyBalance.account_id == ACCOUNT_IDS[Role.OWED_TO_MAKERS], PartyBalance.branch_id.in_(branches))
        .group_by(PartyBalance.party_id)
    )
    return -total(amount for amount in connection.execute(hers).scalars() if amount < ZERO)


@dataclass(frozen=True, slots=True)
class TillNow:
    """A till's drawer: its open shift, or what its last close left in it."""

    name: str
    shift: Shift | None
    left: Rupiah


def tills_now(connection: Connection, branches: Collection[int]) -> list[TillNow]:
    """Every till of the branches that has a shift open or cash in it, by code."""
    from koperasi import shifts

    found = (
        select(Till.name, TillDrawer.shift_id, TillDrawer.left_in_drawer)
        .join(TillDrawer, TillDrawer.till_id == Till.id)
        .where(Till.branch_id.in_(branches), Till.retired_at.is_(None))
        .order_by(Till.code)
    )
    rows = connection.execute(found).all()
    return [
        TillNow(name, None if shift is None else shifts.by_id(connection, shift), left)
        for name, shift, left in rows
        if shift is not None or left
    ]


@dataclass(frozen=True, slots=True)
class Named:
    """What a list of sold goods calls one."""

    code: str
    name: str
    unit: str
    consigned: bool


def named(connection: Connection, products: Collection[int]) -> dict[int, Named]:
    """Goods by their ids."""
    columns = (Product.id, Product.code, Product.name, Product.base_unit, Product.maker_id)
    rows: Any = connection.execute(select(*columns).where(Product.id.in_(products)))
    return {key: Named(code, name, unit, maker is not None) for key, code, name, unit, maker in rows}


@dataclass(frozen=True, slots=True)
class Begun:
    """How far a new shop has come: whether it has goods, stock, makers' goods, and ever sold anything."""

    goods: bool
    stock: bool
    makers: bool
    sold: bool


def begun(connection: Connection) -> Begun:
    """What there is already, asked by one look at each table."""
    there = (
        select(Product.id),
        select(Stock.product_id),
        select(Product.id).where(Product.maker_id.is_not(None)),
        select(Sale.document_id),
    )
    return Begun(*(connection.execute(each.limit(1)).first() is not None for each in there))
