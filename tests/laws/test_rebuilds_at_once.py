"""Kept rows made anew while tills close: the one waits for the other, and nothing is lost or doubled."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import koperasi.checks
from koperasi import numbers, shifts, uids, users
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import ClosingCommand, Pieces
from koperasi.shop import Shop
from pos import checks, closings, rollups
from tests.places import Premises, premises
from tests.shops import Counter

#: How long the rebuild stays under way, at most, for the close to come between.
HELD_UP = 0.5


@pytest.fixture
def two_pcs(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    made.add_pc("K2")
    return made


def standing(shop: Shop, two_pcs: Premises) -> Counter:
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, shop.till_id or 0)
    return replace(two_pcs.counter, shop=shop, shift=shift)


def close(counter: Counter) -> None:
    shift, shop = counter.shift, counter.shop
    assert shift is not None
    now = shop.clock()
    with shop.work(counter.manager) as work:
        number = numbers.peek(work.connection, shift.z_series)
        count = (Pieces(Rupiah(1), True, 1),)
        closings.close(work, ClosingCommand(work.mint(), uids.new_uid(now), shift.id, number, count, ZERO, now))


@pytest.mark.parametrize("where", ["closed", "_keep_shift", "rebuild"])
def test_a_close_beside_a_rebuild_is_counted_once(
    two_pcs: Premises, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    till, office = (standing(two_pcs.open(state), two_pcs) for state in (None, two_pcs.pcs[0]))
    till.sell(till.line(till.soap, 2, 3_400))
    close(till)
    office.sell(office.line(office.soap, 3, 3_400))
    under_way, usual, first = threading.Event(), getattr(rollups, where), threading.Lock()

    def slowly(*given: Any) -> Any:
        # Before the first step and after it: between what was deleted and what is added up again.
        alone = first.acquire(blocking=False)
        if alone:
            under_way.set()
            threading.Event().wait(HELD_UP)
        return usual(*given)

    monkeypatch.setattr(rollups, where, slowly)
    failed: list[BaseException] = []

    def rebuild() -> None:
        try:
            checks.rebuild(till.shop)
        except BaseException as error:
            failed.append(error)

    rebuilding = threading.Thread(target=rebuild)
    rebuilding.start()
    assert under_way.wait(10)
    close(office)
    rebuilding.join()

    assert failed == []
    assert checks.wrong(till.shop) == []
    till.shop.close()
    office.shop.close()


@pytest.mark.parametrize("step", range(4))
def test_a_sale_beside_a_rebuild_waits_and_is_counted(
    two_pcs: Premises, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    till, office = (standing(two_pcs.open(state), two_pcs) for state in (None, two_pcs.pcs[0]))
    till.sell(till.line(till.soap, 2, 3_400), member=True)
    under_way = threading.Event()
    steps = list(koperasi.checks.REBUILDS)
    usual = steps[step]

    def slowly(work: Any) -> None:
        usual(work)
        under_way.set()
        threading.Event().wait(HELD_UP)

    steps[step] = slowly
    monkeypatch.setattr(koperasi.checks, "REBUILDS", tuple(steps))
    failed: list[BaseException] = []

    def rebuild() -> None:
        try:
            checks.rebuild(till.shop)
        except BaseException as error:
            failed.append(error)

    rebuilding = threading.Thread(target=rebuild)
    rebuilding.start()
    assert under_way.wait(10)
    office.sell(office.line(office.soap, 3, 3_400), member=True)
    rebuilding.join()

    assert failed == []
    assert checks.wrong(till.shop) == []
    till.shop.close()
    office.shop.close()
