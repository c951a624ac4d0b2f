from __future__ import annotations

from printing.reports import Column, Report
from printing.tables import table
from tests.printing.samples import stock_report


def test_numbers_stand_at_the_right_and_nothing_is_cut() -> None:
    columns = tuple(each for each in stock_report().columns if each.key in ("code", "quantity", "value"))
    places = [stock_report().columns.index(each) for each in columns]
    rows = tuple(tuple(row[place] for place in places) for row in stock_report().rows)
    report = Report(
        "stock", "Stok barang", columns, rows, ("Jumlah", None, rows[0][2]), period="23/11/2026", notes=("Catatan.",)
    )
    assert table(report).splitlines() == [
        "Stok barang",
        "23/11/2026",
        "",
        "Kode            Stok    Nilai",
        "-------------  -----  -------",
        "0001             2,5   36.250",
        "8991102000017     -3  -10.200",
        "K-1            1.200        0",
        "-------------  -----  -------",
        "Jumlah                 36.250",
        "",
        "Catatan.",
    ]


def test_what_people_typed_cannot_steer_the_terminal() -> None:
    report = Report("names", "Nama", (Column("name", "Nama"),), (("\x1b[2J\x07Kopi\r\n",),))
    assert "\x1b" not in table(report)
    assert "[2JKopi\n" in table(report)


def test_wide_letters_keep_the_columns_straight() -> None:
    report = Report("names", "Nama", (Column("name", "Nama"), Column("code", "Kode")), (("茶", "1"), ("teh", "2")))
    assert table(report).splitlines()[2:] == ["Nama  Kode", "----  ----", "茶    1", "teh   2"]


def test_a_report_without_rows_still_has_its_head() -> None:
    assert "Kode" in table(stock_report(()))
