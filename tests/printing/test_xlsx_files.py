from __future__ import annotations

import io
from datetime import datetime as moment
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.stops import Stop, Stopped
from printing.reports import GRAND_TOTAL, HEADING, ITEM, Column, Kind, Report
from printing.xlsx_files import xlsx_bytes
from tests.printing.samples import ROWS, stock_report

HEAD = 6  # shop, title, subtitle, period, a blank, then the head


def sheet_of(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(report))).active


def test_numbers_are_numbers_and_days_are_days() -> None:
    row = sheet_of(stock_report())[HEAD + 1]
    assert [cell.value for cell in row] == [
        "0001", "Beras Mentik; Wangi", 2.5, 14_500, 36_250, 0.125, 12,
        moment(2027, 1, 31), moment(2026, 11, 23, 9, 45),  # noqa: DTZ001  Excel knows no zones
    ]  # fmt: skip
    assert [cell.number_format for cell in row[2:]] == [
        "#,##0.###", "#,##0", "#,##0", "0.00%", "#,##0", "dd/mm/yyyy", "dd/mm/yyyy hh:mm",
    ]  # fmt: skip


def test_text_stays_text_whatever_it_says() -> None:
    name = sheet_of(stock_report())[HEAD + 2][1]
    assert (name.data_type, name.value, name.quotePrefix) == ("s", '=HYPERLINK("http://x")', True)


def test_codes_keep_their_zeros_and_their_length() -> None:
    sheet = sheet_of(stock_report())
    assert [sheet[HEAD + n][0].value for n in (1, 2)] == ["0001", "8991102000017"]
    assert sheet[HEAD + 2][0].data_type == "s"


def test_totals_are_sums_that_the_spreadsheet_makes() -> None:
    totals = sheet_of(stock_report())[HEAD + 4]
    assert [cell.value for cell in totals][:7] == ["Jumlah", None, None, None, "=SUM(E7:E9)", None, "=SUM(G7:G9)"]


def test_a_total_that_is_no_sum_of_the_rows_stays_a_number() -> None:
    report = Report(
        "cash", "Kas", (Column("balance", "Saldo", Kind.RUPIAH),), ((Rupiah(1),), (Rupiah(2),)), (Rupiah(2),)
    )
    assert sheet_of(report)["A6"].value == 2


def test_whole_quantities_show_no_bare_comma() -> None:
    columns = (Column("quantity", "Stok", Kind.QUANTITY),)
    sheet = sheet_of(Report("stock", "Stok", columns, ((Quantity(3000),), (Quantity(500),))))
    assert [sheet[f"A{row}"].number_format for row in (4, 5)] == ["#,##0", "#,##0.###"]


def test_rows_can_be_filtered_but_for_their_sum() -> None:
    assert sheet_of(stock_report()).auto_filter.ref == f"A{HEAD}:I{HEAD + 3}"


def test_the_head_stays_in_sight() -> None:
    sheet = sheet_of(stock_report())
    assert sheet.freeze_panes == f"A{HEAD + 1}"
    assert [cell.value for cell in sheet[HEAD]][:2] == ["Kode", "Nama barang"]
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


def test_the_same_report_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = xlsx_bytes(stock_report())
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert xlsx_bytes(stock_report()) == first


def test_a_title_that_no_sheet_may_have_is_made_one() -> None:
    report = Report("x", "Kas/Bank: [K1] * 'semua' yang pernah ada di toko ini", (Column("a", "A"),), ())
    assert len(openpyxl.load_workbook(io.BytesIO(xlsx_bytes(report))).sheetnames[0]) <= 31


@settings(max_examples=15)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=()), max_size=30), max_size=4))
def test_any_text_makes_a_file_that_opens(texts: list[str]) -> None:
    report = Report("names", "Nama", (Column("name", "Nama"),), tuple((each,) for each in texts))
    sheet = sheet_of(report)
    assert all(row[0].data_type == ("n" if row[0].value is None else "s") for row in sheet.iter_rows())


def test_a_statement_is_further_in_bold_and_ruled() -> None:
    columns = (Column("name", "Pos"), Column("value", "Jumlah", Kind.RUPIAH))
    rows = (("ASET", None), ("Kas", Rupiah(5)), ("JUMLAH", Rupiah(5)))
    sheet = sheet_of(Report("x", "X", columns, rows, styles={0: HEADING, 1: ITEM, 2: GRAND_TOTAL}))
    assert sheet["A4"].font.bold
    assert sheet["A5"].alignment.indent == 1
    assert sheet["B6"].border.top.style == "thin"
    assert sheet["B6"].border.bottom.style == "double"
    assert sheet["A6"].border.top.style is None
    assert sheet.auto_filter.ref is None


def test_a_formula_brings_its_value_for_programs_that_do_not_add_up() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(stock_report())), data_only=True)
    assert [cell.value for cell in book.active[HEAD + 4]][4] == 26_050


def test_given_up_it_stops_on_the_way() -> None:
    class After(Stop):
        def step(self, part: int, whole: int) -> None:
            if part * 2 > whole:
                self.stop()
            super().step(part, whole)

    stop = After()
    with pytest.raises(Stopped):
        xlsx_bytes(stock_report(ROWS * 2_000), stop)
    assert 400 < stop.done < 800


def test_words_longer_than_a_cell_may_be_are_cut_not_lost() -> None:
    report = Report("x", "X", (Column("name", "Nama"),), (("a" * 40_000,),))
    assert len(sheet_of(report)["A4"].value) == 32_767
