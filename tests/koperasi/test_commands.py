"""Commands are written down and read back without a difference, ids and amounts as text."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from koperasi import commands
from koperasi.errors import Bug
from koperasi.money import Rupiah
from koperasi.numbers import Number
from koperasi.quantity import Quantity
from koperasi.shifts import ClosingCommand, Pieces

AT = datetime(2026, 11, 23, 7, 0, 0, 123456, tzinfo=UTC)
COUNT = (Pieces(Rupiah(100_000), False, 3), Pieces(Rupiah(500), True, 0))
CLOSE = ClosingCommand(1 << 62, "u", 7, Number(3, 1, "Z-K1-0001"), COUNT, Rupiah(50_000), AT)


@dataclass(frozen=True, slots=True)
class Everything:
    some: int | None
    none: int | None
    day: date
    much: Quantity
    true: bool
    words: tuple[str, ...]


ALL = Everything(1, None, date(2026, 11, 23), Quantity(-1_250), True, ("Gula Jawa", "½ kg"))


@pytest.mark.parametrize("command", [CLOSE, ALL])
def test_what_is_written_is_read_back_equal(command: object) -> None:
    assert commands.decode(type(command), commands.encode(command)) == command


def test_an_id_is_text_so_that_no_reader_rounds_it() -> None:
    assert json.loads(commands.encode(CLOSE))["id"] == str(1 << 62)
    assert json.loads(commands.encode(ALL))["much"] == "-1.25"


def test_a_digest_tells_any_two_commands_apart() -> None:
    others = [replace(CLOSE, left_in_drawer=Rupiah(0)), replace(CLOSE, count=COUNT[:1]), replace(CLOSE, uid="v")]
    assert len({commands.digest(each) for each in [CLOSE, *others]}) == 4
    assert commands.digest(CLOSE) == commands.digest(replace(CLOSE))


@pytest.mark.parametrize("value", [1.5, {"a": 1}, object()])
def test_what_is_not_exact_cannot_be_commanded(value: object) -> None:
    with pytest.raises(Bug):
        commands.encode(replace(ALL, words=(value,)))  # type: ignore[arg-type]
