"""Drills at the till: asked in the band, done by selling, in training only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bands import Task
from koperasi import settings
from pos.screens import drilling
from tests.fronts import Front
from tests.shops import Counter


@pytest.fixture
def trainee(qtbot: QtBot, qapp: QApplication, seller: Counter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """The whole window on a shop that is one to practise in, with the cashier at the till."""
    monkeypatch.setattr(drilling, "PRAISE_MS", 50)
    with seller.shop.work(seller.manager) as work:
        settings.change(work, {"training": True})
    seller.shop.reload_settings()
    opened = Front.open(seller, qtbot, qapp)
    opened.sign_in()
    opened.at("till")
    opened.until(lambda: opened.window.drilling.run.drills)
    yield opened
    opened.window.close()


def task(front: Front) -> Task:
    asked = front.window.shell.band.task
    assert asked is not None
    return asked


def begin(front: Front, *downs: str) -> None:
    front.press("F12", "Ctrl+J")
    front.at("drills")
    front.press(*downs, "Return")
    front.at("till")
    front.until(lambda: front.window.shell.band.task)


def test_a_real_shop_has_no_drills(selling_front: Front) -> None:
    selling_front.press("F12")
    selling_front.at("menu")

    assert not selling_front.window.shell.has("drills")
    assert "Ctrl+J" not in selling_front.screen.actions_by_key


def test_the_first_task_is_asked_in_the_band_and_done_by_selling(trainee: Front) -> None:
    begin(trainee)
    asked = task(trainee)
    assert asked.words.startswith("Masukkan satu barang, jadikan 2")
    assert asked.keys == ("+", "F4", "Enter")
    trainee.type("kapal")
    trainee.press("Return")
    trainee.until(lambda: trainee.window.station.open_lines() == 1)
    trainee.press("+")
    trainee.press("F4")
    trainee.at("payment")
    trainee.press("F4", "Return")
    trainee.at("change")

    trainee.until(lambda: trainee.window.drilling.run.times)
    # The praise was read, and the next task is asked by itself.
    trainee.until(lambda: task(trainee).words.startswith("Ketik 4*"))
    assert trainee.window.drilling.run.time_of("cash") is not None


def test_a_task_is_done_at_the_very_line(trainee: Front) -> None:
    begin(trainee, "Down")
    trainee.type("4*kapal")
    trainee.press("Return")

    trainee.until(lambda: trainee.window.drilling.run.time_of("four"))


def test_a_touch_on_the_band_shows_the_list_and_a_task_may_be_stopped(trainee: Front, qtbot: QtBot) -> None:
    begin(trainee, "Down")
    qtbot.mouseClick(trainee.window.shell.band, Qt.MouseButton.LeftButton)
    trainee.at("drills")
    trainee.press("Ctrl+X")

    assert trainee.window.shell.band.task is None
    assert trainee.window.drilling.run.drill is None


def test_the_list_says_what_is_done(trainee: Front) -> None:
    begin(trainee, "Down")
    trainee.type("4*kapal")
    trainee.press("Return")
    trainee.until(lambda: trainee.window.drilling.run.time_of("four"))
    trainee.press("F12", "Ctrl+J")
    trainee.at("drills")

    rows = trainee.screen.list.rows_model.rows  # type: ignore[attr-defined]
    chip = rows[1].cells[3].chip
    assert chip is not None
    assert chip.words == "selesai"
    assert rows[1].cells[3].text.endswith(" detik")
