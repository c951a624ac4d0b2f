"""Cash movements: what a drawer gains and loses without a sale, and within whose limit."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from koperasi import cash, ledger, masters, shifts, uids
from koperasi.cash import USUAL, CashCategory, CashCommand, CashKind, CashMovement, CashMovementCategory
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


def categorised(counter: Counter, kind: CashKind, amount: int, category_id: int, receipt: str = "") -> CashCommand:
    shift = counter.shift or counter.open(1_000_000)
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), shift.id)
    return move(counter, kind, amount, CashCommand(*ids, kind, Rupiah(amount), "", now, category_id, receipt))


@pytest.mark.parametrize("category", USUAL, ids=lambda each: each.name)
def test_a_category_posts_to_its_own_account(counter: Counter, category: cash.Category) -> None:
    categorised(counter, category.kind, 20_000, category.id, "N-17")
    sign = -1 if category.kind is CashKind.IN else 1
    # The float of a million came out of the safe.
    before = -1_000_000 if category.account_id == ACCOUNT_IDS[Role.SAFE] else 0

    with counter.shop.reading() as connection:
        assert ledger.balance(connection, category.account_id) == Rupiah(before + sign * 20_000)
        kept = connection.execute(select(CashMovementCategory.category_id, CashMovementCategory.receipt)).one()
    assert tuple(kept) == (category.id, "N-17")


def test_small_expenses_are_told_apart_in_the_chart(counter: Counter) -> None:
    with counter.shop.reading() as connection:
        codes = connection.execute(select(ledger.Account.code).where(ledger.Account.role == Role.EXPENSES)).scalars()
        assert sorted(codes) == ["6-2100", "6-2110", "6-2120", "6-2130", "6-2140", "6-2150"]


def test_more_float_from_the_safe_uses_up_no_cap(counter: Counter) -> None:
    categorised(counter, CashKind.IN, 900_000, 611)


def test_a_category_of_another_kind_is_refused(counter: Counter) -> None:
    with pytest.raises(BadInput, match="Kategori"):
        categorised(counter, CashKind.IN, 20_000, 604)
    with pytest.raises(BadInput, match="Kategori"):
        categorised(counter, CashKind.OUT, 20_000, 999)


def test_a_shop_of_before_gets_the_usual_categories_and_keeps_its_own_choice(counter: Counter) -> None:
    with counter.shop.database.writing() as connection:
        masters.change(connection, CashCategory, 604, retired_at=counter.shop.clock())
        cash.provide_categories(connection)

    with counter.shop.reading() as connection:
        names = [each.name for each in cash.categories(connection)]
    assert "Es batu" not in names
    assert len(names) == len(USUAL) - 1


@pytest.mark.parametrize("kind", [CashKind.IN, CashKind.OUT])
def test_without_category_or_reason_no_cash_moves(counter: Counter, kind: CashKind) -> None:
    shift, now = counter.open(), counter.shop.clock()
    asked = CashCommand(counter.shop.minter.next(), uids.new_uid(now), shift.id, kind, Rupiah(5_000), " ", now)
    with pytest.raises(BadInput, match="alasan"):
        move(counter, kind, 5_000, asked)
