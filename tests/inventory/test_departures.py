"""What leaves takes all that is there in its turn; only what happened goes below zero."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inventory import departures
from inventory.departures import Gone, Outgoing
from inventory.stock import Reason
from koperasi.errors import Refused
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.work import Trace
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, Counter


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    return stock_days.of(counter)


def leave(room: Stockroom, *goods: Outgoing, beyond: bool = False, happened: bool = False) -> Gone:
    """What would leave the shelf; nothing of it is kept."""
    with room.shop.work(room.counter.manager, happened=happened) as work:
        work.traces.append(Trace(Permission.STOCK_MOVE))
        return departures.leave(work, 1, room.shelf, room.day, Reason.WRITE_OFF, goods, beyond=beyond)


def parts(gone: Gone) -> list[list[tuple[str, int, str]]]:
    return [[(each.quantity.decimal, each.cost.amount, each.short.decimal) for each in parts] for parts in gone.taken]


def test_expired_lots_go_after_those_that_keep_but_they_go(room: Stockroom) -> None:
    counter, soap = room.counter, room.counter.soap
    counter.buy(soap, 2, 200, expires_on=room.shop.clock() - timedelta(days=3))
    counter.buy(soap, 2, 600)

    assert parts(leave(room, Outgoing(soap, Quantity.of(3)))) == [[("2", 600, "0"), ("1", 100, "0")]]


def test_beyond_what_is_there_all_of_it_goes_first_and_then_the_last_lot_below_zero(room: Stockroom) -> None:
    counter, soap = room.counter, room.counter.soap
    counter.buy(soap, 2, 200, expires_on=room.shop.clock() - timedelta(days=3))
    counter.buy(soap, 2, 600)

    gone = leave(room, Outgoing(soap, Quantity.of(6)), beyond=True)

    assert sum(each.quantity.thousandths for each in gone.taken[0]) == 6_000
    assert gone.cost.amount == 200 + 600 + 2 * 300


def test_a_second_line_takes_what_the_first_one_left(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 3, 1_000)

    gone = leave(room, Outgoing(soap, Quantity.of(1)), Outgoing(soap, Quantity.of(2)))

    assert parts(gone) == [[("1", 333, "0")], [("2", 667, "0")]]
    with pytest.raises(Refused):
        leave(room, Outgoing(soap, Quantity.of(2)), Outgoing(soap, Quantity.of(2)))


def test_a_named_lot_gives_only_what_is_its_own(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 1, 100)
    room.counter.buy(soap, 5, 1_000)
    first = stock_days.lots_of(room.shop, soap)[0]

    assert parts(leave(room, Outgoing(soap, Quantity.of(1), first))) == [[("1", 100, "0")]]
    with pytest.raises(Refused):
        leave(room, Outgoing(soap, Quantity.of(2), first))
    assert parts(leave(room, Outgoing(soap, Quantity.of(2), first), happened=True)) == [[("2", 300, "1")]]


def test_a_named_lot_that_is_used_up_still_goes_below_zero_where_it_happened(room: Stockroom) -> None:
    counter, soap = room.counter, room.counter.soap
    counter.buy(soap, 1, 100)
    counter.buy(soap, 5, 1_000)
    counter.sell(counter.line(soap, 1, 3_400))
    first = stock_days.lots_of(room.shop, soap)[0]

    gone = leave(room, Outgoing(soap, Quantity.of(1), first), happened=True)

    assert [(each.lot_id, each.quantity.decimal) for each in gone.taken[0]] == [(first, "1")]


def test_what_never_came_in_opens_a_lot_only_where_it_happened(room: Stockroom) -> None:
    with pytest.raises(Refused):
        leave(room, Outgoing(room.counter.soap, Quantity.of(1)))

    gone = leave(room, Outgoing(room.counter.soap, Quantity.of(1)), beyond=True)

    assert [lot["product_id"] for lot in gone.lots] == [room.counter.soap]
    assert parts(gone) == [[("1", 0, "1")]]


def test_makers_goods_go_below_zero_at_no_cost(room: Stockroom) -> None:
    room.counter.deliver(room.counter.cookies, 1, SIX_PERCENT)

    assert leave(room, Outgoing(room.counter.cookies, Quantity.of(4)), beyond=True).cost.amount == 0
