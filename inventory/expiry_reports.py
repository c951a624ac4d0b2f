"""The report of goods near their date."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from inventory import expiry_queries
from inventory.expiries import Dated
from koperasi import settings
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Column, Kind, Report, total_row

#: So many days ahead where nobody says how many.
USUAL_DAYS = 30


def expiring(connection: Connection, period: Period) -> Report:
    """What expires within `choices.days` of the period's last day, with what has expired already."""
    pace_days = settings.load(connection, period.branch.id).pace_days
    choices = period.choices
    lots = expiry_queries.near(connection, period, choices.days or USUAL_DAYS, pace_days)
    if choices.consigned is not None:
        lots = [lot for lot in lots if (lot.maker_id is not None) is choices.consigned]
    if choices.category_id is not None:
        lots = [lot for lot in lots if (lot.category_id or 0) == choices.category_id]
    return report(lots, period)


def report(lots: Sequence[Dated], period: Period) -> Report:
    """The lots as a table; a member's are worth nothing to the shop."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("category", _("Kategori")),
        Column("maker", _("Penitip")),
        Column("location", _("Tempat")),
        Column("batch", _("Kode produksi")),
        Column("expires_on", _("Kedaluwarsa"), Kind.DATE),
        Column("days_left", _("Sisa hari"), Kind.COUNT),
        Column("unit", _("Satuan")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("value", _("Nilai"), Kind.RUPIAH),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("daily", _("Laku sehari"), Kind.QUANTITY),
        Column("unsold", _("Kira-kira sisa"), Kind.QUANTITY),
    )
    rows = tuple(
        (
            each.code,
            each.name,
            each.category,
            each.maker,
            each.location,
            each.batch,
            each.expires_on,
            each.days_left(period.last),
            each.unit,
            each.quantity,
            each.value,
            each.price,
            each.daily,
            each.unsold,
        )
        for each in lots
    )
    totals = total_row(columns, rows, "value")
    return Report("expiring", _("Hampir kedaluwarsa"), columns, rows, totals, period.branch.shop_name, "", period.words)
