"""The virtual printer on the network, in good moods and bad, as real ones have them."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

from printing.virtual import VirtualPrinter

REAL_TIME = (b"\x10\x04", b"\x10\x14")
RUBBISH = b"\x00\xff\x80Z" * 8


class Mood(StrEnum):
    """How the printer treats whoever connects."""

    RIGHT = "right"
    REFUSED = "refused"  # nobody listens
    RESET = "reset"  # the line is cut after `after` bytes
    SILENT = "silent"  # takes the call, and never reads or answers
    SLOW = "slow"  # takes `after` bytes each `pace` seconds
    GARBAGE = "garbage"  # answers rubbish, and prints
    PAPER_OUT = "paper-out"  # says so, and prints nothing
    COVER_OPEN = "cover-open"
    PAPER_ENDS = "paper-ends"  # after `after` bytes, in the middle of a slip


@dataclass
class VirtualServer:
    """A printer on 127.0.0.1 while the `with` block lasts; `received` is every byte that came."""

    printer: VirtualPrinter
    mood: Mood = Mood.RIGHT
    after: int = 0
    pace: float = 0.01

    def __post_init__(self) -> None:
        self.received = b""
        self.held = b""
        self.calls = 0
        self.failure: Exception | None = None
        self._stopping = Event()
        self._printing = Lock()
        self._callers: list[Thread] = []
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # A small buffer, so that a printer which does not read is soon noticed.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = Thread(target=self._listen, name="virtual printer", daemon=True)

    @property
    def address(self) -> str:
        return f"tcp:127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        if self.mood != Mood.REFUSED:
            self._socket.listen()
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening and wait until every call has ended."""
        self._stopping.set()
        if self._thread.is_alive():
            # Closing a socket does not wake the thread that accepts on it; a last call does.
            with socket.socket() as last:
                last.connect_ex(("127.0.0.1", self.port))
            self._thread.join()
        self._socket.close()
        for each in self._callers:
            each.join()

    def heal(self) -> None:
        """Someone saw to it: paper in, cover shut.  What it holds in its buffer comes out now."""
        self.mood = Mood.RIGHT
        with self._printing:
            self.printer.condition.paper_out = self.printer.condition.cover_open = False
            held, self.held = self.held, b""
            self.printer.feed(held)

    def _listen(self) -> None:
        while True:
            line, _peer = self._socket.accept()
            if self._stopping.is_set():
                line.close()
                return
            self.calls += 1
            caller = Thread(target=self._serve, args=(line,), name="virtual printer's caller", daemon=True)
            self._callers.append(caller)
            caller.start()

    def _serve(self, line: socket.socket) -> None:
        with line, self._printing:
            line.settimeout(0.02)
            try:
                self._hear(line)
            except ConnectionError:
                pass  # the caller hung up first
            except Exception as error:
                # Kept for whoever asks: an exception in a thread would be lost.
                self.failure = error

    def _hear(self, line: socket.socket) -> None:
        if self.mood == Mood.SILENT:
            while self.mood == Mood.SILENT and not self._stopping.wait(0.01):
                pass
        heard = 0
        while not self._stopping.is_set():
            try:
                data = line.recv(self._appetite(heard))
            except TimeoutError:
                continue
            if not data:
                self._end(line)
                return
            heard += len(data)
            self.received += data
            self._answer(line, data)
            if self.mood == Mood.RESET and heard >= self.after:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return

    def _appetite(self, heard: int) -> int:
        if self.mood == Mood.SLOW:
            self._stopping.wait(self.pace)
            return max(1, self.after)
        return max(1, self.after - heard) if self.mood == Mood.RESET else 4096

    def _answer(self, line: socket.socket, data: bytes) -> None:
        condition = self.printer.condition
        condition.paper_out = condition.paper_out or self.mood == Mood.PAPER_OUT
        condition.cover_open = condition.cover_open or self.mood == Mood.COVER_OPEN
        if self.mood == Mood.PAPER_ENDS and len(self.received) >= self.after:
            condition.paper_out = True
        if (condition.paper_out or condition.cover_open) and not data.startswith(REAL_TIME):
            self.held += data  # until someone puts paper in
            return
        answer = self.printer.feed(data)
        if self.mood == Mood.GARBAGE:
            line.sendall(RUBBISH)
        elif answer:
            line.sendall(answer)

    def _end(self, line: socket.socket) -> None:
        self.printer.finish()
        with suppress(OSError):  # the caller may be gone already
            line.shutdown(socket.SHUT_WR)
