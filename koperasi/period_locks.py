"""Closing the books up to a day: what comes later is dated after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Table

from koperasi import bulk, documents
from koperasi.columns import plain_value
from koperasi.documents import PeriodLock
from koperasi.errors import Refused
from koperasi.rights import Permission
from koperasi.text import _, short_date
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class LockCommand:
    """Lock a branch's books up to and with a day."""

    id: int
    branch_id: int
    until: date


@needs(Permission.PERIOD_LOCK)
def lock(work: Work, command: LockCommand) -> None:
    """Lock the books; refuses (rule `period-lock`) a day that is locked already or not over yet."""
    until = documents.locked_until(work.connection, command.branch_id)
    if until is not None and command.until <= until:
        raise Refused(_("Pembukuan sampai {day} sudah dikunci.").format(day=short_date(until)), rule="period-lock")
    if command.until >= work.shop.branch.business_date(work.now):
        raise Refused(_("Hari ini belum selesai."), remedy=_("Kunci sampai kemarin."), rule="period-lock")
    row = [command.id, command.branch_id, plain_value(command.until), plain_value(work.now), work.actor.id]
    table = PeriodLock.__table__
    if isinstance(table, Table):
        bulk.insert(work.connection, table, ("id", "branch_id", "until", "at", "by_id"), [row])
    work.trace.detail.update(until=command.until.isoformat())
