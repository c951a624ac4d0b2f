"""Published settlements of consigned goods, each as this shop books it, by its own deeds.

Sources are Tryton's scenarios (C01-C03), a cooperative's Odoo modules (C04, C05), and textbooks
(C09, C12, C14).  Where a source decides otherwise than we do, it is said.  Shares and fees alone
(C06, C07, X01) and markdowns (C18) stand in tests/consignment; X05 is `test_golden_scenario`.
"""

from __future__ import annotations

import pytest

from consignment import adjustments
from consignment.adjustments import AdjustmentCommand, Ground
from consignment.terms import Deal, Terms
from koperasi.ledger import Role
from koperasi.money import Rupiah
from tests.consignment import edges, paying
from tests.consignment.edges import Edge
from tests.shops import Counter

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


@pytest.fixture
def edge(counter: Counter) -> Edge:
    return edges.of(counter)


def percent(rate: int) -> Terms:
    return Terms(Deal.COMMISSION, rate * 100)


def spend(edge: Edge, amount: int, why: str) -> None:
    """The shop paid something for her, and takes it off what she is owed."""
    head = edge.gone.room.head()
    command = AdjustmentCommand(**head, maker_id=edge.sri, amount=Rupiah(-amount), ground=Ground.CHARGE, why=why)
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        adjustments.adjust(work, command)


def remitted(edge: Edge) -> int:
    return int(edge.pay().paid.amount)


def test_c01_what_is_owed_arises_on_use_not_on_receipt(edge: Edge) -> None:
    """C01: 10 received owe nothing; 4 used owe 4 × 4; what is taken back owes nothing, and 3 more are used."""
    lot = edge.bring(10, Terms(Deal.FIXED, payout_each=Rupiah(4)))
    assert edge.owed() == 0
    edge.sell(edge.line(4, 10))
    assert edge.owed() == 16
    cancelled = edge.sell(edge.line(1, 10))
    edge.bring_back(edge.back(cancelled, 1))
    edge.sell(edge.line(3, 10))

    # The source leaves 3 after the first two uses, as we do; it prices by the quantity used at once, we by the lot.
    assert (edge.owed(), edge.gone.left(lot)) == (28, "3")
    assert edge.right()


def test_c02_one_use_has_two_sides(edge: Edge) -> None:
    """C02: of 4 × 10 sold she gets 4 × 4, and 24 stay."""
    edge.bring(10, Terms(Deal.FIXED, payout_each=Rupiah(4)))
    edge.sell(edge.line(4, 10))

    assert (edge.owed(), edge.commission()) == (16, 24)
    assert edge.right()


def test_c03_a_percent_of_the_amount(edge: Edge) -> None:
    """C03: a tenth of 100.  The source waits for the customer's payment; ours owes her at the sale."""
    edge.bring(1, percent(10))
    edge.sell(edge.line(1, 100))

    assert (edge.commission(), edge.owed()) == (10, 90)


def test_c04_commission_on_all_lines_up_to_a_day(edge: Edge) -> None:
    """C04: 10,000 + 100 + 50 × 10 at 20 % are 2,120."""
    edge.bring(60, percent(20))
    edge.sell(edge.line(1, 10_000), edge.line(1, 100), edge.line(50, 10))

    assert edge.commission() == 2_120
    assert edge.right()


def test_c05_a_refund_nets_against_sales(edge: Edge) -> None:
    """C05: 50 and 90 sold and 20 back at 10 each and 20 %: 240 on 1,200."""
    edge.bring(140, percent(20))
    edge.sell(edge.line(50, 10))
    sale = edge.sell(edge.line(90, 10))
    edge.bring_back(edge.back(sale, 20))

    assert (edge.commission(), edge.owed(), edge.on_hand()) == (240, 960, "20")
    assert edge.right()


def test_c09_a_remittance_that_has_commission_and_expenses_taken_off(edge: Edge) -> None:
    """C09: 16 sold for 320,000 at 20 %, less freight of 16,000 and installation of 8,000: 232,000."""
    edge.bring(20, percent(20))
    edge.sell(edge.line(16, 20_000))
    spend(edge, 16_000, "ongkos kirim")
    spend(edge, 8_000, "pemasangan")

    assert edge.commission() == 64_000
    assert remitted(edge) == 232_000
    assert edge.on_hand() == "4"
    assert edge.right()


def test_c12_expenses_of_both_sides(edge: Edge) -> None:
    """C12: 60,000 at 5 %, less unloading and rent of 500 each: 56,000.  What she spent herself is not ours to book."""
    edge.bring(1, percent(5))
    edge.sell(edge.line(1, 60_000))
    spend(edge, 500, "bongkar")
    spend(edge, 500, "sewa")

    assert (edge.commission(), remitted(edge)) == (3_000, 56_000)
    assert edge.right()


@pytest.mark.parametrize(("recovered", "paid"), [(False, 7_500_000), (True, 7_450_000)])
def test_c14_a_hundred_television_sets(edge: Edge, recovered: bool, paid: int) -> None:
    """C14: 100 at 100,000 and 25 %; freight of 50,000 is hers only where that was agreed.

    The source charges the freight and still remits 7,500,000; its account does not close.
    """
    edge.bring(100, percent(25))
    edge.sell(edge.line(100, 100_000))
    if recovered:
        spend(edge, 50_000, "ongkos kirim")
    paying.set_to(edge.counter, payout_second_above=0)

    assert (edge.commission(), remitted(edge)) == (2_500_000, paid)
    assert edge.booked(Role.OWED_TO_MAKERS) == 0
    assert edge.right()
