"""Two tills that take the same piece back at once: one of them does."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from koperasi import shifts, users
from koperasi.errors import Refused
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from pos import checks
from pos.sale_commands import SaleCommand
from tests.places import Premises, premises
from tests.returning import back, basket, original
from tests.shops import Counter

TURNS = 6


@pytest.fixture
def two_tills(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    made.add_pc("K2")
    return made


def standing_at(made: Premises, shop: Shop) -> Counter:
    """The counter's people and goods, at the till of an opened shop."""
    with shop.reading() as connection:
        return replace(made.counter, shop=shop, shift=shifts.open_shift_of(connection, shop.till_id or 0))


@pytest.mark.parametrize("goods", ["soap", "copies"])
def test_two_tills_never_take_the_same_piece_back(two_tills: Premises, goods: str) -> None:
    """A service as well, whose stock no lock would hold."""
    shops = [two_tills.open(), two_tills.open(two_tills.pcs[0])]
    first, second = (standing_at(two_tills, shop) for shop in shops)
    sold = [first.sell(first.line(getattr(first, goods), 1, 3_400)).document_id for _turn in range(TURNS)]

    for sale_id in sold:
        tills = (first, second)
        commands = [basket(till, back(till, sale_id, 1)) for till in tills]
        assert done_at_once(tills, commands) == ["done", "returned-already"]

    assert all(original(first, sale_id).returned == Quantity.of(1) for sale_id in sold)
    assert checks.wrong(first.shop) == []
    for shop in shops:
        shop.close()


def done_at_once(tills: tuple[Counter, Counter], commands: list[SaleCommand]) -> list[str]:
    """What came of each, in the order of the alphabet."""
    start, heard = threading.Barrier(2), list[str]()

    def post(till: Counter, command: SaleCommand) -> None:
        start.wait()
        try:
            till.post(command)
            heard.append("done")
        except Refused as refusal:
            heard.append(refusal.rule)

    running = [threading.Thread(target=post, args=each) for each in zip(tills, commands, strict=True)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return sorted(heard)
