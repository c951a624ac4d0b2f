"""Master rows: goods, prices, people, settings.

A master row has one home database, is edited only there, carries a version from one
counter that is locked until commit (so a copy can ask for all that is newer), and is
retired, never deleted.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import LOCAL, MASTER, Record, table_class
from koperasi.errors import Bug

VERSION = "master_version"
HOME = "home"


class Counter(Record):
    """A number of this database: the master version, its own home number."""

    __tablename__ = "counters"
    __table_class__ = LOCAL

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


_NEWEST = select(Counter.value).where(Counter.name == VERSION)


def home(connection: Connection) -> int:
    """The number of the database this connection speaks to (its first writer)."""
    return connection.execute(select(Counter.value).where(Counter.name == HOME)).scalar_one()


def next_version(connection: Connection) -> int:
    """One step of the master version; the row stays locked until the transaction ends."""
    step = update(Counter).where(Counter.name == VERSION).values(value=Counter.value + 1).returning(Counter.value)
    return connection.execute(step).scalar_one()


def version(connection: Connection) -> int:
    """The newest version: as long as it is the same, no master row has changed."""
    return connection.execute(_NEWEST).scalar_one()


def add(connection: Connection, record: type[Record], rows: list[dict[str, Any]]) -> int:
    """Insert new master rows of this home under one new version, which it returns."""
    table = _master(record)
    version = next_version(connection)
    if rows:
        here = home(connection)
        blank = {column.name: None for column in table.columns if column.nullable}
        connection.execute(insert(table), [{**blank, "home": here, "version": version, **row} for row in rows])
    return version


def put(connection: Connection, record: type[Record], rows: list[dict[str, Any]]) -> int:
    """Add master rows of this home, or change those whose key is there, under one new version.

    Every row names the same columns.  Returns the version.
    """
    table = _master(record)
    version = next_version(connection)
    if rows:
        here = home(connection)
        whole = [{"home": here, "version": version, "retired_at": None, **row} for row in rows]
        keys = [column.name for column in table.primary_key.columns]
        make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        statement = make(table)
        changed = {name: statement.excluded[name] for name in ("version", *rows[0]) if name not in keys}
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), whole)
    return version


def change(connection: Connection, record: type[Record], key: int, **values: Any) -> int:
    """Change one master row of this home; raises Bug for a row that is not ours."""
    table = _master(record)
    (identity,) = table.primary_key.columns
    version = next_version(connection)
    ours = (identity == key) & (table.c.home == home(connection))
    if connection.execute(update(table).where(ours).values(version=version, **values)).rowcount != 1:
        raise Bug(f"{table.name} {key} is not a row of this home")
    return version


def _master(record: type[Record]) -> Table:
    table = record.__table__
    if not isinstance(table, Table) or table_class(table) is not MASTER:
        raise Bug(f"{record.__name__} is not a master table")
    return table
