"""`letter` and `report … --party`: a maker's papers without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

GOODS = "barcode;nama;satuan;harga_jual\n8999000000030;Kue Kering;Pcs;12.500\n8999000000047;Lemper;Pcs;3.000\n"
DELIVERIES = """nota,tanggal,penitip,barcode,jumlah,komisi
T1,2026-11-19,P-77,8999000000030,10,10
T2,2026-11-19,P-78,8999000000047,20,20
"""
TICKETS = """nota,waktu,kode,qty,harga,bayar
N1,2026-11-20 09:00,8999000000030,2,12500,tunai
N2,2026-11-21 09:00,8999000000047,5,3000,tunai
"""


@pytest.fixture
def sold(made: Mart, tmp_path: Path) -> Mart:
    """Two makers' goods, sold in November 2026."""
    for kind, words in (("catalogue", GOODS), ("deliveries", DELIVERIES), ("tickets", TICKETS)):
        path = tmp_path / f"{kind}.csv"
        path.write_text(words, encoding="utf-8")
        said = made("import", kind, path)
        assert said.code == 0, said.err
    return made


def test_every_maker_gets_a_letter_and_twice_the_same(sold: Mart, tmp_path: Path) -> None:
    both = sold("letter", "--year", 2026, "--out", tmp_path / "a")
    again = sold("letter", "--year", 2026, "--party", "P-77", "--out", tmp_path / "b")

    names = [f"surat-titipan-2026-{code}.pdf" for code in ("P-77", "P-78")]
    assert both.out.split() == [str(tmp_path / "a" / name) for name in names]
    assert again.out.split() == [str(tmp_path / "b" / names[0])]
    assert (tmp_path / "a" / names[0]).read_bytes() == (tmp_path / "b" / names[0]).read_bytes()


def test_a_year_without_sales_and_an_unknown_maker_are_told(sold: Mart, tmp_path: Path) -> None:
    assert sold("letter", "--year", 2025, "--out", tmp_path).code == 1
    assert sold("letter", "--year", 26).code == 1
    unknown = sold("letter", "--year", 2026, "--party", "P-99")
    assert (unknown.code, "P-99" in unknown.err) == (1, True)


def test_what_cannot_be_written_is_said(sold: Mart, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = sold("letter", "--year", 2026, "--out", tmp_path / "file")
    assert said.code == 1
    assert "tidak bisa ditulis" in said.err


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("consignment", "code"),
        ("consignment-ages", "code"),
        ("consignment-commission", "code"),
        ("consignment-year", "code"),
        ("consignment-reconciliation", "code"),
        ("makers-to-thank", "code"),
    ],
)
def test_reports_are_narrowed_to_one_maker(sold: Mart, name: str, code: str) -> None:
    days = ("--from", "2026-11-01", "--to", "2026-11-30")
    whole = sold("report", name, *days, "--format", "json").rows
    hers = sold("report", name, *days, "--party", "P-78", "--format", "json").rows

    assert [row[code] for row in whole] == ["P-77", "P-78"]
    assert hers == [row for row in whole if row[code] == "P-78"]


def test_what_she_earned_and_may_take_is_told(sold: Mart) -> None:
    (row,) = sold("report", "consignment", "--on", "2026-11-21", "--party", "P-78", "--format", "json").rows
    assert (row["earned"], row["paid"], row["owed"], row["available"]) == (12_000, 0, 12_000, 12_000)
    assert sold("report", "consignment", "--party", "P-99").code == 1
    assert sold("check").code == 0
