"""Balances for tests of screens: a member who saved, a voucher that was issued, a debt."""

from __future__ import annotations

from koperasi import savings, uids, vouchers
from koperasi.money import Rupiah
from koperasi.savings import SavingsCommand, SavingsKind
from koperasi.vouchers import IssueCommand, IssuedFor
from pos.tenders import Tender, TenderKind
from tests.shops import Counter


def save_up(counter: Counter, amount: int) -> None:
    """The member puts cash into her simpanan sukarela."""
    assert counter.shift is not None
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), counter.shift.id, counter.member_id)
    command = SavingsCommand(*ids, SavingsKind.VOLUNTARY, TenderKind.CASH, Rupiah(amount), "", now)
    with counter.shop.work(counter.cashier) as work:
        savings.move(work, command)


def issue_voucher(counter: Counter, amount: int) -> str:
    now = counter.shop.clock()
    (code,) = vouchers.new_codes(1)
    how = (Rupiah(amount), False, None, IssuedFor.GIFT, "", counter.shop.branch.business_date(now), now)
    with counter.shop.work(counter.manager) as work:
        vouchers.issue(work, IssueCommand(work.mint(), uids.new_uid(now), (code,), *how))
    return code


def owe(counter: Counter, pieces: int) -> None:
    """The member takes so many soaps at Rp 3.400 on credit."""
    tender = Tender(TenderKind.KASBON, Rupiah(3_400 * pieces))
    counter.sell(counter.line(counter.soap, pieces, 3_400), tenders=(tender,), member=True)
