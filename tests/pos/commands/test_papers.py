"""`paper`: any document on paper without a window, as text, PDF or picture."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.printing.readers import codes_in
from tests.programs import Mart


@pytest.fixture
def number(filled: Mart) -> str:
    """The number of the first ticket, which a member took on kasbon."""
    row = filled("report", "tickets", "--from", "2026-11-20", "--to", "2026-11-20", "--format", "json").rows[0]
    return str(row["number"])


def test_a_receipt_is_told_as_text_picture_and_pdf(filled: Mart, number: str, tmp_path: Path) -> None:
    told = filled("paper", "receipt", number.lower())
    assert told.code == 0
    assert f"No. {number}" in told.out
    assert max(len(line) for line in told.out.splitlines()) <= 48

    picture = tmp_path / "struk.png"
    assert filled("paper", "receipt", number, "--out", picture).code == 0
    assert codes_in(Image.open(picture), tmp_path) == {f"CODE-128:{number}"}
    file = tmp_path / "struk.pdf"
    assert filled("paper", "receipt", number, "--out", file).code == 0
    words = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert number in words


def test_it_is_found_by_the_number_of_the_system_it_came_from(filled: Mart, number: str) -> None:
    assert filled("paper", "receipt", "N1").out == filled("paper", "receipt", number).out


def test_an_invoice_names_its_buyer_and_remembers_her(filled: Mart, number: str, tmp_path: Path) -> None:
    file = tmp_path / "faktur.pdf"
    named = ("--buyer", "Toko Makmur", "--address", "Pasar Ngantang")
    assert filled("paper", "invoice", number, "--size", "A4", *named, "--out", file).code == 0
    first = words_of(file)
    assert "FAKTUR PENJUALAN" in first
    assert "Toko Makmur" in first

    assert filled("paper", "delivery-note", number, "--out", file).code == 0
    assert "Toko Makmur" in words_of(file)
    assert "Rp" not in words_of(file)


def words_of(file: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout


def test_a_gift_receipt_says_no_price(filled: Mart, number: str) -> None:
    told = filled("paper", "gift", number).out
    assert "STRUK HADIAH" in told
    assert "Rp" not in told
    assert "3.000" not in told


def test_a_message_brings_its_link(filled: Mart, number: str) -> None:
    told = filled("paper", "message", number)
    assert "*TOTAL Rp 6.000*" in told.out
    assert told.err.startswith("https://wa.me/?text=")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("receipt", "K9-999999"), 1, "tidak ada"),
        (("page", "{number}"), 1, "Yang ada: receipt, gift, invoice, nota, delivery-note"),
        (("invoice", "{number}", "--format", "png"), 1, "hanya ada sebagai PDF"),
        (("receipt", "{number}", "--buyer", "Bu Ani", "--format", "pdf"), 1, "tidak menyebut pembeli"),
        (("invoice", "{number}", "--buyer", "X" * 101), 1, "Terlalu panjang"),
        (("receipt", "{number}", "--out", "/nowhere/at/all.pdf"), 1, "tidak bisa ditulis"),
        (("ticket", "{number}"), 2, "ticket"),
    ],
)
def test_what_cannot_be_made_is_told(filled: Mart, number: str, words: tuple[str, ...], code: int, told: str) -> None:
    said = filled("paper", *(each.format(number=number) for each in words))
    assert said.code == code
    assert told in said.err


def test_a_logo_comes_and_goes(filled: Mart, number: str, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("L", (300, 100), 10).save(file)
    assert filled("paper", "logo", file).code == 0
    assert "[ gambar" in filled("paper", "receipt", number).out
    assert filled("paper", "logo", tmp_path / "none.png").code == 1
    assert filled("paper", "logo", "-").code == 0
    assert "[ gambar" not in filled("paper", "receipt", number).out
    assert filled("check").code == 0


def test_words_that_the_law_forbids_are_refused_by_the_settings(filled: Mart) -> None:
    said = filled("settings", "receipt_return_policy", "Barang yang dibeli tidak dapat dikembalikan")
    assert said.code == 1
    assert "UU 8/1999" in said.err
    assert filled("settings", "receipt_seasons", "12-20..01-05 Selamat Tahun Baru.").code == 0
    assert filled("settings", "receipt_seasons", "kapan-kapan").code == 1
