"""Reports of the debts to suppliers: every sum is the ledger's."""

from __future__ import annotations

from datetime import date

import pytest

from inventory import payable_reports
from koperasi import ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.periods import Period
from printing import csv_files, pdf_files
from printing.reports import Report
from tests.inventory import test_payables
from tests.inventory.test_payables import TODAY, bought, pay, payment
from tests.inventory.test_supplier_returns import give_back, line, returned
from tests.shops import Counter

supplier = test_payables.supplier


@pytest.fixture
def owing(counter: Counter, supplier: int) -> int:
    old = bought(counter, supplier, 40_000, days_ago=60)
    bought(counter, supplier, 10_000)
    bought(counter, None, 500)
    pay(counter, payment(counter, supplier, (old, 15_000), (None, 700)))
    give_back(counter, returned(counter, supplier, line(counter, 1, 3_000, purchase_id=old)))
    return old


def made(counter: Counter, name: str, first: date = TODAY) -> Report:
    with counter.shop.reading() as connection:
        maker = getattr(payable_reports, name)
        report: Report = maker(connection, Period(counter.shop.branch, first, TODAY))
    assert csv_files.csv_bytes(report)
    assert pdf_files.pdf_bytes(report).startswith(b"%PDF")
    return report


@pytest.mark.usefixtures("owing")
def test_debts_are_told_by_age_and_sum_to_the_ledger(counter: Counter) -> None:
    report = made(counter, "payables")

    assert [[getattr(cell, "amount", cell) for cell in row] for row in report.rows] == [
        ["S-01", "CV Sumber Rejeki", 10_000, 0, 22_000, 0, 0, -700, 31_300],
        ["", "Tanpa pemasok", 500, 0, 0, 0, 0, 0, 500],
    ]
    with counter.shop.reading() as connection:
        owed = -ledger.balance(connection, ACCOUNT_IDS[Role.SUPPLIER_PAYABLE])
    assert report.totals is not None
    assert report.totals[-1] == owed == Rupiah(31_800)


@pytest.mark.usefixtures("owing")
def test_every_open_paper_is_told_by_its_due_date(counter: Counter) -> None:
    report = made(counter, "open_items")

    assert [(row[1], row[5], row[6]) for row in report.rows] == [
        ("CV Sumber Rejeki", 46, Rupiah(22_000)),
        ("Tanpa pemasok", 0, Rupiah(500)),
        ("CV Sumber Rejeki", 0, Rupiah(10_000)),
    ]
    assert report.notes == ("CV Sumber Rejeki: uang muka Rp 700",)


@pytest.mark.usefixtures("owing")
def test_what_went_back_is_told_with_its_cost_and_what_is_given_for_it(counter: Counter) -> None:
    (row,) = made(counter, "supplier_returns").rows

    assert row[2:7] == ("CV Sumber Rejeki", "rusak", "potong utang", Rupiah(4_000), Rupiah(3_000))
