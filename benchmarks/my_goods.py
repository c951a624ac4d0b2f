"""A maker looks for herself, and all makers are stated and paid: a year of their goods behind the shop."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete

from benchmarks.floors import sqlite
from benchmarks.maker_years import Size, write
from benchmarks.measures import Deed, Maker, Times, in_turns
from benchmarks.results import Line, Section, between, shown
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from benchmarks.windows import OpenMyGoods
from consignment import my_goods_queries, payout_runs, statement_desks
from consignment.payout_facts import PayoutDraftRecord, Way
from consignment.payout_runs import RunAsk, Who

NAME = "makers"
HOW = (
    "200 makers with 3,000 lots, of which 200,000 lines were sold in a year; every other week all were stated and "
    "paid, the last two weeks are open. Her screen: from her right PIN to the painted window (1366 × 768, painted "
    "into memory), for the maker who sold most, with message and code; its floor is one raw SELECT of the sum of her "
    "sales a day. A payout run draws everybody's payout up and keeps it to be signed; statements are drawn up for all."
)
YEAR, QUICK = Size(200, 3_000, 200_000), Size(4, 24, 400)
SCREEN, RUN = 300, 5_000
SOLD = """
SELECT product_id, business_date, SUM(quantity), SUM(share) FROM maker_shares
WHERE maker_id = ? AND business_date >= ? GROUP BY product_id, business_date
"""


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    size = QUICK if run.quick else YEAR
    with opened(run.larder.copy(run.sizes[0], "makers")) as place:
        makers = write(place, size)
        raw: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
        window = OpenMyGoods(place)
        floor, read, seen = in_turns(
            [_bare(raw, makers[0], place), _read(place, makers[0]), _screen(window, makers[0])],
            rounds=run.rounds,
            each=run.each(20),
            warm=2,
        )
        window.close()
        raw.close()
        told = f"{size.makers:,} makers, {size.lines:,} lines"
        _say(section, f"her goods read, {told}", floor, read, SCREEN)
        _say(section, f"her screen painted, {told}", None, seen, SCREEN)
        (drawn,) = in_turns([_payouts(place)], rounds=2, each=1, warm=0)
        _say(section, f"a payout run drawn up, {told}", None, drawn, RUN)
        (stated,) = in_turns([_statements(place)], rounds=1, each=1, warm=0)
        _say(section, f"statements of a fortnight drawn up, {told}", None, stated, RUN)
    return section


def _bare(raw: Any, maker: int, place: Open) -> Maker:
    first = place.shift.business_date.replace(day=1).isoformat()
    return lambda: lambda: raw.execute(SOLD, (maker, first)).fetchall()


def _read(place: Open, maker: int) -> Maker:
    shop = place.shop

    def read() -> None:
        with shop.reading() as connection:
            my_goods_queries.read(connection, maker, shop.branch, shop.clock(), shop.settings)

    return lambda: read


def _screen(window: OpenMyGoods, maker: int) -> Maker:
    """Read, put into her screen with its message and code, and painted."""

    def make() -> Deed:
        window.leave()
        return lambda: window.open(maker)

    return make


def _payouts(place: Open) -> Maker:
    def make() -> Deed:
        with place.shop.database.writing() as connection:
            connection.execute(delete(PayoutDraftRecord))
        day = place.shift.business_date
        return lambda: _drawn(place, RunAsk(Who.ALL, day, day, Way.SAFE))

    return make


def _drawn(place: Open, ask: RunAsk) -> None:
    result = payout_runs.run(place.shop, place.shop.konsole(), ask)
    if not result.outcomes or all(each.draft_id is None for each in result.outcomes):
        raise AssertionError(f"nothing was drawn up: {result.outcomes[:1]}")


def _statements(place: Open) -> Maker:
    last: date = place.shift.business_date

    def draw() -> None:
        drawn = statement_desks.draw_all(place.shop, place.shop.konsole(), last)
        if not drawn.made:
            raise AssertionError("no statement was drawn up")

    return lambda: draw


def _say(section: Section, what: str, floor: Times | None, program: Times, most: int) -> None:
    """A row with the most that it may take at worst, in milliseconds."""
    told = (shown(program.p50), shown(program.p99), between(program), "", f"p99 ≤ {most:,}")
    section.say(Line(what, shown(floor.p50) if floor is not None else "", *told, program.p99 <= most))
