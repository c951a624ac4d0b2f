"""A member's account at the till: her debt paid off, savings put in and taken out, each with its slip.

These run in a worker's thread: each opens its own transaction and returns frozen values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from koperasi import debts, member_pins, members, savings, uids
from koperasi.debts import DebtPaymentCommand
from koperasi.errors import Trouble
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah
from koperasi.savings import SavingsCommand, SavingsKind
from koperasi.tender_kinds import Proof, TenderKind
from koperasi.text import _
from koperasi.work import Work
from pos import drawers, maker_cards, queries
from pos.stations import Station
from printing import jobs


@dataclass(frozen=True, slots=True)
class Account:
    """A member as she stands now, and since when she owes."""

    card: Card
    owes_since: date | None


@dataclass(frozen=True, slots=True)
class Done:
    """What was posted, and how she stands after it."""

    document_id: int
    account: Account


def look(station: Station, party_id: int) -> Account:
    """The member as she stands now; raises NotFound."""
    day = station.shop.branch.business_date(station.shop.clock())
    with station.shop.reading() as connection:
        card = members.by_id(connection, party_id, day.year)
        if card is not None:
            card = maker_cards.as_of(connection, card, day)
        since = queries.oldest_debt(connection, party_id) if card is not None and card.owes > ZERO else None
    if card is None:
        raise Trouble(_("Anggota ini tidak ada lagi."))
    return Account(card, since)


def pay_debt(station: Station, party_id: int, kind: TenderKind, amount: Rupiah, reference: str) -> Done:
    """Take a payment of her debt; raises what `debts.pay` raises."""
    now = station.shop.clock()
    with station.shop.work(station.person, now=now) as work:
        ids = (work.mint(), uids.new_uid(now), _shift(station), party_id)
        command = DebtPaymentCommand(*ids, kind, amount, reference, now)
        debts.pay(work, command, maker_cards.held)
        _queue(work, station, command.id, kind)
    station.call_printer()
    return Done(command.id, look(station, party_id))


def move_savings(
    station: Station, party_id: int, kept: SavingsKind, kind: TenderKind, amount: Rupiah, reference: str, pin: str = ""
) -> Done:
    """Put in, or take out with an amount below zero; `pin` is hers, where the shop asks for it.

    Raises Refused for a wrong PIN, and what `savings.move` raises.
    """
    shop = station.shop
    proof = Proof.NONE
    if amount < ZERO:
        proof = Proof.SIGNATURE
        if pin:
            member_pins.prove(shop, station.person.id, party_id, pin)
            proof = Proof.PIN
    now = shop.clock()
    with shop.work(station.person, now=now) as work:
        ids = (work.mint(), uids.new_uid(now), _shift(station), party_id)
        command = SavingsCommand(*ids, kept, kind, amount, reference, now, proof)
        savings.move(work, command)
        _queue(work, station, command.id, kind)
    station.call_printer()
    return Done(command.id, look(station, party_id))


def _shift(station: Station) -> int:
    if station.shift is None:
        raise Trouble(_("Shift belum dibuka."), remedy=_("Buka shift dulu."))
    return station.shift.id


def _queue(work: Work, station: Station, document_id: int, kind: TenderKind) -> None:
    """Its slip waits for the printer, and cash opens the drawer."""
    if not station.printer or not work.shop.settings.printer:
        return
    if kind is TenderKind.CASH:
        drawers.kick(work, station.printer, document_id)
    row = jobs.queue_row(work.mint(), None, printer=station.printer, at=work.now, document_id=document_id)
    jobs.put(work.connection, row)
