"""How a maker is drawn in a list."""

from __future__ import annotations

from datetime import date

from consignment.maker_queries import MakerRow
from consignment.makers import STANDINGS, Standing
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.texts import RIGHT
from desktop.theme import Size
from koperasi.money import ZERO
from koperasi.parties import PartyKind
from koperasi.text import _

#: Wide and narrow: maker, deal, goods, what she is owed.
WIDTHS, NARROW_WIDTHS = (0, 300, 140, 170), (0, 236, -1, 132)
_TONES = {Standing.ACTIVE: "ok", Standing.SUSPENDED: "warn", Standing.LEFT: "plain"}


def columns() -> list[Column]:
    return [
        Column(_("Penitip"), WIDTHS[0], pad=16),
        Column(_("Kesepakatan"), WIDTHS[1]),
        Column(_("Barang"), WIDTHS[2], RIGHT),
        Column(_("Saldo sekarang"), WIDTHS[3], RIGHT, pad=16),
    ]


def maker_row(maker: MakerRow, today: date, *, at: bool) -> Row:
    """Who she is and where, her deal and since when, her goods, and what she is owed now."""
    number = maker.number or maker.code
    where = " · ".join(each for each in (number, maker.group, maker.village) if each)
    chip = Chip(_("kelompok"), "titip") if maker.kind is PartyKind.GROUP else None
    if maker.standing is not Standing.ACTIVE:
        chip = Chip(_(STANDINGS[maker.standing]), _TONES[maker.standing])
    none = maker.agreement is None
    there = _("{count} ada di toko").format(count=maker.in_stock)
    cells = (
        Cell(f"{maker.title} {maker.name}".strip(), bold=True, note=where, note_tone="ink2", chip=chip),
        Cell(
            maker.deal,
            size=Size.BODY,
            tone="ink2" if none else "ink",
            note=maker.deal_note(today),
            note_tone="ink2",
        ),
        Cell(str(maker.goods), size=Size.BODY, note=there, note_tone="ink2"),
        Cell(maker.owed.shown, bold=True, tone="refuse" if maker.owed < ZERO else "ink"),
    )
    return Row(cells, bar="accent" if at else "", ground="accent_tint" if at else "card")
