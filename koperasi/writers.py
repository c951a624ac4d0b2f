"""Writers and the ids they mint: `id = writer << 33 | counter`.

Each till and office PC is a writer, a random 30-bit number drawn at set-up.  Writer 0 is
for rows that are the same in every shop (accounts, `konsole`, roles).  The counter's
reserve is durable before an id of it is used, so a killed program never uses one twice; a
restored or replaced PC draws a new writer.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Connection, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import LOCAL, MASTER, Database, Record

COUNTER_BITS = 33
WRITER_BITS = 30
BLOCK = 1024


class Writer(Record):
    """A PC that writes into this cooperative's books."""

    __tablename__ = "writers"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("id >= 0 AND id < 1073741824", name="thirty_bits"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: The computer's name, so that a person can tell which PC it is.
    name: Mapped[str]
    made_at: Mapped[datetime]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class IdReserve(Record):
    """How far a writer's ids have been handed out, in memory or in rows."""

    __tablename__ = "id_reserves"
    __table_class__ = LOCAL

    writer: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ceiling: Mapped[int]


def fixed_id(counter: int) -> int:
    """The id of a row of writer 0, the same in every shop."""
    return counter


def writer_of(minted: int) -> int:
    return minted >> COUNTER_BITS


def draw(connection: Connection) -> int:
    """A writer number that this database has not seen; never 0."""
    while True:
        number = secrets.randbelow((1 << WRITER_BITS) - 1) + 1
        if connection.scalar(select(IdReserve.writer).where(IdReserve.writer == number)) is None:
            connection.execute(insert(IdReserve).values(writer=number, ceiling=0))
            return number


@dataclass(slots=True)
class _Block:
    """Counters reserved and not yet handed out."""

    next: int = 0
    ceiling: int = 0

    def __bool__(self) -> bool:
        return self.next < self.ceiling

    def take(self) -> int:
        self.next += 1
        return self.next - 1


def hold_all(connection: Connection) -> None:
    """Let no writer begin a deed until this transaction ends, and wait for the deeds under way (PostgreSQL).

    Each deed begins with its writer's row, before it holds anything that others wait for.
    """
    connection.execute(select(IdReserve.writer).order_by(IdReserve.writer).with_for_update()).all()


class Minter:
    """Hands out a writer's ids from blocks that are reserved on disk first.

    Ids for outside a transaction come from a block that was committed before its first use.
    Ids for inside one come from a block of their own, reserved in that very transaction and
    dropped with it: an id given to the counter must not hang on the fate of a transaction
    that another thread has under way.
    """

    def __init__(self, database: Database, writer: int) -> None:
        self.writer = writer
        self._database = database
        self._outside, self._within = _Block(), _Block()
        self._lock = threading.Lock()

    def next(self) -> int:
        """The next id, outside a transaction of ours: the block is committed before use."""
        while True:
            with self._lock:
                if self._outside:
                    return self._id(self._outside.take())
            # Waiting for a turn to write while holding the lock would wait for ever: whoever
            # has the turn may need an id.
            with self._database.writing() as connection:
                reserved = self._reserved(connection, BLOCK)
            with self._lock:
                if not self._outside:
                    self._outside = reserved

    def next_within(self, connection: Connection) -> int:
        """The next id inside a writing transaction of this writer, of which there is one at a time."""
        with self._lock:
            if not self._within:
                self._within = self._reserved(connection, 4 * BLOCK)
            return self._id(self._within.take())

    def forget(self) -> None:
        """Drop the block of a transaction that failed: its reserve was rolled back with it."""
        with self._lock:
            self._within = _Block()

    def stands(self, ceiling: int) -> None:
        """The reserve as a new transaction finds it; a block beyond it was rolled back."""
        with self._lock:
            if self._within.ceiling > ceiling:
                self._within = _Block()

    def _id(self, counter: int) -> int:
        return self.writer << COUNTER_BITS | counter

    def _reserved(self, connection: Connection, count: int) -> _Block:
        row = update(IdReserve).where(IdReserve.writer == self.writer)
        taken = row.values(ceiling=IdReserve.ceiling + count).returning(IdReserve.ceiling)
        ceiling = connection.execute(taken).scalar_one()
        return _Block(ceiling - count, ceiling)
