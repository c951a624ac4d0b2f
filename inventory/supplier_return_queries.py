"""What is read for supplier returns: what of a supplier's goods is still there, and what went back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from inventory.locations import Location, LocationKind
from inventory.lots import LotRecord, UnitCost
from inventory.products import Product
from inventory.purchases import Purchase
from inventory.stock import Stock
from inventory.supplier_return_facts import Settled, SupplierReturnLine, SupplierReturnRecord
from koperasi.documents import Document
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class Returnable:
    """What is left of a lot at a place, and the purchase it came with."""

    lot_id: int
    product_id: int
    code: str
    name: str
    base_unit: str
    quantity: Quantity
    value: Rupiah
    expires_on: date | None
    purchase_id: int
    number: str
    bought_on: date

    def cost_of(self, quantity: Quantity) -> Rupiah:
        """What so much of it cost, half up."""
        return UnitCost(self.value, self.quantity).of(quantity)


@dataclass(frozen=True, slots=True)
class Went:
    """A line of a posted return."""

    name: str
    unit: str
    quantity: Quantity
    credit: Rupiah
    cost: Rupiah


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A posted return, as a list and its paper tell it."""

    document_id: int
    number: str
    at: datetime
    business_date: date
    supplier: str
    settled: Settled
    credit: Rupiah
    cost: Rupiah
    reason: str
    by: str
    #: It was keyed wrong and taken back.
    reversed: bool = False
    lines: tuple[Went, ...] = ()


def returnable(connection: Connection, supplier_id: int | None, location_id: int, limit: int = 500) -> list[Returnable]:
    """What is left at a place of what a supplier brought, by name and what expires first.

    Without a supplier: of what was bought from nobody named.
    """
    whose = Purchase.supplier_id.is_(None) if supplier_id is None else Purchase.supplier_id == supplier_id
    found = (
        select(
            Stock.lot_id,
            Stock.product_id,
            Product.code,
            Product.name,
            Product.base_unit,
            Stock.quantity,
            Stock.value,
            LotRecord.expires_on,
            LotRecord.document_id,
            Document.number,
            Document.business_date,
        )
        .select_from(Purchase)
        .join(LotRecord, LotRecord.document_id == Purchase.document_id)
        .join(Stock, (Stock.product_id == LotRecord.product_id) & (Stock.lot_id == LotRecord.id))
        .join(Document, Document.id == Purchase.document_id)
        .join(Product, Product.id == Stock.product_id)
        .where(whose, Stock.location_id == location_id, Stock.quantity > NOTHING, LotRecord.owner_id.is_(None))
        .order_by(Product.name, LotRecord.expires_on, Stock.lot_id)
        .limit(limit)
    )
    return [Returnable(*row) for row in connection.execute(found)]


def places(connection: Connection, branch_id: int) -> list[tuple[int, LocationKind, str]]:
    """Where goods may be taken from to go back: shelf, back room, damaged goods; id, kind, name."""
    kinds = (LocationKind.SHELF, LocationKind.BACK_ROOM, LocationKind.QUARANTINE)
    found = (
        select(Location.id, Location.kind, Location.name)
        .where(Location.branch_id == branch_id, Location.kind.in_(kinds), Location.retired_at.is_(None))
        .order_by(Location.id)
    )
    rows = [(row[0], row[1], row[2]) for row in connection.execute(found)]
    return sorted(rows, key=lambda row: kinds.index(row[1]))


Reversal = aliased(Document)
_HEADS = (
    select(
        SupplierReturnRecord.document_id,
        Document.number,
        Document.at,
        Document.business_date,
        Party.name.label("supplier"),
        SupplierReturnRecord.settled,
        SupplierReturnRecord.credit,
        SupplierReturnRecord.cost,
        SupplierReturnRecord.reason,
        User.name.label("by"),
        Reversal.id.is_not(None).label("reversed"),
    )
    .join(Document, Document.id == SupplierReturnRecord.document_id)
    .join(User, User.id == Document.by_id)
    .outerjoin(Party, Party.id == SupplierReturnRecord.supplier_id)
    .outerjoin(Reversal, Reversal.reverses_id == SupplierReturnRecord.document_id)
)


def _given(row: Any, lines: tuple[Went, ...] = ()) -> GivenBack:
    head = (*row[:4], row.supplier or "", *row[5:10], bool(row.reversed))
    return replace(GivenBack(*head), lines=lines)


def told(connection: Connection, document_id: int) -> GivenBack:
    """A posted return with its lines."""
    row = connection.execute(_HEADS.where(SupplierReturnRecord.document_id == document_id)).one()
    found = (
        select(
            Product.name,
            SupplierReturnLine.unit,
            SupplierReturnLine.quantity,
            SupplierReturnLine.credit,
            SupplierReturnLine.cost,
        )
        .join(Product, Product.id == SupplierReturnLine.product_id)
        .where(SupplierReturnLine.document_id == document_id)
        .order_by(SupplierReturnLine.line)
    )
    lines = tuple(Went(*each) for each in connection.execute(found))
    return _given(row, lines)


def between(connection: Connection, branch_id: int, first: date, last: date) -> list[GivenBack]:
    """The returns of some days, without their lines, in the order of their days."""
    days = Document.business_date.between(first, last)
    found = _HEADS.where(days, Document.branch_id == branch_id).order_by(Document.business_date, Document.id)
    return [_given(row) for row in connection.execute(found)]


def latest(connection: Connection, branch_id: int, limit: int = 100) -> list[GivenBack]:
    """The last returns of a branch, the newest first."""
    found = _HEADS.where(Document.branch_id == branch_id).order_by(Document.posted_at.desc(), Document.id.desc())
    return [_given(row) for row in connection.execute(found.limit(limit))]
