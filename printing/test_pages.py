"""The try-out page: every setting of a printer as something to look at, numbered as the screen asks.

A person looks which line fits, which code her telephone reads, where the paper was cut, and
taps that on the screen; nobody has to know what her printer is called.  The drawer is tried
apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from koperasi.text import _, clock, short_date
from printing.escpos_bytes import ESC, GS, LF, Job
from printing.layouts import lay_out
from printing.papers import CODE_PAGES, DOTS_OF_COLUMNS, Paper
from printing.proofs import BAR_CODES, QR_CODES
from printing.slips import BIG, CODE128, Barcode, Draft, Qr

#: Every printer has room for so many letters, so what is to be read is not wider.
NARROW = Paper.of_columns(32)
#: Letters that differ from page to page.
SAMPLE = "é ñ ü ½ °"
PAGES = {"CP437": "cp437", "CP850": "cp850", "CP858": "cp858", "CP1252": "cp1252"}
FRAME_HIGH = 16


def test_page(paper: Paper, *, shop: str, printer: str, at: datetime) -> bytes:
    """The whole page as bytes; `at` in the shop's own zone."""
    job = Job(replace(NARROW, code_page=paper.code_page, feed=paper.feed))
    _say(job, Draft().middle(shop, size=BIG, bold=True).middle(_("LEMBAR COBA"), bold=True).text(printer))
    _say(job, Draft().text(f"{short_date(at)} {clock(at)}"))
    for number, part in enumerate((_widths, _dots, _codes, _bars, _letters, _cuts), start=1):
        part(job, number, paper)
    return job.done()


test_page.__test__ = False  # type: ignore[attr-defined]  # no test, whatever a collector thinks of its name


def _say(job: Job, draft: Draft) -> None:
    for line in lay_out(draft.slip(), NARROW.columns):
        job.put(line)


def _head(job: Job, number: int, words: str) -> None:
    _say(job, Draft().rule().text(f"{number}. {words}", bold=True))


def ruler(columns: int) -> str:
    """A line of exactly so many letters: its number, dots, and an arrow at its very end."""
    return f"{columns} {'.' * (columns - 4)}>"


def _widths(job: Job, number: int, paper: Paper) -> None:
    """Lines that only run in one where the paper is wide enough."""
    _head(job, number, _("Baris mana yang terpanjang dan utuh satu baris?"))
    for columns in DOTS_OF_COLUMNS:
        job.put_raw(ruler(columns).encode() + LF)
    job.put_raw(ESC + b"M\x01" + ruler(42).replace("42 .", "42B ", 1).encode() + LF + ESC + b"M\x00")


def _dots(job: Job, number: int, paper: Paper) -> None:
    """Frames as wide as heads of printers are: the right edge is missing on narrower ones."""
    _head(job, number, _("Kotak mana yang terlebar dan tepi kanannya terlihat?"))
    for dots in DOTS_OF_COLUMNS.values():
        job.put_raw(str(dots).encode() + LF + _frame(dots))


def _frame(dots: int) -> bytes:
    across = dots // 8
    full = b"\xff" * across
    between = b"\xf0" + b"\x00" * (across - 2) + b"\x0f"
    rows = full * 2 + between * (FRAME_HIGH - 4) + full * 2
    return GS + b"v0\x00" + across.to_bytes(2, "little") + FRAME_HIGH.to_bytes(2, "little") + rows


def _codes(job: Job, number: int, paper: Paper) -> None:
    _head(job, number, _("QR mana yang terbaca HP?"))
    _twice(job, lambda native: Paper(columns=32, dots=384, qr_native=native), [Qr(each) for each in QR_CODES])


def _bars(job: Job, number: int, paper: Paper) -> None:
    _head(job, number, _("Barcode mana yang terbaca pemindai?"))
    parts = [Barcode(each, CODE128) for each in BAR_CODES]
    _twice(job, lambda native: Paper(columns=32, dots=384, barcode_native=native), parts)


def _twice(job: Job, of: Callable[[bool], Paper], parts: Sequence[Qr | Barcode]) -> None:
    """First drawn by the printer itself, then sent as a picture."""
    before = job.paper
    for part, native in zip(parts, (True, False), strict=True):
        how = _("dari printer") if native else _("sebagai gambar")
        _say(job, Draft().text(_("Nomor {number}: {how}").format(number=1 if native else 2, how=how)))
        job.paper = replace(of(native), code_page=before.code_page, feed=before.feed)
        job.put(part)
        job.paper = before


def _letters(job: Job, number: int, paper: Paper) -> None:
    """One line for each page of letters, on which they look as they are written here on one only."""
    _head(job, number, _("Baris mana yang hurufnya e, n, u bertanda?"))
    for page, codec in PAGES.items():
        job.put_raw(ESC + b"t" + bytes([CODE_PAGES[page]]) + f"{page} ".encode() + SAMPLE.encode(codec, "replace") + LF)
    job.put_raw(ESC + b"t" + bytes([CODE_PAGES[paper.code_page]]))


def _cuts(job: Job, number: int, paper: Paper) -> None:
    """Both ways to cut, with the feed that is set: the line before each must come out below the knife."""
    _head(job, number, _("Di mana kertas terpotong?"))
    _say(job, Draft().text(_("A: sebagian, masih menggantung")).text(_("Baris ini di bawah pisau: A")))
    job.put_raw(ESC + b"d" + bytes([paper.feed]) + GS + b"V\x01")
    _say(job, Draft().text(_("B: putus. Laci dicoba dari layar.")).text(_("Baris ini di bawah pisau: B")))
    job.put_raw(ESC + b"d" + bytes([paper.feed]) + GS + b"V\x00", ends=True)
