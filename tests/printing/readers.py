"""zbar, which reads codes back from a picture as a scanner would."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL.Image import Image


def codes_in(picture: Image, folder: Path) -> set[str]:
    """What zbar reads: `QR-Code:…`, `CODE-128:…`, `EAN-13:…`."""
    file = folder / "read.png"
    picture.resize((picture.width * 2, picture.height * 2)).save(file)
    told = subprocess.run(["zbarimg", "--quiet", "--nodbus", str(file)], capture_output=True, text=True, check=False)
    return set(told.stdout.splitlines())
