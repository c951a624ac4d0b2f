"""The parts of a payout add up to the rupiah whatever stands against it, and entries are never overpaid."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consignment.entries import MakerEntry
from consignment.payout_facts import CASH, Way
from consignment.payout_figures import Claims, Figures, parted, taken
from consignment.payout_queries import OpenEntry
from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah, total

DAY = date(2026, 11, 27)
amounts = st.integers(0, 3_000_000).map(Rupiah)
claims = st.builds(
    Claims,
    amounts,
    st.integers(0, 20_000).map(Rupiah),
    amounts,
    st.integers(0, 10_000),
    st.sampled_from([1, 50, 100, 500]),
)


def entry(number: int, amount: int) -> OpenEntry:
    made = MakerEntry(number, Kind.SALE, f"K1-{number}", DAY, Rupiah(amount), DAY)
    return OpenEntry(made, Rupiah(amount))


def test_the_golden_day() -> None:
    claim = Claims(kasbon=Rupiah(30_425), step=100)
    assert parted(Rupiah(130_500), claim, Way.DRAWER) == Figures(
        Rupiah(130_425), set_off=Rupiah(30_425), paid=Rupiah(100_000), carried=Rupiah(75)
    )


def test_an_advance_comes_first_then_the_fee_then_kasbon_then_savings() -> None:
    claim = Claims(Rupiah(10_000), Rupiah(1_000), Rupiah(20_000), 5_000, 100)
    told = parted(Rupiah(100_075), claim, Way.SAFE)
    assert told == Figures(
        Rupiah(100_037), Rupiah(10_000), Rupiah(1_000), Rupiah(20_000), Rupiah(34_537), Rupiah(34_500), Rupiah(38)
    )


def test_no_fee_is_taken_where_all_goes_against_her_debts() -> None:
    told = parted(Rupiah(20_000), Claims(fee=Rupiah(1_000), kasbon=Rupiah(19_500), step=100), Way.SAFE)
    assert (told.fee, told.set_off, told.carried) == (ZERO, Rupiah(19_500), Rupiah(500))


@pytest.mark.parametrize("available", [0, -1, -500])
def test_nothing_and_less_are_carried(available: int) -> None:
    assert parted(Rupiah(available), Claims(Rupiah(5), Rupiah(5), Rupiah(5)), Way.SAFE) == Figures(
        carried=Rupiah(available)
    )


@given(st.integers(1, 5_000_000).map(Rupiah), claims, st.sampled_from(Way))
def test_the_parts_add_up_and_none_is_more_than_is_owed(available: Rupiah, claim: Claims, way: Way) -> None:
    told = parted(available, claim, way)
    parts = (told.advance, told.fee, told.set_off, told.to_savings, told.paid)
    assert all(each >= ZERO for each in parts)
    assert total(parts) == told.gross
    assert told.gross + told.carried == available
    assert told.advance <= claim.advance
    assert told.set_off <= claim.kasbon
    assert told.fee in (ZERO, claim.fee)
    assert way in (*CASH, Way.BANK) or not told.paid
    assert way not in CASH or told.paid.amount % claim.step == 0


@given(st.lists(st.integers(-50_000, 100_000).filter(bool), max_size=12), st.integers(0, 10_000))
def test_entries_are_taken_whole_the_negative_first_and_of_the_last_a_part(sizes: list[int], less: int) -> None:
    entries = [entry(number, size) for number, size in enumerate(sizes, start=1)]
    gross = sum(sizes) - less
    if gross <= 0:
        assert all(not each.amount for each in taken(entries, ZERO))
        return
    told = taken(entries, Rupiah(gross))
    assert total(each.amount for each in told) == Rupiah(gross)
    assert all(each.amount == each.open for each in told if each.open < ZERO)
    assert all(ZERO <= each.amount <= each.open for each in told if each.open > ZERO)
    parts = [each for each in told if ZERO < each.amount < each.open]
    assert len(parts) <= 1
