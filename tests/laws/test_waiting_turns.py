"""Two people at once on the same goods or the same member: the second sees what the first did."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from consignment import deliveries
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.terms import Deal, Terms
from inventory import purchases
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from koperasi import shifts, uids, users
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.shop import Shop
from koperasi.writers import Minter
from pos import checks, sales
from pos.sale_facts import SaleLine
from pos.tenders import Tender, TenderKind
from tests.places import Premises, premises
from tests.shops import Counter


@pytest.fixture
def tills(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Counter, Counter]:
    """Two PCs of one shop, each with its till's shift open."""
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    return at_till(made, made.open()), at_till(made, made.open(made.add_pc("K2")))


def at_till(made: Premises, shop: Shop) -> Counter:
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, shop.till_id or 0)
    shop.minter = Minter(shop.database, shop.writer)
    shop.minter.next()  # its block is reserved now: a sale under way asks nobody for it
    return replace(made.counter, shop=shop, shift=shift)


def while_first_is_at_it(first: Shop, who: Any, deed: Callable[[Any], Any], second: Callable[[], Any]) -> list[Any]:
    """Begin the second while the first has done its deed and not committed; returns the second's answer."""
    answers: list[Any] = []

    def run() -> None:
        try:
            answers.append(second())
        except Refused as refusal:
            answers.append(refusal.rule)

    other = threading.Thread(target=run)
    with first.work(who) as work:
        deed(work)
        other.start()
        other.join(0.3)  # it waits for its turn or for a lock by now
        assert not answers
    other.join(30)
    return answers


def purchase(counter: Counter, cost: int) -> PurchaseCommand:
    now = counter.shop.clock()
    line = BoughtLine(counter.cookies, "Pcs", ONE, Quantity.of(1), Rupiah(cost))
    day = counter.shop.branch.business_date(now)
    return PurchaseCommand(counter.shop.minter.next(), uids.new_uid(now), None, PaidFrom.SAFE, day, now, (line,))


def test_a_sale_that_waits_for_a_purchase_takes_from_its_lot(tills: tuple[Counter, Counter]) -> None:
    office, till = tills
    for cost in (1_000, 2_000):
        what = purchase(office, cost)
        with office.shop.work(office.manager) as work:
            purchases.receive(work, what)
        till.sell(till.line(till.cookies, 1, 5_000))
    newest = purchase(office, 3_000)
    sale = till.command(till.line(till.cookies, 2, 5_000))

    while_first_is_at_it(
        office.shop, office.manager, lambda work: purchases.receive(work, newest), lambda: till.post(sale)
    )

    with till.shop.reading() as connection:
        cost = connection.scalar(select(SaleLine.cost).where(SaleLine.document_id == sale.id))
    assert cost == Rupiah(6_000)  # one from the lot that came, one more at its cost
    assert checks.wrong(till.shop) == []
    for each in tills:
        each.shop.close()


def test_two_tills_do_not_lend_one_member_more_than_her_limit(tills: tuple[Counter, Counter]) -> None:
    one, other = tills
    owed = (Tender(TenderKind.KASBON, Rupiah(340_000)),)
    first = one.command(one.line(one.copies, 680, 500), tenders=owed, member=True)
    second = other.command(other.line(other.copies, 680, 500), tenders=owed, member=True)

    answers = while_first_is_at_it(
        one.shop, one.cashier, lambda work: sales.post(work, first), lambda: other.post(second)
    )

    assert answers == ["credit-limit"]
    assert checks.wrong(one.shop) == []
    for each in tills:
        each.shop.close()


def test_two_deliveries_do_not_wait_for_each_other_for_ever(tills: tuple[Counter, Counter]) -> None:
    one, other = tills

    def delivery(counter: Counter) -> DeliveryCommand:
        now = counter.shop.clock()
        line = DeliveredLine(counter.cookies, Quantity.of(1), Terms(Deal.COMMISSION, 1_000))
        day = counter.shop.branch.business_date(now)
        return DeliveryCommand(counter.shop.minter.next(), uids.new_uid(now), counter.maker_id, day, now, (line,))

    first, second = delivery(one), delivery(other)

    def receive_second() -> str:
        with other.shop.work(other.manager) as work:
            deliveries.receive(work, second)
        return "done"

    answers = while_first_is_at_it(one.shop, one.manager, lambda work: deliveries.receive(work, first), receive_second)

    assert answers == ["done"]
    assert checks.wrong(one.shop) == []
    for each in tills:
        each.shop.close()
