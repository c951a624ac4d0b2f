"""Two people who look at the same deferred approval at once: one of them answers it, the other is told."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from koperasi import documents, shifts, uids, users
from koperasi.errors import Refused
from koperasi.rights import Permission
from koperasi.shop import Shop
from pos import approval_reviews, approvals, checks
from pos.approval_reviews import ReviewCommand
from tests.places import premises
from tests.pos.overriding import ask, may_defer, station
from tests.shops import Counter

#: How long the first review stays under way, at most, for the other to come between.
HELD_UP = 0.5


def put_off(counter: Counter) -> int:
    """A sale with a discount that its cashier gave alone."""
    may_defer(counter, 50_000)
    command = counter.command(counter.line(counter.copies, 10, 3_400, 20_000))
    given = approvals.defer(station(counter), ask(Permission.SALE_DISCOUNT, 20_000), "sendirian")
    return counter.post(replace(command, approvals=(given,))).document_id


def test_a_deferred_approval_is_answered_once(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = premises(shop_url, tmp_path)
    first, second = made.open(), made.open(made.add_pc("K2"))
    with first.reading() as connection:
        shift = shifts.open_shift_of(connection, first.till_id or 0)
    counter = replace(made.counter, shop=first, shift=shift)
    sale_id = put_off(counter)
    under_way, answered = threading.Event(), threading.Event()
    post = documents.post

    def post_slowly(*given: Any) -> Any:
        number = post(*given)
        if not under_way.is_set():
            under_way.set()
            answered.wait(HELD_UP)
        return number

    monkeypatch.setattr(documents, "post", post_slowly)

    def review(shop: Shop, accepted: bool) -> None:
        now = shop.clock()
        with shop.work(counter.manager, now=now) as work:
            command = ReviewCommand(work.mint(), uids.new_uid(now), sale_id, 1, accepted, "diperiksa", now)
            approval_reviews.review(work, command)

    yes = threading.Thread(target=review, args=[first, True])
    yes.start()
    assert under_way.wait(10)
    with pytest.raises(Refused) as refused:
        review(second, False)
    answered.set()
    yes.join()

    assert refused.value.rule == "reviewed"
    with first.reading() as connection:
        (seen,) = approval_reviews.deferred(connection, waiting_only=False)
    assert seen.accepted is True
    assert checks.wrong(first) == []
    first.close()
    second.close()
