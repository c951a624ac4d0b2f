"""Reports of makers to thank, to call and to ask for more."""

from __future__ import annotations

from sqlalchemy import Connection

from consignment import maker_care_queries, maker_report_queries, sold_columns
from consignment.maker_cares import QUIET_DAYS
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Column, Figure, Kind, Opens, Report, total_row


def to_thank(connection: Connection, period: Period) -> Report:
    """Makers by what their goods brought in the days, or (`choices.by` growth) by how much more it was than before."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("village", _("Desa")),
        Column("phone", _("Telepon")),
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("before", _("Sebelumnya"), Kind.RUPIAH),
        Column("risen", _("Naik"), Kind.RUPIAH),
        Column("growth", _("Naik %"), Kind.PERCENT),
        Column("share", _("Bagian penitip"), Kind.RUPIAH),
    )
    found = maker_care_queries.thanks(connection, period, by_growth=period.choices.by == "growth")
    rows = tuple(
        (
            each.maker.code,
            each.maker.name,
            each.maker.village,
            each.maker.phone,
            each.now,
            each.before,
            each.risen,
            each.growth,
            each.share,
        )
        for each in found
    )
    return Report(
        "makers-to-thank",
        _("Penitip terbaik"),
        columns,
        rows,
        total_row(columns, rows, "net", "before", "risen", "share"),
        period.branch.shop_name,
        "",
        period.words,
        (_("Sebelumnya: sama banyak hari, tepat sebelum hari-hari ini."),),
        chart=sold_columns.top(_("Penjualan"), ((each.maker.name, each.now) for each in found)),
        opens=Opens("maker", tuple(each.maker.id for each in found)),
    )


def to_call(connection: Connection, period: Period) -> Report:
    """Makers who are to be called and what about; `choices.days` is how long nothing may happen."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("phone", _("Telepon")),
        Column("why", _("Mengapa")),
        Column("last_brought", _("Membawa"), Kind.DATE),
        Column("last_sold", _("Laku"), Kind.DATE),
        Column("owed", _("Saldo"), Kind.RUPIAH),
    )
    days = period.choices.days or QUIET_DAYS
    found = maker_care_queries.to_call(connection, period.last, days, period.choices.party)
    rows = tuple(
        (
            each.known.maker.code,
            each.known.maker.name,
            each.known.maker.phone,
            each.words,
            each.known.last_brought,
            each.known.last_sold,
            each.known.balance,
        )
        for each in found
    )
    return Report(
        "makers-to-call",
        _("Hubungi penitip"),
        columns,
        rows,
        None,
        period.branch.shop_name,
        _("sepi lebih dari {days} hari").format(days=days),
        figures=(Figure(_("Penitip"), len(rows), Kind.COUNT),),
        opens=Opens("maker", tuple(each.known.maker.id for each in found)),
    )


def to_ask(connection: Connection, period: Period) -> Report:
    """Goods that will be gone before their maker usually comes again, and how much to ask her for."""
    columns = (
        Column("maker", _("Penitip")),
        Column("phone", _("Telepon")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("left", _("Sisa"), Kind.QUANTITY),
        Column("daily", _("Laku sehari"), Kind.QUANTITY),
        Column("gone_on", _("Habis kira-kira"), Kind.DATE),
        Column("usual_days", _("Biasanya tiap (hari)"), Kind.COUNT),
        Column("expected", _("Biasanya datang"), Kind.DATE),
        Column("ask_for", _("Minta"), Kind.QUANTITY),
    )
    people = {each.id: each for each in maker_report_queries.all_makers(connection, period.choices.party)}
    found = maker_care_queries.to_ask(connection, period)
    rows = tuple(
        (
            people[each.shelf.maker_id].name,
            people[each.shelf.maker_id].phone,
            each.shelf.code,
            each.shelf.name,
            each.shelf.unit,
            each.shelf.left,
            each.shelf.pace.daily,
            each.gone_on,
            each.usual_days,
            each.expected,
            each.ask_for,
        )
        for each in found
    )
    return Report(
        "makers-to-ask",
        _("Minta tambah"),
        columns,
        rows,
        None,
        period.branch.shop_name,
        "",
        "",
        (_("Minta: cukup sampai sekali lagi jarak antar titip yang biasa, dengan laju sekarang."),),
        figures=(Figure(_("Barang"), len(rows), Kind.COUNT),),
        opens=Opens("good", tuple(each.shelf.product_id for each in found)),
        marked=frozenset(range(len(rows))),
    )
