"""A shop for the edge cases of members' goods (domain/consignment.md 5.8): two makers, and short words.

Bu Sri is a member, so she has a kasbon; Bu Wati is none.  Her cookies cost 10,000 and go by
komisi 20 % unless a test brings them otherwise; Bu Wati's cakes cost 3,000 at 10 %.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from consignment import agreement_deeds, entries
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import UNWRITTEN, AgreedRule
from consignment.deliveries import DeliveredLine
from consignment.statement_values import Statement
from consignment.terms import Bearer, Deal, Terms
from inventory.stock import Stock
from koperasi import ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import FlagRecord
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from pos import checks
from pos.cart import Cart
from pos.counter import Counter as Desk
from pos.sale_commands import BackTo, SoldLine
from pos.stations import Station
from pos.tenders import Tender
from tests import returning
from tests.consignment import brought, gone, paying
from tests.consignment.gone import Gone, q
from tests.consignment.stating import Stating
from tests.inventory import stock_days
from tests.laws.days import Days, Goods, furnish
from tests.shops import Counter

TWENTY = Terms(Deal.COMMISSION, 2_000)
TEN = Terms(Deal.COMMISSION, 1_000)


@dataclass(slots=True)
class Edge:
    """The shop, with Bu Sri as its maker and Bu Wati as another."""

    gone: Gone
    goods: Goods
    wati: int

    @property
    def counter(self) -> Counter:
        return self.gone.counter

    @property
    def shop(self) -> Shop:
        return self.gone.shop

    @property
    def sri(self) -> int:
        return self.counter.maker_id

    # -- what is done -------------------------------------------------------------------------

    def bring(self, pieces: int | str, terms: Terms = TWENTY, product: int = 0, **more: Any) -> int:
        """Bu Sri brings so many cookies, or Bu Wati cakes; returns the lot."""
        wanted = product or self.goods.cookies
        maker = self.wati if wanted == self.goods.cakes else self.sri
        line = replace(DeliveredLine(wanted, q(pieces), terms, unit="Pcs"), **more)
        brought.bring(self.counter, line, maker=maker, agreement_id=line.agreement_id)
        return self.lots(wanted)[-1]

    def line(self, pieces: int | str, price: int = 10_000, product: int = 0, less: int = 0, **more: Any) -> SoldLine:
        made = self.counter.line(product or self.goods.cookies, pieces, price, discount=less)
        return replace(made, **more)

    def sell(self, *lines: SoldLine, member: bool = False, pay: tuple[Tender, ...] = (), **how: Any) -> int:
        command = self.counter.command(*lines, member=member, tenders=pay)
        approver = how.pop("approver", self.counter.manager)
        return self.counter.post(command, approver=approver, **how).document_id

    def back(self, sale: int, pieces: int | str, to: BackTo = BackTo.SHELF, line: int = 1) -> SoldLine:
        return returning.back(self.counter, sale, pieces, to=to, line=line)

    def bring_back(self, *lines: SoldLine) -> int:
        return self.counter.post(returning.basket(self.counter, *lines), approver=self.counter.manager).document_id

    def agree(self, *rules: AgreedRule, starts_in: int = 0, **conditions: Any) -> int:
        """An agreement with Bu Sri from so many days from now; returns it."""
        head = self.gone.room.head()
        first = head["business_date"] + timedelta(days=starts_in)
        given = replace(UNWRITTEN, **conditions)
        what = {"maker_id": self.sri, "starts_on": first, "rules": rules, "conditions": given}
        command = AgreementCommand(**head, **what, signed_by="Sri")
        with self.shop.work(self.counter.manager, channel="office") as work:
            agreement_deeds.sign(work, command)
        return command.id

    def pay(self, **more: Any) -> Any:
        return paying.pay(self.counter, **more)

    def state(self, maker: int = 0) -> Statement:
        stating = Stating(Days(self.shop, self.counter, self.goods, self.wati))
        return stating.draw(maker=maker or self.sri)

    def later(self, days: int) -> None:
        self.gone.later(days)

    # -- what there is to see -----------------------------------------------------------------

    def owed(self, maker: int = 0) -> int:
        wanted = maker or self.sri
        with self.shop.reading() as connection:
            return entries.owed(connection, [wanted]).get(wanted, Rupiah(0)).amount

    def booked(self, role: Role) -> int:
        with self.shop.reading() as connection:
            return ledger.balance(connection, ACCOUNT_IDS[role]).amount

    def commission(self) -> int:
        """What the shop earned on makers' goods, of members and of others."""
        return -self.booked(Role.COMMISSION_MEMBERS) - self.booked(Role.COMMISSION_OTHERS)

    def on_hand(self, product: int = 0) -> str:
        held = select(summed(Stock.quantity)).where(Stock.product_id == (product or self.goods.cookies))
        with self.shop.reading() as connection:
            found: Quantity = connection.execute(held).scalar_one()
        return found.decimal

    def lots(self, product: int = 0) -> list[int]:
        return stock_days.lots_of(self.shop, product or self.goods.cookies)

    def flags(self, document_id: int) -> set[str]:
        with self.shop.reading() as connection:
            return set(connection.scalars(select(FlagRecord.rule).where(FlagRecord.document_id == document_id)))

    def right(self) -> bool:
        """Whether all books agree; what does not is told."""
        assert checks.wrong(self.shop) == []
        return True


def of(counter: Counter) -> Edge:
    goods, wati = furnish(counter)
    made = Edge(gone.of(paying.maker_member(counter)), goods, wati)
    made.counter.open()
    return made


def desk(edge: Edge) -> Desk:
    shift = edge.counter.shift
    assert shift is not None
    return Desk(Station(edge.shop, edge.counter.cashier, shift))


def scanned(edge: Edge, *bought: tuple[str, int]) -> Cart:
    """A cart of what was scanned at the till, by code and pieces."""
    till = desk(edge)
    cart = till.open().cart
    for code, pieces in bought:
        cart, _key = cart.add(till.lookup(code).seen[0].found, Quantity.of(pieces))
    return cart


def tomorrow(edge: Edge, days: int = 1) -> Any:
    return paying.today(edge.counter) + timedelta(days=days)


__all__ = ["TEN", "TWENTY", "Bearer", "Edge", "desk", "of", "q", "scanned", "tomorrow"]
