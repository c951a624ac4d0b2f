"""Two people in two rooms who buy, pay, price and merge at once: nothing is done twice, nobody is held up for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from inventory import locations, merges, orders, payables, prices, purchase_reversals, queries, receivings, stock
from inventory.goods import PriceLine, PriceRule
from inventory.orders import OrderClosed
from inventory.payables import Allocation, MoneyFrom, SupplierPayment
from inventory.prices import PriceChanged
from inventory.products import Price
from inventory.purchase_reversals import PurchaseReversed
from koperasi import masters, uids, users
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.shop import Shop
from koperasi.work import Work
from pos import checks
from tests.inventory import test_merges, test_orders
from tests.inventory.bought import line, receipt, receive
from tests.places import premises
from tests.shops import Counter

#: How long the first deed is held open, at most, for the second to come between.
HELD_UP = 0.5

Deed = Callable[[Work], object]


@dataclass(frozen=True, slots=True)
class Rooms:
    """The same shop at two PCs."""

    counter: Counter
    second: Shop

    def at_once(self, first: Deed, then: Deed) -> list[BaseException]:
        """The second deed begins before the first is kept; returns what it raised."""
        raised: list[BaseException] = []

        def other() -> None:
            try:
                with self.second.work(self.counter.manager, channel="office") as work:
                    then(work)
            except BaseException as error:  # told to the test
                raised.append(error)

        thread = threading.Thread(target=other)
        with self.counter.shop.work(self.counter.manager, channel="office") as work:
            first(work)
            thread.start()
            thread.join(HELD_UP)
        thread.join(30)
        return raised


@pytest.fixture
def rooms(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rooms]:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    first, second = made.open(), made.open(made.add_pc("K2"))
    yield Rooms(replace(made.counter, shop=first), second)
    first.close()
    second.close()


def refused(raised: list[BaseException]) -> list[str | None]:
    """The rules that refused; anything else is raised."""
    for each in raised:
        if not isinstance(each, Refused):
            raise each
    return [each.rule for each in raised if isinstance(each, Refused)]


def test_two_new_prices_of_a_unit_leave_one(rooms: Rooms) -> None:
    with rooms.counter.shop.reading() as connection:
        unit = queries.good(connection, rooms.counter.soap).base.id

    def costs(amount: int) -> Deed:
        line_of = PriceLine(PriceRule.RETAIL, Rupiah(amount))
        return lambda work: prices.change_price(work, PriceChanged(unit, line_of))

    assert refused(rooms.at_once(costs(5_000), costs(6_000))) == []
    with rooms.counter.shop.reading() as connection:
        in_use = select(func.count()).select_from(Price).where(Price.product_unit_id == unit)
        assert connection.scalar(in_use.where(Price.retired_at.is_(None), Price.rule == PriceRule.RETAIL)) == 1


def test_an_invoice_that_two_receive_is_received_once(rooms: Rooms) -> None:
    soap = receipt(rooms.counter, line(rooms.counter.soap, 1, 1_000), invoice_number="X1")
    copies = receipt(rooms.counter, line(rooms.counter.copies, 1, 1_000), invoice_number="X1")

    raised = rooms.at_once(lambda work: receivings.receive(work, soap), lambda work: receivings.receive(work, copies))

    assert refused(raised) == ["invoice-twice"]


def test_receiving_and_whoever_changes_masters_lock_in_one_order(rooms: Rooms) -> None:
    """A merge takes the counter of master rows, then its goods; what receiving learns of suppliers is a master row."""
    with rooms.counter.shop.reading() as connection:
        unit = queries.good(connection, rooms.counter.soap).base.id
        shelf = locations.shelf(connection, rooms.counter.shop.branch.id)
    receive(rooms.counter, receipt(rooms.counter, line(rooms.counter.soap, 10, 25_000)))
    command = receipt(rooms.counter, replace(line(rooms.counter.soap, 10, 25_000), unit_id=unit))
    raised: list[BaseException] = []

    def receives() -> None:
        try:
            with rooms.second.work(rooms.counter.manager, channel="office") as work:
                receivings.receive(work, command)
        except BaseException as error:  # told to the test
            raised.append(error)

    thread = threading.Thread(target=receives)
    with rooms.counter.shop.work(rooms.counter.manager, channel="office") as work:
        masters.next_version(work.connection)
        thread.start()
        thread.join(HELD_UP)
        stock.look(work.connection, shelf, {rooms.counter.soap})
    thread.join(30)

    assert raised == []


def test_a_purchase_taken_back_by_two_is_taken_back_once(rooms: Rooms) -> None:
    bought = receive(rooms.counter, receipt(rooms.counter, line(rooms.counter.soap, 10, 25_000)))

    assert refused(rooms.at_once(reversal(rooms, bought.id), reversal(rooms, bought.id))) == ["reversed"]
    assert checks.wrong(rooms.counter.shop) == []


def reversal(rooms: Rooms, purchase_id: int) -> Deed:
    shop = rooms.counter.shop
    now = shop.clock()
    day = shop.branch.business_date(now)
    command = PurchaseReversed(shop.minter.next(), uids.new_uid(now), purchase_id, day, now, "salah")
    return lambda work: purchase_reversals.reverse(work, command)


def test_a_purchase_is_not_paid_while_it_is_taken_back(rooms: Rooms) -> None:
    shop = rooms.counter.shop
    bought = receive(rooms.counter, receipt(rooms.counter, line(rooms.counter.soap, 10, 25_000)))
    now = shop.clock()
    head = (shop.minter.next(), uids.new_uid(now), rooms.counter.maker_id, MoneyFrom.SAFE)
    whole = (Allocation(bought.id, Rupiah(25_000)),)
    payment = SupplierPayment(*head, shop.branch.business_date(now), now, whole)

    raised = rooms.at_once(reversal(rooms, bought.id), lambda work: payables.pay(work, payment))

    assert refused(raised) == ["overpaid"]
    assert checks.wrong(shop) == []


def test_an_order_closed_by_two_is_closed_once(rooms: Rooms) -> None:
    order_id = test_orders.ordered(rooms.counter)
    shop = rooms.counter.shop
    now = shop.clock()

    def closes() -> Deed:
        command = OrderClosed(shop.minter.next(), uids.new_uid(now), order_id, now.date(), now)
        return lambda work: orders.close(work, command)

    assert refused(rooms.at_once(closes(), closes())) == ["order-closed"]


def test_of_two_merges_crosswise_one_holds(rooms: Rooms) -> None:
    soap = rooms.counter.soap
    other = test_merges.twin(rooms.counter)
    there = test_merges.command(rooms.counter, other, soap)
    back = test_merges.command(rooms.counter, soap, other)

    raised = rooms.at_once(lambda work: merges.merge(work, there), lambda work: merges.merge(work, back))

    assert refused(raised) == ["archived"]
