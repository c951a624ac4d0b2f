"""A shift closed or handed over from another PC while a sale is under way: the sale is counted in, or refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from koperasi import audit, handovers, numbers, shifts, uids, users
from koperasi.errors import Refused
from koperasi.handovers import HandoverCommand
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import ClosingCommand, Pieces, Shift
from koperasi.shop import Shop
from pos import checks, closings, sales
from tests.places import Premises, premises
from tests.shops import Counter

#: How long a sale stays under way, at most, for the other to come between.
HELD_UP = 0.5
COUNT = (Pieces(Rupiah(1), True, 103_400),)


@pytest.fixture
def two_pcs(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    made.add_pc("K2")
    return made


def close(shop: Shop, counter: Counter, shift: Shift) -> Rupiah:
    now = shop.clock()
    with shop.work(counter.manager) as work:
        number = numbers.peek(work.connection, shift.z_series)
        closings.close(work, ClosingCommand(work.mint(), uids.new_uid(now), shift.id, number, COUNT, ZERO, now))
    with shop.reading() as connection:
        return shifts.closing(connection, shift.id).expected


def hand_over(shop: Shop, counter: Counter, shift: Shift) -> Rupiah:
    now = shop.clock()
    with shop.work(counter.cashier, approver=counter.manager) as work:
        command = HandoverCommand(work.mint(), uids.new_uid(now), shift.id, counter.manager.id, COUNT, now)
        return handovers.hand_over(work, command).expected


@pytest.mark.parametrize("count_drawer", [close, hand_over])
def test_a_drawer_is_never_counted_past_a_sale_under_way(
    two_pcs: Premises, monkeypatch: pytest.MonkeyPatch, count_drawer: Callable[[Shop, Counter, Shift], Rupiah]
) -> None:
    till, office = two_pcs.open(), two_pcs.open(two_pcs.pcs[0])
    with till.reading() as connection:
        shift = shifts.open_shift_of(connection, till.till_id or 0)
    assert shift is not None
    counter = replace(two_pcs.counter, shop=till, shift=shift)
    under_way, counted = threading.Event(), threading.Event()
    keep = sales._keep

    def keep_slowly(*given: Any) -> None:
        keep(*given)
        under_way.set()
        counted.wait(HELD_UP)

    monkeypatch.setattr(sales, "_keep", keep_slowly)
    selling = threading.Thread(target=counter.post, args=[counter.command(counter.line(counter.soap, 1, 3_400))])
    selling.start()
    assert under_way.wait(10)
    expected = count_drawer(office, two_pcs.counter, shift)
    counted.set()
    selling.join()

    assert expected == Rupiah(103_400)
    assert checks.wrong(till) == []
    till.close()
    office.close()


def test_what_comes_after_a_close_elsewhere_is_refused(two_pcs: Premises) -> None:
    till, office = two_pcs.open(), two_pcs.open(two_pcs.pcs[0])
    with till.reading() as connection:
        shift = shifts.open_shift_of(connection, till.till_id or 0)
    assert shift is not None
    counter = replace(two_pcs.counter, shop=till, shift=shift)
    command = counter.command(counter.line(counter.soap, 1, 3_400))
    close(office, two_pcs.counter, shift)

    for deed in (lambda: counter.post(command), lambda: hand_over(till, counter, shift)):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.rule == "shift-closed"
    assert checks.wrong(till) == []
    till.close()
    office.close()


def test_a_z_names_chains_as_they_are_while_others_write(two_pcs: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    till, office = two_pcs.open(), two_pcs.open(two_pcs.pcs[0])
    with till.reading() as connection:
        shift = shifts.open_shift_of(connection, till.till_id or 0)
    with office.reading() as connection:
        theirs = shifts.open_shift_of(connection, office.till_id or 0)
    assert shift is not None
    counter = replace(two_pcs.counter, shop=office, shift=theirs)
    usual, selling = audit.last, threading.Thread(target=counter.sell, args=[counter.line(counter.soap, 1, 3_400)])

    def last(connection: Connection, writer: int) -> tuple[int, str]:
        if writer == office.writer and not selling.ident and threading.current_thread() is not selling:
            selling.start()
            selling.join(HELD_UP)
        return usual(connection, writer)

    monkeypatch.setattr(audit, "last", last)
    close(till, two_pcs.counter, shift)
    selling.join()

    assert checks.wrong(till) == []
    till.close()
    office.close()
