"""The shop's stock and its value are those of a shelf reckoned beside it, whatever comes and goes.

`tests/shelves.py` is written from the rules in words and shares no line with the program:
goods come with any dates and costs, are sold also where there are none, are written off and
used, while the days go by and lots expire.  After every day quantity, value and cost of
goods are equal to the last rupiah.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from inventory import catalogue, locations, own_uses, purchases, write_offs
from inventory.own_uses import OwnUseCommand
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.stock import Stock
from inventory.transfers import StockLine
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.ledger import PostingRecord, Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import checks
from tests.shelves import Shelf
from tests.shops import Clock, Counter, good

PIECES = st.integers(1, 30)
STEP = st.one_of(
    st.tuples(st.just("buy"), PIECES, st.integers(0, 99_999), st.none() | st.integers(-1, 6)),
    st.tuples(st.just("sell"), PIECES, st.just(0), st.none()),
    st.tuples(st.sampled_from(("write_off", "use")), PIECES, st.just(0), st.none()),
    st.tuples(st.just("sleep"), st.integers(1, 3), st.just(0), st.none()),
)
Step = tuple[str, int, int, int | None]


@dataclass(slots=True)
class Both:
    """The shop and the shelf beside it, told the same."""

    counter: Counter
    shelf: Shelf = field(default_factory=Shelf)
    place: int = 0

    @property
    def day(self) -> date:
        shift = self.counter.shift
        assert shift is not None
        return shift.business_date

    def ids(self) -> tuple[int, str]:
        return self.counter.shop.minter.next(), uids.new_uid(self.counter.shop.clock())

    def office(self, deed: Callable[..., object], command: object) -> None:
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            deed(work, command)

    def buy(self, pieces: int, cost: int, keeps: int | None) -> None:
        expires = None if keeps is None else self.day + timedelta(days=keeps)
        line = BoughtLine(self.counter.soap, "Pcs", ONE, Quantity.of(pieces), Rupiah(cost), expires)
        command = PurchaseCommand(*self.ids(), None, PaidFrom.SAFE, self.day, self.counter.shop.clock(), (line,))
        self.office(purchases.receive, command)
        self.shelf.come(self.counter.soap, pieces * 1_000, cost, self.day, expires)

    def sell(self, pieces: int) -> None:
        self.counter.sell(self.counter.line(self.counter.soap, pieces, 3_400))
        self.shelf.sell(self.counter.soap, pieces * 1_000, self.day)

    def there(self, pieces: int) -> int:
        """Of so many pieces those that can go otherwise than sold."""
        lots = self.shelf.ware(self.counter.soap).lots
        return min(pieces, sum(lot.quantity for lot in lots if lot.quantity > 0) // 1_000)

    def write_off(self, pieces: int) -> None:
        if count := self.there(pieces):
            line = SpoiltLine(self.counter.soap, "Pcs", ONE, Quantity.of(count), Cause.DAMAGED)
            when = (self.place, self.day, self.counter.shop.clock())
            self.office(write_offs.write_off, WriteOffCommand(*self.ids(), *when, (line,)))
            self.shelf.go(self.counter.soap, count * 1_000, self.day)

    def use(self, pieces: int) -> None:
        if count := self.there(pieces):
            line = StockLine(self.counter.soap, "Pcs", ONE, Quantity.of(count))
            when = (self.place, self.day, self.counter.shop.clock())
            self.office(own_uses.use, OwnUseCommand(*self.ids(), *when, (line,), "dapur"))
            self.shelf.go(self.counter.soap, count * 1_000, self.day)

    def sleep(self, days: int) -> None:
        """The day is closed and compared, and another begins."""
        self.compare()
        self.counter.close(0)
        clock = self.counter.shop.clock
        assert isinstance(clock, Clock)
        clock.at += timedelta(days=days)
        self.counter.open()

    def compare(self) -> None:
        with self.counter.shop.reading() as connection:
            of_soap = Stock.product_id == self.counter.soap
            found = connection.execute(select(summed(Stock.quantity), summed(Stock.value)).where(of_soap)).one()
            cost = connection.execute(
                select(summed(PostingRecord.amount)).where(PostingRecord.account_id == ACCOUNT_IDS[Role.COST_OF_GOODS])
            ).scalar_one()
        ware = self.shelf.ware(self.counter.soap)
        assert (found[0].thousandths, found[1].amount) == (ware.quantity, ware.value)
        assert cost.amount == self.shelf.cost_of_goods


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(STEP, min_size=4, max_size=14))
@example(steps=[("sell", 3, 0, None), ("buy", 2, 101, None), ("buy", 5, 333, None), ("sell", 1, 0, None)])
@example(
    steps=[("buy", 3, 100, 0), ("sleep", 1, 0, None), ("buy", 2, 77, 3), ("sell", 4, 0, None), ("use", 2, 0, None)]
)
def test_stock_value_and_cost_of_goods_are_those_of_a_shelf_reckoned_beside_the_shop(
    counter: Counter, steps: list[Step]
) -> None:
    if counter.shift is None:
        counter.open()
    both = Both(counter)
    with counter.shop.reading() as connection:
        both.place = locations.shelf(connection, counter.shop.branch.id)
    begin(both)
    for what, number, cost, keeps in steps:
        if what == "buy":
            both.buy(number, cost, keeps)
        else:
            getattr(both, what)(number)
    both.compare()
    assert checks.wrong(counter.shop) == []


def begin(both: Both) -> None:
    """Each example has a good of its own, and only what it did counts."""
    code = f"S{both.counter.shop.minter.next()}"
    with both.counter.shop.work(both.counter.manager) as work:
        both.counter.soap = catalogue.add_goods(work, good(code, f"Sabun {code}", 3_400))
    with both.counter.shop.reading() as connection:
        done = select(summed(PostingRecord.amount)).where(PostingRecord.account_id == ACCOUNT_IDS[Role.COST_OF_GOODS])
        both.shelf.cost_of_goods = connection.execute(done).scalar_one().amount
