"""The print queue's screen: how the printer is, and what a person can do with each paper."""

from __future__ import annotations

from koperasi import settings
from pos.screens.printer import PrinterScreen
from printing import jobs, till_printers
from printing.jobs import Job, State
from printing.papers import Paper
from printing.till_printers import Printer, Role
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


def stand_in(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        till_printers.save(work, Printer(0, "Belakang", "tcp:127.0.0.1:1", Role.STAND_IN, Paper.of_columns(32)))
    counter.shop.reload_settings()


def shown(front: Front) -> PrinterScreen:
    front.window.station.printer = "K1"
    front.window.shell.go("printer")
    assert isinstance(front.screen, PrinterScreen)
    return front.screen


def doubtful(screen: PrinterScreen) -> list[int]:
    return [each.job_id for each in screen.queue.entries if each.state is State.UNKNOWN]


def job_of(counter: Counter, job_id: int) -> Job:
    with counter.shop.reading() as connection:
        return jobs.by_id(connection, job_id)


def test_where_nothing_is_doubtful_nothing_is_settled(selling_front: Front) -> None:
    screen = shown(selling_front)

    selling_front.until(lambda: not screen.primary.isEnabled())
    assert doubtful(screen) == []


def test_enter_says_that_the_slip_stands_on_paper(selling_front: Front) -> None:
    job_id = doubt(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: doubtful(screen) == [job_id])
    selling_front.press("Return")

    selling_front.until(lambda: doubtful(screen) == [])
    assert job_of(selling_front.counter, job_id).state is State.SENT


def test_its_key_prints_it_again_marked(selling_front: Front) -> None:
    job_id = doubt(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: doubtful(screen) == [job_id])
    selling_front.press("Ctrl+C")

    selling_front.until(lambda: doubtful(screen) == [])
    job = job_of(selling_front.counter, job_id)
    assert (job.state, job.repeats) == (State.QUEUED, 1)


def test_what_was_printed_comes_out_again_as_a_copy_only(selling_front: Front) -> None:
    job_id = doubt(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: doubtful(screen) == [job_id])
    selling_front.press("Return")
    selling_front.until(
        lambda: doubtful(screen) == [] and any(each.state is State.SENT for each in screen.queue.entries)
    )
    place = next(n for n, each in enumerate(screen.queue.entries) if each.job_id == job_id)
    screen.list.row_pressed.emit(place)
    selling_front.press("Ctrl+C")

    selling_front.until(lambda: any(each.copy == 1 for each in screen.queue.entries))
    assert job_of(selling_front.counter, job_id).state is State.SENT


def test_a_paper_is_called_off_with_a_reason_only(selling_front: Front) -> None:
    job_id = doubt(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: doubtful(screen) == [job_id])
    selling_front.press("Ctrl+D", "Return")
    selling_front.until(lambda: bool(screen.why.error))
    assert job_of(selling_front.counter, job_id).state is State.UNKNOWN

    selling_front.type("salah")
    selling_front.press("Return")
    selling_front.until(lambda: doubtful(screen) == [])
    job = job_of(selling_front.counter, job_id)
    assert (job.state, job.error) == (State.CANCELLED, "salah")


def test_esc_leaves_the_reason_first_and_the_screen_then(selling_front: Front) -> None:
    doubt(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: bool(doubtful(screen)))
    selling_front.press("Ctrl+D", "Escape")
    assert screen.isVisible()
    assert not screen.asking.isVisible()
    selling_front.press("Escape")
    selling_front.until(lambda: not screen.isVisible())


def test_a_doubtful_paper_goes_to_the_stand_in_marked(selling_front: Front) -> None:
    job_id = doubt(selling_front.counter)
    stand_in(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: doubtful(screen) == [job_id])
    selling_front.press("Ctrl+K")

    selling_front.until(lambda: doubtful(screen) == [])
    job = job_of(selling_front.counter, job_id)
    assert (job.state, job.repeats, job.printer) == (State.QUEUED, 1, "K1/2")


def test_without_a_stand_in_nothing_is_sent_on(selling_front: Front) -> None:
    job_id = doubt(selling_front.counter)
    screen = shown(selling_front)
    selling_front.until(lambda: doubtful(screen) == [job_id])

    assert not screen.all_button.isVisible()
    selling_front.press("Ctrl+F10")
    selling_front.until(lambda: screen.notice.notice is not None)
    assert screen.notice.notice is not None
    assert "Belum ada printer cadangan" in screen.notice.notice.words
