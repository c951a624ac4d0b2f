"""Over and short by cashier, for who may read reports."""

from __future__ import annotations

from koperasi.money import Rupiah
from pos.screens.over_short import OverShortScreen
from tests.fronts import Front
from tests.shift_walks import go


def test_over_and_short_stand_by_cashier_and_only_for_who_may_read_reports(selling_front: Front) -> None:
    counter = selling_front.counter
    counter.close(299_000)
    counter.open()
    selling_front.window.station.shift = counter.shift
    go(selling_front, "Ctrl+U", "recount")
    selling_front.press("Ctrl+S")
    assert selling_front.name == "recount"

    selling_front.window.station.actor = counter.manager
    selling_front.press("Escape")
    selling_front.at("menu")
    selling_front.press("Ctrl+U")
    selling_front.at("recount")
    selling_front.press("Ctrl+S")
    selling_front.at("over-short")
    screen = selling_front.screen
    assert isinstance(screen, OverShortScreen)
    selling_front.until(lambda: screen.answers)

    (answer,) = screen.answers
    assert (answer.cashier, answer.counts, answer.exact) == ("Rina Astuti", 1, 0)
    assert (answer.over, answer.short, answer.balance) == (Rupiah(0), Rupiah(-1_000), Rupiah(-1_000))
