"""Reports of makers' money: the figures are those of the raw documents, added up by plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest

from consignment import maker_report_queries, maker_reports, reports
from consignment.terms import Bearer
from koperasi.documents import Kind
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from tests.consignment import seasons
from tests.consignment.seasons import Season
from tests.shops import Counter


@pytest.fixture
def season(counter: Counter) -> Season:
    return seasons.lived(counter)


def records(season: Season, make: Any, **how: Any) -> list[dict[str, Any]]:
    with season.shop.reading() as connection:
        return list(make(connection, season.period(**how)).records())


def totals(season: Season, make: Any, **how: Any) -> dict[str, Any]:
    with season.shop.reading() as connection:
        report = make(connection, season.period(**how))
    return dict(zip([each.key for each in report.columns], report.totals or (), strict=True))


def test_the_year_of_each_maker_is_the_sum_of_her_parts(season: Season) -> None:
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for told in season.shares():
        of_maker = sums[told.maker]
        of_maker["gross"] += told.gross
        of_maker["discount"] += told.gross - told.net
        of_maker["net"] += told.net
        of_maker["commission"] += told.commission
        of_maker["promotion"] += told.promotion
        of_maker["share"] += told.share

    rows = {row["code"]: row for row in records(season, maker_reports.year)}

    assert set(rows) == {"P-01", "P-02"}
    for code, maker in zip(("P-01", "P-02"), season.makers, strict=True):
        assert {key: rows[code][key] for key in sums[maker]} == dict(sums[maker])
        assert sums[maker]["net"] == sums[maker]["share"] + sums[maker]["commission"] - sums[maker]["promotion"]
    assert totals(season, maker_reports.year)["gross"] == Rupiah(sum(each["gross"] for each in sums.values()))


def test_a_report_of_one_maker_shows_no_one_elses(season: Season) -> None:
    first, second = season.makers
    for make in (reports.consignment, maker_reports.ages, maker_reports.year):
        assert [row["code"] for row in records(season, make, party=second)] == ["P-02"]
        whole = {row["code"]: row for row in records(season, make)}
        assert records(season, make, party=first) == [whole["P-01"]]


def test_what_was_earned_paid_and_is_owed_is_the_ledgers(season: Season) -> None:
    first, last = season.today - timedelta(days=30), season.today - timedelta(days=3)
    earned: dict[int, int] = defaultdict(int)
    owed: dict[int, int] = defaultdict(int)
    for told in season.shares():
        earned[told.maker] += told.share if first <= told.day <= last else 0
    for maker, _kind, _document, _day, amount in season.booked():
        owed[maker] += amount

    for row, maker in zip(records(season, reports.consignment, first=first, last=last), season.makers, strict=True):
        assert (row["earned"], row["settled"], row["paid"]) == (earned[maker], 0, 0)
        assert (row["owed"], row["on_hold"], row["available"]) == (owed[maker], 0, owed[maker])


def test_money_grows_old_from_the_day_it_is_hers_and_the_newest_is_what_is_left(season: Season) -> None:
    by_age: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for maker, _kind, _document, day, amount in season.booked():
        age = (season.today - day).days
        by_age[maker][0 if age <= 7 else 1 if age <= 30 else 2] += amount

    for row, maker in zip(records(season, maker_reports.ages), season.makers, strict=True):
        assert [row["week"], row["month"], row["older"]] == by_age[maker]
        assert row["owed"] == sum(by_age[maker])
        assert (row["on_hold"], row["owes"]) == (0, 0)


def test_groups_and_villages_add_up_to_the_whole(season: Season) -> None:
    gross = sum(told.gross for told in season.shares())
    villages = {row["name"]: row for row in records(season, maker_reports.groups, by="village")}
    groups = records(season, maker_reports.groups)

    assert set(villages) == {"Ngantang", "Pujon"}
    assert [row["name"] for row in groups] == ["(tidak diketahui)"]
    assert sum(row["gross"] for row in villages.values()) == groups[0]["gross"] == gross
    assert groups[0]["makers"] == 2
    assert groups[0]["owed"] == sum(amount for *_rest, amount in season.booked())


def test_months_are_told_apart(season: Season) -> None:
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for told in season.shares():
        if told.day.year == 2026:
            sums[told.maker, told.day.month][0] += told.gross
            sums[told.maker, told.day.month][1] += told.quantity

    with season.shop.reading() as connection:
        months = maker_report_queries.by_month(connection, 2026)

    found = {
        (maker, month): [sold.gross.amount, sold.quantity.thousandths]
        for maker, of_maker in months.items()
        for month, sold in of_maker.items()
    }
    assert found == dict(sums)
    assert len({month for _maker, month in found}) == 2


def test_a_shop_without_makers_has_empty_reports(counter: Counter) -> None:
    season = seasons.empty(counter)
    for make in (reports.consignment, maker_reports.ages, maker_reports.year, maker_reports.groups):
        assert records(season, make) == []


def test_what_came_back_counts_against_what_was_sold(counter: Counter) -> None:
    season = seasons.empty(counter)
    season.days.deliver(season.days.goods.cookies, 5_000, seasons.TEN, None)
    season.sell((season.days.goods.cookies, 3, 12_500, 0, Bearer.SHOP))

    with season.shop.reading() as connection:
        sold = maker_report_queries.by_maker(connection, date(2026, 1, 1), date(2026, 12, 31))
        assert maker_report_queries.last_sales(connection) == {season.makers[0]: season.today}

    assert sold[season.makers[0]].quantity == Quantity.of(3)
    assert sold[season.makers[0]].share == Rupiah(37_500 - 3_750)
    assert {kind for _maker, kind, *_rest in season.booked()} == {Kind.SALE}
