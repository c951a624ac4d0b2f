"""Codes and marks as black dots, for the picture of a slip and for the printer alike.

Pillow is imported inside the functions: only a printing thread or a preview needs it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from printing.codes import bars, qr_modules
from printing.slips import Barcode, Picture, Qr

if TYPE_CHECKING:
    from PIL.Image import Image

BAR_HEIGHT = 80
BAR_QUIET = 10  # modules on either side
BAR_MODULES = (3, 2)  # dots; one dot alone is too fine for a hand scanner
QR_QUIET = 4
QR_SIDE = 288
QR_MODULES = (2, 8)  # the smallest and the largest module in dots


def barcode_module(part: Barcode, dots: int) -> int:
    """Dots to a module so that the bars fit a paper of `dots`; 0 when they cannot."""
    modules = len(bars(part.code, part.kind)) + 2 * BAR_QUIET
    return next((each for each in BAR_MODULES if modules * each <= dots), 0)


def barcode_raster(part: Barcode, dots: int) -> Image | None:
    """The bars in one bit a dot, or None when the paper is too narrow for them."""
    from PIL import Image

    if not (module := barcode_module(part, dots)):
        return None
    row = bars(part.code, part.kind)
    strip = Image.new("1", (len(row), 1), 1)
    strip.putdata([each == "0" for each in row])
    return strip.resize((len(row) * module, BAR_HEIGHT), Image.Resampling.NEAREST)


def qr_module(part: Qr, dots: int) -> int:
    """Dots to a module: large enough for a telephone, small enough for the paper."""
    modules = len(qr_modules(part.content)) + 2 * QR_QUIET
    least, most = QR_MODULES
    return max(least, min(most, min(QR_SIDE, dots) // modules)) if modules * least <= dots else 1


def qr_raster(part: Qr, dots: int) -> Image:
    """The QR code with its quiet zone, one bit a dot."""
    from PIL import Image

    rows = qr_modules(part.content)
    side = len(rows) + 2 * QR_QUIET
    drawn = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows):
        for x, black in enumerate(row):
            if black:
                drawn.putpixel((x + QR_QUIET, y + QR_QUIET), 0)
    module = qr_module(part, dots)
    return drawn.resize((side * module, side * module), Image.Resampling.NEAREST)


@lru_cache(maxsize=8)
def picture_raster(part: Picture, dots: int) -> Image:
    """A mark in one bit a dot, made smaller when it is wider than the paper; made once for each paper."""
    from PIL import Image, ImageChops

    drawn = ImageChops.invert(Image.frombytes("1", (part.width, part.height), part.data))
    if part.width <= dots:
        return drawn
    return drawn.convert("L").resize((dots, max(1, part.height * dots // part.width))).convert("1")


def mark_of(image: Image, width: int) -> Picture:
    """An image as a mark `width` dots wide, transparent parts white; raises ValueError below 8 dots."""
    from PIL import Image as Images
    from PIL import ImageChops

    if width < 8 or image.width < 1 or image.height < 1:
        raise ValueError("a mark is at least 8 dots wide")
    solid = image.convert("RGBA")
    white = Images.new("RGBA", solid.size, "white")
    white.alpha_composite(solid)
    height = max(1, round(image.height * width / image.width))
    grey = white.convert("L").resize((width, height), Images.Resampling.LANCZOS)
    # Lines and letters stay sharp; a photograph becomes dots that look grey.
    drawn = grey.point(_BLACK_OR_WHITE).convert("1") if _is_line_art(grey) else grey.convert("1")
    return Picture.of_bytes(width, height, ImageChops.invert(drawn).tobytes())


#: Of flat colours, what is darker than this tone is ink.
INK_BELOW = 160
_BLACK_OR_WHITE = [0] * INK_BELOW + [255] * (256 - INK_BELOW)
#: A drawing of flat colours is nearly all of so few tones; per cent of its dots.
FLAT_TONES, FLAT_SHARE = 8, 80


def _is_line_art(grey: Image) -> bool:
    most = sorted(grey.histogram(), reverse=True)[:FLAT_TONES]
    return sum(most) * 100 >= FLAT_SHARE * grey.width * grey.height


def centred(image: Image, dots: int) -> Image:
    """`image` in the middle of a paper of `dots`, without the white at its right."""
    from PIL import Image as Images

    left = max(0, (dots - image.width) // 2)
    whole = Images.new("1", (left + image.width, image.height), 1)
    whole.paste(image, (left, 0))
    return whole
