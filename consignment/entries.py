"""What stands on a maker's account, document by document, and what of it she can take.

Every document that posts to her is one entry: a sale what it owed her, a payout what she
was paid.  Always the ledger's own postings (DESIGN.md 2); nothing here is kept.  What a
sale owed is on hold for the days that her agreement of then says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from consignment import agreements
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.ledger import PartyBalance, PostingRecord, Role
from koperasi.money import ZERO, Rupiah, total

OWED = ACCOUNT_IDS[Role.OWED_TO_MAKERS]


@dataclass(frozen=True, slots=True)
class MakerEntry:
    """What one document booked for a maker: above zero it is hers, below zero she was paid or charged."""

    document_id: int
    kind: Kind
    number: str
    business_date: date
    amount: Rupiah
    #: From this day on she can take it.
    matures_on: date


@dataclass(frozen=True, slots=True)
class Balance:
    """What a maker is owed, and what of it is hers to take on a day.

    `available` is what may be paid: never above what she is owed, and below zero only when
    she owes.  A sale that came back while it was on hold still holds until its day.
    """

    owed: Rupiah = ZERO
    on_hold: Rupiah = ZERO

    @property
    def available(self) -> Rupiah:
        return min(self.owed, max(self.owed - self.on_hold, ZERO))


def owed(connection: Connection, makers: Collection[int] | None = None) -> dict[int, Rupiah]:
    """What each maker is owed over all branches (below zero: she owes); only those with a row."""
    found = select(PartyBalance.party_id, summed(PartyBalance.amount)).where(PartyBalance.account_id == OWED)
    if makers is not None:
        found = found.where(PartyBalance.party_id.in_(sorted(makers)))
    return {maker: -amount for maker, amount in connection.execute(found.group_by(PartyBalance.party_id))}


def of_maker(connection: Connection, maker_id: int, upto: date | None = None) -> list[MakerEntry]:
    """Her entries in the order they were posted, up to a business day."""
    return of_makers(connection, [maker_id], upto=upto).get(maker_id, [])


def of_makers(
    connection: Connection, makers: Collection[int] | None, *, since: date | None = None, upto: date | None = None
) -> dict[int, list[MakerEntry]]:
    """The entries of these makers (None: of all) by maker, of business days from `since` up to `upto`."""
    found = _postings()
    if makers is not None:
        found = found.where(PostingRecord.party_id.in_(sorted(makers)))
    if since is not None:
        found = found.where(Document.business_date >= since)
    if upto is not None:
        found = found.where(Document.business_date <= upto)
    held = agreements.hold_days(connection)
    entries: dict[int, list[MakerEntry]] = {}
    for maker, document_id, kind, number, day, amount in connection.execute(found):
        if amount:
            entry = MakerEntry(document_id, kind, number, day, -amount, matures(held, maker, kind, day, -amount))
            entries.setdefault(maker, []).append(entry)
    return entries


def of_documents(connection: Connection, maker_id: int, documents: Collection[int]) -> list[MakerEntry]:
    """What these documents booked for her, in the order they were posted."""
    found = _postings().where(PostingRecord.party_id == maker_id, PostingRecord.document_id.in_(sorted(documents)))
    held = agreements.hold_days(connection)
    return [
        MakerEntry(document_id, kind, number, day, -amount, matures(held, maker_id, kind, day, -amount))
        for _maker, document_id, kind, number, day, amount in connection.execute(found)
    ]


def matures(held: Mapping[int, list[tuple[date, int]]], maker: int, kind: Kind, day: date, amount: Rupiah) -> date:
    """The day from which an entry is hers to take: what a sale owed waits, all else is so at once."""
    if kind is not Kind.SALE or amount <= ZERO:
        return day
    days = [wait for first, wait in held.get(maker, ()) if first <= day]
    return day + timedelta(days=days[-1]) if days else day


def balances(connection: Connection, today: date, makers: Collection[int] | None = None) -> dict[int, Balance]:
    """What each maker is owed and what of it is on hold on a day: only recent sales can be."""
    sums = owed(connection, makers)
    held = agreements.hold_days(connection)
    longest = max((days for versions in held.values() for _first, days in versions), default=0)
    waiting: dict[int, Rupiah] = {}
    if longest:
        recent = of_makers(connection, makers, since=today - timedelta(days=longest))
        waiting = {
            maker: total(each.amount for each in entries if each.matures_on > today)
            for maker, entries in recent.items()
        }
    return {maker: Balance(amount, waiting.get(maker, ZERO)) for maker, amount in sums.items()}


def _postings() -> Any:
    """Party, document, kind, number, day and amount of every posting to a maker, summed by document."""
    posting = PostingRecord
    return (
        select(
            posting.party_id,
            posting.document_id,
            Document.kind,
            Document.number,
            Document.business_date,
            summed(posting.amount),
        )
        .join(Document, Document.id == posting.document_id)
        .where(posting.account_id == OWED, posting.party_id.is_not(None))
        .group_by(posting.party_id, posting.document_id, Document.kind, Document.number, Document.business_date)
        .order_by(posting.party_id, Document.business_date, posting.document_id)
    )
