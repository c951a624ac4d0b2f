"""`order`: an order without a window, from what is proposed to its close; suppliers by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Mart

GOODS = (
    "kode,nama,satuan,harga_jual,harga_beli,stok_minimum\nP1,Sabun Mandi,Pcs,3000,2350,30\nP2,Kopi,Pcs,9000,8000,0\n"
)
SUPPLIERS = "kode;nama;wa;minimal pesan;kode barang;harga beli\nS-01;Makmur;0812;100000;P1;2300\n"


@pytest.fixture
def supplied(made: Mart, tmp_path: Path) -> Mart:
    """Soap of Makmur, of which there are ten and should be thirty."""
    for kind, words in (
        ("catalogue", GOODS),
        ("stock", "kode,jumlah,harga_beli\nP1,10,2350\n"),
        ("suppliers", SUPPLIERS),
    ):
        file = tmp_path / f"{kind}.csv"
        file.write_text(words, "utf-8")
        assert made("import", kind, str(file)).code == 0, kind
    return made


def test_what_is_proposed_is_ordered_shown_and_closed(supplied: Mart, tmp_path: Path) -> None:
    (row,) = supplied("report", "order-proposal", "--format", "json").rows
    assert (row["supplier"], row["quantity"], row["explanation"]) == (
        "Makmur",
        "20",
        "minimum 30 − ada 10 − dipesan 0 = 20 → 20 pcs",
    )

    (line,) = supplied("order", "make", "s-01", "--format", "json").rows
    assert (line["name"], line["quantity"], line["amount"]) == ("Sabun Mandi", "20", 46_000)
    assert supplied("report", "order-proposal", "--format", "json").rows == []
    (order,) = supplied("order", "--format", "json").rows
    assert (order["supplier"], order["state"]) == ("Makmur", "belum datang")
    number = str(order["number"])

    assert "*20 Pcs*" in supplied("order", "text", number).out
    file = tmp_path / "surat.pdf"
    assert supplied("order", "show", number, "--out", file).code == 0
    assert file.read_bytes()[:5] == b"%PDF-"

    assert supplied("order", "close", number, "--reason", "habis").code == 0
    assert supplied("order", "close", number).code == 1
    (order,) = supplied("report", "orders", "--format", "json").rows
    assert order["state"] == "ditutup"
    assert supplied("check").code == 0


def test_suppliers_go_out_as_they_come_in(supplied: Mart) -> None:
    (row,) = supplied("report", "suppliers", "--format", "json").rows

    assert (row["code"], row["good"], row["price"], row["preferred"]) == ("S-01", "P1", 2_300, "ya")


@pytest.mark.parametrize("words", [("show",), ("close", "PO-9"), ("make", "S-99"), ("text", "x")])
def test_what_is_not_there_is_told(supplied: Mart, words: tuple[str, ...]) -> None:
    assert supplied("order", *words).code == 1
