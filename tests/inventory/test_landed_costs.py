"""Landed costs: every rupiah of an invoice falls to a line, and none twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import landed_costs
from inventory.landed_costs import Bill, BillLine, Charge, Discount, Spread, landed
from koperasi.errors import BadInput, Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import Quantity


def line(pieces: int, gross: int, discount: Discount = landed_costs.NO_DISCOUNT) -> BillLine:
    return BillLine(Quantity.of(pieces), Rupiah(gross), discount)


def costs(bill: Bill) -> list[int]:
    return [each.cost.amount for each in landed(bill).lines]


@pytest.mark.parametrize(
    ("words", "rates", "amount"),
    [
        ("", (), 0),
        ("5", (500,), 0),
        ("5+2", (500, 200), 0),
        ("5% + 2 %", (500, 200), 0),
        ("2,5", (250,), 0),
        ("2.5%", (250,), 0),
        ("10.000", (), 10_000),
        ("500", (), 500),
        ("Rp 50", (), 50),
        ("5+1.000", (500,), 1_000),
        ("100", (10_000,), 0),
    ],
)
def test_a_discount_is_read_as_it_is_typed(words: str, rates: tuple[int, ...], amount: int) -> None:
    assert landed_costs.discount(words) == Discount(rates, Rupiah(amount))


@pytest.mark.parametrize("words", ["lima", "5%%", "101%", "-5", "1.00", "2,555"])
def test_words_that_are_no_discount_are_refused(words: str) -> None:
    with pytest.raises(BadInput):
        landed_costs.discount(words)


@given(st.lists(st.integers(0, 10_000), max_size=3), st.integers(0, 10**8))
def test_a_discount_reads_back_as_it_is_written(rates: list[int], amount: int) -> None:
    written = Discount(tuple(rates), Rupiah(amount))

    assert landed_costs.discount(str(written)) == written


def test_chained_rates_take_each_of_what_is_left() -> None:
    assert Discount((500, 200)).of(Rupiah(100_000)) == Rupiah(6_900)


def test_freight_goes_by_value_and_ties_to_the_lower_line() -> None:
    freight = (Charge("Ongkir", Rupiah(10_000)),)

    assert costs(Bill((line(10, 20_000), line(10, 20_000), line(10, 20_000)), charges=freight)) == [
        23_334,
        23_333,
        23_333,
    ]


def test_freight_by_quantity_counts_free_goods_too() -> None:
    freight = (Charge("Ongkir", Rupiah(3_000), Spread.QUANTITY),)

    assert costs(Bill((line(10, 90_000), line(20, 0)), charges=freight)) == [91_000, 2_000]


def test_free_goods_of_a_line_of_their_own_cost_nothing() -> None:
    assert costs(Bill((line(10, 90_000), line(1, 0)), discount=Discount((1_000,)))) == [81_000, 0]


def test_tax_is_cost_only_where_it_is_not_claimed_back() -> None:
    bill = Bill((line(1, 100_000),), tax=Rupiah(11_000))

    assert costs(bill) == [111_000]
    claimed = landed(replace(bill, tax_is_cost=False))
    assert (claimed.cost, claimed.claimable, claimed.total) == (Rupiah(100_000), Rupiah(11_000), Rupiah(111_000))


def test_what_a_supplier_rounds_is_shared_and_more_is_refused() -> None:
    bill = Bill((line(1, 10_250), line(1, 20_500)), asked=Rupiah(31_000))

    assert costs(bill) == [10_333, 20_667]
    with pytest.raises(Refused) as refusal:
        landed(replace(bill, asked=Rupiah(31_751)))
    assert refusal.value.rule == "invoice-total"


@pytest.mark.parametrize(
    ("bill", "field", "row"),
    [
        (Bill(()), "lines", 0),
        (Bill((line(1, 100), line(1, -1))), "price", 2),
        (Bill((line(1, 100, Discount((), Rupiah(101))),)), "discount", 1),
        (Bill((line(1, 100),), Discount((), Rupiah(101))), "invoice_discount", 0),
        (Bill((line(1, 100),), charges=(Charge("Ongkir", Rupiah(-1)),)), "charges", 0),
        (Bill((line(1, 100),), tax=Rupiah(-1)), "charges", 0),
    ],
)
def test_what_no_invoice_has_is_refused(bill: Bill, field: str, row: int) -> None:
    with pytest.raises(BadInput) as refusal:
        landed(bill)

    assert (refusal.value.field, refusal.value.row) == (field, row)


LINES = st.builds(
    line,
    st.integers(0, 500),
    st.integers(0, 10**7),
    st.builds(Discount, st.lists(st.integers(0, 10_000), max_size=3).map(tuple)),
)
BILLS = st.builds(
    Bill,
    st.lists(LINES, min_size=1, max_size=12).map(tuple),
    st.builds(Discount, st.lists(st.integers(0, 10_000), max_size=2).map(tuple)),
    st.lists(
        st.builds(Charge, st.just("Ongkir"), st.integers(0, 10**6).map(Rupiah), st.sampled_from(Spread)), max_size=3
    ).map(tuple),
    st.integers(0, 10**6).map(Rupiah),
    st.booleans(),
)


@given(BILLS, st.integers(-1_000, 1_000))
def test_costs_and_claimable_tax_are_always_the_invoice(bill: Bill, odd: int) -> None:
    reckoned = landed(bill)
    if reckoned.cost.amount + odd < 0:
        odd = 0
    whole = landed(replace(bill, asked=reckoned.reckoned + Rupiah(odd)))

    assert whole.total == reckoned.reckoned + Rupiah(odd)
    assert whole.cost + whole.claimable == whole.total
    assert min(each.cost for each in whole.lines) >= ZERO
    assert total(each.shared_discount for each in whole.lines) == whole.discount
    assert total(each.charges for each in whole.lines) == whole.charges
