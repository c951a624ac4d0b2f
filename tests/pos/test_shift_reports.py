"""Over and short by cashier over time: whoever had the drawer answers, by the last count there was."""

from __future__ import annotations

from koperasi.money import Rupiah
from koperasi.periods import Period
from pos import checks, handings, movements, recounts, shift_reports, stations
from pos.counts import Count
from pos.drawers import Why
from pos.stations import Station
from tests.shops import Counter


def report(counter: Counter) -> list[tuple[object, ...]]:
    day = counter.shop.branch.business_date(counter.shop.clock())
    with counter.shop.reading() as connection:
        made = shift_reports.over_short(connection, Period(counter.shop.branch, day, day))
    keys = [each.key for each in made.columns]
    names = ("cashier", "what", "expected", "counted", "verified", "over", "so_far")
    return [tuple(row[keys.index(name)] for name in names) for row in made.rows]


def test_each_answers_for_her_own_part_and_a_recount_speaks_last(counter: Counter) -> None:
    shift = counter.open(100_000)
    station = Station(counter.shop, counter.cashier, shift, "Kasir 1", "K1")
    handings.hand_over(station, counter.cashier, shift, Count().of(1_000, True, 99), counter.manager.id, "482915")
    counter.close(98_500)
    counter.open(100_000)
    counter.close(99_000)
    (last, *_others) = recounts.offered(station)
    recounts.verify(station, counter.manager, last, Count().of(100_000, False, 1))

    stations.open_drawer(station, counter.manager, Why.TEST)
    movements.deposit(station, counter.manager, Rupiah(1_000), "BRI 1")
    assert checks.wrong(counter.shop) == []
    rows = report(counter)

    def amounts(*numbers: int | None) -> tuple[Rupiah | None, ...]:
        return tuple(None if each is None else Rupiah(each) for each in numbers)

    assert rows == [
        ("Rina Astuti", "serah terima", *amounts(100_000, 99_000, None, -1_000, -1_000)),
        ("Rina Astuti", "tutup shift", *amounts(100_000, 99_000, 100_000, 0, -1_000)),
        ("Yuni Kartika", "tutup shift", *amounts(99_000, 98_500, None, -500, -500)),
    ]


def test_a_recount_offers_closed_shifts_and_tells_no_figure_of_them(counter: Counter) -> None:
    shift = counter.open(100_000)
    counter.close(99_000)
    station = Station(counter.shop, counter.manager, None, "Kasir 1", "")

    (offered,) = recounts.offered(station)

    assert (offered.shift_id, offered.number, offered.cashier) == (shift.id, "Z-K1-0001", "Rina Astuti")
    assert "99" not in str((offered.number, offered.till, offered.cashier))
    assert not offered.verified


def test_a_full_drawer_is_told_and_how_full_is_not(counter: Counter) -> None:
    shift = counter.open(3_000_000)
    station = Station(counter.shop, counter.cashier, shift)
    assert movements.drawer_full(station, shift) is True

    small = counter.shop.settings
    counter.shop.settings = type(small)(drawer_high=0)
    assert movements.drawer_full(station, shift) is False
    counter.shop.settings = type(small)(drawer_high=3_000_001)
    assert movements.drawer_full(station, shift) is False
