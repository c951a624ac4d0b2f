"""Totals of a shift: kept once, at its close; counted from raw lines while it is open.

A report over days is the kept totals of closed shifts plus the raw lines of open ones, so
it costs the same at a million lines of history as at none, and no two tills' sales ever
write a row in common.  `sbmi-mart check` derives the kept rows again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import add

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import shifts, tills
from koperasi.branches import Branch
from koperasi.columns import WordColumn, summed
from koperasi.database import KEPT, Record
from koperasi.documents import Document
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.tills import Till, TillDrawer
from pos.sale_facts import RemovedSaleLine, Sale, SaleLine, SaleTender
from pos.tender_corrections import TenderCorrection
from pos.tenders import TenderKind


class Topic(StrEnum):
    """What a total is by; its key names which one."""

    HOUR = "hour"
    CATEGORY = "category"
    PRODUCT = "product"
    MAKER = "maker"
    TENDER = "tender"
    REMOVED = "removed"


class ShiftTotal(Record):
    """A closed shift's total of one topic and key, members' sales and others' apart."""

    __tablename__ = "shift_totals"
    __table_class__ = KEPT
    __table_args__ = (Index("ix_shift_totals_business_date", "business_date", "topic"),)

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.document_id"), primary_key=True)
    topic: Mapped[Topic] = mapped_column(WordColumn(Topic), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    members: Mapped[bool] = mapped_column(primary_key=True)
    branch_id: Mapped[int]
    business_date: Mapped[date]
    count: Mapped[int]
    quantity: Mapped[Quantity]
    gross: Mapped[Rupiah]
    discount: Mapped[Rupiah]
    net: Mapped[Rupiah]
    rounding: Mapped[Rupiah]
    cost: Mapped[Rupiah]
    maker_share: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    promotion: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class Total:
    """A total of one topic and key; `count` is sales (HOUR, TENDER) or lines (the others)."""

    topic: Topic
    key: str
    members: bool
    count: int
    quantity: Quantity = NOTHING
    gross: Rupiah = ZERO
    discount: Rupiah = ZERO
    net: Rupiah = ZERO
    rounding: Rupiah = ZERO
    cost: Rupiah = ZERO
    maker_share: Rupiah = ZERO
    commission: Rupiah = ZERO
    promotion: Rupiah = ZERO


_KEPT = tuple(getattr(ShiftTotal, name) for name in Total.__slots__)


def raw(
    connection: Connection, branch: Branch, shift_ids: Collection[int], topics: Collection[Topic] = tuple(Topic)
) -> list[Total]:
    """The totals of these shifts, counted from their sales."""
    if not shift_ids:
        return []
    of_shift = Document.shift_id.in_(sorted(shift_ids))
    lines = [topic for topic in _LINE_TOPICS if topic in topics]
    return [
        *(_by_hour(connection, branch, of_shift) if Topic.HOUR in topics else ()),
        *(_by_lines(connection, lines, of_shift) if lines else ()),
        *(_by_tender(connection, of_shift) if Topic.TENDER in topics else ()),
        *(_removed(connection, of_shift) if Topic.REMOVED in topics else ()),
    ]


def _by_hour(connection: Connection, branch: Branch, of_shift: ColumnElement[bool]) -> Iterable[Total]:
    """By the hour on the branch's clock, which SQL does not know."""
    sales = select(Document.at, Sale.member_id, Sale.gross, Sale.discount, Sale.total, Sale.rounding, Sale.cost).join(
        Document, Document.id == Sale.document_id
    )
    sums: dict[tuple[str, bool], Total] = {}
    for at, member, *amounts in connection.execute(sales.where(of_shift)):
        key = (hour(branch, at), member is not None)
        seen = sums.get(key) or Total(Topic.HOUR, *key, 0)
        gross, discount, net, rounding, cost = amounts
        sums[key] = Total(
            Topic.HOUR,
            *key,
            seen.count + 1,
            gross=seen.gross + gross,
            discount=seen.discount + discount,
            net=seen.net + net,
            rounding=seen.rounding + rounding,
            cost=seen.cost + cost,
        )
    return sums.values()


def hour(branch: Branch, at: datetime) -> str:
    return f"{branch.local(at):%H}"


#: Topics that lines are added up by, and where each stands in a row of `_by_lines`.
_LINE_TOPICS = {Topic.CATEGORY: 0, Topic.PRODUCT: 1, Topic.MAKER: 2}
_LINE_KEYS = (SaleLine.category_id, SaleLine.product_id, SaleLine.maker_id)
_LINE_AMOUNTS = (
    SaleLine.base_quantity,
    SaleLine.gross,
    SaleLine.discount,
    SaleLine.net,
    SaleLine.cost,
    SaleLine.maker_share,
    SaleLine.commission,
    SaleLine.promotion,
)


def _by_lines(connection: Connection, topics: Sequence[Topic], of_shift: ColumnElement[bool]) -> list[Total]:
    """By what was sold: the lines are read once, in whole numbers, and added up for every topic."""
    members = Sale.member_id.is_not(None)
    sums = (cast(func.sum(type_coerce(each, BigInteger)), BigInteger) for each in _LINE_AMOUNTS)
    found = (
        select(*_LINE_KEYS, members, func.count(), *sums)
        .join(Sale, Sale.document_id == SaleLine.document_id)
        .join(Document, Document.id == SaleLine.document_id)
        .where(of_shift)
        .group_by(*_LINE_KEYS, members)
    )
    added: dict[tuple[Topic, str, bool], list[int]] = {}
    for row in connection.execute(found).all():
        member, amounts = bool(row[3]), row[4:]
        for topic in topics:
            key = row[_LINE_TOPICS[topic]]
            if key is None and topic is Topic.MAKER:
                continue
            named = (topic, "" if key is None else str(key), member)
            before = added.get(named)
            added[named] = list(amounts) if before is None else [*map(add, before, amounts)]
    return [_line_total(*named, *amounts) for named, amounts in added.items()]


def _line_total(topic: Topic, key: str, members: bool, count: int, quantity: int, *amounts: int) -> Total:
    gross, discount, net, *rest = (Rupiah(each) for each in amounts)
    return Total(topic, key, members, count, Quantity(quantity), gross, discount, net, ZERO, *rest)


def _by_tender(connection: Connection, of_shift: ColumnElement[bool]) -> Iterable[Total]:
    members = Sale.member_id.is_not(None)
    found = (
        select(SaleTender.kind, members, func.count(), summed(SaleTender.applied))
        .join(Sale, Sale.document_id == SaleTender.document_id)
        .join(Document, Document.id == SaleTender.document_id)
        .where(of_shift)
        .group_by(SaleTender.kind, members)
    )
    sums = {(kind, bool(member)): (count, applied) for kind, member, count, applied in connection.execute(found)}
    for kind, member, count, amount in _corrected(connection, of_shift):
        before = sums.get((kind, member), (0, ZERO))
        sums[kind, member] = (before[0] + count, before[1] + amount)
    for (kind, member), (count, applied) in sums.items():
        if count or applied:
            yield Total(Topic.TENDER, kind.value, member, count, net=applied)


def _corrected(connection: Connection, of_shift: ColumnElement[bool]) -> Iterable[tuple[TenderKind, bool, int, Rupiah]]:
    """What corrections took from one kind of tender and gave to another."""
    moved = TenderCorrection
    found = (
        select(moved.from_kind, moved.to_kind, moved.amount, moved.whole, Sale.member_id)
        .join(Sale, Sale.document_id == moved.sale_id)
        .join(Document, Document.id == moved.document_id)
        .where(of_shift)
    )
    for source, target, amount, whole, member_id in connection.execute(found):
        yield source, member_id is not None, -int(whole), -amount
        yield target, member_id is not None, 1, amount


def _removed(connection: Connection, of_shift: ColumnElement[bool]) -> Iterable[Total]:
    """Lines taken out before payment, and what they would have brought."""
    found = (
        select(RemovedSaleLine.quantity, RemovedSaleLine.unit_price, literal(1))
        .join(Document, Document.id == RemovedSaleLine.document_id)
        .where(of_shift)
    )
    amounts = [quantity.at(price) for quantity, price, _one in connection.execute(found)]
    if amounts:
        yield Total(Topic.REMOVED, "", False, len(amounts), net=Rupiah(sum(each.amount for each in amounts)))


def keep(connection: Connection, branch: Branch, shift: shifts.Shift) -> list[Total]:
    """Keep a shift's totals at its close; returns them."""
    found = raw(connection, branch, [shift.id])
    rows = [
        {
            "shift_id": shift.id,
            "branch_id": branch.id,
            "business_date": shift.business_date,
            **{name: getattr(each, name) for name in Total.__slots__},
        }
        for each in found
    ]
    if rows:
        connection.execute(insert(ShiftTotal), rows)
    return found


def keep_late(connection: Connection, branch: Branch, shift: shifts.Shift, sold: Rupiah) -> None:
    """Count a sale that came after its shift was closed into what the close kept."""
    connection.execute(delete(ShiftTotal).where(ShiftTotal.shift_id == shift.id))
    keep(connection, branch, shift)
    tills.keep_grand_total(connection, shift.till_id, tills.grand_total(connection, shift.till_id) + sold)


def of_days(connection: Connection, branch: Branch, first: date, last: date, *topics: Topic) -> list[Total]:
    """The totals of the days, kept ones of closed shifts and raw ones of open shifts together.

    Of every topic when none is named.
    """
    kept = select(*_KEPT).where(ShiftTotal.business_date.between(first, last), ShiftTotal.branch_id == branch.id)
    if topics:
        kept = kept.where(ShiftTotal.topic.in_(topics))
    totals = [Total(*row) for row in connection.execute(kept)]
    live = raw(connection, branch, open_shifts(connection, branch, first, last), topics or tuple(Topic))
    return merged([*totals, *live])


def open_shifts(connection: Connection, branch: Branch, first: date, last: date) -> list[int]:
    """The open shifts of a branch whose business date is among these days."""
    found = (
        select(TillDrawer.shift_id)
        .join(Till, Till.id == TillDrawer.till_id)
        .join(shifts.ShiftRecord, shifts.ShiftRecord.document_id == TillDrawer.shift_id)
        .where(Till.branch_id == branch.id, shifts.ShiftRecord.business_date.between(first, last))
    )
    return [shift for shift in connection.execute(found).scalars() if shift is not None]


def merged(totals: Iterable[Total]) -> list[Total]:
    """Totals of one topic, key and membership added up."""
    sums: dict[tuple[Topic, str, bool], Total] = {}
    for each in totals:
        key = (each.topic, each.key, each.members)
        seen = sums.get(key)
        sums[key] = each if seen is None else _added(seen, each)
    return list(sums.values())


def _added(one: Total, other: Total) -> Total:
    adding = Total.__slots__[Total.__slots__.index("count") :]
    sums = {name: getattr(one, name) + getattr(other, name) for name in adding}
    return Total(one.topic, one.key, one.members, **sums)
