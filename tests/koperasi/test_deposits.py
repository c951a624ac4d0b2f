"""Deposits: cash from the safe to the bank, with the bank's own number."""

from __future__ import annotations

from datetime import date

import pytest

from koperasi import deposits, ledger, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.deposits import DepositCommand
from koperasi.errors import BadInput, NotAllowed
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.work import Actor
from tests.shops import Counter

DAY = date(2026, 11, 23)


def deposit(counter: Counter, amount: int, reference: str = "BRI 778", who: Actor | None = None) -> None:
    now = counter.shop.clock()
    command = DepositCommand(counter.shop.minter.next(), uids.new_uid(now), Rupiah(amount), reference, DAY, now)
    with counter.shop.work(who or counter.manager, channel="office") as work:
        assert deposits.deposit(work, command) == "SB-000001"
        assert deposits.deposit(work, command) == "SB-000001"


def test_what_is_brought_to_the_bank_leaves_the_safe_once(counter: Counter) -> None:
    deposit(counter, 2_500_000)

    with counter.shop.reading() as connection:
        assert ledger.balance(connection, ACCOUNT_IDS[Role.BANK]) == Rupiah(2_500_000)
        assert ledger.balance(connection, ACCOUNT_IDS[Role.SAFE]) == Rupiah(-2_500_000)


@pytest.mark.parametrize(("amount", "reference", "field"), [(0, "BRI 778", "amount"), (5_000, "  ", "reference")])
def test_nothing_or_no_number_is_no_deposit(counter: Counter, amount: int, reference: str, field: str) -> None:
    with pytest.raises(BadInput) as wrong:
        deposit(counter, amount, reference)
    assert wrong.value.field == field


def test_a_cashier_brings_nothing_to_the_bank(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        deposit(counter, 5_000, who=counter.cashier)
