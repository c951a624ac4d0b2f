"""Closing a shift: what the Z says is what was posted, and is kept for every later report."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from consignment.terms import Deal, Terms
from koperasi import numbers, settings, shifts, uids
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import ClosingCommand, Pieces
from pos import closings, slips, totals, z_slips
from pos.tenders import Tender, TenderKind
from pos.totals import Topic
from pos.z_slips import Numbers, Z
from printing import texts
from printing.jobs import PrintJob
from printing.slips import Slip
from tests.shops import Counter


def close(counter: Counter, counted: int, left: int = 0) -> Z:
    shift = counter.shift
    assert shift is not None
    with counter.shop.reading() as connection:
        number = numbers.peek(connection, shift.z_series)
    now = counter.shop.clock()
    with counter.shop.work(counter.cashier) as work:
        pieces = (Pieces(Rupiah(1), True, counted),)
        command = ClosingCommand(work.mint(), uids.new_uid(now), shift.id, number, pieces, Rupiah(left), now)
        z = closings.close(work, command)
    with counter.shop.work(counter.cashier) as work:
        assert closings.close(work, command) == z
    counter.shift = None
    return z


def a_morning(counter: Counter) -> None:
    counter.deliver(counter.cookies, 20, Terms(Deal.COMMISSION, 1750))
    counter.buy(counter.soap, 20, 50_000)
    counter.sell(counter.line(counter.soap, 2, 3_455), cash=10_000)
    counter.sell(counter.line(counter.cookies, 2, 12_500, discount=1_000), member=True)
    split = (Tender(TenderKind.QRIS, Rupiah(1_000)), Tender(TenderKind.CASH, Rupiah(5_000)))
    counter.sell(counter.line(counter.soap, 1, 3_400), tenders=split)


def test_the_z_adds_up_what_the_shift_sold_and_what_its_drawer_holds(counter: Counter) -> None:
    a_morning(counter)

    z = close(counter, 300_000 + 6_900 + 24_000 + 2_400 - 500, left=300_000)

    figures = z.figures
    assert (figures.sales, figures.numbers) == (3, Numbers("K1-000001", "K1-000003", 0))
    assert (figures.members_net, figures.others_net, figures.rounding) == (Rupiah(24_000), Rupiah(10_310), Rupiah(-10))
    assert z.figures.tenders == (("cash", 3, Rupiah(33_300)), ("qris", 1, Rupiah(1_000)))
    assert (z.figures.maker_share, z.figures.commission) == (Rupiah(20_625), Rupiah(3_375))
    assert z.cash.difference == Rupiah(-500)
    assert (z.cash.banked, z.cash.left) == (Rupiah(32_800), Rupiah(300_000))
    assert z.grand_total == Rupiah(34_310)


def test_the_grand_total_goes_on_from_shift_to_shift(counter: Counter) -> None:
    counter.sell(counter.line(counter.soap, 1, 3_400))
    close(counter, 303_400)
    counter.sell(counter.line(counter.soap, 2, 3_400))

    z = close(counter, 306_800)

    assert z.grand_total == Rupiah(10_200)


def test_a_days_totals_are_the_same_while_the_shift_is_open_and_after_it(counter: Counter) -> None:
    a_morning(counter)
    shift = counter.shift
    assert shift is not None
    branch, day = counter.shop.branch, shift.business_date

    def of_day() -> set[totals.Total]:
        with counter.shop.reading() as connection:
            return set(totals.of_days(connection, branch, day, day))

    live = of_day()
    close(counter, 300_000)

    assert of_day() == live
    assert {each.topic for each in live} == set(Topic) - {Topic.REMOVED, Topic.TAX, Topic.PRICE}


def test_receipts_and_the_z_wait_for_the_printer_from_their_own_transaction(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": "virtual"})
    counter.shop.reload_settings()
    a_morning(counter)
    z = close(counter, 333_300)

    with counter.shop.reading() as connection:
        kinds = connection.execute(select(PrintJob.kind, func.count()).group_by(PrintJob.kind)).all()
        jobs = select(PrintJob.slip, PrintJob.document_id).where(PrintJob.kind == "slip").order_by(PrintJob.id)
        papers = [
            texts.text(Slip.from_json(slip) if slip else slips.draw(counter.shop, connection, document_id), 48)
            for slip, document_id in connection.execute(jobs)
        ]
    assert {kind.value: count for kind, count in kinds} == {"slip": 4, "drawer": 3}
    assert "Dibuat oleh anggota: Bu Siti, Ngantang" in papers[1]
    assert f"Belanja tahun ini{'24.000':>31}" in papers[1].splitlines()
    assert "Pembulatan" in papers[0]
    assert f"  KAS SEHARUSNYA{'333.300':>32}" in papers[3].splitlines()
    assert texts.text(z_slips.z_slip(counter.shop.branch, z), 48) == papers[3]


def test_an_empty_shift_closes_too(counter: Counter) -> None:
    counter.open(100_000)

    z = close(counter, 100_000)

    assert (z.figures.sales, z.figures.numbers.first, z.cash.difference) == (0, "", ZERO)


def test_a_second_close_is_refused_in_words_and_changes_nothing(counter: Counter) -> None:
    counter.sell(counter.line(counter.soap, 1, 3_400))
    shift = counter.shift
    assert shift is not None
    close(counter, 303_400)
    counter.shift = shift
    with counter.shop.reading() as connection:
        before = shifts.closing(connection, shift.id).document_id

    with pytest.raises(Refused) as refusal:
        close(counter, 1_000)

    assert refusal.value.rule == "shift-closed"
    with counter.shop.reading() as connection:
        assert shifts.closing(connection, shift.id).document_id == before
