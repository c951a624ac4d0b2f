"""What the office reads of makers' money, as frozen rows; always the ledger's own sums."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.errors import Bug
from koperasi.ledger import Entry, PartyBalance, PostingRecord, Role
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.periods import Period

_OWED = ACCOUNT_IDS[Role.OWED_TO_MAKERS]


@dataclass(frozen=True, slots=True)
class Owed:
    """What a maker earned by sales of some days, what else was booked for her then, and what she is owed now."""

    code: str
    name: str
    earned: Rupiah
    settled: Rupiah
    owed: Rupiah


def owed_to_makers(connection: Connection, period: Period) -> list[Owed]:
    """Every maker with a balance or a booking in the days, by name."""
    in_days = (
        select(PostingRecord.party_id, Document.kind, summed(PostingRecord.amount))
        .join(Entry, Entry.document_id == PostingRecord.document_id)
        .join(Document, Document.id == PostingRecord.document_id)
        .where(PostingRecord.account_id == _OWED, Entry.branch_id == period.branch.id)
        .where(Entry.business_date.between(period.first, period.last))
        .group_by(PostingRecord.party_id, Document.kind)
    )
    earned: dict[int, Rupiah] = {}
    settled: dict[int, Rupiah] = {}
    for party_id, kind, amount in connection.execute(in_days):
        if party_id is None:
            raise Bug("what is owed to makers is owed to somebody")
        sums = earned if kind is Kind.SALE else settled
        sums[party_id] = sums.get(party_id, ZERO) - amount
    balances = select(PartyBalance.party_id, PartyBalance.amount).where(
        PartyBalance.account_id == _OWED, PartyBalance.branch_id == period.branch.id
    )
    owed = {party_id: -amount for party_id, amount in connection.execute(balances)}
    people = select(Party.id, Party.code, Party.name).where(Party.id.in_(owed.keys() | earned.keys() | settled.keys()))
    return [
        Owed(row.code, row.name, earned.get(row.id, ZERO), settled.get(row.id, ZERO), owed.get(row.id, ZERO))
        for row in connection.execute(people.order_by(Party.name, Party.code))
    ]
