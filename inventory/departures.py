"""Goods going out by other ways than a sale: to a supplier, into another pack, broken, used.

The mirror of `arrivals`.  Lots are taken as a sale takes them (the shop's first,
first-expired, first-in), or the very lot that is named.  Only what is there can go, unless
the goods are known to have been there (`beyond`): then the last lot goes below zero, like
in a sale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from inventory import stock
from inventory.lots import Holding, LotRecord, Taken, UnitCost, cost_of, take
from inventory.products import Product
from inventory.stock import Move, Reason
from koperasi.documents import Facts
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from koperasi.work import Work


@dataclass(frozen=True, slots=True)
class Outgoing:
    """So many base units of a product; of one lot, where it is named."""

    product_id: int
    quantity: Quantity
    lot_id: int | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The facts of goods that went out: `taken` per line, in the order of the lines."""

    lots: list[dict[str, Any]]
    moves: list[dict[str, Any]]
    taken: list[list[Taken]]

    @property
    def cost(self) -> Rupiah:
        """What inventory loses."""
        return total(part.cost for parts in self.taken for part in parts)

    @property
    def facts(self) -> list[Facts]:
        return [Facts(LotRecord, self.lots), Facts(Move, self.moves)]


def leave(
    work: Work,
    document_id: int,
    location_id: int,
    day: date,
    reason: Reason,
    goods: Sequence[Outgoing],
    *,
    beyond: bool = False,
) -> Gone:
    """The moves of goods going out of a location; each line takes what the ones before it left.

    Nothing is written yet: the caller posts the facts and then calls `keep`.  Raises Refused
    (rule `not-enough`) for more than is there, unless `beyond`.
    """
    shelf = stock.look(work.connection, location_id, {each.product_id for each in goods})
    holdings = {product: list(held) for product, held in shelf.holdings.items()}
    gone = Gone([], [], [])
    for each in goods:
        held = holdings.setdefault(each.product_id, [])
        if not held and beyond:
            held.append(_opened(work, document_id, day, each.product_id, gone))
        cost = shelf.costs.get(each.product_id, UnitCost())
        parts = _taken(work, held, each, day, cost, beyond=beyond)
        holdings[each.product_id] = [less(holding, parts) for holding in held]
        gone.taken.append(parts)
        for part in parts:
            what = (part.lot_id, each.product_id, location_id, -part.quantity, -part.cost)
            gone.moves.append(stock.move_row(work, document_id, *what, reason))
    return gone


def keep(work: Work, gone: Gone, location_id: int) -> None:
    """After the facts are posted: the kept stock, and the lots that had to be opened."""
    stock.keep(work.connection, gone.moves)
    stock.keep_newest(work.connection, gone.lots, location_id, {})


def _taken(
    work: Work, held: Sequence[Holding], each: Outgoing, day: date, cost: UnitCost, *, beyond: bool
) -> list[Taken]:
    usable = [holding for holding in held if each.lot_id in (None, holding.lot_id)]
    there = Quantity(sum(max(holding.quantity, NOTHING).thousandths for holding in usable))
    if each.quantity > there and not beyond:
        raise Refused(
            _lacking(work, each, there), remedy=_("Periksa jumlahnya, atau hitung stoknya."), rule="not-enough"
        )
    if each.lot_id is None:
        return take(usable, each.quantity, day, cost) if each.quantity > there else _in_turn(usable, each.quantity, day)
    if len(usable) == 1 and each.quantity <= there:
        (only,) = usable
        return [
            Taken(only.lot_id, only.owner_id, each.quantity, cost_of(only, each.quantity), expired=only.expired(day))
        ]
    return take(usable, each.quantity, day, cost)


def _in_turn(usable: Sequence[Holding], quantity: Quantity, day: date) -> list[Taken]:
    """Lots that still keep first; expired ones too where the others do not suffice, for all of it is there."""
    taken: list[Taken] = []
    left = quantity
    for holding in sorted(usable, key=lambda one: (one.expired(day), one.turn)):
        part = min(left, holding.quantity)
        if part > NOTHING:
            taken.append(
                Taken(holding.lot_id, holding.owner_id, part, cost_of(holding, part), expired=holding.expired(day))
            )
            left -= part
    return taken


def _lacking(work: Work, each: Outgoing, there: Quantity) -> str:
    found = select(Product.name, Product.base_unit).where(Product.id == each.product_id)
    name, unit = work.connection.execute(found).one()
    said = _("{name}: hanya ada {there} {unit}, diminta {asked}.")
    return said.format(name=name, there=there, unit=unit.lower(), asked=each.quantity)


def _opened(work: Work, document_id: int, day: date, product_id: int, gone: Gone) -> Holding:
    """An empty lot of a product that never came in, so that its stock can go below zero."""
    owner = work.connection.scalar(select(Product.maker_id).where(Product.id == product_id))
    lot = {
        "id": work.mint(),
        "document_id": document_id,
        "product_id": product_id,
        "owner_id": owner,
        "received_on": day,
        "expires_on": None,
        "batch": "",
    }
    gone.lots.append(lot)
    return Holding(lot["id"], product_id, owner, day, None, NOTHING, ZERO)  # type: ignore[arg-type]


def less(holding: Holding, parts: Sequence[Taken]) -> Holding:
    """A holding less what was taken of it."""
    quantity, value = holding.quantity, holding.value
    for part in parts:
        if part.lot_id == holding.lot_id:
            quantity, value = quantity - part.quantity, value - part.cost
    what = (holding.lot_id, holding.product_id, holding.owner_id, holding.received_on, holding.expires_on)
    return Holding(*what, quantity, value)
