"""Shifts: what a drawer must hold, and what becomes of a difference.  Cases are published ones where named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consignment.terms import Bearer
from koperasi import ledger, numbers, shifts, uids
from koperasi.cash import CashKind
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.shifts import ClosingCommand, OpeningCommand, Pieces
from pos import closings
from tests.laws.days import Days, furnish
from tests.shops import Counter


@pytest.fixture
def days(counter: Counter) -> Days:
    return Days(counter.shop, counter, *furnish(counter))


def balance(days: Days, account: int) -> int:
    with days.shop.reading() as connection:
        return ledger.balance(connection, account).amount


def take(days: Days, amount: int) -> None:
    days.sell(days.sale([days.line(days.goods.copies, 1_000, amount, 0, Bearer.SHOP)], "cash", member=False))


@pytest.mark.parametrize(
    ("float_amount", "sales", "over"),
    [
        (200_000, 1_400_000, 14_000),  # K01: counted 1,614 of 200 and 1,400
        (0, 59_675_500, -5_500),  # K04b: 59,670,000 counted of 59,675,500
        (95_000, 0, 1_000),  # K07
        (100_000, 0, -1_000),
        (100_000, 20_000, 0),  # K06
    ],
)
def test_a_difference_is_booked_and_the_drawer_holds_what_was_left(
    days: Days, float_amount: int, sales: int, over: int
) -> None:
    days.open(float_amount)
    if sales:
        take(days, sales)

    z = days.close(over, left=True)

    assert z.cash.expected == Rupiah(float_amount + sales)
    assert z.cash.counted - z.cash.expected == Rupiah(over)
    assert balance(days, ACCOUNT_IDS[Role.OVER_SHORT]) == -over
    with days.shop.reading() as connection:
        drawer = shifts.by_id(connection, days.closed.id).account_id  # type: ignore[union-attr]
    assert balance(days, drawer) == z.cash.left.amount


def test_expected_cash_is_float_and_cash_sales_and_movements_alone(days: Days) -> None:
    days.open(100_000)
    take(days, 12_500)
    line = days.line(days.goods.copies, 1_000, 9_000, 0, Bearer.SHOP)
    days.sell(days.sale([line], "qris", member=False))
    days.sell(days.sale([line], "kasbon", member=True))
    days.move(CashKind.IN, 5_000)
    days.move(CashKind.OUT, 2_000)
    days.move(CashKind.DROP, 50_000)

    with days.shop.reading() as connection:
        assert shifts.expected_cash(connection, days.shift) == Rupiah(65_500)  # type: ignore[arg-type]


def test_no_more_stays_than_was_counted(days: Days) -> None:
    days.open(100_000)
    shift = days.shift
    assert shift is not None
    with days.shop.reading() as connection:
        number = numbers.peek(connection, shift.z_series)
    count = (Pieces(Rupiah(1_000), False, 5),)
    close = ClosingCommand(*days.ids(), shift.id, number, count, Rupiah(5_001), days.shop.clock())
    with pytest.raises(BadInput):
        days.do(close)
    days.do(replace(close, left_in_drawer=Rupiah(5_000)))
    with pytest.raises(Refused) as refusal:
        days.do(replace(close, id=days.ids()[0], uid="another"))
    assert refusal.value.rule == "shift-closed"


def test_a_shift_that_is_not_there_is_not_found(days: Days) -> None:
    with days.shop.reading() as connection:
        with pytest.raises(NotFound):
            shifts.by_id(connection, 1)
        with pytest.raises(NotFound):
            shifts.closing(connection, 1)
        assert shifts.open_shift_of(connection, days.shop.till_id or 0) is None


@pytest.mark.parametrize(
    ("left", "found", "float_amount", "over", "safe"),
    [
        (300_000, None, 300_000, 0, -300_000),  # nobody counted: what was left is there
        (300_000, 300_000, 300_000, 0, -300_000),
        (300_000, 295_000, 295_000, -5_000, -300_000),  # somebody is 5.000 short, not the safe
        (300_000, 301_000, 301_000, 1_000, -300_000),
        (300_000, 295_000, 300_000, -5_000, -305_000),  # and filled up again from the safe
    ],
)
def test_what_is_found_at_the_opening_beside_what_was_left(
    counter: Counter, left: int, found: int | None, float_amount: int, over: int, safe: int
) -> None:
    shop = counter.shop
    first = counter.open(left)
    with shop.work(counter.cashier) as work:
        number = numbers.peek(work.connection, first.z_series)
        count = (Pieces(Rupiah(left), False, 1),)
        ids = (work.mint(), uids.new_uid(shop.clock()), first.id, number)
        closings.close(work, ClosingCommand(*ids, count, Rupiah(left), shop.clock()))
    pieces = (Pieces(Rupiah(1), True, found),) if found is not None else ()
    with shop.work(counter.cashier) as work:
        ids = (work.mint(), uids.new_uid(shop.clock()), first.till_id, Rupiah(float_amount))
        command = OpeningCommand(*ids, first.business_date, shop.clock(), pieces)
        shift = shifts.open_shift(work, command)
        assert shifts.open_shift(work, command) == shift

    with shop.reading() as connection:
        assert shifts.expected_cash(connection, shift) == Rupiah(float_amount)
        assert ledger.balance(connection, shift.account_id) == Rupiah(float_amount)
        assert shifts.over_at_opening(connection, shift.id) == Rupiah(over)
        assert ledger.balance(connection, ACCOUNT_IDS[Role.OVER_SHORT]) == Rupiah(-over)
        assert ledger.balance(connection, ACCOUNT_IDS[Role.SAFE]) == Rupiah(safe)


def test_a_float_below_nothing_is_no_float(counter: Counter) -> None:
    with pytest.raises(BadInput, match="Modal awal"):
        counter.open(-5_000)
    assert counter.shift is None
