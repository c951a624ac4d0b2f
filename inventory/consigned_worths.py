"""What makers' goods sell for, where they are lost: nothing is booked of it, but somebody answers for it.

The limits of those who write off, count or receive what was sent are judged by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inventory import pricing, queries
from inventory.goods import Good
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.work import Work

#: One part of what moves: its product, whose it is (None: the shop's), how much.
Moved = tuple[int, int | None, Quantity]


def of_parts(work: Work, parts: Iterable[Moved], day: date) -> Rupiah:
    """The worth of the makers' among these parts, of which less counts like more; the shop's own count nothing."""
    hers: dict[int, Quantity] = {}
    for product_id, owner_id, quantity in parts:
        if owner_id is not None:
            hers[product_id] = hers.get(product_id, NOTHING) + abs(quantity)
    return at_price(work, hers, day)


def at_price(work: Work, hers: Mapping[int, Quantity], day: date) -> Rupiah:
    """What so much (base units) of each product sells for to everybody; 0 where it has no price."""
    goods = queries.goods(work.connection, sorted(hers))
    return total(hers[product].at(_price(work, good, day)) for product, good in goods.items())


def _price(work: Work, good: Good, day: date) -> Rupiah:
    try:
        return pricing.price(good.base, ONE, None, work.shop.branch.id, day).list_price
    except Refused:
        return ZERO
