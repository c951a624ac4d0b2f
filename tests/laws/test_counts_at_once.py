"""Several count one good at several PCs while it sells: nobody's figure is lost, none is judged wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from inventory import count_entries, count_records
from inventory.count_entries import EntryCommand, EntryLine
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from pos import checks, sales
from tests.inventory.counting import Counting, on_hand
from tests.laws.test_balances_at_once import second
from tests.shops import Counter

TIMES = 8


@pytest.fixture
def other(counter: Counter) -> Iterator[Shop]:
    counter.open()
    made = second(counter.shop)
    yield made
    made.database.close()


def test_two_pcs_enter_while_a_third_sells(counter: Counter, other: Shop) -> None:
    """Every entry stands, in one order, and beside it what the ledger held between two sales."""
    counter.buy(counter.soap, 100, 250_000)
    counting = Counting(counter)
    third = second(counter.shop)
    ready = Barrier(3)

    def count(shop: Shop) -> None:
        ready.wait(10)
        for _again in range(TIMES):
            line = EntryLine(counter.soap, Quantity.of(1))
            with shop.work(counter.cashier, channel="office") as work:
                command = EntryCommand(work.mint(), counting.id, work.now, (line,))
                count_entries.enter(work, command)

    def sell() -> None:
        ready.wait(10)
        for _again in range(TIMES):
            command = counter.command(counter.line(counter.soap, 1, 3_400))
            with counter.shop.work(counter.cashier) as work:
                sales.post(work, command)

    with ThreadPoolExecutor(3) as threads:
        for each in [threads.submit(count, other), threads.submit(count, third), threads.submit(sell)]:
            each.result(60)
    third.database.close()
    with counter.shop.reading() as connection:
        entries = count_records.entries(connection, counting.id)

    assert [each.seq for each in entries] == list(range(1, 2 * TIMES + 1))
    held = [each.ledger for each in entries]
    assert held == sorted(held, reverse=True)
    assert Quantity.of(100 - TIMES) <= held[-1] <= held[0] <= Quantity.of(100)
    assert on_hand(counter, counter.soap) == Quantity.of(100 - TIMES)
    assert checks.wrong(counter.shop) == []
