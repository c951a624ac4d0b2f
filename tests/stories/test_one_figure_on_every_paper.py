"""The demo shop's papers, held against each other and against plain sums over the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from inventory import stock_reports
from koperasi import users
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import goods_reports, margin_reports, reports
from pos.demo.shops import make_demo
from printing.reports import Report

TODAY = date(2026, 11, 25)
DAYS = 4
MOVES = """
SELECT d.business_date, p.code, m.quantity, m.value, l.owner_id FROM moves m
JOIN documents d ON d.id = m.document_id JOIN products p ON p.id = m.product_id JOIN lots l ON l.id = m.lot_id
"""
LINES = """
SELECT d.business_date, l.net, l.cost, l.maker_share, l.tax FROM sale_lines l JOIN documents d ON d.id = l.document_id
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    usual, users.MEMORY_KIB = users.MEMORY_KIB, 1024
    folder = tmp_path_factory.mktemp("papers") / "toko"
    shop = make_demo(Place.parse(str(folder)), lambda: datetime(2026, 11, 25, 1, 0, tzinfo=UTC), days=DAYS)
    yield shop
    shop.close()
    users.MEMORY_KIB = usual


@pytest.fixture
def connection(demo: Shop) -> Iterator[Connection]:
    with demo.reading() as reading:
        yield reading


def days(demo: Shop, first: date, last: date, by: str = "") -> Period:
    return Period(demo.branch, first, last, choices=Choices(by=by))


def total(report: Report, key: str) -> Rupiah:
    assert report.totals is not None
    found = report.totals[[column.key for column in report.columns].index(key)]
    assert isinstance(found, Rupiah)
    return found


def test_stock_and_value_at_every_days_end_are_the_moves_added_up(demo: Shop, connection: Connection) -> None:
    moves = connection.execute(text(MOVES)).all()
    for back in range(DAYS + 2):
        day = TODAY - timedelta(days=back)
        report = stock_reports.stock_at(connection, days(demo, day, day))
        expected: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for when, code, quantity, value, owner in moves:
            if when <= day.isoformat():
                sums = expected[code]
                sums[0] += quantity
                sums[1] += value
                sums[2] += quantity if owner is not None else 0
        found = {
            str(each["code"]): [
                Quantity.of(str(each["quantity"])).thousandths,
                each["value"],
                Quantity.of(str(each["consigned"])).thousandths,
            ]
            for each in report.records()
        }
        assert found == {code: sums for code, sums in expected.items() if sums[0] or sums[1]}, day
        assert report.agrees is True, day


def test_the_value_of_the_stock_is_one_figure(demo: Shop, connection: Connection) -> None:
    month = days(demo, TODAY.replace(day=1), TODAY, "value")
    figures = {
        total(stock_reports.stock(connection, month), "value"),
        total(stock_reports.stock_at(connection, month), "value"),
        total(stock_reports.stock_value(connection, month), "value"),
        total(stock_reports.movements(connection, month), "after"),
    }
    assert len(figures) == 1
    assert figures.pop().amount > 1_000_000


def test_sales_and_gross_profit_are_one_figure_and_the_lines_added_up(demo: Shop, connection: Connection) -> None:
    whole = days(demo, TODAY - timedelta(days=DAYS + 1), TODAY)
    lines = connection.execute(text(LINES)).all()
    net = Rupiah(sum(row[1] for row in lines))
    left = Rupiah(sum(row[1] - row[2] - row[3] - row[4] for row in lines))
    margin = margin_reports.margin(connection, whole)

    assert margin.agrees is True
    for make in (reports.sales, goods_reports.best_sellers):
        assert (total(make(connection, whole), "net"), total(make(connection, whole), "margin")) == (net, left)
    assert total(margin, "net") == total(reports.day(connection, whole), "total") == net
    for by in ("category", "supplier", "maker"):
        grouped = margin_reports.margin(connection, days(demo, whole.first, whole.last, by))
        assert total(grouped, "margin") == total(margin, "margin")
        assert sum(row[-3].amount for row in grouped.rows) == total(margin, "margin").amount  # type: ignore[union-attr]
