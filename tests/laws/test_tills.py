"""Whatever a cashier does, and wherever the program dies, the till and the books agree.

The machine presses what the screens press: the frozen till, the counter that posts for it,
the held carts, the desk of returns, another's PIN.  Beside it a book of simple sums knows
nothing of lots, entries or drafts.  Small in an ordinary run; for a proof:

    HYPOTHESIS_PROFILE=long ./mart test tests/laws/test_tills.py
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
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
from sqlalchemy import func, select

from consignment.terms import Deal, Terms
from inventory.stock import Stock
from koperasi import shifts, shops, users
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.database import open_database
from koperasi.errors import NotFound, Refused
from koperasi.keys import StateFolder
from koperasi.ledger import Role, party_balance
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import Quantity
from koperasi.setups import NewShop
from koperasi.shop import Shop
from koperasi.shops import Place
from pos import approvals, checks, founding, recalls, return_picks
from pos.approvals import NeedsApproval
from pos.counter import Counter as Desk
from pos.counter import Paid
from pos.edits import Edit, What
from pos.return_desks import ReturnDesk
from pos.sale_facts import Sale
from pos.stations import Station
from pos.tenders import TenderKind
from pos.till import Till, open_till
from tests.laws.days import Goods, furnish
from tests.places import stamped_tables
from tests.shops import TEST_KEYS, Clock, Counter, small_shop

CARD, MANAGERS_PIN = "9900217", "482915"
FLOAT = Rupiah(300_000)
PAYMENTS = (
    (TenderKind.CASH,),
    (TenderKind.QRIS,),
    (TenderKind.QRIS, TenderKind.CASH),
    (TenderKind.TRANSFER, TenderKind.CASH),
    (TenderKind.KASBON, TenderKind.CASH),
)
BASKETS = st.lists(
    st.tuples(st.sampled_from(["101", "102", "201", "301", "8990000000007"]), st.none() | st.integers(1, 30)),
    min_size=1,
    max_size=4,
)


@dataclass(frozen=True, slots=True)
class Template:
    """A furnished shop, closed, of which each example gets a copy."""

    folder: Path
    counter: Counter
    goods: Goods


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    folder = tmp_path_factory.mktemp("tills")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "MEMORY_KIB", 8)
        shop = founding.furnish(
            open_database(folder / "shop.db"),
            StateFolder(folder / "state"),
            NewShop(branch_name="Ngantang"),
            keys=TEST_KEYS,
            clock=Clock(),
            make_tables=stamped_tables,
        )
        counter = small_shop(shop)
        goods, _second = furnish(counter)
        counter.deliver(goods.cookies, 1_000, Terms(Deal.COMMISSION, 1_000))
        for product in goods.own:
            counter.buy(product, 100, 123_457)
        counter.open(FLOAT.amount)
        shop.close()
        yield Template(folder, counter, goods)


@dataclass(slots=True)
class Book:
    """What all that was paid must come to."""

    in_drawer: Rupiah = FLOAT
    owes: Rupiah = ZERO
    quantity: dict[int, Quantity] = field(default_factory=lambda: defaultdict(lambda: Quantity(0)))
    sales: int = 0

    def add(self, till: Till, paid: Paid) -> None:
        self.sales += 1
        for tender in paid.tenders:
            if tender.kind is TenderKind.CASH:
                self.in_drawer += tender.applied
            elif tender.kind is TenderKind.KASBON:
                self.owes += tender.applied
        for line in till.cart.lines:
            self.quantity[line.good.product_id] -= line.base_quantity


class TillLife(RuleBasedStateMachine):
    """One till of a shop, at which anything may be pressed in any order."""

    def __init__(self, template: Template) -> None:
        super().__init__()
        self.template = template
        folder = Path(tempfile.mkdtemp(dir=template.folder))
        shutil.copytree(template.folder / "state", folder / "state")
        self.place = Place(shutil.copy(template.folder / "shop.db", folder), folder / "state")
        self.clock = Clock()
        self.book = Book()
        self.held: set[int] = set()
        self.receipts: list[int] = []
        self._start()

    @initialize()
    def stock_as_furnished(self) -> None:
        goods = self.template.goods
        self.book.quantity.update({goods.cookies: Quantity.of(1_000), **dict.fromkeys(goods.own, Quantity.of(100))})

    def teardown(self) -> None:
        self.shop.close()
        shutil.rmtree(self.place.state.parent)

    def _start(self) -> None:
        """The program starts: the till stands as its last line was kept."""
        self.shop: Shop = shops.open_shop(self.place, self.clock)
        with self.shop.reading() as connection:
            cashier = users.actor(connection, self.template.counter.cashier.id)
            shift = shifts.open_shift_of(connection, self.shop.till_id or 0)
        self.desk = Desk(Station(self.shop, cashier, shift, "Kasir 1", "K1"))
        opened = self.desk.open()
        self.till = open_till(opened.draft, opened.cart, opened.rounding, opened.proving)

    def _become(self, till: Till) -> None:
        self.till = till
        self.desk.keep(till.draft)

    @property
    def has_lines(self) -> bool:
        return bool(self.till.cart.lines)

    # -- goods -------------------------------------------------------------------

    @rule(basket=BASKETS)
    def scan(self, basket: list[tuple[str, int | None]]) -> None:
        """Some goods, and in between what nobody knows."""
        for code, quantity in basket:
            till = self.till.pay_left() if self.till.paying else self.till
            answer = self.desk.lookup(code)
            now = till.scanned(code, answer.seen, None, Quantity.of(quantity) if quantity else None)
            self._become(now.dropped() if now.unknown else now)

    @precondition(lambda self: self.has_lines)
    @rule(place=st.integers(0, 20), units=st.sampled_from([-1, 1]))
    def step(self, place: int, units: int) -> None:
        lines = self.till.cart.lines
        self._become(self.till.chose(lines[place % len(lines)].key).stepped(units))

    @precondition(lambda self: self.has_lines)
    @rule(place=st.integers(0, 20))
    def remove(self, place: int) -> None:
        lines = self.till.cart.lines
        self._become(self.till.chose(lines[place % len(lines)].key).removed(self.clock()))

    @rule(shown=st.booleans())
    def a_member_shows_her_card(self, shown: bool) -> None:
        self._become(self.till.scanned(CARD, (), self.desk.lookup(CARD).card) if shown else self.till.detached())

    @precondition(lambda self: self.has_lines)
    @rule(
        place=st.integers(0, 20), what=st.sampled_from([What.PRICE, What.DISCOUNT, What.SALE_DISCOUNT]), data=st.data()
    )
    def key_a_price_or_discount(self, place: int, what: What, data: st.DataObject) -> None:
        lines = self.till.cart.lines
        line = lines[place % len(lines)]
        amount = data.draw(st.integers(1, max(line.unit_price.amount, 2)), label="amount")
        self._become(Edit(what, line.key, amount=Rupiah(amount), reason="rusak").done(self.till))

    # -- another's yes -----------------------------------------------------------

    def _allowed(self, yes: bool) -> Paid | None:
        """The sale posted: whatever lacks a right is allowed by the manager's PIN.  None without her yes."""
        while True:
            try:
                return self.desk.pay(self.till)
            except NeedsApproval as needs:
                if not yes:
                    return None
                ask = self.desk.lacking(self.till) or needs.ask
                manager = self.template.counter.manager.id
                given = approvals.approve(self.desk.station, manager, MANAGERS_PIN, ask, "diizinkan")
                assert given not in self.till.approvals
                self._become(self.till.approved(given))
            except Refused as refusal:
                # Another cart, held in the meantime, has brought the same pieces back.
                if refusal.rule != "returned-already":
                    raise
                for line in self.till.cart.lines:
                    if line.returning is not None:
                        self._become(self.till.chose(line.key).removed(self.clock(), "sudah diretur"))
                return None

    # -- paying ------------------------------------------------------------------

    @rule(basket=BASKETS, more=st.integers(0, 50_000))
    def sell_for_cash(self, basket: list[tuple[str, int | None]], more: int) -> None:
        if not self.has_lines:
            self.scan(basket)
        self.pay((TenderKind.CASH,), 1, more, yes=True)

    @precondition(lambda self: self.has_lines)
    @rule(kinds=st.sampled_from(PAYMENTS), share=st.integers(1, 9), more=st.integers(0, 50_000), yes=st.booleans())
    def pay(self, kinds: tuple[TenderKind, ...], share: int, more: int, yes: bool) -> None:
        till = self.till.pay_started(kinds[0])
        if not till.paying or till.cart.total <= ZERO:
            till = till.tender_chosen(TenderKind.CASH)
        else:
            if len(kinds) > 1:
                till = till.amount_typed(Rupiah(till.cart.total.amount * share // 10 or 1))
            if till.offers.awaited is not None:
                till = till.money_seen(True)
            for kind in kinds[1:]:
                till = till.tender_chosen(kind)
            if till.offers.kind is TenderKind.CASH and till.settlement.due <= ZERO and more:
                part = till.offers.part
                assert part is not None
                till = till.amount_typed(part.amount + Rupiah(more))
        self._become(till)
        self._finish(yes)

    def _finish(self, yes: bool) -> None:
        till = self.till
        if till.blocked:
            with pytest.raises(Refused):
                self.desk.pay(till)
            return
        before = self._sales()
        paid = self._allowed(yes)
        if paid is None:
            assert self._sales() == before
            return
        till = self.till
        again = self.desk.pay(till)
        assert (again.posted.document_id, again.posted.number) == (paid.posted.document_id, paid.posted.number)
        self.book.add(till, paid)
        self.receipts.append(paid.posted.document_id)
        self._become(till.sold(paid.posted, paid.tenders, paid.following))

    def _sales(self) -> int:
        with self.shop.reading() as connection:
            return connection.execute(select(func.count()).select_from(Sale)).scalar_one()

    # -- holding -----------------------------------------------------------------

    @precondition(lambda self: self.has_lines)
    @rule()
    def hold(self) -> None:
        till = self.till.pay_left() if self.till.paying else self.till
        self.held.add(till.cart.id)
        self._become(till.put_aside(recalls.hold(self.desk, till.draft, ""), "ditahan"))

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        cart_id = data.draw(st.sampled_from(sorted(self.held)), label="held")
        instead = self.till.draft if self.till.busy else None
        found = recalls.recall(self.desk, cart_id, instead)
        self.held.discard(cart_id)
        if instead is not None:
            self.held.add(instead.cart.id)
        self._become(self.till.recalled(found.draft, "dipanggil", changed=bool(found.difference)))
        with pytest.raises(NotFound):
            recalls.look(self.desk, cart_id)

    # -- goods that come back ----------------------------------------------------

    @precondition(lambda self: self.receipts)
    @rule(data=st.data(), count=st.integers(1, 30))
    def bring_back(self, data: st.DataObject, count: int) -> None:
        sale = data.draw(st.sampled_from(self.receipts), label="receipt")
        till = self.till.pay_left() if self.till.paying else self.till
        picks = return_picks.of_receipt(ReturnDesk(self.desk).receipt(sale))
        if not picks.picks:
            return
        picks = picks.chose(data.draw(st.integers(0, len(picks.picks) - 1), label="line"))
        try:
            picks = picks.counted(Quantity.of(count))
            self._become(till.brought(picks.coming()))
        except Refused:
            assert picks.pick is not None
            assert picks.pick.most is None or Quantity.of(count) > picks.pick.most or not picks.pick.count

    # -- accidents ---------------------------------------------------------------

    @rule()
    def the_program_dies(self) -> None:
        """Killed and started again: cart, member, tenders and yeses are there as they were."""
        before = self.till
        self.shop.close()
        self._start()
        if before.busy or before.cart.member is not None:
            assert self.till.cart.rows == before.cart.rows
            assert self.till.offers == before.offers
            assert self.till.approvals == before.approvals
            assert (self.till.cart.member is None) == (before.cart.member is None)

    # -- what always holds -------------------------------------------------------

    @invariant()
    def the_checks_find_nothing(self) -> None:
        assert checks.wrong(self.shop) == []

    @invariant()
    def goods_add_up(self) -> None:
        with self.shop.reading() as connection:
            found = select(Stock.product_id, summed(Stock.quantity)).group_by(Stock.product_id)
            held = {product: quantity for product, quantity in connection.execute(found) if quantity}
        copies = self.template.goods.copies
        assert held == {product: left for product, left in self.book.quantity.items() if left and product != copies}

    @invariant()
    def the_drawer_holds_what_was_paid(self) -> None:
        shift = self.desk.station.shift
        assert shift is not None
        with self.shop.reading() as connection:
            assert shifts.expected_cash(connection, shift) == self.book.in_drawer
            member = self.template.counter.member_id
            assert party_balance(connection, ACCOUNT_IDS[Role.MEMBER_RECEIVABLE], member) == self.book.owes

    @invariant()
    def a_cart_is_worth_the_sum_of_its_lines(self) -> None:
        cart = self.till.cart
        assert cart.total == sum((line.net for line in cart.lines), ZERO)
        assert all(line.discount <= line.gross for line in cart.lines if line.returning is None)


def test_whatever_is_pressed_the_till_and_the_books_agree(template: Template, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MEMORY_KIB", 8)
    fewer = settings(max_examples=settings().max_examples // 3)
    made: Callable[[], RuleBasedStateMachine] = lambda: TillLife(template)  # noqa: E731
    run_state_machine_as_test(made, settings=fewer)
