"""The list of goods as the office reads it: ids in order first, then a page of rows.

At 100,000 goods the order is one walk along an index, and only the rows in sight are read
with their prices, stock and costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Select, func, select, text

from inventory import locations, margins, product_states, queries, stock_queries
from inventory.goods import ProductKind
from inventory.lots import UnitCost
from inventory.product_states import RETAIL
from inventory.products import Category, Product, ProductUnit
from inventory.stock import Stock
from koperasi import parties
from koperasi.columns import summed
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING, ONE, Quantity

#: So many goods a search finds at most; who looks for more narrows it down.
MOST_FOUND = 500
PAGE = 50
#: At once asked of the database: SQLite takes 32,766 values in a statement.
AT_ONCE = 5_000


class Show(StrEnum):
    """Which goods are listed."""

    ALL = "all"
    OWNED = "owned"
    CONSIGNED = "consigned"
    BELOW_MINIMUM = "below-minimum"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is to show."""

    words: str = ""
    category_id: int | None = None
    show: Show = Show.ALL


@dataclass(frozen=True, slots=True)
class ListedGood:
    """A good in its base unit: what it sells for, how much there is, what is earned on it."""

    product_id: int
    code: str
    name: str
    category: str
    unit: str
    price: Rupiah | None
    on_hand: Quantity
    min_stock: Quantity
    cost: Rupiah | None
    maker: str
    service: bool
    archived: bool

    @property
    def margin_bps(self) -> int | None:
        """In basis points of the price; None where price or cost is unknown, or it is a maker's."""
        return None if self.maker else margins.margin_bps(self.price, self.cost)

    @property
    def below_minimum(self) -> bool:
        return self.min_stock > NOTHING and self.on_hand < self.min_stock


_LEFT = (
    select(summed(Stock.quantity))
    .where(Stock.product_id == Product.id, text("stock.quantity <> 0"))
    .correlate(Product)
    .scalar_subquery()
)


def ids(connection: Connection, wanted: Wanted) -> tuple[int, ...]:
    """The goods to be listed: by name, or as the search ranks them."""
    conditions = _conditions(wanted)
    words = wanted.words.strip()
    if not words:
        found = select(Product.id).where(*conditions).order_by(Product.name, Product.code)
        return tuple(connection.execute(found).scalars())
    if wanted.show is Show.ARCHIVED:
        return tuple(connection.execute(_archived(conditions, words)).scalars())
    ranked = queries.found_ids(connection, words, MOST_FOUND)
    fitting = set(connection.execute(select(Product.id).where(Product.id.in_(ranked), *conditions)).scalars())
    return tuple(each for each in ranked if each in fitting)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    archived = wanted.show is Show.ARCHIVED
    found: list[ColumnElement[bool]] = [Product.retired_at.is_not(None) if archived else Product.retired_at.is_(None)]
    if wanted.category_id is not None:
        found.append(Product.category_id == wanted.category_id)
    if wanted.show is Show.OWNED:
        found.append(Product.maker_id.is_(None))
    if wanted.show is Show.CONSIGNED:
        found.append(Product.maker_id.is_not(None))
    if wanted.show is Show.BELOW_MINIMUM:
        found += [Product.min_stock > NOTHING, Product.kind == ProductKind.GOODS, Product.min_stock > _LEFT]
    return found


def _archived(conditions: list[ColumnElement[bool]], words: str) -> Select[int]:
    """Archived goods are in no index: their names and codes are read through."""
    found = select(Product.id).where(*conditions).order_by(Product.name, Product.code).limit(MOST_FOUND)
    for word in words.casefold().split():
        name = func.lower(Product.name).contains(word, autoescape=True)
        found = found.where(name | func.lower(Product.code).startswith(word, autoescape=True))
    return found


def rows(connection: Connection, products: Sequence[int], branch_id: int, day: date) -> list[ListedGood]:
    """The goods of these ids, in their order, whatever their number."""
    found: list[ListedGood] = []
    for start in range(0, len(products), AT_ONCE):
        found += _some(connection, products[start : start + AT_ONCE], branch_id, day)
    return found


_KNOWN = (
    select(
        Product.id,
        Product.code,
        Product.name,
        Category.name.label("category"),
        ProductUnit.name.label("unit"),
        ProductUnit.id.label("unit_id"),
        Product.min_stock,
        Product.kind,
        Product.retired_at,
        Party.title,
        Party.name.label("maker"),
    )
    .join(ProductUnit, (ProductUnit.product_id == Product.id) & (ProductUnit.place == 0))
    .outerjoin(Category, Category.id == Product.category_id)
    .outerjoin(Party, Party.id == Product.maker_id)
)


def _some(connection: Connection, products: Sequence[int], branch_id: int, day: date) -> list[ListedGood]:
    known = {row.id: row for row in connection.execute(_KNOWN.where(Product.id.in_(products)))}
    units = [row.unit_id for row in known.values()]
    prices = product_states.holding_prices(connection, units, day)
    left = stock_queries.quantities(connection, products)
    costs = stock_queries.last_costs(connection, locations.shelf(connection, branch_id), products)
    found = []
    for product_id in products:
        row = known.get(product_id)
        if row is not None:
            held = prices.get(row.unit_id, {}).get(RETAIL)
            found.append(
                ListedGood(
                    product_id,
                    row.code,
                    row.name,
                    row.category or "",
                    row.unit,
                    held.price if held is not None else None,
                    left.get(product_id, NOTHING),
                    row.min_stock,
                    margins.cost_of_unit(costs.get(product_id, UnitCost()), ONE),
                    parties.called(row.title, row.maker) if row.maker else "",
                    row.kind is ProductKind.SERVICE,
                    row.retired_at is not None,
                )
            )
    return found


def categories(connection: Connection) -> list[tuple[int, str]]:
    """Every category in use, by name."""
    found = select(Category.id, Category.name).where(Category.retired_at.is_(None)).order_by(Category.name)
    return [(row.id, row.name) for row in connection.execute(found)]
