from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from koperasi.database import Database, open_database
from koperasi.errors import Bug, NotFound, Refused
from printing import jobs
from printing.jobs import ROADS, Job, PrintJob, State
from printing.slips import Draft, Slip
from printing.texts import text_lines
from tests.papers.samples import receipt

NOW = datetime(2026, 11, 23, 9, 45, tzinfo=UTC)
PRINTER = "K1"
SLIP = Draft().text("halo").slip()


@pytest.fixture
def database(engine_url: str) -> Iterator[Database]:
    opened = open_database(engine_url)
    PrintJob.__table__.create(opened.engine)  # type: ignore[attr-defined]
    yield opened
    opened.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.writing() as connection:
        yield connection


def queued(connection: Connection, job_id: int = 1, **given: object) -> Job:
    values = {"printer": PRINTER, "at": NOW, **given}
    jobs.put(connection, jobs.queue_row(job_id, SLIP, **values))  # type: ignore[arg-type]
    return jobs.by_id(connection, job_id)


def test_a_slip_waits_as_it_was_made(connection: Connection) -> None:
    jobs.put(connection, jobs.queue_row(7, receipt(), printer=PRINTER, at=NOW, document_id=42))
    (job,) = jobs.waiting(connection, PRINTER)
    assert Slip.from_json(job.slip) == receipt()
    assert (job.document_id, job.copy, job.state, job.attempts) == (42, 0, State.QUEUED, 0)
    assert jobs.waiting(connection, "K2") == []


def test_kicks_come_first_and_slips_in_their_order(connection: Connection) -> None:
    queued(connection, 1, at=NOW + timedelta(seconds=1))
    queued(connection, 2)
    jobs.put(connection, jobs.drawer_row(3, printer=PRINTER, at=NOW + timedelta(seconds=2)))
    assert [job.id for job in jobs.waiting(connection, PRINTER)] == [3, 2, 1]


def test_a_document_has_one_slip_of_each_copy_number(database: Database) -> None:
    with database.writing() as connection:
        queued(connection, 1, document_id=42)
        queued(connection, 2, document_id=42, copy=1)
        jobs.put(connection, jobs.drawer_row(3, printer=PRINTER, at=NOW, document_id=42))
    with pytest.raises(IntegrityError), database.writing() as connection:
        queued(connection, 4, document_id=42)


def test_proofs_that_belong_to_no_document_may_be_many(connection: Connection) -> None:
    queued(connection, 1)
    queued(connection, 2)
    assert len(jobs.waiting(connection, PRINTER)) == 2


#: How a job comes to each state.
WAYS = {
    State.QUEUED: (),
    State.SENDING: (State.SENDING,),
    State.SENT: (State.SENDING, State.SENT),
    State.UNKNOWN: (State.SENDING, State.UNKNOWN),
    State.FAILED: (State.FAILED,),
    State.CANCELLED: (State.CANCELLED,),
}


def test_a_job_goes_its_roads_and_no_others(connection: Connection) -> None:
    for job_id, (before, after) in enumerate(itertools.product(State, State)):
        job = queued(connection, job_id)
        for step in WAYS[before]:
            jobs.become(connection, job, step)
            job = jobs.by_id(connection, job_id)
        if (before, after) in ROADS:
            jobs.become(connection, job, after)
            assert jobs.by_id(connection, job_id).state == after
        else:
            with pytest.raises(Bug, match="never goes"):
                jobs.become(connection, job, after)


def test_only_one_may_take_a_job(connection: Connection) -> None:
    job = queued(connection)
    jobs.become(connection, job, State.SENDING)
    with pytest.raises(Bug, match="no longer queued"):
        jobs.become(connection, job, State.SENDING)


def nothing(_connection: Connection, _document_id: int) -> Slip:
    raise NotFound("tidak ada")


def test_a_slip_not_drawn_yet_is_drawn_for_its_copy(connection: Connection) -> None:
    jobs.put(connection, jobs.queue_row(1, None, printer=PRINTER, at=NOW, document_id=42))
    row = jobs.copy_row(connection, 2, 42, draw=lambda _connection, _id: receipt(), printer=PRINTER, at=NOW)
    lines = text_lines(Slip.from_json(row["slip"]), 32)
    assert lines[0].strip() == "SALINAN 1"
    assert "TOTAL" in "".join(lines)


def test_a_slip_without_a_document_must_be_drawn() -> None:
    with pytest.raises(Bug):
        jobs.queue_row(1, None, printer=PRINTER, at=NOW)


def test_a_copy_is_the_stored_slip_with_its_mark(connection: Connection) -> None:
    jobs.put(connection, jobs.queue_row(1, receipt(), printer=PRINTER, at=NOW, document_id=42))
    for number in (1, 2):
        row = jobs.copy_row(connection, 10 + number, 42, draw=nothing, printer=PRINTER, at=NOW, note="oleh Rina")
        jobs.put(connection, row)
        lines = text_lines(Slip.from_json(row["slip"]), 32)
        assert lines[0].strip() == f"SALINAN {number}"
        assert lines[2:-1] == text_lines(receipt(), 32)


def test_a_slip_that_was_never_stored_cannot_be_copied(connection: Connection) -> None:
    with pytest.raises(NotFound):
        jobs.copy_row(connection, 1, 42, draw=nothing, printer=PRINTER, at=NOW)


def test_a_person_settles_an_unknown_slip(connection: Connection) -> None:
    for job_id in (1, 2, 3):
        jobs.become(connection, queued(connection, job_id), State.SENDING)
    jobs.recover(connection, PRINTER)
    assert [job.id for job in jobs.unknown(connection, PRINTER)] == [1, 2, 3]

    jobs.was_printed(connection, 1, NOW)
    jobs.print_again(connection, 2)
    jobs.cancel(connection, 3)

    assert [jobs.by_id(connection, job_id).state for job_id in (1, 2, 3)] == ["sent", "queued", "cancelled"]
    assert jobs.unknown(connection, PRINTER) == []


def test_after_a_crash_a_kick_has_failed_and_is_never_tried_again(connection: Connection) -> None:
    jobs.put(connection, jobs.drawer_row(1, printer=PRINTER, at=NOW))
    jobs.become(connection, jobs.by_id(connection, 1), State.SENDING)
    jobs.recover(connection, PRINTER)
    assert jobs.by_id(connection, 1).state == State.FAILED
    with pytest.raises(Refused):
        jobs.print_again(connection, 1)


def test_another_printers_crash_is_its_own(connection: Connection) -> None:
    jobs.become(connection, queued(connection, 1, printer="K2"), State.SENDING)
    jobs.recover(connection, PRINTER)
    assert jobs.by_id(connection, 1).state == State.SENDING


def test_a_job_that_does_not_exist_is_not_found(connection: Connection) -> None:
    with pytest.raises(NotFound):
        jobs.cancel(connection, 99)


def test_old_finished_jobs_are_dropped_and_open_ones_never(connection: Connection) -> None:
    jobs.cancel(connection, queued(connection, 1).id)
    queued(connection, 2)
    jobs.cancel(connection, queued(connection, 3, at=NOW + timedelta(days=2)).id)
    assert jobs.forget(connection, NOW + timedelta(days=1)) == 1
    assert [job.id for job in jobs.waiting(connection, PRINTER)] == [2]
    assert jobs.by_id(connection, 3).state == State.CANCELLED


def test_the_queue_is_found_by_its_small_index(database: Database) -> None:
    question = jobs._select(State.QUEUED, PRINTER).compile(database.engine, compile_kwargs={"literal_binds": True})
    with database.engine.connect() as connection:
        if not database.sqlite:
            connection.exec_driver_sql("SET enable_seqscan = off")  # the table is empty
        explain = "EXPLAIN QUERY PLAN" if database.sqlite else "EXPLAIN"
        plan = " ".join(map(str, connection.exec_driver_sql(f"{explain} {question}")))
    assert "ix_print_jobs_open" in plan
