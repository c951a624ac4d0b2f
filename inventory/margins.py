"""What a unit earns: its cost, its margin as a share of the price, and the ceiling it must not pass."""

from __future__ import annotations

from inventory.lots import UnitCost
from koperasi.money import Rupiah, half_up
from koperasi.quantity import Quantity

WHOLE = 10_000


def cost_of_unit(cost: UnitCost, factor: Quantity) -> Rupiah | None:
    """What one unit of `factor` base units costs, half up; None where no cost is known."""
    return cost.of(factor) if cost.quantity.thousandths > 0 else None


def margin_bps(price: Rupiah | None, cost: Rupiah | None) -> int | None:
    """What is left of the price after the cost, in basis points of the price, half up; None where unknown."""
    if price is None or cost is None or price.amount <= 0:
        return None
    return half_up((price.amount - cost.amount) * WHOLE, price.amount)


def above_ceiling(price: Rupiah, factor: Quantity, ceiling: Rupiah | None) -> bool:
    """Whether a unit's price passes the ceiling (HET) of so many base units, which is exact."""
    return ceiling is not None and price.amount * 1000 > ceiling.amount * factor.thousandths
