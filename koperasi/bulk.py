"""Rows into the database in bulk, in their plain form: the quick way of the posting path.

What SQLAlchemy would do for each statement anew (compile, look up, convert) is done once
per table.  The plain rows are the very ones the audit's digest is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Connection, Table

Plain = Sequence[Any]


def insert(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Plain]) -> None:
    """Insert plain rows, each with the values of `columns` in their order."""
    dialect = connection.dialect.name
    truths = _truths(table, columns) if dialect == "postgresql" else ()
    if truths:
        rows = [[bool(value) if place in truths else value for place, value in enumerate(row)] for row in rows]
    connection.exec_driver_sql(_insert(table, columns, dialect), [tuple(row) for row in rows])


def add_to(
    connection: Connection, table: Table, keys: tuple[str, ...], amounts: tuple[str, ...], rows: Sequence[Plain]
) -> None:
    """Add plain amounts to kept rows, in the order given (lock order); a row not yet there is made."""
    statement = _insert_or_add(table, keys, amounts, connection.dialect.name)
    connection.exec_driver_sql(statement, [tuple(row) for row in rows])


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
