"""Files written whole: whoever looks into a folder meanwhile finds no half of one."""

from __future__ import annotations

import os
import re
from pathlib import Path

UNSAFE = re.compile(r"[^\w.,() -]+")
#: Letters of a name, and bytes where letters have several: with ending every system takes it.
LONGEST, LONGEST_BYTES = 120, 200


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
    kept = " ".join(plain.split())[:LONGEST]
    return kept.encode("utf-8", "ignore")[:LONGEST_BYTES].decode("utf-8", "ignore").strip(" .")
