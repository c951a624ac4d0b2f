"""Allotments: which lots a sale's lines take, and how each part's money is shared.

A line over several lots is split by largest remainder; cost, maker's share and commission
are computed per part, by the terms its lot came with.  Pure, but for the ids it mints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consignment import terms
from consignment.terms import Deal, Share, Terms
from inventory.lots import Holding, Taken, UnitCost, cost_of, take
from inventory.stock import Shelf
from koperasi.money import ZERO, Rupiah, largest_remainder
from koperasi.quantity import NOTHING, Quantity
from pos.sale_commands import SoldLine

#: Without any terms everything is the maker's: the shop can only have erred in her favour.
ALL_HERS = Terms(Deal.COMMISSION, 0)
NOT_SHARED = Share(ZERO, ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Ware:
    """What posting must know of a product beyond its line."""

    product_id: int
    name: str
    service: bool
    maker_id: int | None
    category_id: int | None
    tax_class: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one lot gave to a line."""

    taken: Taken
    gross: Rupiah
    net: Rupiah
    share: Share


@dataclass(frozen=True, slots=True)
class NewLot:
    """An empty lot that a sale had to open, since its product never came in."""

    lot_id: int
    product_id: int
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Allotment:
    """Each line's lots, in the order of the lines, and the lots that had to be opened."""

    taken: list[list[Taken]]
    opened: list[NewLot]


def allot(
    lines: Sequence[SoldLine], wares: Mapping[int, Ware], shelf: Shelf, day: date, mint: Callable[[], int]
) -> Allotment:
    """Take each line's goods from the shelf, one line after the other."""
    holdings = {product: list(held) for product, held in shelf.holdings.items()}
    opened: list[NewLot] = []
    taken: list[list[Taken]] = []
    for line in lines:
        ware = wares[line.product_id]
        if ware.service or not line.base_quantity:
            taken.append([])
            continue
        held = holdings.setdefault(line.product_id, [])
        if not held:
            lot = NewLot(mint(), line.product_id, ware.maker_id)
            opened.append(lot)
            held.append(Holding(lot.lot_id, lot.product_id, lot.owner_id, day, None, NOTHING, ZERO))
        cost = shelf.costs.get(line.product_id, UnitCost())
        parts = (
            take(held, line.base_quantity, day, cost) if line.base_quantity > NOTHING else _put_back(held, line, cost)
        )
        holdings[line.product_id] = [_after(holding, parts) for holding in held]
        taken.append(parts)
    return Allotment(taken, opened)


def _put_back(held: Sequence[Holding], line: SoldLine, last_cost: UnitCost) -> list[Taken]:
    """A negative line of another system's ticket: its goods go back to the newest lot."""
    lot = max(held, key=lambda each: (each.received_on, each.lot_id))
    back = -line.base_quantity
    filling = min(back, max(-lot.quantity, NOTHING))
    # What fills a lot below zero undoes the cost it was sold at, so that nothing left is worth nothing.
    filled = -cost_of(lot, -filling) if filling else ZERO
    value = ZERO if lot.owner_id is not None else filled + last_cost.of(back - filling)
    return [Taken(lot.lot_id, lot.owner_id, -back, -value)]


def _after(holding: Holding, parts: Sequence[Taken]) -> Holding:
    """A holding less what was taken of it."""
    for part in parts:
        if part.lot_id == holding.lot_id:
            left = (holding.quantity - part.quantity, holding.value - part.cost)
            what = (holding.lot_id, holding.product_id, holding.owner_id, holding.received_on, holding.expires_on)
            return Holding(*what, *left)
    return holding


def share_out(line: SoldLine, taken: Sequence[Taken], terms_of: Mapping[int, Terms]) -> list[Part]:
    """Split a line's money over its lots, and each part between maker and shop."""
    if not taken:
        return []
    if len(taken) == 1:
        return [_part(line, taken[0], line.gross, line.net, terms_of)]
    weights = [abs(each.quantity.thousandths) for each in taken]
    grosses = largest_remainder(line.gross.amount, weights)
    nets = largest_remainder(line.net.amount, weights)
    return [
        _part(line, each, Rupiah(gross), Rupiah(net), terms_of)
        for each, gross, net in zip(taken, grosses, nets, strict=True)
    ]


def _part(line: SoldLine, taken: Taken, gross: Rupiah, net: Rupiah, terms_of: Mapping[int, Terms]) -> Part:
    if taken.owner_id is None:
        return Part(taken, gross, net, NOT_SHARED)
    deal = terms_of.get(taken.lot_id, ALL_HERS)
    if taken.quantity >= NOTHING:
        return Part(taken, gross, net, terms.share(deal, taken.quantity, gross, net, line.bearer))
    # Goods that came back undo what selling them would have shared.
    sold = terms.share(deal, -taken.quantity, -gross, -net, line.bearer)
    return Part(taken, gross, net, Share(-sold.maker, -sold.commission, -sold.promotion))


def quantity_short(taken: Sequence[Taken]) -> Quantity:
    """How much of a line was not there."""
    return Quantity(sum(each.short.thousandths for each in taken))
