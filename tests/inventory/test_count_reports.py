"""Sheets, results and shrinkage, as papers and tables say them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from inventory import catalogue, count_reports, count_slips
from inventory.catalogue import NewGood, NewUnit
from inventory.count_bookings import Decision
from inventory.count_rules import Cause
from inventory.goods import PriceLine, PriceRule
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import NOTHING, ONE, Quantity
from printing.pdf_files import pdf_bytes
from printing.reports import Report
from printing.texts import text
from tests.inventory.counting import Counting
from tests.shops import Counter


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: both engines are proved with the deeds; the statements here are plain."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


@pytest.fixture
def tea(counter: Counter) -> int:
    """A good with a shelf and a category, ten of it at Rp 4.000."""
    price = PriceLine(PriceRule.RETAIL, Rupiah(5_000), NOTHING)
    new = NewGood(
        code="T1", name="Teh Celup", units=(NewUnit("Pcs", ONE, (), (price,)),), category="Minuman", shelf="Rak 3"
    )
    with counter.shop.work(counter.manager, channel="office") as work:
        (product,) = catalogue.add_many(work, [new])
    counter.buy(product, 10, 40_000)
    return product


def period(counter: Counter) -> Period:
    day = counter.shop.branch.business_date(counter.shop.clock())
    return Period(counter.shop.branch, day - timedelta(days=30), day)


def made(counter: Counter, name: str) -> Report:
    with counter.shop.reading() as connection:
        report: Report = getattr(count_reports, name)(connection, period(counter))
    return report


def column(report: Report, key: str) -> list[object]:
    at = [each.key for each in report.columns].index(key)
    return [row[at] for row in report.rows]


def test_results_tell_each_difference_with_its_cause_and_people(counter: Counter, tea: int) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    counting.count(tea, 10)
    counting.booked(Decision(counter.soap, Cause.EATEN, "tikus"))
    report = made(counter, "count_results")

    assert column(report, "variance") == [Quantity.of(-1)]
    assert column(report, "value") == [Rupiah(-2_500)]
    assert [column(report, key)[0] for key in ("cause", "counted_by", "closed_by", "note")] == [
        "dimakan",
        "Rina Astuti",
        "Yuni Kartika",
        "tikus",
    ]


def test_a_count_that_was_taken_back_is_no_result(counter: Counter) -> None:
    from inventory import count_reversals
    from tests.inventory.test_count_reversals import reversal

    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    closed = counting.booked()
    counting.do(count_reversals.reverse, reversal(counter, closed), counter.manager)

    assert made(counter, "count_results").rows == ()


def test_shrinkage_is_told_by_category_and_by_shelf(counter: Counter, tea: int) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 11)
    counting.count(tea, 9)
    counting.booked(Decision(tea, Cause.BROKEN))
    report = made(counter, "shrinkage")

    rows = {(row[0], row[1]): row[2:] for row in report.rows}
    assert rows["Kategori", "Minuman"] == (1, Rupiah(0), Rupiah(-4_000), Rupiah(0), Rupiah(-4_000))
    assert rows["Rak", "Rak 3"] == rows["Kategori", "Minuman"]
    assert rows["Rak", "Tanpa rak"] == (1, Rupiah(0), Rupiah(0), Rupiah(2_500), Rupiah(2_500))
    assert report.totals is not None
    assert report.totals[2:] == (2, Rupiah(0), Rupiah(-4_000), Rupiah(2_500), Rupiah(-1_500))


def test_shifts_are_named_for_what_went_missing_in_their_time_only(counter: Counter) -> None:
    """The soap was counted right before the shift, then missed after it; nobody else was there."""
    counter.buy(counter.soap, 10, 25_000)
    first = Counting(counter)
    first.count(counter.soap, 10)
    first.booked()
    counter.open()
    counter.sell(counter.line(counter.soap, 1, 3_400))
    second = Counting(counter)
    second.count(counter.soap, 8)
    second.booked()
    report = made(counter, "shrinkage_shifts")

    assert column(report, "cashier") == ["Rina Astuti"]
    assert column(report, "alone") == [1]
    assert column(report, "value") == column(report, "value_alone") == [Rupiah(-2_500)]


def test_a_shift_after_the_count_is_not_named(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(counter.soap, 9)
    counter.open()
    counting.booked()

    assert made(counter, "shrinkage_shifts").rows == ()


def test_the_sheet_says_what_to_count_and_not_how_many_there_should_be(counter: Counter, tea: int) -> None:
    counter.buy(counter.soap, 137, 25_000)
    counting = Counting(counter)
    counting.count(tea, 10)
    with counter.shop.reading() as connection:
        report = count_reports.sheet(connection, counting.id, counter.shop.branch)
        slip = text(count_slips.sheet(connection, counting.id, counter.shop.branch), 32)

    assert column(report, "name") == ["Sabun Mandi 70 g"]
    assert pdf_bytes(report).startswith(b"%PDF")
    assert "Sabun Mandi 70 g" in slip
    assert "Teh Celup" not in slip
    assert "137" not in slip + repr(report.rows)


def test_a_session_leaves_as_a_table(counter: Counter, tea: int) -> None:
    counting = Counting(counter)
    counting.count(tea, 4)
    with counter.shop.reading() as connection:
        report = count_reports.session(connection, counting.id, counter.shop.branch, counter.shop.settings)

    assert column(report, "variance") == [Quantity.of(-6)]
    assert (column(report, "value"), column(report, "recount")) == ([Rupiah(-24_000)], ["ya"])


def test_in_review_the_sheet_asks_for_what_is_counted_again(counter: Counter, tea: int) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counting = Counting(counter)
    counting.count(tea, 4)
    counting.finish()
    with counter.shop.reading() as connection:
        report = count_reports.sheet(connection, counting.id, counter.shop.branch)

    assert column(report, "name") == ["Teh Celup"]
