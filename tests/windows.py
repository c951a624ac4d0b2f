"""The till as a person meets it: a process of its own, on a true display, moved by keys alone."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import ImageGrab

from tests.displays import Display

ROOT = Path(__file__).parent.parent
PATIENCE = 30.0
# xdotool waits half of its delay after each key.
HAND_MS, SCANNER_MS = 140, 8


class TillProcess:
    """`sbmi-mart` on a display, with the keyboard in its window."""

    def __init__(self, display: Display, place: str) -> None:
        self.display, self.place = display, place
        command = [sys.executable, "-m", "pos", "--shop", place]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=display.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.window = ""

    def __enter__(self) -> Self:
        self.until(self._found, "its window")
        self.display.xdotool("windowfocus", "--sync", self.window)
        self.at("Masuk")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            seen = Path(self.place).with_suffix(".png")
            ImageGrab.grab(xdisplay=self.display.name).save(seen)
            print(f"what the till showed: {seen}")
        if self.process.poll() is None:
            self.process.kill() if kind else self.process.terminate()
        said, _nothing = self.process.communicate(timeout=30)
        if kind is not None:
            print(said)  # pytest shows it with the failure

    def _found(self) -> bool:
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "SBMI MART"],
            env=self.display.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.window = done.stdout.split()[0] if done.stdout.split() else ""
        return bool(self.window)

    def until(self, there: Callable[[], bool], what: str) -> None:
        """Wait for something; asking is slow enough to be no spinning."""
        until = time.monotonic() + PATIENCE
        while not there():
            if self.process.poll() is not None:
                raise AssertionError(
                    f"the till ended before {what}: {self.process.stdout and self.process.stdout.read()}"
                )
            if time.monotonic() > until:
                raise AssertionError(f"never saw {what}; the window is {self.title!r}")

    @property
    def title(self) -> str:
        return self.display.xdotool("getwindowname", self.window) if self.window else ""

    def at(self, screen: str) -> None:
        """Wait until a screen is shown: the window is called after it."""
        self.until(lambda: self.title.endswith(f"· {screen}"), screen)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.display.xdotool("key", key)

    def type(self, text: str) -> None:
        """As a hand types."""
        self.display.xdotool("type", "--delay", str(HAND_MS), text)

    def scan(self, code: str) -> None:
        """As a scanner does: a burst and Enter."""
        self.display.xdotool("type", "--delay", str(SCANNER_MS), "--args", "1", code, "key", "Return")

    def sign_in(self, tile: str, pin: str) -> None:
        self.press(tile)
        self.type(pin)
        self.press("Return")

    def kill(self) -> None:
        """As a cut of the power does."""
        self.process.kill()
        self.process.wait(30)
