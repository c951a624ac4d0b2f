"""A price list is applied whole or not at all, and doing it twice changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from inventory import price_lists, price_queries, pricing, queries
from inventory.goods import PriceLine, PriceRule
from inventory.price_lists import PriceList
from inventory.price_queries import Choice
from inventory.prices import PriceChanged
from inventory.products import Price
from koperasi.errors import NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import ONE, Quantity
from tests.shops import Counter

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def unit(counter: Counter, product_id: int) -> int:
    with counter.shop.reading() as connection:
        return queries.good(connection, product_id).base.id


def listed(
    counter: Counter, *amounts: int, why: str = "modal naik", below: bool = False, start: date | None = None
) -> PriceList:
    changes = [
        PriceChanged(unit(counter, product), PriceLine(PriceRule.RETAIL, Rupiah(amount), valid_from=start))
        for product, amount in zip((counter.soap, counter.cookies), amounts, strict=False)
    ]
    return PriceList(tuple(changes), why, below)


def apply(counter: Counter, what: PriceList) -> int:
    with counter.shop.work(counter.manager, channel="office") as work:
        return price_lists.apply(work, what)


def costs(counter: Counter, product_id: int, day: date = TODAY) -> int:
    with counter.shop.reading() as connection:
        good = queries.good(connection, product_id)
    return pricing.price(good.base, ONE, None, counter.shop.branch.id, day).unit_price.amount


def test_many_prices_change_in_one_deed_with_one_reason(counter: Counter) -> None:
    assert apply(counter, listed(counter, 3_600, 13_000)) == 2

    assert (costs(counter, counter.soap), costs(counter, counter.cookies)) == (3_600, 13_000)
    with counter.shop.reading() as connection:
        newest, first = price_queries.history(connection, counter.soap)
    assert (newest.line.price, newest.why, newest.set_by, newest.state(TODAY)) == (
        Rupiah(3_600),
        "modal naik",
        "Yuni Kartika",
        "now",
    )
    assert (first.line.price, first.state(TODAY)) == (Rupiah(3_400), "past")


def test_a_list_done_twice_changes_nothing(counter: Counter) -> None:
    for start in (None, TODAY + 3 * DAY):
        what = listed(counter, 3_600, 13_000, start=start)
        apply(counter, what)
        assert apply(counter, what) == 0

    with counter.shop.reading() as connection:
        in_use = select(func.count()).select_from(Price).where(Price.retired_at.is_(None))
        assert connection.scalar(in_use) == 3


def test_a_price_planned_twice_in_a_list_is_the_last_one_said(counter: Counter) -> None:
    one = unit(counter, counter.soap)
    lines = [
        PriceLine(PriceRule.RETAIL, Rupiah(3_500)),
        PriceLine(PriceRule.RETAIL, Rupiah(3_600), valid_from=TODAY + DAY),
        PriceLine(PriceRule.RETAIL, Rupiah(3_700), valid_from=TODAY + DAY),
    ]
    apply(counter, PriceList(tuple(PriceChanged(one, line) for line in lines)))

    assert [costs(counter, counter.soap, TODAY + n * DAY) for n in (0, 1, 9)] == [3_500, 3_700, 3_700]


def test_a_planned_price_is_told_as_planned_and_holds_on_its_day(counter: Counter) -> None:
    apply(counter, listed(counter, 3_600, start=TODAY + 2 * DAY))

    assert [costs(counter, counter.soap, TODAY + n * DAY) for n in (0, 1, 2)] == [3_400, 3_400, 3_600]
    with counter.shop.reading() as connection:
        states = [each.state(TODAY) for each in price_queries.history(connection, counter.soap)]
    assert states == ["planned", "now"]


def test_prices_below_cost_are_refused_whole_unless_that_is_meant(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 32_000)

    with pytest.raises(Refused) as refusal:
        apply(counter, listed(counter, 3_100, 13_000))
    assert refusal.value.rule == "below-cost"
    assert "Sabun" in refusal.value.message
    assert costs(counter, counter.cookies) == 12_500

    assert apply(counter, listed(counter, 3_100, 13_000, below=True)) == 2
    assert costs(counter, counter.soap) == 3_100


def test_a_unit_out_of_use_takes_no_price(counter: Counter) -> None:
    with pytest.raises(NotFound):
        apply(counter, PriceList((PriceChanged(1, PriceLine(PriceRule.RETAIL, Rupiah(1_000))),)))


def test_a_cashier_changes_no_prices(counter: Counter) -> None:
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        price_lists.apply(work, listed(counter, 3_600))


def test_goods_are_chosen_by_supplier_words_and_category(counter: Counter) -> None:
    counter.buy(counter.soap, 1, 3_000)
    with counter.shop.reading() as connection:
        everything = price_queries.chosen(connection, Choice())
        assert set(everything) >= {counter.soap, counter.cookies}
        assert price_queries.chosen(connection, Choice(words="sabun")) == [counter.soap]
        assert price_queries.chosen(connection, Choice(words="101")) == [counter.soap]
        assert price_queries.chosen(connection, Choice(supplier_id=counter.maker_id)) == []
        assert price_queries.chosen(connection, Choice(category_id=1)) == []


def test_goods_to_be_priced_know_what_they_cost_last(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 31_000)
    counter.buy(counter.soap, 10, 32_000)
    with counter.shop.reading() as connection:
        (soap,) = price_queries.priced(connection, counter.shop.branch.id, [counter.soap])

    assert soap.cost_of(Quantity.of(24)) == Rupiah(76_800)
    assert not soap.consigned


def test_changes_of_some_days_are_told_with_those_that_begin_then(counter: Counter) -> None:
    apply(counter, listed(counter, 3_600, 13_000, start=TODAY + 2 * DAY))
    with counter.shop.reading() as connection:
        branch = counter.shop.branch
        begun = price_queries.changes(connection, Period(branch, TODAY + 2 * DAY, TODAY + 2 * DAY))
        assert [each.line.price.amount for each in begun] == [13_000, 3_600]
        assert price_queries.changes(connection, Period(branch, TODAY + 5 * DAY, TODAY + 9 * DAY)) == []
