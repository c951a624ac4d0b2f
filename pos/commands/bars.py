"""A progress bar on a terminal, and silence in a pipe."""

from __future__ import annotations

import sys
import time
from types import TracebackType

WIDTH = 30
BETWEEN_SECONDS = 0.1


class Bar:
    """Shows how far something is, on the error stream, when a person is looking."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._shown_at = 0.0
        self._drawn = False

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._drawn:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def show(self, done: int, whole: int) -> None:
        """So much of the whole is done."""
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - self._shown_at < BETWEEN_SECONDS and done < whole):
            return
        self._shown_at, self._drawn = now, True
        full = WIDTH * done // whole if whole else WIDTH
        bar = "█" * full + "·" * (WIDTH - full)
        percent = 100 * done // whole if whole else 100
        print(f"\r{self.what} {bar} {percent:3} %", end="", file=sys.stderr, flush=True)
