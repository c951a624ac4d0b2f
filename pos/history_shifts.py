"""Days of history: the till `IMPOR`, whose shifts carry the dates of imported tickets.

Its cash has an account of its own and never lies in a real drawer.  Nobody can count it any
more, so its shifts close at what the tickets say, and all of it stays on that account until
the manager moves it.
"""

from __future__ import annotations

from datetime import date, datetime

from koperasi import numbers, shifts, tills
from koperasi.shifts import ClosingCommand, OpeningCommand, Pieces, Shift
from koperasi.text import _
from koperasi.uids import new_uid
from koperasi.work import Work
from pos import closings

TILL = "IMPOR"


def till(work: Work) -> int:
    """The till of imported tickets, set up when first asked for."""
    found = tills.till_by_code(work.connection, TILL)
    return found if found is not None else tills.add_till(work, TILL, _("Impor"))


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
