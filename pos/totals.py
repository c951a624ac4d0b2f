"""Totals of a shift: kept once, at its close; counted from raw lines while it is open.

A report over days is the kept totals of closed shifts plus the raw lines of open ones, so
it costs the same at a million lines of history as at none, and no two tills' sales ever
write a row in common.  `sbmi-mart check` derives the kept rows again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, ForeignKey, Index, delete, func, insert, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from koperasi import shifts, tills
from koperasi.branches import Branch
from koperasi.columns import WordColumn, summed
from koperasi.database import KEPT, Record
from koperasi.documents import Document
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.tills import Till, TillDrawer
from pos.sale_facts import RemovedSaleLine, Sale, SaleLine, SaleTender


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


def raw(connection: Connection, branch: Branch, shift_ids: Collection[int]) -> list[Total]:
    """Every total of these shifts, counted from their sales."""
    if not shift_ids:
        return []
    of_shift = Document.shift_id.in_(sorted(shift_ids))
    return [
        *_by_hour(connection, branch, of_shift),
        *_by_line(connection, Topic.CATEGORY, SaleLine.category_id, of_shift),
        *_by_line(connection, Topic.PRODUCT, SaleLine.product_id, of_shift),
        *_by_line(connection, Topic.MAKER, SaleLine.maker_id, of_shift),
        *_by_tender(connection, of_shift),
        *_removed(connection, of_shift),
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


def _by_line(
    connection: Connection, topic: Topic, column: InstrumentedAttribute[Any], of_shift: ColumnElement[bool]
) -> Iterable[Total]:
    members = Sale.member_id.is_not(None)
    amounts = (
        SaleLine.base_quantity,
        SaleLine.gross,
        SaleLine.discount,
        SaleLine.net,
        SaleLine.cost,
        SaleLine.maker_share,
        SaleLine.commission,
        SaleLine.promotion,
    )
    found = (
        select(column, members, func.count(), *(summed(each) for each in amounts))
        .join(Sale, Sale.document_id == SaleLine.document_id)
        .join(Document, Document.id == SaleLine.document_id)
        .where(of_shift)
        .group_by(column, members)
    )
    for key, member, count, quantity, gross, discount, net, cost, share, commission, promotion in connection.execute(
        found
    ):
        if key is None and topic is Topic.MAKER:
            continue
        text = "" if key is None else str(key)
        sums = (quantity, gross, discount, net, ZERO, cost, share, commission, promotion)
        yield Total(topic, text, bool(member), count, *sums)


def _by_tender(connection: Connection, of_shift: ColumnElement[bool]) -> Iterable[Total]:
    members = Sale.member_id.is_not(None)
    found = (
        select(SaleTender.kind, members, func.count(), summed(SaleTender.applied))
        .join(Sale, Sale.document_id == SaleTender.document_id)
        .join(Document, Document.id == SaleTender.document_id)
        .where(of_shift)
        .group_by(SaleTender.kind, members)
    )
    for kind, member, count, applied in connection.execute(found):
        yield Total(Topic.TENDER, kind.value, bool(member), count, net=applied)


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


def of_days(connection: Connection, branch: Branch, first: date, last: date, topic: Topic | None = None) -> list[Total]:
    """Every total of the days, closed shifts' kept ones and open shifts' raw ones together."""
    kept = select(*_KEPT).where(ShiftTotal.business_date.between(first, last), ShiftTotal.branch_id == branch.id)
    if topic is not None:
        kept = kept.where(ShiftTotal.topic == topic)
    totals = [Total(*row) for row in connection.execute(kept)]
    live = raw(connection, branch, open_shifts(connection, branch, first, last))
    return merged([*totals, *(each for each in live if topic in (None, each.topic))])


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
