"""A till and the office at once: what is hers is paid once, spent once, and a piece has one owner."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from consignment import payouts
from consignment.agreements import AfterPayout
from koperasi.errors import Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from pos import checks, sales
from pos.tenders import Tender, TenderKind
from tests import returning
from tests.consignment import paying
from tests.consignment.paying import ALL_HERS
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Counter:
    """A member who is a maker, with ten cookies on the shelf, all of whose price is hers."""
    made = paying.maker_member(counter)
    made.open()
    paying.agree(made, after_payout=AfterPayout.SHOP_KEEPS)
    paying.consent(made, paying.today(made))
    made.deliver(made.cookies, 10, ALL_HERS)
    return made


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Each deed in a thread of its own, all begun together; "" for those that were done."""
    ready = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        ready.wait(10)
        try:
            deed()
        except Refused as refused:
            return refused.rule
        return ""

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [each.result(60) for each in [threads.submit(run, deed) for deed in deeds]]


def pay(hers: Counter) -> Callable[[], object]:
    command = paying.commanded(hers, paying.drawn(hers))

    def deed() -> None:
        with hers.shop.work(hers.manager, channel="office") as work:
            payouts.pay(work, command)

    return deed


def test_a_piece_that_comes_back_while_she_is_paid_is_hers_or_the_shops_never_both(hers: Counter) -> None:
    sale = hers.sell(hers.line(hers.cookies, 2, 10_000)).document_id
    command = returning.basket(hers, returning.back(hers, sale, 1))

    def bring_back() -> None:
        with hers.shop.work(hers.cashier, approver=hers.manager) as work:
            sales.post(work, command)

    paid, returned = at_once(pay(hers), bring_back)

    # Paid first: the shop keeps the piece at what she got.  Brought back first: the figures changed, nothing is paid.
    standing = (paid, paying.balance(hers).owed, paying.booked(hers, Role.INVENTORY))
    assert standing in [("", Rupiah(0), 10_000), ("figures-changed", Rupiah(10_000), 0)]
    assert returned == ""
    assert checks.wrong(hers.shop) == []


def test_what_she_is_owed_is_paid_out_or_spent_at_the_till(hers: Counter) -> None:
    hers.sell(hers.line(hers.cookies, 2, 10_000))
    hers.buy(hers.soap, 10, 20_000)
    by_earnings = (Tender(TenderKind.EARNINGS, Rupiah(20_000)),)
    command = hers.command(hers.line(hers.soap, 1, 20_000), tenders=by_earnings, member=True)

    def spend() -> None:
        with hers.shop.work(hers.cashier, approver=hers.manager) as work:
            sales.post(work, command)

    paid, spent = at_once(pay(hers), spend)

    assert sorted([paid, spent]) in [["", "earnings-short"], ["", "figures-changed"]]
    assert paying.balance(hers).owed == Rupiah(0)
    assert checks.wrong(hers.shop) == []
