"""The desk of agreed reductions: what is asked for today, and begun in one go."""

from __future__ import annotations

from collections.abc import Collection

from consignment import reductions
from consignment.reductions import Asked
from koperasi.shop import Shop
from koperasi.work import Actor


def read(shop: Shop) -> Asked:
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return reductions.read(connection, shop.branch, day)


def start(shop: Shop, person: Actor, products: Collection[int] | None = None) -> int:
    """Begin what is asked for (None: all of it), and end what is over; returns how many began."""
    day = shop.branch.business_date(shop.clock())
    with shop.work(person, channel="office") as work:
        asked = reductions.read(work.connection, shop.branch, day)
        if products is not None:
            asked = Asked(tuple(each for each in asked.proposals if each.lot.product_id in products), ())
        if not asked.open and not asked.over:
            return 0
        return reductions.start(work, reductions.command(asked, day))
