"""Goods near their date become cheaper by steps, never below cost unless it is ticked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from inventory import expiry_queries, expiry_reports, markdowns, promotions
from inventory.expiries import Dated
from inventory.markdowns import Proposal, Step
from inventory.products import Product
from koperasi import masters
from koperasi.errors import BadInput, NotAllowed
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from koperasi.quantity import Quantity
from pos import checks
from pos.counter import Counter as Desk
from pos.stations import Station
from pos.till import open_till
from tests.inventory import stock_days
from tests.shops import SIX_PERCENT, Counter

DAY = date(2026, 11, 23)
STEPS = markdowns.steps("14:10 7:25 3:50")


def bought(counter: Counter, days: int, many: int, cost: int, product_id: int = 0) -> None:
    counter.buy(product_id or counter.soap, many, cost, datetime.combine(DAY + timedelta(days=days), time(12), UTC))


def period(counter: Counter, days: int = 30, consigned: bool | None = None) -> Period:
    return Period(counter.shop.branch, DAY, DAY, choices=Choices(days=days, consigned=consigned))


def near(counter: Counter, days: int = 30) -> list[Dated]:
    with counter.shop.reading() as connection:
        return expiry_queries.near(connection, period(counter), days, 28)


def proposed(counter: Counter) -> list[Proposal]:
    lots = near(counter)
    with counter.shop.reading() as connection:
        return markdowns.read(connection, counter.shop.branch.id, DAY, lots, STEPS)


def start(counter: Counter, *, below_cost: bool = False) -> int:
    command = markdowns.command(proposed(counter), DAY, below_cost=below_cost)
    with counter.shop.work(counter.manager, channel="office") as work:
        return markdowns.start(work, command)


def asked_at_the_till(counter: Counter, code: str = "101") -> Rupiah:
    desk = Desk(Station(counter.shop, counter.cashier, counter.shift or counter.open()))
    opened = desk.open()
    return open_till(None, opened.cart, opened.rounding).scanned(code, desk.lookup(code).seen).cart.total


def test_steps_are_read_as_they_are_written() -> None:
    assert (Step(3, 5_000), Step(7, 2_500), Step(14, 1_000)) == STEPS
    assert [markdowns.rate(STEPS, left) for left in (-1, 0, 3, 4, 7, 8, 14, 15)] == [
        0, 5_000, 5_000, 2_500, 2_500, 1_000, 1_000, 0,
    ]  # fmt: skip
    with pytest.raises(BadInput, match="besok"):
        markdowns.steps("14:10 besok")


def test_a_good_near_its_date_is_cheaper_at_the_till_until_then(counter: Counter) -> None:
    bought(counter, 7, 10, 20_000)
    (proposal,) = proposed(counter)

    assert (proposal.rate_bps, proposal.price(below_cost=False), proposal.open) == (2_500, Rupiah(2_550), True)
    assert start(counter) == 1
    assert asked_at_the_till(counter) == Rupiah(2_550)
    (after,) = proposed(counter)
    assert (after.done, after.words(DAY)) == (True, "sudah dipotong 25% sampai 30/11/2026")
    with counter.shop.reading() as connection:
        assert promotions.in_use(connection, DAY + timedelta(days=9)).of(counter.soap, None, None) == ()
    assert checks.wrong(counter.shop) == []


def test_nothing_goes_below_cost_unless_it_is_ticked(counter: Counter) -> None:
    bought(counter, 2, 10, 30_000)
    (proposal,) = proposed(counter)

    assert proposal.capped()
    assert (proposal.price(below_cost=False), proposal.price(below_cost=True)) == (Rupiah(3_000), Rupiah(1_700))
    assert "paling rendah harga pokok" in proposal.words(DAY)
    start(counter)
    assert asked_at_the_till(counter) == Rupiah(3_000)


def test_ticked_it_goes_below_cost_by_those_who_may(counter: Counter) -> None:
    bought(counter, 2, 10, 30_000)
    command = markdowns.command(proposed(counter), DAY, below_cost=True)
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier, channel="office") as work:
        markdowns.start(work, command)

    start(counter, below_cost=True)

    assert asked_at_the_till(counter) == Rupiah(1_700)


def test_a_later_step_takes_the_place_of_the_one_before(counter: Counter) -> None:
    bought(counter, 7, 10, 10_000)
    start(counter)
    bought(counter, 3, 5, 5_000)
    bought(counter, 60, 4, 4_000)
    (proposal,) = proposed(counter)

    assert (proposal.rate_bps, proposal.open, proposal.fresh) == (5_000, True, Quantity.of(4))
    assert "4 yang masih lama ikut murah" in proposal.words(DAY)
    assert start(counter) == 1
    with counter.shop.reading() as connection:
        known = promotions.in_use(connection, DAY).of(counter.soap, None, None)
    assert [each.rate_bps for each in known] == [5_000]


def test_doing_it_twice_starts_nothing_new_and_what_was_ended_may_begin_again(counter: Counter) -> None:
    bought(counter, 7, 10, 10_000)
    command = markdowns.command(proposed(counter), DAY, below_cost=False)

    def again() -> int:
        with counter.shop.work(counter.manager, channel="office") as work:
            return markdowns.start(work, command)

    assert [again(), again()] == [1, 0]
    with counter.shop.work(counter.manager, channel="office") as work:
        promotions.end(work, command.lines[0].code)
    assert again() == 1
    assert asked_at_the_till(counter) == Rupiah(2_550)


def test_a_members_goods_are_only_told(counter: Counter) -> None:
    from dataclasses import replace as changed

    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    lot = Dated(
        counter.cookies, "201", "Kue Kering", "Pcs", None, "", counter.maker_id, "Bu Siti", True, 1, "Rak", 1, "",
        DAY, DAY + timedelta(days=3), Quantity.of(5), Rupiah(0), Rupiah(12_500),
    )  # fmt: skip
    (proposal,) = markdowns.propose([lot], STEPS, DAY, {}, {}, {})

    assert (proposal.hers, proposal.open) == (True, False)
    assert proposal.words(DAY) == "titipan Bu Siti: tanyakan dulu, atau kembalikan"
    assert markdowns.command([proposal], DAY, below_cost=False).lines == ()
    forced = markdowns.command([changed(proposal, lot=changed(lot, maker_id=None))], DAY, below_cost=False)
    with pytest.raises(BadInput, match="titipan"), counter.shop.work(counter.manager, channel="office") as work:
        markdowns.start(work, forced)


def test_what_is_near_its_date_is_listed_with_its_pace(counter: Counter) -> None:
    bought(counter, -1, 2, 5_000)
    bought(counter, 20, 10, 25_000)
    bought(counter, 40, 10, 25_000)
    counter.sell(counter.line(counter.soap, 3, 3_400))
    expired, fresh = near(counter)

    assert (expired.quantity, expired.words(DAY)) == (Quantity.of(2), "lewat 1 hari")
    assert (fresh.quantity, fresh.value, fresh.price) == (Quantity.of(7), Rupiah(17_500), Rupiah(3_400))
    assert fresh.location


def test_the_report_of_goods_near_their_date(counter: Counter) -> None:
    bought(counter, -1, 2, 5_000)
    bought(counter, 20, 10, 25_000)
    with counter.shop.database.writing() as connection:
        masters.change(connection, Product, counter.soap, food=True)
    with counter.shop.reading() as connection:
        found = expiry_reports.expiring(connection, period(counter))
        none = expiry_reports.expiring(connection, period(counter, consigned=True))

    assert [(row[0], row[7], row[9], row[10]) for row in found.rows] == [
        ("101", -1, Quantity.of(2), Rupiah(5_000)),
        ("101", 20, Quantity.of(10), Rupiah(25_000)),
    ]
    assert found.totals is not None
    assert found.totals[10] == Rupiah(30_000)
    assert none.rows == ()


def test_each_branch_makes_its_own_goods_cheaper(counter: Counter) -> None:
    """A markdown holds in the branch that began it: the other has another lot of it, and its own decision."""
    there = stock_days.of(counter).branch().shop
    bought(counter, 7, 10, 10_000)
    assert start(counter) == 1
    other = replace(counter, shop=there, shift=None)
    bought(other, 7, 4, 4_000)
    (proposal,) = proposed(other)

    assert proposal.open
    assert start(other) == 1
    with there.reading() as connection:
        known = promotions.in_use(connection, DAY).of(counter.soap, None, None)
    assert {each.branch_id for each in known} == {counter.shop.branch.id, there.branch.id}
    assert not any(each.open for shop in (counter, other) for each in proposed(shop))
