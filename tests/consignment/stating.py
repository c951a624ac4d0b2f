"""Short words for tests of statements: draw up, sell, take back, write off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from consignment import statement_queries, statements
from consignment.statement_values import Draft, Statement
from consignment.statements import StatementCommand, StatementReversal
from consignment.terms import Bearer, Deal, Terms
from inventory import write_offs
from inventory.stock import Stock
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import ledger, numbers
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.shop import Shop
from pos import checks, sales
from pos.sale_commands import BackTo, PaidTender, Returning, SaleCommand, SoldLine
from pos.tenders import TenderKind
from tests.laws.days import Days
from tests.shops import Counter

TEN = Terms(Deal.COMMISSION, 1_000)


@dataclass(slots=True)
class Stating:
    """A shop whose makers are told what they are owed."""

    days: Days

    @property
    def shop(self) -> Shop:
        return self.days.shop

    @property
    def counter(self) -> Counter:
        return self.days.counter

    @property
    def maker(self) -> int:
        return self.counter.maker_id

    @property
    def cookies(self) -> int:
        return self.days.goods.cookies

    @property
    def today(self) -> date:
        return self.days.day

    def draw(self, last: date | None = None, maker: int | None = None, **how: Any) -> Statement:
        statement_id, uid = self.days.ids()
        command = StatementCommand(
            statement_id, uid, maker or self.maker, last or self.today, self.today, self.shop.clock()
        )
        with self.shop.work(self.counter.manager, channel="office", **how) as work:
            statements.draw_up(work, command)
        return self.read(statement_id)

    def draft(self, last: date | None = None, maker: int | None = None) -> Draft:
        with self.shop.reading() as connection:
            return statements.draft(connection, self.shop.branch, maker or self.maker, last or self.today, self.today)

    def read(self, statement_id: int) -> Statement:
        with self.shop.reading() as connection:
            return statement_queries.whole(connection, statement_id)

    def take_back(self, statement_id: int, why: str = "keliru") -> None:
        command = StatementReversal(*self.days.ids(), statement_id, why, self.today, self.shop.clock())
        with self.shop.work(self.counter.manager, channel="office") as work:
            statements.reverse(work, command)

    def sell(self, pieces: int, price: int = 10_000, product: int | None = None) -> SaleCommand:
        line = self.days.line(product or self.cookies, pieces * 1_000, price, 0, Bearer.SHOP)
        command = self.days.sale([line], "cash", member=False)
        self.days.sell(command)
        return command

    def bring_back(self, sold: SaleCommand, pieces: int, to: BackTo = BackTo.SHELF) -> SaleCommand:
        """A customer brings so many pieces of a sale's first line back."""
        line = sold.lines[0]
        back = Quantity.of(pieces)
        gross = -back.at(line.unit_price)
        shown = (line.list_price, line.unit_price, line.rule, line.reason)
        returned = SoldLine(
            line.product_id, None, "Pcs", ONE, -back, *shown, gross, Rupiah(0), Bearer.SHOP,
            returns=Returning(sold.id, 1, to, "tidak cocok"),
        )  # fmt: skip
        shift = self.days.shift
        assert shift is not None
        with self.shop.reading() as connection:
            number = numbers.peek(connection, shift.sale_series)
        paid = (PaidTender(TenderKind.CASH, gross, Rupiah(0)),)
        now = self.shop.clock()
        ids = (*self.days.ids(), number, shift.till_id, shift.id, shift.business_date, now)
        command = SaleCommand(*ids, self.counter.manager.id, None, None, "", (returned,), (), paid, Rupiah(0))
        with self.shop.work(self.counter.manager) as work:
            sales.post(work, command)
        return command

    def spoil(self, pieces: int, cause: Cause) -> None:
        with self.shop.reading() as connection:
            place = connection.execute(select(Stock.location_id).where(Stock.product_id == self.cookies)).first()
        assert place is not None
        line = SpoiltLine(self.cookies, "Pcs", ONE, Quantity.of(pieces), cause)
        command = WriteOffCommand(*self.days.ids(), place[0], self.today, self.shop.clock(), (line,))
        with self.shop.work(self.counter.manager, channel="office") as work:
            write_offs.write_off(work, command)

    def owed(self, maker: int | None = None) -> int:
        with self.shop.reading() as connection:
            return -ledger.party_balance(connection, ACCOUNT_IDS[Role.OWED_TO_MAKERS], maker or self.maker).amount

    def on_hand(self, product: int | None = None) -> Quantity:
        held = select(summed(Stock.quantity)).where(Stock.product_id == (product or self.cookies))
        with self.shop.reading() as connection:
            return connection.execute(held).scalar_one()

    def later(self, days: int = 1) -> None:
        """Let days go by; a shift of before stays what it is, and a new one is opened."""
        clock: Any = self.shop.clock
        if self.days.shift is not None:
            self.days.close(0, left=False)
        clock.at = datetime.combine(clock.at.date() + timedelta(days=days), clock.at.timetz())
        self.days.open(100_000)

    def wrong(self) -> list[str]:
        return checks.wrong(self.shop)
