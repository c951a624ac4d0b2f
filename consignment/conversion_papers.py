"""The slip of goods that became the shop's, or a gift: which, for how much, and that she agreed; signed by both."""

from __future__ import annotations

from consignment.conversion_queries import SeenConversion
from consignment.conversions import WAYS, Way
from consignment.delivery_papers import FOR_HER, FOR_THE_SHOP
from koperasi.branches import Branch
from koperasi.text import _, clock, short_date
from printing.slips import BIG, Draft, Slip


def sheets(branch: Branch, seen: SeenConversion) -> tuple[Slip, Slip]:
    """Hers and the shop's."""
    return slip(branch, seen, FOR_HER), slip(branch, seen, FOR_THE_SHOP)


def slip(branch: Branch, seen: SeenConversion, sheet: str = FOR_HER) -> Slip:
    """One of the two sheets."""
    title = _("TITIPAN {way}").format(way=_(WAYS[seen.way])).upper()
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(title, bold=True)
    paper.middle(seen.number).middle(_(sheet)).rule()
    if seen.reversed_by:
        paper.middle(_("DIBATALKAN DENGAN {number}").format(number=seen.reversed_by), bold=True).rule()
    paper.both(_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}")
    paper.both(_("Penitip"), f"{seen.maker} ({seen.maker_code})").both(_("Petugas"), seen.by).rule()
    for each in seen.lines:
        paper.text(each.name, bold=True)
        paper.both(f"  {each.quantity} {each.unit}", each.amount.bare if each.amount else "-")
        paper.text(_("{number}, {day}").format(number=each.brought, day=short_date(each.received_on)), indent=2)
    paper.rule()
    if seen.way is Way.BUY:
        paper.both(_("DITAMBAHKAN KE SALDO"), str(seen.amount), bold=True)
    paper.text(_told(seen))
    if seen.note:
        paper.text(_("Catatan: {note}").format(note=seen.note))
    return paper.blank().signatures((_("Penitip"), seen.maker), (_("Petugas"), seen.by)).cut().slip()


def _told(seen: SeenConversion) -> str:
    if seen.way is Way.BUY:
        return _("Toko membeli barang di atas. Sesudah ini penjualannya milik toko.")
    agreed = _("dengan persetujuan penitip") if seen.agreed else _("menurut perjanjian")
    words = _("Barang di atas menjadi milik toko tanpa dibayar, {agreed}.")
    if seen.way is Way.DONATE:
        words = _("Barang di atas disumbangkan, {agreed}. Tidak ada uang yang dibayar.")
    return words.format(agreed=agreed)
