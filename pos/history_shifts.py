"""Days of history: the till `IMPOR`, whose shifts carry the dates of imported tickets.

Its cash has an account of its own and never lies in a real drawer.  Nobody can count it any
more, so its shifts close at what the tickets say, and all of it stays on that account until
the manager moves it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from koperasi import numbers, shifts, tills
from koperasi.shifts import ClosingCommand, OpeningCommand, Pieces, Shift
from koperasi.text import _
from koperasi.tills import Till
from koperasi.uids import new_uid
from koperasi.work import Work
from pos import closings

TILL = "IMPOR"


def till(work: Work) -> int:
    """This writer's till for imported tickets, set up when first asked for.

    A restored PC is another writer and goes on in a till of its own, IMPOR-2: the numbers of
    the first one are the first one's.
    """
    ours = Till.code.startswith(TILL)
    known = dict(work.connection.execute(select(Till.writer, Till.id).where(ours)).all())
    if work.shop.writer in known:
        return known[work.shop.writer]
    return tills.add_till(work, f"{TILL}-{len(known) + 1}" if known else TILL, _("Impor"))


def shift_for(work: Work, day: date, at: datetime) -> Shift:
    """The open shift of that day; another day's is closed first."""
    till_id = till(work)
    there = shifts.open_shift_of(work.connection, till_id)
    if there is not None and there.business_date == day:
        return there
    if there is not None:
        _close(work, there, at)
    left = tills.left_in_drawer(work.connection, till_id)
    return shifts.open_shift(work, OpeningCommand(work.mint(), new_uid(at), till_id, left, day, at))


def close_open(work: Work) -> None:
    """Close the shift that is open, when there is one."""
    there = shifts.open_shift_of(work.connection, till(work))
    if there is not None:
        _close(work, there, work.now)


def _close(work: Work, shift: Shift, at: datetime) -> None:
    """Close at what the tickets say, as one sum: nothing is over or short, and nothing is banked."""
    expected = shifts.expected_cash(work.connection, shift)
    count = (Pieces(expected, coin=False, pieces=1),) if expected else ()
    number = numbers.peek(work.connection, shift.z_series)
    closings.close(work, ClosingCommand(work.mint(), new_uid(at), shift.id, number, count, expected, at))
