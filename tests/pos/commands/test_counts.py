"""`count`: a count without a window, from the file to the books and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

GOODS = "kode,nama,satuan,harga_jual,harga_beli\nP1,Sabun Mandi,Pcs,3000,2350\n"


@pytest.fixture
def counted(made: Mart, tmp_path: Path) -> Mart:
    """Ten soaps in the book, nine counted."""
    for kind, words in (
        ("catalogue", GOODS),
        ("stock", "kode,jumlah,harga_beli\nP1,10,2350\n"),
        ("counts", "nomor_hitung,kode,dihitung\nHITUNG-1,P1,9\n"),
    ):
        file = tmp_path / f"{kind}.csv"
        file.write_text(words, "utf-8")
        assert made("import", kind, str(file)).code == 0
    return made


def test_a_count_is_listed_shown_closed_and_taken_back(counted: Mart) -> None:
    (row,) = counted("count", "--format", "json").rows
    assert (row["title"], row["state"], row["counted"]) == ("HITUNG-1", "sedang dihitung", 1)
    (line,) = counted("count", "show", "hitung-1", "--format", "json").rows
    assert (line["expected"], line["counted"], line["value"]) == ("10", "9", -2_350)

    assert counted("count", "close", "HITUNG-1").code == 1
    assert counted("count", "finish", row["id"]).code == 0
    (row,) = counted("count", "close", row["id"], "--format", "json").rows
    assert (row["state"], row["number"][:2]) == ("dibukukan", "SO")
    (stock,) = counted("report", "stock", "--format", "json").rows
    assert stock["quantity"] == "9"

    assert counted("count", "reverse", row["number"]).code == 1
    assert counted("count", "reverse", row["number"], "--reason", "salah file").code == 0
    (stock,) = counted("report", "stock", "--format", "json").rows
    assert stock["quantity"] == "10"
    assert counted("check").code == 0


@pytest.mark.parametrize("words", [("show",), ("close", "LAIN"), ("show", "17"), ("reverse", "SO-9", "--reason", "x")])
def test_what_is_not_there_is_told(counted: Mart, words: tuple[str, ...]) -> None:
    assert counted("count", *words).code == 1
