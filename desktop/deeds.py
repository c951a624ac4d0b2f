"""The one bridge from screens to the shop: every write and every read goes through here.

Work is done off the GUI thread, writes in one line, reads in another and long reads in a
third, each first come, first served; results come back in the GUI thread.  A deed's button is dead from the key
press until the commit is known, so a second press is dropped, not queued.  An error is shown
once: what a rule refused beside its field or on the screen, what the world did wrong with
its remedy, and what must not happen with calm words and a log entry.  After a successful
write `news` tells the kinds of things that changed, and screens showing them refresh.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from koperasi.errors import Bug, ShopError
from koperasi.stops import Stop, Stopped
from koperasi.text import _

log = logging.getLogger(__name__)
T = TypeVar("T")

#: How a function of work is called: it opens the transaction and hands in what the function needs.
Through = Callable[[Callable[..., Any]], Any]


def plainly(work: Callable[..., Any]) -> Any:
    return work()


class Asker(Protocol):
    """Whoever asks for a deed: a screen."""

    def tell(self, error: ShopError) -> None:
        """Show the error, until it is put right."""

    def home(self) -> None:
        """Give the focus back to where the next scan goes."""


class Dead(Protocol):
    """A button that is dead while its deed is done."""

    def set_busy(self, busy: bool) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    asker: Asker
    done: Callable[[Any], object] | None
    failed: Callable[[ShopError], object] | None
    button: Dead | None
    once: object
    changed: frozenset[str]
    writes: bool
    turn: int
    stop: Stop | None = None


class Deeds(QObject):
    """Runs work for screens.

    `write` and `read` say how a function of work is called (`shop.writing(function)` and the
    like); by default it is called with nothing.

    Signals:
    news(object): a frozenset of kinds (`{"sales", "stock"}`) after each successful write.
    """

    news = Signal(object)
    _finished = Signal(object, object, object)

    def __init__(self, write: Through = plainly, read: Through = plainly, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._through = {True: write, False: read}
        self._lines = {
            True: ThreadPoolExecutor(1, thread_name_prefix="writing"),
            False: ThreadPoolExecutor(1, thread_name_prefix="reading"),
        }
        # A report of minutes must keep no search and no sale waiting.
        self._long_line = ThreadPoolExecutor(1, thread_name_prefix="long reading")
        self._stops: dict[object, Stop] = {}
        self._busy: set[object] = set()
        self._latest: dict[object, tuple[int, Future[None]]] = {}
        self._turn = 0
        self._closed = False
        self._finished.connect(self._deliver)

    def write(
        self,
        asker: Asker,
        work: Callable[..., T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[ShopError], object] | None = None,
        button: Dead | None = None,
        once: object = None,
        changed: Iterable[str] = (),
    ) -> bool:
        """Do `work` in a writing transaction; False when the same deed is still under way.

        The same deed is that of the same `button`, or of the same `once`.  `failed` may
        show the error itself by returning True; else the asker is told.
        """
        mark = once if once is not None else button
        if self._closed or (mark is not None and mark in self._busy):
            return False
        if mark is not None:
            self._busy.add(mark)
        if button is not None:
            button.set_busy(True)
        self._turn += 1
        self._start(_Job(asker, done, failed, button, mark, frozenset(changed), True, self._turn), work)
        return True

    def read(
        self,
        asker: Asker,
        work: Callable[..., T],
        *,
        done: Callable[[T], object],
        failed: Callable[[ShopError], object] | None = None,
        latest: object = None,
    ) -> None:
        """Do `work` in a reading transaction; of those with the same `latest` only the newest answers.

        So a search asked at every key neither piles up nor shows an older answer after a newer.
        """
        if self._closed:
            return
        self._turn += 1
        if latest is not None and latest in self._latest:
            self._latest[latest][1].cancel()
        future = self._start(_Job(asker, done, failed, None, latest, frozenset(), False, self._turn), work)
        if latest is not None:
            self._latest[latest] = (self._turn, future)

    def long(
        self,
        asker: Asker,
        work: Callable[[Stop], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[ShopError], object] | None = None,
        latest: object,
    ) -> Stop:
        """Do a read that may take long; one with the same `latest` that is under way is stopped.

        `work` opens its own snapshot by `stop.reading(shop)`.  Whoever calls `stop()` on what
        is returned gets no answer any more, and the database is at rest at once.
        """
        stop = Stop()
        before = self._stops.get(latest)
        if before is not None:
            before.stop()
        self._stops[latest] = stop
        self._turn += 1
        job = _Job(asker, done, failed, None, latest, frozenset(), False, self._turn, stop)
        if not self._closed:
            self._long_line.submit(self._do_long, job, work)
        return stop

    def _do_long(self, job: _Job, work: Callable[[Stop], Any]) -> None:
        stop = job.stop
        if stop is not None and not stop.stopped:
            with suppress(Stopped):
                self._answer(job, lambda: work(stop))

    def close(self) -> None:
        """Wait for the deeds under way; afterwards nothing is asked or answered any more."""
        self._closed = True
        for stop in self._stops.values():
            stop.stop()
        for line in (*self._lines.values(), self._long_line):
            line.shutdown(wait=True)

    def _start(self, job: _Job, work: Callable[..., Any]) -> Future[None]:
        return self._lines[job.writes].submit(self._do, job, work)

    def _do(self, job: _Job, work: Callable[..., Any]) -> None:
        self._answer(job, lambda: self._through[job.writes](work))

    def _answer(self, job: _Job, work: Callable[[], Any]) -> None:
        """In the worker's thread.  Whatever is raised becomes an answer, and nothing is swallowed."""
        try:
            result, error = work(), None
        except Stopped:
            raise
        except ShopError as known:
            result, error = None, known
            if isinstance(known, Bug):
                log.exception("a deed contradicts itself")
        except Exception as unknown:
            log.exception("a deed failed")
            result, error = None, _unexpected(unknown)
        if shiboken6.isValid(self):
            self._finished.emit(job, result, error)

    def _deliver(self, job: _Job, result: object, error: ShopError | None) -> None:
        """In the GUI thread.  Nobody is there to hear an answer that comes after the close."""
        if self._closed or (job.stop is not None and job.stop.stopped):
            return
        if job.stop is None and not job.writes and job.once is not None and self._latest[job.once][0] != job.turn:
            return
        self._busy.discard(job.once)
        if job.button is not None and _alive(job.button):
            job.button.set_busy(False)
        if error is None and job.changed:
            self.news.emit(job.changed)
        if not _alive(job.asker):
            return
        if error is None:
            if job.done is not None:
                job.done(result)
        elif job.failed is None or job.failed(error) is not True:
            job.asker.tell(error)
        if job.writes and _alive(job.asker):
            job.asker.home()


def _unexpected(cause: Exception) -> Bug:
    bug = Bug(
        _("Ada yang tidak beres di program. Tidak ada yang berubah."),
        remedy=_("Coba sekali lagi; bila berulang, panggil pengelola."),
    )
    bug.__cause__ = cause
    return bug


def _alive(thing: object) -> bool:
    """False for a widget that Qt has deleted while the work was done."""
    return not isinstance(thing, QObject) or shiboken6.isValid(thing)
