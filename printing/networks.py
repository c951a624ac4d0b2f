"""A printer on the network, on a socket of our own.

Success of a send says only that the kernel took the bytes; so the connection is shut down
and drained, and a printer that answers may be asked to acknowledge the whole job.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from printing.transports import CHUNK, STATUS_QUESTIONS, Status, no_answer, status_of

ARE_YOU_THROUGH = b"\x1dr\x01"  # answered in its turn, after all before it


@dataclass(frozen=True, slots=True)
class Network:
    """A printer that listens on TCP.  Times in seconds: `progress` is the longest wait for any
    piece to be taken, not for the whole; `acknowledge` asks the printer to say it is through."""

    host: str
    port: int = 9100
    acknowledge: bool = False
    connect: float = 3.0
    progress: float = 5.0
    drain: float = 1.0
    answer: float = 1.0

    def send(self, data: bytes) -> None:
        with self._connected() as line:
            self._send_all(line, data + ARE_YOU_THROUGH if self.acknowledge else data)
            if self.acknowledge:
                self._wait_until_through(line)
            self._hang_up(line)

    def status(self) -> Status:
        with self._connected() as line:
            line.settimeout(self.answer)
            answers: list[bytes] = []
            try:
                for question in STATUS_QUESTIONS:
                    line.sendall(question)
                    answers.append(line.recv(1))
            except TimeoutError:
                return status_of(answers)
            except OSError as error:
                raise no_answer(self.name, started=False, cause=error) from error
            return status_of(answers)

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        try:
            line = socket.create_connection((self.host, self.port), timeout=self.connect)
        except OSError as error:
            raise no_answer(self.name, started=False, cause=error) from error
        with line:
            yield line

    def _send_all(self, line: socket.socket, data: bytes) -> None:
        line.settimeout(self.progress)
        sent = 0
        try:
            while sent < len(data):
                sent += line.send(data[sent : sent + CHUNK])
        except OSError as error:
            raise no_answer(self.name, started=sent > 0, cause=error) from error

    def _wait_until_through(self, line: socket.socket) -> None:
        try:
            if line.recv(1):
                return
        except OSError as error:
            raise no_answer(self.name, started=True, cause=error) from error
        raise no_answer(self.name, started=True)

    def _hang_up(self, line: socket.socket) -> None:
        """Say that no more comes, and hear the printer out: a reset now means that it lost the job."""
        until = time.monotonic() + self.drain
        try:
            line.shutdown(socket.SHUT_WR)
            while (left := until - time.monotonic()) > 0:
                line.settimeout(left)
                if not line.recv(CHUNK):
                    return
        except TimeoutError:
            return  # many printers keep the line open
        except OSError as error:
            raise no_answer(self.name, started=True, cause=error) from error
