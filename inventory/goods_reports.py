"""Reports of the catalogue: the list as it is shown on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.goods_queries import ListedGood
from koperasi.text import _
from printing.reports import Column, Kind, Report


def listed(goods: Sequence[ListedGood], shop: str) -> Report:
    """The list of goods, for the clipboard and for files."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("category", _("Kategori")),
        Column("unit", _("Satuan")),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("on_hand", _("Stok"), Kind.QUANTITY),
        Column("min_stock", _("Minimum"), Kind.QUANTITY),
        Column("cost", _("Modal"), Kind.RUPIAH),
        Column("margin", _("Margin"), Kind.PERCENT),
        Column("maker", _("Penitip")),
    )
    rows = tuple(
        (
            each.code,
            each.name,
            each.category,
            each.unit,
            each.price,
            None if each.service else each.on_hand,
            each.min_stock or None,
            None if each.maker else each.cost,
            each.margin_bps,
            each.maker,
        )
        for each in goods
    )
    return Report("goods", _("Daftar barang"), columns, rows, None, shop)
