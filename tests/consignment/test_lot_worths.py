"""What a lot would bring her, by its own terms, the list price, and the agreement it came under."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from consignment import agreement_queries, deliveries, delivery_corrections, lot_worths
from consignment.agreements import LossCause
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.delivery_corrections import DeliveryCorrected, Recount
from consignment.lot_worths import LotWorth
from consignment.terms import Deal, Terms
from inventory.lots import LotRecord
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.consignment import gone
from tests.consignment.gone import FIXED, Gone, q
from tests.inventory import stock_days
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Gone:
    return gone.of(counter)


def worth(hers: Gone, lot: int) -> LotWorth:
    with hers.shop.reading() as connection:
        return lot_worths.of_lots(connection, [lot], hers.shop.branch.id, hers.room.day)[lot]


@pytest.mark.parametrize(
    ("terms", "hers_of_two"),
    [
        (FIXED, 16_000),
        (Terms(Deal.COMMISSION, 1_750), 20_625),
        (Terms(Deal.FLOOR, 5_000, floor_each=Rupiah(9_000)), 18_000),
        (Terms(Deal.COMMISSION, 2_000, fee_each=Rupiah(100)), 19_800),
    ],
)
def test_a_lots_worth_is_what_a_sale_at_the_list_price_would_owe(hers: Gone, terms: Terms, hers_of_two: int) -> None:
    found = worth(hers, hers.bring(10, terms))

    assert found.worth(q(2)) == Rupiah(hers_of_two)
    assert found.price == Rupiah(12_500)


def test_without_a_price_only_a_fixed_sum_is_known(hers: Gone) -> None:
    found = replace(worth(hers, hers.bring(10)), price=None)

    assert found.worth(q(2)) == Rupiah(16_000)
    assert replace(found, terms=Terms(Deal.COMMISSION, 1_000)).worth(q(2)) is None


def test_the_shops_own_lots_have_none(hers: Gone) -> None:
    hers.counter.buy(hers.counter.soap, 5, 10_000)
    (lot,) = stock_days.lots_of(hers.shop, hers.counter.soap)

    with hers.shop.reading() as connection:
        assert lot_worths.of_lots(connection, [lot], hers.shop.branch.id, hers.room.day) == {}


def test_a_lot_keeps_the_agreement_it_was_brought_under(hers: Gone) -> None:
    hers.agree(liabilities=((LossCause.LOST, 0),))
    with hers.shop.reading() as connection:
        first = agreement_queries.in_force(connection, hers.maker, hers.room.day)
    assert first is not None
    head = hers.room.head()
    line = DeliveredLine(hers.counter.cookies, q(10), FIXED, agreement_id=first.id)
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        command = DeliveryCommand(head["id"], head["uid"], hers.maker, head["business_date"], head["at"], (line,))
        deliveries.receive(work, command)
    (lot,) = stock_days.lots_of(hers.shop, hers.counter.cookies)
    hers.later(1)
    hers.agree(liabilities=((LossCause.LOST, 10_000),))

    assert worth(hers, lot).conditions.shop_bears(LossCause.LOST) == 0


def test_what_was_brought_without_one_is_judged_by_hers_on_the_day_it_was_lost(hers: Gone) -> None:
    hers.bring(10)
    hers.count(9)
    hers.later(1)
    hers.agree(liabilities=((LossCause.LOST, 0),))
    hers.count(8)

    done = hers.settle()

    assert (hers.owed(), len(done.lines)) == (8_000, 2)


def test_the_tolerance_is_of_what_was_brought_as_it_was_corrected(hers: Gone) -> None:
    hers.agree(tolerance_bps=200)
    lot = hers.bring(50)
    assert worth(hers, lot).tolerance == q(1)
    with hers.shop.reading() as connection:
        paper = connection.scalar(select(LotRecord.document_id).where(LotRecord.id == lot))
    head = hers.room.head()
    right = DeliveryCorrected(
        head["id"], head["uid"], paper or 0, head["business_date"], head["at"], (Recount(1, q(100)),), "salah hitung"
    )
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        delivery_corrections.correct(work, right)

    assert worth(hers, lot).tolerance == q(2)


def test_part_of_a_unit_is_tolerated_only_of_what_is_weighed(hers: Gone) -> None:
    hers.agree(tolerance_bps=200)

    assert worth(hers, hers.bring(30)).tolerance == Quantity(0)
    assert worth(hers, hers.bring("30.5")).tolerance == Quantity(610)
