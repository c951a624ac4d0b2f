"""A small shop with a maker's goods, and short words for what goes back, is lost, or is taken over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from consignment import agreement_deeds, conversions, deliveries, entries, givebacks, losses, open_losses
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import UNWRITTEN
from consignment.conversions import ConversionCommand, ConvertedLine, Way
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.givebacks import GivebackCommand, GivenLine, Why
from consignment.losses import FoundCommand, FoundLine, LossCommand, LossLine, LossReversal
from consignment.open_losses import Loss
from consignment.terms import Deal, Terms
from inventory import count_reversals
from inventory.count_rules import Scope
from inventory.stock import Stock
from inventory.write_offs import Cause
from koperasi import documents, shifts
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from tests.inventory import stock_days
from tests.inventory.counting import Counting
from tests.inventory.stock_days import Stockroom
from tests.shops import Clock, Counter

#: Bu Siti's cookies at 12,500: she gets 8,000 a piece.
FIXED = Terms(Deal.FIXED, 0, Rupiah(8_000))
DEEDS = {
    ConversionCommand: conversions.convert,
    FoundCommand: losses.take_back,
    GivebackCommand: givebacks.give_back,
    LossCommand: losses.settle,
    LossReversal: losses.reverse,
}


#: What the fixture `unguarded` does.
Spoil = Callable[[Shop, str], None]


def q(units: int | str) -> Quantity:
    return Quantity.of(units)


@dataclass(slots=True)
class Gone:
    """The shop, its stock room and its maker."""

    counter: Counter
    room: Stockroom

    @property
    def shop(self) -> Shop:
        return self.counter.shop

    @property
    def maker(self) -> int:
        return self.counter.maker_id

    def agree(self, **conditions: Any) -> None:
        """An agreement with the maker from today on."""
        given = replace(UNWRITTEN, **conditions)
        head = self.room.head()
        command = AgreementCommand(
            **head, maker_id=self.maker, starts_on=head["business_date"], conditions=given, signed_by="Siti"
        )
        with self.shop.work(self.counter.manager, channel="office") as work:
            agreement_deeds.sign(work, command)

    def bring(self, quantity: int | str, terms: Terms = FIXED, keeps: int | None = None, product: int = 0) -> int:
        """Deliver so many cookies; returns their lot."""
        head = self.room.head()
        until = head["business_date"] + timedelta(days=keeps) if keeps is not None else None
        line = DeliveredLine(product or self.counter.cookies, q(quantity), terms, until)
        command = DeliveryCommand(head["id"], head["uid"], self.maker, head["business_date"], head["at"], (line,))
        with self.shop.work(self.counter.manager, channel="office") as work:
            deliveries.receive(work, command)
        return stock_days.lots_of(self.shop, product or self.counter.cookies)[-1]

    def sell(self, quantity: int, price: int = 12_500) -> None:
        self.counter.sell(self.counter.line(self.counter.cookies, quantity, price))

    def later(self, days: int) -> None:
        """So many days pass; an open shift is closed before."""
        clock = self.shop.clock
        assert isinstance(clock, Clock)
        if self.counter.shift is not None:
            with self.shop.reading() as connection:
                expected = shifts.expected_cash(connection, self.counter.shift).amount
            self.counter.close(expected)
        clock.at += timedelta(days=days)

    def count(self, quantity: int, product: int = 0) -> int:
        """Count so many cookies on the shelf and book it; returns the count's paper."""
        wanted = product or self.counter.cookies
        counting = Counting(self.counter, Scope.LIST, products=(wanted,))
        counting.count(wanted, quantity)
        counting.finish()
        if any(each.must_recount for each in counting.judged().values()):
            counting.count(wanted, quantity, by=self.counter.manager)
        return counting.close().id

    def uncount(self, document_id: int) -> None:
        command = count_reversals.ReversalCommand(**self.room.head(), document_id=document_id, reason="salah hitung")
        with self.shop.work(self.counter.manager, channel="office") as work:
            count_reversals.reverse(work, command)

    def write_off(self, quantity: int | str, cause: Cause = Cause.DAMAGED, place: int | None = None) -> int:
        return int(self.room.write_off(self.counter.cookies, str(quantity), cause, place).id)

    def losses(self) -> list[Loss]:
        with self.shop.reading() as connection:
            found = open_losses.read(connection, self.shop.branch.id, self.room.day)
        return list(found.losses)

    def do(self, command: Any, *, actor: Any = None, happened: bool = False) -> Any:
        deed: Any = DEEDS[type(command)]
        with self.shop.work(actor or self.counter.manager, channel="office", happened=happened) as work:
            return deed(work, command)

    def settle(self, *lines: LossLine, why: str = "", **how: Any) -> Any:
        """Settle these losses, or all that are open."""
        wanted = lines or tuple(LossLine(*each.lost.key, quantity=each.open) for each in self.losses() if each.open)
        command = LossCommand(**self.room.head(), maker_id=self.maker, lines=wanted, why=why)
        self.do(command, **how)
        return command

    def take_back(self, *, keep: bool = False, why: str = "") -> Any:
        lines = tuple(FoundLine(*each.lost.key, quantity=each.over, keep=keep) for each in self.losses() if each.over)
        command = FoundCommand(**self.room.head(), maker_id=self.maker, lines=lines, why=why)
        self.do(command)
        return command

    def unsettle(self, document_id: int) -> Any:
        command = LossReversal(**self.room.head(), document_id=document_id, why="salah putus")
        self.do(command)
        return command

    def give_back(self, lot: int, quantity: int | str, why: Why = Why.UNSOLD, place: int = 0, **how: Any) -> Any:
        lines = (GivenLine(lot, place or self.room.shelf, q(quantity), why),)
        command = GivebackCommand(**self.room.head(), maker_id=how.pop("maker", self.maker), lines=lines)
        self.do(command, **how)
        return command

    def convert(self, lot: int, quantity: int, way: Way, amount: int = 0, place: int = 0, **how: Any) -> Any:
        lines = (ConvertedLine(lot, place or self.room.shelf, q(quantity), Rupiah(amount)),)
        # What is bought is bought with her leave, at any price, unless a test says otherwise.
        agreed = how.pop("agreed", way is Way.BUY)
        said = {"agreed": agreed, "note": how.pop("note", "harga disepakati")}
        command = ConversionCommand(**self.room.head(), maker_id=self.maker, way=way, lines=lines, **said)
        self.do(command, **how)
        return command

    def owed(self) -> int:
        with self.shop.reading() as connection:
            return entries.owed(connection, [self.maker]).get(self.maker, Rupiah(0)).amount

    def left(self, lot: int, place: int = 0) -> str:
        """What is left of a lot at a place, the shelf where none is named."""
        wanted = (Stock.lot_id == lot) & (Stock.location_id == (place or self.room.shelf))
        with self.shop.reading() as connection:
            found = connection.scalar(select(Stock.quantity).where(wanted))
        return found.decimal if found is not None else "0"

    def posted(self, document_id: int) -> bool:
        with self.shop.reading() as connection:
            return documents.posted(connection, document_id)


def of(counter: Counter) -> Gone:
    return Gone(counter, stock_days.of(counter))
