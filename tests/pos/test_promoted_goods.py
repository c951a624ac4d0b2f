"""Promotions at a real shop's till: read when they change, with the floor of each good, sold and reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consignment.terms import Bearer, Deal, Terms
from inventory import promotions
from inventory.lots import UnitCost
from inventory.promotion_offers import Floor, PromotionKind
from inventory.promotions import NewPromotion, Target
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import ONE, Quantity
from pos import checks, promoted_goods, promotion_queries, recalls, receipts, sale_records
from pos.counter import Counter
from pos.promoted_goods import DealFloor
from pos.stations import Station
from pos.tenders import TenderKind
from pos.till import Till, open_till
from printing.texts import text_lines
from tests.shops import Counter as SmallShop


@pytest.fixture
def desk(counter: SmallShop, monkeypatch: pytest.MonkeyPatch) -> Counter:
    monkeypatch.setattr(promoted_goods, "LOOK_AGAIN", 0)
    return Counter(Station(counter.shop, counter.cashier, counter.open()))


def make(counter: SmallShop, code: str, product_id: int, **said: object) -> None:
    usual = NewPromotion(code, "Sabtu Sehat", PromotionKind.FREE, (Target(product_id=product_id),), buy=2, free=1)
    with counter.shop.work(counter.manager, channel="office") as work:
        promotions.add(work, replace(usual, **said))  # type: ignore[arg-type]


def opened(desk: Counter) -> Till:
    found = desk.open()
    return open_till(found.draft, found.cart, found.rounding)


def test_a_scan_brings_what_may_be_given_and_the_last_known_cost(counter: SmallShop, desk: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    (plain,) = desk.lookup("101").seen
    assert (plain.found.good.promotions, plain.found.good.floor) == ((), None)

    make(counter, "A", counter.soap)
    (seen,) = desk.lookup("101").seen
    assert [each.name for each in seen.found.good.promotions] == ["Sabtu Sehat"]
    assert seen.found.good.floor == Floor(UnitCost(Rupiah(25_000), Quantity.of(10)))
    assert desk.hit(counter.soap, seen.found.unit_id).good == seen.found.good
    assert [each.good for each in desk.search("sabun")] == [seen.found.good]

    with counter.shop.work(counter.manager, channel="office") as work:
        promotions.end(work, "A")
    assert desk.lookup("101").seen[0].found.good.promotions == ()


@pytest.mark.parametrize(
    ("terms", "floor"),
    [
        (Terms(Deal.COMMISSION, 600), Floor(rate_bps=600)),
        (Terms(Deal.FIXED, payout_each=Rupiah(8_000)), Floor(UnitCost(Rupiah(8_000), ONE), fixed=True)),
        (None, Floor(UnitCost())),
    ],
)
def test_the_floor_of_a_makers_good_is_her_deal(
    counter: SmallShop, desk: Counter, terms: Terms | None, floor: Floor
) -> None:
    if terms is not None:
        counter.deliver(counter.cookies, 5, terms)
    make(counter, "A", counter.cookies)
    assert desk.lookup("201").seen[0].found.good.floor == floor


def test_a_service_has_no_floor_to_keep(counter: SmallShop, desk: Counter) -> None:
    make(counter, "A", counter.copies)
    assert desk.lookup("301").seen[0].found.good.floor == Floor()


def test_master_data_are_not_read_again_while_they_are_the_same(
    counter: SmallShop, desk: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(counter, "A", counter.soap)
    desk.lookup("101")
    monkeypatch.setattr(promotions, "in_use", None)  # would be called
    assert desk.lookup("101").seen[0].found.good.promotions


def sell(desk: Counter, code: str, quantity: int) -> int:
    till = opened(desk).scanned(code, desk.lookup(code).seen, quantity=Quantity.of(quantity))
    till = till.pay_started(TenderKind.CASH).exact()
    return desk.pay(till).posted.document_id


def test_what_was_promised_is_sold_printed_and_reported(counter: SmallShop, desk: Counter) -> None:
    counter.buy(counter.soap, 10, 10_000)
    make(counter, "SEHAT", counter.soap)
    document_id = sell(desk, "101", 3)

    shop = counter.shop
    with shop.reading() as connection:
        sale = sale_records.read(connection, document_id)
        day = sale.command.business_date
        found = promotion_queries.given(connection, Period(shop.branch, day, day))
    assert sale.command.total == Rupiah(6_800)
    assert [(each.code, each.bearer, each.sales, each.quantity, each.discount, each.net) for each in found] == [
        ("SEHAT", Bearer.SHOP, 1, Quantity.of(3), Rupiah(3_400), Rupiah(6_800)),
    ]  # fmt: skip
    printed = text_lines(receipts.receipt(shop.branch, shop.settings, sale))
    assert [line for line in printed if "Promo" in line] == ["  Promo Sabtu Sehat: beli 2 gratis 1      -3.400"]
    assert any("Anda hemat 3.400" in line for line in printed)
    assert checks.wrong(shop) == []


def test_below_its_cost_it_stops_and_the_receipt_says_why(counter: SmallShop, desk: Counter) -> None:
    counter.buy(counter.soap, 10, 30_000)
    make(counter, "SEHAT", counter.soap)
    with counter.shop.reading() as connection:
        sale = sale_records.read(connection, sell(desk, "101", 3))
    (line,) = sale.command.lines
    assert line.net == Rupiah(9_000)
    assert line.promotion is not None
    assert line.promotion.reason == "Promo Sabtu Sehat: beli 2 gratis 1 (sampai harga pokok)"


def test_by_the_hour_the_counters_clock_decides(counter: SmallShop, desk: Counter) -> None:
    make(counter, "SORE", counter.soap, begins=17 * 60, ends=19 * 60)
    till = opened(desk).scanned("101", desk.lookup("101").seen, quantity=Quantity.of(3))
    assert till.at(desk.moment()).cart.total == Rupiah(10_200)

    counter.shop.clock.at = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)  # type: ignore[attr-defined]
    assert desk.moment().hour == 17
    assert till.at(desk.moment()).cart.total == Rupiah(6_800)


def test_a_held_cart_comes_back_with_the_promotions_of_now(counter: SmallShop, desk: Counter) -> None:
    till = opened(desk).scanned("101", desk.lookup("101").seen, quantity=Quantity.of(3))
    recalls.hold(desk, till.draft, "ibu berbaju hijau")
    make(counter, "SEHAT", counter.soap)

    recalled = recalls.recall(desk, till.cart.id)
    assert (recalled.draft.cart.total, recalled.difference) == (Rupiah(6_800), Rupiah(-3_400))


def test_a_promotion_of_tomorrow_waits(counter: SmallShop, desk: Counter) -> None:
    day = counter.shop.branch.business_date(counter.shop.clock())
    make(counter, "SEHAT", counter.soap, first_day=day + timedelta(days=1))
    till = opened(desk).scanned("101", desk.lookup("101").seen, quantity=Quantity.of(3))
    assert till.cart.total == Rupiah(10_200)


@pytest.mark.parametrize(
    ("deal", "least"),
    [
        (Terms(Deal.FLOOR, 5_000, floor_each=Rupiah(7_000)), 14_000),
        (Terms(Deal.SURPLUS, 1_000, base_each=Rupiah(8_000), surplus_bps=5_000), 16_400),
        (Terms(Deal.COMMISSION, 2_000, fee_each=Rupiah(150)), 15_700),
    ],
)
def test_goods_on_any_deal_go_no_lower_than_what_their_maker_gets(deal: Terms, least: int) -> None:
    """Two pieces at 10,000: what the shop gives is never hers; what she gives may be all of it."""
    floor = DealFloor(deal=deal)
    assert floor.least(Quantity.of(2), Rupiah(20_000), Bearer.SHOP) == Rupiah(least)
    assert floor.least(Quantity.of(2), Rupiah(20_000), Bearer.MAKER) == Rupiah(0)
