"""What has been counted so far: shared working data of all PCs, until the close makes facts of it.

It lies in the shop's database, so it survives a restart and every PC sees it; entries are only
appended, each beside what the ledger held of the product in the transaction that wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.count_rules import Entry, Mode, Scope
from koperasi.columns import WordColumn, among
from koperasi.database import LOCAL, Record
from koperasi.errors import NotFound
from koperasi.quantity import Quantity
from koperasi.text import _
from koperasi.work import Work


class State(StrEnum):
    COUNTING = "counting"
    #: Nobody counts any more, but for what is to be recounted.
    REVIEW = "review"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class CountSession(Record):
    """A count under way, or what became of it."""

    __tablename__ = "count_sessions"
    __table_class__ = LOCAL

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    scope: Mapped[Scope] = mapped_column(WordColumn(Scope))
    #: The shelf's name or the category's id; "" for the others.
    scope_key: Mapped[str]
    title: Mapped[str]
    state: Mapped[State] = mapped_column(WordColumn(State))
    started_at: Mapped[datetime]
    started_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    #: The number that a file of counted figures gave it.
    reference: Mapped[str] = mapped_column(index=True)
    #: The number of its newest entry.
    last_seq: Mapped[int]


class CountGood(Record):
    """A good that a session over a list is about."""

    __tablename__ = "count_goods"
    __table_class__ = LOCAL

    session_id: Mapped[int] = mapped_column(ForeignKey("count_sessions.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)


class CountEntry(Record):
    """So much counted of a product by one person at one moment (base units)."""

    __tablename__ = "count_entries"
    __table_class__ = LOCAL
    __table_args__ = (
        Index("ix_count_entries_command_id", "command_id"),
        Index("ix_count_entries_session_id_product_id", "session_id", "product_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("count_sessions.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    command_id: Mapped[int]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    turn: Mapped[int]
    mode: Mapped[Mode] = mapped_column(WordColumn(Mode))
    undoes: Mapped[int | None]
    quantity: Mapped[Quantity]
    #: What the ledger held of it there at that instant.
    ledger: Mapped[Quantity]
    counted_at: Mapped[datetime]
    written_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    alone: Mapped[bool]
    expires_on: Mapped[date | None]
    #: As it was keyed: `3 Dus 5 Pcs`.
    words: Mapped[str]


class CountUnknown(Record):
    """A code that named nothing when it was scanned, kept until somebody says what it is."""

    __tablename__ = "count_unknowns"
    __table_class__ = LOCAL

    session_id: Mapped[int] = mapped_column(ForeignKey("count_sessions.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    quantity: Mapped[Quantity]
    counted_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None]
    #: The good it was, where it was one.
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))


class CountRecount(Record):
    """A product that is to be counted once more, blind, as round number `round`."""

    __tablename__ = "count_recounts"
    __table_class__ = LOCAL

    session_id: Mapped[int] = mapped_column(ForeignKey("count_sessions.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(ForeignKey("users.id"))


@dataclass(frozen=True, slots=True)
class Session:
    """A session as deeds and screens need it."""

    id: int
    branch_id: int
    location_id: int
    scope: Scope
    scope_key: str
    title: str
    state: State
    started_at: datetime
    started_by: int
    document_id: int | None
    last_seq: int


SESSION = select(
    CountSession.id,
    CountSession.branch_id,
    CountSession.location_id,
    CountSession.scope,
    CountSession.scope_key,
    CountSession.title,
    CountSession.state,
    CountSession.started_at,
    CountSession.started_by,
    CountSession.document_id,
    CountSession.last_seq,
)


def by_id(connection: Connection, session_id: int) -> Session:
    """A session; raises NotFound."""
    row = connection.execute(SESSION.where(CountSession.id == session_id)).first()
    if row is None:
        raise NotFound(_("Hitungan ini tidak ada."))
    return Session(*row)


def held(work: Work, session_id: int) -> Session:
    """A session of this branch, locked until this transaction ends, so that its entries have one order.

    Raises NotFound for another branch's: whoever counts elsewhere has no say in it.
    """
    locked = select(CountSession.id).where(CountSession.id == session_id).with_for_update()
    work.connection.execute(locked)
    session = by_id(work.connection, session_id)
    if session.branch_id != work.shop.branch.id:
        raise NotFound(_("Hitungan ini tidak ada."))
    return session


def by_reference(connection: Connection, reference: str) -> int | None:
    """The session that a file's number made."""
    return connection.scalar(select(CountSession.id).where(CountSession.reference == reference))


def recounts(connection: Connection, session_id: int) -> dict[int, int]:
    """The round that each product to be recounted has come to."""
    newest = select(CountRecount.product_id, func.max(CountRecount.turn)).where(CountRecount.session_id == session_id)
    return {product: int(number) for product, number in connection.execute(newest.group_by(CountRecount.product_id))}


ENTRIES = select(
    CountEntry.seq,
    CountEntry.product_id,
    CountEntry.turn,
    CountEntry.mode,
    CountEntry.undoes,
    CountEntry.quantity,
    CountEntry.ledger,
    CountEntry.counted_at,
    CountEntry.written_at,
    CountEntry.by_id,
    CountEntry.alone,
    CountEntry.expires_on,
)


def entries(connection: Connection, session_id: int, products: Iterable[int] | None = None) -> list[Entry]:
    """The entries of a session in their order; of some products where they are named."""
    found = ENTRIES.where(CountEntry.session_id == session_id).order_by(CountEntry.seq)
    if products is None:
        return [Entry(*row) for row in connection.execute(found)]
    some = found.where(among(CountEntry.product_id, "products"))
    return [Entry(*row) for row in connection.execute(some, {"products": list(products)})]


def waiting_unknowns(connection: Connection, session_id: int) -> int:
    """How many codes nobody has explained yet."""
    found = select(func.count()).select_from(CountUnknown)
    open_ = found.where(CountUnknown.session_id == session_id, CountUnknown.settled_at.is_(None))
    return int(connection.execute(open_).scalar_one())
