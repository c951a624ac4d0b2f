"""Fees of agreements: each delivery and each month once, by the version of its day, off her account."""

from __future__ import annotations

from datetime import date

import pytest

from consignment import fees
from consignment.agreements import Fee, FeeWhen
from consignment.fees import FeeDue
from koperasi.errors import NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from tests.consignment.paying import adds_up, agree, balance, booked, cakes, later, today
from tests.shops import Counter

RENT, CARRY = Fee(FeeWhen.MONTH, Rupiah(5_000), "sewa rak"), Fee(FeeWhen.DELIVERY, Rupiah(1_000), "antar")


def due(counter: Counter) -> tuple[FeeDue, ...]:
    with counter.shop.reading() as connection:
        return fees.due(connection, today(counter))


def charge(counter: Counter, fee: FeeDue) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        command = fees.command_of(work, fee, today(counter))
        fees.charge(work, command)
        fees.charge(work, command)


def test_nothing_is_due_without_an_agreement(counter: Counter) -> None:
    cakes(counter)
    assert due(counter) == ()


def test_a_delivery_is_charged_once_and_her_account_may_fall_below_nothing(counter: Counter) -> None:
    agree(counter, fees=(CARRY,))
    cakes(counter)
    (fee,) = due(counter)
    assert (fee.when, fee.amount, fee.what) == (FeeWhen.DELIVERY, Rupiah(1_000), "antar")
    charge(counter, fee)
    assert due(counter) == ()
    assert (balance(counter).owed, booked(counter, Role.MAKER_FEES)) == (Rupiah(-1_000), -1_000)
    with pytest.raises(Refused) as refused:
        charge(counter, fee)
    assert refused.value.rule == "fee-charged"
    adds_up(counter)


def test_what_was_brought_before_the_agreement_costs_nothing(counter: Counter) -> None:
    cakes(counter)
    later(counter, 1)
    agree(counter, fees=(CARRY,))
    assert due(counter) == ()


def test_a_month_is_charged_when_it_is_over_and_she_had_goods_in_it(counter: Counter) -> None:
    agree(counter, fees=(RENT,))
    later(counter, 40)  # the second of January
    assert due(counter) == ()
    cakes(counter)
    assert due(counter) == ()
    later(counter, 65)
    months = [each.month for each in due(counter)]
    assert months == [date(2027, 1, 1), date(2027, 2, 1)]
    for each in due(counter):
        charge(counter, each)
    assert due(counter) == ()
    adds_up(counter)


def test_another_amount_than_agreed_and_another_persons_hand_are_refused(counter: Counter) -> None:
    agree(counter, fees=(CARRY,))
    cakes(counter)
    (fee,) = due(counter)
    with pytest.raises(Refused):
        charge(counter, FeeDue(fee.maker_id, fee.when, Rupiah(9_000), fee.what, fee.delivery_id))
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        fees.charge(work, fees.command_of(work, fee, today(counter)))
