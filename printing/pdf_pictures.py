"""The pages of a PDF as pictures, for a preview, by poppler's `pdftoppm` where the PC has it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

DRAWER, READER = "pdftoppm", "pdftotext"
#: So many pages are drawn at most, and waited for so many seconds.
MOST_PAGES, SECONDS = 12, 30


def pages(data: bytes, *, dots: int = 96) -> tuple[bytes, ...]:
    """Each page as PNG at so many dots to the inch; none where nothing here can draw them."""
    tool = shutil.which(DRAWER)
    if tool is None:
        return ()
    with tempfile.TemporaryDirectory(prefix="sbmi-mart-") as folder:
        file, stem = Path(folder) / "paper.pdf", Path(folder) / "page"
        file.write_bytes(data)
        if not _ran(tool, "-r", str(dots), "-l", str(MOST_PAGES), "-png", str(file), str(stem)):
            return ()
        return tuple(each.read_bytes() for each in sorted(Path(folder).glob("page*.png")))


def words(data: bytes) -> str:
    """What stands on the pages, laid out as there; empty where nothing here can read it."""
    tool = shutil.which(READER)
    if tool is None:
        return ""
    with tempfile.TemporaryDirectory(prefix="sbmi-mart-") as folder:
        file, told = Path(folder) / "paper.pdf", Path(folder) / "paper.txt"
        file.write_bytes(data)
        if not _ran(tool, "-layout", "-enc", "UTF-8", str(file), str(told)):
            return ""
        return told.read_text(encoding="utf-8").replace("\f", "\n").rstrip() + "\n"


def _ran(*command: str) -> bool:
    """Whether it went well; without a window of its own on Windows."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603 (poppler's own tools, on a file of ours)
            command, check=False, timeout=SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL, creationflags=hidden,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
