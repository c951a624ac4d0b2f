"""The report of what promotions gave."""

from __future__ import annotations

from sqlalchemy import Connection

from consignment.terms import Bearer
from koperasi.periods import Period
from koperasi.text import N_, _
from pos import promotion_queries
from printing.reports import Column, Kind, Report, total_row

BEARERS = {Bearer.SHOP: N_("toko"), Bearer.MAKER: N_("penitip")}


def promotions(connection: Connection, period: Period) -> Report:
    """Each promotion of the days with what it gave, who bears it, and what was sold with it."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Promo")),
        Column("bearer", _("Ditanggung")),
        Column("sales", _("Nota"), Kind.COUNT),
        Column("quantity", _("Terjual"), Kind.QUANTITY),
        Column("gross", _("Kotor"), Kind.RUPIAH),
        Column("discount", _("Diberikan"), Kind.RUPIAH),
        Column("net", _("Penjualan"), Kind.RUPIAH),
    )
    rows = tuple(
        (each.code, each.name, _(BEARERS[each.bearer]), each.sales, each.quantity, each.gross, each.discount, each.net)
        for each in promotion_queries.given(connection, period)
    )
    totals = total_row(columns, rows, "gross", "discount", "net")
    return Report("promotions", _("Promo"), columns, rows, totals, period.branch.shop_name, "", period.words)
