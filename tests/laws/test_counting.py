"""To count while the shop sells is to count with the shop closed.

The book beside it knows only what stands on the shelf: goods come, are sold and get lost, and
whoever counts sees what is there at that moment.  Whatever happens in between, before or
after, the count finds exactly what was lost before the good was counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from consignment.terms import Deal, Terms
from inventory import count_entries, count_records, count_sessions, counts, locations
from inventory.count_entries import EntryCommand, EntryLine
from inventory.count_facts import StockCountLine
from inventory.count_rules import Mode, Scope
from inventory.count_sessions import RecountCommand, StartCommand
from inventory.counts import CloseCommand, FinishCommand
from inventory.stock import Stock
from koperasi import settings as shop_settings
from koperasi import uids
from koperasi.columns import summed
from koperasi.quantity import Quantity
from koperasi.work import Actor
from pos import checks
from tests.shops import Counter

GOODS = ("soap", "cookies")
STEP = st.one_of(
    st.tuples(st.sampled_from(("sell", "lose", "buy")), st.sampled_from(GOODS), st.integers(1, 6)),
    st.tuples(st.just("count"), st.sampled_from(GOODS), st.integers(1, 3)),
    st.tuples(st.just("write_down"), st.sampled_from(GOODS), st.just(1)),
)


@dataclass(slots=True)
class World:
    """The shelf as it is, and what was lost of each good before it was counted."""

    counter: Counter
    session: int = 0
    there: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    booked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lost: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    #: Figures on paper, keyed at the end: when they were counted, how many, and what was lost by then.
    paper: dict[str, tuple[datetime, int, int]] = field(default_factory=dict)
    #: What the count must find, once a good was counted.
    found: dict[str, int] = field(default_factory=dict)

    def product(self, name: str) -> int:
        return int(getattr(self.counter, name))

    def begin(self) -> None:
        """Every session starts from what the book says is there."""
        for name in GOODS:
            self.buy(name, 12)
            self.there[name] = self.booked[name] = on_hand(self.counter, self.product(name))
        shop = self.counter.shop
        with shop.reading() as connection:
            shelf = locations.shelf(connection, shop.branch.id)
        self.session = shop.minter.next()
        self.do(count_sessions.start, StartCommand(self.session, shelf, Scope.ALL, shop.clock(), "Semua"))

    def do(self, deed: object, command: object, by: Actor | None = None) -> None:
        """Each deed twice: the second changes nothing."""
        for _again in range(2):
            with self.counter.shop.work(by or self.counter.cashier, channel="office") as work:
                deed(work, command)  # type: ignore[operator]

    def step(self, what: str, name: str, number: int) -> None:
        getattr(self, what)(name, number)

    def buy(self, name: str, number: int) -> None:
        if name == "soap":
            self.counter.buy(self.counter.soap, number, number * 2_501)
        else:
            self.counter.deliver(self.counter.cookies, number, Terms(Deal.COMMISSION, 600))
        self.there[name] += number
        self.booked[name] += number

    def sell(self, name: str, number: int) -> None:
        number = min(number, self.there[name])
        if number:
            self.counter.sell(self.counter.line(self.product(name), number, 3_400))
            self.there[name] -= number
            self.booked[name] -= number

    def lose(self, name: str, number: int) -> None:
        number = min(number, self.there[name])
        self.there[name] -= number
        self.lost[name] += number

    def count(self, name: str, parts: int) -> None:
        """What is there now, in so many goes, in place of what was counted before."""
        shop, there = self.counter.shop, self.there[name]
        shares = [there // parts] * (parts - 1)
        shares.append(there - sum(shares))
        lines = tuple(
            EntryLine(self.product(name), Quantity.of(share), Mode.ADD if turn else Mode.REPLACE)
            for turn, share in enumerate(shares)
        )
        self.do(count_entries.enter, EntryCommand(shop.minter.next(), self.session, shop.clock(), lines))
        self.found[name] = -self.lost[name]

    def write_down(self, name: str, _number: int) -> None:
        """Counted now, on paper; keyed when all is over, with its moment."""
        self.paper[name] = (self.counter.shop.clock(), self.there[name], self.lost[name])

    def key_in(self) -> None:
        shop = self.counter.shop
        for name, (at, there, lost) in self.paper.items():
            line = EntryLine(self.product(name), Quantity.of(there), Mode.REPLACE)
            self.do(count_entries.enter, EntryCommand(shop.minter.next(), self.session, shop.clock(), (line,), at))
            self.found[name] = -lost

    def close(self) -> None:
        shop, manager = self.counter.shop, self.counter.manager
        self.do(counts.finish, FinishCommand(self.session, shop.clock()))
        now = shop.clock()
        seen = _seen(self.counter, self.session)
        ids = (shop.minter.next(), uids.new_uid(now), self.session, seen)
        command = CloseCommand(*ids, shop.branch.business_date(now), now)
        self.do(counts.close, command, manager)

    def variances(self) -> dict[str, int]:
        with self.counter.shop.reading() as connection:
            newest = select(StockCountLine.document_id).order_by(StockCountLine.document_id.desc()).limit(1)
            lines = select(StockCountLine.product_id, StockCountLine.variance).where(
                StockCountLine.document_id == newest.scalar_subquery()
            )
            by_product = dict(connection.execute(lines).all())
        return {
            name: by_product[self.product(name)].thousandths // 1000
            for name in GOODS
            if self.product(name) in by_product
        }


def _seen(counter: Counter, session: int) -> int:
    with counter.shop.reading() as connection:
        return count_records.by_id(connection, session).last_seq


def on_hand(counter: Counter, product: int) -> int:
    with counter.shop.reading() as connection:
        left: Quantity = connection.execute(
            select(summed(Stock.quantity)).where(Stock.product_id == product)
        ).scalar_one()
    return left.thousandths // 1000


def without_tolerance(counter: Counter) -> None:
    """Every figure is believed: how often one is counted again is another test's."""
    generous = {"count_tolerance_pieces": 1_000, "count_tolerance_value": 1_000_000_000}
    with counter.shop.work(counter.manager, channel="office") as work:
        shop_settings.change(work, generous)
    counter.shop.reload_settings()


def run(counter: Counter, steps: Iterable[tuple[str, str, int]]) -> World:
    world = World(counter)
    world.begin()
    for step in steps:
        world.step(*step)
    world.key_in()
    if not world.found:
        world.count("soap", 1)
    world.close()
    return world


QUICK = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@QUICK
@given(steps=st.lists(STEP, max_size=12))
def test_a_count_finds_what_was_lost_before_it_whatever_was_sold(
    counter: Counter, steps: list[tuple[str, str, int]]
) -> None:
    without_tolerance(counter)
    world = run(counter, steps)
    assert world.variances() == world.found
    for name in GOODS:
        after = on_hand(counter, world.product(name))
        assert after == world.booked[name] + world.found.get(name, 0)
        unseen = world.lost[name] + world.found.get(name, 0)
        assert after == world.there[name] + unseen
    assert checks.wrong(counter.shop) == []


@QUICK
@given(
    lost=st.integers(0, 6),
    first=st.integers(0, 6),
    between=st.integers(0, 3),
    here=st.booleans(),
    after=st.integers(0, 3),
)
def test_what_is_sold_between_two_places_never_makes_a_difference_of_its_own(
    counter: Counter, lost: int, first: int, between: int, here: bool, after: int
) -> None:
    """Two places counted one after the other; what sells meanwhile comes from either.

    No loss that did not happen is found, and none is found larger than it was.
    """
    without_tolerance(counter)
    world = World(counter)
    world.begin()
    world.lose("soap", lost)
    shop, there = counter.shop, world.there["soap"]
    first = min(first, there)
    second = there - first
    add = count_entries.enter
    line = EntryLine(counter.soap, Quantity.of(first))
    world.do(add, EntryCommand(shop.minter.next(), world.session, shop.clock(), (line,)))
    between = min(between, first if here else second)
    world.sell("soap", between)
    left = EntryLine(counter.soap, Quantity.of(second if here else second - between))
    world.do(add, EntryCommand(shop.minter.next(), world.session, shop.clock(), (left,)), counter.manager)
    world.sell("soap", after)
    world.close()
    found = world.variances()["soap"]
    assert -lost <= found <= 0
    assert between or found == -lost


def test_counting_again_agrees_with_the_first_figure_whatever_sold_meanwhile(counter: Counter) -> None:
    """A blind recount is judged at its own instant, so equal losses are seen as equal."""
    world = World(counter)
    world.begin()
    world.lose("soap", 9)
    world.count("soap", 1)
    world.do(counts.finish, FinishCommand(world.session, counter.shop.clock()))
    again = RecountCommand(world.session, (counter.soap,), counter.shop.clock())
    world.do(counts.ask_recount, again, counter.manager)
    world.sell("soap", 2)
    shop = counter.shop
    line = EntryLine(counter.soap, Quantity.of(world.there["soap"]))
    world.do(
        count_entries.enter, EntryCommand(shop.minter.next(), world.session, shop.clock(), (line,)), counter.manager
    )
    world.close()
    assert world.variances()["soap"] == -9
    assert on_hand(counter, counter.soap) == world.there["soap"]
