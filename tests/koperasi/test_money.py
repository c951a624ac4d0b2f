"""Exact money: every rounding has a name, and no rupiah is lost or made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi.money import CashRounding, Rupiah, half_up, largest_remainder, of_rate, total
from koperasi.quantity import Quantity

AMOUNTS = st.integers(-(10**12), 10**12)


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_what_is_shared_out_adds_up(amount: int, weights: list[int]) -> None:
    parts = largest_remainder(amount, weights)
    assert sum(parts) == amount
    whole = sum(weights)
    if whole:
        assert all(abs(part * whole - amount * weight) < whole for part, weight in zip(parts, weights, strict=True))


@given(AMOUNTS, st.integers(1, 10**6))
def test_half_up_is_nearest_and_the_same_on_either_side_of_zero(numerator: int, denominator: int) -> None:
    found = half_up(numerator, denominator)
    assert abs(2 * (found * denominator - numerator)) <= denominator
    assert half_up(-numerator, denominator) == -found


@given(AMOUNTS, st.sampled_from([0, 1, 50, 100, 500]), st.booleans())
def test_cash_is_rounded_to_coins_that_exist_in_one_direction(amount: int, step: int, up: bool) -> None:
    rounding = CashRounding(step, up)
    paid = rounding.rounded(amount)
    assert paid == amount + rounding.difference(amount)
    assert step <= 1 or paid % step == 0
    assert abs(paid - amount) < max(step, 1)
    assert rounding.rounded(-amount) == -paid
    assert rounding.rounded(paid) == paid


@pytest.mark.parametrize(("amount", "bps", "floor"), [(22_500, 1_750, 3_937), (999, 3_333, 332), (100, 1, 0)])
def test_commission_is_floored(amount: int, bps: int, floor: int) -> None:
    assert of_rate(amount, bps) == floor


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "Rp 0"), (12_500, "Rp 12.500"), (-500, "-Rp 500"), (1_234_567, "Rp 1.234.567")]
)
def test_money_is_written_with_dots(amount: int, text: str) -> None:
    assert str(Rupiah(amount)) == text


def test_money_is_whole_and_multiplied_by_whole_numbers() -> None:
    with pytest.raises(TypeError):
        Rupiah(1.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Rupiah(1) * 1.5  # type: ignore[operator]
    assert total([Rupiah(1), Rupiah(-3)]) == Rupiah(-2)


def test_nobody_and_negative_weights_share_nothing() -> None:
    with pytest.raises(ValueError, match="nobody"):
        largest_remainder(1, [])
    with pytest.raises(ValueError, match="never negative"):
        largest_remainder(1, [1, -1])
    assert largest_remainder(5, [0, 0]) == [5, 0]


@given(st.integers(-(10**9), 10**9))
def test_a_quantity_reads_what_it_writes(thousandths: int) -> None:
    quantity = Quantity(thousandths)
    assert Quantity.of(quantity.decimal) == quantity
    assert quantity + -quantity == Quantity(0)
    assert quantity.of_factor(Quantity.of(1)) == quantity


@pytest.mark.parametrize("text", ["1.2345", "x", "", "inf"])
def test_what_is_no_quantity_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError):
        Quantity.of(text)


@pytest.mark.parametrize(
    ("quantity", "price", "amount"), [("0.5", 1, 1), ("-0.5", 1, -1), ("1.337", 13_500, 18_050), ("0.001", 499, 0)]
)
def test_a_line_is_half_up(quantity: str, price: int, amount: int) -> None:
    assert Quantity.of(quantity).at(Rupiah(price)) == Rupiah(amount)
