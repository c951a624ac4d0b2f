"""The best price wins, no price outlives its dates, and a hint keeps its word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.goods import Good, PriceLine, PriceRule, ProductKind, Unit
from inventory.pricing import one_step_away, price
from koperasi.errors import Refused
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

TODAY = date(2026, 11, 23)
HERE, ELSEWHERE = 1, 2
pieces = Quantity.of


def retail(amount: int, **more: object) -> PriceLine:
    return PriceLine(PriceRule.RETAIL, Rupiah(amount), **more)  # type: ignore[arg-type]


def tier(amount: int, least: int, **more: object) -> PriceLine:
    return PriceLine(PriceRule.TIER, Rupiah(amount), pieces(least), **more)  # type: ignore[arg-type]


def for_members(amount: int, **more: object) -> PriceLine:
    return PriceLine(PriceRule.CLASS, Rupiah(amount), price_class="anggota", **more)  # type: ignore[arg-type]


def pcs(*lines: PriceLine) -> Unit:
    return Unit(1, "Pcs", ONE, lines)


def dozen(*lines: PriceLine) -> Unit:
    return Unit(2, "Lusin", pieces(12), lines)


def good(*units: Unit) -> Good:
    return Good(7, "P0001", "Mie Goreng", "Pcs", ProductKind.GOODS, None, None, "", False, "", units)


@pytest.mark.parametrize(
    ("in_cart", "price_class", "costs", "reason"),
    [
        (1, None, 3_500, "harga eceran"),
        (11, None, 3_500, "harga eceran"),
        (12, None, 3_200, "grosir mulai 12 pcs"),
        (40, None, 3_000, "grosir mulai 40 pcs"),
        (1, "anggota", 3_300, "harga anggota"),
        (12, "anggota", 3_200, "grosir mulai 12 pcs"),
        (1, "karyawan", 3_500, "harga eceran"),
    ],
)
def test_the_best_of_the_reached_prices_wins(in_cart: int, price_class: str, costs: int, reason: str) -> None:
    unit = pcs(retail(3_500), tier(3_200, 12), tier(3_000, 40), for_members(3_300))

    decision = price(unit, pieces(in_cart), price_class, HERE, TODAY)

    assert (decision.unit_price, decision.reason) == (Rupiah(costs), reason)
    assert decision.list_price == Rupiah(3_500)


def test_a_member_price_and_a_tier_are_not_added_up() -> None:
    unit = pcs(retail(1_000), for_members(900), tier(950, 3))

    assert price(unit, pieces(3), "anggota", HERE, TODAY).unit_price == Rupiah(900)


def test_of_equal_prices_the_plainer_is_named_whatever_their_order() -> None:
    lines = (tier(1_000, 1), for_members(1_000), retail(1_000))

    assert {price(pcs(*order), ONE, "anggota", HERE, TODAY).rule for order in (lines, lines[::-1])} == {
        PriceRule.RETAIL
    }


@pytest.mark.parametrize(("days", "costs"), [(-1, 1_000), (0, 800), (7, 800), (8, 1_000)])
def test_a_dated_price_holds_on_both_its_days_and_no_other(days: int, costs: int) -> None:
    week = {"valid_from": TODAY, "valid_until": TODAY + timedelta(days=7)}

    decision = price(pcs(retail(1_000), retail(800, **week)), ONE, None, HERE, TODAY + timedelta(days=days))

    assert decision.unit_price == Rupiah(costs)


def test_a_dated_price_says_until_when() -> None:
    assert price(pcs(retail(800, valid_until=TODAY)), ONE, None, HERE, TODAY).reason == "harga eceran s.d. 23/11/2026"


def test_a_branchs_own_price_stands_in_place_of_the_general_one_there_only() -> None:
    unit = pcs(retail(1_000), retail(1_200, branch_id=HERE))

    assert price(unit, ONE, None, HERE, TODAY).unit_price == Rupiah(1_200)
    assert price(unit, ONE, None, ELSEWHERE, TODAY).unit_price == Rupiah(1_000)


@pytest.mark.parametrize(
    "unit",
    [pcs(), pcs(for_members(900)), pcs(tier(900, 5)), pcs(retail(900, branch_id=ELSEWHERE))],
    ids=["none", "members only", "from five", "elsewhere"],
)
def test_a_unit_without_a_price_that_holds_is_refused(unit: Unit) -> None:
    with pytest.raises(Refused, match="belum punya harga") as refusal:
        price(unit, ONE, None, HERE, TODAY)
    assert refusal.value.rule == "no-price"


def test_two_more_reach_the_wholesale_price() -> None:
    sold = good(pcs(retail(3_500), tier(3_200, 12)))

    hint = one_step_away(sold, sold.base, pieces(10), None, HERE, TODAY)

    assert hint is not None
    assert (hint.missing, hint.unit_id, hint.unit_price) == (pieces(2), 1, Rupiah(3_200))
    assert hint.saving == Rupiah(3_600)
    assert hint.text == "tambah 2 pcs → harga grosir, hemat Rp 3.600"


def test_two_more_fill_a_dozen() -> None:
    sold = good(pcs(retail(3_500)), dozen(retail(39_000)))

    hint = one_step_away(sold, sold.base, pieces(10), None, HERE, TODAY)

    assert hint is not None
    assert (hint.missing, hint.unit_id, hint.unit_price) == (pieces(2), 2, Rupiah(39_000))
    assert hint.text == "tambah 2 pcs → 1 lusin, hemat Rp 3.000"


@pytest.mark.parametrize("in_cart", [12, 13])
def test_a_dozen_already_there_is_taken_as_one(in_cart: int) -> None:
    sold = good(pcs(retail(3_500)), dozen(retail(39_000)))

    hint = one_step_away(sold, sold.base, pieces(in_cart), None, HERE, TODAY)

    assert hint is not None
    assert (hint.missing, hint.unit_id, hint.saving) == (pieces(0), 2, Rupiah(3_000))
    assert hint.text == "ambil 1 lusin, hemat Rp 3.000"


def test_a_larger_unit_that_costs_more_is_not_advised() -> None:
    sold = good(pcs(retail(3_500)), dozen(retail(42_000)))

    assert one_step_away(sold, sold.base, pieces(10), None, HERE, TODAY) is None


def test_a_dozen_line_is_told_how_many_dozens_are_missing() -> None:
    sold = good(pcs(retail(3_500)), dozen(retail(39_000), tier(38_000, 30)))

    hint = one_step_away(sold, sold.unit(2), pieces(24), None, HERE, TODAY)

    assert hint is not None
    assert (hint.missing, hint.saving) == (pieces(12), Rupiah(3_000))
    assert hint.text == "tambah 1 lusin → harga grosir, hemat Rp 3.000"


def test_weighed_goods_are_told_the_exact_weight() -> None:
    sold = good(Unit(1, "Kg", ONE, (retail(20_000), tier(18_000, 5))))

    hint = one_step_away(sold, sold.base, Quantity(4_250), None, HERE, TODAY)

    assert hint is not None
    assert (hint.missing, hint.saving) == (Quantity(750), Rupiah(10_000))
    assert hint.text == "tambah 0,75 kg → harga grosir, hemat Rp 10.000"


@pytest.mark.parametrize(
    ("in_cart", "missing"),
    [(1, None), (3, None), (5, None), (6, 6), (11, 1), (12, 0), (13, 0), (18, 0)],
)
def test_a_dozen_is_offered_only_when_it_is_half_full(in_cart: int, missing: int | None) -> None:
    """Who takes one piece does not want twelve: the strip stays away."""
    sold = good(pcs(retail(3_500)), dozen(retail(39_000)))
    hint = one_step_away(sold, sold.base, pieces(in_cart), None, HERE, TODAY)
    assert (hint.missing if hint else None) == (None if missing is None else pieces(missing))


@pytest.mark.parametrize(("in_cart", "missing"), [(1, None), (5, None), (6, 6), (7, 5), (11, 1)])
def test_a_wholesale_price_is_offered_for_five_pieces_more_at_most_or_as_many_again(
    in_cart: int, missing: int | None
) -> None:
    sold = good(pcs(retail(3_500), tier(3_200, 12)))
    hint = one_step_away(sold, sold.base, pieces(in_cart), None, HERE, TODAY)
    assert (hint.missing if hint else None) == (None if missing is None else pieces(missing))


def test_of_several_steps_the_one_that_saves_most_is_offered() -> None:
    """From eight: two more at 3.400 save 1.000, four more in a dozen 3.000."""
    sold = good(pcs(retail(3_500), tier(3_400, 10)), dozen(retail(39_000)))
    hint = one_step_away(sold, sold.base, pieces(8), None, HERE, TODAY)
    assert hint is not None
    assert (hint.missing, hint.unit_id, hint.saving) == (pieces(4), 2, Rupiah(3_000))


@pytest.mark.parametrize(
    ("in_cart", "missing", "saving"),
    [(12, 0, 3_000), (17, 0, 3_000), (19, 5, 6_000), (23, 1, 6_000), (24, 0, 6_000)],
)
def test_a_full_dozen_is_taken_before_many_more_are_asked_for(in_cart: int, missing: int, saving: int) -> None:
    """Of twelve nobody asks for twelve more; of twenty-three, one more makes the second dozen."""
    sold = good(pcs(retail(3_500), tier(3_000, 40)), dozen(retail(39_000)))
    hint = one_step_away(sold, sold.base, pieces(in_cart), None, HERE, TODAY)
    assert hint is not None
    assert (hint.missing, hint.unit_id, hint.saving) == (pieces(missing), 2, Rupiah(saving))


@pytest.mark.parametrize("base_quantity", [Quantity(0), pieces(-1)])
def test_nothing_in_the_cart_gets_no_hint(base_quantity: Quantity) -> None:
    sold = good(pcs(retail(3_500), tier(3_200, 12)))

    assert one_step_away(sold, sold.base, base_quantity, None, HERE, TODAY) is None


days = st.none() | st.integers(-3, 3).map(lambda n: TODAY + timedelta(days=n))
price_lines = st.builds(
    PriceLine,
    rule=st.sampled_from(PriceRule),
    price=st.integers(0, 60).map(lambda n: Rupiah(n * 100)),
    min_quantity=st.integers(0, 30).map(Quantity.of),
    price_class=st.sampled_from(["", "anggota"]),
    branch_id=st.sampled_from([None, HERE, ELSEWHERE]),
    valid_from=days,
    valid_until=days,
)
lines = st.lists(price_lines, max_size=8).map(tuple)
quantities = st.integers(1, 40).map(Quantity.of)
classes = st.sampled_from([None, "anggota"])


def reached(unit: Unit, quantity: Quantity, price_class: str | None) -> list[PriceLine]:
    """Said over again, the slow way: what holds here, today, for her, at this quantity."""
    held = [
        line
        for line in unit.prices
        if (line.valid_from or TODAY) <= TODAY <= (line.valid_until or TODAY)
        and line.branch_id in (None, HERE)
        and line.price_class in ("", price_class)
    ]
    own = [replace(line, price=Rupiah(0), branch_id=None, valid_from=None, valid_until=None) for line in held
           if line.branch_id == HERE]  # fmt: skip
    return [
        line
        for line in held
        if line.min_quantity <= quantity
        and (line.branch_id == HERE or replace(line, price=Rupiah(0), valid_from=None, valid_until=None) not in own)
    ]


@given(lines, quantities, classes)
def test_the_price_is_the_least_that_holds_and_none_other(
    prices: tuple[PriceLine, ...], quantity: Quantity, price_class: str | None
) -> None:
    unit = pcs(*prices)
    fits = reached(unit, quantity, price_class)

    if not fits:
        with pytest.raises(Refused):
            price(unit, quantity, price_class, HERE, TODAY)
        return
    decision = price(unit, quantity, price_class, HERE, TODAY)
    assert decision.unit_price == min(line.price for line in fits)
    assert decision == price(pcs(*prices[::-1]), quantity, price_class, HERE, TODAY)


@given(lines, quantities, quantities, classes)
def test_more_never_costs_more_a_piece(
    prices: tuple[PriceLine, ...], quantity: Quantity, more: Quantity, price_class: str | None
) -> None:
    unit = pcs(retail(9_000), *prices)

    fewer = price(unit, quantity, price_class, HERE, TODAY).unit_price

    assert price(unit, quantity + more, price_class, HERE, TODAY).unit_price <= fewer


@given(lines, lines, quantities, classes)
def test_a_step_that_is_taken_gives_just_what_the_hint_said(
    small: tuple[PriceLine, ...], large: tuple[PriceLine, ...], quantity: Quantity, price_class: str | None
) -> None:
    sold = good(pcs(retail(9_000), *small), dozen(*large))
    now = price(sold.base, quantity, price_class, HERE, TODAY).unit_price

    hint = one_step_away(sold, sold.base, quantity, price_class, HERE, TODAY)

    if hint is None:
        return
    in_cart = quantity + hint.missing
    taken = sold.unit(hint.unit_id)
    assert price(taken, in_cart, price_class, HERE, TODAY).unit_price == hint.unit_price
    whole = in_cart.thousandths // taken.factor.thousandths
    cost_now = now * (whole * taken.factor.thousandths // 1000)
    assert hint.saving == cost_now - hint.unit_price * whole > Rupiah(0)
