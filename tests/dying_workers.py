"""A worker of a print queue in a process that is killed in the middle of a receipt.

    python -m tests.dying_workers DATABASE PORT before|halfway|after

It says nothing and dies by SIGKILL: before the first byte of the receipt, when half of it
is out, or when all is and nobody has written that down yet.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from koperasi.database import open_database
from printing.networks import SHORTEST_PAPER, Network
from printing.papers import Paper
from printing.slips import Slip
from printing.transports import Status
from printing.workers import Worker


@dataclass
class Dying:
    """A line to a printer on this PC, until the moment."""

    line: Network
    moment: str

    def status(self) -> Status:
        return self.line.status()

    def send(self, data: bytes) -> bool:
        if len(data) < SHORTEST_PAPER:
            return self.line.send(data)
        kept = {"before": b"", "halfway": data[: len(data) // 2], "after": data}[self.moment]
        with socket.create_connection((self.line.host, self.line.port)) as line:
            line.sendall(kept)
            os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("it was killed")


def no_draw(_connection: Connection, _document_id: int) -> Slip:
    """What waits is drawn already."""
    raise AssertionError("drawn twice")


def main(database: str, port: str, moment: str) -> None:
    """Serve the queue of K1 until the end."""
    line = Dying(Network("127.0.0.1", int(port)), moment)
    Worker(open_database(database), "K1", line, Paper(), draw=no_draw, clock=lambda: datetime.now(UTC)).start()
    signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
