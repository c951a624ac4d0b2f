"""Letters drawn as a receipt printer prints them: 12 by 24 dots each, in cells of their own.

Used by the picture of a slip and by the virtual printer.  Pillow is imported inside the
functions: only a preview needs it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from printing import fonts

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

CELL = 12  # dots to a letter
LINE = 30  # dots to a line
LETTER = 20  # type size whose letters are exactly one cell wide
INK, PAPER = 24, 255


def line_height(tall: int) -> int:
    """Dots to a line of letters `tall` (1 to 8) times as high."""
    return LINE if tall == 1 else LINE + (tall - 1) * 24


def draw_letters(image: Image, at: tuple[int, int], text: str, *, wide: int, tall: int, bold: bool, scale: int) -> None:
    """`text` with its cell's upper left corner at `at` (in dots); `wide` and `tall` as on the printer.

    `scale` is how many pixels of the image make a dot.
    """
    if not text.strip():
        return
    from PIL import Image as Images
    from PIL import ImageDraw

    by = max(wide, tall)
    width = CELL * by * len(text) * scale
    height = line_height(1) * by * scale
    sheet = Images.new("L", (width, height), PAPER)
    pen, font = ImageDraw.Draw(sheet), _font(bold, LETTER * by * scale)
    for place, letter in enumerate(text):
        pen.text((place * CELL * by * scale, height * 0.76), letter, fill=INK, font=font, anchor="ls")
    box = (CELL * wide * len(text) * scale, line_height(1) * tall * scale)
    drawn = sheet if sheet.size == box else sheet.resize(box, Images.Resampling.LANCZOS)
    x, y = at
    spare = (line_height(1) * tall - line_height(tall)) // 2
    drawn = drawn.crop((0, spare * scale, box[0], box[1] - spare * scale))
    image.paste(drawn, (x * scale, y * scale))


@lru_cache(maxsize=32)
def _font(bold: bool, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(fonts.MONO_BOLD if bold else fonts.MONO, size, layout_engine=ImageFont.Layout.BASIC)
