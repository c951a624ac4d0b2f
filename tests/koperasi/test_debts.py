"""A member pays off what she owes: what moves, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from koperasi import consents, debts, members, shifts, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.debts import DebtPayment, DebtPaymentCommand
from koperasi.errors import BadInput, Refused
from koperasi.ledger import PostingRecord, Role
from koperasi.members import Card
from koperasi.money import Rupiah
from pos.tenders import Tender, TenderKind
from tests.shops import Counter


@pytest.fixture
def owing(counter: Counter) -> Counter:
    """Sri owes Rp 68.000."""
    counter.sell(
        counter.line(counter.soap, 20, 3_400), tenders=(Tender(TenderKind.KASBON, Rupiah(68_000)),), member=True
    )
    return counter


def card(counter: Counter) -> Card:
    with counter.shop.reading() as connection:
        found = members.by_id(connection, counter.member_id, 2026)
    assert found is not None
    return found


def payment(counter: Counter, amount: int, kind: TenderKind = TenderKind.CASH) -> DebtPaymentCommand:
    assert counter.shift is not None
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), counter.shift.id, counter.member_id)
    return DebtPaymentCommand(*ids, kind, Rupiah(amount), "", now)


def pay(counter: Counter, command: DebtPaymentCommand, *, happened: bool = False) -> None:
    with counter.shop.work(counter.cashier, happened=happened) as work:
        debts.pay(work, command)


def test_cash_comes_into_the_drawer_and_her_debt_goes_down(owing: Counter) -> None:
    command = payment(owing, 50_000)
    pay(owing, command)
    pay(owing, command)

    shift = owing.shift
    assert shift is not None
    assert card(owing).owes == Rupiah(18_000)
    with owing.shop.reading() as connection:
        assert shifts.expected_cash(connection, shift) == shift.float_amount + Rupiah(50_000)
        row = connection.execute(select(DebtPayment.amount, DebtPayment.owes_after)).one()
    assert tuple(row) == (Rupiah(50_000), Rupiah(18_000))


@pytest.mark.parametrize(
    ("kind", "role"),
    [(TenderKind.QRIS, Role.QRIS_CLEARING), (TenderKind.TRANSFER, Role.TRANSFER_CLEARING)],
)
def test_other_money_waits_in_its_clearing_account(owing: Counter, kind: TenderKind, role: Role) -> None:
    command = payment(owing, 68_000, kind)
    pay(owing, command)

    found = select(PostingRecord.account_id, PostingRecord.amount).where(PostingRecord.document_id == command.id)
    with owing.shop.reading() as connection:
        posted = {account: amount.amount for account, amount in connection.execute(found)}
    assert posted == {ACCOUNT_IDS[role]: 68_000, ACCOUNT_IDS[Role.MEMBER_RECEIVABLE]: -68_000}


def test_never_more_than_she_owes(owing: Counter) -> None:
    with pytest.raises(Refused, match=r"hanya Rp 68\.000"):
        pay(owing, payment(owing, 68_001))
    with pytest.raises(BadInput):
        pay(owing, payment(owing, 0))
    with pytest.raises(BadInput):
        pay(owing, payment(owing, 1_000, TenderKind.KASBON))


def test_her_earnings_pay_only_with_her_consent_and_as_far_as_they_go(owing: Counter) -> None:
    command = payment(owing, 1_000, TenderKind.EARNINGS)
    with pytest.raises(Refused, match="persetujuan tertulis"):
        pay(owing, command)
    with owing.shop.work(owing.manager) as work:
        consents.set_off(work, owing.member_id, command.at.date())
    with pytest.raises(Refused, match="hanya Rp 0"):
        pay(owing, command)
    with pytest.raises(Refused, match="Simpanannya hanya Rp 0"):
        pay(owing, replace(command, kind=TenderKind.SAVINGS))


def test_after_the_close_it_is_refused_or_kept_with_a_flag(owing: Counter) -> None:
    command = payment(owing, 5_000)
    shift = owing.shift
    owing.close(300_000)
    with pytest.raises(Refused, match="sudah ditutup"):
        pay(owing, command)
    pay(owing, command, happened=True)
    assert shift is not None
    assert card(owing).owes == Rupiah(63_000)
