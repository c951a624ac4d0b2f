"""Goods coming in: their lots and moves, and what sold before they came.

A receipt first fills lots below zero, and the difference between what those goods were
booked at and what they turned out to cost goes to cost of goods that day (DESIGN.md 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory import stock
from inventory.lots import Holding, LotRecord, UnitCost, cost_of
from inventory.stock import Move, Reason
from koperasi.documents import Facts
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.work import Work


@dataclass(frozen=True, slots=True)
class Incoming:
    """Goods that come in together: `value` is their whole cost, 0 for a maker's."""

    product_id: int
    quantity: Quantity
    value: Rupiah
    owner_id: int | None = None
    expires_on: date | None = None
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The facts of goods that came in.

    `into_stock` is what inventory gains; `to_cost_of_goods` is the difference between what
    goods sold before they came were booked at, and what they turned out to cost.
    """

    lots: list[dict[str, Any]]
    moves: list[dict[str, Any]]
    into_stock: Rupiah
    to_cost_of_goods: Rupiah

    @property
    def facts(self) -> list[Facts]:
        return [Facts(LotRecord, self.lots), Facts(Move, self.moves)]


def receive(
    work: Work, document_id: int, location_id: int, day: date, reason: Reason, goods: Sequence[Incoming]
) -> Received:
    """The lots and moves of goods coming in; lots below zero are filled first.

    Nothing is written yet: the caller posts the facts and then calls `keep`.
    """
    shelf = stock.look(work.connection, location_id, {each.product_id for each in goods})
    received = Received([], [], ZERO, ZERO)
    below = {product: [each for each in held if each.quantity < NOTHING] for product, held in shelf.holdings.items()}
    for each in goods:
        filled = _receive_one(work, document_id, location_id, day, reason, each, below.get(each.product_id, []))
        received = Received(
            received.lots + filled.lots,
            received.moves + filled.moves,
            received.into_stock + filled.into_stock,
            received.to_cost_of_goods + filled.to_cost_of_goods,
        )
    return received


def _receive_one(
    work: Work,
    document_id: int,
    location_id: int,
    day: date,
    reason: Reason,
    new: Incoming,
    below: list[Holding],
) -> Received:
    lot_id = work.mint()
    lot = {
        "id": lot_id,
        "document_id": document_id,
        "product_id": new.product_id,
        "owner_id": new.owner_id,
        "received_on": day,
        "expires_on": new.expires_on,
        "batch": new.batch,
    }
    cost = UnitCost(new.value, new.quantity)
    moves, left, left_value, into_stock = [], new.quantity, new.value, ZERO
    for holding in [each for each in below if each.owner_id == new.owner_id and each.quantity < NOTHING]:
        if not left:
            break
        part = min(left, -holding.quantity)
        gained = -cost_of(holding, -part)
        moves.append(
            stock.move_row(work, document_id, holding.lot_id, new.product_id, location_id, part, gained, Reason.FILLING)
        )
        below[below.index(holding)] = _less_below(holding, part, gained)
        spent = left_value if part == left else cost.of(part)
        left, left_value, into_stock = left - part, left_value - spent, into_stock + gained
    if left:
        into_stock += left_value
    # A lot that was sold before it came is still told, empty, for its date and batch.
    moves.append(stock.move_row(work, document_id, lot_id, new.product_id, location_id, left, left_value, reason))
    return Received([lot], moves, into_stock, new.value - into_stock)


def _less_below(holding: Holding, part: Quantity, gained: Rupiah) -> Holding:
    """A lot below zero after part of it was filled."""
    return Holding(
        holding.lot_id,
        holding.product_id,
        holding.owner_id,
        holding.received_on,
        holding.expires_on,
        holding.quantity + part,
        holding.value + gained,
    )


def keep(work: Work, received: Received, location_id: int, goods: Sequence[Incoming]) -> None:
    """After the facts are posted: the kept stock, the newest lots, and the last known costs."""
    stock.keep(work.connection, received.moves)
    costs: dict[int, UnitCost] = {}
    for each in goods:
        # What came on several lines of one paper, some of it free, has one cost together.
        before = costs.get(each.product_id, UnitCost())
        costs[each.product_id] = UnitCost(before.value + each.value, before.quantity + each.quantity)
    stock.keep_newest(work.connection, received.lots, location_id, costs)
