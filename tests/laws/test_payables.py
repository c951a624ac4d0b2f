"""Whatever is bought, paid, returned, taken back and reversed: open items, advances and the ledger say one thing.

One shop lives through all examples.  The book beside it knows only what each supplier is owed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory import (
    payable_queries,
    payables,
    purchase_reversals,
    supplier_return_queries,
    supplier_returns,
    suppliers,
)
from inventory.payables import MoneyFrom, PaymentReversal
from inventory.purchase_reversals import PurchaseReversed
from inventory.supplier_returns import ReturnReversal, Settled
from inventory.suppliers import NewSupplier
from koperasi import ledger, uids, users
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import Refused
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import Quantity
from pos.checks import wrong
from tests.inventory.test_payables import TODAY, bought, pay, payment
from tests.inventory.test_supplier_returns import give_back, line, returned
from tests.shops import Counter, new_shop, small_shop

DEEDS = ("buy", "pay", "part", "ahead", "use", "return", "money", "undo", "regret", "reverse")
STEPS = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 9)), min_size=1, max_size=9)


@dataclass(slots=True)
class World:
    """A shop, its supplier, and what she should be owed."""

    counter: Counter
    supplier: int
    owed: int = 0
    paid: list[tuple[int, int]] = field(default_factory=list)
    bought: dict[int, int] = field(default_factory=dict)
    returned: list[tuple[int, int]] = field(default_factory=list)
    #: What of a payment or return was in advance; below nothing what it used of one.
    ahead: dict[int, int] = field(default_factory=dict)

    @property
    def debt(self) -> payable_queries.Debt:
        with self.counter.shop.reading() as connection:
            return payable_queries.debt(connection, self.supplier)

    def item(self, number: int) -> tuple[int, Rupiah] | None:
        items = [each for each in self.debt.items if each.open > ZERO]
        return (items[number % len(items)].item_id, items[number % len(items)].open) if items else None

    def do(self, step: str, number: int) -> None:
        getattr(self, f"_{step}")(number)

    def _buy(self, number: int) -> None:
        cost = 10_000 + number * 777
        self.bought[bought(self.counter, self.supplier, cost)] = cost
        self.owed += cost

    def _pay(self, number: int) -> None:
        if found := self.item(number):
            self._settle((found[0], found[1].amount))

    def _part(self, number: int) -> None:
        if found := self.item(number):
            self._settle((found[0], max(found[1].amount // (number + 2), 1)))

    def _ahead(self, number: int) -> None:
        self._settle((None, 1_000 + number))

    def _use(self, number: int) -> None:
        found, there = self.item(number), self.debt.advance
        if found and there > ZERO:
            part = min(found[1], there).amount
            self._settle((found[0], part), (None, -part))

    def _settle(self, *parts: tuple[int | None, int]) -> None:
        what = payment(self.counter, self.supplier, *parts, paid_from=MoneyFrom.BANK)
        pay(self.counter, what)
        self.paid.append((what.id, what.amount.amount))
        self.ahead[what.id] = sum(amount for item, amount in parts if item is None)
        self.owed -= what.amount.amount

    def _return(self, number: int, settled: Settled = Settled.CREDIT) -> None:
        with self.counter.shop.reading() as connection:
            (shelf, *_more), *_places = supplier_return_queries.places(connection, self.counter.shop.branch.id)
            lots = supplier_return_queries.returnable(connection, self.supplier, shelf)
            before = payable_queries.advance(connection, self.supplier).amount
        if lots:
            lot = lots[number % len(lots)]
            credit = 500 + number * 311
            part = min(lot.quantity, Quantity.of(1))
            whole = replace(line(self.counter, 1, credit, purchase_id=lot.purchase_id), quantity=part)
            what = returned(self.counter, self.supplier, whole, settled=settled)
            give_back(self.counter, what)
            self.returned.append((what.id, credit if settled is Settled.CREDIT else 0))
            self.owed -= self.returned[-1][1]
            with self.counter.shop.reading() as connection:
                self.ahead[what.id] = payable_queries.advance(connection, self.supplier).amount - before

    def _money(self, number: int) -> None:
        self._return(number, Settled.SAFE)

    def _undo(self, number: int) -> None:
        """A payment is taken back, unless its advance was used since."""
        if not self.paid:
            return
        document, amount = self.paid.pop(number % len(self.paid))
        now = self.counter.shop.clock()
        what = PaymentReversal(self.counter.shop.minter.next(), uids.new_uid(now), document, TODAY, now, "salah")
        used = self.debt.advance.amount < self.ahead.get(document, 0)
        with (
            pytest.raises(Refused, match="Uang mukanya") if used else nullcontext(),
            self.counter.shop.work(self.counter.manager, channel="office") as work,
        ):
            payables.take_back(work, what)
        self.owed += 0 if used else amount

    def _regret(self, number: int) -> None:
        """A return is taken back, unless what it left in advance was used since."""
        if not self.returned:
            return
        document, credit = self.returned.pop(number % len(self.returned))
        now = self.counter.shop.clock()
        what = ReturnReversal(self.counter.shop.minter.next(), uids.new_uid(now), document, TODAY, now, "salah")
        used = self.debt.advance.amount < self.ahead[document]
        with (
            pytest.raises(Refused, match="Uang mukanya") if used else nullcontext(),
            self.counter.shop.work(self.counter.manager, channel="office") as work,
        ):
            supplier_returns.take_back(work, what)
        self.owed += 0 if used else credit

    def _reverse(self, number: int) -> None:
        if not self.bought:
            return
        document = sorted(self.bought)[number % len(self.bought)]
        now = self.counter.shop.clock()
        what = PurchaseReversed(self.counter.shop.minter.next(), uids.new_uid(now), document, TODAY, now, "salah")
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            purchase_reversals.reverse(work, what)
        self.owed -= self.bought.pop(document)

    def hold(self) -> None:
        """What must be true after every example."""
        assert wrong(self.counter.shop) == []
        with self.counter.shop.reading() as connection:
            balance = ledger.party_balance(connection, ACCOUNT_IDS[Role.SUPPLIER_PAYABLE], self.supplier)
        debt = self.debt
        assert debt.owed.amount == -balance.amount == self.owed
        assert sum(each.amount for each in debt.aged(TODAY)) == self.owed
        assert debt.advance >= ZERO


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("payables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "MEMORY_KIB", 8)
        counter = small_shop(new_shop(f"sqlite:///{folder / 'shop.db'}", folder))
        with counter.shop.work(counter.manager, channel="office") as work:
            supplier = suppliers.add(work, NewSupplier("S-01", "CV Sumber Rejeki"))
        yield World(counter, supplier)
        counter.shop.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_debts_add_up_whatever_happens(world: World, steps: list[tuple[str, int]]) -> None:
    for step, number in steps:
        world.do(step, number)
    world.hold()
