"""What the screen of purchases shows: the list, one purchase's lines, its facts."""

from __future__ import annotations

from collections.abc import Sequence

from desktop import texts
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from inventory.purchase_queries import ListedPurchase, SeenLine, SeenPurchase, Show
from inventory.purchase_reports import PAID
from inventory.purchases import PaidFrom
from koperasi.money import ZERO
from koperasi.quantity import ONE
from koperasi.text import N_, _, short_date

WIDTHS = (112, 124, 0, 140, 120, 72, 128)
NARROW = (104, 112, 0, -1, 96, -1, 112)
LINE_WIDTHS = (0, 96, 80, 104, 88, 112, 112, 112)
LINE_NARROW = (0, 88, 72, 88, -1, -1, 100, -1)
SHOWS = (
    (Show.ALL, "Ctrl+A", N_("Semua")),
    (Show.CREDIT, "Ctrl+U", N_("Utang")),
    (Show.REVERSED, "Ctrl+D", N_("Dibatalkan")),
)
EMPTY = {
    Show.ALL: N_("Belum ada pembelian. Catat di Terima Barang."),
    Show.CREDIT: N_("Tidak ada pembelian dengan utang."),
    Show.REVERSED: N_("Tidak ada pembelian yang dibatalkan."),
}


def columns() -> tuple[Column, ...]:
    return (
        Column(_("Tanggal"), 112),
        Column(_("Nomor"), 124),
        Column(_("Pemasok")),
        Column(_("No. faktur"), 140),
        Column(_("Dibayar dari"), 120),
        Column(_("Baris"), 72, texts.RIGHT),
        Column(_("Jumlah"), 128, texts.RIGHT),
    )


def rows(purchases: Sequence[ListedPurchase], chosen: int) -> list[Row]:
    return [_listed(each, chosen=place == chosen) for place, each in enumerate(purchases)]


def _listed(each: ListedPurchase, *, chosen: bool) -> Row:
    gone = bool(each.reversed_by)
    tone = "ink3" if gone else "ink"
    chip = Chip(_("batal"), "plain", "undo") if gone else None
    paid_tone = "warn" if each.paid_from is PaidFrom.CREDIT and not gone else tone
    cells = (
        Cell(short_date(each.business_date), tone=tone),
        Cell(each.number, tone=tone),
        Cell(each.supplier or _("Tanpa pemasok"), bold=chosen, tone=tone, chip=chip),
        Cell(each.invoice_number, tone=tone),
        Cell(_(PAID[each.paid_from]), tone=paid_tone),
        Cell(str(each.lines), tone=tone),
        Cell(each.total.bare, bold=True, tone=tone),
    )
    tip = texts.joined((each.number, each.supplier, each.invoice_number, each.by))
    return Row(cells, bar="accent" if chosen else "", ground="accent_tint" if chosen else "card", tip=tip)


def line_columns() -> tuple[Column, ...]:
    return (
        Column(_("Barang")),
        Column(_("Jumlah"), 96, texts.RIGHT),
        Column(_("Satuan"), 80),
        Column(_("Harga"), 104, texts.RIGHT),
        Column(_("Diskon"), 88, texts.RIGHT),
        Column(_("Ongkir dll."), 112, texts.RIGHT),
        Column(_("Biaya"), 112, texts.RIGHT),
        Column(_("Per satuan"), 112, texts.RIGHT),
    )


def line_rows(seen: SeenPurchase) -> list[Row]:
    """Every line with its whole cost, and what one base unit of it cost."""
    return [_line(each, gone=bool(seen.reversed_by)) for each in seen.lines]


def _line(line: SeenLine, *, gone: bool) -> Row:
    note = _("+ {bonus} bonus").format(bonus=line.bonus.shown) if line.bonus else ""
    expiry = _("exp {day}").format(day=short_date(line.expires_on)) if line.expires_on is not None else ""
    each = line.each.of(ONE).bare if line.base_quantity else ""
    cells = (
        Cell(line.name, note=texts.joined((expiry, line.batch)), note_tone="ink2"),
        Cell(line.quantity.shown, bold=True, note=note),
        Cell(line.unit),
        Cell(line.price.bare if line.price is not None else ""),
        Cell(line.discount_words.replace("Rp ", "")),
        Cell(line.shared.bare if line.shared else "", tone="ink2"),
        Cell(line.cost.bare, bold=True),
        Cell(each, small=""),
    )
    return Row(cells, struck=gone, tip=texts.joined((line.code, line.name)))


def facts(seen: SeenPurchase) -> list[tuple[str, str]]:
    """What an invoice said, as captions and values; `**bold**` for what was to be paid."""
    told = [
        (_("Pemasok"), seen.supplier or _("Tanpa pemasok")),
        (_("No. faktur"), seen.invoice_number or "–"),
        (_("Tgl. faktur"), short_date(seen.invoice_date) if seen.invoice_date else "–"),
        (_("Dibayar dari"), _(PAID[seen.paid_from])),
        (_("Ditaruh di"), seen.location or _("Rak toko")),
        (_("Jumlah barang"), seen.goods.shown),
    ]
    if seen.discount:
        told.append((_("Diskon faktur"), (ZERO - seen.discount).shown))
    told += [(each.words, each.amount.shown) for each in seen.charges]
    if seen.tax:
        told.append((_("PPN"), seen.tax.shown))
    if seen.rounding:
        told.append((_("Pembulatan"), seen.rounding.shown))
    told.append((_("Jumlah"), f"**{seen.total.shown}**"))
    told.append((_("Petugas"), seen.by))
    if seen.replaces:
        told.append((_("Mengganti"), seen.replaces))
    return told
