"""Slips of cash that moves without a sale, to be signed by both who saw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from koperasi.branches import Branch
from koperasi.cash import CashKind
from koperasi.handovers import Handed
from koperasi.money import ZERO, Rupiah
from koperasi.text import N_, _
from koperasi.verifications import Verified
from pos.z_slips import heading, times
from printing.slips import BIG, Draft, Slip

TITLES = {
    CashKind.IN: N_("KAS MASUK"),
    CashKind.OUT: N_("KAS KELUAR"),
    CashKind.DROP: N_("SETOR KE BRANKAS"),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A posted movement, as its slip tells it."""

    number: str
    at: datetime
    till: str
    cashier: str
    kind: CashKind
    amount: Rupiah
    category: str
    reason: str
    receipt: str


def movement(branch: Branch, moved: Moved) -> Slip:
    """In, out or dropped: how much, what for, and two lines to sign on."""
    paper = Draft()
    heading(paper, branch, moved.till, _(TITLES[moved.kind]), moved.number)
    times(paper, branch, (_("Waktu"), moved.at))
    paper.both(_("Kasir"), moved.cashier)
    if moved.category:
        paper.both(_("Kategori"), moved.category)
    if moved.receipt:
        paper.both(_("No. nota"), moved.receipt)
    if moved.reason and moved.reason != moved.category:
        paper.text(_("Untuk: {reason}").format(reason=moved.reason))
    paper.blank().both(_("JUMLAH"), str(moved.amount), size=BIG, bold=True).blank()
    others = {CashKind.IN: _("Penyetor"), CashKind.OUT: _("Penerima"), CashKind.DROP: _("Kepala Toko")}
    return paper.signatures((_("Kasir"), moved.cashier), (others[moved.kind], "")).cut().slip()


def handover(branch: Branch, till: str, handed: Handed) -> Slip:
    """Who gave the drawer to whom, and what was in it."""
    paper = Draft()
    heading(paper, branch, till, _("SERAH TERIMA"), handed.number)
    times(paper, branch, (_("Waktu"), handed.at))
    paper.both(_("Dari"), handed.giver).both(_("Kepada"), handed.taker).rule()
    paper.both(_("KAS SEHARUSNYA"), handed.expected.bare).both(_("UANG FISIK"), handed.counted.bare)
    _difference(paper, handed.over)
    return paper.blank().signatures((_("Menyerahkan"), handed.giver), (_("Menerima"), handed.taker)).cut().slip()


def verification(branch: Branch, till: str, shift: str, verified: Verified, cashier: str) -> Slip:
    """The three numbers side by side."""
    paper = Draft()
    heading(paper, branch, till, _("HITUNG ULANG"), verified.number)
    times(paper, branch, (_("Waktu"), verified.at))
    paper.both(_("Laporan Z"), shift).both(_("Kasir"), cashier).rule()
    paper.both(_("KAS SEHARUSNYA"), verified.expected.bare)
    paper.both(_("HITUNGAN KASIR"), verified.counted.bare)
    paper.both(_("HITUNGAN ULANG"), verified.verified.bare, bold=True)
    _difference(paper, verified.over)
    return paper.blank().signatures((_("Kasir"), cashier), (_("Kepala Toko"), verified.by)).cut().slip()


def _difference(paper: Draft, over: Rupiah) -> None:
    if over:
        paper.both(_("LEBIH") if over > ZERO else _("KURANG"), abs(over).bare, size=BIG, bold=True)
    else:
        paper.both(_("Selisih Kas"), _("tidak ada"))


def deposit(branch: Branch, number: str, at: datetime, by: str, amount: Rupiah, reference: str) -> Slip:
    """What was brought to the bank, and the bank's number of it."""
    paper = Draft()
    heading(paper, branch, _("Brankas"), _("SETOR KE BANK"), number)
    times(paper, branch, (_("Waktu"), at))
    paper.both(_("Oleh"), by).both(_("No. bukti bank"), reference)
    paper.blank().both(_("JUMLAH"), str(amount), size=BIG, bold=True).blank()
    return paper.signatures((_("Penyetor"), by), (_("Manajer"), "")).cut().slip()
