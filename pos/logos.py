"""The shop's logo over its receipts: a picture brought in once, kept as dots for each width of paper."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from inventory import pictures
from koperasi import settings
from koperasi.errors import BadInput, NotFound
from koperasi.settings import Settings
from koperasi.text import _
from printing.papers import DOTS_OF_COLUMNS
from printing.slips import Picture

if TYPE_CHECKING:
    from PIL.Image import Image
    from sqlalchemy import Connection

    from koperasi.shop import Shop
    from koperasi.work import Actor

#: A logo takes this part of the paper's width at most, and so many dots of its height (18 mm).
PART_OF_WIDTH = (5, 8)
HIGH = 144
#: The kept picture is no larger than what any paper or invoice needs.
KEPT = (800, 400)
#: What counts as white around a drawing, of 255.
NEARLY_WHITE = 235

#: The dots of a logo by its digest and the paper's columns: they are the same on every receipt.
_made: dict[tuple[str, int], Picture] = {}


def reduced(data: bytes) -> bytes:
    """A small grey PNG of any picture, without its white edges.  Raises BadInput for what is none, or all white."""
    from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

    if len(data) > pictures.MOST_BYTES:
        raise BadInput(_("Gambar ini terlalu besar."), field="logo")
    try:
        with Image.open(BytesIO(data)) as found:
            if found.width * found.height > pictures.MOST_PIXELS:
                raise BadInput(_("Gambar ini terlalu besar."), field="logo")
            solid = ImageOps.exif_transpose(found).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise BadInput(_("File ini bukan gambar."), remedy=_("Pilih gambar PNG atau JPG."), field="logo") from error
    white = Image.new("RGBA", solid.size, "white")
    white.alpha_composite(solid)
    grey = white.convert("L")
    ink = ImageChops.invert(grey).point([0] * (255 - NEARLY_WHITE) + [255] * (NEARLY_WHITE + 1)).getbbox()
    if ink is None:
        raise BadInput(_("Gambar ini putih saja."), remedy=_("Pilih logo yang gelap di atas putih."), field="logo")
    drawn = grey.crop(ink)
    drawn.thumbnail(KEPT)
    page = BytesIO()
    drawn.save(page, "PNG", optimize=True)
    return page.getvalue()


def keep(shop: Shop, actor: Actor, data: bytes, *, channel: str = "till") -> str:
    """Put a picture over every receipt from now on; returns its digest.

    Raises BadInput for what is no picture, NotAllowed for who may not change settings.
    """
    small = reduced(data)
    with shop.work(actor, channel=channel) as work:
        kept = pictures.keep_unguarded(work, small)
        settings.change(work, {"receipt_logo": kept.digest})
    shop.reload_settings()
    return kept.digest


def remove(shop: Shop, actor: Actor, *, channel: str = "till") -> None:
    """Receipts without a logo; the picture itself stays, for papers that were printed with it."""
    with shop.work(actor, channel=channel) as work:
        settings.change(work, {"receipt_logo": ""})
    shop.reload_settings()


def read(connection: Connection, known: Settings) -> bytes:
    """The kept PNG; empty without a logo."""
    found = pictures.by_digest(connection, known.receipt_logo) if known.receipt_logo else None
    if found is None:
        return b""
    try:
        return pictures.read(connection, found)
    except NotFound:
        return b""


def on_slip(connection: Connection, known: Settings) -> Picture | None:
    """The logo as dots for the shop's paper, made once; None without one."""
    if not known.receipt_logo:
        return None
    key = (known.receipt_logo, known.receipt_columns)
    if key not in _made:
        data = read(connection, known)
        if not data:
            return None
        _made[key] = dots_of(data, DOTS_OF_COLUMNS.get(known.receipt_columns, 384))
    return _made[key]


def dots_of(data: bytes, dots: int) -> Picture:
    """A kept logo as dots, for a paper of so many."""
    from PIL import Image

    from printing.rasters import mark_of

    with Image.open(BytesIO(data)) as found:
        return mark_of(found, _width(found, dots))


def _width(logo: Image, dots: int) -> int:
    """As wide as the paper allows, but not higher than a logo should be; whole bytes of dots."""
    part, whole = PART_OF_WIDTH
    wide = min(dots * part // whole, logo.width * HIGH // logo.height)
    return max(8, wide // 8 * 8)
