"""Stopping what takes long: a report over a million moves that nobody waits for any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from koperasi.errors import Trouble

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from koperasi.shop import Shop

WHOLE = 1_000


class Stopped(Exception):
    """Somebody said stop; whatever was under way is given up."""


class Stop:
    """One long read: how far it is, and the way to end it from another thread.

    The read opens its connection by `reading`, so that `stop` also ends the statement that
    the database is busy with, and says `step` between its parts.
    """

    def __init__(self, told: Callable[[int, int], object] | None = None) -> None:
        self._stopped = False
        #: Told of every step: a bar on a terminal.
        self._told = told
        self._interrupt: Callable[[], object] | None = None
        self._lock = Lock()
        #: Thousandths of the work that are done, as far as the read can tell.
        self.done = 0

    @property
    def stopped(self) -> bool:
        return self._stopped

    def stop(self) -> None:
        """End the read, from any thread; once ended it stays so."""
        with self._lock:
            self._stopped = True
            if self._interrupt is not None:
                self._interrupt()

    def step(self, part: int, whole: int) -> None:
        """Part of the whole is done; raises Stopped when nobody waits for the rest."""
        self.done = WHOLE * part // max(1, whole)
        if self._stopped:
            raise Stopped
        if self._told is not None:
            self._told(part, whole)

    @contextmanager
    def reading(self, shop: Shop) -> Iterator[Connection]:
        """A snapshot to read from, whose statements `stop` interrupts; raises Stopped."""
        try:
            with shop.reading() as connection, self._held(connection):
                yield connection
        except Trouble as trouble:
            if self._stopped:
                raise Stopped from trouble
            raise

    @contextmanager
    def _held(self, connection: Connection) -> Iterator[None]:
        raw: Any = connection.connection.driver_connection
        with self._lock:
            if self._stopped:
                raise Stopped
            # SQLite's own word, and psycopg's: both may be said from another thread.
            self._interrupt = raw.interrupt if connection.dialect.name == "sqlite" else raw.cancel
        try:
            yield
        finally:
            with self._lock:
                self._interrupt = None
