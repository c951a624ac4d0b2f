"""Deliveries: a member's goods come in as lots with their terms frozen; no money moves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from consignment.consigned_lots import ConsignedLot as ConsignedLot
from consignment.consigned_lots import ConsignedLotTerms as ConsignedLotTerms
from consignment.terms import ProductTerms, Terms
from inventory import arrivals, locations
from inventory.arrivals import Incoming
from inventory.partners import UNKNOWN_MAKER
from inventory.products import Product
from inventory.stock import Move, Reason
from koperasi import documents, masters, parties
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.money import ZERO
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


class Delivery(Record):
    __tablename__ = "deliveries"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)


@dataclass(frozen=True, slots=True)
class DeliveredLine:
    """So much of a maker's product (base units), on these terms."""

    product_id: int
    quantity: Quantity
    terms: Terms
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeliveryCommand:
    """Receive a maker's goods."""

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    lines: tuple[DeliveredLine, ...]
    reference: str | None = None


@needs(Permission.DELIVERY_RECEIVE)
def receive(work: Work, command: DeliveryCommand) -> None:
    """Post a delivery: lots of hers with their terms, and no money.

    Raises Refused for a product of another maker (rule `other-maker`), BadInput for a
    quantity that is not positive.
    """
    if documents.posted(work.connection, command.id):
        return
    # Before the goods are locked: every writer of masters queues for their version first.
    keep_terms(work, {each.product_id: each.terms for each in command.lines})
    _claim(work, command)
    goods = [
        Incoming(each.product_id, each.quantity, ZERO, command.maker_id, each.expires_on) for each in command.lines
    ]
    shelf = locations.shelf(work.connection, work.shop.branch.id)
    received = arrivals.receive(work, command.id, shelf, command.business_date, Reason.DELIVERY, goods)
    header = Header(
        command.id,
        command.uid,
        Kind.DELIVERY,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "delivery", "NT"),
        party_id=command.maker_id,
        reference=command.reference,
    )
    lots = [
        consigned_row(command.id, lot["id"], each.product_id, command.maker_id, each.quantity, each.terms)
        for lot, each in zip(received.lots, command.lines, strict=True)
    ]
    more = [
        {"lot_id": lot["id"], "document_id": command.id, "agreement_id": None, "more": each.terms.more}
        for lot, each in zip(received.lots, command.lines, strict=True)
        if each.terms.more
    ]
    own = [Facts(Delivery, [{"document_id": command.id, "maker_id": command.maker_id}])]
    documents.post(work, header, [*own, *received.facts, Facts(ConsignedLot, lots), Facts(ConsignedLotTerms, more)], [])
    arrivals.keep(work, received, shelf, goods)


def consigned_row(
    document_id: int, lot_id: int, product_id: int, maker_id: int, quantity: Quantity, terms: Terms
) -> dict[str, object]:
    """A row for `consigned_lots`."""
    return {
        "lot_id": lot_id,
        "document_id": document_id,
        "product_id": product_id,
        "maker_id": maker_id,
        "quantity": quantity,
        "deal": terms.deal,
        "rate_bps": terms.rate_bps,
        "payout_each": terms.payout_each,
    }


def _claim(work: Work, command: DeliveryCommand) -> None:
    """Check each line, and fix the maker of a product that has none yet and was never moved."""
    wanted = {each.product_id for each in command.lines}
    rows = work.connection.execute(select(Product.id, Product.maker_id, Product.name).where(Product.id.in_(wanted)))
    makers = {product_id: (maker_id, name) for product_id, maker_id, name in rows}
    unclaimed = (None, parties.by_code(work.connection, UNKNOWN_MAKER))
    for number, each in enumerate(command.lines, start=1):
        if each.quantity <= NOTHING:
            raise BadInput(_("Jumlah titipan harus lebih dari nol."), row=number, field="quantity")
        maker_id, name = makers[each.product_id]
        if maker_id in unclaimed and not moved(work.connection, each.product_id):
            masters.change(work.connection, Product, each.product_id, maker_id=command.maker_id)
            makers[each.product_id] = (command.maker_id, name)
        elif maker_id != command.maker_id:
            # Another shop's history may tell of one good from two makers: each lot is its bringer's.
            work.refuse(
                Refused(
                    _("{name} bukan barang penitip ini.").format(name=name),
                    remedy=_("Buat barang sendiri untuk setiap penitip."),
                    rule="other-maker",
                )
            )


def moved(connection: Connection, product_id: int) -> bool:
    """Whether a product ever moved: from then on its maker is fixed."""
    return connection.scalar(select(Move.id).where(Move.product_id == product_id).limit(1)) is not None


def terms_of(connection: Connection, lots: Collection[int]) -> dict[int, Terms]:
    """The terms of makers' lots."""
    lot, more = ConsignedLot, ConsignedLotTerms
    found = (
        select(lot.lot_id, lot.deal, lot.rate_bps, lot.payout_each, more.more)
        .outerjoin(more, more.lot_id == lot.lot_id)
        .where(lot.lot_id.in_(sorted(lots)))
    )
    return {
        lot_id: Terms(deal, rate, each).with_more(said or "")
        for lot_id, deal, rate, each, said in connection.execute(found)
    }


def keep_terms(work: Work, terms: dict[int, Terms]) -> None:
    """Note each product's terms as its standing ones."""
    rows = [
        {
            "product_id": product,
            "deal": each.deal,
            "rate_bps": each.rate_bps,
            "payout_each": each.payout_each,
            "more": each.more or None,
        }
        for product, each in sorted(terms.items())
    ]
    masters.put(work.connection, ProductTerms, rows)
