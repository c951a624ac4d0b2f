"""Shops to measure in: as many goods as asked for, on the shelf, with people and an open shift.

Everything comes in by the program's own deeds.  A shop is made once per run and copied, shut,
for each benchmark that writes into it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path

from sqlalchemy import select

from benchmarks.floors import Ware
from inventory import catalogue, purchases
from inventory.barcodes import check_digit
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from inventory.products import ProductUnit
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from koperasi import settings, shifts, shops, tills, uids, users
from koperasi.keys import StateFolder
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.rights import ROLE_IDS
from koperasi.setups import NewShop, add_manager
from koperasi.shifts import OpeningCommand, Shift
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.work import Actor
from pos import founding, tables

KINDS = ("Sabun", "Kopi", "Teh", "Gula", "Minyak", "Mie", "Susu", "Biskuit", "Kecap", "Beras", "Sampo", "Deterjen")
SORTS = ("Mandi", "Bubuk", "Celup", "Pasir", "Goreng", "Instan", "Kental", "Kelapa", "Manis", "Pandan", "Wangi", "Cair")
MAKES = ("Melati", "Mawar", "Bromo", "Semeru", "Kelud", "Arjuno", "Kawi", "Brantas", "Selorejo", "Ngantang", "Pujon")
BATCH = 5_000
CATEGORIES = 24
PIN = "730164"


@dataclass(frozen=True, slots=True)
class Goods:
    """What is on the shelf: wares by rank of selling, and the unit each is sold in."""

    wares: tuple[Ware, ...]
    units: dict[int, int]

    def basket(self, chance: random.Random, lines: int = 20) -> list[tuple[Ware, int]]:
        """Different goods, a few of which sell far more often than most."""
        picked: dict[int, Ware] = {}
        while len(picked) < lines:
            ware = self.drawn(chance)
            picked[ware.id] = ware
        return [(ware, chance.randrange(1, 6)) for ware in picked.values()]

    def drawn(self, chance: random.Random) -> Ware:
        """One good: the chance falls about as one over its rank."""
        return self.wares[int(len(self.wares) ** chance.random()) - 1]


@dataclass(frozen=True, slots=True)
class OwnTill:
    """A PC's place in a shop, and the number of its till."""

    place: Place
    number: int


@dataclass(frozen=True, slots=True)
class Open:
    """An open shop with someone at its till."""

    shop: Shop
    cashier: Actor
    shift: Shift
    goods: Goods

    def another_till(self, number: int) -> OwnTill:
        """A till more, for a PC of its own with its own writer, its shift open."""
        here = self.shop.database.path or Path()
        place = Place(str(here), here.with_name(f"pc-{number}"))
        state = StateFolder(place.state)
        state.make()
        state.keep_keys(self.shop.keys)
        shop = shops.open_shop(place)
        with shop.work(shop.konsole(), channel="konsole") as work:
            till = tills.add_till(work, f"K{number}", f"Kasir {number}")
        shops.stand_at(shop, till)
        _open_shift(shop, self.cashier)
        shop.close()
        return OwnTill(place, number)


def barcode(number: int) -> str:
    body = f"899{number:09}"
    return body + str(check_digit(body))


def new_goods(count: int) -> Iterator[NewGood]:
    """So many goods, always the same ones."""
    chance = random.Random(7)
    for number in range(count):
        kind, sort, make = (chance.choice(words) for words in (KINDS, SORTS, MAKES))
        price = PriceLine(PriceRule.RETAIL, Rupiah(chance.randrange(10, 600) * 100), NOTHING)
        unit = NewUnit("Pcs", ONE, (barcode(number),), (price,))
        name = f"{kind} {sort} {make} {chance.randrange(5, 100) * 10} g {number}"
        yield NewGood(f"B{number:06}", name, f"Kategori {number % CATEGORIES}", units=(unit,))


def make(folder: Path, goods: int) -> None:
    """A shop with so many goods, ten thousand of each on the shelf, and its shift open; left shut."""
    shop = founding.found(Place.parse(str(folder)), NewShop(branch_name="Ngantang"))
    add_manager(shop, "Yuni Kartika", "482915")
    with shop.work(shop.konsole(), channel="konsole") as work:
        cashier_id = users.add(work, "Rina Astuti", ROLE_IDS["cashier"], PIN)
    with shop.work(shop.konsole(), channel="konsole") as work:
        settings.change(work, {"printer": "virtual"})
    new = new_goods(goods)
    while batch := list(islice(new, BATCH)):
        _stock(shop, batch)
        shop.rest()
    with shop.reading() as connection:
        cashier = users.actor(connection, cashier_id)
    _open_shift(shop, cashier)
    shop.rest()
    shop.close()


def _stock(shop: Shop, batch: Sequence[NewGood]) -> None:
    with shop.work(shop.konsole(), channel="konsole") as work:
        ids = catalogue.add_many(work, batch)
    now = shop.clock()
    lines = tuple(
        BoughtLine(product, "Pcs", ONE, Quantity.of(10_000), new.units[0].prices[0].price * 8_000)
        for product, new in zip(ids, batch, strict=True)
    )
    with shop.work(shop.konsole(), channel="konsole") as work:
        day = shop.branch.business_date(now)
        command = PurchaseCommand(work.mint(), uids.new_uid(now), None, PaidFrom.OPENING, day, now, lines)
        purchases.open_stock(work, command)


def _open_shift(shop: Shop, cashier: Actor) -> None:
    now = shop.clock()
    with shop.work(cashier) as work:
        day = shop.branch.business_date(now)
        command = OpeningCommand(work.mint(), uids.new_uid(now), shop.till_id or 0, Rupiah(300_000), day, now)
        shifts.open_shift(work, command)


@contextmanager
def opened(folder: Path, *, goods: bool = True) -> Iterator[Open]:
    """The shop in a folder, open, with its cashier and her shift; `goods` says that they are listed."""
    with opened_at(OwnTill(Place.parse(str(folder)), 1), goods=goods) as place:
        yield place


@contextmanager
def opened_at(till: OwnTill, *, goods: bool = True) -> Iterator[Open]:
    """A till of the shop, as a program of its own stands there."""
    tables.loaded()
    shop = shops.open_shop(till.place)
    try:
        with shop.reading() as connection:
            shift = shifts.open_shift_of(connection, shop.till_id or 0)
            if shift is None:
                raise LookupError(f"no shift is open in {till.place}")
            cashier = users.actor(connection, shift.cashier_id)
            found = select(ProductUnit.product_id, ProductUnit.id).order_by(ProductUnit.product_id)
            units = {row.product_id: row.id for row in connection.execute(found)} if goods else {}
        yield Open(shop, cashier, shift, _goods(units))
    finally:
        shop.close()


def _goods(units: dict[int, int]) -> Goods:
    """Goods as they were made, in an order of selling that has nothing to do with their ids."""
    made = zip(units, new_goods(len(units)), strict=True)
    wares = [
        Ware(product, barcode(number), new.name, number % CATEGORIES, price, price * 8 // 10)
        for number, (product, new) in enumerate(made)
        for price in [new.units[0].prices[0].price.amount]
    ]
    random.Random(11).shuffle(wares)
    return Goods(tuple(wares), units)


@dataclass(frozen=True, slots=True)
class Larder:
    """A folder with shops of each size, made when first asked for."""

    folder: Path

    def shop(self, goods: int) -> Path:
        """The folder of the made shop; not to be written into."""
        folder = self.folder / f"goods-{goods}"
        if not folder.exists():
            draft = folder.with_name(folder.name + ".new")
            shutil.rmtree(draft, ignore_errors=True)
            make(draft, goods)
            draft.rename(folder)
        return folder

    def with_history(self, goods: int, lines: int) -> Path:
        """The folder of a shop with so many lines of sales behind it; not to be written into."""
        folder = self.folder / f"goods-{goods}-lines-{lines}"
        if not folder.exists():
            draft = _copied(self.shop(goods), folder.with_name(folder.name + ".new"))
            import_module("benchmarks.histories").write(draft, lines)
            draft.rename(folder)
        return folder

    def copy(self, goods: int, name: str, lines: int = 0) -> Path:
        """A copy of a shop to write into."""
        made = self.with_history(goods, lines) if lines else self.shop(goods)
        return _copied(made, self.folder / name)


def _copied(made: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(made, folder))
