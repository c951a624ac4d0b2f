"""The window the screens stand in: stack, status bar, focus ring, scanner, training frame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop import keys, theme
from desktop.bands import TrainingBand
from desktop.deeds import Deeds
from desktop.focus import FocusRing
from desktop.scanner import Scanner
from desktop.screens import Screen
from desktop.sounds import Sound, Sounds
from desktop.statuses import Entry, StatusBar
from koperasi.text import DAYS, _, clock, language, short_date


class _Frame(QWidget):
    """What stands around the screens: nothing, or in training 6 px of turmeric and a band."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("kunyit"))


class Shell(QMainWindow):
    """The window: a stack of screens, the status bar, the focus ring, the scanner.

    Signals:
    screen_changed(str): the name of the screen now shown.
    lock_asked(): Ctrl+L was pressed.
    """

    screen_changed = Signal(str)
    lock_asked = Signal()

    def __init__(
        self,
        deeds: Deeds,
        sounds: Sounds,
        *,
        title: str = "SBMI Mart",
        now: Callable[[], datetime] | None = None,
        may_close: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self.deeds, self.sounds, self.may_close = deeds, sounds, may_close
        self._now = now
        self._screens: dict[str, Screen] = {}
        self._later: dict[str, Callable[[], Screen]] = {}
        self._past: list[str] = []
        self._covered: str | None = None
        self.setWindowTitle(title)
        self.stack = QStackedWidget()
        self.status = StatusBar()
        self.band = TrainingBand()
        frame = _Frame()
        self._column = QVBoxLayout(frame)
        self._column.setSpacing(0)
        for widget in (self.band, self.stack, self.status):
            self._column.addWidget(widget)
        self.setCentralWidget(frame)
        self.ring = FocusRing(self)
        self.set_training(False)
        QShortcut("Ctrl+L", self, self.lock_asked.emit)
        self._listen()
        self._start_clock()

    def _listen(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.scanner = Scanner(app, parent=self)
            self.scanner.scanned.connect(self._scanned)

    def _start_clock(self) -> None:
        if self._now is not None:
            timer = QTimer(self, interval=1000)
            timer.timeout.connect(self._show_clock)
            timer.start()
            self._show_clock()

    def _show_clock(self) -> None:
        if self._now is not None:
            self.status.show_entry("clock", Entry(clock_words(self._now()), tone="ink", bold=True))

    # -- screens ---------------------------------------------------------------

    @property
    def current(self) -> Screen | None:
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    @property
    def current_name(self) -> str:
        return next((name for name, screen in self._screens.items() if screen is self.current), "")

    def add(self, name: str, screen: Screen) -> None:
        self._screens[name] = screen
        self.stack.addWidget(screen)

    def add_later(self, name: str, make: Callable[[], Screen]) -> None:
        """Add a screen that is made when it is first gone to: many a day sees few of them."""
        self._later[name] = make

    def has(self, name: str) -> bool:
        """Whether there is such a screen: a key that leads to none is dead."""
        return name in self._screens or name in self._later

    def is_made(self, name: str) -> bool:
        """Whether a screen has been made already."""
        return name in self._screens

    def names(self) -> tuple[str, ...]:
        """The screens that were added, those already made first."""
        return (*self._screens, *self._later)

    def screen_named(self, name: str) -> Screen:
        """The screen, made now if it was not yet; raises KeyError for one that was not added."""
        make = self._later.pop(name, None)
        if make is not None:
            self.add(name, make())
        return self._screens[name]

    def go(self, name: str, *, fresh: bool = False, **what: object) -> None:
        """Show a screen, giving it `what`; `fresh` forgets the way back (after sign-in, after a sale)."""
        before = self._covered or self.current_name
        coming = self.screen_named(name)
        if coming.overlay:
            self.cover(name, **{"over": before, **what})
            return
        if before and before != name:
            self._past.append(before)
        if fresh:
            self._past.clear()
        self._show(coming, what)

    def back(self) -> None:
        """One screen back, if there is one."""
        if self._past:
            self._show(self.screen_named(self._past.pop()), {})

    def help_for(self, name: str) -> None:
        """Lay the help over whatever is there, with the keys of the named screen."""
        if self.has("help") and not (self.current is not None and self.current.secret):
            self.go("help", over=name)

    def cover(self, name: str, **what: object) -> None:
        """Lay a screen (the lock, the help) over the present one, which stays as it is and is not seen."""
        if self._covered is None:
            self._covered = self.current_name
        self.stack.setCurrentWidget(self.screen_named(name))
        self.screen_named(name).arrive(what)

    def uncover(self) -> None:
        """Take the cover away: the same screen, in the same state."""
        if self._covered is not None:
            name, self._covered = self._covered, None
            self.stack.setCurrentWidget(self.screen_named(name))
            self.screen_named(name).home()

    def _show(self, coming: Screen, what: dict[str, object]) -> None:
        if self._covered is not None:
            # A deed that ends under the lock goes on there, and is seen when the cover is taken away.
            self.screen_named(self._covered).leave()
            self._covered = next(name for name, screen in self._screens.items() if screen is coming)
            coming.arrive(what)
            return
        if self.current is not None and self.current is not coming:
            self.current.leave()
        self.stack.setCurrentWidget(coming)
        coming.arrive(what)
        self.screen_changed.emit(self.current_name)

    # -- the window ------------------------------------------------------------

    def set_training(self, on: bool) -> None:
        """The turmeric frame and band, and the word in the status bar."""
        side = theme.px(6) if on else 0
        self._column.setContentsMargins(side, side if on else 0, side, side)
        self.band.setVisible(on)
        words = _("Mode Latihan") if on else _("Mode Latihan mati")
        self.status.show_entry("training", Entry(words, "warn" if on else "", "warn" if on else "ink3", bold=on))

    def _scanned(self, code: str) -> None:
        if self.current is not None:
            self.current.scanned(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1 and self.has("help"):
            self.help_for(self.current_name)
        elif event.key() in keys.FUNCTION_KEYS and not event.isAutoRepeat():
            self.sounds.play(Sound.REFUSED)
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_close())


def clock_words(at: datetime) -> str:
    """`Sen 23/11/2026  09.42`, the day's name short."""
    day = f"{at:%a}" if language() == "en" else DAYS[at.weekday()][:3]
    return f"{day} {short_date(at.date())}  {clock(at)}"
