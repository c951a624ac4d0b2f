"""Deliveries put right: taken back whole while nothing of them moved, else their counts corrected.

A reversal is a delivery of its own that reverses the first; a correction says of each lot
what was really accepted, and moves the difference.  No money is in either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from consignment import deliveries, delivery_queries
from consignment.consigned_lots import ConsignedLot
from consignment.deliveries import Delivery
from consignment.delivery_facts import Confirmed, DeliveryCorrectionLine, DeliveryCorrectionRecord
from consignment.delivery_queries import SeenLine
from inventory import departures, locations, placings, stock
from inventory.departures import Gone, Outgoing
from inventory.locations import Location
from inventory.products import Product
from inventory.reversals import StockReversal
from inventory.stock import Move, Reason, Stock
from koperasi import documents
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.money import ZERO
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class DeliveryReversed:
    """Take a delivery back whole, and why."""

    id: int
    uid: str
    delivery_id: int
    business_date: date
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Recount:
    """Of a line (from 1) so much was really accepted, in base units."""

    line: int
    accepted: Quantity


@dataclass(frozen=True, slots=True)
class DeliveryCorrected:
    """Say what was really accepted of a delivery's lines; lines not named stay as they are."""

    id: int
    uid: str
    delivery_id: int
    business_date: date
    at: datetime
    lines: tuple[Recount, ...]
    why: str
    confirmed: Confirmed = Confirmed.NOT


@needs(Permission.DELIVERY_CORRECT)
def reverse(work: Work, command: DeliveryReversed) -> None:
    """Take a delivery back: its goods were never brought.

    Raises NotFound for no such delivery, Refused for one taken back already (rule
    `reversed`) or of which anything moved since (rule `moved`), BadInput without a reason.
    """
    if documents.posted(work.connection, command.id):
        return
    maker_id = _held(work, command.delivery_id)
    _must_say(command.why)
    moves = _moves(work, command.delivery_id)
    places = sorted({each.location_id for each in moves})
    placings.lock(work, places, {each.product_id for each in moves})
    if _moved(work.connection, command.delivery_id):
        work.refuse(
            Refused(
                _("Barang titipan ini sudah laku atau berpindah."),
                remedy=_("Betulkan jumlahnya saja."),
                rule="moved",
            )
        )
    header = _header(work, command, Kind.DELIVERY, deliveries.SERIES, maker_id, reverses=command.delivery_id)
    gone = [
        (departures.leave(work, command.id, place, command.business_date, Reason.DELIVERY, _out(moves, place)), place)
        for place in places
    ]
    why = {"document_id": command.id, "why": plain(command.why)}
    facts = [each for left, _place in gone for each in left.facts]
    documents.post(work, header, [Facts(StockReversal, [why]), *facts], [])
    for left, place in gone:
        departures.keep(work, left, place)


@needs(Permission.DELIVERY_CORRECT)
def correct(work: Work, command: DeliveryCorrected) -> None:
    """Put right what was accepted of a delivery.

    Raises NotFound for no such delivery or line, Refused for one that was taken back (rule
    `reversed`), for less than what is gone of it already (rule `not-enough`) and for more of a
    good in the archive (rule `archived`), BadInput
    where nothing changes or no reason is told.
    """
    if documents.posted(work.connection, command.id):
        return
    maker_id = _held(work, command.delivery_id)
    _must_say(command.why)
    lines = {each.line: each for each in delivery_queries.lines(work.connection, command.delivery_id)}
    changes = _changes(command, lines)
    lots = [line.lot_id for line, _becomes in changes if line.lot_id is not None]
    lying = _lying(work, lots, {line.product_id for line, _becomes in changes})
    _must_be_sold(work, {line.product_id for line, becomes in changes if becomes > line.now})
    header = _header(work, command, Kind.DELIVERY_CORRECTION, ("delivery-correction", "KN"), maker_id)
    facts, gone, more = _corrected(work, command, changes, lying)
    documents.post(work, header, facts, [])
    for left, place in gone:
        departures.keep(work, left, place)
    stock.keep(work.connection, more)


def _must_say(why: str) -> None:
    if not plain(why):
        raise BadInput(_("Tulis sebabnya."), field="why")


def _held(work: Work, delivery_id: int) -> int:
    """Whose delivery it is; nobody else judges it until this deed is kept."""
    documents.hold(work.connection, delivery_id)
    found = (
        select(Delivery.maker_id, Document.number, Document.branch_id)
        .join(Document, Document.id == Delivery.document_id)
        .where(Document.id == delivery_id)
    )
    row = work.connection.execute(found).one_or_none()
    if row is None or row.branch_id != work.shop.branch.id:
        raise NotFound(_("Titip masuk ini tidak ada."))
    other = work.connection.scalar(select(Document.number).where(Document.reverses_id == delivery_id))
    if other is not None:
        said = _("{number} sudah dibatalkan dengan {other}.").format(number=row.number, other=other)
        raise Refused(said, rule="reversed")
    maker: int = row.maker_id
    return maker


def _header(
    work: Work,
    command: DeliveryReversed | DeliveryCorrected,
    kind: Kind,
    series: tuple[str, str],
    maker_id: int,
    *,
    reverses: int | None = None,
) -> Header:
    return Header(
        command.id,
        command.uid,
        kind,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *series),
        party_id=maker_id,
        reverses_id=reverses,
    )


def _moves(work: Work, delivery_id: int) -> Sequence[Any]:
    columns = (Move.lot_id, Move.product_id, Move.location_id, Move.quantity)
    return work.connection.execute(select(*columns).where(Move.document_id == delivery_id).order_by(Move.id)).all()


def _moved(connection: Connection, delivery_id: int) -> bool:
    """Whether anything of what it brought moved since, or was sold before it came (it filled a lot below zero)."""
    lots = select(ConsignedLot.lot_id).where(ConsignedLot.document_id == delivery_id)
    products = select(ConsignedLot.product_id).where(ConsignedLot.document_id == delivery_id)
    others = select(Move.id).where(
        Move.product_id.in_(products), Move.lot_id.in_(lots), Move.document_id != delivery_id
    )
    if connection.scalar(others.limit(1)) is not None:
        return True
    filled = select(Move.id).where(Move.document_id == delivery_id, Move.reason == Reason.FILLING)
    return connection.scalar(filled.limit(1)) is not None


def _out(moves: Sequence[Any], place: int) -> list[Outgoing]:
    return [Outgoing(each.product_id, each.quantity, each.lot_id) for each in moves if each.location_id == place]


def _changes(command: DeliveryCorrected, lines: Mapping[int, SeenLine]) -> list[tuple[SeenLine, Quantity]]:
    """Each line that counts otherwise now, with what it becomes."""
    changes, told = [], set[int]()
    for each in command.lines:
        line = lines.get(each.line)
        if each.line in told:
            raise BadInput(_("Baris {row} disebut dua kali.").format(row=each.line), row=each.line, field="accepted")
        told.add(each.line)
        if line is None or line.lot_id is None:
            message = _("Baris {row} tidak bisa dibetulkan.").format(row=each.line)
            raise BadInput(message, remedy=_("Catat sebagai Titip Masuk baru."), row=each.line, field="accepted")
        if each.accepted < NOTHING:
            raise BadInput(_("Jumlah tidak boleh minus."), row=each.line, field="accepted")
        if each.accepted != line.now:
            changes.append((line, each.accepted))
    if not changes:
        raise BadInput(_("Tidak ada jumlah yang berubah."), field="accepted")
    return changes


def _lying(work: Work, lots: Sequence[int], products: set[int]) -> dict[int, list[tuple[int, Quantity]]]:
    """Lot → where it lies in this branch and how much, the shelf first; all locked."""
    shelf = locations.shelf(work.connection, work.shop.branch.id)
    found = (
        select(Stock.location_id)
        .join(Location, Location.id == Stock.location_id)
        .where(Stock.product_id.in_(sorted(products)), Stock.lot_id.in_(lots))
        .where(Location.branch_id == work.shop.branch.id)
    )
    placings.lock(work, {shelf, *work.connection.scalars(found)}, products)
    there = select(Stock.lot_id, Stock.location_id, Stock.quantity).where(
        Stock.product_id.in_(sorted(products)), Stock.lot_id.in_(lots), Stock.location_id.in_(found)
    )
    lying: dict[int, list[tuple[int, Quantity]]] = {lot: [] for lot in lots}
    for lot, place, quantity in work.connection.execute(there):
        lying[lot].append((place, quantity))
    return {lot: sorted(places, key=lambda each: (each[0] != shelf, each[0])) for lot, places in lying.items()}


def _must_be_sold(work: Work, products: set[int]) -> None:
    """Refuse more of a good in the archive (rule `archived`): it was merged or put away, and nobody could sell it."""
    found = select(Product.name).where(Product.id.in_(products), Product.retired_at.is_not(None)).order_by(Product.id)
    name = work.connection.scalar(found.limit(1))
    if name is not None:
        remedy = _("Catat sebagai Titip Masuk baru.")
        work.refuse(Refused(_("{name} ada di arsip.").format(name=name), remedy=remedy, rule="archived"))


def _corrected(
    work: Work,
    command: DeliveryCorrected,
    changes: Sequence[tuple[SeenLine, Quantity]],
    lying: Mapping[int, Sequence[tuple[int, Quantity]]],
) -> tuple[list[Facts], list[tuple[Gone, int]], list[dict[str, Any]]]:
    """The facts of a correction, what leaves at which place, and what more there is of each lot."""
    shelf = locations.shelf(work.connection, work.shop.branch.id)
    leaving: dict[int, list[Outgoing]] = {}
    rows, more = [], []
    for line, becomes in changes:
        lot, changed = line.lot_id or 0, becomes - line.now
        rows.append({"document_id": command.id, "lot_id": lot, "was": line.now, "becomes": becomes})
        if changed > NOTHING:
            # Into the very lot, whatever else of hers is below zero: the paper is about this one.
            what = (lot, line.product_id, shelf, changed, ZERO)
            more.append(stock.move_row(work, command.id, *what, Reason.CORRECTION))
        for place, part in _from(lying[lot], -changed, shelf):
            leaving.setdefault(place, []).append(Outgoing(line.product_id, part, lot))
    day = command.business_date
    gone = [
        (departures.leave(work, command.id, place, day, Reason.CORRECTION, goods), place)
        for place, goods in sorted(leaving.items())
    ]
    head = {"document_id": command.id, "delivery_id": command.delivery_id, "why": plain(command.why)}
    facts = [
        Facts(DeliveryCorrectionRecord, [{**head, "confirmed": command.confirmed}]),
        Facts(DeliveryCorrectionLine, rows),
        Facts(Move, more),
    ]
    return [*facts, *(each for left, _place in gone for each in left.facts)], gone, more


def _from(lying: Sequence[tuple[int, Quantity]], lacking: Quantity, shelf: int) -> list[tuple[int, Quantity]]:
    """From which places so much of a lot is taken back, nothing for less than nothing.

    What is nowhere is asked of the shelf, which refuses it.
    """
    if lacking <= NOTHING:
        return []
    parts: dict[int, Quantity] = {}
    for place, there in lying:
        part = min(lacking, max(there, NOTHING))
        if part:
            parts[place] = part
            lacking -= part
    if lacking:
        parts[shelf] = parts.get(shelf, NOTHING) + lacking
    return list(parts.items())


def touched(connection: Connection, delivery_id: int) -> bool:
    """Whether a delivery can only be corrected, no longer taken back whole."""
    gone = select(func.count()).select_from(Document).where(Document.reverses_id == delivery_id)
    return bool(connection.scalar(gone)) or _moved(connection, delivery_id)
