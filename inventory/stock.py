"""The goods ledger: moves of lots, and the stock kept beside it.

Every row of `stock` and `product_stock` is a sum over `moves`, written in the same
transaction and derived again by `sbmi-mart check`.  No row of them is touched by two sales
in common, except the goods at stake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, bindparam, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from inventory import costs as list_costs
from inventory.lots import Holding, LotRecord, UnitCost
from koperasi import bulk
from koperasi.bulk import Prepared
from koperasi.columns import WordColumn, among
from koperasi.database import FACT, KEPT, Record
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.work import Work


class Reason(StrEnum):
    """Why goods moved."""

    OPENING = "opening"
    PURCHASE = "purchase"
    DELIVERY = "delivery"
    SALE = "sale"
    SALE_RETURN = "sale-return"
    FILLING = "filling"
    SUPPLIER_RETURN = "supplier-return"
    #: What a corrected receipt takes out again, and what its right one brings.
    CORRECTION = "correction"
    TRANSFER = "transfer"
    REPACKING = "repacking"
    KIT_ASSEMBLY = "kit-assembly"
    WRITE_OFF = "write-off"
    OWN_USE = "own-use"
    COUNT = "count"
    MERGE = "merge"
    #: A maker took her goods back; her goods became the shop's.
    GIVEBACK = "giveback"
    CONVERSION = "conversion"


class Move(Record):
    """Goods that came to (+) or left (−) a lot at a location, with their value in rupiah."""

    __tablename__ = "moves"
    __table_class__ = FACT
    __summed__ = True
    __table_args__ = (Index("ix_moves_product_id_document_id", "product_id", "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    quantity: Mapped[Quantity]
    value: Mapped[Rupiah]
    reason: Mapped[Reason] = mapped_column(WordColumn(Reason))


class Stock(Record):
    """What is left of a lot at a location."""

    __tablename__ = "stock"
    __table_class__ = KEPT
    # Kept in the order of the key, so that a product's lots lie side by side and a sale of
    # twenty goods touches twenty places on the disk, not sixty.
    __table_args__ = ({"sqlite_with_rowid": False},)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    quantity: Mapped[Quantity]
    value: Mapped[Rupiah]


class ProductStock(Record):
    """A product's newest lot at a location and its last known cost: where sales without stock go."""

    __tablename__ = "product_stock"
    __table_class__ = KEPT

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    last_lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    cost_value: Mapped[Rupiah]
    cost_quantity: Mapped[Quantity]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a location holds of some products, read and locked in one go."""

    holdings: dict[int, list[Holding]]
    costs: dict[int, UnitCost]


_HOLDINGS = Prepared(
    select(
        Stock.lot_id,
        Stock.product_id,
        LotRecord.owner_id,
        LotRecord.received_on,
        LotRecord.expires_on,
        Stock.quantity,
        Stock.value,
    )
    .join(LotRecord, LotRecord.id == Stock.lot_id)
    .where(Stock.location_id == bindparam("location"), among(Stock.product_id, "products"))
    .where(text("stock.quantity <> 0"))
    .order_by(Stock.lot_id)
)
_LAST = (
    select(
        ProductStock.product_id,
        ProductStock.cost_value,
        ProductStock.cost_quantity,
        LotRecord.id.label("lot_id"),
        LotRecord.owner_id,
        LotRecord.received_on,
        LotRecord.expires_on,
    )
    .join(LotRecord, LotRecord.id == ProductStock.last_lot_id)
    .where(
        ProductStock.location_id == bindparam("location"),
        among(ProductStock.product_id, "products"),
    )
    .order_by(ProductStock.product_id)
)


_LOCK = (
    select(ProductStock.product_id)
    .where(
        ProductStock.location_id == bindparam("location"),
        among(ProductStock.product_id, "products"),
    )
    .order_by(ProductStock.product_id)
    .with_for_update()
)


def look(connection: Connection, location_id: int, products: Collection[int]) -> Shelf:
    """What a location holds of these products; on PostgreSQL their rows stay locked, by id.

    A product whose lots are all used up still shows its newest one, with nothing left, so
    that a sale has a lot to take below zero.
    """
    if not products:
        return Shelf({}, {})
    _lock(connection, location_id, products)
    holdings = _holdings(connection, location_id, products)
    return Shelf(holdings, _newest(connection, location_id, products, holdings))


def glance(connection: Connection, location_id: int, products: Collection[int]) -> Shelf:
    """The same, only to be told: nothing is locked, and it may be otherwise when it is posted."""
    if not products:
        return Shelf({}, {})
    holdings = _holdings(connection, location_id, products)
    return Shelf(holdings, _newest(connection, location_id, products, holdings))


def look_to_take(connection: Connection, location_id: int, wanted: Mapping[int, Quantity], day: date) -> Shelf:
    """The same for goods of which so much is about to be taken.

    Where the lots that still keep suffice, nothing more is read: neither the newest lot nor
    the last known cost is asked for.
    """
    if not wanted:
        return Shelf({}, {})
    _lock(connection, location_id, wanted)
    holdings = _holdings(connection, location_id, wanted)
    lacking = [product for product in wanted if not _suffices(holdings.get(product, ()), wanted[product], day)]
    return Shelf(holdings, _newest(connection, location_id, lacking, holdings) if lacking else {})


def _suffices(held: Iterable[Holding], quantity: Quantity, day: date) -> bool:
    there = sum(each.quantity.thousandths for each in held if each.quantity > NOTHING and not each.expired(day))
    return NOTHING < quantity <= Quantity(there)


def _lock(connection: Connection, location_id: int, products: Collection[int]) -> None:
    if connection.dialect.name == "postgresql":
        # In a statement of its own: one that waits for a lock and reads a join would lose the
        # row whose newest lot has changed meanwhile.  Whoever moves a product locks it here.
        connection.execute(_LOCK, {"location": location_id, "products": list(products)})


def _holdings(connection: Connection, location_id: int, products: Collection[int]) -> dict[int, list[Holding]]:
    """The lots of each product that have something left, or lack something."""
    holdings: dict[int, list[Holding]] = {}
    for row in _HOLDINGS.rows(connection, location=location_id, products=list(products)):
        holding = Holding(*row)
        holdings.setdefault(holding.product_id, []).append(holding)
    return holdings


def _newest(
    connection: Connection, location_id: int, products: Collection[int], holdings: dict[int, list[Holding]]
) -> dict[int, UnitCost]:
    """Put each product's newest lot among its holdings, used up or not; returns the last known costs."""
    costs: dict[int, UnitCost] = {}
    for row in connection.execute(_LAST, {"location": location_id, "products": list(products)}).all():
        costs[row.product_id] = UnitCost(row.cost_value, row.cost_quantity)
        held_lots = holdings.setdefault(row.product_id, [])
        if all(each.lot_id != row.lot_id for each in held_lots):
            empty = (row.lot_id, row.product_id, row.owner_id, row.received_on, row.expires_on, NOTHING, ZERO)
            held_lots.append(Holding(*empty))
    unknown = [product for product in products if not costs.get(product, UnitCost()).quantity]
    return costs | list_costs.of_products(connection, unknown) if unknown else costs


def move_row(
    work: Work,
    document_id: int,
    lot_id: int,
    product_id: int,
    location_id: int,
    quantity: Quantity,
    value: Rupiah,
    reason: Reason,
) -> dict[str, Any]:
    """A row for `moves`: quantity and value as they change the lot."""
    return {
        "id": work.mint(),
        "document_id": document_id,
        "lot_id": lot_id,
        "product_id": product_id,
        "location_id": location_id,
        "quantity": quantity,
        "value": value,
        "reason": reason,
    }


_STATEMENTS: dict[tuple[str, str], Any] = {}
_STOCK = Record.metadata.tables["stock"]


def keep(connection: Connection, moves: Iterable[dict[str, Any]]) -> None:
    """Add posted moves to the kept stock, in the order of their lots (lock order)."""
    sums: dict[tuple[int, int, int], tuple[int, int]] = {}
    for move in moves:
        key = (move["lot_id"], move["location_id"], move["product_id"])
        quantity, value = sums.get(key, (0, 0))
        sums[key] = (quantity + move["quantity"].thousandths, value + move["value"].amount)
    rows = [(product, location, lot, *sums[lot, location, product]) for lot, location, product in sorted(sums)]
    if rows:
        bulk.add_to(connection, _STOCK, ("product_id", "location_id", "lot_id"), ("quantity", "value"), rows)


def keep_newest(
    connection: Connection, lots: Iterable[dict[str, Any]], location_id: int, costs: dict[int, UnitCost]
) -> None:
    """Note the newest lot of each product and its cost; without a cost only where none is noted yet."""
    rows = {
        lot["product_id"]: {
            "product_id": lot["product_id"],
            "location_id": location_id,
            "last_lot_id": lot["id"],
            "cost_value": costs.get(lot["product_id"], UnitCost()).value,
            "cost_quantity": costs.get(lot["product_id"], UnitCost()).quantity,
        }
        for lot in lots
    }
    if rows:
        for known in (False, True):
            ordered = [rows[product] for product in sorted(rows) if (product in costs) is known]
            if ordered:
                statement = "product_stock" if known else "product_stock, opened"
                connection.execute(_upsert(connection.dialect.name, statement), ordered)


def _upsert(dialect: str, table: str) -> Any:
    made = _STATEMENTS.get((dialect, table))
    if made is None:
        insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
        if table == "product_stock, opened":
            made = insert(ProductStock.__table__).on_conflict_do_nothing()  # type: ignore[arg-type]
        else:
            statement = insert(ProductStock.__table__)  # type: ignore[arg-type]
            newest = {name: statement.excluded[name] for name in ("last_lot_id", "cost_value", "cost_quantity")}
            made = statement.on_conflict_do_update(index_elements=["product_id", "location_id"], set_=newest)
        _STATEMENTS[dialect, table] = made
    return made
