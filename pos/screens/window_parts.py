"""Parts of a till's window: what reaches it from other threads, its first paint, its idle lock, its look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.shells import Shell
from desktop.statuses import Entry
from koperasi.shop import Shop
from koperasi.text import _, clock
from pos import looks, stations
from pos.stations import Station

INPUTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class Bridge(QObject):
    """From other threads to the window's.

    Signals: news(News), job(Job), paper(bytes, str), unexpected().
    """

    news = Signal(object)
    job = Signal(object)
    paper = Signal(object, str)
    unexpected = Signal()


class FirstPaint(QObject):
    """Calls `then` once, when the sign-in has been painted."""

    def __init__(self, shell: Shell, then: Callable[[], object]) -> None:
        super().__init__(shell)
        self._then = then
        shell.stack.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


class IdleLock(QObject):
    """Calls `lock` after so many minutes without a key or touch in any of the program's windows; 0 never.

    It listens at the windows as the scanner does, so that other events cost nothing; those
    that are opened later (a paper, the customer's) are found at the next key, touch or turn.
    """

    def __init__(self, shell: Shell, minutes: int, lock: Callable[[], object]) -> None:
        super().__init__(shell)
        self.timer = QTimer(self, singleShot=True, interval=minutes * 60_000)
        self.timer.timeout.connect(lock)
        app = QGuiApplication.instance()
        if minutes > 0 and isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._turned_to)
            self._begin_anew()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUTS:
            self._begin_anew()
        return False

    def _turned_to(self, window: QWindow | None) -> None:
        """To one of our windows: she is there; to another program's she is not."""
        if window is not None:
            self._begin_anew()

    def _begin_anew(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)
            window.installEventFilter(self)
        self.timer.start()


@dataclass(frozen=True, slots=True)
class Look:
    """The theme, and the scale in per cent, that a window is dressed in."""

    theme: str
    scale: int

    @classmethod
    def of(cls, shop: Shop, app: QApplication) -> Look:
        """As this PC chose it, else as the shop has it; a scale that has no room on its screen is made smaller."""
        chosen = looks.load(shop).over(shop)
        there = app.primaryScreen().availableGeometry()
        return cls(chosen.theme, theme.nearest_scale(chosen.scale, there.width(), there.height()))


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a window can give way to another: into training or out of it, and to itself dressed anew."""

    train: Callable[[], object]
    reset_training: Callable[[], object]
    dress_anew: Callable[[], object]


def printing_of(shop: Shop) -> tuple[object, ...]:
    """The settings that a printer's worker is made with."""
    chosen = shop.settings
    return (chosen.printer, chosen.receipt_columns, chosen.printer_cutter)


def short_name(actor: object, till: str) -> str:
    name = getattr(actor, "name", "")
    return f"{name.split()[0]} · {till}" if name else till


def shift_entry(station: Station) -> Entry:
    """The shift as the status bar tells it; that the drawer is full goes before everything."""
    shift, branch = station.shift, station.shop.branch
    if shift is None:
        return Entry(_("Belum ada shift"), "clock", short=_("Tanpa shift"))
    if station.drawer_full:
        words = _("Laci penuh, setor ke brankas: F11")
        return Entry(words, "warn", "warn", short=_("Laci penuh: F11"), bold=True)
    if shift.business_date < branch.business_date(station.shop.clock()):
        day = f"{shift.business_date:%d/%m}"
        words = _("Shift {day} belum ditutup").format(day=day)
        return Entry(words, "clock", "warn", short=_("Shift {day}").format(day=day))
    opened = branch.local(shift.opened_at)
    words = _("Shift {part} sejak {opened}").format(part=stations.part_of_day(opened), opened=clock(opened))
    return Entry(words, "clock", short=f"Shift {clock(opened)}")
