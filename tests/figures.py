"""Every report of the shop held against its documents, reckoned again in plain Python.

    python -m tests.figures FOLDER

takes the goods, purchases and tickets of a cooperative's book (`koperasi_products.csv`,
`koperasi_purchases.csv`, `transactions.csv` in FOLDER) into an empty shop by the imports of
the program, and holds every report over many days against the facts.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from koperasi.periods import Choices, Period
from koperasi.setups import NewShop, add_manager
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import founding, tables
from pos.commands.reports import maker
from tests import plain_goods, plain_makers, plain_money, plain_sales, plain_sold, titipan
from tests.plain_figures import Again, Facts, hold

Reckoned = Callable[[Facts, Period], Again]
AGAIN: dict[str, Reckoned] = {
    **plain_sales.AGAIN,
    **plain_sold.AGAIN,
    **plain_goods.AGAIN,
    **plain_makers.AGAIN,
    **plain_money.AGAIN,
}
#: Reports of the books: every posting is read for them by `tests.plain_books`.
BOOKS = frozenset(
    {
        "journal", "trial-balance", "cash-book", "ledger", "result", "position", "ppn", "debt-ages", "savings",
        "period-locks", "equity",
    }
)  # fmt: skip
#: What is not reckoned again, and why.
NOT_AGAIN = {
    "goods": "master data as it is, to be changed in a sheet",
    "units": "master data as it is, to be changed in a sheet",
    "twins": "names that are alike: no figure",
    "suppliers": "master data as it is",
    "agreements": "what was agreed, in words",
    "labels": "prices as they are, beside what was printed",
    "price-history": "prices as they are",
    "statements": "the papers themselves; their sums are tested against the ledger in laws/test_makers",
    "audit": "the chain's links one by one; the chain is walked by the check",
    "stock-card": "of one good: tests/inventory/test_reports, and movements for every good",
    "recall-buyers": "of one good: its buyers one by one",
    "order-proposal": "a forecast, with its own worked examples",
    "orders": "what was ordered, paper by paper; no sum of the books",
    "cost-alarms": "two costs side by side; no sum",
    "dead": "goods without sales: what is sold and left is told by turnover",
    "shrinkage": "the lines of count-results by category and shelf",
    "shrinkage-shifts": "the lines of count-results beside shifts",
    "consignment-slow": "a judgement about lots; their sums are in sell-through",
    "consignment-expiring": "a forecast; the lots are those of expiring",
    "consignment-losses": "the lines of consignment-losses-settled with those open, by cause",
    "consignment-losses-open": "a proposal of what is to be settled",
    "consignment-to-fetch": "places where goods wait, with a date; no sum of the books",
    "makers-to-call": "a judgement about people",
    "makers-to-ask": "a forecast",
}
#: Reports that can be put together in more than one way; every way is held.
WAYS = {
    "margin": ("", "category", "supplier", "maker"),
    "best-sellers": ("", "quantity", "margin"),
    "abc": ("", "margin"),
    "movements": ("", "value"),
    "sales-months": ("", "week", "day"),
    "members-share": ("", "week", "day"),
    "consignment-groups": ("", "village"),
}
#: Reports that can be narrowed to a category, or to the shop's or members' goods.
NARROWED = ("sales", "best-sellers", "abc", "margin", "stock", "stock-at", "movements", "turnover")
DAY = timedelta(days=1)


def compare(shop: Shop, asked: list[Period] | None = None) -> tuple[int, int]:
    """Hold every report against the facts; returns how many reports and how many cells were held."""
    reports, cells = 0, 0
    with shop.reading() as connection:
        facts = Facts(connection)
        for period in asked or periods(shop, facts):
            for name, again in AGAIN.items():
                for chosen in chosen_for(name, period, facts):
                    words = (name, chosen.branch.code, str(chosen.first), str(chosen.last), chosen.choices)
                    cells += hold(maker(name)(connection, chosen), again(facts, chosen), words)
                    reports += 1
    return reports, cells


def chosen_for(name: str, period: Period, facts: Facts) -> Iterator[Period]:
    """A report's days as they are asked for: in each way, of a category, of members' goods alone."""
    for by in WAYS.get(name, ("",)):
        yield replace(period, choices=Choices(by=by))
    if name in NARROWED:
        categories = sorted(each["id"] for each in facts.of("categories"))
        for choices in (Choices(consigned=True), Choices(consigned=False), Choices(category_id=0)):
            yield replace(period, choices=choices)
        if categories:
            yield replace(period, choices=Choices(category_id=categories[0]))


def periods(shop: Shop, facts: Facts) -> list[Period]:
    """One day, all days, a span that cuts its months, the last days with what is still open, and none."""
    days = sorted({date.fromisoformat(each["business_date"]) for each in facts.of("documents")})
    first, last = days[0], days[-1]
    cut = (first.replace(day=10), (first.replace(day=1) + timedelta(days=63)).replace(day=20))
    spans = [(first, last), (last, last), cut, (last.replace(day=1), last + DAY), (last + DAY, last + 9 * DAY)]
    spans.append((days[len(days) // 2], days[len(days) // 2]))
    return [Period(shop.branch, *span) for span in dict.fromkeys(spans)]


def main(folder: Path) -> None:
    """The cooperative's book, report by report."""
    tables.loaded()
    with tempfile.TemporaryDirectory() as scratch:
        shop = founding.found(Place.parse(str(Path(scratch) / "shop")), NewShop(branch_name="Ngantang"))
        add_manager(shop, "Yuni Kartika", "482915")
        tickets = Path(scratch) / "tickets.csv"
        titipan.keep_its_own(folder / "transactions.csv", tickets)
        titipan.read_in(shop, folder / "koperasi_products.csv", folder / "koperasi_purchases.csv", tickets)
        reports, cells = compare(shop)
        shop.close()
    print(f"{reports} reports are their documents added up, {cells:,} cells")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
