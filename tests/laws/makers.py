"""A maker's life by the program's own deeds, driven by numbers: Hypothesis's, or chance's by the thousand.

    python -m tests.laws.makers --histories 20000 [--steps 16] [--seed 1] [--processes 2]

lives that many lives, each of a maker of her own: deliveries, sales, returns, other terms,
losses, goods found again, given back and bought, payouts and their reversals, statements and
theirs, each deed now and then done twice or cut off before its end.  After each statement
and at the end of each life `makers_model` makes her statements anew from the raw papers; the
difference must be 0 rupiah.  After each batch all checks of the program are run, and once
more on kept rows made anew.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections import Counter as Tally
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic

from sqlalchemy import text

from inventory import catalogue
from inventory.products import Product
from koperasi import masters, members, settings, shops, users
from koperasi.database import open_database
from koperasi.keys import StateFolder
from koperasi.members import NewMember
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.setups import NewShop
from koperasi.shops import Place
from pos import checks, founding, tables
from tests.consignment import gone
from tests.laws.maker_lives import PRICE, Life
from tests.places import stamped_tables
from tests.shops import TEST_KEYS, Clock, Counter, good, small_shop

#: How often each deed is done, in a life that chance leads.
WEIGHTS = {
    "deliver": 4, "sell": 8, "sell_lower": 1, "spend": 1, "bring_back": 4, "agree": 2, "count": 2, "spoil": 2,
    "settle": 3, "find": 2, "give_back": 2, "convert": 1, "pay": 3, "unpay": 1, "repay": 1, "adjust": 1, "state": 4,
    "unstate": 1, "take_back": 1, "next_day": 2,
}  # fmt: skip


def furnished(folder: Path) -> Counter:
    """A shop for lives, closed: its people and soap; counts are believed, returns may be late."""
    shop = founding.furnish(
        open_database(folder / "shop.db"),
        StateFolder(folder / "state"),
        NewShop(branch_name="Ngantang"),
        keys=TEST_KEYS,
        clock=Clock(),
        make_tables=stamped_tables,
    )
    counter = small_shop(shop)
    generous(counter)
    shop.close()
    return counter


def generous(counter: Counter) -> None:
    """Counts are believed, returns may be late, makers may be paid by one person."""
    wide = {"count_tolerance_pieces": 1_000, "count_tolerance_value": 1_000_000_000, "return_days": 3_650}
    with counter.shop.work(counter.manager, channel="office") as work:
        settings.change(work, wide)
    counter.shop.reload_settings()


def born(counter: Counter, number: int) -> Life:
    """A maker, a member too, who lets the shop set off, with two goods of hers."""
    shop = counter.shop
    with shop.work(shop.konsole(), channel="konsole") as work:
        maker = members.add(work, NewMember(f"M-{number:05}", f"Sri {number}", credit_limit=Rupiah(100_000)))
    with shop.work(shop.konsole(), channel="konsole") as work:
        named = [good(f"9{number:05}{n}", f"Kue {number} {n}", PRICE) for n in range(2)]
        first, second = catalogue.add_many(work, named)
    with shop.work(shop.konsole(), channel="konsole") as work:
        masters.change(work.connection, Party, maker, set_off_since=shop.branch.business_date(shop.clock()))
        for product in (first, second):
            masters.change(work.connection, Product, product, maker_id=maker)
    mine = replace(counter, maker_id=maker, member_id=maker)
    if mine.shift is None:
        counter.shift = mine.open()
    return Life(gone.of(mine), (first, second))


def live(life: Life, chance: random.Random, steps: int) -> None:
    """So many things by chance, then a last statement."""
    names = chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=steps)
    for name in ["deliver", *names, "state"]:
        life.step(name, *(chance.randrange(1 << 16) for _number in range(3)))
    life.right()


def some_lives(template: Path, first: int, count: int, steps: int, seed: int) -> Tally[str]:
    """Lives one after the other in a shop of their own, from a template; then all checks."""
    users.MEMORY_KIB = 8
    tables.loaded()
    tally: Tally[str] = Tally()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(template / "state", folder / "state")
        place = Place(shutil.copy(template / "shop.db", folder), folder / "state")
        shop = shops.open_shop(place, Clock())
        with shop.reading() as connection:
            known = {row.name: row.id for row in connection.execute(text("SELECT name, id FROM users"))}
            people = [users.actor(connection, known[name]) for name in ("Yuni Kartika", "Rina Astuti")]
            goods = {row.code: row.id for row in connection.execute(text("SELECT code, id FROM products"))}
        counter = Counter(shop, *people, 0, 0, goods["101"], goods["201"], goods["301"])
        for number in range(first, first + count):
            life = born(counter, number)
            life.tally = tally
            try:
                live(life, random.Random(f"{seed}/{number}"), steps)
            except AssertionError as error:
                raise AssertionError(f"history {number} of seed {seed}: {error}") from error
            counter.shift = life.counter.shift
        found = checks.wrong(shop)
        checks.rebuild(shop)
        if found := [*found, *checks.wrong(shop)]:
            raise AssertionError(f"histories {first} to {first + count - 1} of seed {seed}: {found}")
        shop.close()
    tally["histories"] += count
    return tally


def main() -> None:
    """Live many lives, and tell how much happened in them."""
    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("--histories", type=int, default=20_000)
    asked.add_argument("--steps", type=int, default=16)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--batch", type=int, default=50)
    told = asked.parse_args()
    started, done = monotonic(), Tally[str]()
    with tempfile.TemporaryDirectory() as scratch, ProcessPoolExecutor(told.processes) as pool:
        users.MEMORY_KIB = 8
        furnished(Path(scratch))
        begun = [
            pool.submit(
                some_lives, Path(scratch), first, min(told.batch, told.histories - first), told.steps, told.seed
            )
            for first in range(0, told.histories, told.batch)
        ]
        for each in begun:
            done += each.result()
    seconds = monotonic() - started
    print(", ".join(f"{number} {name}" for name, number in sorted(done.items())))
    print(f"{done['histories']} histories in {seconds:.0f} s; the model differs by 0 rupiah")


if __name__ == "__main__":
    main()
