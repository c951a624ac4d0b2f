"""Every report of the books is what its postings say, added up in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from consignment import adjustments
from consignment.adjustments import AdjustmentCommand, Ground
from consignment.terms import Deal, Terms
from inventory import receivings
from inventory.purchases import PaidFrom
from inventory.receivings import ReceivedLine, ReceivingCommand
from koperasi import debts, period_locks, savings, uids, users
from koperasi.debts import DebtPaymentCommand
from koperasi.money import Rupiah
from koperasi.period_locks import LockCommand
from koperasi.quantity import ONE, Quantity
from koperasi.savings import SavingsCommand, SavingsKind
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.tender_kinds import Proof
from pos import checks
from pos.demo.shops import make_demo
from pos.sale_commands import SoldLine
from pos.tenders import Tender, TenderKind
from tests import plain_books
from tests.pos.test_sale_taxes import put_on, taxable
from tests.shops import Counter

SAVED = ((SavingsKind.PRINCIPAL, 25_000), (SavingsKind.COMPULSORY, 5_000), (SavingsKind.VOLUNTARY, 7_300))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    usual, users.MEMORY_KIB = users.MEMORY_KIB, 1024
    folder = tmp_path_factory.mktemp("books") / "toko"
    shop = make_demo(Place.parse(str(folder)), lambda: datetime(2026, 11, 25, 1, 0, tzinfo=UTC), days=9)
    yield shop
    shop.close()
    users.MEMORY_KIB = usual


def test_the_demo_shops_books_are_their_postings(demo: Shop) -> None:
    assert plain_books.compare(demo) > 50


def test_books_with_tax_debts_savings_makers_late_sales_and_locks_are_their_postings(counter: Counter) -> None:
    a_winter(counter)

    assert plain_books.compare(counter.shop) > 50
    assert plain_books.late(counter.shop) == 2
    assert checks.wrong(counter.shop) == []


def a_winter(counter: Counter) -> None:
    """Half a year over a new year: what every account and report of the books needs to have seen."""
    taxable(counter)
    buy_taxed(counter, 400, 1_110_000, 110_000)
    counter.deliver(counter.cookies, 40, Terms(Deal.COMMISSION, 2_000))
    for wait, kasbon in ((0, 4), (12, 7), (23, 2), (31, 11), (29, 1), (40, 3)):
        advance(counter, wait)
        sell(counter, counter.line(counter.soap, 3, 3_400), counter.line(counter.cookies, 2, 12_500), member=False)
        sell(counter, counter.line(counter.soap, 5, 3_400), counter.line(counter.copies, 7, 500), member=True)
        owed = Rupiah(kasbon * 3_400)
        sell(
            counter, counter.line(counter.soap, kasbon, 3_400), member=True, tenders=(Tender(TenderKind.KASBON, owed),)
        )
        for kind, amount in SAVED:
            save(counter, kind, amount)
        buy_taxed(counter, 30, 88_800, 8_800)
        if kasbon == 11:
            pay(counter, 20_000)
            late_and_locked(counter)
        if kasbon in (4, 2, 1):
            counter.close(300_000)
    charge(counter, 500_000)


def advance(counter: Counter, wait: int) -> None:
    if wait and counter.shift is not None:
        counter.close(250_000)
    counter.shop.clock.at += timedelta(days=wait)  # type: ignore[attr-defined]


def sell(counter: Counter, *lines: SoldLine, **how: Any) -> None:
    counter.post(put_on(counter, counter.command(*lines, **how)))


def now_of(counter: Counter) -> tuple[tuple[int, str], date, datetime]:
    now = counter.shop.clock()
    return (counter.shop.minter.next(), uids.new_uid(now)), counter.shop.branch.business_date(now), now


def buy_taxed(counter: Counter, number: int, cost: int, tax: int, *, late: int = 0) -> None:
    """Goods with a tax invoice, on credit; the tax is claimed back.  Perhaps so many days late, come what may."""
    ids, today, now = now_of(counter)
    day = today - timedelta(days=late)
    line = ReceivedLine(counter.soap, None, "Pcs", ONE, Quantity.of(number), amount=Rupiah(cost))
    asked, paid = Rupiah(cost + tax), PaidFrom.CREDIT
    command = ReceivingCommand(*ids, counter.maker_id, paid, day, now, (line,), asked, tax=Rupiah(tax))
    with counter.shop.work(counter.manager, channel="office", happened=late > 0) as work:
        receivings.receive(work, command)


def save(counter: Counter, kind: SavingsKind, amount: int) -> None:
    shift = counter.shift or counter.open()
    ids, _day, now = now_of(counter)
    who, how = (shift.id, counter.member_id), (kind, TenderKind.CASH)
    with counter.shop.work(counter.cashier) as work:
        savings.move(work, SavingsCommand(*ids, *who, *how, Rupiah(amount), "", now, Proof.NONE))


def pay(counter: Counter, amount: int) -> None:
    shift = counter.shift or counter.open()
    ids, _day, now = now_of(counter)
    command = DebtPaymentCommand(*ids, shift.id, counter.member_id, TenderKind.CASH, Rupiah(amount), "", now)
    with counter.shop.work(counter.cashier) as work:
        debts.pay(work, command)


def late_and_locked(counter: Counter) -> None:
    """Two sales of a till that was cut off, one of them into books that are closed by now."""
    for locked in (False, True):
        command = put_on(counter, counter.command(counter.line(counter.soap, 2, 3_400), member=True))
        counter.close(300_000)
        counter.shop.clock.at += timedelta(days=2)  # type: ignore[attr-defined]
        if locked:
            with counter.shop.work(counter.manager) as work:
                until = command.business_date + timedelta(days=1)
                period_locks.lock(work, LockCommand(work.mint(), counter.shop.branch.id, until))
        counter.post(command, happened=True)
    buy_taxed(counter, 3, 11_100, 1_100, late=4)


def charge(counter: Counter, amount: int) -> None:
    """The maker owes more than she is owed."""
    ids, day, now = now_of(counter)
    command = AdjustmentCommand(*ids, counter.maker_id, Rupiah(-amount), Ground.CHARGE, "kelebihan bayar", day, now)
    with counter.shop.work(counter.manager, channel="office") as work:
        adjustments.adjust(work, command)
