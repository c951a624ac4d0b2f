"""The printer's screen: how it is, and slips that someone must look for."""

from __future__ import annotations

from koperasi import settings
from pos.screens.printer import PrinterScreen
from printing import jobs
from printing.jobs import State
from tests.fronts import Front
from tests.shops import Counter


def doubt(counter: Counter) -> int:
    """A receipt that was being sent when the program died; its job."""
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": "virtual"})
    counter.shop.reload_settings()
    counter.sell(counter.line(counter.soap, 1, 3_400))
    with counter.shop.database.writing() as connection:
        (job,) = [each for each in jobs.waiting(connection, "K1") if each.kind is jobs.JobKind.SLIP]
        jobs.become(connection, job, State.SENDING)
        jobs.recover(connection, "K1")
    return job.id


def shown(front: Front) -> PrinterScreen:
    front.window.station.printer = "K1"
    front.window.shell.go("printer")
    assert isinstance(front.screen, PrinterScreen)
    return front.screen


def test_when_all_is_printed_it_says_so(selling_front: Front) -> None:
    screen = shown(selling_front)

    selling_front.until(lambda: not screen.primary.isEnabled())
    assert screen.doubtful == []


def test_enter_says_that_the_slip_stands_on_paper(selling_front: Front) -> None:
    job_id = doubt(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: len(screen.doubtful) == 1)
    selling_front.press("Return")

    selling_front.until(lambda: screen.doubtful == [])
    with selling_front.counter.shop.reading() as connection:
        assert jobs.by_id(connection, job_id).state is State.SENT


def test_its_key_prints_it_again(selling_front: Front) -> None:
    job_id = doubt(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: len(screen.doubtful) == 1)
    selling_front.press("Ctrl+C")

    selling_front.until(lambda: screen.doubtful == [])
    with selling_front.counter.shop.reading() as connection:
        assert jobs.by_id(connection, job_id).state is State.QUEUED
