"""Order proposals: what to order today, of all goods at once."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from benchmarks.floors import sqlite
from benchmarks.measures import Deed, in_turns
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from inventory import order_reports, orders, proposal_queries, suppliers
from inventory.orders import OrderCommand, OrderLine
from inventory.suppliers import NewSupplier, Supplied, Terms
from koperasi import uids
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

NAME = "orders"
HOW = (
    "The proposal of every good of a shop, all below their minimum, sold by 40 suppliers with 100 orders of 40 lines "
    "under way: pace of the last 28 days, stock, what is on its way, cartons, sorted and explained. The floor is two "
    "raw SELECTs over the same file: the sums of the same days' moves, and of the stock."
)
GOODS, SUPPLIERS, ORDERS, LINES = 10_000, 40, 100, 40
TODAY, FIRST = date(2026, 11, 1), "2026-10-04"
MOVED = (
    "SELECT +m.product_id, -sum(m.quantity) FROM documents d JOIN moves m ON m.document_id = d.id "
    "WHERE d.business_date >= ? AND m.reason IN ('sale', 'sale-return') GROUP BY +m.product_id"
)
LEFT = "SELECT product_id, sum(quantity) FROM stock GROUP BY product_id"


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    goods = min(GOODS, run.sizes[-1])
    with opened(run.larder.copy(goods, "orders", run.history)) as place:
        _prepare(place)
        _compare(run, section, f"{goods:,} goods, {run.history:,} lines of history", place)
    return section


def _prepare(place: Open) -> None:
    """Suppliers who sell everything, orders under way, and minimums above what there is."""
    shop, ids = place.shop, []
    for number in range(SUPPLIERS):
        with shop.work(shop.konsole(), channel="konsole") as work:
            terms = Terms(lead_days=number % 5, weekdays=number % 128, min_order=Rupiah(500_000))
            ids.append(suppliers.add(work, NewSupplier(f"S-{number:02}", f"Pemasok {number}", terms=terms)))
    units = list(place.goods.units.values())
    with shop.work(shop.konsole(), channel="konsole") as work:
        sold = [Supplied(ids[n % SUPPLIERS], unit, "", Rupiah(50_000), preferred=True) for n, unit in enumerate(units)]
        suppliers.supply_unguarded(work, sold)
    chance, products = random.Random(17), list(place.goods.units)
    for number in range(ORDERS):
        now = shop.clock()
        chosen = chance.sample(products, min(LINES, len(products)))
        lines = tuple(OrderLine(product, "Pcs", ONE, Quantity.of(24)) for product in chosen)
        with shop.work(shop.konsole(), channel="konsole") as work:
            ordered = (work.mint(), uids.new_uid(now), ids[number % SUPPLIERS], TODAY, now, lines)
            orders.make(work, OrderCommand(*ordered))
    raw: Any = sqlite.connect(str(shop.database.path), isolation_level=None)
    raw.execute("UPDATE products SET min_stock = 12000000")
    raw.close()


def _compare(run: Run, section: Section, what: str, place: Open) -> None:
    shop = place.shop
    raw: Any = sqlite.connect(str(shop.database.path), isolation_level=None)

    def sums() -> object:
        return raw.execute(MOVED, (FIRST,)).fetchall(), raw.execute(LEFT).fetchall()

    def proposal() -> object:
        with shop.reading() as connection:
            found = proposal_queries.read(connection, shop.branch, shop.settings, TODAY)
        return order_reports.proposed(found, shop.branch.shop_name)

    def floor() -> Deed:
        return sums

    def program() -> Deed:
        return proposal

    bare, found = in_turns([floor, program], rounds=run.rounds, each=5, warm=1)
    raw.close()
    section.compare(what, bare, found, p99=3_000)
