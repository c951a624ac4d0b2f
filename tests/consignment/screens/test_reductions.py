"""Harga Turun: what agreements ask for is told, and begun by one key."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt

from consignment import reduction_desks
from consignment.agreements import AgreedRule, Conditions
from consignment.screens.reductions import ReductionsScreen
from tests.consignment.screens.conftest import Bureau, focused
from tests.consignment.test_agreements import TEN, claim, sign
from tests.consignment.test_markdowns import STEPS
from tests.shops import Clock


@pytest.fixture
def screen(bureau: Bureau) -> ReductionsScreen:
    """Cookies that have been on the shelf for twelve days."""
    counter = bureau.shop
    claim(counter, counter.cookies, counter.maker_id)
    sign(counter, rules=(AgreedRule(TEN),), conditions=Conditions(markdowns=STEPS))
    counter.deliver(counter.cookies, 10, TEN)
    clock = counter.shop.clock
    assert isinstance(clock, Clock)
    clock.at += timedelta(days=12)
    found = cast("ReductionsScreen", bureau.go("reductions"))
    bureau.until(lambda: found.list.items)
    return found


def test_what_is_asked_for_is_told_with_who_bears_it(screen: ReductionsScreen) -> None:
    cells = screen._row(screen.list.items[0], False).cells

    assert [each.text for each in cells[:5]] == [
        "Kue Kering", "12", "Rp\N{NO-BREAK SPACE}12.500", "Rp\N{NO-BREAK SPACE}11.250", "penitip",
    ]  # fmt: skip


def test_all_begin_by_one_key_and_only_once(bureau: Bureau, screen: ReductionsScreen) -> None:
    bureau.qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bureau.until(lambda: screen.asked is not None and screen.asked.proposals[0].done)

    assert not screen.all_button.isEnabled()
    assert reduction_desks.start(bureau.shop.shop, bureau.shop.manager) == 0


def test_one_begins_by_touch(bureau: Bureau, screen: ReductionsScreen) -> None:
    screen.one_button.click()
    bureau.until(lambda: screen.asked is not None and screen.asked.proposals[0].done)


def test_nothing_to_do_is_said_in_words(bureau: Bureau) -> None:
    screen = cast("ReductionsScreen", bureau.go("reductions"))
    bureau.until(lambda: screen.asked)

    assert not screen.all_button.isEnabled()
