"""Verifications: three numbers side by side, and what the last of them books."""

from __future__ import annotations

import pytest

from koperasi import handovers, ledger, uids, verifications
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import NotAllowed, NotFound, Refused
from koperasi.handovers import HandoverCommand
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.shifts import Pieces
from koperasi.verifications import Verified, VerifyCommand
from koperasi.work import Actor
from tests.shops import Counter


def closed(counter: Counter, counted: int) -> int:
    """A shift of float 300.000 and sales of 6.800, closed with so much counted; returns its id."""
    shift = counter.open(300_000)
    counter.sell(counter.line(counter.soap, 2, 3_400))
    counter.close(counted)
    return shift.id


def verify(counter: Counter, shift_id: int, verified: int, who: Actor | None = None) -> Verified:
    now = counter.shop.clock()
    command = VerifyCommand(
        counter.shop.minter.next(), uids.new_uid(now), shift_id, (Pieces(Rupiah(1), True, verified),), now
    )
    with counter.shop.work(who or counter.manager) as work:
        assert verifications.verify(work, command) == verifications.verify(work, command)
        return verifications.last(work.connection, shift_id)


def balances(counter: Counter) -> tuple[int, int]:
    with counter.shop.reading() as connection:
        roles = (Role.SAFE, Role.OVER_SHORT)
        safe, over = (ledger.balance(connection, ACCOUNT_IDS[role]).amount for role in roles)
    return safe, over


@pytest.mark.parametrize(
    # The safe gave 300.000 and got what was counted; over is positive in the drawer, negative in its account.
    ("counted", "verified", "over", "miscounted", "safe"),
    [
        (306_800, 306_800, 0, 0, 6_800),
        (304_800, 306_800, 0, 2_000, 6_800),  # miscounted, nothing is missing
        (306_800, 306_300, -500, -500, 6_300),
        (300_000, 300_000, -6_800, 0, 0),
        (307_000, 307_000, 200, 0, 7_000),
    ],
)
def test_the_three_numbers_and_what_they_book(
    counter: Counter, counted: int, verified: int, over: int, miscounted: int, safe: int
) -> None:
    found = verify(counter, closed(counter, counted), verified)

    assert (found.expected, found.counted, found.verified) == (Rupiah(306_800), Rupiah(counted), Rupiah(verified))
    assert (found.over, found.miscounted) == (Rupiah(over), Rupiah(miscounted))
    assert balances(counter) == (safe, -over)


def test_a_later_verification_is_one_more_row_and_books_only_what_is_new(counter: Counter) -> None:
    shift_id = closed(counter, 304_800)
    verify(counter, shift_id, 306_000)
    verify(counter, shift_id, 306_800)

    with counter.shop.reading() as connection:
        known = verifications.of_shift(connection, shift_id)
    assert [each.verified for each in known] == [Rupiah(306_000), Rupiah(306_800)]
    assert balances(counter) == (6_800, 0)


def test_nobody_verifies_her_own_count(counter: Counter) -> None:
    shift_id = closed(counter, 306_800)
    with pytest.raises(NotAllowed):
        verify(counter, shift_id, 306_800, counter.cashier)
    own = Actor(counter.cashier.id, counter.cashier.name, "manager", counter.manager.rights)
    with pytest.raises(Refused) as refusal:
        verify(counter, shift_id, 306_800, own)

    assert refusal.value.rule == "verify-own"


def test_an_open_shift_is_not_verified(counter: Counter) -> None:
    shift = counter.open()
    with pytest.raises(NotFound):
        verify(counter, shift.id, 300_000)
    with counter.shop.reading() as connection, pytest.raises(Refused):
        verifications.last(connection, shift.id)


def test_nobody_verifies_the_drawer_that_she_held_though_another_closed_it(counter: Counter) -> None:
    shift, now = counter.open(300_000), counter.shop.clock()
    with counter.shop.work(counter.cashier, approver=counter.manager) as work:
        taken = HandoverCommand(
            work.mint(), uids.new_uid(now), shift.id, counter.manager.id, (Pieces(Rupiah(1), True, 300_000),), now
        )
        handovers.hand_over(work, taken)
    counter.close(300_000)
    with pytest.raises(Refused) as refusal:
        verify(counter, shift.id, 300_000)

    assert refusal.value.rule == "verify-own"
