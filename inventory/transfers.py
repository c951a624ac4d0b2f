"""Transfers: goods taken from one place of a branch to another, each lot with its value.

The shelf, the back room, what is damaged.  Nothing moves in the money books, unless the new
place had the goods below zero: what was sold there is then told at its true cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory import departures, locations, placings, reversals
from inventory.departures import Gone, Outgoing
from inventory.locations import LocationKind
from inventory.products import Product, ProductKind
from inventory.reversals import ReversalCommand
from inventory.stock import Reason
from koperasi import documents
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


class Transfer(Record):
    __tablename__ = "transfers"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    source_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    note: Mapped[str]


class TransferLine(Record):
    """A line as it was keyed, in its unit; which lots went is told by the moves."""

    __tablename__ = "transfer_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("base_quantity > 0", name="base_quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    unit: Mapped[str]
    factor: Mapped[Quantity]
    quantity: Mapped[Quantity]
    base_quantity: Mapped[Quantity]


@dataclass(frozen=True, slots=True)
class StockLine:
    """So many units of a product; of one lot, where it is named."""

    product_id: int
    unit: str
    factor: Quantity
    quantity: Quantity
    lot_id: int | None = None

    @property
    def base_quantity(self) -> Quantity:
        return self.quantity.of_factor(self.factor)

    @property
    def outgoing(self) -> Outgoing:
        return Outgoing(self.product_id, self.base_quantity, self.lot_id)


@dataclass(frozen=True, slots=True)
class TransferCommand:
    """Take goods from one place of the branch to another."""

    id: int
    uid: str
    source_id: int
    target_id: int
    business_date: date
    at: datetime
    lines: tuple[StockLine, ...]
    note: str = ""


@needs(Permission.STOCK_MOVE)
def transfer(work: Work, command: TransferCommand) -> None:
    """Post a transfer.

    Raises Refused (rule `not-enough`) for more than is there, BadInput for lines that make
    no sense or places that are not this branch's.
    """
    if documents.posted(work.connection, command.id):
        return
    check_lines(work, command.lines)
    check_places(work, command.source_id, command.target_id)
    placings.lock(work, (command.source_id, command.target_id), {each.product_id for each in command.lines})
    aside = _is_aside(work, command.target_id)
    goods = [replace(each.outgoing, expired_first=aside) for each in command.lines]
    day = command.business_date
    gone = departures.leave(work, command.id, command.source_id, day, Reason.TRANSFER, goods)
    put = [
        each
        for line, parts in zip(goods, gone.taken, strict=True)
        for each in placings.of_taken(line.product_id, parts)
    ]
    placed = placings.place(work, command.id, command.target_id, Reason.TRANSFER, put)
    header = Header(
        command.id,
        command.uid,
        Kind.STOCK_TRANSFER,
        day,
        command.at,
        series_id=documents.office_series(work, "transfer", "PG"),
    )
    row = {
        "document_id": command.id,
        "source_id": command.source_id,
        "target_id": command.target_id,
        "note": plain(command.note),
    }
    facts = [Facts(Transfer, [row]), Facts(TransferLine, line_rows(command.id, command.lines))]
    postings = [
        Posting(Role.INVENTORY, placed.into_stock - gone.cost),
        Posting(Role.COST_OF_GOODS, placed.to_cost_of_goods),
    ]
    documents.post(work, header, [*facts, *gone.facts, *placed.facts], postings)
    departures.keep(work, gone, command.source_id)
    placings.keep(work, placed, command.target_id)


def _is_aside(work: Work, location_id: int) -> bool:
    """Whether a place is for what must not be sold: what has expired goes there first."""
    kind = work.connection.scalar(select(locations.Location.kind).where(locations.Location.id == location_id))
    return kind is LocationKind.QUARANTINE


@needs(Permission.STOCK_MOVE)
def reverse(work: Work, command: ReversalCommand) -> None:
    """Take the goods of a transfer back where they were.  Raises Refused where they are gone from there."""
    reversals.reverse_unguarded(work, command, Kind.STOCK_TRANSFER, Reason.TRANSFER, ("transfer", "PG"))


@needs(Permission.STOCK_MOVE)
def provide_places(work: Work) -> None:
    """Let the work's branch have a back room and a place for what is damaged."""
    for kind in (LocationKind.BACK_ROOM, LocationKind.QUARANTINE):
        locations.made_unguarded(work, kind)
    work.trace.detail.update(branch=work.shop.branch.code)


def check_places(work: Work, *places: int) -> None:
    """Raise BadInput unless these are different places of the work's branch where goods stand."""
    if len(set(places)) != len(places):
        raise BadInput(_("Tempat asal dan tujuan sama."), field="target_id")
    branch_id = work.shop.branch.id
    found = select(locations.Location.id).where(
        locations.Location.id.in_(places),
        locations.Location.branch_id == branch_id,
        locations.Location.kind != LocationKind.IN_TRANSIT,
    )
    if len(work.connection.execute(found).all()) != len(places):
        raise BadInput(_("Tempat ini bukan milik cabang ini."), field="source_id")


def check_lines(work: Work, lines: tuple[StockLine, ...]) -> None:
    """Raise BadInput for no lines, unknown goods or services, or quantities that are not positive."""
    if not lines:
        raise BadInput(_("Belum ada barang."), field="lines")
    wanted = {each.product_id for each in lines}
    columns = (Product.id, Product.name, Product.kind)
    known = {row.id: row for row in work.connection.execute(select(*columns).where(Product.id.in_(wanted)))}
    for number, each in enumerate(lines, start=1):
        product = known.get(each.product_id)
        if product is None:
            raise BadInput(_("Barang di baris {row} tidak dikenal.").format(row=number), row=number, field="product")
        if product.kind is not ProductKind.GOODS:
            words = _("{name} adalah jasa, tidak punya stok.").format(name=product.name)
            raise BadInput(words, row=number, field="product")
        if each.base_quantity <= NOTHING:
            raise BadInput(_("Jumlah harus lebih dari nol."), row=number, field="quantity")


def check_owned(work: Work, goods: Sequence[Outgoing], gone: Gone) -> None:
    """Refuse (rule `consigned`) where makers' lots would go: only the shop's own may be used so.

    A maker's goods that the shop has bought or kept are the shop's own.
    """
    for each, parts in zip(goods, gone.taken, strict=True):
        if any(part.owner_id is not None for part in parts):
            name = work.connection.execute(select(Product.name).where(Product.id == each.product_id)).scalar_one()
            work.refuse(
                Refused(
                    _("{name} adalah barang titipan, bukan milik toko.").format(name=name),
                    remedy=_("Beli lewat kasir dahulu, atau kembalikan kepada penitipnya."),
                    rule="consigned",
                )
            )


def line_rows(document_id: int, lines: tuple[StockLine, ...]) -> list[dict[str, object]]:
    """Rows of lines as they were keyed, in the columns that all tables of such lines share."""
    return [
        {
            "document_id": document_id,
            "line": number,
            "product_id": each.product_id,
            "unit": each.unit,
            "factor": each.factor,
            "quantity": each.quantity,
            "base_quantity": each.base_quantity,
        }
        for number, each in enumerate(lines, start=1)
    ]
