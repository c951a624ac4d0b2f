"""Pictures of goods, and of what was written off: small copies, kept in the database.

A picture is never changed: another one is another row, so that a document which names one
keeps it for ever.  Its digest stands in the document that shows it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import Connection, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters
from koperasi.database import MASTER, Record
from koperasi.errors import BadInput, NotFound
from koperasi.text import _
from koperasi.work import Work

#: The longest side of a kept picture, in pixels, and the largest picture taken.
SIDE = 640
MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000


class PictureRecord(Record):
    __tablename__ = "pictures"
    __table_class__ = MASTER

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: SHA-256 of `data`, in hexadecimal.
    digest: Mapped[str] = mapped_column(index=True)
    #: A JPEG.
    data: Mapped[bytes] = mapped_column(LargeBinary)
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class KeptPicture:
    id: int
    digest: str


def reduced(data: bytes) -> bytes:
    """A small upright JPEG of any picture.  Raises BadInput for what is none, or is far too large."""
    if len(data) > MOST_BYTES:
        raise BadInput(_("Gambar ini terlalu besar."), field="picture")
    try:
        with Image.open(BytesIO(data)) as found:
            if found.width * found.height > MOST_PIXELS:
                raise BadInput(_("Gambar ini terlalu besar."), field="picture")
            picture = ImageOps.exif_transpose(found).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise BadInput(_("File ini bukan gambar."), remedy=_("Pilih foto JPG atau PNG."), field="picture") from error
    picture.thumbnail((SIDE, SIDE))
    drawn = BytesIO()
    picture.save(drawn, "JPEG", quality=80, optimize=True)
    return drawn.getvalue()


def keep_unguarded(work: Work, data: bytes) -> KeptPicture:
    """Keep a picture made by `reduced`, inside the deed that shows it; the same one is kept once."""
    digest = digest_of(data)
    there = by_digest(work.connection, digest)
    if there is None:
        there = work.mint()
        masters.add(work.connection, PictureRecord, [{"id": there, "digest": digest, "data": data}])
    return KeptPicture(there, digest)


def by_digest(connection: Connection, digest: str) -> int | None:
    """The picture that is kept under a digest."""
    return connection.scalar(select(PictureRecord.id).where(PictureRecord.digest == digest))


def digest_of(data: bytes) -> str:
    """What a picture made by `reduced` is known by."""
    return hashlib.sha256(data).hexdigest()


def read(connection: Connection, picture_id: int) -> bytes:
    """The picture's JPEG; raises NotFound."""
    found = connection.scalar(select(PictureRecord.data).where(PictureRecord.id == picture_id))
    if found is None:
        raise NotFound(_("Gambar tidak ditemukan."))
    return bytes(found)
