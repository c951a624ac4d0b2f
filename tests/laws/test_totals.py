"""Whatever is sold, brought back, called off, put right or keyed late, in whatever tills and days: totals are it.

Small in an ordinary run; for a proof:

    HYPOTHESIS_PROFILE=long ./mart test tests/laws/test_totals.py
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from consignment.terms import Deal, Terms
from koperasi import shifts, shops, tills, uids
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shifts import OpeningCommand, Shift
from koperasi.shops import Place
from pos import checks, sale_voids, tender_corrections, totals
from pos.sale_commands import RemovedLine, Rule, SoldLine
from pos.sale_voids import VoidCommand
from pos.sales import Posted
from pos.tender_corrections import TenderCorrectionCommand
from pos.tenders import Tender, TenderKind
from tests import returning
from tests.laws.recounts import recount
from tests.laws.test_days import Template, template
from tests.shops import Clock, Counter

__all__ = ["template"]

SOME = st.integers(0, 10**6)
Thing = TypeVar("Thing")


class SoldDays(RuleBasedStateMachine):
    """A shop of two tills, whose shifts open and close over days as they please."""

    def __init__(self, template: Template) -> None:
        super().__init__()
        state = Path(tempfile.mkdtemp(dir=template.folder))
        shutil.copytree(template.folder / "state", state, dirs_exist_ok=True)
        self.place = Place(template.copy(), state)
        self.clock = Clock()
        shop = shops.open_shop(self.place, self.clock)
        self.counter = replace(template.counter, shop=shop)
        self.goods = template.goods
        self.open: dict[int, Shift] = {}
        self.closed: list[Shift] = []
        self.sold: list[tuple[Posted, Shift]] = []

    def teardown(self) -> None:
        assert checks.wrong(self.counter.shop) == []
        self.counter.shop.close()
        if self.place.on_file:
            shutil.rmtree(Path(self.place.database).parent)
        shutil.rmtree(self.place.state)

    @initialize()
    def a_second_till(self) -> None:
        shop = self.counter.shop
        with shop.work(shop.konsole(), channel="konsole") as work:
            second = tills.add_till(work, "K2", "Kasir 2")
        self.tills = (shop.till_id or 0, second)
        self.counter.buy(self.goods.soap, 50, 125_000)
        self.counter.deliver(self.goods.cookies, 10, Terms(Deal.COMMISSION, 1_750))

    # --- What may happen -------------------------------------------------------------------

    @rule(which=st.integers(0, 1))
    def open_a_shift(self, which: int) -> None:
        till = self.tills[which]
        if till in self.open:
            return
        now, shop = self.clock(), self.counter.shop
        day = shop.branch.business_date(now)
        with shop.work(self.counter.cashier) as work:
            command = OpeningCommand(work.mint(), uids.new_uid(now), till, Rupiah(100_000), day, now)
            self.open[till] = shifts.open_shift(work, command)

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.clock.at += timedelta(days=days)

    @precondition(lambda self: self.open)
    @rule(which=SOME, counted=st.integers(0, 300_000))
    def close_a_shift(self, which: int, counted: int) -> None:
        till = self._choose(sorted(self.open), which)
        self._counter(self.open[till]).close(counted)
        self.closed.append(self.open.pop(till))

    @precondition(lambda self: self.open or self.closed)
    @rule(
        which=SOME,
        late=st.booleans(),
        pieces=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9_999)), min_size=1, max_size=4),
        discount=st.sampled_from([0, 0, 700]),
        price=st.sampled_from([None, None, 2_999]),
        pay=st.sampled_from([TenderKind.CASH, TenderKind.QRIS, TenderKind.KASBON]),
        member=st.booleans(),
        removed=st.integers(0, 2),
    )
    def sell(
        self,
        which: int,
        late: bool,
        pieces: list[tuple[int, int]],
        discount: int,
        price: int | None,
        pay: TenderKind,
        member: bool,
        removed: int,
    ) -> None:
        shift, happened = self._shift(which, late)
        counter = self._counter(shift)
        lines = [self._line(*each, discount if not place else 0, price) for place, each in enumerate(pieces)]
        due = sum(each.net.amount for each in lines)
        if pay is not TenderKind.CASH:
            member = member or pay is TenderKind.KASBON
            tenders = (Tender(pay, Rupiah(due)),) if due else ()
            command = counter.command(*lines, tenders=tenders, member=member)
        else:
            command = counter.command(*lines, member=member)
        taken = tuple(self._removed(each + 1) for each in range(removed))
        command = replace(command, removed=taken)
        try:
            posted = counter.post(command, happened=happened, approver=counter.manager)
        except Refused:  # kasbon over her limit, or below what it cost: nothing was sold
            return
        self.sold.append((posted, shift))

    @precondition(lambda self: self.sold and self.open)
    @rule(which=SOME, till=SOME, thousandths=st.integers(1, 2_000))
    def bring_back(self, which: int, till: int, thousandths: int) -> None:
        posted, _shift = self._choose(self.sold, which)
        counter = self._counter(self._choose([*self.open.values()], till))
        original = returning.original(counter, posted.document_id)
        count = min(Quantity(thousandths), original.left)
        if count.thousandths <= 0 or original.sold.returns is not None:
            return
        line = returning.back(counter, posted.document_id, count.decimal)
        returning.bring(counter, line, approver=counter.manager)

    @precondition(lambda self: self.sold)
    @rule(which=SOME, part=st.integers(1, 4))
    def put_a_tender_right(self, which: int, part: int) -> None:
        posted, shift = self._choose(self.sold, which)
        shop = self.counter.shop
        with shop.reading() as connection:
            paid = tender_corrections.paid(connection, posted.document_id).get(TenderKind.CASH, Rupiah(0))
            step = tender_corrections.next_step(connection, posted.document_id)
        if paid.amount < part:
            return
        now, amount = self.clock(), Rupiah(paid.amount // part)
        ids = (shop.minter.next(), uids.new_uid(now), posted.document_id, step)
        said = TenderCorrectionCommand(*ids, TenderKind.CASH, TenderKind.TRANSFER, amount, "T", "salah", now)
        happened = shift.till_id not in self.open or self.open[shift.till_id].id != shift.id
        with shop.work(self.counter.manager, happened=happened) as work:
            tender_corrections.correct(work, said)

    @precondition(lambda self: self.open or self.closed)
    @rule(which=SOME, late=st.booleans(), lines=st.integers(1, 3))
    def call_off(self, which: int, late: bool, lines: int) -> None:
        shift, happened = self._shift(which, late)
        shop, now = self.counter.shop, self.clock()
        ids = (shop.minter.next(), uids.new_uid(now), shift.till_id, shift.id, shift.business_date, now)
        removed = tuple(self._removed(each + 1) for each in range(lines))
        said = VoidCommand(*ids, self.counter.cashier.id, None, removed, lines, Rupiah(lines), False, "batal")
        with shop.work(self.counter.cashier, happened=happened) as work:
            sale_voids.void(work, said)

    # --- What must hold --------------------------------------------------------------------

    @invariant()
    def totals_are_the_documents(self) -> None:
        shop = self.counter.shop
        last = shop.branch.business_date(self.clock.at)
        with shop.reading() as connection:
            plain = recount(connection, shop.branch)
            for first, until in ((date(2026, 1, 1), date(2027, 12, 31)), (last, last)):
                assert set(totals.of_days(connection, shop.branch, first, until)) == plain.of_days(first, until)

    @rule(start=st.integers(0, 60), length=st.integers(0, 70))
    def any_days(self, start: int, length: int) -> None:
        shop = self.counter.shop
        first = date(2026, 11, 15) + timedelta(days=start)
        last = first + timedelta(days=length)
        with shop.reading() as connection:
            plain = recount(connection, shop.branch).of_days(first, last)
            assert set(totals.of_days(connection, shop.branch, first, last)) == plain
            for apart in (totals.by_day, totals.by_month):
                parts = apart(connection, shop.branch, first, last).values()
                merged = totals.merged(each for part in parts for each in part)
                assert {each for each in merged if any(totals.plain(each))} == plain

    # --- Short words -----------------------------------------------------------------------

    def _counter(self, shift: Shift) -> Counter:
        self.counter.shift = shift
        return self.counter

    def _shift(self, which: int, late: bool) -> tuple[Shift, bool]:
        """An open shift, or a closed one into which something comes late."""
        if (late and self.closed) or not self.open:
            return self._choose(self.closed, which), True
        return self._choose([*self.open.values()], which), False

    @staticmethod
    def _choose(things: list[Thing], which: int) -> Thing:
        return things[which % len(things)]

    def _line(self, which: int, quantity: int, discount: int, price: int | None) -> SoldLine:
        goods = self.goods
        product = (goods.soap, goods.cookies, goods.copies, goods.rice)[which]
        line = self.counter.line(product, "1", 9_000)
        units = Quantity(quantity)
        gross = units.at(Rupiah(price or 9_000))
        less = Rupiah(min(discount, gross.amount))
        made = replace(line, quantity=units, gross=gross, discount=less)
        if which == 0:
            made = replace(made, unit="Dus")
        return made if price is None else replace(made, unit_price=Rupiah(price), rule=Rule.MANUAL)

    def _removed(self, pieces: int) -> RemovedLine:
        return RemovedLine(self.goods.soap, "Pcs", Quantity(pieces * 333), Rupiah(3_401), "salah", self.clock())


def test_totals_of_any_days_are_a_plain_recount(template: Template) -> None:
    # An example is a shop of its own and every step of it is proved: a third of the usual number.
    fewer = settings(max_examples=max(2, settings().max_examples // 3))
    run_state_machine_as_test(lambda: SoldDays(template), settings=fewer)
