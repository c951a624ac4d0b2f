"""Whatever comes, goes, moves, breaks and is counted, goods add up and no value appears or vanishes.

The machine does the office's deeds in any order beside sales and returns.  Its book knows
only how many pieces should stand where.  At the end everything left is written off and
everything lacking bought: then no lot is worth anything, and the books say so too; the last
piece took the last rupiah.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import bindparam, select

from consignment.terms import Deal, Terms
from inventory import (
    count_entries,
    count_records,
    count_sessions,
    counts,
    locations,
    own_uses,
    purchase_reversals,
    receivings,
    repackings,
    supplier_returns,
    transfers,
    write_offs,
)
from inventory.count_entries import EntryCommand, EntryLine
from inventory.count_rules import Scope
from inventory.count_sessions import StartCommand
from inventory.counts import CloseCommand, FinishCommand
from inventory.landed_costs import Charge, Discount
from inventory.locations import LocationKind
from inventory.own_uses import OwnUseCommand
from inventory.purchase_reversals import PurchaseReversed
from inventory.purchases import PaidFrom
from inventory.receivings import ReceivedLine, ReceivingCommand
from inventory.recipes import Part
from inventory.repackings import RepackingCommand
from inventory.reversals import ReversalCommand
from inventory.stock import Move, Stock
from inventory.supplier_returns import ReturnedLine, Settled, SupplierReturn
from inventory.transfers import StockLine, TransferCommand
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import settings as shop_settings
from koperasi import shops, uids, users
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.database import open_database
from koperasi.errors import Refused
from koperasi.keys import StateFolder
from koperasi.ledger import PostingRecord, Role
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.setups import NewShop
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.work import Actor
from pos import checks, founding, return_queries
from pos.sale_commands import BackTo
from pos.tenders import Tender, TenderKind
from tests.laws.days import Goods, furnish
from tests.places import stamped_tables
from tests.shops import TEST_KEYS, Clock, Counter, small_shop

PIECES = st.integers(1, 12)
COSTS = st.integers(0, 99_999)
PLACES = (LocationKind.SHELF, LocationKind.BACK_ROOM, LocationKind.QUARANTINE)

_BROUGHT = select(Move.quantity).where(Move.document_id == bindparam("purchase"))


@dataclass(frozen=True, slots=True)
class Template:
    """A furnished shop, closed, of which each example gets a copy."""

    folder: Path
    counter: Counter
    goods: Goods
    places: tuple[int, ...]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    folder = tmp_path_factory.mktemp("goods")
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
        generous = {"count_tolerance_pieces": 1_000, "count_tolerance_value": 1_000_000_000, "return_days": 3_650}
        with shop.work(counter.manager, channel="office") as work:
            shop_settings.change(work, generous)
            places = tuple(locations.made_unguarded(work, kind) for kind in PLACES[1:])
        with shop.reading() as connection:
            shelf = locations.shelf(connection, shop.branch.id)
        counter.deliver(goods.cookies, 20, Terms(Deal.COMMISSION, 1_000))
        counter.open(0)
        shop.close()
        yield Template(folder, counter, goods, (shelf, *places))


class GoodsLife(RuleBasedStateMachine):
    """One shop, in which anything may happen to goods."""

    def __init__(self, template: Template) -> None:
        super().__init__()
        self.template, self.goods = template, template.goods
        self.shelf, self.back_room, self.quarantine = template.places
        folder = Path(tempfile.mkdtemp(dir=template.folder))
        shutil.copytree(template.folder / "state", folder / "state")
        self.place = Place(shutil.copy(template.folder / "shop.db", folder), folder / "state")
        self.clock = Clock(template.counter.shop.clock())
        self.shop: Shop = shops.open_shop(self.place, self.clock)
        was = template.counter
        people = (was.manager, was.cashier, was.member_id, was.maker_id, was.soap, was.cookies, was.copies)
        self.counter = Counter(self.shop, *people, was.shift)
        self.there: dict[tuple[int, int], int] = defaultdict(int, {(self.goods.cookies, self.shelf): 20})
        self.purchases: list[tuple[int, int, int]] = []
        self.papers: list[tuple[Callable[..., None], int, dict[tuple[int, int], int]]] = []
        self.receipts: list[tuple[int, int, int]] = []

    def teardown(self) -> None:
        """Nothing is left, and nothing is worth anything."""
        try:
            self._clear()
        finally:
            self.shop.close()
            shutil.rmtree(self.place.state.parent)

    def _clear(self) -> None:
        for product, place in sorted(self.there):
            # One lot may lack what another has, where a receipt was taken back after its goods were sold.
            if pieces := self._at_hand(product, place):
                self._spoil(product, place, pieces)
            if (lacking := -self.there[product, place]) > 0 and product in self.goods.own:
                self._fill(product, place, lacking)
        with self.shop.reading() as connection:
            left = connection.execute(select(summed(Stock.quantity), summed(Stock.value))).one()
            books = self._books(Role.INVENTORY)
        assert not any(pieces for (product, _place), pieces in self.there.items() if product in self.goods.own)
        assert (left[1], books) == (ZERO, ZERO)
        assert checks.wrong(self.shop) == []

    def _fill(self, product: int, place: int, pieces: int) -> None:
        """What is lacking comes; nothing is bought into the quarantine, so there it is carried."""
        bought_at = self.back_room if place == self.quarantine else place
        if bought_at != place and (lacking := min(self.there[product, bought_at], 0)):
            self._receive(product, -lacking, 12_345, bought_at)
        self._receive(product, pieces, 12_345, bought_at)
        if bought_at != place:
            line = StockLine(product, "Pcs", ONE, Quantity.of(pieces))
            when = (bought_at, place, self.day, self.shop.clock(), (line,))
            self._do(transfers.transfer, TransferCommand(*self._ids(), *when))
            self.there[product, bought_at] -= pieces
            self.there[product, place] += pieces

    def _books(self, role: Role) -> Rupiah:
        with self.shop.reading() as connection:
            found = select(summed(PostingRecord.amount)).where(PostingRecord.account_id == ACCOUNT_IDS[role])
            amount: Rupiah = connection.execute(found).scalar_one()
        return amount

    # -- doing -------------------------------------------------------------------

    @property
    def day(self) -> date:
        assert self.counter.shift is not None
        return self.counter.shift.business_date

    def _ids(self) -> tuple[int, str]:
        return self.shop.minter.next(), uids.new_uid(self.shop.clock())

    def _do(self, deed: Callable[..., object], command: object, by: Actor | None = None) -> None:
        """Each deed twice: the second changes nothing."""
        for _again in range(2):
            with self.shop.work(by or self.counter.manager, channel="office") as work:
                deed(work, command)

    def _receive(
        self, product: int, pieces: int, cost: int, place: int, keeps: int | None = None, **more: object
    ) -> None:
        expires = None if keeps is None else self.day + timedelta(days=keeps)
        line = ReceivedLine(
            product, None, "Pcs", ONE, Quantity.of(pieces), amount=Rupiah(cost), expires_on=expires, **more
        )  # type: ignore[arg-type]
        ids = self._ids()
        bill = receivings.bill((line,), Discount(), (), ZERO, taxable=False)
        asked = receivings.landed_costs.landed(bill).total
        when = (PaidFrom.SAFE, self.day, self.shop.clock(), (line,), asked)
        self._do(receivings.receive, ReceivingCommand(*ids, None, *when, location_id=place))
        self.there[product, place] += line.base_quantity.thousandths // 1_000
        self.purchases.append((ids[0], product, place))

    def _spoil(self, product: int, place: int, pieces: int) -> int:
        ids = self._ids()
        line = SpoiltLine(product, "Pcs", ONE, Quantity.of(pieces), Cause.DAMAGED)
        self._do(write_offs.write_off, WriteOffCommand(*ids, place, self.day, self.shop.clock(), (line,)))
        self.there[product, place] -= pieces
        return ids[0]

    def _at_hand(self, product: int, place: int) -> int:
        """How many pieces could go from a place: what lots above zero have."""
        with self.shop.reading() as connection:
            there = (Stock.product_id == product, Stock.location_id == place, Stock.quantity > Quantity(0))
            left: Quantity = connection.execute(select(summed(Stock.quantity)).where(*there)).scalar_one()
        return left.thousandths // 1_000

    # -- buying ------------------------------------------------------------------

    @rule(
        which=st.integers(0, 1), pieces=PIECES, cost=COSTS, keeps=st.none() | st.integers(0, 5), bonus=st.integers(0, 3)
    )
    def receive(self, which: int, pieces: int, cost: int, keeps: int | None, bonus: int) -> None:
        place = (self.shelf, self.back_room)[pieces % 2]
        self._receive(self.goods.own[which], pieces, cost, place, keeps, bonus=Quantity.of(bonus))

    @rule(one=PIECES, two=PIECES, cost=COSTS, freight=st.integers(0, 20_000), rate=st.integers(0, 3_000))
    def receive_two_with_freight(self, one: int, two: int, cost: int, freight: int, rate: int) -> None:
        lines = tuple(
            ReceivedLine(product, None, "Pcs", ONE, Quantity.of(pieces), amount=Rupiah(cost + pieces))
            for product, pieces in zip(self.goods.own, (one, two), strict=True)
        )
        discount, charges = Discount((rate,)), (Charge("ongkos", Rupiah(freight)),)
        bill = receivings.bill(lines, discount, charges, ZERO, taxable=False)
        asked = receivings.landed_costs.landed(bill).total
        when = (PaidFrom.BANK, self.day, self.shop.clock(), lines, asked)
        command = ReceivingCommand(*self._ids(), None, *when, discount=discount, charges=charges)
        before = self._books(Role.BANK)
        self._do(receivings.receive, command)
        assert before - self._books(Role.BANK) == asked
        for line in lines:
            self.there[line.product_id, self.shelf] += line.base_quantity.thousandths // 1_000

    @precondition(lambda self: self.purchases)
    @rule(data=st.data())
    def take_a_receipt_back(self, data: st.DataObject) -> None:
        paper = data.draw(st.sampled_from(self.purchases), label="purchase")
        self.purchases.remove(paper)
        purchase, product, _place = paper
        with self.shop.reading() as connection:
            brought = connection.execute(_BROUGHT, {"purchase": purchase}).all()
        self._do(
            purchase_reversals.reverse,
            PurchaseReversed(*self._ids(), purchase, self.day, self.shop.clock(), "salah ketik"),
        )
        gone = sum(row.quantity.thousandths for row in brought) // 1_000
        with self.shop.reading() as connection:
            for where in self.template.places:
                held = (Stock.product_id == product, Stock.location_id == where)
                left: Quantity = connection.execute(select(summed(Stock.quantity)).where(*held)).scalar_one()
                now = left.thousandths // 1_000
                gone -= self.there[product, where] - now
                self.there[product, where] = now
        assert gone == 0, "exactly what the receipt brought went out again, wherever it was"

    @rule(which=st.integers(0, 1), pieces=PIECES, credit=COSTS)
    def give_back_to_the_supplier(self, which: int, pieces: int, credit: int) -> None:
        product = self.goods.own[which]
        if count := min(pieces, self._at_hand(product, self.shelf)):
            line = ReturnedLine(product, "Pcs", ONE, Quantity.of(count), Rupiah(credit))
            when = (self.day, self.shop.clock(), (line,), "rusak")
            command = SupplierReturn(*self._ids(), None, self.shelf, Settled.SAFE, *when)
            self._do(supplier_returns.give_back, command)
            self.there[product, self.shelf] -= count

    # -- selling -----------------------------------------------------------------

    @rule(which=st.integers(0, 2), pieces=PIECES)
    def sell(self, which: int, pieces: int) -> None:
        product = (*self.goods.own, self.goods.cookies)[which]
        posted = self.counter.sell(self.counter.line(product, pieces, 3_400))
        self.there[product, self.shelf] -= pieces
        self.receipts.append((posted.document_id, product, pieces))

    @precondition(lambda self: self.receipts)
    @rule(data=st.data(), pieces=PIECES, to=st.sampled_from((BackTo.SHELF, BackTo.DAMAGED)))
    def bring_back(self, data: st.DataObject, pieces: int, to: BackTo) -> None:
        receipt = data.draw(st.sampled_from(self.receipts), label="receipt")
        sale_id, product, _sold = receipt
        with self.shop.reading() as connection:
            (original,) = return_queries.originals(connection, return_queries.before(connection, sale_id))
        count = min(pieces, original.left.thousandths // 1_000)
        if not count:
            self.receipts.remove(receipt)
            return
        back = original.line_back(original.returned, Quantity.of(count), to, "rusak")
        command = self.counter.command(back, tenders=(Tender(TenderKind.CASH, back.net),))
        self.counter.post(command, happened=True)
        self.there[product, self.shelf if to is BackTo.SHELF else self.quarantine] += count

    # -- moving, breaking, using ---------------------------------------------------

    @rule(which=st.integers(0, 2), pieces=PIECES, source=st.integers(0, 2), step=st.integers(1, 2))
    def move(self, which: int, pieces: int, source: int, step: int) -> None:
        product = (*self.goods.own, self.goods.cookies)[which]
        here, there = self.template.places[source], self.template.places[(source + step) % 3]
        if count := min(pieces, self._at_hand(product, here)):
            ids = self._ids()
            line = StockLine(product, "Pcs", ONE, Quantity.of(count))
            self._do(transfers.transfer, TransferCommand(*ids, here, there, self.day, self.shop.clock(), (line,)))
            self.there[product, here] -= count
            self.there[product, there] += count
            self.papers.append((transfers.reverse, ids[0], {(product, here): count, (product, there): -count}))

    @rule(which=st.integers(0, 2), pieces=PIECES, place=st.integers(0, 2))
    def break_some(self, which: int, pieces: int, place: int) -> None:
        product, where = (*self.goods.own, self.goods.cookies)[which], self.template.places[place]
        if count := min(pieces, self._at_hand(product, where)):
            paper = self._spoil(product, where, count)
            self.papers.append((write_offs.reverse, paper, {(product, where): count}))

    @rule(which=st.integers(0, 1), pieces=PIECES)
    def use_some(self, which: int, pieces: int) -> None:
        product = self.goods.own[which]
        if count := min(pieces, self._at_hand(product, self.shelf)):
            ids = self._ids()
            line = StockLine(product, "Pcs", ONE, Quantity.of(count))
            command = OwnUseCommand(*ids, self.shelf, self.day, self.shop.clock(), (line,), "dapur")
            self._do(own_uses.use, command)
            self.there[product, self.shelf] -= count
            self.papers.append((own_uses.reverse, ids[0], {(product, self.shelf): count}))

    @rule(pieces=PIECES, loss=st.integers(0, 2), bags=PIECES, booked=st.booleans())
    def repack(self, pieces: int, loss: int, bags: int, booked: bool) -> None:
        soap, rice = self.goods.own
        count = min(pieces, self._at_hand(rice, self.shelf))
        if count <= loss:
            return
        ids = self._ids()
        parts, when = (Part(soap, Quantity.of(bags)),), (self.day, self.shop.clock())
        what = (self.shelf, rice, Quantity.of(count), parts, *when, Quantity.of(loss), booked)
        self._do(repackings.repack, RepackingCommand(*ids, *what))
        self.there[rice, self.shelf] -= count
        self.there[soap, self.shelf] += bags
        undone = {(rice, self.shelf): count, (soap, self.shelf): -bags}
        self.papers.append((repackings.reverse, ids[0], undone))

    @precondition(lambda self: self.papers)
    @rule(data=st.data())
    def take_a_paper_back(self, data: st.DataObject) -> None:
        """Each at most once, and only while what it put somewhere is still there."""
        turn = data.draw(st.integers(0, len(self.papers) - 1), label="paper")
        reverse, paper, undone = self.papers.pop(turn)
        command = ReversalCommand(*self._ids(), paper, self.day, self.shop.clock(), "salah")
        try:
            self._do(reverse, command)
        except Refused as refusal:
            if refusal.rule != "not-enough":
                raise
            return
        for where, pieces in undone.items():
            self.there[where] += pieces

    # -- counting ----------------------------------------------------------------

    @rule(which=st.integers(0, 2), lost=st.integers(-3, 3), sold=st.integers(0, 3))
    def count(self, which: int, lost: int, sold: int) -> None:
        """What is there is counted; what is sold before the count is closed does not matter."""
        product = (*self.goods.own, self.goods.cookies)[which]
        seen = max(self.there[product, self.shelf] - lost, 0)
        session = self.shop.minter.next()
        start = StartCommand(session, self.shelf, Scope.LIST, self.shop.clock(), "Hitung", products=(product,))
        self._do(count_sessions.start, start, self.counter.cashier)
        lines = (EntryLine(product, Quantity.of(seen)),)
        entry = EntryCommand(self.shop.minter.next(), session, self.shop.clock(), lines)
        self._do(count_entries.enter, entry, self.counter.cashier)
        if sold:
            self.sell(which, sold)
        self._do(counts.finish, FinishCommand(session, self.shop.clock()), self.counter.cashier)
        with self.shop.reading() as connection:
            last = count_records.by_id(connection, session).last_seq
        self._do(counts.close, CloseCommand(*self._ids(), session, last, self.day, self.shop.clock()))
        self.there[product, self.shelf] = seen - sold

    # -- what always holds -------------------------------------------------------

    @invariant()
    def goods_add_up(self) -> None:
        with self.shop.reading() as connection:
            found = select(Stock.product_id, Stock.location_id, summed(Stock.quantity))
            rows = connection.execute(found.group_by(Stock.product_id, Stock.location_id)).all()
        held = {(product, place): left.thousandths // 1_000 for product, place, left in rows if left}
        assert held == {where: pieces for where, pieces in self.there.items() if pieces}

    @invariant()
    def the_checks_find_nothing(self) -> None:
        assert checks.wrong(self.shop) == []

    @invariant()
    def goods_that_are_there_are_never_worth_less_than_nothing(self) -> None:
        with self.shop.reading() as connection:
            wrong = select(Stock.lot_id).where(Stock.quantity > Quantity(0), Stock.value < ZERO)
            assert connection.execute(wrong).all() == []


def test_whatever_happens_to_goods_they_add_up_and_no_value_appears_or_vanishes(
    template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(users, "MEMORY_KIB", 8)
    made: Callable[[], RuleBasedStateMachine] = lambda: GoodsLife(template)  # noqa: E731
    run_state_machine_as_test(made, settings=settings(max_examples=settings().max_examples // 2))
