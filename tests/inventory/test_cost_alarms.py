"""Cost alarms: what is told of a cost that moved, and the price that keeps the margin."""

from __future__ import annotations

from datetime import date

import pytest

from inventory import cost_alarms
from inventory.cost_alarms import Alarm
from inventory.goods import Good, PriceLine, PriceRule, ProductKind, Unit
from inventory.lots import UnitCost
from inventory.purchases import BoughtLine
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

DAY = date(2026, 11, 23)


def good(piece: int, carton: int, maker_id: int | None = None) -> Good:
    tier = PriceLine(PriceRule.TIER, Rupiah(piece - 100), Quantity.of(12))
    promotion = PriceLine(PriceRule.RETAIL, Rupiah(1), valid_from=DAY, valid_until=DAY)
    later = PriceLine(PriceRule.RETAIL, Rupiah(1), valid_from=date(2027, 1, 1))
    units = (
        Unit(1, "Pcs", ONE, (PriceLine(PriceRule.RETAIL, Rupiah(piece)), tier, promotion, later)),
        Unit(2, "Dus", Quantity.of(24), (PriceLine(PriceRule.RETAIL, Rupiah(carton)),)),
    )
    return Good(7, "101", "Sabun", "Pcs", ProductKind.GOODS, None, maker_id, "", False, "", units)


def cost(value: int, pieces: int = 1) -> UnitCost:
    return UnitCost(Rupiah(value), Quantity.of(pieces))


def told(was: UnitCost, now: UnitCost, piece: int = 3_000, carton: int = 70_000) -> Alarm | None:
    return cost_alarms.alarm(good(piece, carton), was, now, 1_000, DAY)


@pytest.mark.parametrize(
    ("was", "now", "moved"), [(2_000, 2_199, None), (2_000, 2_200, 1_000), (2_000, 1_800, -1_000), (2_000, 1_801, None)]
)
def test_a_cost_is_told_when_it_moved_by_the_set_share(was: int, now: int, moved: int | None) -> None:
    alarm = told(cost(was), cost(now))

    assert (alarm.moved if alarm else None) == moved


def test_a_price_at_its_cost_is_told_whatever_the_cost_did() -> None:
    alarm = told(cost(2_950), cost(69_999, 24), carton=69_999)

    assert alarm is not None
    assert [(each.unit.name, each.line.price.amount) for each in alarm.proposals if each.past] == [
        ("Pcs", 2_900),
        ("Dus", 69_999),
    ]


def test_a_proposal_keeps_the_margin_and_is_rounded_up_to_a_hundred() -> None:
    alarm = told(cost(48_000, 24), cost(54_000, 24))

    assert alarm is not None
    proposed = [(each.unit.name, each.line.rule.value, each.proposed) for each in alarm.changes]
    assert proposed == [
        ("Pcs", "retail", Rupiah(3_400)),
        ("Pcs", "tier", Rupiah(3_300)),
        ("Dus", "retail", Rupiah(78_800)),
    ]


def test_a_price_below_cost_is_never_proposed_again_below_it() -> None:
    alarm = told(cost(3_000), cost(3_500), piece=2_500)

    assert alarm is not None
    assert min(each.proposed.amount for each in alarm.changes if each.proposed) >= 3_600


def test_without_a_cost_before_nothing_is_proposed() -> None:
    alarm = told(UnitCost(), cost(5_000))

    assert alarm is not None
    assert (alarm.moved, alarm.past_price, alarm.changes) == (0, True, ())


def test_free_goods_tell_nothing_of_a_price() -> None:
    assert told(cost(2_000), cost(0, 10)) is None


def test_lines_of_one_good_are_one_cost_and_makers_goods_have_none() -> None:
    lines = [BoughtLine(7, "Pcs", ONE, Quantity.of(10), Rupiah(each)) for each in (24_000, 0)]
    own, hers = {7: good(3_000, 70_000)}, {7: good(3_000, 70_000, maker_id=1)}

    (alarm,) = cost_alarms.alarms(own, {7: cost(2_000)}, lines, 1_000, DAY)

    assert alarm.moved == -4_000
    assert cost_alarms.alarms(hers, {7: cost(2_000)}, lines, 1_000, DAY) == []


def test_a_price_that_ends_only_because_the_next_is_planned_is_told_too() -> None:
    """The good sells below its cost until then."""
    planned = date(2026, 12, 25)
    now = PriceLine(PriceRule.RETAIL, Rupiah(3_000), valid_until=date(2026, 12, 24))
    then = PriceLine(PriceRule.RETAIL, Rupiah(9_000), valid_from=planned)
    unit = Unit(1, "Pcs", ONE, (now, then))

    assert cost_alarms.held(unit, DAY) == [now]
    assert cost_alarms.held(unit, planned) == [then]
