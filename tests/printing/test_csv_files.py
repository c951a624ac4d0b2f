from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from koperasi.money import Rupiah
from printing.csv_files import csv_bytes, excel_csv_bytes
from printing.reports import HEADING, ITEM, Column, Kind, Report
from tests.printing.samples import stock_report


def test_machines_get_english_keys_commas_and_plain_numbers() -> None:
    lines = csv_bytes(stock_report()).decode("utf-8").split("\r\n")
    assert lines == [
        "code,name,quantity,price,value,margin,sales,expires,sold_at",
        "0001,Beras Mentik; Wangi,2.5,14500,36250,12.5,12,2027-01-31,2026-11-23T09:45:00+00:00",
        '8991102000017,"\'=HYPERLINK(""http://x"")",-3,3400,-10200,-0.05,1200,,',
        "K-1,<img src='file:///etc/passwd'/> & “Kopi” ☕,1200,0,0,0,0,,2026-11-23T09:45:00+00:00",
        "",
    ]


def test_excel_gets_a_mark_semicolons_labels_and_decimal_commas() -> None:
    raw = excel_csv_bytes(stock_report())
    assert raw.startswith(b"\xef\xbb\xbfKode;Nama barang;Stok;")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines[1] == '0001;"Beras Mentik; Wangi";2,5;14500;36250;12,5%;12;2027-01-31;2026-11-23 09:45'
    assert lines[2].startswith('8991102000017;"\'=HYPERLINK(""http://x"")";-3;3400;-10200;-0,05%;1200;;')


def test_no_total_stands_among_the_rows() -> None:
    assert b"Jumlah" not in csv_bytes(stock_report())
    assert b"Jumlah" not in excel_csv_bytes(stock_report())


def test_the_same_report_gives_the_same_bytes() -> None:
    assert csv_bytes(stock_report()) == csv_bytes(stock_report())
    assert excel_csv_bytes(stock_report()) == excel_csv_bytes(stock_report())


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_text_is_one_cell_of_one_row(texts: list[str]) -> None:
    report = Report(
        "names", "Nama", (Column("name", "Nama"), Column("more", "Lain")), tuple((each, "x") for each in texts)
    )
    read = list(csv.reader(io.StringIO(csv_bytes(report).decode("utf-8"), newline="")))
    assert [len(row) for row in read] == [2] * (len(texts) + 1)
    read = list(csv.reader(io.StringIO(excel_csv_bytes(report).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [len(row) for row in read] == [2] * (len(texts) + 1)


def test_how_far_in_a_row_of_a_statement_stands_is_a_column() -> None:
    rows = (("ASET", None), ("Kas", Rupiah(5)))
    report = Report(
        "x", "X", (Column("name", "Pos"), Column("value", "Jumlah", Kind.RUPIAH)), rows, styles={0: HEADING, 1: ITEM}
    )
    assert csv_bytes(report).decode() == "level,name,value\r\n0,ASET,\r\n1,Kas,5\r\n"
    assert excel_csv_bytes(report).decode("utf-8-sig") == "Tingkat;Pos;Jumlah\r\n0;ASET;\r\n1;Kas;5\r\n"
    assert [row["level"] for row in report.records()] == [0, 1]
