"""A slip as a picture: what the paper will look like, for previews and for the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.glyphs import CELL, INK, PAPER, draw_letters, line_height
from printing.layouts import LaidOut, Line, lay_out
from printing.papers import Paper
from printing.rasters import barcode_raster, picture_raster, qr_raster
from printing.slips import BIG, MIDDLE, PLAIN, TALL, Barcode, Cut, Picture, Qr, Slip, Text

if TYPE_CHECKING:
    from PIL.Image import Image

EDGES = {384: 40, 512: 64, 576: 32}  # dots of white at each side of ordinary rolls
TOP = 24
CUT_COLOUR = 190
SIZES = {PLAIN: (1, 1), TALL: (1, 2), BIG: (2, 2)}  # times as wide, times as high


def picture(slip: Slip, paper: Paper | None = None, *, scale: int = 1) -> Image:
    """The whole paper with its white edges, in greys; `scale` pixels to a dot (203 to the inch)."""
    from PIL import Image as Images

    paper = paper or Paper()
    bands = [_band(each, paper, scale) for item in lay_out(slip, paper.columns) for each in _with_words(item, paper)]
    edge = EDGES.get(paper.dots, 32) * scale
    height = sum(each.height for each in bands) + 2 * TOP * scale
    sheet = Images.new("L", (paper.dots * scale + 2 * edge, height), PAPER)
    y = TOP * scale
    for band in bands:
        sheet.paste(band, (edge, y))
        y += band.height
    return sheet


def _with_words(item: LaidOut, paper: Paper) -> list[LaidOut]:
    """A barcode stands above its code in letters, as on the printer."""
    if not isinstance(item, Barcode):
        return [item]
    return [item, *lay_out(Slip((Text(item.code, MIDDLE),)), paper.columns)]


def _band(item: LaidOut, paper: Paper, scale: int) -> Image:
    match item:
        case Line():
            return _letters(item, paper, scale)
        case Barcode():
            return _raster(barcode_raster(item, paper.dots), paper, scale)
        case Qr():
            return _raster(qr_raster(item, paper.dots), paper, scale)
        case Picture():
            return _raster(picture_raster(item, paper.dots), paper, scale)
        case Cut():
            return _cut(paper, scale)


def _blank(paper: Paper, height: int, scale: int) -> Image:
    from PIL import Image as Images

    return Images.new("L", (paper.dots * scale, height * scale), PAPER)


def _letters(line: Line, paper: Paper, scale: int) -> Image:
    wide, tall = SIZES[line.size]
    band = _blank(paper, line_height(tall), scale)
    left = (paper.dots - paper.columns * CELL) // 2 + line.pad * CELL
    draw_letters(band, (left, 0), line.text, wide=wide, tall=tall, bold=line.bold, scale=scale)
    return band


def _raster(raster: Image | None, paper: Paper, scale: int) -> Image:
    """Dots in the middle of the paper with a little white above and below; nothing for no raster."""
    if raster is None:
        return _blank(paper, 0, scale)
    from PIL import Image as Images

    white = 8
    band = _blank(paper, raster.height + 2 * white, scale)
    drawn = raster.convert("L").point([INK] + [PAPER] * 255)
    drawn = drawn.resize((raster.width * scale, raster.height * scale), Images.Resampling.NEAREST)
    band.paste(drawn, (max(0, (paper.dots - raster.width) // 2) * scale, white * scale))
    return band


def _cut(paper: Paper, scale: int) -> Image:
    from PIL import ImageDraw

    band = _blank(paper, 24, scale)
    pen = ImageDraw.Draw(band)
    for x in range(0, paper.dots * scale, 16 * scale):
        pen.line((x, 20 * scale, x + 8 * scale, 20 * scale), fill=CUT_COLOUR, width=scale)
    return band
