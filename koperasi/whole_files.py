"""Files written whole: whoever looks into a folder meanwhile finds no half of one."""

from __future__ import annotations

import os
import re
from pathlib import Path

UNSAFE = re.compile(r"[^\w.,() -]+")
#: Letters of a name: with folder and ending every system takes it.
LONGEST = 120


def write(path: Path, data: bytes) -> None:
    """All of a file or nothing of it, in the place of what was there; raises OSError.

    What is no file (a pipe, `/dev/stdout`) is written to as it is.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    draft = path.with_name(f".{path.stem[:40]}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def safe_name(words: str) -> str:
    """Words as a file may be called on any system, without an ending; empty where nothing is left.

    >>> safe_name("Stok: 01/11/2026 – 23/11/2026")
    'Stok 01-11-2026 - 23-11-2026'
    """
    plain = UNSAFE.sub(" ", words.replace("/", "-").replace("\N{EN DASH}", "-"))
    return " ".join(plain.split())[:LONGEST].strip(" .")
