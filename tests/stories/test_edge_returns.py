"""Edge cases 1 to 8 of domain/consignment.md 5.8: what customers bring back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consignment.agreements import AfterPayout
from consignment.terms import Deal, Terms
from inventory import prices, queries
from inventory.goods import PriceLine, PriceRule, Unit
from inventory.prices import PriceChanged
from inventory.write_offs import Cause
from koperasi.errors import Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos.returns import Brought
from pos.sale_commands import BackTo
from pos.sale_facts import SaleLineLot
from tests import returning
from tests.consignment import edges, paying
from tests.consignment.edges import Edge
from tests.shops import Counter

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


@pytest.fixture
def edge(counter: Counter) -> Edge:
    return edges.of(counter)


def test_edge_01_a_sale_that_comes_back_the_same_day_leaves_nothing(edge: Edge) -> None:
    edge.bring(5)
    sale = edge.sell(edge.line(2))
    edge.bring_back(edge.back(sale, 2))

    assert (edge.owed(), edge.commission(), edge.on_hand()) == (0, 0, "5")
    assert edge.right()


@pytest.mark.parametrize(
    ("after", "owes", "stock", "commission"),
    [(AfterPayout.CLAW_BACK, -8_000, 0, 2_000), (AfterPayout.SHOP_KEEPS, 0, 8_000, 2_000)],
)
def test_edge_02_refund_after_payout(edge: Edge, after: AfterPayout, owes: int, stock: int, commission: int) -> None:
    edge.agree(after_payout=after)
    edge.bring(5)
    sale = edge.sell(edge.line(2))
    edge.pay()
    edge.bring_back(edge.back(sale, 1))

    assert (edge.owed(), edge.booked(Role.INVENTORY), edge.commission()) == (owes, stock, commission)
    assert edge.on_hand() == "4"
    assert edge.right()


def test_edge_03_refund_after_she_left_is_taken_off_what_she_still_gets(edge: Edge) -> None:
    edge.bring(5)
    sale = edge.sell(edge.line(3))
    paying.wishes(edge.counter, standing="left", left_on=paying.today(edge.counter))
    edge.bring_back(edge.back(sale, 1))

    assert edge.owed() == 16_000
    assert edge.pay().paid == Rupiah(16_000)
    assert edge.right()


def test_edge_04_two_parts_come_back_then_the_rest(edge: Edge) -> None:
    """7 × 3,333 at 12.5 %: the commission goes back as 833, 417 and 1,666."""
    edge.bring(7, Terms(Deal.COMMISSION, 1_250))
    sale = edge.sell(edge.line(7, 3_333))
    backs = [edge.bring_back(edge.back(sale, pieces)) for pieces in (2, 1, 4)]

    with edge.shop.reading() as connection:
        found = dict(connection.execute(select(SaleLineLot.document_id, SaleLineLot.commission)).all())
    assert [-found[each].amount for each in backs] == [833, 417, 1_666]
    assert (edge.owed(), edge.commission()) == (0, 0)
    assert edge.right()


def test_edge_05_exchanged_for_another_makers_goods(edge: Edge) -> None:
    edge.bring(5)
    edge.bring(10, edges.TEN, edge.goods.cakes)
    sale = edge.sell(edge.line(1))
    edge.bring_back(edge.back(sale, 1), edge.line(3, 3_000, edge.goods.cakes))

    assert (edge.owed(), edge.owed(edge.wati)) == (0, 8_100)
    assert (edge.on_hand(), edge.on_hand(edge.goods.cakes)) == ("5", "7")
    assert edge.right()


def test_edge_06_without_a_receipt_another_says_yes_and_her_share_goes_back(edge: Edge) -> None:
    edge.bring(5)
    edge.sell(edge.line(2))
    blind = Brought(None, BackTo.SHELF, "Hadiah", Unit(0, "Pcs", ONE, ()), price=Rupiah(10_000))
    command = returning.basket(edge.counter, blind.sold(edge.goods.cookies, Quantity.of(-1)))

    with pytest.raises(Refused):
        edge.counter.post(command)
    edge.counter.post(command, approver=edge.counter.manager)

    assert (edge.owed(), edge.on_hand()) == (8_000, "4")
    assert edge.right()


@pytest.mark.parametrize(("cause", "hers"), [(Cause.DAMAGED, 10_000), (Cause.STALE, 0)])
def test_edge_07_what_comes_back_broken_is_borne_as_agreed(edge: Edge, cause: Cause, hers: int) -> None:
    """Broken in the shop's care it pays her share of the list price, 12,500; spoilt by itself it is her loss."""
    edge.bring(5)
    sale = edge.sell(edge.line(1))
    edge.bring_back(edge.back(sale, 1, BackTo.DAMAGED))
    assert (edge.owed(), edge.gone.left(edge.lots()[0])) == (0, "4")

    edge.gone.write_off(1, cause, edge.gone.room.damaged)
    edge.gone.settle()

    assert (edge.owed(), edge.on_hand()) == (hers, "4")
    assert edge.right()


def test_edge_08_a_price_that_changed_since_changes_nothing_of_what_comes_back(edge: Edge) -> None:
    edge.bring(5)
    sale = edge.sell(edge.line(2))
    with edge.shop.reading() as connection:
        unit = queries.good(connection, edge.goods.cookies).base.id
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        dearer = PriceLine(PriceRule.RETAIL, Rupiah(14_000))
        prices.change_price(work, PriceChanged(unit, dearer, "naik"))

    edge.bring_back(edge.back(sale, 1))

    assert (edge.owed(), edge.commission()) == (8_000, 2_000)
    assert edge.right()
