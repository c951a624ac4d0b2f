"""Line displays for the customer: two rows of twenty letters, over the same ways as printers.

A display that is off or stuck holds up its own thread and nothing else: it is told the
newest rows only, and what came in between is never shown.  Rows are ASCII, since code pages
of these displays agree about nothing else.
"""

from __future__ import annotations

import logging
from threading import Condition, Thread
from typing import Protocol

from koperasi.errors import BadInput
from koperasi.text import _
from printing.letters import ascii_fold
from printing.transports import PrinterTrouble, of_address

log = logging.getLogger(__name__)

ROW = 20
#: Clear, and the cursor home: nearly all of them know it.
CLEAR = b"\x0c"
#: Seconds until a display that did not answer is tried again with the newest rows.
PAUSES = (1.0, 5.0, 30.0)


class Bytes(Protocol):
    """A way to the display: a transport of `printing.transports`, or anything that takes bytes."""

    def send(self, data: bytes) -> object:
        """All of it; raises PrinterTrouble."""


def escpos(top: str, bottom: str) -> bytes:
    """ESC/POS customer displays (Epson DM-D): forty letters fill both rows, then the cursor goes away."""
    return CLEAR + _row(top) + _row(bottom) + b"\x1f\x43\x00"


def cd5220(top: str, bottom: str) -> bytes:
    """CD 5220 (most cheap VFD poles): each row is written whole by its own command."""
    return b"\x1bQA" + _row(top) + b"\r\x1bQB" + _row(bottom) + b"\r"


KINDS = {"escpos": escpos, "cd5220": cd5220}


def _row(words: str) -> bytes:
    """Twenty letters exactly; blanks between words are kept, unlike in text from people."""
    folded = words if words.isascii() and words.isprintable() else ascii_fold(words)
    return f"{folded[:ROW]:<{ROW}}".encode("ascii", "replace")


class PoleDisplay:
    """One display and its thread; `show` returns at once, whatever the display does."""

    def __init__(self, transport: Bytes, kind: str = "escpos", *, pauses: tuple[float, ...] = PAUSES) -> None:
        if kind not in KINDS:
            message = _("Tidak ada tampilan pelanggan {kind}.").format(kind=kind)
            raise BadInput(message, remedy=_("Pilih escpos atau cd5220."), field="pole_display_kind")
        self._transport, self._draw, self._pauses = transport, KINDS[kind], pauses
        self._told = Condition()
        self._wanted: tuple[str, str] | None = None
        self._shown: tuple[str, str] | None = None
        self._closed = False
        self._thread = Thread(target=self._run, name="pole display", daemon=True)
        self._thread.start()

    def show(self, top: str, bottom: str) -> None:
        """These two rows, unless newer ones come before their turn."""
        with self._told:
            self._wanted = (top, bottom)
            self._told.notify()

    def close(self) -> None:
        """The end; what it shows stays.  Nobody waits for it."""
        with self._told:
            self._closed = True
            self._told.notify()

    def wait(self, seconds: float) -> bool:
        """Whether its thread has ended within so many seconds after `close`."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while (rows := self._next(failures)) is not None:
            try:
                self._transport.send(self._draw(*rows))
            except PrinterTrouble as trouble:
                failures += 1
                log.info("the pole display does not answer: %s", trouble)
            except Exception:
                failures += 1
                log.info("the pole display stumbled", exc_info=True)
            else:
                failures, self._shown = 0, rows

    def _next(self, failures: int) -> tuple[str, str] | None:
        """Waits for rows that are not shown yet; None at the end."""
        with self._told:
            if failures and not self._closed:
                pause = self._pauses[min(failures, len(self._pauses)) - 1]
                self._told.wait_for(lambda: self._closed, pause)
            self._told.wait_for(lambda: self._closed or self._wanted not in (None, self._shown))
            return None if self._closed else self._wanted


def of_setting(address: str, kind: str) -> PoleDisplay | None:
    """The display that a shop's settings name; None without one.  Raises BadInput for an unknown address."""
    return PoleDisplay(of_address(address), kind) if address else None
