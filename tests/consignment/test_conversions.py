"""Conversions: unfetched goods become the shop's or a gift, and pieces are bought from her outright."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consignment import conversion_papers, conversion_queries, conversions
from consignment.agreements import AfterGrace
from consignment.conversions import ConversionCommand, Way
from consignment.terms import Deal, Terms
from inventory import locations, stock_reports, transfers
from inventory.locations import LocationKind
from inventory.products import Product
from inventory.reports import REASONS
from inventory.stock import Reason
from koperasi import commands, masters
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from koperasi.quantity import Quantity
from pos import checks
from printing.texts import text
from tests.consignment import gone
from tests.consignment.gone import Gone, q
from tests.inventory import stock_days
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Gone:
    return gone.of(counter)


def food(hers: Gone, *, is_food: bool = True) -> None:
    with hers.shop.work(hers.shop.konsole(), channel="konsole") as work:
        masters.change(work.connection, Product, hers.counter.cookies, food=is_food)


def agreed(hers: Gone, after: AfterGrace = AfterGrace.CONVERT) -> None:
    hers.agree(shelf_days=30, grace_days=7, after_grace=after)


def test_bought_outright_is_the_shops_at_what_is_owed_for_it(hers: Gone) -> None:
    lot = hers.bring(10)

    hers.convert(lot, 4, Way.BUY, 30_000)

    assert (hers.left(lot), hers.owed(), hers.room.balance(Role.INVENTORY)) == ("6", 30_000, 30_000)
    assert hers.room.held(hers.room.shelf, hers.counter.cookies) == [("6", 0), ("4", 30_000)]
    assert checks.wrong(hers.shop) == []


@pytest.mark.parametrize("how", [{"agreed": False}, {"note": " "}])
def test_a_price_below_her_share_takes_her_leave_and_a_reason(hers: Gone, how: dict[str, object]) -> None:
    lot = hers.bring(10)
    with pytest.raises(Refused, match=r"32[.]000") as refusal:
        hers.convert(lot, 4, Way.BUY, 31_999, **how)
    assert refusal.value.rule == "below-share"
    assert hers.owed() == 0

    hers.convert(lot, 4, Way.BUY, 32_000, **how)
    done = hers.convert(lot, 2, Way.BUY, 9_000)
    assert hers.owed() == 41_000
    with hers.shop.reading() as connection:
        seen = conversion_queries.read(connection, done.id)
    for sheet in conversion_papers.sheets(hers.shop.branch, seen):
        told = text(sheet, 32)
        for words in ("TITIPAN DIBELI PUTUS", "  2 Pcs", "Rp 9.000", "harga disepakati", seen.number):
            assert words in told, told
    assert checks.wrong(hers.shop) == []


def test_what_is_the_shops_sells_first_and_owes_her_nothing_more(hers: Gone) -> None:
    lot = hers.bring(10)
    hers.convert(lot, 4, Way.BUY, 30_000)

    hers.sell(5)

    assert (hers.left(lot), hers.owed()) == ("5", 30_000 + 8_000)
    assert hers.room.balance(Role.INVENTORY) == 0
    assert checks.wrong(hers.shop) == []


def test_what_was_bought_of_several_lots_is_paid_line_by_line(hers: Gone) -> None:
    first, second = hers.bring(2), hers.bring(3, Terms(Deal.COMMISSION, 1_000))
    lines = tuple(
        conversions.ConvertedLine(lot, hers.room.shelf, q(2), Rupiah(each))
        for lot, each in ((first, 15_000), (second, 17_000))
    )

    said = {"agreed": True, "note": "harga disepakati"}
    hers.do(ConversionCommand(**hers.room.head(), maker_id=hers.maker, way=Way.BUY, lines=lines, **said))

    assert (hers.owed(), hers.room.balance(Role.INVENTORY)) == (32_000, 32_000)
    assert checks.wrong(hers.shop) == []


def test_converting_twice_is_converting_once(hers: Gone) -> None:
    lot = hers.bring(10)
    done = hers.convert(lot, 4, Way.BUY, 30_000)

    hers.do(commands.decode(ConversionCommand, commands.encode(done)))

    assert hers.owed() == 30_000


def test_unfetched_goods_become_the_shops_after_their_grace(hers: Gone) -> None:
    """Edge case 25: nobody fetched what is no food."""
    agreed(hers)
    lot = hers.bring(5)
    hers.later(37)
    with pytest.raises(Refused) as refusal:
        hers.convert(lot, 5, Way.KEEP)
    assert refusal.value.rule == "grace"
    hers.later(1)

    hers.convert(lot, 5, Way.KEEP)

    assert (hers.left(lot), hers.owed(), hers.room.balance(Role.INVENTORY)) == ("0", 0, 0)
    hers.sell(5)
    assert hers.owed() == 0
    assert checks.wrong(hers.shop) == []


def test_food_nobody_fetched_is_never_kept_to_be_sold(hers: Gone) -> None:
    agreed(hers)
    food(hers)
    lot = hers.bring(5, keeps=90)
    hers.later(60)

    with pytest.raises(Refused) as refusal:
        hers.convert(lot, 5, Way.KEEP)

    assert refusal.value.rule == "food"


def test_food_is_given_away_while_it_keeps_and_not_after(hers: Gone) -> None:
    agreed(hers, AfterGrace.DONATE)
    food(hers)
    lot, short = hers.bring(5, keeps=90), hers.bring(5, keeps=10)
    hers.later(60)

    hers.convert(lot, 5, Way.DONATE)
    with pytest.raises(Refused) as refusal:
        hers.convert(short, 5, Way.DONATE)

    assert (hers.left(lot), refusal.value.rule) == ("0", "expired")
    assert checks.wrong(hers.shop) == []


def test_only_what_was_agreed_becomes_of_unfetched_goods(hers: Gone) -> None:
    agreed(hers, AfterGrace.RETURN_ONLY)
    lot = hers.bring(5)
    hers.later(60)

    with pytest.raises(Refused) as refusal:
        hers.convert(lot, 5, Way.KEEP)
    assert refusal.value.rule == "grace"
    hers.convert(lot, 5, Way.KEEP, agreed=True)

    assert hers.left(lot) == "0"


def test_the_days_are_those_of_the_agreement_the_lot_came_under(hers: Gone) -> None:
    lot = hers.bring(5)
    hers.later(365)

    with pytest.raises(Refused):
        hers.convert(lot, 5, Way.KEEP)


def test_what_waited_for_her_stands_on_the_shelf_once_it_is_the_shops(hers: Gone) -> None:
    lot = hers.bring(5)
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        waiting = locations.made_unguarded(work, LocationKind.FOR_MAKERS)
        line = stock_days.line(hers.counter.cookies, "5", lot)
        command = transfers.TransferCommand(
            **hers.room.head(), source_id=hers.room.shelf, target_id=waiting, lines=(line,)
        )
        transfers.transfer(work, command)

    hers.convert(lot, 5, Way.BUY, 25_000, place=waiting)

    assert hers.left(lot, waiting) == "0"
    assert hers.room.held(hers.room.shelf, hers.counter.cookies) == [("5", 25_000)]
    assert checks.wrong(hers.shop) == []


@pytest.mark.parametrize(("way", "amount"), [(Way.BUY, 0), (Way.KEEP, 5_000), (Way.DONATE, 5_000), (Way.BUY, -1)])
def test_only_what_is_bought_has_a_price(hers: Gone, way: Way, amount: int) -> None:
    lot = hers.bring(5)

    with pytest.raises(BadInput):
        hers.convert(lot, 1, way, amount, agreed=True)


def test_more_than_is_there_is_not_bought(hers: Gone) -> None:
    lot = hers.bring(5)

    with pytest.raises(Refused) as refusal:
        hers.convert(lot, 6, Way.BUY, 30_000)

    assert (refusal.value.rule, hers.owed()) == ("not-enough", 0)


def test_whoever_keeps_the_counter_takes_nothing_over(hers: Gone) -> None:
    lot = hers.bring(5)

    with pytest.raises(NotAllowed):
        hers.convert(lot, 1, Way.BUY, 5_000, actor=hers.counter.cashier)


def test_a_conversion_is_taken_back_while_nothing_of_it_is_sold(hers: Gone) -> None:
    lot = hers.bring(10)
    done = hers.convert(lot, 4, Way.BUY, 30_000)

    hers.room.reverse(conversions.reverse, done.id)

    assert (hers.left(lot), hers.owed(), hers.room.balance(Role.INVENTORY)) == ("10", 0, 0)
    assert checks.wrong(hers.shop) == []


def test_a_conversion_of_which_something_was_sold_stays(hers: Gone) -> None:
    lot = hers.bring(10)
    done = hers.convert(lot, 4, Way.BUY, 30_000)
    hers.sell(1)

    with pytest.raises(Refused) as refusal:
        hers.room.reverse(conversions.reverse, done.id)

    assert refusal.value.rule == "not-enough"


def test_the_stock_can_be_made_anew_from_its_moves(hers: Gone) -> None:
    lot = hers.bring(10)
    hers.convert(lot, 4, Way.BUY, 30_000)

    checks.rebuild(hers.shop)

    assert checks.wrong(hers.shop) == []
    hers.sell(12)
    assert checks.wrong(hers.shop) == []


def test_a_price_that_was_not_owed_is_found(hers: Gone, unguarded: gone.Spoil) -> None:
    lot = hers.bring(10)
    hers.convert(lot, 4, Way.BUY, 30_000)

    unguarded(hers.shop, "UPDATE conversion_lines SET amount = 29000")

    assert any("utang titipan selisih" in each for each in checks.wrong(hers.shop))


def test_every_way_goods_move_has_its_words_and_its_place_in_the_report_of_movements() -> None:
    """A reason nobody named would break the stock card of the goods that moved so."""
    assert set(stock_reports.UNDER) | {Reason.FILLING} == set(Reason) == set(REASONS)


def test_the_report_of_movements_still_adds_up(hers: Gone) -> None:
    lot = hers.bring(10)
    hers.give_back(lot, 2)
    hers.convert(lot, 3, Way.BUY, 21_000)
    hers.convert(lot, 1, Way.DONATE, agreed=True)
    period = Period(hers.shop.branch, hers.room.day, hers.room.day)

    with hers.shop.reading() as connection:
        (row,) = stock_reports.movements(connection, period).rows
        (worth,) = stock_reports.movements(connection, replace(period, choices=Choices(by="value"))).rows

    amounts = [each.thousandths if isinstance(each, Quantity) else each for each in row[3:]]
    assert amounts[-1] == amounts[0] + amounts[1] - amounts[2] + sum(amounts[3:-1]) == 7_000  # type: ignore[operator,arg-type]
    assert str(worth[-1]) == "Rp 21.000"
