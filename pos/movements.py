"""Cash that moves without a sale, as the till's screens ask for it: in, out, to the safe, to the bank.

Each opens the drawer where the drawer is meant, and leaves a slip to sign.  The functions
run in a worker's thread, in one transaction of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from koperasi import cash, deposits, ledger, shifts, uids
from koperasi.cash import CashCommand, CashKind, Category
from koperasi.chart import ACCOUNT_IDS
from koperasi.deposits import DepositCommand
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.shifts import Shift
from koperasi.text import plain
from koperasi.users import User
from koperasi.work import Actor, Work
from pos import cash_slips, drawers, x_slips
from pos.cash_slips import Moved
from pos.readings import X
from pos.stations import Station
from printing import jobs
from printing.slips import Slip


@dataclass(frozen=True, slots=True)
class Movement:
    """What a screen asks for: which way, how much, and what for."""

    kind: CashKind
    amount: Rupiah
    reason: str = ""
    category: Category | None = None
    receipt: str = ""


def offered(station: Station) -> tuple[Category, ...]:
    """The categories to choose from."""
    with station.shop.reading() as connection:
        return cash.categories(connection)


def move(station: Station, actor: Actor, shift: Shift, asked: Movement, approver: Actor | None = None) -> Moved:
    """Book a movement, open the drawer for it, queue its slip.

    Raises what `cash.move_cash` raises; an approver's PIN lifts the cashier's limit once.
    """
    shop = station.shop
    now = shop.clock()
    chosen = asked.category
    reason = plain(asked.reason) or (chosen.name if chosen else "")
    with shop.work(actor, approver=approver, now=now) as work:
        ids = (work.mint(), uids.new_uid(now), shift.id)
        category_id = chosen.id if chosen else None
        command = CashCommand(*ids, asked.kind, asked.amount, reason, now, category_id, plain(asked.receipt))
        number = cash.move_cash(work, command)
        names = (chosen.name if chosen else "", reason, command.receipt)
        moved = Moved(number, now, shift.till_name, actor.name, asked.kind, asked.amount, *names)
        drawers.kick(work, station.printer, command.id)
        print_slip(station, work, cash_slips.movement(shop.branch, moved), command.id)
    station.call_printer()
    return moved


def print_slip(station: Station, work: Work, slip: Slip, document_id: int | None = None) -> None:
    """Queue a slip in the deed's own transaction; nothing where there is no printer."""
    if station.printer:
        row = jobs.queue_row(work.mint(), slip, printer=station.printer, at=work.now, document_id=document_id)
        jobs.put(work.connection, row)


def print_reading(station: Station, x: X) -> None:
    """Queue an X, which is no document: each press is one paper."""
    shop = station.shop
    row = jobs.queue_row(shop.minter.next(), x_slips.x_slip(shop.branch, x), printer=station.printer, at=shop.clock())
    with shop.database.writing() as connection:
        jobs.put(connection, row)
    station.call_printer()


def deposit(station: Station, actor: Actor, amount: Rupiah, reference: str, approver: Actor | None = None) -> str:
    """Bring cash from the safe to the bank; returns the document's number."""
    shop = station.shop
    now = shop.clock()
    with shop.work(actor, approver=approver, now=now) as work:
        reference = plain(reference)
        day = shop.branch.business_date(now)
        command = DepositCommand(work.mint(), uids.new_uid(now), amount, reference, day, now)
        number = deposits.deposit(work, command)
        slip = cash_slips.deposit(shop.branch, number, now, actor.name, amount, reference)
        print_slip(station, work, slip, command.id)
    station.call_printer()
    return number


def in_safe(station: Station) -> Rupiah:
    """What the books say lies in the safe."""
    with station.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[Role.SAFE])


def drawer_full(station: Station, shift: Shift) -> bool:
    """Whether the drawer holds so much that some of it belongs in the safe.

    Only that is told, never how much is there: the count at the close stays blind.
    """
    high = station.shop.settings.drawer_high
    if high <= 0:
        return False
    with station.shop.reading() as connection:
        return shifts.expected_cash(connection, shift).amount >= high


def name_of(connection: Connection, user_id: int) -> str:
    return connection.execute(select(User.name).where(User.id == user_id)).scalar_one()
