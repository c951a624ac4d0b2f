"""Makers' goods as they lie there: what should go back to her, and until when she may fetch it."""

from __future__ import annotations

import pytest

from consignment import maker_lots
from consignment.conversions import Way
from consignment.givebacks import Why
from consignment.maker_lots import MakerLot, State
from inventory import locations, transfers
from inventory.locations import LocationKind
from tests.consignment import gone
from tests.consignment.gone import Gone, q
from tests.inventory import stock_days
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Gone:
    return gone.of(counter)


def there(hers: Gone, **narrow: object) -> list[MakerLot]:
    with hers.shop.reading() as connection:
        return maker_lots.lots(connection, hers.shop.branch.id, hers.room.day, **narrow)  # type: ignore[arg-type]


def states(hers: Gone) -> list[tuple[State, str]]:
    return [(each.state(hers.room.day), each.quantity.decimal) for each in there(hers)]


def test_what_is_sold_still_is_told_with_its_age_and_her_share(hers: Gone) -> None:
    hers.bring(10)
    hers.later(3)
    hers.sell(4)

    (lot,) = there(hers)

    assert (lot.quantity, lot.age(hers.room.day), lot.state(hers.room.day)) == (q(6), 3, State.SELLING)
    assert lot.worth is not None
    assert (lot.worth.amount, lot.maker, lot.name) == (48_000, "Siti Aminah", "Kue Kering")


def test_after_its_days_on_the_shelf_it_is_to_be_fetched_and_then_overdue(hers: Gone) -> None:
    """Edge case 24: pick-up overdue."""
    hers.agree(shelf_days=10, grace_days=5)
    hers.bring(5)
    hers.later(10)
    assert states(hers) == [(State.SELLING, "5")]
    hers.later(1)
    assert states(hers) == [(State.TO_FETCH, "5")]
    hers.later(4)
    assert there(hers)[0].words(hers.room.day) == "masa jual habis, ambil dalam 0 hari"
    hers.later(1)
    assert states(hers) == [(State.OVERDUE, "5")]


def test_a_lot_without_a_date_and_without_a_limit_stays(hers: Gone) -> None:
    """Edge case 22: lot without expiry."""
    hers.bring(5)
    hers.later(400)

    assert states(hers) == [(State.SELLING, "5")]


def test_expired_comes_first_whatever_else_is_true_of_it(hers: Gone) -> None:
    hers.agree(shelf_days=1)
    hers.bring(2)
    hers.bring(3, keeps=1)
    hers.later(5)

    assert states(hers) == [(State.EXPIRED, "3"), (State.OVERDUE, "2")]
    assert [each.why(hers.room.day) for each in there(hers)] == [Why.EXPIRED, Why.UNSOLD]


def test_damaged_goods_and_those_that_wait_for_her_are_told_by_their_place(hers: Gone) -> None:
    lot = hers.bring(10)
    hers.room.transfer(hers.counter.cookies, "2", hers.room.shelf, hers.room.damaged)
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        waiting = locations.made_unguarded(work, LocationKind.FOR_MAKERS)
        line = stock_days.line(hers.counter.cookies, "3", lot)
        head = hers.room.head()
        transfers.transfer(
            work, transfers.TransferCommand(**head, source_id=hers.room.shelf, target_id=waiting, lines=(line,))
        )

    assert states(hers) == [(State.DAMAGED, "2"), (State.WAITING, "3"), (State.SELLING, "5")]
    with hers.shop.reading() as connection:
        back = maker_lots.to_go_back(connection, hers.shop.branch.id, hers.room.day)
    assert [each.quantity for each in back] == [q(2), q(3)]


def test_a_recall_finds_a_product_in_all_its_lots(hers: Gone) -> None:
    hers.bring(4)
    hers.bring(6)

    assert [each.quantity for each in there(hers, products=[hers.counter.cookies])] == [q(4), q(6)]
    assert there(hers, products=[hers.counter.soap]) == []


def test_the_shops_own_is_not_listed(hers: Gone) -> None:
    hers.counter.buy(hers.counter.soap, 5, 10_000)
    lot = hers.bring(4)
    hers.convert(lot, 4, Way.BUY, 20_000)

    assert there(hers, makers=[hers.maker]) == []
