"""Twelve pieces become a dozen by themselves, where that is cheaper, and never else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.goods import Found, Good, PriceLine, PriceRule, ProductKind, Unit
from koperasi.money import CashRounding, Rupiah
from koperasi.quantity import ONE, Quantity
from pos.cart import Cart
from pos.scans import Seen
from pos.till import Till

DAY = date(2026, 11, 23)


def coffee(dozen_price: int = 19_000) -> Good:
    units = (
        Unit(10, "Pcs", ONE, (PriceLine(PriceRule.RETAIL, Rupiah(1_750)),)),
        Unit(11, "Lusin", Quantity.of(12), (PriceLine(PriceRule.RETAIL, Rupiah(dozen_price)),)),
    )
    return Good(1, "K1", "Kopi", "Pcs", ProductKind.GOODS, None, None, "", False, "", units)


def scanned(till: Till, good: Good, unit_id: int = 10, quantity: int = 1) -> Till:
    return till.scanned("k", (Seen(Found(good, unit_id), Quantity.of(99)),), None, Quantity.of(quantity))


def till() -> Till:
    return Till(Cart(1, "uid", 1, DAY), CashRounding(100))


def lines(till: Till) -> list[tuple[str, str]]:
    return [(line.unit.name, str(line.quantity)) for line in till.cart.lines]


def test_the_twelfth_piece_makes_a_dozen_and_it_is_told() -> None:
    now = till()
    for _piece in range(12):
        now = scanned(now, coffee())

    assert lines(now) == [("Lusin", "1")]
    assert now.said is not None
    assert "Jadi 1 lusin, hemat **Rp\N{NO-BREAK SPACE}2.000**" in now.said.words
    assert now.line is now.cart.lines[0]


def test_pieces_beyond_a_dozen_stay_pieces_and_the_next_dozen_joins_the_first() -> None:
    now = scanned(till(), coffee(), quantity=14)
    assert lines(now) == [("Lusin", "1"), ("Pcs", "2")]

    now = scanned(now, coffee(), quantity=10)
    assert lines(now) == [("Lusin", "2")]


def test_a_dozen_that_is_no_cheaper_stays_pieces() -> None:
    assert lines(scanned(till(), coffee(21_000), quantity=12)) == [("Pcs", "12")]


def test_a_dozen_scanned_and_pieces_beside_it_are_left_as_they_are() -> None:
    now = scanned(scanned(till(), coffee(), 11), coffee(), quantity=2)

    assert lines(now) == [("Lusin", "1"), ("Pcs", "2")]


def test_a_quantity_that_was_typed_makes_dozens_too() -> None:
    now = scanned(till(), coffee()).counted(Quantity.of(25))

    assert lines(now) == [("Lusin", "2"), ("Pcs", "1")]


@given(st.lists(st.integers(1, 15), min_size=1, max_size=12), st.integers(15_000, 24_000))
def test_packing_neither_adds_nor_loses_a_piece_and_never_costs_more(pieces: list[int], dozen: int) -> None:
    good, now = coffee(dozen), till()
    for each in pieces:
        now = scanned(now, good, quantity=each)

    assert now.cart.in_cart(1) == Quantity.of(sum(pieces))
    assert now.cart.total <= Rupiah(1_750 * sum(pieces))
    assert all(line.quantity.whole for line in now.cart.lines)


@pytest.mark.parametrize("unit_id", [10, 11])
def test_one_of_a_unit_stays_what_it_is(unit_id: int) -> None:
    assert len(scanned(till(), coffee(), unit_id).cart.lines) == 1
