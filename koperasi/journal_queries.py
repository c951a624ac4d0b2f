"""The journal: every document's postings in the order they were posted.

Over long times the sales of a day are one entry, out of the kept totals: a year of a busy
shop has millions of postings, which nobody reads one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text

from koperasi import account_queries
from koperasi.account_queries import Days
from koperasi.documents import Kind
from koperasi.ledger import Account
from koperasi.ledger_queries import BY_DAY, EACH
from koperasi.periods import Period

#: So many postings are listed one by one.
LISTED = 20_000
#: Rows fetched at a time where all of a journal is written down.
AT_ONCE = 2_000


class JournalRow(NamedTuple):
    """One posting in its stored form, or a day's sales on one account (then without a document).

    Plain values in the order they are read in: a journal has many.  `amount` arrives (+) at the
    account or leaves (−) it; `sales` counts postings added up.
    """

    business_date: str
    document_id: int | None
    number: str
    kind: str
    account_code: str
    account: str
    party_code: str
    party: str
    amount: int
    reference: str = ""
    sales: int = 0


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal's rows; `summed` says that sales stand in it by the day."""

    rows: tuple[JournalRow, ...]
    summed: bool = False


#: How many columns of a statement are a row's.
_OWN = 10
_COLUMNS = """e.business_date, d.id, d.number, d.kind, a.code, a.name, COALESCE(w.code, '') AS party_code,
  COALESCE(w.name, '') AS party, p.amount, COALESCE(d.reference, '') AS reference"""
#: Tables are read in the order they stand in, whatever a planner knows of them.
_POSTED = "CROSS JOIN postings p CROSS JOIN accounts a LEFT JOIN parties w ON w.id = p.party_id"
_WHERE = (
    "d.id = e.document_id AND p.document_id = e.document_id AND a.id = p.account_id "
    "AND e.branch_id = :branch AND e.business_date BETWEEN :first AND :last"
)
_EACH = (
    f"SELECT {_COLUMNS} FROM entries e CROSS JOIN documents d {_POSTED} WHERE {_WHERE} "  # noqa: S608
    "ORDER BY e.business_date, d.posted_at, d.id, p.id"
)
#: All that is no sale, by the papers' own dates; and what came into days that were locked already, by its mark.
_PAPERS = f"""
SELECT {_COLUMNS}, d.posted_at, p.id AS posting_id FROM documents d CROSS JOIN entries e {_POSTED}
WHERE d.kind <> 'sale' AND d.business_date BETWEEN :first AND :last AND {_WHERE}
UNION ALL
SELECT {_COLUMNS}, d.posted_at, p.id FROM documents d CROSS JOIN entries e {_POSTED}
WHERE d.id IN (SELECT document_id FROM flags WHERE rule = 'period-lock')
AND d.kind <> 'sale' AND d.business_date < :first AND {_WHERE}
ORDER BY 1, 11, 2, 12"""  # noqa: S608


def journal(connection: Connection, period: Period) -> Journal:
    """The journal of the days: every posting, or where there are many the sales of each day together.

    The choice `by` may be `each` (every posting) or `day` (sales by the day).
    """
    if _summed(connection, period):
        sales = _sales(connection, period)
        # A day's sales stand after its papers; sorting keeps the order of either.
        return Journal(tuple(sorted([*_read(connection, _PAPERS, period), *sales], key=_day)), summed=True)
    return Journal(tuple(_read(connection, _EACH, period)))


def first(connection: Connection, period: Period, rows: int = 200) -> Journal:
    """Its first rows, to be looked at while the rest is read."""
    return Journal(tuple(_read(connection, f"{_EACH} LIMIT {rows:d}", period)))


def every(connection: Connection, period: Period) -> Iterator[JournalRow]:
    """Every posting, a few at a time, so that a year's journal never lies in memory as a whole."""
    found = connection.execute(text(_EACH), _values(period), execution_options={"yield_per": AT_ONCE})
    for part in found.partitions():
        yield from map(_row, part)


def _summed(connection: Connection, period: Period) -> bool:
    if period.choices.by in (EACH, BY_DAY):
        return period.choices.by == BY_DAY
    days = Days(period.branch.id, period.first, period.last)
    return sum(each.postings for each in account_queries.of_accounts(connection, days).values()) > LISTED


def _day(row: JournalRow) -> str:
    return row.business_date


def _values(period: Period) -> dict[str, Any]:
    return {"branch": period.branch.id, "first": period.first.isoformat(), "last": period.last.isoformat()}


def _read(connection: Connection, statement: str, period: Period) -> list[JournalRow]:
    return [_row(row) for row in connection.execute(text(statement), _values(period)).all()]


def _row(row: Sequence[Any]) -> JournalRow:
    """The first columns are the row's own; what was only sorted by is left."""
    return JournalRow._make((*row[:_OWN], 0))


def _sales(connection: Connection, period: Period) -> Iterator[JournalRow]:
    """What a day's sales did to each account; arriving and leaving stand apart, as debit and credit."""
    named = connection.execute(select(Account.id, Account.code, Account.name))
    accounts = {number: (code, name) for number, code, name in named}
    days = Days(period.branch.id, period.first, period.last)
    moved = account_queries.by_day(connection, days, accounts, Kind.SALE)
    for (day, account, _kind), each in sorted(moved.items(), key=lambda item: (item[0][0], accounts[item[0][1]])):
        for amount in (each.arrived.amount, -each.gone.amount):
            if amount:
                yield _of_day(day, accounts[account], amount, each.postings)


def _of_day(day: date, account: tuple[str, str], amount: int, sales: int) -> JournalRow:
    return JournalRow(day.isoformat(), None, "", Kind.SALE.value, *account, "", "", amount, "", sales)
