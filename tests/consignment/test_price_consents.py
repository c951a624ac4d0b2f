"""Whose price it is: a maker who sets hers is asked before the shop changes it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from consignment.agreements import Conditions, PriceBy
from inventory import price_lists, prices, product_edits, product_states
from inventory.goods import PriceLine, PriceRule
from inventory.price_lists import PriceList
from inventory.prices import PriceChanged
from inventory.products import ProductUnit
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING
from tests.consignment.test_agreements import claim, sign
from tests.shops import Counter


def change(counter: Counter, price: int, why: str = "", product: int | None = None) -> None:
    with counter.shop.reading() as connection:
        unit = connection.scalar(select(ProductUnit.id).where(ProductUnit.product_id == (product or counter.cookies)))
    assert unit is not None
    line = PriceLine(PriceRule.RETAIL, Rupiah(price), NOTHING)
    with counter.shop.work(counter.manager, channel="office") as work:
        prices.change_price(work, PriceChanged(unit, line, why))


def change_list(counter: Counter, price: int, why: str = "") -> None:
    with counter.shop.reading() as connection:
        unit = connection.scalar(select(ProductUnit.id).where(ProductUnit.product_id == counter.cookies))
    assert unit is not None
    changed = PriceChanged(unit, PriceLine(PriceRule.RETAIL, Rupiah(price), NOTHING))
    with counter.shop.work(counter.manager, channel="office") as work:
        price_lists.apply(work, PriceList((changed,), why))


def agreed(counter: Counter, **said: object) -> None:
    claim(counter, counter.cookies, counter.maker_id)
    sign(counter, conditions=Conditions(**said))  # type: ignore[arg-type]


@pytest.mark.parametrize("price", [11_000, 14_000])
def test_her_price_is_not_changed_without_her(counter: Counter, price: int) -> None:
    agreed(counter)
    with pytest.raises(Refused) as refused:
        change(counter, price)

    assert (refused.value.rule, refused.value.field) == ("maker-price", "why")
    assert "Kue Kering" in str(refused.value)
    with pytest.raises(Refused):
        change_list(counter, price)


def test_that_she_agreed_is_written_with_the_price(counter: Counter) -> None:
    agreed(counter)
    change(counter, 11_000, "Disetujui Bu Siti lewat WA")
    change_list(counter, 10_000, "setuju di toko")


def test_a_shop_that_may_lower_it_lowers_it_and_never_raises_it(counter: Counter) -> None:
    agreed(counter, may_lower=True)
    change(counter, 11_000)
    with pytest.raises(Refused):
        change(counter, 12_000)


def test_a_price_that_the_shop_sets_is_the_shops_to_change(counter: Counter) -> None:
    agreed(counter, price_by=PriceBy.SHOP)
    change(counter, 9_000)
    change(counter, 15_000)


def test_without_an_agreement_and_for_the_shops_own_goods_nothing_is_asked(counter: Counter) -> None:
    claim(counter, counter.cookies, counter.maker_id)
    change(counter, 11_000)
    change(counter, 3_000, product=counter.soap)


def test_a_list_that_leaves_her_price_as_it_is_goes_through(counter: Counter) -> None:
    agreed(counter)
    change_list(counter, 12_500)


def edit(counter: Counter, price: int | None, why: str = "") -> None:
    """Save the good's card with another price, or with none."""
    shop = counter.shop
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        seen = product_states.read(connection, counter.cookies, day)
    (unit,) = seen.units
    wished = replace(seen, units=(replace(unit, retail=None if price is None else Rupiah(price)),), why=why)
    with shop.work(counter.manager, channel="office") as work:
        product_edits.save(work, wished)


def test_her_price_is_not_taken_away_without_her(counter: Counter) -> None:
    agreed(counter)
    with pytest.raises(Refused) as refused:
        edit(counter, None)

    assert refused.value.rule == "maker-price"
    edit(counter, None, "disetujui Bu Siti")


def test_a_price_that_was_taken_away_comes_back_as_it_was_or_with_her(counter: Counter) -> None:
    agreed(counter)
    edit(counter, None, "disetujui Bu Siti")
    with pytest.raises(Refused):
        edit(counter, 15_000)

    edit(counter, 12_500)


@pytest.mark.parametrize("why", ["Bu Siti tidak setuju", "belum disetujui", "she has not agreed", "not yet agreed"])
def test_that_she_did_not_agree_is_no_consent(counter: Counter, why: str) -> None:
    agreed(counter)
    with pytest.raises(Refused):
        change(counter, 11_000, why)


def test_whoever_reads_english_writes_it_in_english(counter: Counter) -> None:
    agreed(counter)
    change(counter, 11_000, "The maker agreed")
