"""Commands that happened at a counter and cannot be posted here: kept, with their number.

What stands on a customer's paper is never thrown away and never stops the next command.  A
parked one waits, whole, for a person to mend what it lacks (a good, a member) and post it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, UniqueConstraint, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import numbers
from koperasi.database import LOCAL, Record
from koperasi.numbers import Number


class ParkedCommand(Record):
    __tablename__ = "parked_commands"
    __table_class__ = LOCAL
    __table_args__ = (UniqueConstraint("series_id", "seq"),)

    #: The id the command's document will have.
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    series_id: Mapped[int]
    seq: Mapped[int]
    number: Mapped[str]
    #: The command as `koperasi.commands.encode` wrote it.
    command: Mapped[str]
    why: Mapped[str]
    parked_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Parked:
    """A command that waits, and why."""

    id: int
    number: str
    command: str
    why: str
    parked_at: datetime


def park(connection: Connection, document_id: int, number: Number, command: str, why: str, now: datetime) -> None:
    """Keep a command; its number is taken, so the series goes on without a gap."""
    if connection.scalar(select(ParkedCommand.id).where(ParkedCommand.id == document_id)) is not None:
        return
    numbers.keep_up(connection, number)
    row = {"id": document_id, "series_id": number.series_id, "seq": number.seq, "number": number.text}
    connection.execute(insert(ParkedCommand), [{**row, "command": command, "why": why, "parked_at": now}])


def waiting(connection: Connection) -> list[Parked]:
    """Everything that waits, in the order of numbers."""
    columns = [getattr(ParkedCommand, name) for name in Parked.__slots__]
    found = select(*columns).order_by(ParkedCommand.series_id, ParkedCommand.seq)
    return [Parked(*row) for row in connection.execute(found)]


def released(connection: Connection, document_id: int) -> None:
    """It is posted now."""
    connection.execute(delete(ParkedCommand).where(ParkedCommand.id == document_id))
