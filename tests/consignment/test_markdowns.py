"""Markdown schedules: off the first price, never compounded, borne by whom the agreement says, down to the sale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consignment import entries, markdowns, reductions
from consignment.agreements import AgreedRule, Conditions, Markdown
from consignment.terms import Bearer, Deal, Terms
from inventory import promotion_queries
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from pos import checks
from tests.consignment.test_agreements import claim, sign, today
from tests.shops import Counter

C18 = (Markdown(30, 2_500), Markdown(60, 5_000), Markdown(90, 7_500))
TEN = Terms(Deal.COMMISSION, 1_000)
STEPS = (Markdown(10, 1_000, Bearer.MAKER), Markdown(20, 3_000, Bearer.SHOP))


@pytest.mark.parametrize(("days", "price"), [(0, 100), (29, 100), (30, 75), (59, 75), (60, 50), (89, 50), (90, 25)])
def test_case_C18_every_step_is_off_the_first_price(days: int, price: int) -> None:
    assert markdowns.price_after(Rupiah(100_00), days, C18).price == Rupiah(price * 100)


def test_what_comes_off_is_rounded_half_up_and_names_its_bearer() -> None:
    assert markdowns.price_after(Rupiah(12_345), 10, STEPS) == markdowns.Priced(Rupiah(11_110), Bearer.MAKER, 1_000)
    assert markdowns.price_after(Rupiah(12_345), 20, STEPS) == markdowns.Priced(Rupiah(8_641), Bearer.SHOP, 3_000)
    assert markdowns.price_after(Rupiah(12_345), 9, STEPS) == markdowns.Priced(Rupiah(12_345), Bearer.SHOP, 0)


def asked(counter: Counter, days: int) -> reductions.Asked:
    with counter.shop.reading() as connection:
        return reductions.read(connection, counter.shop.branch, today(counter) + timedelta(days=days))


def start(counter: Counter, days: int) -> int:
    day: date = today(counter) + timedelta(days=days)
    command = reductions.command(asked(counter, days), day)
    with counter.shop.work(counter.manager, channel="office") as work:
        return reductions.start(work, command)


@pytest.fixture
def shelf(counter: Counter) -> Counter:
    """Ten cookies of a maker who agreed to two steps, delivered today."""
    claim(counter, counter.cookies, counter.maker_id)
    sign(counter, rules=(AgreedRule(TEN),), conditions=Conditions(markdowns=STEPS))
    counter.deliver(counter.cookies, 10, TEN)
    return counter


def test_nothing_is_proposed_before_the_first_step(shelf: Counter) -> None:
    assert asked(shelf, 9).proposals == ()


def test_a_step_is_proposed_until_the_day_before_the_next(shelf: Counter) -> None:
    (found,) = asked(shelf, 12).proposals

    assert (found.days, found.step, found.price_after) == (12, STEPS[0], Rupiah(11_250))
    assert found.last_day == today(shelf) + timedelta(days=19)
    assert not found.done


def test_begun_twice_it_holds_once_and_the_next_step_takes_its_place(shelf: Counter) -> None:
    assert (start(shelf, 10), start(shelf, 11)) == (1, 0)
    (held,) = asked(shelf, 11).proposals
    assert held.done

    assert start(shelf, 20) == 1
    (then,) = asked(shelf, 20).proposals
    assert then.now is not None
    assert (then.done, then.now.bearer) == (True, Bearer.SHOP)
    assert checks.wrong(shelf.shop) == []


def test_what_is_sold_out_is_reduced_no_more(shelf: Counter) -> None:
    start(shelf, 10)
    shelf.sell(shelf.line(shelf.cookies, 10, 12_500))

    assert [each.product_id for each in asked(shelf, 11).over] == [shelf.cookies]
    start(shelf, 11)
    assert asked(shelf, 11).over == ()


def test_the_till_knows_who_bears_it(shelf: Counter) -> None:
    start(shelf, 10)
    with shelf.shop.reading() as connection:
        (promotion,) = promotion_queries.listed(connection)

    assert (promotion.bearer, promotion.gives) == (Bearer.MAKER, "diskon 10%")


def test_a_lot_keeps_the_steps_it_came_with(shelf: Counter) -> None:
    """Without a name of its agreement on the lot the version in force decides."""
    sign(shelf, rules=(AgreedRule(TEN),), conditions=Conditions())

    assert asked(shelf, 12).proposals == ()


def test_nothing_begins_that_she_did_not_sign_for(shelf: Counter) -> None:
    command = reductions.command(asked(shelf, 10), today(shelf))
    line = command.lines[0]
    wrong = reductions.Reduction(line.product_id, line.code, line.name, 9_000, Bearer.MAKER, line.last_day)
    with pytest.raises(BadInput) as refused, shelf.shop.work(shelf.manager, channel="office") as work:
        reductions.start(work, reductions.ReductionCommand(command.first_day, (wrong,)))

    assert refused.value.row == 1


def test_she_bears_her_step_and_the_shop_its_own(shelf: Counter) -> None:
    line = shelf.line(shelf.cookies, 1, 12_500, discount=1_250)
    shelf.sell(replace(line, bearer=Bearer.MAKER))
    with shelf.shop.reading() as connection:
        hers = entries.owed(connection)[shelf.maker_id]
    dear = replace(shelf.line(shelf.cookies, 1, 12_500, discount=3_750), bearer=Bearer.SHOP)
    shelf.post(shelf.command(dear), happened=True)
    with shelf.shop.reading() as connection:
        both = entries.owed(connection)[shelf.maker_id]

    assert (hers, both - hers) == (Rupiah(10_125), Rupiah(11_250))
