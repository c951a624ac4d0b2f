"""Every report of the shop as every kind of file, made of one day: it opens, and says what it is."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from consignment.terms import Deal, Terms
from koperasi.errors import ShopError
from koperasi.periods import Period
from pos import report_choices
from pos.commands import reports
from pos.commands.outputs import rendered
from pos.commands.reports import REPORTS
from pos.report_choices import Filter
from printing import report_slips
from printing.csv_files import excel_csv_bytes
from printing.reports import Report
from printing.texts import text_lines
from tests.shops import Counter, new_shop, small_shop


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """One day of a small shop, looked at by every report; SQLite, since files know no engine."""
    folder = tmp_path_factory.mktemp("reports")
    counter = small_shop(new_shop(f"sqlite:///{folder / 'shop.db'}", folder))
    counter.buy(counter.soap, 10, 25_000)
    counter.deliver(counter.cookies, 6, Terms(Deal.COMMISSION, 600))
    counter.sell(counter.line(counter.soap, 3, 3_400), counter.line(counter.cookies, 2, 12_500), cash=40_000)
    counter.close(335_200)
    return counter


def made(counter: Counter, name: str) -> Report:
    shop = counter.shop
    today = shop.branch.business_date(shop.clock())
    about = "101" if Filter.GOOD in report_choices.listed(name).choice.filters else ""
    with shop.reading() as connection:
        return reports.maker(name)(connection, Period(shop.branch, first_of(today), today, about))


def first_of(today: date) -> date:
    return today - timedelta(days=today.day - 1)


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_a_report_is_every_kind_of_file(sold: Counter, name: str, tmp_path: Path) -> None:
    report = made(sold, name)
    count = sum(1 for _row in report.facts())

    page = tmp_path / "report.pdf"
    page.write_bytes(rendered(report, "pdf"))
    words = subprocess.run(["pdftotext", "-layout", str(page), "-"], capture_output=True, text=True, check=True).stdout
    assert report.title in " ".join(words.split())
    sheet = openpyxl.load_workbook(io.BytesIO(rendered(report, "xlsx"))).active
    assert sheet is not None
    assert sheet.max_row >= count
    assert len(json.loads(rendered(report, "json"))["rows"]) == count
    assert len(list(csv.reader(io.StringIO(rendered(report, "csv").decode())))) == count + 1
    assert len(list(csv.reader(io.StringIO(excel_csv_bytes(report).decode("utf-8-sig")), delimiter=";"))) == count + 1
    assert report.title in rendered(report, "table").decode()
    if report_slips.fits(report):
        slip = report_slips.report_slip(report)
        assert max(len(line) for columns in (32, 48) for line in text_lines(slip, columns)) <= 48
    for shape in ("pdf", "xlsx"):
        assert rendered(made(sold, name), shape) == rendered(report, shape)


def test_a_workbook_does_not_go_to_a_terminal(sold: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    import argparse
    import sys

    from pos.commands import outputs

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(ShopError):
        outputs.give(made(sold, "day"), argparse.Namespace(format="xlsx", out=None))
