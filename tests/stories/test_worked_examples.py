"""Figures that others have worked out and published, in whole rupiah, as this shop books them.

Sources: Tryton's scenarios of product costs (F01, F02), ERPNext's tests of its FIFO queue (F03),
Odoo's page on expiry dates (E02), Dynamics NAV on lots that expire first (E03), an Indonesian
consignment program (E04).  Where they are rougher than we are, or decide otherwise, it is said.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from inventory import departures, labels, locations, lots, markdowns
from inventory.departures import Outgoing
from inventory.expiries import Dated
from inventory.lots import Holding, UnitCost
from inventory.stock import Move, Reason, Stock
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity
from pos import checks
from tests.shops import Counter

DAY = date(2026, 1, 9)


def held(counter: Counter) -> list[tuple[int, int]]:
    """What is left of each lot: pieces, and their value; used-up ones are left out."""
    with counter.shop.reading() as connection:
        rows = connection.execute(select(Stock.quantity, Stock.value).order_by(Stock.lot_id)).all()
    return [(quantity.thousandths // 1_000, value.amount) for quantity, value in rows if quantity]


def cost_of(counter: Counter, pieces: int) -> int:
    """Sell so many; what they are booked to have cost."""
    sold = counter.sell(counter.line(counter.soap, pieces, 100))
    with counter.shop.reading() as connection:
        moved = connection.scalars(select(Move.value).where(Move.document_id == sold.document_id)).all()
    return -total(moved).amount


def average(counter: Counter) -> int:
    """What one of what is left cost on the average (the source shows that; we keep lots)."""
    pieces, value = map(sum, zip(*held(counter), strict=True))
    return int(value) // int(pieces)


def test_f01_first_in_is_first_out(counter: Counter) -> None:
    """4 at Rp 10 and 2 at Rp 25; the last piece of a lot takes what is left of it."""
    counter.buy(counter.soap, 4, 40)
    averages = [average(counter)]
    counter.buy(counter.soap, 2, 50)
    averages.append(average(counter))
    costs = [cost_of(counter, 3)]
    averages.append(average(counter))
    costs.append(cost_of(counter, 1))
    averages.append(average(counter))
    costs.append(cost_of(counter, 1))

    assert costs == [30, 10, 25]  # 10, 10 and 25 each
    assert averages == [10, 15, 20, 25]
    assert held(counter) == [(1, 25)]
    assert checks.wrong(counter.shop) == []


def test_f02_goods_sold_without_any_take_the_last_known_cost(counter: Counter) -> None:
    """Received at Rp 60 and Rp 80 and both gone, one more is sold.

    The source books the average of all it ever bought, Rp 70.  Ours takes the newest receipt,
    Rp 80: what the piece on the counter most likely cost.  The next receipt books the difference.
    """
    counter.buy(counter.soap, 1, 60)
    counter.buy(counter.soap, 1, 80)
    assert cost_of(counter, 2) == 140

    assert cost_of(counter, 1) == 80
    assert held(counter) == [(-1, -80)]
    counter.buy(counter.soap, 1, 70)
    assert held(counter) == []
    assert checks.wrong(counter.shop) == []


def queue(counter: Counter) -> None:
    for pieces, each in ((1, 10), (2, 20), (1, 20), (5, 20)):
        counter.buy(counter.soap, pieces, pieces * each)


def test_f03_a_four_are_taken_from_the_front_of_the_queue(counter: Counter) -> None:
    queue(counter)

    assert cost_of(counter, 4) == 10 + 40 + 20
    assert held(counter) == [(5, 100)]  # 5 at Rp 20


def test_f03_b_three_are_taken_at_a_cost_that_is_named(counter: Counter) -> None:
    """The source names the rate, Rp 20; ours names the lots, which have it."""
    queue(counter)
    shop = counter.shop
    with shop.reading() as connection:
        twenty = list(connection.scalars(select(Stock.lot_id).where(Stock.value > Rupiah(10)).order_by(Stock.lot_id)))
    with shop.work(counter.manager, channel="office") as work:
        shelf = locations.shelf(work.connection, shop.branch.id)
        goods = [Outgoing(counter.soap, Quantity.of(2), twenty[0]), Outgoing(counter.soap, Quantity.of(1), twenty[1])]
        gone = departures.leave(work, work.mint(), shelf, DAY, Reason.SUPPLIER_RETURN, goods)

    assert gone.cost == Rupiah(60)
    left = {each["lot_id"]: each["quantity"] for each in gone.moves}
    assert left == {twenty[0]: -Quantity.of(2), twenty[1]: -Quantity.of(1)}
    # What stays: 1 at Rp 10 and 5 at Rp 20, as in the source.
    assert [each for each in held(counter) if each[0] in (1, 5)][0::2] == [(1, 10), (5, 100)]


def below(counter: Counter) -> None:
    """Five below zero at Rp 100 each."""
    counter.buy(counter.soap, 1, 100)
    counter.sell(counter.line(counter.soap, 6, 100))
    assert held(counter) == [(-5, -500)]


def test_f03_c_filling_what_is_below_zero_keeps_its_old_cost(counter: Counter) -> None:
    below(counter)
    counter.buy(counter.soap, 1, 10)

    assert held(counter) == [(-4, -400)]  # the Rp 90 between 100 and 10 went to cost of goods that day
    assert checks.wrong(counter.shop) == []


def test_f03_d_what_crosses_zero_has_the_new_cost(counter: Counter) -> None:
    below(counter)
    counter.buy(counter.soap, 6, 60)

    assert held(counter) == [(1, 10)]
    assert checks.wrong(counter.shop) == []


def test_f03_e_taken_from_nothing_stands_below_zero_at_the_cost_that_is_known() -> None:
    """One at Rp 5 from an empty queue."""
    empty = Holding(1, 7, None, DAY, None, Quantity.of(0), Rupiah(0))

    (taken,) = lots.take([empty], Quantity.of(1), DAY, UnitCost(Rupiah(5), Quantity.of(1)))

    assert (taken.quantity, taken.cost, taken.short) == (Quantity.of(1), Rupiah(5), Quantity.of(1))


def test_e02_dates_follow_from_the_day_it_came_in() -> None:
    """Received on 1 January, keeps 30 days; 15 days before that it is to be cleared away.

    We do not take it from the shelf then: that is the day from which it is made cheaper.
    """
    received = date(2026, 1, 1)
    until = labels.best_before(received, 30)
    assert until == date(2026, 1, 31)

    steps = markdowns.steps("15:10")
    first = next(day for n in range(60) if markdowns.rate(steps, (until - (day := received + timedelta(days=n))).days))
    assert first == date(2026, 1, 16)


def test_e03_of_lots_that_expire_together_the_one_that_came_first_goes_first() -> None:
    """The source takes the lowest lot number first, A9 before B2.

    Ours does not read age out of a supplier's code: B2 was here first, so it goes first.
    Expired lots are never offered, as in the source.
    """
    until = date(2026, 1, 10)
    b2 = Holding(1, 7, None, date(2026, 1, 1), until, Quantity.of(2), Rupiah(20))
    a9 = Holding(2, 7, None, date(2026, 1, 2), until, Quantity.of(2), Rupiah(22))
    old = Holding(3, 7, None, date(2025, 12, 1), date(2026, 1, 8), Quantity.of(9), Rupiah(90))

    taken = lots.take([a9, old, b2], Quantity.of(3), DAY, UnitCost())

    assert [(each.lot_id, each.quantity, each.expired) for each in taken] == [
        (1, Quantity.of(2), False),
        (2, Quantity.of(1), False),
    ]


@pytest.mark.parametrize(("hours", "colour"), [(71, "green"), (72, "yellow"), (95, "yellow"), (96, "red")])
def test_e04_bottles_are_fresh_then_ageing_then_withdrawn(hours: int, colour: str) -> None:
    """Green below 72 hours, yellow below 96, red from there on.

    The source counts hours; a label bears a day, so ours counts days from the midnight after
    which it was bottled: it keeps through its fourth day, which is its last and shown in
    warning; afterwards it has expired.
    """
    bottled = datetime.combine(date(2026, 1, 1), time(0), UTC)
    today = (bottled + timedelta(hours=hours)).date()
    until = labels.best_before(bottled.date(), 3)
    assert until is not None
    good = (1, "J-1", "Jamu Beras Kencur", "Btl", None, "", 9, "Bu Siti", True, 1, "Rak", 1, "", bottled.date())
    lot = Dated(*good, until, Quantity.of(4), Rupiah(0))

    assert lot.tone(today, urgent=0) == {"green": "plain", "yellow": "warn", "red": "refuse"}[colour]
