from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from consignment.terms import Deal, Terms
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from pos import checks, goods_reports, margin_reports, reports
from pos.goods_reports import class_of, pareto
from printing.reports import Report
from tests.shops import Counter

FIRST = date(2026, 11, 23)
TERMS = Terms(Deal.COMMISSION, 600)


def sold_out(counter: Counter) -> None:
    """Owned, consigned and a service sold on a closed day and on an open one; soap below zero, then bought dearer."""
    counter.buy(counter.soap, 2, 5_000)
    counter.deliver(counter.cookies, 6, TERMS)
    counter.sell(
        counter.line(counter.soap, 4, 3_400),
        counter.line(counter.cookies, 3, 12_500),
        counter.line(counter.copies, 10, 500),
        cash=60_000,
    )
    counter.close(300_000)
    shop = counter.shop
    shop.clock.at = shop.clock() + timedelta(days=1)  # type: ignore[attr-defined]
    counter.buy(counter.soap, 10, 31_000)
    counter.sell(counter.line(counter.soap, 1, 3_400), member=True, cash=5_000)


def period(counter: Counter, **chosen: object) -> Period:
    choices = Choices(**chosen)  # type: ignore[arg-type]
    return Period(counter.shop.branch, FIRST, FIRST + timedelta(days=1), choices=choices)


def records(report: Report, key: str = "code") -> dict[str, dict[str, object]]:
    return {str(each[key]): each for each in report.records()}


def total(report: Report, key: str) -> object:
    assert report.totals is not None
    return report.totals[[column.key for column in report.columns].index(key)]


def by_hand(counter: Counter) -> dict[str, tuple[int, int, int]]:
    """What each good brought, cost and left for makers, line by line."""
    statement = text(
        "SELECT p.code, SUM(l.net), SUM(l.cost), SUM(l.maker_share) FROM sale_lines l "
        "JOIN products p ON p.id = l.product_id GROUP BY p.code"
    )
    with counter.shop.reading() as connection:
        return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in connection.execute(statement)}


def test_best_sellers_are_the_lines_added_up_most_first(counter: Counter) -> None:
    sold_out(counter)
    with counter.shop.reading() as connection:
        report = goods_reports.best_sellers(connection, period(counter))

    lines = by_hand(counter)
    assert [row[1] for row in report.rows] == sorted(lines, key=lambda code: -lines[code][0])
    for code, each in records(report).items():
        net, cost, share = lines[code]
        assert (each["net"], each["margin"]) == (net, net - cost - share)
    assert report.chart is not None
    assert [bar.value for bar in report.chart.bars] == [37_500, 17_000, 5_000]
    assert [bar.marked for bar in report.chart.bars] == [True, False, False]


@pytest.mark.parametrize(("by", "first"), [("quantity", "301"), ("net", "201"), ("margin", "301")])
def test_what_sells_best_depends_on_the_question(counter: Counter, by: str, first: str) -> None:
    sold_out(counter)
    with counter.shop.reading() as connection:
        report = goods_reports.best_sellers(connection, period(counter, by=by))

    assert report.rows[0][1] == first


def test_the_same_total_stands_on_every_paper(counter: Counter) -> None:
    sold_out(counter)
    whole = period(counter)
    with counter.shop.reading() as connection:
        papers = [
            reports.sales(connection, whole),
            goods_reports.best_sellers(connection, whole),
            margin_reports.margin(connection, whole),
            margin_reports.margin(connection, replace(whole, choices=Choices(by="category"))),
            margin_reports.margin(connection, replace(whole, choices=Choices(by="supplier"))),
            margin_reports.margin(connection, replace(whole, choices=Choices(by="maker"))),
        ]
        day = reports.day(connection, whole)
        abc = goods_reports.abc(connection, whole)

    assert {total(each, "net") for each in papers} == {Rupiah(59_500)}
    assert total(day, "total") == total(abc, "amount") == Rupiah(59_500)
    assert len({total(each, "margin") for each in papers[:2]}) == 1
    assert len({total(each, "margin") for each in papers[2:]}) == 1


def test_gross_profit_is_what_the_books_say_with_what_no_sale_booked(counter: Counter) -> None:
    sold_out(counter)
    with counter.shop.reading() as connection:
        report = margin_reports.margin(connection, period(counter))

    adjusted = records(report, "name")["Penyesuaian harga pokok"]
    # Two were sold at the last known cost of 2,500 before they came at 3,100.
    assert adjusted["margin"] == -1_200
    assert report.agrees is True
    assert checks.wrong(counter.shop) == []


def test_of_members_goods_only_the_commission_is_the_shops(counter: Counter) -> None:
    sold_out(counter)
    with counter.shop.reading() as connection:
        cookies = records(margin_reports.margin(connection, period(counter)))["201"]

    assert cookies["cost"] is None
    assert (cookies["net"], cookies["maker_share"], cookies["margin"]) == (37_500, 35_250, 2_250)


def test_makers_suppliers_and_services_have_their_own_rows(counter: Counter) -> None:
    sold_out(counter)
    with counter.shop.reading() as connection:
        makers = records(margin_reports.margin(connection, period(counter, by="maker")), "maker")
        suppliers = records(margin_reports.margin(connection, period(counter, by="supplier")), "supplier")

    assert set(makers) == {"Siti Aminah", "Barang toko", "Penyesuaian harga pokok"}
    assert set(suppliers) == {"Penitip", "Jasa", "Tanpa pemasok", "Penyesuaian harga pokok"}


def test_narrowed_papers_are_not_compared_with_the_books(counter: Counter) -> None:
    sold_out(counter)
    with counter.shop.reading() as connection:
        own = margin_reports.margin(connection, period(counter, consigned=False))

    assert "201" not in records(own)
    assert own.agrees is None


def test_classes_end_with_the_good_that_passes_their_mark() -> None:
    amounts = [70, 15, 8, 4, 3]
    before = [sum(amounts[:n]) for n in range(len(amounts))]
    assert [class_of(each, 100) for each in before] == ["A", "A", "B", "B", "C"]
    assert class_of(0, 0) == "C"


def test_abc_puts_every_good_that_sold_into_one_class(counter: Counter) -> None:
    sold_out(counter)
    with counter.shop.reading() as connection:
        report = goods_reports.abc(connection, period(counter))

    assert [(row[0], row[1]) for row in report.rows] == [("A", "201"), ("A", "101"), ("B", "301")]
    assert [row[-1] for row in report.rows] == [6303, 9160, 10_000]


def test_a_pareto_of_many_goods_has_few_bars_and_ends_with_all() -> None:
    chart = pareto("x", [100 - n for n in range(50)])

    assert len(chart.bars) == 17
    assert chart.bars[0].name == "1–3"
    assert chart.shares[-1] == 10_000
    assert list(chart.shares) == sorted(chart.shares)


def test_a_shop_that_sold_nothing_has_empty_papers(counter: Counter) -> None:
    with counter.shop.reading() as connection:
        for make in (goods_reports.best_sellers, goods_reports.abc, margin_reports.margin):
            report = make(connection, period(counter))
            assert (len(report.rows), report.totals) == (0, None)
