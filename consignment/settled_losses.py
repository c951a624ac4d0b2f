"""Losses that were settled, paper by paper: what was lost, why, who bears it, and what she got."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment.agreements import LossCause
from consignment.loss_facts import MakerLossRecord
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.money import Rupiah, total
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class SettledLine:
    """So much of a loss that was settled; below zero it was found again, or the settlement was taken back."""

    name: str
    unit: str
    quantity: Quantity
    cause: LossCause
    shop_bps: int
    tolerated: Quantity
    worth: Rupiah
    amount: Rupiah
    why: str
    #: The paper by which it went, and its day.
    source: str
    lost_on: date
    brought: str

    @property
    def told(self) -> str:
        return f"{abs(self.quantity)} {self.unit}"


@dataclass(frozen=True, slots=True)
class SettledLosses:
    """A settlement as a list and its paper tell it."""

    document_id: int
    number: str
    at: datetime
    business_date: date
    maker_id: int
    maker_code: str
    maker: str
    by: str
    #: The settlement that it takes back, and the one that took it back, "" for none.
    reverses: str
    reversed_by: str
    amount: Rupiah
    #: Whether it takes back what was found again.
    found: bool = False
    count: int = 0
    lines: tuple[SettledLine, ...] = ()


_Reversal, _Original = aliased(Document), aliased(Document)
_HEADS = (
    select(
        Document.id,
        Document.number,
        Document.at,
        Document.business_date,
        Document.party_id,
        Party.code,
        Party.title,
        Party.name,
        User.name.label("by"),
        _Original.number.label("reverses"),
        _Reversal.number.label("reversed_by"),
    )
    .join(Party, Party.id == Document.party_id)
    .join(User, User.id == Document.by_id)
    .outerjoin(_Reversal, _Reversal.reverses_id == Document.id)
    .outerjoin(_Original, _Original.id == Document.reverses_id)
    .where(Document.kind == Kind.MAKER_LOSS, Document.id.in_(select(MakerLossRecord.document_id)))
)


def _told(row: Any, amount: Rupiah) -> SettledLosses:
    maker = f"{row.title} {row.name}".strip()
    head = (row.id, row.number, row.at, row.business_date, row.party_id, row.code, maker, row.by)
    return SettledLosses(*head, row.reverses or "", row.reversed_by or "", amount)


def paper(connection: Connection, document_id: int) -> SettledLosses:
    """One settlement with its lines.  Raises NotFound."""
    row = connection.execute(_HEADS.where(Document.id == document_id)).one_or_none()
    if row is None:
        raise NotFound(_("Keputusan ini tidak ada."))
    lines = _lines(connection, document_id)
    found = not row.reverses and any(each.quantity < NOTHING for each in lines)
    told = _told(row, total(each.amount for each in lines))
    return replace(told, found=found, count=len(lines), lines=lines)


def _lines(connection: Connection, document_id: int) -> tuple[SettledLine, ...]:
    line, source, brought = MakerLossRecord, aliased(Document), aliased(Document)
    found = (
        select(
            Product.name,
            Product.base_unit,
            line.quantity,
            line.cause,
            line.shop_bps,
            line.tolerated,
            line.worth,
            line.amount,
            line.why,
            source.number,
            source.business_date,
            brought.number,
        )
        .join(Product, Product.id == line.product_id)
        .join(source, source.id == line.source_id)
        .join(LotRecord, LotRecord.id == line.lot_id)
        .join(brought, brought.id == LotRecord.document_id)
        .where(line.document_id == document_id)
        .order_by(line.line)
    )
    rows: list[Any] = list(connection.execute(found))
    return tuple(SettledLine(*each) for each in rows)


def latest(connection: Connection, branch_id: int, limit: int = 100) -> list[SettledLosses]:
    """The last settlements of a branch without their lines, the newest first."""
    heads = _HEADS.where(Document.branch_id == branch_id).order_by(Document.posted_at.desc(), Document.id.desc())
    rows = connection.execute(heads.limit(limit)).all()
    line = MakerLossRecord
    sums = (
        select(line.document_id, summed(line.amount), summed(line.quantity), summed(line.worth))
        .where(line.document_id.in_([row.id for row in rows]))
        .group_by(line.document_id)
    )
    told = {each[0]: each for each in connection.execute(sums)}
    return [replace(_told(row, told[row.id][1]), found=not row.reverses and told[row.id][2] < NOTHING) for row in rows]
