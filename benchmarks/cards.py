"""The stock card of a good with 10,000 moves: what the screen needs to show its first page."""

from __future__ import annotations

from typing import Any

from benchmarks.floors import sqlite
from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.results import Line, Section, between, shown
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from inventory import card_queries
from inventory.card_queries import Narrowed

NAME = "card"
HOW = (
    "One good that moved 10,000 times among a million lines: its head with places and lots, how many rows there are, "
    "and the newest page with what was left after every move. The floor is one raw SELECT of the sum of its moves."
)
MOVES = 10_000
WANTED = 200


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    moves = 100 if run.quick else MOVES
    with opened(run.larder.copy(run.sizes[-1], "card", run.history)) as place:
        raw: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
        product = place.goods.wares[-1].id
        moved = _move(raw, product, moves)
        makers = [_bare(raw, product), _card(place, product)]
        floor, card = in_turns(makers, rounds=run.rounds, each=run.each(20), warm=2)
        raw.close()
    section.say(
        Line(
            f"{moved:,} moves of one good, {run.history:,} lines of history",
            shown(floor.p50),
            shown(card.p50),
            shown(card.p99),
            between(card),
            f"{card.p50 / floor.p50:.1f} ×",
            f"p99 ≤ {WANTED}",
            card.p99 <= WANTED,
        )
    )
    return section


def _move(raw: Any, product: int, moves: int) -> int:
    """The good also moves in so many of the history's sales."""
    lot, location = raw.execute("SELECT lot_id, location_id FROM stock WHERE product_id = ?", (product,)).fetchone()
    sales = [row[0] for row in raw.execute("SELECT id FROM documents WHERE kind = 'sale' LIMIT ?", (moves,))]
    (last,) = raw.execute("SELECT max(id) FROM moves").fetchone()
    wanted = [sales[n % len(sales)] for n in range(moves)]
    rows = [(last + n + 1, sale, lot, product, location, -1_000, -800, "sale") for n, sale in enumerate(wanted)]
    raw.execute("BEGIN")
    names = "id, document_id, lot_id, product_id, location_id, quantity, value, reason"
    raw.executemany(f"INSERT INTO moves ({names}) VALUES (?,?,?,?,?,?,?,?)", rows)
    raw.execute("COMMIT")
    return int(raw.execute("SELECT count(*) FROM moves WHERE product_id = ?", (product,)).fetchone()[0])


def _bare(raw: Any, product: int) -> Maker:
    def make() -> Deed:
        return lambda: raw.execute(
            "SELECT sum(quantity), sum(value) FROM moves WHERE product_id = ?", (product,)
        ).fetchone()

    return make


def _card(place: Open, product: int) -> Maker:
    def read() -> None:
        with place.shop.reading() as connection:
            card_queries.head(connection, product)
            card_queries.count(connection, Narrowed(product))
            card_queries.page(connection, Narrowed(product))

    def make() -> Deed:
        return read

    return make
