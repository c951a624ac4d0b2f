from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from printing.json_files import json_bytes
from printing.reports import Column, Report
from tests.printing.samples import stock_report


def test_rows_stand_under_their_keys_exactly() -> None:
    read = json.loads(json_bytes(stock_report()))
    assert list(read) == ["rows"]
    assert read["rows"][0] == {
        "code": "0001",
        "name": "Beras Mentik; Wangi",
        "quantity": "2.5",
        "price": 14_500,
        "value": 36_250,
        "margin": "12.5",
        "sales": 12,
        "expires": "2027-01-31",
        "sold_at": "2026-11-23T09:45:00+00:00",
    }
    assert read["rows"][1]["name"] == '=HYPERLINK("http://x")'


def test_no_number_is_a_float() -> None:
    def never(text: str) -> None:
        raise AssertionError(f"{text} is a float")

    json.loads(json_bytes(stock_report()), parse_float=never)


def test_a_report_without_rows_is_still_a_list() -> None:
    assert json.loads(json_bytes(stock_report(()))) == {"rows": []}


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    report = Report("names", "Nama", (Column("name", "Nama"),), tuple((each,) for each in texts))
    assert [row["name"] for row in json.loads(json_bytes(report))["rows"]] == texts
