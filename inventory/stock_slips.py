"""Slips of stock papers: a surat jalan to go with the goods, a berita acara to be signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inventory.document_queries import MovedGood, Paper
from koperasi.documents import Kind
from koperasi.money import ZERO, total
from koperasi.quantity import NOTHING
from koperasi.text import N_, _, clock, short_date
from printing.slips import BIG, Draft, Slip


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind's slip is called, whether it tells values, and who signs it."""

    title: str
    valued: bool
    signers: tuple[str, ...]


FORMS = {
    Kind.DISPATCH: Form(N_("Surat Jalan"), False, (N_("Pengirim"), N_("Sopir"), N_("Penerima"))),
    Kind.ARRIVAL: Form(N_("Terima dari Cabang"), False, (N_("Penerima"), N_("Sopir"))),
    Kind.STOCK_TRANSFER: Form(N_("Pindah Tempat"), False, (N_("Petugas"),)),
    Kind.WRITE_OFF: Form(N_("Berita Acara Barang Rusak"), True, (N_("Dibuat"), N_("Diketahui"))),
    Kind.OWN_USE: Form(N_("Pakai Sendiri"), True, (N_("Dipakai"), N_("Diketahui"))),
    Kind.REPACKING: Form(N_("Kemas Ulang"), False, (N_("Petugas"),)),
    Kind.KIT_ASSEMBLY: Form(N_("Rakit Paket"), False, (N_("Petugas"),)),
}


def slip(paper: Paper, shop_name: str, at: datetime) -> Slip:
    """The slip of a stock paper; `at` is when it was keyed, on the branch's clock."""
    form = FORMS[paper.kind]
    draft = Draft().middle(shop_name, bold=True).middle(_(form.title), size=BIG)
    draft.rule().both(paper.number, f"{short_date(paper.business_date)} {clock(at)}").text(paper.branch)
    for remark in paper.remarks:
        draft.text(remark)
    draft.rule()
    goods = _told(paper)
    for each in goods:
        _good(draft, each, valued=form.valued)
    draft.rule().both(_("{count} baris").format(count=len(goods)), "")
    if form.valued:
        worth = total(each.value for each in goods)
        draft.both(_("Nilai"), str(abs(worth)), bold=True)
    draft.text(_("Oleh {name}").format(name=paper.by))
    return draft.blank(1).signatures(*((_(who), "") for who in form.signers)).slip()


def _told(paper: Paper) -> list[MovedGood]:
    """The goods a slip lists: what leaves, or what came where a dispatch is received; all where goods are made."""
    if paper.kind is Kind.ARRIVAL:
        return [each for each in paper.goods if each.quantity > NOTHING]
    if paper.kind in (Kind.REPACKING, Kind.KIT_ASSEMBLY):
        return list(paper.goods)
    return [each for each in paper.goods if each.quantity < NOTHING] or list(paper.goods)


def _good(draft: Draft, each: MovedGood, *, valued: bool) -> None:
    draft.text(each.name, bold=True)
    quantity = f"{abs(each.quantity)} {each.unit.lower()}"
    keeps = _("kedaluwarsa {day}").format(day=short_date(each.expires_on)) if each.expires_on else ""
    owner = _("titipan {name}").format(name=each.owner) if each.owner else ""
    worth = str(abs(each.value)) if valued and each.value != ZERO else ""
    draft.both(f"  {quantity}", worth or owner or keeps)
