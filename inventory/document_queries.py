"""Any paper of the shop as it is shown: its head, the goods it moved, what it did to the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from inventory import document_remarks
from inventory.locations import Location
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.stock import Move, Reason
from inventory.write_offs import WriteOff
from koperasi.branches import BranchRecord
from koperasi.documents import Document, FlagRecord, Kind
from koperasi.errors import NotFound
from koperasi.ledger import Account, PostingRecord
from koperasi.money import Rupiah, total
from koperasi.parties import Party
from koperasi.quantity import Quantity
from koperasi.text import _
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class MovedGood:
    """So much of a lot that a paper moved at a place."""

    product_id: int
    code: str
    name: str
    unit: str
    place: str
    reason: Reason
    quantity: Quantity
    value: Rupiah
    expires_on: date | None
    owner: str


@dataclass(frozen=True, slots=True)
class Booked:
    """An amount that arrived at (+) or left (−) an account."""

    code: str
    account: str
    party: str
    amount: Rupiah


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with all that followed from it."""

    id: int
    kind: Kind
    number: str
    branch: str
    business_date: date
    at: datetime
    by: str
    approved_by: str
    party: str
    reference: str
    #: The paper this one takes back, and the one that took this one back: id and number.
    reverses: tuple[int, str] | None
    reversed_by: tuple[int, str] | None
    #: What it says besides: a note, what for, how much was lost, where to.
    remarks: tuple[str, ...]
    picture_id: int | None
    flags: tuple[str, ...]
    goods: tuple[MovedGood, ...]
    booked: tuple[Booked, ...]

    @property
    def value(self) -> Rupiah:
        """What it changed the goods' value by."""
        return total(each.value for each in self.goods)


_OTHER, _UNDONE, _APPROVER = aliased(Document), aliased(Document), aliased(User)
_HEAD = (
    select(
        Document.id,
        Document.kind,
        Document.number,
        BranchRecord.name.label("branch"),
        Document.business_date,
        Document.at,
        User.name.label("by"),
        _APPROVER.name.label("approved_by"),
        Party.name.label("party"),
        Document.reference,
        _OTHER.id.label("reverses_id"),
        _OTHER.number.label("reverses_number"),
        _UNDONE.id.label("reversed_id"),
        _UNDONE.number.label("reversed_number"),
        WriteOff.picture_id,
    )
    .join(BranchRecord, BranchRecord.id == Document.branch_id)
    .join(User, User.id == Document.by_id)
    .outerjoin(_APPROVER, _APPROVER.id == Document.approved_by_id)
    .outerjoin(Party, Party.id == Document.party_id)
    .outerjoin(_OTHER, _OTHER.id == Document.reverses_id)
    .outerjoin(_UNDONE, _UNDONE.reverses_id == Document.id)
    .outerjoin(WriteOff, WriteOff.document_id == Document.id)
)


def paper(connection: Connection, document_id: int) -> Paper:
    """A document by its id; raises NotFound."""
    row = connection.execute(_HEAD.where(Document.id == document_id)).one_or_none()
    if row is None:
        raise NotFound(_("Dokumen tidak ditemukan."))
    flags = select(FlagRecord.detail).where(FlagRecord.document_id == document_id).order_by(FlagRecord.id)
    return Paper(
        row.id,
        row.kind,
        row.number,
        row.branch,
        row.business_date,
        row.at,
        row.by,
        row.approved_by or "",
        row.party or "",
        row.reference or "",
        _named(row.reverses_id, row.reverses_number),
        _named(row.reversed_id, row.reversed_number),
        document_remarks.of(connection, document_id),
        row.picture_id,
        tuple(connection.execute(flags).scalars()),
        tuple(_goods(connection, document_id)),
        tuple(_booked(connection, document_id)),
    )


def _named(document_id: int | None, number: str | None) -> tuple[int, str] | None:
    return None if document_id is None else (document_id, number or "")


def _goods(connection: Connection, document_id: int) -> list[MovedGood]:
    found = (
        select(
            Product.id,
            Product.code,
            Product.name,
            Product.base_unit,
            Location.name.label("place"),
            Move.reason,
            Move.quantity,
            Move.value,
            LotRecord.expires_on,
            Party.name.label("owner"),
        )
        .join(Product, Product.id == Move.product_id)
        .join(Location, Location.id == Move.location_id)
        .join(LotRecord, LotRecord.id == Move.lot_id)
        .outerjoin(Party, Party.id == LotRecord.owner_id)
        .where(Move.document_id == document_id)
        .order_by(Move.id)
    )
    return [_good(tuple(row)) for row in connection.execute(found) if row.quantity or row.value]


def _good(row: tuple[Any, ...]) -> MovedGood:
    *told, owner = row
    product_id, code, name, unit, place, reason, quantity, value, expires_on = told
    return MovedGood(product_id, code, name, unit, place, reason, quantity, value, expires_on, owner or "")


def _booked(connection: Connection, document_id: int) -> list[Booked]:
    found = (
        select(Account.code, Account.name, Party.name.label("party"), PostingRecord.amount)
        .join(Account, Account.id == PostingRecord.account_id)
        .outerjoin(Party, Party.id == PostingRecord.party_id)
        .where(PostingRecord.document_id == document_id)
        .order_by(PostingRecord.id)
    )
    return [Booked(row[0], row[1], row.party or "", row.amount) for row in connection.execute(found)]
