"""Funds: each payment that must be found in the shop's own app, with who said that it had come.

QRIS and transfers leave nothing in the drawer.  Their list is what a person lays beside the
provider's own at the end of a shift: time, amount, reference, who confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, select

from koperasi.branches import Branch
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.ledger import PostingRecord
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.shifts import ShiftClose
from koperasi.users import User
from pos.sale_facts import SaleTender
from pos.tender_corrections import TenderCorrection
from pos.tender_counts import ELSEWHERE, ShiftTenderCount, TenderCount
from pos.tenders import TenderKind

#: The account that each kind is on its way through → the kind.
KINDS = {ACCOUNT_IDS[role]: kind for kind, role in ELSEWHERE.items()}
_TENDER = (SaleTender.kind, SaleTender.applied, SaleTender.reference)


@dataclass(frozen=True, slots=True)
class Fund:
    """One payment: when it was confirmed (branch's clock), of which receipt, how much, its reference, by whom.

    What a correction or a refund took away stands with a minus.
    """

    at: datetime
    number: str
    kind: TenderKind
    amount: Rupiah
    reference: str
    by: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a closed shift kept of one kind: expected, and what the app showed."""

    number: str
    at: datetime
    count: TenderCount


def of_shift(connection: Connection, branch: Branch, shift_id: int) -> tuple[Fund, ...]:
    """A shift's payments in the order they came."""
    return _funds(connection, branch, Document.shift_id == shift_id)


def of_period(connection: Connection, period: Period) -> tuple[Fund, ...]:
    """The days' payments in the order they came."""
    days = Document.business_date.between(period.first, period.last)
    return _funds(connection, period.branch, days & (Document.branch_id == period.branch.id))


def sums(funds: tuple[Fund, ...]) -> dict[TenderKind, tuple[int, Rupiah]]:
    """Kind → how many payments came, and what they come to."""
    kinds = dict.fromkeys(each.kind for each in funds)
    return {
        kind: (
            sum(1 for each in funds if each.kind is kind and each.amount > ZERO),
            total(each.amount for each in funds if each.kind is kind),
        )
        for kind in kinds
    }


def seen_in(connection: Connection, period: Period) -> tuple[Seen, ...]:
    """What the shifts closed in the days kept of what the app showed."""
    count = ShiftTenderCount
    found = (
        select(Document.number, Document.at, count.kind, count.times, count.expected, count.confirmed, count.seen)
        .join(count, count.document_id == Document.id)
        .join(ShiftClose, ShiftClose.document_id == Document.id)
        .where(Document.branch_id == period.branch.id)
        .where(Document.business_date.between(period.first, period.last))
        .order_by(Document.posted_at, Document.id, count.kind)
    )
    return tuple(
        Seen(number, period.branch.local(at), TenderCount(kind, times, expected, confirmed, seen))
        for number, at, kind, times, expected, confirmed, seen in connection.execute(found)
    )


def _funds(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> tuple[Fund, ...]:
    """Sales' tenders, and whatever else shifts posted to the same accounts: so the list is what the books expect."""
    paid = (
        select(Document.id, Document.at, Document.number, User.name, *_TENDER)
        .join(Document, Document.id == SaleTender.document_id)
        .join(User, User.id == Document.by_id)
        .where(which, Document.shift_id.is_not(None), SaleTender.kind.in_(ELSEWHERE))
        .order_by(Document.at, Document.id, SaleTender.line)
    )
    funds: list[Fund] = []
    told: dict[tuple[int, TenderKind], Rupiah] = {}
    for key, at, number, by, kind, amount, reference in connection.execute(paid):
        funds.append(Fund(branch.local(at), number, kind, amount, reference, by))
        told[key, kind] = told.get((key, kind), ZERO) + amount
    for key, at, number, by, account, amount in connection.execute(_posted(which)):
        kind = KINDS[account]
        rest = amount - told.get((key, kind), ZERO)
        if rest:
            reference = _reference(connection, key)
            funds.append(Fund(branch.local(at), number, kind, rest, reference, by))
    return tuple(sorted(funds, key=lambda each: each.at))


def _posted(which: ColumnElement[bool]) -> Select[int, datetime, str, str, int, Rupiah]:
    """What each document of a shift posted to the accounts of these kinds."""
    posting = PostingRecord
    return (
        select(
            Document.id,
            Document.at,
            Document.number,
            User.name,
            posting.account_id,
            summed(posting.amount).label("sum"),
        )
        .join(Document, Document.id == posting.document_id)
        .join(User, User.id == Document.by_id)
        .where(which, Document.shift_id.is_not(None), posting.account_id.in_(KINDS))
        .group_by(Document.id, Document.at, Document.number, User.name, posting.account_id)
        .order_by(Document.at, Document.id)
    )


def _reference(connection: Connection, document_id: int) -> str:
    """The reference of a correction; empty for any other document."""
    found = select(TenderCorrection.reference).where(TenderCorrection.document_id == document_id)
    return connection.execute(found).scalar() or ""
