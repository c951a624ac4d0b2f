"""Purchases: goods with their whole cost, owed or paid; services are an expense of the day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from consignment.terms import Deal, Terms
from inventory import purchases
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from koperasi import ledger, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Document, Kind
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.numbers import Series
from koperasi.quantity import Quantity
from koperasi.rights import Permission, Right
from koperasi.work import Actor
from tests.shops import Counter


def balance(counter: Counter, role: Role) -> int:
    with counter.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role]).amount


def command(counter: Counter, *lines: BoughtLine, paid_from: PaidFrom = PaidFrom.CREDIT) -> PurchaseCommand:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    return PurchaseCommand(counter.shop.minter.next(), uids.new_uid(now), counter.maker_id, paid_from, day, now, lines)


def line(product: int, quantity: str, cost: int, factor: str = "1") -> BoughtLine:
    return BoughtLine(product, "Dus", Quantity.of(factor), Quantity.of(quantity), Rupiah(cost))


def receive(counter: Counter, what: PurchaseCommand, actor: Actor | None = None) -> None:
    with counter.shop.work(actor or counter.manager, channel="office") as work:
        purchases.receive(work, what)


def test_a_purchase_on_credit_is_owed_to_its_supplier(counter: Counter) -> None:
    receive(counter, command(counter, line(counter.soap, "2", 96_001, factor="24")))

    assert balance(counter, Role.INVENTORY) == 96_001
    with counter.shop.reading() as connection:
        owed = ledger.party_balance(connection, ACCOUNT_IDS[Role.SUPPLIER_PAYABLE], counter.maker_id)
    assert owed == Rupiah(-96_001)


@pytest.mark.parametrize(("paid_from", "role"), [(PaidFrom.SAFE, Role.SAFE), (PaidFrom.BANK, Role.BANK)])
def test_a_purchase_paid_at_once_leaves_that_account(counter: Counter, paid_from: PaidFrom, role: Role) -> None:
    receive(counter, command(counter, line(counter.soap, "1", 5_000), paid_from=paid_from))

    assert balance(counter, role) == -5_000
    assert balance(counter, Role.SUPPLIER_PAYABLE) == 0


def test_a_service_bought_is_a_cost_of_the_day_and_no_stock(counter: Counter) -> None:
    receive(counter, command(counter, line(counter.copies, "1", 12_000), line(counter.soap, "1", 2_000)))

    assert balance(counter, Role.COST_OF_GOODS) == 12_000
    assert balance(counter, Role.INVENTORY) == 2_000


def test_opening_stock_stands_against_opening_equity(counter: Counter) -> None:
    what = command(counter, line(counter.soap, "10", 25_000), paid_from=PaidFrom.OPENING)
    with counter.shop.work(counter.manager, channel="office") as work:
        purchases.open_stock(work, what)

    assert balance(counter, Role.OPENING_EQUITY) == -25_000
    with counter.shop.reading() as connection:
        assert connection.scalar(select(Document.kind).where(Document.id == what.id)) is Kind.OPENING_STOCK


def test_opening_stock_is_not_paid_for(counter: Counter) -> None:
    what = command(counter, line(counter.soap, "10", 25_000), paid_from=PaidFrom.SAFE)
    with pytest.raises(BadInput), counter.shop.work(counter.manager) as work:
        purchases.open_stock(work, what)


def test_a_makers_goods_are_delivered_and_not_bought(counter: Counter) -> None:
    counter.deliver(counter.cookies, 1, Terms(Deal.COMMISSION, 1_000))

    with pytest.raises(Refused) as refusal:
        receive(counter, command(counter, line(counter.cookies, "1", 5_000)))

    assert refusal.value.rule == "consigned"


@pytest.mark.parametrize("wrong", [line(1, "1", 1), line(0, "-1", 1), line(0, "1", -1)])
def test_a_wrong_line_is_named_and_nothing_is_kept(counter: Counter, wrong: BoughtLine) -> None:
    named = replace(wrong, product_id=wrong.product_id or counter.soap)
    what = command(counter, line(counter.soap, "1", 1), named)

    with pytest.raises(BadInput) as refusal:
        receive(counter, what)

    assert refusal.value.row == 2
    with counter.shop.reading() as connection:
        assert connection.scalar(select(Document.id).where(Document.id == what.id)) is None
        assert connection.scalar(select(Series.last).where(Series.prefix == "PB")) is None


def test_a_cashier_does_not_buy(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        receive(counter, command(counter, line(counter.soap, "1", 1)), counter.cashier)


def test_a_purchase_done_twice_is_done_once(counter: Counter) -> None:
    what = command(counter, line(counter.soap, "10", 25_000))
    receive(counter, what)
    receive(counter, what)

    assert balance(counter, Role.INVENTORY) == 25_000


def test_a_purchase_is_within_the_right_of_whoever_receives_it(counter: Counter) -> None:
    """A file of purchases comes in here too: neither above her limit, nor as an opening that nobody pays for."""
    rights = {**counter.manager.rights, Permission.PURCHASE_RECEIVE: Right(limit=10_000)}
    line = BoughtLine(counter.soap, "Pcs", Quantity.of(1), Quantity.of(1), Rupiah(10_001))
    dear, opening = command(counter, line), command(counter, line, paid_from=PaidFrom.OPENING)
    with pytest.raises(NotAllowed), counter.shop.work(replace(counter.manager, rights=rights)) as work:
        purchases.receive(work, dear)
    with pytest.raises(BadInput), counter.shop.work(counter.manager) as work:
        purchases.receive(work, opening)
