"""A virtual display for tests that need a true window and true keys."""

from __future__ import annotations

import os
import shutil
import subprocess

SIZE = (1024, 768)


class Display:
    """A running Xvfb.  Programs started with `environment` open their windows on it."""

    def __init__(self, size: tuple[int, int] = SIZE) -> None:
        for program in ("Xvfb", "xdotool"):
            if shutil.which(program) is None:
                raise RuntimeError(
                    f"{program} is needed for the tests: apt-get install xvfb xdotool (./mart test does it)"
                )
        width, height = size
        hear, say = os.pipe()
        screen = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]
        # Should the tests be killed, the kernel stops the display too.
        command = ["setpriv", "--pdeathsig=TERM", "Xvfb", "-displayfd", str(say), *screen]
        with open(os.devnull, "wb") as nowhere:
            self._server = subprocess.Popen(command, pass_fds=(say,), stdout=nowhere, stderr=nowhere)
        os.close(say)
        with os.fdopen(hear) as answer:
            number = answer.readline().strip()  # Xvfb says it when it listens
        if not number:
            raise RuntimeError(f"Xvfb did not start: exit code {self._server.wait(10)}")
        self.name = f":{number}"

    @property
    def environment(self) -> dict[str, str]:
        """What a program on this display is started with."""
        return {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    def xdotool(self, *words: str) -> str:
        """Press keys, move the mouse, find windows: what a hand would do."""
        command = ["xdotool", *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True, timeout=30)
        return done.stdout.strip()

    def stop(self) -> None:
        self._server.terminate()
        self._server.wait(10)
