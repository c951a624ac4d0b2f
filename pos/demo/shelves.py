"""The demo's shelves: the catalogue made from the lists, and what stands there from day to day.

What is left is counted here besides, so that a customer takes only what there is and a
supplier brings only what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from inventory import catalogue, purchases, queries
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import Good, PriceLine, PriceRule, ProductKind
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.suppliers import Supplied
from koperasi import members, uids
from koperasi.money import Rupiah, half_up
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.shop import Shop
from koperasi.work import Actor
from pos.demo import lists, offices, tiles
from pos.demo.lists import Brought, Pack, Supplier, Ware

#: Days that goods of a category keep after they were bought; others are not dated.
KEEPS = {
    "Mi Instan": 210,
    "Bumbu Dapur": 300,
    "Kopi & Teh": 330,
    "Susu": 120,
    "Minuman": 240,
    "Makanan Ringan": 150,
    "Biskuit & Wafer": 200,
    "Obat & Kesehatan": 500,
}
#: Of so many dated goods one was bought late in its life, and expires some days after the demo ends.
ONE_OLD_IN = 9
#: What one of the ordered goods costs now, in per cent of what it was.
DEARER = 114
#: Nobody wrote it down when the shop was opened: it stands on the shelf, and the book falls below nothing.
FORGOTTEN = "1908"


@dataclass(slots=True)
class Stand:
    """A good's place on the shelf and what is left there, in base units."""

    ware: Ware
    good: Good
    left: Quantity = NOTHING
    #: Services sold and not yet paid to who provides them.
    sold: Quantity = NOTHING

    @property
    def wanted(self) -> Quantity:
        return wanted(self.ware)

    @property
    def bought_in(self) -> Pack:
        return bought_in(self.ware)

    def give(self, base: Quantity) -> None:
        if self.ware.service:
            self.sold += base
        else:
            self.left -= base


def wanted(ware: Ware) -> Quantity:
    """How much stands there after a supplier came: some weeks' worth, at least two packs."""
    by_packs = Quantity(2 * bought_in(ware).factor.thousandths)
    by_weeks = Quantity.of(max(6, 2 * ware.popularity))
    return max(by_weeks, by_packs) if ware.price < Rupiah(60_000) else Quantity.of(4)


def bought_in(ware: Ware) -> Pack:
    """The unit it is bought by: its largest."""
    single = Pack(ware.unit, ONE, ware.price)
    return max([single, *ware.packs], key=lambda pack: pack.factor)


@dataclass(slots=True)
class Shelves:
    """All goods by code, what makers and suppliers bring, and on which rack each category stands."""

    stands: dict[str, Stand]
    brought: list[Brought]
    suppliers: list[Supplier]
    racks: Mapping[str, str]

    def of(self, categories: Iterable[str]) -> list[Stand]:
        wanted = set(categories)
        return [stand for stand in self.stands.values() if stand.ware.category in wanted]


@dataclass(frozen=True, slots=True)
class Order:
    """What was ordered at a supplier and has not come yet."""

    id: int
    supplier: Supplier
    party: int
    lines: list[tuple[Stand, BoughtLine]]


def stock_up(shop: Shop, parties: Mapping[str, int]) -> Shelves:
    """Make the catalogue; nothing is on the shelves yet."""
    brought = lists.brought()
    wares = [*lists.wares(), *(each.ware for each in brought)]
    racks = tiles.places([each.category for each in wares])
    with shop.work(shop.konsole(), channel="office") as work:
        ids = catalogue.add_many(work, [_new(each, parties, racks[each.category]) for each in wares])
    with shop.reading() as connection:
        goods = queries.goods(connection, ids)
    stands = {ware.code: Stand(ware, goods[key]) for ware, key in zip(wares, ids, strict=True)}
    found = Shelves(stands, brought, lists.suppliers(), racks)
    with shop.work(shop.konsole(), channel="office") as work:
        offices.know_suppliers(work, found.suppliers, parties)
        offices.know_goods(work, [each for one in found.suppliers for each in _supplied(found, one, parties)])
    return found


def _supplied(shelves: Shelves, supplier: Supplier, parties: Mapping[str, int]) -> Iterable[Supplied]:
    """What a supplier brings, by the unit it is bought in."""
    for stand in shelves.of(supplier.categories):
        if not stand.ware.service and not stand.ware.maker:
            pack = stand.bought_in
            unit = next(each for each in stand.good.units if each.name == pack.unit)
            cost = Quantity(pack.factor.thousandths).at(stand.ware.cost)
            yield Supplied(parties[supplier.person.code], unit.id, last_price=cost, preferred=True)


def _new(ware: Ware, parties: Mapping[str, int], shelf: str) -> NewGood:
    asked = tiles.asked(ware)
    prices = [] if ware.open_price else [PriceLine(PriceRule.RETAIL, ware.price)]
    prices += [PriceLine(PriceRule.TIER, price, least) for least, price in ware.tiers]
    if ware.member_price is not None:
        prices.append(PriceLine(PriceRule.CLASS, ware.member_price, price_class=members.USUAL_CLASS))
    units = [NewUnit(ware.unit, ONE, _codes(ware, 0), tuple(prices))]
    for place, pack in enumerate(ware.packs, start=1):
        units.append(NewUnit(pack.unit, pack.factor, _codes(ware, place), (PriceLine(PriceRule.RETAIL, pack.price),)))
    bought = not ware.service and not ware.maker
    return NewGood(
        ware.code,
        ware.name,
        ware.category,
        ware.unit,
        ProductKind.SERVICE if ware.service else ProductKind.GOODS,
        parties[ware.maker] if ware.maker else None,
        ware.open_price,
        units=tuple(units),
        price_min=asked.least,
        price_max=asked.most,
        asks_note=asked.note,
        shelf="" if ware.service else shelf,
        min_stock=Quantity.of(wanted(ware).thousandths // 3000) if bought else NOTHING,
        target_stock=wanted(ware) if bought else None,
    )


def _codes(ware: Ware, place: int) -> tuple[str, ...]:
    code = ware.barcode(place)
    return (code,) if code else ()


def fill(shop: Shop, shelves: Shelves, actor: Actor, at: datetime, rng: Random, days: int) -> None:
    """The stock the shop starts with; some of it expires soon after so many days."""
    stands = [each for each in shelves.stands.values() if not each.ware.service and not each.ware.maker]
    day = shop.branch.business_date(at)
    ends = day + timedelta(days=days)
    lines = [_old(_line(each, each.wanted, day, rng), ends, rng) for each in stands]
    written = tuple(line for each, line in zip(stands, lines, strict=True) if each.ware.code != FORGOTTEN)
    with shop.work(actor, channel="office", now=at) as work:
        opening = PurchaseCommand(work.mint(), uids.new_uid(at), None, PaidFrom.OPENING, day, at, written)
        purchases.open_stock(work, opening)
    _put(stands, lines)


def _old(line: BoughtLine, ends: date, rng: Random) -> BoughtLine:
    """One in some of the dated ones is old already."""
    if line.expires_on is None or rng.randrange(ONE_OLD_IN):
        return line
    return replace(line, expires_on=ends + timedelta(days=rng.randrange(3, 28)))


def buy(shop: Shop, shelves: Shelves, supplier: Supplier, party: int, actor: Actor, at: datetime, rng: Random) -> None:
    """A supplier brings what is running low, or is paid for services sold; nothing when all is there."""
    day = shop.branch.business_date(at)
    stands = [each for each in shelves.of(supplier.categories) if _due(each)]
    lines = [_line(each, each.sold or each.wanted - each.left, day, rng) for each in stands]
    if not lines:
        return
    if any(each.ware.service for each in stands):
        paid_from = PaidFrom(supplier.paid_from)
        with shop.work(actor, channel="office", now=at) as work:
            bought = PurchaseCommand(work.mint(), uids.new_uid(at), party, paid_from, day, at, tuple(lines))
            purchases.receive(work, bought)
    else:
        goods = [(stand.good, line) for stand, line in zip(stands, lines, strict=True)]
        offices.receive(shop, supplier, party, goods, actor, at)
    _put(stands, lines)


def ordered(shelves: Shelves, supplier: Supplier, day: date, rng: Random, most: int) -> list[tuple[Stand, BoughtLine]]:
    """What is ordered at a supplier: whatever is most missing, so many lines."""
    stands = [each for each in shelves.of(supplier.categories) if not each.ware.service and not each.ware.maker]
    stands.sort(key=lambda each: each.left.thousandths * 1000 // each.wanted.thousandths)
    lines = [(each, _line(each, max(each.wanted - each.left, ONE), day, rng)) for each in stands[:most]]
    dearer = lines[0][1]
    lines[0] = lines[0][0], replace(dearer, cost=Rupiah(half_up(dearer.cost.amount * DEARER, 100)))
    return lines


def came(shop: Shop, shelves: Shelves, order: Order, actor: Actor, at: datetime) -> None:
    """An order is delivered, all of it."""
    goods = [(stand.good, line) for stand, line in order.lines]
    offices.receive(shop, order.supplier, order.party, goods, actor, at, order_id=order.id)
    _put([stand for stand, _line in order.lines], [line for _stand, line in order.lines])


def _due(stand: Stand) -> bool:
    if stand.ware.service:
        return bool(stand.sold and stand.ware.cost)
    return Quantity(2 * stand.left.thousandths) < stand.wanted


def _line(stand: Stand, missing: Quantity, day: date, rng: Random) -> BoughtLine:
    """So many whole units as fill what is missing, at a cost that goes up and down a little."""
    ware, pack = stand.ware, stand.bought_in
    units = Quantity.of(-(-missing.thousandths // pack.factor.thousandths))
    paid = half_up(units.of_factor(pack.factor).at(ware.cost).amount * rng.randint(985, 1005), 1000)
    keeps = KEEPS.get(ware.category)
    until = day + timedelta(days=keeps + rng.randrange(60)) if keeps else None
    return BoughtLine(stand.good.product_id, pack.unit, pack.factor, units, Rupiah(paid), until)


def _put(stands: Sequence[Stand], lines: Sequence[BoughtLine]) -> None:
    for stand, line in zip(stands, lines, strict=True):
        if stand.ware.service:
            stand.sold = NOTHING
        else:
            stand.left += line.base_quantity
