"""What is below zero, since when and why probably, as a report."""

from __future__ import annotations

from sqlalchemy import Connection

from inventory import negative_queries
from inventory.negative_queries import CAUSES
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Column, Kind, Opens, Report


def negative(connection: Connection, period: Period) -> Report:
    """Every good that a place of the branch has less than nothing of now, the longest so first."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("place", _("Tempat")),
        Column("quantity", _("Stok"), Kind.QUANTITY),
        Column("unit", _("Satuan")),
        Column("since", _("Sejak"), Kind.DATE),
        Column("elsewhere", _("Ada di tempat lain"), Kind.QUANTITY),
        Column("cause", _("Kira-kira sebabnya")),
    )
    found = negative_queries.below_zero(connection, period.branch.id)
    rows = tuple(
        (
            each.code,
            each.name,
            each.place,
            each.quantity,
            each.unit,
            each.since,
            each.elsewhere,
            _(CAUSES[each.cause]),
        )
        for each in found
    )
    opens = Opens("good", tuple(each.product_id for each in found))
    return Report("negative", _("Stok minus"), columns, rows, None, period.branch.shop_name, opens=opens)
