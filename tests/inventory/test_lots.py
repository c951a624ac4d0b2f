"""Lots: what is taken from which, in what order, at what cost.  Cases are published ones where named."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.lots import Holding, Taken, UnitCost, cost_of, take
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity

TODAY = date(2026, 11, 23)
MAKER = 7


def lot(
    number: int,
    quantity: int,
    value: int,
    *,
    expires: str | None = None,
    received: str = "2026-11-01",
    owner: int | None = None,
) -> Holding:
    until = date.fromisoformat(expires) if expires else None
    return Holding(number, 1, owner, date.fromisoformat(received), until, Quantity.of(quantity), Rupiah(value))


def taken(holdings: list[Holding], quantity: int, last: UnitCost | None = None) -> list[tuple[int, str, int]]:
    found = take(holdings, Quantity.of(quantity), TODAY, last or UnitCost())
    return [(each.lot_id, each.quantity.decimal, each.cost.amount) for each in found]


def after(holding: Holding, parts: list[Taken]) -> Holding:
    gone = [each for each in parts if each.lot_id == holding.lot_id]
    quantity = holding.quantity - Quantity(sum(each.quantity.thousandths for each in gone))
    value = holding.value - Rupiah(sum(each.cost.amount for each in gone))
    return Holding(*(getattr(holding, name) for name in Holding.__slots__[:-2]), quantity, value)


def test_first_in_is_first_out_as_published() -> None:
    """F01: 4 at 10 and 2 at 25, then 3, 1 and 1 are sold: they cost 10, 10 and 25 each."""
    held = [lot(1, 4, 40, received="2026-11-01"), lot(2, 2, 50, received="2026-11-02")]
    costs = []
    for pieces in (3, 1, 1):
        parts = take(held, Quantity.of(pieces), TODAY, UnitCost())
        costs.append(sum(each.cost.amount for each in parts) // pieces)
        held = [after(each, parts) for each in held]
    assert costs == [10, 10, 25]


def test_a_queue_of_lots_gives_the_oldest_first() -> None:
    """F03a: 1 at 10, then 2, 1 and 5 at 20; four are taken and five at 20 are left."""
    held = [lot(1, 1, 10), lot(2, 2, 40), lot(3, 1, 20), lot(4, 5, 100)]
    assert taken(held, 4) == [(1, "1", 10), (2, "2", 40), (3, "1", 20)]


def test_first_expired_goes_before_first_in() -> None:
    held = [lot(1, 5, 50, received="2026-11-01"), lot(2, 5, 50, received="2026-11-10", expires="2026-12-01")]
    assert [each[0] for each in taken(held, 6)] == [2, 1]


def test_of_one_expiry_the_lower_lot_goes_first() -> None:
    """E03."""
    held = [lot(9, 1, 5, expires="2027-01-10"), lot(2, 1, 5, expires="2027-01-10")]
    assert [each[0] for each in taken(held, 2)] == [2, 9]


def test_the_shops_own_goes_before_a_makers() -> None:
    held = [lot(1, 5, 0, owner=MAKER, expires="2026-11-24"), lot(2, 5, 50)]
    assert [each[0] for each in taken(held, 6)] == [2, 1]


def test_an_expired_lot_is_passed_over_while_there_is_another() -> None:
    held = [lot(1, 5, 50, expires="2026-11-22"), lot(2, 1, 10, expires="2026-11-23")]
    parts = take(held, Quantity.of(1), TODAY, UnitCost())
    assert [(each.lot_id, each.expired) for each in parts] == [(2, False)]


def test_where_all_is_expired_the_goods_are_sold_and_told() -> None:
    (part,) = take([lot(1, 5, 50, expires="2026-11-22")], Quantity.of(1), TODAY, UnitCost())
    assert (part.lot_id, part.expired) == (1, True)


def test_the_last_unit_takes_what_is_left() -> None:
    held = lot(1, 3, 100)
    costs = []
    for _unit in range(3):
        (part,) = take([held], Quantity.of(1), TODAY, UnitCost())
        costs.append(part.cost.amount)
        held = after(held, [part])
    assert costs == [33, 34, 33]
    assert (held.quantity, held.value) == (NOTHING, ZERO)


def test_what_is_not_there_takes_the_last_lot_below_zero_at_the_last_known_cost() -> None:
    last = UnitCost(Rupiah(7_000), Quantity.of(2))
    (part,) = take([lot(1, 1, 3_000)], Quantity.of(3), TODAY, last)
    assert (part.quantity, part.cost, part.short) == (Quantity.of(3), Rupiah(10_000), Quantity.of(2))


def test_a_lot_below_zero_already_takes_the_next_shortage_too() -> None:
    held = [lot(1, -2, -4_000), lot(2, 0, 0, received="2026-11-09")]
    assert taken(held, 1, UnitCost(Rupiah(2_500), Quantity.of(1))) == [(1, "1", 2_500)]


def test_a_makers_shortage_costs_the_shop_nothing() -> None:
    held = [lot(1, 1, 0, owner=MAKER)]
    assert taken(held, 3, UnitCost(Rupiah(9_000), Quantity.of(1))) == [(1, "3", 0)]


def test_without_a_known_cost_a_shortage_costs_nothing() -> None:
    """F03e has no rate of its own here: an empty queue costs what was last known, or 0."""
    assert UnitCost().of(Quantity.of(3)) == ZERO
    assert taken([lot(1, 0, 0)], 3) == [(1, "3", 0)]


def test_without_any_lot_nothing_is_taken_and_the_caller_opens_one() -> None:
    assert take([], Quantity.of(1), TODAY, UnitCost()) == []


@pytest.mark.parametrize(
    ("quantity", "value", "part", "cost"),
    [(3, 100, 1, 33), (3, 100, 2, 67), (3, 100, 3, 100), (-3, -6_000, -1, -2_000), (-3, -100, -3, -100), (2, 5, 1, 3)],
)
def test_the_cost_of_a_part_is_half_up_on_either_side_of_zero(quantity: int, value: int, part: int, cost: int) -> None:
    assert cost_of(lot(1, quantity, value), Quantity.of(part)) == Rupiah(cost)
