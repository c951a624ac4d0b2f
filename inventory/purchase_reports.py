"""Reports of what was bought: each paper, by supplier, day and good; and costs that moved."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from inventory import cost_alarms, purchase_queries, purchase_sums
from inventory.lots import UnitCost
from inventory.purchase_queries import ListedPurchase
from inventory.purchases import PaidFrom
from koperasi.periods import Period
from koperasi.quantity import ONE
from koperasi.text import N_, _
from printing.reports import Cell, Column, Kind, Report, total_row

PAID = {
    PaidFrom.CREDIT: N_("utang"),
    PaidFrom.SAFE: N_("brankas"),
    PaidFrom.BANK: N_("bank"),
    PaidFrom.OPENING: N_("saldo awal"),
}
REVERSED = N_("Pembelian yang dibatalkan tidak dihitung.")


def purchases(connection: Connection, period: Period) -> Report:
    """Every purchase, those taken back with the paper that did."""
    return listed(purchase_queries.papers(connection, period), period.branch.shop_name, period.words)


def listed(found: Sequence[ListedPurchase], shop_name: str, words: str = "") -> Report:
    """The same of purchases that a screen shows."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("supplier", _("Pemasok")),
        Column("invoice", _("No. faktur")),
        Column("paid_from", _("Dibayar dari")),
        Column("lines", _("Baris"), Kind.COUNT),
        Column("total", _("Jumlah"), Kind.RUPIAH),
        Column("by", _("Petugas")),
        Column("reversed_by", _("Dibatalkan dengan")),
    )
    rows = [_paper(each) for each in found]
    counted = [row for row in rows if not row[-1]]
    totals = total_row(columns, counted, "total")
    notes = (_(REVERSED),) if len(counted) < len(rows) else ()
    return Report("purchases", _("Pembelian"), columns, tuple(rows), totals, shop_name, period=words, notes=notes)


def _paper(each: ListedPurchase) -> tuple[Cell, ...]:
    paid = _(PAID[each.paid_from])
    head = (each.business_date, each.number, each.supplier, each.invoice_number, paid, each.lines)
    return (*head, each.total, each.by, each.reversed_by)


def by_supplier(connection: Connection, period: Period) -> Report:
    """What was bought from whom."""
    columns = (
        Column("code", _("Kode")),
        Column("supplier", _("Pemasok")),
        Column("papers", _("Nota"), Kind.COUNT),
        Column("total", _("Jumlah"), Kind.RUPIAH),
    )
    found = purchase_sums.by_supplier(connection, period)
    rows = [(each.code, each.name or _("Tanpa pemasok"), each.papers, each.total) for each in found]
    totals = total_row(columns, rows, "papers", "total")
    return _report("purchases-suppliers", _("Pembelian per pemasok"), columns, rows, totals, period, (_(REVERSED),))


def by_day(connection: Connection, period: Period) -> Report:
    """What was bought on which day."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("papers", _("Nota"), Kind.COUNT),
        Column("total", _("Jumlah"), Kind.RUPIAH),
    )
    rows = list(purchase_sums.by_day(connection, period))
    totals = total_row(columns, rows, "papers", "total")
    return _report("purchases-days", _("Pembelian per hari"), columns, rows, totals, period, (_(REVERSED),))


def by_good(connection: Connection, period: Period) -> Report:
    """What was bought of which good, and what one of it cost on average."""
    columns = (
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("category", _("Kategori")),
        Column("unit", _("Satuan")),
        Column("papers", _("Nota"), Kind.COUNT),
        Column("quantity", _("Jumlah masuk"), Kind.QUANTITY),
        Column("cost", _("Biaya"), Kind.RUPIAH),
        Column("each", _("Rata-rata"), Kind.RUPIAH),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in purchase_sums.by_good(connection, period):
        average = UnitCost(each.cost, each.quantity).of(ONE) if each.quantity else None
        row = (each.code, each.name, each.category, each.unit, each.papers, each.quantity, each.cost, average)
        rows.append(row)
    totals = total_row(columns, rows, "cost")
    return _report("purchases-goods", _("Pembelian per barang"), columns, rows, totals, period, (_(REVERSED),))


def moved_costs(connection: Connection, period: Period) -> Report:
    """Goods whose cost moved, and whose price nobody has set since."""
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Nomor")),
        Column("supplier", _("Pemasok")),
        Column("code", _("Kode")),
        Column("name", _("Nama barang")),
        Column("unit", _("Satuan")),
        Column("was", _("Modal dulu"), Kind.RUPIAH),
        Column("now", _("Modal sekarang"), Kind.RUPIAH),
        Column("moved", _("Berubah"), Kind.PERCENT),
        Column("price", _("Harga jual"), Kind.RUPIAH),
        Column("warning", _("Perhatian")),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in purchase_sums.moved_costs(connection, period):
        was = each.was.of(ONE) if each.was.quantity else None
        moved = cost_alarms.share(each.was, each.now) if each.was.quantity else None
        head = (each.business_date, each.number, each.supplier, each.code, each.name, each.unit)
        warning = _("harga jual tidak menutup modal") if each.past_price else ""
        rows.append((*head, was, each.now.of(ONE), moved, each.price, warning))
    note = _("Hilang dari sini begitu harga jualnya diganti.")
    return _report("cost-alarms", _("Modal berubah, harga belum"), columns, rows, None, period, (note,))


def _report(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[Cell, ...]],
    totals: tuple[Cell, ...] | None,
    period: Period,
    notes: tuple[str, ...],
) -> Report:
    shop = period.branch.shop_name
    return Report(name, title, columns, tuple(rows), totals, shop, period=period.words, notes=notes)
