"""Carts on the counter and carts put aside: a killed till comes back with all of it, and two tills take turns."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from koperasi import commands, users
from koperasi.errors import NotFound
from koperasi.shop import Shop
from pos import recalls
from pos.till import open_till
from pos.till_values import Draft
from tests.open_tills import counter_of, full_draft
from tests.places import Premises, premises, wrong

ROOT = Path(__file__).parents[2]


@pytest.fixture
def busy(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    return premises(shop_url, tmp_path)


def killed_with_a_cart(busy: Premises) -> Draft:
    """What a till had on its counter when it was killed by SIGKILL."""
    words = (busy.database, str(busy.place.state), str(busy.counter.cashier.id))
    program = [sys.executable, "-m", "tests.open_tills", *words]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, cwd=ROOT) as till:
        assert till.stdout is not None
        written = till.stdout.readline()
        till.kill()
    assert till.returncode == -9
    return commands.decode(Draft, written)


def test_a_killed_till_comes_back_with_cart_member_tenders_and_shift(busy: Premises) -> None:
    before = killed_with_a_cart(busy)
    shop = busy.open()
    counter = counter_of(shop, busy.counter.cashier.id)
    opened = counter.open()

    assert counter.station.shift is not None
    assert opened.draft == before
    till = open_till(opened.draft, opened.cart, opened.rounding)
    assert till.cart.member is not None
    assert till.cart.member.name == "Sri Wahyuni"
    assert [line.note for line in till.cart.lines] == ["", "untuk Bu RT", ""]
    assert [line.discount.amount for line in till.cart.lines] == [200, 0, 0]
    assert [bool(line.promotion) for line in till.cart.lines] == [False, True, False]
    assert [bool(line.returning) for line in till.cart.lines] == [False, False, True]
    assert [line.removal.reason for line in till.cart.removed if line.removal] == ["tidak jadi"]
    assert [(part.kind.value, part.amount.amount, part.seen_by) for part in till.offers.parts] == [
        ("qris", 5_000, "09.42 oleh Rina"), ("cash", 10_000, ""),
    ]  # fmt: skip
    assert till.approvals == before.approvals
    assert wrong(shop) == []
    shop.close()


def test_a_cart_held_before_the_kill_is_held_after_it(busy: Premises) -> None:
    shop = busy.open()
    counter = counter_of(shop, busy.counter.cashier.id)
    held = full_draft(counter)
    recalls.hold(counter, held, "Bu Sri")
    shop.close()
    open_at_the_kill = killed_with_a_cart(busy)

    again = busy.open()
    counter = counter_of(again, busy.counter.cashier.id)
    assert counter.open().draft == open_at_the_kill
    assert [each.cart_id for each in recalls.waiting(counter).carts] == [held.cart.id]
    again.close()


def test_of_two_tills_that_recall_a_cart_at_once_one_gets_it(busy: Premises) -> None:
    """Two programs with a writer, a till and a shift of their own, ten times over."""
    second = busy.add_pc("K2")
    shops = [busy.open(), busy.open(second)]
    counters = [counter_of(shop, busy.counter.cashier.id) for shop in shops]
    for _turn in range(10):
        held = full_draft(counters[0])
        recalls.hold(counters[0], held, "")
        start, got = threading.Barrier(2), dict[int, Draft | None]()

        def take(place: int, cart_id: int, start: threading.Barrier, got: dict[int, Draft | None]) -> None:
            start.wait()
            try:
                got[place] = recalls.recall(counters[place], cart_id).draft
            except NotFound:
                got[place] = None

        running = [threading.Thread(target=take, args=(place, held.cart.id, start, got)) for place in range(2)]
        for each in running:
            each.start()
        for each in running:
            each.join()
        assert sorted(draft is None for draft in got.values()) == [False, True]
        winner = next(place for place, draft in got.items() if draft is not None)
        assert kept_at(shops[winner], counters[winner].shift.till_id) == held.cart.id
        assert kept_at(shops[1 - winner], counters[1 - winner].shift.till_id) != held.cart.id
    for shop in shops:
        shop.close()


def kept_at(shop: Shop, till_id: int) -> int | None:
    """The cart that a till would come back with."""
    from pos import drafts

    with shop.reading() as connection:
        draft = drafts.restore(connection, till_id)
    return draft.cart.id if draft is not None else None
