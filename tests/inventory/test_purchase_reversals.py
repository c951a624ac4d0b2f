"""Reversals of purchases: value never appears or vanishes, whatever happened to the goods meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from inventory import checks as goods_checks
from inventory import locations, merges, payable_queries, payables, purchase_reversals, transfers, write_offs
from inventory.locations import LocationKind
from inventory.lots import Holding
from inventory.merges import MergeCommand
from inventory.payable_facts import MoneyFrom
from inventory.payables import Allocation, SupplierPayment
from inventory.purchase_reversals import Brought, Correction, PurchaseReversed, withdrawn
from inventory.purchases import PaidFrom
from inventory.receivings import ReceivingCommand
from inventory.stock import ProductStock, Stock
from inventory.transfers import StockLine, TransferCommand
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import uids, users
from koperasi.documents import Document, Kind
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import checks
from tests.inventory.bought import balance, line, owed, receipt, receive
from tests.inventory.test_receivings import lots
from tests.returning import back, bring
from tests.shops import Counter, new_shop, small_shop


def reversal(counter: Counter, purchase_id: int, **more: Any) -> PurchaseReversed:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    made = PurchaseReversed(counter.shop.minter.next(), uids.new_uid(now), purchase_id, day, now, "salah ketik")
    return replace(made, **more)


def reverse(counter: Counter, command: PurchaseReversed) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        purchase_reversals.reverse(work, command)


def correct(counter: Counter, wrong: ReceivingCommand, right: ReceivingCommand) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        purchase_reversals.correct(work, Correction(reversal(counter, wrong.id), right))


def test_a_receipt_nobody_touched_is_gone_without_a_trace_in_value(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.soap, 10, 100_000)))
    reverse(counter, reversal(counter, wrong.id))

    assert lots(counter, counter.soap) == [(0, 0)]
    assert (balance(counter, Role.INVENTORY), balance(counter, Role.COST_OF_GOODS), owed(counter)) == (0, 0, 0)
    assert checks.wrong(counter.shop) == []


def test_a_receipt_partly_sold_splits_the_difference_between_what_is_left_and_cost_of_goods(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.soap, 10, 100_000)))
    counter.sell(counter.line(counter.soap, 4, 15_000))

    correct(counter, wrong, receipt(counter, line(counter.soap, 10, 120_000)))

    assert lots(counter, counter.soap) == [(0, 0), (6, 72_000)]
    assert (balance(counter, Role.INVENTORY), balance(counter, Role.COST_OF_GOODS)) == (72_000, 48_000)
    assert owed(counter) == -120_000
    assert checks.wrong(counter.shop) == []


def test_a_quantity_that_was_too_large_leaves_what_was_really_there(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.soap, 100, 30_000)))
    counter.sell(counter.line(counter.soap, 4, 15_000))

    correct(counter, wrong, receipt(counter, line(counter.soap, 10, 30_000)))

    assert lots(counter, counter.soap) == [(0, 0), (6, 18_000)]
    assert balance(counter, Role.COST_OF_GOODS) == 12_000
    assert checks.wrong(counter.shop) == []


def test_the_wrong_good_is_put_right_on_both(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.cookies, 10, 50_000)))
    counter.sell(counter.line(counter.cookies, 2, 12_500))

    correct(counter, wrong, receipt(counter, line(counter.soap, 10, 50_000)))

    assert lots(counter, counter.cookies) == [(-2, -10_000)]
    assert lots(counter, counter.soap) == [(10, 50_000)]
    assert checks.wrong(counter.shop) == []


def test_what_was_sold_before_it_came_lacks_again(counter: Counter) -> None:
    receive(counter, receipt(counter, line(counter.soap, 1, 2_000)))
    counter.sell(counter.line(counter.soap, 5, 3_400))
    wrong = receive(counter, receipt(counter, line(counter.soap, 10, 30_000)))
    assert lots(counter, counter.soap) == [(0, 0), (6, 18_000)]

    reverse(counter, reversal(counter, wrong.id))

    assert lots(counter, counter.soap) == [(-4, -8_000), (0, 0)]
    assert checks.wrong(counter.shop) == []


def test_the_last_known_cost_is_again_the_one_before(counter: Counter) -> None:
    receive(counter, receipt(counter, line(counter.soap, 10, 20_000)))
    wrong = receive(counter, receipt(counter, line(counter.soap, 10, 90_000)))
    reverse(counter, reversal(counter, wrong.id))

    with counter.shop.reading() as connection:
        kept = connection.execute(select(ProductStock.__table__)).all()
    assert (kept[0].cost_value, kept[0].cost_quantity) == (Rupiah(20_000), Quantity.of(10))
    with counter.shop.work(counter.manager) as work:
        goods_checks.rebuild_newest_lots(work)
        assert work.connection.execute(select(ProductStock.__table__)).all() == kept


def test_money_and_tax_go_back_where_they_came_from(counter: Counter) -> None:
    command = receipt(counter, line(counter.soap, 1, 5_000), paid_from=PaidFrom.BANK, tax=Rupiah(550), asked=5_550)
    wrong = receive(counter, command)
    reverse(counter, reversal(counter, wrong.id))

    assert [balance(counter, role) for role in (Role.BANK, Role.TAX_IN, Role.INVENTORY)] == [0, 0, 0]


def test_a_purchase_is_reversed_once_and_by_those_who_may(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.soap, 1, 5_000)))
    done = reversal(counter, wrong.id)
    reverse(counter, done)
    reverse(counter, done)

    with pytest.raises(Refused) as refusal:
        reverse(counter, reversal(counter, wrong.id))
    assert refusal.value.rule == "reversed"
    with pytest.raises(NotFound):
        reverse(counter, reversal(counter, done.id))
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        purchase_reversals.reverse(work, reversal(counter, wrong.id))


def test_a_purchase_is_not_reversed_before_its_day(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.soap, 1, 5_000)))
    early = reversal(counter, wrong.id)

    with pytest.raises(BadInput):
        reverse(counter, replace(early, business_date=early.business_date - timedelta(days=1)))


def test_the_right_receipt_names_the_wrong_one_and_its_invoice_number_is_free_again(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.soap, 1, 5_000), invoice_number="X1"))
    right = receipt(counter, line(counter.soap, 2, 5_000), invoice_number="X1")
    correct(counter, wrong, right)

    with counter.shop.reading() as connection:
        found = connection.execute(text("SELECT document_id, replaces_id FROM purchase_terms")).all()
        kinds = connection.scalars(select(Document.kind).where(Document.reverses_id == wrong.id)).all()
    assert (right.id, wrong.id) in {tuple(row) for row in found}
    assert kinds == [Kind.PURCHASE_REVERSAL]


def test_goods_that_were_merged_since_are_not_taken_back_under_their_old_name(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.cookies, 10, 50_000)))
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    with counter.shop.work(counter.manager, channel="office") as work:
        merge = MergeCommand(work.mint(), uids.new_uid(now), counter.cookies, counter.soap, day, now)
        merges.merge(work, merge)

    with pytest.raises(Refused) as refusal:
        reverse(counter, reversal(counter, wrong.id))
    assert refusal.value.rule == "merged"
    assert checks.wrong(counter.shop) == []


def test_what_was_paid_of_it_stays_as_the_suppliers_credit(counter: Counter) -> None:
    wrong = receive(counter, receipt(counter, line(counter.soap, 10, 100_000)))
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    paid = (Allocation(wrong.id, Rupiah(60_000)),)
    ids = (counter.shop.minter.next(), uids.new_uid(now), counter.maker_id)
    with counter.shop.work(counter.manager, channel="office") as work:
        payables.pay(work, SupplierPayment(*ids, MoneyFrom.SAFE, day, now, paid))

    correct(counter, wrong, receipt(counter, line(counter.soap, 10, 90_000)))

    with counter.shop.reading() as connection:
        debt = payable_queries.debt(connection, counter.maker_id)
    assert (owed(counter), debt.owed) == (-30_000, Rupiah(30_000))
    assert checks.wrong(counter.shop) == []


def test_what_was_carried_elsewhere_leaves_from_there_at_its_value() -> None:
    brought = Brought(7, 1, 100, Quantity.of(10), Rupiah(1_000), own=True)
    shelf = {7: [(100, held(2, 201)), (200, held(5, 499))]}

    taken = [(each.location_id, each.quantity, each.value) for each in withdrawn([brought], shelf)]

    assert taken == [
        (100, Quantity.of(2), Rupiah(201)),
        (200, Quantity.of(5), Rupiah(499)),
        (100, Quantity.of(3), Rupiah(300)),
    ]


def held(pieces: int, value: int) -> Holding:
    day = date(2026, 11, 23)
    return Holding(7, 1, None, day, None, Quantity.of(pieces), Rupiah(value))


@contextmanager
def a_shop() -> Iterator[Counter]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "MEMORY_KIB", 1024)
        counter = small_shop(new_shop(f"sqlite:///{Path(folder) / 'shop.db'}", Path(folder)))
        yield counter
        counter.shop.close()


@dataclass(slots=True)
class Meanwhile:
    """What befalls the goods before, between and after, and what of the sales has come back."""

    counter: Counter
    sold: list[tuple[int, int]] = field(default_factory=list)

    def happen(self, what: str, pieces: int, cost: int) -> None:
        counter = self.counter
        if what == "sell":
            posted = counter.sell(counter.line(counter.soap, pieces, 3_400))
            self.sold.append((posted.document_id, pieces))
        elif what == "buy":
            receive(counter, receipt(counter, line(counter.soap, pieces, cost)))
        elif what == "return" and self.sold:
            document_id, most = self.sold.pop()
            bring(counter, back(counter, document_id, min(pieces, most)))
        elif what in ("carry", "bring", "throw"):
            self.move(what, pieces)

    def move(self, what: str, pieces: int) -> None:
        """To the back room, back to the shelf, or away; at most what is there."""
        counter, shop = self.counter, self.counter.shop
        now = shop.clock()
        day = shop.branch.business_date(now)
        with shop.work(counter.manager, channel="office") as work:
            shelf = locations.shelf(work.connection, shop.branch.id)
            room = locations.made_unguarded(work, LocationKind.BACK_ROOM)
            source, target = (room, shelf) if what == "bring" else (shelf, room)
            there = work.connection.scalars(
                select(Stock.quantity).where(Stock.location_id == source, Stock.quantity > Quantity(0))
            )
            part = min(pieces, sum(each.thousandths for each in there) // 1000)
            goods = (StockLine(counter.soap, "Pcs", ONE, Quantity.of(part)),)
            ids = (work.mint(), uids.new_uid(now), source)
            if part and what == "throw":
                spoilt = (SpoiltLine(counter.soap, "Pcs", ONE, Quantity.of(part), Cause.DAMAGED),)
                write_offs.write_off(work, WriteOffCommand(*ids, day, now, spoilt))
            elif part:
                transfers.transfer(work, TransferCommand(*ids, target, day, now, goods))


HAPPENINGS = st.lists(
    st.tuples(
        st.sampled_from(["sell", "sell", "buy", "return", "carry", "bring", "throw"]),
        st.integers(1, 15),
        st.integers(0, 50_000),
    ),
    max_size=6,
)
RECEIPTS = st.tuples(st.integers(1, 20), st.integers(0, 99_999))


@given(HAPPENINGS, st.lists(RECEIPTS, min_size=1, max_size=3), HAPPENINGS, st.lists(RECEIPTS, max_size=3), HAPPENINGS)
def test_whatever_happened_value_in_is_what_is_left_and_what_it_cost(
    before: list[tuple[str, int, int]],
    wrong: list[tuple[int, int]],
    between: list[tuple[str, int, int]],
    right: list[tuple[int, int]],
    after: list[tuple[str, int, int]],
) -> None:
    """What is left, cost of goods and write-offs sum to what the right receipts alone brought."""
    with a_shop() as counter:
        meanwhile = Meanwhile(counter)
        for each in before:
            meanwhile.happen(*each)
        mistaken = receive(counter, receipt(counter, *(line(counter.soap, *each) for each in wrong)))
        for each in between:
            meanwhile.happen(*each)
        if right:
            correct(counter, mistaken, receipt(counter, *(line(counter.soap, *each) for each in right)))
        else:
            reverse(counter, reversal(counter, mistaken.id))
        for each in after:
            meanwhile.happen(*each)

        came = sum(cost for what, _pieces, cost in before + between + after if what == "buy")
        came += sum(cost for _pieces, cost in right)
        roles = (Role.INVENTORY, Role.COST_OF_GOODS, Role.WRITE_OFFS)
        assert sum(balance(counter, role) for role in roles) == came
        assert owed(counter) == -came
        assert checks.wrong(counter.shop) == []
        assert all(value == 0 for quantity, value in lots(counter, counter.soap) if quantity == 0)
