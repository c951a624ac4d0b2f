"""What stands on makers' accounts, read for all of them at once: what was earned lately, what was booked by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Text, func, select, text, type_coerce

from consignment import agreements, entries
from consignment.ages import MONTH, WEEK, Aged, aged
from consignment.entries import OWED, Balance
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.ledger import PostingRecord
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period

#: By what a maker's money leaves her account at the counter and in the office.
PAID = frozenset({Kind.PAYOUT})


@dataclass(frozen=True, slots=True)
class Booked:
    """What some days booked for a maker: `earned` + `others` − `paid` is what her balance changed by.

    `earned` is her share of what was sold, returns subtracted; `paid` what she was paid, or
    bought with it at the counter.
    """

    earned: Rupiah = ZERO
    paid: Rupiah = ZERO
    others: Rupiah = ZERO


def booked(
    connection: Connection, first: date | None = None, last: date | None = None, party: int | None = None
) -> dict[int, dict[Kind, Rupiah]]:
    """Maker → kind of document → what it booked for her (above zero it is hers), over all branches."""
    posting = PostingRecord
    found = (
        select(posting.party_id, Document.kind, summed(posting.amount))
        .join(Document, Document.id == posting.document_id)
        .where(posting.account_id == OWED, posting.party_id.is_not(None))
        .group_by(posting.party_id, Document.kind)
    )
    if first is not None:
        found = found.where(Document.business_date >= first)
    if last is not None:
        found = found.where(Document.business_date <= last)
    if party is not None:
        found = found.where(posting.party_id == party)
    sums: dict[int, dict[Kind, Rupiah]] = {}
    rows: Any = connection.execute(found)
    for maker, kind, amount in rows:
        sums.setdefault(maker, {})[kind] = -amount
    return sums


def told(share: Rupiah, sums: Mapping[Kind, Rupiah]) -> Booked:
    """Her shares and what each kind of document booked, as what she earned, was paid, and all else."""
    spent = share - sums.get(Kind.SALE, ZERO)
    paid = total(-amount for kind, amount in sums.items() if kind in PAID)
    others = total(amount for kind, amount in sums.items() if kind not in PAID and kind is not Kind.SALE)
    return Booked(share, paid + spent, others)


def booked_by_month(
    connection: Connection, year: int, party: int | None = None
) -> dict[int, dict[int, dict[Kind, Rupiah]]]:
    """Maker → month (1–12) → kind of document → what it booked for her in a year (above zero it is hers)."""
    posting, month = PostingRecord, func.substr(type_coerce(Document.business_date, Text), 6, 2)
    found = (
        select(posting.party_id, month, Document.kind, summed(posting.amount))
        .join(Document, Document.id == posting.document_id)
        .where(posting.account_id == OWED, posting.party_id.is_not(None))
        .where(Document.business_date.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(posting.party_id, month, Document.kind)
    )
    if party is not None:
        found = found.where(posting.party_id == party)
    months: dict[int, dict[int, dict[Kind, Rupiah]]] = {}
    rows: Any = connection.execute(found)
    for maker, number, kind, amount in rows:
        months.setdefault(maker, {}).setdefault(int(number), {})[kind] = -amount
    return months


def newest_day(connection: Connection, period: Period) -> date:
    """The day that "now" is for a report: its last one, or the last one that anything was booked on."""
    booked_on = connection.scalar(select(Document.business_date).order_by(Document.business_date.desc()).limit(1))
    return max(period.last, booked_on) if booked_on is not None else period.last


def balances(connection: Connection, today: date, party: int | None = None) -> dict[int, Balance]:
    """What each maker is owed and what of it is on hold, of one maker or of all."""
    return entries.balances(connection, today, None if party is None else [party])


def ages(connection: Connection, today: date, party: int | None = None) -> dict[int, Aged]:
    """What each maker is owed, by its age; only those with a balance."""
    held = agreements.hold_days(connection)
    longest = max((days for versions in held.values() for _first, days in versions), default=0)
    earned: dict[int, list[tuple[date, Rupiah]]] = {}
    for maker, kind, day, amount in _earned(connection, today - timedelta(days=MONTH + longest), party):
        earned.setdefault(maker, []).append((entries.matures(held, maker, kind, day, amount), amount))
    return {
        maker: aged(balance, earned.get(maker, ()), today)
        for maker, balance in balances(connection, today, party).items()
        if balance.owed
    }


def becoming(connection: Connection, today: date, within: int = WEEK) -> Rupiah:
    """What of all that is on hold becomes makers' to take within so many days."""
    held = agreements.hold_days(connection)
    longest = max((days for versions in held.values() for _first, days in versions), default=0)
    if not longest:
        return ZERO
    last = today + timedelta(days=within)
    return total(
        amount
        for maker, kind, day, amount in _earned(connection, today - timedelta(days=longest), None)
        if today < entries.matures(held, maker, kind, day, amount) <= last
    )


# CROSS JOIN: SQLite takes the tables in this order, the few days first, and (+ 0) the documents' own postings.
_OF_DAYS = """
SELECT p.party_id, d.kind, d.business_date, -SUM(p.amount) AS amount FROM documents d CROSS JOIN postings p
WHERE d.business_date >= :since AND p.document_id = d.id AND p.account_id + 0 = :account AND p.party_id IS NOT NULL
GROUP BY p.party_id, p.document_id, d.kind, d.business_date HAVING SUM(p.amount) < 0
"""
_OF_ONE = """
SELECT p.party_id, d.kind, d.business_date, -SUM(p.amount) AS amount FROM postings p JOIN documents d
ON d.id = p.document_id
WHERE p.party_id = :party AND p.account_id = :account AND d.business_date >= :since
GROUP BY p.party_id, p.document_id, d.kind, d.business_date HAVING SUM(p.amount) < 0
"""


def _earned(connection: Connection, since: date, party: int | None) -> list[tuple[int, Kind, date, Rupiah]]:
    """What became each maker's, by day and kind of document, since a day."""
    documents = _OF_DAYS if party is None else _OF_ONE
    found = text(
        "SELECT party_id, kind, business_date, CAST(SUM(amount) AS BIGINT) "  # noqa: S608
        f"FROM ({documents}) AS earned GROUP BY party_id, kind, business_date"
    )
    values = {"since": since.isoformat(), "account": OWED, **({} if party is None else {"party": party})}
    rows: Any = connection.execute(found, values)
    return [(maker, Kind(kind), date.fromisoformat(day), Rupiah(int(amount))) for maker, kind, day, amount in rows]
