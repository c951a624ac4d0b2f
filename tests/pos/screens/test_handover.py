"""Handover: a blind count, the taker's PIN, and the shift goes on."""

from __future__ import annotations

from koperasi import handovers, shifts
from koperasi.money import Rupiah, dots
from pos.screens.handover import HandoverScreen
from tests.fronts import YUNI, Front
from tests.shift_walks import EXPECTED, count, go, said, sold


def test_a_shift_is_handed_over_blind_and_the_other_goes_on(selling_front: Front) -> None:
    sold(selling_front)
    go(selling_front, "Ctrl+H", "handover")
    screen = selling_front.screen
    assert isinstance(screen, HandoverScreen)
    count(selling_front, "3")
    selling_front.until(lambda: screen.step == 1 and screen.people)
    assert dots(EXPECTED) not in said(screen)
    selling_front.type(YUNI[1])
    selling_front.press("Return")
    selling_front.until(lambda: screen.step == 2)
    assert screen.figures[2].words == "−Rp\u00a03.400"
    selling_front.press("Return")

    selling_front.at("till")
    shift = selling_front.window.station.shift
    assert shift is not None
    assert selling_front.window.station.person.name == "Yuni Kartika"
    with selling_front.counter.shop.reading() as connection:
        assert handovers.holder(connection, shift) == selling_front.counter.manager.id
        assert shifts.expected_cash(connection, shift) == Rupiah(300_000)


def test_a_wrong_pin_hands_nothing_over(selling_front: Front) -> None:
    go(selling_front, "Ctrl+H", "handover")
    screen = selling_front.screen
    assert isinstance(screen, HandoverScreen)
    count(selling_front, "3")
    selling_front.until(lambda: screen.step == 1 and screen.people)
    selling_front.type("000000")
    selling_front.press("Return")
    selling_front.until(lambda: "Sisa" in screen.pad.words.text())

    shift = selling_front.window.station.shift
    assert shift is not None
    with selling_front.counter.shop.reading() as connection:
        assert handovers.handed(connection, shift.id) == ()
