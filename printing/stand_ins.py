"""The stand-in: another printer that takes over what waits while the first is in trouble.

A person sends it on with one key, or it goes by itself after a moment where the shop wants
that.  It ends when the first printer is well again.  Only slips of which no byte has left
are given on, by the first printer's own worker between two jobs, so none is printed by both.
"""

from __future__ import annotations

import time
from collections.abc import Callable

MOMENT = 10.0  # seconds of trouble after which a stand-in is offered, or taken
REST = 120.0  # seconds until a printer that says nothing of itself is tried again


class StandIn:
    """When one printer's slips go to the queue of another.

    `begin` and `end` are for any thread; all else is the worker's.
    """

    #: Whether people are told that another printer is used.
    diverts = True

    def __init__(
        self,
        queue: str,
        *,
        by_itself: bool = False,
        moment: float = MOMENT,
        rest: float = REST,
        call: Callable[[], object] = lambda: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.queue, self.call = queue, call
        self._by_itself, self._moment, self._rest, self._now = by_itself, moment, rest, now
        self._since: float | None = None
        self._began: float | None = None

    @property
    def active(self) -> bool:
        """Whether slips go to the stand-in now."""
        return self._began is not None

    @property
    def first_is_well(self) -> bool:
        """Whether the first printer prints itself, as far as its last try has shown."""
        return not self.active and self._since is None

    @property
    def offered(self) -> bool:
        """Whether the trouble lasts so long that a person is asked."""
        return not self.active and self._since is not None and self._now() - self._since >= self._moment

    @property
    def left(self) -> float:
        """Seconds until a stand-in is offered."""
        return max(0.0, self._moment - (self._now() - self._since)) if self._since is not None else self._moment

    def begin(self) -> None:
        self._began = self._now()

    def end(self) -> None:
        """The first printer prints again, from its next look at the queue on."""
        self._began = self._since = None

    def in_trouble(self) -> None:
        """The first printer cannot print."""
        if self._since is None:
            self._since = self._now()
        if self._by_itself and self.offered:
            self.begin()

    def is_well(self, *, told: bool) -> None:
        """It can; `told` when the printer itself says so, else it may only be reached."""
        began = self._began
        if began is None or told or self._now() - began >= self._rest:
            self.end()


class WayBack(StandIn):
    """Back to the first printer, once it is well, with what waits for a stand-in that is in trouble itself."""

    diverts = False

    def __init__(self, queue: str, forth: StandIn, call: Callable[[], object] = lambda: None) -> None:
        super().__init__(queue, call=call)
        self._forth, self._stuck = forth, False

    @property
    def active(self) -> bool:
        return self._stuck and self._forth.first_is_well

    @property
    def offered(self) -> bool:
        return False

    def in_trouble(self) -> None:
        self._stuck = True

    def is_well(self, *, told: bool) -> None:
        self._stuck = False
