"""A month of a real shop: goods bought, sold, counted and corrected, and a shelf reckoned beside it.

    python -m tests.months FOLDER

takes the goods, purchases and tickets of a cooperative's book (`koperasi_products.csv`,
`koperasi_purchases.csv`, `transactions.csv` in FOLDER), goes through it day by day by the
deeds of the window, with counts and corrections between, and compares stock and value with
the shelf at the end of every day; and then every past day again with the report of stock at
a past date.  At the end every report of the books is held against its postings.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from inventory import (
    catalogue_files,
    count_entries,
    count_records,
    count_sessions,
    counts,
    imports,
    locations,
    purchase_reversals,
    receivings,
    stock_levels,
    write_offs,
)
from inventory import costs as list_costs
from inventory.count_entries import EntryCommand, EntryLine
from inventory.count_rules import Scope
from inventory.count_sessions import StartCommand
from inventory.counts import CloseCommand, FinishCommand
from inventory.imports import Options
from inventory.landed_costs import NO_DISCOUNT
from inventory.products import Product, ProductKind
from inventory.purchase_reversals import PurchaseReversed
from inventory.purchases import PaidFrom
from inventory.receivings import ReceivedLine, ReceivingCommand
from inventory.stock import Stock
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import settings, uids
from koperasi.columns import summed
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import ONE, Quantity
from koperasi.setups import NewShop, add_manager
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.work import Actor
from pos import checks, founding, tables, ticket_files
from tests import plain_books
from tests.shelves import Lot, Shelf
from tests.shops import Clock

#: Product, thousandths, rupiah for all of it, until when it keeps.
Bought = tuple[int, int, int, date | None]


@dataclass(slots=True)
class Receipt:
    """A purchase as it was received: its document, and the lots of the shelf that it made."""

    document: int
    lots: list[tuple[int, Lot, int, int]]
    plain: bool


@dataclass(slots=True)
class Month:
    """A shop and the shelf beside it, both told the same, day by day."""

    shop: Shop
    manager: Actor
    counter_person: Actor
    shelf: Shelf = field(default_factory=Shelf)
    ends: dict[date, dict[int, tuple[int, int]]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    done: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    place: int = 0

    def begin(self) -> None:
        """What is compared are the shop's own goods; every count is believed."""
        generous = {"count_tolerance_pieces": 1_000_000, "count_tolerance_value": 1_000_000_000}
        with self.shop.work(self.manager, channel="office") as work:
            settings.change(work, generous)
        self.shop.reload_settings()
        with self.shop.reading() as connection:
            self.place = locations.shelf(connection, self.shop.branch.id)
            own = select(Product.id).where(Product.kind == ProductKind.GOODS, Product.maker_id.is_(None))
            self.known = set(connection.execute(own).scalars())
            for product, cost in list_costs.of_products(connection, self.known).items():
                self.shelf.ware(product).costs.append((cost.value.amount, cost.quantity.thousandths))

    def _ids(self) -> tuple[int, str]:
        return self.shop.minter.next(), uids.new_uid(self.shop.clock())

    def _do(self, deed: Callable[..., object], command: object, by: Actor | None = None) -> None:
        with self.shop.work(by or self.manager, channel="office") as work:
            deed(work, command)

    def buy(self, day: date, bought: Sequence[Bought]) -> Receipt:
        """Goods received with their invoice."""
        lines = tuple(
            ReceivedLine(product, None, "Pcs", ONE, Quantity(number), amount=Rupiah(cost), expires_on=until)
            for product, number, cost, until in bought
        )
        asked = Rupiah(sum(cost for _product, _number, cost, _until in bought))
        ids = self._ids()
        when = (PaidFrom.SAFE, day, self.shop.clock(), lines, asked)
        self._do(receivings.receive, ReceivingCommand(*ids, None, *when, discount=NO_DISCOUNT))
        made, plain = [], True
        for product, number, cost, until in bought:
            if not number:
                continue
            plain = plain and all(lot.quantity >= 0 for lot in self.shelf.ware(product).lots)
            self.shelf.come(product, number, cost, day, until)
            made.append((product, self.shelf.ware(product).lots[-1], number, cost))
        self.done["purchases"] += 1
        return Receipt(ids[0], made, plain)

    def take_back(self, day: date, receipt: Receipt) -> None:
        """A receipt that was keyed wrong, and filled nothing, is taken back whole."""
        command = PurchaseReversed(*self._ids(), receipt.document, day, self.shop.clock(), "salah ketik")
        self._do(purchase_reversals.reverse, command)
        for product, lot, number, cost in receipt.lots:
            self.shelf.undo(product, lot, number, cost)
        self.done["corrections"] += 1

    def sold(self, day: date, product: int, number: int) -> None:
        """What the till sold, for the shelf."""
        if product in self.known:
            self.shelf.sell(product, number, day)
            self.done["lines sold"] += 1

    def spoil(self, day: date, product: int, number: int) -> None:
        """Thrown away."""
        line = SpoiltLine(product, "Pcs", ONE, Quantity(number), Cause.DAMAGED)
        self._do(write_offs.write_off, WriteOffCommand(*self._ids(), self.place, day, self.shop.clock(), (line,)))
        self.shelf.go(product, number, day)
        self.done["write-offs"] += 1

    def count(self, day: date, there: dict[int, int], meanwhile: Callable[[], object] = lambda: None) -> None:
        """Goods counted as they are found; `meanwhile` the shop goes on, before the count is closed."""
        session = self.shop.minter.next()
        start = StartCommand(session, self.place, Scope.LIST, self.shop.clock(), "Mingguan", products=tuple(there))
        self._do(count_sessions.start, start, self.counter_person)
        lines = tuple(EntryLine(product, Quantity(number)) for product, number in there.items())
        entry = EntryCommand(self.shop.minter.next(), session, self.shop.clock(), lines)
        self._do(count_entries.enter, entry, self.counter_person)
        differences = {product: number - self.shelf.ware(product).quantity for product, number in there.items()}
        meanwhile()
        self._do(counts.finish, FinishCommand(session, self.shop.clock()), self.counter_person)
        with self.shop.reading() as connection:
            last = count_records.by_id(connection, session).last_seq
        self._do(counts.close, CloseCommand(*self._ids(), session, last, day, self.shop.clock()))
        for product, difference in differences.items():
            if difference < 0:
                self.shelf.go(product, -difference, day)
            elif difference:
                self.shelf.found(product, difference)
        self.done["goods counted"] += len(there)

    def end(self, day: date) -> None:
        """The day's end: stock and value of every good are the shelf's."""
        with self.shop.reading() as connection:
            sums = select(Stock.product_id, summed(Stock.quantity), summed(Stock.value)).group_by(Stock.product_id)
            rows = connection.execute(sums).all()
        there = {product: (quantity.thousandths, value.amount) for product, quantity, value in rows}
        self._same(day, {product: each for product, each in there.items() if product in self.known and any(each)})
        self.ends[day] = self.shelf.standing()
        self.done["days"] += 1

    def look_back(self) -> None:
        """Every past day once more, by the report of stock at a past date; and the books are right."""
        place = stock_levels.COLUMNS.index
        for day in self.ends:
            with self.shop.reading() as connection:
                rows = stock_levels.at_end_of(connection, Period(self.shop.branch, day, day), retired=True)
            found = {row[place("id")]: (int(row[place("quantity")]), int(row[place("value")])) for row in rows}
            self._same(day, {key: each for key, each in found.items() if key in self.known and any(each)})
        wrong = checks.wrong(self.shop)
        if wrong:
            raise AssertionError(f"check finds: {wrong}")

    def _same(self, day: date, found: dict[int, tuple[int, int]]) -> None:
        expected = self.ends.get(day) or self.shelf.standing()
        if found != expected:
            other = {key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key)}
            told = [(key, found.get(key), expected.get(key)) for key in sorted(other)[:5]]
            raise AssertionError(f"{day}: {len(other)} goods differ, (good, shop, shelf): {told}")


def main(folder: Path) -> None:
    """The cooperative's book, day by day."""
    tables.loaded()
    purchases, tickets = _read(folder / "koperasi_purchases.csv"), _read(folder / "transactions.csv")
    by_day: dict[date, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for row in purchases:
        by_day[date.fromisoformat(row["date"])][0].append(row)
    for row in tickets:
        if row["ticket_id"].startswith("KCW"):
            by_day[date.fromisoformat(row["business_date"])][1].append(row)
    with tempfile.TemporaryDirectory() as scratch:
        clock = Clock(datetime.combine(min(by_day), time(1), UTC))
        month = _opened(Path(scratch), folder, clock)
        _walk(month, by_day, Path(scratch), clock)
        month.look_back()
        print(", ".join(f"{number} {what}" for what, number in month.done.items()))
        print(f"every day's end is the shelf's, {len(month.ends)} of {len(month.ends)}")
        print(f"{plain_books.compare(month.shop)} reports of the books are their postings added up")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _opened(scratch: Path, folder: Path, clock: Clock) -> Month:
    shop = founding.found(Place.parse(str(scratch / "shop")), NewShop(branch_name="Ngantang"))
    add_manager(shop, "Yuni Kartika", "482915")
    object.__setattr__(shop, "clock", clock)
    outcome = imports.run(
        shop, catalogue_files.IMPORT, folder / "koperasi_products.csv", Options(keep_good=True), shop.konsole()
    )
    print(f"{outcome.written} goods")
    month = Month(shop, shop.konsole(), shop.konsole())
    month.begin()
    return month


def _walk(month: Month, by_day: dict[date, tuple[list[Any], list[Any]]], scratch: Path, clock: Clock) -> None:
    chance = random.Random(5)
    with month.shop.reading() as connection:
        codes = {row.code: row.id for row in connection.execute(select(Product.id, Product.code))}
    wrong: list[tuple[Receipt, list[Bought]]] = []
    for day in sorted(by_day):
        clock.at = max(clock.at, datetime.combine(day, time(1), UTC))
        bought_rows, sold_rows = by_day[day]
        for receipt, right in [each for each in wrong if each[0].plain]:
            month.take_back(day, receipt)
            month.buy(day, right)
        wrong.clear()
        for rows in _papers(bought_rows, "purchase_id"):
            known = [row for row in rows if codes.get(row["item_code"]) in month.known and float(row["qty"])]
            lines = [_bought(codes, row) for row in known]
            if not lines:
                continue
            if chance.random() < 0.1:
                keyed = [(product, number, cost * 10 + 1, until) for product, number, cost, until in lines]
                wrong.append((month.buy(day, keyed), lines))
            else:
                month.buy(day, lines)
        _sell(month, scratch, codes, day, sold_rows)
        if day.weekday() == 6 or chance.random() < 0.1:
            _count(month, chance, day)
        month.end(day)


def _papers(rows: Iterable[Any], key: str) -> list[list[Any]]:
    papers: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        papers[row[key]].append(row)
    return list(papers.values())


def _bought(codes: dict[str, int], row: dict[str, str]) -> Bought:
    number = round(float(row["qty"]) * 1_000)
    return (codes[row["item_code"]], number, round(number * float(row["buy_price"]) / 1_000), None)


def _sell(month: Month, scratch: Path, codes: dict[str, int], day: date, rows: list[Any]) -> None:
    """The day's tickets come in as paper notes do, by the till's own deed."""
    if not rows:
        return
    path = scratch / f"tickets-{day}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    shop = month.shop
    outcome = imports.run(shop, ticket_files.IMPORT, path, Options(create_goods=True), shop.konsole())
    if outcome.rejections:
        raise AssertionError(f"{day}: {outcome.rejections[:3]}")
    for ticket in _papers(rows, "ticket_id"):
        for row in ticket:
            if row["item_code"] in codes and (number := round(float(row["qty"]) * 1_000)):
                month.sold(day, codes[row["item_code"]], number)


def _count(month: Month, chance: random.Random, day: date) -> None:
    """Ten goods of which none is below zero; now and then one is missing, or more than thought."""
    whole = [
        key for key, ware in month.shelf.wares.items() if ware.lots and min(lot.quantity for lot in ware.lots) >= 0
    ]
    picked = chance.sample(whole, min(10, len(whole)))
    there = {}
    for product in picked:
        now = month.shelf.ware(product).quantity
        there[product] = max(now + chance.choice((0, 0, 0, -1_000, -2_000, 1_000)), 0)
    if there:
        month.count(day, there)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
