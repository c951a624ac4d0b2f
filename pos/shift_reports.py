"""Reports of shifts: over and short by cashier, and money in no drawer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.text import _
from pos import shift_queries
from pos.shift_queries import Counted
from pos.tenders import NAMES
from printing.reports import Chart, ChartBar, Column, Figure, Kind, Report, total_row

#: Of more days than these the trend is told by month.
MONTH = 31


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
    found = shift_queries.counted(connection, period)
    for each in found:
        sums[each.cashier] = sums.get(each.cashier, ZERO) + each.over
        cells = (each.expected, each.counted, each.verified, each.over, sums[each.cashier])
        rows.append((each.cashier, each.business_date, each.till, each.number, each.what, *cells))
    totals = total_row(columns, tuple(rows), "over") if rows else None
    names = (period.branch.shop_name, "", period.words)
    over = total(each.over for each in found if each.over > ZERO)
    short = total(each.over for each in found if each.over < ZERO)
    return Report(
        "over-short",
        _("Selisih kas per petugas"),
        columns,
        tuple(rows),
        totals,
        *names,
        chart=_months(found),
        figures=(
            Figure(_("Lebih"), over),
            Figure(_("Kurang"), short),
            Figure(_("Hitungan yang pas"), sum(1 for each in found if not each.over), Kind.COUNT),
        ),
    )


def _months(found: list[Counted]) -> Chart | None:
    """How far counts were off, by day or (over more than a month) by month: whether it gets better."""
    days = sorted({each.business_date for each in found})
    by_month = bool(days) and (days[-1] - days[0]).days > MONTH
    off: dict[date, int] = {}
    for each in found:
        day = each.business_date.replace(day=1) if by_month else each.business_date
        off[day] = off.get(day, 0) + abs(each.over.amount)
    bars = [
        ChartBar(f"{day:%m/%Y}" if by_month else f"{day:%d/%m}", amount, Rupiah(amount).bare)
        for day, amount in sorted(off.items())
    ]
    return Chart(_("Selisih, lebih dan kurang bersama"), tuple(bars)) if any(bar.value for bar in bars) else None


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
