"""Deliveries taken back whole, or counted again."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from consignment import deliveries, delivery_corrections, delivery_queries
from consignment.delivery_corrections import DeliveryCorrected, DeliveryReversed, Recount
from consignment.terms import Deal, Terms
from inventory import locations, transfers
from inventory.locations import LocationKind
from inventory.products import Product
from inventory.stock import Stock
from inventory.transfers import StockLine, TransferCommand
from koperasi import masters, uids
from koperasi.errors import BadInput, Refused
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from pos import checks
from tests.consignment.brought import bring, command, of
from tests.shops import Counter


def head(counter: Counter, delivery: int) -> tuple[Any, ...]:
    now = counter.shop.clock()
    return counter.shop.minter.next(), uids.new_uid(now), delivery, counter.shop.branch.business_date(now), now


def reverse(counter: Counter, delivery: int, why: str = "salah penitip") -> DeliveryReversed:
    made = DeliveryReversed(*head(counter, delivery), why)
    with counter.shop.work(counter.manager, channel="office") as work:
        delivery_corrections.reverse(work, made)
    return made


def correct(counter: Counter, delivery: int, *recounts: Recount, why: str = "salah hitung") -> DeliveryCorrected:
    made = DeliveryCorrected(*head(counter, delivery), recounts, why)
    with counter.shop.work(counter.manager, channel="office") as work:
        delivery_corrections.correct(work, made)
    return made


def archive(counter: Counter, product: int) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        masters.change(work.connection, Product, product, retired_at=work.now)


def left(counter: Counter, product: int) -> int:
    with counter.shop.reading() as connection:
        found = connection.scalars(select(Stock.quantity).where(Stock.product_id == product)).all()
    return sum(each.thousandths for each in found) // 1_000


def test_a_delivery_of_which_nothing_moved_is_taken_back_whole(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 10), of(counter.soap, 5))
    back = reverse(counter, made.id)

    assert (left(counter, counter.cookies), left(counter, counter.soap)) == (0, 0)
    with counter.shop.reading() as connection:
        assert delivery_queries.delivery(connection, made.id).reversed_by
        seen = delivery_queries.delivery(connection, back.id)
        day = [
            each.reverses for each in delivery_queries.of_day(connection, counter.shop.branch.id, made.business_date)
        ]
    assert (seen.reverses, len(seen.lines)) == (day[0], 2)
    assert checks.wrong(counter.shop) == []


def test_taking_it_back_twice_is_refused_and_repeating_it_changes_nothing(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 10))
    back = reverse(counter, made.id)
    with counter.shop.work(counter.manager, channel="office") as work:
        delivery_corrections.reverse(work, back)
    with pytest.raises(Refused) as refusal:
        reverse(counter, made.id)
    assert refusal.value.rule == "reversed"
    with pytest.raises(Refused) as refusal:
        correct(counter, made.id, Recount(1, Quantity.of(9)))
    assert refusal.value.rule == "reversed"


def test_what_was_sold_since_is_not_taken_back(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 10))
    counter.sell(counter.line(counter.cookies, 1, 12_500))
    with pytest.raises(Refused) as refusal:
        reverse(counter, made.id)
    assert refusal.value.rule == "moved"


def test_what_was_sold_before_it_came_is_not_taken_back(counter: Counter) -> None:
    bring(counter, of(counter.cookies, 1))
    counter.sell(counter.line(counter.cookies, 3, 12_500))
    made = bring(counter, of(counter.cookies, 10))
    with pytest.raises(Refused) as refusal:
        reverse(counter, made.id)
    assert refusal.value.rule == "moved"


def test_fewer_were_brought_than_written(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 22))
    counter.sell(counter.line(counter.cookies, 3, 12_500))
    correct(counter, made.id, Recount(1, Quantity.of(20)))

    assert left(counter, counter.cookies) == 17
    with counter.shop.reading() as connection:
        (line,) = delivery_queries.delivery(connection, made.id).lines
    assert (line.accepted, line.now) == (Quantity.of(22), Quantity.of(20))
    assert checks.wrong(counter.shop) == []


def test_more_were_brought_than_written_on_the_same_terms(counter: Counter) -> None:
    deal = Terms(Deal.FIXED, payout_each=Rupiah(7_000))
    made = bring(counter, of(counter.cookies, 2, deal))
    correct(counter, made.id, Recount(1, Quantity.of(5)))

    with counter.shop.reading() as connection:
        (lot,) = connection.scalars(select(Stock.lot_id)).all()
        assert deliveries.terms_of(connection, [lot]) == {lot: deal}
    assert left(counter, counter.cookies) == 5
    assert checks.wrong(counter.shop) == []


def test_a_second_correction_counts_from_the_first(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 22))
    correct(counter, made.id, Recount(1, Quantity.of(20)))
    correct(counter, made.id, Recount(1, Quantity.of(21)))
    assert left(counter, counter.cookies) == 21
    with pytest.raises(BadInput, match="Tidak ada jumlah"):
        correct(counter, made.id, Recount(1, Quantity.of(21)))


def test_less_than_what_is_gone_already_is_refused(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 10))
    counter.sell(counter.line(counter.cookies, 8, 12_500))
    with pytest.raises(Refused) as refusal:
        correct(counter, made.id, Recount(1, Quantity.of(7)))
    assert refusal.value.rule == "not-enough"
    assert left(counter, counter.cookies) == 2


def test_a_correction_says_why(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 10))
    with pytest.raises(BadInput) as refusal:
        correct(counter, made.id, Recount(1, Quantity.of(7)), why=" ")
    assert refusal.value.field == "why"
    with pytest.raises(BadInput) as refusal:
        correct(counter, made.id, Recount(9, Quantity.of(7)))
    assert refusal.value.row == 9


def test_doing_a_correction_twice_changes_nothing(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 10))
    done = correct(counter, made.id, Recount(1, Quantity.of(7)))
    with counter.shop.work(counter.manager, channel="office") as work:
        delivery_corrections.correct(work, done)
    assert left(counter, counter.cookies) == 7


def test_a_cashier_neither_takes_in_nor_corrects(counter: Counter) -> None:
    made = command(counter, of(counter.cookies, 10))
    with pytest.raises(Refused), counter.shop.work(counter.cashier, channel="office") as work:
        deliveries.receive(work, made)


def test_what_a_correction_adds_is_of_the_very_lot(counter: Counter) -> None:
    bring(counter, of(counter.cookies, 1))
    made = bring(counter, of(counter.cookies, 2))
    counter.sell(counter.line(counter.cookies, 5, 12_500))
    correct(counter, made.id, Recount(1, Quantity.of(7)))
    assert left(counter, counter.cookies) == 3
    assert checks.wrong(counter.shop) == []


def test_goods_that_were_carried_to_the_back_room_are_taken_back_from_there(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 10))
    with counter.shop.work(counter.manager, channel="office") as work:
        room = locations.add(work, LocationKind.BACK_ROOM, "Gudang")
    with counter.shop.reading() as connection:
        shelf = locations.shelf(connection, counter.shop.branch.id)
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    line = StockLine(counter.cookies, "Pcs", ONE, Quantity.of(8))
    with counter.shop.work(counter.manager, channel="office") as work:
        ids = (work.mint(), uids.new_uid(now))
        transfers.transfer(work, TransferCommand(*ids, shelf, room, day, now, (line,)))
    correct(counter, made.id, Recount(1, Quantity.of(6)))
    with counter.shop.reading() as connection:
        there = connection.execute(select(Stock.location_id, Stock.quantity)).all()
    assert dict(there) == {shelf: Quantity.of(0), room: Quantity.of(6)}
    assert checks.wrong(counter.shop) == []


def test_a_line_that_is_counted_twice_is_refused(counter: Counter) -> None:
    made = bring(counter, of(counter.cookies, 22))
    with pytest.raises(BadInput) as refusal:
        correct(counter, made.id, Recount(1, Quantity.of(20)), Recount(1, Quantity.of(18)))

    assert (refusal.value.row, left(counter, counter.cookies)) == (1, 22)


def test_nothing_comes_to_a_good_in_the_archive(counter: Counter) -> None:
    """Nobody could sell it: two goods were merged meanwhile, or it was put away."""
    made = bring(counter, of(counter.cookies, 10))
    archive(counter, counter.cookies)
    with pytest.raises(Refused) as refusal:
        correct(counter, made.id, Recount(1, Quantity.of(12)))

    assert refusal.value.rule == "archived"
    correct(counter, made.id, Recount(1, Quantity.of(8)))
    assert left(counter, counter.cookies) == 8
