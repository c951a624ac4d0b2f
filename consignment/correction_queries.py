"""Corrections of deliveries as frozen rows: what a nota said was accepted, and what it really was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from consignment.deliveries import Delivery
from consignment.delivery_facts import DeliveryCorrectionLine, DeliveryCorrectionRecord
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.members import Member
from koperasi.parties import Party
from koperasi.quantity import Quantity
from koperasi.text import _
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class SeenRecount:
    """What a lot was said to have brought, and what it really brought, in base units."""

    name: str
    unit: str
    was: Quantity
    becomes: Quantity


@dataclass(frozen=True, slots=True)
class SeenCorrection:
    """A correction with all that its paper says."""

    number: str
    delivery: str
    business_date: date
    at: datetime
    by: str
    maker: str
    maker_code: str
    why: str
    lines: tuple[SeenRecount, ...]


def read(connection: Connection, document_id: int) -> SeenCorrection:
    """A correction; raises NotFound."""
    made, right = DeliveryCorrectionRecord, aliased(Document)
    found = (
        select(
            right.number,
            Document.number.label("delivery"),
            right.business_date,
            right.at,
            User.name.label("by"),
            Party.name.label("maker"),
            func.coalesce(Member.number, Party.code).label("maker_code"),
            made.why,
        )
        .join(made, made.document_id == right.id)
        .join(Document, Document.id == made.delivery_id)
        .join(Delivery, Delivery.document_id == made.delivery_id)
        .join(Party, Party.id == Delivery.maker_id)
        .join(User, User.id == right.by_id)
        .outerjoin(Member, Member.party_id == Party.id)
        .where(right.id == document_id)
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        raise NotFound(_("Koreksi ini tidak ada."))
    return SeenCorrection(*row, _lines(connection, document_id))


def _lines(connection: Connection, document_id: int) -> tuple[SeenRecount, ...]:
    line = DeliveryCorrectionLine
    told = (
        select(Product.name, Product.base_unit, line.was, line.becomes)
        .join(LotRecord, LotRecord.id == line.lot_id)
        .join(Product, Product.id == LotRecord.product_id)
        .where(line.document_id == document_id)
        .order_by(line.lot_id)
    )
    return tuple(SeenRecount(*row) for row in connection.execute(told))


def of_delivery(connection: Connection, delivery_id: int) -> list[tuple[str, date, str]]:
    """Number, day and reason of each correction of a delivery, oldest first."""
    made = DeliveryCorrectionRecord
    found = select(Document.number, Document.business_date, made.why).join(Document, Document.id == made.document_id)
    ordered = found.where(made.delivery_id == delivery_id).order_by(Document.posted_at, Document.id)
    return [(number, day, why) for number, day, why in connection.execute(ordered)]
