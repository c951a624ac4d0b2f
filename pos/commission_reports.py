"""The report of what the shop earned with makers' goods."""

from __future__ import annotations

from sqlalchemy import Connection

from consignment import sold_columns
from koperasi.money import Rupiah, total
from koperasi.periods import Period
from koperasi.text import _
from pos import commission_queries
from printing.reports import Column, Figure, Kind, Opens, Report, total_row

_SUMMED = ("gross", "discount_maker", "discount_shop", "net", "commission", "promotion", "share")


def commissions(connection: Connection, period: Period) -> Report:
    """By maker and good: gross, discounts by who bore them, the shop's commission, hers, and what the shop added."""
    columns = (
        Column("code", _("Kode penitip")),
        Column("maker", _("Penitip")),
        Column("good", _("Kode barang")),
        Column("name", _("Nama barang")),
        Column("quantity", _("Terjual"), Kind.QUANTITY),
        Column("gross", _("Bruto"), Kind.RUPIAH),
        Column("discount_maker", _("Potongan penitip"), Kind.RUPIAH),
        Column("discount_shop", _("Potongan toko"), Kind.RUPIAH),
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("commission", _("Komisi"), Kind.RUPIAH),
        Column("promotion", _("Ditambah toko"), Kind.RUPIAH),
        Column("share", _("Bagian penitip"), Kind.RUPIAH),
    )
    found = commission_queries.commissions(connection, period)
    rows = tuple(
        (
            each.maker.code,
            each.maker.name,
            each.ware.code,
            each.ware.name,
            each.sold.quantity,
            each.sold.gross,
            each.hers,
            each.ours,
            each.sold.net,
            each.sold.commission,
            each.sold.promotion,
            each.sold.share,
        )
        for each in found
    )
    by_maker: dict[str, Rupiah] = {}
    for each in found:
        by_maker[each.maker.name] = by_maker.get(each.maker.name, Rupiah(0)) + each.sold.commission
    earned = total(each.sold.commission - each.sold.promotion for each in found)
    return Report(
        "consignment-commission",
        _("Komisi titipan"),
        columns,
        rows,
        total_row(columns, rows, *_SUMMED),
        period.branch.shop_name,
        "",
        period.words,
        (_("Penjualan = komisi + bagian penitip − yang ditambah toko."),),
        chart=sold_columns.top(_("Komisi"), by_maker.items()),
        figures=(Figure(_("Komisi, dikurangi yang ditambah toko"), earned),),
        opens=Opens("good", tuple(each.ware.id for each in found)),
        marked=frozenset(range(len(rows))),
    )
