"""A countdown that begins anew at every key and touch, and does something when nobody was there so long."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic_ns

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

SECOND = 1_000_000_000
#: What somebody does who is there.
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
    }
)


class Countdown(QObject):
    """Runs from `start` to `stop`; a clock of the wall that is turned back cannot make it longer.

    Signals:
    changed(int): so many seconds are left.
    over(): none are.
    """

    changed = Signal(int)
    over = Signal()

    def __init__(self, owner: QWidget, seconds: int, now: Callable[[], int] = monotonic_ns) -> None:
        super().__init__(owner)
        self._owner, self.seconds, self.now = owner, seconds, now
        self._until = 0
        self._window: QWindow | None = None
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.look)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    @property
    def left(self) -> int:
        """Seconds, rounded up."""
        return max(0, -(-(self._until - self.now()) // SECOND))

    def start(self) -> None:
        """Begin anew, and listen to the window that the owner stands in now."""
        self.stop()
        self._window = self._owner.window().windowHandle()
        if self._window is not None:
            self._window.installEventFilter(self)
        self._timer.start()
        self.begin_anew()

    def stop(self) -> None:
        self._timer.stop()
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def begin_anew(self) -> None:
        self._until = self.now() + self.seconds * SECOND
        self.changed.emit(self.left)

    def look(self) -> None:
        """See how much is left; called every second."""
        self.changed.emit(self.left)
        if self.running and not self.left:
            self.stop()
            self.over.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES and self.running:
            self.begin_anew()
        return False


def told(seconds: int) -> str:
    """`1.42` is a minute and 42 seconds."""
    return f"{seconds // 60}.{seconds % 60:02}"
