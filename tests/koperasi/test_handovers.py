"""Handovers: each cashier answers for her own part of a shift, and the shift goes on."""

from __future__ import annotations

import pytest

from koperasi import handovers, ledger, shifts, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import Refused
from koperasi.handovers import Handed, HandoverCommand
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.shifts import Pieces
from koperasi.work import Actor
from tests.shops import Counter


def command(counter: Counter, taker: Actor, counted: int) -> HandoverCommand:
    shift = counter.shift or counter.open(300_000)
    now = counter.shop.clock()
    count = (Pieces(Rupiah(1), True, counted),)
    return HandoverCommand(counter.shop.minter.next(), uids.new_uid(now), shift.id, taker.id, count, now)


def do(counter: Counter, asked: HandoverCommand, giver: Actor, approver: Actor | None) -> Handed:
    with counter.shop.work(giver, approver=approver) as work:
        return handovers.hand_over(work, asked)


def test_a_difference_stays_with_the_one_who_gives_and_the_next_starts_from_the_count(counter: Counter) -> None:
    counter.open(300_000)
    counter.sell(counter.line(counter.soap, 2, 3_400))
    handed = do(counter, command(counter, counter.manager, 306_300), counter.cashier, counter.manager)
    counter.sell(counter.line(counter.soap, 1, 3_400))
    shift = counter.shift
    assert shift is not None

    with counter.shop.reading() as connection:
        assert (handed.expected, handed.over) == (Rupiah(306_800), Rupiah(-500))
        assert shifts.expected_cash(connection, shift) == Rupiah(306_300 + 3_400)
        assert handovers.holder(connection, shift) == counter.manager.id
        assert ledger.balance(connection, ACCOUNT_IDS[Role.OVER_SHORT]) == Rupiah(500)
        assert shifts.open_shift_of(connection, shift.till_id) == shift


def test_doing_it_twice_hands_over_once(counter: Counter) -> None:
    asked = command(counter, counter.manager, 300_000)
    first = do(counter, asked, counter.cashier, counter.manager)

    assert do(counter, asked, counter.cashier, counter.manager) == first
    with counter.shop.reading() as connection:
        assert handovers.handed(connection, asked.shift_id) == (first,)


def test_it_goes_back_and_forth_in_its_own_order(counter: Counter) -> None:
    do(counter, command(counter, counter.manager, 300_000), counter.cashier, counter.manager)
    counter.shop.clock.at = counter.shop.clock().replace(year=2020)  # type: ignore[attr-defined]
    do(counter, command(counter, counter.cashier, 300_000), counter.manager, counter.cashier)
    shift = counter.shift
    assert shift is not None

    with counter.shop.reading() as connection:
        assert handovers.holder(connection, shift) == counter.cashier.id
        assert [each.taker for each in handovers.handed(connection, shift.id)] == ["Yuni Kartika", "Rina Astuti"]


@pytest.mark.parametrize(
    ("taker", "approver", "rule"),
    [
        ("manager", None, "handover-pin"),
        ("manager", "cashier", "handover-pin"),
        ("cashier", "cashier", "handover-same"),
    ],
)
def test_without_the_takers_own_pin_or_to_oneself_it_is_refused(
    counter: Counter, taker: str, approver: str | None, rule: str
) -> None:
    asked = command(counter, getattr(counter, taker), 300_000)
    with pytest.raises(Refused) as refusal:
        do(counter, asked, counter.cashier, getattr(counter, approver) if approver else None)

    assert refusal.value.rule == rule
    with counter.shop.reading() as connection:
        assert handovers.handed(connection, asked.shift_id) == ()


def test_a_closed_shift_is_handed_to_nobody(counter: Counter) -> None:
    counter.open(300_000)
    asked = command(counter, counter.manager, 300_000)
    counter.close(300_000)
    with pytest.raises(Refused, match="sudah ditutup"):
        do(counter, asked, counter.cashier, counter.manager)


def test_who_counts_and_takes_alone_has_nobody_beside_her(counter: Counter) -> None:
    asked = command(counter, counter.manager, 1)
    with pytest.raises(Refused) as refused:
        do(counter, asked, counter.manager, counter.manager)

    assert refused.value.rule == "handover-alone"
