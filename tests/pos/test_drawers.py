"""The drawer without a sale: by right or another's PIN, with a reason, counted by its shift."""

from __future__ import annotations

import pytest

from koperasi import uids
from koperasi.errors import BadInput, NotAllowed
from koperasi.work import Actor
from pos import drawers
from pos.drawers import NoSaleCommand, Why
from printing import jobs
from tests.shops import Counter


def asked(counter: Counter, why: Why = Why.CHANGE, note: str = "") -> NoSaleCommand:
    shift = counter.shift or counter.open()
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), shift.till_id, shift.id)
    return NoSaleCommand(*ids, "K1", why, note, shift.business_date, now)


def do(counter: Counter, command: NoSaleCommand, actor: Actor, approver: Actor | None = None) -> None:
    with counter.shop.work(actor, approver=approver) as work:
        drawers.open_drawer(work, command)


def seen(counter: Counter) -> tuple[int, int]:
    """How many openings the shift has, and how many kicks wait."""
    assert counter.shift is not None
    with counter.shop.reading() as connection:
        kicks = [each for each in jobs.waiting(connection, "K1") if each.kind is jobs.JobKind.DRAWER]
        return drawers.openings(connection, counter.shift.id), len(kicks)


def test_doing_it_twice_opens_it_once(counter: Counter) -> None:
    command = asked(counter)
    do(counter, command, counter.manager)
    do(counter, command, counter.manager)

    assert seen(counter) == (1, 1)


def test_a_cashier_needs_anothers_yes_for_each_time(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        do(counter, asked(counter), counter.cashier)
    assert seen(counter) == (0, 0)

    do(counter, asked(counter), counter.cashier, counter.manager)
    assert seen(counter) == (1, 1)
    with pytest.raises(NotAllowed):
        do(counter, asked(counter), counter.cashier)


def test_another_reason_is_written(counter: Counter) -> None:
    with pytest.raises(BadInput):
        do(counter, asked(counter, Why.OTHER, "  "), counter.manager)
    do(counter, asked(counter, Why.OTHER, "koin jatuh"), counter.manager)

    assert seen(counter) == (1, 1)
