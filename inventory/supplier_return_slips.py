"""The paper of goods given back to a supplier: what went, what for, and two lines to sign on."""

from __future__ import annotations

from inventory.supplier_return_facts import Settled
from inventory.supplier_return_queries import GivenBack
from koperasi.branches import Branch
from koperasi.text import N_, _
from printing.slips import BIG, Draft, Slip

SETTLED = {
    Settled.CREDIT: N_("potong utang"),
    Settled.SAFE: N_("tunai ke brankas"),
    Settled.BANK: N_("transfer ke bank"),
}


def return_slip(branch: Branch, given: GivenBack) -> Slip:
    """The goods and what the supplier gives for them; she signs that she has them."""
    paper = Draft()
    paper.middle(branch.shop_name, size=BIG, bold=True)
    paper.middle(_("Cabang {name}").format(name=branch.name)).blank()
    paper.middle(_("RETUR KE PEMASOK"), size=BIG, bold=True).middle(given.number, bold=True).blank()
    paper.both(_("Tanggal"), f"{branch.local(given.at):%d/%m/%Y %H.%M}")
    paper.both(_("Pemasok"), given.supplier or "-").both(_("Petugas"), given.by)
    paper.text(_("Alasan: {reason}").format(reason=given.reason)).rule()
    for each in given.lines:
        paper.text(each.name)
        paper.both(f"{each.quantity} {each.unit.lower()}", each.credit.bare, indent=2)
    paper.rule().both(_("JUMLAH"), str(given.credit), bold=True)
    paper.both(_("Penggantian"), _(SETTLED[given.settled])).blank()
    return paper.signatures((_("Petugas"), given.by), (_("Pemasok"), given.supplier)).cut().slip()
