"""Reports on A4 as texts that were looked at: a list, groups, a statement, a wide table in parts, names in any script.

To accept a change: GOLDEN=write pytest tests/papers, then read the difference before committing it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop import tables
from desktop.report_groups import Grouping
from desktop.tables import Order
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.pdf_files import pdf_bytes
from printing.reports import (
    GRAND_TOTAL,
    HEADING,
    ITEM,
    SUBTOTAL,
    Cell,
    Chart,
    ChartBar,
    Column,
    Figure,
    Kind,
    Report,
    total_row,
)
from tests.printing.hostile import BAD

GOLDEN = Path(__file__).parent / "golden"
COLUMNS = (
    Column("code", "Kode"),
    Column("name", "Nama barang"),
    Column("category", "Kategori"),
    Column("quantity", "Terjual", Kind.QUANTITY),
    Column("net", "Omzet", Kind.RUPIAH),
    Column("margin", "Laba kotor", Kind.PERCENT),
    Column("sold_on", "Terakhir laku", Kind.DATE),
)
GOODS = (
    ("Beras Mentik Wangi", "Sembako"), ("Gula Pasir", "Sembako"), ("Teh Melati", "Minuman"), ("Kopi Bubuk", "Minuman"),
    ("Kue Kering Kelapa Bu Siti dari Ngantang, toples 250 gram isi tiga puluh", "Titipan"), ("Sabun Mandi", "Cuci"),
)  # fmt: skip


def goods() -> Report:
    """Two pages, with chart, figures, notes and who signs."""
    rows = tuple(
        (
            f"{n:04}", f"{GOODS[n % 6][0]} {n}", GOODS[n % 6][1], Quantity(n * 500), Rupiah(n * 12_500), n * 25,
            date(2026, 11, 1 + n % 23) if n else None,
        )
        for n in range(60)
    )  # fmt: skip
    return Report(
        "sales", "Penjualan per barang", COLUMNS, rows, total_row(COLUMNS, rows, "net"), "SBMI MART", "Semua kategori",
        "01/11/2026 – 23/11/2026", ("Barang titipan: hanya komisinya yang menjadi pendapatan toko.",),
        chart=Chart("Omzet", (ChartBar("Sembako", 7_375, "7,4 jt"), ChartBar("Titipan", 3_450, "3,5 jt", marked=True))),
        figures=(Figure("Omzet", Rupiah(22_125_000)), Figure("Nota", 412, Kind.COUNT)), agrees=True,
        marked=frozenset(range(4, 60, 6)), signatures=("Manajer", "Bendahara"),
    )  # fmt: skip


def groups() -> Report:
    """The same in groups, the largest first, one of them unfolded."""
    whole = replace(goods(), signatures=())
    return tables.sheet(whole, Order(4, descending=True), "", Grouping("category", True).turn("Titipan")).report


def narrowed() -> Report:
    return tables.sheet(goods(), None, "teh", None).report


def statement() -> Report:
    columns = (Column("name", "Uraian"), Column("now", "2026", Kind.RUPIAH), Column("before", "2025", Kind.RUPIAH))
    rows: tuple[tuple[Cell, ...], ...] = (
        ("ASET", None, None),
        ("Kas dan bank", Rupiah(12_500_000), Rupiah(9_000_000)),
        ("Persediaan", Rupiah(81_250_000), Rupiah(75_000_000)),
        ("Jumlah aset", Rupiah(93_750_000), Rupiah(84_000_000)),
        ("LIABILITAS", None, None),
        ("Utang titipan", Rupiah(3_750_000), None),
        ("JUMLAH LIABILITAS DAN EKUITAS", Rupiah(93_750_000), Rupiah(84_000_000)),
    )
    styles = {0: HEADING, 1: ITEM, 2: ITEM, 3: SUBTOTAL, 4: HEADING, 5: ITEM, 6: GRAND_TOTAL}
    return Report(
        "position", "Laporan Posisi Keuangan", columns, rows, None, "SBMI MART", "", "23/11/2026", styles=styles,
        signatures=("Ketua", "Bendahara", "Pengawas"),
    )  # fmt: skip


def wide() -> Report:
    """More columns than a page has room for."""
    columns = (Column("name", "Kasir"), *(Column(f"hour_{n}", f"Jam {n:02}", Kind.RUPIAH) for n in range(24)))
    rows = tuple((name, *(Rupiah(n * 1_234_567) for n in range(24))) for name in ("Rina", "Sari"))
    keys = [each.key for each in columns if each.number]
    return Report("hours", "Omzet per jam", columns, rows, total_row(columns, rows, *keys), "SBMI MART")


def named() -> Report:
    rows = tuple((f"{n}", name) for n, name in enumerate(BAD))
    return Report("names", "Nama barang", (Column("code", "No."), Column("name", "Nama")), rows)


def empty() -> Report:
    return replace(
        goods(), rows=(), totals=None, chart=None, figures=(), agrees=None, marked=frozenset(), signatures=()
    )


SAMPLES: dict[str, Callable[[], Report]] = {
    "daftar": goods, "kelompok": groups, "disaring": narrowed, "neraca": statement, "lebar": wide, "nama": named,
    "kosong": empty,
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_is_laid_out_as_it_was_looked_at(name: str, tmp_path: Path) -> None:
    page, file = tmp_path / "report.pdf", GOLDEN / f"laporan-{name}.txt"
    page.write_bytes(pdf_bytes(SAMPLES[name]()))
    read = subprocess.run(["pdftotext", "-layout", str(page), "-"], capture_output=True, text=True, check=True)
    told = "".join(f"{line.rstrip()}\n" for line in read.stdout.replace("\f", "\n~~~~\n").splitlines())
    if os.environ.get("GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_made_twice_it_is_the_same_to_the_byte(name: str) -> None:
    assert pdf_bytes(SAMPLES[name]()) == pdf_bytes(SAMPLES[name]())
