"""What is on its way between branches, and since when, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from inventory.dispatches import ArrivedLine, Dispatch, DispatchLine
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi.branches import BranchRecord
from koperasi.documents import Document
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity


@dataclass(frozen=True, slots=True)
class SentLine:
    """So much of one lot that was sent, and whether it has arrived."""

    line: int
    product_id: int
    code: str
    name: str
    unit: str
    quantity: Quantity
    value: Rupiah
    expires_on: date | None
    consigned: bool
    arrived: bool


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A dispatch of which something has not arrived."""

    dispatch_id: int
    number: str
    from_branch_id: int
    from_branch: str
    to_branch_id: int
    to_branch: str
    business_date: date
    at: datetime
    note: str
    lines: tuple[SentLine, ...]

    @property
    def waiting(self) -> tuple[SentLine, ...]:
        return tuple(each for each in self.lines if not each.arrived)

    @property
    def value(self) -> Rupiah:
        """What has not arrived is worth."""
        return total(each.value for each in self.waiting)

    def days(self, today: date) -> int:
        """How many days it has been on its way."""
        return (today - self.business_date).days


_FROM, _TO = aliased(BranchRecord), aliased(BranchRecord)
_HEAD = (
    Document.id,
    Document.number,
    Document.branch_id,
    _FROM.name.label("from_name"),
    Dispatch.to_branch_id,
    _TO.name.label("to_name"),
    Document.business_date,
    Document.at,
    Dispatch.note,
)
_LINE = (
    DispatchLine.line,
    DispatchLine.product_id,
    Product.code,
    Product.name,
    Product.base_unit,
    DispatchLine.quantity,
    DispatchLine.value,
    LotRecord.expires_on,
    LotRecord.owner_id,
    ArrivedLine.document_id,
)


def under_way(connection: Connection, branch_id: int | None = None) -> list[UnderWay]:
    """Dispatches of which something is still on its way, the oldest first; of one branch, from it or to it."""
    waiting = (
        select(DispatchLine.document_id)
        .outerjoin(
            ArrivedLine,
            (ArrivedLine.dispatch_id == DispatchLine.document_id) & (ArrivedLine.line == DispatchLine.line),
        )
        .where(ArrivedLine.document_id.is_(None))
    )
    found = _lines().where(Document.id.in_(waiting))
    if branch_id is not None:
        found = found.where((Document.branch_id == branch_id) | (Dispatch.to_branch_id == branch_id))
    return _read(connection, found)


def dispatched(connection: Connection, dispatch_id: int) -> UnderWay | None:
    """One dispatch, arrived or not."""
    found = _read(connection, _lines().where(Document.id == dispatch_id))
    return found[0] if found else None


def _lines() -> Any:
    return (
        select(*_HEAD, *_LINE)
        .join(Dispatch, Dispatch.document_id == Document.id)
        .join(_FROM, _FROM.id == Document.branch_id)
        .join(_TO, _TO.id == Dispatch.to_branch_id)
        .join(DispatchLine, DispatchLine.document_id == Document.id)
        .join(Product, Product.id == DispatchLine.product_id)
        .join(LotRecord, LotRecord.id == DispatchLine.lot_id)
        .outerjoin(
            ArrivedLine,
            (ArrivedLine.dispatch_id == DispatchLine.document_id) & (ArrivedLine.line == DispatchLine.line),
        )
        .order_by(Document.business_date, Document.id, DispatchLine.line)
    )


def _read(connection: Connection, found: Any) -> list[UnderWay]:
    rows = [tuple(row) for row in connection.execute(found)]
    return [_paper(list(lines)) for _id, lines in groupby(rows, lambda row: row[0])]


def _paper(rows: list[Any]) -> UnderWay:
    dispatch_id, number, from_id, from_name, to_id, to_name, day, at, note = rows[0][: len(_HEAD)]
    lines = tuple(_line(row[len(_HEAD) :]) for row in rows)
    return UnderWay(dispatch_id, number, from_id, from_name, to_id, to_name, day, at, note, lines)


def _line(row: Any) -> SentLine:
    line, product_id, code, name, unit, quantity, value, expires_on, owner_id, arrival_id = row
    consigned, arrived = owner_id is not None, arrival_id is not None
    return SentLine(line, product_id, code, name, unit, quantity, value, expires_on, consigned, arrived)


def other_branches(connection: Connection, branch_id: int) -> list[tuple[int, str]]:
    """The branches goods can be sent to from this one, by code."""
    found = select(BranchRecord.id, BranchRecord.name).where(
        BranchRecord.id != branch_id, BranchRecord.retired_at.is_(None)
    )
    return [(row.id, row.name) for row in connection.execute(found.order_by(BranchRecord.code))]
