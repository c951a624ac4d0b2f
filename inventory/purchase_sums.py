"""What was bought, summed: by supplier, day and good; and the costs that moved.

Purchases that were taken back are never counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from inventory.lots import UnitCost
from inventory.products import Category, Price, Product, ProductUnit
from inventory.purchase_terms import CostAlarm
from inventory.purchases import Purchase, PurchaseLine
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import Quantity


@dataclass(frozen=True, slots=True)
class BoughtFrom:
    """What was bought from a supplier; "" where none was named."""

    code: str
    name: str
    papers: int
    total: Rupiah


def _counting(period: Period) -> tuple[Any, ...]:
    """Purchases of a period's days that were not taken back."""
    reversed_ones = select(Document.reverses_id).where(Document.reverses_id.is_not(None))
    return (
        Document.kind == Kind.PURCHASE,
        Document.branch_id == period.branch.id,
        Document.business_date.between(period.first, period.last),
        Document.id.not_in(reversed_ones),
    )


def by_supplier(connection: Connection, period: Period) -> list[BoughtFrom]:
    """What was bought from whom, the largest first."""
    code, name = func.coalesce(Party.code, ""), func.coalesce(Party.name, "")
    found = (
        select(code, name, func.count(), summed(Purchase.total))
        .select_from(Document)
        .join(Purchase, Purchase.document_id == Document.id)
        .outerjoin(Party, Party.id == Purchase.supplier_id)
        .where(*_counting(period))
        .group_by(Purchase.supplier_id, Party.code, Party.name)
    )
    rows: Iterable[Any] = connection.execute(found)
    return sorted((BoughtFrom(*row) for row in rows), key=lambda each: (-each.total.amount, each.name, each.code))


def by_day(connection: Connection, period: Period) -> list[tuple[date, int, Rupiah]]:
    """Day, papers and what was bought on it."""
    found = (
        select(Document.business_date, func.count(), summed(Purchase.total))
        .join(Purchase, Purchase.document_id == Document.id)
        .where(*_counting(period))
        .group_by(Document.business_date)
        .order_by(Document.business_date)
    )
    return [(day, papers, money) for day, papers, money in connection.execute(found)]


@dataclass(frozen=True, slots=True)
class BoughtGood:
    """What was bought of a good in its base unit, and what it cost altogether."""

    code: str
    name: str
    category: str
    unit: str
    papers: int
    quantity: Quantity
    cost: Rupiah


def by_good(connection: Connection, period: Period) -> list[BoughtGood]:
    """What was bought of which good, the largest cost first."""
    line = PurchaseLine
    found = (
        select(
            Product.code,
            Product.name,
            func.coalesce(Category.name, ""),
            Product.base_unit,
            func.count(Document.id.distinct()),
            summed(line.base_quantity),
            summed(line.cost),
        )
        .select_from(Document)
        .join(line, line.document_id == Document.id)
        .join(Product, Product.id == line.product_id)
        .outerjoin(Category, Category.id == Product.category_id)
        .where(*_counting(period))
        .group_by(Product.id, Product.code, Product.name, Category.name, Product.base_unit)
    )
    rows: Iterable[Any] = connection.execute(found)
    return sorted((BoughtGood(*row) for row in rows), key=lambda each: (-each.cost.amount, each.name))


@dataclass(frozen=True, slots=True)
class MovedCost:
    """A good whose cost moved, with nobody having set a price of it since."""

    business_date: date
    number: str
    supplier: str
    code: str
    name: str
    unit: str
    was: UnitCost
    now: UnitCost
    price: Rupiah | None
    past_price: bool


def moved_costs(connection: Connection, period: Period) -> list[MovedCost]:
    """The cost alarms of a period's days that no new price has answered, newest first."""
    priced = (
        select(Price.id)
        .join(ProductUnit, ProductUnit.id == Price.product_unit_id)
        .where(ProductUnit.product_id == CostAlarm.product_id, Price.set_at > Document.at)
        .exists()
    )
    retail = (
        select(Price.price)
        .join(ProductUnit, ProductUnit.id == Price.product_unit_id)
        .where(ProductUnit.product_id == CostAlarm.product_id, ProductUnit.place == 0, ProductUnit.retired_at.is_(None))
        .where(Price.retired_at.is_(None), Price.rule == "retail", Price.branch_id.is_(None), Price.price_class == "")
        .where(Price.valid_from.is_(None) | (Price.valid_from <= period.last))
        .where(Price.valid_until.is_(None) | (Price.valid_until >= period.last))
        # Of several the one that goes on longest is the usual one.
        .order_by(Price.valid_until.is_(None).desc(), Price.valid_until.desc(), Price.id.desc())
        .limit(1)
        .correlate(CostAlarm)
        .scalar_subquery()
    )
    alarm = CostAlarm
    found = (
        select(Document.business_date, Document.number, func.coalesce(Party.name, ""))
        .add_columns(Product.code, Product.name, Product.base_unit)
        .add_columns(alarm.was_value, alarm.was_quantity, alarm.now_value, alarm.now_quantity)
        .add_columns(retail, alarm.past_price)
        .join(alarm, alarm.document_id == Document.id)
        .join(Product, Product.id == alarm.product_id)
        .outerjoin(Party, Party.id == Document.party_id)
        .where(*_counting(period), ~priced)
        .order_by(Document.business_date.desc(), Document.id.desc(), Product.name)
    )
    return [_moved(row) for row in connection.execute(found)]


def _moved(row: Any) -> MovedCost:
    was, now = UnitCost(row.was_value, row.was_quantity), UnitCost(row.now_value, row.now_quantity)
    return MovedCost(row[0], row[1], row[2], row[3], row[4], row[5], was, now, row[10], row[11])
