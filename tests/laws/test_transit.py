"""Goods go between two branches, into parcels and out of them: quantities and values add up, whatever the order.

One cooperative lives through all examples: the law holds from wherever its books stand.  The
book beside it knows only how many pieces each branch should have, whole, and how many are under
way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from inventory import dispatch_queries
from inventory.dispatches import Arrived, Bearer
from inventory.recipes import Part
from inventory.stock import Stock
from koperasi import users
from koperasi.columns import summed
from koperasi.ledger import Role
from koperasi.quantity import NOTHING, Quantity
from pos import checks
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, new_shop, small_shop

#: Rupiah the goods ever cost; what left must be told as cost, loss or shrinkage.
OUT = (Role.COST_OF_GOODS, Role.WRITE_OFFS, Role.SHRINKAGE)


@dataclass(slots=True)
class World:
    """Two branches, what stands where, and what it all cost."""

    here: Stockroom
    there: Stockroom
    parcel: int
    pieces: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    spent: int = 0

    def room(self, which: int) -> Stockroom:
        return (self.here, self.there)[which]

    def at_hand(self, which: int, product: int) -> int:
        room = self.room(which)
        found = select(summed(Stock.quantity)).where(
            Stock.location_id == room.shelf, Stock.product_id == product, Stock.quantity > NOTHING
        )
        with room.shop.reading() as connection:
            return connection.execute(found).scalar_one().thousandths // 1_000

    def hold(self) -> None:
        """What must be true after every example."""
        assert checks.wrong(self.here.shop) == []
        worth = self.here.balance(Role.INVENTORY) + self.here.balance(Role.GOODS_IN_TRANSIT)
        assert worth + sum(self.here.balance(role) for role in OUT) == self.spent
        for (which, product), pieces in self.pieces.items():
            room = self.room(which)
            found = select(summed(Stock.quantity)).where(Stock.location_id == room.shelf, Stock.product_id == product)
            with room.shop.reading() as connection:
                assert connection.execute(found).scalar_one() == Quantity.of(pieces)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("transit")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "MEMORY_KIB", 8)
        counter = small_shop(new_shop(f"sqlite:///{folder / 'shop.db'}", folder))
        here = stock_days.of(counter)
        counter.open(0)
        yield World(here, here.branch(), here.new_good("601", "Bingkisan"))
        counter.shop.close()


PIECES = st.integers(1, 9)
DEED = st.one_of(
    st.tuples(st.just("buy"), PIECES, st.integers(0, 9_999)),
    st.tuples(st.just("deliver"), PIECES, st.just(0)),
    st.tuples(st.just("sell"), PIECES, st.integers(0, 1)),
    st.tuples(st.just("send"), PIECES, st.integers(0, 3)),
    st.tuples(st.just("arrive"), PIECES, st.integers(0, 5)),
    st.tuples(st.just("assemble"), PIECES, st.integers(1, 3)),
    st.tuples(st.just("apart"), PIECES, st.integers(1, 3)),
)


@given(deeds=st.lists(DEED, min_size=1, max_size=12))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_sent_received_and_assembled_adds_up(world: World, deeds: list[tuple[str, int, int]]) -> None:
    for name, pieces, more in deeds:
        _DEEDS[name](world, pieces, more)
    world.hold()


def _buy(world: World, pieces: int, cost: int) -> None:
    counter = world.here.counter
    counter.buy(counter.soap, pieces, cost)
    world.spent += cost
    world.pieces[0, counter.soap] += pieces


def _deliver(world: World, pieces: int, _more: int) -> None:
    counter = world.here.counter
    counter.deliver(counter.cookies, pieces, SIX_PERCENT)
    world.pieces[0, counter.cookies] += pieces


def _sell(world: World, pieces: int, which: int) -> None:
    counter = world.here.counter
    product = (counter.soap, world.parcel)[which]
    counter.sell(counter.line(product, pieces, 3_400))
    world.pieces[0, product] -= pieces


def _send(world: World, pieces: int, more: int) -> None:
    which, product = more % 2, (world.here.counter.soap, world.here.counter.cookies)[more // 2]
    count = min(pieces, world.at_hand(which, product))
    if count:
        world.room(which).dispatch(world.room(1 - which).shop.branch, product, str(count))
        world.pieces[which, product] -= count


def _arrive(world: World, lost: int, more: int) -> None:
    """The oldest dispatch comes to one of its branches, part of each line broken or missing."""
    with world.here.shop.reading() as connection:
        waiting = dispatch_queries.under_way(connection)
    if not waiting:
        return
    paper, which = waiting[0], more % 2
    told = []
    for each in paper.waiting:
        sent = each.quantity.thousandths // 1_000
        broken = min(lost // 3, sent)
        missing = min(lost % 3, sent - broken)
        whole = sent - broken - missing
        bearer = Bearer.SENDER if more < 3 else Bearer.RECEIVER
        told.append(Arrived(each.line, Quantity.of(whole), Quantity.of(broken), Quantity.of(missing), bearer))
        world.pieces[which, each.product_id] += whole
    world.room(which).arrive(paper.dispatch_id, *told)


def _assemble(world: World, pieces: int, in_each: int) -> None:
    soap = world.here.counter.soap
    count = min(pieces, world.at_hand(0, soap) // in_each)
    if count:
        world.here.assemble(world.parcel, str(count), [Part(soap, Quantity.of(count * in_each))])
        world.pieces[0, soap] -= count * in_each
        world.pieces[0, world.parcel] += count


def _apart(world: World, pieces: int, in_each: int) -> None:
    soap = world.here.counter.soap
    count = min(pieces, world.at_hand(0, world.parcel))
    if count:
        world.here.assemble(world.parcel, str(count), [Part(soap, Quantity.of(count * in_each))], apart=True)
        world.pieces[0, world.parcel] -= count
        world.pieces[0, soap] += count * in_each


_DEEDS = {
    "buy": _buy,
    "deliver": _deliver,
    "sell": _sell,
    "send": _send,
    "arrive": _arrive,
    "assemble": _assemble,
    "apart": _apart,
}
