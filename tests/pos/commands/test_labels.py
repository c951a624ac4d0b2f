"""`labels` and `markdown`, as a person types them."""

from __future__ import annotations

from pathlib import Path

from inventory import label_runs
from pos.commands import labels
from tests.programs import Mart

SOAP = "8999000000016"


def test_labels_are_written_into_a_file_and_remembered(filled: Mart, tmp_path: Path) -> None:
    out = tmp_path / "rak.pdf"
    said = filled("labels", SOAP, "--paper", "5x13", "--start", "14", "--copies", "3", "--out", str(out))
    assert (said.code, out.read_bytes()[:4]) == (0, b"%PDF")
    assert "3 label" in said.err

    again = filled("labels", "--changed", "--out", str(out))
    assert again.code == 1
    assert "Belum ada barang" in again.err
    assert filled("labels", "--never", "--paper", "40x30", "--out", str(tmp_path / "semua.pdf")).code == 0


def test_labels_on_goods_may_go_to_the_shops_label_printer(filled: Mart, tmp_path: Path) -> None:
    sent = tmp_path / "label.bin"
    assert filled("labels", SOAP, "--product", "--paper", "40x30").code == 1
    assert filled("settings", "label_printer", f"file:{sent}").code == 0
    assert filled("labels", SOAP, "--product", "--paper", "40x30").code == 0
    assert sent.read_bytes().startswith(b"SIZE 40 mm")
    assert filled("settings", "label_size", "58x40").code == 0
    assert filled("labels", SOAP).code == 0
    assert sent.read_bytes().count(b"SIZE 58 mm") == 1
    assert filled("check").code == 0


def test_what_it_cannot_print_it_says(filled: Mart, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "x.pdf"))
    assert "tidak ditemukan" in filled("labels", "tidakadabarangini", *out).err
    assert "Kategori Roti tidak dikenal" in filled("labels", "--category", "Roti", *out).err
    assert "--out FILE" in filled("labels", SOAP).err
    assert "mulai dari 1" in filled("labels", SOAP, "--start", "99", *out).err


def test_nothing_near_its_date_is_nothing_to_reduce(filled: Mart) -> None:
    said = filled("markdown", "--start", "--format", "json")

    assert (said.code, said.rows) == (0, [])
    assert filled("report", "expiring", "--days", "60", "--format", "json").rows == []


def test_every_paper_of_the_screen_is_one_of_the_command() -> None:
    assert tuple(name for name, _words in label_runs.PAPERS) == labels.PAPERS
