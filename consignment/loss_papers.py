"""The slip of settled losses: what of hers is gone, who bears it, and what is owed to her for it."""

from __future__ import annotations

from consignment.agreements import CAUSES
from consignment.deal_words import percent
from consignment.open_losses import WHOLE
from consignment.settled_losses import SettledLine, SettledLosses
from koperasi.branches import Branch
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING
from koperasi.text import _, clock, short_date
from printing.slips import BIG, Draft, Slip


def bearer(line: SettledLine) -> str:
    """Who bears a line, in a few words."""
    if line.tolerated == line.quantity or not line.shop_bps:
        return _("ditanggung penitip")
    if line.shop_bps >= WHOLE:
        return _("ditanggung toko")
    return _("toko menanggung {part}").format(part=percent(line.shop_bps))


def slip(branch: Branch, seen: SettledLosses) -> Slip:
    """The paper she is given, signed by both."""
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(_title(seen), bold=True)
    paper.middle(seen.number).rule()
    paper.both(_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}")
    paper.both(_("Penitip"), f"{seen.maker} ({seen.maker_code})")
    if seen.reverses:
        paper.both(_("Membatalkan"), seen.reverses)
    if seen.reversed_by:
        paper.middle(_("DIBATALKAN DENGAN {number}").format(number=seen.reversed_by), bold=True)
    paper.both(_("Petugas"), seen.by).rule()
    for line in seen.lines:
        _line(paper, line, _what(seen, line))
    paper.rule().both(_owed(seen.amount), str(abs(seen.amount)), bold=True)
    if not seen.amount and not seen.reverses:
        kept = _("Ganti rugi yang sudah diterima penitip tidak ditarik.")
        paper.text(kept if seen.found else _("Menurut perjanjian, barang ini ditanggung penitip."))
    for why in dict.fromkeys(each.why for each in seen.lines if each.why):
        paper.text(_("Catatan: {note}").format(note=why))
    return paper.blank().signatures((_("Penitip"), seen.maker), (_("Petugas"), seen.by)).cut().slip()


def _title(seen: SettledLosses) -> str:
    if seen.reverses:
        return _("PEMBATALAN GANTI RUGI")
    return _("TITIPAN DITEMUKAN LAGI") if seen.found else _("TITIPAN HILANG ATAU RUSAK")


def _owed(amount: Rupiah) -> str:
    if not amount:
        return _("GANTI RUGI")
    return _("DITAMBAHKAN KE SALDO") if amount > ZERO else _("DIKURANGI DARI SALDO")


def _what(seen: SettledLosses, line: SettledLine) -> str:
    """Why it went and who bears it; of one taken back, only why it went."""
    cause = _(CAUSES[line.cause])
    if seen.reverses:
        return cause
    if seen.found:
        return _("{cause}, ditemukan lagi").format(cause=cause)
    return _("{cause}, {who}").format(cause=cause, who=bearer(line))


def _line(paper: Draft, line: SettledLine, what: str) -> None:
    paper.text(line.name, bold=True)
    paper.both(f"  {line.told}", line.amount.bare)
    paper.text(what, indent=2)
    if NOTHING < line.tolerated < line.quantity:
        words = _("{count} di antaranya dalam batas wajar, ditanggung penitip")
        paper.text(words.format(count=line.tolerated), indent=2)
    paper.text(_("{number}, {day}").format(number=line.source, day=short_date(line.lost_on)), indent=2)
