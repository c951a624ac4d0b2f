"""A shop with a count under way, and short words for what happens in it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from inventory import count_entries, count_judgements, count_records, count_sessions, counts, locations
from inventory.count_bookings import Decision
from inventory.count_entries import EntryCommand, EntryLine
from inventory.count_rules import Mode, Scope
from inventory.count_sessions import StartCommand
from inventory.counts import CloseCommand, FinishCommand
from inventory.stock import Stock
from koperasi import uids
from koperasi.columns import summed
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.work import Actor
from tests.shops import Counter


class Counting:
    """A shop with a count under way, and short words for it."""

    def __init__(self, counter: Counter, scope: Scope = Scope.ALL, **what: object) -> None:
        self.counter, self.shop = counter, counter.shop
        with self.shop.reading() as connection:
            self.location = locations.shelf(connection, self.shop.branch.id)
        self.id = self.shop.minter.next()
        command = StartCommand(self.id, self.location, scope, self.shop.clock(), "Rak depan", **what)  # type: ignore[arg-type]
        self.do(count_sessions.start, command)

    def do(self, deed: Callable[..., object], command: object, by: Actor | None = None) -> object:
        with self.shop.work(by or self.counter.cashier, channel="office") as work:
            return deed(work, command)

    def count(self, product: int, quantity: int, by: Actor | None = None, mode: Mode = Mode.ADD, **how: object) -> int:
        line = EntryLine(product, Quantity.of(quantity), mode)
        command = EntryCommand(self.shop.minter.next(), self.id, self.shop.clock(), (line,), **how)  # type: ignore[arg-type]
        self.do(count_entries.enter, command, by)
        return self.session.last_seq

    def finish(self) -> object:
        return self.do(counts.finish, FinishCommand(self.id, self.shop.clock()))

    @property
    def session(self) -> count_records.Session:
        with self.shop.reading() as connection:
            return count_records.by_id(connection, self.id)

    def judged(self) -> dict[int, count_judgements.Judged]:
        with self.shop.reading() as connection:
            found = count_judgements.judged(connection, self.session, self.shop.branch, self.shop.settings)
        return {each.facts.product_id: each for each in found}

    def closing(self, *decisions: Decision, zeroed: bool = False) -> CloseCommand:
        now = self.shop.clock()
        ids = (self.shop.minter.next(), uids.new_uid(now), self.id, self.session.last_seq)
        return CloseCommand(*ids, self.shop.branch.business_date(now), now, decisions, zeroed)

    def close(self, *decisions: Decision, by: Actor | None = None, zeroed: bool = False) -> CloseCommand:
        command = self.closing(*decisions, zeroed=zeroed)
        self.do(counts.close, command, by or self.counter.manager)
        return command

    def booked(self, *decisions: Decision) -> CloseCommand:
        """Finished and closed, whatever needs no recount."""
        self.finish()
        return self.close(*decisions)


def on_hand(counter: Counter, product: int) -> Quantity:
    with counter.shop.reading() as connection:
        return connection.execute(select(summed(Stock.quantity)).where(Stock.product_id == product)).scalar_one()


def worth(counter: Counter, product: int) -> Rupiah:
    with counter.shop.reading() as connection:
        return connection.execute(select(summed(Stock.value)).where(Stock.product_id == product)).scalar_one()
