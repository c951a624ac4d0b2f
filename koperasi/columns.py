"""Typed columns: what a value means in the shop, stored alike on SQLite and PostgreSQL.

Everything exact is a BIGINT: rupiah, thousandths, microseconds since 1970 (UTC).  Days are
ISO text.  So the canonical form of a row, and with it its digest, is the same on either
engine, and nothing passes through a float.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, String, Text, bindparam, func, type_coerce
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from koperasi.money import Rupiah
from koperasi.quantity import Quantity

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)
Processor = Callable[[Any], Any]


# STRICT tables on SQLite know only these names.
@compiles(BigInteger, "sqlite")
def _big_integer(*_: object, **__: object) -> str:
    return "INTEGER"


@compiles(Boolean, "sqlite")
def _boolean(*_: object, **__: object) -> str:
    return "INTEGER"


@compiles(String, "sqlite")
def _string(*_: object, **__: object) -> str:
    return "TEXT"


class RupiahColumn(TypeDecorator[Rupiah]):
    """Whole rupiah as BIGINT; takes and gives `Rupiah` only."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        return lambda value: None if value is None else value.amount

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return lambda value: None if value is None else Rupiah(int(value))


class QuantityColumn(TypeDecorator[Quantity]):
    """Thousandths of the base unit as BIGINT; takes and gives `Quantity` only."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        return lambda value: None if value is None else value.thousandths

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return lambda value: None if value is None else Quantity(int(value))


class MomentColumn(TypeDecorator[datetime]):
    """An instant: microseconds since 1970 in UTC; takes aware datetimes, gives UTC ones."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        return lambda value: None if value is None else microseconds(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return lambda value: None if value is None else EPOCH + value * MICROSECOND


class DayColumn(TypeDecorator[date]):
    """A calendar day as ISO text, which sorts as days do."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        return lambda value: None if value is None else value.isoformat()

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return lambda value: None if value is None else date.fromisoformat(value)


class WordColumn(TypeDecorator[Word], Generic[Word]):
    """One word out of a `StrEnum`, as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[Word]) -> None:
        super().__init__()
        self.words = words

    def bind_processor(self, dialect: Dialect) -> Processor:
        return lambda value: None if value is None else self.words(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return lambda value: None if value is None else self.words(value)


class JsonColumn(TypeDecorator[Any]):
    """Plain JSON as text, keys sorted, so that equal values are equal texts."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        return lambda value: None if value is None else json.dumps(value, sort_keys=True, ensure_ascii=False)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return lambda value: None if value is None else json.loads(value)


class _Ids(TypeDecorator[Any]):
    """Many ids as one parameter: a JSON list on SQLite, an array on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(ARRAY(BigInteger()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> _Among:
        """Itself: `= 1`, put behind it for an engine without truth values, would keep the index from being used."""
        return self


@compiles(_Among, "sqlite")
def _among_sqlite(element: _Among, compiler: Any, **kw: Any) -> str:
    column, ids = element.clauses
    listed = f"json_each({compiler.process(ids, **kw)})"
    return f"{compiler.process(column, **kw)} IN (SELECT value FROM {listed})"  # noqa: S608


@compiles(_Among, "postgresql")
def _among_postgresql(element: _Among, compiler: Any, **kw: Any) -> str:
    column, ids = element.clauses
    return f"{compiler.process(column, **kw)} = ANY({compiler.process(ids, **kw)})"


def among(column: SQLCoreOperations[int], ids: str) -> ColumnElement[bool]:
    """That a column is one of the ids in the parameter named `ids`.

    Quicker than `in_`, which writes a new statement for every number of them.
    """
    return _Among(column, bindparam(ids, type_=_Ids()))


def microseconds(at: datetime) -> int:
    """An aware datetime as microseconds since 1970; raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return (at - EPOCH) // MICROSECOND


def summed(column: SQLCoreOperations[T]) -> ColumnElement[T]:
    """The sum of a column in its own type, nothing at all being zero.

    `func.coalesce(func.sum(column), Rupiah(0))` fails for typed columns, hence this.
    """
    return type_coerce(func.coalesce(func.sum(column), 0), column.type)  # type: ignore[attr-defined]


PLAIN: dict[type, Callable[[Any], Any]] = {
    Rupiah: lambda value: value.amount,
    Quantity: lambda value: value.thousandths,
    datetime: microseconds,
    date: date.isoformat,
    bool: int,
}


def plain_value(value: Any) -> Any:
    """The stored form of a value, as the canonical form of a row wants it: int, str or None."""
    kind = type(value)
    if kind is int or kind is str or value is None:
        return value
    if kind in PLAIN:
        return PLAIN[kind](value)
    if isinstance(value, StrEnum):
        return value.value
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
