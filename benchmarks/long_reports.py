"""A long report to be written: a stock list, of as many goods as it takes."""

from __future__ import annotations

from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.reports import Cell, Column, Kind, Report, total_row

COLUMNS = (
    Column("code", "Kode"),
    Column("name", "Nama barang"),
    Column("unit", "Satuan"),
    Column("quantity", "Stok", Kind.QUANTITY),
    Column("price", "Harga", Kind.RUPIAH),
    Column("value", "Nilai", Kind.RUPIAH),
    Column("margin", "Margin", Kind.PERCENT),
    Column("sales", "Nota", Kind.COUNT),
)


def report(rows: int, *places: int) -> Report:
    """A stock list of so many goods, with all columns or some."""
    columns = tuple(COLUMNS[each] for each in places) if places else COLUMNS
    made = tuple(tuple(row[each] for each in places) if places else row for row in map(_good, range(rows)))
    totals = total_row(columns, made, "value")
    return Report("stock", "Stok barang", columns, made, totals, "SBMI MART", "", "25/11/2026")


def _good(n: int) -> tuple[Cell, ...]:
    price, sold = Rupiah(12_500 + n % 900 * 100), n % 50
    name = f"Keripik Tempe Bu Siti {n} 250 g"
    return (f"{n:06}", name, "Pcs", Quantity(n % 400 * 250), price, price * sold, n * 7 % 5_000, n % 77)
