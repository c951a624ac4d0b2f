"""The paper of a correction: what the nota said was accepted, what it really was, and why; for both to sign."""

from __future__ import annotations

from consignment.correction_queries import SeenCorrection
from consignment.delivery_papers import FOR_HER
from koperasi.branches import Branch
from koperasi.text import _, clock, short_date
from printing.slips import BIG, Draft, Slip


def slip(branch: Branch, seen: SeenCorrection, sheet: str = FOR_HER) -> Slip:
    """One of the two sheets."""
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(_("KOREKSI NOTA TITIP"), bold=True)
    paper.middle(seen.number).middle(_(sheet)).rule()
    paper.both(_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}")
    paper.both(_("Penitip"), f"{seen.maker} ({seen.maker_code})")
    paper.both(_("Membetulkan"), seen.delivery).both(_("Oleh"), seen.by).rule()
    for each in seen.lines:
        paper.text(each.name, bold=True)
        paper.both(_("  tertulis"), f"{each.was} {each.unit}")
        paper.both(_("  sebenarnya"), f"{each.becomes} {each.unit}", bold=True)
    paper.rule().text(_("Sebabnya: {why}").format(why=seen.why))
    paper.text(_("Tidak ada uang yang berubah.")).blank()
    return paper.signatures((_("Penitip"), seen.maker), (_("Petugas"), seen.by)).cut().slip()
