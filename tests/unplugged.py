"""A printer in every mood, and unplugged at every byte: what came out, and what the queue says of it.

    .venv/bin/python -m tests.unplugged            every byte of a real receipt, by four kinds of people
    .venv/bin/python -m tests.unplugged --step 7   every seventh

A sale is posted as at the counter; its receipt and its kick of the drawer go through the
queue to a printer that fails; then someone plugs another one in and answers what the till
asks.  Whatever happened, the receipt stands on paper, and at most one paper of it is unmarked.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Condition

from sqlalchemy import select

from koperasi import settings
from pos import slips
from printing import jobs
from printing.escpos_bytes import encode
from printing.jobs import Job, JobKind, PrintJob, State
from printing.networks import Network
from printing.papers import Paper
from printing.slips import Slip
from printing.stand_ins import StandIn
from printing.virtual import VirtualPrinter
from printing.virtual_servers import Mood, VirtualServer
from printing.virtual_sheets import Sheet
from printing.workers import News, Worker
from tests.shops import Counter, new_shop, small_shop

ROOT = Path(__file__).parents[1]
PATIENCE = 20.0
PAPER = Paper()
MARKS = ("CETAK ULANG", "SALINAN")
#: How a person answers "did it print?": as the paper is, or the other way round.
HONEST, CONTRARY = "honest", "contrary"


@dataclass
class Ears:
    """Hears workers; `until` waits for what they tell."""

    news: list[News] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def on_news(self, news: News) -> None:
        with self.changed:
            self.news.append(news)
            self.changed.notify_all()

    def on_job(self, _job: Job) -> None:
        with self.changed:
            self.changed.notify_all()

    def until(self, true: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(true, PATIENCE), f"nothing more was heard after {self.news[-3:]}"


@dataclass
class Trial:
    """One shop whose receipts go to printers that fail."""

    counter: Counter

    @classmethod
    def at(cls, counter: Counter) -> Trial:
        with counter.shop.work(counter.manager) as work:
            settings.change(work, {"printer": "tcp:127.0.0.1"})
        counter.shop.reload_settings()
        return cls(counter)

    def sell(self) -> int:
        """A cash sale: its receipt and a kick wait now; its document."""
        counter = self.counter
        return counter.sell(counter.line(counter.soap, 2, 3_400), cash=10_000).document_id

    def jobs(self) -> list[Job]:
        with self.counter.shop.reading() as connection:
            rows = connection.execute(select(*jobs.FIELDS).order_by(PrintJob.id)).all()
        return [Job(*row) for row in rows]

    def of(self, document_id: int, kind: JobKind = JobKind.SLIP) -> Job:
        """The one job of a kind that a document left."""
        here = (PrintJob.document_id == document_id) & (PrintJob.kind == kind)
        with self.counter.shop.reading() as connection:
            return Job(*connection.execute(select(*jobs.FIELDS).where(here)).one())

    def wanted(self, document_id: int) -> Sheet:
        """The receipt as it is to stand on paper."""
        printer = VirtualPrinter()
        printer.send(self.data(document_id))
        (sheet,) = printer.papers
        return sheet

    def slip(self, document_id: int) -> Slip:
        with self.counter.shop.reading() as connection:
            return slips.draw(self.counter.shop, connection, document_id)

    def data(self, document_id: int) -> bytes:
        return encode(self.slip(document_id), PAPER)

    def person(self, document_id: int, how: str, sheets: list[Sheet]) -> None:
        """Answers about a slip of which nobody knows."""
        job = self.of(document_id)
        if job.state is not State.UNKNOWN:
            return
        printed = bool(self.complete(document_id, sheets)) if how == HONEST else False
        shop = self.counter.shop
        with shop.database.writing() as connection:
            if printed:
                jobs.was_printed(connection, job.id, shop.clock())
            else:
                jobs.print_again(connection, job.id)

    def complete(self, document_id: int, sheets: list[Sheet]) -> list[Sheet]:
        """The papers on which all of the receipt stands."""
        wanted = self.wanted(document_id)
        return [each for each in sheets if all(band in each.bands for band in wanted.bands)]


def network(port: int, *, quick: bool = True) -> Network:
    """A line to a virtual printer whose waits are short."""
    if quick:
        return Network("127.0.0.1", port, connect=1, progress=0.15, drain=0.15, answer=0.1, through=0.3)
    return Network("127.0.0.1", port)


@contextmanager
def working(
    trial: Trial,
    line: Network,
    ears: Ears,
    *,
    queue: str = "K1",
    stand_in: StandIn | None = None,
    kicks: bool = True,
    drawer: str | None = None,
) -> Iterator[Worker]:
    """A worker on that line while the block lasts."""
    shop = trial.counter.shop
    worker = Worker(
        shop.database,
        queue,
        line,
        PAPER,
        draw=partial(slips.draw, shop),
        clock=shop.clock,
        on_news=ears.on_news,
        on_job=ears.on_job,
        drawer=drawer if kicks else "",
        stand_in=stand_in,
        pauses=(0.01,),
        idle=0.05,
    )
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def settled(trial: Trial, document_id: int) -> bool:
    """Whether the printer had its chance with both jobs: nothing is under way, and what is not over failed."""
    kick, slip = (trial.of(document_id, kind) for kind in (JobKind.DRAWER, JobKind.SLIP))
    return kick.state not in (State.QUEUED, State.SENDING) and slip.state is not State.SENDING


def until_sent(
    trial: Trial, document_id: int, how: str, ears: Ears, worker: Worker, servers: list[VirtualServer]
) -> None:
    """A person answers as often as she is asked: a slow machine may doubt a good printer too."""
    while True:
        ears.until(lambda: trial.of(document_id).state in (State.UNKNOWN, State.SENT))
        if trial.of(document_id).state is State.SENT:
            return
        trial.person(document_id, how, [sheet for each in servers for sheet in each.printer.papers])
        worker.call()


def unplugged(trial: Trial, after: int, how: str, mood: Mood = Mood.RESET) -> None:
    """One receipt to a printer that fails after so many bytes; raises AssertionError when a law is broken."""
    document = trial.sell()
    ears = Ears()
    with VirtualServer(VirtualPrinter(), mood, after=after) as bad, VirtualServer(VirtualPrinter()) as good:
        line = network(bad.port)
        with working(trial, line, ears) as worker:
            ears.until(
                lambda: (
                    settled(trial, document)
                    and (trial.of(document).state is not State.QUEUED or any(each.trouble for each in ears.news))
                )
            )
            line.port, line.acknowledge = good.port, None
            worker.call()
            until_sent(trial, document, how, ears, worker, [bad, good])
        bad.close()
        good.close()
        assert good.failure is None, good.failure
        judge(trial, document, [bad, good], f"{mood} after {after} bytes, {how}")


def judge(trial: Trial, document_id: int, servers: list[VirtualServer], what: str) -> None:
    """The laws: nothing lost, nothing twice without a mark, the drawer kicked once at most."""
    sheets = [sheet for each in servers for sheet in each.printer.papers]
    assert trial.complete(document_id, sheets), f"{what}: the receipt is on no paper"
    unmarked = [each for each in sheets if not any(mark in each.text for mark in MARKS)]
    assert len(unmarked) <= 1, f"{what}: {len(unmarked)} papers say nothing of each other"
    kicks = sum(len(each.printer.kicks) for each in servers)
    assert kicks <= 1, f"{what}: the drawer was kicked {kicks} times"


def bytes_of(trial: Trial) -> int:
    """How long a real receipt is."""
    document = trial.sell()
    size = len(trial.data(document))
    with trial.counter.shop.database.writing() as connection:
        for each in jobs.waiting(connection, "K1"):
            jobs.become(connection, each, State.CANCELLED)
    return size


def main() -> None:
    """Every byte, told as it goes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counter = small_shop(new_shop(f"sqlite:///{folder}/shop.db", Path(folder)))
        trial = Trial.at(counter)
        size = bytes_of(trial)
        for how in (HONEST, CONTRARY):
            for after in range(0, size + 4, args.step):
                unplugged(trial, after, how)
                if after % (args.step * 100) == 0:
                    print(f"{how}: {after} of {size} bytes", flush=True)
        counter.shop.close()
    print(f"{size} bytes: no receipt lost, none doubled unmarked, no second kick")


if __name__ == "__main__":
    main()
