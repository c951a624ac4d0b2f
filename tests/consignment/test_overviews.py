"""The overview of members' goods: its figures are those of the reports it leads to."""

from __future__ import annotations

from datetime import date, timedelta

from consignment import money_queries, overviews
from consignment.overviews import Overview
from consignment.terms import Bearer
from inventory.write_offs import Cause
from koperasi.money import Rupiah
from tests.consignment import gone as deeds
from tests.consignment import paying, seasons
from tests.consignment.gone import FIXED
from tests.consignment.seasons import Season
from tests.shops import Counter


def seen(season: Season) -> Overview:
    return overviews.read(season.shop)


def test_it_tells_what_is_owed_and_earned_and_by_whom(counter: Counter) -> None:
    season = seasons.lived(counter)
    today, last_month = season.today, date(2026, 11, 1)
    owed = sum(amount for *_rest, amount in season.booked())
    earned = {n: sum(t.commission - t.promotion for t in season.shares() if t.day.month == n) for n in (11, 12)}
    same_days = sum(
        told.commission - told.promotion
        for told in season.shares()
        if last_month <= told.day <= last_month + timedelta(days=today.day - 1)
    )

    found = seen(season)

    assert (found.day, found.owed, found.makers_owed) == (today, Rupiah(owed), 2)
    assert (found.available, found.aged.on_hold, found.soon) == (Rupiah(owed), Rupiah(0), Rupiah(0))
    assert [(each.month, each.amount.amount) for each in found.months[-2:]] == [(11, earned[11]), (12, earned[12])]
    assert (found.commission, found.before) == (Rupiah(earned[12]), Rupiah(same_days))
    assert found.growth == (earned[12] - same_days) * 100 // same_days
    assert {each.maker.code for each in found.thanks} == {"P-01", "P-02"}
    assert (found.agrees, found.wrong, found.losses) == (True, 0, 0)


def test_an_empty_shop_has_nothing_to_do(counter: Counter) -> None:
    found = seen(seasons.empty(counter))

    assert (found.owed, found.commission, found.growth) == (Rupiah(0), Rupiah(0), None)
    assert (found.thanks, found.calls, found.asks) == ((), (), ())
    assert (found.deliveries, found.expiring, found.slow, found.losses, found.agrees) == (0, 0, 0, 0, True)


def test_what_is_to_do_today_is_counted(counter: Counter) -> None:
    gone = deeds.of(counter)
    gone.bring(5, FIXED, keeps=3)
    gone.bring(5, FIXED)
    gone.write_off(1, Cause.DAMAGED)

    found = overviews.read(counter.shop)
    assert (found.deliveries, found.expiring, found.losses, found.slow) == (2, 1, 1, 0)

    gone.later(35)
    found = overviews.read(counter.shop)
    assert (found.deliveries, found.expiring, found.slow) == (0, 1, 2)
    assert found.calls_count == len(found.calls) == 1
    assert "sudah kedaluwarsa" in found.calls[0].words


def test_what_is_on_hold_becomes_hers_within_the_week(counter: Counter) -> None:
    paying.agree(counter, hold_days=5)
    cakes = paying.cakes(counter)
    paying.earn(counter, cakes, 40_000)

    found = overviews.read(counter.shop)
    assert (found.owed, found.available, found.soon) == (Rupiah(40_000), Rupiah(0), Rupiah(40_000))

    paying.later(counter, 5)
    found = overviews.read(counter.shop)
    assert (found.owed, found.available, found.soon) == (Rupiah(40_000), Rupiah(40_000), Rupiah(0))
    with counter.shop.reading() as connection:
        assert money_queries.becoming(connection, paying.today(counter), within=0) == Rupiah(0)


def test_the_books_of_a_maker_that_do_not_agree_are_counted(counter: Counter) -> None:
    season = seasons.empty(counter)
    cookies = season.days.goods.cookies
    season.days.deliver(cookies, 5_000, seasons.TEN, None)
    season.sell((cookies, 1, 12_500, 0, Bearer.SHOP))
    with season.shop.database.writing() as connection:
        connection.exec_driver_sql("UPDATE party_balances SET amount = amount - 1 WHERE account_id = 202")

    assert (seen(season).agrees, seen(season).wrong) == (False, 1)
