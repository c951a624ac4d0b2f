"""Watches whether the drawer holds too much: told in the status bar and on the change screen, never in the way.

How much is there is told nobody: only that some of it belongs in the safe.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop.shells import Shell
from desktop.statuses import Entry
from koperasi.text import _
from pos import movements
from pos.stations import Station

#: After these the drawer may hold another sum.
CHANGES = frozenset({"sales", "cash", "shift"})
#: It is looked into no more often than this, in milliseconds: the sum grows with the day.
PAUSE = 1_000


class DrawerWatch(QObject):
    """Keeps `station.drawer_full`, and tells it where it is seen."""

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.shell, self.station = shell, station
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
        words = _("Laci penuh, setor ke brankas: F11")
        self.shell.status.show_entry(
            "drawer", Entry(words, "warn", "warn", short=_("Laci penuh: F11"), bold=True) if full else None
        )
        if self.shell.has("change"):
            self.shell.screen_named("change").show_drawer()  # type: ignore[attr-defined]
