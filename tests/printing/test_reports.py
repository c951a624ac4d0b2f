from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi.errors import Bug
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.csv_files import csv_bytes
from printing.json_files import json_bytes
from printing.pdf_files import pdf_bytes
from printing.reports import (
    Cell,
    Chart,
    ChartBar,
    Column,
    Figure,
    Kind,
    Opens,
    Report,
    StoredRows,
    harmless,
    plain_cell,
    shown,
    total_row,
)
from printing.tables import table
from printing.xlsx_files import xlsx_bytes
from tests.printing.samples import COLUMNS, ROWS, stock_report

AT = datetime(2026, 11, 23, 9, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "kind", "people", "machines"),
    [
        (Rupiah(-12_500), Kind.RUPIAH, "-12.500", -12_500),
        (Quantity(2500), Kind.QUANTITY, "2,5", "2.5"),
        (Quantity(1_200_000), Kind.QUANTITY, "1.200", "1200"),
        (1250, Kind.PERCENT, "12,5%", "12.5"),
        (1250, Kind.COUNT, "1.250", 1250),
        (date(2026, 11, 3), Kind.DATE, "03/11/2026", "2026-11-03"),
        (AT, Kind.DATETIME, "23/11/2026 09.45", "2026-11-23T09:45:00+00:00"),
        ("0012", Kind.TEXT, "0012", "0012"),
        (None, Kind.RUPIAH, "", None),
    ],
)
def test_a_cell_is_told_to_people_and_to_machines(cell: Cell, kind: Kind, people: str, machines: object) -> None:
    assert shown(cell, kind) == people
    assert plain_cell(cell, kind) == machines


@pytest.mark.parametrize(
    "cell", [12_500, "12.500", 1.5, True, Quantity(1)], ids=["int", "text", "float", "bool", "quantity"]
)
def test_a_cell_that_is_not_what_its_column_says_is_a_mistake(cell: Cell) -> None:
    with pytest.raises(Bug, match="does not fit"):
        Report("day", "Harian", (Column("amount", "Jumlah", Kind.RUPIAH),), ((cell,),))


def test_a_day_is_no_moment_and_a_moment_no_day() -> None:
    for kind, cell in ((Kind.DATE, AT), (Kind.DATETIME, date(2026, 11, 23))):
        with pytest.raises(Bug, match="does not fit"):
            Report("day", "Harian", (Column("at", "Waktu", kind),), ((cell,),))


@pytest.mark.parametrize("keys", [("a", "a"), ("Kode",), ("two words",), ("",), ("a__b",)])
def test_keys_for_machines_are_single_and_in_snake_case(keys: tuple[str, ...]) -> None:
    with pytest.raises(Bug, match="snake_case"):
        Report("day", "Harian", tuple(Column(key, key) for key in keys), ())


def test_rows_and_totals_have_as_many_cells_as_columns() -> None:
    columns = (Column("code", "Kode"), Column("name", "Nama"))
    with pytest.raises(Bug):
        Report("day", "Harian", columns, (("a",),))
    with pytest.raises(Bug):
        Report("day", "Harian", columns, (), ("a",))


def test_only_the_named_columns_are_added_up() -> None:
    assert total_row(COLUMNS, ROWS, "value", "quantity", "sales") == (
        "Jumlah", None, Quantity(1_199_500), None, Rupiah(26_050), None, 1212, None, None,
    )  # fmt: skip


def test_the_word_for_the_sums_stands_first_even_under_days() -> None:
    columns = (Column("day", "Tanggal", Kind.DATE), Column("name", "Nama"), Column("total", "Jumlah", Kind.RUPIAH))
    rows = [(date(2026, 11, 3), "Sabun", Rupiah(3_000))]

    assert total_row(columns, rows, "total") == ("Jumlah", None, Rupiah(3_000))


def test_percentages_have_no_sum() -> None:
    with pytest.raises(Bug, match="no sum"):
        total_row(COLUMNS, ROWS, "margin")


def test_records_have_the_keys_in_order() -> None:
    first = next(iter(stock_report().records()))
    assert list(first) == [each.key for each in COLUMNS]
    assert (first["code"], first["quantity"], first["value"]) == ("0001", "2.5", 36_250)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+62812",
        "-2",
        "@SUM(A1)",
        "|calc",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00=1",
        '"=1',
        "' =1",
        "＝1",
        "\N{NO-BREAK SPACE}=1",
        "−1",
    ],
)
def test_no_spreadsheet_takes_text_for_a_formula(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["Beras", "K1-0001", "a=b", "08123", "", "'ndeso"])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@given(st.text(max_size=40))
def test_text_made_harmless_starts_no_formula_and_holds_no_control_character(text: str) -> None:
    kept = harmless(text)
    assert kept.lstrip(" \"'") == "" or kept.startswith("'") or kept.lstrip(" \"'")[0] not in "=+-@|"
    assert all(each >= " " and each != "\x7f" for each in kept)


def stored() -> Report:
    columns = (Column("name", "Nama"), Column("value", "Nilai", Kind.RUPIAH), Column("sold_on", "Laku", Kind.DATE))
    rows = StoredRows(columns, [("Sabun", 3_400, "2026-11-23", 77), ("Kue", None, None, 78)])
    return Report("stored", "Stok", columns, rows, opens=Opens("good", (77, 78)))


def test_stored_rows_become_cells_when_they_are_looked_at() -> None:
    report = stored()

    assert list(report.rows) == [("Sabun", Rupiah(3_400), date(2026, 11, 23)), ("Kue", None, None)]
    assert list(report.rows[1:]) == [("Kue", None, None)]
    assert isinstance(report.rows, StoredRows)
    assert next(iter(report.rows.picked([1, 0])))[0] == "Kue"
    assert report.rows.column(1) == [3_400, None]


def test_files_have_the_same_of_stored_rows_as_of_made_ones() -> None:
    report = stored()
    made = replace(report, rows=tuple(report.rows))

    assert csv_bytes(report) == csv_bytes(made)
    assert json_bytes(report) == json_bytes(made)
    assert table(report) == table(made)
    assert pdf_bytes(report) == pdf_bytes(made)
    assert xlsx_bytes(report) == xlsx_bytes(made)


def test_what_is_looked_at_changes_no_figure() -> None:
    bare = replace(stored(), opens=None)
    told = replace(
        bare,
        chart=Chart("Nilai", (ChartBar("Sabun", 3_400, "3.400"),)),
        figures=(Figure("Nilai", Rupiah(3_400)),),
        agrees=True,
    )

    for made in (csv_bytes, json_bytes, xlsx_bytes):
        assert made(told) == made(bare)
        assert made(stored()) == made(bare)
    assert table(told) == table(bare)
    assert pdf_bytes(stored()) == pdf_bytes(bare)
