"""Drafts of deliveries: what is being counted on this PC, on disk at every change.

After a cut of the power everything that was counted is there again.  The row is this PC's
alone, is no fact, and goes when the delivery is in the books.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from consignment.delivery_desks import DeliveryDesk
from koperasi import commands, documents
from koperasi.database import LOCAL, Record


class OpenDelivery(Record):
    """The delivery that is counted on a PC (its writer), written down as a command is."""

    __tablename__ = "open_deliveries"
    __table_class__ = LOCAL

    writer: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    draft: Mapped[str]
    kept_at: Mapped[datetime]


def keep(connection: Connection, writer: int, desk: DeliveryDesk, at: datetime) -> None:
    """Put a desk in the place of the one kept before; an empty one is not kept."""
    drop(connection, writer)
    if desk.begun:
        row = {"writer": writer, "draft": commands.encode(desk), "kept_at": at}
        connection.execute(insert(OpenDelivery), [row])


def drop(connection: Connection, writer: int) -> None:
    connection.execute(delete(OpenDelivery).where(OpenDelivery.writer == writer))


def restore(connection: Connection, writer: int) -> DeliveryDesk | None:
    """The kept desk, unless it was posted before the PC stopped."""
    text = connection.scalar(select(OpenDelivery.draft).where(OpenDelivery.writer == writer))
    if text is None:
        return None
    desk = commands.decode(DeliveryDesk, text)
    return None if documents.posted(connection, desk.id) else desk
