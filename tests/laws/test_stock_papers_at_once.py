"""Two managers at two PCs do the same with one stock paper at once: it is done once, and the other is told so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from inventory import count_reversals, dispatches, transfers
from inventory.count_reversals import ReversalCommand as CountReversal
from inventory.dispatches import ArrivalCommand, Arrived
from inventory.reversals import ReversalCommand
from koperasi import uids
from koperasi.errors import Refused
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.work import Work
from pos import checks
from tests.inventory import stock_days
from tests.inventory.counting import Counting, on_hand
from tests.laws.test_balances_at_once import second
from tests.shops import Counter

ROUNDS = 4


@pytest.fixture
def other(counter: Counter) -> Iterator[Shop]:
    made = second(counter.shop)
    yield made
    made.database.close()


def both(counter: Counter, other: Shop, deed: Callable[[Work], None]) -> list[str]:
    """The deed at both PCs at once: "" where it was done, else the rule that refused it."""
    ready = Barrier(2)

    def at(shop: Shop) -> str:
        ready.wait(10)
        try:
            with shop.work(counter.manager, channel="office") as work:
                deed(work)
        except Refused as refused:
            return refused.rule
        return ""

    with ThreadPoolExecutor(2) as threads:
        return sorted(each.result(60) for each in [threads.submit(at, shop) for shop in (counter.shop, other)])


def test_a_transfer_is_taken_back_once(counter: Counter, other: Shop) -> None:
    room = stock_days.of(counter)
    counter.buy(counter.soap, 10, 25_000)
    for _round in range(ROUNDS):
        paper = room.transfer(counter.soap, "4", room.shelf, room.back)

        def back(work: Work, paper_id: int = paper.id) -> None:
            ids = (work.mint(), uids.new_uid(work.now), paper_id)
            transfers.reverse(work, ReversalCommand(*ids, room.day, work.now, "keliru"))

        assert both(counter, other, back) == ["", "reversed"]
    assert room.held(room.shelf, counter.soap) == [("10", 25_000)]
    assert checks.wrong(counter.shop) == []


def test_the_same_command_twice_at_once_is_done_once(counter: Counter, other: Shop) -> None:
    room = stock_days.of(counter)
    counter.buy(counter.soap, 10, 25_000)
    for _round in range(ROUNDS):
        paper = room.transfer(counter.soap, "4", room.shelf, room.back)
        command = ReversalCommand(**room.head(), document_id=paper.id, why="keliru")
        assert both(counter, other, lambda work, what=command: transfers.reverse(work, what)) == ["", ""]  # type: ignore[misc]
    assert room.held(room.shelf, counter.soap) == [("10", 25_000)]
    assert checks.wrong(counter.shop) == []


def test_a_count_is_taken_back_once(counter: Counter, other: Shop) -> None:
    counter.buy(counter.soap, 10, 25_000)
    for _round in range(ROUNDS):
        counting = Counting(counter)
        counting.count(counter.soap, 9)
        closed = counting.booked()

        def back(work: Work, paper_id: int = closed.id) -> None:
            ids = (work.mint(), uids.new_uid(work.now), paper_id)
            day = work.shop.branch.business_date(work.now)
            count_reversals.reverse(work, CountReversal(*ids, day, work.now, "keliru"))

        assert both(counter, other, back) == ["", "reversed"]
    assert on_hand(counter, counter.soap) == Quantity.of(10)
    assert checks.wrong(counter.shop) == []


def test_what_was_sent_arrives_once(counter: Counter, other: Shop) -> None:
    """The sender takes it back at two PCs of its own."""
    room = stock_days.of(counter)
    there = room.branch()
    counter.buy(counter.soap, 10, 25_000)
    for _round in range(ROUNDS):
        paper = room.dispatch(there.shop.branch, counter.soap, "3").id

        def arrive(work: Work, paper_id: int = paper) -> None:
            ids = (work.mint(), uids.new_uid(work.now), paper_id)
            dispatches.arrive(work, ArrivalCommand(*ids, room.day, work.now, (Arrived(1, Quantity.of(3)),)))

        assert both(counter, other, arrive) == ["", "arrived"]
    assert room.held(room.shelf, counter.soap) == [("10", 25_000)]
    assert checks.wrong(counter.shop) == []
