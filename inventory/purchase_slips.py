"""The receiving note: what came from whom, by which invoice, where it was put; to be signed by both."""

from __future__ import annotations

from inventory.purchase_queries import SeenLine, SeenPurchase
from inventory.purchase_reports import PAID
from koperasi.branches import Branch
from koperasi.text import _, short_date
from printing.slips import BIG, Draft, Slip


def received(branch: Branch, seen: SeenPurchase) -> Slip:
    """A purchase as paper; one that was taken back says so."""
    paper = Draft()
    paper.middle(branch.shop_name, size=BIG, bold=True).middle(_("TERIMA BARANG"), bold=True)
    paper.middle(seen.number).rule()
    if seen.reversed_by:
        paper.middle(_("DIBATALKAN DENGAN {number}").format(number=seen.reversed_by), bold=True).rule()
    _head(paper, seen)
    paper.rule()
    for line in seen.lines:
        _line(paper, line)
    paper.rule()
    _sums(paper, seen)
    paper.blank().both(_("TOTAL"), str(seen.total), size=BIG, bold=True)
    paper.both(_("Dibayar dari"), _(PAID[seen.paid_from])).blank()
    return paper.signatures((_("Penerima"), seen.by), (_("Pengirim"), seen.supplier)).cut().slip()


def _head(paper: Draft, seen: SeenPurchase) -> None:
    paper.both(_("Tanggal"), short_date(seen.business_date))
    if seen.supplier:
        paper.both(_("Pemasok"), seen.supplier)
    if seen.invoice_number:
        paper.both(_("No. faktur"), seen.invoice_number)
    if seen.location:
        paper.both(_("Ditaruh di"), seen.location)
    if seen.replaces:
        paper.both(_("Mengganti"), seen.replaces)


def _line(paper: Draft, line: SeenLine) -> None:
    paper.text(line.name)
    each = f" x {line.price.bare}" if line.price is not None else ""
    paper.both(f"  {line.quantity} {line.unit}{each}", line.gross.bare)
    if line.discount:
        paper.both(_("  diskon {words}").format(words=line.discount_words), (-line.discount).bare)
    if line.bonus:
        paper.text(_("bonus {quantity} {unit}").format(quantity=line.bonus, unit=line.base_unit), indent=2)
    if line.expires_on is not None or line.batch:
        words = _("exp {day}").format(day=short_date(line.expires_on)) if line.expires_on is not None else ""
        paper.text(" ".join(part for part in (words, line.batch) if part), indent=2)


def _sums(paper: Draft, seen: SeenPurchase) -> None:
    paper.both(_("Jumlah barang"), seen.goods.bare)
    if seen.discount:
        paper.both(_("Diskon faktur"), (-seen.discount).bare)
    for charge in seen.charges:
        paper.both(charge.words, charge.amount.bare)
    if seen.tax:
        paper.both(_("PPN"), seen.tax.bare)
    if seen.rounding:
        paper.both(_("Pembulatan"), seen.rounding.bare)
