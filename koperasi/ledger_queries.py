"""Accounts page by page: what each held, every document that moved it, and what it holds after.

Sales are many and small: where listing each would take long, those of a day are one row, out
of the kept totals.  Every other document always has its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from koperasi import account_queries
from koperasi.account_queries import NOTHING_MOVED, Days, Moved
from koperasi.documents import Kind
from koperasi.ledger import Account, Role
from koperasi.money import Rupiah
from koperasi.periods import Period

#: So many sales are listed one by one, out of days with so many postings; more are summed by the day.
LISTED, LOOKED_AT = 2_000, 60_000
EACH, BY_DAY = "each", "day"


class LedgerRow(NamedTuple):
    """A document's effect on an account in whole rupiah; or of a day's sales together (`sales` says how many).

    Plain values in the order they are read in: a book of a year has many.
    """

    business_date: str
    document_id: int | None
    number: str
    kind: str
    party: str
    arrived: int
    gone: int
    sales: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One account over some days."""

    account_id: int
    code: str
    name: str
    role: Role
    before: Rupiah
    rows: tuple[LedgerRow, ...]

    @property
    def arrived(self) -> Rupiah:
        return Rupiah(sum(each.arrived for each in self.rows))

    @property
    def gone(self) -> Rupiah:
        return Rupiah(sum(each.gone for each in self.rows))

    @property
    def after(self) -> Rupiah:
        return self.before + self.arrived - self.gone


@dataclass(frozen=True, slots=True)
class Book:
    """Pages of some accounts; `summed` says that sales stand in it by the day."""

    pages: tuple[Page, ...]
    summed: bool


def book(connection: Connection, period: Period, roles: Collection[Role]) -> Book:
    """Every account of these roles that held or moved anything, by code; or the chosen one alone.

    The choice `by` may be `each` (every sale) or `day` (sales by the day).
    """
    accounts = _accounts(connection, period, roles)
    branch, first, last = period.branch.id, period.first, period.last
    before = account_queries.of_accounts(connection, Days(branch, None, date.fromordinal(first.toordinal() - 1)))
    sold = account_queries.by_day(connection, Days(branch, first, last), accounts, Kind.SALE)
    summed = _summed(connection, period, sold)
    placed: dict[int, list[tuple[tuple[str, int, int], LedgerRow]]] = {account: [] for account in accounts}
    for account, order, row in _rows(connection, period, accounts, sold, summed=summed):
        placed[account].append((order, row))
    pages = []
    for number, (code, name, role) in accounts.items():
        held = before.get(number, NOTHING_MOVED).amount
        rows = tuple(row for _order, row in sorted(placed[number]))
        if held or rows or period.choices.account == number:
            pages.append(Page(number, code, name, role, held, rows))
    return Book(tuple(pages), summed)


Accounts = dict[int, tuple[str, str, Role]]


def _accounts(connection: Connection, period: Period, roles: Collection[Role]) -> Accounts:
    columns = (Account.id, Account.code, Account.name, Account.role)
    found = select(*columns).where(Account.role.in_(sorted(roles))).order_by(Account.code, Account.id)
    if period.choices.account is not None:
        found = found.where(Account.id == period.choices.account)
    return {number: (code, name, role) for number, code, name, role in connection.execute(found)}


Sold = dict[tuple[date, int, str], Moved]


def _summed(connection: Connection, period: Period, sold: Sold) -> bool:
    """Whether sales are too many to be listed one by one."""
    if period.choices.by in (EACH, BY_DAY):
        return period.choices.by == BY_DAY
    if not sold:
        return False
    everything = account_queries.of_accounts(connection, Days(period.branch.id, period.first, period.last))
    many = sum(each.postings for each in sold.values()) > LISTED
    return many or sum(each.postings for each in everything.values()) > LOOKED_AT


#: Within a day: what opens a shift, its sales, whatever else, and what closes it.
_RANKS = {Kind.SHIFT_OPEN.value: 0, Kind.SALE.value: 1, Kind.SHIFT_CLOSE.value: 3}
_ELSE = 2
_COLUMNS = """p.account_id, p.id, e.business_date, d.id, d.number, d.kind, COALESCE(w.name, '') AS party,
  CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END AS arrived,
  CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END AS gone"""
#: In this order (and by no account's index, which the plus sign says), whatever a planner knows
#: of the tables: a drawer's postings are those of all years.
_JOINED = "CROSS JOIN entries e CROSS JOIN postings p LEFT JOIN parties w ON w.id = COALESCE(p.party_id, d.party_id)"
_WHERE = (
    "e.document_id = d.id AND p.document_id = d.id AND e.branch_id = :branch "
    "AND e.business_date BETWEEN :first AND :last AND +p.account_id IN :accounts"
)
#: All that is no sale, by the papers' own dates; and what came into days that were locked already, by its mark.
_PAPERS = text(
    f"SELECT {_COLUMNS} FROM documents d {_JOINED} "  # noqa: S608
    f"WHERE d.kind <> 'sale' AND d.business_date BETWEEN :first AND :last AND {_WHERE} "
    f"UNION ALL SELECT {_COLUMNS} FROM documents d {_JOINED} "
    "WHERE d.id IN (SELECT document_id FROM flags WHERE rule = 'period-lock') "
    f"AND d.kind <> 'sale' AND d.business_date < :first AND {_WHERE}"
).bindparams(bindparam("accounts", expanding=True))
_SALES = text(
    f"SELECT {_COLUMNS} FROM entries e CROSS JOIN documents d CROSS JOIN postings p "  # noqa: S608
    f"LEFT JOIN parties w ON w.id = COALESCE(p.party_id, d.party_id) WHERE d.kind = 'sale' AND {_WHERE}"
).bindparams(bindparam("accounts", expanding=True))

Found = Iterator[tuple[int, tuple[str, int, int], LedgerRow]]


def _rows(connection: Connection, period: Period, accounts: Accounts, sold: Sold, *, summed: bool) -> Found:
    """Each row with its account and its place: its day, its rank within it, the order of posting."""
    values = {
        "branch": period.branch.id,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "accounts": list(accounts),
    }
    for statement in [_PAPERS] if summed or not sold else [_PAPERS, _SALES]:
        for account, posting, *row in connection.execute(statement, values).all():
            listed = LedgerRow._make((*row, 0))
            yield account, (listed.business_date, _RANKS.get(listed.kind, _ELSE), posting), listed
    if summed:
        for (day, account, _kind), moved in sold.items():
            of_day = _of_day(day.isoformat(), moved)
            yield account, (of_day.business_date, _RANKS[Kind.SALE.value], 0), of_day


def _of_day(day: str, moved: Moved) -> LedgerRow:
    return LedgerRow(day, None, "", Kind.SALE.value, "", moved.arrived.amount, moved.gone.amount, moved.postings)
