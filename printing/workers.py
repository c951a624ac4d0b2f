"""Workers: one thread for each printer, which empties its queue and tells how it goes.

The sale is long over when a worker prints its slip.  A printer that is off, out of paper
or slow holds up its own queue and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from koperasi.database import Database
from koperasi.errors import Trouble
from koperasi.text import _
from printing import jobs
from printing.escpos_bytes import encode, kick
from printing.jobs import Draw, Job, JobKind, State
from printing.papers import Paper
from printing.slips import Slip
from printing.transports import PrinterTrouble, Transport

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds until the next try, while trouble lasts
IDLE = 5.0  # seconds after which the queue is looked at though nobody called
KICK_LIFE = timedelta(seconds=15)  # a drawer that opens by itself minutes later would be left open


@dataclass(frozen=True, slots=True)
class News:
    """How a printer is doing: for the status bar, and for the question about unknown slips."""

    printer: str
    waiting: int = 0
    unknown: int = 0
    trouble: str = ""


class Worker:
    """Serves one printer's queue from `start` to `stop`.

    Both are called in the worker's thread: `on_news` whenever the news change, `on_job`
    with each job whose state has just changed.  In `practice` every paper is marked; without
    `kicks` the drawer stays shut.
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
        on_news: Callable[[News], None] = lambda _news: None,
        on_job: Callable[[Job], None] = lambda _job: None,
        pauses: tuple[float, ...] = PAUSES,
        idle: float = IDLE,
    ) -> None:
        self.printer = printer
        self._database, self._transport, self._paper = database, transport, paper
        self._draw, self._practice, self._kicks = draw, practice, kicks
        self._clock, self._pauses, self._idle = clock, pauses, idle
        self._on_news, self._on_job = on_news, on_job
        self._news = News(printer)
        self._tells = True
        self._failures = 0
        self._called, self._stopping = Event(), Event()
        self._thread = Thread(target=self._run, name=f"printer {printer}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def call(self) -> None:
        """There is something to print, or the printer was seen to: look at the queue now."""
        self._called.set()

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
            jobs.recover(connection, self.printer)

    def _empty_queue(self) -> float:
        """Print all that waits; gives back after how many seconds to look again."""
        while not self._stopping.is_set():
            with self._database.reading() as connection:
                waiting = jobs.waiting(connection, self.printer)
                unknown = len(jobs.unknown(connection, self.printer))
            if not waiting:
                self._tell(0, unknown, "")
                return self._idle
            trouble = self._do(waiting[0])
            if trouble:
                self._failures += 1
                self._tells = True
                self._tell_queue(trouble)
                return self._pauses[min(self._failures, len(self._pauses)) - 1]
            self._failures = 0
            self._tell(len(waiting) - 1, unknown, "")
        return 0.0

    def _do(self, job: Job) -> str:
        """Do one job; gives back what is wrong with the printer, or nothing."""
        if job.kind == JobKind.DRAWER:
            if self._clock() - job.queued_at > KICK_LIFE:
                self._become(job, State.FAILED, error=_("Terlambat, laci tidak dibuka."))
                return ""
            if not self._kicks:
                self._become(job, State.FAILED, error=_("Latihan: laci tidak dibuka."))
                return ""
            return self._send(job, kick(self._paper))
        if trouble := self._ask():
            return trouble
        try:
            drawn = self._drawn(job)
            slip = Slip.from_json(drawn.slip)
            data = encode(slip.as_practice() if self._practice else slip, self._paper)
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
            status = self._transport.status()
        except PrinterTrouble as trouble:
            return trouble.message
        self._tells = status.told
        return "" if status.ready else status.words

    def _send(self, job: Job, data: bytes) -> str:
        # The slip is kept as it goes to paper: a copy is the same, whatever is called what by then.
        sending = self._become(job, State.SENDING, attempts=job.attempts + 1, slip=job.slip)
        try:
            self._transport.send(data)
        except PrinterTrouble as trouble:
            log.info("printer %s: job %s: %s", self.printer, job.id, trouble)
            self._become(sending, _after_failure(job, trouble.started), error=trouble.message)
            return trouble.message
        except Exception as error:
            log.exception("printer %s: job %s broke the transport", self.printer, job.id)
            self._become(sending, _after_failure(job, started=True), error=repr(error))
            return _("Printer bermasalah.")
        self._become(sending, State.SENT, sent_at=self._clock(), error="")
        return ""

    def _become(self, job: Job, state: State, **values: object) -> Job:
        with self._database.writing() as connection:
            jobs.become(connection, job, state, **values)
            changed = jobs.by_id(connection, job.id)
        self._on_job(changed)
        return changed

    def _tell_queue(self, trouble: str) -> None:
        with self._database.reading() as connection:
            waiting, unknown = (read(connection, self.printer) for read in (jobs.waiting, jobs.unknown))
        self._tell(len(waiting), len(unknown), trouble)

    def _tell(self, waiting: int, unknown: int, trouble: str) -> None:
        news = News(self.printer, waiting, unknown, trouble)
        if news != self._news:
            self._news = news
            self._on_news(news)


def _after_failure(job: Job, started: bool) -> State:
    """Before the first byte a slip may be tried again by itself; a kick never is."""
    if job.kind == JobKind.DRAWER:
        return State.FAILED
    return State.UNKNOWN if started else State.QUEUED
