"""Vouchers on paper: each is a slip of its own, with the barcode that pays."""

from __future__ import annotations

from koperasi.branches import Branch
from koperasi.text import _, long_date
from pos.cash_records import IssuedVouchers
from pos.receipts import shop_head
from printing.slips import BIG, Draft, Slip


def vouchers(branch: Branch, issued: IssuedVouchers) -> Slip:
    """One after the other, cut apart."""
    paper = Draft()
    for code in issued.codes:
        _voucher(paper, branch, issued, code)
    return paper.slip()


def _voucher(paper: Draft, branch: Branch, issued: IssuedVouchers, code: str) -> None:
    shop_head(paper, branch).blank()
    paper.middle(_("VOUCHER BELANJA"), size=BIG, bold=True)
    paper.middle(str(issued.amount), size=BIG, bold=True).blank()
    if issued.reason:
        paper.middle(issued.reason)
    until = issued.expires_on
    paper.middle(_("Berlaku sampai {day}").format(day=long_date(until)) if until else _("Berlaku selamanya"))
    paper.middle(_("Sekali pakai; sisanya hangus.") if issued.single_use else _("Sisanya tetap berlaku."))
    paper.blank().barcode(code)
    paper.middle(f"{issued.number}  {branch.local(issued.at):%d/%m/%Y}").cut()
