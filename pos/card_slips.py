"""The slip of a staff card: her name and the barcode that allows what she may."""

from __future__ import annotations

from koperasi.branches import Branch
from koperasi.text import _
from koperasi.users import Staff
from pos.receipts import shop_head
from printing.slips import BIG, Draft, Slip


def staff_card(branch: Branch, person: Staff, code: str) -> Slip:
    """To be cut out and kept by its holder."""
    paper = Draft()
    shop_head(paper, branch).blank()
    paper.middle(_("KARTU STAF"), size=BIG, bold=True)
    paper.middle(person.name, bold=True).middle(_(person.role_name)).blank()
    paper.barcode(code).blank()
    paper.text(_("Untuk menyetujui di kasir. Jangan dipinjamkan; bila hilang, minta kartu baru."))
    return paper.cut().slip()
