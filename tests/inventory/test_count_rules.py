"""Counting's rules alone: what stands, what is judged, which lots it moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import count_rules
from inventory.count_rules import Cause, Entry, Mode, Tolerance
from inventory.lots import Holding, UnitCost
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
DAY = date(2026, 11, 23)


def entry(seq: int, quantity: int, ledger: int, mode: Mode = Mode.ADD, undoes: int | None = None) -> Entry:
    at = NOON + timedelta(minutes=seq)
    return Entry(seq, 1, 1, mode, undoes, Quantity.of(quantity), Quantity.of(ledger), at, at, 7)


def lot(lot_id: int, quantity: int, value: int, expires: int | None = None, owner: int | None = None) -> Holding:
    until = None if expires is None else DAY + timedelta(days=expires)
    return Holding(lot_id, 1, owner, DAY - timedelta(days=9 - lot_id), until, Quantity.of(quantity), Rupiah(value))


def test_what_was_replaced_or_taken_back_no_longer_stands() -> None:
    entries = [entry(1, 5, 9), entry(2, 3, 9, Mode.REPLACE), entry(3, 1, 9), entry(4, 0, 9, Mode.UNDO, 3)]

    assert [each.seq for each in count_rules.standing(entries)] == [2]


def test_taking_a_replacement_back_brings_what_it_replaced() -> None:
    entries = [entry(1, 5, 9), entry(2, 3, 9, Mode.REPLACE), entry(3, 0, 9, Mode.UNDO, 2)]

    assert [each.seq for each in count_rules.standing(entries)] == [1]


@pytest.mark.parametrize(
    ("ledgers", "counts", "variance"),
    [
        ((10,), (10,), 0),
        ((10,), (8,), -2),
        ((10, 9), (6, 4), 0),
        ((10, 9), (6, 3), 0),
        ((10, 9), (6, 2), -1),
        ((10, 9), (6, 5), 1),
    ],
)
def test_a_difference_is_what_no_instant_of_the_counting_explains(
    ledgers: tuple[int, ...], counts: tuple[int, ...], variance: int
) -> None:
    entries = [entry(n, each, ledger) for n, (each, ledger) in enumerate(zip(counts, ledgers, strict=True))]
    (found,) = count_rules.counted(entries)

    assert found.variance == Quantity.of(variance)


@pytest.mark.parametrize(
    ("variance", "expected", "value", "allowed"),
    [
        (1, 3, 5_000, True),
        (2, 3, 5_000, False),
        (2, 100, 5_000, True),
        (3, 100, 5_000, False),
        (1, 3, 10_001, False),
    ],
)
def test_a_count_may_be_off_by_pieces_or_share_but_never_by_more_value(
    variance: int, expected: int, value: int, allowed: bool
) -> None:
    tolerance = Tolerance(ONE, 200, Rupiah(10_000))

    assert tolerance.allows(Quantity.of(-variance), Quantity.of(expected), Rupiah(value)) is allowed


def test_only_what_is_broken_is_written_off() -> None:
    assert {each for each in Cause if count_rules.account(each) is Role.WRITE_OFFS} == {Cause.BROKEN}


def test_what_is_missing_leaves_the_lots_in_their_turn_and_the_last_piece_takes_the_rest() -> None:
    holdings = [lot(1, 3, 1_000, expires=30), lot(2, 4, 2_000, expires=5), lot(3, 2, 500, expires=-1)]
    found = count_rules.parts(holdings, Quantity.of(-6), DAY, UnitCost(Rupiah(500), ONE))

    assert [(each.lot_id, each.quantity, each.value) for each in found] == [
        (2, Quantity.of(-4), Rupiah(-2_000)),
        (1, Quantity.of(-2), Rupiah(-667)),
    ]


def test_more_missing_than_the_lots_hold_is_still_booked() -> None:
    found = count_rules.parts([lot(1, 1, 900)], Quantity.of(-3), DAY, UnitCost(Rupiah(500), ONE))

    assert [(each.quantity, each.value) for each in found] == [
        (Quantity.of(-1), Rupiah(-900)),
        (Quantity.of(-2), Rupiah(-1_000)),
    ]


def test_what_is_over_fills_lots_below_zero_first_and_then_the_newest() -> None:
    holdings = [lot(1, -2, -700), lot(2, 5, 2_500)]
    found = count_rules.parts(holdings, Quantity.of(5), DAY, UnitCost(Rupiah(600), ONE))

    assert [(each.lot_id, each.quantity, each.value) for each in found] == [
        (1, Quantity.of(2), Rupiah(700)),
        (2, Quantity.of(3), Rupiah(1_800)),
    ]


def test_what_is_over_goes_to_the_lot_whose_date_was_read() -> None:
    holdings = [lot(1, 2, 700, expires=10), lot(2, 5, 2_500, expires=60)]
    dated = holdings[0].expires_on
    assert dated is not None
    (found,) = count_rules.parts(holdings, ONE, DAY, UnitCost(Rupiah(600), ONE), (dated,))

    assert found.lot_id == 1


def test_a_makers_lots_are_worth_nothing() -> None:
    holdings = [lot(1, 2, 0, owner=9)]
    less = count_rules.parts(holdings, Quantity.of(-3), DAY, UnitCost(Rupiah(600), ONE))
    more = count_rules.parts(holdings, Quantity.of(3), DAY, UnitCost(Rupiah(600), ONE))

    assert {each.value for each in (*less, *more)} == {ZERO}


def test_a_lot_below_zero_is_filled_out_of_another_of_its_owner_only() -> None:
    holdings = [lot(1, -2, -700), lot(2, 5, 2_500), lot(3, 5, 0, owner=9)]
    found = count_rules.evened(holdings, DAY)

    assert [(each.lot_id, each.quantity, each.value) for each in found] == [
        (2, Quantity.of(-2), Rupiah(-1_000)),
        (1, Quantity.of(2), Rupiah(700)),
    ]
    assert count_rules.evened([holdings[0], holdings[2]], DAY) == []


QUANTITIES = st.integers(-40, 40).map(Quantity.of)


@given(
    st.lists(st.tuples(st.integers(-9, 30), st.integers(0, 90_000), st.none() | st.integers(-5, 40)), max_size=4),
    QUANTITIES,
    st.integers(0, 5_000),
)
def test_every_difference_is_placed_whole_and_no_empty_lot_keeps_a_value(
    lots: list[tuple[int, int, int | None]], variance: Quantity, cost: int
) -> None:
    holdings = [
        lot(n, quantity, value if quantity > 0 else -value if quantity else 0, expires)
        for n, (quantity, value, expires) in enumerate(lots)
    ]
    parts = count_rules.parts(holdings, variance, DAY, UnitCost(Rupiah(cost), ONE))
    after = [count_rules.changed(each, parts) for each in holdings]
    evened = count_rules.evened(after, DAY)
    left = [count_rules.changed(each, evened) for each in after]

    assert sum(each.quantity.thousandths for each in parts) == variance.thousandths
    assert sum(each.quantity.thousandths for each in evened) == 0
    assert [each for each in left if not each.quantity and each.value] == []
    signs = {each.quantity > NOTHING for each in left if each.quantity}
    assert len(signs) <= 1


@given(st.integers(-9, 30), st.integers(0, 90_000), st.integers(1, 40), st.integers(0, 9_000), st.booleans())
def test_a_move_taken_back_never_leaves_a_value_without_goods_or_against_them(
    there: int, value: int, moved: int, moved_value: int, out: bool
) -> None:
    held = lot(1, there, value if there > 0 else -value if there else 0)
    sign = -1 if out else 1
    quantity, recorded = Quantity.of(sign * moved), Rupiah(sign * moved_value)
    given_back = count_rules.given_back(held, quantity, recorded)
    after = held.value + given_back

    assert (held.quantity + quantity) or after == ZERO
    assert after.amount * (held.quantity + quantity).thousandths >= 0


@pytest.mark.parametrize(
    ("text", "times", "rest"),
    [
        ("8999999052225", None, "8999999052225"),
        ("24*8999999052225", Quantity.of(24), "8999999052225"),
        ("2,5 x gula", Quantity.of("2.5"), "gula"),
        ("123456*7", None, "123456*7"),
    ],
)
def test_a_number_before_a_star_says_how_many(text: str, times: Quantity | None, rest: str) -> None:
    assert count_rules.read(text) == (times, rest)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [(0, "0 Pcs"), (5, "5 Pcs"), (40, "1 Dus"), (125, "3 Dus 5 Pcs"), (-41, "−1 Dus 1 Pcs")],
)
def test_a_quantity_is_told_in_its_units(quantity: int, words: str) -> None:
    assert count_rules.in_units(Quantity.of(quantity), (("Pcs", ONE), ("Dus", Quantity.of(40)))) == words


def test_rounds_are_told_apart() -> None:
    rounds = count_rules.counted([entry(1, 8, 10), replace(entry(2, 9, 10), turn=2)])
    tolerance = Tolerance(NOTHING, 0, ZERO)

    assert [each.variance for each in rounds] == [Quantity.of(-2), Quantity.of(-1)]
    assert not count_rules.settled(rounds, tolerance, UnitCost())
    assert count_rules.settled([*rounds, replace(rounds[0], turn=3)], tolerance, UnitCost())
