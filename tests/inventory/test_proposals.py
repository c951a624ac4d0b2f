"""What to order: how much, why, in which units, of whom; told so that people can check it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import proposals
from inventory.paces import Pace
from inventory.proposals import Candidate, Source, Usual, Why
from inventory.suppliers import Supplier, Terms
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity

TODAY = date(2026, 11, 25)  # a Wednesday
USUAL = Usual(lead_days=2, every_days=7)
MAKMUR = Supplier(7, "S-01", "Makmur", "", "", Terms())
CARTON = Source(7, "Dus", Quantity.of(24), Rupiah(60_000), "SB70")
SOAP = Candidate(
    1, "101", "Sabun", "Pcs", Quantity.of(24), None, None, Quantity.of(12), NOTHING, Pace(Quantity.of(95), 28), CARTON
)


def line(good: Candidate, days: int = 9, fresh_days: int | None = None) -> proposals.Line:
    found = proposals.line(good, days, fresh_days)
    assert found is not None
    return found


def test_a_line_says_how_much_and_why() -> None:
    found = line(SOAP)

    assert (found.need, found.units, found.why) == (Quantity.of(43), 2, Why.BELOW_MINIMUM)
    told = proposals.explained(found)
    assert told == "laku 3,4 sehari × 9 hari + minimum 24 − ada 12 − dipesan 0 = 43 → 2 dus isi 24"
    assert found.amount == Rupiah(120_000)


def test_what_is_on_its_way_is_not_ordered_again() -> None:
    found = line(replace(SOAP, ordered=Quantity.of(24)))

    assert (found.need, found.units) == (Quantity.of(19), 1)
    assert proposals.line(replace(SOAP, ordered=Quantity.of(48)), 9) is None


def test_what_lasts_until_the_next_order_is_not_proposed() -> None:
    assert proposals.line(replace(SOAP, on_hand=Quantity.of(55)), 9) is None
    assert line(replace(SOAP, on_hand=Quantity.of(54))).why is Why.RUNS_OUT


def test_a_good_without_pace_minimum_or_target_is_not_proposed_though_below_zero() -> None:
    idle = replace(SOAP, min_stock=NOTHING, pace=None, on_hand=Quantity.of(-5))

    assert proposals.line(idle, 9) is None


def test_goods_below_zero_add_to_the_need() -> None:
    found = line(replace(SOAP, min_stock=NOTHING, on_hand=Quantity.of(-5)))

    assert (found.need, found.why) == (Quantity.of(36), Why.BELOW_ZERO)
    assert proposals.explained(found).startswith("laku 3,4 sehari × 9 hari − ada −5 ")
    assert proposals.cover_words(found) == "minus 5"


def test_a_target_is_ordered_up_to_once_it_is_time() -> None:
    wanted = replace(SOAP, target_stock=Quantity.of(100))

    assert proposals.line(replace(wanted, on_hand=Quantity.of(60)), 9) is None
    found = line(wanted)
    assert (found.need, found.units) == (Quantity.of(88), 4)
    assert proposals.explained(found) == "sampai target 100 − ada 12 − dipesan 0 = 88 → 4 dus isi 24"


def test_a_target_of_what_never_sold_is_kept_when_all_is_gone() -> None:
    rare = replace(SOAP, min_stock=NOTHING, pace=None, target_stock=Quantity.of(6), source=Source(None, "Pcs", ONE))

    assert proposals.line(replace(rare, on_hand=ONE), 9) is None
    found = line(replace(rare, on_hand=NOTHING))
    assert (found.units, found.why) == (6, Why.EMPTY)
    assert proposals.explained(found) == "sampai target 6 − ada 0 − dipesan 0 = 6 → 6 pcs"


def test_the_minimum_alone_is_a_reason() -> None:
    found = line(replace(SOAP, pace=None))

    assert (found.need, found.units, found.why) == (Quantity.of(12), 1, Why.BELOW_MINIMUM)
    assert proposals.explained(found) == "minimum 24 − ada 12 − dipesan 0 = 12 → 1 dus isi 24"
    assert proposals.cover_words(found) == "di bawah minimum"


@pytest.mark.parametrize(("on_hand", "units"), [(12, 1), (18, 0)])
def test_of_what_keeps_short_no_more_than_is_sold_in_time(on_hand: int, units: int) -> None:
    milk = replace(SOAP, keeps_days=11, on_hand=Quantity.of(on_hand))

    found = line(milk, fresh_days=11)

    assert (found.units, found.limited, found.most) == (units, True, Quantity.of("37.4"))
    assert proposals.explained(found).endswith("(tahan 11 hari: paling banyak 37,4)")


def test_what_keeps_long_enough_is_not_cut_down() -> None:
    found = line(replace(SOAP, keeps_days=60), fresh_days=60)

    assert (found.units, found.limited) == (2, False)


def test_a_weighed_good_is_ordered_in_whole_units_of_its_supplier() -> None:
    sugar = replace(
        SOAP, base_unit="Kg", min_stock=NOTHING, on_hand=Quantity.of("1.250"), pace=Pace(Quantity(6_600), 6)
    )
    found = line(replace(sugar, source=Source(7, "Sak", Quantity.of(50))))

    assert (found.need, found.units, found.amount) == (Quantity.of(9), 1, None)
    assert proposals.explained(found) == "laku 1,1 sehari × 9 hari − ada 1,25 − dipesan 0 = 9 → 1 sak isi 50"


MONDAY, THURSDAY = 0b1, 0b1000


@pytest.mark.parametrize(
    ("terms", "order_on", "arrives_on", "next_arrives_on"),
    [
        (Terms(), date(2026, 11, 25), date(2026, 11, 27), date(2026, 12, 4)),
        (Terms(lead_days=0), date(2026, 11, 25), date(2026, 11, 25), date(2026, 12, 2)),
        (Terms(lead_days=3, weekdays=MONDAY), date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 10)),
        (Terms(lead_days=1, weekdays=MONDAY | THURSDAY), date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 1)),
    ],
)
def test_orders_go_out_on_the_suppliers_days(
    terms: Terms, order_on: date, arrives_on: date, next_arrives_on: date
) -> None:
    plan = proposals.schedule(replace(MAKMUR, terms=terms), TODAY, USUAL)

    assert (plan.order_on, plan.arrives_on, plan.next_arrives_on) == (order_on, arrives_on, next_arrives_on)


def test_days_on_which_the_shop_is_closed_need_no_goods() -> None:
    not_on_sunday = 0b011_1111

    assert proposals.selling_days(TODAY, 9) == 9
    assert proposals.selling_days(TODAY, 9, not_on_sunday) == 8


def test_the_worst_stands_first_and_goods_without_a_supplier_apart() -> None:
    empty = replace(SOAP, product_id=2, name="Kopi", on_hand=NOTHING)
    lost = replace(SOAP, product_id=3, name="Teh", on_hand=NOTHING, source=Source(None, "Pcs", ONE))

    found = proposals.propose([lost, SOAP, empty], {7: MAKMUR}, TODAY, 0b111_1111, USUAL)

    assert [(group.supplier, [each.good.name for each in group.lines]) for group in found.groups] == [
        (MAKMUR, ["Kopi", "Sabun"]),
        (None, ["Teh"]),
    ]
    assert [proposals.cover_words(each) for each in found.lines] == ["habis", "cukup 3 hari", "habis"]
    assert (found.groups[0].amount, found.groups[1].unpriced) == (Rupiah(300_000), 1)


def test_what_lacks_for_the_smallest_order_is_told() -> None:
    asks = replace(MAKMUR, terms=Terms(min_order=Rupiah(500_000)))

    assert proposals.missing(asks, Rupiah(380_000)) == Rupiah(120_000)
    assert proposals.missing(asks, Rupiah(500_000)) == Rupiah(0)
    assert proposals.missing(None, Rupiah(0)) == Rupiah(0)


counted = st.integers(0, 400).map(Quantity.of)


@given(
    sold=st.integers(0, 2_000),
    days=st.integers(1, 28),
    minimum=counted,
    target=st.none() | counted,
    on_hand=st.integers(-50, 400).map(Quantity.of),
    ordered=counted,
    factor=st.integers(1, 48),
    horizon=st.integers(0, 40),
    fresh=st.none() | st.integers(1, 40),
)
def test_what_is_proposed_suffices_by_less_than_one_unit_too_much(
    sold: int,
    days: int,
    minimum: Quantity,
    target: Quantity | None,
    on_hand: Quantity,
    ordered: Quantity,
    factor: int,
    horizon: int,
    fresh: int | None,
) -> None:
    pace = Pace(Quantity.of(sold), days) if sold else None
    source = Source(7, "Dus", Quantity.of(factor))
    good = Candidate(1, "1", "Sabun", "Pcs", minimum, target, fresh, on_hand, ordered, pace, source)
    daily = pace.daily.thousandths if pace is not None else 0
    level = daily * horizon + minimum.thousandths
    there = (on_hand + ordered).thousandths

    found = proposals.line(good, horizon, fresh)

    if found is None:
        assert there >= level or not (level or target)
        return
    wanted = max(level, target.thousandths if target is not None else 0)
    after = there + found.units * factor * 1000
    if found.limited:
        assert found.most is not None
        assert after <= max(found.most.thousandths, there)
    else:
        assert wanted <= after < wanted + (factor + 1) * 1000
    assert proposals.explained(found).count("→") == 1
