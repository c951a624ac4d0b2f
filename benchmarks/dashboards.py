"""The manager's home: all of its figures at once, and what comes into its rows afterwards."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from benchmarks.floors import sqlite
from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.postings import sales_of
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from koperasi import account_totals
from pos import dashboard_tasks, dashboards, rollups

NAME = "dashboard"
HOW = (
    "Everything the manager's home shows at its first paint (today by hour against the last such weekdays, eight "
    "weeks, members, best sellers, cash, what waits), with 140 sales of 20 lines in the open shift, and on a day of "
    "the past with its kept totals; the rows that are counted afterwards (orders, makers, labels) apart. The floor is "
    "two raw SELECTs over the same file: the kept hours of sixteen weeks and the kept goods of seven days."
)
TODAYS, WANTED = 140, 300
#: Ten past four in the afternoon of the last day of the history.
PAST = datetime(2026, 10, 31, 9, 10, tzinfo=UTC)
HOURS = (
    "SELECT business_date, key, sum(count), sum(net) FROM day_totals WHERE branch_id = ? AND topic = 'hour' "
    "AND business_date BETWEEN date(?, '-112 days') AND ? GROUP BY business_date, key"
)
GOODS = (
    "SELECT key, sum(quantity), sum(net) AS net FROM day_totals WHERE branch_id = ? AND topic = 'product' "
    "AND business_date BETWEEN date(?, '-6 days') AND ? GROUP BY key ORDER BY net DESC LIMIT 5"
)


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    goods = run.sizes[-1]
    with opened(run.larder.copy(goods, "dashboard", run.history)) as place:
        _kept(place)
        make = sales_of(place, random.Random(4))
        for _sale in range(run.each(TODAYS)):
            make()()
        what = f"{goods:,} goods, {run.history:,} lines of history"
        for which, now in (("today", place.shop.clock()), ("a past day", PAST)):
            floor, home = in_turns(
                [_floor(place, now), _home(place, now)], rounds=run.rounds, each=run.each(10), warm=2
            )
            section.compare(f"{which}, {what}", floor, home, p99=WANTED)
        floor, later = in_turns([_floor(place, PAST), _later(place)], rounds=run.rounds, each=run.each(5), warm=1)
        section.compare(f"what is counted afterwards, {what}", floor, later)
    return section


def _kept(place: Open) -> None:
    """Days, months and accounts, as closes would have kept them."""
    with place.shop.database.writing() as connection:
        if not connection.execute(text("SELECT COUNT(*) FROM day_totals")).scalar_one():
            for statement in rollups.FILLS:
                connection.execute(text(statement))
        account_totals.remake(connection)


def _floor(place: Open, now: datetime) -> Maker:
    raw: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
    branch = place.shop.branch
    asked = (branch.id, *[branch.business_date(now).isoformat()] * 2)

    def read() -> object:
        return raw.execute(HOURS, asked).fetchall(), raw.execute(GOODS, asked).fetchall()

    def made() -> Deed:
        return read

    return made


def _home(place: Open, now: datetime) -> Maker:
    shop = place.shop

    def read() -> object:
        with shop.reading() as connection:
            return dashboards.read(shop, connection, shop.konsole(), now)

    return lambda: read


def _later(place: Open) -> Maker:
    shop = place.shop

    def read() -> object:
        with shop.reading() as connection:
            return dashboard_tasks.later(shop, connection, shop.konsole(), shop.clock())

    return lambda: read
