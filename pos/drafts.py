"""Drafts: the open cart of each till, on disk at every line.

After a cut of the power the till comes back with cart and member.  The row is this till's
alone, is no fact, and goes when the sale is in the books.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, ForeignKey, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import commands, documents
from koperasi.database import LOCAL, Record
from pos.till import Draft


class OpenCart(Record):
    """What stands on a till's counter, written down as a command is."""

    __tablename__ = "open_carts"
    __table_class__ = LOCAL

    till_id: Mapped[int] = mapped_column(ForeignKey("tills.id"), primary_key=True, autoincrement=False)
    draft: Mapped[str]
    kept_at: Mapped[datetime]


def keep(connection: Connection, till_id: int, draft: Draft, at: datetime) -> None:
    """Put a draft in the place of the one kept before."""
    drop(connection, till_id)
    row = {"till_id": till_id, "draft": commands.encode(draft), "kept_at": at}
    connection.execute(insert(OpenCart), [row])


def drop(connection: Connection, till_id: int) -> None:
    connection.execute(delete(OpenCart).where(OpenCart.till_id == till_id))


def restore(connection: Connection, till_id: int) -> Draft | None:
    """The kept draft, unless its sale was posted before the till stopped."""
    text = connection.scalar(select(OpenCart.draft).where(OpenCart.till_id == till_id))
    if text is None:
        return None
    draft = commands.decode(Draft, text)
    return None if documents.posted(connection, draft.cart.id) else draft
