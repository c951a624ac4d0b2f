"""Recounts: the closed shifts a supervisor may count again, and that count as a screen asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from koperasi import handovers, shifts, uids, verifications
from koperasi.documents import Document
from koperasi.shifts import Shift, ShiftClose, ShiftRecord
from koperasi.tills import Till
from koperasi.verifications import Verified, VerifyCommand
from koperasi.work import Actor
from pos import cash_slips, movements
from pos.counts import Count
from pos.stations import Station

#: Closed shifts are offered for so many days.
DAYS = 14


@dataclass(frozen=True, slots=True)
class ClosedShift:
    """A closed shift to choose for a recount.  What was counted is not told: the recount is blind too."""

    shift_id: int
    number: str
    till: str
    cashier: str
    business_date: date
    closed_at: datetime
    closed_by: int
    verified: tuple[Verified, ...]


def offered(station: Station) -> tuple[ClosedShift, ...]:
    """The closed shifts of the last days, the latest first."""
    shop = station.shop
    since = shop.branch.business_date(shop.clock()) - timedelta(days=DAYS)
    found = (
        select(ShiftClose.shift_id, Document.number, Till.name, ShiftRecord.business_date, Document.at, Document.by_id)
        .join(Document, Document.id == ShiftClose.document_id)
        .join(ShiftRecord, ShiftRecord.document_id == ShiftClose.shift_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .where(Till.branch_id == shop.branch.id, ShiftRecord.business_date >= since)
        .order_by(Document.posted_at.desc(), Document.id.desc())
    )
    with shop.reading() as connection:
        return tuple(
            ClosedShift(
                shift_id,
                number,
                till,
                cashier_of(connection, shifts.by_id(connection, shift_id)),
                day,
                shop.branch.local(at),
                by,
                verifications.of_shift(connection, shift_id),
            )
            for shift_id, number, till, day, at, by in connection.execute(found).all()
        )


def cashier_of(connection: Connection, shift: Shift) -> str:
    """Who answered for the drawer last."""
    return movements.name_of(connection, handovers.holder(connection, shift))


def verify(station: Station, actor: Actor, shift: ClosedShift, count: Count) -> Verified:
    """Keep a supervisor's count of a closed shift, with a slip that both sign."""
    shop = station.shop
    now = shop.clock()
    with shop.work(actor, now=now) as work:
        command = VerifyCommand(work.mint(), uids.new_uid(now), shift.shift_id, count.as_pieces, now)
        verified = verifications.verify(work, command)
        slip = cash_slips.verification(shop.branch, shift.till, shift.number, verified, shift.cashier)
        movements.print_slip(station, work, slip, command.id)
    station.call_printer()
    return verified
