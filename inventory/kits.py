"""Kits: a parcel (bingkisan) put together of other goods, or taken apart again.

A parcel costs what its parts cost.  Taken apart, its value goes back to the parts by what
they cost when last bought, so that no rupiah is lost on the way.  Only the shop's own goods
go into a parcel: a maker's lots carry their terms, which the parcel's lot would not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from inventory import arrivals, departures, placings, repackings, reversals, stock_queries, transfers
from inventory.arrivals import Incoming
from inventory.departures import Gone, Outgoing
from inventory.lot_costs import MadeLot
from inventory.lots import UnitCost
from inventory.recipes import Part
from inventory.reversals import ReversalCommand
from inventory.stock import Reason
from koperasi import documents
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput
from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


class KitAssembly(Record):
    __tablename__ = "kit_assemblies"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    quantity: Mapped[Quantity]
    #: The parcels were taken apart, not put together.
    apart: Mapped[bool]
    value: Mapped[Rupiah]
    note: Mapped[str]


class KitPart(Record):
    """What went into the parcels, or came out of them, with its value."""

    __tablename__ = "kit_parts"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    quantity: Mapped[Quantity]
    value: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class KitCommand:
    """Put parcels together, or take them apart: `parts` is what all of them hold together."""

    id: int
    uid: str
    location_id: int
    product_id: int
    quantity: Quantity
    parts: tuple[Part, ...]
    business_date: date
    at: datetime
    apart: bool = False
    note: str = ""


@needs(Permission.STOCK_REPACK)
def assemble(work: Work, command: KitCommand) -> None:
    """Post parcels put together, or taken apart.

    Raises Refused for more than is there (rule `not-enough`), makers' goods (rule `consigned`)
    or what comes of it in the archive (rule `archived`), BadInput for quantities that make no sense.
    """
    if documents.posted(work.connection, command.id):
        return
    _check(work, command)
    reversals.check_in_use(work, _made(command))
    products = {command.product_id, *(each.product_id for each in command.parts)}
    placings.lock(work, [command.location_id], products)
    goods = _going(command)
    day = command.business_date
    gone = departures.leave(work, command.id, command.location_id, day, Reason.KIT_ASSEMBLY, goods)
    transfers.check_owned(work, goods, gone)
    coming = _coming(work, command, gone)
    received = arrivals.receive(work, command.id, command.location_id, day, Reason.KIT_ASSEMBLY, coming)
    header = Header(
        command.id,
        command.uid,
        Kind.KIT_ASSEMBLY,
        day,
        command.at,
        series_id=documents.office_series(work, "kit-assembly", "RK"),
    )
    own = [Facts(KitAssembly, [_row(command, gone.cost)]), Facts(KitPart, _part_rows(command, gone, coming))]
    made = Facts(MadeLot, repackings.made_rows(command.id, received, coming))
    postings = [
        Posting(Role.INVENTORY, received.into_stock - gone.cost),
        Posting(Role.COST_OF_GOODS, received.to_cost_of_goods),
    ]
    documents.post(work, header, [*own, *gone.facts, *received.facts, made], postings)
    departures.keep(work, gone, command.location_id)
    arrivals.keep(work, received, command.location_id, coming)


@needs(Permission.STOCK_REPACK)
def reverse(work: Work, command: ReversalCommand) -> None:
    """Take an assembly back as it was.  Raises Refused where something of it has been sold."""
    reversals.reverse_unguarded(work, command, Kind.KIT_ASSEMBLY, Reason.KIT_ASSEMBLY, ("kit-assembly", "RK"))


def _check(work: Work, command: KitCommand) -> None:
    repackings.check_parts(work, command.product_id, command.parts)
    transfers.check_places(work, command.location_id)
    if command.quantity <= NOTHING or not command.quantity.whole:
        raise BadInput(_("Paket dihitung utuh, paling sedikit satu."), field="quantity")


def _made(command: KitCommand) -> set[int]:
    """The products that come of it."""
    return {each.product_id for each in command.parts} if command.apart else {command.product_id}


def _going(command: KitCommand) -> list[Outgoing]:
    if command.apart:
        return [Outgoing(command.product_id, command.quantity)]
    return [Outgoing(each.product_id, each.quantity) for each in command.parts]


def _coming(work: Work, command: KitCommand, gone: Gone) -> list[Incoming]:
    if command.apart:
        return repackings.incoming(work, _weighed(work, command), gone.cost, gone)
    return repackings.incoming(work, [Part(command.product_id, command.quantity)], gone.cost, gone)


def _weighed(work: Work, command: KitCommand) -> list[Part]:
    """The parts, each by what so much of it cost when last bought; by quantity where none is known."""
    products = [each.product_id for each in command.parts]
    known = stock_queries.last_costs(work.connection, command.location_id, products)
    costs = [known.get(each.product_id, UnitCost()).of(each.quantity) for each in command.parts]
    if not all(costs):
        return [replace(each, weight=NOTHING) for each in command.parts]
    return [replace(each, weight=Quantity(cost.amount)) for each, cost in zip(command.parts, costs, strict=True)]


def _row(command: KitCommand, value: Rupiah) -> dict[str, object]:
    return {
        "document_id": command.id,
        "location_id": command.location_id,
        "product_id": command.product_id,
        "quantity": command.quantity,
        "apart": command.apart,
        "value": value,
        "note": plain(command.note),
    }


def _part_rows(command: KitCommand, gone: Gone, coming: Sequence[Incoming]) -> list[dict[str, object]]:
    went = [total(part.cost for part in parts) for parts in gone.taken]
    values = [each.value for each in coming] if command.apart else went
    return [
        {
            "document_id": command.id,
            "line": number,
            "product_id": each.product_id,
            "quantity": each.quantity,
            "value": value,
        }
        for number, (each, value) in enumerate(zip(command.parts, values, strict=True), start=1)
    ]
