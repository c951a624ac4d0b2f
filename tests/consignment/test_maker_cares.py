"""Whom to thank, to call and to ask: decided on plain values, and read from a shop that lived some weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consignment import maker_care_queries, maker_care_reports
from consignment.agreements import Agreement, Conditions
from consignment.maker_cares import Known, Shelf, Stay, Thanks, Why, calls, more, reasons, usual_days
from consignment.maker_report_queries import Maker
from consignment.terms import Bearer
from inventory.paces import Pace
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.consignment import seasons
from tests.consignment.seasons import Season
from tests.shops import Counter

TODAY = date(2026, 11, 25)
SRI = Maker(1, "P-01", "Sri")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("known", "whys"),
    [
        (Known(SRI), []),
        (Known(SRI, balance=Rupiah(-1)), [Why.OWES]),
        (Known(SRI, last_brought=ago(29), last_sold=ago(1), stays=(Stay(ago(29)),)), []),
        (Known(SRI, last_brought=ago(30)), [Why.NOT_BROUGHT]),
        (Known(SRI, brings=False, last_brought=ago(90)), []),
        (Known(SRI, last_sold=ago(90)), []),
        (Known(SRI, last_brought=ago(3), last_sold=ago(90), stays=(Stay(ago(3)),)), []),
        (Known(SRI, last_brought=ago(40), stays=(Stay(ago(40)),)), [Why.NOT_SOLD, Why.NOT_BROUGHT]),
        (Known(SRI, last_sold=TODAY, stays=(Stay(ago(1), expires_on=TODAY),)), [Why.EXPIRING]),
        (Known(SRI, last_sold=TODAY, stays=(Stay(ago(9), expires_on=ago(1), fetch_by=ago(2)),)), [Why.EXPIRED]),
        (Known(SRI, last_sold=TODAY, stays=(Stay(ago(9), fetch_by=ago(1)), Stay(ago(9)))), [Why.OVERDUE]),
    ],
)
def test_a_maker_is_called_about_what_presses(known: Known, whys: list[Why]) -> None:
    assert [each.why for each in reasons(known, TODAY)] == whys
    assert [each.known for each in calls([known], TODAY)] == ([known] if whys else [])


def test_each_reason_is_said_in_words() -> None:
    stays = (
        Stay(ago(40), expires_on=ago(1)),
        Stay(ago(40), fetch_by=ago(3)),
        Stay(ago(40), expires_on=TODAY + timedelta(days=2)),
    )
    (call,) = calls([Known(SRI, True, Rupiah(-2_500), ago(40), ago(35), stays)], TODAY)
    assert call.words == (
        "berutang Rp 2.500, 1 barang sudah kedaluwarsa, 1 barang lewat waktu ambil, "
        "1 barang kedaluwarsa mulai 27/11/2026, tidak laku sejak 21/10/2026, tidak membawa barang sejak 16/10/2026"
    )


def test_who_owes_is_called_first() -> None:
    quiet, owing = Known(SRI, last_brought=ago(50)), Known(Maker(2, "P-02", "Ani"), balance=Rupiah(-5))
    assert [each.known for each in calls([quiet, owing], TODAY)] == [owing, quiet]


def test_growth_is_told_of_what_there_was_before() -> None:
    assert Thanks(SRI, Rupiah(300), Rupiah(200), Rupiah(0)).growth == 5_000
    assert Thanks(SRI, Rupiah(300), Rupiah(0), Rupiah(0)).growth is None


def shelf(left: int, sold: int, days: int, brought: list[int], keeps: int | None = None) -> Shelf:
    pace = Pace(Quantity.of(sold), days)
    return Shelf(7, "201", "Kue", "Pcs", 1, Quantity.of(left), pace, tuple(ago(n) for n in brought), keeps)


@pytest.mark.parametrize(
    ("known", "gone_in", "ask_for"),
    [
        # Every four days, last two days ago; three a day: six last until she comes, five do not.
        (shelf(6, 30, 10, [10, 6, 2]), None, 0),
        (shelf(5, 30, 10, [10, 6, 2]), 1, 7),
        # Nothing left; she is late, and may come tomorrow.
        (shelf(0, 30, 10, [14, 10]), 0, 12),
        # What keeps two days is asked for two days.
        (shelf(0, 30, 10, [14, 10], keeps=2), 0, 6),
        # Half a piece a day is rounded up to a whole one; below nothing counts as nothing.
        (shelf(-2, 5, 10, [3]), 0, 4),
        (shelf(3, 0, 10, [3]), None, 0),
        (shelf(0, 3, 10, []), None, 0),
    ],
)
def test_more_is_asked_for_before_it_runs_out(known: Shelf, gone_in: int | None, ask_for: int) -> None:
    asked = more(known, TODAY)
    if gone_in is None:
        assert asked is None
    else:
        assert asked is not None
        assert (asked.gone_on, asked.ask_for) == (TODAY + timedelta(days=gone_in), Quantity.of(ask_for))


def test_the_usual_time_between_deliveries_is_the_middle_one() -> None:
    assert usual_days([ago(n) for n in (90, 20, 17, 14, 14, 7, 4)]) == 3
    assert usual_days([ago(3)]) == 7


def test_goods_are_fetched_by_the_days_of_their_agreement() -> None:
    agreement = Agreement(9, "PJ-1", 1, 1, ago(30), None, Conditions(shelf_days=10, grace_days=3))
    assert maker_care_queries.fetch_by(ago(13), agreement) == TODAY
    assert maker_care_queries.fetch_by(ago(13), Agreement(9, "PJ-1", 1, 1, ago(30), None)) is None
    assert maker_care_queries.fetch_by(ago(13), None) is None


# -- read from a shop ---------------------------------------------------------------------------


def records(season: Season, make: Any, **how: Any) -> list[dict[str, Any]]:
    with season.shop.reading() as connection:
        return list(make(connection, season.period(**how)).records())


def test_the_best_makers_are_those_whose_goods_brought_most(counter: Counter) -> None:
    season = seasons.lived(counter, length=24)
    first, before = season.today - timedelta(days=11), season.today - timedelta(days=23)
    net = {maker: [0, 0] for maker in season.makers}
    for told in season.shares():
        if told.day >= before:
            net[told.maker][told.day < first] += told.net

    found = records(season, maker_care_reports.to_thank, first=first)

    assert [(row["net"], row["before"], row["risen"]) for row in found] == [
        (now, then, now - then) for now, then in sorted(net.values(), reverse=True)
    ]
    assert len(records(season, maker_care_reports.to_thank, first=first, party=season.makers[1])) == 1


def test_a_quiet_maker_is_to_be_called_and_a_busy_one_is_asked_for_more(counter: Counter) -> None:
    season = seasons.empty(counter)
    goods, days = season.days.goods, season.days
    days.deliver(goods.cakes, 9_000, seasons.FIXED, keeps=200)
    for _week in range(5):
        days.deliver(goods.cookies, 7_000, seasons.TEN, keeps=200)
        for _day in range(7):
            season.sell((goods.cookies, 1, 12_500, 0, Bearer.SHOP))
            season.next_day()
            days.close(0, left=False)
            days.open(100_000)

    (call,) = records(season, maker_care_reports.to_call)
    (ask,) = records(season, maker_care_reports.to_ask)

    assert (call["code"], call["last_sold"]) == ("P-02", None)
    assert call["why"] == "tidak laku sejak 23/11/2026, tidak membawa barang sejak 23/11/2026"
    # One goes a day and she comes every seven days: nothing is left, and she may come tomorrow.
    assert (ask["left"], ask["daily"], ask["usual_days"], ask["ask_for"]) == ("0", "1", 7, "7")
    assert (ask["gone_on"], ask["expected"]) == (season.today.isoformat(), (season.today + timedelta(1)).isoformat())
