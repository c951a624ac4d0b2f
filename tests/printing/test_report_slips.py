from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koperasi.errors import Refused
from koperasi.money import Rupiah
from printing.escpos_bytes import encode
from printing.papers import Paper
from printing.report_slips import fits, report_slip
from printing.reports import GRAND_TOTAL, HEADING, ITEM, Column, Kind, Report, total_row
from printing.texts import text, text_lines

COLUMNS = (Column("name", "Kategori"), Column("value", "Nilai", Kind.RUPIAH))
ROWS = (("Sembako", Rupiah(125_000)), ("Barang Titipan Anggota yang Panjang Namanya", Rupiah(9_500)))


def narrow() -> Report:
    return Report("x", "Nilai stok", COLUMNS, ROWS, total_row(COLUMNS, ROWS, "value"), "SBMI", "", "23/11/2026")


def test_one_figure_stands_beside_its_name() -> None:
    assert text(report_slip(narrow(), "25/11/2026 10.02 oleh Rina"), 32) == (
        "              SBMI\n"
        "           Nilai stok\n"
        "           23/11/2026\n"
        "   25/11/2026 10.02 oleh Rina\n"
        "--------------------------------\n"
        "Sembako                  125.000\n"
        "Barang Titipan Anggota yang\n"
        "Panjang Namanya            9.500\n"
        "================================\n"
        "Jumlah                   134.500\n"
    )


def test_a_statement_is_further_in_and_ruled() -> None:
    rows = (("ASET", None), ("Kas", Rupiah(5)), ("JUMLAH", Rupiah(5)))
    styles = {0: HEADING, 1: ITEM, 2: GRAND_TOTAL}
    lines = text_lines(report_slip(Report("x", "Posisi", COLUMNS, rows, styles=styles)), 32)
    assert lines[2:] == [
        "ASET",
        "  Kas                          5",
        "-" * 32,
        "JUMLAH                         5",
        "=" * 32,
    ]


def test_what_is_too_wide_or_too_long_is_refused() -> None:
    wide = tuple(Column(f"c_{n}", f"K {n}", Kind.COUNT) for n in range(7))
    assert not fits(Report("x", "X", wide, (tuple(range(1, 8)),)))
    assert not fits(Report("x", "X", COLUMNS, ROWS * 200))
    assert not fits(Report("x", "X", COLUMNS, ()))
    with pytest.raises(Refused):
        report_slip(Report("x", "X", COLUMNS, ()))


def test_columns_in_which_nothing_stands_take_no_paper() -> None:
    more = tuple(Column(f"c_{n}", f"K {n}", Kind.COUNT) for n in range(9))
    report = Report("x", "X", (*COLUMNS, *more), tuple((*row, *((0,) * 9)) for row in ROWS))
    assert fits(report)
    assert "K 1" not in text(report_slip(report), 48)


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=200), min_size=4, max_size=4))
def test_any_name_keeps_to_the_paper_and_is_no_command(names: list[str]) -> None:
    rows = tuple((each, Rupiah(1)) for each in names)
    slip = report_slip(Report("x", names[0], (Column("name", names[1]), COLUMNS[1]), rows, shop=names[2]))
    for columns in (32, 42, 48):
        lines = text_lines(slip, columns)
        assert all(len(line) <= columns and line.isascii() for line in lines)
        assert encode(slip, Paper.of_columns(columns)).count(b"\x1bp") == 0
