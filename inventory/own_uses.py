"""Own use: what the shop takes from its own shelf to use up itself, and what for.

Cleaning soap, coffee for a meeting.  It becomes an expense at cost.  A maker's goods are
not the shop's to use: they are bought at the till like by anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from inventory import departures, reversals, transfers
from inventory.reversals import ReversalCommand
from inventory.stock import Reason
from inventory.transfers import StockLine
from koperasi import documents
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput
from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs


class OwnUse(Record):
    __tablename__ = "own_uses"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    #: What it was used for.
    purpose: Mapped[str]
    cost: Mapped[Rupiah]


class OwnUseLine(Record):
    """A line as it was keyed, with its cost; its lots are told by the moves."""

    __tablename__ = "own_use_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("base_quantity > 0", name="base_quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    unit: Mapped[str]
    factor: Mapped[Quantity]
    quantity: Mapped[Quantity]
    base_quantity: Mapped[Quantity]
    cost: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class OwnUseCommand:
    """Use goods up."""

    id: int
    uid: str
    location_id: int
    business_date: date
    at: datetime
    lines: tuple[StockLine, ...]
    purpose: str


@needs(Permission.STOCK_USE)
def use(work: Work, command: OwnUseCommand) -> None:
    """Post goods the shop uses up itself.

    Raises Refused for more than is there (rule `not-enough`) or a maker's goods (rule
    `consigned`), NotAllowed beyond the person's limit at cost, BadInput without a purpose.
    """
    if documents.posted(work.connection, command.id):
        return
    transfers.check_lines(work, command.lines)
    transfers.check_places(work, command.location_id)
    if not plain(command.purpose):
        raise BadInput(_("Tulis untuk apa."), field="purpose")
    goods = [each.outgoing for each in command.lines]
    gone = departures.leave(work, command.id, command.location_id, command.business_date, Reason.OWN_USE, goods)
    transfers.check_owned(work, goods, gone)
    work.must(Permission.STOCK_USE, gone.cost)
    work.trace.amount = gone.cost
    header = Header(
        command.id,
        command.uid,
        Kind.OWN_USE,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "own-use", "PK"),
    )
    row = {
        "document_id": command.id,
        "location_id": command.location_id,
        "purpose": plain(command.purpose),
        "cost": gone.cost,
    }
    lines = [
        {**line, "cost": total(part.cost for part in parts)}
        for line, parts in zip(transfers.line_rows(command.id, command.lines), gone.taken, strict=True)
    ]
    postings = [Posting(Role.INVENTORY, -gone.cost), Posting(Role.OWN_USE, gone.cost)]
    documents.post(work, header, [Facts(OwnUse, [row]), Facts(OwnUseLine, lines), *gone.facts], postings)
    departures.keep(work, gone, command.location_id)


@needs(Permission.STOCK_USE)
def reverse(work: Work, command: ReversalCommand) -> None:
    """Put back what was noted as used by mistake."""
    reversals.reverse_unguarded(work, command, Kind.OWN_USE, Reason.OWN_USE, ("own-use", "PK"))
