"""A receipt found by its number: what a return begins with, with a million lines behind the shop."""

from __future__ import annotations

import random
from typing import Any

from benchmarks.floors import sqlite
from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from pos.counter import Counter
from pos.return_desks import ReturnDesk
from pos.stations import Station

NAME = "receipt"
HOW = (
    "The number on a receipt of 20 lines: its sale with every line, their lots, what of them has come back, how it was "
    "paid, and the goods as they are today. The floor is one raw SELECT of its lines by that number."
)
LINES = (
    "SELECT l.line, l.product_id, l.quantity, l.net, l.cost FROM documents d JOIN sale_lines l ON l.document_id = d.id "
    "WHERE d.number = ?"
)


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    with opened(run.larder.copy(run.sizes[-1], "receipt", run.history)) as place:
        raw: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
        numbers = [row[0] for row in raw.execute("SELECT number FROM documents WHERE kind = 'sale'")]
        chance = random.Random(17)
        makers = [_bare(raw, numbers, chance), _found(place, numbers, chance)]
        select, receipt = in_turns(makers, rounds=run.rounds, each=run.each(200), warm=3)
        raw.close()
        section.compare(f"{run.history:,} lines of history", select, receipt, p99=20)
    return section


def _bare(raw: Any, numbers: list[str], chance: random.Random) -> Maker:
    def make() -> Deed:
        number = chance.choice(numbers)
        return lambda: raw.execute(LINES, (number,)).fetchall()

    return make


def _found(place: Open, numbers: list[str], chance: random.Random) -> Maker:
    desk = ReturnDesk(Counter(Station(place.shop, place.cashier, place.shift)))

    def make() -> Deed:
        number = chance.choice(numbers)
        return lambda: desk.named(number).receipt

    return make
