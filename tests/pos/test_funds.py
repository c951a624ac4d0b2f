"""Money to be found in the shop's app: each payment with who confirmed it, and what a close kept of it."""

from __future__ import annotations

from datetime import timedelta

from koperasi import numbers, uids
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.shifts import ClosingCommand, Pieces, SeenElsewhere
from pos import closings, fund_reports, funds, tender_corrections, tender_counts
from pos.tender_corrections import TenderCorrectionCommand
from pos.tenders import Tender, TenderKind
from printing.csv_files import csv_bytes
from tests.shops import Counter


def period(counter: Counter) -> Period:
    day = counter.shop.branch.business_date(counter.shop.clock())
    return Period(counter.shop.branch, day - timedelta(days=1), day + timedelta(days=1))


def pay(counter: Counter, kind: TenderKind, price: int) -> str:
    line = counter.line(counter.soap, 1, price)
    command = counter.command(line, tenders=(Tender(kind, Rupiah(price)),))
    return counter.post(command).number


def close(counter: Counter, *seen: SeenElsewhere) -> None:
    shift, now = counter.shift, counter.shop.clock()
    assert shift is not None
    with counter.shop.reading() as connection:
        number = numbers.peek(connection, shift.z_series)
    with counter.shop.work(counter.cashier) as work:
        ids = (work.mint(), uids.new_uid(now), shift.id, number)
        count = (Pieces(Rupiah(1), True, 300_000),)
        closings.close(work, ClosingCommand(*ids, count, Rupiah(0), now, seen))


def test_each_payment_of_the_shift_is_listed_with_who_confirmed_it(counter: Counter) -> None:
    counter.open()
    numbers_ = [pay(counter, TenderKind.QRIS, 20_000), pay(counter, TenderKind.TRANSFER, 50_000)]
    pay(counter, TenderKind.CASH, 5_000)
    shift = counter.shift
    assert shift is not None
    with counter.shop.reading() as connection:
        found = funds.of_shift(connection, counter.shop.branch, shift.id)

    assert [(each.kind, each.amount.amount, each.number, each.by) for each in found] == [
        (TenderKind.QRIS, 20_000, numbers_[0], "Rina Astuti"),
        (TenderKind.TRANSFER, 50_000, numbers_[1], "Rina Astuti"),
    ]
    assert funds.sums(found)[TenderKind.QRIS] == (1, Rupiah(20_000))


def test_the_report_says_what_the_close_saw_in_the_app(counter: Counter) -> None:
    counter.open()
    pay(counter, TenderKind.QRIS, 20_000)
    pay(counter, TenderKind.QRIS, 30_000)
    close(counter, SeenElsewhere("qris", Rupiah(45_000)))
    with counter.shop.reading() as connection:
        report = fund_reports.qris(connection, period(counter))

    assert report.totals is not None
    assert Rupiah(50_000) in report.totals
    assert report.notes[0] == "QRIS: 2 kali, Rp 50.000"
    assert report.notes[1].endswith("QRIS: seharusnya Rp 50.000, di aplikasi Rp 45.000, selisih -Rp 5.000")
    assert csv_bytes(report).decode("utf-8-sig").splitlines()[0] == "at,number,kind,amount,reference,confirmed_by"


def test_a_close_where_nobody_looked_says_so(counter: Counter) -> None:
    counter.open()
    pay(counter, TenderKind.QRIS, 20_000)
    close(counter)
    with counter.shop.reading() as connection:
        report = fund_reports.qris(connection, period(counter))
    assert report.notes[1].endswith("aplikasi tidak dilihat")


def test_a_correction_takes_from_one_list_and_gives_to_another(counter: Counter) -> None:
    counter.open()
    line = counter.line(counter.soap, 1, 20_000)
    sale = counter.post(counter.command(line, tenders=(Tender(TenderKind.QRIS, Rupiah(20_000)),)))
    now = counter.shop.clock()
    with counter.shop.work(counter.manager) as work:
        ids = (work.mint(), uids.new_uid(now), sale.document_id, 1)
        kinds = (TenderKind.QRIS, TenderKind.TRANSFER)
        command = TenderCorrectionCommand(*ids, *kinds, Rupiah(20_000), "BCA 77", "salah tekan", now)
        tender_corrections.correct(work, command)
    shift = counter.shift
    assert shift is not None
    with counter.shop.reading() as connection:
        found = funds.of_shift(connection, counter.shop.branch, shift.id)
        expected = {each.kind: each.expected for each in tender_counts.expected(connection, shift.id)}

    assert [(each.kind, each.amount.amount) for each in found if each.reference] == [
        (TenderKind.QRIS, -20_000), (TenderKind.TRANSFER, 20_000),
    ]  # fmt: skip
    listed = {kind: amount for kind, (_count, amount) in funds.sums(found).items()}
    assert listed[TenderKind.TRANSFER] == expected[TenderKind.TRANSFER] == Rupiah(20_000)
    assert listed[TenderKind.QRIS] == Rupiah(0)
