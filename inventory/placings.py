"""Goods put at a place whose lots are known already: moved there, arrived, or taken back.

The mirror of `departures` for goods that keep their lot.  Where the place has the goods
below zero, that is filled first, and the difference between what they were booked at and
what they turn out to be worth goes to cost of goods that day, as when a purchase comes in
(DESIGN.md 2): so no value is ever left without goods.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from inventory import lot_costs, stock
from inventory.lots import Holding, LotRecord, Taken, cost_of
from inventory.stock import Move, ProductStock, Reason
from koperasi.documents import Document, Facts
from koperasi.money import Rupiah, half_up, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.work import Work


@dataclass(frozen=True, slots=True)
class Placing:
    """So much of a lot with its value, 0 for a maker's."""

    lot_id: int
    product_id: int
    owner_id: int | None
    quantity: Quantity
    value: Rupiah


@dataclass(frozen=True, slots=True)
class Placed:
    """The facts of goods put somewhere: `into_stock` is what inventory gains there."""

    moves: list[dict[str, Any]]
    into_stock: Rupiah
    to_cost_of_goods: Rupiah

    @property
    def facts(self) -> list[Facts]:
        return [Facts(Move, self.moves)]


def of_taken(product_id: int, parts: Iterable[Taken]) -> list[Placing]:
    """What was taken of a product somewhere, to be put elsewhere."""
    return [Placing(each.lot_id, product_id, each.owner_id, each.quantity, each.cost) for each in parts]


def lock(work: Work, locations: Collection[int], products: Collection[int]) -> None:
    """Lock goods at several places, in the order of the places: two who move them never wait for each other."""
    for location_id in sorted(set(locations)):
        stock.look(work.connection, location_id, products)


def place(work: Work, document_id: int, location_id: int, reason: Reason, goods: Sequence[Placing]) -> Placed:
    """The moves of goods put at a location; what it lacks of them is filled first.

    Nothing is written yet: the caller posts the facts and then calls `keep`.
    """
    shelf = stock.look(work.connection, location_id, {each.product_id for each in goods})
    below = {product: [each for each in held if each.quantity < NOTHING] for product, held in shelf.holdings.items()}
    moves: list[dict[str, Any]] = []
    for each in goods:
        parts = _placed(each, below.get(each.product_id, []))
        for lot_id, quantity, value in parts:
            why = reason if lot_id == each.lot_id else Reason.FILLING
            what = (lot_id, each.product_id, location_id, quantity, value)
            moves.append(stock.move_row(work, document_id, *what, why))
    gained = total(move["value"] for move in moves)
    return Placed(moves, gained, total(each.value for each in goods) - gained)


def _placed(new: Placing, below: list[Holding]) -> list[tuple[int, Quantity, Rupiah]]:
    """What each lot gains: those of the same owner below zero first, the goods' own lot before others."""
    parts = []
    left, left_value = new.quantity, new.value
    for holding in sorted(below, key=lambda one: (one.lot_id != new.lot_id, one.lot_id)):
        part = min(left, -holding.quantity)
        if holding.owner_id != new.owner_id or part <= NOTHING:
            continue
        gained = -cost_of(holding, -part)
        parts.append((holding.lot_id, part, gained))
        below[below.index(holding)] = _filled(holding, part, gained)
        spent = Rupiah(half_up(left_value.amount * part.thousandths, left.thousandths))
        left, left_value = left - part, left_value - spent
    if left:
        parts.append((new.lot_id, left, left_value))
    return parts


def _filled(holding: Holding, part: Quantity, gained: Rupiah) -> Holding:
    what = (holding.lot_id, holding.product_id, holding.owner_id, holding.received_on, holding.expires_on)
    return Holding(*what, holding.quantity + part, holding.value + gained)


def keep(work: Work, placed: Placed, location_id: int) -> None:
    """After the facts are posted: the kept stock, the newest lots there and their costs."""
    stock.keep(work.connection, placed.moves)
    newest = _newest(work, location_id, {move["lot_id"] for move in placed.moves})
    costs = lot_costs.of_lots(work.connection, [lot["id"] for lot in newest])
    known = {lot["product_id"]: costs[lot["id"]] for lot in newest if lot["id"] in costs}
    stock.keep_newest(work.connection, newest, location_id, known)


def _newest(work: Work, location_id: int, lots: Collection[int]) -> list[dict[str, Any]]:
    """Of each product the newest of these lots, where it came in later than the newest one noted there."""
    order = (Document.posted_at, Document.id, LotRecord.id)
    found = select(LotRecord.product_id, LotRecord.id, *order[:2]).join(Document, Document.id == LotRecord.document_id)
    rows = work.connection.execute(found.where(LotRecord.id.in_(sorted(lots))).order_by(*order)).all()
    come = {row.product_id: row for row in rows}
    noted = (
        select(ProductStock.product_id, LotRecord.id, *order[:2])
        .join(LotRecord, LotRecord.id == ProductStock.last_lot_id)
        .join(Document, Document.id == LotRecord.document_id)
        .where(ProductStock.location_id == location_id, ProductStock.product_id.in_(sorted(come)))
    )
    there = {row.product_id: (row[2], row[3], row[1]) for row in work.connection.execute(noted)}
    return [
        {"product_id": product, "id": row[1]}
        for product, row in sorted(come.items())
        if product not in there or (row[2], row[3], row[1]) >= there[product]
    ]
