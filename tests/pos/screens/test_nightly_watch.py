"""The nightly reports beside an open window: due after a close, told when they fail, given up at the end."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from koperasi.settings import Settings
from koperasi.stops import Stop
from pos import nightly
from pos.screens.nightly_watch import NightlyWatch
from tests.inventory.screens.conftest import Bureau, bureau  # noqa: F401


def watched(bureau: Bureau, folder: str) -> NightlyWatch:  # noqa: F811
    shop = bureau.shop.shop
    wanted = Settings(nightly_folder=folder, nightly_reports="day")
    shop.settings = replace(shop.settings, nightly_folder=wanted.nightly_folder, nightly_reports="day")
    return NightlyWatch(bureau.shell, shop)


def test_a_close_has_the_day_written(bureau: Bureau, tmp_path: Path) -> None:  # noqa: F811
    counter = bureau.shop
    watch = watched(bureau, str(tmp_path / "malam"))
    counter.sell(counter.line(counter.soap, 1, 3_400), cash=3_400)
    counter.close(303_400)
    bureau.shell.deeds.news.emit(frozenset({"shift", "cash"}))
    bureau.until(lambda: watch._stop is None)
    (day,) = (tmp_path / "malam").iterdir()
    assert sorted(each.suffix for each in day.iterdir()) == [".pdf", ".xlsx"]
    assert bureau.shell.status.entry("nightly") is None
    watch.close()


def test_a_folder_that_refuses_is_told_in_the_status_bar(bureau: Bureau, tmp_path: Path) -> None:  # noqa: F811
    counter = bureau.shop
    (tmp_path / "malam").write_text("no folder")
    watch = watched(bureau, str(tmp_path / "malam"))
    counter.sell(counter.line(counter.soap, 1, 3_400), cash=3_400)
    counter.close(303_400)
    watch.look()
    bureau.until(lambda: watch._stop is None)
    entry = bureau.shell.status.entry("nightly")
    assert entry is not None
    assert "Laporan malam gagal" in entry.words
    assert entry.tone == "warn"
    watch.close()


def test_closing_the_window_gives_up_what_is_under_way(
    bureau: Bureau,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = threading.Event()

    def endless(_shop: object, _plan: object, stop: Stop) -> list[object]:
        begun.set()
        while True:
            stop.step(1, 2)

    monkeypatch.setattr(nightly, "make_up", endless)
    watch = watched(bureau, str(tmp_path / "malam"))
    watch.look()
    bureau.until(begun.is_set)
    watch.close()
    assert watch._thread is not None
    assert not watch._thread.is_alive()
