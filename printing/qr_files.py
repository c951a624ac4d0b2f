"""A QR code as a picture file: black on white with its quiet zone, and words under it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from printing import fonts
from printing.codes import qr_modules

#: A reader needs four modules of white around the code (ISO/IEC 18004).
QUIET = 4
MODULE = 10
WHITE, BLACK = 255, 0


def png_bytes(content: str, words: Sequence[str] = (), *, module: int = MODULE) -> bytes:
    """The code as PNG, `module` pixels to a module; the first of `words` is bold.

    Raises Refused for what cannot stand in a code.
    """
    from PIL import Image, ImageDraw, ImageFont

    modules = qr_modules(content)
    side = (len(modules) + 2 * QUIET) * module
    line = module * 4
    page = Image.new("L", (side, side + line * len(words) + (module * 2 if words else 0)), WHITE)
    painter = ImageDraw.Draw(page)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                left, top = (QUIET + x) * module, (QUIET + y) * module
                painter.rectangle((left, top, left + module - 1, top + module - 1), fill=BLACK)
    for n, text in enumerate(words):
        size = module * 3
        face = ImageFont.truetype(str(fonts.REGULAR if n else fonts.BOLD), size)
        while face.getlength(text) > side - 2 * module and size > module:
            size -= 1
            face = ImageFont.truetype(str(fonts.REGULAR if n else fonts.BOLD), size)
        painter.text((side / 2, side + n * line), text, fill=BLACK, font=face, anchor="mm")
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
