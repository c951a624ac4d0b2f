from __future__ import annotations

from dataclasses import replace

import pytest

from desktop import tables
from desktop.tables import Order
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.reports import Column, Kind, Report, RowStyle, StoredRows
from tests.desktop.reported import COLUMNS, ROWS, long, small


def codes(report: object) -> list[object]:
    return [row[0] for row in report.rows]  # type: ignore[attr-defined]


def test_numbers_and_words_sort_as_people_read_them_and_nothing_stands_last() -> None:
    report = small()

    assert codes(tables.arranged(report, Order(1))) == ["0101", "0103", "0102"]
    assert codes(tables.arranged(report, Order(3, descending=True))) == ["0101", "0102", "0103"]
    assert codes(tables.arranged(report, Order(4))) == ["0103", "0102", "0101"]
    assert codes(tables.arranged(report, Order(4, descending=True))) == ["0102", "0103", "0101"]
    assert codes(tables.arranged(report, Order(6))) == ["0102", "0103", "0101"]


def test_what_belongs_to_a_row_goes_where_it_goes() -> None:
    report = tables.arranged(small(), Order(0))

    assert codes(report) == ["0101", "0102", "0103"]
    assert report.opens is not None
    assert report.opens.ids == (11, 12, None)
    assert report.marked == frozenset({2})


def test_words_narrow_the_rows_and_the_totals_are_added_again() -> None:
    report = tables.arranged(small(), None, "K kering")

    assert codes(report) == ["0103"]
    assert report.totals is not None
    assert report.totals[3] == Rupiah(-12_500)
    assert report.totals[0] == "Jumlah"
    assert report.marked == frozenset({0})


def test_a_total_that_is_no_sum_is_not_made_into_one() -> None:
    whole = small()
    totals = list(whole.totals or ())
    totals[2] = Quantity.of(99)
    from dataclasses import replace

    report = tables.arranged(replace(whole, totals=tuple(totals)), None, "sabun")

    assert report.totals is not None
    assert report.totals[2] is None
    assert report.totals[3] == Rupiah(6_800)


def test_stored_rows_sort_and_narrow_as_made_ones() -> None:
    report = long(500)
    assert isinstance(report.rows, StoredRows)

    first = tables.arranged(report, Order(1, descending=True)).rows[0]
    assert first[1] == Quantity.of(499)
    narrowed = tables.arranged(report, Order(0, descending=True), "00049")
    assert [row[0] for row in narrowed.rows][:2] == ["Barang 000499", "Barang 000498"]


def test_columns_in_which_nothing_stands_are_told() -> None:
    assert tables.sheet(small()).empty == frozenset({5})


def test_how_many_rows_there_are_is_said_in_words() -> None:
    assert tables.sheet(small()).counted == "3 baris"
    assert tables.sheet(small(), None, "sabun").counted == "1 dari 3 baris"
    assert tables.sheet(long()).counted == "100.000 baris"


def test_a_screen_shows_a_true_minus_and_a_dash_for_no_number() -> None:
    assert tables.on_screen(Rupiah(-5_000), Kind.RUPIAH) == "\N{MINUS SIGN}5.000"
    assert tables.on_screen(None, Kind.PERCENT) == "\N{EN DASH}"
    assert tables.on_screen(None, Kind.TEXT) == ""
    assert tables.on_screen("-x", Kind.TEXT) == "-x"


def test_the_table_pastes_with_its_head_and_total_and_a_row_alone() -> None:
    lines = tables.pasted(small()).split("\n")

    assert lines[0].split("\t") == [column.label for column in COLUMNS]
    assert len(lines) == len(ROWS) + 2
    assert lines[-1].split("\t")[3] == "30.550"
    assert tables.pasted(small(), [ROWS[0]]).split("\t")[:2] == ["0102", "Sabun Mandi"]


@pytest.mark.parametrize("descending", [False, True])
def test_long_lists_are_sorted_as_short_ones_are_and_equals_keep_their_order(descending: bool) -> None:
    columns = (Column("name", "Nama"), Column("value", "Nilai", Kind.RUPIAH))
    stored = StoredRows(columns, [(f"B {n}", n * 7919 % 1_000) for n in range(25_000)])
    made = tables.arranged(Report("x", "X", columns, stored), Order(1, descending))
    wanted = sorted(stored.stored, key=lambda row: row[1], reverse=descending)
    assert isinstance(made.rows, StoredRows)
    assert made.rows.stored == wanted


def test_a_statement_shows_what_it_compares_with_though_it_is_nothing() -> None:
    statement = replace(small(), styles={0: RowStyle(bold=True)})
    assert tables.sheet(statement).empty == frozenset()
