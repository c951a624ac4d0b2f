"""Commands: the input of a deed as one frozen value that can be written down and done later.

A command is a frozen dataclass of plain and exact values.  `encode` writes it as JSON with
every id and amount as text, `decode` gives an equal command back, and `digest` is the head
that the audit chain keeps (DESIGN.md 5).
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from koperasi.errors import Bug
from koperasi.money import Rupiah
from koperasi.quantity import Quantity

C = TypeVar("C")
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(command: object) -> str:
    """The command as canonical JSON: keys in field order, no spaces."""
    return _ENCODE(_written(command))


def decode(kind: type[C], text: str) -> C:
    """The command that `encode` wrote; raises Bug for anything else."""
    return _read(kind, json.loads(text))  # type: ignore[no-any-return]


def digest(command: object) -> str:
    return hashlib.sha256(encode(command).encode()).hexdigest()


_WRITERS: dict[type, Callable[[Any], Any]] = {
    str: lambda value: value,
    bool: lambda value: value,
    type(None): lambda value: value,
    int: str,
    Rupiah: lambda value: str(value.amount),
    Quantity: lambda value: value.decimal,
    datetime: lambda value: value.isoformat(),
    date: lambda value: value.isoformat(),
    tuple: lambda value: [_written(each) for each in value],
}


def _written(value: Any) -> Any:
    kind = type(value)
    return (_WRITERS.get(kind) or _learn(kind))(value)


def _learn(kind: type) -> Callable[[Any], Any]:
    """How values of a kind met for the first time are written; raises Bug for one a command cannot hold."""
    if issubclass(kind, StrEnum):
        _WRITERS[kind] = _word
    elif is_dataclass(kind):
        _WRITERS[kind] = _fields_of(kind)
    else:
        raise Bug(f"a command cannot hold a {kind.__name__}")
    return _WRITERS[kind]


def _word(value: StrEnum) -> str:
    return value.value


def _fields_of(kind: type) -> Callable[[Any], Any]:
    names, writer_of = _names(kind), _WRITERS.get

    def written(value: Any) -> Any:
        held = [(name, getattr(value, name)) for name in names]
        return {name: (writer_of(type(each)) or _learn(type(each)))(each) for name, each in held}

    return written


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


_READERS: dict[type, Callable[[Any], Any]] = {
    str: lambda value: value,
    bool: lambda value: value,
    int: int,
    Rupiah: lambda value: Rupiah(int(value)),
    Quantity: Quantity.of,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


def _read(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        (kind,) = (each for each in typing.get_args(kind) if each is not type(None))
        return _read(kind, value)
    if origin is tuple:
        return tuple(_read(typing.get_args(kind)[0], each) for each in value)
    if kind in _READERS:
        return _READERS[kind](value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _read(hints[name], value[name]) for name in _names(kind)})  # type: ignore[operator,arg-type]
    raise Bug(f"a command cannot hold {kind!r}")
