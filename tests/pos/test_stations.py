"""The station: who stands at the till, and the deeds of a shift as screens ask for them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from koperasi import backups
from koperasi.cash import CashKind
from koperasi.errors import NotAllowed, Trouble
from koperasi.money import ZERO, Rupiah
from pos import movements, stations
from pos.drawers import Why
from pos.movements import Movement
from pos.stations import Station
from printing import jobs
from tests.shops import MORNING, Counter


@pytest.fixture
def station(counter: Counter) -> Station:
    return Station(counter.shop, counter.cashier, printer="K1")


def kicks(counter: Counter) -> int:
    with counter.shop.reading() as connection:
        return len([each for each in jobs.waiting(connection, "K1") if each.kind is jobs.JobKind.DRAWER])


def test_a_new_till_has_people_and_no_shift(counter: Counter, station: Station) -> None:
    found = stations.look(station)

    assert (found.till_code, found.till_name, found.shift, found.backed_up) == ("K1", "Kasir 1", None, None)
    assert [each.name for each in found.staff] == ["Rina Astuti", "Yuni Kartika"]


def test_a_shift_opened_here_is_found_by_whoever_signs_in(counter: Counter, station: Station) -> None:
    before = stations.sign_in(station, counter.cashier.id, "730164")
    assert before.shift is None
    opened = stations.open_shift(station, counter.cashier, Rupiah(300_000), before.opening.business_date)

    assert stations.sign_in(station, counter.manager.id, "482915").shift == opened
    assert stations.look(station).cashier == "Rina Astuti"


def test_opening_and_moving_cash_open_the_drawer_once_each(counter: Counter, station: Station) -> None:
    day = stations.expected_float(station).business_date
    shift = stations.open_shift(station, counter.cashier, Rupiah(300_000), day)
    movements.move(station, counter.cashier, shift, Movement(CashKind.OUT, Rupiah(45_000), "bensin"))
    stations.open_to_count(station, counter.cashier)

    assert kicks(counter) == 3


def test_a_till_without_a_printer_kicks_nothing(counter: Counter) -> None:
    bare = Station(counter.shop, counter.cashier)
    stations.open_shift(bare, counter.cashier, Rupiah(300_000), stations.expected_float(bare).business_date)

    assert kicks(counter) == 0


def test_a_cashier_may_not_open_the_drawer_for_nothing(counter: Counter, station: Station) -> None:
    with pytest.raises(NotAllowed):
        stations.open_drawer(station, counter.cashier, Why.CHANGE)
    assert kicks(counter) == 0

    stations.open_drawer(station, counter.manager, Why.CHANGE)
    assert kicks(counter) == 1


def test_an_office_pc_stands_at_no_till(counter: Counter, station: Station) -> None:
    counter.shop.till_id = None

    with pytest.raises(Trouble, match="belum punya kasir"):
        stations.look(station)


def test_nobody_signed_in_is_trouble_in_words(counter: Counter) -> None:
    with pytest.raises(Trouble, match="Belum ada yang masuk"):
        _ = Station(counter.shop).person


def test_the_last_backup_is_known_by_its_name_on_the_branchs_clock(counter: Counter, station: Station) -> None:
    if counter.shop.database.sqlite:
        backups.make(counter.shop.database, counter.shop.state.backups, MORNING)
        made = stations.last_backup(counter.shop)
        assert made is not None
        assert made == MORNING
        assert made.hour == 7
    else:
        assert stations.last_backup(counter.shop) is None


def test_what_the_float_takes_from_the_safe_or_puts_there() -> None:
    assert stations.short_of(Rupiah(300_000), Rupiah(250_000)) == (Rupiah(50_000), ZERO)
    assert stations.short_of(Rupiah(300_000), Rupiah(420_000)) == (ZERO, Rupiah(120_000))


@pytest.mark.parametrize(
    ("hour", "words"), [(3, "malam"), (4, "pagi"), (10, "pagi"), (11, "siang"), (15, "sore"), (18, "malam")]
)
def test_a_shift_is_called_after_its_part_of_the_day(hour: int, words: str) -> None:
    opened = datetime.combine(MORNING.date(), MORNING.time(), MORNING.tzinfo).replace(hour=hour)

    assert stations.part_of_day(opened + timedelta(minutes=1)) == words
