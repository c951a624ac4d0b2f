"""Reports of makers' money."""

from __future__ import annotations

from sqlalchemy import Connection

from consignment import queries
from koperasi.money import ZERO, total
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Column, Figure, Kind, Opens, Report, total_row


def consignment(connection: Connection, period: Period) -> Report:
    """What each maker earned and was paid in the days, and what she is owed now."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("earned", _("Hasil penjualan"), Kind.RUPIAH),
        Column("settled", _("Lain-lain"), Kind.RUPIAH),
        Column("paid", _("Dibayar"), Kind.RUPIAH),
        Column("owed", _("Saldo titipan"), Kind.RUPIAH),
        Column("on_hold", _("Ditahan"), Kind.RUPIAH),
        Column("available", _("Bisa diambil"), Kind.RUPIAH),
    )
    found = queries.owed_to_makers(connection, period)
    rows = tuple(
        (
            each.maker.code,
            each.maker.name,
            each.booked.earned,
            each.booked.others,
            each.booked.paid,
            each.balance.owed,
            each.balance.owed - each.balance.available,
            each.balance.available,
        )
        for each in found
    )
    totals = total_row(columns, rows, "earned", "settled", "paid", "owed", "on_hold", "available")
    return Report(
        "consignment",
        _("Titipan anggota"),
        columns,
        rows,
        totals,
        period.branch.shop_name,
        "",
        period.words,
        (_("Saldo titipan: yang menjadi hak penitip sekarang; di bawah nol berarti penitip yang berutang."),),
        figures=(Figure(_("Bisa diambil sekarang"), total(max(each.balance.available, ZERO) for each in found)),),
        opens=Opens("maker", tuple(each.maker.id for each in found)),
    )
