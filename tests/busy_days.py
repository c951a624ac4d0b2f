"""A day in which everything happens that a Z and a day paper tell of, done by the deeds of the counter.

07  12 soaps and a copy for cash; 2 cookies of Bu Siti for the member, 1.000 off
08  a split of QRIS and cash; a transfer; the member's kasbon; cash that is rounded
09  20.000 off with the supervisor's yes; a soap at the shelf's price; a line taken out
10  a cart called off; a soap brought back; the drawer opened to change money
11  cash in, ice paid by receipt, cash dropped into the safe; the maker is paid from the drawer
12  the shift goes to the manager, who sells and closes it 1.500 short; counted again it is 500 short
13  a second shift sells two soaps and stays open
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from consignment.payout_facts import Way
from consignment.terms import Deal, Terms
from koperasi import cash, shifts, uids
from koperasi.cash import CashKind
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.work import Actor
from pos import handings, movements, recounts, sale_voids, stations
from pos.counts import Count
from pos.drawers import Why
from pos.movements import Movement
from pos.sale_commands import RemovedLine, Rule
from pos.sale_voids import VoidCommand
from pos.stations import Station
from pos.tenders import Tender, TenderKind
from tests import returning
from tests.consignment import paying
from tests.pos.overriding import supervisor, yes
from tests.shops import Counter


@dataclass(frozen=True, slots=True)
class BusyDay:
    """What the day left: its date, its closed shift and the one still open."""

    day: date
    closed: Shift
    still_open: Shift


def at_hour(counter: Counter, hour: int) -> datetime:
    """Let it be so late on the shop's clock (UTC+7)."""
    clock = counter.shop.clock
    clock.at = clock.at.replace(hour=hour - 7, minute=0, second=0)  # type: ignore[attr-defined]
    now: datetime = clock()
    return now


def busy_day(counter: Counter) -> BusyDay:
    """Live through the day."""
    at_hour(counter, 7)
    person = supervisor(counter)
    counter.deliver(counter.cookies, 20, Terms(Deal.COMMISSION, 1750))
    counter.buy(counter.soap, 100, 100_000, datetime(2026, 11, 27, tzinfo=UTC))
    shift = counter.open(300_000)
    station = Station(counter.shop, counter.cashier, shift, "Kasir 1", "")
    first = counter.sell(counter.line(counter.soap, 12, 3_400), counter.line(counter.copies, 1, 500), cash=50_000)
    counter.sell(counter.line(counter.cookies, 2, 12_500, discount=1_000), member=True)
    _second_hour(counter)
    at_hour(counter, 9)
    discounted = counter.command(counter.line(counter.soap, 10, 3_400, 20_000))
    lines = tuple(replace(each, discount_reason="Kemasan rusak") for each in discounted.lines)
    given = yes(counter, person, Permission.SALE_DISCOUNT, 20_000)
    counter.post(replace(discounted, lines=lines, approvals=(given,)))
    shelf = replace(
        counter.line(counter.soap, 1, 3_000), list_price=Rupiah(3_400), rule=Rule.SHELF, reason="Harga rak lebih rendah"
    )
    taken_out = RemovedLine(counter.cookies, "Pcs", ONE, Rupiah(12_500), "Salah ambil", counter.shop.clock())
    counter.post(replace(counter.command(shelf), removed=(taken_out,)))
    at_hour(counter, 10)
    _called_off(counter, shift)
    returning.bring(counter, returning.back(counter, first.document_id, 1))
    stations.open_drawer(station, counter.manager, Why.CHANGE)
    at_hour(counter, 11)
    _cash_moves(counter, station, shift)
    at_hour(counter, 12)
    _handed_over(counter, station, shift, person)
    closed, still_open = shift, counter.open(300_000)
    at_hour(counter, 13)
    counter.sell(counter.line(counter.soap, 2, 3_400))
    return BusyDay(closed.business_date, closed, still_open)


def _second_hour(counter: Counter) -> None:
    at_hour(counter, 8)
    split = (Tender(TenderKind.QRIS, Rupiah(10_000)), Tender(TenderKind.CASH, Rupiah(5_000)))
    counter.sell(counter.line(counter.soap, 4, 3_400), tenders=split)
    by_bank = (Tender(TenderKind.TRANSFER, Rupiah(12_500), "BRI 77"),)
    counter.sell(counter.line(counter.cookies, 1, 12_500), tenders=by_bank)
    kasbon = (Tender(TenderKind.KASBON, Rupiah(6_800)),)
    counter.sell(counter.line(counter.soap, 2, 3_400), tenders=kasbon, member=True)
    counter.sell(counter.line(counter.soap, 1, 3_455))


def _called_off(counter: Counter, shift: Shift) -> None:
    """Two soaps for which somebody had not enough money."""
    now = counter.shop.clock()
    gone = RemovedLine(counter.soap, "Pcs", Quantity.of(2), Rupiah(3_400), "Uang kurang", now)
    head = (counter.shop.minter.next(), uids.new_uid(now), shift.till_id, shift.id, shift.business_date, now)
    command = VoidCommand(*head, counter.cashier.id, None, (gone,), 1, Rupiah(6_800), False, "Uang kurang")
    with counter.shop.work(counter.cashier) as work:
        sale_voids.void(work, command)


def _cash_moves(counter: Counter, station: Station, shift: Shift) -> None:
    ice = next(each for each in cash.USUAL if each.name == "Es batu")
    movements.move(station, counter.cashier, shift, Movement(CashKind.IN, Rupiah(10_000), "Uang receh"))
    movements.move(station, counter.cashier, shift, Movement(CashKind.OUT, Rupiah(25_000), "", ice, "N-17"))
    movements.move(station, counter.cashier, shift, Movement(CashKind.DROP, Rupiah(50_000)))
    paying.pay(counter, Way.DRAWER)


def _handed_over(counter: Counter, station: Station, shift: Shift, person: Actor) -> None:
    """The shift changes hands exactly, is closed 1.500 short, and counted again 1.000 better."""
    handings.hand_over(station, counter.cashier, shift, _counted(counter, shift), counter.manager.id, "482915")
    manager = replace(counter, cashier=counter.manager)
    manager.sell(manager.line(counter.soap, 1, 3_400))
    with counter.shop.reading() as connection:
        expected = shifts.expected_cash(connection, shift)
    manager.close((expected - Rupiah(1_500)).amount)
    counter.shift = None
    (last, *_others) = recounts.offered(station)
    again = Count().of(100, True, (expected - Rupiah(500)).amount // 100)
    recounts.verify(station, person, last, again)


def _counted(counter: Counter, shift: Shift) -> Count:
    with counter.shop.reading() as connection:
        expected = shifts.expected_cash(connection, shift)
    return Count().of(100, True, expected.amount // 100)
