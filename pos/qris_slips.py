"""A QRIS code on paper, for a shop without a screen for its customers; it is no receipt."""

from __future__ import annotations

from koperasi.errors import Refused
from koperasi.text import _
from koperasi.work import Actor
from pos.qris_codes import Shown
from pos.receipts import shop_head
from pos.stations import Station
from printing import jobs
from printing.slips import BIG, Draft, Slip


def slip_of(station: Station, shown: Shown) -> Slip:
    """The code with its amount, and whose name must appear on the customer's telephone."""
    paper = shop_head(Draft(), station.shop.branch).blank()
    paper.middle(_("BAYAR DENGAN QRIS"), bold=True).middle(str(shown.amount), size=BIG, bold=True)
    if shown.typed:
        paper.middle(_("Ketik jumlah ini sesudah scan"))
    paper.qr(shown.code).middle(shown.merchant, bold=True)
    if shown.nmid:
        paper.middle(f"NMID {shown.nmid}")
    paper.blank().middle(_("Cocokkan nama toko sebelum membayar.")).middle(_("Ini bukan bukti pembayaran."))
    return paper.cut().slip()


def print_code(station: Station, actor: Actor, shown: Shown) -> None:
    """Queue the code at the till's printer, noted in the audit; raises Refused without a printer or a code."""
    shop = station.shop
    if not station.printer:
        raise Refused(_("Kasir ini tanpa printer."), remedy=_("Pasang dulu di pengaturan."), rule="printer")
    if not shown.code:
        raise Refused(shown.why, rule="qris-none")
    job_id, now = shop.minter.next(), shop.clock()
    with shop.database.writing() as connection:
        jobs.put(connection, jobs.queue_row(job_id, slip_of(station, shown), printer=station.printer, at=now))
    shop.note(actor.id, "pos:qris:print", amount=shown.amount.amount, nmid=shown.nmid)
    station.call_printer()
