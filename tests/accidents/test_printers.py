"""Printers in every mood, unplugged, killed, and replaced: no slip lost, none doubled unmarked, one kick.

`python -m tests.unplugged` unplugs at every byte; here a few places stand for all.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from koperasi import users
from printing import jobs
from printing.jobs import JobKind, State
from printing.stand_ins import StandIn, WayBack
from printing.virtual import VirtualPrinter
from printing.virtual_servers import Mood, VirtualServer
from tests.shops import new_shop, small_shop
from tests.unplugged import (
    CONTRARY,
    HONEST,
    MARKS,
    PATIENCE,
    ROOT,
    Ears,
    Trial,
    bytes_of,
    judge,
    network,
    settled,
    unplugged,
    until_sent,
    working,
)

HOW = (HONEST, CONTRARY)


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = Trial.at(small_shop(new_shop(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path)))
    yield made
    made.counter.shop.close()


@pytest.mark.parametrize("how", HOW)
def test_a_printer_unplugged_at_any_byte_loses_and_doubles_nothing(trial: Trial, how: str) -> None:
    size = bytes_of(trial)
    chance = random.Random(20261125)  # the same places in each run
    edges = [0, 1, 4, 5, 7, 8, 11, 12, 13, 16, size - 1, size, size + 1, size + 3]
    for after in [*edges, *chance.sample(range(17, size - 1), 16)]:
        unplugged(trial, after, how)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("mood", list(Mood))
def test_a_printer_in_any_mood_that_is_replaced_loses_and_doubles_nothing(trial: Trial, mood: Mood, how: str) -> None:
    unplugged(trial, 1000, how, mood)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("mood", [each for each in Mood if each not in (Mood.REFUSED, Mood.RESET)])
def test_a_printer_that_comes_to_itself_prints_what_it_held_and_no_more(trial: Trial, mood: Mood, how: str) -> None:
    document, ears = trial.sell(), Ears()
    with VirtualServer(VirtualPrinter(), mood, after=1000) as server:
        with working(trial, network(server.port), ears) as worker:
            ears.until(
                lambda: (
                    settled(trial, document)
                    and (trial.of(document).state is not State.QUEUED or any(each.trouble for each in ears.news))
                )
            )
            server.heal()
            worker.call()
            until_sent(trial, document, how, ears, worker, [server])
        server.close()
        judge(trial, document, [server], f"{mood}, {how}")


def test_paper_that_ends_within_a_receipt_leaves_it_to_be_looked_for(trial: Trial) -> None:
    document, ears = trial.sell(), Ears()
    with VirtualServer(VirtualPrinter(), Mood.PAPER_ENDS, after=2000) as server:
        with working(trial, network(server.port), ears) as worker:
            ears.until(lambda: trial.of(document).state is State.UNKNOWN)
            server.heal()
            until_sent(trial, document, HONEST, ears, worker, [server])
        server.close()
        judge(trial, document, [server], "paper ends")


def test_no_sale_waits_for_a_printer_that_holds_its_line(trial: Trial) -> None:
    first, ears = trial.sell(), Ears()
    with VirtualServer(VirtualPrinter(), Mood.SILENT) as server:
        stuck = network(server.port)
        stuck.acknowledge, stuck.through = True, PATIENCE
        with working(trial, stuck, ears, kicks=False):
            ears.until(lambda: trial.of(first).state is State.SENDING)
            second = trial.sell()
            # The sale is in the books while the printer still holds the first one's slip.
            assert trial.of(first).state is State.SENDING
            assert trial.of(second).state is State.QUEUED
            server.close()


@pytest.mark.parametrize("moment", ["before", "halfway", "after"])
@pytest.mark.parametrize("how", HOW)
def test_a_till_killed_between_sending_and_sent_asks_about_that_slip(trial: Trial, moment: str, how: str) -> None:
    document, ears = trial.sell(), Ears()
    drawn = trial.slip(document).to_json()
    shop = trial.counter.shop
    with shop.database.writing() as connection:
        job = trial.of(document).id
        connection.execute(jobs.PrintJob.__table__.update().where(jobs.PrintJob.id == job).values(slip=drawn))  # type: ignore[attr-defined]
    with VirtualServer(VirtualPrinter()) as server:
        dying = [sys.executable, "-m", "tests.dying_workers", str(shop.database.path), str(server.port), moment]
        assert subprocess.run(dying, cwd=ROOT, timeout=60, check=False).returncode == -9
        assert trial.of(document).state is State.SENDING
        good = VirtualServer(VirtualPrinter())
        with good, working(trial, network(good.port), ears) as worker:
            ears.until(lambda: trial.of(document).state is State.UNKNOWN)
            until_sent(trial, document, how, ears, worker, [server, good])
        server.close()
        good.close()
        # The printer that was fed half a receipt keeps it in its line, as a real one does.
        assert good.failure is None
        judge(trial, document, [server, good], f"killed {moment}, {how}")


def test_the_stand_in_prints_what_waits_once_and_never_kicks(trial: Trial) -> None:
    first, second, ears = trial.sell(), trial.sell(), Ears()
    with VirtualServer(VirtualPrinter(), Mood.PAPER_OUT) as empty, VirtualServer(VirtualPrinter()) as full:
        with working(trial, network(full.port), ears, queue="K1/2", kicks=False) as other:
            stand_in = StandIn("K1/2", moment=0, call=other.call)
            with working(trial, network(empty.port), ears, stand_in=stand_in) as worker:
                ears.until(lambda: any(each.offer for each in ears.news))
                worker.divert()
                ears.until(lambda: {trial.of(each).state for each in (first, second)} == {State.SENT})
                ears.until(lambda: any(each.diverted for each in ears.news))
                third = trial.sell()
                worker.call()
                ears.until(lambda: trial.of(third).state is State.SENT)
                assert trial.of(third).printer == "K1/2"

                empty.heal()
                worker.call()
                ears.until(lambda: not ears.news[-1].diverted and not stand_in.active)
                fourth = trial.sell()
                worker.call()
                ears.until(lambda: trial.of(fourth).state is State.SENT)
        empty.close()
        full.close()
        assert trial.of(fourth).printer == "K1"
        assert len(full.printer.papers) == 3
        assert len(empty.printer.papers) == 1
        assert full.printer.kicks == []
        assert len(empty.printer.kicks) == 4
        for each in (first, second, third, fourth):
            assert len(trial.complete(each, [*empty.printer.papers, *full.printer.papers])) == 1


def test_what_waits_for_a_stand_in_that_fails_too_comes_back_to_the_first(trial: Trial) -> None:
    document, ears = trial.sell(), Ears()
    with VirtualServer(VirtualPrinter(), Mood.PAPER_OUT) as first, VirtualServer(VirtualPrinter(), Mood.REFUSED) as off:
        stand_in = StandIn("K1/2", by_itself=True, moment=0)
        back = WayBack("K1", stand_in)
        second = working(trial, network(off.port), ears, queue="K1/2", kicks=False, stand_in=back)
        with second, working(trial, network(first.port), ears, stand_in=stand_in) as worker:
            back.call = worker.call
            ears.until(lambda: trial.of(document).printer == "K1/2")
            first.heal()
            ears.until(lambda: trial.of(document).state is State.SENT)
        first.close()
        judge(trial, document, [first, off], "came back")
    assert trial.of(document).printer == "K1"


def test_the_stand_in_takes_over_by_itself_where_the_shop_wants_it(trial: Trial) -> None:
    document, ears = trial.sell(), Ears()
    with VirtualServer(VirtualPrinter(), Mood.REFUSED) as off, VirtualServer(VirtualPrinter()) as full:
        with working(trial, network(full.port), ears, queue="K1/2", kicks=False) as other:
            stand_in = StandIn("K1/2", by_itself=True, moment=0, call=other.call)
            with working(trial, network(off.port), ears, stand_in=stand_in):
                ears.until(lambda: trial.of(document).state is State.SENT)
        full.close()
        judge(trial, document, [off, full], "by itself")
    assert trial.of(document).printer == "K1/2"


def test_a_doubtful_slip_sent_on_by_a_person_says_that_it_is_printed_again(trial: Trial) -> None:
    document, ears = trial.sell(), Ears()
    with VirtualServer(VirtualPrinter(), Mood.RESET, after=3000) as torn, VirtualServer(VirtualPrinter()) as full:
        with working(trial, network(torn.port), ears):
            ears.until(lambda: trial.of(document).state is State.UNKNOWN)
        with trial.counter.shop.database.writing() as connection:
            jobs.move_one(connection, trial.of(document).id, "K1/2")
        with working(trial, network(full.port), ears, queue="K1/2", kicks=False):
            ears.until(lambda: trial.of(document).state is State.SENT)
        full.close()
        (sheet,) = full.printer.papers
        assert MARKS[0] in sheet.text
        judge(trial, document, [torn, full], "sent on")


def test_the_drawer_is_kicked_by_the_printer_it_hangs_on(trial: Trial) -> None:
    document, ears = trial.sell(), Ears()
    with VirtualServer(VirtualPrinter()) as prints, VirtualServer(VirtualPrinter()) as kicks:
        second = working(trial, network(kicks.port), ears, queue="K1/2", drawer="K1")
        with working(trial, network(prints.port), ears, kicks=False), second:
            ears.until(lambda: {each.state for each in trial.jobs()} == {State.SENT})
        prints.close()
        kicks.close()
        assert (len(prints.printer.kicks), len(kicks.printer.kicks)) == (0, 1)
        judge(trial, document, [prints, kicks], "drawer")


def test_a_kick_is_over_whatever_the_printer_does(trial: Trial) -> None:
    document, ears = trial.sell(), Ears()
    with (
        VirtualServer(VirtualPrinter(), Mood.RESET, after=3) as torn,
        VirtualServer(VirtualPrinter()) as good,
    ):
        line = network(torn.port)
        with working(trial, line, ears) as worker:
            ears.until(lambda: trial.of(document, JobKind.DRAWER).state is State.FAILED)
            line.port = good.port
            worker.call()
            ears.until(lambda: trial.of(document).state is State.SENT)
        good.close()
        assert good.printer.kicks == []
