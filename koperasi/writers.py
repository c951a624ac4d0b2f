"""Writers and the ids they mint: `id = writer << 33 | counter`.

Each till and office PC is a writer, a random 30-bit number drawn at set-up.  Writer 0 is
for rows that are the same in every shop (accounts, `konsole`, roles).  The counter's
reserve is durable before an id of it is used, so a killed program never uses one twice; a
restored or replaced PC draws a new writer.
"""

from __future__ import annotations

import secrets
import threading
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


class Minter:
    """Hands out a writer's ids from a block that is reserved on disk first.

    Within a transaction `reserve_within` takes the block in that very transaction; when it
    is rolled back the block is dropped unused and `forget` makes the next id draw anew.
    """

    def __init__(self, database: Database, writer: int) -> None:
        self.writer = writer
        self._database = database
        self._next = self._ceiling = 0
        self._lock = threading.RLock()

    def next(self) -> int:
        """The next id, outside a transaction of ours: the block is committed before use."""
        with self._lock:
            if self._next >= self._ceiling:
                with self._database.writing() as connection:
                    self._reserve(connection, BLOCK)
            return self._take()

    def next_within(self, connection: Connection) -> int:
        """The next id inside a writing transaction."""
        with self._lock:
            if self._next >= self._ceiling:
                self._reserve(connection, 4 * BLOCK)
            return self._take()

    def forget(self) -> None:
        """Drop what is left of the block, after a transaction that may have reserved it failed."""
        with self._lock:
            self._next = self._ceiling = 0

    def _take(self) -> int:
        counter = self._next
        self._next += 1
        return self.writer << COUNTER_BITS | counter

    def _reserve(self, connection: Connection, count: int) -> None:
        row = update(IdReserve).where(IdReserve.writer == self.writer)
        taken = row.values(ceiling=IdReserve.ceiling + count).returning(IdReserve.ceiling)
        self._ceiling = connection.execute(taken).scalar_one()
        self._next = self._ceiling - count
