"""Scanning: from the scanned code to the painted line, in the till's real window."""

from __future__ import annotations

import random
from itertools import count
from typing import TYPE_CHECKING

from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Goods, opened

if TYPE_CHECKING:
    from benchmarks.windows import BareTable, OpenTill

NAME = "scan"
HOW = (
    "A code arrives at the till's screen (1366 × 768, painted into memory); it is looked up in a worker's thread, "
    "becomes a line of a cart of up to 20, and the window is painted. The floor is a bare Qt table that gets a row."
)
LINES = 20


def run(run: Run) -> Section:
    from benchmarks.windows import BareTable, OpenTill

    section = Section(NAME, HOW)
    for goods in run.sizes:
        with opened(run.larder.copy(goods, "scan")) as place:
            till, bare = OpenTill(place), BareTable()
            makers = [rows(bare), scanned(till, place.goods)]
            floor, program = in_turns(makers, rounds=run.rounds, each=run.each(100))
            till.settle()
            till.close()
            bare.close()
        section.compare(f"{goods:,} goods", floor, program, p99=16.7)
    return section


def rows(bare: BareTable) -> Maker:
    number = count(1)

    def make() -> Deed:
        place = next(number)
        if place % LINES == 0:
            bare.clear()
        return lambda: bare.add((str(place), "Sabun Mandi Melati 70 g", "1", "3.400", "3.400"))

    return make


def scanned(till: OpenTill, goods: Goods) -> Maker:
    number, chance = count(1), random.Random(9)

    def make() -> Deed:
        till.settle()
        if next(number) % LINES == 0:
            till.next_customer()
        code = goods.drawn(chance).barcode
        return lambda: till.scan(code)

    return make
