"""`promotion`, `import promotions` and `report promotions`, as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

HEAD = (
    "kode;nama;jenis;persen;harga;beli;gratis;barang;satuan;jumlah;kategori;penitip;hari;jam;sampai;penanggung;setuju\n"
)
FILE = (
    HEAD
    + "SEHAT;Sabtu Sehat;gratis;;;2;1;8999000000016;;;;;sabtu;;31/12/2026;;\n"
    + "SORE;Sore Hemat;diskon;12,5%;;;;8999000000023;;;;;senin-jumat;17.00-19.00;;;\n"
    + "PAGI;Paket Pagi;paket;;4.000;;;8999000000016;;1;;;;;;;\n"
    + "PAGI;Paket Pagi;paket;;4.000;;;8999000000023;;2;;;;;;;\n"
)


def listed(mart: Mart, *words: str) -> dict[object, dict[str, object]]:
    return {each["code"]: each for each in mart("promotion", *words, "--format", "json").rows}


def test_a_promotion_is_added_listed_and_ended(filled: Mart) -> None:
    add = ("promotion", "add", "SEHAT", "Sabtu Sehat", "--free", "2+1", "--good", "8999000000016", "--days", "sab")
    assert filled(*add, "--hours", "22-2").code == 0
    assert listed(filled)["SEHAT"] == {
        "code": "SEHAT", "name": "Sabtu Sehat", "kind": "free", "gives": "beli 2 gratis 1",
        "goods": "Sabun Mandi Melati", "price_class": "", "days": "sabtu", "hours": "22.00-02.00",
        "first_day": None, "last_day": None, "bearer": "toko", "state": "berlaku",
    }  # fmt: skip

    assert filled("promotion", "end", "SEHAT").code == 0
    assert listed(filled) == {}
    assert listed(filled, "--all")["SEHAT"]["state"] == "berakhir"
    assert filled("report", "promotions", "--format", "json").rows == []
    assert filled("check").code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add",), "Kode promo belum diisi"),
        (("add", "X", "Nama", "--good", "8999000000016"), "Jenis promonya belum disebut"),
        (("add", "X", "Nama", "--percent", "10"), "Sebut barang"),
        (("add", "X", "Nama", "--percent", "10", "--good", "1"), "tidak dikenal"),
        (("add", "X", "Nama", "--percent", "sepuluh", "--good", "8999000000016"), "bukan persen"),
        (("add", "X", "Nama", "--percent", "10", "--category", "Roti"), "Kategori Roti tidak dikenal"),
        (("add", "X", "Nama", "--free", "2", "--good", "8999000000016"), "2+1"),
        (("add", "X", "Nama", "--percent", "10", "--good", "8999000000016", "--days", "sabsabtu"), "Hari sabsabtu"),
        (("add", "X", "Nama", "--percent", "10", "--good", "8999000000016", "--hours", "25-3"), "Jamnya antara"),
        (("add", "X", "Nama", "--percent", "9", "--good", "8999000000016", "--bearer", "maker"), "persetujuan"),
        (("end", "X"), "tidak ada"),
    ],
)
def test_what_it_cannot_make_it_refuses_in_words(filled: Mart, words: tuple[str, ...], says: str) -> None:
    said = filled("promotion", *words)
    assert (said.code, said.out) == (1, "")
    assert says in said.err
    assert listed(filled, "--all") == {}


@pytest.mark.parametrize("words", [("--off", "x"), ("--off", "1", "--price", "2"), ("--from", "besok")])
def test_misuse_is_told_by_the_exit_code(filled: Mart, words: tuple[str, ...]) -> None:
    assert filled("promotion", "add", "X", "Nama", "--good", "8999000000016", *words).code == 2


def test_a_file_of_promotions_is_read_once(filled: Mart, tmp_path: Path) -> None:
    path = tmp_path / "promo.csv"
    path.write_text(FILE, encoding="utf-8")
    assert filled("import", "promotions", path, "--dry-run").code == 0
    assert listed(filled) == {}

    assert "4 baris dibaca, 4 ditulis" in filled("import", "promotions", path).out
    found = listed(filled)
    assert {code: (each["gives"], each["goods"]) for code, each in found.items()} == {
        "SEHAT": ("beli 2 gratis 1", "Sabun Mandi Melati"),
        "SORE": ("diskon 12,5%", "Kopi Bubuk"),
        "PAGI": ("paket Rp 4.000", "Sabun Mandi Melati, 2 Kopi Bubuk"),
    }
    assert (found["SORE"]["days"], found["SORE"]["hours"]) == ("senin, selasa, rabu, kamis, jumat", "17.00-19.00")
    assert found["SEHAT"]["last_day"] == "2026-12-31"
    assert "0 ditulis, 4 sudah ada" in filled("import", "promotions", path).out
    assert filled("check").code == 0


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("X;Nama;hadiah;10;;;;8999000000016;;;;;;;;;", "kind"),
        ("X;Nama;diskon;;;;;8999000000016;;;;;;;;;", "rate"),
        ("X;Nama;diskon;10;;;;123;;;;;;;;;", "good"),
        ("X;Nama;diskon;10;;;;;;;;;;;;;", "good"),
        ("X;Nama;diskon;10;;;;8999000000016;Dus;;;;;;;;", "unit"),
        ("X;Nama;diskon;10;;;;8999000000016;;;;;besok;;;;", "days"),
        ("X;Nama;diskon;10;;;;8999000000016;;;;;;pagi;;;", "hours"),
        ("X;Nama;diskon;10;;;;8999000000016;;;;;;;;penitip;", "agreed"),
        ("X;Nama;diskon;10;;;;8999000000016;;;;;;;;penitip;ya", "bearer"),
    ],
)
def test_a_row_that_says_too_little_is_named(filled: Mart, tmp_path: Path, row: str, field: str) -> None:
    path = tmp_path / "promo.csv"
    path.write_text(f"{FILE}{row}\n", encoding="utf-8")
    said = filled("import", "promotions", path, "--dry-run")
    assert said.code == 1
    assert f"baris 6, {field}: " in said.err


def test_two_rows_of_one_promotion_are_refused_together(filled: Mart, tmp_path: Path) -> None:
    path = tmp_path / "promo.csv"
    path.write_text(FILE.replace("8999000000023;;2;", "123;;2;"), encoding="utf-8")
    assert filled("import", "promotions", path, "--keep-good").code == 0
    assert set(listed(filled)) == {"SEHAT", "SORE"}


SOAP, COFFEE = ("--good", "8999000000016"), ("--good", "8999000000023")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--free", "2+1", *SOAP), "Perhatikan: Sabun Mandi Melati: berhenti di harga pokok, hanya memberi Rp 1.950."),
        (("--free", "9+1", *SOAP), ""),
        (("--price", "3.000", *SOAP), "Perhatikan: Sabun Mandi Melati: promo ini tidak memberi apa pun."),
        (("--percent", "50", *SOAP, "--below-cost"), ""),
        (("--bundle", "2.000", *SOAP, *COFFEE), "Kopi Bubuk: berhenti di harga pokok"),
        (("--percent", "50", *COFFEE, "--hours", "3-4", "--class", "anggota"), ""),
    ],
)
def test_what_would_stop_at_cost_is_told_when_it_is_made(filled: Mart, words: tuple[str, ...], says: str) -> None:
    """The soap costs 2.350 and sells for 3.000; of the coffee no cost is known."""
    said = filled("promotion", "add", "X", "Nama", *words)
    assert said.code == 0
    assert says in said.err if says else said.err == ""
