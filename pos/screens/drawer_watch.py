"""Watches whether the drawer holds too much: told in the status bar and on the change screen, never in the way.

How much is there is told nobody: only that some of it belongs in the safe.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop.shells import Shell
from pos import movements
from pos.stations import Station

#: After these the drawer may hold another sum.
CHANGES = frozenset({"sales", "cash", "shift"})
#: It is looked into no more often than this, in milliseconds: the sum grows with the day.
PAUSE = 1_000


class DrawerWatch(QObject):
    """Keeps `station.drawer_full`, and calls `tell` for the status bar to say so."""

    def __init__(self, shell: Shell, station: Station, tell: Callable[[], object]) -> None:
        super().__init__(shell)
        self.shell, self.station, self._tell = shell, station, tell
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        shell.deeds.news.connect(self._hear)

    def _hear(self, changed: frozenset[str]) -> None:
        if changed & CHANGES and not self._pause.isActive():
            self._pause.start()

    def look(self) -> None:
        """Ask the books now."""
        shift, screen = self.station.shift, self.shell.current
        if shift is None or screen is None:
            self._show(False)
            return
        self.shell.deeds.read(
            screen, lambda: movements.drawer_full(self.station, shift), done=self._show, latest="drawer-full"
        )

    def _show(self, full: bool) -> None:
        self.station.drawer_full = full
        self._tell()
        if self.shell.has("change"):
            self.shell.screen_named("change").show_drawer()  # type: ignore[attr-defined]
