"""Where an intake comes from: what an order let expect, and a purchase that is put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inventory import intake_desks, intake_sources, merges, order_queries
from inventory.intakes import Intake
from inventory.orders import OrderLine
from inventory.purchases import PaidFrom
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.uids import new_uid
from pos import checks
from tests.inventory import test_orders
from tests.inventory.test_merges import command as merging
from tests.inventory.test_merges import merge, twin
from tests.shops import Counter

DUE = date(2026, 12, 31)


def begun(counter: Counter, order_id: int) -> Intake:
    blank = Intake(counter.shop.minter.next(), new_uid(counter.shop.clock()))
    return intake_sources.of_order(counter.shop, blank, order_id)


def came(counter: Counter, order_id: int) -> list[Quantity]:
    with counter.shop.reading() as connection:
        return [each.received for each in order_queries.open_lines(connection, order_id)]


def priced(intake: Intake, quantity: int, price: int = 1_000) -> Intake:
    lines = tuple(replace(each, quantity=Quantity.of(quantity), price=Rupiah(price)) for each in intake.lines)
    whole = replace(intake, lines=lines, paid_from=PaidFrom.CREDIT, asked=None)
    return replace(whole, asked=whole.goods)


def save(counter: Counter, intake: Intake) -> int:
    return intake_desks.save(counter.shop, counter.manager, intake).id


def test_a_purchase_put_right_still_is_what_its_order_brought(counter: Counter) -> None:
    order_id = test_orders.ordered(counter, OrderLine(counter.soap, "Pcs", ONE, Quantity.of(10)))
    bought = save(counter, replace(priced(begun(counter, order_id), 8), due_on=DUE))
    assert came(counter, order_id) == [Quantity.of(8)]

    again = intake_sources.of_purchase(counter.shop, bought)
    assert again.due == DUE
    save(counter, priced(again, 10))

    assert came(counter, order_id) == [Quantity.of(10)]
    assert checks.wrong(counter.shop) == []


def test_what_was_ordered_of_a_good_that_is_another_now_comes_as_that_one(counter: Counter) -> None:
    gone = twin(counter)
    order_id = test_orders.ordered(counter, OrderLine(gone, "Pcs", ONE, Quantity.of(10)))
    merge(counter, merging(counter, gone, counter.soap))

    intake = begun(counter, order_id)
    save(counter, priced(intake, 10))

    assert [each.product_id for each in intake.lines] == [counter.soap]
    assert came(counter, order_id) == [Quantity.of(10)]
    with counter.shop.reading() as connection:
        assert merges.kept_for(connection, gone) == counter.soap
