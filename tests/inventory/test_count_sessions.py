"""Counts in a cooperative of several branches: each counts, books and takes back what is its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from inventory import count_entries, count_queries, count_reversals, count_sessions, counts, locations
from inventory.count_entries import EntryCommand, EntryLine
from inventory.count_reversals import ReversalCommand
from inventory.count_rules import Scope
from inventory.count_sessions import SessionCommand, StartCommand
from inventory.counts import FinishCommand
from inventory.locations import LocationKind
from koperasi import uids
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.quantity import Quantity
from pos import checks
from tests.inventory import stock_days
from tests.inventory.counting import Counting, on_hand
from tests.inventory.stock_days import Stockroom
from tests.shops import Counter


@dataclass(frozen=True, slots=True)
class Pair:
    here: Stockroom
    there: Stockroom


@pytest.fixture
def pair(counter: Counter) -> Pair:
    room = stock_days.of(counter)
    return Pair(room, room.branch())


def start(room: Stockroom, location_id: int) -> None:
    command = StartCommand(room.shop.minter.next(), location_id, Scope.ALL, room.shop.clock(), "Rak depan")
    with room.shop.work(room.counter.manager, channel="office") as work:
        count_sessions.start(work, command)


def test_another_branchs_shelf_is_not_counted(pair: Pair) -> None:
    with pytest.raises(BadInput, match="cabang"):
        start(pair.there, pair.here.shelf)


def test_what_is_on_its_way_is_not_counted(pair: Pair) -> None:
    """Its value stands under goods in transit, where a count's difference does not belong."""
    room = pair.here
    with room.shop.work(room.counter.manager, channel="office") as work:
        count_sessions.start(
            work,
            StartCommand(work.mint(), room.shelf, Scope.ALL, work.now, "Rak depan"),
        )
        transit = locations.made_unguarded(work, LocationKind.IN_TRANSIT)
    with pytest.raises(BadInput, match="cabang"):
        start(room, transit)


def test_another_branchs_count_is_neither_entered_nor_closed_nor_given_up(pair: Pair) -> None:
    here, there = pair.here, pair.there
    here.counter.buy(here.counter.soap, 10, 25_000)
    counting = Counting(here.counter)
    counting.count(here.counter.soap, 9)
    now = there.shop.clock()
    line = (EntryLine(here.counter.soap, Quantity.of(1)),)
    closing = counting.closing()
    for deed, command in (
        (count_entries.enter, EntryCommand(there.shop.minter.next(), counting.id, now, line)),
        (counts.finish, FinishCommand(counting.id, now)),
        (counts.close, closing),
        (count_sessions.cancel, SessionCommand(counting.id, now, "salah")),
    ):
        with pytest.raises(NotFound), there.shop.work(there.counter.manager, channel="office") as work:
            deed(work, command)  # type: ignore[operator]
    counting.booked()
    assert on_hand(here.counter, here.counter.soap) == Quantity.of(9)


def test_another_branchs_count_is_not_taken_back(pair: Pair) -> None:
    here, there = pair.here, pair.there
    here.counter.buy(here.counter.soap, 10, 25_000)
    counting = Counting(here.counter)
    counting.count(here.counter.soap, 9)
    closed = counting.booked()
    now = there.shop.clock()
    command = ReversalCommand(
        there.shop.minter.next(), uids.new_uid(now), closed.id, there.shop.branch.business_date(now), now, "salah"
    )
    with pytest.raises(NotFound), there.shop.work(there.counter.manager, channel="office") as work:
        count_reversals.reverse(work, replace(command))
    assert on_hand(here.counter, here.counter.soap) == Quantity.of(9)
    assert checks.wrong(here.shop) == []


def test_a_session_can_be_given_up_with_a_reason(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 3)
    now = counter.shop.clock()
    with pytest.raises(Refused, match="alasan"):
        counting.do(count_sessions.cancel, SessionCommand(counting.id, now), counter.manager)
    counting.do(count_sessions.cancel, SessionCommand(counting.id, now, "salah rak"), counter.manager)
    with pytest.raises(Refused, match="selesai"):
        counting.count(counter.soap, 3)
    assert on_hand(counter, counter.soap) == Quantity.of(10)


def test_the_list_says_how_far_each_session_is(counter: Counter) -> None:
    counter.buy(counter.soap, 100, 250_000)
    counting = Counting(counter)
    counting.count(counter.soap, 3)
    counting.finish()
    with counter.shop.reading() as connection:
        (row,) = count_queries.sessions(connection, counter.shop.branch.id)
        (again,) = count_queries.recounts(connection, row.session)
    assert (row.counted, row.waiting, row.counters) == (1, 1, ("Rina Astuti",))
    assert (again.product_id, again.before) == (counter.soap, ("Rina Astuti",))
