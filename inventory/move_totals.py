"""Kept totals of goods: what moved of each, and why, by day and by month.

They are added up whenever a shift is closed (`koperasi.unsummed_documents`); until then a
move writes nothing that another till writes too.  A move belongs to its document's own day
and to the branch of the place it happened at.  Only what was moved is told, not how much of
it came and how much went: no report asks for it, and each sum more is read with every row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from operator import add as plus
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from inventory.stock import Reason
from koperasi import bulk, unsummed_documents
from koperasi.columns import WordColumn
from koperasi.database import KEPT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.unsummed_documents import SUMMED


class MoveDay(Record):
    """What moved of a good on one day for one reason: the shop's own and makers' apart.

    `came_by` is the kind of document that filled stock below zero; "" for all other reasons.
    """

    __tablename__ = "move_days"
    __table_class__ = KEPT
    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    business_date: Mapped[date] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[Reason] = mapped_column(WordColumn(Reason), primary_key=True)
    came_by: Mapped[str] = mapped_column(primary_key=True)
    consigned: Mapped[bool] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity]
    value: Mapped[Rupiah]
    moves: Mapped[int]


class MoveMonth(Record):
    """The same of a whole month, named by its first day."""

    __tablename__ = "move_months"
    __table_class__ = KEPT
    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    business_date: Mapped[date] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[Reason] = mapped_column(WordColumn(Reason), primary_key=True)
    came_by: Mapped[str] = mapped_column(primary_key=True)
    consigned: Mapped[bool] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity]
    value: Mapped[Rupiah]
    moves: Mapped[int]


KEYS = ("branch_id", "business_date", "product_id", "reason", "came_by", "consigned")
SUMS = ("quantity", "value", "moves")
TABLES = (MoveDay, MoveMonth)

#: Of moves `m`, their documents `d`, lots `l` and places `s`: what each key is.
FROM = {
    "branch_id": "s.branch_id",
    "business_date": "d.business_date",
    "product_id": "m.product_id",
    "reason": "m.reason",
    "came_by": "CASE WHEN m.reason = 'filling' THEN d.kind ELSE '' END",
    "consigned": "l.owner_id IS NOT NULL",
}
_KEYS, _SUMS = ", ".join(KEYS), ", ".join(SUMS)
_SELECTED = ", ".join(FROM.values())
#: CAST, for what PostgreSQL adds up of whole numbers is none of its whole numbers.
_ADDED = "CAST(SUM(m.quantity) AS BIGINT), CAST(SUM(m.value) AS BIGINT), COUNT(*)"
_JOINED = (
    "JOIN documents d ON d.id = m.document_id JOIN lots l ON l.id = m.lot_id JOIN locations s ON s.id = m.location_id"
)
_GROUPED = "GROUP BY 1, 2, 3, 4, 5, 6"
_MOVES = text(
    f"SELECT {_SELECTED}, {_ADDED} FROM moves m {_JOINED} WHERE m.document_id IN :documents {_GROUPED}"  # noqa: S608
).bindparams(bindparam("documents", expanding=True))

Sums = dict[tuple[Any, ...], tuple[int, ...]]


def add(connection: Connection, waiting: Sequence[int]) -> None:
    """Add the moves of documents taken from the list to the totals of their days and months."""
    days: Sums = defaultdict(lambda: (0, 0, 0))
    months: Sums = defaultdict(lambda: (0, 0, 0))
    for documents in unsummed_documents.parts(waiting):
        for branch, day, *row in connection.execute(_MOVES, {"documents": documents}):
            rest, amounts = row[: -len(SUMS)], row[-len(SUMS) :]
            for sums, named in ((days, day), (months, f"{day[:7]}-01")):
                key = (branch, named, *rest)
                sums[key] = tuple(map(plus, sums[key], amounts))
    for record, sums in zip(TABLES, (days, months), strict=True):
        table = record.__table__
        if isinstance(table, Table) and sums:
            # In order of the key: the order of locks.
            bulk.add_to(connection, table, KEYS, SUMS, [(*key, *sums[key]) for key in sorted(sums)])


#: What is kept, less what the moves of summed documents say: nothing, anywhere.
WRONG_DAYS = f"""
SELECT p.code, p.name, w.business_date FROM (
  SELECT product_id, business_date FROM (
    SELECT {_KEYS}, {_SUMS} FROM move_days
    UNION ALL
    SELECT {_SELECTED}, -m.quantity, -m.value, -1 FROM moves m {_JOINED} WHERE m.document_id {SUMMED}
  ) AS both_sides GROUP BY {_KEYS} HAVING SUM(quantity) <> 0 OR SUM(value) <> 0 OR SUM(moves) <> 0
) w JOIN products p ON p.id = w.product_id ORDER BY w.business_date, p.code
"""  # noqa: S608
#: How a month's first day comes from a day; days are ISO text.
_MONTH = _KEYS.replace("business_date", "SUBSTR(business_date, 1, 7) || '-01'")
WRONG_MONTHS = f"""
SELECT DISTINCT business_date FROM (
  SELECT business_date FROM (
    SELECT {_KEYS}, {_SUMS} FROM move_months
    UNION ALL
    SELECT {_MONTH}, -quantity, -value, -moves FROM move_days
  ) AS both_sides GROUP BY {_KEYS} HAVING SUM(quantity) <> 0 OR SUM(value) <> 0 OR SUM(moves) <> 0
) AS wrong ORDER BY business_date
"""  # noqa: S608

#: How every total is made out of the moves; a migration says the same.
REMAKE = (
    f"""
INSERT INTO move_days ({_KEYS}, {_SUMS})
SELECT {_SELECTED}, {_ADDED} FROM moves m {_JOINED} WHERE m.document_id {SUMMED} {_GROUPED}""",  # noqa: S608
    f"""
INSERT INTO move_months ({_KEYS}, {_SUMS})
SELECT {_MONTH}, CAST(SUM(quantity) AS BIGINT), CAST(SUM(value) AS BIGINT), CAST(SUM(moves) AS BIGINT)
FROM move_days {_GROUPED}""",  # noqa: S608
)


def remake(connection: Connection) -> None:
    """Make all totals anew from the moves; on PostgreSQL whoever posts waits meanwhile."""
    unsummed_documents.hold(connection)
    for record in TABLES:
        connection.execute(delete(record))
    for statement in REMAKE:
        connection.execute(text(statement))
