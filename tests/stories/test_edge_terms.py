"""Edge cases 9 to 15 and 33 to 36 of domain/consignment.md 5.8: whose terms, whose goods, odd prices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from consignment import agreement_deeds, agreement_queries
from consignment.agreement_deeds import MarkCommand
from consignment.agreements import AgreedRule, Mark
from consignment.terms import Deal, Terms
from inventory import catalogue, queries
from inventory.catalogue import BarcodeAdded
from inventory.products import Product
from koperasi import commands
from koperasi.errors import Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from pos import held_carts
from pos.held_carts import HoldCommand, TakeCommand
from pos.offers import Offers
from pos.till_values import Draft
from tests.consignment import edges, paying
from tests.consignment.edges import TEN, TWENTY, Edge
from tests.shops import Counter

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


@pytest.fixture
def edge(counter: Counter) -> Edge:
    return edges.of(counter)


def mark(edge: Edge, agreement: int, what: Mark) -> None:
    head = edge.gone.room.head()
    command = MarkCommand(**head, agreement_id=agreement, mark=what, since=head["business_date"], why="pamit")
    with edge.shop.work(edge.counter.manager, channel="office") as work:
        agreement_deeds.mark(work, command)


def test_edge_09_a_commission_that_changes_mid_month_holds_for_what_comes_after(edge: Edge) -> None:
    first = edge.agree(AgreedRule(TWENTY))
    edge.bring(2, TWENTY, agreement_id=first)
    edge.later(1)
    second = edge.agree(AgreedRule(TEN))
    edge.bring(2, TEN, agreement_id=second)

    edge.sell(edge.line(3))

    assert edge.owed() == 2 * 8_000 + 9_000
    with edge.shop.reading() as connection:
        its = agreement_queries.of_lots(connection, edge.lots())
    assert [its[lot].id for lot in edge.lots()] == [first, second]
    assert edge.right()


def test_edge_10_a_held_basket_keeps_nothing_of_terms(edge: Edge) -> None:
    """What waited is shared by the lots it takes, whatever was agreed on meanwhile."""
    edge.bring(2, TWENTY)
    till = edges.desk(edge)
    held = Draft(edges.scanned(edge, ("201", 2)), (), Offers(), payment_seen=False)
    with edge.shop.work(till.actor) as work:
        held_carts.hold(work, HoldCommand(till.shift.till_id, held, ""))
    edge.agree(AgreedRule(TEN))
    edge.bring(5, TEN)

    assert not any(word in commands.encode(held) for word in ("payout", "commission", "maker_share", "terms"))
    with edge.shop.work(till.actor) as work:
        taken = held_carts.take(work, TakeCommand(held.cart.id, till.shift.till_id, None))
    edge.sell(*(line.sold() for line in taken.cart.lines))

    assert edge.owed() == 20_000
    assert edge.right()


@pytest.mark.parametrize("what", [Mark.SUSPENDED, Mark.ENDED])
def test_edge_11_stock_on_the_shelf_outlives_its_agreement(edge: Edge, what: Mark) -> None:
    agreement = edge.agree(AgreedRule(TWENTY))
    edge.bring(2, agreement_id=agreement)
    mark(edge, agreement, what)
    edge.later(40)
    edge.counter.open()

    edge.sell(edge.line(1))

    assert edge.owed() == 8_000
    assert edge.pay().paid == Rupiah(8_000)
    with pytest.raises(Refused):
        edge.bring(1, agreement_id=agreement)
    assert edge.right()


def test_edge_12_a_version_that_begins_in_the_past_is_refused(edge: Edge) -> None:
    edge.agree(AgreedRule(TWENTY))

    with pytest.raises(Refused):
        edge.agree(AgreedRule(TEN), starts_in=-1)

    with edge.shop.reading() as connection:
        assert len(agreement_queries.of_makers(connection, [edge.sri])[edge.sri]) == 1


def test_edge_13_a_good_keeps_its_maker(edge: Edge) -> None:
    edge.bring(2)

    with pytest.raises(Refused) as refused:
        replace_maker(edge)

    assert refused.value.rule == "other-maker"
    with edge.shop.reading() as connection:
        assert connection.scalar(select(Product.maker_id).where(Product.id == edge.goods.cookies)) == edge.sri


def replace_maker(edge: Edge) -> None:
    """Bu Wati brings what is Bu Sri's."""
    other = replace(edge.gone.counter, maker_id=edge.wati)
    Edge(replace(edge.gone, counter=other), edge.goods, edge.sri).bring(1)


def test_edge_14_the_same_cookie_of_two_makers_is_two_goods(edge: Edge) -> None:
    """Bu Wati's is another good, with a code of its own: each is paid for hers."""
    edge.bring(2)
    edge.bring(2, TEN, edge.goods.cakes)

    edge.sell(edge.line(1), edge.line(1, 10_000, edge.goods.cakes))

    assert (edge.owed(), edge.owed(edge.wati)) == (8_000, 9_000)
    assert edge.right()


def test_edge_15_a_code_of_two_makers_goods_asks_which(edge: Edge) -> None:
    """The family's own barcode names both; the cashier sees whose each is, and picks."""
    edge.bring(2)
    edge.bring(2, TEN, edge.goods.cakes)
    for product in (edge.goods.cookies, edge.goods.cakes):
        with edge.shop.reading() as connection:
            unit = queries.good(connection, product).base.id
        with edge.shop.work(edge.counter.manager, channel="office") as work:
            catalogue.add_barcode(work, BarcodeAdded(unit, "8991234567897"))

    with edge.shop.reading() as connection:
        found = queries.find_code(connection, "8991234567897")

    assert {each.good.maker_id for each in found} == {edge.sri, edge.wati}


def test_edge_33_price_nothing_owes_nothing_of_a_commission_and_all_of_a_harga_titip(edge: Edge) -> None:
    edge.bring(1, TWENTY)
    edge.sell(edge.line(1, 0))
    assert (edge.owed(), edge.commission()) == (0, 0)

    edge.bring(1, Terms(Deal.FIXED, payout_each=Rupiah(8_000)))
    edge.sell(edge.line(1, 0))

    assert (edge.owed(), edge.booked(Role.PROMOTION)) == (8_000, 8_000)
    assert edge.right()


@pytest.mark.parametrize(("bps", "hers", "shops"), [(0, 10_000, 0), (10_000, 0, 10_000)])
def test_edge_34_nothing_and_all_as_commission(edge: Edge, bps: int, hers: int, shops: int) -> None:
    edge.bring(2, Terms(Deal.COMMISSION, bps))
    sale = edge.sell(edge.line(1))
    assert (edge.owed(), edge.commission()) == (hers, shops)

    edge.bring_back(edge.back(sale, 1))

    assert (edge.owed(), edge.commission()) == (0, 0)
    assert edge.right()


def test_edge_35_harga_titip_above_the_price_is_the_shops_own_gift(edge: Edge) -> None:
    """The list price is nobody's reduction, so nobody is asked; commission is never below nothing."""
    edge.bring(2, Terms(Deal.FIXED, payout_each=Rupiah(8_000)))

    edge.sell(edge.line(1, 7_500), approver=None)

    assert (edge.owed(), edge.commission(), edge.booked(Role.PROMOTION)) == (8_000, 0, 500)
    assert edge.right()


@pytest.mark.parametrize(
    ("terms", "hers"),
    [(TWENTY, 2_664), (Terms(Deal.FIXED, payout_each=Rupiah(8_000)), 2_664), (Terms(Deal.COMMISSION, 1_750), 2_748)],
)
def test_edge_36_weighed_goods(edge: Edge, terms: Terms, hers: int) -> None:
    """0.333 kg at 10,000 are 3,330; the odd rupiah is hers, and comes back with the last gram."""
    edge.bring("2", terms)
    sale = edge.sell(edge.line("0.333"))
    assert edge.owed() == hers
    edge.bring_back(edge.back(sale, "0.111"))
    edge.bring_back(edge.back(sale, "0.222"))

    assert (edge.owed(), edge.commission(), edge.on_hand()) == (0, 0, "2")
    assert paying.balance(edge.counter).owed == Rupiah(0)
    assert edge.right()
