"""Whatever went to paper is drawn again from the books exactly as it was, on either engine."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from inventory.document_words import TITLES
from koperasi import settings, uids, vouchers
from koperasi.cash import CashKind
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound, Refused
from koperasi.money import Rupiah
from koperasi.savings import SavingsKind
from koperasi.vouchers import IssueCommand, IssuedFor
from pos import counts, drawings, handings, member_accounts, movements, printouts, recounts, slips
from pos.counts import Count
from pos.movements import Movement
from pos.stations import Station
from pos.tenders import Tender, TenderKind
from printing import jobs
from printing.jobs import PrintJob
from printing.slips import Slip
from printing.texts import text
from tests.shops import SIX_PERCENT, Counter


@pytest.fixture
def station(counter: Counter) -> Station:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"printer": "virtual"})
    counter.shop.reload_settings()
    shift = counter.open()
    return Station(counter.shop, counter.cashier, shift, shift.till_name, "K1")


def printed(counter: Counter) -> dict[Kind, list[tuple[int, str]]]:
    """Every slip that was queued with its words, by the kind of its document."""
    found: dict[Kind, list[tuple[int, str]]] = {}
    with counter.shop.reading() as connection:
        rows = connection.execute(
            select(PrintJob.document_id, PrintJob.slip, Document.kind)
            .join(Document, Document.id == PrintJob.document_id)
            .where(PrintJob.kind == jobs.JobKind.SLIP, PrintJob.slip != "")
            .order_by(PrintJob.queued_at, PrintJob.id)
        )
        for document_id, slip, kind in rows:
            found.setdefault(kind, []).append((document_id, slip))
    return found


def test_a_days_slips_are_drawn_again_as_they_were(counter: Counter, station: Station) -> None:
    shift = station.shift
    assert shift is not None
    counter.sell(counter.line(counter.soap, 2, 3_400), tenders=(Tender(TenderKind.KASBON, Rupiah(6_800)),), member=True)
    (ice, *_others) = [each for each in movements.offered(station) if each.kind is CashKind.OUT]
    movements.move(station, counter.manager, shift, Movement(CashKind.IN, Rupiah(10_000), "Uang receh"))
    movements.move(station, counter.manager, shift, Movement(CashKind.OUT, Rupiah(25_000), "", ice, "N-17"))
    movements.move(station, counter.manager, shift, Movement(CashKind.DROP, Rupiah(50_000)))
    movements.deposit(station, counter.manager, Rupiah(40_000), "BRI 7741")
    member_accounts.pay_debt(station, counter.member_id, TenderKind.CASH, Rupiah(5_000), "")
    cash = TenderKind.CASH
    member_accounts.move_savings(station, counter.member_id, SavingsKind.VOLUNTARY, cash, Rupiah(20_000), "")
    count = Count().of(1_000, True, 299)
    handings.hand_over(station, counter.cashier, shift, count, counter.manager.id, "482915")
    handings.hand_over(station, counter.manager, shift, count, counter.cashier.id, "730164")
    counts.close(station, counter.cashier, shift, count, Rupiah(0))
    kinds = {Kind.CASH_MOVEMENT, Kind.BANK_DEPOSIT, Kind.HANDOVER, Kind.SHIFT_CLOSE}
    assert set(printed(counter)) == kinds
    drawn_as_printed(counter, kinds)

    # A Z drawn after a recount tells it too, so that one is asked before.
    (last, *_rest) = recounts.offered(station)
    recounts.verify(station, counter.manager, last, count)
    drawn_as_printed(counter, {Kind.SHIFT_VERIFICATION})


def drawn_as_printed(counter: Counter, kinds: set[Kind]) -> None:
    """Every slip of these kinds, drawn from the books, says what the printed one says."""
    there = printed(counter)
    with counter.shop.reading() as connection:
        for kind in kinds:
            for document_id, slip in there[kind]:
                again = slips.draw(counter.shop, connection, document_id)
                assert text(again, 48) == text(Slip.from_json(slip), 48), kind
                assert again.to_json() == slip, kind


def test_a_shifts_and_a_members_slips_say_their_own_figures(counter: Counter, station: Station) -> None:
    member_accounts.move_savings(
        station, counter.member_id, SavingsKind.VOLUNTARY, TenderKind.CASH, Rupiah(20_000), ""
    )  # fmt: skip
    with counter.shop.reading() as connection:
        (document_id,) = connection.scalars(select(Document.id).where(Document.kind == Kind.SAVINGS))
        told = text(slips.draw(counter.shop, connection, document_id), 48)
    assert "SETOR SIMPANAN" in told
    assert "20.000" in told


def test_vouchers_are_drawn_one_for_each_code(counter: Counter) -> None:
    codes, now = vouchers.new_codes(2), counter.shop.clock()
    how = (Rupiah(20_000), True, date(2026, 12, 31), IssuedFor.GIFT, "hadiah panen", date(2026, 11, 23), now)
    with counter.shop.work(counter.manager) as work:
        command = IssueCommand(work.mint(), uids.new_uid(now), codes, *how)
        vouchers.issue(work, command)
    with counter.shop.reading() as connection:
        told = text(slips.draw(counter.shop, connection, command.id), 48)
    assert told.count("VOUCHER BELANJA") == 2
    assert all(f"[ barcode {code} ]" in told for code in codes)
    assert "Sekali pakai" in told


def test_a_document_without_a_paper_says_so(counter: Counter, station: Station) -> None:
    shift = station.shift
    assert shift is not None
    with counter.shop.reading() as connection, pytest.raises(NotFound, match="tidak punya cetakan"):
        slips.draw(counter.shop, connection, shift.id)
    with pytest.raises(NotFound, match="tidak punya cetakan"):
        printouts.offered(counter.shop, counter.manager, shift.id)


def test_the_first_print_of_what_is_printed_by_hand_is_no_copy(counter: Counter, station: Station) -> None:
    counter.buy(counter.soap, 24, 24_000)
    with counter.shop.reading() as connection:
        (document_id,) = connection.scalars(select(Document.id).where(Document.kind == Kind.PURCHASE))
    slips.print_copy(station, counter.manager, document_id)
    slips.print_copy(station, counter.manager, document_id)

    with counter.shop.reading() as connection:
        rows = select(PrintJob.copy, PrintJob.slip).where(PrintJob.document_id == document_id).order_by(PrintJob.copy)
        found = [(copy, "SALINAN" in text(Slip.from_json(slip), 48)) for copy, slip in connection.execute(rows)]
    assert found == [(0, False), (1, True)]


def test_a_slip_that_was_printed_is_seen_as_it_was_printed(counter: Counter, station: Station) -> None:
    """A good that is called otherwise by then is still called as it was on the paper."""
    posted = counter.sell(counter.line(counter.soap, 1, 3_400))
    with counter.shop.reading() as connection:
        was = slips.draw(counter.shop, connection, posted.document_id)
    slips.print_copy(station, counter.cashier, posted.document_id)
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"receipt_thanks": "Sampai jumpa."})
    counter.shop.reload_settings()

    with counter.shop.reading() as connection:
        assert slips.as_printed(counter.shop, connection, posted.document_id) == was
        assert "Sampai jumpa." in text(slips.draw(counter.shop, connection, posted.document_id), 48)


def test_a_cashier_sees_receipts_and_what_she_made_herself(counter: Counter, station: Station) -> None:
    posted = counter.sell(counter.line(counter.soap, 1, 3_400))
    counter.deliver(counter.cookies, 10, SIX_PERCENT)
    with counter.shop.reading() as connection:
        (delivery,) = connection.scalars(select(Document.id).where(Document.kind == Kind.DELIVERY))

    choices = printouts.offered(counter.shop, counter.cashier, posted.document_id).choices
    assert [each.key for each in choices] == ["slip", "gift", "invoice", "nota", "delivery-note"]
    with pytest.raises(Refused, match="tidak punya hak"):
        printouts.offered(counter.shop, counter.cashier, delivery)
    assert [each.key for each in printouts.offered(counter.shop, counter.manager, delivery).choices] == ["slip", "page"]


def test_every_kind_that_is_drawn_has_a_title() -> None:
    assert printouts.printed_kinds() <= set(TITLES)
    assert Kind.SALE in drawings.DRAWN
