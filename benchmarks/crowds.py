"""Crowds: eight programs selling at once on one SQLite file."""

from __future__ import annotations

import multiprocessing
import random
import shutil
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.measures import Times
from benchmarks.postings import command_of
from benchmarks.results import Line, Section, shown
from benchmarks.runs import Run
from benchmarks.shops import OwnTill, opened, opened_at
from pos import sales

NAME = "crowd"
HOW = (
    "Eight processes, each a till of its own, post 20-line sales into one SQLite file as fast as they can, each as "
    "durable as ever; nothing is prepared before the clock runs."
)
PROCESSES = 8
WANTED = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What one process says at the end: its sales' times in nanoseconds, or its error."""

    times: tuple[int, ...]
    error: str = ""


def run(run: Run) -> Section:
    section = Section(NAME, HOW)
    goods = run.sizes[-1]
    speeds, errors, times = [], 0, []
    for _round in range(run.rounds):
        folder = run.larder.copy(goods, "crowd")
        tills = _tills(folder)
        speed, told = _sold(tills, run.each(60))
        speeds.append(speed)
        errors += sum(1 for each in told if each.error)
        times.append(tuple(one for each in told for one in each.times))
        shutil.rmtree(folder)
    waits = Times(tuple(times))
    section.say(
        Line(
            f"{PROCESSES} processes, {goods:,} goods: sales a second together",
            "",
            f"{median(speeds):.0f} /s",
            f"{shown(waits.p99)} ms a sale",
            f"{min(speeds):.0f}-{max(speeds):.0f} /s",
            f"{errors} errors",
            f"≥ {WANTED} /s, no error",
            median(speeds) >= WANTED and not errors,
        )
    )
    return section


def _tills(folder: Path) -> list[OwnTill]:
    with opened(folder) as place:
        return [place.another_till(number) for number in range(2, PROCESSES + 2)]


def _sold(tills: list[OwnTill], count: int) -> tuple[float, list[Told]]:
    context = multiprocessing.get_context("spawn")
    ready, answers = context.Barrier(PROCESSES + 1), context.SimpleQueue()
    people = [context.Process(target=_sell, args=(each, count, ready, answers)) for each in tills]
    for each in people:
        each.start()
    ready.wait()
    begun = perf_counter()
    told = [answers.get() for _each in people]
    took = perf_counter() - begun
    for each in people:
        each.join()
    return PROCESSES * count / took, told


def _sell(till: OwnTill, count: int, ready: Barrier, answers: SimpleQueue[Told]) -> None:
    chance, times = random.Random(till.number), []
    with opened_at(till) as place:
        ready.wait()
        try:
            for _sale in range(count):
                begun = perf_counter()
                command = command_of(place, place.goods.basket(chance))
                with place.shop.work(place.cashier, now=command.at) as work:
                    sales.post(work, command)
                times.append(int((perf_counter() - begun) * 1e9))
            answers.put(Told(tuple(times)))
        except Exception as error:
            answers.put(Told(tuple(times), repr(error)))
