"""The drawer: opened by a pulse that the printer passes on, and never without a note of who and why.

A deed that needs the drawer open (cash in or out, the float, the count) queues its kick in
its own transaction.  Opening it for nothing else is a right of its own, has a reason, and
is a document of its shift, so that its Z counts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput
from koperasi.rights import Permission
from koperasi.text import N_, _
from koperasi.work import Work, needs
from printing import jobs


class Why(StrEnum):
    """What a drawer is opened for without a sale."""

    CHANGE = "change"
    LEFT_IN_IT = "left-in-it"
    JAMMED = "jammed"
    TEST = "test"
    OTHER = "other"


#: As a person says it, in the order of the keys that choose it.
REASONS = {
    Why.CHANGE: N_("Tukar uang"),
    Why.LEFT_IN_IT: N_("Ada yang tertinggal di laci"),
    Why.JAMMED: N_("Laci macet atau belum tertutup"),
    Why.TEST: N_("Coba laci"),
    Why.OTHER: N_("Lainnya, tulis"),
}


class DrawerOpening(Record):
    """A drawer that was opened without a sale or a movement."""

    __tablename__ = "drawer_openings"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    till_id: Mapped[int] = mapped_column(ForeignKey("tills.id"))
    why: Mapped[Why] = mapped_column(WordColumn(Why))
    note: Mapped[str]


@dataclass(frozen=True, slots=True)
class NoSaleCommand:
    """Open a till's drawer without a sale; `shift_id` is the open one, where there is one."""

    id: int
    uid: str
    till_id: int
    shift_id: int | None
    printer: str
    why: Why
    note: str
    business_date: date
    at: datetime


@dataclass(frozen=True, slots=True)
class DrawerCommand:
    """Open a till's drawer, for what (`count`)."""

    till_id: int
    printer: str
    why: str
    at: datetime


def kick(work: Work, printer: str, document_id: int | None = None) -> None:
    """Queue one kick at a printer, in the deed's own transaction; nothing where there is no printer."""
    if printer:
        row = jobs.drawer_row(work.mint(), printer=printer, at=work.now, document_id=document_id)
        jobs.put(work.connection, row)


@needs(Permission.DRAWER_OPEN)
def open_drawer(work: Work, command: NoSaleCommand) -> None:
    """Open the drawer without a sale; counted on X and Z.  Raises BadInput for another reason left unsaid."""
    if documents.posted(work.connection, command.id):
        return
    if command.why is Why.OTHER and not command.note.strip():
        raise BadInput(_("Alasannya belum ditulis."), field="note")
    header = Header(
        command.id,
        command.uid,
        Kind.DRAWER_OPENING,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "drawer", "BL"),
        shift_id=command.shift_id,
    )
    row = {"document_id": command.id, "till_id": command.till_id, "why": command.why, "note": command.note.strip()}
    work.trace.detail.update(drawer="no-sale", why=command.why.value)
    documents.post(work, header, [Facts(DrawerOpening, [row])], [])
    kick(work, command.printer, command.id)


@needs(Permission.SHIFT_CLOSE)
def open_to_count(work: Work, command: DrawerCommand) -> None:
    """Open the drawer to count it for the close."""
    kick(work, command.printer, None)
    work.trace.detail.update(drawer=command.why, till=str(command.till_id))


def openings(connection: Connection, shift_id: int) -> int:
    """How often a shift's drawer was opened without a sale."""
    counted = select(func.count()).select_from(DrawerOpening).join(Document, Document.id == DrawerOpening.document_id)
    return connection.execute(counted.where(Document.shift_id == shift_id)).scalar_one()
