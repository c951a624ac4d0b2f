"""What comes back is worth the sale's own rounding, and money goes back as it came: tables without a shop."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consignment.terms import Bearer
from koperasi.money import ZERO, CashRounding, Rupiah
from koperasi.quantity import ONE, Quantity
from pos import refunds
from pos.returns import Kept, SaleBefore
from pos.sale_commands import BackTo, Returning, Rule, SoldLine
from pos.tenders import TenderKind

DOWN, UP, EXACT = CashRounding(100), CashRounding(100, up=True), CashRounding(0)
DAY = date(2026, 11, 23)


def sale(goods: int, paid: int, *kept: tuple[TenderKind, int], returned: int = 0, refunded: int = 0) -> SaleBefore:
    ways = tuple(Kept(kind, Rupiah(amount)) for kind, amount in kept)
    sums = (Rupiah(goods), Rupiah(paid), ways, Rupiah(returned), Rupiah(refunded))
    return SaleBefore(1, "K1-000001", DAY, datetime(2026, 11, 23, tzinfo=UTC), None, *sums)


def line(amount: int, *, back: bool = False) -> SoldLine:
    """A line that costs so much, or brings so much back of sale 1."""
    net = Rupiah(-amount if back else amount)
    shown = (Rupiah(amount), Rupiah(amount), Rule.RETAIL, "")
    quantity = Quantity.of(-1 if back else 1)
    made = SoldLine(7, None, "Pcs", ONE, quantity, *shown, net, ZERO, Bearer.SHOP)
    return replace(made, returns=Returning(1, 1, BackTo.SHELF, "Rusak")) if back else made


def given(before: SaleBefore, *lines: SoldLine, owes: int = 0, rounding: CashRounding = DOWN) -> dict[str, int]:
    """What goes back, by kind of tender."""
    reckoned = refunds.reckon(lines, {1: before}, rounding)
    return {each.kind.value: each.amount.amount for each in reckoned.ways(Rupiah(owes), rounding)}


@pytest.mark.parametrize(
    ("returned", "worth"),
    [(0, 0), (99, 0), (100, 100), (4_115, 4_100), (8_230, 8_200), (12_344, 12_300), (12_345, 12_300)],
)
def test_of_a_cash_sale_every_part_is_worth_what_rounding_left_of_it(returned: int, worth: int) -> None:
    assert refunds.worth(sale(12_345, 12_300), Rupiah(returned), DOWN) == Rupiah(worth)


def test_rounding_that_has_changed_since_leaves_what_was_paid_in_the_end() -> None:
    exactly = sale(12_345, 12_345)
    assert refunds.worth(exactly, Rupiah(12_000), DOWN) == Rupiah(12_000)
    assert refunds.worth(exactly, Rupiah(12_345), DOWN) == Rupiah(12_345)
    assert refunds.worth(sale(12_345, 12_300), Rupiah(12_344), EXACT) == Rupiah(12_300)


@pytest.mark.parametrize(
    ("before", "back", "owes", "ways"),
    [
        (sale(12_345, 12_300), 12_345, 0, {"cash": 12_300}),
        (sale(12_345, 12_300, returned=4_115, refunded=4_100), 8_230, 0, {"cash": 8_200}),
        (sale(12_345, 12_345, (TenderKind.KASBON, 12_345)), 12_345, 50_000, {"kasbon": 12_345}),
        # She owes less by now: the rest is hers in cash, in coins that exist.
        (sale(12_345, 12_345, (TenderKind.KASBON, 12_345)), 12_345, 10_000, {"kasbon": 10_000, "cash": 2_400}),
        (sale(12_345, 12_345, (TenderKind.KASBON, 12_345)), 12_345, -500, {"cash": 12_400}),
        (sale(9_000, 9_000, (TenderKind.SAVINGS, 4_000)), 5_000, 0, {"savings": 4_000, "cash": 1_000}),
        # Paid with cash, then money by bank goes back by bank where the shop says so.
        (sale(9_000, 9_000, (TenderKind.TRANSFER, 6_000)), 9_000, 0, {"transfer": 6_000, "cash": 3_000}),
    ],
)
def test_money_goes_back_as_it_came(before: SaleBefore, back: int, owes: int, ways: dict[str, int]) -> None:
    assert given(before, line(back, back=True), owes=owes) == ways


def test_new_goods_are_paid_first_with_what_would_have_been_cash() -> None:
    mixed = sale(10_000, 10_000, (TenderKind.KASBON, 6_000))

    assert given(mixed, line(10_000, back=True), line(1_500), owes=6_000) == {"kasbon": 6_000, "cash": 2_500}
    assert given(mixed, line(10_000, back=True), line(5_000), owes=6_000) == {"kasbon": 5_000}
    assert given(mixed, line(10_000, back=True), line(10_000), owes=6_000) == {}


def test_what_goes_out_is_rounded_for_whoever_gains_by_rounding() -> None:
    exact = sale(5_050, 5_050)

    assert given(exact, line(5_050, back=True)) == {"cash": 5_100}
    assert given(exact, line(5_050, back=True), rounding=UP) == {"cash": 5_000}
    assert given(exact, line(5_050, back=True), rounding=EXACT) == {"cash": 5_050}


def test_an_exchange_is_due_for_the_new_goods_less_what_the_old_were_paid_with() -> None:
    reckoned = refunds.reckon([line(12_345, back=True), line(20_000)], {1: sale(12_345, 12_300)}, DOWN)

    assert reckoned.total == Rupiah(7_655)
    assert reckoned.due == Rupiah(7_700)
    assert reckoned.rounding == Rupiah(45)
    assert reckoned.ways(ZERO, DOWN) == ()
