"""Totals counted from raw rows: what a shift's sales, lines, tenders and removed lines come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from operator import add
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, func, or_, select, type_coerce
from sqlalchemy.sql.elements import SQLCoreOperations

from koperasi import documents
from koperasi.branches import Branch
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING
from pos.sale_commands import Rule
from pos.sale_facts import RemovedSaleLine, Sale, SaleLine, SaleLinePromotion, SaleTender
from pos.tender_corrections import TenderCorrection
from pos.tenders import TenderKind
from pos.total_values import SUMS, Topic, Total, made


def raw(
    connection: Connection,
    branch: Branch,
    shift_ids: Collection[int],
    topics: Collection[Topic] = tuple(Topic),
    *,
    late: bool = True,
) -> list[Total]:
    """The totals of these shifts, counted from their sales; all topics when none is named.

    Without `late` ones as a shift's Z told them: what came after its close is left out.
    """
    if not shift_ids:
        return []
    of_shift: ColumnElement[bool] = Document.shift_id.in_(sorted(shift_ids))
    if not late:
        of_shift &= documents.on_time()
    sales = [topic for topic in _SALE_TOPICS if topic in topics]
    lines = [topic for topic in _LINE_TOPICS if topic in topics]
    return [
        *(_by_sales(connection, branch, sales, of_shift) if sales else ()),
        *(_by_lines(connection, lines, of_shift) if lines else ()),
        *(_by_tender(connection, of_shift) if Topic.TENDER in topics else ()),
        *(_removed(connection, of_shift) if Topic.REMOVED in topics else ()),
        *(_decided(connection, topics, of_shift) if Topic.DISCOUNT in topics or Topic.PRICE in topics else ()),
    ]


def hour(branch: Branch, at: datetime) -> str:
    return f"{branch.local(at):%H}"


def _whole(column: SQLCoreOperations[Any]) -> ColumnElement[int]:
    """An amount as the plain number it is stored as: there are many."""
    return type_coerce(column, BigInteger)


_SALE_TOPICS = (Topic.HOUR, Topic.CASHIER, Topic.MEMBER)
_SALE_AMOUNTS = ("gross", "discount", "total", "rounding", "cost")
#: Where those stand among the sums, behind a count of one.
_SALE_PLACES = tuple(SUMS.index(name) for name in ("count", "gross", "discount", "net", "rounding", "cost"))
_SALES = select(
    Document.at, Document.by_id, Sale.member_id, *(_whole(getattr(Sale, name)) for name in _SALE_AMOUNTS)
).join(Document, Document.id == Sale.document_id)


def _by_sales(
    connection: Connection, branch: Branch, topics: Sequence[Topic], of_shift: ColumnElement[bool]
) -> list[Total]:
    """By what is said of a whole sale; the hour by the branch's clock, which SQL does not know."""
    added: dict[tuple[Topic, str, bool], list[int]] = {}
    for at, cashier, member, *amounts in connection.execute(_SALES.where(of_shift)):
        for topic in topics:
            if topic is Topic.MEMBER:
                if member is None:
                    continue
                key = str(member)
            else:
                key = hour(branch, at) if topic is Topic.HOUR else str(cashier)
            sums = added.setdefault((topic, key, member is not None), [0] * len(_SALE_PLACES))
            sums[:] = map(add, sums, (1, *amounts))
    return [made(*named, _placed(sums)) for named, sums in added.items()]


def _placed(sums: Sequence[int]) -> list[int]:
    row = [0] * len(SUMS)
    for place, amount in zip(_SALE_PLACES, sums, strict=True):
        row[place] = amount
    return row


#: Topics that lines are added up by, and where each stands in a row of `_by_lines`.
_LINE_TOPICS = {
    Topic.CATEGORY: 0,
    Topic.PRODUCT: 1,
    Topic.MAKER: 2,
    Topic.UNIT: 3,
    Topic.RULE: 4,
    Topic.TAX: 5,
}
_LINE_KEYS = (
    SaleLine.category_id,
    SaleLine.product_id,
    SaleLine.maker_id,
    SaleLine.unit,
    SaleLine.rule,
    SaleLine.tax_class,
    SaleLine.tax_rate,
)
_MEMBERS = len(_LINE_KEYS)
#: In the order of the sums, without count and rounding, and last the quantity in the unit sold.
_LINE_AMOUNTS = (
    SaleLine.base_quantity,
    SaleLine.gross,
    SaleLine.discount,
    SaleLine.net,
    SaleLine.cost,
    SaleLine.maker_share,
    SaleLine.commission,
    SaleLine.promotion,
    SaleLine.tax_base,
    SaleLine.tax,
    SaleLine.quantity,
)
_ROUNDING = SUMS.index("rounding")


def _by_lines(connection: Connection, topics: Sequence[Topic], of_shift: ColumnElement[bool]) -> list[Total]:
    """By what was sold: the lines are read once, in whole numbers, and added up for every topic."""
    members = Sale.member_id.is_not(None)
    sums = (cast(func.sum(_whole(each)), BigInteger) for each in _LINE_AMOUNTS)
    found = (
        select(*_LINE_KEYS, members, func.count(), *sums)
        .join(Sale, Sale.document_id == SaleLine.document_id)
        .join(Document, Document.id == SaleLine.document_id)
        .where(of_shift)
        .group_by(*_LINE_KEYS, members)
    )
    added: dict[tuple[Topic, str, bool], list[int]] = {}
    for each in connection.execute(found).all():
        row: Sequence[Any] = each
        member, (*amounts, in_unit) = bool(row[_MEMBERS]), row[_MEMBERS + 1 :]
        for topic in topics:
            key = _line_key(topic, row)
            if key is None:
                continue
            more = [amounts[0], in_unit, *amounts[2:]] if topic is Topic.UNIT else amounts
            before = added.get((topic, key, member))
            added[topic, key, member] = more if before is None else [*map(add, before, more)]
    return [made(*named, [*each[:_ROUNDING], 0, *each[_ROUNDING:]]) for named, each in added.items()]


def _line_key(topic: Topic, row: Sequence[object]) -> str | None:
    """What a line is put under; None where it does not belong."""
    key = row[_LINE_TOPICS[topic]]
    if topic is Topic.TAX:
        rate = row[_MEMBERS - 1]
        return f"{key}:{rate}" if rate else None
    if key is None:
        return None if topic is Topic.MAKER else ""
    return str(key)


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
        select(Document.by_id, RemovedSaleLine.quantity, RemovedSaleLine.unit_price)
        .join(Document, Document.id == RemovedSaleLine.document_id)
        .where(of_shift)
    )
    amounts: dict[int, list[Rupiah]] = {}
    for cashier, quantity, price in connection.execute(found):
        amounts.setdefault(cashier, []).append(quantity.at(price))
    return [_taken_off(Topic.REMOVED, cashier, False, each) for cashier, each in amounts.items()]


def _decided(connection: Connection, topics: Collection[Topic], of_shift: ColumnElement[bool]) -> list[Total]:
    """What cashiers took off by hand, line by line: discounts beyond those of promotions, and changed prices."""
    by_hand = SaleLine.rule.in_((Rule.MANUAL, Rule.SHELF))
    given = func.coalesce(_whole(SaleLinePromotion.discount), 0)
    found = (
        select(Document.by_id, Sale.member_id, SaleLine.discount, given, by_hand)
        .add_columns(SaleLine.quantity, SaleLine.list_price, SaleLine.unit_price)
        .join(Document, Document.id == SaleLine.document_id)
        .join(Sale, Sale.document_id == SaleLine.document_id)
        .outerjoin(SaleLinePromotion, SaleLinePromotion.line_id == SaleLine.id)
        .where(of_shift, SaleLine.base_quantity > NOTHING, or_(SaleLine.discount > ZERO, by_hand))
    )
    amounts: dict[tuple[Topic, int, bool], list[Rupiah]] = {}
    for cashier, member, discount, promoted, changed, quantity, before, after in connection.execute(found):
        if discount.amount != promoted:
            amounts.setdefault((Topic.DISCOUNT, cashier, member is not None), []).append(discount - Rupiah(promoted))
        if changed:
            amounts.setdefault((Topic.PRICE, cashier, member is not None), []).append(quantity.at(before - after))
    return [_taken_off(*key, each) for key, each in amounts.items() if key[0] in topics]


def _taken_off(topic: Topic, cashier: int, members: bool, amounts: Sequence[Rupiah]) -> Total:
    return Total(topic, str(cashier), members, len(amounts), net=total(amounts))
