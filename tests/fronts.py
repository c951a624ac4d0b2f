"""The whole window on a small shop, offscreen: signed into and moved by keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.screens import Screen
from pos.screens.window_parts import Look
from pos.screens.windows import TillWindow
from tests.shops import Counter

#: Of `small_shop`: the cashier's tile stands first.
RINA, YUNI = ("Alt+1", "730164"), ("Alt+2", "482915")


@dataclass(slots=True)
class Front:
    """A window, and short words for what is done in it."""

    window: TillWindow
    counter: Counter
    qtbot: QtBot

    @classmethod
    def open(
        cls,
        counter: Counter,
        qtbot: QtBot,
        app: QApplication,
        look: Look | None = None,
        size: tuple[int, int] = (1366, 768),
    ) -> Front:
        window = TillWindow(counter.shop, app, look=look or Look("light", 100), motion=False)
        window.sounds.on = False
        window.shell.resize(*size)
        window.shell.show()
        window.shell.activateWindow()
        qtbot.waitUntil(window.shell.isActiveWindow)
        window.furnish()
        return cls(window, counter, qtbot)

    @property
    def screen(self) -> Screen:
        found = self.window.shell.current
        assert found is not None
        return found

    @property
    def name(self) -> str:
        return self.window.shell.current_name

    def press(self, *keys: str) -> None:
        for key in keys:
            pressed = QKeySequence(key)[0]
            QTest.keyClick(self.window.shell.windowHandle(), pressed.key(), pressed.keyboardModifiers())

    def type(self, text: str) -> None:
        """Slower than a scanner, as a hand is."""
        for letter in text:
            self.qtbot.wait(55)
            QTest.keyClick(self.window.shell.windowHandle(), letter)
        self.qtbot.wait(55)

    def at(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: self.name == name, timeout=10_000)

    def until(self, told: object) -> None:
        assert callable(told)
        self.qtbot.waitUntil(lambda: bool(told()), timeout=10_000)

    def sign_in(self, who: tuple[str, str] = RINA) -> None:
        tile, pin = who
        self.press(tile)
        self.type(pin)
        self.press("Return")
        self.qtbot.waitUntil(lambda: self.name != "sign-in", timeout=10_000)
