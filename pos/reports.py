"""Reports of sales and drawers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.text import _
from pos import goods_reports, sale_queries
from pos.sale_queries import SoldDay
from pos.tenders import NAMES, TenderKind
from printing.reports import Cell, Column, Kind, Opens, Report, StoredRows, total_row


def tickets(connection: Connection, period: Period) -> Report:
    """Every sale of the days with its number, its number at another system, and how it was paid."""
    columns = (
        Column("number", _("Nomor")),
        Column("reference", _("Nomor asal")),
        Column("source", _("Asal")),
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("at", _("Waktu"), Kind.DATETIME),
        Column("till", _("Kasir")),
        Column("member", _("Anggota")),
        Column("tenders", _("Cara bayar")),
        Column("total", _("Jumlah"), Kind.RUPIAH),
        Column("rounding", _("Pembulatan"), Kind.RUPIAH),
    )
    found = sale_queries.tickets(connection, period)
    rows, opens = _rows(columns, found), Opens("document", tuple(each.document_id for each in found))
    totals = total_row(columns, rows, "total", "rounding")
    return Report("tickets", _("Nota"), columns, rows, totals, period.branch.shop_name, "", period.words, opens=opens)


def day(connection: Connection, period: Period) -> Report:
    """One row for each day: how many sales, what they brought and how they were paid."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("tickets", _("Nota"), Kind.COUNT),
        Column("gross", _("Kotor"), Kind.RUPIAH),
        Column("discount", _("Diskon"), Kind.RUPIAH),
        Column("total", _("Penjualan"), Kind.RUPIAH),
        Column("members", _("Anggota"), Kind.RUPIAH),
        Column("others", _("Nonanggota"), Kind.RUPIAH),
        Column("rounding", _("Pembulatan"), Kind.RUPIAH),
        Column("cost", _("Harga pokok"), Kind.RUPIAH),
        *(Column(kind.value, _(NAMES[kind]), Kind.RUPIAH) for kind in TenderKind),
    )
    rows = tuple((when, *_day_cells(sums)) for when, sums in sale_queries.days(connection, period).items())
    sums = [each.key for each in columns if each.key != "business_date"]
    totals = total_row(columns, rows, *sums) if rows else None
    return Report("day", _("Laporan harian"), columns, rows, totals, period.branch.shop_name, "", period.words)


def _day_cells(sold: SoldDay) -> tuple[Cell, ...]:
    return (
        sold.tickets,
        sold.gross,
        sold.discount,
        sold.net,
        sold.members,
        sold.others,
        sold.rounding,
        sold.cost,
        *(sold.paid.get(kind.value, ZERO) for kind in TenderKind),
    )


def sales(connection: Connection, period: Period) -> Report:
    """Every good that was sold in the days, with what it brought, cost and left for the shop."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("quantity", _("Terjual"), Kind.QUANTITY),
        Column("gross", _("Kotor"), Kind.RUPIAH),
        Column("discount", _("Diskon"), Kind.RUPIAH),
        Column("net", _("Penjualan"), Kind.RUPIAH),
        Column("tax", _("PPN"), Kind.RUPIAH),
        Column("cost", _("Harga pokok"), Kind.RUPIAH),
        Column("maker_share", _("Bagian penitip"), Kind.RUPIAH),
        Column("margin", _("Laba penjualan"), Kind.RUPIAH),
    )
    found = goods_reports.lines(connection, period, "net")
    stored = [(ware.code, ware.name, ware.unit, *sold.shown()) for ware, sold in found]
    whole = goods_reports.together(found)
    totals = (_("Jumlah"), None, None, None, *map(Rupiah, whole.shown()[1:]))
    rows = StoredRows(columns, stored)
    title, opens = _("Penjualan barang"), Opens("good", tuple(line.ware.product_id for line in found))
    return Report("sales", title, columns, rows, totals, period.branch.shop_name, "", period.words, opens=opens)


def cash(connection: Connection, period: Period) -> Report:
    """Every shift of the days with its drawer: float, expected, counted, over or short."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("till", _("Kasir")),
        Column("cashier", _("Petugas")),
        Column("opened_at", _("Buka"), Kind.DATETIME),
        Column("float_amount", _("Modal awal"), Kind.RUPIAH),
        Column("expected", _("Seharusnya"), Kind.RUPIAH),
        Column("counted", _("Uang fisik"), Kind.RUPIAH),
        Column("over", _("Selisih"), Kind.RUPIAH),
        Column("banked", _("Setor"), Kind.RUPIAH),
        Column("left", _("Ditinggal"), Kind.RUPIAH),
    )
    rows = _rows(columns, sale_queries.shift_cash(connection, period))
    totals = total_row(columns, rows, "over", "banked")
    return Report("cash", _("Kas per shift"), columns, rows, totals, period.branch.shop_name, "", period.words)


def _rows(columns: Sequence[Column], found: Sequence[object]) -> tuple[tuple[Cell, ...], ...]:
    """Frozen rows as cells, by the columns' keys."""
    return tuple(tuple(getattr(each, column.key) for column in columns) for each in found)
