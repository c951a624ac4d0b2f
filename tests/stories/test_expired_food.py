"""The till and dates: it warns, passes expired lots over, and refuses food of which all has expired."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from inventory import locations, transfers
from inventory.expiries import Caution
from inventory.locations import LocationKind
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.stock import Stock
from inventory.transfers import StockLine, TransferCommand
from koperasi import masters, uids
from koperasi.documents import FlagRecord
from koperasi.errors import Refused
from koperasi.quantity import ONE, Quantity
from koperasi.work import Work
from pos import checks, till, training
from pos.counter import Counter as Desk
from pos.stations import Station
from pos.till_values import Heard
from tests.returning import back, bring
from tests.shops import Counter

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(counter: Counter) -> Desk:
    return Desk(Station(counter.shop, counter.cashier, counter.open()))


def eaten(counter: Counter, product_id: int, food: bool = True) -> None:
    with counter.shop.database.writing() as connection:
        masters.change(connection, Product, product_id, food=food)


def bought(counter: Counter, days: int | None, many: int = 5, product_id: int | None = None) -> None:
    """Soap, say, that expires in so many days (below zero: has), or bears no date."""
    until = None if days is None else datetime.combine(TODAY + timedelta(days=days), time(12), UTC)
    counter.buy(product_id or counter.soap, many, 2_500 * many, until)


def scanned(desk: Desk, code: str = "101") -> till.Till:
    opened = desk.open()
    now = till.open_till(opened.draft, opened.cart, opened.rounding)
    return now.scanned(code, desk.lookup(code).seen)


def test_food_of_which_all_has_expired_is_refused_at_the_scan(counter: Counter, desk: Desk) -> None:
    eaten(counter, counter.soap)
    bought(counter, -1)

    now = scanned(desk)

    assert now.cart.lines == ()
    assert now.heard is Heard.REFUSED
    assert now.said is not None
    assert now.said.words.startswith("Sabun Mandi 70 g: semua sisanya sudah kedaluwarsa")


def test_and_again_at_posting_whoever_allows_it(counter: Counter, desk: Desk) -> None:
    eaten(counter, counter.soap)
    bought(counter, -1)
    command = counter.command(counter.line(counter.soap, 1, 3_400))

    with pytest.raises(Refused, match="kedaluwarsa") as refused:
        counter.post(command, approver=counter.manager)

    assert refused.value.rule == "expired-food"
    assert checks.wrong(counter.shop) == []


def test_what_has_happened_is_posted_and_flagged(counter: Counter, desk: Desk) -> None:
    eaten(counter, counter.soap)
    bought(counter, -1)
    posted = counter.post(counter.command(counter.line(counter.soap, 1, 3_400)), happened=True)

    with counter.shop.reading() as connection:
        rules = connection.scalars(select(FlagRecord.rule).where(FlagRecord.document_id == posted.document_id)).all()
    assert set(rules) == {"expired-food", "expired"}


@pytest.mark.parametrize(
    "lots",
    [
        [],
        [(None, 5)],
        [(-1, 5), (None, 1)],
        [(-1, 5), (30, 1)],
        [(0, 5)],
        [(5, 5)],
    ],
)
def test_food_is_sold_while_any_of_it_may_be_good(
    counter: Counter, desk: Desk, lots: list[tuple[int | None, int]]
) -> None:
    eaten(counter, counter.soap)
    for days, many in lots:
        bought(counter, days, many)

    assert [line.good.product_id for line in scanned(desk).cart.lines] == [counter.soap]
    counter.sell(counter.line(counter.soap, 1, 3_400))
    assert checks.wrong(counter.shop) == []


def test_with_stock_below_zero_the_books_do_not_forbid_it(counter: Counter, desk: Desk) -> None:
    eaten(counter, counter.soap)
    bought(counter, 10, 2)
    counter.sell(counter.line(counter.soap, 8, 3_400))
    bought_before = counter.command(counter.line(counter.soap, 1, 3_400))

    assert counter.post(bought_before).new


def test_what_is_fresh_in_the_back_room_may_lie_on_the_counter(counter: Counter, desk: Desk) -> None:
    eaten(counter, counter.soap)
    bought(counter, -1)
    bought(counter, 30, 2)
    with counter.shop.work(counter.manager, channel="office") as work:
        _to_back_room(counter, work)

    assert desk.lookup("101").seen[0].caution is Caution.ALL
    assert len(scanned(desk).cart.lines) == 1
    assert counter.sell(counter.line(counter.soap, 1, 3_400)).new


def _to_back_room(counter: Counter, work: Work) -> None:
    """The fresh lot stands in the back room: by a transfer, as the shop does it."""
    shelf = locations.shelf(work.connection, counter.shop.branch.id)
    room = locations.made_unguarded(work, LocationKind.BACK_ROOM)
    lot = work.connection.scalar(select(Stock.lot_id).where(Stock.quantity == Quantity.of(2)))
    line = StockLine(counter.soap, "Pcs", ONE, Quantity.of(2), lot)
    day = counter.shop.branch.business_date(work.now)
    command = TransferCommand(work.mint(), uids.new_uid(work.now), shelf, room, day, work.now, (line,))
    transfers.transfer(work, command)


def test_other_goods_past_their_date_only_warn(counter: Counter, desk: Desk) -> None:
    bought(counter, -1)

    now = scanned(desk)

    assert len(now.cart.lines) == 1
    assert now.heard is Heard.LOOK
    assert now.said is not None
    assert now.said.words == "Cek tanggal **Sabun Mandi 70 g**: semua sisanya sudah lewat, 22/11/2026."
    assert counter.sell(counter.line(counter.soap, 1, 3_400)).new


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (7, "Cek tanggal **Sabun Mandi 70 g**: ada yang sampai 30/11/2026."),
        (8, None),
    ],
)
def test_goods_near_their_date_are_looked_at(counter: Counter, desk: Desk, days: int, words: str | None) -> None:
    bought(counter, days)

    said = scanned(desk).said

    assert (said.words if said else None) == words


def test_a_found_good_is_refused_like_a_scanned_one(counter: Counter, desk: Desk) -> None:
    eaten(counter, counter.soap)
    bought(counter, -1)
    (hit,) = desk.search("sabun")

    assert hit.seen.caution is Caution.BARRED
    assert desk.hit(hit.good.product_id, hit.unit_id).caution is Caution.BARRED


def test_expired_food_may_come_back(counter: Counter, desk: Desk) -> None:
    """A return is no sale: it is taken back whatever its date."""
    bought(counter, -1)
    sold = counter.sell(counter.line(counter.soap, 2, 3_400))
    eaten(counter, counter.soap)

    assert bring(counter, back(counter, sold.document_id, 1)).new
    assert checks.wrong(counter.shop) == []


def test_goods_to_practise_with_bear_no_dates(counter: Counter) -> None:
    """Training goes on for months with the same stock: none of it may expire."""
    eaten(counter, counter.soap)
    practice = training.open_training(counter.shop)
    try:
        with practice.reading() as connection:
            dates = connection.scalars(select(LotRecord.expires_on)).all()
    finally:
        practice.close()

    assert dates
    assert set(dates) == {None}
