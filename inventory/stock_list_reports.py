"""The stock list and the stock card as reports: what is copied and saved is what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inventory.card_queries import CardHead, CardMove
from inventory.reports import REASONS
from inventory.stock_lists import Standing
from koperasi.branches import Branch
from koperasi.text import _
from printing.reports import Column, Kind, Report, total_row


def listed(goods: Sequence[Standing], shop: str) -> Report:
    """What stands where."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("category", _("Kategori")),
        Column("shelf", _("Rak"), Kind.QUANTITY),
        Column("back", _("Gudang"), Kind.QUANTITY),
        Column("apart", _("Rusak dan terpisah"), Kind.QUANTITY),
        Column("transit", _("Di jalan"), Kind.QUANTITY),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("maker", _("Penitip")),
    )
    rows = tuple(tuple(getattr(each, column.key) for column in columns) for each in goods)
    return Report("stock-list", _("Stok sekarang"), columns, rows, total_row(columns, rows, "value"), shop)


def card(head: CardHead, moves: Sequence[CardMove], branch: Branch, period: str) -> Report:
    """The card, the newest first as it is seen."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("at", _("Waktu"), Kind.DATETIME),
        Column("reason", _("Sebab")),
        Column("number", _("Dokumen")),
        Column("place", _("Tempat")),
        Column("quantity", _("Gerak"), Kind.QUANTITY),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("left", _("Sisa"), Kind.QUANTITY),
        Column("left_value", _("Nilai sisa"), Kind.RUPIAH),
    )
    rows = tuple(
        (
            each.business_date,
            _local(branch, each.at),
            _(REASONS[each.reason]),
            each.number,
            each.place,
            each.quantity,
            each.value,
            each.left,
            each.left_value,
        )
        for each in moves
    )
    about = f"{head.code} {head.name} ({head.unit})"
    return Report("stock-card", _("Kartu stok"), columns, rows, None, branch.shop_name, about, period)


def _local(branch: Branch, at: datetime) -> datetime:
    return branch.local(at)
