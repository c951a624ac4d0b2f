"""Reports of makers: how old what they are owed is, what a year brought them, where they live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from consignment import maker_report_queries, money_queries, sold_columns
from consignment.ages import Aged, together
from consignment.maker_report_queries import NONE_SOLD, Maker, Sold
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Cell, Chart, ChartBar, Column, Figure, Kind, Opens, Report, total_row

#: An individual's yearly turnover up to here is not taxed (PP 55/2022, Art. 60; domain/consignment.md 2.3).
UNTAXED = Rupiah(500_000_000)


def ages(connection: Connection, period: Period) -> Report:
    """What each maker is owed, by how long it has been hers to take; who owes stands apart."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("owed", _("Utang titipan"), Kind.RUPIAH),
        Column("on_hold", _("Ditahan"), Kind.RUPIAH),
        Column("week", _("Sampai 7 hari"), Kind.RUPIAH),
        Column("month", _("8–30 hari"), Kind.RUPIAH),
        Column("older", _("Lebih lama"), Kind.RUPIAH),
        Column("owes", _("Penitip berutang"), Kind.RUPIAH),
    )
    party = period.choices.party
    aged = money_queries.ages(connection, money_queries.newest_day(connection, period), party)
    makers = [each for each in maker_report_queries.all_makers(connection, party) if each.id in aged]
    rows: tuple[tuple[Cell, ...], ...] = tuple((each.code, each.name, *_aged_cells(aged[each.id])) for each in makers)
    whole = together(aged[each.id] for each in makers)
    return Report(
        "consignment-ages",
        _("Umur titipan"),
        columns,
        rows,
        total_row(columns, rows, "owed", "on_hold", "week", "month", "older", "owes"),
        period.branch.shop_name,
        notes=(_("Umur: sejak uangnya boleh diambil. Pembayaran mengurangi yang paling lama dahulu."),),
        chart=_age_chart(whole) if rows else None,
        figures=(
            Figure(_("Bisa diambil"), whole.week + whole.month + whole.older),
            Figure(_("Penitip berutang"), whole.owes),
        ),
        opens=Opens("maker", tuple(each.id for each in makers)),
    )


def _aged_cells(aged: Aged) -> tuple[Rupiah, ...]:
    return (aged.balance + aged.owes, aged.on_hold, aged.week, aged.month, aged.older, aged.owes)


def _age_chart(whole: Aged) -> Chart:
    named = (
        (_("Ditahan"), whole.on_hold),
        (_("Sampai 7 hari"), whole.week),
        (_("8–30 hari"), whole.month),
        (_("Lebih lama"), whole.older),
    )
    bars = tuple(ChartBar(name, amount.amount, amount.shown, True) for name, amount in named)
    return Chart(_("Utang titipan"), bars)


def year(connection: Connection, period: Period) -> Report:
    """Gross sales of each maker in the year of the period's last day, as the tax office asks for them."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Penitip")),
        Column("village", _("Desa")),
        Column("phone", _("Telepon")),
        *sold_columns.columns(),
    )
    of_year, party = period.last.year, period.choices.party
    sold = maker_report_queries.by_maker(connection, date(of_year, 1, 1), date(of_year, 12, 31), party)
    makers = [each for each in maker_report_queries.all_makers(connection, party) if each.id in sold]
    rows = tuple(
        (each.code, each.name, each.village, each.phone, *sold_columns.cells(sold[each.id])) for each in makers
    )
    above = sum(1 for each in makers if sold[each.id].gross > UNTAXED)
    notes = (
        _("Bruto: sebelum potongan harga, sesudah retur pembeli."),
        _("PP 55/2022: omzet orang pribadi sampai {limit} setahun tidak kena pajak, di atasnya 0,5%.").format(
            limit=UNTAXED
        ),
    )
    return Report(
        "consignment-year",
        _("Titipan setahun"),
        columns,
        rows,
        total_row(columns, rows, *sold_columns.KEYS),
        period.branch.shop_name,
        "",
        str(of_year),
        notes,
        chart=sold_columns.top(_("Penjualan bruto"), ((each.name, sold[each.id].gross) for each in makers)),
        figures=(Figure(_("Penitip"), len(rows), Kind.COUNT), Figure(_("Di atas batas pajak"), above, Kind.COUNT)),
        opens=Opens("maker", tuple(each.id for each in makers)),
    )


def groups(connection: Connection, period: Period) -> Report:
    """What was sold of the goods of each group of members; of each village with `choices.by` village."""
    by_village = period.choices.by == "village"
    columns = (
        Column("name", _("Desa") if by_village else _("Kelompok")),
        Column("makers", _("Penitip"), Kind.COUNT),
        *sold_columns.columns(),
        Column("owed", _("Saldo titipan"), Kind.RUPIAH),
    )
    sold = maker_report_queries.by_maker(connection, period.first, period.last, period.choices.party)
    owed = money_queries.balances(connection, period.last, period.choices.party)
    together: dict[str, list[Maker]] = {}
    for maker in maker_report_queries.all_makers(connection, period.choices.party):
        if maker.id in sold or (maker.id in owed and owed[maker.id].owed):
            place = maker.village if by_village else maker.group_name
            together.setdefault(place.strip(), []).append(maker)
    named = [(name or _("(tidak diketahui)"), together[name]) for name in sorted(together, key=_empty_last)]
    sums = {name: _sum([sold.get(each.id, NONE_SOLD) for each in makers]) for name, makers in named}
    rows = tuple(
        (
            name,
            len(makers),
            *sold_columns.cells(sums[name]),
            total(owed[each.id].owed if each.id in owed else ZERO for each in makers),
        )
        for name, makers in named
    )
    return Report(
        "consignment-groups",
        _("Titipan desa") if by_village else _("Titipan kelompok"),
        columns,
        rows,
        total_row(columns, rows, "makers", *sold_columns.KEYS, "owed"),
        period.branch.shop_name,
        "",
        period.words,
        chart=sold_columns.top(_("Penjualan"), ((name, sums[name].net) for name in sums)),
    )


def _empty_last(name: str) -> tuple[bool, str]:
    return (not name, name.casefold())


def _sum(found: Sequence[Sold]) -> Sold:
    whole = NONE_SOLD
    for each in found:
        whole = whole + each
    return whole
