"""`goods`, `report goods` and their way back in, as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

SOAP, OTHER = "8999000000016", "8999000000023"


def stock(mart: Mart) -> dict[object, object]:
    return {each["code"]: each["quantity"] for each in mart("report", "stock", "--format", "json").rows}


def test_twins_are_told_and_merged(filled: Mart, tmp_path: Path) -> None:
    twin = tmp_path / "twin.csv"
    twin.write_text("kode,nama,harga\n777,SABUN MANDI MELATI,3000\n")
    assert filled("import", "catalogue", twin).code == 0
    (pair,) = filled("goods", "twins", "--format", "json").rows
    assert (pair["code"], pair["other_code"], pair["why"]) == (SOAP, "777", "nama sama")
    before = stock(filled)

    said = filled("goods", "merge", SOAP, "777")

    assert (said.code, said.out) == (0, "")
    assert "sekarang SABUN MANDI MELATI (777)" in said.err
    assert stock(filled)["777"] == before[SOAP]
    assert filled("find", SOAP).code == 0
    assert filled("goods", "--format", "json").rows == []
    assert filled("check").code == 0


def test_goods_go_into_the_archive_and_come_back(filled: Mart) -> None:
    refused = filled("goods", "archive", SOAP)
    assert refused.code == 1
    assert "masih ada" in refused.err
    assert filled("goods", "archive", SOAP, "--with-stock").code == 0
    assert filled("find", SOAP).code == 1
    assert "dijual lagi" in filled("goods", "restore", SOAP).err
    assert filled("find", SOAP).code == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("merge",), 1, "Kode barang belum diisi"),
        (("merge", SOAP), 1, "belum disebut"),
        (("merge", SOAP, "x"), 1, "tidak dikenal"),
        (("merge", SOAP, SOAP), 1, "dua barang yang berbeda"),
        (("merge", SOAP, OTHER, "--factor", "0"), 2, "lebih dari nol"),
        (("merge", SOAP, OTHER, "--factor", "dua"), 2, "bukan jumlah"),
        (("archive", "x"), 1, "tidak dikenal"),
    ],
)
def test_what_cannot_be_done_is_said(filled: Mart, words: tuple[str, ...], code: int, says: str) -> None:
    said = filled("goods", *words)
    assert (said.code, said.out) == (code, "")
    assert says in said.err


@pytest.mark.parametrize("name", ["goods.csv", "goods.xlsx"])
def test_the_catalogue_goes_out_and_comes_in_again(filled: Mart, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert filled("report", "goods", "--out", path).code == 0
    said = filled("import", "catalogue", path)
    assert (said.code, said.err) == (0, "")
    assert "0 ditulis" in said.out
    assert "0 salah" in said.out
