"""What there is of every good, place by place, as the stock list reads it.

Ids in order first, then only the rows in sight: at 100,000 goods nobody waits for what she
does not look at.  Quantities are those of one branch; a maker's goods have no value here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, select, text

from inventory import queries
from inventory.locations import Location, LocationKind
from inventory.products import Category, Product, ProductKind
from inventory.stock import Stock
from koperasi import parties
from koperasi.columns import summed
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_

#: So many goods a search finds at most; who looks for more narrows it down.
MOST_FOUND = 500
#: At once asked of the database: SQLite takes 32,766 values in a statement.
AT_ONCE = 5_000


class Show(StrEnum):
    """Which goods are listed."""

    ALL = "all"
    OWNED = "owned"
    CONSIGNED = "consigned"
    BELOW_ZERO = "below-zero"
    BELOW_MINIMUM = "below-minimum"
    NOT_ON_SHELF = "not-on-shelf"


SHOWS = {
    Show.ALL: N_("Semua"),
    Show.OWNED: N_("Milik toko"),
    Show.CONSIGNED: N_("Titipan"),
    Show.BELOW_ZERO: N_("Minus"),
    Show.BELOW_MINIMUM: N_("Menipis"),
    Show.NOT_ON_SHELF: N_("Gudang saja"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is to show."""

    words: str = ""
    category_id: int | None = None
    show: Show = Show.ALL


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a good stands where in a branch (base units), and what it cost."""

    product_id: int
    code: str
    name: str
    category: str
    unit: str
    maker: str
    min_stock: Quantity
    shelf: Quantity
    back: Quantity
    #: Damaged, or waiting for makers to take it home.
    apart: Quantity
    #: On its way to another branch.
    transit: Quantity
    value: Rupiah

    @property
    def quantity(self) -> Quantity:
        """What the branch has, goods on their way left out."""
        return self.shelf + self.back + self.apart


@dataclass(frozen=True, slots=True)
class Summary:
    """What a branch's stock comes to, its own apart from makers'."""

    owned_goods: int
    owned_value: Rupiah
    consigned_goods: int
    consigned_quantity: Quantity
    in_transit: Rupiah
    below_zero: int


def ids(connection: Connection, wanted: Wanted, branch_id: int) -> tuple[int, ...]:
    """The goods to be listed: by name, or as the search ranks them."""
    found = _fitting(wanted, branch_id)
    words = wanted.words.strip()
    if not words:
        return tuple(connection.execute(found.order_by(Product.name, Product.code)).scalars())
    ranked = queries.found_ids(connection, words, MOST_FOUND)
    fitting = set(connection.execute(found.where(Product.id.in_(ranked))).scalars())
    return tuple(each for each in ranked if each in fitting)


def _fitting(wanted: Wanted, branch_id: int) -> Select[int]:
    found = select(Product.id).where(Product.kind == ProductKind.GOODS, Product.retired_at.is_(None))
    if wanted.category_id is not None:
        found = found.where(Product.category_id == wanted.category_id)
    if wanted.show is Show.OWNED:
        found = found.where(Product.maker_id.is_(None))
    elif wanted.show is Show.CONSIGNED:
        found = found.where(Product.maker_id.is_not(None))
    elif wanted.show is Show.BELOW_ZERO:
        lacking = _left(branch_id).group_by(Stock.location_id).having(func.sum(Stock.quantity) < NOTHING)
        found = found.where(Product.id.in_(lacking))
    elif wanted.show is Show.BELOW_MINIMUM:
        enough = _left(branch_id).join(Product, Product.id == Stock.product_id)
        enough = enough.group_by(Product.min_stock).having(func.sum(Stock.quantity) >= Product.min_stock)
        found = found.where(Product.min_stock > NOTHING, Product.id.not_in(enough))
    elif wanted.show is Show.NOT_ON_SHELF:
        back = _left(branch_id, LocationKind.BACK_ROOM).having(func.sum(Stock.quantity) > NOTHING)
        shelf = _left(branch_id, LocationKind.SHELF).having(func.sum(Stock.quantity) > NOTHING)
        found = found.where(Product.id.in_(back), Product.id.not_in(shelf))
    return found


def _left(branch_id: int, *kinds: LocationKind) -> Select[int]:
    """The products of a branch's stock, to be narrowed by what is left of each; goods in transit left out."""
    here = kinds or tuple(kind for kind in LocationKind if kind is not LocationKind.IN_TRANSIT)
    places = select(Location.id).where(Location.branch_id == branch_id, Location.kind.in_(here))
    return select(Stock.product_id).where(Stock.location_id.in_(places)).group_by(Stock.product_id)


_GOODS = (
    select(
        Product.id,
        Product.code,
        Product.name,
        Category.name.label("category"),
        Product.base_unit,
        Party.title,
        Party.name.label("maker"),
        Product.min_stock,
    )
    .outerjoin(Category, Category.id == Product.category_id)
    .outerjoin(Party, Party.id == Product.maker_id)
)


def rows(connection: Connection, products: Sequence[int], branch_id: int) -> list[Standing]:
    """The goods of these ids, in their order, whatever their number."""
    found: list[Standing] = []
    for start in range(0, len(products), AT_ONCE):
        found += _some(connection, products[start : start + AT_ONCE], branch_id)
    return found


def _some(connection: Connection, products: Sequence[int], branch_id: int) -> list[Standing]:
    known = {row.id: row for row in connection.execute(_GOODS.where(Product.id.in_(products)))}
    standing: dict[int, dict[LocationKind, tuple[Quantity, Rupiah]]] = {}
    sums = (
        select(Stock.product_id, Location.kind, summed(Stock.quantity), summed(Stock.value))
        .join(Location, Location.id == Stock.location_id)
        .where(Stock.product_id.in_(products), Location.branch_id == branch_id)
        .group_by(Stock.product_id, Location.kind)
    )
    for product_id, kind, quantity, value in connection.execute(sums):
        standing.setdefault(product_id, {})[kind] = (quantity, value)
    return [_standing(known[each], standing.get(each, {})) for each in products if each in known]


def _standing(row: Any, places: dict[LocationKind, tuple[Quantity, Rupiah]]) -> Standing:
    def of(*kinds: LocationKind) -> Quantity:
        return sum((places[kind][0] for kind in kinds if kind in places), NOTHING)

    return Standing(
        row.id,
        row.code,
        row.name,
        row.category or "",
        row.base_unit,
        parties.called(row.title, row.maker) if row.maker else "",
        row.min_stock,
        of(LocationKind.SHELF),
        of(LocationKind.BACK_ROOM),
        of(LocationKind.QUARANTINE, LocationKind.FOR_MAKERS),
        of(LocationKind.IN_TRANSIT),
        sum((value for kind, (_left, value) in places.items() if kind is not LocationKind.IN_TRANSIT), ZERO),
    )


_SUMMARY = """
WITH held AS (
  SELECT s.product_id, s.location_id, p.kind = 'in-transit' AS moving, l.owner_id IS NULL AS owned,
    SUM(s.quantity) AS quantity, SUM(s.value) AS value
  FROM stock s JOIN locations p ON p.id = s.location_id JOIN lots l ON l.id = s.lot_id
  WHERE p.branch_id = :branch AND (s.quantity <> 0 OR s.value <> 0)
  GROUP BY s.product_id, s.location_id, p.kind, l.owner_id IS NULL
)
SELECT
  COUNT(DISTINCT CASE WHEN NOT moving AND owned AND quantity > 0 THEN product_id END),
  COALESCE(SUM(CASE WHEN moving THEN 0 ELSE value END), 0),
  COUNT(DISTINCT CASE WHEN NOT moving AND NOT owned AND quantity > 0 THEN product_id END),
  COALESCE(SUM(CASE WHEN moving OR owned THEN 0 ELSE quantity END), 0),
  COALESCE(SUM(CASE WHEN moving THEN value ELSE 0 END), 0),
  (SELECT COUNT(*) FROM (SELECT product_id FROM held GROUP BY product_id, location_id HAVING SUM(quantity) < 0) b)
FROM held
"""


def summary(connection: Connection, branch_id: int) -> Summary:
    """What the branch's stock comes to; what is below zero is counted place by place."""
    owned, value, consigned, quantity, moving, below = connection.execute(text(_SUMMARY), {"branch": branch_id}).one()
    return Summary(owned, Rupiah(int(value)), consigned, Quantity(int(quantity)), Rupiah(int(moving)), below)
