"""A drawer that holds too much is told, and how much is not."""

from __future__ import annotations

from koperasi import settings
from tests.fronts import Front


def test_a_full_drawer_is_told_in_the_status_bar_without_a_figure(selling_front: Front) -> None:
    shop = selling_front.counter.shop
    with shop.work(selling_front.counter.manager) as work:
        settings.change(work, {"drawer_high": 300_000})
    shop.reload_settings()
    watch = selling_front.window.watch
    assert watch is not None
    watch.look()

    def entry() -> str:
        found = selling_front.window.shell.status.entry("shift")
        return found.words if found else ""

    selling_front.until(lambda: entry() == "Laci penuh, setor ke brankas: F11")
    assert "300.000" not in entry()
