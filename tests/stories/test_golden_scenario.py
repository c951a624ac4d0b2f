"""The life of two lots (domain/consignment.md 5.11): from her kitchen to her pocket, every rupiah explained.

Bu Sri brings 24 cookies (2 are rejected; Rp 12,500, komisi 17.5 %) and 30 keripik (Rp 10,000,
harga titip Rp 8,000).  What a sale owes her is on hold for 3 days.  Each row is one deed of the
shop, what it booked for her, and what she is owed after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from consignment import (
    agreement_deeds,
    agreement_queries,
    delivery_queries,
    entries,
    payout_queries,
    payouts,
    statement_queries,
    statements,
)
from consignment.agreement_deeds import AgreementCommand
from consignment.agreements import AgreedRule, Conditions
from consignment.entries import Balance
from consignment.givebacks import Why
from consignment.payout_draws import Ask
from consignment.payout_facts import Way
from consignment.statement_values import Goods, Statement
from consignment.statements import StatementCommand
from consignment.terms import Deal, Terms
from inventory.stock import Stock
from inventory.write_offs import Cause
from koperasi import ledger, masters, shifts
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING
from pos import checks
from pos.tenders import Tender, TenderKind
from tests import returning
from tests.consignment import brought, gone, paying
from tests.consignment.gone import Gone, q
from tests.shops import Counter

COOKIES = Terms(Deal.COMMISSION, 1_750)
KERIPIK = Terms(Deal.FIXED, payout_each=Rupiah(8_000))
#: What each drawer begins with.
FLOAT = 200_000

#: Day, what happened, what it booked for her, what she is owed then.
SCENARIO = (
    (2, "10 cookies sold: net 125.000, commission 21.875", 103_125, 103_125),
    (2, "5 keripik, 50.000 less 1.000 that the shop gives: commission 9.000", 40_000, 143_125),
    (3, "2 cookies come back: commission back 4.375", -20_625, 122_500),
    (5, "count: 1 keripik short, the shop bears it", 8_000, 130_500),
    (6, "kasbon set off, consented, and cash by hundreds", -130_425, 75),
    (8, "1 more cookie comes back after she was paid", -10_312, -10_237),
)
#: What came of all of it, in the books.
BOOKS = {
    Role.COMMISSION_OTHERS: -24_312,
    Role.CONSIGNMENT_LOSS: 8_000,
    Role.OWED_TO_MAKERS: 10_237,
    Role.MEMBER_RECEIVABLE: 0,
    Role.INVENTORY: 0,
}


@dataclass(slots=True)
class Golden:
    """The shop, Bu Sri and her two goods; each day's deeds in a few words."""

    gone: Gone
    keripik: int
    first: date
    lots: dict[int, int] = field(default_factory=dict)
    cookies_sold: int = 0
    taken: int = 0

    @property
    def counter(self) -> Counter:
        return self.gone.counter

    @property
    def cookies(self) -> int:
        return self.counter.cookies

    def on_day(self, day: int) -> None:
        """Go to the morning of a day, counted from that of the delivery: one drawer is closed, another opened."""
        days = (self.first + timedelta(days=day - 1) - paying.today(self.counter)).days
        if days or self.counter.shift is None:
            self.taken += self.cash()
            self.gone.later(days)
            self.counter.open(FLOAT)

    # -- what happens -----------------------------------------------------------------------

    def agree(self) -> None:
        """Komisi for cookies, harga titip for keripik; three days on hold; her kasbon may be set off."""
        head = self.gone.room.head()
        rules = (AgreedRule(COOKIES, product_id=self.cookies), AgreedRule(KERIPIK, product_id=self.keripik))
        command = AgreementCommand(
            **head,
            maker_id=self.counter.maker_id,
            starts_on=head["business_date"],
            rules=rules,
            conditions=Conditions(hold_days=3),
            signed_by="Sri Wahyuni",
        )
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            masters.change(work.connection, Party, self.counter.maker_id, set_off_since=head["business_date"])
            agreement_deeds.sign(work, command)

    def deliver(self) -> None:
        with self.counter.shop.reading() as connection:
            found = agreement_queries.in_force(connection, self.counter.maker_id, self.first)
        agreement = found.id if found is not None else None
        cookies = brought.of(self.cookies, 22, COOKIES, offered=q(24), why="remuk", agreement_id=agreement)
        keripik = brought.of(self.keripik, 30, KERIPIK, agreement_id=agreement)
        command = brought.bring(self.counter, cookies, keripik, agreement_id=agreement)
        with self.counter.shop.reading() as connection:
            seen = delivery_queries.delivery(connection, command.id)
        self.lots = {each.product_id: each.lot_id for each in seen.lines if each.lot_id is not None}
        assert [(each.offered, each.accepted, each.why) for each in seen.lines] == [
            (q(24), q(22), "remuk"),
            (q(30), q(30), ""),
        ]

    def borrow(self) -> None:
        """She takes Rp 30,425 of groceries on kasbon."""
        self.on_day(1)
        self.counter.buy(self.counter.soap, 1, 30_000)
        kasbon = (Tender(TenderKind.KASBON, Rupiah(30_425)),)
        command = self.counter.command(self.counter.line(self.counter.soap, 1, 30_425), tenders=kasbon, member=True)
        self.counter.post(command, approver=self.counter.manager)

    def sell_cookies(self) -> None:
        self.cookies_sold = self.counter.sell(self.counter.line(self.cookies, 10, 12_500)).document_id

    def sell_keripik(self) -> None:
        command = self.counter.command(self.counter.line(self.keripik, 5, 10_000, discount=1_000))
        self.counter.post(command, approver=self.counter.manager)

    def bring_back(self, pieces: int) -> None:
        command = returning.basket(self.counter, returning.back(self.counter, self.cookies_sold, pieces))
        self.counter.post(command, approver=self.counter.manager)

    def count_keripik(self) -> None:
        self.gone.count(24, product=self.keripik)
        self.gone.settle()

    def pay(self) -> None:
        """By entries up to the day, out of the open drawer; nothing is typed."""
        paid = paying.pay(self.counter, Way.DRAWER)
        assert (paid.gross, paid.set_off, paid.paid, paid.carried) == (
            Rupiah(130_425),
            Rupiah(30_425),
            Rupiah(100_000),
            Rupiah(75),
        )

    def give_back(self) -> None:
        """Three cookies have expired, the other twelve go home with her."""
        self.gone.write_off(3, Cause.EXPIRED)
        self.gone.settle()
        self.gone.give_back(self.lots[self.cookies], 12, Why.UNSOLD)

    # -- what there is to see ---------------------------------------------------------------

    def balance(self) -> Balance:
        return paying.balance(self.counter)

    def state(self) -> Statement:
        """A statement of all since the last one."""
        head = self.gone.room.head()
        command = StatementCommand(
            head["id"], head["uid"], self.counter.maker_id, head["business_date"], head["business_date"], head["at"]
        )
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            statements.draw_up(work, command)
        with self.counter.shop.reading() as connection:
            return statement_queries.whole(connection, command.id)

    def cash(self) -> int:
        """What came into the open drawer beyond its float."""
        if self.counter.shift is None:
            return 0
        with self.counter.shop.reading() as connection:
            return shifts.expected_cash(connection, self.counter.shift).amount - FLOAT


@pytest.fixture
def golden(counter: Counter) -> Golden:
    hers = gone.of(paying.maker_member(counter))
    keripik = hers.room.new_good("202", "Keripik Singkong")
    return Golden(hers, keripik, paying.today(counter))


def deeds(golden: Golden) -> tuple[Callable[[], None], ...]:
    """In the order of the scenario's rows."""
    return (
        golden.sell_cookies,
        golden.sell_keripik,
        lambda: golden.bring_back(2),
        golden.count_keripik,
        golden.pay,
        lambda: golden.bring_back(1),
    )


def test_the_life_of_two_lots(golden: Golden) -> None:
    golden.agree()
    golden.deliver()
    golden.borrow()
    seen: list[tuple[int, str, int, int]] = []
    for (day, words, *_expected), deed in zip(SCENARIO, deeds(golden), strict=True):
        golden.on_day(day)
        before = golden.balance().owed
        deed()
        seen.append((day, words, (golden.balance().owed - before).amount, golden.balance().owed.amount))
        assert checks.wrong(golden.counter.shop) == []
    golden.give_back()

    assert tuple(seen) == SCENARIO
    assert golden.taken + golden.cash() == 36_500
    with golden.counter.shop.reading() as connection:
        assert {role: ledger.balance(connection, ACCOUNT_IDS[role]).amount for role in BOOKS} == BOOKS
        left = dict(
            connection.execute(
                select(Stock.product_id, summed(Stock.quantity))
                .where(Stock.quantity != NOTHING)
                .group_by(Stock.product_id)
            ).all()
        )
    assert left == {golden.keripik: q(24)}
    # Till 36,500, less the kasbon set off, and what she owes now: commission less the loss.
    assert 36_500 - 30_425 + 10_237 == 24_312 - 8_000
    assert checks.wrong(golden.counter.shop) == []


def test_what_is_hers_to_take_waits_its_three_days(golden: Golden) -> None:
    golden.agree()
    golden.deliver()
    available = []
    for (day, *_row), deed in zip(SCENARIO[:4], deeds(golden)[:4], strict=True):
        golden.on_day(day)
        deed()
        available.append((day, golden.balance().available.amount))
    golden.on_day(6)

    assert available == [(2, 0), (2, 0), (3, 0), (5, 130_500)]
    assert golden.balance().available == Rupiah(130_500)


def test_her_statements_close_in_goods_and_in_money(golden: Golden) -> None:
    golden.agree()
    golden.deliver()
    golden.borrow()
    told = []
    for (day, *_row), deed in zip(SCENARIO, deeds(golden), strict=True):
        golden.on_day(day)
        deed()
        if day == 5:
            told.append(golden.state())
    golden.give_back()
    told.append(golden.state())

    assert [(each.said.opening.amount, each.said.closing.amount) for each in told] == [(0, 130_500), (130_500, -10_237)]
    goods = {(n, each.product_id): each for n, said in enumerate(told) for each in said.goods}
    assert _figures(goods[0, golden.cookies]) == (0, 22, 10, 2, 0, 0, 0, 14)
    assert _figures(goods[0, golden.keripik]) == (0, 30, 5, 0, 0, 0, 1, 24)
    assert _figures(goods[1, golden.cookies]) == (14, 0, 0, 1, 12, 3, 0, 0)
    assert goods[1, golden.keripik].closing == q(24)
    assert checks.wrong(golden.counter.shop) == []


def _figures(goods: Goods) -> tuple[int, ...]:
    """Opening, received, sold, returned by customers, given back, expired, lost, closing: in pieces."""
    columns = (
        goods.opening,
        goods.received,
        goods.sold,
        goods.returned,
        goods.given_back,
        goods.expired,
        goods.lost,
        goods.closing,
    )
    return tuple(each.thousandths // 1_000 for each in columns)


def test_each_payout_names_the_entries_it_paid(golden: Golden) -> None:
    golden.agree()
    golden.deliver()
    golden.borrow()
    for (day, *_row), deed in zip(SCENARIO[:5], deeds(golden)[:5], strict=True):
        golden.on_day(day)
        deed()

    with golden.counter.shop.reading() as connection:
        (head,) = payout_queries.paid(connection, golden.counter.maker_id)
        parts = payout_queries.entries_of(connection, head.document_id)
        mine = entries.of_maker(connection, golden.counter.maker_id)
        again = payouts.draw(
            connection,
            Ask(golden.counter.maker_id, paying.today(golden.counter), paying.today(golden.counter), Way.SAFE),
            golden.counter.shop.settings,
        )
    assert sum(amount.amount for _entry, amount in parts) == 130_425
    assert [each.amount.amount for each in mine] == [103_125, 40_000, -20_625, 8_000, -130_425]
    # The Rp 75 that no coin could pay stay on her account.
    assert (again.available, again.blocked != "") == (Rupiah(75), True)
