"""Whatever somebody calls a good: it stays one cell of one row, says what it said, and is nobody's command."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from koperasi.money import Rupiah
from printing.csv_files import csv_bytes, excel_csv_bytes
from printing.json_files import json_bytes
from printing.letters import clean
from printing.pdf_files import pdf_bytes
from printing.reports import FORMULA_STARTS, Chart, ChartBar, Column, Figure, Kind, Report, RowStyle, total_row
from printing.tables import table
from printing.typesetting import drawable
from printing.xlsx_files import xlsx_bytes
from tests.printing.hostile import BAD, names

COLUMNS = (Column("code", "Kode"), Column("name", "Nama"), Column("value", "Nilai", Kind.RUPIAH))


def called(told: list[str]) -> Report:
    """A report in which everything that people name is called so."""
    rows = tuple((f"{n}", each, Rupiah(n)) for n, each in enumerate(told))
    chart = Chart(told[0], tuple(ChartBar(each, n + 1, each[:10]) for n, each in enumerate(told[:5])))
    return Report(
        "names", told[0], COLUMNS, rows, total_row(COLUMNS, rows, "value"), told[-1], told[0], told[-1], (told[0],),
        chart=chart, figures=(Figure(told[0], Rupiah(1)),), styles={0: RowStyle(level=1)}, signatures=(told[-1],),
    )  # fmt: skip


lists = st.lists(names, min_size=2, max_size=6)


def harmful(cell: str) -> bool:
    return cell.lstrip(" '\"\N{NO-BREAK SPACE}").startswith(FORMULA_STARTS) and not cell.startswith("'")


@settings(max_examples=150)
@given(lists)
def test_csv_keeps_it_in_its_cell_and_from_being_a_formula(told: list[str]) -> None:
    for made, comma, mark in ((csv_bytes, ",", "utf-8"), (excel_csv_bytes, ";", "utf-8-sig")):
        rows = list(csv.reader(io.StringIO(made(called(told)).decode(mark), newline=""), delimiter=comma))
        assert len(rows) == len(told) + 1
        for row, name in zip(rows[1:], told, strict=True):
            assert len(row) == 4
            assert row[2] in (clean(name), f"'{clean(name)}")
            assert not any(harmful(each) for each in row[:3])


@settings(max_examples=150)
@given(lists)
def test_json_gives_it_back_and_holds_nothing_that_a_terminal_obeys(told: list[str]) -> None:
    made = json_bytes(called(told)).decode("utf-8")
    assert [row["name"] for row in json.loads(made)["rows"]] == told
    assert all(unicodedata.category(each) not in {"Cc", "Zl", "Zp"} for each in made if each != "\n")


@settings(max_examples=60)
@given(lists)
def test_a_workbook_opens_again_with_the_same_words_as_words(told: list[str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(called(told))))
    sheet = book.active
    assert sheet is not None
    found = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[2], int) and row[0] is not None]
    # Excel reads `_x005F_` as `_`; openpyxl leaves that to its caller.
    assert [unescape(row[1]) if row[1] else None for row in found] == [clean(each) or None for each in told]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f" or str(cell.value).startswith(("=SUM(C", "=SUBTOTAL(9,C"))
    assert all(ord(letter) > 31 for letter in book.sheetnames[0])


@settings(max_examples=60)
@given(lists)
def test_a_page_is_made_of_it(told: list[str]) -> None:
    made = pdf_bytes(called(told))
    assert made.startswith(b"%PDF")
    assert b"/URI" not in made
    assert b"/Subtype /Image" not in made


@settings(max_examples=100)
@given(lists)
def test_a_terminal_is_told_it_and_not_steered(told: list[str]) -> None:
    lines = table(called(told))
    assert all(unicodedata.category(each)[0] != "C" for each in lines if each != "\n")
    assert len(lines.splitlines()) == len(lines.split("\n")) - 1


@pytest.mark.parametrize("name", BAD)
def test_a_page_says_what_it_was_called(name: str, tmp_path: Path) -> None:
    file = tmp_path / "names.pdf"
    report = Report("names", "Nama", COLUMNS[:2], (("1", name),))
    file.write_bytes(pdf_bytes(report))
    read = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True).stdout
    words = unicodedata.normalize("NFKC", drawable(name).replace(" ", ""))
    assert words in unicodedata.normalize("NFKC", "".join(read.split()))


def test_another_process_at_another_time_writes_the_same_bytes() -> None:
    """Sets, hashes and clocks leave no trace in a file."""
    program = (
        "import hashlib, tests.papers.test_hostile_files as t\n"
        "print(*[hashlib.sha256(made(t.called(list(t.BAD)))).hexdigest() for made in t.WRITERS])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": os.getcwd()}
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    ).stdout.split()
    assert said == [hashlib.sha256(made(called(list(BAD)))).hexdigest() for made in WRITERS]


WRITERS = (pdf_bytes, xlsx_bytes, csv_bytes, excel_csv_bytes, json_bytes)
