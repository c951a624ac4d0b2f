"""The list of documents whose postings and moves are not in the kept totals yet.

A posting of today writes no total that another till writes too: it only leaves its document's
id here, a row of its own.  Whenever a shift is closed, the ids that lie here are taken, every
room adds up what is its own (`koperasi.account_totals`, `inventory.move_totals`), and they are
deleted.  So every document is in the totals or in this short list, never in both, whatever was
committed in whatever order; late papers and locked days need nothing further.  Whoever reads
adds whole months, single days and the few documents of the list: years cost what weeks do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import bulk
from koperasi.database import KEPT, Record

#: So many documents are added up at a time: a list of ids, not a join that a planner might turn round.
AT_ONCE = 500


class UnsummedDocument(Record):
    """A document with postings or moves that are not in the totals yet."""

    __tablename__ = "unsummed_documents"
    __table_class__ = KEPT

    document_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


_TABLE = Record.metadata.tables["unsummed_documents"]


def note(connection: Connection, document_id: int) -> None:
    """Remember a document that was posted just now, to be added up later."""
    bulk.insert(connection, _TABLE, ("document_id",), [(document_id,)])


def take(connection: Connection) -> list[int]:
    """The documents in the list, held for this transaction; those another closing holds are left to it."""
    listed = select(UnsummedDocument.document_id).with_for_update(skip_locked=True)
    return list(connection.execute(listed).scalars())


def parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many of them at a time."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Strike out what every room has added up."""
    for some in parts(ids):
        connection.execute(delete(UnsummedDocument).where(UnsummedDocument.document_id.in_(some)))


#: In the list, but posted by nobody.
LOST = "SELECT document_id FROM unsummed_documents WHERE document_id NOT IN (SELECT id FROM documents)"
#: Of a document's id: it is in the totals already.
SUMMED = "NOT IN (SELECT document_id FROM unsummed_documents)"


def hold(connection: Connection) -> None:
    """Before totals are made anew of all that is `SUMMED`: on PostgreSQL whoever posts or closes waits.

    The list itself stays, less what is of no document.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE unsummed_documents IN EXCLUSIVE MODE"))
    connection.execute(text(f"DELETE FROM unsummed_documents WHERE document_id IN ({LOST})"))  # noqa: S608
