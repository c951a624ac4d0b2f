"""Tries of a PIN: two doors at once count every one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from consignment import maker_pins
from consignment.maker_pins import Caller, MakerPinMiss
from koperasi.errors import Refused
from tests.consignment.test_maker_pins import group, kiosk
from tests.shops import Counter

WRONG = "111213"


def test_the_first_wrong_pins_at_two_doors_are_both_counted(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    caller, actor = Caller(group(counter), "K-07", False), kiosk(counter)
    together = Barrier(2)
    check = maker_pins._TRIES.__class__._check

    def at_once(self: object, *given: object) -> None:
        check(self, *given)  # type: ignore[arg-type]
        together.wait(2)

    if counter.shop.database.engine.dialect.name == "postgresql":
        # A file is written by one at a time: there nobody is between the question and the count.
        monkeypatch.setattr(maker_pins._TRIES.__class__, "_check", at_once)

    def tried(_door: int) -> str:
        with pytest.raises(Refused) as refused:
            maker_pins.prove(counter.shop, actor, caller, WRONG)
        return refused.value.rule

    with ThreadPoolExecutor(2) as doors:
        assert list(doors.map(tried, range(2))) == ["pin", "pin"]
    with counter.shop.reading() as connection:
        assert connection.scalar(select(MakerPinMiss.misses)) == 2
