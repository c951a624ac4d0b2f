"""A new price takes the old one's place from its day on, and what held before stays told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from inventory import catalogue, prices, pricing, queries
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from inventory.prices import PriceChanged
from inventory.products import Price
from koperasi.errors import BadInput, NotFound
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.shop import Shop

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def product_id(shop: Shop) -> int:
    usual = PriceLine(PriceRule.RETAIL, Rupiah(1_000))
    with shop.work(shop.konsole()) as work:
        return catalogue.add_goods(work, NewGood("P1", "Teh", units=(NewUnit("Pcs", prices=(usual,)),)))


def change(shop: Shop, product_id: int, amount: int, **more: object) -> None:
    with shop.work(shop.konsole()) as work:
        unit = queries.good(work.connection, product_id).base
        line = PriceLine(PriceRule.RETAIL, Rupiah(amount), **more)  # type: ignore[arg-type]
        prices.change_price(work, PriceChanged(unit.id, line))


def costs(shop: Shop, product_id: int, day: date) -> int:
    with shop.reading() as connection:
        unit = queries.good(connection, product_id).base
    return pricing.price(unit, ONE, None, shop.branch.id, day).unit_price.amount


def test_a_dearer_price_holds_at_once_and_the_old_one_is_retired(shop: Shop, product_id: int) -> None:
    change(shop, product_id, 1_200)

    assert costs(shop, product_id, TODAY) == 1_200
    with shop.reading() as connection:
        kept = select(func.count()).select_from(Price).where(Price.retired_at.is_not(None))
        assert connection.scalar(kept) == 1


def test_a_dearer_price_from_tomorrow_leaves_today_alone(shop: Shop, product_id: int) -> None:
    change(shop, product_id, 1_200, valid_from=TODAY + DAY)

    assert [costs(shop, product_id, TODAY + n * DAY) for n in (0, 1, 99)] == [1_000, 1_200, 1_200]


def test_a_price_put_off_again_takes_the_place_of_the_first_plan(shop: Shop, product_id: int) -> None:
    change(shop, product_id, 1_200, valid_from=TODAY + 5 * DAY)
    change(shop, product_id, 1_300, valid_from=TODAY + 2 * DAY)

    assert [costs(shop, product_id, TODAY + n * DAY) for n in (0, 1, 2, 4, 5, 9)] == [1_000] * 2 + [1_300] * 4


def test_a_later_plan_follows_the_first(shop: Shop, product_id: int) -> None:
    change(shop, product_id, 1_200, valid_from=TODAY + 2 * DAY)
    change(shop, product_id, 1_300, valid_from=TODAY + 5 * DAY)

    assert [costs(shop, product_id, TODAY + n * DAY) for n in (1, 2, 4, 5)] == [1_000, 1_200, 1_200, 1_300]


def test_a_price_now_puts_aside_every_plan(shop: Shop, product_id: int) -> None:
    change(shop, product_id, 900, valid_from=TODAY + 2 * DAY)
    change(shop, product_id, 1_300)

    assert [costs(shop, product_id, TODAY + n * DAY) for n in (0, 5)] == [1_300, 1_300]


def test_a_promotion_stays_when_the_usual_price_changes(shop: Shop, product_id: int) -> None:
    change(shop, product_id, 800, valid_from=TODAY, valid_until=TODAY + DAY)
    change(shop, product_id, 1_300)

    assert [costs(shop, product_id, TODAY + n * DAY) for n in (-1, 0, 1, 2)] == [1_300, 800, 800, 1_300]


def test_a_promotion_of_the_same_days_is_replaced(shop: Shop, product_id: int) -> None:
    change(shop, product_id, 800, valid_from=TODAY, valid_until=TODAY)
    change(shop, product_id, 850, valid_from=TODAY, valid_until=TODAY)

    assert costs(shop, product_id, TODAY) == 850


def test_other_rules_are_left_alone(shop: Shop, product_id: int) -> None:
    with shop.work(shop.konsole()) as work:
        unit = queries.good(work.connection, product_id).base
        tier = PriceLine(PriceRule.TIER, Rupiah(700), Quantity.of(12))
        prices.change_price(work, PriceChanged(unit.id, tier))
    change(shop, product_id, 1_500)

    with shop.reading() as connection:
        lines = queries.good(connection, product_id).base.prices
    assert {line.price.amount for line in lines} == {700, 1_500}


def test_a_branchs_own_price_changes_only_its_own(shop: Shop, product_id: int) -> None:
    change(shop, product_id, 1_100, branch_id=shop.branch.id)
    change(shop, product_id, 1_150, branch_id=shop.branch.id)

    with shop.reading() as connection:
        unit = queries.good(connection, product_id).base
    assert pricing.price(unit, ONE, None, shop.branch.id, TODAY).unit_price == Rupiah(1_150)
    assert pricing.price(unit, ONE, None, shop.branch.id + 1, TODAY).unit_price == Rupiah(1_000)


def test_a_price_below_nothing_or_ending_before_it_begins_is_refused(shop: Shop, product_id: int) -> None:
    with pytest.raises(BadInput, match="kurang dari nol"):
        change(shop, product_id, -1)
    with pytest.raises(BadInput, match="berakhir sebelum mulai"):
        change(shop, product_id, 1, valid_from=TODAY, valid_until=TODAY - DAY)
    assert costs(shop, product_id, TODAY) == 1_000


def test_a_unit_that_is_not_there_gets_no_price(shop: Shop) -> None:
    with pytest.raises(NotFound), shop.work(shop.konsole()) as work:
        prices.change_price(work, PriceChanged(1, PriceLine(PriceRule.RETAIL, Rupiah(1))))
