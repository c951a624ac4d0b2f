"""Reports of shifts: over and short by cashier, and money in no drawer."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.text import _
from pos import shift_queries
from pos.tenders import NAMES
from printing.reports import Column, Kind, Report, total_row


def over_short(connection: Connection, period: Period) -> Report:
    """Every count of the days by cashier, what was over or short, and what that comes to with time."""
    columns = (
        Column("cashier", _("Petugas")),
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("till", _("Kasir")),
        Column("number", _("Dokumen")),
        Column("what", _("Jenis")),
        Column("expected", _("Seharusnya"), Kind.RUPIAH),
        Column("counted", _("Uang fisik"), Kind.RUPIAH),
        Column("verified", _("Hitung ulang"), Kind.RUPIAH),
        Column("over", _("Selisih"), Kind.RUPIAH),
        Column("so_far", _("Selisih sejauh ini"), Kind.RUPIAH),
    )
    rows, sums = [], dict[str, Rupiah]()
    for each in shift_queries.counted(connection, period):
        sums[each.cashier] = sums.get(each.cashier, ZERO) + each.over
        cells = (each.expected, each.counted, each.verified, each.over, sums[each.cashier])
        rows.append((each.cashier, each.business_date, each.till, each.number, each.what, *cells))
    totals = total_row(columns, tuple(rows), "over") if rows else None
    names = (period.branch.shop_name, "", period.words)
    return Report("over-short", _("Selisih kas per petugas"), columns, tuple(rows), totals, *names)


def noncash(connection: Connection, period: Period) -> Report:
    """QRIS and transfer at each close: expected, confirmed, seen in the app; differences to look for at the bank."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("till", _("Kasir")),
        Column("number", _("Laporan Z")),
        Column("tender", _("Cara bayar")),
        Column("times", _("Kali"), Kind.COUNT),
        Column("expected", _("Seharusnya"), Kind.RUPIAH),
        Column("confirmed", _("Dipastikan kasir"), Kind.RUPIAH),
        Column("seen", _("Di aplikasi"), Kind.RUPIAH),
        Column("difference", _("Selisih"), Kind.RUPIAH),
    )
    rows = tuple(
        (
            each.business_date,
            each.till,
            each.number,
            _(NAMES[each.count.kind]),
            each.count.times,
            each.count.expected,
            each.count.confirmed,
            each.count.seen,
            None if each.count.seen is None else each.count.difference,
        )
        for each in shift_queries.elsewhere(connection, period)
    )
    totals = total_row(columns, rows, "times", "expected", "confirmed") if rows else None
    names = (period.branch.shop_name, "", period.words)
    return Report("noncash", _("Uang nontunai per shift"), columns, rows, totals, *names)
