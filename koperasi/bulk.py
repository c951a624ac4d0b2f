"""The quick way into and out of the database, for the posting path.

What SQLAlchemy does for each statement anew (look it up, compile, bind, describe the result)
is done once here, and the driver is asked directly; at the counter that is a third of what a
sale takes.  Everything else in the house goes the usual way.

Rows go in in their plain form: the very ones the audit's digest is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Connection, Executable, Table
from sqlalchemy.exc import DBAPIError

from koperasi.errors import Bug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Dialect

Plain = Sequence[Any]
Converter = Callable[[Any], Any]


def insert(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Plain]) -> None:
    """Insert plain rows, each with the values of `columns` in their order."""
    dialect = connection.dialect.name
    truths = _truths(table, columns) if dialect == "postgresql" else ()
    if truths:
        rows = [[bool(value) if place in truths else value for place, value in enumerate(row)] for row in rows]
    _write(connection, _insert(table, columns, dialect), rows)


def add_to(
    connection: Connection, table: Table, keys: tuple[str, ...], amounts: tuple[str, ...], rows: Sequence[Plain]
) -> None:
    """Add plain amounts to kept rows, in the order given (lock order); a row not yet there is made."""
    _write(connection, _insert_or_add(table, keys, amounts, connection.dialect.name), rows)


def _write(connection: Connection, statement: str, rows: Sequence[Plain]) -> None:
    with _cursor(connection, statement) as cursor:
        cursor.executemany(statement, [row if type(row) is tuple else tuple(row) for row in rows])


@cache
def _insert_or_add(table: Table, keys: tuple[str, ...], amounts: tuple[str, ...], dialect: str) -> str:
    sums = ", ".join(f"{each} = {table.name}.{each} + excluded.{each}" for each in amounts)
    return f"{_insert(table, keys + amounts, dialect)} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sums}"


@cache
def _insert(table: Table, columns: tuple[str, ...], dialect: str) -> str:
    """The text of the insert; every name in it is one of our own tables or columns."""
    mark = "?" if dialect == "sqlite" else "%s"
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join([mark] * len(columns))})"  # noqa: S608


@cache
def _truths(table: Table, columns: tuple[str, ...]) -> tuple[int, ...]:
    """The places of truth values: plain they are 0 and 1, which PostgreSQL does not take for them."""
    return tuple(place for place, name in enumerate(columns) if isinstance(table.c[name].type, Boolean))


@contextmanager
def _cursor(connection: Connection, statement: str) -> Iterator[Any]:
    """A cursor of the driver inside the transaction under way; its errors become SQLAlchemy's."""
    if not connection.in_transaction():
        raise Bug("the quick way is for inside a transaction")
    dialect = connection.dialect
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(statement, None, error, dialect.loaded_dbapi.Error, dialect=dialect) from error
    finally:
        cursor.close()


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as a driver takes it, and how values go in and come out."""

    text: str
    #: The parameters' names in their order; None where the driver takes them by name.
    order: tuple[str, ...] | None
    fixed: dict[str, Any]
    going_in: tuple[tuple[str, Converter], ...]
    coming_out: tuple[tuple[int, Converter], ...]

    def parameters(self, values: dict[str, Any]) -> Any:
        every = {**self.fixed, **values}
        for name, convert in self.going_in:
            every[name] = convert(every[name])
        return every if self.order is None else [every[name] for name in self.order]

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in self.coming_out:
            values[place] = convert(values[place])
        return tuple(values)


class Prepared:
    """A statement with named parameters that is compiled once for each engine.

    _POSTED = Prepared(select(Document.id).where(Document.id == bindparam("document")))
    _POSTED.first(connection, document=7)
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Every row found, its values as the columns give them."""
        compiled = self._for(connection.dialect)
        with _cursor(connection, compiled.text) as cursor:
            cursor.execute(compiled.text, compiled.parameters(values))
            found = cursor.fetchall()
        return [compiled.read(row) for row in found] if compiled.coming_out else [tuple(row) for row in found]

    def first(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """The first row found, if any."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def run(self, connection: Connection, **values: Any) -> int:
        """Do it; returns how many rows were changed."""
        compiled = self._for(connection.dialect)
        with _cursor(connection, compiled.text) as cursor:
            cursor.execute(compiled.text, compiled.parameters(values))
            return int(cursor.rowcount)

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return found


def _compile(statement: Any, dialect: Dialect) -> _Compiled:
    made = statement.compile(dialect=dialect)
    going_in = {
        name: each.type.dialect_impl(dialect).bind_processor(dialect)
        for name, each in made.binds.items()
        if name in made.params
    }
    columns = getattr(statement, "selected_columns", ())
    out = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return _Compiled(
        str(made),
        tuple(made.positiontup) if made.positional else None,
        dict(made.params),
        tuple((name, convert) for name, convert in going_in.items() if convert is not None),
        tuple((place, convert) for place, convert in enumerate(out) if convert is not None),
    )
