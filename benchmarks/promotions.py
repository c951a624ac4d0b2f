"""Promotions: the counter's figures with two hundred of them, and a full cart priced again for a member."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

from sqlalchemy import select

from benchmarks import lookups, scans
from benchmarks.floors import Floor
from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from inventory import promotions
from inventory.products import Category
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, Target
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import Quantity
from pos.cart import Cart
from pos.counter import Counter
from pos.stations import Station
from pos.till import Till

if TYPE_CHECKING:
    from benchmarks.windows import BareTable, OpenTill

NAME = "promotions"
HOW = (
    "The shop has 200 promotions of every kind: 100 on what sells most, 50 on categories, 50 bundles; a third for a "
    "class of members, a third by the hour. Lookup and scan as in their own sections; and a cart of 60 lines whose "
    "member is scanned, so that all its prices are decided again: its floor is the same without promotions."
)
COUNT = 200
LINES = 60
CLASS = "anggota"
KINDS = (PromotionKind.PERCENT, PromotionKind.AMOUNT, PromotionKind.FREE, PromotionKind.PRICE)


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    for goods in run.sizes:
        with opened(run.larder.copy(goods, "promotions")) as place:
            promote(place)
            _look_up(run, section, place)
            _scan(run, section, place)
            _price_again(run, section, place)
    return section


def _look_up(run: Run, section: Section, place: Open) -> None:
    floor = Floor(run.larder.folder / "floor-promotions.db", place.goods.wares)
    chance = random.Random(3)
    makers = [lookups.bare(floor, place, chance), lookups.priced(place, chance)]
    bare, priced = in_turns(makers, rounds=run.rounds, each=run.each(1_000))
    floor.close()
    section.compare(f"lookup, {len(place.goods.wares):,} goods", bare, priced, p99=0.5)


def _scan(run: Run, section: Section, place: Open) -> None:
    from benchmarks.windows import BareTable, OpenTill

    till, bare = OpenTill(place), BareTable()
    floor, program = in_turns(_scans(bare, till, place), rounds=run.rounds, each=run.each(100))
    till.settle()
    till.close()
    bare.close()
    section.compare(f"scan, {len(place.goods.wares):,} goods", floor, program, p99=16.7)


def _scans(bare: BareTable, till: OpenTill, place: Open) -> list[Maker]:
    return [scans.rows(bare), scans.scanned(till, place.goods)]


def _price_again(run: Run, section: Section, place: Open) -> None:
    promoted = _full(place)
    plain = replace(promoted, cart=_without(promoted.cart))
    makers = [_attaching(plain), _attaching(promoted)]
    floor, program = in_turns(makers, rounds=run.rounds, each=run.each(100))
    lines = len(promoted.cart.lines)
    section.compare(f"member on {lines} lines, {len(place.goods.wares):,} goods", floor, program, p99=16.7)


def _attaching(till: Till) -> Maker:
    sri = Card(7, "A-0217", "Sri Wahyuni", "Ibu", "Mawar", CLASS, ZERO, ZERO, ZERO)

    def make() -> Deed:
        return lambda: till.attached(sri)

    return make


def _full(place: Open) -> Till:
    """A till with so many lines of what sells most, a few of each."""
    shop, chance = place.shop, random.Random(5)
    counter = Counter(Station(shop, place.cashier, place.shift))
    till = Till(counter.new_cart(), shop.settings.cash_rounding)
    for ware in place.goods.wares[:LINES]:
        till = till.scanned(ware.barcode, counter.lookup(ware.barcode).seen, quantity=Quantity.of(chance.randint(1, 6)))
    return till.at(counter.moment())


def _without(cart: Cart) -> Cart:
    rows = tuple(replace(row, good=replace(row.good, promotions=()), promotion=None) for row in cart.rows)
    return replace(cart, rows=rows)


def promote(place: Open, count: int = COUNT) -> None:
    """Make so many promotions, by the program's own deed."""
    shop = place.shop
    with shop.reading() as connection:
        categories = list(connection.scalars(select(Category.id).order_by(Category.id)))
    wares = cycle(place.goods.wares[: count // 2])
    targets = [(Target(product_id=ware.id),) for ware in islice(wares, count // 2)]
    targets += [(Target(category_id=each),) for each in islice(cycle(categories), count // 4)]
    for number, aims in enumerate(targets):
        _make(place, number, NewPromotion(f"P{number}", f"Promo {number}", KINDS[number % len(KINDS)], aims))
    for number in range(len(targets), count):
        pair = (next(wares), next(wares))
        pieces = tuple(Target(product_id=ware.id, quantity=Quantity.of(1)) for ware in pair)
        cost = Rupiah(sum(ware.price for ware in pair) * 95 // 100)
        bundle = NewPromotion(f"P{number}", f"Paket {number}", PromotionKind.BUNDLE, pieces, amount=cost)
        _make(place, number, bundle)


def _make(place: Open, number: int, new: NewPromotion) -> None:
    said = {
        PromotionKind.PERCENT: {"rate_bps": 500},
        PromotionKind.AMOUNT: {"amount": Rupiah(100)},
        PromotionKind.PRICE: {"amount": Rupiah(900)},
        PromotionKind.FREE: {"buy": 5, "free": 1},
    }.get(new.kind, {})
    new = replace(new, **said, price_class=CLASS if number % 3 == 0 else "")  # type: ignore[arg-type]
    if number % 3 == 1:
        new = replace(new, begins=0, ends=24 * 60 - 1)
    with place.shop.work(place.shop.konsole(), channel="konsole") as work:
        promotions.add(work, new)
