"""The day's report: its data, with nothing behind the shop and with a million lines."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from benchmarks.floors import sqlite
from benchmarks.measures import Deed, Maker, in_turns
from benchmarks.postings import sales_of
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from koperasi.periods import Period
from pos import sale_queries, totals

NAME = "report"
HOW = (
    "The data of the daily report, and all that is known of a day (by hour, category, product, maker and tender), "
    "summed from kept totals and, for today, from the raw lines of the open shift (140 sales of 20 lines). The floor "
    "is one raw SELECT over the same file's lines or totals."
)
TODAYS = 140
RAW = (
    "SELECT count(DISTINCT s.document_id), sum(l.gross), sum(l.discount), sum(l.net), sum(l.cost) FROM documents d "
    "JOIN sales s ON s.document_id = d.id JOIN sale_lines l ON l.document_id = d.id WHERE d.business_date = ?"
)
KEPT = (
    "SELECT topic, key, sum(count), sum(gross), sum(discount), sum(net), sum(cost) FROM day_totals "
    "WHERE business_date = ? AND topic IN ('hour', 'tender') GROUP BY topic, key"
)


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    goods = run.sizes[-1]
    with opened(run.larder.copy(goods, "report")) as place:
        _sell(place, run.each(TODAYS))
        _compare(run, section, "today, no history", place, place.shift.business_date, RAW)
    if run.history:
        with opened(run.larder.copy(goods, "report-history", run.history)) as place:
            _sell(place, run.each(TODAYS))
            today, past = place.shift.business_date, date(2026, 11, 1) - timedelta(days=1)
            for what, day, statement in (("today", today, RAW), ("a past day", past, KEPT)):
                _compare(run, section, f"{what}, {run.history:,} lines of history", place, day, statement)
    return section


def _sell(place: Open, sales: int) -> None:
    make = sales_of(place, random.Random(4))
    for _sale in range(sales):
        make()()


def _compare(run: Run, section: Section, what: str, place: Open, day: date, statement: str) -> None:
    raw: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)

    def bare() -> Deed:
        return lambda: raw.execute(statement, (day.isoformat(),)).fetchall()

    makers = [bare, _report(place, day), _everything(place, day)]
    floor, report, everything = in_turns(makers, rounds=run.rounds, each=run.each(30), warm=3)
    raw.close()
    section.compare(f"{what}: daily report", floor, report, p99=25)
    section.compare(f"{what}: everything", floor, everything, p99=25)


def _report(place: Open, day: date) -> Maker:
    period = Period(place.shop.branch, day, day)

    def read() -> object:
        with place.shop.reading() as connection:
            return sale_queries.days(connection, period)

    return lambda: read


def _everything(place: Open, day: date) -> Maker:
    def read() -> object:
        with place.shop.reading() as connection:
            return totals.of_days(connection, place.shop.branch, day, day)

    return lambda: read
