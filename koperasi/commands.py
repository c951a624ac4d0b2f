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
from operator import attrgetter
from typing import Any, TypeVar

import orjson

from koperasi.errors import Bug
from koperasi.money import Rupiah
from koperasi.quantity import Quantity

C = TypeVar("C")

#: The metadata of a field with a default that is no part of the value, only known again from the shop.
UNWRITTEN = {"unwritten": True}


def encode(command: object) -> str:
    """The command as canonical JSON: keys in field order, no spaces."""
    return _encoded(command).decode()


def decode(kind: type[C], text: str) -> C:
    """The command that `encode` wrote; raises Bug for anything else."""
    try:
        return _read(kind, json.loads(text))  # type: ignore[no-any-return]
    except (KeyError, TypeError, ValueError) as wrong:
        raise Bug(f"this is no {kind.__name__}: {text[:200]}") from wrong


def digest(command: object) -> str:
    return hashlib.sha256(_encoded(command)).hexdigest()


def _encoded(command: object) -> bytes:
    return orjson.dumps(_written(command))


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
    """Writes a dataclass: all its fields fetched at once, and only those that JSON does not know converted."""
    names, hints = _names(kind), _hints(kind)
    values_of = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    converted = [place for place, name in enumerate(names) if hints[name] not in _AS_THEY_ARE]
    writer_of = _WRITERS.get

    def written(value: Any) -> Any:
        values = [*values_of(value)]
        for place in converted:
            each = values[place]
            values[place] = (writer_of(type(each)) or _learn(type(each)))(each)
        return dict(zip(names, values, strict=True))

    return written


#: Fields of these kinds are JSON already.
_AS_THEY_ARE = (str, bool)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if "unwritten" not in field.metadata)


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
        kinds = typing.get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(_read(kinds[0], each) for each in value)
        return tuple(_read(each, said) for each, said in zip(kinds, value, strict=True))
    if kind in _READERS:
        return _READERS[kind](value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        # What an older program wrote lacks the newer fields, which have a default for it.
        known = {name: _read(hints[name], value[name]) for name in _names(kind) if name in value}  # type: ignore[arg-type]
        return kind(**known)  # type: ignore[operator]
    raise Bug(f"a command cannot hold {kind!r}")
