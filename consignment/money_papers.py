"""The slips of money beside payouts: an advance she got, what she paid back; signed by both."""

from __future__ import annotations

from consignment.advance_queries import SeenMoney
from consignment.delivery_papers import FOR_HER, FOR_THE_SHOP
from consignment.payout_facts import WAYS
from koperasi.branches import Branch
from koperasi.money import ZERO
from koperasi.text import _, clock, short_date
from printing.slips import BIG, Draft, Slip


def sheets(branch: Branch, seen: SeenMoney) -> tuple[Slip, Slip]:
    """Hers and the shop's."""
    return slip(branch, seen, FOR_HER), slip(branch, seen, FOR_THE_SHOP)


def slip(branch: Branch, seen: SeenMoney, sheet: str = FOR_HER) -> Slip:
    """One of the two sheets."""
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(_title(seen), bold=True)
    paper.middle(seen.number).middle(_(sheet)).rule()
    paper.both(_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}")
    paper.both(_("Penitip"), f"{seen.maker} ({seen.maker_code})")
    if seen.reverses:
        paper.both(_("Membatalkan"), seen.reverses)
    paper.both(_("Dengan"), _(WAYS[seen.way])).both(_("Petugas"), seen.by).rule()
    paper.both(_("JUMLAH"), str(seen.amount), size=BIG, bold=True).rule()
    for words in _notes(seen):
        paper.text(words)
    gets, gives = (_("Yang menerima"), _("Yang membayar"))
    hers, shops = (gets, gives) if seen.advance is not bool(seen.reverses) else (gives, gets)
    return paper.blank().signatures((hers, seen.maker), (shops, seen.by)).cut().slip()


def _title(seen: SeenMoney) -> str:
    if seen.advance:
        return _("PEMBATALAN UANG MUKA") if seen.reverses else _("UANG MUKA PENITIP")
    return _("PEMBATALAN TERIMA KEMBALI") if seen.reverses else _("TERIMA KEMBALI DARI PENITIP")


def _notes(seen: SeenMoney) -> list[str]:
    told = []
    if seen.advance and not seen.reverses:
        told.append(_("Dipotong dari pembayaran titipan berikutnya."))
    if seen.left > ZERO:
        words = _("Uang muka yang belum dikembalikan {left}.") if seen.advance else _("Utangnya tinggal {left}.")
        told.append(words.format(left=seen.left))
    if seen.note:
        told.append(_("Catatan: {note}").format(note=seen.note))
    return told
