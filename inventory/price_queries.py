"""What is read of prices: goods to be priced with what they cost, and how their prices came about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, union

from inventory import costs as list_costs
from inventory import queries, searching
from inventory.goods import PriceLine
from inventory.locations import Location
from inventory.lots import UnitCost
from inventory.price_rules import NO_COST, Priced
from inventory.products import Price, Product, ProductUnit
from inventory.purchases import Purchase, PurchaseLine
from inventory.stock import ProductStock
from inventory.suppliers import SupplierGoodRecord
from koperasi.bulk import Prepared
from koperasi.columns import among
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import Quantity
from koperasi.users import User

AT_ONCE = 1_000
FOUND = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """Which goods: of a category, of a supplier, found by words; those narrow each other."""

    words: str = ""
    category_id: int | None = None
    supplier_id: int | None = None

    @property
    def empty(self) -> bool:
        return not (self.words.strip() or self.category_id or self.supplier_id)


@dataclass(frozen=True, slots=True)
class PriceSet:
    """A price as it was set: from when to when it held, who set it and why."""

    product_id: int
    code: str
    name: str
    unit: str
    line: PriceLine
    set_at: datetime | None
    set_by: str
    why: str
    retired_at: datetime | None

    @property
    def begins(self) -> date:
        """From when it holds; the day it was set, where it held at once."""
        return self.line.valid_from or (self.set_at.date() if self.set_at else date.min)

    def state(self, day: date) -> str:
        """`past`, `now`, `planned`, or `dropped` (it never held)."""
        if self.retired_at is not None:
            begun = self.line.valid_from is None or self.line.valid_from <= self.retired_at.date()
            return "past" if begun else "dropped"
        if self.line.valid_until is not None and self.line.valid_until < day:
            return "past"
        return "planned" if self.line.valid_from is not None and self.line.valid_from > day else "now"


_LAST_COSTS = Prepared(
    select(ProductStock.product_id, ProductStock.cost_value, ProductStock.cost_quantity)
    .join(Location, Location.id == ProductStock.location_id)
    .where(Location.branch_id == bindparam("branch"), among(ProductStock.product_id, "products"))
    .where(ProductStock.cost_quantity > Quantity(0))
    .order_by(ProductStock.last_lot_id)
)


def costs(connection: Connection, branch_id: int, products: Collection[int]) -> dict[int, UnitCost]:
    """What goods cost when they last came to any place of a branch, else what the catalogue says.

    Goods that nobody knows a cost of are not in it.
    """
    rows = _LAST_COSTS.rows(connection, branch=branch_id, products=list(products))
    # What came in for nothing says nothing of what it costs.
    known = {product: UnitCost(value, quantity) for product, value, quantity in rows if value}
    missing = [product for product in products if product not in known]
    for part in parts(missing):
        known |= list_costs.of_products(connection, part)
    return known


def parts(ids: Sequence[int], size: int = AT_ONCE) -> Iterator[Sequence[int]]:
    """So many ids at once as one statement takes well."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def chosen(connection: Connection, choice: Choice, limit: int = AT_ONCE) -> list[int]:
    """The ids of the goods in use that are chosen, by name; those found by words best first."""
    record = select(Product.id).where(Product.retired_at.is_(None))
    if choice.category_id is not None:
        record = record.where(Product.category_id == choice.category_id)
    if choice.supplier_id is not None:
        record = record.where(Product.id.in_(_sold_by(choice.supplier_id)))
    if not choice.words.strip():
        return list(connection.execute(record.order_by(Product.name, Product.code).limit(limit)).scalars())
    found = [each.good.product_id for each in queries.find_code(connection, choice.words)]
    found += searching.find(connection, choice.words, max(limit, FOUND))
    among_them = set(connection.execute(record.where(Product.id.in_(set(found)))).scalars())
    return [each for each in dict.fromkeys(found) if each in among_them][:limit]


def _sold_by(supplier_id: int) -> Any:
    """What was bought from a supplier, or is written down as hers."""
    bought = (
        select(PurchaseLine.product_id)
        .join(Purchase, Purchase.document_id == PurchaseLine.document_id)
        .where(Purchase.supplier_id == supplier_id)
    )
    written = (
        select(ProductUnit.product_id)
        .join(SupplierGoodRecord, SupplierGoodRecord.product_unit_id == ProductUnit.id)
        .where(SupplierGoodRecord.supplier_id == supplier_id, SupplierGoodRecord.retired_at.is_(None))
    )
    return union(bought, written)


_CEILINGS = Prepared(
    select(Product.id, Product.ceiling_price).where(among(Product.id, "products"), Product.ceiling_price.is_not(None))
)


def priced(connection: Connection, branch_id: int, products: Sequence[int]) -> list[Priced]:
    """Goods with their prices, costs and ceilings, in the order they are asked for."""
    found: dict[int, Priced] = {}
    for part in parts(products):
        goods = queries.goods(connection, part)
        known = costs(connection, branch_id, part)
        ceilings: dict[int, Rupiah] = dict(_CEILINGS.rows(connection, products=list(part)))
        for number, good in goods.items():
            what = (number, good.code, good.name, good.units, known.get(number, NO_COST), good.maker_id is not None)
            found[number] = Priced(*what, ceilings.get(number))
    return [found[each] for each in products if each in found]


_SET = (
    select(
        Product.id,
        Product.code,
        Product.name,
        ProductUnit.name.label("unit"),
        Price.rule,
        Price.price,
        Price.min_quantity,
        Price.price_class,
        Price.branch_id,
        Price.valid_from,
        Price.valid_until,
        Price.set_at,
        User.name.label("set_by"),
        Price.why,
        Price.retired_at,
    )
    .select_from(Price)
    .join(ProductUnit, ProductUnit.id == Price.product_unit_id)
    .join(Product, Product.id == ProductUnit.product_id)
    .outerjoin(User, User.id == Price.set_by_id)
)


def history(connection: Connection, product_id: int) -> list[PriceSet]:
    """Every price a good ever had, and those planned, unit by unit, the newest first."""
    found = _SET.where(ProductUnit.product_id == product_id).order_by(ProductUnit.place, Price.id.desc())
    rows = [_price_set(row) for row in connection.execute(found)]
    units = list(dict.fromkeys(each.unit for each in rows))
    return sorted(rows, key=lambda each: (-units.index(each.unit), each.begins), reverse=True)


def changes(connection: Connection, period: Period) -> list[PriceSet]:
    """The prices that were set on these days, or begin on them, by goods."""
    first, last = _instants(period)
    during = Price.set_at.between(first, last) | Price.valid_from.between(period.first, period.last)
    return [_price_set(row) for row in connection.execute(_SET.where(during).order_by(Product.name, Price.id))]


def _instants(period: Period) -> tuple[datetime, datetime]:
    """The first and last moment of a period, on the branch's clock, in UTC."""
    noon = datetime(period.first.year, period.first.month, period.first.day, 12, tzinfo=UTC)
    shift = period.branch.local(noon).utcoffset() or timedelta()
    start = datetime(period.first.year, period.first.month, period.first.day, tzinfo=UTC) - shift
    end = datetime(period.last.year, period.last.month, period.last.day, tzinfo=UTC) - shift + timedelta(days=1)
    return start, end - timedelta(microseconds=1)


def _price_set(row: Any) -> PriceSet:
    product_id, code, name, unit, *line, set_at, set_by, why, retired_at = row
    return PriceSet(product_id, code, name, unit, PriceLine(*line), set_at, set_by or "", why or "", retired_at)
