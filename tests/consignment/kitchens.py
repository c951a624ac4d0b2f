"""Makers with goods in a small shop: brought, sold day by day, stated and paid, all by the program's own deeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from consignment import agreement_deeds, deliveries, givebacks, payout_draws, payouts, statements
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import AgreedRule, Conditions, Cycle
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.givebacks import GivebackCommand, GivenLine
from consignment.my_goods import MyGoods
from consignment.my_goods_desks import read
from consignment.payout_draws import Ask
from consignment.payout_facts import Way
from consignment.statements import StatementCommand
from consignment.terms import Deal, Terms
from inventory import catalogue, locations
from inventory.stock import Stock
from koperasi import member_pins, members, uids
from koperasi.members import NewMember
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests import returning
from tests.shops import Clock, Counter, good

PIN = "482916"
TODAY = date(2026, 11, 23)


def morning(day: date) -> datetime:
    """Seven o'clock in Malang."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def fixed(each: int) -> Terms:
    return Terms(Deal.FIXED, 0, Rupiah(each))


@dataclass(slots=True)
class Kitchen:
    """A maker and her goods; `products` by name."""

    counter: Counter
    maker_id: int
    products: dict[str, int] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)
    terms: dict[str, Terms] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return self.counter.shop.branch.business_date(self.clock.at)

    @property
    def clock(self) -> Clock:
        clock = self.counter.shop.clock
        assert isinstance(clock, Clock)
        return clock

    def ids(self) -> tuple[int, str]:
        return self.counter.shop.minter.next(), uids.new_uid(self.counter.shop.clock())

    def new(self, name: str, price: int, terms: Terms, unit: str = "Bungkus") -> int:
        """A product of hers to be."""
        made = good(f"T-{self.maker_id % 1_000_000}-{len(self.products)}", name, price)
        units = tuple(replace(each, name=unit) for each in made.units)
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            (self.products[name],) = catalogue.add_many(work, [replace(made, base_unit=unit, units=units)])
        self.prices[name], self.terms[name] = price, terms
        return self.products[name]

    def bring(self, name: str, pieces: int, keeps: int | None = None) -> None:
        until = self.day + timedelta(days=keeps) if keeps is not None else None
        line = DeliveredLine(self.products[name], Quantity.of(pieces), self.terms[name], until)
        command = DeliveryCommand(*self.ids(), self.maker_id, self.day, self.counter.shop.clock(), (line,))
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            deliveries.receive(work, command)

    def sell(self, name: str, pieces: int | str) -> int:
        """Returns the sale's document."""
        return self.counter.sell(self.counter.line(self.products[name], pieces, self.prices[name])).document_id

    def take_back(self, sale: int, pieces: int) -> None:
        """A customer brings some of it back."""
        self.counter.post(returning.basket(self.counter, returning.back(self.counter, sale, pieces)))

    def fetch(self, name: str, pieces: int) -> None:
        """She takes some home, of the lot that has most."""
        with self.counter.shop.reading() as connection:
            shelf = locations.shelf(connection, self.counter.shop.branch.id)
            found = select(Stock.lot_id).where(Stock.product_id == self.products[name], Stock.quantity > Quantity(0))
            lot = connection.execute(found.order_by(Stock.quantity.desc(), Stock.lot_id)).scalars().first()
        assert lot is not None
        lines = (GivenLine(lot, shelf, Quantity.of(pieces)),)
        command = GivebackCommand(
            *self.ids(),
            self.maker_id,
            self.day,
            self.counter.shop.clock(),
            lines,
        )
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            givebacks.give_back(work, command)

    def agree(self, conditions: Conditions, starts_on: date) -> None:
        rules = tuple(AgreedRule(terms, self.products[name]) for name, terms in self.terms.items())
        command = AgreementCommand(
            *self.ids(), self.maker_id, self.day, self.counter.shop.clock(), starts_on, rules, conditions
        )
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            agreement_deeds.sign(work, command)

    def state(self, last: date) -> None:
        command = StatementCommand(*self.ids(), self.maker_id, last, self.day, self.counter.shop.clock())
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            statements.draw_up(work, command)

    def pay(self, cut_off: date) -> None:
        ask = Ask(self.maker_id, cut_off, self.day, Way.SAFE)
        with self.counter.shop.reading() as connection:
            drawn = payout_draws.draw(connection, ask, self.counter.shop.settings)
        command = payouts.command(drawn, *self.ids(), self.counter.shop.clock())
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            payouts.pay(work, command)

    def seen(self) -> MyGoods:
        """What her own screen reads."""
        return read(self.counter.shop, self.counter.cashier, self.maker_id)


def go_to(counter: Counter, day: date) -> None:
    """A new morning: the shift of the day before is closed, the next one is opened by the first sale."""
    if counter.shift is not None:
        counter.close(0)
    clock = counter.shop.clock
    assert isinstance(clock, Clock)
    clock.at = morning(day)


def siti(counter: Counter, number: str = "A-0064", card: str = "9900064") -> Kitchen:
    """Bu Siti of Kelompok Melati, who has a PIN; nothing brought yet."""
    new = NewMember(number, "Siti Rohmah", "Ibu", "Ngantang", group_name="Kelompok Melati", cards=(card,))
    with counter.shop.work(counter.manager) as work:
        maker = members.add(work, new)
    with counter.shop.work(counter.manager) as work:
        member_pins.give(work, maker, PIN)
    return Kitchen(counter, maker)


#: What of each product was sold on the days of November, up to the 23rd.
NOVEMBER = {
    "Keripik Tempe 150 g": (1, 2, 0, 1, 2, 1, 3, 1, 1, 2, 2, 2, 1, 1, 4, 3, 2, 2, 3, 4, 4, 1, 4),
    "Rempeyek Kacang 200 g": (1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 2, 3, 3, 2, 2),
    "Kue Semprong 250 g": (0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 2, 0, 1, 0, 1, 0, 0),
}


#: Day → what she brought then: name, pieces, days that it keeps.
MORE = {
    11: (("Kue Semprong 250 g", 19, 24),),
    17: (("Rempeyek Kacang 200 g", 20, 25),),
    20: (("Keripik Tempe 150 g", 20, 30),),
}


def november(
    counter: Counter, days: Sequence[int] = range(1, 24), number: str = "A-0064", card: str = "9900064"
) -> Kitchen:
    """Bu Siti's November up to the 23rd; `days` for only some of its days.

    She is paid every other Monday by an agreement, was stated and paid twice, and her oldest
    goods are those of the 11th.
    """
    go_to(counter, date(2026, 11, 1))
    kitchen = siti(counter, number, card)
    for name, price, hers in zip(NOVEMBER, (14_000, 16_000, 20_000), (10_000, 12_500, 16_000), strict=True):
        kitchen.new(name, price, fixed(hers))
    kitchen.agree(Conditions(cycle=Cycle.TWO_WEEKS, pay_day=0), date(2026, 11, 1))
    for name, pieces in zip(NOVEMBER, (40, 20, 5), strict=True):
        kitchen.bring(name, pieces, 30)
    for turn in days:
        day = date(2026, 11, turn)
        go_to(counter, day)
        for name, sold in NOVEMBER.items():
            if sold[turn - 1]:
                kitchen.sell(name, sold[turn - 1])
        if turn == 16:
            kitchen.state(date(2026, 11, 15))
            kitchen.pay(date(2026, 11, 15))
        for name, pieces, keeps in MORE.get(turn, ()):
            kitchen.bring(name, pieces, keeps)
        if turn == 22:
            kitchen.fetch("Kue Semprong 250 g", 3)
    return kitchen
