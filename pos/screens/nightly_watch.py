"""The nightly reports while the window is open: written aside, told in the status bar when they fail.

Looked for a moment after the window has opened, and after each close of a shift.
"""

from __future__ import annotations

import logging
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.deeds import Deeds
from desktop.shells import Shell
from desktop.statuses import Entry
from koperasi.errors import ShopError, Trouble
from koperasi.shop import Shop
from koperasi.stops import Stop, Stopped
from koperasi.text import _, short_date

log = logging.getLogger(__name__)
#: Milliseconds after the window is there: its first second belongs to whoever waits for it.
LATER = 5_000


class NightlyWatch(QObject):
    """Has due days written in a thread of their own, so that no report and no sale waits for them."""

    _ended = Signal(str)

    def __init__(self, shell: Shell, shop: Shop) -> None:
        super().__init__(shell)
        self._shell, self._shop = shell, shop
        self._stop: Stop | None = None
        self._thread: Thread | None = None
        self._again = False
        self._ended.connect(self._show)
        deeds: Deeds = shell.deeds
        deeds.news.connect(self._hear)
        QTimer.singleShot(LATER, self, self.look)

    def look(self) -> None:
        """Write what is due; what falls due meanwhile is written after it."""
        if not self._shop.settings.nightly_folder.strip():
            self._shell.status.show_entry("nightly", None)
            return
        if self._stop is not None:
            self._again = True
            return
        self._stop = Stop()
        self._thread = Thread(target=self._write_and_tell, args=(self._stop,), name="nightly", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give up what is being written; no half of it is left, and it is made up for next time."""
        self._again = False
        if self._stop is not None:
            self._stop.stop()
        if self._thread is not None:
            self._thread.join()

    def _write_and_tell(self, stop: Stop) -> None:
        self._ended.emit(self._write(stop))

    def _write(self, stop: Stop) -> str:
        """In the thread; what is to be told, or nothing."""
        from pos import nightly

        plan = nightly.plan_of(self._shop.settings, self._shop.branch.code)
        if plan is None:
            return ""
        try:
            nights = nightly.make_up(self._shop, plan, stop)
        except Stopped:
            return ""
        except ShopError as wrong:
            return str(wrong)
        except Exception as cause:
            log.exception("the nightly reports failed")
            return str(Trouble(str(cause)))
        failed = [(night.day, name) for night in nights for name, _why in night.failed]
        if not failed:
            return ""
        day, name = failed[0]
        return _("laporan {name} tanggal {day} tidak jadi").format(name=name, day=short_date(day))

    def _show(self, wrong: str) -> None:
        self._stop = None
        words = _("Laporan malam gagal: {why}").format(why=wrong)
        entry = Entry(words[:90], "warn", "warn", short=_("Laporan malam gagal")) if wrong else None
        self._shell.status.show_entry("nightly", entry)
        if self._again:
            self._again = False
            self.look()

    def _hear(self, changed: frozenset[str]) -> None:
        if "shift" in changed or "settings" in changed:
            self.look()
