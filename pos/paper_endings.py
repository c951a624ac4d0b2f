"""How papers for manager and board end: stock warnings, receipt numbers, what proves them, who signs."""

from __future__ import annotations

from collections.abc import Sequence

from koperasi.money import dots
from koperasi.text import _, short_date
from pos.paper_figures import Figures
from pos.paper_tables import MOST_NAMED
from pos.spans import Span
from printing.reports import Column, Kind
from printing.sheets import Lines, Seal, Signed, Words

#: A QR code that telephones read holds no more.
SEAL_MOST = 560


def warnings(figures: Figures) -> Words | None:
    """What is wrong on the shelves now, in sentences; None of days long past."""
    found = figures.warnings
    if found is None:
        return None
    lines = []
    if found.below:
        names = [f"{each.name} ({each.quantity} {each.unit})" for each in found.below]
        lines.append(_("Stok minus, {count} barang: {names}.").format(count=len(names), names=_some(names)))
    if found.out:
        lines.append(_("Habis padahal laku, {count} barang: {names}.").format(
            count=len(found.out), names=_some(found.out)))  # fmt: skip
    if found.near:
        names = [f"{each.name} ({each.quantity} {each.unit}, {short_date(each.expires_on)})" for each in found.near]
        words = _("Kedaluwarsa dalam 7 hari atau sudah lewat, {count} lot: {names}.")
        lines.append(words.format(count=len(names), names=_some(names)))
    return Words(tuple(lines) or (_("Tidak ada stok minus, habis, atau hampir kedaluwarsa."),), _("Stok sekarang"))


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return _("{names}, dan {count} lagi").format(names=", ".join(names[:MOST_NAMED]), count=len(names) - MOST_NAMED)


def numbered(figures: Figures) -> Lines:
    """First and last receipt of each till, gaps, and the total that never resets."""
    columns = (
        Column("till", _("Kasir")),
        Column("first", _("Struk pertama")),
        Column("last", _("Struk terakhir")),
        Column("missing", _("Nomor hilang")),
        Column("z", _("Z terakhir")),
        Column("grand_total", _("Total sejak awal"), Kind.RUPIAH),
    )
    rows = tuple(
        (
            each.till,
            each.first,
            each.last,
            dots(each.missing) if each.missing else _("tidak ada"),
            each.z,
            each.grand_total if each.z else None,
        )
        for each in figures.numbered
    )
    empty = _("Tidak ada struk yang dibuat.")
    return Lines(_("Nomor struk, dan total sejak toko dibuka"), columns, rows, None, "", empty)


def seal(figures: Figures) -> Seal | None:
    """The last close's heads, which show later whether the books were cut or made again."""
    found = figures.sealed
    if found is None:
        return None
    told = f"{found.z} {found.business_date.isoformat()} {found.grand_total.amount}"
    code = told
    for head in found.heads:
        if len(code) + len(head) + 1 <= SEAL_MOST:
            code += f" {head}"
    lines = [
        _("Terikat pada {z} ({till}, {day}).").format(z=found.z, till=found.till, day=short_date(found.business_date))
    ]
    lines += [_head(each) for each in found.heads]
    lines.append(_("Kode memuat sidik lengkap. Simpan lembar ini sebagai bukti."))
    return Seal(_("Sidik pembukuan"), tuple(lines), code)


def _head(head: str) -> str:
    """`writer:seq:digest` as it is read aloud."""
    from koperasi import audit

    writer, seq, digest = head.split(":")
    return _("Komputer {writer}, catatan ke-{seq}: {head}").format(writer=writer, seq=seq, head=audit.short(digest))


def signed(figures: Figures) -> Signed:
    place = _("{branch}, tanggal ____ / ____ / ________").format(branch=figures.branch.name)
    names = (_("Kepala toko"), _("Manajer"), _("Pengurus"))
    if figures.days.span is Span.YEAR:
        names = (_("Ketua"), _("Bendahara"), _("Pengawas"))
    return Signed(place, tuple((each, "") for each in names))
