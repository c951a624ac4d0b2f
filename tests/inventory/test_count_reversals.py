"""Taking a booked count back: within the limit of who does it, and never for goods that are gone by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inventory import count_reversals, merges
from inventory.count_reversals import ReversalCommand
from inventory.counts import CloseCommand
from inventory.merges import MergeCommand
from koperasi import ledger, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.rights import Permission, Right
from koperasi.work import Actor
from pos import checks
from tests.inventory import stock_days
from tests.inventory.counting import Counting, on_hand
from tests.shops import SIX_PERCENT, Counter


def balance(counter: Counter, role: Role) -> Rupiah:
    with counter.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role])


def limited(actor: Actor, limit: int) -> Actor:
    """Someone who may close counts, but only up to so much."""
    return replace(actor, rights={**actor.rights, Permission.COUNT_CLOSE: Right(limit=limit)})


def taken_back(counter: Counter, document_id: int, by: Actor) -> None:
    now = counter.shop.clock()
    command = ReversalCommand(
        counter.shop.minter.next(), uids.new_uid(now), document_id, counter.shop.branch.business_date(now), now, "salah"
    )
    with counter.shop.work(by, channel="office") as work:
        count_reversals.reverse(work, command)


@pytest.mark.parametrize("counted", [4, 16])
def test_a_count_is_taken_back_only_within_the_limit_to_close_one(counter: Counter, counted: int) -> None:
    """What was found may be taken from the shelf again by nobody who could not have booked it."""
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, counted)
    counting.finish()
    counting.count(counter.soap, counted, by=counter.manager)
    closed = counting.close(by=counter.shop.konsole())

    with pytest.raises(NotAllowed):
        taken_back(counter, closed.id, limited(counter.manager, 14_999))
    assert on_hand(counter, counter.soap) == Quantity.of(counted)
    taken_back(counter, closed.id, limited(counter.manager, 15_000))
    assert on_hand(counter, counter.soap) == Quantity.of(10)
    assert checks.wrong(counter.shop) == []


def test_a_count_of_goods_that_were_merged_since_is_not_taken_back(counter: Counter) -> None:
    """It would put them on lots of a product that is in the archive, where nobody looks."""
    room = stock_days.of(counter)
    other = room.new_good("102", "Sabun Mandi")
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    closed = counting.booked()
    with counter.shop.work(counter.manager, channel="office") as work:
        merges.merge(work, MergeCommand(**room.head(), gone_id=counter.soap, kept_id=other))

    with pytest.raises(Refused) as refused:
        taken_back(counter, closed.id, counter.manager)

    assert refused.value.rule == "archived"
    assert on_hand(counter, counter.soap) == Quantity(0)
    assert checks.wrong(counter.shop) == []


def test_makers_goods_missing_count_for_the_limit_at_their_price(counter: Counter) -> None:
    """Two at Rp 12.500 are gone: nothing is booked, but whoever approves it, or takes it back, answers for it."""
    counter.deliver(counter.cookies, 10, SIX_PERCENT)
    counting = Counting(counter)
    counting.count(counter.cookies, 8)
    counting.finish()
    counting.count(counter.cookies, 8, by=counter.manager)

    with pytest.raises(NotAllowed):
        counting.close(by=limited(counter.shop.konsole(), 24_999))
    closed = counting.close(by=limited(counter.shop.konsole(), 25_000))
    with pytest.raises(NotAllowed):
        taken_back(counter, closed.id, limited(counter.shop.konsole(), 24_999))
    taken_back(counter, closed.id, limited(counter.shop.konsole(), 25_000))

    assert on_hand(counter, counter.cookies) == Quantity.of(10)
    assert checks.wrong(counter.shop) == []


def reversal(counter: Counter, closed: CloseCommand, reason: str = "salah rak") -> ReversalCommand:
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), closed.id)
    return ReversalCommand(*ids, counter.shop.branch.business_date(now), now, reason)


@pytest.mark.parametrize("counted", [9, 11])
@pytest.mark.parametrize("sold", [0, 5, 9])
def test_a_booked_count_can_be_taken_back(counter: Counter, counted: int, sold: int) -> None:
    counter.buy(counter.soap, 10, 25_001)
    counting = Counting(counter)
    counting.count(counter.soap, counted)
    closed = counting.booked()
    if sold:
        counter.sell(counter.line(counter.soap, sold, 3_400))
    command = reversal(counter, closed)
    for _again in range(2):
        counting.do(count_reversals.reverse, command, counter.manager)
    assert on_hand(counter, counter.soap) == Quantity.of(10 - sold)
    assert balance(counter, Role.SHRINKAGE) == Rupiah(0)
    assert checks.wrong(counter.shop) == []
    with pytest.raises(Refused, match="sudah dibalik"):
        counting.do(count_reversals.reverse, reversal(counter, closed), counter.manager)
