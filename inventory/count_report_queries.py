"""What reports read of booked counts, as frozen rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, exists, func, select
from sqlalchemy.orm import aliased

from inventory.count_facts import StockCount, StockCountLine
from inventory.count_rules import Cause
from inventory.products import Category, Product
from koperasi.documents import Document
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.shifts import ShiftClose, ShiftRecord
from koperasi.tills import Till
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class Result:
    """A difference that a count found."""

    business_date: date
    number: str
    code: str
    name: str
    unit: str
    shelf: str
    category: str
    expected: Quantity
    counted: Quantity
    variance: Quantity
    value: Rupiah
    cause: Cause
    booked: bool
    note: str
    counted_at: datetime
    since: datetime | None
    counted_by: str
    closed_by: str
    own_approval: bool


def _of_period(statement: Any, period: Period) -> Any:
    """Those of the branch and its days, without what was reversed."""
    reversal = aliased(Document)
    return statement.where(
        Document.branch_id == period.branch.id,
        Document.business_date.between(period.first, period.last),
        ~exists().where(reversal.reverses_id == Document.id),
    )


def _results() -> Any:
    closer = aliased(User)
    return (
        select(
            Document.business_date,
            Document.number,
            Product.code,
            Product.name,
            Product.base_unit,
            StockCountLine.shelf,
            func.coalesce(Category.name, ""),
            StockCountLine.expected,
            StockCountLine.counted,
            StockCountLine.variance,
            StockCountLine.value,
            StockCountLine.cause,
            StockCountLine.booked,
            StockCountLine.note,
            StockCountLine.counted_at,
            StockCountLine.since,
            User.name,
            closer.name,
            StockCount.own_approval,
        )
        .join(StockCount, StockCount.document_id == StockCountLine.document_id)
        .join(Document, Document.id == StockCountLine.document_id)
        .join(Product, Product.id == StockCountLine.product_id)
        .outerjoin(Category, Category.id == StockCountLine.category_id)
        .join(User, User.id == StockCountLine.by_id)
        .join(closer, closer.id == func.coalesce(Document.approved_by_id, Document.by_id))
        .order_by(Document.business_date, Document.id, StockCountLine.line)
    )


def results(connection: Connection, period: Period, *, all_lines: bool = False) -> list[Result]:
    """Every difference of the days' counts, by document and line; with `all_lines` what agreed too."""
    found = _results()
    wanted = found if all_lines else found.where(StockCountLine.variance != NOTHING)
    rows: Iterable[Any] = connection.execute(_of_period(wanted, period))
    return [Result(*row) for row in rows]


def results_of(connection: Connection, document_id: int) -> list[Result]:
    """Every line of one count that was booked."""
    rows: Iterable[Any] = connection.execute(_results().where(StockCountLine.document_id == document_id))
    return [Result(*row) for row in rows]


def is_reversed(connection: Connection, document_id: int) -> bool:
    """Whether a booked count was taken back."""
    return connection.scalar(select(Document.id).where(Document.reverses_id == document_id)) is not None


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A shift, from its opening to its close (None while it is open)."""

    id: int
    business_date: date
    till: str
    cashier: str
    opened_at: datetime
    closed_at: datetime | None


def shifts_since(connection: Connection, branch_id: int, since: datetime | None, until: datetime) -> list[OnDuty]:
    """The shifts of a branch that were open at some time between two moments, oldest first."""
    opening, closing = aliased(Document), aliased(Document)
    found = (
        select(
            ShiftRecord.document_id,
            ShiftRecord.business_date,
            Till.code,
            User.name,
            opening.at,
            closing.at,
        )
        .join(opening, opening.id == ShiftRecord.document_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .join(User, User.id == ShiftRecord.cashier_id)
        .outerjoin(ShiftClose, ShiftClose.shift_id == ShiftRecord.document_id)
        .outerjoin(closing, closing.id == ShiftClose.document_id)
        .where(opening.branch_id == branch_id, opening.at < until)
        .order_by(opening.at, ShiftRecord.document_id)
    )
    if since is not None:
        found = found.where((closing.at.is_(None)) | (closing.at > since))
    return [OnDuty(*row) for row in connection.execute(found)]
