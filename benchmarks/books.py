"""Reports of the books over a year of millions of postings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import perf_counter_ns
from typing import Any

from sqlalchemy import Connection

from benchmarks.book_years import write
from benchmarks.floors import sqlite
from benchmarks.measures import Deed, Maker, Times, in_turns
from benchmarks.results import Line, Section, between, shown
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.periods import Choices, Period
from pos import book_reports, closings, ledger_books, member_books, statement_books, tax_books
from printing.reports import Report

NAME = "books"
HOW = (
    "A year of sales with six postings each, 27 papers a day and the last day not summed yet, 200 makers and 2,000 "
    "members. Each report is made whole, from its SQL to its rows. The floor is one raw SELECT over the kept months "
    "(of accounts, or of members); what a raw sum over the year's postings takes stands first."
)
WANTED = 300
RAW = "SELECT account_id, SUM(amount) FROM postings GROUP BY account_id"
MONTHS = (
    "SELECT account_id, SUM(arrived), SUM(gone), SUM(postings) FROM account_months WHERE branch_id = ? "
    "GROUP BY account_id"
)
PARTIES = "SELECT party_id, SUM(arrived), SUM(gone) FROM party_months WHERE account_id = ? GROUP BY party_id"

Make = Callable[[Connection, Period], Report]


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    sales = max(run.history // 2, 400)
    with opened(run.larder.copy(run.sizes[0], "books")) as place:
        today = write(place, sales)
        year = Period(place.shop.branch, date(today.year, 1, 1), today)
        raw: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
        (postings,) = raw.execute("SELECT COUNT(*) FROM postings").fetchone()
        _say(section, f"a raw sum, {postings:,} postings", None, _once(lambda: raw.execute(RAW).fetchall()), None)
        whole = year.branch.id
        accounts = lambda: raw.execute(MONTHS, (whole,)).fetchall()  # noqa: E731
        members = lambda: raw.execute(PARTIES, (ACCOUNT_IDS[Role.MEMBER_RECEIVABLE],)).fetchall()  # noqa: E731
        drawer = replace(year, choices=Choices(account=place.shift.account_id))
        for what, make, period, floor in (
            ("trial balance", book_reports.trial_balance, year, accounts),
            ("result, beside the year before", statement_books.result, year, accounts),
            ("position, beside a year ago", statement_books.position, year, accounts),
            ("PPN by month", tax_books.recapitulation, replace(year, choices=Choices(by="month")), accounts),
            ("cash book", ledger_books.cash_book, year, accounts),
            ("ledger of one drawer", ledger_books.ledger, drawer, accounts),
            ("journal", book_reports.journal, year, accounts),
            ("journal of today, every sale", book_reports.journal, replace(year, first=today), accounts),
            ("members' debts by age", member_books.ages, year, members),
            ("savings", member_books.savings, year, members),
        ):
            bare, report = in_turns(
                [lambda floor=floor: floor, _made(place, make, period)],  # type: ignore[misc]
                rounds=run.rounds,
                each=run.each(10),
                warm=2,
            )
            _say(section, f"{what}, {postings:,} postings", bare, report, None if run.quick else WANTED)
        raw.close()
        _say(section, "a day's entries summed at a close", None, _once(lambda: _sum_up(place)), None)
    return section


def _made(place: Open, make: Make, period: Period) -> Maker:
    def read() -> object:
        with place.shop.reading() as connection:
            return make(connection, period)

    return lambda: read


def _sum_up(place: Open) -> None:
    with place.shop.database.writing() as connection:
        closings.sum_up(connection)


def _once(deed: Deed) -> Times:
    """What is done only once: what it changes, or what takes seconds."""
    begun = perf_counter_ns()
    deed()
    return Times(((perf_counter_ns() - begun,),))


def _say(section: Section, what: str, floor: Times | None, seen: Times, wanted: float | None) -> None:
    ratio = f"{seen.p50 / floor.p50:.2f} ×" if floor is not None else ""
    bare = shown(floor.p50) if floor is not None else ""
    asked, reached = ("", None) if wanted is None else (f"p99 ≤ {wanted:g}", seen.p99 <= wanted)
    section.say(Line(what, bare, shown(seen.p50), shown(seen.p99), between(seen), ratio, asked, reached))
