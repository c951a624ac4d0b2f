"""Drafts of intakes: what is received now on this PC, on disk at every change.

After a cut of the power everything that was scanned is there again.  The row is this PC's
alone, is no fact, and goes when the purchase is in the books.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.intakes import Intake
from koperasi import commands, documents
from koperasi.database import LOCAL, Record


class OpenIntake(Record):
    """The intake of a PC (its writer), written down as a command is."""

    __tablename__ = "open_intakes"
    __table_class__ = LOCAL

    writer: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    draft: Mapped[str]
    kept_at: Mapped[datetime]


def keep(connection: Connection, writer: int, intake: Intake, at: datetime) -> None:
    """Put an intake in the place of the one kept before; an empty one is not kept."""
    drop(connection, writer)
    if intake.begun:
        row = {"writer": writer, "draft": commands.encode(intake), "kept_at": at}
        connection.execute(insert(OpenIntake), [row])


def drop(connection: Connection, writer: int) -> None:
    connection.execute(delete(OpenIntake).where(OpenIntake.writer == writer))


def restore(connection: Connection, writer: int) -> Intake | None:
    """The kept intake, unless it was posted before the PC stopped."""
    text = connection.scalar(select(OpenIntake.draft).where(OpenIntake.writer == writer))
    if text is None:
        return None
    intake = commands.decode(Intake, text)
    return None if documents.posted(connection, intake.id) else intake
