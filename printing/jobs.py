"""Print jobs: slips that wait in the database until a printer has taken them.

A sale leaves its slip here in its own transaction, so no paper is ever lost and no sale
waits for one.  Nobody can know whether a printer that took bytes has printed them, so a job
that failed after its first byte, or was being sent when the program died, is `unknown` and
a person is asked; what she lets print again says CETAK ULANG, so that two papers of one job
are told apart.  The drawer's kick is a job of its own and is never tried twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Index,
    UniqueConstraint,
    case,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import bulk
from koperasi.columns import WordColumn, plain_value
from koperasi.database import LOCAL, Record
from koperasi.errors import Bug, NotFound, Refused
from koperasi.text import _
from koperasi.writers import COUNTER_BITS
from printing.slips import Slip


class JobKind(StrEnum):
    """What the printer is asked for."""

    SLIP = "slip"
    DRAWER = "drawer"


class State(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: Every way a job may go; there is no other.
ROADS = {
    (State.QUEUED, State.SENDING),
    (State.QUEUED, State.FAILED),  # it cannot be printed at all, or a kick came too late
    (State.QUEUED, State.CANCELLED),
    (State.SENDING, State.SENT),
    (State.SENDING, State.QUEUED),  # no byte had left
    (State.SENDING, State.UNKNOWN),
    (State.SENDING, State.FAILED),
    (State.UNKNOWN, State.SENT),  # a person says that it stands on paper
    (State.UNKNOWN, State.QUEUED),  # a person says that it does not
    (State.UNKNOWN, State.CANCELLED),
    (State.FAILED, State.QUEUED),
    (State.FAILED, State.CANCELLED),
}

#: Draws the slip of a document from what was posted; raises NotFound for one that has none.
Draw = Callable[[Connection, int], Slip]

OPEN = "state IN ('queued', 'sending', 'unknown')"


class PrintJob(Record):
    """One slip or kick for one printer."""

    __tablename__ = "print_jobs"
    __table_class__ = LOCAL
    __table_args__ = (
        UniqueConstraint("document_id", "kind", "copy"),
        CheckConstraint("copy >= 0", name="copy"),
        CheckConstraint("attempts >= 0", name="attempts"),
        # Few are open among many that are done, so the queue is found at once and costs a sale little.
        Index("ix_print_jobs_open", "printer", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: No foreign key: a till cut off from its server prints before the document is posted there.
    document_id: Mapped[int | None]
    kind: Mapped[JobKind] = mapped_column(WordColumn(JobKind))
    #: 0 is the first print; copy n says SALINAN n.
    copy: Mapped[int]
    #: The name of the printer's queue; one worker on one PC serves it.
    printer: Mapped[str]
    #: The slip as JSON; empty for a kick, and until the worker has drawn it from its document.
    slip: Mapped[str]
    state: Mapped[State] = mapped_column(WordColumn(State))
    attempts: Mapped[int]
    error: Mapped[str]
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    #: How often a person let it print again though it might stand on paper: such a paper says so.
    repeats: Mapped[int] = mapped_column(server_default="0", default=0)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the worker and the screens need it."""

    id: int
    document_id: int | None
    kind: JobKind
    copy: int
    printer: str
    slip: str
    state: State
    attempts: int
    error: str
    queued_at: datetime
    sent_at: datetime | None = None
    repeats: int = 0


FIELDS = tuple(getattr(PrintJob, name) for name in Job.__slots__)


def queue_row(
    job_id: int, slip: Slip | None, *, printer: str, at: datetime, document_id: int | None = None, copy: int = 0
) -> dict[str, Any]:
    """The row of a slip to print, for the caller to insert in the document's own transaction.

    Without a slip the worker draws it from the document, when its turn has come.
    """
    if slip is None and document_id is None:
        raise Bug("a slip that is not drawn yet needs its document")
    return _row(job_id, JobKind.SLIP, slip.to_json() if slip else "", printer, at, document_id, copy)


def drawer_row(job_id: int, *, printer: str, at: datetime, document_id: int | None = None) -> dict[str, Any]:
    """The row of one kick of the drawer."""
    return _row(job_id, JobKind.DRAWER, "", printer, at, document_id, 0)


def _row(
    job_id: int, kind: JobKind, slip: str, printer: str, at: datetime, document_id: int | None, copy: int
) -> dict[str, Any]:
    return {
        "id": job_id,
        "document_id": document_id,
        "kind": kind,
        "copy": copy,
        "printer": printer,
        "slip": slip,
        "state": State.QUEUED,
        "attempts": 0,
        "error": "",
        "queued_at": at,
        "sent_at": None,
        "repeats": 0,
    }


_TABLE = Record.metadata.tables["print_jobs"]
_COLUMNS = tuple(_TABLE.columns.keys())


def put(connection: Connection, *rows: dict[str, Any]) -> None:
    """Insert rows made by `queue_row`, `drawer_row` or `copy_row`."""
    bulk.insert(connection, _TABLE, _COLUMNS, [[plain_value(row[name]) for name in _COLUMNS] for row in rows])


def copy_row(
    connection: Connection, job_id: int, document_id: int, *, draw: Draw, printer: str, at: datetime, note: str = ""
) -> dict[str, Any]:
    """The row of the next copy of a document's slip: as it was printed, or drawn when it was not yet.

    Raises NotFound for a document that has no slip.
    """
    slips = (PrintJob.document_id == document_id) & (PrintJob.kind == JobKind.SLIP)
    stored = connection.scalar(select(PrintJob.slip).where(slips, PrintJob.slip != "").order_by(PrintJob.copy).limit(1))
    slip = Slip.from_json(stored) if stored else draw(connection, document_id)
    number = connection.execute(select(func.coalesce(func.max(PrintJob.copy), 0)).where(slips)).scalar_one() + 1
    copy = slip.as_copy(number, note)
    return queue_row(job_id, copy, printer=printer, at=at, document_id=document_id, copy=number)


def waiting(connection: Connection, printer: str, drawer: str | None = None) -> list[Job]:
    """What a printer still has to do, kicks first, then in the order of queueing.

    `drawer` names the queue whose kicks it does where that is another than its own: the
    drawer hangs on one printer, whichever prints.
    """
    first = case((PrintJob.kind == JobKind.DRAWER, 0), else_=1)
    found = _select(State.QUEUED, printer, drawer).order_by(first, PrintJob.queued_at, PrintJob.id)
    return [Job(*row) for row in connection.execute(found)]


def unknown(connection: Connection, printer: str) -> list[Job]:
    """Slips of which a person must say whether they stand on paper, oldest first."""
    found = _select(State.UNKNOWN, printer).order_by(PrintJob.queued_at, PrintJob.id)
    return [Job(*row) for row in connection.execute(found)]


def by_id(connection: Connection, job_id: int) -> Job:
    """One job; raises NotFound."""
    row = connection.execute(select(*FIELDS).where(PrintJob.id == job_id)).one_or_none()
    if row is None:
        raise NotFound(_("Cetakan ini tidak ada."))
    return Job(*row)


def become(connection: Connection, job: Job, state: State, **values: Any) -> None:
    """Let a job go on; raises Bug for a road that does not exist, or when another was quicker."""
    if (job.state, state) not in ROADS:
        raise Bug(f"a print job never goes from {job.state} to {state}")
    here = (PrintJob.id == job.id) & (PrintJob.state == job.state)
    if connection.execute(update(PrintJob).where(here).values(state=state, **values)).rowcount != 1:
        raise Bug(f"print job {job.id} is no longer {job.state}")


def was_printed(connection: Connection, job_id: int, at: datetime) -> None:
    """A person says that an unknown slip stands on paper."""
    become(connection, by_id(connection, job_id), State.SENT, sent_at=at, error="")


def print_again(connection: Connection, job_id: int) -> None:
    """A person says that a slip does not stand on paper; raises Refused for a kick of the drawer."""
    job = _slip(connection, job_id)
    become(connection, job, State.QUEUED, error="", repeats=job.repeats + (job.state is State.UNKNOWN))


def copy_of(
    connection: Connection, job_id: int, new_id: int, *, printer: str, at: datetime, note: str
) -> dict[str, Any]:
    """The row of a SALINAN of a slip of no document, which stands on paper already."""
    job = _slip(connection, job_id)
    slip = Slip.from_json(job.slip).as_copy(1, note)
    return queue_row(new_id, slip, printer=printer, at=at)


def move(connection: Connection, printer: str, to: str) -> int:
    """Give every slip that waits for one printer to another; returns how many.

    Only those of which no byte has left: what may stand on paper is for a person to send on.
    Kicks stay, for the drawer hangs where it hangs.
    """
    here = (PrintJob.printer == printer) & (PrintJob.state == State.QUEUED) & (PrintJob.kind == JobKind.SLIP)
    return connection.execute(update(PrintJob).where(text(OPEN), here).values(printer=to, error="")).rowcount


def give_back(connection: Connection, printer: str, to: str) -> None:
    """Let all that is not over in the queue of a printer that is gone be another's."""
    connection.execute(update(PrintJob).where(text(OPEN), PrintJob.printer == printer).values(printer=to))


def move_one(connection: Connection, job_id: int, to: str) -> None:
    """Let another printer print one slip; one that may stand on paper then says CETAK ULANG."""
    job = _slip(connection, job_id)
    if job.state is not State.QUEUED:
        print_again(connection, job_id)
    here = (PrintJob.id == job_id) & (PrintJob.state == State.QUEUED)
    connection.execute(update(PrintJob).where(here).values(printer=to))


def cancel(connection: Connection, job_id: int, why: str = "") -> None:
    """Never print it; what is already on its way cannot be called back."""
    become(connection, by_id(connection, job_id), State.CANCELLED, error=why)


def opened(connection: Connection, printers: Sequence[str]) -> list[Job]:
    """All that is not over in these queues, oldest first."""
    found = select(*FIELDS).where(text(OPEN), PrintJob.printer.in_(printers))
    return [Job(*row) for row in connection.execute(found.order_by(PrintJob.queued_at, PrintJob.id))]


def ended(connection: Connection, writer: int, printers: Sequence[str], most: int = 50) -> list[Job]:
    """What this PC queued last and is over, newest first: ids of one writer lie in the order of time."""
    over = PrintJob.state.in_((State.SENT, State.FAILED, State.CANCELLED))
    own = PrintJob.id.between(writer << COUNTER_BITS, ((writer + 1) << COUNTER_BITS) - 1)
    found = select(*FIELDS).where(own, over, PrintJob.printer.in_(printers))
    return [Job(*row) for row in connection.execute(found.order_by(PrintJob.id.desc()).limit(most))]


def recover(connection: Connection, printer: str, drawer: str | None = None) -> None:
    """After a crash: what was being sent then may or may not stand on paper."""
    for row in connection.execute(_select(State.SENDING, printer, drawer)).all():
        job = Job(*row)
        become(connection, job, State.FAILED if job.kind == JobKind.DRAWER else State.UNKNOWN)


def forget(connection: Connection, before: datetime) -> int:
    """Drop finished jobs queued before a moment (their documents remain); returns how many."""
    done = PrintJob.state.in_((State.SENT, State.CANCELLED, State.FAILED))
    return connection.execute(delete(PrintJob).where(done, PrintJob.queued_at < before)).rowcount


def _select(state: State, printer: str, drawer: str | None = None) -> Any:
    # The states stand in the text, not in a parameter, so that the small index is used.
    open_now = select(*FIELDS).where(text(OPEN), PrintJob.state == state)
    if drawer is None or drawer == printer:
        return open_now.where(PrintJob.printer == printer)
    slips = (PrintJob.printer == printer) & (PrintJob.kind == JobKind.SLIP)
    kicks = (PrintJob.printer == drawer) & (PrintJob.kind == JobKind.DRAWER)
    return open_now.where(PrintJob.printer.in_((printer, drawer)), slips | kicks)


def _slip(connection: Connection, job_id: int) -> Job:
    """A job that is a paper; raises Refused for a kick of the drawer."""
    job = by_id(connection, job_id)
    if job.kind is JobKind.DRAWER:
        raise Refused(_("Laci tidak dibuka ulang dari antrean."), remedy=_("Pakai Buka Laci."), rule="drawer")
    return job
