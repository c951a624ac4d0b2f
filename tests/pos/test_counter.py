"""The counter against a real shop: finding, keeping the open cart, posting with the next number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inventory.goods import Found
from koperasi import numbers
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from pos import drafts, sales
from pos.counter import Counter
from pos.scans import Seen
from pos.stations import Station
from pos.tenders import TenderKind
from pos.till import Till, open_till
from tests.shops import Counter as SmallShop


@pytest.fixture
def desk(counter: SmallShop) -> Counter:
    return Counter(Station(counter.shop, counter.cashier, counter.open()))


def opened(desk: Counter) -> Till:
    found = desk.open()
    return open_till(found.draft, found.cart, found.rounding)


def soap(desk: Counter, quantity: int = 1) -> Till:
    answer = desk.lookup("101")
    return opened(desk).scanned("101", answer.seen, quantity=Quantity.of(quantity))


def test_a_code_names_goods_with_what_the_shelf_holds(counter: SmallShop, desk: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000, datetime(2027, 3, 14, tzinfo=UTC))

    (seen,) = desk.lookup("101").seen
    assert (seen.found.good.name, seen.on_hand, str(seen.expires_on)) == (
        "Sabun Mandi 70 g", Quantity.of(10), "2027-03-14",
    )  # fmt: skip


def test_a_code_names_a_member_or_nothing(desk: Counter) -> None:
    card = desk.lookup("9900217").card
    assert card is not None
    assert card.name == "Sri Wahyuni"
    assert desk.lookup("A-0217").card == card
    assert (desk.lookup("123456").seen, desk.lookup("123456").card) == ((), None)


def test_members_are_found_by_number_name_and_card(desk: Counter) -> None:
    assert [[card.number for card in desk.members(words)] for words in ("wahyuni sri", "A-0217", "9900217", "")] == [
        ["A-0217"], ["A-0217"], ["A-0217"], [],
    ]  # fmt: skip


def test_goods_are_found_by_parts_of_their_names(desk: Counter) -> None:
    assert [hit.good.name for hit in desk.search("mandi sab")] == ["Sabun Mandi 70 g"]


def test_a_sale_is_posted_once_however_often_it_is_asked_for(counter: SmallShop, desk: Counter) -> None:
    till = soap(desk, 3).pay_started()

    first, second = desk.pay(till), desk.pay(till)

    assert (first.posted.new, second.posted.new) == (True, False)
    assert (second.posted.number, second.tenders) == (first.posted.number, first.tenders)
    assert (first.posted.document_id, first.posted.total) == (till.cart.id, Rupiah(10_200))
    assert first.following.id != till.cart.id


def test_a_sale_whose_answer_was_lost_shows_what_was_posted_not_what_is_typed_now(desk: Counter) -> None:
    till = soap(desk, 3).pay_started()
    desk.pay(till.amount_typed(Rupiah(20_000)))

    again = desk.pay(till.amount_typed(Rupiah(50_000)))
    assert (again.posted.change, again.tenders[0].given) == (Rupiah(9_800), Rupiah(20_000))


def test_a_number_taken_in_the_meantime_is_drawn_anew(
    counter: SmallShop, desk: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift, peek = desk.shift, numbers.peek
    stale = [numbers.Number(shift.sale_series, 9, "K1-000009")]
    monkeypatch.setattr(numbers, "peek", lambda connection, series: stale.pop() if stale else peek(connection, series))

    assert desk.pay(soap(desk).pay_started()).posted.number == "K1-000001"


def test_a_broken_rule_is_not_tried_again(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []

    def refuse(work: object, command: object) -> None:
        tried.append(command)
        raise Refused("tidak boleh", rule="right")

    monkeypatch.setattr(sales, "post", refuse)
    with pytest.raises(Refused, match="tidak boleh"):
        desk.pay(soap(desk).pay_started())
    assert len(tried) == 1


def test_the_open_cart_comes_back_with_its_member(desk: Counter) -> None:
    till = soap(desk, 3).scanned("9900217", (), desk.lookup("9900217").card).scanned("555555", ())
    desk.keep(till.draft)

    back = opened(Counter(desk.station))
    assert back.draft == till.draft
    assert back.said is not None


def test_nothing_is_kept_of_an_empty_cart(desk: Counter) -> None:
    till = soap(desk)
    desk.keep(till.draft)
    desk.keep(opened(replace_cart(desk)).draft)
    assert desk.open().draft is None


def replace_cart(desk: Counter) -> Counter:
    with desk.station.shop.database.writing() as connection:
        drafts.drop(connection, desk.shift.till_id)
    return desk


def test_a_paid_cart_does_not_come_back(desk: Counter) -> None:
    till = soap(desk).pay_started()
    desk.keep(till.draft)
    desk.pay(till)
    assert desk.open().draft is None

    # Written once more by a till that was killed between its commit and its next cart.
    desk.keep(till.draft)
    assert desk.open().draft is None


def test_the_oldest_debt_is_the_one_that_payments_have_not_reached(counter: SmallShop, desk: Counter) -> None:
    assert desk.oldest_debt(counter.member_id) is None

    card = desk.lookup("9900217").card
    assert card is not None
    till = soap(desk).attached(card).pay_started(TenderKind.KASBON)
    desk.pay(till)
    assert desk.oldest_debt(counter.member_id) == desk.shift.business_date


def test_a_good_without_stock_is_sold_all_the_same(desk: Counter) -> None:
    (seen,) = desk.lookup("101").seen
    empty = Seen(Found(seen.found.good, seen.found.unit_id))
    till = opened(desk).picked(replace(empty), Quantity.of(5)).pay_started()
    assert desk.pay(till).posted.total == Rupiah(17_000)
