"""Pictures of goods for the touch grid: small files in this PC's state folder, named by what is in them.

A tile that names a picture which this PC does not have shows its colour.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from koperasi.errors import BadInput, Trouble
from koperasi.shop import Shop
from koperasi.text import _

FOLDER = "pictures"
#: The longest side of a kept picture, in pixels: enough for a tile at 150 %.
SIDE = 320
#: No photograph that somebody means has more than this; a larger one is a mistake or a trap.
MOST_BYTES, MOST_PIXELS = 30_000_000, 60_000_000


def keep(shop: Shop, source: Path) -> str:
    """Keep a small copy of a picture file; returns its name.

    Raises BadInput for what is no picture, or is far too large; Trouble when it cannot be
    read or written.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        if source.stat().st_size > MOST_BYTES:
            raise BadInput(_("Gambar ini terlalu besar."), field="picture")
        with Image.open(source) as found:
            if found.width * found.height > MOST_PIXELS:
                raise BadInput(_("Gambar ini terlalu besar."), field="picture")
            picture = ImageOps.exif_transpose(found).convert("RGB")
        picture.thumbnail((SIDE, SIDE))
        drawn = io.BytesIO()
        picture.save(drawn, "PNG")
        name = f"{hashlib.sha256(drawn.getvalue()).hexdigest()[:16]}.png"
        folder = shop.state.path / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(drawn.getvalue())
    except (UnidentifiedImageError, SyntaxError, ValueError) as error:
        raise BadInput(_("File ini bukan gambar."), field="picture") from error
    except OSError as error:
        raise Trouble(_("Gambar tidak dapat disimpan."), remedy=str(error)) from error
    return name


def path(shop: Shop, name: str) -> Path | None:
    """Where a kept picture is; None where this PC has it not, or the name leads elsewhere."""
    if not name or Path(name).name != name:
        return None
    found: Path = shop.state.path / FOLDER / name
    return found if found.is_file() else None
