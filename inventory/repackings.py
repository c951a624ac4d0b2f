"""Repackings: a sack becomes bags of a kilo; what is spilt is booked, cost goes along to the rupiah.

What was taken is worth what its lots cost.  By the command the loss is either booked as
such with its share of the value, or the bags bear it.  The rest goes to what came out by
weight (largest remainder), so that no rupiah is lost; what came out keeps no longer than the
first of what went in.  Only the shop's own goods are repacked: a maker's lots carry their
terms, which a new lot of another product would not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory import arrivals, departures, placings, reversals, transfers
from inventory.arrivals import Incoming, Received
from inventory.departures import Gone, Outgoing
from inventory.lot_costs import MadeLot
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.recipes import Part
from inventory.reversals import ReversalCommand
from inventory.stock import Reason
from inventory.transfers import StockLine
from koperasi import documents
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah, largest_remainder
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


class Repacking(Record):
    __tablename__ = "repackings"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("loss >= 0 AND loss <= quantity", name="loss"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    #: What was taken (base units), of which so much was lost.
    quantity: Mapped[Quantity]
    loss: Mapped[Quantity]
    cost: Mapped[Rupiah]
    #: The part of the cost that was booked as loss; 0 where the bags bear it.
    loss_value: Mapped[Rupiah]
    note: Mapped[str]


class RepackedPart(Record):
    """What came out, with its part of the cost."""

    __tablename__ = "repacked_parts"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    quantity: Mapped[Quantity]
    weight: Mapped[Quantity]
    value: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class RepackingCommand:
    """Repack so much of a product (base units) into others."""

    id: int
    uid: str
    location_id: int
    product_id: int
    quantity: Quantity
    parts: tuple[Part, ...]
    business_date: date
    at: datetime
    loss: Quantity = NOTHING
    #: Book the loss as such; else the value of the whole goes to what came out.
    loss_booked: bool = True
    lot_id: int | None = None
    note: str = ""


@needs(Permission.STOCK_REPACK)
def repack(work: Work, command: RepackingCommand) -> None:
    """Post a repacking.

    Raises Refused for more than is there (rule `not-enough`), makers' goods (rule `consigned`)
    or what comes out in the archive (rule `archived`), NotAllowed for a loss beyond the
    person's limit for write-offs, BadInput for quantities that make no sense.
    """
    if documents.posted(work.connection, command.id):
        return
    _check(work, command)
    reversals.check_in_use(work, {each.product_id for each in command.parts})
    placings.lock(work, [command.location_id], {command.product_id, *(each.product_id for each in command.parts)})
    goods = [Outgoing(command.product_id, command.quantity, command.lot_id)]
    day = command.business_date
    gone = departures.leave(work, command.id, command.location_id, day, Reason.REPACKING, goods)
    transfers.check_owned(work, goods, gone)
    loss_value = shares(gone.cost, command)[0]
    coming = incoming(work, command.parts, gone.cost - loss_value, gone)
    received = arrivals.receive(work, command.id, command.location_id, day, Reason.REPACKING, coming)
    header = Header(
        command.id,
        command.uid,
        Kind.REPACKING,
        day,
        command.at,
        series_id=documents.office_series(work, "repacking", "KU"),
    )
    work.trace.amount = lost(gone.cost, command)
    if command.loss:
        # What is spilt is lost as if it were written off, by the same right and limit, also
        # where what came out is to bear it: the goods are gone all the same.
        work.must(Permission.STOCK_WRITE_OFF, work.trace.amount)
    own = [Facts(Repacking, [_row(command, gone.cost, loss_value)]), Facts(RepackedPart, _part_rows(command, coming))]
    facts = [*own, *gone.facts, *received.facts, Facts(MadeLot, made_rows(command.id, received, coming))]
    postings = [
        Posting(Role.INVENTORY, received.into_stock - gone.cost),
        Posting(Role.SHRINKAGE, loss_value),
        Posting(Role.COST_OF_GOODS, received.to_cost_of_goods),
    ]
    documents.post(work, header, facts, postings)
    departures.keep(work, gone, command.location_id)
    arrivals.keep(work, received, command.location_id, coming)


@needs(Permission.STOCK_REPACK)
def reverse(work: Work, command: ReversalCommand) -> None:
    """Take a repacking back.  Raises Refused where something of what came out has been sold."""
    reversals.reverse_unguarded(work, command, Kind.REPACKING, Reason.REPACKING, ("repacking", "KU"))


def shares(cost: Rupiah, command: RepackingCommand) -> tuple[Rupiah, Rupiah]:
    """The value of the loss that is booked, and of all that came out."""
    loss = lost(cost, command) if command.loss_booked else ZERO
    return loss, cost - loss


def lost(cost: Rupiah, command: RepackingCommand) -> Rupiah:
    """What was spilt had cost, whoever bears it."""
    weights = [command.loss.thousandths, (command.quantity - command.loss).thousandths]
    return Rupiah(largest_remainder(cost.amount, weights)[0])


def incoming(work: Work, parts: Sequence[Part], value: Rupiah, gone: Gone) -> list[Incoming]:
    """What came out, with its share of the value by weight and the earliest date of what went in."""
    weights = [(each.weight or each.quantity).thousandths for each in parts]
    values = largest_remainder(value.amount, weights)
    until = earliest(work, gone)
    return [
        Incoming(each.product_id, each.quantity, Rupiah(share), None, until)
        for each, share in zip(parts, values, strict=True)
    ]


def earliest(work: Work, gone: Gone) -> date | None:
    """Until when the first of what was taken keeps."""
    lots = {part.lot_id for parts in gone.taken for part in parts}
    found = select(LotRecord.expires_on).where(LotRecord.id.in_(sorted(lots)), LotRecord.expires_on.is_not(None))
    return min((day for day in work.connection.execute(found).scalars() if day is not None), default=None)


def check_parts(work: Work, product_id: int, parts: Sequence[Part]) -> None:
    """Raise BadInput for parts that make no sense, Refused (rule `consigned`) for a maker's product."""
    lines = tuple(StockLine(each.product_id, "", ONE, each.quantity) for each in parts)
    transfers.check_lines(work, lines)
    if any(each.product_id == product_id for each in parts):
        raise BadInput(_("Barang tidak bisa menjadi bagian dari dirinya."), field="parts")
    if any(each.weight < NOTHING for each in parts):
        raise BadInput(_("Bobot tidak boleh minus."), field="weight")
    wanted = {product_id, *(each.product_id for each in parts)}
    hers = select(Product.name).where(Product.id.in_(wanted), Product.maker_id.is_not(None)).order_by(Product.name)
    name = work.connection.scalar(hers.limit(1))
    if name is not None:
        work.refuse(
            Refused(
                _("{name} adalah barang titipan: syarat bagi hasilnya melekat pada setiap titipan.").format(name=name),
                remedy=_("Kembalikan kepada penitipnya; ia menitipkan lagi dalam kemasan baru."),
                rule="consigned",
            )
        )


def _check(work: Work, command: RepackingCommand) -> None:
    check_parts(work, command.product_id, command.parts)
    transfers.check_places(work, command.location_id)
    taken = (StockLine(command.product_id, "", ONE, command.quantity),)
    transfers.check_lines(work, taken)
    if not NOTHING <= command.loss < command.quantity:
        raise BadInput(_("Susut harus kurang dari yang dibuka."), field="loss")


def _row(command: RepackingCommand, cost: Rupiah, loss_value: Rupiah) -> dict[str, object]:
    return {
        "document_id": command.id,
        "location_id": command.location_id,
        "product_id": command.product_id,
        "quantity": command.quantity,
        "loss": command.loss,
        "cost": cost,
        "loss_value": loss_value,
        "note": plain(command.note),
    }


def _part_rows(command: RepackingCommand, coming: Sequence[Incoming]) -> list[dict[str, object]]:
    return [
        {
            "document_id": command.id,
            "line": number,
            "product_id": part.product_id,
            "quantity": part.quantity,
            "weight": part.weight or part.quantity,
            "value": each.value,
        }
        for number, (part, each) in enumerate(zip(command.parts, coming, strict=True), start=1)
    ]


def made_rows(document_id: int, received: Received, coming: Sequence[Incoming]) -> list[dict[str, object]]:
    """What each lot that was made is worth, for the cost it is known by later."""
    return [
        {
            "lot_id": lot["id"],
            "document_id": document_id,
            "product_id": each.product_id,
            "quantity": each.quantity,
            "value": each.value,
        }
        for lot, each in zip(received.lots, coming, strict=True)
    ]
