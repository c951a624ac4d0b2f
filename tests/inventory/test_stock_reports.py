from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import text

from consignment.terms import Deal, Terms
from inventory import stock_levels, stock_reports
from inventory.stock_reports import basis_points, millions
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from koperasi.quantity import Quantity
from pos import checks
from printing.reports import Report, StoredRows
from tests.shops import Counter

FIRST = date(2026, 11, 23)
TERMS = Terms(Deal.COMMISSION, 600)


def busy(counter: Counter) -> None:
    """Three days: bought, brought, sold, sold below zero, filled again."""
    shop = counter.shop
    counter.buy(counter.soap, 10, 25_003)
    counter.deliver(counter.cookies, 6, TERMS)
    counter.sell(counter.line(counter.soap, 3, 3_400), counter.line(counter.cookies, 2, 12_500), cash=40_000)
    shift = counter.shift
    assert shift is not None
    counter.close(300_000)
    for _day in range(2):
        at = shop.clock()
        shop.clock.at = at + timedelta(days=1)  # type: ignore[attr-defined]
        counter.sell(counter.line(counter.soap, 5, 3_400), cash=20_000)
        counter.close(300_000)
    counter.buy(counter.soap, 4, 11_000)


def period(counter: Counter, first: date = FIRST, last: date = FIRST + timedelta(days=2), **chosen: object) -> Period:
    return Period(counter.shop.branch, first, last, choices=Choices(**chosen))  # type: ignore[arg-type]


def records(report: Report, key: str = "code") -> dict[str, dict[str, object]]:
    return {str(each[key]): each for each in report.records()}


def by_hand(counter: Counter, last: date) -> dict[str, tuple[int, int]]:
    """Quantity and value of each good at the end of a day, added up move by move."""
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found = text(
        "SELECT p.code, m.quantity, m.value, d.business_date FROM moves m JOIN documents d ON d.id = m.document_id "
        "JOIN products p ON p.id = m.product_id"
    )
    with counter.shop.reading() as connection:
        for code, quantity, value, day in connection.execute(found):
            if date.fromisoformat(day) <= last:
                before = sums[code]
                sums[code] = (before[0] + quantity, before[1] + value)
    return dict(sums)


def test_stock_is_the_sum_of_its_moves_and_the_value_is_the_books(counter: Counter) -> None:
    busy(counter)
    with counter.shop.reading() as connection:
        report = stock_reports.stock(connection, period(counter))

    found = {
        code: (Quantity.of(str(each["quantity"])).thousandths, each["value"]) for code, each in records(report).items()
    }
    assert found == by_hand(counter, date.max)
    assert found["101"] == (1_000, 2_750)
    assert report.agrees is True
    assert checks.wrong(counter.shop) == []


def test_members_goods_stand_apart_and_are_worth_nothing_here(counter: Counter) -> None:
    busy(counter)
    with counter.shop.reading() as connection:
        report = stock_reports.stock(connection, period(counter))
        worth = stock_reports.stock_value(connection, period(counter))

    cookies = records(report)["201"]
    assert (cookies["owned"], cookies["consigned"], cookies["value"]) == ("0", "4", 0)
    (row,) = records(worth, "category").values()
    assert (row["goods"], row["value"], row["consigned_goods"], row["consigned_price"]) == (1, 2_750, 1, 50_000)
    assert worth.agrees is True


def test_the_first_rows_are_those_of_the_whole(counter: Counter) -> None:
    busy(counter)
    with counter.shop.reading() as connection:
        first = stock_reports.stock_first(connection, period(counter))
        whole = stock_reports.stock(connection, period(counter))

    assert list(first.rows) == list(whole.rows)
    assert first.totals is None


def test_stock_at_a_past_day_is_what_was_there_that_evening_whichever_way_it_is_reckoned(counter: Counter) -> None:
    busy(counter)
    for days in range(-1, 4):
        day = FIRST + timedelta(days=days)
        expected = {code: sums for code, sums in by_hand(counter, day).items() if sums != (0, 0)}
        with counter.shop.reading() as connection:
            report = stock_reports.stock_at(connection, period(counter, day, day))
        found = {
            code: (Quantity.of(str(each["quantity"])).thousandths, each["value"])
            for code, each in records(report).items()
        }
        assert found == expected, day
        assert report.agrees is True


def test_both_ways_to_a_past_day_lead_to_the_same_stock(counter: Counter) -> None:
    busy(counter)
    day = period(counter, FIRST, FIRST + timedelta(days=1))
    ways = []
    for way in (stock_levels._forwards, stock_levels._backwards):
        with counter.shop.reading() as connection:
            found = stock_levels._listed(connection, day, *way(connection, day))
        ways.append(sorted((*sums, found.consigned.get(sums[0], 0)) for sums in found.sums.values() if any(sums[1:])))
    assert ways[0] == ways[1]
    assert len(ways[0]) == 2


def test_movements_lead_from_what_was_there_to_what_is_there(counter: Counter) -> None:
    busy(counter)
    with counter.shop.reading() as connection:
        report = stock_reports.movements(connection, period(counter, FIRST + timedelta(days=1)))

    soap = records(report)["101"]
    told = {key: soap[key] for key in ("before", "received", "sold", "returned", "counted", "after")}
    assert told == {"before": "7", "received": "4", "sold": "10", "returned": "0", "counted": "0", "after": "1"}


def test_movements_in_rupiah_end_with_what_the_books_say(counter: Counter) -> None:
    busy(counter)
    with counter.shop.reading() as connection:
        report = stock_reports.movements(connection, period(counter, by="value"))
        worth = stock_reports.stock_value(connection, period(counter))

    assert report.agrees is True
    assert report.totals is not None
    before, after = report.totals[3], report.totals[-1]
    assert (before, after) == (Rupiah(0), Rupiah(2_750))
    assert worth.totals is not None
    assert after == worth.totals[2]
    for row in report.rows:
        amounts = [each.amount for each in row[3:] if isinstance(each, Rupiah)]
        assert amounts[0] + amounts[1] - amounts[2] + sum(amounts[3:-1]) == amounts[-1]


def test_a_category_or_an_owner_narrows_the_list(counter: Counter) -> None:
    busy(counter)
    with counter.shop.reading() as connection:
        own = stock_reports.stock(connection, period(counter, consigned=False))
        none = stock_reports.stock(connection, period(counter, category_id=12345))
        without = stock_reports.stock(connection, period(counter, category_id=0))

    assert "101" in records(own)
    assert own.agrees is None
    assert records(none) == {}
    assert "101" in records(without)


def test_rows_lead_to_their_goods(counter: Counter) -> None:
    busy(counter)
    with counter.shop.reading() as connection:
        report = stock_reports.stock(connection, period(counter))

    assert isinstance(report.rows, StoredRows)
    assert report.opens is not None
    assert report.opens.kind == "good"
    assert report.opens.ids[[row[0] for row in report.rows].index("101")] == counter.soap


def test_shares_are_half_up_and_amounts_short() -> None:
    assert [basis_points(1, 3), basis_points(2, 3), basis_points(1, 0), basis_points(-1, 2)] == [3333, 6667, 0, -5000]
    short = [millions(Rupiah(each)) for each in (950, 12_500, 18_412_500, 2_400_000_000, -1_500)]
    assert short == ["950", "12,5 rb", "18,4 jt", "2,4 M", "\N{MINUS SIGN}1,5 rb"]
