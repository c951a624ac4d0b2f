"""A few busy days with everything that reports of sales tell apart, for tests of those reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import text

from consignment.terms import Deal, Terms
from koperasi import uids
from koperasi.money import Rupiah
from koperasi.periods import Choices, Period
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from koperasi.work import Actor
from pos import drawers, sale_voids, tender_corrections
from pos.drawers import NoSaleCommand, Why
from pos.sale_commands import RemovedLine, Rule
from pos.sale_voids import VoidCommand
from pos.tender_corrections import TenderCorrectionCommand
from pos.tenders import Tender, TenderKind
from tests import returning
from tests.pos.overriding import supervisor, yes
from tests.shops import Clock, Counter

FIRST = date(2026, 11, 23)
LAST = FIRST + timedelta(days=9)


def days_of(counter: Counter) -> Actor:
    """Two closed shifts, one of them in the month before, and an open one; returns the supervisor."""
    counter.buy(counter.soap, 100, 250_000)
    counter.deliver(counter.cookies, 40, Terms(Deal.COMMISSION, 1_750))
    boss = supervisor(counter)
    sale = counter.sell(
        counter.line(counter.soap, 10, 3_400), counter.line(counter.cookies, 4, 12_500, 4_000), cash=100_000
    )
    counter.sell(counter.line(counter.copies, 7, 500), tenders=(Tender(TenderKind.QRIS, Rupiah(3_500)),))
    kasbon = (Tender(TenderKind.KASBON, Rupiah(20_000)), Tender(TenderKind.CASH, Rupiah(20_000)))
    counter.sell(counter.line(counter.soap, 10, 3_400), tenders=kasbon, member=True)
    returning.bring(counter, returning.back(counter, sale.document_id, 2, line=1))
    _correct(counter, sale.document_id, 10_000)
    counter.close(250_000)
    _wait(counter, 8)
    counter.open()
    _approved(counter, boss)
    removed = RemovedLine(counter.soap, "Pcs", Quantity.of(2), Rupiah(3_400), "Salah ambil", counter.shop.clock())
    command = counter.command(replace(counter.line(counter.soap, 3, 3_400), unit="Lusin"), member=True)
    counter.post(replace(command, removed=(removed,)))
    _void(counter, removed)
    for _time in range(3):
        _open_drawer(counter)
    counter.close(320_000)
    _wait(counter, 1)
    counter.sell(counter.line(counter.cookies, 2, 12_500), member=True)
    return boss


def _wait(counter: Counter, days: int) -> None:
    clock = counter.shop.clock
    assert isinstance(clock, Clock)
    clock.at += timedelta(days=days)


def _correct(counter: Counter, sale_id: int, amount: int) -> None:
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), sale_id, 1)
    kinds = (TenderKind.CASH, TenderKind.TRANSFER, Rupiah(amount), "TRF-9", "salah pencet", now)
    with counter.shop.work(counter.cashier) as work:
        tender_corrections.correct(work, TenderCorrectionCommand(*ids, *kinds))


def _approved(counter: Counter, boss: Actor) -> None:
    """A discount beyond the cashier's limit and a changed price, each by the supervisor's yes."""
    cheap = replace(
        counter.line(counter.soap, 5, 3_400),
        unit_price=Rupiah(3_000),
        gross=Rupiah(15_000),
        rule=Rule.MANUAL,
        reason="Kemasan rusak",
    )
    less = replace(counter.line(counter.soap, 6, 3_400, 5_400), discount_reason="Pelanggan lama")
    given = (
        yes(counter, boss, Permission.SALE_DISCOUNT, 5_400),
        yes(counter, boss, Permission.SALE_PRICE, 2_000),
    )
    counter.post(replace(counter.command(cheap, less), approvals=given))


def _void(counter: Counter, removed: RemovedLine) -> None:
    shift, now = counter.shift, counter.shop.clock()
    assert shift is not None
    ids = (counter.shop.minter.next(), uids.new_uid(now), shift.till_id, shift.id, shift.business_date, now)
    said = ((removed,), 1, Rupiah(6_800), False, "Pelanggan batal")
    with counter.shop.work(counter.cashier) as work:
        sale_voids.void(work, VoidCommand(*ids, counter.cashier.id, None, *said))


def _open_drawer(counter: Counter) -> None:
    shift, now = counter.shift, counter.shop.clock()
    assert shift is not None
    ids = (counter.shop.minter.next(), uids.new_uid(now), shift.till_id, shift.id, "K1")
    with counter.shop.work(counter.manager) as work:
        drawers.open_drawer(work, NoSaleCommand(*ids, Why.CHANGE, "", shift.business_date, now))


def period(counter: Counter, **chosen: object) -> Period:
    """All of the days."""
    choices = Choices(**chosen)  # type: ignore[arg-type]
    return Period(counter.shop.branch, FIRST, LAST, choices=choices)


def asked(counter: Counter, statement: str) -> list[tuple[object, ...]]:
    """What plain SQL says of the documents."""
    with counter.shop.reading() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]
