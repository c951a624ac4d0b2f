"""Deliveries as they were counted, as frozen rows: for the nota, its copies and the lists.

Of one that came before lines were kept, or out of another book, the lots tell what came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from consignment import agreement_queries, deliveries
from consignment.agreements import Agreement
from consignment.deliveries import ConsignedLot, Delivery
from consignment.delivery_facts import (
    Confirmed,
    DeliveryCorrectionLine,
    DeliveryCorrectionRecord,
    DeliveryGroupShare,
    DeliveryLine,
    DeliveryNote,
)
from consignment.group_shares import Part
from consignment.terms import Terms
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi import parties
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.members import Member
from koperasi.money import Rupiah
from koperasi.parties import Party, PartyKind
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity
from koperasi.text import _
from koperasi.users import User

#: Lists show so many.
MOST = 200


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as it was counted; quantities in base units, `told` is in its own unit where that comes out even."""

    line: int
    lot_id: int | None
    product_id: int
    code: str
    name: str
    base_unit: str
    unit: str
    factor: Quantity
    offered: Quantity
    accepted: Quantity
    why: str
    price: Rupiah | None
    repriced: bool
    produced_on: date | None
    expires_on: date | None
    batch: str
    terms: Terms | None = None
    parts: tuple[Part, ...] = ()
    #: What later corrections made of what was accepted.
    becomes: Quantity | None = None

    @property
    def rejected(self) -> Quantity:
        return self.offered - self.accepted

    @property
    def now(self) -> Quantity:
        """What counts as accepted today."""
        return self.accepted if self.becomes is None else self.becomes

    def told(self, quantity: Quantity) -> str:
        """So much in the unit it was counted in: `2 Dus`, or `30 Pcs` where that does not come out even."""
        units, rest = divmod(quantity.thousandths * THOUSAND, self.factor.thousandths)
        return f"{quantity} {self.base_unit}" if rest else f"{Quantity(units)} {self.unit or self.base_unit}"


@dataclass(frozen=True, slots=True)
class SeenDelivery:
    """A delivery with all that its papers say.  `called` is how she is spoken of."""

    id: int
    number: str
    business_date: date
    at: datetime
    by: str
    maker_id: int
    maker_code: str
    maker: str
    called: str
    village: str
    group_name: str
    is_group: bool
    confirmed: Confirmed
    witness: str
    note: str
    agreement: Agreement | None
    lines: tuple[SeenLine, ...]
    #: The paper that took it back, "" for none; and whether it is one that takes another back.
    reversed_by: str = ""
    reverses: str = ""


@dataclass(frozen=True, slots=True)
class ListedDelivery:
    """A delivery as lists show it."""

    id: int
    number: str
    at: datetime
    maker: str
    goods: int
    accepted: Quantity
    rejected: Quantity
    by: str
    reversed_by: str
    reverses: str


def delivery(connection: Connection, document_id: int) -> SeenDelivery:
    """One delivery, whole; raises NotFound."""
    reversed_one = aliased(Document)
    found = (
        select(
            Document.id,
            Document.number,
            Document.business_date,
            Document.at,
            User.name.label("by"),
            Party.id.label("maker_id"),
            func.coalesce(Member.number, Party.code).label("maker_code"),
            Party.name.label("maker"),
            Party.title,
            Party.village,
            Party.kind,
            Member.group_name,
            DeliveryNote.confirmed,
            DeliveryNote.witness,
            DeliveryNote.note,
            DeliveryNote.agreement_id,
            _reversal().label("reversed_by"),
            reversed_one.number.label("reverses"),
        )
        .join(Delivery, Delivery.document_id == func.coalesce(Document.reverses_id, Document.id))
        .join(Party, Party.id == Delivery.maker_id)
        .join(User, User.id == Document.by_id)
        .outerjoin(Member, Member.party_id == Party.id)
        .outerjoin(DeliveryNote, DeliveryNote.document_id == Delivery.document_id)
        .outerjoin(reversed_one, reversed_one.id == Document.reverses_id)
        .where(Document.id == document_id)
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        raise NotFound(_("Titip masuk ini tidak ada."))
    agreement = agreement_queries.by_id(connection, row.agreement_id) if row.agreement_id is not None else None
    return SeenDelivery(
        row.id,
        row.number,
        row.business_date,
        row.at,
        row.by,
        row.maker_id,
        row.maker_code,
        row.maker,
        parties.called(row.title, row.maker),
        row.village,
        row.group_name or "",
        row.kind is PartyKind.GROUP,
        row.confirmed or Confirmed.NOT,
        row.witness or "",
        row.note or "",
        agreement,
        lines(connection, _brought_by(connection, document_id)),
        row.reversed_by or "",
        row.reverses or "",
    )


def _reversal() -> Any:
    """The number of the paper that reverses a document.

    Asked for by itself: joined, SQLite walks all documents once it has counted how few reverse another.
    """
    other = aliased(Document)
    return select(other.number).where(other.reverses_id == Document.id).correlate(Document).scalar_subquery()


def delivery_of(connection: Connection, document_id: int) -> int:
    """The delivery that a document is, or that a correction puts right."""
    record = DeliveryCorrectionRecord
    return connection.scalar(select(record.delivery_id).where(record.document_id == document_id)) or document_id


def _brought_by(connection: Connection, document_id: int) -> int:
    """The delivery itself, or the one that a reversal takes back."""
    return connection.scalar(select(Document.reverses_id).where(Document.id == document_id)) or document_id


def lines(connection: Connection, delivery_id: int) -> tuple[SeenLine, ...]:
    """A delivery's lines with their terms, a group's list and what corrections made of them."""
    counted = _counted(connection, delivery_id) or _by_lots(connection, delivery_id)
    lots = [each.lot_id for each in counted if each.lot_id is not None]
    terms = deliveries.terms_of(connection, lots)
    becomes = corrected(connection, lots)
    parts = _parts(connection, delivery_id)
    return tuple(
        replace(
            each,
            terms=terms.get(each.lot_id or 0),
            parts=parts.get(each.line, ()),
            becomes=becomes.get(each.lot_id or 0),
        )
        for each in counted
    )


def _counted(connection: Connection, delivery_id: int) -> list[SeenLine]:
    line = DeliveryLine
    found: Any = (
        select(
            line.line,
            line.lot_id,
            line.product_id,
            Product.code,
            Product.name,
            Product.base_unit,
            line.unit,
            line.factor,
            line.offered,
            line.accepted,
            line.why,
            line.price,
            line.repriced,
            line.produced_on,
            line.expires_on,
            func.coalesce(LotRecord.batch, ""),
        )
        .join(Product, Product.id == line.product_id)
        .outerjoin(LotRecord, LotRecord.id == line.lot_id)
        .where(line.document_id == delivery_id)
        .order_by(line.line)
    )
    return [SeenLine(*row) for row in connection.execute(found)]


def _by_lots(connection: Connection, delivery_id: int) -> list[SeenLine]:
    lot = ConsignedLot
    found = (
        select(
            lot.lot_id,
            lot.product_id,
            Product.code,
            Product.name,
            Product.base_unit,
            lot.quantity,
            LotRecord.expires_on,
            LotRecord.batch,
        )
        .join(Product, Product.id == lot.product_id)
        .join(LotRecord, LotRecord.id == lot.lot_id)
        .where(lot.document_id == delivery_id)
        .order_by(lot.lot_id)
    )
    return [
        SeenLine(
            number,
            row.lot_id,
            row.product_id,
            row.code,
            row.name,
            row.base_unit,
            "",
            ONE,
            row.quantity,
            row.quantity,
            "",
            None,
            False,
            None,
            row.expires_on,
            row.batch,
        )
        for number, row in enumerate(connection.execute(found), start=1)
    ]


def _parts(connection: Connection, delivery_id: int) -> dict[int, tuple[Part, ...]]:
    share = DeliveryGroupShare
    told = select(share.line, share.name, share.quantity, share.party_id).where(share.document_id == delivery_id)
    found: dict[int, tuple[Part, ...]] = {}
    for line, name, quantity, party in connection.execute(told.order_by(share.line, share.place)):
        found[line] = (*found.get(line, ()), Part(name, quantity, party))
    return found


def corrected(connection: Connection, lots: Iterable[int]) -> dict[int, Quantity]:
    """Lot → what the last correction that still holds said was accepted; only of lots that have one."""
    reversal, line = aliased(Document), DeliveryCorrectionLine
    found = (
        select(line.lot_id, line.becomes)
        .join(Document, Document.id == line.document_id)
        .outerjoin(reversal, reversal.reverses_id == Document.id)
        .where(line.lot_id.in_(sorted(lots)), reversal.id.is_(None))
        .order_by(Document.posted_at, Document.id)
    )
    # The last one of a lot holds.
    return {row.lot_id: row.becomes for row in connection.execute(found)}


def of_day(connection: Connection, branch_id: int, day: date) -> list[ListedDelivery]:
    """The deliveries of a day, newest first."""
    return _listed(connection, (Document.branch_id == branch_id) & (Document.business_date == day))


def of_maker(connection: Connection, maker_id: int) -> list[ListedDelivery]:
    """Her deliveries, newest first."""
    return _listed(connection, Document.party_id == maker_id)


def _listed(connection: Connection, where: Any) -> list[ListedDelivery]:
    reversed_one = aliased(Document)
    head = (
        select(
            Document.id,
            Document.number,
            Document.at,
            Party.title,
            Party.name,
            User.name.label("by"),
            _reversal().label("reversed_by"),
            reversed_one.number.label("reverses"),
        )
        .join(Delivery, Delivery.document_id == func.coalesce(Document.reverses_id, Document.id))
        .join(Party, Party.id == Delivery.maker_id)
        .join(User, User.id == Document.by_id)
        .outerjoin(reversed_one, reversed_one.id == Document.reverses_id)
        .where(where, Document.kind == Kind.DELIVERY)
        .order_by(Document.business_date.desc(), Document.posted_at.desc(), Document.id.desc())
        .limit(MOST)
    )
    rows = connection.execute(head).all()
    counts = _counts(connection, [row.id for row in rows])
    return [
        ListedDelivery(
            row.id,
            row.number,
            row.at,
            parties.called(row.title, row.name),
            *counts.get(row.id, (0, NOTHING, NOTHING)),
            row.by,
            row.reversed_by or "",
            row.reverses or "",
        )
        for row in rows
    ]


def _counts(connection: Connection, deliveries_: list[int]) -> dict[int, tuple[int, Quantity, Quantity]]:
    """Delivery → kinds of goods, accepted and rejected, in base units."""
    found: dict[int, tuple[int, Quantity, Quantity]] = {}
    lot, line = ConsignedLot, DeliveryLine
    columns = select(lot.document_id, lot.quantity).where(lot.document_id.in_(deliveries_))
    for document, quantity in connection.execute(columns):
        goods, accepted, rejected = found.get(document, (0, NOTHING, NOTHING))
        found[document] = (goods + 1, accepted + quantity, rejected)
    told = select(line.document_id, line.offered, line.accepted).where(line.document_id.in_(deliveries_))
    for document, offered, taken in connection.execute(told):
        goods, accepted, rejected = found.get(document, (0, NOTHING, NOTHING))
        found[document] = (goods + (not taken), accepted, rejected + offered - taken)
    return found
