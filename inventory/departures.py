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
from inventory.lots import Holding, LotRecord, Taken, UnitCost, cost_of
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
    #: Lots past their date go first: they are what is thrown away.
    expired_first: bool = False


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

    Nothing is written yet: the caller posts the facts and then calls `keep`.  Refuses (rule
    `not-enough`) more than is there, unless `beyond`; what has happened is flagged and goes.
    """
    shelf = stock.look(work.connection, location_id, {each.product_id for each in goods})
    holdings = {product: list(held) for product, held in shelf.holdings.items()}
    gone = Gone([], [], [])
    for each in goods:
        held = holdings.setdefault(each.product_id, [])
        there = _there(held, each)
        if each.quantity > there:
            if not beyond:
                work.refuse(_not_enough(work, each, there))
            _provide(work, document_id, day, each, held, gone)
        parts = _taken(held, each, day, shelf.costs.get(each.product_id, UnitCost()), there)
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


def _there(held: Sequence[Holding], each: Outgoing) -> Quantity:
    """How much of it there is to take."""
    usable = (holding.quantity for holding in held if each.lot_id in (None, holding.lot_id))
    return Quantity(sum(max(quantity, NOTHING).thousandths for quantity in usable))


def _taken(held: Sequence[Holding], each: Outgoing, day: date, cost: UnitCost, there: Quantity) -> list[Taken]:
    """All that is there in turn; what goes beyond it takes the last lot below zero."""
    usable = [holding for holding in held if each.lot_id in (None, holding.lot_id)]
    taken = _in_turn(usable, min(each.quantity, there), day, expired_first=each.expired_first)
    lacking = each.quantity - min(each.quantity, there)
    if not lacking:
        return taken
    last = max(usable, key=lambda one: (one.quantity < NOTHING, one.turn))
    more = ZERO if last.owner_id is not None else cost.of(lacking)
    already = next((part for part in taken if part.lot_id == last.lot_id), None)
    if already is None:
        return [*taken, Taken(last.lot_id, last.owner_id, lacking, more, lacking, last.expired(day))]
    whole = Taken(last.lot_id, last.owner_id, already.quantity + lacking, already.cost + more, lacking, already.expired)
    return [whole if part is already else part for part in taken]


def _provide(work: Work, document_id: int, day: date, each: Outgoing, held: list[Holding], gone: Gone) -> None:
    """A lot to go below zero: the very one that is named, else any, else an empty one is opened."""
    if each.lot_id is None:
        if not held:
            held.append(_opened(work, document_id, day, each.product_id, gone))
    elif all(holding.lot_id != each.lot_id for holding in held):
        lot = LotRecord
        columns = (lot.id, lot.product_id, lot.owner_id, lot.received_on, lot.expires_on)
        found = work.connection.execute(
            select(*columns).where(lot.id == each.lot_id, lot.product_id == each.product_id)
        ).one()
        held.append(Holding(*found, NOTHING, ZERO))


def _in_turn(usable: Sequence[Holding], quantity: Quantity, day: date, *, expired_first: bool) -> list[Taken]:
    """Lots that still keep first, or those that do not; the others too where these do not suffice."""
    taken: list[Taken] = []
    left = quantity
    for holding in sorted(usable, key=lambda one: (one.expired(day) is not expired_first, one.turn)):
        part = min(left, holding.quantity)
        if part > NOTHING:
            taken.append(
                Taken(holding.lot_id, holding.owner_id, part, cost_of(holding, part), expired=holding.expired(day))
            )
            left -= part
    return taken


def _not_enough(work: Work, each: Outgoing, there: Quantity) -> Refused:
    found = select(Product.name, Product.base_unit).where(Product.id == each.product_id)
    name, unit = work.connection.execute(found).one()
    said = _("{name}: hanya ada {there} {unit}, diminta {asked}.")
    words = said.format(name=name, there=there, unit=unit.lower(), asked=each.quantity)
    return Refused(words, remedy=_("Periksa jumlahnya, atau hitung stoknya."), rule="not-enough")


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
