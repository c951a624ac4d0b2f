"""Margins are exact, and unknown where the cost is."""

from __future__ import annotations

import pytest

from inventory import margins
from inventory.lots import UnitCost
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

COST = UnitCost(Rupiah(29_000), Quantity.of(10))


def test_a_carton_costs_what_its_pieces_do() -> None:
    assert margins.cost_of_unit(COST, ONE) == Rupiah(2_900)
    assert margins.cost_of_unit(COST, Quantity.of(40)) == Rupiah(116_000)
    assert margins.cost_of_unit(UnitCost(), ONE) is None


@pytest.mark.parametrize(
    ("price", "cost", "bps"),
    [
        (4_000, 3_000, 2_500),
        (3_000, 3_100, -333),
        (3_000, 0, 10_000),
        (0, 10, None),
        (None, 10, None),
        (10, None, None),
    ],
)
def test_a_margin_is_a_share_of_the_price(price: int | None, cost: int | None, bps: int | None) -> None:
    found = margins.margin_bps(None if price is None else Rupiah(price), None if cost is None else Rupiah(cost))
    assert found == bps


def test_the_ceiling_holds_for_every_unit_without_rounding() -> None:
    assert not margins.above_ceiling(Rupiah(156_000), Quantity.of(10), Rupiah(15_600))
    assert margins.above_ceiling(Rupiah(156_001), Quantity.of(10), Rupiah(15_600))
    assert not margins.above_ceiling(Rupiah(156_001), Quantity.of(10), None)
