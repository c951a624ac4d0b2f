"""The report of what was brought back: of which sale, where it went, why, and who took it."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi.periods import Period
from koperasi.text import _
from pos import return_queries
from pos.return_picks import PLACES
from pos.sale_commands import BackTo
from printing.reports import Cell, Column, Kind, Report, total_row


def returns(connection: Connection, period: Period) -> Report:
    """Every line that was brought back in the days, in the order they were posted; above zero."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("original", _("Struk asal")),
        Column("code", _("Kode")),
        Column("name", _("Barang")),
        Column("unit", _("Satuan")),
        Column("quantity", _("Jumlah barang"), Kind.QUANTITY),
        Column("total", _("Nilai"), Kind.RUPIAH),
        Column("went_to", _("Ke mana")),
        Column("reason", _("Alasan")),
        Column("cashier", _("Kasir")),
    )
    taken = return_queries.taken_in(connection, period)
    rows = tuple(tuple(_shown(getattr(each, column.key)) for column in columns) for each in taken)
    totals = total_row(columns, rows, "total") if rows else None
    return Report("returns", _("Barang retur"), columns, rows, totals, period.branch.shop_name, "", period.words)


def _shown(value: Cell | BackTo) -> Cell:
    return _(PLACES[value]) if isinstance(value, BackTo) else value
