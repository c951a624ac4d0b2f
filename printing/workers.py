"""Workers: one thread for each printer, which empties its queue and tells how it goes.

The sale is long over when a worker prints its slip.  A printer that is off, out of paper
or slow holds up its own queue and nothing else; while it is in trouble, what waits can go
to its stand-in.  An idle printer is asked how it is, so that an empty roll is known before
the next customer stands there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event, Lock, Thread

from sqlalchemy.exc import SQLAlchemyError

from koperasi.database import Database
from koperasi.errors import Trouble
from koperasi.text import _
from printing import jobs
from printing.escpos_bytes import encode, kick
from printing.jobs import Draw, Job, JobKind, State
from printing.papers import Paper
from printing.slips import Slip
from printing.stand_ins import StandIn
from printing.transports import SILENT, PrinterTrouble, Status, Transport

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds until the next try, while trouble lasts
IDLE = 5.0  # seconds after which the queue is looked at though nobody called
POLL = 15.0  # seconds after which an idle printer is asked how it is
KICK_LIFE = timedelta(seconds=15)  # a drawer that opens by itself minutes later would be left open


@dataclass(frozen=True, slots=True)
class News:
    """How a printer is doing: for the status bar, and for the question about unknown slips.

    `offer`: the trouble lasts, something waits, and a stand-in could print it; `diverted`: it
    does, until this printer is well again.
    """

    printer: str
    waiting: int = 0
    unknown: int = 0
    trouble: str = ""
    offer: bool = False
    diverted: bool = False
    #: What is wrong with the stand-in, where a till has one.
    second: str = ""
    #: What the printer said of itself last; not what makes news differ.
    status: Status = field(default=SILENT, compare=False)


class Worker:
    """Serves one printer's queue from `start` to `stop`.

    Both are called in the worker's thread: `on_news` whenever the news change, `on_job`
    with each job whose state has just changed.  In `practice` every paper is marked; without
    `kicks` the drawer stays shut.  `drawer` is the queue whose drawer hangs on this printer,
    its own unless told; "" for none.  `line` is held while it speaks to the printer.
    """

    def __init__(
        self,
        database: Database,
        printer: str,
        transport: Transport,
        paper: Paper,
        *,
        draw: Draw,
        clock: Callable[[], datetime],
        practice: bool = False,
        kicks: bool = True,
        drawer: str | None = None,
        stand_in: StandIn | None = None,
        line: Lock | None = None,
        on_news: Callable[[News], None] = lambda _news: None,
        on_job: Callable[[Job], None] = lambda _job: None,
        pauses: tuple[float, ...] = PAUSES,
        idle: float = IDLE,
        poll: float = POLL,
    ) -> None:
        self.printer = printer
        self._database, self._transport, self._paper = database, transport, paper
        self._draw, self._practice, self._kicks = draw, practice, kicks
        self._drawer, self._stand_in = drawer, stand_in
        self._line = line or Lock()
        self._clock, self._pauses, self._idle, self._poll = clock, pauses, idle, poll
        self._on_news, self._on_job = on_news, on_job
        self._news = News(printer)
        self._tells = True
        self._status = SILENT
        self._asked = -poll
        self._failures = 0
        self._called, self._stopping = Event(), Event()
        self._thread = Thread(target=self._run, name=f"printer {printer}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def call(self) -> None:
        """There is something to print, or the printer was seen to: look at the queue now."""
        self._called.set()

    def divert(self) -> None:
        """Let the stand-in print what waits and what comes, until this printer is well again."""
        if self._stand_in is not None:
            self._stand_in.begin()
            self.call()

    def resume(self) -> None:
        """Print here again from now on."""
        if self._stand_in is not None:
            self._stand_in.end()
            self.call()

    def stop(self) -> None:
        """Finish the job under way, and end; returns when the thread has."""
        self._stopping.set()
        self._called.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        sound = False
        while not self._stopping.is_set():
            try:
                if not sound:
                    self._recover()
                sound = True
                pause = self._empty_queue()
            except (SQLAlchemyError, Trouble):
                # The database is away; what was being sent is settled when it is back.
                log.info("printer %s: the database cannot be reached", self.printer, exc_info=True)
                sound, pause = False, self._pauses[-1]
                self._tell(self._news.waiting, self._news.unknown, _("Data toko tidak terjangkau."))
            except Exception:
                log.exception("printer %s: the worker stumbled", self.printer)
                sound, pause = False, self._pauses[-1]
            self._called.wait(pause)
            self._called.clear()

    def _recover(self) -> None:
        with self._database.writing() as connection:
            jobs.recover(connection, self.printer, self._drawer)

    def _empty_queue(self) -> float:
        """Print all that waits; gives back after how many seconds to look again."""
        while not self._stopping.is_set():
            self._give_on()
            with self._database.reading() as connection:
                waiting = jobs.waiting(connection, self.printer, self._drawer)
                unknown = len(jobs.unknown(connection, self.printer))
            if not waiting:
                return self._rest(unknown)
            trouble = self._do(waiting[0])
            if trouble:
                self._tells = True
                pause = self._is_in_trouble()
                self._tell_queue(trouble)
                return pause
            if waiting[0].kind is JobKind.DRAWER:
                continue  # a drawer opens also where the paper is out
            self._is_well(told=True)
            self._tell(len(waiting) - 1, unknown, "")
        return 0.0

    def _give_on(self) -> None:
        """While the stand-in prints, hand it what waits here."""
        stand_in = self._stand_in
        if stand_in is None or not stand_in.active:
            return
        with self._database.writing() as connection:
            given = jobs.move(connection, self.printer, stand_in.queue)
        if given:
            stand_in.call()

    def _rest(self, unknown: int) -> float:
        """Nothing waits: ask the printer how it is, now and then."""
        trouble = self._news.trouble
        if trouble or time.monotonic() - self._asked >= self._poll:
            self._asked = time.monotonic()
            if trouble := self._ask():
                self._tells = True
                self._is_in_trouble()
            else:
                self._is_well(told=self._status.told)
        self._tell(0, unknown, trouble)
        return self._idle

    def _is_in_trouble(self) -> float:
        """Gives back after how many seconds to try again."""
        self._failures += 1
        pause = self._pauses[min(self._failures, len(self._pauses)) - 1]
        if (stand_in := self._stand_in) is None:
            return pause
        stand_in.in_trouble()
        if stand_in.active:
            return 0.0  # to hand over what waits, at once
        return pause if stand_in.offered else min(pause, stand_in.left)

    def _is_well(self, *, told: bool) -> None:
        self._failures = 0
        if self._stand_in is not None:
            self._stand_in.is_well(told=told)

    def _do(self, job: Job) -> str:
        """Do one job; gives back what is wrong with the printer, or nothing."""
        if job.kind == JobKind.DRAWER:
            if self._clock() - job.queued_at > KICK_LIFE:
                self._become(job, State.FAILED, error=_("Terlambat, laci tidak dibuka."))
                return ""
            if not self._kicks:
                words = _("Latihan: laci tidak dibuka.") if self._practice else _("Printer ini tanpa laci.")
                self._become(job, State.FAILED, error=words)
                return ""
            return self._send(job, kick(self._paper, ready=self._status.ready))
        if trouble := self._ask():
            return trouble
        try:
            drawn = self._drawn(job)
            slip = Slip.from_json(drawn.slip)
            slip = slip.as_practice() if self._practice else slip
            data = encode(slip.as_repeat() if job.repeats else slip, self._paper)
        except (SQLAlchemyError, Trouble):
            raise  # the database is away, which is not the slip's fault
        except Exception as error:
            log.exception("printer %s: job %s cannot be printed", self.printer, job.id)
            self._become(job, State.FAILED, error=repr(error))
            return ""
        return self._send(drawn, data)

    def _drawn(self, job: Job) -> Job:
        """The job with its slip, drawn from its document if nobody has yet."""
        if job.slip or job.document_id is None:
            return job
        with self._database.reading() as connection:
            return replace(job, slip=self._draw(connection, job.document_id).to_json())

    def _ask(self) -> str:
        """What the printer itself says is wrong; a printer that never answers is not asked again."""
        if not self._tells:
            return ""
        try:
            with self._line:
                self._status = self._transport.status()
        except PrinterTrouble as trouble:
            self._status = SILENT
            return trouble.message
        self._tells = self._status.told
        return "" if self._status.ready else self._status.words

    def _send(self, job: Job, data: bytes) -> str:
        # The slip is kept as it goes to paper: a copy is the same, whatever is called what by then.
        sending = self._become(job, State.SENDING, attempts=job.attempts + 1, slip=job.slip)
        try:
            with self._line:
                through = self._transport.send(data)
        except PrinterTrouble as trouble:
            log.info("printer %s: job %s: %s", self.printer, job.id, trouble)
            self._become(sending, _after_failure(job, trouble.started), error=trouble.message)
            return trouble.message
        except Exception as error:
            log.exception("printer %s: job %s broke the transport", self.printer, job.id)
            self._become(sending, _after_failure(job, started=True), error=repr(error))
            return _("Printer bermasalah.")
        if job.kind is JobKind.SLIP and not through and (stopped := self._stopped_on_the_way()):
            self._become(sending, State.UNKNOWN, error=stopped)
            return stopped
        self._become(sending, State.SENT, sent_at=self._clock(), error="")
        return ""

    def _stopped_on_the_way(self) -> str:
        """Why a printer that has all the bytes may not have printed them: its paper ended, its cover was opened."""
        if not self._status.told:
            return ""
        try:
            with self._line:
                self._status = self._transport.status()
        except PrinterTrouble:
            return ""  # some take no second call while they print
        return "" if self._status.ready else self._status.words

    def _become(self, job: Job, state: State, **values: object) -> Job:
        with self._database.writing() as connection:
            jobs.become(connection, job, state, **values)
            changed = jobs.by_id(connection, job.id)
        self._on_job(changed)
        return changed

    def _tell_queue(self, trouble: str) -> None:
        with self._database.reading() as connection:
            waiting = [each for each in jobs.waiting(connection, self.printer) if each.kind is JobKind.SLIP]
            unknown = jobs.unknown(connection, self.printer)
        self._tell(len(waiting), len(unknown), trouble)

    def _tell(self, waiting: int, unknown: int, trouble: str) -> None:
        stand_in = self._stand_in
        offer = stand_in is not None and stand_in.offered
        diverted = stand_in is not None and stand_in.diverts and stand_in.active
        news = News(self.printer, waiting, unknown, trouble, offer and waiting > 0, diverted, status=self._status)
        if news != self._news or news.status != self._news.status:
            self._news = news
            self._on_news(news)


def _after_failure(job: Job, started: bool) -> State:
    """Before the first byte a slip may be tried again by itself; a kick never is."""
    if job.kind == JobKind.DRAWER:
        return State.FAILED
    return State.UNKNOWN if started else State.QUEUED
