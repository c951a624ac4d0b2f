"""Reports of what was not sold: what waits, what was settled, what went back, what should be fetched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consignment import givebacks, loss_reports
from consignment.terms import Deal, Terms
from inventory import catalogue
from inventory.catalogue import NewGood, NewUnit
from inventory.write_offs import Cause
from koperasi.periods import Choices, Period
from koperasi.quantity import ONE
from printing.reports import Report
from tests.consignment import gone
from tests.consignment.gone import Gone
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Gone:
    return gone.of(counter)


def made(hers: Gone, report: str, party: int | None = None) -> Report:
    with hers.shop.reading() as connection:
        period = Period(hers.shop.branch, hers.room.day, hers.room.day)
        found = getattr(loss_reports, report)(connection, replace(period, choices=Choices(party=party)))
    assert isinstance(found, Report)
    return found


def cells(report: Report, *keys: str) -> list[tuple[str, ...]]:
    places = [[column.key for column in report.columns].index(key) for key in keys]
    return [tuple(str(row[place]) for place in places) for row in report.rows]


def test_what_waits_is_told_with_what_she_would_get(hers: Gone) -> None:
    hers.bring(30)
    hers.count(29)
    hers.write_off(2, Cause.STALE)

    report = made(hers, "waiting")

    assert cells(report, "maker", "cause", "quantity", "shop_part", "amount") == [
        ("Siti Aminah", "Hilang di rak", "1", "100%", "Rp 8.000"),
        ("Siti Aminah", "Basi atau cacat dari pembuat", "2", "0%", "Rp 0"),
    ]
    assert report.totals is not None
    assert str(report.totals[-1]) == "Rp 8.000"


def test_what_was_found_again_and_what_has_no_price_are_told_too(hers: Gone) -> None:
    hers.bring(30)
    hers.count(28)
    hers.settle()
    hers.count(30)
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        (jam,) = catalogue.add_many(work, [NewGood(code="203", name="Selai", units=(NewUnit("Pcs", ONE, (), ()),))])
    hers.bring(3, Terms(Deal.COMMISSION, 1_000), product=jam)
    hers.count(2, jam)

    assert cells(made(hers, "waiting"), "name", "cause", "amount") == [
        ("Kue Kering", "Ditemukan lagi", "-Rp 16.000"),
        ("Selai", "Hilang di rak", "None"),
    ]


def test_what_was_settled_in_the_days_is_told_line_by_line(hers: Gone) -> None:
    hers.bring(30)
    hers.count(29)
    hers.settle()
    report = made(hers, "settled")

    assert cells(report, "maker_code", "name", "cause", "amount") == [
        ("P-01", "Kue Kering", "Hilang di rak", "Rp 8.000")
    ]
    hers.later(1)
    assert made(hers, "settled").rows == ()


def test_what_went_back_is_told_unless_it_was_taken_back(hers: Gone) -> None:
    lot = hers.bring(30)
    hers.give_back(lot, 3)
    second = hers.give_back(lot, 4)
    hers.room.reverse(givebacks.reverse, second.id)

    assert cells(made(hers, "given_back"), "maker", "quantity", "why", "worth") == [
        ("Siti Aminah", "3", "tidak laku", "Rp 24.000")
    ]


def test_what_should_be_fetched_is_told_with_its_last_day(hers: Gone) -> None:
    hers.agree(shelf_days=10, grace_days=5)
    hers.bring(5)
    brought = hers.room.day
    hers.later(12)

    assert cells(made(hers, "to_fetch"), "maker", "quantity", "fetch_until", "state") == [
        ("Siti Aminah", "5", str(brought + timedelta(days=15)), "masa jual habis, ambil dalam 3 hari")
    ]


@pytest.mark.parametrize("report", ["waiting", "settled", "given_back", "to_fetch"])
def test_each_is_narrowed_to_one_maker(hers: Gone, report: str) -> None:
    hers.agree(shelf_days=1)
    lot = hers.bring(30)
    hers.count(29)
    hers.settle()
    hers.give_back(lot, 3)
    hers.write_off(2)
    if report == "to_fetch":
        hers.later(3)

    assert len(made(hers, report, party=hers.maker).rows) == 1
    assert made(hers, report, party=hers.counter.member_id).rows == ()
