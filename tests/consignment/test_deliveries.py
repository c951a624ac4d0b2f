"""Deliveries: lots with their terms frozen, one maker for a product for ever, and no money."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consignment import deliveries, terms
from consignment.deliveries import ConsignedLot, DeliveredLine, DeliveryCommand
from consignment.terms import Bearer, Deal, Terms
from inventory.products import Product
from koperasi import ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, Refused
from koperasi.ledger import PostingRecord, Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.laws.days import Days, furnish
from tests.shops import Counter

TEN = Terms(Deal.COMMISSION, 1_000)


@pytest.fixture
def days(counter: Counter) -> Days:
    made = Days(counter.shop, counter, *furnish(counter))
    made.open(100_000)
    return made


def owed(days: Days, maker: int) -> int:
    with days.shop.reading() as connection:
        return -ledger.party_balance(connection, ACCOUNT_IDS[Role.OWED_TO_MAKERS], maker).amount


def sell(days: Days, product: int, pieces: int, price: int) -> None:
    days.sell(days.sale([days.line(product, pieces * 1_000, price, 0, Bearer.SHOP)], "cash", member=False))


def test_a_delivery_moves_goods_and_no_money(days: Days) -> None:
    with days.shop.reading() as connection:
        before = connection.execute(select(PostingRecord.id)).all()

    days.deliver(days.goods.cookies, 22_000, TEN, keeps=7)

    with days.shop.reading() as connection:
        assert connection.execute(select(PostingRecord.id)).all() == before
        lot = connection.execute(select(ConsignedLot.quantity, ConsignedLot.rate_bps)).one()
    assert tuple(lot) == (Quantity.of(22), 1_000)


def test_each_lot_is_shared_by_the_terms_it_came_with(days: Days) -> None:
    cookies = days.goods.cookies
    days.deliver(cookies, 1_000, TEN, None)
    days.deliver(cookies, 1_000, Terms(Deal.FIXED, 0, Rupiah(7_000)), None)

    sell(days, cookies, 2, 10_000)

    assert owed(days, days.counter.maker_id) == 9_000 + 7_000


def test_the_first_delivery_fixes_whose_goods_they_are(days: Days) -> None:
    days.deliver(days.goods.cookies, 1_000, TEN, None)

    with days.shop.reading() as connection:
        maker = connection.scalar(select(Product.maker_id).where(Product.id == days.goods.cookies))
        assert deliveries.moved(connection, days.goods.cookies)
    assert maker == days.counter.maker_id


def test_another_makers_goods_are_refused(days: Days) -> None:
    days.deliver(days.goods.cookies, 1_000, TEN, None)
    line = DeliveredLine(days.goods.cookies, Quantity.of(1), TEN)

    with pytest.raises(Refused) as refusal:
        days.do(DeliveryCommand(*days.ids(), days.second_maker, days.day, days.shop.clock(), (line,)))

    assert refusal.value.rule == "other-maker"


def test_what_the_shop_already_sold_as_its_own_becomes_nobodys(days: Days) -> None:
    sell(days, days.goods.cookies, 1, 10_000)

    with pytest.raises(Refused, match="bukan barang penitip"):
        days.deliver(days.goods.cookies, 1_000, TEN, None)


@pytest.mark.parametrize("quantity", [0, -1_000])
def test_nothing_cannot_be_brought(days: Days, quantity: int) -> None:
    with pytest.raises(BadInput) as refusal:
        days.deliver(days.goods.cookies, quantity, TEN, None)
    assert (refusal.value.row, refusal.value.field) == (1, "quantity")


def test_a_sale_before_the_next_delivery_goes_by_the_standing_terms(days: Days) -> None:
    cookies = days.goods.cookies
    days.deliver(cookies, 1_000, TEN, None)
    days.deliver(cookies, 1_000, Terms(Deal.COMMISSION, 2_000), None)
    with days.shop.reading() as connection:
        standing = terms.of_product(connection, [cookies])
    assert standing == {cookies: Terms(Deal.COMMISSION, 2_000)}

    sell(days, cookies, 3, 10_000)

    assert owed(days, days.counter.maker_id) == 9_000 + 8_000 + 8_000


def test_a_makers_postings_are_never_netted(days: Days) -> None:
    cookies = days.goods.cookies
    days.deliver(cookies, 9_000, TEN, None)
    lines = [days.line(cookies, 1_000, 10_000, 0, Bearer.SHOP), days.line(cookies, 2_000, 10_000, 0, Bearer.SHOP)]

    days.sell(days.sale(lines, "cash", member=False))

    hers = select(PostingRecord.amount).where(PostingRecord.party_id == days.counter.maker_id)
    with days.shop.reading() as connection:
        amounts = sorted(each.amount for each in connection.execute(hers).scalars())
    assert amounts == [-18_000, -9_000]
