"""Labels in dots: for thermal printers, and to be looked at before they are printed.

Pillow is imported inside the functions: only who prints or previews a label pays for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from printing.codes import bars
from printing.labels import PAGE, THERMAL, Device, Label, LabelSize, Laid, Stripes, Words, lay_out

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

INK, PAPER = 0, 255
#: Greys below it become black dots: thin strokes of small letters must not vanish.
THRESHOLD = 150


def picture(label: Label, size: LabelSize, device: Device = THERMAL) -> Image:
    """A label in greys, at the dots of its device."""
    return drawn(lay_out(label, size, device))


def drawn(laid: Laid) -> Image:
    """What was laid out, in greys."""
    from PIL import Image as Images
    from PIL import ImageDraw

    sheet = Images.new("L", (laid.device.dots(laid.size.width), laid.device.dots(laid.size.height)), PAPER)
    pen = ImageDraw.Draw(sheet)
    for words in laid.words:
        _words(pen, words, laid.device)
    if laid.stripes is not None:
        _stripes(pen, laid.stripes, laid.device)
    return sheet


def raster(label: Label, size: LabelSize) -> Image:
    """The same for a thermal printer: one bit a dot."""
    return picture(label, size).point(lambda grey: INK if grey < THRESHOLD else PAPER).convert("1")


def preview(label: Label, size: LabelSize, *, page: bool, wide: int) -> Image:
    """A label to be looked at, with a hairline around it, at most `wide` pixels wide."""
    from PIL import Image as Images
    from PIL import ImageOps

    whole = picture(label, size, PAGE if page else THERMAL)
    if whole.width > wide:
        whole = whole.resize((wide, whole.height * wide // whole.width), Images.Resampling.LANCZOS)
    return ImageOps.expand(whole, 1, 170)


def _words(pen: ImageDraw, words: Words, device: Device) -> None:
    place = (device.dots(words.x), device.dots(words.y))
    pen.text(place, words.text, fill=INK, font=_font(words.bold, device.dots(words.size)), anchor="ls")


def _stripes(pen: ImageDraw, stripes: Stripes, device: Device) -> None:
    row = bars(stripes.code, stripes.kind)
    left = device.dots(stripes.x) - len(row) * stripes.module // 2
    top, foot = device.dots(stripes.y), device.dots(stripes.y + stripes.height)
    for place, each in enumerate(row):
        if each == "1":
            x = left + place * stripes.module
            pen.rectangle((x, top, x + stripes.module - 1, foot), fill=INK)


@lru_cache(maxsize=64)
def _font(bold: bool, dots: int) -> FreeTypeFont:
    from PIL import ImageFont

    from printing import fonts

    return ImageFont.truetype(fonts.BOLD if bold else fonts.REGULAR, dots, layout_engine=ImageFont.Layout.BASIC)
