"""Whatever is sold, brought back and exchanged: never more comes back than went, and all of it undoes all.

One shop lives through all examples: the law holds from wherever its books stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from consignment.terms import Deal, Terms
from inventory.stock import Stock
from koperasi import members
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.ledger import PostingRecord, Role
from koperasi.members import MemberYear
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from pos import checks, return_queries
from pos.sale_commands import BackTo, SoldLine
from pos.tenders import Tender, TenderKind
from tests.returning import back, basket, before
from tests.shops import SIX_PERCENT, Counter

#: Money that came by QRIS goes back by transfer: both lie with the bank.
BANK = {ACCOUNT_IDS[Role.QRIS_CLEARING], ACCOUNT_IDS[Role.TRANSFER_CLEARING]}
PAYMENTS = ("cash", "qris", "transfer+cash", "kasbon", "kasbon+cash", "kasbon+qris")

pieces = st.integers(1, 7)
goods = st.sampled_from(("soap", "cookies", "copies"))
lines = st.lists(
    st.tuples(goods, pieces, st.sampled_from((500, 3_333, 4_115, 12_500)), st.sampled_from((0, 0, 1, 77))),
    min_size=1,
    max_size=3,
)
sale = st.tuples(lines, st.sampled_from(PAYMENTS))
#: Which sale so far, which of its lines, how much of what is left, where it goes; and new goods beside it.
bringing = st.tuples(
    st.integers(0, 9), st.integers(0, 2), st.integers(1, 5), st.sampled_from((BackTo.SHELF, BackTo.DAMAGED))
)
exchange = st.tuples(bringing, st.one_of(st.none(), lines))


def books(counter: Counter) -> dict[object, object]:
    """Every account's and party's balance, every lot's quantity and value, the members' purchases."""
    with counter.shop.reading() as connection:
        sums = select(PostingRecord.account_id, PostingRecord.party_id, summed(PostingRecord.amount))
        found: dict[object, Rupiah] = {}
        for account, party, amount in connection.execute(
            sums.group_by(PostingRecord.account_id, PostingRecord.party_id)
        ):
            key = ("bank" if account in BANK else account, party)
            found[key] = found.get(key, Rupiah(0)) + amount
        lots = select(Stock.lot_id, summed(Stock.quantity), summed(Stock.value)).group_by(Stock.lot_id)
        held = {("lot", lot): (each, value) for lot, each, value in connection.execute(lots) if each or value}
        years = [row for row in connection.execute(select(MemberYear.party_id, MemberYear.purchases)) if row[1]]
    return {**{key: amount for key, amount in found.items() if amount}, **held, "bought": years}


COSTS = {(ACCOUNT_IDS[role], None) for role in (Role.INVENTORY, Role.COST_OF_GOODS)}


def without_cost(books: dict[object, object]) -> dict[object, object]:
    """The books without what goods cost; of lots how many there are."""
    return {
        key: value[0] if isinstance(value, tuple) else value  # type: ignore[index]
        for key, value in books.items()
        if key not in COSTS
    }


def cost_apart(now: dict[object, object], was: dict[object, object]) -> dict[object, Rupiah]:
    """By how much what goods cost differs, by account and by lot."""

    def cost(books: dict[object, object], key: object) -> Rupiah:
        found = books.get(key, ZERO)
        return found[1] if isinstance(found, tuple) else found  # type: ignore[return-value]

    keys = [key for key in now | was if key in COSTS or (isinstance(key, tuple) and key[0] == "lot")]
    return {key: cost(now, key) - cost(was, key) for key in keys}


@dataclass(slots=True)
class Story:
    """What was sold in one example, and how it comes back."""

    counter: Counter
    sold: list[int] = field(default_factory=list)

    def new_lines(self, wanted: list[tuple[str, int, int, int]]) -> list[SoldLine]:
        made = []
        for name, count, price, less in wanted:
            product = getattr(self.counter, name)
            made.append(self.counter.line(product, count, price, less))
        return made

    def sell(self, wanted: list[tuple[str, int, int, int]], payment: str) -> None:
        made = self.new_lines(wanted)
        tenders = self.tenders(sum(line.net.amount for line in made), payment)
        command = self.counter.command(*made, tenders=tenders, member=True)
        self.sold.append(self.counter.post(command, approver=self.counter.manager).document_id)

    def tenders(self, due: int, payment: str) -> tuple[Tender, ...]:
        first, _plus, rest = payment.partition("+")
        third = due // 3 if rest else due
        if first == "cash":
            third = self.counter.shop.settings.cash_rounding.rounded(third)
        found = [Tender(TenderKind(first), Rupiah(third))]
        if rest:
            left = due - third
            if rest == "cash":
                left = self.counter.shop.settings.cash_rounding.rounded(left)
            found.append(Tender(TenderKind(rest), Rupiah(left)))
        return tuple(each for each in found if each.amount or each.kind is TenderKind.CASH)

    def bring(self, what: tuple[int, int, int, BackTo], wanted: list[tuple[str, int, int, int]] | None) -> None:
        turn, line, count, to = what
        sale_id = self.sold[turn % len(self.sold)]
        known = self.lines_of(sale_id)
        original = known[line % len(known)] if known else None
        if original is None or not original.left:
            return
        most = min(Quantity.of(count), original.left)
        self.post([self.back(sale_id, original.line, most, to)], wanted or [])

    def lines_of(self, sale_id: int) -> list[return_queries.Original]:
        sold = before(self.counter, sale_id)
        with self.counter.shop.reading() as connection:
            return list(return_queries.originals(connection, sold))

    def back(self, sale_id: int, line: int, quantity: Quantity, to: BackTo = BackTo.SHELF) -> SoldLine:
        return back(self.counter, sale_id, quantity.decimal, line=line, to=to)

    def post(self, backs: list[SoldLine], wanted: list[tuple[str, int, int, int]]) -> None:
        command = basket(self.counter, *backs, *self.new_lines(wanted))
        posted = self.counter.post(command, approver=self.counter.manager)
        assert self.counter.post(command, approver=self.counter.manager).new is False
        if wanted:
            self.sold.append(posted.document_id)

    def bring_all_the_rest(self) -> None:
        """Every piece of every sale, each sale's in one basket, the last sale first: new goods before old ones."""
        for sale_id in reversed(self.sold):
            lines = [self.back(sale_id, each.line, each.left) for each in self.lines_of(sale_id) if each.left]
            if lines:
                self.post(lines, [])


@pytest.fixture
def living(counter: Counter) -> Counter:
    """A shop with goods of its own and a maker's, in lots that run out; what came by bank goes back by bank."""
    counter.shop.settings = replace(counter.shop.settings, refund_cashless="transfer", return_days=99)
    with counter.shop.work(counter.manager, channel="office") as work:
        members.change(work, counter.member_id, {}, {"credit_limit": Rupiah(90_000_000)})
    counter.buy(counter.soap, 3, 1_000)
    counter.deliver(counter.cookies, 4, SIX_PERCENT)
    counter.open()
    return counter


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    restock=st.integers(0, 3),
    sales=st.lists(sale, min_size=1, max_size=4),
    backs=st.lists(exchange, max_size=6),
)
def test_all_that_is_brought_back_undoes_all(
    living: Counter,
    restock: int,
    sales: list[tuple[list[tuple[str, int, int, int]], str]],
    backs: list[tuple[tuple[int, int, int, BackTo], list[tuple[str, int, int, int]] | None]],
) -> None:
    if restock == 1:
        living.buy(living.soap, 5, 2_222)
    elif restock == 2:
        living.deliver(living.cookies, 3, Terms(Deal.FIXED, payout_each=Rupiah(9_999)))
    was = books(living)
    story = Story(living)
    for wanted, payment in sales:
        story.sell(wanted, payment)
    for what, wanted in backs:
        story.bring(what, wanted)
        for sale_id in story.sold:
            assert all(each.left >= NOTHING for each in story.lines_of(sale_id))

    story.bring_all_the_rest()

    now, baskets = books(living), len(story.sold) + len(backs)
    assert without_cost(now) == without_cost(was)
    # What fills a lot below zero is worth its part of a recorded cost: that is rounded once in each basket.
    assert {key: abs(value) for key, value in cost_apart(now, was).items() if abs(value) > Rupiah(baskets)} == {}
    assert checks.wrong(living.shop) == []
