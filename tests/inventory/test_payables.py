"""What is owed to suppliers lies on open items; payments use them up, and every sum is the ledger's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from inventory import payable_checks, payable_queries, payables, purchases, suppliers
from inventory.payables import Allocation, MoneyFrom, PaymentReversal, SupplierPayment
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.suppliers import NewSupplier, Terms
from koperasi import ledger, shifts, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.shop import Shop
from koperasi.work import Actor
from pos.checks import wrong
from tests.shops import Counter

TODAY = date(2026, 11, 23)


@pytest.fixture
def supplier(counter: Counter) -> int:
    with counter.shop.work(counter.manager, channel="office") as work:
        return suppliers.add(work, NewSupplier("S-01", "CV Sumber Rejeki", terms=Terms(terms_days=14)))


def bought(counter: Counter, supplier: int | None, cost: int, days_ago: int = 0) -> int:
    now = counter.shop.clock()
    line = BoughtLine(counter.soap, "Pcs", ONE, Quantity.of(10), Rupiah(cost))
    day = TODAY - timedelta(days=days_ago)
    what = (counter.shop.minter.next(), uids.new_uid(now), supplier, PaidFrom.CREDIT, day, now, (line,))
    with counter.shop.work(counter.manager, channel="office") as work:
        purchases.receive(work, PurchaseCommand(*what))
    return what[0]


def payment(counter: Counter, supplier: int | None, *parts: tuple[int | None, int], **more: object) -> SupplierPayment:
    now = counter.shop.clock()
    parted = tuple(Allocation(item, Rupiah(amount)) for item, amount in parts)
    what = (counter.shop.minter.next(), uids.new_uid(now), supplier, MoneyFrom.SAFE, TODAY, now, parted)
    return replace(SupplierPayment(*what), **more)  # type: ignore[arg-type]


def pay(counter: Counter, what: SupplierPayment, actor: Actor | None = None) -> str:
    with counter.shop.work(actor or counter.manager, channel="office") as work:
        return payables.pay(work, what)


def take_back(counter: Counter, payment_id: int, reason: str = "salah ketik") -> int:
    now = counter.shop.clock()
    what = PaymentReversal(counter.shop.minter.next(), uids.new_uid(now), payment_id, TODAY, now, reason)
    with counter.shop.work(counter.manager, channel="office") as work:
        payables.take_back(work, what)
    return what.id


def left(counter: Counter, supplier: int | None) -> tuple[dict[int, int], int]:
    """Open items, and what the ledger says is owed."""
    with counter.shop.reading() as connection:
        debt = payable_queries.debt(connection, supplier)
        owed = 0
        if supplier is not None:
            owed = -ledger.party_balance(connection, ACCOUNT_IDS[Role.SUPPLIER_PAYABLE], supplier).amount
            assert debt.owed.amount == owed
    assert wrong(counter.shop) == []
    return {each.item_id: each.open.amount for each in debt.items}, owed


def test_a_purchase_is_paid_in_parts_until_nothing_is_owed(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 100_000)
    assert left(counter, supplier) == ({item: 100_000}, 100_000)

    pay(counter, payment(counter, supplier, (item, 40_000)))
    assert left(counter, supplier) == ({item: 60_000}, 60_000)

    pay(counter, payment(counter, supplier, (item, 60_000), paid_from=MoneyFrom.BANK))
    assert left(counter, supplier) == ({}, 0)
    with counter.shop.reading() as connection:
        paid = payable_queries.payments(connection, supplier)
        balances = [ledger.balance(connection, ACCOUNT_IDS[role]).amount for role in (Role.SAFE, Role.BANK)]
    assert [(each.amount.amount, each.paid_from, each.by) for each in paid] == [
        (60_000, MoneyFrom.BANK, "Yuni Kartika"),
        (40_000, MoneyFrom.SAFE, "Yuni Kartika"),
    ]
    assert balances == [-40_000, -60_000]


def test_a_payment_done_twice_pays_once(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 100_000)
    what = payment(counter, supplier, (item, 40_000))

    assert pay(counter, what) == pay(counter, what)
    assert left(counter, supplier) == ({item: 60_000}, 60_000)


@pytest.mark.parametrize("amount", [100_001, -1])
def test_an_item_takes_neither_more_than_is_open_nor_less_than_nothing(
    counter: Counter, supplier: int, amount: int
) -> None:
    item = bought(counter, supplier, 100_000)
    other = bought(counter, supplier, 50_000)

    with pytest.raises(Refused) as refusal:
        pay(counter, payment(counter, supplier, (item, amount), (other, 50_000)))
    assert refusal.value.rule == "overpaid"
    assert left(counter, supplier) == ({item: 100_000, other: 50_000}, 150_000)


def test_what_is_paid_beyond_is_an_advance_where_it_is_said_and_used_later(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 100_000)
    pay(counter, payment(counter, supplier, (item, 100_000), (None, 25_000)))
    with counter.shop.reading() as connection:
        assert payable_queries.debt(connection, supplier).advance == Rupiah(25_000)

    later = bought(counter, supplier, 60_000)
    assert left(counter, supplier) == ({later: 60_000}, 35_000)
    with pytest.raises(Refused) as refusal:
        pay(counter, payment(counter, supplier, (later, 30_000), (None, -30_000)))
    assert refusal.value.rule == "advance-short"

    pay(counter, payment(counter, supplier, (later, 60_000), (None, -25_000)))
    assert left(counter, supplier) == ({}, 0)


def test_an_advance_alone_settles_an_item_without_money(counter: Counter, supplier: int) -> None:
    pay(counter, payment(counter, supplier, (None, 25_000)))
    item = bought(counter, supplier, 20_000)
    pay(counter, payment(counter, supplier, (item, 20_000), (None, -20_000)))

    assert left(counter, supplier) == ({}, -5_000)


def test_a_payment_keyed_wrong_is_taken_back_once(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 100_000)
    what = payment(counter, supplier, (item, 100_000))
    pay(counter, what)
    take_back(counter, what.id)

    assert left(counter, supplier) == ({item: 100_000}, 100_000)
    with pytest.raises(Refused) as refusal:
        take_back(counter, what.id)
    assert refusal.value.rule == "reversed"
    with counter.shop.reading() as connection:
        back, paid = payable_queries.payments(connection, supplier)
    assert (back.reverses, back.amount, paid.reversed) == (True, Rupiah(-100_000), True)


def test_a_reversal_is_no_payment_and_needs_a_reason(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 100_000)
    what = payment(counter, supplier, (item, 1_000))
    pay(counter, what)
    with pytest.raises(BadInput):
        take_back(counter, what.id, "  ")
    back = take_back(counter, what.id)

    with pytest.raises(NotFound):
        take_back(counter, back)


def test_an_advance_that_was_used_is_not_taken_back(counter: Counter, supplier: int) -> None:
    ahead = payment(counter, supplier, (None, 25_000))
    pay(counter, ahead)
    item = bought(counter, supplier, 20_000)
    pay(counter, payment(counter, supplier, (item, 20_000), (None, -20_000)))

    with pytest.raises(Refused) as refusal:
        take_back(counter, ahead.id)
    assert refusal.value.rule == "advance-short"


def test_nothing_and_less_are_not_paid(counter: Counter, supplier: int) -> None:
    for parts in ((), ((None, -1_000),)):
        with pytest.raises(BadInput):
            pay(counter, payment(counter, supplier, *parts))


def test_a_cashier_pays_no_supplier(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 100_000)
    with pytest.raises(NotAllowed):
        pay(counter, payment(counter, supplier, (item, 1_000)), counter.cashier)


def test_a_drawer_that_pays_must_hold_so_much_less(counter: Counter, supplier: int) -> None:
    shift = counter.open(300_000)
    item = bought(counter, supplier, 100_000)
    what = payment(counter, supplier, (item, 100_000), paid_from=MoneyFrom.DRAWER, shift_id=shift.id)
    pay(counter, what)
    with counter.shop.reading() as connection:
        assert shifts.expected_cash(connection, shift) == Rupiah(200_000)
    counter.close(200_000)

    with pytest.raises(Refused) as refusal:
        take_back(counter, what.id)
    assert refusal.value.rule == "shift-closed"
    assert left(counter, supplier) == ({}, 0)


def test_without_an_open_shift_no_drawer_pays(counter: Counter, supplier: int) -> None:
    item = bought(counter, supplier, 100_000)
    with pytest.raises(BadInput):
        pay(counter, payment(counter, supplier, (item, 1_000), paid_from=MoneyFrom.DRAWER))


def test_a_due_date_is_the_invoices_or_comes_of_the_suppliers_terms(counter: Counter, supplier: int) -> None:
    bought(counter, supplier, 100_000, days_ago=20)
    with counter.shop.reading() as connection:
        (item,) = payable_queries.open_items(connection, supplier)

    assert (item.due_on, item.overdue(TODAY)) == (TODAY - timedelta(days=6), 6)
    assert payables.due_facts(1, None) == []
    assert payables.due_facts(1, TODAY)[0].rows == [{"document_id": 1, "due_on": TODAY}]


def test_debts_are_aged_and_every_column_adds_up_to_the_ledger(counter: Counter, supplier: int) -> None:
    for days_ago, cost in (
        (0, 1_000),
        (14, 2_000),
        (15, 4_000),
        (44, 8_000),
        (45, 16_000),
        (75, 32_000),
        (105, 64_000),
    ):
        bought(counter, supplier, cost, days_ago)
    bought(counter, None, 500)
    pay(counter, payment(counter, supplier, (None, 700)))
    with counter.shop.reading() as connection:
        hers, nobodys = payable_queries.debts(connection)
        earlier = payable_queries.debts(connection, TODAY - timedelta(days=45))

    assert [each.amount for each in hers.aged(TODAY)] == [3_000, 12_000, 16_000, 32_000, 64_000, -700]
    assert (hers.due(TODAY).amount, hers.owed.amount, hers.advance.amount) == (126_000, 126_300, 700)
    assert (nobodys.supplier_id, nobodys.owed.amount) == (None, 500)
    assert [each.owed.amount for each in earlier] == [112_000]
    left(counter, supplier)


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE payable_allocations SET amount = amount - 1", "untuk utang Rp 39.999, di buku Rp 40.000"),
        ("UPDATE payable_allocations SET amount = 100001", "dibayar Rp 100.001, utangnya Rp 100.000"),
    ],
)  # fmt: skip
def test_the_check_names_a_payment_that_says_something_else_than_the_books(
    counter: Counter, supplier: int, unguarded: Callable[[Shop, str], None], spoil: str, said: str
) -> None:
    item = bought(counter, supplier, 100_000)
    pay(counter, payment(counter, supplier, (item, 40_000)))
    unguarded(counter.shop, spoil)

    with counter.shop.reading() as connection:
        found = [words for check in payable_checks.CHECKS for words in check.run(connection, counter.shop)]
    assert any(said in words for words in found), found
