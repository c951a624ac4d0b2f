"""The drawer: opened by a pulse that the printer passes on, and never without a note of who.

A deed that needs the drawer open (cash in or out, the float, the count) queues its kick in
its own transaction; opening it for nothing else is a right of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from koperasi.rights import Permission
from koperasi.work import Work, needs
from printing import jobs


@dataclass(frozen=True, slots=True)
class DrawerCommand:
    """Open a till's drawer, for what (`count`, `no-sale`)."""

    till_id: int
    printer: str
    why: str
    at: datetime


def kick(work: Work, printer: str, document_id: int | None = None) -> None:
    """Queue one kick at a printer, in the deed's own transaction; nothing where there is no printer."""
    if printer:
        row = jobs.drawer_row(work.mint(), printer=printer, at=work.now, document_id=document_id)
        jobs.put(work.connection, row)


@needs(Permission.DRAWER_OPEN)
def open_drawer(work: Work, command: DrawerCommand) -> None:
    """Open the drawer without a sale; seen on the Z."""
    _open(work, command)


@needs(Permission.SHIFT_CLOSE)
def open_to_count(work: Work, command: DrawerCommand) -> None:
    """Open the drawer to count it for the close."""
    _open(work, command)


def _open(work: Work, command: DrawerCommand) -> None:
    kick(work, command.printer, None)
    work.trace.detail.update(drawer=command.why, till=str(command.till_id))
