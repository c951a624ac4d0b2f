"""Tills: one shift at a time, what stays in the drawer, and papers numbered by who stands there."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from koperasi import numbers, shifts, tills
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.numbers import Series
from koperasi.shop import Shop
from koperasi.tills import Till
from tests.laws.days import Days, furnish
from tests.shops import Counter


@pytest.fixture
def days(counter: Counter) -> Days:
    return Days(counter.shop, counter, *furnish(counter))


def prefixes(shop: Shop) -> list[str]:
    with shop.reading() as connection:
        return sorted(connection.execute(select(Series.prefix)).scalars())


def test_a_till_has_one_shift_at_a_time(days: Days) -> None:
    days.open(100_000)
    with pytest.raises(Refused) as refusal:
        days.open(100_000)
    assert refusal.value.rule == "shift-open"


def test_what_a_close_leaves_is_the_next_floats_beginning(days: Days) -> None:
    days.open(100_000)
    days.close(0, left=True)
    with days.shop.reading() as connection:
        assert tills.left_in_drawer(connection, days.shop.till_id or 0) == Rupiah(50_000)
        assert tills.left_by_last_close(connection, days.shop.till_id or 0) == Rupiah(50_000)

    days.open(80_000)
    with days.shop.reading() as connection:
        assert shifts.expected_cash(connection, days.shift) == Rupiah(80_000)  # type: ignore[arg-type]


def test_each_till_has_a_drawer_account_and_series_of_its_own(days: Days) -> None:
    with days.shop.work(days.counter.manager) as work:
        second = tills.add_till(work, "K2", "Kasir 2")
    with days.shop.reading() as connection:
        accounts = set(connection.execute(select(Till.account_id)).scalars())
        assert tills.till_by_code(connection, "K2") == second
    assert len(accounts) == 2
    assert {"K1", "Z-K1", "K2", "Z-K2"} <= set(prefixes(days.shop))


def test_a_till_taken_over_goes_on_in_new_series(days: Days) -> None:
    till = days.shop.till_id or 0
    for _pc in range(3):
        with days.shop.work(days.counter.manager) as work:
            tills.take_over(work, till)
    days.open(0)
    with days.shop.reading() as connection:
        shift = shifts.open_shift_of(connection, till)
        assert shift is not None
        assert numbers.peek(connection, shift.sale_series).text == "K1D-000001"
        assert numbers.peek(connection, shift.z_series).text == "Z-K1D-0001"


def test_letters_never_run_out(days: Days) -> None:
    with days.shop.database.writing() as connection:
        for turn in range(30):
            numbers.start(connection, 900_000 + turn, days.shop.writer, f"try:{turn}", "XX")
    found = [each for each in prefixes(days.shop) if each.startswith("XX")]
    assert len(found) == len(set(found)) == 30
    assert "XXBE" in found


def test_cash_is_not_moved_in_a_closed_shift_unless_it_happened(days: Days) -> None:
    from koperasi.cash import CashKind

    days.open(100_000)
    days.close(0, left=False)
    with pytest.raises(Refused) as refusal:
        days.move(CashKind.IN, 1_000, days.closed)
    assert refusal.value.rule == "shift-closed"

    days.move(CashKind.IN, 1_000, days.closed, happened=True)
