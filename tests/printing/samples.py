"""Reports as rooms make them, with everything that may go wrong in a cell."""

from __future__ import annotations

from datetime import UTC, date, datetime

from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.reports import Cell, Column, Kind, Report, total_row

COLUMNS = (
    Column("code", "Kode"),
    Column("name", "Nama barang"),
    Column("quantity", "Stok", Kind.QUANTITY),
    Column("price", "Harga jual", Kind.RUPIAH),
    Column("value", "Nilai", Kind.RUPIAH),
    Column("margin", "Laba kotor", Kind.PERCENT),
    Column("sales", "Transaksi", Kind.COUNT),
    Column("expires", "Kedaluwarsa", Kind.DATE),
    Column("sold_at", "Terakhir laku", Kind.DATETIME),
)

AT = datetime(2026, 11, 23, 9, 45, tzinfo=UTC)

ROWS: tuple[tuple[Cell, ...], ...] = (
    ("0001", "Beras Mentik; Wangi", Quantity(2500), Rupiah(14_500), Rupiah(36_250), 1250, 12, date(2027, 1, 31), AT),
    ("8991102000017", '=HYPERLINK("http://x")', Quantity(-3000), Rupiah(3_400), Rupiah(-10_200), -5, 1200, None, None),
    ("K-1", "<img src='file:///etc/passwd'/> & “Kopi”\n☕", Quantity(1_200_000), Rupiah(0), Rupiah(0), 0, 0, None, AT),
)


def stock_report(rows: tuple[tuple[Cell, ...], ...] = ROWS) -> Report:
    return Report(
        "stock",
        "Stok barang",
        COLUMNS,
        rows,
        total_row(COLUMNS, rows, "value", "sales"),
        shop="SBMI MART",
        subtitle="Semua kategori",
        period="23/11/2026",
        notes=("Nilai dihitung dari harga beli tiap lot.",),
    )
