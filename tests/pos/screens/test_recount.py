"""Recount: as blind as the cashier's, by whoever may."""

from __future__ import annotations

from koperasi import verifications
from koperasi.money import Rupiah, dots
from pos.screens.recount import RecountScreen
from tests.fronts import Front
from tests.shift_walks import EXPECTED, approve, count, go, said, sold


def test_a_supervisors_pin_lets_her_recount_at_the_cashiers_till(selling_front: Front) -> None:
    counter = selling_front.counter
    sold(selling_front)
    shift = counter.shift
    assert shift is not None
    counter.close(303_000)
    counter.open()
    selling_front.window.station.shift = counter.shift
    go(selling_front, "Ctrl+U", "recount")
    screen = selling_front.screen
    assert isinstance(screen, RecountScreen)
    selling_front.until(lambda: screen.shifts)
    selling_front.press("Return")
    approve(selling_front)
    selling_front.at("recount")
    selling_front.until(lambda: screen.step == 1)
    assert dots(303_000) not in said(screen)
    assert dots(EXPECTED) not in said(screen)
    count(selling_front, "3", "0", "0", "0", "0", "1", "1")
    selling_front.until(lambda: screen.step == 2)

    with counter.shop.reading() as connection:
        found = verifications.last(connection, shift.id)
    assert (found.expected, found.counted, found.verified) == (Rupiah(303_400), Rupiah(303_000), Rupiah(303_000))
    assert found.by == "Yuni Kartika"
