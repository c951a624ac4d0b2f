"""Two tills at once: a balance is spent once, whoever asks first, and never goes below nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from koperasi import debts, masters, members, savings, uids, vouchers, writers
from koperasi.database import open_database
from koperasi.debts import DebtPaymentCommand
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import Rupiah, total
from koperasi.savings import SavingsCommand, SavingsKind
from koperasi.shop import Shop
from koperasi.vouchers import IssueCommand, IssuedFor
from koperasi.work import Work
from koperasi.writers import Minter, Writer
from pos import checks, sales
from pos.sale_commands import SaleCommand
from pos.tenders import Tender, TenderKind
from tests.shops import Counter

Deed = Callable[[Work], object]


def second(shop: Shop) -> Shop:
    """The same database as another program on another PC has it open."""
    database = open_database(shop.database.engine.url.render_as_string(hide_password=False))
    with database.writing() as connection:
        number = writers.draw(connection)
        masters.add(connection, Writer, [{"id": number, "name": "lain", "made_at": shop.clock()}])
    return replace(shop, database=database, writer=number, minter=Minter(database, number))


def at_once(counter: Counter, *deeds: tuple[Shop, Deed]) -> list[object]:
    """Do each deed in a thread of its own, all begun together; what each gave or was refused with."""
    ready = Barrier(len(deeds))

    def run(shop: Shop, deed: Deed) -> object:
        ready.wait(10)
        try:
            with shop.work(counter.cashier) as work:
                return deed(work)
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [each.result(60) for each in [threads.submit(run, *deed) for deed in deeds]]


def card(counter: Counter) -> Card:
    with counter.shop.reading() as connection:
        found = members.by_id(connection, counter.member_id, 2026)
    assert found is not None
    return found


def put_in(counter: Counter, amount: int) -> SavingsCommand:
    shift = counter.shift or counter.open()
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), shift.id, counter.member_id)
    return SavingsCommand(*ids, SavingsKind.VOLUNTARY, TenderKind.CASH, Rupiah(amount), "", now)


def paid_by(counter: Counter, kind: TenderKind, reference: str = "") -> SaleCommand:
    """Two soaps, Rp 6.800, all of it in one way."""
    lines = (counter.line(counter.soap, 2, 3_400),)
    command = counter.command(*lines, tenders=(Tender(kind, Rupiah(6_800)),), member=True)
    return replace(command, tenders=tuple(replace(each, reference=reference) for each in command.tenders))


@pytest.fixture
def other(counter: Counter) -> Iterator[Shop]:
    counter.open()
    made = second(counter.shop)
    yield made
    made.database.close()


def test_savings_are_spent_by_one_till_and_taken_out_at_none_other(counter: Counter, other: Shop) -> None:
    saved = put_in(counter, 6_800)
    with counter.shop.work(counter.cashier) as work:
        savings.move(work, saved)
    sale = paid_by(counter, TenderKind.SAVINGS)
    out = put_in(counter, -6_800)
    answers = at_once(
        counter,
        (counter.shop, lambda work: sales.post(work, sale)),
        (other, lambda work: savings.move(work, out)),
    )

    assert [isinstance(each, Refused) for each in answers].count(True) == 1
    assert card(counter).savings == Rupiah(0)
    assert checks.wrong(counter.shop) == []


def test_a_debt_is_paid_off_once(counter: Counter, other: Shop) -> None:
    counter.post(paid_by(counter, TenderKind.KASBON))
    assert counter.shift is not None
    now = counter.shop.clock()
    commands = [
        DebtPaymentCommand(
            counter.shop.minter.next(),
            uids.new_uid(now),
            counter.shift.id,
            counter.member_id,
            TenderKind.CASH,
            Rupiah(6_800),
            "",
            now,
        )
        for _each in range(2)
    ]
    answers = at_once(
        counter,
        (counter.shop, lambda work: debts.pay(work, commands[0])),
        (other, lambda work: debts.pay(work, commands[1])),
    )

    assert [isinstance(each, Refused) for each in answers].count(True) == 1
    assert card(counter).owes == Rupiah(0)


def test_a_voucher_is_good_once(counter: Counter, other: Shop) -> None:
    now = counter.shop.clock()
    (code,) = vouchers.new_codes(1)
    day = counter.shop.branch.business_date(now)
    with counter.shop.work(counter.manager) as work:
        how = (Rupiah(6_800), False, None, IssuedFor.SAFE, "", day, now)
        vouchers.issue(work, IssueCommand(work.mint(), uids.new_uid(now), (code,), *how))
    first = paid_by(counter, TenderKind.VOUCHER, code)
    # The other till has a number series of its own.
    again = replace(paid_by(counter, TenderKind.VOUCHER, code), number=replace(first.number, seq=first.number.seq + 1))
    answers = at_once(
        counter,
        (counter.shop, lambda work: sales.post(work, first)),
        (other, lambda work: sales.post(work, again)),
    )

    with counter.shop.reading() as connection:
        voucher = vouchers.by_code(connection, code)
    assert voucher is not None
    assert voucher.left >= Rupiah(0)
    done = [each for each in answers if not isinstance(each, Refused)]
    assert total(each.total for each in done if isinstance(each, sales.Posted)) <= Rupiah(6_800)
