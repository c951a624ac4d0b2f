from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, select

from koperasi.database import Database, open_database
from koperasi.errors import NotFound
from printing import jobs
from printing.jobs import Job, PrintJob, State
from printing.networks import Network
from printing.papers import Paper
from printing.slips import Draft, Slip
from printing.transports import SILENT, PrinterTrouble, Status
from printing.virtual import VirtualPrinter
from printing.virtual_servers import Mood, VirtualServer
from printing.workers import KICK_LIFE, News, Worker

NOW = datetime(2026, 11, 23, 9, 45, tzinfo=UTC)
PRINTER = "K1"
PATIENCE = 10.0


@dataclass
class Scripted:
    """A transport that does what its script says, then prints; `said` is its status."""

    script: list[Exception] = field(default_factory=list)
    said: Status = SILENT
    printer: VirtualPrinter = field(default_factory=VirtualPrinter)
    tries: int = 0
    asked: int = 0

    def send(self, data: bytes) -> None:
        self.tries += 1
        if self.script:
            raise self.script.pop(0)
        self.printer.send(data)

    def status(self) -> Status:
        self.asked += 1
        return self.said


class Heard:
    """Collects a worker's news; `until` waits for some without sleeping."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self.jobs: list[tuple[int, State]] = []
        self._changed = Event()

    def on_news(self, news: News) -> None:
        self.news.append(news)
        self._changed.set()

    def on_job(self, job: Job) -> None:
        self.jobs.append((job.id, job.state))
        self._changed.set()

    def until(self, true: Callable[[], bool]) -> None:
        while not true():
            assert self._changed.wait(PATIENCE), f"nothing more was heard after {self.news}"
            self._changed.clear()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "shop.db")
    PrintJob.__table__.create(opened.engine)  # type: ignore[attr-defined]
    yield opened
    opened.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def hire(database: Database, heard: Heard) -> Iterator[Callable[..., Worker]]:
    """Start a worker with the given transport; it is stopped after the test."""
    workers: list[Worker] = []

    def hire(transport: Any, *, now: datetime = NOW, pauses: tuple[float, ...] = (PATIENCE,)) -> Worker:
        worker = Worker(
            database,
            PRINTER,
            transport,
            Paper(),
            draw=drawn,
            clock=lambda: now,
            on_news=heard.on_news,
            on_job=heard.on_job,
            pauses=pauses,
            idle=PATIENCE,
        )
        workers.append(worker)
        worker.start()
        return worker

    yield hire
    for worker in workers:
        worker.stop()


def drawn(_connection: Connection, document_id: int) -> Slip:
    """The slip of a document; document 13 has none."""
    if document_id == 13:
        raise NotFound("tidak ada")
    return Draft().text(f"dokumen {document_id}").cut().slip()


def queue_undrawn(database: Database, job_id: int, document_id: int) -> None:
    with database.writing() as connection:
        jobs.put(connection, jobs.queue_row(job_id, None, printer=PRINTER, at=NOW, document_id=document_id))


def queue(database: Database, *job_ids: int) -> None:
    rows = [
        jobs.queue_row(job_id, Draft().text(f"struk {job_id}").cut().slip(), printer=PRINTER, at=NOW)
        for job_id in job_ids
    ]
    with database.writing() as connection:
        jobs.put(connection, *rows)


def kick(database: Database, job_id: int, at: datetime = NOW) -> None:
    with database.writing() as connection:
        jobs.put(connection, jobs.drawer_row(job_id, printer=PRINTER, at=at))


def states(database: Database) -> dict[int, State]:
    with database.reading() as connection:
        return {row.id: row.state for row in connection.execute(select(PrintJob.id, PrintJob.state))}


def all_are(database: Database, state: State) -> Callable[[], bool]:
    return lambda: set(states(database).values()) == {state}


def test_what_waits_is_printed_in_order_and_marked_sent(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1, 2, 3)
    kick(database, 4)
    transport = Scripted()
    hire(transport)
    heard.until(all_are(database, State.SENT))
    assert transport.printer.lines == ["struk 1", "struk 2", "struk 3"]
    assert len(transport.printer.kicks) == 1
    assert heard.jobs == [(n, state) for n in (4, 1, 2, 3) for state in (State.SENDING, State.SENT)]
    with database.reading() as connection:
        assert set(connection.scalars(select(PrintJob.sent_at))) == {NOW}


def test_a_slip_queued_later_is_printed_when_the_worker_is_called(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1)
    worker = hire(Scripted())
    heard.until(all_are(database, State.SENT))
    queue(database, 2, 3)
    worker.call()
    heard.until(lambda: states(database) == dict.fromkeys((1, 2, 3), State.SENT))


def test_before_the_first_byte_a_slip_is_tried_again_by_itself(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1, 2)
    transport = Scripted([PrinterTrouble("Mati.", started=False), PrinterTrouble("Mati.", started=False)])
    hire(transport, pauses=(0.0,))
    heard.until(all_are(database, State.SENT))
    assert transport.tries == 4
    assert transport.printer.lines == ["struk 1", "struk 2"]
    assert News(PRINTER, waiting=2, trouble="Mati.") in heard.news


def test_after_the_first_byte_a_person_is_asked_and_nothing_is_printed_twice(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1)
    transport = Scripted([PrinterTrouble("Putus.", started=True)])
    worker = hire(transport)
    heard.until(lambda: News(PRINTER, unknown=1, trouble="Putus.") in heard.news)
    assert states(database) == {1: State.UNKNOWN}
    assert transport.printer.lines == []

    with database.writing() as connection:
        jobs.print_again(connection, 1)
    worker.call()
    heard.until(all_are(database, State.SENT))
    assert [line.strip() for line in transport.printer.lines] == ["CETAK ULANG", "struk 1", "CETAK ULANG"]


def test_a_slip_that_was_being_sent_when_the_program_died_is_asked_about(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1)
    with database.writing() as connection:
        jobs.become(connection, jobs.by_id(connection, 1), State.SENDING)
    transport = Scripted()
    hire(transport)
    heard.until(lambda: heard.news == [News(PRINTER, unknown=1)])
    assert states(database) == {1: State.UNKNOWN}
    assert transport.tries == 0


@pytest.mark.parametrize("started", [False, True])
def test_a_kick_that_failed_is_never_tried_again(
    started: bool, database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    kick(database, 1)
    transport = Scripted([PrinterTrouble("Mati.", started=started)])
    worker = hire(transport, pauses=(0.0,))
    heard.until(all_are(database, State.FAILED))
    queue(database, 2)
    worker.call()
    heard.until(lambda: states(database) == {1: State.FAILED, 2: State.SENT})
    assert transport.printer.kicks == []


def test_a_kick_that_comes_late_leaves_the_drawer_shut(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    kick(database, 1)
    queue(database, 2)
    transport = Scripted()
    hire(transport, now=NOW + KICK_LIFE + timedelta(seconds=1))
    heard.until(lambda: states(database) == {1: State.FAILED, 2: State.SENT})
    assert transport.printer.kicks == []


def test_a_printer_out_of_paper_keeps_its_slips_and_says_so_once(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1, 2)
    transport = Scripted(said=Status(told=True, offline=True, paper_out=True))
    worker = hire(transport)
    heard.until(lambda: heard.news == [News(PRINTER, waiting=2, trouble="Kertas habis")])
    assert transport.tries == 0

    transport.said = Status(told=True)
    worker.call()
    heard.until(all_are(database, State.SENT))


def test_a_printer_that_never_answers_is_asked_only_once(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1, 2, 3)
    transport = Scripted()
    hire(transport)
    heard.until(all_are(database, State.SENT))
    assert transport.asked == 1


def test_a_slip_that_cannot_be_printed_does_not_stop_the_next(
    database: Database, heard: Heard, hire: Callable[..., Worker], caplog: pytest.LogCaptureFixture
) -> None:
    queue(database, 1, 2)
    with database.writing() as connection:
        connection.execute(PrintJob.__table__.update().where(PrintJob.id == 1).values(slip="{}"))  # type: ignore[attr-defined]
    with caplog.at_level(logging.ERROR):
        hire(Scripted())
        heard.until(lambda: states(database) == {1: State.FAILED, 2: State.SENT})
    assert "cannot be printed" in caplog.text


def test_a_transport_that_breaks_leaves_the_slip_unknown(
    database: Database, heard: Heard, hire: Callable[..., Worker], caplog: pytest.LogCaptureFixture
) -> None:
    queue(database, 1)
    with caplog.at_level(logging.ERROR):
        hire(Scripted([RuntimeError("a bug in the driver")]))
        heard.until(all_are(database, State.UNKNOWN))
    assert "broke the transport" in caplog.text


def test_a_database_that_is_away_for_a_moment_loses_no_slip(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE print_jobs RENAME TO away")
    transport = Scripted()
    worker = hire(transport)
    heard.until(lambda: heard.news == [News(PRINTER, trouble="Data toko tidak terjangkau.")])
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO print_jobs")
    worker.call()
    heard.until(all_are(database, State.SENT))
    assert transport.printer.lines == ["struk 1"]


def test_a_worker_stops_when_told_and_leaves_the_rest_queued(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1)
    worker = hire(Scripted([PrinterTrouble("Mati.", started=False)]))
    heard.until(lambda: bool(heard.news))
    worker.stop()
    assert states(database) == {1: State.QUEUED}


def test_slips_reach_a_printer_on_the_network(database: Database, heard: Heard, hire: Callable[..., Worker]) -> None:
    queue(database, 1, 2)
    with VirtualServer(VirtualPrinter()) as server:
        hire(Network("127.0.0.1", server.port, acknowledge=True))
        heard.until(all_are(database, State.SENT))
    assert server.printer.lines == ["struk 1", "struk 2"]
    assert server.failure is None


@pytest.mark.parametrize(
    ("mood", "state", "trouble"),
    [
        (Mood.REFUSED, State.QUEUED, "tidak menjawab"),
        (Mood.COVER_OPEN, State.QUEUED, "Tutup printer terbuka"),
        (Mood.PAPER_OUT, State.QUEUED, "Kertas habis"),
    ],
)
def test_a_printer_in_a_bad_mood_keeps_the_slip_waiting(
    mood: Mood, state: State, trouble: str, database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue(database, 1)
    with VirtualServer(VirtualPrinter(), mood) as server:
        hire(Network("127.0.0.1", server.port))
        heard.until(lambda: any(trouble in each.trouble for each in heard.news))
    assert states(database) == {1: state}


def test_a_slip_is_drawn_from_its_document_when_its_turn_has_come_and_kept_as_printed(
    database: Database, heard: Heard, hire: Callable[..., Worker]
) -> None:
    queue_undrawn(database, 1, 42)
    scripted = Scripted()
    hire(scripted)
    heard.until(lambda: (1, State.SENT) in heard.jobs)
    assert "dokumen 42" in scripted.printer.papers[0].text
    with database.reading() as connection:
        assert Slip.from_json(jobs.by_id(connection, 1).slip) == drawn(connection, 42)


def test_a_document_without_a_slip_does_not_stop_the_next(
    database: Database, heard: Heard, hire: Callable[..., Worker], caplog: pytest.LogCaptureFixture
) -> None:
    queue_undrawn(database, 1, 13)
    queue(database, 2)
    with caplog.at_level(logging.ERROR):
        hire(Scripted())
        heard.until(lambda: states(database) == {1: State.FAILED, 2: State.SENT})
    assert "cannot be printed" in caplog.text
