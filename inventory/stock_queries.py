"""What the office reads of the goods ledger, as frozen rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select

from inventory import costs, lookups
from inventory.lots import UnitCost
from inventory.products import Category, Product, ProductKind
from inventory.stock import Move, ProductStock, Reason, Stock
from koperasi.bulk import Prepared
from koperasi.columns import among, summed
from koperasi.documents import Document
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity


@dataclass(frozen=True, slots=True)
class OnHand:
    """How much of a good there is (base units), what it cost and what it sells for; below zero too."""

    code: str
    name: str
    category: str
    unit: str
    quantity: Quantity
    value: Rupiah
    price: Rupiah | None
    owner: str
    min_stock: Quantity


_LAST_COSTS = Prepared(
    select(ProductStock.product_id, ProductStock.cost_value, ProductStock.cost_quantity).where(
        ProductStock.location_id == bindparam("location"), among(ProductStock.product_id, "products")
    )
)


def last_costs(connection: Connection, location_id: int, products: Collection[int]) -> dict[int, UnitCost]:
    """What goods cost when they last came in, else by the catalogue; one never priced is missing."""
    rows = _LAST_COSTS.rows(connection, location=location_id, products=list(products))
    known = {product: UnitCost(value, quantity) for product, value, quantity in rows if quantity}
    unknown = [product for product in products if product not in known]
    return known | costs.of_products(connection, unknown) if unknown else known


def on_hand(connection: Connection, period: Period) -> list[OnHand]:
    """Every good with a stock, by name; retired ones while something is left."""
    sums = {row[0]: (row[1], row[2]) for row in connection.execute(_LEFT)}
    prices = lookups.retail_prices(connection, period.last)
    base_units = {units[0].product_id: units[0].unit_id for units in lookups.read(connection).units.values()}
    found = (
        select(Product, Category.name.label("category"), Party.name.label("owner"))
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(Party, Party.id == Product.maker_id)
        .where(Product.kind == ProductKind.GOODS)
        .order_by(Product.name, Product.code)
    )
    rows = []
    for row in connection.execute(found.with_only_columns(*_GOOD, Category.name, Party.name)):
        product_id, code, name, unit, min_stock, retired_at, category, owner = row
        quantity, value = sums.get(product_id, (NOTHING, ZERO))
        if retired_at is None or quantity:
            price = prices.get(base_units.get(product_id, 0))
            rows.append(OnHand(code, name, category or "", unit, quantity, value, price, owner or "", min_stock))
    return rows


def quantities(connection: Connection, products: Collection[int]) -> dict[int, Quantity]:
    """How much there is of these goods (base units); goods that never moved are left out."""
    found = select(Stock.product_id, summed(Stock.quantity)).where(Stock.product_id.in_(products))
    return dict(connection.execute(found.group_by(Stock.product_id)).all())


_LEFT = select(Stock.product_id, summed(Stock.quantity), summed(Stock.value)).group_by(Stock.product_id)
_GOOD = (Product.id, Product.code, Product.name, Product.base_unit, Product.min_stock, Product.retired_at)


@dataclass(frozen=True, slots=True)
class CardRow:
    """A move on a good's stock card, and what there was after it."""

    business_date: date
    number: str
    reason: Reason
    quantity: Quantity
    value: Rupiah
    left: Quantity


def card(connection: Connection, product_id: int, period: Period) -> list[CardRow]:
    """A good's moves in the order they were posted; those before the days only count for what was left."""
    found = (
        select(Document.business_date, Document.number, Move.reason, Move.quantity, Move.value)
        .join(Document, Document.id == Move.document_id)
        .where(Move.product_id == product_id, Document.business_date <= period.last)
        .order_by(Document.business_date, Document.posted_at, Document.id, Move.id)
    )
    rows, left = [], NOTHING
    for day, number, reason, quantity, value in connection.execute(found):
        left += quantity
        if day >= period.first and quantity:
            rows.append(CardRow(day, number, reason, quantity, value, left))
    return rows


@dataclass(frozen=True, slots=True)
class Moved:
    """What came and went of a good in some days (base units)."""

    code: str
    name: str
    unit: str
    before: Quantity
    received: Quantity
    sold: Quantity
    returned: Quantity

    @property
    def after(self) -> Quantity:
        return self.before + self.received - self.sold + self.returned


_RETURNED = frozenset({Reason.SALE_RETURN})
_SOLD = frozenset({Reason.SALE})


def movements(connection: Connection, period: Period) -> list[Moved]:
    """Every good that had stock before the days or moved in them, by name."""
    earlier = (
        select(Move.product_id, summed(Move.quantity))
        .join(Document, Document.id == Move.document_id)
        .where(Document.business_date < period.first)
        .group_by(Move.product_id)
    )
    before = dict(connection.execute(earlier).all())
    moved: dict[int, dict[Reason, Quantity]] = {}
    in_days = (
        select(Move.product_id, Move.reason, summed(Move.quantity))
        .join(Document, Document.id == Move.document_id)
        .where(Document.business_date.between(period.first, period.last))
        .group_by(Move.product_id, Move.reason)
    )
    for product_id, reason, quantity in connection.execute(in_days):
        moved.setdefault(product_id, {})[reason] = quantity
    goods = select(Product.id, Product.code, Product.name, Product.base_unit).order_by(Product.name, Product.code)
    return [
        _moved(row.code, row.name, row.base_unit, before.get(row.id, NOTHING), moved.get(row.id, {}))
        for row in connection.execute(goods)
        if before.get(row.id) or row.id in moved
    ]


def _moved(code: str, name: str, unit: str, before: Quantity, by_reason: dict[Reason, Quantity]) -> Moved:
    def of(reasons: frozenset[Reason]) -> Quantity:
        return Quantity(sum(each.thousandths for reason, each in by_reason.items() if reason in reasons))

    received = frozenset(Reason) - _SOLD - _RETURNED
    return Moved(code, name, unit, before, of(received), -of(_SOLD), of(_RETURNED))
