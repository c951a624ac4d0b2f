"""`loss` and `giveback`: makers' goods that were not sold, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

GOODS = "kode,nama,satuan,harga_jual\nK1,Keripik Tempe,Pcs,10000\nK2,Kue Nastar,Pcs,20000\n"
DELIVERIES = """nota,tanggal,penitip,kode,qty,harga_titip
T1,2026-11-01,P-01,K1,50,8000
T2,2026-11-01,P-02,K2,30,15000
"""
COUNTS = "nomor_hitung,kode,dihitung\nHITUNG-1,K1,49\nHITUNG-1,K2,29\n"


@pytest.fixture
def brought(made: Mart, tmp_path: Path) -> Mart:
    """Two makers' goods are here; a count found two pieces missing."""
    for kind, words in (("catalogue", GOODS), ("deliveries", DELIVERIES), ("counts", COUNTS)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(words, "utf-8")
        said = made("import", kind, file)
        assert said.code == 0, said.err
    for action in ("finish", "close"):
        assert made("count", action, "HITUNG-1").code == 0
    return made


def waiting(mart: Mart, *words: str) -> list[tuple[object, ...]]:
    rows = mart("loss", *words, "--format", "json").rows
    return [(row["maker_code"], row["cause"], row["quantity"], row["amount"]) for row in rows]


def test_what_waits_is_listed_and_settled_for_one_maker_or_all(brought: Mart) -> None:
    assert waiting(brought) == [("P-01", "Hilang di rak", "1", 8_000), ("P-02", "Hilang di rak", "1", 15_000)]

    assert waiting(brought, "settle", "--party", "p-01") == []
    assert waiting(brought, "list", "--party", "P-02") == [("P-02", "Hilang di rak", "1", 15_000)]
    said = brought("loss", "settle", "--all")

    assert (said.code, said.err.strip()) == (0, "HT-000002")
    assert waiting(brought) == []
    assert brought("check").code == 0


def test_a_decision_is_taken_back_by_its_number(brought: Mart) -> None:
    brought("loss", "settle", "--all")

    said = brought("loss", "reverse", "ht-000001", "--reason", "salah orang")

    assert said.code == 0, said.err
    assert len(waiting(brought)) == 1
    assert brought("loss", "reverse", "HT-000001", "--reason", "lagi").code == 1
    assert brought("check").code == 0


def test_nobody_is_settled_who_was_not_named(brought: Mart) -> None:
    said = brought("loss", "settle")

    assert (said.code, "--party" in said.err) == (1, True)
    assert len(waiting(brought)) == 2


def test_an_unknown_number_is_told(brought: Mart) -> None:
    assert brought("loss", "reverse", "HT-000099", "--reason", "x").code == 1


def test_one_good_of_hers_goes_back_and_its_nota_is_shown(brought: Mart, tmp_path: Path) -> None:
    said = brought("giveback", "make", "--party", "P-01", "--good", "K1", "--recall", "--format", "json")
    (row,) = said.rows

    assert (row["name"], row["quantity"], row["why"]) == ("Keripik Tempe", "49 Pcs", "ditarik")
    number = said.err.strip()
    out = tmp_path / "nota.pdf"
    assert brought("giveback", "show", number, "--out", out).code == 0
    assert out.read_bytes().startswith(b"%PDF")
    (line,) = brought("report", "consignment-givebacks", "--format", "json").rows
    assert (line["maker_code"], line["quantity"], line["worth"]) == ("P-01", "49", 392_000)
    assert brought("check").code == 0


def test_a_nota_is_taken_back_and_nothing_is_left_to_report(brought: Mart) -> None:
    number = brought("giveback", "make", "--party", "P-01", "--all").err.strip()

    assert brought("giveback", "reverse", number, "--reason", "tidak jadi").code == 0

    assert brought("report", "consignment-givebacks", "--format", "json").rows == []
    assert brought("check").code == 0


def test_without_anything_that_should_go_back_nothing_does(brought: Mart) -> None:
    assert brought("giveback", "--format", "json").rows == []

    said = brought("giveback", "make", "--party", "P-01")

    assert (said.code, "Tidak ada barang" in said.err) == (1, True)


def test_goods_are_bought_from_her_and_owed_at_once(brought: Mart) -> None:
    took = ("giveback", "take", "--party", "P-01", "--all", "--amount", "300000")
    assert "Di bawah bagiannya" in brought(*took).err
    said = brought(*took, "--agreed", "--reason", "kemasan lama")

    assert (said.code, said.err.strip()) == (0, "AT-000001")
    (row,) = [row for row in brought("report", "consignment", "--format", "json").rows if row["code"] == "P-01"]
    assert row["owed"] == 300_000
    assert brought("giveback", "take", "--party", "P-02", "--all", "--way", "keep").code == 1
    assert brought("giveback", "take", "--party", "P-02", "--all", "--way", "donate", "--agreed").code == 0
    assert brought("check").code == 0


def test_a_maker_must_be_named(brought: Mart) -> None:
    assert brought("giveback", "make").code == 1
    assert brought("giveback", "make", "--party", "P-99").code == 1
    assert brought("giveback", "show", "NR-9").code == 1
