"""Goods go back to their supplier at their lots' cost; what she gives for them lessens the debt or is money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from consignment.terms import Deal, Terms
from inventory import (
    locations,
    payable_queries,
    purchases,
    stock_queries,
    supplier_return_queries,
    supplier_returns,
    suppliers,
)
from inventory.locations import LocationKind
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.supplier_return_facts import SupplierReturnLine
from inventory.supplier_return_slips import return_slip
from inventory.supplier_returns import ReturnedLine, ReturnReversal, Settled, SupplierReturn
from inventory.suppliers import NewSupplier
from koperasi import ledger, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.work import Actor
from pos.checks import wrong
from printing import texts
from tests.inventory.test_merges import command as merging
from tests.inventory.test_merges import merge, twin
from tests.inventory.test_payables import pay, payment
from tests.shops import Counter

TODAY = date(2026, 11, 23)


@pytest.fixture
def supplier(counter: Counter) -> int:
    with counter.shop.work(counter.manager, channel="office") as work:
        return suppliers.add(work, NewSupplier("S-01", "CV Sumber Rejeki"))


def bought(counter: Counter, supplier: int, quantity: int, cost: int) -> int:
    now = counter.shop.clock()
    line = BoughtLine(counter.soap, "Pcs", ONE, Quantity.of(quantity), Rupiah(cost))
    what = (counter.shop.minter.next(), uids.new_uid(now), supplier, PaidFrom.CREDIT, TODAY, now, (line,))
    with counter.shop.work(counter.manager, channel="office") as work:
        purchases.receive(work, PurchaseCommand(*what))
    return what[0]


def returned(counter: Counter, supplier: int | None, *lines: ReturnedLine, **more: object) -> SupplierReturn:
    now = counter.shop.clock()
    with counter.shop.reading() as connection:
        shelf = locations.shelf(connection, counter.shop.branch.id)
    what = (counter.shop.minter.next(), uids.new_uid(now), supplier, shelf, Settled.CREDIT, TODAY, now, lines, "rusak")
    return replace(SupplierReturn(*what), **more)  # type: ignore[arg-type]


def line(counter: Counter, quantity: int, credit: int, **more: object) -> ReturnedLine:
    one = ReturnedLine(counter.soap, "Pcs", ONE, Quantity.of(quantity), Rupiah(credit))
    return replace(one, **more)  # type: ignore[arg-type]


def give_back(counter: Counter, what: SupplierReturn, actor: Actor | None = None) -> str:
    with counter.shop.work(actor or counter.manager, channel="office") as work:
        return supplier_returns.give_back(work, what)


def balance(counter: Counter, role: Role) -> int:
    with counter.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role]).amount


def opened(counter: Counter, supplier: int) -> tuple[dict[int, int], int]:
    assert wrong(counter.shop) == []
    with counter.shop.reading() as connection:
        debt = payable_queries.debt(connection, supplier)
    return {each.item_id: each.open.amount for each in debt.items}, debt.advance.amount


def test_goods_of_a_purchase_leave_at_their_cost_and_lessen_its_debt(counter: Counter, supplier: int) -> None:
    dear = bought(counter, supplier, 10, 30_000)
    cheap = bought(counter, supplier, 10, 20_000)

    give_back(counter, returned(counter, supplier, line(counter, 4, 9_000, purchase_id=cheap)))

    assert opened(counter, supplier) == ({dear: 30_000, cheap: 11_000}, 0)
    assert balance(counter, Role.INVENTORY) == 42_000
    assert balance(counter, Role.COST_OF_GOODS) == -1_000
    with counter.shop.reading() as connection:
        assert connection.scalar(select(SupplierReturnLine.cost)) == Rupiah(8_000)
        assert stock_queries.quantities(connection, [counter.soap]) == {counter.soap: Quantity.of(16)}


def test_credit_beyond_what_is_owed_for_it_stays_with_the_supplier(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 10, 30_000)
    give_back(counter, returned(counter, supplier, line(counter, 10, 36_000, purchase_id=item)))

    assert opened(counter, supplier) == ({}, 6_000)
    assert balance(counter, Role.SUPPLIER_PAYABLE) == 6_000


def test_without_a_purchase_named_the_credit_is_the_suppliers_to_settle(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 10, 30_000)
    give_back(counter, returned(counter, supplier, line(counter, 2, 6_000)))

    assert opened(counter, supplier) == ({item: 30_000}, 6_000)


@pytest.mark.parametrize(("settled", "role"), [(Settled.SAFE, Role.SAFE), (Settled.BANK, Role.BANK)])
def test_money_comes_back_where_it_is_said(counter: Counter, supplier: int, settled: Settled, role: Role) -> None:
    item = bought(counter, supplier, 10, 30_000)
    give_back(counter, returned(counter, supplier, line(counter, 10, 25_000, purchase_id=item), settled=settled))

    assert balance(counter, role) == 25_000
    assert balance(counter, Role.COST_OF_GOODS) == 5_000
    assert opened(counter, supplier) == ({item: 30_000}, 0)


def test_the_tax_that_is_no_longer_claimed_leaves_its_account(counter: Counter, supplier: int) -> None:
    bought(counter, supplier, 10, 30_000)
    give_back(counter, returned(counter, supplier, line(counter, 10, 33_300), tax=Rupiah(3_300)))

    assert balance(counter, Role.TAX_IN) == -3_300
    assert balance(counter, Role.COST_OF_GOODS) == 0


def test_damaged_goods_go_back_out_of_their_own_place(counter: Counter, supplier: int) -> None:
    with counter.shop.work(counter.shop.konsole()) as work:
        damaged = locations.add(work, LocationKind.QUARANTINE, "Barang rusak")
    bought(counter, supplier, 10, 30_000)

    with pytest.raises(Refused) as refusal:
        give_back(counter, returned(counter, supplier, line(counter, 1, 3_000), location_id=damaged))
    assert refusal.value.rule == "not-enough"


def test_a_return_done_twice_is_done_once(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 10, 30_000)
    what = returned(counter, supplier, line(counter, 2, 6_000, purchase_id=item))

    assert give_back(counter, what) == give_back(counter, what)
    assert opened(counter, supplier) == ({item: 24_000}, 0)


def test_no_more_goes_back_than_is_left_of_a_purchase(counter: Counter, supplier: int) -> None:
    first = bought(counter, supplier, 3, 9_000)
    bought(counter, supplier, 10, 30_000)

    with pytest.raises(Refused) as refusal:
        give_back(counter, returned(counter, supplier, line(counter, 4, 12_000, purchase_id=first)))
    assert refusal.value.rule == "not-enough"
    assert "3" in refusal.value.message
    with pytest.raises(Refused):
        give_back(counter, returned(counter, supplier, line(counter, 14, 12_000)))


def test_two_lines_of_one_purchase_take_what_the_first_left(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 3, 10_000)
    lines = (line(counter, 1, 0, purchase_id=item), line(counter, 2, 0, purchase_id=item))
    give_back(counter, returned(counter, supplier, *lines))

    assert balance(counter, Role.INVENTORY) == 0
    with counter.shop.reading() as connection:
        costs = connection.execute(select(SupplierReturnLine.cost).order_by(SupplierReturnLine.line)).scalars().all()
    assert costs == [Rupiah(3_333), Rupiah(6_667)]


def test_members_goods_go_back_to_their_maker_only(counter: Counter, supplier: int) -> None:
    counter.deliver(counter.cookies, 5, Terms(Deal.COMMISSION, 1_000))
    with pytest.raises(Refused) as refusal:
        give_back(counter, returned(counter, supplier, line(counter, 1, 0, product_id=counter.cookies)))

    assert refusal.value.rule == "consigned"


def test_a_return_says_what_and_why(counter: Counter, supplier: int) -> None:
    bought(counter, supplier, 10, 30_000)
    for wrong_one in (
        returned(counter, supplier),
        returned(counter, supplier, line(counter, 0, 0)),
        returned(counter, supplier, line(counter, 1, 1), reason=" "),
        returned(counter, supplier, line(counter, 1, 1), tax=Rupiah(2)),
        returned(counter, supplier, line(counter, 1, 1), location_id=1),
    ):
        with pytest.raises(BadInput):
            give_back(counter, wrong_one)


def test_a_cashier_gives_nothing_back(counter: Counter, supplier: int) -> None:
    bought(counter, supplier, 10, 30_000)
    with pytest.raises(NotAllowed):
        give_back(counter, returned(counter, supplier, line(counter, 1, 0)), counter.cashier)


def test_what_is_left_of_a_suppliers_goods_is_offered_with_its_purchase(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 3, 10_000)
    counter.buy(counter.soap, 9, 9_000)
    with counter.shop.reading() as connection:
        (shelf, kind, _name), *_more = supplier_return_queries.places(connection, counter.shop.branch.id)
        (lot,) = supplier_return_queries.returnable(connection, supplier, shelf)
        others = supplier_return_queries.returnable(connection, None, shelf)

    assert kind is LocationKind.SHELF
    assert (lot.purchase_id, lot.quantity, lot.cost_of(ONE)) == (item, Quantity.of(3), Rupiah(3_333))
    assert [each.quantity for each in others] == [Quantity.of(9)]


def test_the_paper_says_what_went_and_how_it_is_made_good(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 3, 9_000)
    what = returned(counter, supplier, line(counter, 2, 6_000, purchase_id=item))
    number = give_back(counter, what)
    with counter.shop.reading() as connection:
        given = supplier_return_queries.told(connection, what.id)
        assert [
            each.number for each in supplier_return_queries.between(connection, counter.shop.branch.id, TODAY, TODAY)
        ] == [number]
    paper = texts.text(return_slip(counter.shop.branch, given), 32)

    for words in (number, "CV Sumber Rejeki", "Sabun Mandi 70 g", "2 pcs", "Rp 6.000", "potong utang", "Alasan: rusak"):
        assert words in paper


def take_back(counter: Counter, return_id: int, reason: str = "salah barang") -> None:
    now = counter.shop.clock()
    what = ReturnReversal(counter.shop.minter.next(), uids.new_uid(now), return_id, TODAY, now, reason)
    with counter.shop.work(counter.manager, channel="office") as work:
        assert supplier_returns.take_back(work, what) == supplier_returns.take_back(work, what)


@pytest.mark.parametrize("settled", list(Settled))
def test_a_return_keyed_wrong_is_taken_back_to_the_rupiah(counter: Counter, supplier: int, settled: Settled) -> None:
    item = bought(counter, supplier, 3, 10_000)
    before = {role: balance(counter, role) for role in ACCOUNT_IDS}
    what = returned(counter, supplier, line(counter, 2, 7_000, purchase_id=item), settled=settled, tax=Rupiah(300))
    give_back(counter, what)
    take_back(counter, what.id)

    assert {role: balance(counter, role) for role in ACCOUNT_IDS} == before
    assert opened(counter, supplier) == ({item: 10_000}, 0)
    with counter.shop.reading() as connection:
        assert stock_queries.quantities(connection, [counter.soap]) == {counter.soap: Quantity.of(3)}
        (given,) = supplier_return_queries.latest(connection, counter.shop.branch.id)
    assert given.reversed


def test_a_return_is_taken_back_once_and_with_a_reason(counter: Counter, supplier: int) -> None:
    bought(counter, supplier, 3, 9_000)
    what = returned(counter, supplier, line(counter, 2, 6_000))
    give_back(counter, what)
    with pytest.raises(BadInput):
        take_back(counter, what.id, " ")
    take_back(counter, what.id)

    with pytest.raises(Refused) as refusal:
        take_back(counter, what.id)
    assert refusal.value.rule == "reversed"
    with pytest.raises(NotFound):
        take_back(counter, 1)


def test_a_credit_that_was_used_is_not_taken_back(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 3, 9_000)
    what = returned(counter, supplier, line(counter, 2, 6_000))
    give_back(counter, what)
    pay(counter, payment(counter, supplier, (item, 6_000), (None, -6_000)))

    with pytest.raises(Refused) as refusal:
        take_back(counter, what.id)
    assert refusal.value.rule == "advance-short"


def test_a_return_of_goods_that_are_others_now_is_not_taken_back(counter: Counter) -> None:
    gone = twin(counter)
    counter.buy(gone, 5, 5_000)
    back = returned(counter, None, line(counter, 2, 2_000, product_id=gone), settled=Settled.SAFE)
    give_back(counter, back)
    merge(counter, merging(counter, gone, counter.soap))
    now = counter.shop.clock()
    undo = ReturnReversal(counter.shop.minter.next(), uids.new_uid(now), back.id, TODAY, now, "salah")
    with pytest.raises(Refused) as refusal, counter.shop.work(counter.manager, channel="office") as work:
        supplier_returns.take_back(work, undo)
    assert refusal.value.rule == "merged"
