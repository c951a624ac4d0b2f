"""Reports over a year of ten million sold lines: their data, against a bare sum of the same kept rows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from benchmarks import sold_years
from benchmarks.floors import sqlite
from benchmarks.measures import Maker, in_turns
from benchmarks.postings import sales_of
from benchmarks.results import Section
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from koperasi.periods import Choices, Period
from pos.commands.reports import maker

NAME = "reports"
HOW = (
    "The data of reports over the 365 days up to today, in a shop of 10,000 goods, 3,000 members, twelve cashiers and "
    "six tills that sold ten million lines in them: days and months as their closes keep them, and 140 sales of 20 "
    "lines in the open shift, which are counted raw. The floor is a bare SQL sum by key over the same months' rows; "
    "of reports that list decisions or shifts one by one, over the documents of the days."
)
LINES, GOODS, TODAYS, WANTED = 10_000_000, 10_000, 140, 300
#: Report, what it is put together by, and the topic that its floor adds up ("" for papers one by one).
REPORTS = (
    ("day", "", "hour"),
    ("sales-hours", "", "hour"),
    ("sales-cashiers", "", "cashier"),
    ("sales-categories", "", "category"),
    ("sales-units", "", "unit"),
    ("sales-prices", "", "rule"),
    ("sales-tenders", "", "tender"),
    ("sales-months", "", "hour"),
    ("sales-months", "week", "hour"),
    ("members-share", "", "hour"),
    ("sales-members", "", "member"),
    ("sales", "", "product"),
    ("best-sellers", "", "product"),
    ("abc", "", "product"),
    ("margin", "", "product"),
    ("margin", "category", "product"),
    ("cashier-signs", "", ""),
    ("over-short", "", ""),
    ("cash", "", ""),
    ("noncash", "", ""),
)
KEPT = "SELECT key, SUM(count), SUM(net), SUM(cost) FROM month_totals WHERE branch_id = ? AND topic = ? GROUP BY key"
PAPERS = "SELECT kind, COUNT(*), MAX(at) FROM documents WHERE branch_id = ? AND kind <> 'sale' GROUP BY kind"


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    lines, goods = (20_000, run.sizes[-1]) if run.quick else (LINES, GOODS)
    with opened(run.larder.copy(goods, "reports")) as place:
        first = sold_years.write(place, lines)
        make = sales_of(place, random.Random(4))
        for _sale in range(run.each(TODAYS)):
            make()()
        for name, by, topic in REPORTS:
            makers = [_floor(place, topic), _report(place, name, by, first)]
            floor, report = in_turns(makers, rounds=run.rounds, each=run.each(10), warm=1)
            section.compare(f"{name}{' by ' + by if by else ''}, a year", floor, report, p99=WANTED)
    return section


def _floor(place: Open, topic: str) -> Maker:
    raw: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
    branch = place.shop.branch.id

    def read() -> object:
        if not topic:
            return raw.execute(PAPERS, (branch,)).fetchall()
        return raw.execute(KEPT, (branch, topic)).fetchall()

    return lambda: read


def _report(place: Open, name: str, by: str, first: date) -> Maker:
    last = first + timedelta(days=sold_years.DAYS)
    period = replace(Period(place.shop.branch, first + timedelta(days=1), last), choices=Choices(by=by))
    make = maker(name)

    def read() -> object:
        with place.shop.reading() as connection:
            return make(connection, period)

    return lambda: read
