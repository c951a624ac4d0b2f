"""Givebacks: goods of a maker's that go back to her, and why; no money moves.

Unsold, damaged, expired or recalled goods leave the shelf, the damaged goods or the place
where they wait for her, lot by lot; she signs for them on a nota retur.  Only what is there
can go: where staff sold the last piece while she was packing it, there is one less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from consignment import lot_worths
from inventory import departures, placings, reversals, transfers
from inventory.departures import Gone, Outgoing
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.reversals import ReversalCommand
from inventory.stock import Reason
from koperasi import documents
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import N_, _, plain
from koperasi.work import Work, needs

SERIES = ("giveback", "NR")


class Why(StrEnum):
    """Why goods go back to their maker."""

    UNSOLD = "unsold"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    RECALLED = "recalled"
    ASKED = "asked"


WHYS = {
    Why.UNSOLD: N_("tidak laku"),
    Why.DAMAGED: N_("rusak"),
    Why.EXPIRED: N_("kedaluwarsa"),
    Why.RECALLED: N_("ditarik"),
    Why.ASKED: N_("diminta penitip"),
}


class Giveback(Record):
    __tablename__ = "givebacks"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    #: Who took them for her, "" for herself.
    fetched_by: Mapped[str]
    note: Mapped[str]


class GivebackLine(Record):
    """So much of one lot that went back, out of one place, and what it would have brought her."""

    __tablename__ = "giveback_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    #: In base units.
    quantity: Mapped[Quantity]
    why: Mapped[Why] = mapped_column(WordColumn(Why))
    #: Her share of it at the list price of that day; 0 where it has none.
    worth: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class GivenLine:
    """So much (base units) of a lot at a place, and why it goes back."""

    lot_id: int
    location_id: int
    quantity: Quantity
    why: Why = Why.UNSOLD


@dataclass(frozen=True, slots=True)
class GivebackCommand:
    """Give goods back to their maker."""

    id: int
    uid: str
    maker_id: int
    business_date: date
    at: datetime
    lines: tuple[GivenLine, ...]
    fetched_by: str = ""
    note: str = ""


@needs(Permission.GIVEBACK_MAKE)
def give_back(work: Work, command: GivebackCommand) -> str:
    """Post goods that go back to their maker; returns the number of the nota retur.

    Raises Refused for more than is there (rule `not-enough`) or goods that are not hers (rule
    `other-maker`), BadInput for lines of nothing or places of another branch.
    """
    if documents.posted(work.connection, command.id):
        return _number(work, command.id)
    products = _products(work, command)
    transfers.check_places(work, *sorted({each.location_id for each in command.lines}))
    worths = lot_worths.of_lots(work.connection, products.keys(), work.shop.branch.id, command.business_date)
    gone = leave(work, command.id, command.business_date, Reason.GIVEBACK, command.lines, products)
    rows = [
        _line_row(command.id, number, each, products[each.lot_id], worths[each.lot_id].worth(each.quantity) or ZERO)
        for number, each in enumerate(command.lines, start=1)
    ]
    work.trace.amount = total(row["worth"] for row in rows)
    work.must(Permission.GIVEBACK_MAKE, work.trace.amount)
    header = Header(
        command.id,
        command.uid,
        Kind.GIVEBACK,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, *SERIES),
        party_id=command.maker_id,
    )
    head = {
        "document_id": command.id,
        "maker_id": command.maker_id,
        "fetched_by": plain(command.fetched_by),
        "note": plain(command.note),
    }
    facts = [Facts(Giveback, [head]), Facts(GivebackLine, rows)]
    facts += [each for left, _place in gone for each in left.facts]
    number = documents.post(work, header, facts, [])
    for left, place in gone:
        departures.keep(work, left, place)
    return number.text


@needs(Permission.GIVEBACK_MAKE)
def reverse(work: Work, command: ReversalCommand) -> None:
    """Put back what was noted as given back by mistake; its lots are hers as before."""
    maker = select(Giveback.maker_id).where(Giveback.document_id == command.document_id)
    party = work.connection.scalar(maker)
    reversals.reverse_unguarded(work, command, Kind.GIVEBACK, Reason.GIVEBACK, SERIES, party_id=party)


def leave(
    work: Work,
    document_id: int,
    day: date,
    reason: Reason,
    lines: Sequence[Any],
    products: dict[int, int],
) -> list[tuple[Gone, int]]:
    """The moves of lots going out of their places, with each place; the caller posts and keeps them.

    `lines` name `lot_id`, `location_id` and `quantity`; `products` say what each lot is of.
    Places are locked in turn, so that two who move her goods never wait for each other.
    """
    places = sorted({each.location_id for each in lines})
    placings.lock(work, places, set(products.values()))
    gone = []
    for place in places:
        goods = [
            Outgoing(products[each.lot_id], each.quantity, each.lot_id) for each in lines if each.location_id == place
        ]
        gone.append((departures.leave(work, document_id, place, day, reason, goods), place))
    return gone


def hers(work: Work, maker_id: int, lines: Sequence[Any]) -> dict[int, int]:
    """Lot → product of lines of her own lots; raises BadInput for lines of nothing, Refused for others' lots."""
    if not lines:
        raise BadInput(_("Belum ada barang."), field="lines")
    for number, each in enumerate(lines, start=1):
        if each.quantity <= NOTHING:
            raise BadInput(_("Jumlah harus lebih dari nol."), row=number, field="quantity")
    lot = LotRecord
    wanted = sorted({each.lot_id for each in lines})
    rows = work.connection.execute(
        select(lot.id, lot.product_id, lot.owner_id, Product.name)
        .join(Product, Product.id == lot.product_id)
        .where(lot.id.in_(wanted))
    ).all()
    for row in rows:
        if row.owner_id != maker_id:
            raise Refused(_("{name} bukan barang penitip ini.").format(name=row.name), rule="other-maker")
    if len(rows) != len(wanted):
        raise BadInput(_("Barang ini tidak dikenal."), field="lot_id")
    return {row.id: row.product_id for row in rows}


def _products(work: Work, command: GivebackCommand) -> dict[int, int]:
    return hers(work, command.maker_id, command.lines)


def _line_row(document_id: int, number: int, line: GivenLine, product_id: int, worth: Rupiah) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "line": number,
        "product_id": product_id,
        "lot_id": line.lot_id,
        "location_id": line.location_id,
        "quantity": line.quantity,
        "why": line.why,
        "worth": worth,
    }


def _number(work: Work, document_id: int) -> str:
    return work.connection.execute(select(Document.number).where(Document.id == document_id)).scalar_one()
