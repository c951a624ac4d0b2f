"""The tour: every screen walked by keys, in a shop of its own, and a picture of each.

It is how the pictures of the README are made, and what the program does where there is no
display: a server still shows what it has.  The window stands in a process of its own, on a
display (Xvfb) that lasts no longer than the tour.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from koperasi.errors import Trouble
from koperasi.text import _

WALKER = "pos.screens.tours"


@dataclass(frozen=True, slots=True)
class Look:
    """How a tour's window looks: `light` or `dark`, so many pixels wide and high."""

    theme: str
    wide: int
    high: int

    @property
    def name(self) -> str:
        return f"{self.theme}-{self.wide}x{self.high}"

    @classmethod
    def parse(cls, text: str) -> Look:
        """`light-1366x768`; raises ValueError for anything else."""
        theme, _dash, size = text.partition("-")
        wide, _times, high = size.partition("x")
        if theme not in {"light", "dark"}:
            raise ValueError(f"no such theme: {theme!r}")
        return cls(theme, int(wide), int(high))


LOOKS = tuple(Look(theme, *size) for theme in ("light", "dark") for size in ((1_366, 768), (1_024, 768)))


def has_display() -> bool:
    """Whether a window can be opened here."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def display(wide: int, high: int) -> Iterator[dict[str, str]]:
    """The environment of a program with a display of its own; without Xvfb, one that paints into memory."""
    if shutil.which("Xvfb") is None:
        yield {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        return
    hear, say = os.pipe()
    command = ["Xvfb", "-displayfd", str(say), "-screen", "0", f"{wide}x{high}x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(  # noqa: S603
        command, pass_fds=(say,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(say)
    try:
        with os.fdopen(hear) as answer:
            number = answer.readline().strip()
        if not number:
            raise Trouble(_("Layar Xvfb tidak mau mulai."), remedy=_("Periksa paket xvfb."))
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait(10)


def walk(folder: Path, looks: Sequence[Look] = LOOKS) -> Iterator[Path]:
    """Save the pictures of a tour in a folder, giving each path as it is saved.

    Raises Trouble when the tour stumbles, with what it said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with display(max(each.wide for each in looks), max(each.high for each in looks)) as environment:
        command = [sys.executable, "-m", WALKER, str(folder), *(each.name for each in looks)]
        environment = {**environment, "PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as walker:  # noqa: S603
            try:
                for line in walker.stdout or ():
                    yield Path(line.rstrip("\n"))
            except BaseException:
                walker.terminate()
                raise
        code = walker.returncode
    if code:
        raise Trouble(_("Tur layar terhenti."), remedy=_("Pesannya ada di atas."))


def remade(folder: Path, looks: Sequence[Look] = LOOKS) -> Iterator[Path]:
    """Make anew the pictures that lie in a folder, and no others, giving each path as it is saved.

    They bear no number, so that a page that shows one need not follow the tour: `kasir-light-1366x768.png`.
    """
    wanted = {path.name for path in folder.glob("*.png")}
    with TemporaryDirectory(prefix="sbmi-mart-pictures-") as elsewhere:
        for path in walk(Path(elsewhere), looks):
            name = path.name.partition("-")[2]
            if name in wanted:
                yield Path(shutil.copyfile(path, folder / name))
