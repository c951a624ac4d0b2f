"""How a good looks in the list of goods."""

from __future__ import annotations

from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.texts import RIGHT
from desktop.theme import Size
from inventory.goods_queries import ListedGood, Show
from koperasi.money import half_up
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_, _

#: Wide and narrow: code, name, category, unit, price, stock, margin.
WIDTHS = (130, 0, 170, 84, 110, 110, 90)
NARROW_WIDTHS = (108, 0, -1, 88, 96, 88, 84)

SHOWS: tuple[tuple[Show, str, str], ...] = (
    (Show.ALL, "Ctrl+1", N_("Semua")),
    (Show.OWNED, "Ctrl+2", N_("Milik toko")),
    (Show.CONSIGNED, "Ctrl+3", N_("Titipan")),
    (Show.BELOW_MINIMUM, "Ctrl+4", N_("Menipis")),
    (Show.ARCHIVED, "Ctrl+5", N_("Arsip")),
)

EMPTY = {
    Show.ALL: N_("Belum ada barang. Tekan Ctrl N untuk barang pertama."),
    Show.OWNED: N_("Belum ada barang milik toko di sini."),
    Show.CONSIGNED: N_("Belum ada barang titipan di sini."),
    Show.BELOW_MINIMUM: N_("Tidak ada barang di bawah stok minimum."),
    Show.ARCHIVED: N_("Tidak ada barang di arsip."),
}


def columns() -> list[Column]:
    return [
        Column(_("Kode"), WIDTHS[0]),
        Column(_("Nama barang"), 0),
        Column(_("Kategori"), WIDTHS[2]),
        Column(_("Satuan"), WIDTHS[3]),
        Column(_("Harga"), WIDTHS[4], RIGHT),
        Column(_("Stok"), WIDTHS[5], RIGHT),
        Column(_("Margin"), WIDTHS[6], RIGHT),
    ]


def row(good: ListedGood, *, chosen: bool) -> Row:
    """A line of the list; the chosen one is tinted, with a bar at its left."""
    cells = (
        Cell(good.code, size=Size.BODY, tone="ink2"),
        Cell(good.name, bold=True, size=Size.BODY, chip=Chip(good.maker, "titip") if good.maker else None),
        Cell(good.category or "–", size=Size.BODY, tone="ink2"),
        Cell(good.unit, size=Size.BODY, tone="ink2"),
        Cell(good.price.bare if good.price is not None else "–", bold=True, size=Size.BODY),
        _stock(good),
        _margin(good),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, tag=good.product_id)


def _stock(good: ListedGood) -> Cell:
    if good.service:
        return Cell(_("jasa"), size=Size.BODY, tone="ink3")
    if good.on_hand < NOTHING:
        return Cell(chip=Chip(good.on_hand.shown, "refuse"))
    if good.below_minimum:
        return Cell(chip=Chip(good.on_hand.shown, "warn"))
    return Cell(good.on_hand.shown, size=Size.BODY)


def _margin(good: ListedGood) -> Cell:
    margin = good.margin_bps
    if margin is None:
        return Cell("–", size=Size.BODY, tone="ink3")
    return Cell(percent(margin), size=Size.BODY, tone="refuse" if margin < 0 else "ink")


def percent(bps: int) -> str:
    """Basis points as a screen shows them, to a tenth: `17,1%`."""
    return f"{Quantity(half_up(bps, 10) * 100).shown}%"
