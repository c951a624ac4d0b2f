"""What is known of one good, whole and frozen: as it is read to be edited, and as it is wished.

The editor reads a `ProductEdit`, changes what it likes and hands it to `product_edits.save`,
which applies the difference.  Prices are those everybody pays in every branch on the day;
a branch's own, dated offers and other members' classes are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from inventory.costs import ListCost
from inventory.goods import PriceRule, ProductKind
from inventory.pictures import PictureRecord
from inventory.products import Barcode, Category, Price, Product, ProductUnit
from koperasi.errors import NotFound
from koperasi.members import USUAL_CLASS
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import _

#: Rule, members' class, least quantity: what one price of a unit stands for.
Stand = tuple[PriceRule, str, Quantity]
RETAIL: Stand = (PriceRule.RETAIL, "", NOTHING)
MEMBER: Stand = (PriceRule.CLASS, USUAL_CLASS, NOTHING)


@dataclass(frozen=True, slots=True)
class Tier:
    """From so much in the cart on (base units), each unit costs so much."""

    min_quantity: Quantity
    price: Rupiah


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit of the good; the first of them is the base unit, with factor 1."""

    id: int
    name: str
    factor: Quantity = ONE
    barcodes: tuple[str, ...] = ()
    retail: Rupiah | None = None
    member: Rupiah | None = None
    tiers: tuple[Tier, ...] = ()

    def prices(self) -> dict[Stand, Rupiah]:
        """Its prices by what they stand for."""
        found = {RETAIL: self.retail, MEMBER: self.member}
        found |= {(PriceRule.TIER, "", tier.min_quantity): tier.price for tier in self.tiers}
        return {stand: price for stand, price in found.items() if price is not None}


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of the good itself, by the names of `Product`'s columns; "" and None for nothing."""

    code: str = ""
    name: str = ""
    category: str = ""
    family: str = ""
    kind: ProductKind = ProductKind.GOODS
    maker_id: int | None = None
    open_price: bool = False
    price_min: Rupiah | None = None
    price_max: Rupiah | None = None
    tax_class: str = ""
    min_stock: Quantity = NOTHING
    target_stock: Quantity | None = None
    shelf: str = ""
    asks_note: str = ""
    content: Quantity | None = None
    content_unit: str = ""
    food: bool | None = None
    keeps_days: int | None = None
    pirt: str = ""
    halal: str = ""
    composition: str = ""
    ceiling_price: Rupiah | None = None
    ceiling_since: date | None = None
    #: The digest of its picture.
    picture: str = ""


@dataclass(frozen=True, slots=True)
class ProductEdit:
    """A good as it shall be; `read_version` is the version it was read at, 0 for a new one.

    `list_cost` is what one base unit costs by the catalogue, until a purchase tells it better.
    """

    id: int
    read_version: int
    details: Details
    units: tuple[UnitState, ...]
    list_cost: Rupiah | None = None
    #: Why prices change, kept with them.
    why: str = ""

    @property
    def base(self) -> UnitState:
        return self.units[0]


#: Columns that stand in `Details` under the same name, and those of them that are words.
COLUMNS = tuple(each.name for each in fields(Details) if each.name not in {"category", "picture"})
WORDS = frozenset({"shelf", "asks_note", "content_unit", "pirt", "halal", "composition"})
_KNOWN = (
    select(
        *(getattr(Product, name) for name in COLUMNS),
        Category.name.label("category"),
        PictureRecord.digest.label("picture"),
    )
    .outerjoin(Category, Category.id == Product.category_id)
    .outerjoin(PictureRecord, PictureRecord.id == Product.picture_id)
)


def copied(state: ProductEdit, ids: Iterable[int]) -> ProductEdit:
    """A new good like this one: same prices and facts, no code, no barcodes; `ids` are freshly minted."""
    new = iter(ids)
    details = replace(state.details, code="")
    units = [replace(unit, id=next(new), barcodes=()) for unit in state.units]
    return ProductEdit(next(new), 0, details, tuple(units), state.list_cost)


def read(connection: Connection, product_id: int, day: date) -> ProductEdit:
    """The good as it is now, with the prices that hold on the day; retired goods too.  Raises NotFound."""
    row = connection.execute(_KNOWN.where(Product.id == product_id)).first()
    if row is None:
        raise NotFound(_("Barang tidak ditemukan."))
    known: dict[str, Any] = dict(row._mapping)
    known["open_price"] = bool(known["open_price"])
    known["food"] = None if known["food"] is None else bool(known["food"])
    known |= {name: known[name] or "" for name in (*WORDS, "category", "picture")}
    cost = connection.scalar(select(ListCost.value).where(ListCost.product_id == product_id, ListCost.quantity == ONE))
    details, units = Details(**known), _units(connection, product_id, day)
    return ProductEdit(product_id, version(connection, product_id), details, units, cost)


def version(connection: Connection, product_id: int) -> int:
    """The newest version of anything that belongs to the good, 0 where there is no such good."""
    units = select(ProductUnit.id).where(ProductUnit.product_id == product_id)
    newest = [
        select(func.max(Product.version)).where(Product.id == product_id),
        select(func.max(ProductUnit.version)).where(ProductUnit.product_id == product_id),
        select(func.max(Barcode.version)).where(Barcode.product_unit_id.in_(units)),
        select(func.max(Price.version)).where(Price.product_unit_id.in_(units)),
        select(func.max(ListCost.version)).where(ListCost.product_id == product_id),
    ]
    return max(connection.scalar(each) or 0 for each in newest)


def _units(connection: Connection, product_id: int, day: date) -> tuple[UnitState, ...]:
    found = (
        select(ProductUnit.id, ProductUnit.name, ProductUnit.factor)
        .where(ProductUnit.product_id == product_id, ProductUnit.retired_at.is_(None))
        .order_by(ProductUnit.place, ProductUnit.id)
    )
    units = connection.execute(found).all()
    ids = [unit.id for unit in units]
    codes = codes_of(connection, ids)
    holding = holding_prices(connection, ids, day)
    return tuple(_unit(unit, tuple(codes.get(unit.id, {})), holding.get(unit.id, {})) for unit in units)


def _unit(unit: Any, codes: tuple[str, ...], holding: dict[Stand, Held]) -> UnitState:
    prices = {stand: held.price for stand, held in holding.items()}
    tiers = sorted((Tier(stand[2], price) for stand, price in prices.items() if stand[0] is PriceRule.TIER), key=_from)
    return UnitState(unit.id, unit.name, unit.factor, codes, prices.get(RETAIL), prices.get(MEMBER), tuple(tiers))


def _from(tier: Tier) -> Quantity:
    return tier.min_quantity


def codes_of(connection: Connection, units: list[int]) -> dict[int, dict[str, int]]:
    """Unit id → its barcodes in use, with their rows' ids, in the order they were given."""
    found = select(Barcode.product_unit_id, Barcode.code, Barcode.id).where(
        Barcode.product_unit_id.in_(units), Barcode.retired_at.is_(None)
    )
    codes: dict[int, dict[str, int]] = {}
    for unit_id, code, barcode_id in connection.execute(found.order_by(Barcode.id)):
        codes.setdefault(unit_id, {}).setdefault(code, barcode_id)
    return codes


@dataclass(frozen=True, slots=True)
class Held:
    """A usual price that holds: its row, and until when, where the next one is set already."""

    id: int
    price: Rupiah
    until: date | None


def holding_prices(connection: Connection, units: list[int] | None, day: date) -> dict[int, dict[Stand, Held]]:
    """Unit id → the usual prices that hold on the day, of those an editor shows; of all units for None.

    A price that ends only because the next one begins the day after is a usual one; one that
    ends otherwise is an offer, and left out.
    """
    found = select(
        Price.product_unit_id,
        Price.rule,
        Price.price_class,
        Price.min_quantity,
        Price.id,
        Price.price,
        Price.valid_from,
        Price.valid_until,
    ).where(Price.branch_id.is_(None), Price.retired_at.is_(None))
    if units is not None:
        found = found.where(Price.product_unit_id.in_(units))
    rows = connection.execute(found.order_by(Price.product_unit_id, Price.rule, Price.price_class, Price.min_quantity))
    kept: dict[int, dict[Stand, Held]] = {}
    for key, chain in groupby(rows.all(), key=lambda row: tuple(row[:4])):
        unit_id, *stand = key
        if tuple(stand[:2]) not in {RETAIL[:2], MEMBER[:2], (PriceRule.TIER, "")}:
            continue
        if stand[0] is not PriceRule.TIER and stand[2]:
            continue
        now = _now(list(chain), day)
        if now is not None:
            kept.setdefault(unit_id, {})[tuple(stand)] = Held(now.id, now.price, now.valid_until)
    return kept


def _now(chain: list[Any], day: date) -> Any:
    """Of one stand's prices the usual one that holds on the day, the newest of several."""
    begins = {row.valid_from for row in chain if row.valid_from is not None}
    usual = [row for row in chain if row.valid_until is None or row.valid_until + timedelta(days=1) in begins]
    holds = [row for row in usual if (row.valid_from or day) <= day <= (row.valid_until or day)]
    return max(holds, key=lambda row: (row.valid_from or date.min, row.id), default=None)
