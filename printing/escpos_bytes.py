"""A slip as ESC/POS bytes: one whole job, made fresh each time, that any printer understands.

python-escpos writes the commands into memory and never sends; text does not go through
it (its own encoder changes code pages in the middle of a word).  The only control bytes
in a job are those of the templates below and the line feeds between lines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from printing.encoders import memory_printer
from printing.layouts import LaidOut, Line, lay_out
from printing.papers import CODE_PAGES, PULSE_STEP_MS, Paper
from printing.rasters import BAR_HEIGHT, barcode_module, barcode_raster, centred, picture_raster, qr_module, qr_raster
from printing.slips import BIG, MIDDLE, PLAIN, TALL, Barcode, Cut, Picture, Qr, Slip, Text

if TYPE_CHECKING:
    from PIL.Image import Image

DLE, ESC, GS, LF = b"\x10", b"\x1b", b"\x1d", b"\n"
SIZES = {PLAIN: b"\x00", TALL: b"\x01", BIG: b"\x11"}
CUTS = {"partial": GS + b"V\x01", "full": GS + b"V\x00"}
DRAWERS = {2: 0, 5: 1}
BARCODE_KINDS = {"EAN13": 67, "EAN8": 68, "CODE128": 73}


def encode(slip: Slip, paper: Paper) -> bytes:
    """The whole job: reset, code page, the slip's lines, feed and cut."""
    job = Job(paper)
    for item in lay_out(slip, paper.columns):
        job.put(item)
    return job.done()


def kick(paper: Paper, *, ready: bool = True) -> bytes:
    """The pulse that opens the drawer, and nothing else; a job of its own, never repeated.

    A printer that is not `ready` (its paper is out) would keep an ordinary pulse until someone
    feeds it, and open the drawer then: it is told in real time, DLE DC4, in steps of 100 ms.
    """
    if not ready:
        return DLE + b"\x14\x01" + bytes([DRAWERS[paper.drawer_pin], min(8, -(-paper.pulse[0] // 100))])
    dummy = memory_printer(paper.dots)
    on, off = (each // PULSE_STEP_MS for each in paper.pulse)
    dummy.cashdraw([27, 112, DRAWERS[paper.drawer_pin], on, off])
    return bytes(dummy.output)


class Job:
    """One job for one printer, line by line."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self._dummy = memory_printer(paper.dots)
        self._size, self._bold, self._cut = PLAIN, False, False
        self._dummy.hw("INIT")
        self._raw(ESC + b"R\x00" + ESC + b"t" + bytes([CODE_PAGES[paper.code_page]]))
        if paper.font == "B":  # A is what the reset leaves
            self._raw(ESC + b"M\x01")

    def put(self, item: LaidOut) -> None:
        self._cut = False
        match item:
            case Line():
                self._line(item)
            case Barcode():
                self._barcode(item)
            case Qr():
                self._qr(item)
            case Picture():
                self._raw(_mark_bytes(item, self.paper.dots))
            case Cut():
                self._end()

    def put_raw(self, data: bytes, *, ends: bool = False) -> None:
        """Commands of the try-out page, between two lines and in plain style; `ends` when they end the paper."""
        self._style(PLAIN, bold=False)
        self._cut = ends
        self._raw(data)

    def done(self) -> bytes:
        """All bytes; what was not cut is at least fed out of the printer."""
        if not self._cut:
            self._feed()
        return bytes(self._dummy.output)

    def _raw(self, data: bytes) -> None:
        self._dummy._raw(data)

    def _line(self, line: Line) -> None:
        # Blanks are printed in plain size, so that double size can stand in the very middle.
        self._style(PLAIN, bold=line.bold)
        self._raw(b" " * line.pad)
        self._style(line.size, bold=line.bold)
        self._raw(_printable(line.text) + LF)

    def _style(self, size: str, *, bold: bool) -> None:
        if size != self._size:
            self._raw(GS + b"!" + SIZES[size])
        if bold != self._bold:
            self._raw(ESC + b"E" + bytes([bold]))
        self._size, self._bold = size, bold

    def _words(self, text: str) -> None:
        for line in lay_out(Slip((Text(text, MIDDLE),)), self.paper.columns):
            self.put(line)

    def _barcode(self, part: Barcode) -> None:
        if self.paper.barcode_native and (module := barcode_module(part, self.paper.dots)):
            self._native_barcode(part, module)
        elif raster := barcode_raster(part, self.paper.dots):
            self._image(raster)
        self._words(part.code)

    def _native_barcode(self, part: Barcode, module: int) -> None:
        """By hand: python-escpos prints to standard output here, and picks by unreliable profiles."""
        data = part.code.encode("ascii")
        if part.kind == "CODE128":
            data = b"{B" + data.replace(b"{", b"{{")
        self._style(PLAIN, bold=False)
        self._raw(ESC + b"a\x01" + GS + b"H\x00" + GS + b"h" + bytes([BAR_HEIGHT]) + GS + b"w" + bytes([module]))
        self._raw(GS + b"k" + bytes([BARCODE_KINDS[part.kind], len(data)]) + data + ESC + b"a\x00")

    def _qr(self, part: Qr) -> None:
        self._style(PLAIN, bold=False)
        if not self.paper.qr_native:
            self._image(qr_raster(part, self.paper.dots))
            return
        self._raw(ESC + b"a\x01")
        self._dummy.qr(part.content, ec=1, size=qr_module(part, self.paper.dots), native=True)
        self._raw(ESC + b"a\x00")

    def _image(self, image: Image) -> None:
        self._dummy.image(centred(image, self.paper.dots))

    def _feed(self) -> None:
        self._style(PLAIN, bold=False)
        if self.paper.feed:
            self._raw(ESC + b"d" + bytes([self.paper.feed]))

    def _end(self) -> None:
        self._feed()
        if cut := CUTS.get(self.paper.cutter):
            self._raw(cut)
        self._cut = True


@lru_cache(maxsize=8)
def _mark_bytes(part: Picture, dots: int) -> bytes:
    """The shop's mark as a printer takes it: the same on every receipt, so it is made once."""
    dummy = memory_printer(dots)
    dummy.image(centred(picture_raster(part, dots), dots))
    return bytes(dummy.output)


def _printable(text: str) -> bytes:
    """The last gate before the printer: what is not a letter of ASCII becomes `?`."""
    return bytes(code if 0x20 <= code <= 0x7E else 0x3F for code in map(ord, text))
