"""The print queue as a person sees it: what waits, what is doubtful, what came out, and what can be done.

A paper that may stand on another already never comes out unmarked: after a doubt it says
CETAK ULANG, after it was printed SALINAN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from koperasi.errors import BadInput, Bug, NotFound, Refused
from koperasi.rights import Permission
from koperasi.text import N_, _, clock, plain
from koperasi.work import Actor
from pos import printouts, slips
from pos.printers import queues, stand_in_queue
from pos.stations import Station
from printing import jobs, till_printers
from printing.jobs import Job, JobKind, State
from printing.till_printers import Printer, Role

LATELY = 40
STATES = {
    State.UNKNOWN: N_("Perlu diperiksa"),
    State.FAILED: N_("Gagal"),
    State.SENDING: N_("Sedang dikirim"),
    State.QUEUED: N_("Menunggu"),
    State.SENT: N_("Tercetak"),
    State.CANCELLED: N_("Dibatalkan"),
}
#: What a person may do with a job, by how far it has come.
AGAIN = frozenset({State.UNKNOWN, State.FAILED, State.SENT, State.CANCELLED})
CANCEL = frozenset({State.UNKNOWN, State.FAILED, State.QUEUED})
SEND_ON = frozenset({State.UNKNOWN, State.FAILED, State.QUEUED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper or kick: what it is, when it was queued, how far it came, and what was wrong."""

    job_id: int
    title: str
    state: State
    is_paper: bool
    copy: int
    repeats: int
    at: datetime
    why: str
    stand_in: bool

    def may(self, states: frozenset[State]) -> bool:
        """Whether a deed for those states is for this entry: a kick of the drawer is never done again."""
        return self.is_paper and self.state in states


@dataclass(frozen=True, slots=True)
class Queue:
    """All of a till's papers, the ones to look for first, and its printers."""

    entries: tuple[Entry, ...]
    printers: tuple[Printer, ...]

    @property
    def stand_in(self) -> Printer | None:
        return till_printers.by_role(list(self.printers), Role.STAND_IN)


def read(station: Station) -> Queue:
    """What the screen shows."""
    shop = station.shop
    names = queues(station.printer)
    with shop.reading() as connection:
        open_now = jobs.opened(connection, names)
        over = jobs.ended(connection, shop.writer, names, LATELY)
        printers = till_printers.installed(connection, shop.till_id, shop.settings)
        there = [each for each in open_now if each.state is State.UNKNOWN]
        there += [each for each in over if each.state is State.FAILED and each.kind is JobKind.SLIP]
        there += [each for each in open_now if each.state is not State.UNKNOWN]
        there += [each for each in over if _is_past(each)]
        entries = tuple(_entry(station, connection, each) for each in there)
    return Queue(entries, tuple(printers))


def _is_past(job: Job) -> bool:
    """What needs nobody any more; of the drawer's kicks only those that came to nothing."""
    if job.kind is JobKind.DRAWER:
        return job.state is State.FAILED
    return job.state is not State.FAILED


def _entry(station: Station, connection: Connection, job: Job) -> Entry:
    try:
        title = slips.title(station.shop, connection, job)
    except (NotFound, Bug):
        title = _("Cetakan rusak")
    at = station.shop.branch.local(job.queued_at)
    facts = (job.state, job.kind is JobKind.SLIP, job.copy, job.repeats, at, job.error)
    return Entry(job.id, title, *facts, job.printer == stand_in_queue(station.printer))


def was_printed(station: Station, actor: Actor, job_id: int) -> None:
    """Someone holds the paper.  A printer that proves nothing is believed from then on."""
    job = _change(
        station, job_id, frozenset({State.UNKNOWN}), lambda c: jobs.was_printed(c, job_id, station.shop.clock())
    )
    _note(station, actor, "was-printed", job)
    if station.printing is not None:
        station.printing.trust(job.printer)
    station.call_printer()


def print_again(station: Station, actor: Actor, job_id: int) -> None:
    """Print it once more: marked CETAK ULANG after a doubt, as the next SALINAN after it was printed.

    Raises Refused for a copy of what this person may not see: a Z of another's shift, what a manager had printed.
    """
    shop, now = station.shop, station.shop.clock()
    local = shop.branch.local(now)
    note = f"{local:%d/%m/%Y} {clock(local)} {_('oleh')} {actor.name}"

    def deed(connection: Connection) -> None:
        job = jobs.by_id(connection, job_id)
        if job.state in (State.UNKNOWN, State.FAILED):
            jobs.print_again(connection, job_id)
            return
        _check_may_copy(connection, actor, job)
        new_id, draw = shop.minter.next(), partial(slips.draw, shop)
        if job.document_id is None:
            row = jobs.copy_of(connection, job_id, new_id, printer=station.printer, at=now, note=note)
        else:
            row = jobs.copy_row(
                connection, new_id, job.document_id, draw=draw, printer=station.printer, at=now, note=note
            )
        jobs.put(connection, row)

    _note(station, actor, "again", _change(station, job_id, AGAIN, deed))
    station.call_printer()


def _check_may_copy(connection: Connection, actor: Actor, job: Job) -> None:
    """A copy shows what stood on the first: nobody gets one here that she could not look at elsewhere."""
    if job.document_id is not None:
        printouts.check_may_see(connection, actor, job.document_id)
    elif not actor.may(Permission.REPORT_READ):
        words = _("{name} tidak punya hak untuk ini.").format(name=actor.name)
        raise Refused(words, rule="right")


def cancel(station: Station, actor: Actor, job_id: int, why: str) -> None:
    """Never print it; raises BadInput without a reason."""
    words = plain(why).strip()
    if not words:
        raise BadInput(_("Tulis alasannya dulu."), field="why")
    job = _change(station, job_id, CANCEL, lambda c: jobs.cancel(c, job_id, words))
    _note(station, actor, "cancel", job, why=words)
    station.call_printer()


def send_on(station: Station, actor: Actor, job_id: int) -> None:
    """Let the stand-in print one slip; raises Refused where there is none."""
    _must_stand_in(station)
    to = stand_in_queue(station.printer)
    job = _change(station, job_id, SEND_ON, lambda c: jobs.move_one(c, job_id, to))
    _note(station, actor, "send-on", job)
    station.call_printer()


def divert(station: Station) -> None:
    """Let the stand-in print all that waits, until the first printer is well; raises Refused where there is none."""
    _must_stand_in(station)
    if station.printing is not None:
        station.printing.divert()


def _must_stand_in(station: Station) -> None:
    if till_printers.by_role(till_printers.of(station.shop), Role.STAND_IN) is None:
        raise Refused(_("Belum ada printer cadangan."), remedy=_("Tambahkan di Atur Printer."), rule="stand-in")


def _change(station: Station, job_id: int, states: frozenset[State], deed: Callable[[Connection], object]) -> Job:
    """Do it in one transaction; raises NotFound for another till's job, Refused when the printer was quicker."""
    with station.shop.database.writing() as connection:
        job = jobs.by_id(connection, job_id)
        if job.printer not in queues(station.printer):
            raise NotFound(_("Cetakan ini tidak ada."))
        if job.state not in states:
            raise Refused(_("Cetakan ini sudah berubah: {state}.").format(state=_(STATES[job.state])), rule="state")
        deed(connection)
    return job


def _note(station: Station, actor: Actor, what: str, job: Job, **more: object) -> None:
    told = {"document": str(job.document_id)} if job.document_id is not None else {"job": str(job.id)}
    station.shop.note(actor.id, f"pos:print:{what}", **told, **more)
