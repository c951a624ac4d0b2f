"""Searching: what the list under the scan box shows after each key."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.floors import Floor
from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import KINDS, MAKES, SORTS, opened
from pos.counter import MOST_FOUND, Counter
from pos.stations import Station

Search = Callable[[str], object]

NAME = "search"
HOW = (
    "Words of names typed key by key, in any order: after each key the goods that are shown, with units, prices and "
    "stock. The floor is a raw trigram index joined to names and prices."
)


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    for goods in run.sizes:
        with opened(run.larder.copy(goods, "search")) as place:
            floor = Floor(run.larder.folder / "floor-search.db", place.goods.wares)
            floor.index_names()
            counter = Counter(Station(place.shop, place.cashier, place.shift))
            makers = [
                _typed(random.Random(5), partial(floor.search, limit=MOST_FOUND)),
                _typed(random.Random(5), counter.search),
            ]
            bare, found = in_turns(makers, rounds=run.rounds, each=run.each(300))
            floor.close()
        section.compare(f"{goods:,} goods", bare, found, p99=10)
    return section


def _typed(chance: random.Random, search: Search) -> Maker:
    keys = _keys(chance)

    def make() -> Deed:
        words = next(keys)
        return lambda: search(words)

    return make


def _keys(chance: random.Random) -> Iterator[str]:
    """What stands in the box after each key, one query after the other."""
    while True:
        words = [chance.choice(each) for each in (KINDS, SORTS, MAKES)]
        query = " ".join(chance.sample(words, chance.randrange(1, 4))).lower()
        yield from (query[:length] for length in range(1, len(query) + 1))
