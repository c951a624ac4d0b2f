from __future__ import annotations

from datetime import date, timedelta

from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from koperasi.quantity import Quantity
from pos import pace_reports
from pos.pace_reports import cover, turns
from printing.reports import Report
from tests.shops import Counter

FIRST = date(2026, 11, 23)


def records(report: Report) -> dict[str, dict[str, object]]:
    return {str(each["code"]): each for each in report.records()}


def later(counter: Counter, days: int) -> date:
    """So many days after the first, the shift of the day before closed."""
    if counter.shift is not None:
        counter.close(300_000)
    clock = counter.shop.clock
    clock.at = clock() + timedelta(days=days)  # type: ignore[attr-defined]
    return FIRST + timedelta(days=days)


def test_turnover_is_cost_over_the_mean_of_both_ends_and_cover_what_is_left_over_the_pace(counter: Counter) -> None:
    counter.buy(counter.soap, 100, 200_000)
    last = later(counter, 9)
    counter.sell(counter.line(counter.soap, 20, 3_400), cash=68_000)
    with counter.shop.reading() as connection:
        report = pace_reports.turnover(connection, Period(counter.shop.branch, FIRST, last))

    soap = records(report)["101"]
    assert (soap["sold"], soap["a_day"], soap["quantity"], soap["cover"]) == ("20", "2", "80", 40)
    assert (soap["cost"], soap["average"], soap["turns"]) == (40_000, 80_000, "0.5")
    assert report.totals is not None
    assert report.totals[-1] == Quantity(500)


def test_nothing_sold_has_no_pace() -> None:
    assert cover(5_000, 0, 30) is None
    assert cover(-5_000, 3_000, 30) == 0
    assert turns(0, 10) is None
    assert turns(10, 0) is None


def test_goods_that_nobody_bought_for_long_are_dead_with_what_is_bound_in_them(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 20_000)
    counter.sell(counter.line(counter.soap, 1, 3_400), cash=5_000)
    last = later(counter, 40)
    counter.buy(counter.cookies, 5, 50_000)
    with counter.shop.reading() as connection:
        month = Period(counter.shop.branch, last, last, choices=Choices(days=30))
        longer = Period(counter.shop.branch, last, last, choices=Choices(days=60))
        report, patient = pace_reports.dead(connection, month), pace_reports.dead(connection, longer)

    # The cookies came in today: too new to tell.
    assert set(records(report)) == {"101"}
    soap = records(report)["101"]
    assert (soap["quantity"], soap["value"], soap["last_sold"], soap["idle"]) == ("9", 18_000, "2026-11-23", 40)
    assert report.figures[0].value == Rupiah(18_000)
    assert records(patient) == {}


def test_a_good_sold_today_is_alive_while_the_shift_is_open(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 20_000)
    last = later(counter, 40)
    counter.sell(counter.line(counter.soap, 1, 3_400), cash=5_000)
    asked = Period(counter.shop.branch, last, last, choices=Choices(days=30))
    with counter.shop.reading() as connection:
        assert records(pace_reports.dead(connection, asked)) == {}
        slow = records(
            pace_reports.dead(connection, Period(asked.branch, last, last, choices=Choices(days=30, by="slow")))
        )

    # One in 30 days: the nine that are left last 270 days.
    assert (slow["101"]["cover"], slow["101"]["last_sold"]) == (270, last.isoformat())
