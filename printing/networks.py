"""A printer on the network, on a socket of our own.

Success of a send says only that the kernel took the bytes; so the connection is shut down
and drained, and a printer that answers is asked to say that it is through.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from printing.transports import ARE_YOU_THROUGH, CHUNK, STATUS_QUESTIONS, Status, no_answer, status_of

SHORTEST_PAPER = 16  # a job of fewer bytes is a kick of the drawer: on no paper, so nothing proves it
MOMENT = 0.5  # seconds for a printer to hang up whose answer is known without


@dataclass(slots=True)
class Network:
    """A printer that listens on TCP.  Times in seconds: `progress` is the longest wait for any
    piece to be taken, not for the whole; `through` the longest for the paper of a whole job.

    With `acknowledge` the printer is asked to say that it is through; None until its first
    status has shown whether it can.  One that cannot proves at least by hanging up that it read
    all; one that does neither is believed only when `trusted`, which a person has to say who saw
    it print.
    """

    host: str
    port: int = 9100
    acknowledge: bool | None = None
    connect: float = 3.0
    progress: float = 5.0
    drain: float = 3.0
    answer: float = 1.0
    through: float = 20.0
    trusted: bool = False

    def send(self, data: bytes) -> bool:
        with self._connected() as line:
            asks = bool(self.acknowledge) and len(data) >= SHORTEST_PAPER
            self._send_all(line, data + ARE_YOU_THROUGH if asks else data)
            if asks:
                self._wait_until_through(line)
            needs_proof = not (asks or self.trusted) and len(data) >= SHORTEST_PAPER
            if not self._hang_up(line, self.drain if needs_proof else MOMENT) and needs_proof:
                raise no_answer(self.name, started=True)
        return asks

    def status(self) -> Status:
        with self._connected() as line:
            line.settimeout(self.answer)
            try:
                status = status_of(self._answers(line))
                if self.acknowledge is None and status.told and status.ready:
                    line.sendall(ARE_YOU_THROUGH)
                    self.acknowledge = bool(_heard(line))
            except OSError as error:
                raise no_answer(self.name, started=False, cause=error) from error
        return replace(status, confirms=bool(self.acknowledge))

    @staticmethod
    def _answers(line: socket.socket) -> list[bytes]:
        """What it says to each question, up to the first that it does not answer."""
        answers = []
        for question in STATUS_QUESTIONS:
            line.sendall(question)
            answers.append(_heard(line))
            if not answers[-1]:
                break
        return answers

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
        line.settimeout(self.through)
        try:
            if line.recv(1):
                return
        except OSError as error:
            raise no_answer(self.name, started=True, cause=error) from error
        raise no_answer(self.name, started=True)

    def _hang_up(self, line: socket.socket, patience: float) -> bool:
        """Say that no more comes, and hear the printer out: whether it hangs up too, having read all.

        A reset now means that it lost the job.
        """
        until = time.monotonic() + patience
        try:
            line.shutdown(socket.SHUT_WR)
            while (left := until - time.monotonic()) > 0:
                line.settimeout(left)
                if not line.recv(CHUNK):
                    return True
        except TimeoutError:
            pass  # some printers keep the line open
        except OSError as error:
            raise no_answer(self.name, started=True, cause=error) from error
        return False


def _heard(line: socket.socket) -> bytes:
    """The next byte, none when the line's time is over."""
    try:
        return line.recv(1)
    except TimeoutError:
        return b""
