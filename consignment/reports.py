"""Reports of makers' money."""

from __future__ import annotations

from sqlalchemy import Connection

from consignment import queries
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Column, Kind, Report, total_row


def consignment(connection: Connection, period: Period) -> Report:
    """What each maker earned in the days, and what she is owed now."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("earned", _("Hasil penjualan"), Kind.RUPIAH),
        Column("settled", _("Lain-lain"), Kind.RUPIAH),
        Column("owed", _("Saldo titipan"), Kind.RUPIAH),
    )
    rows = tuple(
        (each.code, each.name, each.earned, each.settled, each.owed)
        for each in queries.owed_to_makers(connection, period)
    )
    totals = total_row(columns, rows, "earned", "settled", "owed")
    return Report("consignment", _("Titipan anggota"), columns, rows, totals, period.branch.shop_name, "", period.words)
