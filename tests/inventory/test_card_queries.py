"""The card tells every move with what was left after it, newest first, narrowed without losing count."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inventory import card_queries, negative_queries, negative_reports, stock_lists
from inventory.card_queries import CardMove, Narrowed
from inventory.negative_queries import Below, Cause
from inventory.stock import Reason
from inventory.stock_lists import Show, Standing, Wanted
from koperasi.errors import NotFound
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import Quantity
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, Counter


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    made = stock_days.of(counter)
    counter.buy(counter.soap, 10, 10_000)
    counter.sell(counter.line(counter.soap, 3, 3_400))
    made.transfer(counter.soap, "4", made.shelf, made.back)
    made.write_off(counter.soap, "1")
    return made


def card(room: Stockroom, wanted: Narrowed | None = None, start: int = 0, size: int = 50) -> list[CardMove]:
    with room.shop.reading() as connection:
        return card_queries.page(connection, wanted or Narrowed(room.counter.soap), start, size)


def told(moves: list[CardMove]) -> list[tuple[str, str, str, int]]:
    return [(str(each.reason), each.quantity.decimal, each.left.decimal, each.left_value.amount) for each in moves]


def test_every_move_tells_what_was_left_after_it(room: Stockroom) -> None:
    assert told(card(room)) == [
        ("write-off", "-1", "6", 6_000),
        ("transfer", "4", "7", 7_000),
        ("transfer", "-4", "3", 3_000),
        ("sale", "-3", "7", 7_000),
        ("purchase", "10", "10", 10_000),
    ]


def test_one_places_card_has_that_places_running_sum(room: Stockroom) -> None:
    back = card(room, Narrowed(room.counter.soap, location_id=room.back))

    assert told(back) == [("transfer", "4", "4", 4_000)]
    assert back[0].place == "Gudang"


def test_one_lots_card_has_that_lots_running_sum(room: Stockroom) -> None:
    room.counter.buy(room.counter.soap, 2, 2_400)
    newest = stock_days.lots_of(room.shop, room.counter.soap)[-1]

    assert told(card(room, Narrowed(room.counter.soap, lot_id=newest))) == [("purchase", "2", "2", 2_400)]


def test_days_choose_rows_but_what_was_before_counts(room: Stockroom) -> None:
    tomorrow = room.day + timedelta(days=1)
    room.shop.clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    room.write_off(room.counter.soap, "2")

    assert told(card(room, Narrowed(room.counter.soap, first=tomorrow))) == [("write-off", "-2", "4", 4_000)]
    assert len(card(room, Narrowed(room.counter.soap, last=room.day - timedelta(days=1)))) == 5


def test_pages_follow_each_other_and_are_counted(room: Stockroom) -> None:
    whole = card(room)
    with room.shop.reading() as connection:
        assert card_queries.count(connection, Narrowed(room.counter.soap)) == len(whole) == 5

    assert card(room, size=2) + card(room, start=2, size=2) + card(room, start=4, size=2) == whole


def test_the_head_tells_lots_and_places_of_a_good(room: Stockroom) -> None:
    with room.shop.reading() as connection:
        head = card_queries.head(connection, room.counter.soap)
        with pytest.raises(NotFound):
            card_queries.head(connection, 1)

    assert (head.quantity, head.value) == (Quantity.of(6), Rupiah(6_000))
    assert [name for _place, name in head.places] == ["Rak", "Gudang"]
    assert [(each.quantity.decimal, each.value.amount) for each in head.lots] == [("6", 6_000)]


def below(room: Stockroom) -> list[Below]:
    with room.shop.reading() as connection:
        return negative_queries.below_zero(connection, room.shop.branch.id)


def test_nothing_below_zero_is_an_empty_list(room: Stockroom) -> None:
    assert below(room) == []


def test_what_stands_elsewhere_is_the_likeliest_cause(room: Stockroom) -> None:
    room.counter.sell(room.counter.line(room.counter.soap, 5, 3_400))

    (found,) = below(room)

    assert (found.quantity, found.place, found.elsewhere) == (Quantity.of(-3), "Rak", Quantity.of(4))
    assert (found.cause, found.since) == (Cause.ELSEWHERE, room.day)


def test_what_never_came_and_what_was_sold_too_early_are_told_apart(room: Stockroom) -> None:
    counter = room.counter
    counter.deliver(counter.cookies, 1, SIX_PERCENT)
    counter.sell(counter.line(counter.cookies, 2, 12_500))
    candy = room.new_good("701", "Permen")
    counter.sell(counter.line(candy, 1, 500))

    causes = {each.name: (each.cause, each.consigned) for each in below(room)}

    assert causes == {"Kue Kering": (Cause.BEFORE_RECEIPT, True), "Permen": (Cause.NEVER_RECEIVED, False)}


def test_since_is_the_day_it_fell_and_stayed_below(room: Stockroom) -> None:
    counter, candy = room.counter, room.new_good("701", "Permen")
    counter.sell(counter.line(candy, 1, 500))
    counter.buy(candy, 5, 500)
    counter.close(0)
    room.shop.clock.at += timedelta(days=2)  # type: ignore[attr-defined]
    counter.sell(counter.line(candy, 6, 500))

    (found,) = below(room)

    assert (found.since, found.quantity) == (room.day, Quantity.of(-2))


def standing(room: Stockroom, wanted: Wanted | None = None) -> list[Standing]:
    with room.shop.reading() as connection:
        branch = room.shop.branch.id
        return stock_lists.rows(connection, stock_lists.ids(connection, wanted or Wanted(), branch), branch)


def test_the_list_tells_what_stands_where_and_leaves_services_out(room: Stockroom) -> None:
    room.counter.deliver(room.counter.cookies, 5, SIX_PERCENT)

    rows = {each.name: each for each in standing(room)}

    soap, cookies = rows["Sabun Mandi 70 g"], rows["Kue Kering"]
    assert (soap.shelf, soap.back, soap.quantity, soap.value) == (
        Quantity.of(2),
        Quantity.of(4),
        Quantity.of(6),
        Rupiah(6_000),
    )
    assert (cookies.quantity, cookies.value, cookies.maker) == (Quantity.of(5), Rupiah(0), "Bu Siti")
    assert "Fotokopi" not in rows


def test_each_filter_shows_its_own(room: Stockroom) -> None:
    counter = room.counter
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    candy, tea = room.new_good("701", "Permen"), room.new_good("702", "Teh")
    counter.sell(counter.line(candy, 1, 500))
    counter.buy(tea, 3, 3_000)
    room.transfer(tea, "3", room.shelf, room.back)

    def names(show: Show, words: str = "") -> list[str]:
        return [each.name for each in standing(room, Wanted(words, show=show))]

    assert names(Show.CONSIGNED) == ["Kue Kering"]
    assert names(Show.OWNED) == ["Permen", "Sabun Mandi 70 g", "Teh"]
    assert names(Show.BELOW_ZERO) == ["Permen"]
    assert names(Show.NOT_ON_SHELF) == ["Teh"]
    assert names(Show.BELOW_MINIMUM) == []
    assert names(Show.ALL, "sabun") == ["Sabun Mandi 70 g"]
    assert names(Show.CONSIGNED, "sabun") == []


def test_the_summary_keeps_owned_and_consigned_apart(room: Stockroom) -> None:
    room.counter.deliver(room.counter.cookies, 5, SIX_PERCENT)
    there = room.branch()
    room.dispatch(there.shop.branch, room.counter.soap, "1")

    with room.shop.reading() as connection:
        found = stock_lists.summary(connection, room.shop.branch.id)

    assert (found.owned_goods, found.owned_value) == (1, Rupiah(5_000))
    assert (found.consigned_goods, found.consigned_quantity) == (1, Quantity.of(5))
    assert (found.in_transit, found.below_zero) == (Rupiah(1_000), 0)


def test_a_card_of_nothing_is_empty(room: Stockroom) -> None:
    assert card(room, Narrowed(room.counter.cookies)) == []
    assert Reason.SALE in {each.reason for each in card(room)}


def test_what_is_below_zero_is_a_report_whose_rows_open_the_good(room: Stockroom) -> None:
    candy = room.new_good("701", "Permen")
    room.counter.sell(room.counter.line(candy, 1, 500))
    with room.shop.reading() as connection:
        report = negative_reports.negative(connection, Period(room.shop.branch, room.day, room.day))

    (row,) = report.rows
    assert (row[1], row[3], row[7]) == ("Permen", Quantity.of(-1), "belum pernah diterima: catat pembeliannya")
    assert report.opens is not None
    assert report.opens.ids == (candy,)
