"""`maker` and `agreement`: makers and what they agreed on, without a window; agreements by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

GOODS = "kode,nama,satuan,kategori,harga_jual\n201,Kue Kering,Pcs,Kue,12500\n202,Keripik,Pcs,Camilan,10000\n"
MEMBERS = "nomor,nama,desa\nA-0217,Sri Wahyuni,Ngantang\n"


@pytest.fixture
def shop(made: Mart, tmp_path: Path) -> Mart:
    """Two goods of nobody yet, a member, and a maker who is none."""
    for kind, words in (("catalogue", GOODS), ("members", MEMBERS)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(words, "utf-8")
        said = made("import", kind, file)
        assert said.code == 0, said.err
    assert made("maker", "add", "--name", "Siti Aminah", "--title", "Ibu", "--village", "Ngantang").code == 0
    return made


def field(shop: Mart, maker: str, name: str) -> object:
    return next(
        each["value"] for each in shop("maker", "show", maker, "--format", "json").rows if each["field"] == name
    )


def test_makers_are_listed_and_set(shop: Mart) -> None:
    assert [each["code"] for each in shop("maker", "--format", "json").rows] == ["P-01"]
    assert shop("maker", "set", "p-01", "--pay", "transfer").code == 1
    assert shop("maker", "set", "p-01", "--pay", "transfer", "--bank", "BRI:0021-01-455:Siti Aminah").code == 0
    assert shop("maker", "set", "A-0217", "--savings", "10", "--savings-since", "01/11/2026").code == 0
    assert shop("maker", "set", "A-0217", "--set-off", "02/11/2026", "--heir", "Budi").code == 0

    assert field(shop, "P-01", "bank") == "BRI 002101455 Siti Aminah"
    assert (field(shop, "A-0217", "savings"), field(shop, "A-0217", "heir")) == ("10%", "Budi")
    assert field(shop, "A-0217", "set_off_since") == "02/11/2026"
    assert shop("maker", "set", "A-0217", "--set-off", "none").code == 0
    assert field(shop, "A-0217", "set_off_since") == ""


def test_a_group_and_who_belongs_to_it(shop: Mart) -> None:
    assert shop("maker", "add", "--name", "Melati", "--group").code == 0
    assert shop("maker", "members", "P-02", "--of", "A-0217", "P-01").code == 0
    assert field(shop, "P-02", "members") == "Siti Aminah (P-01), Sri Wahyuni (A-0217)"
    assert shop("maker", "members", "P-01", "--of", "A-0217").code == 1


def test_an_agreement_is_signed_shown_printed_and_ended(shop: Mart, tmp_path: Path) -> None:
    said = shop(
        "agreement", "sign", "P-01", "--deal", "komisi 17,5", "--deal", "201=titip 10.000",
        "--cycle", "minggu", "--pay-day", "jumat", "--hold-days", "3", "--shelf-days", "30",
        "--markdowns", "10: 10; 20: 30 toko", "--liabilities", "kedaluwarsa: 50", "--min-payout", "20.000",
        "--format", "json",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert [(each["goods"], each["price"], each["maker"], each["shop"]) for each in said.rows] == [
        ("Kue Kering", 12_500, 10_000, 2_500),
        ("Semua barang lain", 10_000, 8_250, 1_750),
    ]
    paper = shop("agreement", "print", "P-01").out
    assert "PERJANJIAN TITIP JUAL" in paper
    assert "Penitip dibayar tiap minggu" in paper
    file = tmp_path / "perjanjian.pdf"
    assert shop("agreement", "print", "P-01", "--out", file).code == 0
    assert file.read_bytes()[:5] == b"%PDF-"

    assert shop("agreement", "suspend", "P-01").code == 1
    assert shop("agreement", "suspend", "P-01", "--why", "sakit").code == 0
    assert shop("agreement", "list", "P-01", "--format", "json").rows[0]["state"] == "ditunda"
    assert shop("agreement", "resume", "P-01").code == 0
    assert shop("agreement", "end", "P-01", "--why", "pindah").code == 0
    (row,) = shop("agreement", "--format", "json").rows
    assert (row["code"], row["state"], row["paid"]) == ("P-01", "berakhir", "tiap minggu, hari Jumat")
    assert shop("check").code == 0


def test_a_second_version_starts_from_the_first(shop: Mart) -> None:
    assert shop("agreement", "sign", "P-01", "--deal", "komisi 20", "--hold-days", "3").code == 0
    assert shop("agreement", "sign", "P-01", "--deal", "komisi 15").code == 0

    rows = shop("agreement", "list", "P-01", "--format", "json").rows
    assert [(each["version"], each["deal"], each["state"]) for each in rows] == [
        (2, "Komisi 15%", "berlaku"),
        (1, "Komisi 20%", "diganti"),
    ]
    assert "3 hari sesudah terjual" in " ".join(shop("agreement", "print", "P-01").out.split())


@pytest.mark.parametrize(
    "words",
    [
        ("sign", "P-01", "--deal", "bagi rata"),
        ("sign", "P-01", "--deal", "999=titip 5.000"),
        ("sign", "P-01", "--deal", "@Sepatu=komisi 5"),
        ("sign", "P-01", "--deal", "komisi 5", "--deal", "komisi 6"),
        ("sign", "P-01", "--from", "01/01/2020"),
        ("sign", "P-01", "--cycle", "kadang"),
        ("sign", "P-99", "--deal", "komisi 5"),
        ("show", "P-01"),
        ("end", "P-01", "--why", "x"),
        ("print",),
    ],
)
def test_what_cannot_be_is_told(shop: Mart, words: tuple[str, ...]) -> None:
    said = shop("agreement", *words)

    assert (said.code, bool(said.err)) == (1, True)


def test_many_agreements_come_by_file_and_twice_is_once(shop: Mart, tmp_path: Path) -> None:
    file = tmp_path / "perjanjian.csv"
    file.write_text(
        "penitip;barang;kategori;kesepakatan;penentu harga;bayar;hari bayar;ditahan\n"
        "P-01;;;komisi 10;toko;bulan;25;\nP-01;;Kue;titip 9.000;;;;\nA-0217;202;;titip 8.000;;;;5\n",
        "utf-8",
    )
    said = shop("import", "agreements", file)
    assert (said.code, "3 ditulis" in said.out) == (0, True), said.err
    again = shop("import", "agreements", file)
    assert "3 sudah ada" in again.out

    rows = {each["code"]: each for each in shop("agreement", "--format", "json").rows}
    assert rows["P-01"]["paid"] == "tiap bulan, tanggal 25"
    assert rows["A-0217"]["deal"] == "Harga titip Rp 8.000"


def test_a_bad_row_is_told_with_its_field_and_nothing_is_written(shop: Mart, tmp_path: Path) -> None:
    file = tmp_path / "perjanjian.csv"
    file.write_text("penitip;kesepakatan;ditahan\nP-01;komisi 101;\nA-0217;komisi 10;banyak\nX;komisi 1;\n", "utf-8")
    said = shop("import", "agreements", file)

    assert said.code == 1
    assert all(words in said.err for words in ("baris 2, rate", "baris 3, hold_days", "penitip X"))
    assert {each["number"] for each in shop("agreement", "--format", "json").rows} == {""}


def test_reductions_are_listed_without_any(shop: Mart) -> None:
    assert shop("agreement", "reduce", "--start", "--format", "json").rows == []


def test_agreements_of_a_day_are_a_report(shop: Mart) -> None:
    assert shop("agreement", "sign", "P-01", "--deal", "komisi 10").code == 0

    (row,) = shop("report", "agreements", "--format", "json").rows
    assert (row["code"], row["deal"], row["state"]) == ("P-01", "Komisi 10%", "berlaku")
