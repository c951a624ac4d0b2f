"""Sheets as PDF: whatever stands in them, they are whole pages, and the same twice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koperasi.money import Rupiah
from printing import sheet_files
from printing.pdf_charts import Bar, Part
from printing.reports import Column, Kind, total_row
from printing.sheets import Beside, Big, Bigs, Lines, Lying, Seal, Shares, Sheet, Signed, Standing, Words

COLUMNS = (Column("name", "Nama barang"), Column("why", "Alasan"), Column("net", "Omzet", Kind.RUPIAH))


def sheet(names: list[str], amount: int = 12_500) -> Sheet:
    """One of everything, with these names in every place that people write in."""
    rows = tuple((name, name, Rupiah(amount)) for name in names)
    lines = Lines("Tabel", COLUMNS, rows, total_row(COLUMNS, rows, "net"), empty="Kosong.")
    bars = tuple(Bar(name, amount, f"{amount}", usual=amount // 2, told=True) for name in names[:24])
    first = names[0] if names else ""
    return Sheet(
        first,
        first,
        first,
        (
            Bigs((Big(first, Rupiah(amount).shown, first), Big("Transaksi", "37", ""))),
            Words((first, first), first),
            Standing(first, bars, note=first),
            Lying("Batang", bars),
            Shares("Bagian", (Part(3, first), Part(1, first))),
            Beside((lines,), (lines, Words((first,)))),
            lines,
            Seal("Sidik", (first,), "Z-K1-0001 2026-11-23 118655 1:31:7f3a"),
            Signed(first, (("Manajer", first), ("Pengurus", ""))),
        ),
    )


def words_of(pdf: bytes, folder: Path) -> str:
    file = folder / "sheet.pdf"
    file.write_bytes(pdf)
    order = ["pdftotext", "-layout", str(file), "-"]
    return subprocess.run(order, capture_output=True, text=True, check=True).stdout


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(st.lists(st.text(max_size=200), max_size=30), st.integers(-(10**13), 10**13))
def test_any_names_and_amounts_make_whole_pages(names: list[str], amount: int) -> None:
    pdf = sheet_files.pdf_bytes(sheet(names, amount))
    assert pdf.startswith(b"%PDF")
    assert pdf.rstrip().endswith(b"%%EOF")


def test_equal_sheets_give_equal_bytes() -> None:
    assert sheet_files.pdf_bytes(sheet(["Sabun", "Gula"])) == sheet_files.pdf_bytes(sheet(["Sabun", "Gula"]))


def test_mark_up_is_only_words_and_every_page_is_counted(tmp_path: Path) -> None:
    told = words_of(sheet_files.pdf_bytes(sheet(["<b>Sabun</b> & <para>"] * 60)), tmp_path)
    assert "<b>Sabun</b> & <para>" in told
    count = told.count("\f")
    assert [f"Halaman {n} dari {count}" in told for n in range(1, count + 1)] == [True] * count
    assert "-Rp" not in told


def test_a_table_over_pages_has_its_head_on_each(tmp_path: Path) -> None:
    told = words_of(sheet_files.pdf_bytes(sheet(["Sabun Mandi"] * 150)), tmp_path)
    long = [page for page in told.split("\f") if page.count("Sabun Mandi") > 60]
    assert len(long) > 2
    assert all("Nama barang" in page for page in long)


def test_columns_that_are_higher_than_a_page_stand_under_each_other(tmp_path: Path) -> None:
    tall = Lines("Panjang", COLUMNS, tuple((f"Baris {n}", "", Rupiah(n)) for n in range(80)))
    pdf = sheet_files.pdf_bytes(Sheet("Toko", "Judul", "", (Beside((tall,), (tall,)), Words(("a",)), Words(("b",)))))
    told = words_of(pdf, tmp_path)
    assert told.count("Baris 79") == 2


@pytest.mark.parametrize("value", ["Rp 5", "Rp 1.284.118.750", "-Rp 999.999.999.999.999"])
def test_a_large_figure_stands_in_one_line(value: str, tmp_path: Path) -> None:
    figures = tuple(Big("Omzet", value.replace(" ", "\N{NO-BREAK SPACE}"), "") for _n in range(4))
    pdf = sheet_files.pdf_bytes(Sheet("Toko", "Judul", "", (Bigs(figures), Words(("a",)), Words(("b",)))))
    told = words_of(pdf, tmp_path).replace("\N{NO-BREAK SPACE}", " ")
    assert told.count(value) == 4
