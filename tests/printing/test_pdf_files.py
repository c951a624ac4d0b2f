from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koperasi.money import Rupiah
from koperasi.stops import Stop, Stopped
from printing.pdf_files import pdf_bytes
from printing.reports import HEADING, Chart, ChartBar, Column, Figure, Kind, Report
from tests.printing.samples import COLUMNS, ROWS, stock_report


def told(command: list[str], pdf: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    return subprocess.run([*command, str(file)], capture_output=True, text=True, check=True).stdout


def words_of(pdf: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    order = ["pdftotext", "-layout", str(file), "-"]
    return subprocess.run(order, capture_output=True, text=True, check=True).stdout


def test_every_cell_is_there_to_be_read_and_searched(tmp_path: Path) -> None:
    words = words_of(pdf_bytes(stock_report()), tmp_path)
    for each in ("SBMI MART", "Stok barang", "Semua kategori", "Beras Mentik; Wangi", "36.250", "12,5%", "31/01/2027"):
        assert each in words
    assert "Jumlah" in words
    assert "Nilai dihitung dari harga beli tiap lot." in words


def test_mark_up_in_a_name_is_only_words(tmp_path: Path) -> None:
    long = "<img src='file:///etc/passwd'/> <b>tebal</b> & <para> " * 4
    report = Report(
        "names", "<i>Nama</i>", (Column("name", "<u>Nama</u>"),), ((long,),), notes=("<a href='x'>catatan</a>",)
    )
    words = " ".join(words_of(pdf_bytes(report), tmp_path).split())
    assert "<img src='file:///etc/passwd'/> <b>tebal</b> & <para>" in words
    assert "<a href='x'>catatan</a>" in words
    assert "<i>Nama</i>" in words


def test_heads_are_repeated_and_pages_counted(tmp_path: Path) -> None:
    words = words_of(pdf_bytes(stock_report(ROWS * 60)), tmp_path)
    pages = words.split("\f")[:-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "Nama barang" in page
        assert f"Halaman {number} dari {len(pages)}" in page


def test_only_the_shops_own_typefaces_are_used_and_they_are_embedded(tmp_path: Path) -> None:
    lines = told(["pdffonts"], pdf_bytes(stock_report()), tmp_path).splitlines()[2:]
    assert lines
    for line in lines:
        assert "+NotoSans" in line
        assert "TrueType" in line
        assert " yes yes yes " in line


def test_the_same_report_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = pdf_bytes(stock_report())
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert pdf_bytes(stock_report()) == first


@pytest.mark.parametrize(("names", "lying"), [(2, False), (14, True)])
def test_a_page_lies_when_its_columns_need_it(names: int, lying: bool, tmp_path: Path) -> None:
    columns = tuple(Column(f"name_{n}", f"Nama {n}") for n in range(names))
    row = tuple("Beras Mentik Wangi" for _ in columns)
    size = next(
        line
        for line in told(["pdfinfo"], pdf_bytes(Report("x", "X", columns, (row,))), tmp_path).splitlines()
        if "Page size" in line
    )
    width, height = (float(each) for each in size.split()[2:5:2])
    assert (width > height) == lying
    assert sorted((round(width), round(height))) == [595, 842]


def test_columns_far_too_many_for_the_paper_still_make_a_file(tmp_path: Path) -> None:
    columns = tuple(Column(f"name_{n}", f"Nama barang {n}") for n in range(40))
    report = Report("x", "X", columns, (tuple("Keripik tempe" for _ in columns),))
    assert "Page size" in told(["pdfinfo"], pdf_bytes(report), tmp_path)


def test_a_report_without_rows_is_a_page_that_says_so_by_its_head(tmp_path: Path) -> None:
    assert "Nama barang" in words_of(pdf_bytes(stock_report(())), tmp_path)


@settings(max_examples=15)
@given(st.lists(st.text(max_size=400), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_text_makes_a_page(texts: list[str]) -> None:
    columns = tuple(Column(each.key, each.label) for each in COLUMNS)
    assert pdf_bytes(Report("names", texts[0], columns, (tuple(texts),), notes=tuple(texts))).startswith(b"%PDF")


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    return words_of(pdf, folder).split("\f")[:-1]


def test_columns_too_many_for_a_page_are_parted_and_each_part_names_its_rows(tmp_path: Path) -> None:
    columns = (Column("name", "Nama barang"), *(Column(f"c_{n}", f"Kolom {n}", Kind.RUPIAH) for n in range(39)))
    rows = tuple((f"Barang {n}", *(Rupiah(n * 39 + c) for c in range(39))) for n in range(3))
    told = words_of(pdf_bytes(Report("x", "Lebar", columns, rows)), tmp_path)
    parts = told.split("Kolom bagian ")[1:]
    assert [each[:8] for each in parts] == ["1 dari 2", "2 dari 2"]
    for part in parts:
        assert part.count("Barang 2") == 1
    words = " ".join(told.split())
    assert all(f" {n * 39 + c} " in words for n in range(3) for c in range(39))


def test_long_parts_stand_on_pages_of_their_own(tmp_path: Path) -> None:
    columns = (Column("name", "Nama barang"), *(Column(f"c_{n}", f"Kolom {n}", Kind.RUPIAH) for n in range(39)))
    rows = tuple((f"Barang {n}", *(Rupiah(n) for _c in range(39))) for n in range(60))
    pages = pages_of(pdf_bytes(Report("x", "Lebar", columns, rows)), tmp_path)
    assert [n for n, page in enumerate(pages) if "Kolom bagian" in page] == [0, 2]
    assert all("Nama barang" in page for page in pages)


def test_a_row_taller_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    long = " ".join(f"kata{n}" for n in range(1_500))
    report = Report("x", "Panjang", (Column("name", "Nama"), Column("more", "Lain")), ((long, "x"), ("akhir", "y")))
    pages = pages_of(pdf_bytes(report), tmp_path)
    assert len(pages) > 1
    assert [each for each in " ".join(pages).split() if each.startswith("kata")] == long.split()
    assert "kata" in pages[0]
    assert "akhir" in pages[-1]


def test_a_heading_never_ends_a_page_nor_does_the_total_begin_one(tmp_path: Path) -> None:
    columns = (Column("name", "Pos"), Column("value", "Jumlah", Kind.RUPIAH))
    for count in range(30, 60):
        rows = (*((f"Baris {n}", Rupiah(n)) for n in range(count)), ("BAB DUA", None), ("Pertama", Rupiah(1)))
        report = Report("x", "X", columns, rows, ("Semua", Rupiah(9)), styles={count: HEADING})
        for page in pages_of(pdf_bytes(report), tmp_path):
            lines = [line for line in page.splitlines() if line.strip() and "Halaman" not in line]
            assert "BAB DUA" not in lines[-1]
            assert not any("Semua" in line for line in lines[1:2])


def test_chart_figures_and_lines_to_sign_on_stand_on_paper(tmp_path: Path) -> None:
    report = replace(
        stock_report(),
        chart=Chart("Omzet", (ChartBar("Sembako", 3, "3 jt"), ChartBar("Titipan", 1, "1 jt", marked=True))),
        figures=(Figure("Nilai stok", Rupiah(26_050)),),
        agrees=True,
        signatures=("Manajer", "Bendahara", "Pengawas", "Ketua"),
    )
    words = " ".join(words_of(pdf_bytes(report), tmp_path).split())
    for each in ("Sembako", "3 jt", "Rp 26.050", "Sama dengan pembukuan", "Manajer", "Ketua", "_____"):
        assert each in words


def test_given_up_nothing_is_written_and_the_next_one_is_made() -> None:
    class After(Stop):
        def step(self, part: int, whole: int) -> None:
            if part * 2 > whole:
                self.stop()
            super().step(part, whole)

    stop = After()
    with pytest.raises(Stopped):
        pdf_bytes(stock_report(ROWS * 400), stop)
    assert 300 < stop.done < 1_000
    assert pdf_bytes(stock_report()).startswith(b"%PDF")


def test_how_far_it_is_only_grows() -> None:
    seen: list[int] = []

    class Seen(Stop):
        def step(self, part: int, whole: int) -> None:
            super().step(part, whole)
            seen.append(self.done)

    pdf_bytes(stock_report(ROWS * 800), Seen())
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert seen[-1] > 900
