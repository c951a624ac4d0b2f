"""Kept totals of the books: what arrived at each account and what left it, by day and by month.

They are added up whenever a shift is closed (`koperasi.unsummed_documents`); until then a
posting writes nothing that another till writes too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from operator import add as plus
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import bulk, unsummed_documents
from koperasi.database import KEPT, Record
from koperasi.money import Rupiah
from koperasi.unsummed_documents import SUMMED


class AccountDay(Record):
    """What documents of one kind did to an account on one day; both amounts are positive."""

    __tablename__ = "account_days"
    __table_class__ = KEPT
    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    business_date: Mapped[date] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    arrived: Mapped[Rupiah]
    gone: Mapped[Rupiah]
    postings: Mapped[int]


class AccountMonth(Record):
    """The same of a whole month, named by its first day."""

    __tablename__ = "account_months"
    __table_class__ = KEPT
    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    business_date: Mapped[date] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    arrived: Mapped[Rupiah]
    gone: Mapped[Rupiah]
    postings: Mapped[int]


class PartyDay(Record):
    """What one day did to a party's part of an account: a maker's, a member's, a supplier's."""

    __tablename__ = "party_days"
    __table_class__ = KEPT
    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    business_date: Mapped[date] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    arrived: Mapped[Rupiah]
    gone: Mapped[Rupiah]
    postings: Mapped[int]


class PartyMonth(Record):
    """The same of a whole month, named by its first day."""

    __tablename__ = "party_months"
    __table_class__ = KEPT
    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    business_date: Mapped[date] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    arrived: Mapped[Rupiah]
    gone: Mapped[Rupiah]
    postings: Mapped[int]


ACCOUNT_KEYS = ("branch_id", "business_date", "account_id", "kind")
PARTY_KEYS = ("branch_id", "account_id", "business_date", "party_id")
#: By the word that the tables' names begin with.
KEYS = {"account": ACCOUNT_KEYS, "party": PARTY_KEYS}
SUMS = ("arrived", "gone", "postings")
TABLES = (AccountDay, AccountMonth, PartyDay, PartyMonth)

#: Of postings `p`: the signs apart, so that a return is no smaller sale.
AMOUNTS = (
    "SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END) AS arrived, "
    "SUM(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END) AS gone, COUNT(*) AS postings"
)
_POSTINGS = text(
    f"SELECT e.branch_id, e.business_date, p.account_id, d.kind, p.party_id, {AMOUNTS} "  # noqa: S608
    "FROM entries e JOIN documents d ON d.id = e.document_id JOIN postings p ON p.document_id = e.document_id "
    "WHERE e.document_id IN :documents GROUP BY e.branch_id, e.business_date, p.account_id, d.kind, p.party_id"
).bindparams(bindparam("documents", expanding=True))

Key = tuple[Any, ...]
Sums = dict[Key, tuple[int, int, int]]


def add(connection: Connection, waiting: Sequence[int]) -> None:
    """Add the postings of documents taken from the list to the totals of their days and months."""
    of_accounts: Sums = defaultdict(lambda: (0, 0, 0))
    of_parties: Sums = defaultdict(lambda: (0, 0, 0))
    for documents in unsummed_documents.parts(waiting):
        for branch, day, account, kind, party, *amounts in connection.execute(_POSTINGS, {"documents": documents}):
            more = [int(each) for each in amounts]
            _add(of_accounts, (branch, day, account, kind), more)
            if party is not None:
                _add(of_parties, (branch, account, day, party), more)
    _keep(connection, (AccountDay, AccountMonth), ACCOUNT_KEYS, of_accounts)
    _keep(connection, (PartyDay, PartyMonth), PARTY_KEYS, of_parties)


def _add(sums: Sums, key: Key, more: Sequence[int]) -> None:
    arrived, gone, postings = map(plus, sums[key], more)
    sums[key] = (arrived, gone, postings)


def _keep(
    connection: Connection, records: tuple[type[Record], type[Record]], keys: tuple[str, ...], days: Sums
) -> None:
    """Add to the days and to their months, in order of the key (lock order)."""
    place = keys.index("business_date")
    months: Sums = defaultdict(lambda: (0, 0, 0))
    for key, amounts in days.items():
        _add(months, (*key[:place], f"{key[place][:7]}-01", *key[place + 1 :]), amounts)
    for record, sums in zip(records, (days, months), strict=True):
        table = record.__table__
        if isinstance(table, Table) and sums:
            bulk.add_to(connection, table, keys, SUMS, [(*key, *amounts) for key, amounts in sorted(sums.items())])


#: What is kept, less what the postings of summed entries say: nothing, anywhere.
WRONG_ACCOUNTS = f"""
SELECT a.code, s.business_date FROM (
  SELECT account_id, business_date FROM (
    SELECT branch_id, business_date, account_id, kind, arrived, gone, postings FROM account_days
    UNION ALL
    SELECT e.branch_id, e.business_date, p.account_id, d.kind, -SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END),
      SUM(CASE WHEN p.amount < 0 THEN p.amount ELSE 0 END), -COUNT(*)
    FROM entries e JOIN documents d ON d.id = e.document_id JOIN postings p ON p.document_id = e.document_id
    WHERE e.document_id {SUMMED}
    GROUP BY e.branch_id, e.business_date, p.account_id, d.kind
  ) AS both_sides GROUP BY branch_id, business_date, account_id, kind
  HAVING SUM(arrived) <> 0 OR SUM(gone) <> 0 OR SUM(postings) <> 0
) s JOIN accounts a ON a.id = s.account_id ORDER BY s.business_date, a.code
"""  # noqa: S608
WRONG_PARTIES = f"""
SELECT w.code, s.business_date FROM (
  SELECT party_id, business_date FROM (
    SELECT branch_id, account_id, business_date, party_id, arrived, gone, postings FROM party_days
    UNION ALL
    SELECT e.branch_id, p.account_id, e.business_date, p.party_id,
      -CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END, CASE WHEN p.amount < 0 THEN p.amount ELSE 0 END, -1
    FROM entries e JOIN postings p ON p.document_id = e.document_id
    WHERE p.party_id IS NOT NULL AND e.document_id {SUMMED}
  ) AS both_sides GROUP BY branch_id, account_id, business_date, party_id
  HAVING SUM(arrived) <> 0 OR SUM(gone) <> 0 OR SUM(postings) <> 0
) s JOIN parties w ON w.id = s.party_id ORDER BY s.business_date, w.code
"""  # noqa: S608


def wrong_months(of: str) -> str:
    """Months of accounts or parties that are not the sum of their days."""
    keys = ", ".join(KEYS[of])
    month = keys.replace("business_date", "SUBSTR(business_date, 1, 7) || '-01' AS business_date")
    return (
        f"SELECT business_date FROM (SELECT {keys}, arrived, gone, postings FROM {of}_months UNION ALL "  # noqa: S608
        f"SELECT {month}, -arrived, -gone, -postings FROM {of}_days) AS both_sides GROUP BY {keys} "
        "HAVING SUM(arrived) <> 0 OR SUM(gone) <> 0 OR SUM(postings) <> 0 ORDER BY business_date"
    )


#: How every total is made out of the postings; a migration says the same.
REMAKE = (
    f"""
INSERT INTO account_days (branch_id, business_date, account_id, kind, arrived, gone, postings)
SELECT e.branch_id, e.business_date, p.account_id, d.kind, {AMOUNTS}
FROM entries e JOIN documents d ON d.id = e.document_id JOIN postings p ON p.document_id = e.document_id
WHERE e.document_id {SUMMED} GROUP BY e.branch_id, e.business_date, p.account_id, d.kind""",  # noqa: S608
    f"""
INSERT INTO party_days (branch_id, account_id, business_date, party_id, arrived, gone, postings)
SELECT e.branch_id, p.account_id, e.business_date, p.party_id, {AMOUNTS}
FROM entries e JOIN postings p ON p.document_id = e.document_id WHERE p.party_id IS NOT NULL
AND e.document_id {SUMMED} GROUP BY e.branch_id, p.account_id, e.business_date, p.party_id""",  # noqa: S608
    """
INSERT INTO account_months (branch_id, business_date, account_id, kind, arrived, gone, postings)
SELECT branch_id, SUBSTR(business_date, 1, 7) || '-01', account_id, kind, SUM(arrived), SUM(gone), SUM(postings)
FROM account_days GROUP BY branch_id, SUBSTR(business_date, 1, 7), account_id, kind""",
    """
INSERT INTO party_months (branch_id, account_id, business_date, party_id, arrived, gone, postings)
SELECT branch_id, account_id, SUBSTR(business_date, 1, 7) || '-01', party_id, SUM(arrived), SUM(gone), SUM(postings)
FROM party_days GROUP BY branch_id, account_id, SUBSTR(business_date, 1, 7), party_id""",
)


def remake(connection: Connection) -> None:
    """Make all totals anew from the postings; on PostgreSQL whoever posts waits meanwhile."""
    unsummed_documents.hold(connection)
    for record in TABLES:
        connection.execute(delete(record))
    for statement in REMAKE:
        connection.execute(text(statement))
