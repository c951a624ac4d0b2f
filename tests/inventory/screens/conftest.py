"""The office of a real small shop in an offscreen window, with its manager signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.deeds import Deeds
from desktop.offices import OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sounds
from koperasi import users
from pos.screens import office
from pos.stations import Station
from tests.shops import Counter, new_shop, small_shop


@dataclass(slots=True)
class Bureau:
    """A small shop and the window of its office."""

    shop: Counter
    shell: Shell
    station: Station
    qtbot: QtBot

    def go(self, name: str, **what: object) -> OfficeScreen:
        """Show a screen of the office; returns it."""
        self.shell.go(name, **what)
        found = self.shell.screen_named(name)
        assert isinstance(found, OfficeScreen)
        return found

    def until(self, told: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(told()), timeout=5_000)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(focused(), text)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


@pytest.fixture
def bureau(tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bureau]:
    """Who is signed in is the shop's manager; `small_shop` says what it sells.  SQLite: engines differ below."""
    theme.apply(qapp, "light", motion=False)
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    counter = small_shop(new_shop(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path))
    station = Station(counter.shop, counter.manager)
    deeds = Deeds()
    shell = Shell(deeds, Sounds(on=False))
    office.add_to(shell, station, lambda: None)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    yield Bureau(counter, shell, station, qtbot)
    deeds.close()
    shell.close()
    counter.shop.close()
