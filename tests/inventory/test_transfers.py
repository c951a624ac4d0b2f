"""Goods moved inside a branch keep their lots and their value; nothing is left without goods."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from inventory import transfers
from inventory.stock import ProductStock
from koperasi.documents import FlagRecord
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import checks
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, Counter


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    return stock_days.of(counter)


def test_a_lot_moves_with_its_share_of_the_value_and_the_last_piece_takes_the_rest(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 3, 1_000)

    room.transfer(soap, "1", room.shelf, room.back)
    room.transfer(soap, "1", room.shelf, room.back)
    room.transfer(soap, "1", room.shelf, room.back)

    assert room.held(room.shelf, soap) == []
    assert room.held(room.back, soap) == [("3", 1_000)]
    assert room.balance(Role.INVENTORY) == 1_000
    assert checks.wrong(room.shop) == []


def test_nothing_is_booked_and_a_transfer_done_twice_moves_once(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 5, 5_000)
    command = room.transfer(soap, "2", room.shelf, room.damaged)

    room.do(command)

    assert room.held(room.damaged, soap) == [("2", 2_000)]
    assert room.balance(Role.COST_OF_GOODS) == 0
    assert checks.wrong(room.shop) == []


def test_lots_go_first_expired_first_or_the_very_one_that_is_named(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 2, 2_000)
    room.counter.buy(soap, 2, 6_000, expires_on=room.shop.clock())

    room.transfer(soap, "1", room.shelf, room.back)
    assert room.held(room.back, soap) == [("1", 3_000)]

    lots = stock_days.lots_of(room.shop, soap)
    room.transfer(soap, "2", room.shelf, room.back, lot=lots[0])
    assert room.held(room.shelf, soap) == [("1", 3_000)]
    assert checks.wrong(room.shop) == []


def test_what_has_expired_is_set_aside_before_what_still_keeps(room: Stockroom) -> None:
    counter, soap = room.counter, room.counter.soap
    counter.buy(soap, 2, 200, expires_on=room.shop.clock() - timedelta(days=3))
    counter.buy(soap, 2, 600)

    room.transfer(soap, "2", room.shelf, room.damaged)

    assert room.held(room.damaged, soap) == [("2", 200)]


def test_members_goods_move_and_stay_worth_nothing(room: Stockroom) -> None:
    cookies = room.counter.cookies
    room.counter.deliver(cookies, 10, SIX_PERCENT)

    room.transfer(cookies, "4", room.shelf, room.back)

    assert room.held(room.back, cookies) == [("4", 0)]
    assert checks.wrong(room.shop) == []


def test_more_than_is_there_is_refused_in_words(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 2, 2_000)

    with pytest.raises(Refused, match="Sabun Mandi 70 g: hanya ada 2 pcs, diminta 3") as refused:
        room.transfer(room.counter.soap, "3", room.shelf, room.back)

    assert refused.value.rule == "not-enough"
    assert room.held(room.back, room.counter.soap) == []


def test_what_has_happened_goes_below_zero_and_is_flagged(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 2, 2_000)
    lines = (stock_days.line(soap, "3"),)
    command = transfers.TransferCommand(**room.head(), source_id=room.shelf, target_id=room.back, lines=lines)

    room.do(command, happened=True)

    assert room.held(room.shelf, soap) == [("-1", -1_000)]
    assert room.held(room.back, soap) == [("3", 3_000)]
    with room.shop.reading() as connection:
        assert connection.execute(select(FlagRecord.rule)).scalars().all() == ["not-enough"]
    assert checks.wrong(room.shop) == []


def test_a_shelf_below_zero_is_filled_and_the_difference_told_as_cost_of_goods(room: Stockroom) -> None:
    """Three were sold beyond the shelf at 100 each; from the back room come five that cost 120 each."""
    soap, counter = room.counter.soap, room.counter
    counter.buy(soap, 5, 600)
    room.transfer(soap, "5", room.shelf, room.back)
    counter.buy(soap, 1, 100)
    counter.sell(counter.line(soap, 4, 3_400))
    assert room.held(room.shelf, soap) == [("-3", -300)]
    before = room.balance(Role.COST_OF_GOODS)

    room.transfer(soap, "5", room.back, room.shelf)

    assert room.held(room.shelf, soap) == [("2", 240)]
    assert room.balance(Role.COST_OF_GOODS) - before == 60
    assert checks.wrong(room.shop) == []


def test_the_same_lot_below_zero_leaves_no_value_behind(room: Stockroom) -> None:
    """The shelf sold two more than it held of a lot that stands in the back room too."""
    soap, counter = room.counter.soap, room.counter
    counter.buy(soap, 10, 1_003)
    room.transfer(soap, "7", room.shelf, room.back)
    counter.sell(counter.line(soap, 5, 3_400))

    room.transfer(soap, "2", room.back, room.shelf)

    assert room.held(room.shelf, soap) == []
    assert checks.wrong(room.shop) == []


def test_what_is_moved_to_a_new_place_is_known_there_with_its_cost(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 4, 4_800)
    room.transfer(soap, "1", room.shelf, room.back)

    with room.shop.reading() as connection:
        there = select(ProductStock.cost_value, ProductStock.cost_quantity).where(ProductStock.location_id == room.back)
        assert tuple(connection.execute(there).one()) == (Rupiah(4_800), Quantity.of(4))


def test_what_is_known_of_each_place_is_the_same_after_a_rebuild(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 4, 4_800)
    room.counter.buy(soap, 2, 3_000)
    older, newer = stock_days.lots_of(room.shop, soap)
    room.transfer(soap, "1", room.shelf, room.back, lot=newer)
    room.transfer(soap, "1", room.shelf, room.back, lot=older)
    room.transfer(soap, "1", room.shelf, room.damaged, lot=older)
    columns = (ProductStock.location_id, ProductStock.last_lot_id, ProductStock.cost_value, ProductStock.cost_quantity)
    kept = select(*columns).order_by(ProductStock.location_id)
    with room.shop.reading() as connection:
        before = [tuple(row) for row in connection.execute(kept)]
    assert [(place, lot) for place, lot, _value, _quantity in before] == [
        (room.shelf, newer),
        (room.back, newer),
        (room.damaged, older),
    ]

    checks.rebuild(room.shop)

    with room.shop.reading() as connection:
        assert [tuple(row) for row in connection.execute(kept)] == before


def test_a_transfer_is_taken_back_once(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 3, 1_000)
    command = room.transfer(soap, "2", room.shelf, room.back)

    room.reverse(transfers.reverse, command.id)

    assert room.held(room.shelf, soap) == [("3", 1_000)]
    with pytest.raises(Refused, match="sudah dibatalkan"):
        room.reverse(transfers.reverse, command.id)
    assert checks.wrong(room.shop) == []


def test_what_was_sold_since_is_not_taken_back(room: Stockroom) -> None:
    soap, counter = room.counter.soap, room.counter
    counter.buy(soap, 3, 1_000)
    room.transfer(soap, "3", room.shelf, room.back)
    back = room.transfer(soap, "2", room.back, room.shelf)
    counter.sell(counter.line(soap, 1, 3_400))

    with pytest.raises(Refused) as refused:
        room.reverse(transfers.reverse, back.id)

    assert refused.value.rule == "not-enough"


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_lines_without_a_quantity_are_no_lines(room: Stockroom, quantity: str) -> None:
    with pytest.raises(BadInput):
        room.transfer(room.counter.soap, quantity, room.shelf, room.back)


def test_services_other_branches_and_the_same_place_are_refused(room: Stockroom) -> None:
    there = room.branch()
    for product, source, target in (
        (room.counter.copies, room.shelf, room.back),
        (room.counter.soap, room.shelf, room.shelf),
        (room.counter.soap, room.shelf, there.shelf),
    ):
        with pytest.raises(BadInput):
            room.transfer(product, "1", source, target)


def test_a_cashier_may_not_move_stock(room: Stockroom) -> None:
    lines = (stock_days.line(room.counter.soap, "1"),)
    command = transfers.TransferCommand(**room.head(), source_id=room.shelf, target_id=room.back, lines=lines)

    with pytest.raises(Refused):
        room.do(command, actor=room.counter.cashier)


def test_lines_keep_the_unit_they_were_keyed_in(room: Stockroom) -> None:
    soap = room.counter.soap
    room.counter.buy(soap, 24, 24_000)
    dozen = transfers.StockLine(soap, "Lusin", Quantity.of(12), ONE)

    room.do(transfers.TransferCommand(**room.head(), source_id=room.shelf, target_id=room.back, lines=(dozen,)))

    with room.shop.reading() as connection:
        kept = connection.execute(select(transfers.TransferLine.unit, transfers.TransferLine.base_quantity)).one()
    assert tuple(kept) == ("Lusin", Quantity.of(12))
    assert room.held(room.back, soap) == [("12", 12_000)]
