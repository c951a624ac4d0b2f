"""A day in which everything happens: Z, day paper, dashboard, reports and the ledger tell the same sums of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection, text

from koperasi import account_queries
from koperasi.account_queries import Days as BookDays
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.shop import Shop
from pos import (
    closings,
    dashboards,
    goods_reports,
    margin_reports,
    paper_figures,
    reports,
    shift_reports,
    sign_reports,
    spans,
    statement_books,
    sums,
)
from pos.happenings import What
from pos.paper_figures import Figures
from pos.spans import Span
from printing.reports import Report
from tests.busy_days import BusyDay, busy_day
from tests.shops import Counter


@pytest.fixture
def day(counter: Counter) -> BusyDay:
    return busy_day(counter)


@pytest.fixture
def connection(counter: Counter, day: BusyDay) -> Iterator[Connection]:
    with counter.shop.reading() as reading:
        yield reading


def figures(shop: Shop, connection: Connection, span: Span, when: date) -> Figures:
    return paper_figures.read(connection, shop.branch, spans.of(span, when, when), when)


def summed(report: Report, key: str) -> Rupiah:
    assert report.totals is not None
    found = report.totals[[column.key for column in report.columns].index(key)]
    assert isinstance(found, Rupiah)
    return found


def test_turnover_is_one_figure(counter: Counter, day: BusyDay, connection: Connection) -> None:
    shop, period = counter.shop, Period(counter.shop.branch, day.day, day.day)
    with shop.work(counter.manager) as work:
        z = closings.z_of(work, day.closed)
    still_open = Rupiah(6_800)
    lines = "SELECT CAST(SUM(l.net) AS BIGINT) FROM sale_lines l JOIN documents d ON d.id = l.document_id"
    by_lines = Rupiah(int(connection.execute(text(f"{lines} WHERE d.business_date = '{day.day}'")).scalar_one()))
    home = dashboards.read(shop, connection, counter.manager, shop.clock())

    told = {
        z.figures.net + still_open,
        by_lines,
        home.today.sold,
        home.members + home.others,
        summed(reports.day(connection, period), "total"),
        summed(reports.sales(connection, period), "net"),
        summed(reports.tickets(connection, period), "total"),
        summed(goods_reports.best_sellers(connection, period), "net"),
        summed(margin_reports.margin(connection, period), "net"),
    }
    for span in Span:
        found = figures(shop, connection, span, day.day)
        told |= {
            found.sums.net(),
            found.sums.net(members=True) + found.sums.net(members=False),
            total(each.net for each in found.categories),
            total(each.net for each in found.cashiers),
            total(each.net for each in found.tenders) - found.sums.rounding,
            total(net for _when, net, _usual in found.parts),
            found.compared[0].net,
        }
    assert told == {Rupiah(125_455)}


def test_gross_profit_is_one_figure(counter: Counter, day: BusyDay, connection: Connection) -> None:
    period = Period(counter.shop.branch, day.day, day.day)
    margin = margin_reports.margin(connection, period)

    told = {summed(margin, "margin"), summed(reports.sales(connection, period), "margin")}
    for span in Span:
        found = figures(counter.shop, connection, span, day.day)
        told |= {found.sums.margin, total(each.margin for each in found.categories)}
    assert margin.agrees is True
    assert len(told) == 1


def test_cash_over_and_short_is_one_figure_and_the_ledgers_own(
    counter: Counter, day: BusyDay, connection: Connection
) -> None:
    branch = counter.shop.branch
    period = Period(branch, day.day, day.day)
    report = shift_reports.over_short(connection, period)
    overs = [row[[column.key for column in report.columns].index("over")] for row in report.rows]

    told = {total(each for each in overs if isinstance(each, Rupiah))}
    for span in Span:
        found = figures(counter.shop, connection, span, day.day)
        told |= {total(each.balance for each in found.answers), found.money.over_short}
    moved = account_queries.of_accounts(connection, BookDays(branch.id, day.day, day.day))
    told.add(-moved[ACCOUNT_IDS[Role.OVER_SHORT]].amount)
    assert told == {Rupiah(-500)}


def test_each_way_of_paying_is_one_figure_and_the_ledgers_own(
    counter: Counter, day: BusyDay, connection: Connection
) -> None:
    branch = counter.shop.branch
    found = figures(counter.shop, connection, Span.DAY, day.day)
    paid = {each.key: each.net for each in found.tenders}
    row = reports.day(connection, Period(branch, day.day, day.day))
    moved = account_queries.of_kinds(connection, BookDays(branch.id, day.day, day.day))
    accounts = {"qris": Role.QRIS_CLEARING, "transfer": Role.TRANSFER_CLEARING, "kasbon": Role.MEMBER_RECEIVABLE}
    for key, role in accounts.items():
        assert paid[key] == summed(row, key) == moved[ACCOUNT_IDS[role], "sale"].amount
    assert paid["cash"] == summed(row, "cash") == total(each.sold for each in found.drawers)
    assert {each.kind.value: each.expected for each in found.elsewhere} == {
        "qris": paid["qris"],
        "transfer": paid["transfer"],
    }


def test_a_drawer_goes_from_float_to_deposit_without_a_rupiah_missing(
    counter: Counter, day: BusyDay, connection: Connection
) -> None:
    closed, still_open = figures(counter.shop, connection, Span.DAY, day.day).drawers

    assert closed.expected == Rupiah(293_400)
    assert (closed.counted, closed.verified, closed.over) == (Rupiah(291_900), Rupiah(292_900), Rupiah(-500))
    assert closed.banked == closed.counted - (closed.left or ZERO)  # type: ignore[operator]
    assert closed.went == Rupiah(25_000 + 30_900)
    assert (still_open.open, still_open.expected) == (True, Rupiah(306_800))


def test_what_makers_earned_and_are_owed_is_one_figure(counter: Counter, day: BusyDay, connection: Connection) -> None:
    shop = counter.shop
    home = dashboards.read(shop, connection, counter.manager, shop.clock())
    for span in Span:
        found = figures(shop, connection, span, day.day)
        assert found.sums.maker_share == total(each.share for each in found.makers) == Rupiah(30_938)
        assert found.money.owed == home.money.owed_to_makers == Rupiah(38)
        assert found.money.paid == Rupiah(30_900)


def test_what_is_looked_at_is_counted_alike_on_every_paper(
    counter: Counter, day: BusyDay, connection: Connection
) -> None:
    shop = counter.shop
    with shop.work(counter.manager) as work:
        z = closings.z_of(work, day.closed).figures
    alike = (What.REMOVED, What.VOID, What.RETURN, What.NO_SALE, What.OVERRIDE)
    for span in Span:
        found = figures(shop, connection, span, day.day)
        told = {each.what: (each.count, each.amount) for each in found.often if each.what in alike}
        assert told == {
            What.REMOVED: (z.removed, z.removed_net),
            What.VOID: (1, Rupiah(6_800)),
            What.RETURN: (z.returned, z.returned_net),
            What.NO_SALE: (z.no_sales, ZERO),
            What.OVERRIDE: (1, Rupiah(20_000)),
        }
        assert found.sums.discount == z.discount


def test_the_page_of_signs_counts_what_the_papers_count(counter: Counter, day: BusyDay, connection: Connection) -> None:
    found = figures(counter.shop, connection, Span.MONTH, day.day)
    told = {each.what: (each.count, each.amount) for each in found.often}
    signs: dict[str, tuple[int, Rupiah]] = {}
    for each in sign_reports.signs(connection, Period(counter.shop.branch, day.day, day.day)):
        count, amount = signs.get(each.what, (0, ZERO))
        signs[each.what] = (count + each.count, amount + each.amount)
    for sign, what in (
        ("removed", What.REMOVED),
        ("void", What.VOID),
        ("return", What.RETURN),
        ("no_sale", What.NO_SALE),
        ("override", What.OVERRIDE),
    ):
        assert signs[sign] == told[what], sign
    assert signs["discount"][1] == found.sums.discount - found.promotions


def test_receipt_numbers_and_the_grand_total_are_the_zs_own(
    counter: Counter, day: BusyDay, connection: Connection
) -> None:
    with counter.shop.work(counter.manager) as work:
        z = closings.z_of(work, day.closed)
    for span in Span:
        found = figures(counter.shop, connection, span, day.day)
        (till,) = found.numbered
        assert (till.first, till.last, till.missing) == ("K1-000001", "K1-000011", 0)
        assert (till.z, till.grand_total) == (z.number, z.grand_total)
        assert found.sealed is not None
        assert f"{z.number} 2026-11-23 {z.grand_total.amount} {found.sealed.heads[0]}" == z.seal


def test_the_result_in_simple_words_is_the_statements_own(
    counter: Counter, day: BusyDay, connection: Connection
) -> None:
    period = Period(counter.shop.branch, date(2026, 1, 1), day.day)
    statement = statement_books.result(connection, period)
    found = figures(counter.shop, connection, Span.YEAR, day.day).result
    assert found is not None
    assert found.surplus == statement.rows[-1][1]
    parts = found.goods + found.makers + found.tax + found.expenses + found.surplus
    added = sums.read(connection, counter.shop.branch, period.first, period.last)
    put_in_without_a_category = Rupiah(10_000)
    assert parts == added.net() + put_in_without_a_category
    assert found.assets - found.debts == found.own


def test_what_is_usual_is_the_dashboards_own(counter: Counter, day: BusyDay, connection: Connection) -> None:
    now = counter.shop.clock()
    home = dashboards.read(counter.shop, connection, counter.manager, now)
    found = sums.usual(connection, counter.shop.branch, home.day)
    assert {hour.hour: hour.usual or ZERO for hour in home.today.hours if hour.usual is not None} == dict(found.hours)
