"""Advances and repayments: money ahead of her sales, and money back for what she owes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consignment import advances, repayments
from consignment.advances import AdvanceCommand, AdvanceReversal
from consignment.payout_facts import Way
from consignment.repayments import RepaymentCommand
from koperasi import shifts, uids
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.work import Actor
from tests.consignment.paying import (
    adds_up,
    balance,
    booked,
    bring_back,
    cakes,
    drawn,
    earn,
    maker_member,
    pay,
    today,
)
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Counter:
    made = maker_member(counter)
    made.open()
    return made


def advance(counter: Counter, amount: int, way: Way = Way.SAFE) -> AdvanceCommand:
    now = counter.shop.clock()
    head = (counter.shop.minter.next(), uids.new_uid(now), counter.maker_id, today(counter), now, way, Rupiah(amount))
    shift = counter.shift.id if counter.shift is not None and way is Way.DRAWER else None
    return AdvanceCommand(*head, "modal tepung", shift)


def give(counter: Counter, command: AdvanceCommand, by: Actor | None = None) -> AdvanceCommand:
    with counter.shop.work(by or counter.manager, channel="office") as work:
        advances.give(work, command)
    return command


def take_back(counter: Counter, advance_id: int, reason: str = "salah orang") -> None:
    now = counter.shop.clock()
    with counter.shop.work(counter.manager, channel="office") as work:
        head = (work.mint(), uids.new_uid(now), advance_id, today(counter), now, reason)
        advances.take_back(work, AdvanceReversal(*head))


def repay(counter: Counter, amount: int, way: Way = Way.SAFE) -> RepaymentCommand:
    now = counter.shop.clock()
    head = (counter.shop.minter.next(), uids.new_uid(now), counter.maker_id, today(counter), now, way, Rupiah(amount))
    shift = counter.shift.id if counter.shift is not None and way is Way.DRAWER else None
    command = RepaymentCommand(*head, shift_id=shift)
    with counter.shop.work(counter.manager, channel="office") as work:
        repayments.receive(work, command)
        repayments.receive(work, command)
    return command


def test_an_advance_is_hers_to_pay_back_and_touches_no_earnings(hers: Counter) -> None:
    command = advance(hers, 50_000)
    give(hers, give(hers, command))
    assert (booked(hers, Role.MAKER_ADVANCE, hers=True), booked(hers, Role.SAFE)) == (50_000, -350_000)
    assert balance(hers).owed == ZERO
    adds_up(hers)


def test_payouts_take_it_back_until_nothing_is_left_of_it(hers: Counter) -> None:
    cake = cakes(hers)
    give(hers, advance(hers, 50_000))
    earn(hers, cake, 30_000)
    first = pay(hers)
    assert (first.advance, first.paid) == (Rupiah(30_000), ZERO)
    earn(hers, cake, 30_000)
    second = pay(hers)
    assert (second.advance, second.paid) == (Rupiah(20_000), Rupiah(10_000))
    adds_up(hers)


def test_out_of_the_drawer_it_needs_the_cash(hers: Counter) -> None:
    with pytest.raises(Refused) as refused:
        give(hers, advance(hers, 300_001, Way.DRAWER))
    assert refused.value.rule == "drawer-short"
    give(hers, advance(hers, 100_000, Way.DRAWER))
    with hers.shop.reading() as connection:
        assert hers.shift is not None
        assert shifts.expected_cash(connection, hers.shift) == Rupiah(200_000)
    adds_up(hers)


def test_nothing_a_stranger_and_no_money_are_refused(hers: Counter) -> None:
    for wrong in (replace(advance(hers, 1), amount=ZERO), advance(hers, 5_000, Way.SAVINGS)):
        with pytest.raises(BadInput):
            give(hers, wrong)
    with pytest.raises(NotFound):
        give(hers, replace(advance(hers, 5_000), maker_id=42))
    with pytest.raises(NotAllowed):
        give(hers, advance(hers, 5_000), by=hers.cashier)


def test_an_advance_keyed_wrong_is_taken_back_unless_it_was_used(hers: Counter) -> None:
    wrong = give(hers, advance(hers, 50_000))
    take_back(hers, wrong.id)
    assert (booked(hers, Role.MAKER_ADVANCE, hers=True), booked(hers, Role.SAFE)) == (0, -300_000)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        take_back(hers, wrong.id)
    with pytest.raises(NotFound):
        take_back(hers, 42)
    used = give(hers, advance(hers, 10_000))
    with pytest.raises(BadInput):
        take_back(hers, used.id, "  ")
    earn(hers, cakes(hers), 4_000)
    pay(hers)
    with pytest.raises(Refused) as refused:
        take_back(hers, used.id)
    assert refused.value.rule == "advance-used"
    adds_up(hers)


def test_she_pays_back_what_she_owes_and_no_more(hers: Counter) -> None:
    cake = cakes(hers)
    sale = earn(hers, cake, 20_000)
    pay(hers)
    bring_back(hers, sale)
    with pytest.raises(Refused) as refused:
        repay(hers, 20_001)
    assert refused.value.rule == "overpaid"
    repay(hers, 20_000, Way.DRAWER)
    assert balance(hers).owed == ZERO
    assert drawn(hers).blocked == "Belum ada yang bisa dibayar"
    earn(hers, cake, 7_000)
    assert pay(hers).paid == Rupiah(7_000)
    adds_up(hers)


def test_nothing_and_no_money_are_no_repayments(hers: Counter) -> None:
    with pytest.raises(BadInput):
        repay(hers, 0)
    with pytest.raises(BadInput):
        repay(hers, 5, Way.SET_OFF)
