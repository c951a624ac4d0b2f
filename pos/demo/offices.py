"""The demo's office: suppliers and what they bring, orders, invoices paid, a count, goods put away.

What a manager does beside the till, so that her screens have something to tell.  All of it is
done by the deeds of the real screens, in the morning before the shop opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inventory import (
    count_entries,
    count_records,
    count_sessions,
    counts,
    locations,
    orders,
    payable_queries,
    payables,
    receivings,
    suppliers,
    transfers,
    write_offs,
)
from inventory.count_entries import EntryCommand, EntryLine
from inventory.count_rules import Scope
from inventory.count_sessions import StartCommand
from inventory.counts import CloseCommand, FinishCommand
from inventory.goods import Good
from inventory.landed_costs import Charge
from inventory.locations import LocationKind
from inventory.orders import OrderCommand, OrderLine
from inventory.payable_facts import MoneyFrom
from inventory.payables import Allocation, SupplierPayment
from inventory.purchases import BoughtLine, PaidFrom
from inventory.receivings import Ordered, ReceivedLine, ReceivingCommand
from inventory.suppliers import NewSupplier, Supplied, Terms
from inventory.transfers import StockLine, TransferCommand
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import uids
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import ONE, Quantity
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.work import Actor, Work, needs
from pos.demo.lists import Supplier

#: Days after which suppliers who give credit are paid, and days a delivery takes.
CREDIT_DAYS, LEAD_DAYS = 14, 2
#: What freight some of them add to their invoices.
FREIGHT = Rupiah(25_000)
#: Money stays at the bank for what is not on credit.
KEPT_AT_BANK = Rupiah(15_000_000)


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands on the shelf of a good, and what was found there."""

    good: Good
    found: Quantity


@needs(Permission.SUPPLIER_EDIT)
def know_suppliers(work: Work, known: Sequence[Supplier], parties: Mapping[str, int]) -> None:
    """Write down when suppliers are ordered from, how soon they come, and until when they are paid."""
    suppliers.add_unguarded(work, [_supplier(each, parties[each.person.code]) for each in known])
    work.trace.detail.update(suppliers=len(known))


def _supplier(known: Supplier, party: int) -> NewSupplier:
    person, credit = known.person, PaidFrom(known.paid_from) is PaidFrom.CREDIT
    terms = Terms(
        whatsapp=person.phone.replace("0341-00", "0812-3400-") if person.phone else "",
        lead_days=LEAD_DAYS if credit else 1,
        terms_days=CREDIT_DAYS if credit else 0,
        weekdays=sum(1 << day for day in known.weekdays),
        min_order=Rupiah(500_000) if credit else ZERO,
    )
    return NewSupplier(person.code, person.name, person.village, person.phone, terms, party)


@needs(Permission.SUPPLIER_EDIT)
def know_goods(work: Work, supplied: Sequence[Supplied]) -> None:
    """Write down who brings what, by which unit and at what price."""
    suppliers.supply_unguarded(work, supplied)
    work.trace.detail.update(goods=len(supplied))


def receive(
    shop: Shop,
    supplier: Supplier,
    party: int,
    bought: Sequence[tuple[Good, BoughtLine]],
    actor: Actor,
    at: datetime,
    *,
    order_id: int | None = None,
) -> None:
    """What a supplier brings, by her invoice; those on credit are due after some days, and add freight."""
    day, paid_from = shop.branch.business_date(at), PaidFrom(supplier.paid_from)
    credit = paid_from is PaidFrom.CREDIT
    lines = tuple(_received(good, line, order_id, n) for n, (good, line) in enumerate(bought, start=1))
    charges = (Charge("Ongkos kirim", FREIGHT),) if credit and len(lines) > 8 else ()
    asked = total(each.amount or ZERO for each in lines) + total(each.amount for each in charges)
    with shop.work(actor, channel="office", now=at) as work:
        command = ReceivingCommand(
            work.mint(),
            uids.new_uid(at),
            party,
            paid_from,
            day,
            at,
            lines,
            asked,
            invoice_number=f"{supplier.person.code.replace('-', '')}/{day:%y%m%d}" if credit else "",
            invoice_date=day if credit else None,
            due_on=day + timedelta(days=CREDIT_DAYS) if credit else None,
            charges=charges,
        )
        receivings.receive(work, command)


def _received(good: Good, line: BoughtLine, order_id: int | None, number: int) -> ReceivedLine:
    unit_id = next((each.id for each in good.units if each.name == line.unit), None)
    ordered = (Ordered(order_id, number, line.base_quantity),) if order_id is not None else ()
    return ReceivedLine(
        good.product_id,
        unit_id,
        line.unit,
        line.factor,
        line.quantity,
        amount=line.cost,
        expires_on=line.expires_on,
        ordered=ordered,
    )


def order(
    shop: Shop, party: int, lines: Sequence[tuple[Good, BoughtLine]], wanted_on: date, actor: Actor, at: datetime
) -> int:
    """Order goods at a supplier; returns the order's id."""
    with shop.work(actor, channel="office", now=at) as work:
        asked = tuple(
            OrderLine(good.product_id, line.unit, line.factor, line.quantity, _each(line)) for good, line in lines
        )
        day = shop.branch.business_date(at)
        command = OrderCommand(work.mint(), uids.new_uid(at), party, day, at, asked, wanted_on)
        orders.make(work, command)
        return command.id


def _each(line: BoughtLine) -> Rupiah:
    """The price of one unit, near enough for an order."""
    return Rupiah(line.cost.amount * 1000 // line.quantity.thousandths)


def pay_due(shop: Shop, party: int, at_bank: Rupiah, actor: Actor, at: datetime) -> Rupiah:
    """Pay from the bank what falls due, the oldest first, while there is money; returns what was paid."""
    day = shop.branch.business_date(at)
    chosen: list[Allocation] = []
    with shop.work(actor, channel="office", now=at) as work:
        left = at_bank - KEPT_AT_BANK
        for item in payable_queries.open_items(work.connection, party):
            if item.due_on <= day and ZERO < item.open <= left:
                chosen.append(Allocation(item.item_id, item.open))
                left -= item.open
        if chosen:
            command = SupplierPayment(
                work.mint(), uids.new_uid(at), party, MoneyFrom.BANK, day, at, tuple(chosen), "Transfer"
            )
            payables.pay(work, command)
    return total(each.amount for each in chosen)


def count(
    shop: Shop,
    title: str,
    shelf: str,
    goods: Sequence[Counted],
    people: tuple[Actor, Actor],
    at: datetime,
    *,
    book: bool,
) -> None:
    """Count a shelf: one person counts, and when it is to be booked the other approves."""
    counter, approver = people
    with shop.work(counter, channel="office", now=at) as work:
        where = locations.shelf(work.connection, shop.branch.id)
        session = StartCommand(work.mint(), where, Scope.SHELF, at, title, scope_key=shelf)
        count_sessions.start(work, session)
        lines = tuple(EntryLine(each.good.product_id, each.found) for each in goods)
        count_entries.enter(work, EntryCommand(work.mint(), session.id, at, lines))
        if book:
            counts.finish(work, FinishCommand(session.id, at))
    if book:
        with shop.work(approver, channel="office", now=at) as work:
            seen = count_records.held(work, session.id).last_seq
            day = shop.branch.business_date(at)
            counts.close(work, CloseCommand(work.mint(), uids.new_uid(at), session.id, seen, day, at))


def put_away(shop: Shop, goods: Sequence[tuple[Good, Quantity]], actor: Actor, at: datetime) -> None:
    """Take goods from the shelf to the back room."""
    with shop.work(actor, channel="office", now=at) as work:
        transfers.provide_places(work)
        source = locations.shelf(work.connection, shop.branch.id)
        target = locations.made_unguarded(work, LocationKind.BACK_ROOM)
        lines = tuple(StockLine(good.product_id, good.base.name, ONE, quantity) for good, quantity in goods)
        day = shop.branch.business_date(at)
        command = TransferCommand(work.mint(), uids.new_uid(at), source, target, day, at, lines, "Rak penuh")
        transfers.transfer(work, command)


def spoil(shop: Shop, goods: Sequence[tuple[Good, Quantity, Cause]], actor: Actor, at: datetime) -> None:
    """Throw away what can be sold no more."""
    with shop.work(actor, channel="office", now=at) as work:
        where = locations.shelf(work.connection, shop.branch.id)
        lines = tuple(
            SpoiltLine(good.product_id, good.base.name, ONE, quantity, cause) for good, quantity, cause in goods
        )
        day = shop.branch.business_date(at)
        write_offs.write_off(work, WriteOffCommand(work.mint(), uids.new_uid(at), where, day, at, lines))
