"""Edge cases 16 to 26, 37, 46 and 47 of domain/consignment.md 5.8: what is there, lost, found, expired, taken home."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consignment import losses, maker_lots, open_losses
from consignment.agreements import AfterGrace, LossCause
from consignment.conversions import Way
from consignment.losses import LossCommand, LossLine
from consignment.maker_lots import State
from inventory.dispatches import Arrived
from inventory.products import Product
from inventory.recipes import Part
from inventory.write_offs import Cause
from koperasi import masters
from koperasi.errors import Refused
from koperasi.ledger import Role
from tests.consignment import edges, paying
from tests.consignment.edges import Edge, q
from tests.consignment.gone import FIXED
from tests.shops import Counter

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


@pytest.fixture
def edge(counter: Counter) -> Edge:
    return edges.of(counter)


def food(edge: Edge, *, is_food: bool = True) -> None:
    with edge.shop.work(edge.shop.konsole(), channel="konsole") as work:
        masters.change(work.connection, Product, edge.goods.cookies, food=is_food)


def test_edge_16_more_are_sold_than_were_counted_in(edge: Edge) -> None:
    """They were on the counter, so they are sold and owed; it is flagged, and the next delivery fills it."""
    lot = edge.bring(2)
    sale = edge.sell(edge.line(3))
    assert edge.flags(sale) == {"consigned-below-zero"}
    assert (edge.owed(), edge.gone.left(lot)) == (24_000, "-1")
    assert edge.right()

    edge.bring(5)

    assert (edge.on_hand(), edge.gone.left(lot)) == ("4", "0")
    assert edge.owed() == 24_000
    assert edge.right()


def test_edge_17_found_again_after_it_was_made_good(edge: Edge) -> None:
    edge.bring(10, FIXED)
    edge.gone.count(9)
    edge.gone.settle()
    assert edge.owed() == 8_000
    edge.gone.count(10)
    edge.gone.take_back()

    assert (edge.owed(), edge.on_hand()) == (0, "10")
    assert edge.right()


def test_edge_18_found_of_a_lot_that_was_sold_out_is_hers(edge: Edge) -> None:
    edge.bring(2, FIXED)
    edge.sell(edge.line(2))
    edge.gone.count(1)

    edge.sell(edge.line(1))

    assert (edge.owed(), edge.on_hand()) == (24_000, "0")
    assert edge.right()


def test_edge_19_what_may_be_missing_is_hers_to_bear(edge: Edge) -> None:
    edge.agree(tolerance_bps=1_000)
    edge.bring(20, FIXED)
    edge.gone.count(17)
    edge.gone.settle()

    # Two of twenty may be missing; of the third the shop answers for all.
    assert edge.owed() == 8_000
    assert edge.right()


def test_edge_20_the_whole_shelf_is_stolen(edge: Edge) -> None:
    edge.bring(4, FIXED)
    edge.bring(2, edges.TWENTY)
    edge.gone.count(0)
    edge.gone.settle()

    assert (edge.owed(), edge.booked(Role.CONSIGNMENT_LOSS)) == (32_000 + 20_000, 52_000)
    assert edge.on_hand() == "0"
    assert edge.right()


def test_edge_21_what_expires_at_midnight_is_sold_with_the_basket_it_lay_in(edge: Edge) -> None:
    """A sale takes the date of its shift; the next morning's does not take it any more."""
    food(edge)
    edge.bring(5, expires_on=paying.today(edge.counter))
    late = edge.counter.command(edge.line(1))
    paying.later(edge.counter, 1)
    edge.counter.post(late)
    assert edge.owed() == 8_000

    edge.later(0)
    edge.counter.open()
    with pytest.raises(Refused) as refused:
        edge.sell(edge.line(1))

    assert refused.value.rule == "expired-food"
    assert edge.right()


def test_edge_22_a_lot_that_never_expires_goes_after_those_that_do(edge: Edge) -> None:
    forever = edge.bring(2)
    soon = edge.bring(2, expires_on=edges.tomorrow(edge, 3))

    edge.sell(edge.line(3))
    assert (edge.gone.left(soon), edge.gone.left(forever)) == ("0", "1")
    edge.later(400)
    edge.counter.open()
    edge.sell(edge.line(1))

    assert edge.owed() == 32_000
    assert edge.right()


def test_edge_23_a_date_in_the_past_is_a_slip_of_the_pen(edge: Edge) -> None:
    with pytest.raises(Refused) as refused:
        edge.bring(2, expires_on=edges.tomorrow(edge, -1))

    assert refused.value.rule == "expired"
    assert edge.lots() == []


def test_edge_24_what_was_not_fetched_in_time_is_listed(edge: Edge) -> None:
    edge.agree(shelf_days=5, grace_days=2)
    edge.bring(3)
    states = []
    for days in (0, 6, 2):
        edge.later(days)
        with edge.shop.reading() as connection:
            (lot,) = maker_lots.lots(connection, edge.shop.branch.id, paying.today(edge.counter), [edge.sri])
        states.append(lot.state(paying.today(edge.counter)))

    assert states == [State.SELLING, State.TO_FETCH, State.OVERDUE]


def test_edge_25_unfetched_goods_become_the_shops_but_never_food(edge: Edge) -> None:
    edge.agree(shelf_days=5, grace_days=2, after_grace=AfterGrace.CONVERT)
    food(edge)
    lot = edge.bring(3, expires_on=edges.tomorrow(edge, 90))
    edge.later(8)
    with pytest.raises(Refused):
        edge.gone.convert(lot, 3, Way.KEEP)

    food(edge, is_food=False)
    edge.gone.convert(lot, 3, Way.KEEP)

    assert (edge.owed(), edge.gone.left(lot), edge.on_hand()) == (0, "0", "3")
    edge.counter.open()
    edge.sell(edge.line(1))
    assert edge.owed() == 0
    assert edge.right()


def test_edge_26_she_takes_the_last_one_home_while_it_is_being_sold(edge: Edge) -> None:
    """Whoever is first has it; a sale that comes after is kept all the same, and told."""
    lot = edge.bring(1)
    command = edge.counter.command(edge.line(1))
    edge.gone.give_back(lot, 1)

    sale = edge.counter.post(command).document_id

    assert edge.flags(sale) == {"consigned-below-zero"}
    assert (edge.owed(), edge.gone.left(lot)) == (8_000, "-1")
    with pytest.raises(Refused):
        edge.gone.give_back(lot, 1)
    assert edge.right()


def test_edge_37_nobody_packs_a_makers_goods_anew_but_herself(edge: Edge) -> None:
    """Terms cling to what was brought; she takes it back and brings it as packs."""
    edge.bring(10)

    with pytest.raises(Refused) as refused:
        edge.gone.room.repack(edge.goods.cookies, "10", [Part(edge.goods.soap, q(5))])

    assert refused.value.rule == "consigned"
    assert "menitipkan lagi" in refused.value.remedy


def test_edge_46_goods_in_one_branch_are_paid_in_another(edge: Edge) -> None:
    """What she is owed is one account over all branches."""
    edge.bring(10)
    there = edge.gone.room.branch()
    paper = edge.gone.room.dispatch(there.shop.branch, edge.goods.cookies, "4").id
    there.arrive(paper, Arrived(1, q(4)))
    edge.sell(edge.line(2))

    paid = paying.pay(replace(edge.counter, shop=there.shop, shift=None))

    assert (paid.paid.amount, edge.owed()) == (16_000, 0)
    assert edge.right()


def test_edge_47_what_is_lost_between_branches_is_made_good_to_her(edge: Edge) -> None:
    edge.bring(10, FIXED)
    room = edge.gone.room
    there = room.branch()
    paper = room.dispatch(there.shop.branch, edge.goods.cookies, "4").id
    there.arrive(paper, Arrived(1, q(3), missing=q(1)))
    with there.shop.reading() as connection:
        (loss,) = open_losses.read(connection, there.shop.branch.id, there.day).losses
    assert (loss.lost.noted, loss.open) == (LossCause.LOST, q(1))

    command = LossCommand(
        **there.head(), maker_id=edge.sri, lines=(LossLine(*loss.lost.key, quantity=loss.open),), why="di jalan"
    )
    with there.shop.work(edge.counter.manager, channel="office") as work:
        losses.settle(work, command)

    assert (edge.owed(), edge.on_hand()) == (8_000, "9")
    assert edge.right()


def test_edge_recall_finds_all_lots_of_a_good_wherever_they_lie(edge: Edge) -> None:
    """A product is called back: every lot of it, with its maker, place and how much is left."""
    first, second = edge.bring(3), edge.bring(2)
    edge.sell(edge.line(1))
    edge.gone.room.transfer(edge.goods.cookies, "2", edge.gone.room.shelf, edge.gone.room.back, second)

    with edge.shop.reading() as connection:
        today, branch = paying.today(edge.counter), edge.shop.branch.id
        found = maker_lots.lots(connection, branch, today, products=[edge.goods.cookies])

    assert {(each.lot_id, each.quantity) for each in found} == {(first, q(2)), (second, q(2))}
    for lot, place, pieces in ((first, edge.gone.room.shelf, 2), (second, edge.gone.room.back, 2)):
        edge.gone.give_back(lot, pieces, place=place)
    assert edge.on_hand() == "0"
    assert edge.right()


def test_edge_expired_goods_are_hers_to_bear_unless_agreed_otherwise(edge: Edge) -> None:
    edge.agree(liabilities=((LossCause.EXPIRED, 5_000),))
    edge.bring(4, FIXED, expires_on=edges.tomorrow(edge))
    edge.later(3)
    edge.gone.write_off(4, Cause.EXPIRED)
    edge.gone.settle()

    assert edge.owed() == 16_000
    assert edge.right()
