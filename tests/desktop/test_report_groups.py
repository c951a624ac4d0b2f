from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest

from desktop import tables
from desktop.report_groups import Grouping, MixedRows, group_of, may_group
from desktop.tables import Order
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from printing.csv_files import csv_bytes
from printing.reports import HEADING, Column, Kind, Opens, Report, StoredRows, total_row
from printing.xlsx_files import xlsx_bytes

COLUMNS = (
    Column("code", "Kode"),
    Column("name", "Nama barang"),
    Column("category", "Kategori"),
    Column("quantity", "Stok", Kind.QUANTITY),
    Column("value", "Nilai", Kind.RUPIAH),
    Column("sold_on", "Laku", Kind.DATE),
)
ROWS = (
    ("1", "Beras", "Sembako", Quantity.of(2), Rupiah(30_000), date(2026, 11, 20)),
    ("2", "Teh", "Minuman", Quantity.of(3), Rupiah(9_000), date(2026, 11, 21)),
    ("3", "Gula", "Sembako", Quantity(500), Rupiah(7_000), date(2026, 11, 20)),
    ("4", "Kue Siti", None, Quantity.of(4), Rupiah(50_000), None),
)


def report() -> Report:
    return Report(
        "goods", "Barang", COLUMNS, ROWS, total_row(COLUMNS, ROWS, "value"),
        opens=Opens("good", (11, 12, 13, 14)), marked=frozenset({3}),
    )  # fmt: skip


def names(made: Report) -> list[object]:
    return [row[0] for row in made.rows]


def test_rows_stand_under_the_sum_of_their_group() -> None:
    made = tables.sheet(report(), None, "", Grouping("category")).report
    assert [each.key for each in made.columns][:3] == ["category", "code", "name"]
    assert [row[:3] for row in made.rows] == [
        ("Minuman", None, "1 baris"), ("Minuman", "2", "Teh"),
        ("Sembako", None, "2 baris"), ("Sembako", "1", "Beras"), ("Sembako", "3", "Gula"),
        ("(kosong)", None, "1 baris"), (None, "4", "Kue Siti"),
    ]  # fmt: skip
    assert [row[4] for row in made.rows if row[1] is None] == [Rupiah(9_000), Rupiah(37_000), Rupiah(50_000)]
    assert made.sums == {0: range(1, 2), 2: range(3, 5), 5: range(6, 7)}


def test_only_what_the_report_adds_up_is_added_up() -> None:
    """Pieces and kilograms make no sum: the report has none, and so have its groups."""
    made = tables.sheet(report(), None, "", Grouping("category")).report
    assert [row[3] for row in made.rows if row[1] is None] == [None, None, None]


def test_what_a_row_leads_to_goes_with_it_and_a_group_leads_nowhere() -> None:
    made = tables.sheet(report(), None, "", Grouping("category")).report
    assert made.opens is not None
    assert made.opens.ids == (None, 12, None, 11, 13, None, 14)
    assert made.marked == {5, 6}


def test_groups_stand_in_the_order_of_what_is_sorted_by() -> None:
    by_value = tables.sheet(report(), Order(4, descending=True), "", Grouping("category", all_folded=True))
    assert names(by_value.report) == ["(kosong)", "Sembako", "Minuman"]
    assert by_value.order == Order(4, descending=True)
    by_group = tables.sheet(report(), Order(2, descending=True), "", Grouping("category", all_folded=True))
    assert names(by_group.report) == ["(kosong)", "Sembako", "Minuman"]
    assert by_group.order == Order(0, descending=True)


def test_a_folded_group_is_its_sum_alone_and_is_turned_by_itself() -> None:
    grouping = Grouping("category", all_folded=True)
    made = tables.sheet(report(), None, "", grouping).report
    assert names(made) == ["Minuman", "Sembako", "(kosong)"]
    assert made.sums == {}
    assert group_of(made, 1) == "Sembako"
    opened = tables.sheet(report(), None, "", grouping.turn("Sembako")).report
    assert names(opened) == ["Minuman", "Sembako", "Sembako", "Sembako", "(kosong)"]
    assert group_of(opened, 2) is None


def test_days_are_groups_too() -> None:
    made = tables.sheet(report(), None, "", Grouping("sold_on", all_folded=True)).report
    assert [row[0] for row in made.rows] == [date(2026, 11, 20), date(2026, 11, 21), None]


def test_moments_are_put_together_by_their_day() -> None:
    columns = (Column("name", "Nama"), Column("at", "Waktu", Kind.DATETIME), Column("value", "Nilai", Kind.RUPIAH))
    days = ((23, 9), (23, 17), (24, 8))
    rows = tuple((f"N {hour}", datetime(2026, 11, day, hour, tzinfo=UTC), Rupiah(5)) for day, hour in days)
    report = Report("tickets", "Nota", columns, rows, total_row(columns, rows, "value"))
    made = tables.sheet(report, None, "", Grouping("at", all_folded=True)).report
    assert [group_of(made, number) for number in range(len(made.rows))] == ["23/11/2026", "24/11/2026"]
    assert [(row[0], row[2]) for row in made.rows] == [
        (date(2026, 11, 23), Rupiah(10)),
        (date(2026, 11, 24), Rupiah(5)),
    ]
    opened = tables.sheet(report, None, "", Grouping("at")).report
    assert opened.rows[1][0] == rows[0][1]
    for write in (csv_bytes, xlsx_bytes):
        assert write(opened)


def test_words_narrow_before_groups_are_made_and_the_sheet_says_both() -> None:
    sheet = tables.sheet(report(), None, "beras", Grouping("category"))
    assert [row[4] for row in sheet.report.rows] == [Rupiah(30_000), Rupiah(30_000)]
    assert sheet.report.totals is not None
    assert sheet.report.totals[4] == Rupiah(30_000)
    assert sheet.report.subtitle == "hanya baris dengan “beras” · menurut Kategori"
    assert sheet.counted == "1 dari 4 baris"


def test_a_group_shows_in_a_picture_what_it_is_of_the_whole() -> None:
    made = tables.sheet(report(), None, "", Grouping("category")).report
    assert made.chart is not None
    assert [(bar.name, bar.words, bar.marked) for bar in made.chart.bars] == [
        ("(kosong)", "50 rb", True), ("Sembako", "37 rb", False), ("Minuman", "9 rb", False),
    ]  # fmt: skip


def test_what_parts_the_rows_is_offered_before_numbers_that_each_row_has_its_own_of() -> None:
    assert [each.key for each in may_group(report())] == ["category", "sold_on", "code", "name"]


def test_a_statement_is_neither_grouped_nor_sorted() -> None:
    statement = replace(report(), styles={0: HEADING})
    assert may_group(statement) == ()
    sheet = tables.sheet(statement, Order(4), "", Grouping("category"))
    assert sheet.report.rows == ROWS


@pytest.mark.parametrize("folded", [True, False])
def test_a_file_for_machines_never_adds_a_sum_twice(folded: bool) -> None:
    made = tables.sheet(report(), None, "", Grouping("category", all_folded=folded)).report
    read = list(csv.DictReader(io.StringIO(csv_bytes(made).decode())))
    assert sum(int(row["value"]) for row in read) == 96_000
    assert len(read) == (3 if folded else 4)


def test_a_workbook_adds_each_group_up_itself_and_the_whole_once() -> None:
    made = tables.sheet(report(), None, "", Grouping("category").turn("Minuman")).report
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(made))).active
    assert sheet is not None
    values = [row[4] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert values == [
        9_000, "=SUBTOTAL(9,E7:E8)", 30_000, 7_000, "=SUBTOTAL(9,E10:E10)", 50_000, "=SUBTOTAL(9,E5:E10)"
    ]  # fmt: skip
    assert [sheet.row_dimensions[row].outlineLevel for row in (6, 7, 8, 9)] == [0, 1, 1, 0]


def test_long_lists_are_still_made_only_when_they_are_looked_at() -> None:
    columns = (Column("name", "Nama"), Column("category", "Kategori"), Column("value", "Nilai", Kind.RUPIAH))
    stored = StoredRows(columns, [(f"B {n}", f"K {n % 7}", n) for n in range(5_000)])
    long = Report("long", "Panjang", columns, stored, total_row(columns, stored, "value"))
    made = tables.sheet(long, None, "", Grouping("category")).report
    assert isinstance(made.rows, MixedRows)
    assert len(made.rows) == 5_007
    assert made.rows[0] == ("K 0", "715 baris", Rupiah(sum(range(0, 5_000, 7))))
    assert made.rows[1] == ("K 0", "B 0", Rupiah(0))
