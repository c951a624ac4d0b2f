"""The database: records, their classes, and how it is opened.

SQLite is embedded by default; a PostgreSQL URL opens the same shop for several tills.
Writing transactions queue on a lock file and begin IMMEDIATE, since SQLite's own busy
handler starves the unlucky (domain/tech.md 5); reading ones never block them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, ClassVar

from sqlalchemy import BigInteger, Boolean, Connection, Engine, MetaData, Table, Text, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError, InternalError, OperationalError
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from koperasi.columns import DayColumn, MomentColumn, QuantityColumn, RupiahColumn
from koperasi.errors import Trouble
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import _

SQLITE_FLOOR = (3, 51, 3)  # older ones can corrupt a WAL file that two connections write
WAL_CAP_PAGES = 16_000  # 64 MB: the hard cap; `rest()` keeps it far below


class TableClass(StrEnum):
    """What a table's rows are, and so what may be done to them (DESIGN.md 2)."""

    FACT = "fact"  # append-only, copied verbatim between databases
    MASTER = "master"  # edited only in its home database, versioned, retired, never deleted
    KEPT = "kept"  # derivable from facts; re-made by `check --rebuild`
    LOCAL = "local"  # drafts, queues, leases, counters: never leaves this database


FACT, MASTER, KEPT, LOCAL = TableClass.FACT, TableClass.MASTER, TableClass.KEPT, TableClass.LOCAL


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """The base of every table.  A subclass names its `__table_class__`."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger(),
        str: Text(),
        bool: Boolean(create_constraint=False),
        datetime: MomentColumn(),
        date: DayColumn(),
        Rupiah: RupiahColumn(),
        Quantity: QuantityColumn(),
    }
    __table_class__: ClassVar[TableClass]
    #: Whether its rows are added up into kept totals at each close (`koperasi.unsummed_documents`).
    __summed__: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            table.info["class"] = cls.__table_class__
            table.dialect_options["sqlite"]["strict"] = True


def table_class(table: Table) -> TableClass:
    found = table.info["class"]
    return TableClass(found)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database.  `path` is the SQLite file, None on PostgreSQL."""

    engine: Engine
    path: Path | None

    @property
    def sqlite(self) -> bool:
        return self.path is not None

    @contextmanager
    def writing(
        self, committed: Callable[[Connection], None] | None = None, failed: Callable[[], None] | None = None
    ) -> Iterator[Connection]:
        """One writing transaction: committed whole at the end, or nothing of it kept.

        `committed` or `failed` is told which it was before the next writer has its turn.
        """
        with troubles(), self._turn(), self.engine.connect() as connection:
            try:
                with connection.begin():
                    yield connection
            except BaseException:
                if failed is not None:
                    failed()
                raise
            if committed is not None:
                committed(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot to read from; never blocks a writer and can change nothing."""
        with troubles(), self.engine.connect() as connection:
            connection.execution_options(mart_reading=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self.path is None:
            yield
            return
        with locked(self.path.with_name(self.path.name + ".lock")):
            yield

    def rest(self) -> None:
        """In an idle moment, move the write-ahead log into the file (never waits for anyone)."""
        if self.sqlite:
            with self.engine.connect() as connection:
                # The driver's own connection: ours would begin a transaction, in which
                # nothing can be moved.
                raw: Any = connection.connection.driver_connection
                raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def troubles() -> Iterator[None]:
    """Say in words what the world does to a database: a full disk, a lost server, a damaged file.

    What our own statements do wrong (a broken constraint, a type) stays what it is: a bug.
    """
    try:
        yield
    except DBAPIError as error:
        if type(error) not in (OperationalError, InternalError, DatabaseError):
            raise
        raise Trouble(_("Data toko tidak dapat dibaca atau disimpan."), remedy=_remedy(error)) from error


def _remedy(error: DBAPIError) -> str:
    said = str(error.orig).strip()
    if "disk is full" in said or "No space left" in said:
        return _("Disk penuh: kosongkan ruang, lalu ulangi.")
    return said


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an operating-system lock on a file; the kernel queues those who wait."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Trouble(_("Data toko tidak dapat dibaca atau disimpan."), remedy=str(error)) from error
    try:
        if sys.platform == "win32":  # pragma: no cover
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def locked_now(path: Path) -> IO[bytes] | None:
    """Hold a lock on a file for as long as the returned file is open; None when another holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("ab")
    try:
        if sys.platform == "win32":  # pragma: no cover
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def open_database(url: str | Path) -> Database:
    """Open the database at a path or a `postgresql://` URL; raises Trouble when it cannot be."""
    text = str(url)
    if text.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        return Database(_postgresql(text), None)
    path = Path(text.removeprefix("sqlite:///")).absolute()
    return Database(_sqlite(path), path)


def _postgresql(url: str) -> Engine:
    # Without these a client hangs for minutes on a cut cable (domain/trust.md, finding 8).
    patience = {
        "keepalives": 1,
        "keepalives_idle": 2,
        "keepalives_interval": 1,
        "keepalives_count": 3,
        "tcp_user_timeout": 4000,
        "connect_timeout": 5,
    }
    address = "postgresql+psycopg://" + url.split("://", 1)[1]
    engine = create_engine(address, isolation_level="READ COMMITTED", connect_args=patience, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("mart_reading"):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def _sqlite(path: Path) -> Engine:
    try:
        import pysqlite3.dbapi2 as library
    except ImportError:  # no wheel for this Python: its own library may still be new enough
        import sqlite3 as library
    check_sqlite_version(library.sqlite_version)
    if not path.parent.is_dir():
        raise Trouble(_("Folder {folder} tidak ada.").format(folder=path.parent))
    engine = create_engine(f"sqlite:///{path}", module=library, connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def connect(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # transactions are begun by us, not guessed by the driver
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            f"wal_autocheckpoint={WAL_CAP_PAGES}",
            # Each connection has its own: twice as much grows a day-long window by as much again.
            "cache_size=-16384",
            "temp_store=MEMORY",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = bool(connection.get_execution_options().get("mart_reading"))
        if connection.info.get("query_only") is not reading:
            connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
            connection.info["query_only"] = reading
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def check_sqlite_version(version: str) -> None:
    """Raise Trouble for a SQLite that may damage the shop's file."""
    if tuple(int(part) for part in version.split(".")) < SQLITE_FLOOR:
        needed = ".".join(str(part) for part in SQLITE_FLOOR)
        raise Trouble(
            _("SQLite {version} di komputer ini bisa merusak data toko.").format(version=version),
            remedy=_("Pasang SQLite {needed} atau lebih baru (paket pysqlite3).").format(needed=needed),
        )
