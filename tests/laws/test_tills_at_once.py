"""Many tills selling at once: nothing is lost, nothing doubled, every number in its turn."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from koperasi import users
from tests.places import Premises, premises, sold, wrong
from tests.sellers import Sellers

#: Sales and cash movements of each till.
TURNS = 300 if os.environ.get("MART_LONG") else 20


@pytest.fixture
def busy(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    return premises(shop_url, tmp_path)


def sell_at_once(busy: Premises, sellers: Sellers, states: list[Path]) -> None:
    journals = [busy.journal(f"journal-{turn}") for turn in range(len(states))]
    running = [
        sellers.start(busy.database, state, journal.path, count=TURNS)
        for state, journal in zip(states, journals, strict=True)
    ]
    assert [sellers.wait(each) for each in running] == [0] * len(running)

    done = [identity for journal in journals for identity in journal.done]
    shop = busy.open()
    assert len(done) == len(set(done)) == TURNS * len(states)
    assert sold(shop) == set(done)
    assert wrong(shop) == []
    shop.close()


def test_eight_tills_lose_and_double_nothing(busy: Premises, sellers: Sellers) -> None:
    states = [busy.place.state, *(busy.add_pc(f"K{number}") for number in range(2, 9))]

    sell_at_once(busy, sellers, states)


def test_programs_of_one_writer_take_turns(busy: Premises, sellers: Sellers) -> None:
    sell_at_once(busy, sellers, [busy.place.state] * 4)
