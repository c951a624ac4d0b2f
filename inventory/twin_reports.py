"""Goods that may be one, as a report."""

from __future__ import annotations

from sqlalchemy import Connection

from inventory import duplicates, goods_queries
from inventory.duplicates import Why
from koperasi.periods import Period
from koperasi.text import N_, _
from printing.reports import Column, Kind, Report

WHY = {Why.BARCODE: N_("barcode sama"), Why.NAME: N_("nama sama"), Why.NEAR_NAME: N_("nama mirip")}


def twins(connection: Connection, period: Period) -> Report:
    """Every pair of goods with a barcode or a name in common, or nearly; the clearest first."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("quantity", _("Stok"), Kind.QUANTITY),
        Column("other_code", _("Kode kembarannya")),
        Column("other_name", _("Nama kembarannya")),
        Column("other_quantity", _("Stok kembarannya"), Kind.QUANTITY),
        Column("why", _("Yang sama")),
        Column("barcode", _("Barcode")),
    )
    found = duplicates.found(connection, period.stop.step if period.stop is not None else duplicates.quiet)
    ids = list(dict.fromkeys(each for pair in found for each in (pair.first, pair.second)))
    known = {good.product_id: good for good in goods_queries.rows(connection, ids, period.branch.id, period.last)}
    rows = tuple(
        (
            known[pair.first].code,
            known[pair.first].name,
            known[pair.first].on_hand,
            known[pair.second].code,
            known[pair.second].name,
            known[pair.second].on_hand,
            _(WHY[pair.why]),
            pair.code or None,
        )
        for pair in found
    )
    return Report("twins", _("Barang kembar"), columns, rows, None, period.branch.shop_name)
