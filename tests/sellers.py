"""Tills in processes of their own, to be run at once and to be killed.

    with Sellers() as sellers:
        seller = sellers.start(place, journal, count=20, dies="commit:3")
        sellers.wait(seller)

One process imports everything and forks for each seller, so that a seller starts in a few
milliseconds.  A seller writes every command into its journal before it posts it, and that
it is done afterwards; both lines outlive a kill.  `dies` says where it falls:

    commit:3      before the third transaction is committed
    answer:3      after the third is committed, before anybody is told
    statement:17  before the seventeenth statement
    after:0.02    twenty milliseconds after its first command, wherever it is then
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Journal:
    """What a seller wrote down: commands issued (as JSON), the ids of those done, and its troubles."""

    path: Path

    def lines(self, word: str) -> list[str]:
        if not self.path.exists():
            return []
        found = (line.partition(" ") for line in self.path.read_text("utf-8").splitlines())
        return [rest for first, _space, rest in found if first == word]

    @property
    def issued(self) -> list[str]:
        return self.lines("issued")

    @property
    def done(self) -> list[int]:
        return [int(each) for each in self.lines("done")]

    @property
    def troubles(self) -> list[str]:
        return self.lines("trouble")


@dataclass(slots=True)
class Sellers:
    """The process that forks sellers."""

    _server: subprocess.Popen[str] = field(init=False)

    def __enter__(self) -> Sellers:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.sellers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(30)
        self._server.stdout.close()

    def start(self, database: str, state: Path, journal: Path, **how: Any) -> int:
        """Start a seller; returns its process id."""
        return self._ask({"database": database, "state": str(state), "journal": str(journal), **how})

    def wait(self, seller: int) -> int:
        """Wait for a seller to end; returns its exit code, negative for the signal that killed it."""
        return self._ask({"wait": seller})

    def _ask(self, what: dict[str, Any]) -> int:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        print(json.dumps(what), file=self._server.stdin, flush=True)
        return int(self._server.stdout.readline())


def serve() -> None:
    """Fork a seller for each line of standard input."""
    import tests.selling as selling

    selling.warm()
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            print(os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1]), flush=True)
            continue
        seller = os.fork()
        if seller == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            # Never back into the server's loop, whatever happens.
            try:
                selling.run(**asked)
            except BaseException:
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        print(seller, flush=True)


if __name__ == "__main__":
    serve()
