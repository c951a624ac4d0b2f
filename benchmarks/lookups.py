"""Looking up: from a scanned code to a priced line of the cart."""

from __future__ import annotations

import random

from benchmarks.floors import Floor
from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from koperasi import uids
from pos.cart import Cart
from pos.counter import Counter
from pos.stations import Station

NAME = "lookup"
HOW = (
    "A printed code in a snapshot of its own: its good with units, tiers and stock, and a line of the cart with the "
    "price decided. The floor is one raw SELECT by the code."
)


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    for goods in run.sizes:
        with opened(run.larder.copy(goods, "lookup")) as place:
            floor = Floor(run.larder.folder / "floor-lookup.db", place.goods.wares)
            chance = random.Random(3)
            makers = [bare(floor, place, chance), priced(place, chance)]
            select, lines = in_turns(makers, rounds=run.rounds, each=run.each(1_000))
            floor.close()
        section.compare(f"{goods:,} goods", select, lines, p99=0.5)
    return section


def bare(floor: Floor, place: Open, chance: random.Random) -> Maker:
    def make() -> Deed:
        code = place.goods.drawn(chance).barcode
        return lambda: floor.find(code)

    return make


def priced(place: Open, chance: random.Random) -> Maker:
    shop = place.shop
    counter = Counter(Station(shop, place.cashier, place.shift))
    cart = Cart(shop.minter.next(), uids.new_uid(shop.clock()), shop.branch.id, place.shift.business_date)

    def make() -> Deed:
        code = place.goods.drawn(chance).barcode
        return lambda: cart.add(counter.lookup(code).seen[0].found)

    return make
