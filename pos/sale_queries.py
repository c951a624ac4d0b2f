"""What the office reads of sales and shifts, as frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import add

from sqlalchemy import Connection, select

from inventory import purchase_files
from koperasi.documents import Document, Kind
from koperasi.members import Member
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.shifts import ShiftClose, ShiftRecord
from koperasi.tills import Till
from koperasi.users import User
from pos import tender_corrections, totals
from pos.sale_facts import Sale, SaleTender
from pos.totals import Topic


@dataclass(frozen=True, slots=True)
class Ticket:
    """A sale as a list shows it; `tenders` is `cash:5000 kasbon:3000`.

    `reference` is its own number at `source`, the system it was imported from.
    """

    number: str
    reference: str
    source: str
    business_date: date
    at: datetime
    till: str
    member: str
    tenders: str
    total: Rupiah
    rounding: Rupiah
    document_id: int = field(default=0, compare=False)


def tickets(connection: Connection, period: Period) -> list[Ticket]:
    """Every sale of the days, in the order they were posted."""
    found = (
        select(
            Document.id,
            Document.number,
            Document.reference,
            Document.business_date,
            Document.at,
            Till.code,
            Member.number,
            Sale.total,
            Sale.rounding,
        )
        .join(Sale, Sale.document_id == Document.id)
        .join(Till, Till.id == Sale.till_id)
        .outerjoin(Member, Member.party_id == Sale.member_id)
        .where(Document.kind == Kind.SALE, Document.branch_id == period.branch.id)
        .where(Document.business_date.between(period.first, period.last))
        .order_by(Document.business_date, Document.posted_at, Document.id)
    )
    paid = _tenders(connection, period)
    listed = []
    for key, number, whole_reference, day, at, till, member, whole, rounding in connection.execute(found):
        source, reference = purchase_files.parted(whole_reference or "")
        tenders, local = " ".join(paid.get(key, [])), period.branch.local(at)
        paper = (number, reference, source, day, local, till, member or "")
        listed.append(Ticket(*paper, tenders, whole, rounding, document_id=key))
    return listed


def _tenders(connection: Connection, period: Period) -> dict[int, list[str]]:
    found = (
        select(SaleTender.document_id, SaleTender.kind, SaleTender.applied)
        .join(Document, Document.id == SaleTender.document_id)
        .where(Document.branch_id == period.branch.id)
        .where(Document.business_date.between(period.first, period.last))
        .order_by(SaleTender.document_id, SaleTender.line)
    )
    paid: dict[int, list[str]] = {}
    for document_id, kind, applied in connection.execute(found):
        paid.setdefault(document_id, []).append(f"{kind.value}:{applied.amount}")
    for document_id in tender_corrections.corrected(connection, period.branch.id, period.first, period.last):
        now = tender_corrections.paid(connection, document_id)
        paid[document_id] = [f"{kind.value}:{amount.amount}" for kind, amount in now.items()]
    return paid


@dataclass(frozen=True, slots=True)
class SoldDay:
    """What a day's sales came to, to members and to others, and how they were paid."""

    tickets: int
    gross: Rupiah
    discount: Rupiah
    net: Rupiah
    members: Rupiah
    others: Rupiah
    rounding: Rupiah
    cost: Rupiah
    paid: Mapping[str, Rupiah]


_DAY = ("count", "gross", "discount", "net", "rounding", "cost")


def days(connection: Connection, period: Period) -> dict[date, SoldDay]:
    """Each day with sales, in order."""
    where = (connection, period.branch, period.first, period.last)
    sold = totals.daily(*where, Topic.HOUR, _DAY)
    paid: dict[date, dict[str, Rupiah]] = {}
    for (day, kind), (amount,) in totals.daily_keys(*where, Topic.TENDER, ("net",)).items():
        paid.setdefault(day, {})[kind] = Rupiah(amount)
    return {day: _sold_day(sold, day, paid.get(day, {})) for day in sorted({day for day, _members in sold} | set(paid))}


def _sold_day(sold: totals.Days, day: date, paid: Mapping[str, Rupiah]) -> SoldDay:
    members, others = (sold.get((day, each), [0] * len(_DAY)) for each in (True, False))
    count, gross, discount, net, rounding, cost = map(add, members, others)
    both = (Rupiah(members[3]), Rupiah(others[3]))
    return SoldDay(count, Rupiah(gross), Rupiah(discount), Rupiah(net), *both, Rupiah(rounding), Rupiah(cost), paid)


@dataclass(frozen=True, slots=True)
class ShiftCash:
    """A shift and its drawer; counted, over and left are None while it is open."""

    business_date: date
    till: str
    cashier: str
    opened_at: datetime
    float_amount: Rupiah
    expected: Rupiah | None
    counted: Rupiah | None
    banked: Rupiah | None
    left: Rupiah | None

    @property
    def over(self) -> Rupiah | None:
        return None if self.counted is None or self.expected is None else self.counted - self.expected


def shift_cash(connection: Connection, period: Period) -> list[ShiftCash]:
    """Every shift of the days, in the order they were opened."""
    found = (
        select(
            ShiftRecord.business_date,
            Till.code,
            User.name,
            Document.at,
            ShiftRecord.float_amount,
            ShiftClose.expected,
            ShiftClose.counted,
            ShiftClose.banked,
            ShiftClose.left_in_drawer,
        )
        .join(Document, Document.id == ShiftRecord.document_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .join(User, User.id == ShiftRecord.cashier_id)
        .outerjoin(ShiftClose, ShiftClose.shift_id == ShiftRecord.document_id)
        .where(Till.branch_id == period.branch.id)
        .where(ShiftRecord.business_date.between(period.first, period.last))
        .order_by(ShiftRecord.business_date, Document.posted_at, Document.id)
    )
    return [
        ShiftCash(day, till, cashier, period.branch.local(at), *amounts)
        for day, till, cashier, at, *amounts in connection.execute(found)
    ]
