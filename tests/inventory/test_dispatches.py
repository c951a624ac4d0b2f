"""Goods on their way between branches: worth what they were, arriving once, what is lost told and borne."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from inventory import dispatch_queries, merges
from inventory.dispatches import ArrivalCommand, Arrived, ArrivedLine, Bearer, DispatchCommand, DispatchLine
from inventory.merges import MergeCommand
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import users
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.quantity import ONE, Quantity
from koperasi.rights import ROLE_IDS
from pos import checks
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, Counter


@dataclass(frozen=True, slots=True)
class Pair:
    here: Stockroom
    there: Stockroom


@pytest.fixture
def pair(counter: Counter) -> Pair:
    room = stock_days.of(counter)
    return Pair(room, room.branch())


def sent(pair: Pair, quantity: str = "3", cost: int = 1_000) -> int:
    soap = pair.here.counter.soap
    pair.here.counter.buy(soap, 5, cost)
    dispatched: int = pair.here.dispatch(pair.there.shop.branch, soap, quantity).id
    return dispatched


def q(units: int) -> Quantity:
    return Quantity.of(units)


def test_what_is_on_its_way_is_in_neither_shop_but_in_the_books(pair: Pair) -> None:
    sent(pair)

    assert pair.here.held(pair.here.shelf, pair.here.counter.soap) == [("2", 400)]
    assert (pair.here.balance(Role.INVENTORY), pair.here.balance(Role.GOODS_IN_TRANSIT)) == (400, 600)
    assert checks.wrong(pair.here.shop) == []


def test_what_comes_whole_stands_on_the_other_shelf_with_its_lot_and_value(pair: Pair) -> None:
    paper = sent(pair)

    pair.there.arrive(paper, Arrived(1, q(3)))

    assert pair.there.held(pair.there.shelf, pair.here.counter.soap) == [("3", 600)]
    assert (pair.here.balance(Role.INVENTORY), pair.here.balance(Role.GOODS_IN_TRANSIT)) == (1_000, 0)
    assert len(stock_days.lots_of(pair.here.shop, pair.here.counter.soap)) == 1
    assert checks.wrong(pair.here.shop) == []


def test_what_is_missing_or_broken_is_lost_at_cost_to_the_rupiah(pair: Pair) -> None:
    paper = sent(pair, "5", 1_000)

    told = Arrived(1, q(2), broken=q(1), missing=q(2), borne_by=Bearer.RECEIVER, note="dus  penyok")
    pair.there.arrive(paper, told)

    assert pair.there.held(pair.there.shelf, pair.here.counter.soap) == [("2", 400)]
    assert (pair.here.balance(Role.WRITE_OFFS), pair.here.balance(Role.SHRINKAGE)) == (200, 400)
    with pair.here.shop.reading() as connection:
        row = connection.execute(select(ArrivedLine.loss, ArrivedLine.borne_by, ArrivedLine.note)).one()
    assert (row.loss.amount, row.borne_by, row.note) == (600, Bearer.RECEIVER, "dus penyok")
    assert checks.wrong(pair.here.shop) == []


def test_the_odd_rupiah_is_shared_out_and_none_is_lost(pair: Pair) -> None:
    paper = sent(pair, "5", 1_003)

    pair.there.arrive(paper, Arrived(1, q(1), broken=q(1), missing=q(3)))

    parts = (pair.here.balance(Role.INVENTORY), pair.here.balance(Role.WRITE_OFFS), pair.here.balance(Role.SHRINKAGE))
    assert sum(parts) == 1_003
    assert checks.wrong(pair.here.shop) == []


def test_nothing_arrives_twice(pair: Pair) -> None:
    paper = sent(pair)
    command = pair.there.arrive(paper, Arrived(1, q(3)))

    pair.there.do(command)
    with pytest.raises(Refused, match="sudah diterima") as refused:
        pair.there.arrive(paper, Arrived(1, q(3)))

    assert refused.value.rule == "arrived"
    assert pair.there.held(pair.there.shelf, pair.here.counter.soap) == [("3", 600)]


def test_lines_may_arrive_on_different_days(pair: Pair) -> None:
    here, there = pair.here, pair.there
    here.counter.buy(here.counter.soap, 5, 1_000)
    here.counter.deliver(here.counter.cookies, 4, SIX_PERCENT)
    lines = (stock_days.line(here.counter.soap, "2"), stock_days.line(here.counter.cookies, "4"))
    head = here.head()
    paper = DispatchCommand(**head, to_branch_id=there.shop.branch.id, source_id=here.shelf, lines=lines)
    here.do(paper)

    there.arrive(paper.id, Arrived(2, q(3), missing=q(1)))
    with here.shop.reading() as connection:
        (waiting,) = dispatch_queries.under_way(connection)
    assert [each.line for each in waiting.lines if not each.arrived] == [1]

    there.arrive(paper.id, Arrived(1, q(2)))
    with here.shop.reading() as connection:
        assert dispatch_queries.under_way(connection) == []
    assert there.held(there.shelf, here.counter.cookies) == [("3", 0)]
    assert here.balance(Role.SHRINKAGE) == 0
    assert checks.wrong(here.shop) == []


def test_all_that_was_sent_must_be_accounted_for(pair: Pair) -> None:
    paper = sent(pair)

    for told in (Arrived(1, q(2)), Arrived(1, q(4)), Arrived(1, q(4), missing=q(-1)), Arrived(9, q(3))):
        with pytest.raises(BadInput):
            pair.there.arrive(paper, told)


def test_a_third_branch_cannot_receive_it_but_the_sender_can(pair: Pair) -> None:
    paper = sent(pair)
    third = pair.here.branch("03", "Kasembon")

    with pytest.raises(Refused) as refused:
        third.arrive(paper, Arrived(1, q(3)))
    assert refused.value.rule == "other-branch"

    pair.here.arrive(paper, Arrived(1, q(3)))
    assert pair.here.held(pair.here.shelf, pair.here.counter.soap) == [("5", 1_000)]
    assert checks.wrong(pair.here.shop) == []


def test_one_lot_sent_twice_keeps_each_papers_value(pair: Pair) -> None:
    here, there, soap = pair.here, pair.there, pair.here.counter.soap
    here.counter.buy(soap, 3, 1_000)
    first = here.dispatch(there.shop.branch, soap, "1").id
    second = here.dispatch(there.shop.branch, soap, "1").id
    with here.shop.reading() as connection:
        values = list(connection.execute(select(DispatchLine.value).order_by(DispatchLine.document_id)).scalars())

    there.arrive(second, Arrived(1, q(1)))

    assert there.held(there.shelf, soap) == [("1", values[1].amount)]
    assert here.balance(Role.GOODS_IN_TRANSIT) == values[0].amount
    there.arrive(first, Arrived(1, q(1)))
    assert checks.wrong(here.shop) == []


def test_the_other_shelf_below_zero_is_filled_and_the_difference_told(pair: Pair) -> None:
    """What went beyond the other shelf had no known cost; what comes cost 200 each."""
    here, there, soap = pair.here, pair.there, pair.here.counter.soap
    here.counter.buy(soap, 5, 1_000)
    spoilt = (SpoiltLine(soap, "Pcs", ONE, q(2), Cause.LOST),)
    there.do(WriteOffCommand(**there.head(), location_id=there.shelf, lines=spoilt), happened=True)
    assert there.held(there.shelf, soap) == [("-2", 0)]
    paper = here.dispatch(there.shop.branch, soap, "4").id

    there.arrive(paper, Arrived(1, q(4)))

    assert there.held(there.shelf, soap) == [("2", 400)]
    assert here.balance(Role.COST_OF_GOODS) == 400
    assert checks.wrong(here.shop) == []


def test_a_loss_on_the_way_needs_the_right_to_write_off_so_much(pair: Pair) -> None:
    """A supervisor writes off at most Rp 200.000 at once, and no more is lost on her word."""
    paper = sent(pair, "5", 500_000)
    there = pair.there
    with there.shop.work(there.shop.konsole(), channel="konsole") as work:
        added = users.add(work, "Wahyu Hidayat", ROLE_IDS["supervisor"], "904417")
    with there.shop.reading() as connection:
        wahyu = users.actor(connection, added)

    def told(missing: int) -> ArrivalCommand:
        line = Arrived(1, q(5 - missing), missing=q(missing))
        return ArrivalCommand(**there.head(), dispatch_id=paper, lines=(line,))

    with pytest.raises(NotAllowed):
        there.do(told(3), actor=wahyu)
    there.do(told(2), actor=wahyu)

    assert pair.here.balance(Role.SHRINKAGE) == 200_000


def test_goods_on_their_way_are_not_merged_into_others(pair: Pair) -> None:
    sent(pair)
    other = pair.here.new_good("102", "Sabun Mandi")
    head = pair.here.head()
    command = MergeCommand(**head, gone_id=pair.here.counter.soap, kept_id=other, factor=ONE)

    with pytest.raises(Refused) as refused, pair.here.shop.work(pair.here.counter.manager) as work:
        merges.merge(work, command)

    assert refused.value.rule == "under-way"


def test_to_ones_own_branch_nothing_is_sent(pair: Pair) -> None:
    pair.here.counter.buy(pair.here.counter.soap, 5, 1_000)

    with pytest.raises(BadInput):
        pair.here.dispatch(pair.here.shop.branch, pair.here.counter.soap, "1")


def test_what_is_under_way_says_since_when(pair: Pair) -> None:
    sent(pair)
    with pair.here.shop.reading() as connection:
        (waiting,) = dispatch_queries.under_way(connection)

    assert (waiting.from_branch, waiting.to_branch) == (pair.here.shop.branch.name, "Pujon")
    assert waiting.business_date == pair.here.day
    assert [(each.name, each.quantity.decimal) for each in waiting.lines] == [("Sabun Mandi 70 g", "3")]
    assert waiting.value.amount == 600


def test_makers_goods_lost_on_the_way_count_for_the_limit_at_their_price(pair: Pair) -> None:
    """Twenty at Rp 12.500 are Rp 250.000: nothing of it is booked, but somebody answers for it."""
    here, there = pair.here, pair.there
    here.counter.deliver(here.counter.cookies, 30, SIX_PERCENT)
    paper = here.dispatch(there.shop.branch, here.counter.cookies, "30").id
    with there.shop.work(there.shop.konsole(), channel="konsole") as work:
        added = users.add(work, "Wahyu Hidayat", ROLE_IDS["supervisor"], "904417")
    with there.shop.reading() as connection:
        wahyu = users.actor(connection, added)

    def told(missing: int) -> ArrivalCommand:
        line = Arrived(1, q(30 - missing), missing=q(missing))
        return ArrivalCommand(**there.head(), dispatch_id=paper, lines=(line,))

    with pytest.raises(NotAllowed):
        there.do(told(20), actor=wahyu)
    there.do(told(16), actor=wahyu)

    assert there.held(there.shelf, here.counter.cookies) == [("14", 0)]
    assert here.balance(Role.SHRINKAGE) == 0
    assert checks.wrong(here.shop) == []
