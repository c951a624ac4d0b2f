"""Reading what Excel in Indonesia writes, and refusing what is no table."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from inventory import spreadsheets
from inventory.spreadsheets import Native
from koperasi.errors import BadInput, Trouble

TEXT = "barcode{0}nama\r\n8991001101234{0}Kopi Bubuk\r\n8991001105678{0}Teh Celup\r\n"


def written(folder: Path, data: bytes, name: str = "barang.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_and_separator_gives_the_same_rows(tmp_path: Path, encoding: str, separator: str) -> None:
    sheet = spreadsheets.read(written(tmp_path, TEXT.format(separator).encode(encoding)))

    assert sheet.headings == ("barcode", "nama")
    assert [row.cells for row in sheet.rows] == [("8991001101234", "Kopi Bubuk"), ("8991001105678", "Teh Celup")]
    assert [row.number for row in sheet.rows] == [2, 3]


def test_umlauts_of_windows_1252_are_read(tmp_path: Path) -> None:
    sheet = spreadsheets.read(written(tmp_path, "nama;harga\nCafé Müller;1\n".encode("cp1252")))

    assert sheet.rows[0].cells[0] == "Café Müller"


def test_the_line_that_names_the_separator_is_not_a_row(tmp_path: Path) -> None:
    sheet = spreadsheets.read(written(tmp_path, b"sep=;\r\nnama;harga\r\nTeh, manis;1\r\n"))

    assert sheet.headings == ("nama", "harga")
    assert sheet.rows[0].cells == ("Teh, manis", "1")


def test_a_separator_or_a_line_end_in_quotes_belongs_to_the_cell(tmp_path: Path) -> None:
    sheet = spreadsheets.read(written(tmp_path, b'nama,harga\n"Teh, ""manis""\nbesar","1.000,00"\nKopi,2\n'))

    assert sheet.rows[0].cells == ('Teh, "manis"\nbesar', "1.000,00")
    assert sheet.rows[1].number == 3


def test_empty_rows_are_left_out_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    sheet = spreadsheets.read(written(tmp_path, b"nama;harga\n;\n\nTeh;1\n;;\nKopi;2\n"))

    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(4, "Teh"), (6, "Kopi")]


def test_a_file_with_only_a_heading_has_no_rows(tmp_path: Path) -> None:
    assert spreadsheets.read(written(tmp_path, b"barcode;nama\r\n")).rows == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "kosong"),
        (b"\r\n;;\r\n", "kosong"),
        (b"nama,harga\nTeh\x00,1\n", "bukan teks"),
        (b"nama,harga\n\x81\x8d\xff,1\n", "bukan teks"),
        (b'nama,harga\n"Teh,1\nKopi,2\n', "tidak bisa dibaca"),
        (b'nama,harga\n"Teh" manis,1\n', "tidak bisa dibaca"),
        (b"\xd0\xcf\x11\xe0old", ".xls"),
        (b"PK\x03\x04 no workbook", "rusak"),
        (b"nama,harga\n" + b"x" * 40_000 + b",1\n", "terlalu panjang"),
        (b"nama,harga\nTeh" + b",1" * 300, "terlalu besar"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        spreadsheets.read(written(tmp_path, data))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="tidak ada"):
        spreadsheets.read(tmp_path / "lupa.csv")


def test_a_packed_file_is_read_and_a_cut_one_is_trouble(tmp_path: Path) -> None:
    packed = gzip.compress(TEXT.format(",").encode() * 50)

    assert len(spreadsheets.read(written(tmp_path, packed, "log.csv.gz")).rows) == 149
    with pytest.raises(Trouble, match="tidak bisa dibaca"):
        spreadsheets.read(written(tmp_path, packed[: len(packed) // 2], "cut.csv.gz"))


def test_a_file_beyond_the_cap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "BYTES_MOST", 1000)

    with pytest.raises(BadInput, match="terlalu besar"):
        spreadsheets.read(written(tmp_path, gzip.compress(b"a,b\n" * 1000), "bomb.csv.gz"))


def book(path: Path, *rows: tuple[object, ...]) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    made.save(path)
    return path


def test_a_workbook_gives_text_and_marks_its_numbers(tmp_path: Path) -> None:
    day = date(2022, 1, 8)
    values = ("Kopi", 8991001101234, 12500.0, 1.775, 0.1 + 0.2, True, day, datetime(2022, 1, 8, 9, 30), None)  # noqa: DTZ001
    path = book(tmp_path / "barang.xlsx", tuple("abcdefghi"), values, (None, None), ("Teh",))

    sheet = spreadsheets.read(path)

    assert sheet.rows[0].cells == (
        "Kopi", "8991001101234", "12500", "1.775", "0.3", "1", "2022-01-08", "2022-01-08 09:30:00",
    )  # fmt: skip
    assert [isinstance(cell, Native) for cell in sheet.rows[0].cells[:5]] == [False, True, True, True, True]
    assert [row.number for row in sheet.rows] == [2, 4]


def test_a_workbook_that_unpacks_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "BYTES_MOST", 100_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_000)

    with pytest.raises(BadInput, match="terlalu besar"):
        spreadsheets.read(path)
