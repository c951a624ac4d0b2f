"""The nota retur: which of her goods went back and why, signed by both.

Two of it are printed, one for each side; the same paper as a slip and on A4.
"""

from __future__ import annotations

from consignment.delivery_papers import FOR_HER, FOR_THE_SHOP
from consignment.giveback_queries import SeenGiveback, SeenLine
from consignment.givebacks import WHYS
from koperasi.branches import Branch
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _, clock, short_date
from printing.business_papers import BusinessPaper
from printing.reports import Column, Kind, Report, total_row
from printing.slips import BIG, Draft, Slip


def sheets(branch: Branch, seen: SeenGiveback) -> tuple[Slip, Slip]:
    """Hers and the shop's."""
    return nota(branch, seen, FOR_HER), nota(branch, seen, FOR_THE_SHOP)


def nota(branch: Branch, seen: SeenGiveback, sheet: str = FOR_HER) -> Slip:
    """One of the two sheets, as a slip."""
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(_("NOTA RETUR TITIPAN"), bold=True)
    paper.middle(seen.number).middle(_(sheet)).rule()
    if seen.reversed_by:
        paper.middle(_("DIBATALKAN DENGAN {number}").format(number=seen.reversed_by), bold=True).rule()
    for caption, value in _head(branch, seen):
        paper.both(caption, value)
    paper.rule()
    for line in seen.lines:
        paper.text(line.name, bold=True)
        paper.both(f"  {line.told}", _(WHYS[line.why]))
        paper.text(_dates(line), indent=2)
    paper.rule().both(_("JUMLAH"), counted(seen), bold=True)
    paper.text(_("Barang di atas sudah dikembalikan kepada penitip. Tidak ada uang yang dibayar."))
    if seen.note:
        paper.text(_("Catatan: {note}").format(note=seen.note))
    return paper.blank().signatures((_("Penitip"), seen.taker), (_("Petugas"), seen.by)).cut().slip()


def _head(branch: Branch, seen: SeenGiveback) -> list[tuple[str, str]]:
    told = [
        (_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}"),
        (_("Penitip"), f"{seen.maker} ({seen.maker_code})"),
    ]
    if seen.fetched_by:
        told.append((_("Diambil oleh"), seen.fetched_by))
    return [*told, (_("Petugas"), seen.by)]


def _dates(line: SeenLine) -> str:
    """The nota titip it came with, and until when it keeps."""
    told = _("{number}, {day}").format(number=line.brought, day=short_date(line.received_on))
    if line.expires_on is None:
        return told
    return _("{told}, exp {day}").format(told=told, day=short_date(line.expires_on))


def counted(seen: SeenGiveback) -> str:
    """All that went back, unit by unit: `15 Pcs, 2,75 Kg`."""
    sums: dict[str, Quantity] = {}
    for each in seen.lines:
        sums[each.unit] = sums.get(each.unit, NOTHING) + each.quantity
    return ", ".join(f"{quantity} {unit}" for unit, quantity in sums.items())


def table(seen: SeenGiveback, shop: str) -> Report:
    """The lines, one to a row."""
    columns = (
        Column("line", _("No"), Kind.COUNT),
        Column("name", _("Barang titipan")),
        Column("quantity", _("Kembali")),
        Column("why", _("Sebab")),
        Column("brought", _("Nota titip")),
        Column("received_on", _("Dititip"), Kind.DATE),
        Column("expires_on", _("Kedaluwarsa"), Kind.DATE),
        Column("worth", _("Bila laku"), Kind.RUPIAH),
    )
    rows = tuple(
        (number, each.name, each.told, _(WHYS[each.why]), each.brought, each.received_on, each.expires_on, each.worth)
        for number, each in enumerate(seen.lines, start=1)
    )
    notes = [_("Barang di atas sudah dikembalikan kepada penitip. Tidak ada uang yang dibayar.")]
    notes.append(_("“Bila laku” adalah bagian penitip seandainya terjual dengan harga hari ini."))
    if seen.note:
        notes.append(_("Catatan: {note}").format(note=seen.note))
    if seen.reversed_by:
        notes.insert(0, _("DIBATALKAN DENGAN {number}").format(number=seen.reversed_by))
    sums = total_row(columns, rows, "worth")
    return Report(
        "giveback", _("Nota Retur Titipan"), columns, rows, sums, shop, seen.number, period=seen.number,
        notes=tuple(notes),
    )  # fmt: skip


def page(branch: Branch, seen: SeenGiveback) -> BusinessPaper:
    """The nota on A4, for both to sign."""
    kept = tuple(each for each in _head(branch, seen) if each[0] != _("Penitip"))
    where = tuple(each for each in (branch.name, branch.address, branch.phone) if each)
    to = (f"{seen.maker} ({seen.maker_code})", seen.village)
    signs = (_("Penitip, {name}").format(name=seen.taker), _("Petugas, {name}").format(name=seen.by))
    facts = ((_("Nomor"), seen.number), *kept)
    return BusinessPaper((branch.shop_name, *where), to, facts, table(seen, branch.shop_name), signs)
