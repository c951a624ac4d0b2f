"""Cash movements: what a drawer gains and loses without a sale, and within whose limit."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from koperasi import cash, ledger, shifts, uids
from koperasi.cash import CashCommand, CashKind, CashMovement
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, NotAllowed
from koperasi.ledger import Role
from koperasi.money import Rupiah
from tests.shops import Counter


def move(counter: Counter, kind: CashKind, amount: int, command: CashCommand | None = None) -> CashCommand:
    shift = counter.shift or counter.open(1_000_000)
    now = counter.shop.clock()
    if command is None:
        number = counter.shop.minter.next()
        command = CashCommand(number, uids.new_uid(now), shift.id, kind, Rupiah(amount), "es batu", now)
    with counter.shop.work(counter.cashier) as work:
        cash.move_cash(work, command)
    return command


def test_cash_in_out_and_dropped_change_what_the_drawer_must_hold(counter: Counter) -> None:
    move(counter, CashKind.IN, 10_000)
    move(counter, CashKind.OUT, 45_000)
    move(counter, CashKind.DROP, 700_000)

    shift = counter.shift
    assert shift is not None
    with counter.shop.reading() as connection:
        assert shifts.expected_cash(connection, shift) == Rupiah(265_000)
        assert ledger.balance(connection, ACCOUNT_IDS[Role.EXPENSES]) == Rupiah(45_000)
        assert ledger.balance(connection, ACCOUNT_IDS[Role.SAFE]) == Rupiah(-300_000)


def test_doing_it_twice_moves_the_cash_once(counter: Counter) -> None:
    command = move(counter, CashKind.OUT, 45_000)
    move(counter, CashKind.OUT, 45_000, command)

    with counter.shop.reading() as connection:
        assert connection.execute(select(func.count()).select_from(CashMovement)).scalar_one() == 1


def test_an_expense_is_held_to_the_cashiers_limit_and_daily_cap(counter: Counter) -> None:
    with pytest.raises(NotAllowed, match=r"Rp 200\.000"):
        move(counter, CashKind.OUT, 200_001)
    move(counter, CashKind.OUT, 200_000)
    move(counter, CashKind.OUT, 200_000)
    with pytest.raises(NotAllowed, match="Batas harian"):
        move(counter, CashKind.OUT, 100_001)


def test_a_drop_to_the_safe_uses_up_no_cap(counter: Counter) -> None:
    move(counter, CashKind.DROP, 900_000)
    move(counter, CashKind.OUT, 6_000)


def test_nothing_is_no_movement(counter: Counter) -> None:
    with pytest.raises(BadInput):
        move(counter, CashKind.IN, 0)
