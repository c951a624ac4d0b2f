"""What a promotion will really give: told when it is made, not at the counter.

A promotion stops at the cost of the goods; who promises "two for one" with a margin of a
tenth should hear it before the customers do.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from inventory import locations, pricing, promotions, queries
from inventory.goods import Good
from inventory.promotion_offers import Promotion, PromotionKind
from inventory.promotion_rules import Circumstances, Given, Item, decide
from koperasi.errors import Refused
from koperasi.money import total
from koperasi.quantity import ONE, Quantity
from koperasi.shop import Shop
from koperasi.text import _
from pos import promoted_goods


def warnings(connection: Connection, shop: Shop, promotion_id: int) -> list[str]:
    """For each good that a promotion in use names, what it gives less than it says; empty when all is well."""
    day = shop.branch.business_date(shop.clock())
    known = promotions.in_use(connection, day)
    named = [product for product, its in known.by_product.items() if any(each.id == promotion_id for each in its)]
    goods = queries.goods(connection, named)
    offered = promoted_goods.offered(connection, locations.shelf(connection, shop.branch.id), known, goods.values())
    alone = [_alone(good, promotion_id) for good in offered.values()]
    at = Circumstances("", shop.branch.id, day)
    items = [item for key, good in enumerate(alone) if (item := _item(key, good, at)) is not None]
    if any(good.promotions[0].kind is PromotionKind.BUNDLE for good in alone):
        return _told(items, decide(items, at))
    return [words for item in items for words in _told([item], decide([item], at))]


def _alone(good: Good, promotion_id: int) -> Good:
    """The good with this promotion only, for everybody and at any time."""
    mine = next(each for each in good.promotions if each.id == promotion_id)
    free = replace(mine, price_class="", branch_id=None, first_day=None, last_day=None, weekdays=0)
    return replace(good, promotions=(replace(free, begins=None, ends=None),))


def _item(key: int, good: Good, at: Circumstances) -> Item | None:
    """As much of a good as the promotion needs to give something once; None where it has no price."""
    (promotion,) = good.promotions
    unit = next((each for each in good.units if each.id in promotion.units), good.base)
    quantity = _enough(promotion, good.product_id)
    base = quantity.of_factor(unit.factor)
    try:
        price = pricing.price(unit, base, None, at.branch_id, at.day).list_price
    except Refused:
        return None
    listed = quantity.at(price).amount
    return Item(key, good, unit, quantity, listed, listed, base.thousandths)


def _enough(promotion: Promotion, product_id: int) -> Quantity:
    if promotion.kind is PromotionKind.BUNDLE:
        return next(each.quantity for each in promotion.pieces if each.product_id == product_id)
    return Quantity.of(promotion.buy + promotion.free) if promotion.kind is PromotionKind.FREE else ONE


def _told(items: list[Item], found: dict[int, Given]) -> list[str]:
    names = ", ".join(item.good.name for item in items)
    if not found:
        return [_("{names}: promo ini tidak memberi apa pun.").format(names=names)]
    if not any(each.capped for each in found.values()):
        return []
    given = total(each.discount for each in found.values())
    return [_("{names}: berhenti di harga pokok, hanya memberi {given}.").format(names=names, given=given)]
