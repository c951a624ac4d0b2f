"""Measures: times of floor and program taken in turns, and what is said of them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns

#: A deed to be timed, made ready beforehand: preparing it is not part of it.
Deed = Callable[[], object]
#: Makes the next deed ready.
Maker = Callable[[], Deed]


@dataclass(frozen=True, slots=True)
class Times:
    """Times of one kind of work in nanoseconds, round by round."""

    rounds: tuple[tuple[int, ...], ...]

    @property
    def all(self) -> list[int]:
        return sorted(each for times in self.rounds for each in times)

    @property
    def p50(self) -> float:
        """The median of all, in milliseconds."""
        return median(self.all) / 1e6

    @property
    def p99(self) -> float:
        """The time that one in a hundred takes longer than, in milliseconds."""
        times = self.all
        return times[min(len(times) - 1, len(times) * 99 // 100)] / 1e6

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest median of a round, in milliseconds."""
        medians = [median(times) / 1e6 for times in self.rounds]
        return min(medians), max(medians)


def in_turns(
    makers: Sequence[Maker],
    *,
    rounds: int = 5,
    each: int = 100,
    warm: int = 20,
    rest: Deed | None = None,
    pause: int = 25,
) -> list[Times]:
    """Time kinds of work A-B-A-B; `rest` is done untimed after every `pause` deeds, as in idle moments.

    The garbage collector runs as in the program, but what was made ready before (a list of all
    goods, which no program holds) is kept out of its sight.
    """
    for make in makers:
        for _warming in range(warm):
            make()()
    gc.collect()
    gc.freeze()
    taken: list[list[tuple[int, ...]]] = [[] for _make in makers]
    for _round in range(rounds):
        for make, times in zip(makers, taken, strict=True):
            gc.collect()
            times.append(tuple(_timed(make, each, rest, pause)))
    gc.unfreeze()
    return [Times(tuple(times)) for times in taken]


def _timed(make: Maker, count: int, rest: Deed | None, pause: int) -> list[int]:
    times = []
    for number in range(count):
        deed = make()
        begun = perf_counter_ns()
        deed()
        times.append(perf_counter_ns() - begun)
        if rest is not None and number % pause == pause - 1:
            rest()
    return times
