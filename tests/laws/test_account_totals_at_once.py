"""Totals of the books while others post and close: nothing is left out and nothing added twice."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from koperasi import numbers, shifts, uids, users
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import ClosingCommand, Pieces
from koperasi.shop import Shop
from pos import checks, closings, sales
from tests.laws.test_account_totals import assert_totals_are_the_postings, waiting
from tests.places import Premises, premises
from tests.shops import Counter

#: How long a sale stays under way, at most, for a close to come between.
HELD_UP = 0.5


@pytest.fixture
def two_tills(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    for code in ("K2", "K3"):
        made.add_pc(code)
    return made


def at(place: Premises, shop: Shop) -> Counter:
    """The counter of a PC, with its own open shift."""
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, shop.till_id or 0)
    assert shift is not None
    return replace(place.counter, shop=shop, shift=shift)


def sell(counter: Counter) -> None:
    counter.post(counter.command(counter.line(counter.soap, 2, 3_400)))


def close(counter: Counter) -> None:
    shift = counter.shift
    assert shift is not None
    now = counter.shop.clock()
    with counter.shop.work(counter.cashier) as work:
        number = numbers.peek(work.connection, shift.z_series)
        count = (Pieces(Rupiah(1), True, 106_800),)
        ids = (work.mint(), uids.new_uid(now))
        closings.close(work, ClosingCommand(*ids, shift.id, number, count, ZERO, now))


def test_a_sale_under_way_at_one_till_is_neither_lost_nor_doubled_by_the_close_of_another(
    two_tills: Premises, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (two_tills.open(state) for state in two_tills.pcs)
    seller, closer = at(two_tills, one), at(two_tills, other)
    sell(closer)
    under_way, closed = threading.Event(), threading.Event()
    keep = sales._keep

    def keep_slowly(*given: Any) -> None:
        keep(*given)
        under_way.set()
        closed.wait(HELD_UP)

    monkeypatch.setattr(sales, "_keep", keep_slowly)
    selling = threading.Thread(target=sell, args=[seller])
    selling.start()
    assert under_way.wait(10)
    close(closer)
    closed.set()
    selling.join()

    assert_totals_are_the_postings(one)
    assert checks.wrong(one) == []
    close(seller)
    assert waiting(one) == 1
    assert_totals_are_the_postings(one)
    assert checks.wrong(one) == []
    one.close()
    other.close()


def test_two_closes_at_once_add_every_entry_once(two_tills: Premises) -> None:
    shops = [two_tills.open(state) for state in two_tills.pcs]
    counters = [at(two_tills, shop) for shop in shops]
    for counter in counters * 3:
        sell(counter)
    at_once = threading.Barrier(2)

    def closing(counter: Counter) -> None:
        at_once.wait()
        close(counter)

    threads = [threading.Thread(target=closing, args=[counter]) for counter in counters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert_totals_are_the_postings(shops[0])
    assert checks.wrong(shops[0]) == []
    assert waiting(shops[0]) <= len(counters)
    for shop in shops:
        shop.close()
