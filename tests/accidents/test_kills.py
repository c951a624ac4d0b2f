"""A till killed at any moment: what was acknowledged is in the books, what was not is done once.

The long variant tries every statement of a sale and many instants more:

    MART_LONG=1 ./mart test tests/accidents
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from koperasi import users
from tests.places import Premises, premises, resend, sold, wrong
from tests.sellers import Sellers

LONG = bool(os.environ.get("MART_LONG"))
KILLED = (-9, -14)  # by SIGKILL, or by the alarm that ends a process where it stands

#: A sale is some thirty statements; the ids' reserve, the chain's link and the commit are among them.
STATEMENTS = range(1, 80) if LONG else (1, 3, 7, 12, 18, 24, 29, 33)
COMMITS = range(1, 12) if LONG else (1, 3, 4, 7)
ANSWERS = range(1, 12) if LONG else (1, 5)
INSTANTS = 300 if LONG else 8


@pytest.fixture
def busy(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    return premises(shop_url, tmp_path)


def falls(kind: str) -> list[str]:
    chance = random.Random(20261125)  # the same instants in each run
    return {
        "statement": [f"statement:{number}" for number in STATEMENTS],
        "commit": [f"commit:{number}" for number in COMMITS],
        "answer": [f"answer:{number}" for number in ANSWERS],
        "after": [f"after:{chance.uniform(0.001, 0.12):.4f}" for _turn in range(INSTANTS)],
    }[kind]


@pytest.mark.parametrize("kind", ["statement", "commit", "answer", "after"])
def test_a_killed_till_loses_nothing_it_said_was_done(busy: Premises, sellers: Sellers, kind: str) -> None:
    issued: set[int] = set()
    outcomes = set()
    for turn, fall in enumerate(falls(kind)):
        journal = busy.journal(f"journal-{turn}")
        seller = sellers.start(busy.database, busy.place.state, journal.path, count=200, dies=fall)
        assert sellers.wait(seller) in KILLED, fall

        shop = busy.open()
        before = sold(shop)
        assert set(journal.done) <= before, fall
        again = {resend(shop, busy.counter, written) for written in journal.issued}
        assert not again & issued, fall  # no id of an earlier program is given again
        issued |= again
        assert sold(shop) == issued, fall
        assert len(issued - before) <= 1, fall  # at most the one under way was not in yet
        outcomes |= {(bool(issued - before), len(again) > len(journal.done))}
        assert shop.writer == busy.counter.shop.writer, fall  # a kill is no database put back
        shop.close()

    # The falls fell where they were meant to: before the commit nothing is in, after it all is.
    assert outcomes & {"answer": {(False, True)}}.get(kind, {(True, True)})
    shop = busy.open()
    assert wrong(shop) == []
    shop.close()
