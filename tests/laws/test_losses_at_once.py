"""Two PCs that settle, take back or give away the same goods of a maker's at once: one of them does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consignment.givebacks import GivebackCommand, GivenLine
from consignment.losses import FoundCommand, FoundLine, LossCommand, LossLine
from koperasi import users
from koperasi.errors import Refused
from pos import checks
from tests.consignment import gone
from tests.consignment.gone import Gone, q
from tests.places import premises

TURNS = 5


@pytest.fixture
def two_pcs(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Gone, Gone]]:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    made.add_pc("K2")
    shops = (made.open(), made.open(made.pcs[0]))
    first, second = (gone.of(replace(made.counter, shop=shop)) for shop in shops)
    yield first, second
    for shop in shops:
        shop.close()


def at_once(deeds: tuple[Callable[[], object], Callable[[], object]]) -> list[str]:
    """What came of each, in the order of the alphabet."""
    start, heard = threading.Barrier(2), list[str]()

    def do(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
            heard.append("done")
        except Refused as refusal:
            heard.append(refusal.rule)

    running = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return sorted(heard)


def test_two_managers_settle_the_same_loss_once_and_take_it_back_once(two_pcs: tuple[Gone, Gone]) -> None:
    first, second = two_pcs
    first.agree(tolerance_bps=500)
    first.bring(40)
    for turn in range(TURNS):
        first.count(39 - turn)
        (loss,) = [each for each in first.losses() if each.open]
        line = (LossLine(*loss.lost.key, quantity=loss.open),)
        commands = [LossCommand(**each.room.head(), maker_id=each.maker, lines=line) for each in two_pcs]
        deeds = (lambda: first.do(commands[0]), lambda: second.do(commands[1]))  # noqa: B023

        assert at_once(deeds) == ["done", "settled"]

    # Of five pieces two were within what may be missing of forty.
    assert first.owed() == (TURNS - 2) * 8_000
    first.count(39)
    over = [each for each in first.losses() if each.over]
    lines = tuple(FoundLine(*each.lost.key, quantity=each.over) for each in over)
    found = [FoundCommand(**each.room.head(), maker_id=each.maker, lines=lines) for each in two_pcs]
    assert at_once((lambda: first.do(found[0]), lambda: second.do(found[1]))) == ["done", "not-found-again"]
    assert checks.wrong(first.shop) == []


def test_the_last_pieces_are_given_back_by_one_of_two(two_pcs: tuple[Gone, Gone]) -> None:
    first, second = two_pcs
    for _turn in range(TURNS):
        lot = first.bring(3)
        lines = (GivenLine(lot, first.room.shelf, q(2)),)
        commands = [GivebackCommand(**each.room.head(), maker_id=each.maker, lines=lines) for each in two_pcs]
        deeds = (lambda: first.do(commands[0]), lambda: second.do(commands[1]))  # noqa: B023

        assert at_once(deeds) == ["done", "not-enough"]
        assert first.left(lot) == "1"
    assert checks.wrong(first.shop) == []
