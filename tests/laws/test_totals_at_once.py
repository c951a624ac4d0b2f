"""Two tills count into one day at once: each waits for the other, nobody for ever, and nothing is lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from koperasi import numbers, shifts, uids, users
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import ClosingCommand, Pieces, Shift
from koperasi.shop import Shop
from pos import checks, closings, rollups, totals
from pos.totals import Topic
from tests.places import Premises, premises
from tests.shops import Counter

#: How long a close stays under way, at most, for the other to come between.
HELD_UP = 0.5


@pytest.fixture
def two_pcs(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    made.add_pc("K2")
    shop = made.open()
    close(standing(shop, made))
    made.open_shift(shop)  # on the same day as the other's
    shop.close()
    return made


def standing(shop: Shop, two_pcs: Premises) -> Counter:
    """The counter at a PC's till, its shift open."""
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, shop.till_id or 0)
    return replace(two_pcs.counter, shop=shop, shift=shift)


def close(counter: Counter) -> Shift:
    shift, shop = counter.shift, counter.shop
    assert shift is not None
    now = shop.clock()
    with shop.work(counter.manager) as work:
        number = numbers.peek(work.connection, shift.z_series)
        count = (Pieces(Rupiah(1), True, 1),)
        closings.close(work, ClosingCommand(work.mint(), uids.new_uid(now), shift.id, number, count, ZERO, now))
    return shift


def sold_today(counter: Counter) -> int:
    shift, branch = counter.shift, counter.shop.branch
    assert shift is not None
    with counter.shop.reading() as connection:
        found = totals.of_days(connection, branch, shift.business_date, shift.business_date, Topic.PRODUCT)
    return sum(each.net.amount for each in found)


def held_up(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The first to count into the day stays there until the other had time to come; tells when it is there."""
    under_way, carry, first = threading.Event(), rollups._carry, threading.Lock()

    def carry_slowly(*given: Any) -> None:
        carry(*given)
        if first.acquire(blocking=False):
            under_way.set()
            threading.Event().wait(HELD_UP)

    monkeypatch.setattr(rollups, "_carry", carry_slowly)
    return under_way


def test_two_closes_at_once_are_both_in_the_day(two_pcs: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (standing(two_pcs.open(state), two_pcs) for state in (None, two_pcs.pcs[0]))
    for counter, pieces in ((first, 2), (second, 3)):
        counter.sell(counter.line(counter.soap, pieces, 3_400))
    under_way = held_up(monkeypatch)
    closing = threading.Thread(target=close, args=[first])
    closing.start()
    assert under_way.wait(10)
    close(second)
    closing.join()

    assert sold_today(second) == 5 * 3_400
    assert checks.wrong(first.shop) == []
    first.shop.close()
    second.shop.close()


def test_a_late_sale_and_the_next_close_of_its_till_wait_for_each_other(
    two_pcs: Premises, monkeypatch: pytest.MonkeyPatch
) -> None:
    till, office = (standing(two_pcs.open(state), two_pcs) for state in (None, two_pcs.pcs[0]))
    late = till.command(till.line(till.soap, 1, 3_400))
    till.sell(till.line(till.soap, 2, 3_400))
    earlier = close(till)
    two_pcs.open_shift(till.shop)
    again = standing(till.shop, two_pcs)
    again.sell(again.line(again.soap, 4, 3_400))
    under_way = held_up(monkeypatch)
    elsewhere = replace(again, shop=office.shop)
    closing = threading.Thread(target=close, args=[elsewhere])
    closing.start()
    assert under_way.wait(10)
    with till.shop.reading() as connection:
        number = numbers.peek(connection, earlier.sale_series)
    till.post(replace(late, number=number), happened=True)
    closing.join()

    assert sold_today(again) == 7 * 3_400
    assert checks.wrong(till.shop) == []
    till.shop.close()
    office.shop.close()
