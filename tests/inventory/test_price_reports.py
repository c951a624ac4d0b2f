"""How prices came about, and which labels are wrong, as reports."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inventory import price_lists, price_reports, queries
from inventory.goods import PriceLine, PriceRule
from inventory.price_lists import PriceList
from inventory.prices import PriceChanged
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import Quantity
from printing import csv_files
from tests.shops import Counter

TODAY = date(2026, 11, 23)


@pytest.fixture
def changed(counter: Counter) -> Counter:
    with counter.shop.work(counter.manager) as work:
        unit = queries.good(work.connection, counter.soap).base.id
        lines = (
            PriceLine(PriceRule.RETAIL, Rupiah(3_600)),
            PriceLine(PriceRule.TIER, Rupiah(3_500), Quantity.of(12)),
            PriceLine(PriceRule.RETAIL, Rupiah(3_800), valid_from=TODAY + timedelta(days=3)),
        )
        price_lists.apply(work, PriceList(tuple(PriceChanged(unit, line) for line in lines), "modal naik"))
    return counter


def told(counter: Counter, about: str = "") -> list[tuple[object, ...]]:
    with counter.shop.reading() as connection:
        report = price_reports.price_history(connection, Period(counter.shop.branch, TODAY, TODAY, about))
    assert csv_files.csv_bytes(report)
    return [(row[3], row[4], row[5], row[7], row[9], row[10]) for row in report.rows]


def test_a_goods_prices_are_told_past_and_planned(changed: Counter) -> None:
    start = TODAY + timedelta(days=3)
    assert told(changed, "101") == [
        ("semua", Rupiah(3_800), start, "rencana", "Yuni Kartika", "modal naik"),
        ("grosir ≥ 12", Rupiah(3_500), None, "berlaku", "Yuni Kartika", "modal naik"),
        ("semua", Rupiah(3_600), None, "berlaku", "Yuni Kartika", "modal naik"),
        ("semua", Rupiah(3_400), None, "dulu", "konsole", ""),
    ]


def test_without_a_good_all_that_was_set_on_the_days_is_told(changed: Counter) -> None:
    assert len(told(changed)) == 6


def test_a_code_that_names_no_good_is_refused(changed: Counter) -> None:
    with pytest.raises(BadInput):
        told(changed, "999")


def test_labels_to_print_are_listed_with_what_they_will_say(changed: Counter) -> None:
    with changed.shop.reading() as connection:
        report = price_reports.labels(connection, Period(changed.shop.branch, TODAY, TODAY))

    assert [(row[2], row[4], row[5]) for row in report.rows] == [
        ("Fotokopi", None, Rupiah(500)),
        ("Kue Kering", None, Rupiah(12_500)),
        ("Sabun Mandi 70 g", None, Rupiah(3_600)),
    ]
