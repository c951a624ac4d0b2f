"""A dressed application for widgets, offscreen and silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.deeds import Deeds
from desktop.shells import Shell
from desktop.sounds import Sounds

Show = Callable[[QWidget], None]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    """Every test begins in the light theme at 100 %."""
    theme.apply(qapp)
    yield
    if theme.theme() != "light" or theme.px(100) != 100:
        theme.apply(qapp)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Puts a widget into an active window."""

    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitExposed(widget)
        qtbot.waitUntil(widget.isActiveWindow)

    return shown


@pytest.fixture
def deeds() -> Iterator[Deeds]:
    bridge = Deeds()
    yield bridge
    bridge.close()


@pytest.fixture
def shell(qtbot: QtBot, deeds: Deeds) -> Shell:
    window = Shell(deeds, Sounds(on=False))
    qtbot.addWidget(window)
    return window
