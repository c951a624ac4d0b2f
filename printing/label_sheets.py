"""Labels as PDF: on A4 sheets of a stationer's, on plain paper to be cut, or one to a page for a roll.

Bars and words are drawn as lines and letters, not as pictures, and the bars are ours:
ReportLab's own would quietly put another check digit (see `codes`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from koperasi.errors import BadInput
from koperasi.text import N_, _
from printing.codes import bars
from printing.inks import LINE
from printing.labels import PAGE, THERMAL, Device, Label, LabelSize, Laid, Stripes, Words, lay_out
from printing.pdf_files import BOLD, REGULAR, one_at_a_time, typefaces

A4 = LabelSize(21_000, 29_700)
#: Hundredths of a millimetre to a point: 25.4 mm are 72 points.
_POINT = 2_540 / 72


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of labels on A4: so many across and down, where the first begins and how far apart they are.

    `cut` sheets are plain paper with lines to cut along.
    """

    name: str
    words: str
    across: int
    down: int
    size: LabelSize
    left: int
    top: int
    step_across: int
    step_down: int
    cut: bool = False

    @property
    def count(self) -> int:
        return self.across * self.down

    def place(self, number: int) -> tuple[int, int]:
        """The upper left corner of a label, counted from 0 along the rows."""
        row, column = divmod(number % self.count, self.across)
        return self.left + column * self.step_across, self.top + row * self.step_down


SHEETS = {
    each.name: each
    for each in (
        Sheet("3x8", N_("24 label 70 × 37 mm"), 3, 8, LabelSize(7_000, 3_700), 0, 50, 7_000, 3_700),
        Sheet("3x7", N_("21 label 63,5 × 38,1 mm"), 3, 7, LabelSize(6_350, 3_810), 720, 1_515, 6_600, 3_810),
        Sheet("5x13", N_("65 label 38 × 21 mm"), 5, 13, LabelSize(3_810, 2_120), 475, 1_070, 4_060, 2_120),
        Sheet("4x7", N_("28 strip rak 50 × 38 mm, kertas biasa"), 4, 7, LabelSize(5_000, 3_800),
              500, 1_550, 5_000, 3_800, cut=True),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A label and how many of it."""

    label: Label
    copies: int = 1


def one_by_one(printed: Sequence[Printed]) -> Iterator[Label]:
    for each in printed:
        for _copy in range(each.copies):
            yield each.label


def pages(sheet: Sheet, count: int, start: int = 1) -> int:
    """How many sheets so many labels take when the first stands on label `start` of a used one."""
    return -(-(count + start - 1) // sheet.count) if count else 0


def sheet_pdf(printed: Sequence[Printed], sheet: Sheet, start: int = 1, title: str = "") -> bytes:
    """Labels on sheets; the first one stands on label `start`, so that a begun sheet is used up.

    Raises BadInput for a start that is not on the sheet.
    """
    if not 1 <= start <= sheet.count:
        words = _("Lembar ini punya {count} label: mulai dari 1 sampai {count}.").format(count=sheet.count)
        raise BadInput(words, field="start")
    with one_at_a_time:
        paper = _Paper(A4, title)
        kept: dict[Label, Laid] = {}
        for number, label in enumerate(one_by_one(printed), start=start - 1):
            if number % sheet.count == 0 and number >= sheet.count:
                paper.page()
            laid = kept.setdefault(label, lay_out(label, sheet.size, PAGE))
            paper.draw(laid, *sheet.place(number))
            if sheet.cut:
                paper.frame(sheet.size, *sheet.place(number))
        return paper.done()


def roll_pdf(printed: Sequence[Printed], size: LabelSize, title: str = "") -> bytes:
    """Labels one to a page of their own size, for a label printer that the system knows."""
    with one_at_a_time:
        paper = _Paper(size, title)
        for number, label in enumerate(one_by_one(printed)):
            if number:
                paper.page()
            paper.draw(lay_out(label, size, THERMAL), 0, 0)
        return paper.done()


class _Paper:
    """A PDF being drawn; measures from the upper left corner."""

    def __init__(self, size: LabelSize, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        typefaces()
        self.size = size
        self._bytes = io.BytesIO()
        across, down = size.width / _POINT, size.height / _POINT
        self._canvas: Any = Canvas(self._bytes, pagesize=(across, down), invariant=1)
        self._canvas.setTitle(title)

    def page(self) -> None:
        self._canvas.showPage()

    def done(self) -> bytes:
        self._canvas.save()
        return self._bytes.getvalue()

    def draw(self, laid: Laid, left: int, top: int) -> None:
        for words in laid.words:
            self._words(words, left, top)
        if laid.stripes is not None:
            self._stripes(laid.stripes, laid.device, left, top)

    def frame(self, size: LabelSize, left: int, top: int) -> None:
        """A hairline to cut along."""
        from reportlab.lib.colors import HexColor

        self._canvas.setStrokeColor(HexColor(LINE))
        self._canvas.setLineWidth(0.3)
        across, down = size.width / _POINT, size.height / _POINT
        self._canvas.rect(left / _POINT, self._up(top) - down, across, down, stroke=1, fill=0)

    def _up(self, y: int) -> float:
        return (self.size.height - y) / _POINT

    def _words(self, words: Words, left: int, top: int) -> None:
        self._canvas.setFont(BOLD if words.bold else REGULAR, words.size / _POINT)
        self._canvas.drawString((left + words.x) / _POINT, self._up(top + words.y), words.text)

    def _stripes(self, stripes: Stripes, device: Device, left: int, top: int) -> None:
        row = bars(stripes.code, stripes.kind)
        wide = stripes.module * 72 / device.dpi
        first = (left + stripes.x) / _POINT - len(row) * wide / 2
        low, high = self._up(top + stripes.y + stripes.height), stripes.height / _POINT
        for start, length in _runs(row):
            self._canvas.rect(first + start * wide, low, length * wide, high, stroke=0, fill=1)


def _runs(row: str) -> Iterator[tuple[int, int]]:
    """Where black bars begin and how many modules wide they are: drawn whole, without seams."""
    start = None
    for place, each in enumerate(row + "0"):
        if each == "1" and start is None:
            start = place
        elif each == "0" and start is not None:
            yield start, place - start
            start = None
