"""A run: how large, how often, and where."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.shops import Larder


@dataclass(frozen=True, slots=True)
class Run:
    """What every benchmark is told."""

    larder: Larder
    #: Sizes of the catalogue, rising; the last one is what is asked for.
    sizes: tuple[int, ...]
    #: Lines of sales behind the shop, 0 for none.
    history: int
    #: True: only to see that it runs; its figures mean nothing.
    quick: bool

    @property
    def rounds(self) -> int:
        return 2 if self.quick else 5

    def each(self, count: int) -> int:
        """How often in each round."""
        return 5 if self.quick else count
