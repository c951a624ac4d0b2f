"""What came out of the virtual printer: bands of letters and dots, cut into sheets.

Codes that a printer draws itself are drawn here by ReportLab's barcode modules, not by
the libraries that encode slips, so that reading them back proves something.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from printing.glyphs import CELL, INK, PAPER, draw_letters, line_height

if TYPE_CHECKING:
    from PIL.Image import Image

QUIET = 4  # modules round a QR code that the printer draws


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one style within a line."""

    text: str
    wide: int = 1
    tall: int = 1
    bold: bool = False
    cell: int = CELL

    @property
    def dots(self) -> int:
        return len(self.text) * self.wide * self.cell


@dataclass(frozen=True, slots=True)
class Letters:
    """One printed line."""

    runs: tuple[Run, ...]
    align: int = 0

    @property
    def words(self) -> str:
        return "".join(each.text for each in self.runs).rstrip()

    @property
    def height(self) -> int:
        return line_height(max((each.tall for each in self.runs), default=1))


@dataclass(frozen=True, slots=True)
class Feed:
    """White paper."""

    height: int


@dataclass(frozen=True, slots=True)
class Dots:
    """A raster as it was sent: rows of `(width + 7) // 8` bytes, 1 is black; `times` larger each way."""

    width: int
    height: int
    bits: bytes
    align: int = 0
    times: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class DrawnQr:
    """A QR code that the printer was told to draw."""

    content: bytes
    module: int
    level: int
    align: int = 0


@dataclass(frozen=True, slots=True)
class DrawnBars:
    """A barcode that the printer was told to draw; `kind` as in GS k."""

    code: str
    kind: int
    module: int
    height: int
    align: int = 0


Band = Letters | Feed | Dots | DrawnQr | DrawnBars


@dataclass
class Sheet:
    """The paper between two cuts."""

    bands: list[Band] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """Every printed line, as its letters stand (a double-size one is half as long)."""
        return [each.words for each in self.bands if isinstance(each, Letters)]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def picture(self, dots: int, edge: int = 32) -> Image:
        """The sheet as it looks, one pixel to a dot, with white edges."""
        from PIL import Image as Images

        drawn = [_drawn(each, dots) for each in self.bands]
        page = Images.new("L", (dots + 2 * edge, sum(each.height for each in drawn) + 2 * edge), PAPER)
        y = edge
        for band in drawn:
            page.paste(band, (edge, y))
            y += band.height
        return page


def _drawn(band: Band, dots: int) -> Image:
    match band:
        case Feed():
            return _white(dots, band.height)
        case Letters():
            return _letters(band, dots)
        case Dots():
            return _placed(_raster(band), band.align, dots)
        case DrawnQr():
            return _placed(_qr(band), band.align, dots)
        case DrawnBars():
            return _placed(_bars(band), band.align, dots)


def _white(dots: int, height: int) -> Image:
    from PIL import Image as Images

    return Images.new("L", (dots, height), PAPER)


def _placed(image: Image, align: int, dots: int) -> Image:
    page = _white(dots, image.height)
    page.paste(image, ((dots - image.width) * align // 2, 0))
    return page


def _letters(band: Letters, dots: int) -> Image:
    page = _white(dots, band.height)
    x = (dots - sum(each.dots for each in band.runs)) * band.align // 2
    if not band.align:
        x = dots % (band.runs[0].cell if band.runs else CELL) // 2
    for run in band.runs:
        at = (x, band.height - line_height(run.tall))
        if run.cell == CELL:
            draw_letters(page, at, run.text, wide=run.wide, tall=run.tall, bold=run.bold, scale=1)
        else:
            page.paste(_small(run), at)
        x += run.dots
    return page


def _small(run: Run) -> Image:
    """Letters of the printer's second font: as high, and narrower."""
    from PIL import Image as Images

    wide = _white(len(run.text) * run.wide * CELL, line_height(run.tall))
    draw_letters(wide, (0, 0), run.text, wide=run.wide, tall=run.tall, bold=run.bold, scale=1)
    return wide.resize((run.dots, wide.height), Images.Resampling.LANCZOS)


def _raster(band: Dots) -> Image:
    from PIL import Image as Images

    bits = Images.frombytes("1", (band.width, band.height), band.bits)
    drawn = bits.convert("L").point([PAPER] + [INK] * 255)
    across, down = band.times
    return drawn.resize((band.width * across, band.height * down), Images.Resampling.NEAREST)


def _qr(band: DrawnQr) -> Image:
    from PIL import Image as Images
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    level = (QRErrorCorrectLevel.L, QRErrorCorrectLevel.M, QRErrorCorrectLevel.Q, QRErrorCorrectLevel.H)[band.level]
    code: Any = QRCode(None, level)
    code.addData(QR8bitByte(band.content))
    code.make()
    side = code.getModuleCount() + 2 * QUIET
    drawn = Images.new("L", (side, side), PAPER)
    for y in range(side - 2 * QUIET):
        for x in range(side - 2 * QUIET):
            if code.isDark(y, x):
                drawn.putpixel((x + QUIET, y + QUIET), INK)
    return drawn.resize((side * band.module, side * band.module), Images.Resampling.NEAREST)


def _bars(band: DrawnBars) -> Image:
    from PIL import Image as Images

    row = _modules(band)
    strip = Images.new("L", (len(row), 1), PAPER)
    strip.putdata([INK if each else PAPER for each in row])
    return strip.resize((len(row) * band.module, band.height), Images.Resampling.NEAREST)


def _modules(band: DrawnBars) -> list[bool]:
    """Black or white per module; a kind that is not drawn here is a solid block."""
    if band.kind == 73:
        from reportlab.graphics.barcode.code128 import Code128

        bars: Any = Code128(band.code)
        bars.validate()
        bars.encode()
        return [each.isupper() for each in bars.decompose() for _ in range(ord(each.lower()) - ord("a") + 1)]
    if band.kind in (2, 67):
        from reportlab.graphics.barcode.eanbc import Ean13BarcodeWidget

        widget: Any = Ean13BarcodeWidget(band.code[:12], barWidth=1, humanReadable=False, quiet=False)
        drawn = widget.draw()
        filled = [each for each in drawn.contents if each.fillColor is not None]  # the first one is only the frame
        black = {int(bar.x - filled[0].x) + n for bar in filled for n in range(int(bar.width))}
        return [place in black for place in range(max(black) + 1)]
    return [True] * 11 * max(1, len(band.code))
