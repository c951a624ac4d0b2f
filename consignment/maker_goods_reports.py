"""Reports of makers' goods: how much of them is sold and how soon, what does not move, what expires."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from consignment import maker_lot_queries, maker_report_queries
from consignment.maker_lot_queries import OpenLot, Turnover
from consignment.maker_report_queries import Maker
from inventory import expiry_queries
from koperasi import settings
from koperasi.money import Rupiah, total
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from printing.reports import Cell, Column, Figure, Kind, Opens, Report, total_row

#: A lot that is here longer, and at its pace stays as long again, is slow.
SLOW_DAYS = 30
#: So many days ahead is looked for what expires.
EXPIRING_DAYS = 7


def sell_through(connection: Connection, period: Period) -> Report:
    """Of each good of makers': what was brought and sold in the days, how soon, and what is left."""
    columns = (
        Column("maker", _("Penitip")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("before", _("Sisa awal"), Kind.QUANTITY),
        Column("brought", _("Dibawa"), Kind.QUANTITY),
        Column("sold", _("Terjual"), Kind.QUANTITY),
        Column("gone", _("Keluar lain"), Kind.QUANTITY),
        Column("left", _("Sisa"), Kind.QUANTITY),
        Column("share_sold", _("Terjual %"), Kind.PERCENT),
        Column("sold_days", _("Hari sampai laku"), Kind.COUNT),
        Column("oldest", _("Tertua sejak"), Kind.DATE),
    )
    names = _names(connection, period)
    found = maker_lot_queries.turnovers(connection, period.first, period.last, period.choices.party)
    rows = tuple(_turnover_row(each, names) for each in found)
    return Report(
        "sell-through",
        _("Laku titipan"),
        columns,
        rows,
        _turnover_totals(columns, rows, found),
        period.branch.shop_name,
        "",
        period.words,
        (_("Terjual %: dari sisa awal dan yang dibawa. Hari sampai laku: rata-rata sejak barangnya datang."),),
        opens=Opens("good", tuple(each.ware.id for each in found)),
        marked=frozenset(range(len(rows))),
    )


def _names(connection: Connection, period: Period) -> dict[int, Maker]:
    return {each.id: each for each in maker_report_queries.all_makers(connection, period.choices.party)}


def _name(names: dict[int, Maker], maker_id: int | None) -> str:
    return names[maker_id].name if maker_id is not None and maker_id in names else ""


def _turnover_row(each: Turnover, names: dict[int, Maker]) -> tuple[Cell, ...]:
    ware = each.ware
    goods = (_name(names, ware.maker_id), ware.code, ware.name, ware.unit)
    moved = (each.before, each.brought, each.sold, each.gone, each.left)
    return (*goods, *moved, each.share_sold, each.sold_days, each.oldest)


def _turnover_totals(
    columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], found: list[Turnover]
) -> tuple[Cell, ...]:
    sums = list(total_row(columns, rows, "before", "brought", "sold", "gone", "left"))
    there = sum((each.before + each.brought).thousandths for each in found)
    sold = sum(each.sold.thousandths for each in found)
    sums[9] = sold * 10_000 // there if there > 0 else None
    return tuple(sums)


def slow(connection: Connection, period: Period) -> Report:
    """Lots of makers' that are here longer than `choices.days`, and at their pace stay as long again."""
    days = period.choices.days or SLOW_DAYS
    columns = (
        Column("maker", _("Penitip")),
        Column("phone", _("Telepon")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("received_on", _("Datang"), Kind.DATE),
        Column("age", _("Umur (hari)"), Kind.COUNT),
        Column("left", _("Sisa"), Kind.QUANTITY),
        Column("sold_lately", _("Laku belakangan"), Kind.QUANTITY),
        Column("last_sold", _("Terakhir laku"), Kind.DATE),
        Column("expires_on", _("Kedaluwarsa"), Kind.DATE),
    )
    names, today = _names(connection, period), period.last
    since = period.back(days).first
    lots = maker_lot_queries.open_lots(connection, since, period.choices.party)
    found = sorted((each for each in lots if is_slow(each, today, days)), key=lambda lot: (lot.received_on, lot.lot_id))
    rows = tuple(
        (
            _name(names, lot.ware.maker_id),
            names[lot.ware.maker_id].phone if lot.ware.maker_id in names else "",
            lot.ware.code,
            lot.ware.name,
            lot.ware.unit,
            lot.received_on,
            lot.age(today),
            lot.left,
            lot.sold_lately,
            lot.last_sold,
            lot.expires_on,
        )
        for lot in found
    )
    return Report(
        "consignment-slow",
        _("Titipan lambat"),
        columns,
        rows,
        None,
        period.branch.shop_name,
        _("lebih dari {days} hari").format(days=days),
        "",
        (_("Lambat: sudah selama itu di toko, dan yang laku belakangan tidak sebanyak sisanya."),),
        figures=(Figure(_("Barang"), len(rows), Kind.COUNT),),
        opens=Opens("good", tuple(lot.ware.id for lot in found)),
        marked=frozenset(range(len(rows))),
    )


def is_slow(lot: OpenLot, today: date, days: int) -> bool:
    """Whether a lot is here so long, and less of it was sold in the last so many days than is left."""
    return lot.age(today) >= days and lot.sold_lately < lot.left


def expiring(connection: Connection, period: Period) -> Report:
    """Makers' lots that expire within `choices.days`, with those that have, and what will stay unsold."""
    days, party = period.choices.days or EXPIRING_DAYS, period.choices.party
    columns = (
        Column("maker", _("Penitip")),
        Column("phone", _("Telepon")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("location", _("Tempat")),
        Column("expires_on", _("Kedaluwarsa"), Kind.DATE),
        Column("days_left", _("Sisa hari"), Kind.COUNT),
        Column("unit", _("Satuan")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
        Column("daily", _("Laku sehari"), Kind.QUANTITY),
        Column("unsold", _("Kira-kira sisa"), Kind.QUANTITY),
        Column("price", _("Harga"), Kind.RUPIAH),
        Column("worth", _("Nilai jual sisa"), Kind.RUPIAH),
    )
    names = _names(connection, period)
    pace_days = settings.load(connection, period.branch.id).pace_days
    near = expiry_queries.near(connection, period, days, pace_days)
    lots = [lot for lot in near if lot.maker_id is not None and party in (None, lot.maker_id)]
    rows = tuple(
        (
            _name(names, lot.maker_id),
            names[lot.maker_id].phone if lot.maker_id in names else "",
            lot.code,
            lot.name,
            lot.location,
            lot.expires_on,
            lot.days_left(period.last),
            lot.unit,
            lot.quantity,
            lot.daily,
            lot.unsold,
            lot.price,
            _worth(lot.unsold, lot.price),
        )
        for lot in lots
    )
    return Report(
        "consignment-expiring",
        _("Masa titipan"),
        columns,
        rows,
        total_row(columns, rows, "worth"),
        period.branch.shop_name,
        _("dalam {days} hari").format(days=days),
        period.words,
        figures=(Figure(_("Nilai jual sisa"), total(_worth(lot.unsold, lot.price) for lot in lots)),),
        opens=Opens("good", tuple(lot.product_id for lot in lots)),
        marked=frozenset(range(len(rows))),
    )


def _worth(unsold: Quantity | None, price: Rupiah | None) -> Rupiah:
    return (unsold or NOTHING).at(price or Rupiah(0))
