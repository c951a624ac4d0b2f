"""A month of goods: cartons come, pieces go, receipts are put right, shelves are counted while the shop sells.

Ten goods, 28 days.  Twice a week cartons come, with dates on some; every tenth receipt is
keyed ten times too dear and put right two days later; every evening something is thrown
away or not; on Sundays the shelf is counted while the till goes on.  At every day's end
stock and value are those of a shelf reckoned beside the shop, and every past day can be told
again.  The same on a cooperative's own book: `python -m tests.months FOLDER`.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from inventory import catalogue
from koperasi.money import Rupiah
from pos import checks
from tests.months import Bought, Month, Receipt
from tests.shops import Clock, Counter, good, new_shop, small_shop

WARES = (
    ("Indomie Goreng", 3_100, 40), ("Kopi Sachet", 1_450, 120), ("Gula Pasir 1 kg", 14_200, 20),
    ("Minyak Goreng 1 l", 16_900, 12), ("Teh Celup", 5_600, 24), ("Susu Kental", 11_300, 48),
    ("Sabun Cuci", 4_750, 36), ("Roti Tawar", 12_500, 10), ("Telur 1 kg", 26_400, 15), ("Biskuit", 7_850, 30),
)  # fmt: skip
KEEPS = {"Roti Tawar": 4, "Telur 1 kg": 14, "Susu Kental": 300}
DAYS = 28


def furnished(counter: Counter) -> dict[str, int]:
    with counter.shop.work(counter.manager) as work:
        new = [good(f"M{n:02}", name, cost * 115 // 100) for n, (name, cost, _carton) in enumerate(WARES)]
        return dict(zip((name for name, *_more in WARES), catalogue.add_many(work, new), strict=True))


def cartons(chance: random.Random, products: dict[str, int], day: date) -> list[Bought]:
    """What comes on a day of delivery: some goods by the carton, at a price that wanders."""
    bought: list[Bought] = []
    for name, cost, carton in chance.sample(WARES, 8):
        pieces = carton * chance.randint(2, 6)
        until = day + timedelta(days=KEEPS[name]) if name in KEEPS else None
        bought.append((products[name], pieces * 1_000, pieces * cost * chance.randint(95, 108) // 100, until))
    return bought


def sell(month: Month, counter: Counter, chance: random.Random, products: dict[str, int], day: date) -> None:
    """One basket: different goods, never refused for want of stock."""
    names = chance.sample(list(products), min(len(products), chance.randint(1, 4)))
    pieces = {name: chance.randint(1, 6) for name in names}
    counter.sell(*(counter.line(products[name], number, 5_000) for name, number in pieces.items()))
    for name, number in pieces.items():
        month.sold(day, products[name], number * 1_000)


def test_at_every_days_end_stock_and_value_are_those_of_the_shelf(tmp_path: Path) -> None:
    counter = small_shop(new_shop(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path))
    products, chance = furnished(counter), random.Random(28)
    month = Month(counter.shop, counter.manager, counter.cashier)
    month.begin()
    clock = counter.shop.clock
    assert isinstance(clock, Clock)
    wrong: list[tuple[Receipt, list[Bought]]] = []
    for n in range(DAYS):
        day = counter.open(0).business_date
        for receipt, right in [each for each in wrong if each[0].plain]:
            month.take_back(day, receipt)
            month.buy(day, right)
        wrong.clear()
        if n % 3 == 0:
            bought = cartons(chance, products, day)
            if n % 6 == 0:
                dear = [(product, number, cost * 10, until) for product, number, cost, until in bought]
                wrong.append((month.buy(day, dear), bought))
            else:
                month.buy(day, bought)
        for _basket in range(chance.randint(5, 9)):
            sell(month, counter, chance, products, day)
        whole = [key for key, ware in month.shelf.wares.items() if all(lot.quantity >= 0 for lot in ware.lots)]
        spoilt = next((key for key in whole if month.shelf.ware(key).quantity >= 3_000), 0)
        if n % 4 == 2 and spoilt:
            month.spoil(day, spoilt, 2_000)
        if n % 7 == 6:
            there = {
                key: max(month.shelf.ware(key).quantity - chance.choice((0, 0, 1_000, -1_000)), 0) for key in whole
            }
            coffee = {"Kopi Sachet": products["Kopi Sachet"]}
            month.count(day, there, partial(sell, month, counter, chance, coffee, day))
        month.end(day)
        counter.close(0)
        clock.at += timedelta(days=1)
    month.look_back()

    assert month.done["days"] == DAYS, dict(month.done)
    assert min(month.done[what] for what in ("purchases", "corrections", "write-offs", "goods counted")) >= 2
    assert checks.wrong(counter.shop) == []
    assert Rupiah(month.shelf.cost_of_goods) > Rupiah(0)
    counter.shop.close()
