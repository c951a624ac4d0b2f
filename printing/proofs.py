"""The proof sheet: what a person prints to see whether a printer's settings are right.

Profiles of printers are often wrong, so nobody trusts them: the ruler shows the columns,
the edges the dots, and a scanner or a telephone reads the codes back.
"""

from __future__ import annotations

from datetime import datetime

from koperasi.text import _, clock, short_date
from printing.papers import Paper
from printing.slips import BIG, TALL, Draft, Slip

#: What the codes of the try-out page say, so that whoever scans one knows which was read: drawn
#: by the printer itself, and sent as a picture.
QR_CODES = ("SBMI-QR-1", "SBMI-QR-2")
BAR_CODES = ("UJI-BAR-1", "UJI-BAR-2")


def proof_sheet(paper: Paper, *, shop: str, printer: str, at: datetime) -> Slip:
    """One sheet with every kind of line for these settings; `at` in the shop's own zone."""
    draft = Draft().middle(shop, size=BIG, bold=True).middle(_("Uji cetak"), bold=True)
    draft.both(_("Printer"), printer).both(_("Waktu"), f"{short_date(at)} {clock(at)}")
    draft.both(_("Kolom"), str(paper.columns)).both(_("Titik"), str(paper.dots))
    draft.double_rule().text(_("Garis di bawah ini harus tepat satu baris:"))
    draft.text(("1234567890" * 10)[: paper.columns]).rule()
    draft.text(_("Huruf biasa")).text(_("Huruf tebal"), bold=True).text(_("Huruf tinggi"), size=TALL)
    draft.both("TOTAL", "Rp 12.500", size=BIG)
    draft.text(_("Kedua kode ini harus terbaca pemindai:"))
    draft.blank().barcode("UJI-1234").qr("UJI CETAK SBMI MART")
    return draft.middle(_("Jika semua benar, printer siap dipakai.")).cut().slip()
