"""Write-offs: goods that can be sold no more, with why, and a picture where there is one.

What the shop's own goods cost becomes a loss that day.  A maker's goods only leave: nothing
is booked for them here.  The fact, its reason and its lots stay, so that her statement can
show it and who answers for it is judged later, by the rules of her agreement.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory import consigned_worths, departures, pictures, reversals, transfers
from inventory.departures import Gone
from inventory.pictures import KeptPicture, PictureRecord
from inventory.reversals import ReversalCommand
from inventory.stock import Reason
from inventory.transfers import StockLine
from koperasi import documents
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput
from koperasi.ledger import Posting, Role
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.text import N_, _, plain
from koperasi.work import Work, needs


class Cause(StrEnum):
    """Why goods can be sold no more."""

    DAMAGED = "damaged"
    EXPIRED = "expired"
    STALE = "stale"
    LOST = "lost"
    PESTS = "pests"
    SAMPLE = "sample"
    OTHER = "other"


CAUSES = {
    Cause.DAMAGED: N_("rusak"),
    Cause.EXPIRED: N_("kedaluwarsa"),
    Cause.STALE: N_("basi"),
    Cause.LOST: N_("hilang"),
    Cause.PESTS: N_("dimakan tikus"),
    Cause.SAMPLE: N_("sampel"),
    Cause.OTHER: N_("lain"),
}

#: What is thrown away for these was past its date: such lots go first, and fresh ones stay.
PAST = frozenset({Cause.EXPIRED, Cause.STALE})


class WriteOff(Record):
    __tablename__ = "write_offs"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    note: Mapped[str]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    #: SHA-256 of the picture, "" for none: the picture shown later is the one that was taken.
    picture_digest: Mapped[str]
    cost: Mapped[Rupiah]


class WriteOffLine(Record):
    """A line as it was keyed, with its cost (0 for a maker's goods); its lots are told by the moves."""

    __tablename__ = "write_off_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("base_quantity > 0", name="base_quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    unit: Mapped[str]
    factor: Mapped[Quantity]
    quantity: Mapped[Quantity]
    base_quantity: Mapped[Quantity]
    cause: Mapped[Cause] = mapped_column(WordColumn(Cause))
    cost: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class SpoiltLine:
    """So many units of a product that can be sold no more, and why."""

    product_id: int
    unit: str
    factor: Quantity
    quantity: Quantity
    cause: Cause
    lot_id: int | None = None

    @property
    def line(self) -> StockLine:
        return StockLine(self.product_id, self.unit, self.factor, self.quantity, self.lot_id)


@dataclass(frozen=True, slots=True)
class WriteOffCommand:
    """Write goods off.  The picture itself is given beside it; here stands its digest."""

    id: int
    uid: str
    location_id: int
    business_date: date
    at: datetime
    lines: tuple[SpoiltLine, ...]
    note: str = ""
    picture_digest: str = ""


@needs(Permission.STOCK_WRITE_OFF)
def write_off(work: Work, command: WriteOffCommand, picture: bytes = b"") -> None:
    """Post a write-off; `picture` is a JPEG by `pictures.reduced`, whose digest the command names.

    Raises Refused (rule `not-enough`) for more than is there, NotAllowed beyond the person's
    limit (the shop's goods at cost, makers' at their price), BadInput for lines that make no
    sense or another picture.
    """
    if documents.posted(work.connection, command.id):
        return
    lines = tuple(each.line for each in command.lines)
    transfers.check_lines(work, lines)
    transfers.check_places(work, command.location_id)
    if any(each.cause is Cause.OTHER for each in command.lines) and not plain(command.note):
        raise BadInput(_("Tulis sebabnya."), field="note")
    kept = _picture(work, command.picture_digest, picture)
    goods = [
        replace(line.outgoing, expired_first=each.cause in PAST)
        for line, each in zip(lines, command.lines, strict=True)
    ]
    day = command.business_date
    gone = departures.leave(work, command.id, command.location_id, day, Reason.WRITE_OFF, goods)
    work.trace.amount = gone.cost + _makers_part(work, command, gone)
    work.must(Permission.STOCK_WRITE_OFF, work.trace.amount)
    header = Header(
        command.id,
        command.uid,
        Kind.WRITE_OFF,
        day,
        command.at,
        series_id=documents.office_series(work, "write-off", "BR"),
    )
    facts = [Facts(WriteOff, [_row(command, kept, gone)]), Facts(WriteOffLine, _line_rows(command, lines, gone))]
    postings = [Posting(Role.INVENTORY, -gone.cost), Posting(Role.WRITE_OFFS, gone.cost)]
    documents.post(work, header, [*facts, *gone.facts], postings)
    departures.keep(work, gone, command.location_id)


@needs(Permission.STOCK_WRITE_OFF)
def reverse(work: Work, command: ReversalCommand) -> None:
    """Put back what was written off by mistake."""
    reversals.reverse_unguarded(work, command, Kind.WRITE_OFF, Reason.WRITE_OFF, ("write-off", "BR"))


def _makers_part(work: Work, command: WriteOffCommand, gone: Gone) -> Rupiah:
    """What makers' goods among them sell for: nothing is booked of it, but somebody answers for it."""
    parts = [
        (each.product_id, part.owner_id, part.quantity)
        for each, taken in zip(command.lines, gone.taken, strict=True)
        for part in taken
    ]
    return consigned_worths.of_parts(work, parts, command.business_date)


def _picture(work: Work, digest: str, picture: bytes) -> KeptPicture | None:
    if not digest:
        return None
    if picture:
        if hashlib.sha256(picture).hexdigest() != digest:
            raise BadInput(_("Gambar ini bukan yang dimaksud."), field="picture")
        return pictures.keep_unguarded(work, picture)
    found = work.connection.scalar(select(PictureRecord.id).where(PictureRecord.digest == digest))
    if found is None:
        raise BadInput(_("Gambar tidak ditemukan."), field="picture")
    return KeptPicture(found, digest)


def _row(command: WriteOffCommand, picture: KeptPicture | None, gone: Gone) -> dict[str, object]:
    return {
        "document_id": command.id,
        "location_id": command.location_id,
        "note": plain(command.note),
        "picture_id": picture.id if picture else None,
        "picture_digest": picture.digest if picture else "",
        "cost": gone.cost,
    }


def _line_rows(command: WriteOffCommand, lines: tuple[StockLine, ...], gone: Gone) -> list[dict[str, object]]:
    rows = transfers.line_rows(command.id, lines)
    return [
        {**row, "cause": each.cause, "cost": total(part.cost for part in parts)}
        for row, each, parts in zip(rows, command.lines, gone.taken, strict=True)
    ]
