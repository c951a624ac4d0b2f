"""Days of a shop as a list of commands, and a book of what they must come to.

The book is kept by simple sums beside the shop and knows nothing of lots, entries or kept
rows; the laws compare the two.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, text

from consignment import deliveries
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.terms import Bearer, Terms
from inventory import catalogue, purchases
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.stock import Stock
from koperasi import cash, commands, handovers, masters, members, numbers, shifts, uids
from koperasi.cash import CashCommand, CashKind
from koperasi.columns import summed
from koperasi.database import Record
from koperasi.handovers import HandoverCommand
from koperasi.members import MemberYear
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party, PartyKind
from koperasi.quantity import ONE, Quantity
from koperasi.shifts import ClosingCommand, OpeningCommand, Pieces, Shift
from koperasi.shop import Shop
from koperasi.work import Actor
from pos import closings, sales
from pos.sale_commands import PaidTender, Rule, SaleCommand, SoldLine
from pos.tenders import Tender, TenderKind, settle
from tests.shops import Counter, good

#: Rows of these change when a command is done again: that it was tried is itself a fact.
RETRIES = frozenset({"audit_links", "id_reserves"})

DEEDS: dict[type, Any] = {
    CashCommand: cash.move_cash,
    ClosingCommand: closings.close,
    DeliveryCommand: deliveries.receive,
    HandoverCommand: handovers.hand_over,
    OpeningCommand: shifts.open_shift,
    PurchaseCommand: purchases.receive,
    SaleCommand: sales.post,
}


@dataclass(frozen=True, slots=True)
class Goods:
    """The products of a shop for laws: its own, two makers', a service."""

    soap: int
    rice: int
    cookies: int
    cakes: int
    copies: int

    @property
    def own(self) -> tuple[int, int]:
        return (self.soap, self.rice)

    @property
    def makers(self) -> tuple[int, int]:
        return (self.cookies, self.cakes)

    @property
    def stocked(self) -> tuple[int, ...]:
        return (*self.own, *self.makers)


def furnish(counter: Counter) -> tuple[Goods, int]:
    """A second maker and two more goods for a small shop; returns all goods and that maker."""
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        maker = work.mint()
        wati = {"id": maker, "code": "P-02", "name": "Wati Lestari", "kind": PartyKind.PERSON, "title": "Ibu"}
        masters.add(work.connection, Party, [{**wati, "village": "Pujon", "phone": ""}])
        rice, cakes = catalogue.add_many(work, [good("102", "Beras", 13_500), good("202", "Lemper", 3_000)])
    return Goods(counter.soap, rice, counter.cookies, cakes, counter.copies), maker


@dataclass(slots=True)
class Book:
    """What all that was done must come to."""

    quantity: dict[int, Quantity] = field(default_factory=lambda: defaultdict(lambda: Quantity(0)))
    bought: dict[int, Rupiah] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    in_drawer: Rupiah = ZERO
    owes: Rupiah = ZERO
    receipts: int = 0

    def add(self, command: Any) -> None:
        if isinstance(command, PurchaseCommand | DeliveryCommand):
            for line in command.lines:
                came = line.quantity if isinstance(line, DeliveredLine) else line.base_quantity
                self.quantity[line.product_id] += came
        elif isinstance(command, SaleCommand):
            self._sold(command)
        elif isinstance(command, CashCommand):
            self.in_drawer += command.amount if command.kind is CashKind.IN else -command.amount
        elif isinstance(command, HandoverCommand):
            self.in_drawer = command.counted
        elif isinstance(command, OpeningCommand):
            self.in_drawer = command.float_amount

    def _sold(self, command: SaleCommand) -> None:
        self.receipts += 1
        self.in_drawer += command.paid_by(TenderKind.CASH)
        self.owes += command.paid_by(TenderKind.KASBON)
        for line in command.lines:
            self.quantity[line.product_id] -= line.base_quantity
        if command.member_id is not None:
            self.bought[command.business_date.year] += command.total


@dataclass(slots=True)
class Days:
    """A shop, what was done in it, and the book of it."""

    shop: Shop
    counter: Counter
    goods: Goods
    second_maker: int
    book: Book = field(default_factory=Book)
    done: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)
    shift: Shift | None = None
    closed: Shift | None = None

    @property
    def day(self) -> date:
        return self.shop.branch.business_date(self.shop.clock())

    def ids(self) -> tuple[int, str]:
        return self.shop.minter.next(), uids.new_uid(self.shop.clock())

    def do(self, command: Any, *, actor: Actor | None = None, **how: Any) -> Any:
        """Do a command and write it into the book; raises what the deed refuses."""
        actor = actor or self.counter.manager
        with self.shop.work(actor, **how) as work:
            answer = DEEDS[type(command)](work, command)
        self.book.add(command)
        self.done.append((command, {"actor": actor, **how}))
        return answer

    def do_again(self, turn: int) -> None:
        """Do an earlier command once more, as it comes back from paper."""
        command, how = self.done[turn]
        read = commands.decode(type(command), commands.encode(command))
        assert read == command
        with self.shop.work(how["actor"], **{name: each for name, each in how.items() if name != "actor"}) as work:
            DEEDS[type(read)](work, read)

    # --- What there is to do ---------------------------------------------------------------

    def open(self, amount: int) -> None:
        now = self.shop.clock()
        command = OpeningCommand(*self.ids(), self.shop.till_id or 0, Rupiah(amount), self.day, now)
        self.shift = self.do(command, actor=self.counter.cashier)

    def close(self, over: int, left: bool) -> Any:
        assert self.shift is not None
        counted = max(self.book.in_drawer.amount + over, 0)
        with self.shop.reading() as connection:
            number = numbers.peek(connection, shifts.by_id(connection, self.shift.id).z_series)
        count = (Pieces(Rupiah(1), True, counted),)
        stays = Rupiah(counted // 2 if left else 0)
        command = ClosingCommand(*self.ids(), self.shift.id, number, count, stays, self.shop.clock())
        z = self.do(command, actor=self.counter.cashier)
        self.shift, self.closed = None, self.shift
        return z

    def hand_over(self, over: int) -> Any:
        """The shift goes from whoever has it to the other of the two, who counted so much more or less."""
        shift = self.shift
        assert shift is not None
        with self.shop.reading() as connection:
            holder = handovers.holder(connection, shift)
        cashier, manager = self.counter.cashier, self.counter.manager
        giver, taker = (cashier, manager) if holder == cashier.id else (manager, cashier)
        count = (Pieces(Rupiah(1), True, max(self.book.in_drawer.amount + over, 0)),)
        command = HandoverCommand(*self.ids(), shift.id, taker.id, count, self.shop.clock())
        return self.do(command, actor=giver, approver=taker)

    def move(self, kind: CashKind, amount: int, shift: Shift | None = None, **how: Any) -> None:
        to = shift or self.shift
        assert to is not None
        self.do(CashCommand(*self.ids(), to.id, kind, Rupiah(amount), "uang", self.shop.clock()), **how)

    def buy(self, lines: list[tuple[int, int, int, int | None]], paid_from: PaidFrom) -> None:
        """Lines of (product, thousandths, whole cost, days it keeps)."""
        bought = tuple(
            BoughtLine(product, "Pcs", ONE, Quantity(quantity), Rupiah(cost), self._until(keeps))
            for product, quantity, cost, keeps in lines
        )
        now = self.shop.clock()
        self.do(PurchaseCommand(*self.ids(), None, paid_from, self.day, now, bought), channel="office")

    def deliver(self, product: int, quantity: int, terms: Terms, keeps: int | None) -> None:
        maker = self.counter.maker_id if product == self.goods.cookies else self.second_maker
        line = DeliveredLine(product, Quantity(quantity), terms, self._until(keeps))
        now = self.shop.clock()
        self.do(DeliveryCommand(*self.ids(), maker, self.day, now, (line,)), channel="office")

    def _until(self, keeps: int | None) -> date | None:
        return None if keeps is None else self.day + timedelta(days=keeps)

    def line(self, product: int, quantity: int, price: int, discount: int, bearer: Bearer) -> SoldLine:
        units = Quantity(quantity)
        gross = units.at(Rupiah(price))
        less = Rupiah(min(discount, max(gross.amount, 0)))
        shown = (Rupiah(price), Rupiah(price), Rule.RETAIL, "")
        return SoldLine(product, None, "Pcs", ONE, units, *shown, gross, less, bearer)

    def sale(
        self, lines: list[SoldLine], pay: str, member: bool, shift: Shift | None = None, more: int = 0
    ) -> SaleCommand:
        """A paid cart: `pay` names the tenders, the first of two takes a third of what is due."""
        at = shift or self.shift
        assert at is not None
        due = total(each.net for each in lines)
        rounding = self.shop.settings.cash_rounding
        given = tuple(self._tenders(due, pay, more))
        settled = settle(due, given, rounding)
        with self.shop.reading() as connection:
            series = shifts.by_id(connection, at.id).sale_series
            number = numbers.peek(connection, series)
        paid = tuple(PaidTender(each.kind, each.amount, settled.change_of(each)) for each in given)
        where = (number, at.till_id, at.id, at.business_date, self.shop.clock())
        who = (self.counter.cashier.id, None, self.counter.member_id if member else None)
        price_class = members.USUAL_CLASS if member else ""
        return SaleCommand(*self.ids(), *where, *who, price_class, tuple(lines), (), paid, settled.rounding)

    def _tenders(self, due: Rupiah, pay: str, more: int) -> list[Tender]:
        kinds = [TenderKind(each) for each in pay.split("+")]
        tenders, rest = [], due.amount
        for kind in kinds[:-1]:
            tenders.append(Tender(kind, Rupiah(rest // 3)))
            rest -= rest // 3
        if kinds[-1] is TenderKind.CASH:
            rest = self.shop.settings.cash_rounding.rounded(rest) + (more if rest > 0 else 0)
        # A sum that rounds to nothing is still paid in cash.
        found = [*tenders, Tender(kinds[-1], Rupiah(rest))]
        return [each for each in found if each.amount or (due and each.kind is TenderKind.CASH)]

    def sell(self, command: SaleCommand, **how: Any) -> Any:
        return self.do(command, actor=self.counter.cashier, approver=self.counter.manager, **how)

    # --- What there is to see --------------------------------------------------------------

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the shop, but for those that tell of a retry."""
        with self.shop.reading() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {table.name}"))), key=str)
                for table in Record.metadata.sorted_tables
                if table.name not in RETRIES
            }

    def on_hand(self) -> dict[int, Quantity]:
        with self.shop.reading() as connection:
            found = select(Stock.product_id, summed(Stock.quantity)).group_by(Stock.product_id)
            return {product: quantity for product, quantity in connection.execute(found) if quantity}

    def bought(self) -> dict[int, Rupiah]:
        with self.shop.reading() as connection:
            return dict(map(tuple, connection.execute(select(MemberYear.year, MemberYear.purchases))))


def recorded(line: SoldLine) -> SoldLine:
    """A line as another system's ticket says it; only so may it be negative."""
    return replace(line, rule=Rule.RECORDED)
