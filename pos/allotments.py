"""Allotments: which lots a sale's lines take, and how each part's money is shared.

A line over several lots is split by largest remainder; cost, maker's share and commission
are computed per part, by the terms its lot came with.  Pure, but for the ids it mints.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from consignment import terms
from consignment.terms import Bearer, Deal, Share, Terms
from inventory.lots import Holding, Taken, UnitCost, cost_of, take
from inventory.stock import Shelf
from koperasi.money import ZERO, Rupiah, half_up, largest_remainder
from koperasi.quantity import NOTHING, Quantity
from pos.returns import Back
from pos.sale_commands import BackTo, Rule, SoldLine

#: Without any terms everything is the maker's: the shop can only have erred in her favour.
ALL_HERS = Terms(Deal.COMMISSION, 0)
NOT_SHARED = Share(ZERO, ZERO, ZERO)
NOTHING_BACK: Mapping[int, Sequence[Back]] = {}
NOTHING_CARRIED: Mapping[int, Rupiah] = {}
#: Prices keyed at the till in place of its own.
CHANGED = frozenset({Rule.MANUAL, Rule.SHELF})
#: The place of a line that brings something back, and the lot that had given it.
KeptKey = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Ware:
    """What posting must know of a product beyond its line."""

    product_id: int
    name: str
    service: bool
    maker_id: int | None
    category_id: int | None
    tax_class: str
    #: What a price typed at the till may be, of one base unit.
    price_min: Rupiah | None = None
    price_max: Rupiah | None = None

    def outside(self, unit_price: Rupiah, factor: Quantity) -> bool:
        """Whether a typed price of a unit breaks the limits."""
        low = self.price_min is not None and unit_price < factor.at(self.price_min)
        return low or (self.price_max is not None and unit_price > factor.at(self.price_max))


@dataclass(frozen=True, slots=True)
class Part:
    """What one lot gave to a line."""

    taken: Taken
    gross: Rupiah
    net: Rupiah
    share: Share
    #: Of the cost of what came back: what moves besides the goods' recorded cost (`take_back`).
    adjusted: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class NewLot:
    """An empty lot that a sale had to open, since its product never came in."""

    lot_id: int
    product_id: int
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class KeptLot:
    """What came back after its maker was paid for it and is the shop's now: so much, worth what she got."""

    lot_id: int
    product_id: int
    expires_on: date | None
    quantity: Quantity
    value: Rupiah


@dataclass(frozen=True, slots=True)
class Allotment:
    """Each line's lots, in the order of the lines, and the lots that had to be opened.

    `returned` has the whole parts of lines that bring back what was recorded, by their place;
    `kept` the lots of what thereby became the shop's.
    """

    taken: list[list[Taken]]
    opened: list[NewLot]
    returned: dict[int, list[Part]] = field(default_factory=dict)
    kept: list[KeptLot] = field(default_factory=list)


def allot(
    lines: Sequence[SoldLine],
    wares: Mapping[int, Ware],
    shelf: Shelf,
    day: date,
    mint: Callable[[], int],
    backs: Mapping[int, Sequence[Back]] = NOTHING_BACK,
    carried: Mapping[int, Rupiah] = NOTHING_CARRIED,
    kept: Collection[KeptKey] = (),
) -> Allotment:
    """Take each line's goods from the shelf, one line after the other.

    `backs` has what comes back of recorded lines, by the line's place; `carried` is told by
    `take_back`; `kept` names what of it the shop keeps.
    """
    holdings = {product: list(held) for product, held in shelf.holdings.items()}
    opened: list[NewLot] = []
    taken: list[list[Taken]] = []
    returned: dict[int, list[Part]] = {}
    kept_lots: list[KeptLot] = []
    moved = dict(carried)
    for place, line in enumerate(lines):
        ware = wares[line.product_id]
        if place in backs:
            to_shelf = line.returns is not None and line.returns.to is BackTo.SHELF
            held = holdings.get(line.product_id, []) if to_shelf else []
            hers = [each for each in backs[place] if (place, each.part.lot_id) not in kept]
            returned[place], held = take_back(hers, line.product_id, held, moved, to_shelf=to_shelf)
            if len(hers) < len(backs[place]):
                ours = [each for each in backs[place] if (place, each.part.lot_id) in kept]
                lots = [_kept_lot(mint(), line.product_id, each) for each in ours]
                returned[place] += [
                    part for each, lot in zip(ours, lots, strict=True) for part in _kept_parts(each, lot)
                ]
                held = [*held, *(_kept_holding(lot, day) for lot in lots)]
                kept_lots += lots
            taken.append([part.taken for part in returned[place]])
            if to_shelf:
                holdings[line.product_id] = held
            continue
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
    return Allotment(taken, opened, returned, kept_lots)


def _kept_lot(lot_id: int, product_id: int, back: Back) -> KeptLot:
    return KeptLot(lot_id, product_id, back.part.expires_on, back.quantity, back.amounts.maker)


def _kept_holding(lot: KeptLot, day: date) -> Holding:
    return Holding(lot.lot_id, lot.product_id, None, day, lot.expires_on, lot.quantity, lot.value)


def _kept_parts(back: Back, lot: KeptLot) -> list[Part]:
    """What undoes a recorded part that its maker was paid for and keeps: commission, and goods at her share.

    Her lot and her account stay as they are.  The goods come in as if the shop had sold its
    own for that much, at no margin, and took them back (domain/consignment.md 5.4).
    """
    amounts = back.amounts
    undone = Share(ZERO, -amounts.commission, -amounts.promotion)
    hers = Part(
        Taken(back.part.lot_id or 0, back.part.owner_id, NOTHING, ZERO), ZERO, amounts.maker - amounts.net, undone
    )
    goods = Taken(lot.lot_id, None, -lot.quantity, -lot.value)
    return [hers, Part(goods, -amounts.gross, -amounts.maker, NOT_SHARED)]


def _put_back(held: Sequence[Holding], line: SoldLine, last_cost: UnitCost) -> list[Taken]:
    """Goods that came back without what they were sold by: they go to the newest lot."""
    lot = max(held, key=lambda each: (each.received_on, each.lot_id))
    back = -line.base_quantity
    to_shelf = line.returns is None or line.returns.to is BackTo.SHELF
    filling = min(back, max(-lot.quantity, NOTHING)) if to_shelf else NOTHING
    # What fills a lot below zero undoes the cost it was sold at, so that nothing left is worth nothing.
    filled = -cost_of(lot, -filling) if filling else ZERO
    value = ZERO if lot.owner_id is not None else filled + last_cost.of(back - filling)
    return [Taken(lot.lot_id, lot.owner_id, -back, -value)]


def take_back(
    backs: Sequence[Back], product_id: int, held: Sequence[Holding], carried: dict[int, Rupiah], *, to_shelf: bool
) -> tuple[list[Part], list[Holding]]:
    """The parts that undo what was recorded, and what the shelf then holds of the good.

    Nothing may be worth nothing: a lot that was sold below zero, at another cost than what
    comes back had, would keep the difference when it is filled.  So it moves beside the
    goods (`adjusted`, to cost of goods), and is taken back as soon as the lot holds
    something again: `carried` is what earlier returns moved so, by lot, and is kept up.
    """
    parts, now = [], {each.lot_id: each for each in held}
    for each in backs:
        lot = each.part
        if lot.lot_id is None:
            continue
        cost, adjusted, filled = each.amounts.cost, ZERO, ZERO
        if to_shelf:
            what = (lot.lot_id, product_id, lot.owner_id, lot.received_on, lot.expires_on)
            before = now.get(lot.lot_id) or Holding(*what, NOTHING, ZERO)
            after = before.quantity + each.quantity
            if before.quantity < NOTHING < after:
                # What lacked is filled first, as by a receipt; only the rest is worth what came back with it.
                rest = half_up(cost.amount * after.thousandths, each.quantity.thousandths)
                filled = Rupiah(rest) - before.value - cost
            else:
                adjusted = -before.value - cost if after == NOTHING else -carried.get(lot.lot_id, ZERO)
                carried[lot.lot_id] = carried.get(lot.lot_id, ZERO) + adjusted
            now[lot.lot_id] = Holding(*what, after, before.value + cost + filled + adjusted)
        gone = Taken(lot.lot_id, lot.owner_id, -each.quantity, -cost - filled - adjusted)
        parts.append(Part(gone, -each.amounts.gross, -each.amounts.net, _unshared(each), adjusted))
    return parts, list(now.values())


def _unshared(back: Back) -> Share:
    if back.part.owner_id is None:
        return NOT_SHARED
    return Share(-back.amounts.maker, -back.amounts.commission, -back.amounts.promotion)


def _after(holding: Holding, parts: Sequence[Taken]) -> Holding:
    """A holding less what was taken of it."""
    for part in parts:
        if part.lot_id == holding.lot_id:
            left = (holding.quantity - part.quantity, holding.value - part.cost)
            what = (holding.lot_id, holding.product_id, holding.owner_id, holding.received_on, holding.expires_on)
            return Holding(*what, *left)
    return holding


def share_out(
    line: SoldLine, taken: Sequence[Taken], terms_of: Mapping[int, Terms], may_lower: Collection[int] = ()
) -> list[Part]:
    """Split a line's money over its lots, and each part between maker and shop.

    Of lots in `may_lower` a price keyed lower at the till lowers their maker's share as well;
    of all others the shop bears it.
    """
    if not taken:
        return []
    if line.told_share is not None:
        return _share_told(line, taken, line.told_share)
    listed = listed_for(line)
    if len(taken) == 1:
        money = (line.gross, line.net, hers_to_bear(line), listed)
        return [_part(taken[0], *money, terms_of, taken[0].lot_id in may_lower)]
    weights = [abs(each.quantity.thousandths) for each in taken]
    grosses = largest_remainder(line.gross.amount, weights)
    nets = largest_remainder(line.net.amount, weights)
    # What is left of the price after her own part of the discount, so that where all of it is hers this is the net.
    after_hers = largest_remainder((line.gross - hers_to_bear(line)).amount, weights)
    lists = largest_remainder(listed.amount, weights) if listed != line.gross else grosses
    return [
        _part(
            each, Rupiah(gross), Rupiah(net), Rupiah(gross - left), Rupiah(by_list), terms_of, each.lot_id in may_lower
        )
        for each, gross, net, left, by_list in zip(taken, grosses, nets, after_hers, lists, strict=True)
    ]


def _share_told(line: SoldLine, taken: Sequence[Taken], told: Rupiah) -> list[Part]:
    """A line of history: what was said to be hers is, over the lots of hers by how much they gave."""
    weights = [abs(each.quantity.thousandths) for each in taken]
    hers = [weight if each.owner_id is not None else 0 for weight, each in zip(weights, taken, strict=True)]
    grosses, nets = (largest_remainder(each.amount, weights) for each in (line.gross, line.net))
    shares = largest_remainder(told.amount, hers) if any(hers) else hers
    return [
        Part(each, Rupiah(gross), Rupiah(net), _told(Rupiah(share), Rupiah(net)) if each.owner_id else NOT_SHARED)
        for each, gross, net, share in zip(taken, grosses, nets, shares, strict=True)
    ]


def _told(hers: Rupiah, net: Rupiah) -> Share:
    """What is left of a net is commission, what lacks the shop's gift; of goods that came back both below zero."""
    left = net - hers
    if net >= ZERO:
        return Share(hers, max(left, ZERO), max(-left, ZERO))
    return Share(hers, min(left, ZERO), min(-left, ZERO))


def listed_for(line: SoldLine) -> Rupiah:
    """What a line costs before anything was lowered: by the list where another price was keyed, else its gross."""
    if line.rule not in CHANGED or line.returns is not None:
        return line.gross
    return max(line.quantity.at(line.list_price), line.gross)


def hers_to_bear(line: SoldLine) -> Rupiah:
    """The part of a line's discount that its maker bears: keyed, by promotion, or both."""
    given = line.promotion.discount if line.promotion else ZERO
    keyed = line.discount - given if line.bearer is Bearer.MAKER else ZERO
    return keyed + given if line.promotion and line.promotion.bearer is Bearer.MAKER else keyed


def _part(
    taken: Taken,
    gross: Rupiah,
    net: Rupiah,
    borne: Rupiah,
    listed: Rupiah,
    terms_of: Mapping[int, Terms],
    may_lower: bool,
) -> Part:
    if taken.owner_id is None:
        return Part(taken, gross, net, NOT_SHARED)
    deal = terms_of.get(taken.lot_id, ALL_HERS)
    if taken.quantity >= NOTHING:
        basis = gross if may_lower else listed
        return Part(taken, gross, net, terms.share_borne(deal, taken.quantity, basis, net, borne, listed))
    # Goods that came back undo what selling them would have shared.
    sold = terms.share_borne(deal, -taken.quantity, -gross, -net, -borne)
    return Part(taken, gross, net, Share(-sold.maker, -sold.commission, -sold.promotion))


def quantity_short(taken: Sequence[Taken]) -> Quantity:
    """How much of a line was not there."""
    return Quantity(sum(each.short.thousandths for each in taken))
