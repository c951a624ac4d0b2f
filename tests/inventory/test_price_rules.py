"""Price rules are pure: cost and margin in, prices on the shop's steps out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import price_rules
from inventory.goods import PriceLine, PriceRule, Unit
from inventory.lots import UnitCost
from inventory.price_rules import Alarm, Basis, Priced, Rule
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

STEPS = price_rules.steps("10000:100 *:500")
DAY = date(2026, 11, 23)
BRANCH = 1


def retail(price: int, **more: object) -> PriceLine:
    return PriceLine(PriceRule.RETAIL, Rupiah(price), **more)  # type: ignore[arg-type]


TIER = PriceLine(PriceRule.TIER, Rupiah(3_200), Quantity.of(12))
MEMBER = PriceLine(PriceRule.CLASS, Rupiah(3_300), price_class="anggota")
PIECE = Unit(1, "Pcs", ONE, (retail(3_400), TIER, MEMBER))
CARTON = Unit(2, "Dus", Quantity.of(24), (retail(78_000),))
#: 24 pieces cost 72.000: 3.000 each.
SOAP = Priced(7, "101", "Sabun", (PIECE, CARTON), UnitCost(Rupiah(72_000), Quantity.of(24)))


def proposed(good: Priced, rule: Rule, day: date = DAY) -> list[tuple[str, str, int]]:
    return [(each.unit, each.about, each.new.amount) for each in price_rules.propose([good], rule, BRANCH, day)]


@pytest.mark.parametrize(
    ("exact", "price"),
    [
        ((3_401, 1), 3_500),
        ((3_400, 1), 3_400),
        ((9_901, 1), 10_000),
        ((10_001, 1), 10_500),
        ((10_001, 3), 3_400),
        ((0, 1), 0),
    ],
)
def test_a_price_is_rounded_up_to_the_steps_of_its_height(exact: tuple[int, int], price: int) -> None:
    assert price_rules.rounded_up(*exact, STEPS) == Rupiah(price)


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_rounded_price_is_never_below_and_never_a_step_above(numerator: int, denominator: int) -> None:
    price = price_rules.rounded_up(numerator, denominator, STEPS).amount

    assert price * denominator >= numerator
    assert (price - 500) * denominator < numerator
    assert price % (100 if price < 10_000 else 500) == 0


@pytest.mark.parametrize("text", ["", "100", "10000:100", "*:0", "*:500 10000:100", "a:b"])
def test_steps_that_cover_not_every_price_are_refused(text: str) -> None:
    with pytest.raises(BadInput):
        price_rules.steps(text)


def test_a_margin_on_cost_and_one_on_price_are_two_things() -> None:
    on_cost = Rule(Basis.ON_COST, 2_000, STEPS, keep_ratio=False)
    on_price = replace(on_cost, basis=Basis.ON_PRICE)

    assert proposed(SOAP, on_cost) == [("Pcs", "", 3_600), ("Dus", "", 86_500)]
    assert proposed(SOAP, on_price) == [("Pcs", "", 3_800), ("Dus", "", 90_000)]


def test_the_ratio_of_wholesale_members_and_cartons_is_kept() -> None:
    rule = Rule(Basis.ON_COST, 3_600, STEPS)

    assert proposed(SOAP, rule) == [
        ("Pcs", "", 4_100),
        ("Pcs", "anggota", 4_000),
        ("Pcs", "grosir ≥ 12", 3_900),
        ("Dus", "", 94_500),
    ]


def test_prices_of_now_go_up_by_a_share() -> None:
    assert proposed(SOAP, Rule(Basis.OF_PRICE, 500, STEPS, keep_ratio=False)) == [
        ("Pcs", "", 3_600),
        ("Dus", "", 82_000),
    ]


def test_what_stays_the_same_is_not_proposed() -> None:
    assert proposed(SOAP, Rule(Basis.OF_PRICE, 0, STEPS)) == []


def test_a_good_without_a_known_cost_or_of_a_maker_is_left_out() -> None:
    rule = Rule(Basis.ON_COST, 2_000, STEPS)

    assert proposed(replace(SOAP, cost=UnitCost()), rule) == []
    assert proposed(replace(SOAP, cost=UnitCost(Rupiah(0), ONE)), rule) == []
    assert proposed(replace(SOAP, consigned=True), rule) == []


def test_what_is_to_be_looked_at_is_said() -> None:
    capped = replace(SOAP, ceiling=Rupiah(3_500))
    (piece, *_rest) = price_rules.propose([capped], Rule(Basis.ON_COST, 2_000, STEPS), BRANCH, DAY)
    (cheap, *_rest) = price_rules.propose([SOAP], Rule(Basis.OF_PRICE, -2_000, STEPS, keep_ratio=False), BRANCH, DAY)

    assert piece.alarms == (Alarm.ABOVE_CEILING,)
    assert cheap.alarms == (Alarm.BELOW_COST, Alarm.TIER_NOT_CHEAPER)
    assert price_rules.asks([cheap])
    assert not price_rules.asks([piece])


def test_a_plan_that_is_put_aside_is_said() -> None:
    planned = replace(
        PIECE, prices=(retail(3_400, valid_until=date(2026, 11, 30)), retail(3_600, valid_from=date(2026, 12, 1)))
    )
    good = replace(SOAP, units=(planned,))

    (now,) = price_rules.propose([good], Rule(Basis.ON_COST, 2_500, STEPS), BRANCH, DAY)
    (later,) = price_rules.propose([good], Rule(Basis.ON_COST, 2_500, STEPS, valid_from=date(2026, 12, 5)), BRANCH, DAY)

    assert (now.old, now.alarms) == (Rupiah(3_400), (Alarm.PLAN_REPLACED,))
    assert (later.old, later.alarms) == (Rupiah(3_600), ())


def test_a_promotion_and_another_branchs_price_are_left_alone() -> None:
    other = retail(3_000, branch_id=2)
    promotion = retail(2_500, valid_from=DAY, valid_until=DAY)
    own = retail(3_450, branch_id=BRANCH)
    unit = replace(PIECE, prices=(retail(3_400), other, promotion, own))

    assert price_rules.usual(unit, BRANCH, DAY) == [own]


def test_margins_are_told_before_and_after() -> None:
    (piece, *_rest) = price_rules.propose([SOAP], Rule(Basis.ON_COST, 2_000, STEPS), BRANCH, DAY)

    assert (piece.margin_old, piece.margin_new) == (1_176, 1_667)
    assert price_rules.markup(Rupiah(3_600), Rupiah(3_000)) == 2_000


@pytest.mark.parametrize("rule", [Rule(Basis.ON_PRICE, 10_000, STEPS), Rule(Basis.OF_PRICE, -10_000, STEPS)])
def test_a_rate_that_leaves_no_price_is_refused(rule: Rule) -> None:
    with pytest.raises(BadInput):
        price_rules.propose([SOAP], rule, BRANCH, DAY)
