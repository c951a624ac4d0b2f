"""X: an open shift read without closing it, blind to those who will count its drawer."""

from __future__ import annotations

import pytest

from koperasi import shifts
from koperasi.cash import CashKind
from koperasi.money import Rupiah, dots, total
from koperasi.shifts import Shift
from koperasi.work import Actor
from pos import handings, movements, readings, stations, x_slips
from pos.counts import Count
from pos.drawers import Why
from pos.movements import Movement
from pos.stations import Station
from pos.tenders import Tender, TenderKind
from printing import jobs, texts
from tests.shops import Counter

#: Float 300.000, cash 6.800 + 3.400 of a split, in 10.000, out 45.000, dropped 50.000.
EXPECTED = 300_000 + 6_800 + 2_400 + 10_000 - 45_000 - 50_000


@pytest.fixture
def station(counter: Counter) -> Station:
    return Station(counter.shop, counter.cashier, counter.open(300_000), "Kasir 1", "K1")


@pytest.fixture
def shift(counter: Counter, station: Station) -> Shift:
    """A morning with every kind of movement."""
    counter.sell(counter.line(counter.soap, 2, 3_400), cash=10_000)
    split = (Tender(TenderKind.QRIS, Rupiah(1_000)), Tender(TenderKind.CASH, Rupiah(5_000)))
    counter.sell(counter.line(counter.soap, 1, 3_400), tenders=split)
    found = counter.shift
    assert found is not None
    for kind, amount in ((CashKind.IN, 10_000), (CashKind.OUT, 45_000), (CashKind.DROP, 50_000)):
        movements.move(station, counter.cashier, found, Movement(kind, Rupiah(amount), "uang"))
    stations.open_drawer(station, counter.manager, Why.CHANGE)
    return found


def slip_of(counter: Counter, actor: Actor, shift: Shift) -> str:
    return texts.text(x_slips.x_slip(counter.shop.branch, readings.read(counter.shop, actor, shift)), 48)


def test_the_drawers_lines_sum_to_what_it_must_hold(counter: Counter, shift: Shift) -> None:
    with counter.shop.reading() as connection:
        lines = readings.drawer(connection, shift)
        assert total(each.amount for each in lines) == shifts.expected_cash(connection, shift) == Rupiah(EXPECTED)

    assert [(each.words, each.amount.amount) for each in lines] == [
        ("Modal Awal", 300_000),
        ("Penjualan tunai", 9_200),
        ("Kas Masuk", 10_000),
        ("Kas Keluar", -45_000),
        ("Setor ke brankas", -50_000),
    ]


def test_a_manager_reads_what_must_be_there(counter: Counter, shift: Shift) -> None:
    slip = slip_of(counter, counter.manager, shift)

    assert dots(EXPECTED) in slip
    assert "OMZET" in slip
    assert f"  Buka Laci tanpa jual{'1x':>26}" in slip.splitlines()


def test_a_cashier_reads_neither_that_nor_what_it_is_reckoned_from(counter: Counter, shift: Shift) -> None:
    slip = slip_of(counter, counter.cashier, shift)

    for secret in (EXPECTED, 9_200, 10_200, 6_800, 3_400):
        assert dots(secret) not in slip.replace("10.000", "")
    assert "OMZET" not in slip
    assert f"  QRIS 1x{'1.000':>39}" in slip.splitlines()
    assert f"  Kas Keluar{'-45.000':>36}" in slip.splitlines()


def test_reading_changes_nothing_and_is_in_the_audit(counter: Counter, shift: Shift) -> None:
    with counter.shop.reading() as connection:
        before = shifts.expected_cash(connection, shift)
    readings.read(counter.shop, counter.cashier, shift)

    with counter.shop.reading() as connection:
        assert shifts.expected_cash(connection, shift) == before
        assert shifts.is_open(connection, shift.id)


def test_after_a_handover_both_names_and_the_difference_are_on_it(
    counter: Counter, station: Station, shift: Shift
) -> None:
    count = Count().of(100_000, False, 2).of(20_000, False, 1)
    handings.hand_over(station, counter.cashier, shift, count, counter.manager.id, "482915")

    slip = slip_of(counter, counter.manager, shift)

    assert "Rina Astuti, Yuni Kartika" in slip
    assert f"  Selisih serah terima{dots(220_000 - EXPECTED):>26}" in slip.splitlines()
    assert f"  KAS SEHARUSNYA{'220.000':>32}" in slip.splitlines()


def test_each_press_prints_one_x(counter: Counter, station: Station, shift: Shift) -> None:
    x = readings.read(counter.shop, counter.manager, shift)
    with counter.shop.reading() as connection:
        before = len(jobs.waiting(connection, "K1"))
    movements.print_reading(station, x)

    with counter.shop.reading() as connection:
        assert len(jobs.waiting(connection, "K1")) == before + 1
