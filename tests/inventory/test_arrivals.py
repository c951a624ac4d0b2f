"""Goods coming in fill what was sold before they came, and their cost is told that day."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consignment.terms import Bearer, Deal, Terms
from inventory.purchases import PaidFrom
from inventory.stock import Move, Reason, Stock
from koperasi import ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.quantity import NOTHING
from pos import checks
from tests.laws.days import Days, furnish
from tests.shops import Counter


@pytest.fixture
def days(counter: Counter) -> Days:
    made = Days(counter.shop, counter, *furnish(counter))
    made.open(100_000)
    return made


def balance(days: Days, role: Role) -> int:
    with days.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role]).amount


def held(days: Days) -> list[tuple[str, int]]:
    with days.shop.reading() as connection:
        found = select(Stock.quantity, Stock.value).where(Stock.quantity != NOTHING).order_by(Stock.lot_id)
        return [(row.quantity.decimal, row.value.amount) for row in connection.execute(found)]


def sell(days: Days, product: int, pieces: int) -> None:
    days.sell(days.sale([days.line(product, pieces * 1_000, 3_400, 0, Bearer.SHOP)], "cash", member=False))


def buy(days: Days, product: int, pieces: int, cost: int) -> None:
    days.buy([(product, pieces * 1_000, cost, None)], PaidFrom.SAFE)


@pytest.fixture
def short(days: Days) -> Days:
    """Five were sold at a known cost of 100 each that were not there."""
    buy(days, days.goods.soap, 1, 100)
    sell(days, days.goods.soap, 6)
    return days


def test_what_fills_a_part_keeps_the_cost_it_was_sold_at(short: Days) -> None:
    """F03c: −5 at 100, one comes at 10: −4 at 100 are left, and the 90 saved are told that day."""
    before = balance(short, Role.COST_OF_GOODS)

    buy(short, short.goods.soap, 1, 10)

    assert held(short) == [("-4", -400)]
    assert balance(short, Role.COST_OF_GOODS) - before == 10 - 100
    assert checks.wrong(short.shop) == []


def test_what_crosses_zero_is_left_at_the_new_cost(short: Days) -> None:
    """F03d: −5 at 100, six come at 10 each: one at 10 is left."""
    buy(short, short.goods.soap, 6, 60)

    assert held(short) == [("1", 10)]
    assert balance(short, Role.COST_OF_GOODS) == 110 - 10 + 50
    assert checks.wrong(short.shop) == []


def test_two_lines_of_one_paper_fill_one_after_the_other(short: Days) -> None:
    soap = short.goods.soap
    short.buy([(soap, 2_000, 200, None), (soap, 2_000, 200, None), (soap, 2_000, 300, None)], PaidFrom.CREDIT)

    assert held(short) == [("1", 150)]
    with short.shop.reading() as connection:
        filling = connection.execute(select(Move.quantity).where(Move.reason == Reason.FILLING)).scalars().all()
    assert [each.decimal for each in filling] == ["2", "2", "1"]
    assert checks.wrong(short.shop) == []


def test_a_lot_sold_before_it_came_is_still_told(short: Days) -> None:
    buy(short, short.goods.soap, 2, 250)

    with short.shop.reading() as connection:
        found = select(Move.quantity, Move.value).where(Move.reason == Reason.PURCHASE).order_by(Move.id.desc())
        quantity, value = connection.execute(found).first() or (None, None)
    assert (quantity, value.amount if value else 0) == (NOTHING, 0)


def test_a_makers_delivery_fills_her_own_shortage_without_any_value(days: Days) -> None:
    cookies = days.goods.cookies
    days.deliver(cookies, 1_000, Terms(Deal.COMMISSION, 1_750), None)
    sell(days, cookies, 4)

    days.deliver(cookies, 10_000, Terms(Deal.COMMISSION, 1_750), None)

    assert held(days) == [("7", 0)]
    assert balance(days, Role.INVENTORY) == 0
    assert checks.wrong(days.shop) == []
