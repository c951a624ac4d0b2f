"""Reports to look at: a small one with every kind of cell, and a long one as a database stores it."""

from __future__ import annotations

from datetime import date

from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.reports import (
    Cell,
    Chart,
    ChartBar,
    Column,
    Figure,
    Kind,
    Opens,
    Report,
    StoredRows,
    total_row,
)

COLUMNS = (
    Column("code", "Kode"),
    Column("name", "Nama barang"),
    Column("quantity", "Stok", Kind.QUANTITY),
    Column("value", "Nilai", Kind.RUPIAH),
    Column("margin", "Margin", Kind.PERCENT),
    Column("counted", "Hitung", Kind.COUNT),
    Column("sold_on", "Laku", Kind.DATE),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("0102", "Sabun Mandi", Quantity.of(2), Rupiah(6_800), 1250, 0, date(2026, 11, 20)),
    ("0101", "beras Mentik", Quantity(2_500), Rupiah(36_250), None, 0, None),
    ("0103", "Kue Kering", Quantity(-1_000), Rupiah(-12_500), 800, 0, date(2026, 11, 23)),
)
CHART = Chart("Nilai", (ChartBar("Beras", 36_250, "36,3 rb"), ChartBar("Kue", 12_500, "12,5 rb", marked=True)))


def small(*, agrees: bool | None = True) -> Report:
    return Report(
        "small",
        "Stok barang",
        COLUMNS,
        ROWS,
        total_row(COLUMNS, ROWS, "value", "counted"),
        "SBMI MART",
        "",
        "23/11/2026",
        ("Catatan.",),
        chart=CHART,
        figures=(Figure("Nilai stok", Rupiah(30_550)),),
        agrees=agrees,
        opens=Opens("good", (12, 11, None)),
        marked=frozenset({2}),
    )


def long(count: int = 100_000) -> Report:
    columns = (Column("name", "Nama barang"), Column("quantity", "Stok", Kind.QUANTITY))
    stored = StoredRows(columns, [(f"Barang {n:06}", (n * 7919) % count * 1_000) for n in range(count)])
    return Report("long", "Panjang", columns, stored, opens=Opens("good", tuple(range(count))))
