"""Every figure of every report is its documents added up once more, in plain Python, by `tests.figures`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from consignment.terms import Deal, Terms
from inventory.dispatches import Arrived
from inventory.products import Category, Product
from koperasi import masters, tills, users
from koperasi.periods import Choices, Period
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import checks, happenings
from pos.commands.reports import REPORTS, maker
from pos.demo.shops import make_demo
from tests import figures, returning
from tests.busy_days import busy_day
from tests.figures import AGAIN, BOOKS, NARROWED, NOT_AGAIN, WAYS
from tests.inventory import stock_days
from tests.pos import busy
from tests.pos.test_sale_promotions import promoted
from tests.shops import Counter
from tests.stories.test_books_over_a_new_year import a_winter

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    usual, users.MEMORY_KIB = users.MEMORY_KIB, 1024
    folder = tmp_path_factory.mktemp("figures") / "toko"
    shop = make_demo(Place.parse(str(folder)), lambda: datetime(2026, 11, 25, 1, 0, tzinfo=UTC), days=4)
    yield shop
    shop.close()
    users.MEMORY_KIB = usual


def test_every_report_is_reckoned_again_or_says_why_not() -> None:
    told = [*AGAIN, *BOOKS, *NOT_AGAIN]
    assert sorted(told) == sorted(REPORTS)
    assert {*WAYS, *NARROWED} <= {*AGAIN}


def test_the_demo_shops_reports_are_its_documents(demo: Shop) -> None:
    reports, cells = figures.compare(demo)
    assert reports > 300
    assert cells > 100_000


def test_a_busy_days_reports_are_its_documents(counter: Counter) -> None:
    day = busy_day(counter).day
    asked = [Period(counter.shop.branch, day, day), Period(counter.shop.branch, day.replace(day=1), day)]
    reports, cells = figures.compare(counter.shop, asked)
    assert reports > 100
    assert cells > 1_500
    assert checks.wrong(counter.shop) == []


def test_reports_over_two_months_with_an_open_shift_are_their_documents(counter: Counter) -> None:
    busy.days_of(counter)
    branch = counter.shop.branch
    asked = [
        Period(branch, busy.FIRST, busy.LAST),
        Period(branch, date(2026, 11, 10), date(2027, 1, 20)),
        Period(branch, date(2026, 11, 24), date(2026, 12, 1)),
        Period(branch, busy.LAST, busy.LAST),
        Period(branch, date(2026, 1, 1), date(2026, 12, 31)),
    ]
    reports, _cells = figures.compare(counter.shop, asked)
    assert reports > 250


def test_reports_of_half_a_year_with_late_sales_and_locked_books_are_their_documents(counter: Counter) -> None:
    a_winter(counter)
    branch = counter.shop.branch
    months = [(date(2026, 11, 1), date(2026, 11, 30)), (date(2027, 1, 1), date(2027, 1, 31))]
    months += [(date(2027, 2, 1), date(2027, 2, 28)), (date(2026, 11, 10), date(2027, 2, 20))]
    asked = [Period(branch, *days) for days in (*months, (date(2026, 1, 1), date(2027, 12, 31)))]
    assert figures.compare(counter.shop, asked)[0] > 250


def test_a_branchs_reports_are_its_own_documents(counter: Counter) -> None:
    """Two branches of a cooperative sell, take back and send goods to each other."""
    there = another_branch(counter)
    here = counter
    for each, many in ((here, 9), (there, 4)):
        each.buy(each.soap, 60, 150_000)
        each.deliver(each.cookies, 20, Terms(Deal.COMMISSION, 1_750))
        sold = each.sell(each.line(each.soap, many, 3_400), each.line(each.cookies, 2, 12_500), member=True)
        returning.bring(each, returning.back(each, sold.document_id, 1))
        each.close(300_000)
        each.sell(each.line(each.copies, many, 500))
    sender, receiver = stock_days.of(here), stock_days.of(there)
    paper = sender.dispatch(there.shop.branch, here.soap, "12").id
    on_the_way = [Period(here.shop.branch, TODAY.replace(day=1), TODAY)]
    assert figures.compare(here.shop, on_the_way)[0] > 50
    receiver.arrive(paper, Arrived(1, Quantity.of(10), missing=Quantity.of(2)))
    sender.dispatch(there.shop.branch, here.soap, "3")
    for shop in (here.shop, there.shop):
        today = shop.branch.business_date(shop.clock())
        asked = [
            Period(shop.branch, today, today),
            Period(shop.branch, today.replace(day=1), today + timedelta(days=9)),
        ]
        assert figures.compare(shop, asked)[0] > 100
    assert checks.wrong(here.shop) == []


def test_what_a_till_gave_by_a_promotion_nobody_knows_is_told(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 20_000)
    given = promoted(counter.line(counter.soap, 3, 3_400), 12_345, 3_000)
    counter.post(counter.command(given), happened=True)
    today = counter.shop.branch.business_date(counter.shop.clock())
    period = Period(counter.shop.branch, today, today)
    with counter.shop.reading() as connection:
        (row,) = maker("promotions")(connection, period).records()
        assert (row["name"], row["discount"]) == ("(tidak diketahui)", 3_000)
        assert row["discount"] == happenings.discount_by_promotions(connection, period.branch, today, today).amount
    assert figures.compare(counter.shop, [period])[0] > 50


def test_a_good_that_changes_its_category_leaves_what_was_sold_where_it_was(counter: Counter) -> None:
    busy.days_of(counter)
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        category = work.mint()
        masters.add(work.connection, Category, [{"id": category, "name": "Sabun & Mandi"}])
        work.connection.execute(update(Product).where(Product.id == counter.soap).values(category_id=category))
    period = Period(counter.shop.branch, busy.FIRST, busy.LAST)
    with counter.shop.reading() as connection:
        (row,) = maker("sales-categories")(connection, period).records()
        by_category = replace(period, choices=Choices(by="category"))
        (same,) = maker("margin")(connection, by_category).records()
    assert (row["category"], row["net"], row["margin"]) == (same["category"], same["net"], same["margin"])
    assert figures.compare(counter.shop, [period])[0] > 50


def another_branch(counter: Counter) -> Counter:
    """The same cooperative as it stands at a second branch, with a till of its own."""
    room = stock_days.of(counter).branch()
    with room.shop.work(room.shop.konsole(), channel="konsole") as work:
        till = tills.add_till(work, "K2", "Kasir 2", counter.shop.writer)
    shop = replace(room.shop, till_id=till)
    return replace(counter, shop=shop, shift=None)
