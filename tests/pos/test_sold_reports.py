"""Reports of sales by hour, cashier, category, unit, price and tender, beside plain sums over the documents."""

from __future__ import annotations

import pytest

from koperasi.columns import EPOCH, MICROSECOND
from koperasi.money import Rupiah
from pos import checks, reports, sold_reports
from printing.reports import Report
from tests.pos.busy import asked, days_of, period
from tests.shops import Counter

WHOLE = "SELECT COUNT(*), SUM(gross), SUM(discount), SUM(total) FROM sales"


def total(report: Report, key: str) -> object:
    assert report.totals is not None
    cell = report.totals[[column.key for column in report.columns].index(key)]
    return cell.amount if isinstance(cell, Rupiah) else cell


def rows(report: Report, key: str) -> dict[object, dict[str, object]]:
    return {each[key]: each for each in report.records()}


@pytest.mark.parametrize("make", [sold_reports.by_hour, sold_reports.by_cashier])
def test_whole_sales_add_up_to_the_documents(counter: Counter, make: type) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = make(connection, period(counter))
    ((count, gross, discount, net),) = asked(counter, WHOLE)
    assert [total(report, key) for key in ("tickets", "gross", "discount", "net")] == [
        count, int(str(gross)), int(str(discount)), int(str(net)),
    ]  # fmt: skip
    assert report.chart is not None
    assert checks.wrong(counter.shop) == []


def test_an_hour_is_the_branchs_own(counter: Counter) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        found = rows(sold_reports.by_hour(connection, period(counter)), "hour")
    hours = {
        f"{counter.shop.branch.local(EPOCH + int(str(at)) * MICROSECOND):%H}"
        for (at,) in asked(counter, "SELECT d.at FROM documents d JOIN sales s ON s.document_id = d.id")
    }
    assert {str(each)[:2] for each in found} == hours


@pytest.mark.parametrize("make", [sold_reports.by_category, sold_reports.by_unit, sold_reports.by_rule])
def test_lines_add_up_to_the_documents_and_their_margin_is_the_books(counter: Counter, make: type) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = make(connection, period(counter))
    ((count, net, cost, share),) = asked(
        counter, "SELECT COUNT(*), SUM(net), SUM(cost), SUM(maker_share) FROM sale_lines"
    )
    net, cost, share = (int(str(each)) for each in (net, cost, share))
    assert [total(report, key) for key in ("lines", "net", "cost", "maker_share")] == [count, net, cost, share]
    assert total(report, "margin") == net - cost - share
    assert report.agrees is True


def test_units_and_prices_are_those_of_the_lines(counter: Counter) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        units = rows(sold_reports.by_unit(connection, period(counter)), "unit")
        prices = rows(sold_reports.by_rule(connection, period(counter)), "rule")
    assert units["Lusin"]["quantity"] == "3"
    assert prices["Harga diubah kasir"]["net"] == 15_000
    by_rule = dict(asked(counter, "SELECT rule, CAST(SUM(net) AS BIGINT) FROM sale_lines GROUP BY rule"))
    assert prices["Harga biasa"]["net"] == by_rule["retail"]


def test_tenders_are_those_of_the_documents_corrections_included(counter: Counter) -> None:
    days_of(counter)
    with counter.shop.reading() as connection:
        report = sold_reports.by_tender(connection, period(counter))
        day = reports.day(connection, period(counter))
    keyed = dict(asked(counter, "SELECT kind, CAST(SUM(applied) AS BIGINT) FROM sale_tenders GROUP BY kind"))
    found = {name: each["amount"] for name, each in rows(report, "tender").items()}
    assert found["Transfer"] == 10_000
    assert found["Tunai"] == int(str(keyed["cash"])) - 10_000
    assert found["Kasbon"] == keyed["kasbon"]
    assert report.agrees is True
    assert total(report, "amount") == sum(int(str(total(day, key))) for key in ("cash", "qris", "transfer", "kasbon"))
