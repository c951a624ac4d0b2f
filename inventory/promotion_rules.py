"""Which promotion wins for the goods of a cart: one pure function.

Best price wins, no stacking: each good has the cheapest of what its prices give (tiers, her
class) and what one promotion gives off the list price.  A promotion that counts over lines
(free goods, a bundle) takes list prices for all lines it counts; one that works line by line
leaves a line that is cheaper otherwise as it is.  Of bundles that need the same good, those
together win that save most.  Nothing is reduced below its floor, unless the promotion may.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from inventory.goods import Good, Unit
from inventory.promotion_offers import Bearer, Promotion, PromotionKind
from koperasi.money import Rupiah, half_up, largest_remainder
from koperasi.quantity import ONE, THOUSAND, Quantity

#: So many bundles that stand in each other's way are tried in every combination; of more, those that save most.
BUNDLES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Circumstances:
    """For whom, where and when a cart is priced; `clock` is the branch's time of day."""

    price_class: str
    branch_id: int
    day: date
    clock: datetime | None = None

    def allow(self, promotion: Promotion) -> bool:
        return promotion.holds(self.price_class, self.branch_id, self.day, self.clock)


@dataclass(frozen=True, slots=True)
class Item:
    """A line as promotions see it: so many of a unit, what they cost by list and by the best price.

    Amounts in here are plain rupiah and thousandths: a full cart asks for thousands of them
    within one frame.
    """

    key: int
    good: Good
    unit: Unit
    quantity: Quantity
    listed: int
    cost: int
    #: How much it is in thousandths of the base unit.
    base: int

    @property
    def cheapness(self) -> tuple[Fraction, int, int]:
        """The order in which pieces are given away: those that cost least first."""
        return Fraction(self.listed, max(self.base, 1)), self.unit.id, self.key

    def worth(self, base: int) -> int:
        """What so many thousandths of it cost by list."""
        return half_up(self.listed * base, self.base)

    def times(self, amount: Rupiah) -> int:
        """So much for each unit of it, half up."""
        return half_up(self.quantity.thousandths * amount.amount, THOUSAND)

    def room(self, promotion: Promotion) -> int:
        """The most that may come off; nothing where its floor is not known."""
        if promotion.below_cost:
            return self.listed
        floor = self.good.floor
        if floor is None:
            return 0
        return max(self.listed - floor.least(Quantity(self.base), Rupiah(self.listed), promotion.bearer).amount, 0)


class Off(NamedTuple):
    """What comes off a line, in rupiah, and whether its floor allowed no more."""

    discount: int
    capped: bool


#: What a promotion gives, by the key of the line.
Gifts = Mapping[int, Off]


@dataclass(frozen=True, slots=True)
class Given:
    """What a promotion takes off one line."""

    promotion: Promotion
    discount: Rupiah
    #: Its floor allowed no more.
    capped: bool

    @property
    def reason(self) -> str:
        return self.promotion.reason(self.capped)


def decide(items: Sequence[Item], at: Circumstances) -> dict[int, Given]:
    """What promotions give, by the key of the line; a line with none is missing.

    The result does not depend on the order of the lines, but for lines that are alike.
    """
    by_good: dict[int, list[Item]] = {}
    known: dict[int, Promotion] = {}
    for item in items:
        if item.good.product_id not in by_good:
            known.update((each.id, each) for each in item.good.promotions)
        by_good.setdefault(item.good.product_id, []).append(item)
    holding = {key for key, each in known.items() if at.allow(each)}
    best = {product: _best_of(its_items, holding) for product, its_items in by_good.items()}
    bundles = [known[key] for key in sorted(holding) if known[key].kind is PromotionKind.BUNDLE]
    for bundle in _best_bundles(bundles, by_good, best):
        for product in bundle.products:
            mine = {item.key: bundle.gifts[item.key] for item in by_good[product] if item.key in bundle.gifts}
            best[product] = (bundle.promotion, mine)
    return {
        key: Given(promotion, Rupiah(off.discount), off.capped)
        for promotion, gifts in best.values()
        if promotion is not None
        for key, off in gifts.items()
    }


def concerned(products: Iterable[Good], product_id: int) -> set[int]:
    """The goods whose price may change with one of them: itself, and all that bundles tie to it."""
    bundles = {each.id: each.pieces for good in products for each in good.promotions if each.pieces}
    tied = [{piece.product_id for piece in pieces} for pieces in bundles.values()]
    found = {product_id}
    while more := [goods for goods in tied if goods & found and not goods <= found]:
        found.update(*more)
    return found


# -- one good -------------------------------------------------------------------------------


Best = tuple[Promotion | None, Gifts]


def _best_of(items: Sequence[Item], holding: Collection[int]) -> Best:
    """The promotion that makes a good cheapest, or none where its prices do as well."""
    best: Best = (None, {})
    least = sum(item.cost for item in items)
    for promotion in items[0].good.promotions:
        if promotion.id not in holding or promotion.kind is PromotionKind.BUNDLE or not _fits(promotion, items[0].good):
            continue
        gifts = _GIVING[promotion.kind](promotion, items)
        costs = _cost(items, gifts)
        if costs < least:
            best, least = (promotion, gifts), costs
    return best


def _fits(promotion: Promotion, good: Good) -> bool:
    return promotion.bearer is Bearer.SHOP or good.maker_id is not None


def _cost(items: Iterable[Item], gifts: Gifts) -> int:
    """What lines cost with some gifts: list price less the gift, else the best price."""
    return sum(item.listed - gifts[item.key].discount if item.key in gifts else item.cost for item in items)


def _counts(promotion: Promotion, item: Item) -> bool:
    """Whether it counts lines in this unit (see `Promotion`)."""
    if promotion.units:
        return item.unit.id in promotion.units
    return promotion.kind not in (PromotionKind.AMOUNT, PromotionKind.PRICE) or item.unit.factor == ONE


def _by_line(off: Callable[[Promotion, Item], int]) -> Callable[[Promotion, Sequence[Item]], Gifts]:
    """A promotion that works line by line: a line that is as cheap without it stays as it is."""

    def gifts(promotion: Promotion, items: Sequence[Item]) -> Gifts:
        found = {}
        for item in items:
            if _counts(promotion, item):
                wished = min(off(promotion, item), item.listed)
                given = min(wished, item.room(promotion))
                if given > 0 and item.listed - given < item.cost:
                    found[item.key] = Off(given, given < wished)
        return found

    return gifts


def _free(promotion: Promotion, items: Sequence[Item]) -> Gifts:
    """Of every so many whole pieces some are free: the cheapest ones, whatever lines they stand in."""
    counted = sorted((item for item in items if _counts(promotion, item)), key=lambda item: item.cheapness)
    sizes = [_size(promotion, item) for item in counted]
    pieces = sum(item.base // size for item, size in zip(counted, sizes, strict=True))
    left = pieces // (promotion.buy + promotion.free) * promotion.free
    if not left:
        return {}
    wished: dict[int, int] = {}
    for item, size in zip(counted, sizes, strict=True):
        taken = min(left, item.base // size)
        left -= taken
        wished[item.key] = item.worth(taken * size)
    return _gifts(promotion, counted, wished)


def _size(promotion: Promotion, item: Item) -> int:
    """What one counted piece is in thousandths of the base unit."""
    return item.unit.factor.thousandths if promotion.units else THOUSAND


def _gifts(promotion: Promotion, items: Sequence[Item], wished: Mapping[int, int]) -> Gifts:
    """Every counted line at list price less its part of what is given, as far as floors allow."""
    given = _spread([wished.get(item.key, 0) for item in items], [item.room(promotion) for item in items])
    short = sum(given) < sum(wished.values())
    return {item.key: Off(off, short) for item, off in zip(items, given, strict=True)}


def _spread(wished: Sequence[int], rooms: Sequence[int]) -> list[int]:
    """Parts as wished; what one line has no room for goes to others, in their order."""
    given = [min(wish, room) for wish, room in zip(wished, rooms, strict=True)]
    left = sum(wished) - sum(given)
    for place, room in enumerate(rooms):
        more = min(left, room - given[place])
        given[place] += more
        left -= more
    return given


_GIVING: dict[PromotionKind, Callable[[Promotion, Sequence[Item]], Gifts]] = {
    PromotionKind.PERCENT: _by_line(lambda promotion, item: half_up(item.listed * promotion.rate_bps, 10_000)),
    PromotionKind.AMOUNT: _by_line(lambda promotion, item: item.times(promotion.amount)),
    PromotionKind.PRICE: _by_line(lambda promotion, item: item.listed - item.times(promotion.amount)),
    PromotionKind.FREE: _free,
}

# -- goods together -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that is in the cart whole: what it gives, and what it saves beyond the goods' own best."""

    promotion: Promotion
    products: frozenset[int]
    gifts: Gifts
    saving: int


def _best_bundles(
    bundles: Iterable[Promotion], by_good: Mapping[int, Sequence[Item]], best: Mapping[int, Best]
) -> list[Bundle]:
    """Those bundles, no two with a good in common, that together save most."""
    found = []
    for promotion in bundles:
        if all(piece.product_id in by_good for piece in promotion.pieces):
            bundle = _bundle(promotion, by_good, best)
            if bundle is not None and bundle.saving > 0:
                found.append(bundle)
    taken: list[Bundle] = []
    for rivals in _rivals(found):
        rivals = sorted(rivals, key=lambda each: (-each.saving, each.promotion.id))[:BUNDLES_AT_ONCE]
        taken += _most_saving(rivals)
    return taken


def _rivals(bundles: Iterable[Bundle]) -> list[list[Bundle]]:
    """The bundles in groups that have goods in common, directly or by way of others."""
    groups: list[list[Bundle]] = []
    for bundle in bundles:
        near = [group for group in groups if any(each.products & bundle.products for each in group)]
        groups = [group for group in groups if group not in near]
        groups.append([each for group in near for each in group] + [bundle])
    return groups


def _most_saving(rivals: Sequence[Bundle]) -> tuple[Bundle, ...]:
    if not rivals:
        return ()
    first, rest = rivals[0], rivals[1:]
    taken = (first, *_most_saving([each for each in rest if not each.products & first.products]))
    without = _most_saving(rest)
    return taken if _saved(taken) >= _saved(without) else without


def _saved(bundles: Iterable[Bundle]) -> int:
    return sum(each.saving for each in bundles)


def _bundle(promotion: Promotion, by_good: Mapping[int, Sequence[Item]], best: Mapping[int, Best]) -> Bundle | None:
    """As many of a bundle as the cart holds whole; each line's part by what its pieces cost."""
    goods = {piece.product_id: sorted(by_good[piece.product_id], key=lambda item: item.cheapness)
             for piece in promotion.pieces}  # fmt: skip
    sets = min(_in_all(goods[piece.product_id]) // piece.quantity.thousandths for piece in promotion.pieces)
    if not sets or not all(_fits(promotion, items[0].good) for items in goods.values()):
        return None
    counted: list[Item] = []
    worths: list[int] = []
    for piece in promotion.pieces:
        left = piece.quantity.thousandths * sets
        for item in goods[piece.product_id]:
            taken = min(left, item.base)
            left -= taken
            if taken:
                counted.append(item)
                worths.append(item.worth(taken))
    off = sum(worths) - promotion.amount.amount * sets
    if off <= 0:
        return None
    wished = dict(zip((item.key for item in counted), largest_remainder(off, worths), strict=True))
    gifts = _gifts(promotion, counted, wished)
    items = [item for its_items in goods.values() for item in its_items]
    now = sum(_cost(its_items, best[product][1]) for product, its_items in goods.items())
    return Bundle(promotion, frozenset(goods), gifts, now - _cost(items, gifts))


def _in_all(items: Iterable[Item]) -> int:
    return sum(item.base for item in items)
