"""Stock on hand and its value, now and at a past day: the manager's first two questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from benchmarks.floors import sqlite
from benchmarks.measures import Deed, Maker, Times, in_turns
from benchmarks.results import Line, Section, between, shown
from benchmarks.runs import Run
from benchmarks.shops import Open, opened
from inventory import move_totals, stock_reports
from koperasi import account_totals
from koperasi.periods import Period
from printing.reports import Report

if TYPE_CHECKING:
    from benchmarks.windows import OpenReport

NAME = "stock"
HOW = (
    "Reports as the screen, the files and the command line get them, with their totals and the comparison with the "
    "books: the stock and value of every good with category, price and owner, and the value by category. The floor "
    "of each is one raw SELECT of the same sums over the same balances, its rows fetched. First rows: from the "
    "choice of the report in the office's window (1366 × 768, painted into memory) to its painted rows. A past day: "
    "in the middle of the history, every good with what there was of it; the floor adds its moves up."
)
LIST = """
SELECT p.code, p.name, c.name, p.base_unit, SUM(s.quantity), SUM(s.value), x.price, p.min_stock
FROM stock s JOIN products p ON p.id = s.product_id JOIN categories c ON c.id = p.category_id
JOIN product_units u ON u.product_id = p.id JOIN prices x ON x.product_unit_id = u.id
GROUP BY p.id ORDER BY p.name
"""
CATEGORIES = """
SELECT c.name, SUM(CASE WHEN s.quantity <> 0 THEN 1 ELSE 0 END), SUM(s.value)
FROM (SELECT product_id, SUM(quantity) AS quantity, SUM(value) AS value FROM stock GROUP BY product_id) s
JOIN products p ON p.id = s.product_id JOIN categories c ON c.id = p.category_id GROUP BY c.id
"""
PAST = """
SELECT m.product_id, SUM(m.quantity), SUM(m.value) FROM documents d CROSS JOIN moves m
WHERE m.document_id = d.id AND d.business_date <= ? GROUP BY m.product_id
"""
TIMES, FIRST_ROWS, PAST_DAY = 1.5, 300, 2_000

Make = Callable[[Connection, Period], Report]


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    with opened(run.larder.copy(run.sizes[-1], "stock", run.history)) as place:
        with place.shop.database.writing() as connection:
            # Days and months, as closes would have kept them.
            account_totals.remake(connection)
            move_totals.remake(connection)
        raw: Any = sqlite.connect(str(place.shop.database.path), isolation_level=None)
        _compare(run, section, place, raw)
        middle, moves = _middle(raw)
        makers = [_bare(raw, PAST, middle.isoformat()), _report(place, stock_reports.stock_at, middle)]
        floor, past = in_turns(makers, rounds=run.rounds, each=run.each(3), warm=1)
        raw.close()
        _say(section, f"a past day, {moves:,} moves", floor, past, PAST_DAY)
        _first_rows(run, section, place)
    return section


def _compare(run: Run, section: Section, place: Open, raw: Any) -> None:
    """The two reports against what SQL alone takes."""
    today = place.shift.business_date
    for what, statement, make, times in (
        ("every good", LIST, stock_reports.stock, TIMES),
        ("value by category", CATEGORIES, stock_reports.stock_value, None),
    ):
        makers = [_bare(raw, statement), _report(place, make, today)]
        floor, program = in_turns(makers, rounds=run.rounds, each=run.each(8), warm=1)
        section.compare(f"{what}, {run.sizes[-1]:,} goods", floor, program, times=times)


def _bare(raw: Any, statement: str, *values: object) -> Maker:
    return lambda: lambda: raw.execute(statement, values).fetchall()


def _report(place: Open, make: Make, day: date) -> Maker:
    def read() -> Report:
        with place.shop.reading() as connection:
            return make(connection, Period(place.shop.branch, day, day))

    return lambda: read


def _middle(raw: Any) -> tuple[date, int]:
    """The day before which half of the sales were made, and how many moves there are."""
    (moves,) = raw.execute("SELECT COUNT(*) FROM moves").fetchone()
    days = [row[0] for row in raw.execute("SELECT DISTINCT business_date FROM documents ORDER BY 1")]
    return date.fromisoformat(days[len(days) // 2]) - timedelta(days=1), moves


def _first_rows(run: Run, section: Section, place: Open) -> None:
    from benchmarks.windows import OpenReport

    window = OpenReport(place)
    try:
        (first,) = in_turns([_opening(window)], rounds=run.rounds, each=run.each(5), warm=1)
    finally:
        window.close()
    _say(section, f"first rows on the screen, {run.sizes[-1]:,} goods", None, first, FIRST_ROWS)


def _opening(window: OpenReport) -> Maker:
    def make() -> Deed:
        window.leave()
        return lambda: window.open("stock")

    return make


def _say(section: Section, what: str, floor: Times | None, program: Times, most: int) -> None:
    """A row with the most that it may take at worst, in milliseconds."""
    ratio = f"{program.p50 / floor.p50:.2f} ×" if floor is not None else ""
    told = (shown(program.p50), shown(program.p99), between(program), ratio, f"p99 ≤ {most}")
    section.say(Line(what, shown(floor.p50) if floor is not None else "", *told, program.p99 <= most))
