"""Labels for thermal printers: on the receipt printer as a slip, on rolls as ESC/POS or TSPL.

A label goes as dots, so that every printer draws it alike: name, price and bars exactly as
they were previewed.  TSPL is what most label printers of 40 × 30 mm rolls speak (XP-360B and
its kin): plain text commands, and the dots of each label once, however many copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from printing.label_pictures import raster
from printing.label_sheets import Printed
from printing.labels import THERMAL, LabelSize
from printing.papers import Paper
from printing.slips import Cut, Part, Picture, Slip

if TYPE_CHECKING:
    from PIL.Image import Image

#: So many labels go to the receipt printer in one job: one that is torn off does not take all with it.
LABELS_TO_A_JOB = 10
#: Height of a label on receipt paper, which has no labels of its own.
RECEIPT_HEIGHT = 3_000
#: Between the labels of a roll.
GAP_MM = 2
#: TSPL takes so many copies of one label.
MOST_COPIES = 9_999


class Language(StrEnum):
    """What a label printer understands."""

    TSPL = "tspl"
    ESCPOS = "escpos"


def receipt_size(paper: Paper) -> LabelSize:
    """A label as wide as the receipt printer prints."""
    return LabelSize(paper.dots * 2_540 // THERMAL.dpi, RECEIPT_HEIGHT)


def slips(printed: Sequence[Printed], paper: Paper) -> Iterator[Slip]:
    """Labels for the receipt printer's queue, some to a slip, cut after each where there is a cutter."""
    size, parts = receipt_size(paper), list[Part]()
    for each in printed:
        picture = _picture(raster(each.label, size))
        for _copy in range(each.copies):
            parts += [picture, Cut()]
            if len(parts) >= 2 * LABELS_TO_A_JOB:
                yield Slip(tuple(parts))
                parts = []
    if parts:
        yield Slip(tuple(parts))


def _picture(dots: Image) -> Picture:
    from PIL import ImageChops

    return Picture(dots.width, dots.height, ImageChops.invert(dots).tobytes().hex())


def tspl(printed: Sequence[Printed], size: LabelSize) -> bytes:
    """A whole job for a label printer that speaks TSPL."""
    job = [
        _said(f"SIZE {_mm(size.width)} mm,{_mm(size.height)} mm"),
        _said(f"GAP {GAP_MM} mm,0 mm"),
        _said("DIRECTION 1"),
    ]
    for each in printed:
        if each.copies:
            dots = raster(each.label, size)
            across = (dots.width + 7) // 8
            job += [_said("CLS"), f"BITMAP 0,0,{across},{dots.height},0,".encode(), _white_ended(dots), b"\r\n"]
            job.append(_said(f"PRINT 1,{min(each.copies, MOST_COPIES)}"))
    return b"".join(job)


def _said(words: str) -> bytes:
    return words.encode("ascii") + b"\r\n"


def _mm(measure: int) -> str:
    return f"{measure // 100}{f'.{measure % 100 // 10}' if measure % 100 else ''}"


def _white_ended(dots: Image) -> bytes:
    """Rows of whole bytes, 1 is white; what fills the last byte is white too."""
    from PIL import Image as Images

    whole = Images.new("1", ((dots.width + 7) // 8 * 8, dots.height), 1)
    whole.paste(dots, (0, 0))
    return whole.tobytes()


def escpos(printed: Sequence[Printed], size: LabelSize) -> bytes:
    """A whole job for a label printer that speaks ESC/POS: each label as dots, then on to the next one.

    A form feed is how such printers find the next label; on paper without gaps it feeds a little.
    """
    job = [b"\x1b@"]
    for each in printed:
        dots = raster(each.label, size)
        across = (dots.width + 7) // 8
        head = b"\x1dv0\x00" + across.to_bytes(2, "little") + dots.height.to_bytes(2, "little")
        body = bytes(255 - byte for byte in _white_ended(dots))
        job += [head + body + b"\x0c"] * each.copies
    return b"".join(job)


def job(printed: Sequence[Printed], size: LabelSize, language: Language) -> bytes:
    """What is sent to a label printer."""
    return tspl(printed, size) if language is Language.TSPL else escpos(printed, size)
