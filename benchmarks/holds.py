"""The open cart on disk: a line durable after its scan, and a held cart of sixty lines recalled."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count
from pathlib import Path

from benchmarks.floors import Floor
from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from koperasi import commands
from koperasi.quantity import Quantity
from pos import recalls
from pos.counter import Counter
from pos.offers import Offers
from pos.stations import Station
from pos.till_values import Draft

NAME = "hold"
HOW = (
    "A code is scanned at the till's screen into a cart of up to 20 lines; timed until its line is on the disk, with "
    "the window alive all the while. And a held cart of 60 lines is taken, its goods and prices read again, and kept "
    "as the till's open cart. The floors write the same text into a bare table and commit."
)
LINES, CART = 60, 20


class Paper:
    """A bare table in a file of its own, with one row of text."""

    def __init__(self, file: Path) -> None:
        self._floor = Floor(file, ())
        self.connection = self._floor.connection
        self.connection.execute("CREATE TABLE papers(id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")

    def keep(self, words: str) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("DELETE FROM papers WHERE id = 1")
        self.connection.execute("INSERT INTO papers VALUES (1, ?)", (words,))
        self.connection.execute("COMMIT")

    def close(self) -> None:
        self._floor.close()


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    for goods in run.sizes:
        with opened(run.larder.copy(goods, "hold")) as place:
            paper = Paper(run.larder.folder / "floor-hold.db")
            _keep(run, section, place, paper)
            _recall(run, section, place, paper)
            paper.close()
    return section


def _keep(run: Run, section: Section, place: Open, paper: Paper) -> None:
    from benchmarks.windows import OpenTill

    till, number, chance = OpenTill(place), count(1), random.Random(5)
    words = commands.encode(_draft(Counter(Station(place.shop, place.cashier, place.shift)), place, CART // 2))

    def scanned() -> Deed:
        till.settle()
        if next(number) % CART == 0:
            till.next_customer()
        code = place.goods.drawn(chance).barcode

        def kept() -> None:
            till.scan(code)
            till.until(lambda: till.checkout.kept)

        return kept

    floor, program = in_turns([_written(paper, words), scanned], rounds=run.rounds, each=run.each(100))
    till.settle()
    till.close()
    section.compare(f"a line on disk, {len(place.goods.wares):,} goods", floor, program, p99=100)


def _recall(run: Run, section: Section, place: Open, paper: Paper) -> None:
    counter = Counter(Station(place.shop, place.cashier, place.shift))
    draft = _draft(counter, place, LINES)

    def recalled() -> Deed:
        recalls.hold(counter, draft, "")
        return lambda: recalls.recall(counter, draft.cart.id)

    makers: list[Callable[[], Deed]] = [_written(paper, commands.encode(draft)), recalled]
    floor, program = in_turns(makers, rounds=run.rounds, each=run.each(40), warm=5)
    section.compare(f"{LINES} lines recalled, {len(place.goods.wares):,} goods", floor, program, p99=50)


def _draft(counter: Counter, place: Open, lines: int) -> Draft:
    cart = counter.new_cart()
    for number, ware in enumerate(place.goods.wares[:lines]):
        cart, _key = cart.add(counter.lookup(ware.barcode).seen[0].found, Quantity.of(number % 5 + 1))
    return Draft(cart, (), Offers(), payment_seen=False)


def _written(paper: Paper, words: str) -> Maker:
    return lambda: lambda: paper.keep(words)
