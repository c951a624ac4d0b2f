"""Corrections of how a sale was paid: what each account holds after them, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from koperasi import ledger, shifts, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah, total
from koperasi.periods import Period
from pos import checks, sale_queries, tender_corrections, totals
from pos.sales import Posted
from pos.tender_corrections import TenderCorrectionCommand
from pos.tenders import Tender, TenderKind
from pos.totals import Topic
from tests.shops import Counter

CASH, QRIS, TRANSFER, KASBON = TenderKind.CASH, TenderKind.QRIS, TenderKind.TRANSFER, TenderKind.KASBON
DAY = date(2026, 11, 23)


def command(
    counter: Counter,
    sale: Posted,
    source: TenderKind,
    target: TenderKind,
    amount: int,
    *,
    step: int = 1,
    reason: str = "salah pencet",
) -> TenderCorrectionCommand:
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), sale.document_id, step)
    return TenderCorrectionCommand(*ids, source, target, Rupiah(amount), "", reason, now)


def correct(counter: Counter, said: TenderCorrectionCommand) -> None:
    with counter.shop.work(counter.cashier) as work:
        tender_corrections.correct(work, said)


def paid(counter: Counter, sale: Posted) -> dict[TenderKind, Rupiah]:
    with counter.shop.reading() as connection:
        return tender_corrections.paid(connection, sale.document_id)


def by_tender(counter: Counter) -> dict[str, tuple[int, int]]:
    """How often and how much each kind brought on the day."""
    with counter.shop.reading() as connection:
        found = totals.of_days(connection, counter.shop.branch, DAY, DAY, Topic.TENDER)
    return {each.key: (each.count, each.net.amount) for each in found}


def test_keyed_cash_was_qris_moves_all_of_it(counter: Counter) -> None:
    sale = counter.sell(counter.line(counter.soap, 5, 3_400), cash=20_000)
    said = command(counter, sale, CASH, QRIS, 17_000)
    correct(counter, said)
    correct(counter, said)

    shift = counter.shift
    assert shift is not None
    assert paid(counter, sale) == {QRIS: Rupiah(17_000)}
    assert by_tender(counter) == {"qris": (1, 17_000)}
    with counter.shop.reading() as connection:
        assert shifts.expected_cash(connection, shift) == shift.float_amount
        assert ledger.balance(connection, ACCOUNT_IDS[Role.QRIS_CLEARING]) == Rupiah(17_000)


def test_a_part_of_it_and_back_again_is_a_chain(counter: Counter) -> None:
    sale = counter.sell(counter.line(counter.soap, 5, 3_400))
    correct(counter, command(counter, sale, CASH, TRANSFER, 10_000))
    assert by_tender(counter) == {"cash": (1, 7_000), "transfer": (1, 10_000)}
    with pytest.raises(Refused, match="baru saja diperbaiki"):
        correct(counter, command(counter, sale, CASH, TRANSFER, 1_000))
    correct(counter, command(counter, sale, TRANSFER, CASH, 10_000, step=2))

    assert paid(counter, sale) == {CASH: Rupiah(17_000)}


def test_kept_totals_and_the_days_report_see_it_the_same_before_and_after_the_close(counter: Counter) -> None:
    sale = counter.sell(counter.line(counter.soap, 5, 3_400))
    counter.sell(counter.line(counter.soap, 1, 3_400), tenders=(Tender(KASBON, Rupiah(3_400)),), member=True)
    correct(counter, command(counter, sale, CASH, QRIS, 17_000))
    open_day = by_tender(counter)
    counter.close(300_000)

    assert by_tender(counter) == open_day
    assert total(Rupiah(amount) for _count, amount in open_day.values()) == Rupiah(20_400)
    assert checks.wrong(counter.shop) == []


def test_the_list_of_sales_says_how_each_was_really_paid(counter: Counter) -> None:
    sale = counter.sell(counter.line(counter.soap, 5, 3_400))
    counter.sell(counter.line(counter.soap, 1, 3_400))
    correct(counter, command(counter, sale, CASH, QRIS, 10_000))
    with counter.shop.reading() as connection:
        listed = sale_queries.tickets(connection, Period(counter.shop.branch, DAY, DAY))
    assert [each.tenders for each in listed] == ["cash:7000 qris:10000", "cash:3400"]


def test_what_was_not_keyed_so_cannot_be_moved(counter: Counter) -> None:
    sale = counter.sell(counter.line(counter.soap, 5, 3_400))
    with pytest.raises(Refused, match=r"hanya Rp 17\.000"):
        correct(counter, command(counter, sale, CASH, QRIS, 17_001))
    with pytest.raises(Refused, match="hanya Rp 0"):
        correct(counter, command(counter, sale, QRIS, CASH, 1))
    for target in (CASH, KASBON):
        with pytest.raises(BadInput):
            correct(counter, command(counter, sale, CASH, target, 1_000))
    with pytest.raises(BadInput, match="alasan"):
        correct(counter, command(counter, sale, CASH, QRIS, 1_000, reason=" "))


def test_after_the_close_the_till_corrects_nothing(counter: Counter) -> None:
    sale = counter.sell(counter.line(counter.soap, 5, 3_400))
    counter.close(317_000)
    with pytest.raises(Refused, match="sudah ditutup"):
        correct(counter, command(counter, sale, CASH, QRIS, 17_000))


def test_a_large_one_needs_another_who_may(counter: Counter) -> None:
    sale = counter.sell(counter.line(counter.soap, 40, 3_400))
    said = command(counter, sale, CASH, QRIS, 136_000)
    with pytest.raises(NotAllowed, match=r"Rp 100\.000"):
        correct(counter, said)
    with counter.shop.work(counter.cashier, approver=counter.manager) as work:
        tender_corrections.correct(work, said)
    assert paid(counter, sale) == {QRIS: Rupiah(136_000)}


def test_one_that_happened_after_the_close_is_in_what_the_close_kept(counter: Counter) -> None:
    sale = counter.sell(counter.line(counter.soap, 5, 3_400))
    counter.close(317_000)
    said = command(counter, sale, CASH, QRIS, 17_000)
    for _again in range(2):
        with counter.shop.work(counter.cashier, happened=True) as work:
            tender_corrections.correct(work, said)

    assert by_tender(counter) == {"qris": (1, 17_000)}
    assert checks.wrong(counter.shop) == []
