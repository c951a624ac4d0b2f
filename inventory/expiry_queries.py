"""Lots with dates, as frozen rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, select, text

from inventory import expiries, paces, price_queries
from inventory.expiries import Dated, Left
from inventory.locations import Location
from inventory.lots import LotRecord
from inventory.products import Category, Price, PriceRule, Product, ProductUnit
from inventory.stock import Stock
from koperasi import parties
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity

_DATED = (
    select(
        Product.id,
        Product.code,
        Product.name,
        Product.base_unit,
        Product.category_id,
        Category.name,
        Product.maker_id,
        Party.title,
        Party.name,
        Product.food,
        Location.id,
        Location.name,
        LotRecord.id,
        LotRecord.batch,
        LotRecord.received_on,
        LotRecord.expires_on,
        Stock.quantity,
        Stock.value,
    )
    .join(LotRecord, LotRecord.id == Stock.lot_id)
    .join(Location, Location.id == Stock.location_id)
    .join(Product, Product.id == Stock.product_id)
    .outerjoin(Category, Category.id == Product.category_id)
    .outerjoin(Party, Party.id == Product.maker_id)
    .where(text("stock.quantity <> 0"), Stock.quantity > NOTHING)
    .order_by(LotRecord.expires_on, Product.name, LotRecord.id)
)


def dated(connection: Connection, branch_id: int, last: date) -> list[Dated]:
    """What expires by a day of what a branch has for sale, first-expired first."""
    places = Location.branch_id == branch_id, Location.kind.in_(paces.FOR_SALE)
    found = []
    for row in connection.execute(_DATED.where(LotRecord.expires_on <= last, *places)):
        product, code, name, unit, category_id, category, maker_id, title, maker, food, *rest = row
        called = parties.called(title, maker) if maker else ""
        found.append(Dated(product, code, name, unit, category_id, category or "", maker_id, called, bool(food), *rest))
    return found


def near(connection: Connection, period: Period, days: int, pace_days: int) -> list[Dated]:
    """What expires within so many days of the period's last day (what has already is among it), with its pace."""
    branch, today = period.branch, period.last
    lots = dated(connection, branch.id, today + timedelta(days=days))
    if not lots:
        return []
    there = paces.on_hand(connection, paces.locations_for_sale(connection, branch.id))
    known = paces.read(connection, branch.id, today, pace_days, there).by_product
    daily = {lot.product_id: known[lot.product_id].daily for lot in lots if lot.product_id in known}
    return _priced(connection, today, expiries.reckoned(lots, daily, today))


def _priced(connection: Connection, day: date, lots: list[Dated]) -> list[Dated]:
    """With what a base unit sells for to everybody."""
    prices: dict[int, Rupiah] = {}
    for part in price_queries.parts(sorted({lot.product_id for lot in lots})):
        found = (
            select(ProductUnit.product_id, Price.price)
            .join(Price, Price.product_unit_id == ProductUnit.id)
            .where(ProductUnit.product_id.in_(part), ProductUnit.place == 0, ProductUnit.retired_at.is_(None))
            .where(Price.rule == PriceRule.RETAIL, Price.price_class == "", Price.min_quantity == NOTHING)
            .where(Price.branch_id.is_(None), Price.retired_at.is_(None))
            .where(Price.valid_until.is_(None) | (Price.valid_until >= day))
            .where(Price.valid_from.is_(None) | (Price.valid_from <= day))
            # Of several the one that goes on longest is the usual one: it comes last.
            .order_by(Price.valid_until.is_(None), Price.valid_until, Price.id)
        )
        prices |= dict(connection.execute(found).all())
    return [replace(lot, price=prices.get(lot.product_id)) for lot in lots]


_LEFT = (
    select(Stock.product_id, Stock.quantity, LotRecord.expires_on)
    .join(LotRecord, LotRecord.id == Stock.lot_id)
    .join(Location, Location.id == Stock.location_id)
    .join(Product, Product.id == Stock.product_id)
    .where(Location.kind.in_(paces.FOR_SALE))
    .where(Product.food.is_(True))
    .where(text("stock.quantity <> 0"))
)


def barred(connection: Connection, branch_id: int, products: Collection[int], day: date) -> set[int]:
    """Those of the goods that are eaten or drunk and of which all that the branch has for sale has expired.

    A good that is fresh in the back room is not barred: what lies on the counter may be of it.
    """
    lots: dict[int, list[Left]] = {}
    here = _LEFT.where(Location.branch_id == branch_id, Stock.product_id.in_(products))
    for product_id, quantity, until in connection.execute(here):
        lots.setdefault(product_id, []).append((quantity, until))
    return {product for product, left in lots.items() if expiries.all_expired(left, day)}


def fresh_beside(connection: Connection, branch_id: int, products: Collection[int], last: date) -> dict[int, Quantity]:
    """How much of these goods a branch has for sale that keeps longer than a day, or bears no date."""
    found = (
        select(Stock.product_id, Stock.quantity)
        .join(LotRecord, LotRecord.id == Stock.lot_id)
        .join(Location, Location.id == Stock.location_id)
        .where(Location.branch_id == branch_id, Location.kind.in_(paces.FOR_SALE), Stock.product_id.in_(products))
        .where(text("stock.quantity <> 0"), Stock.quantity > NOTHING)
        .where((LotRecord.expires_on.is_(None)) | (LotRecord.expires_on > last))
    )
    fresh: dict[int, Quantity] = {}
    for product_id, quantity in connection.execute(found):
        fresh[product_id] = fresh.get(product_id, NOTHING) + quantity
    return fresh
