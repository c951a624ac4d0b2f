"""The barcode scanner: a keyboard that types fast.

Key presses bound for a window are measured by the system's own time stamps, so a stall of
this program neither makes slow typing look like a scan nor cuts a scan in two.  A burst of
at least six characters ending in Enter or Tab is a scan: its end is swallowed, so it presses
no button, and the field that caught its first characters gets back what it held before.
Better still, a scanner programmed to send a prefix needs no guessing at all.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit

END = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
SILENT = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr})

#: The same code again within this time (ms) is the scanner's stutter, not a second piece.
STUTTER = 250


class Scanner(QObject):
    """Listens at every window of the program that gets the keyboard.

    least   characters a burst has at least
    gap     milliseconds between two of them at most
    prefix  one character the scanner sends first, or "": then all after it belongs to the
            scan until Enter or Tab, and time decides nothing

    Signals:
    scanned(str): a code, once.
    """

    scanned = Signal(str)

    def __init__(
        self,
        app: QGuiApplication,
        *,
        least: int = 6,
        gap: int = 50,
        prefix: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or app)
        self.least, self.gap, self.prefix = least, gap, prefix
        self._typed = ""
        self._at = 0
        self._in_prefix = False
        self._last = ("", -STUTTER)
        self._give_back: Callable[[], None] | None = None
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        """The filter sits on windows, not on the application: other events cost nothing then."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.press(event)
        return False

    def press(self, event: QKeyEvent) -> bool:
        """Take note of a key; True when it belongs to a scan and must go no further."""
        if event.key() in SILENT:
            return False
        fast = self._typed != "" and 0 <= event.timestamp() - self._at <= self._limit() and not event.isAutoRepeat()
        self._at = event.timestamp()
        if event.key() in END:
            return self._end(fast)
        text = event.text()
        if self.prefix and text == self.prefix and not (self._in_prefix and fast):
            self._typed, self._in_prefix = "", True
            return True
        if self._in_prefix:
            return self._after_prefix(text, fast)
        if len(text) != 1 or not text.isprintable() or self._is_command(event):
            self._typed = ""
        elif fast:
            self._typed += text
        else:
            self._typed = text
            self._give_back = _keeper(QApplication.focusWidget())
        return False

    def _limit(self) -> int:
        """A scanner with a prefix may be slow (Bluetooth)."""
        return self.gap * 10 if self._in_prefix else self.gap

    @staticmethod
    def _is_command(event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

    def _after_prefix(self, text: str, fast: bool) -> bool:
        """Everything until the end, unless the scanner fell silent half way."""
        if self._typed and not fast:
            self._typed, self._in_prefix = "", False
            return False
        if len(text) == 1 and text.isprintable():
            self._typed += text
            return True
        return False

    def _end(self, fast: bool) -> bool:
        code, known = self._typed, self._in_prefix
        give_back = None if known else self._give_back
        self._typed, self._in_prefix, self._give_back = "", False, None
        if known:
            self._tell(code)
            return True
        if self.prefix or not fast or len(code) < self.least:
            return False
        if give_back is not None:
            give_back()
        self._tell(code)
        return True

    def _tell(self, code: str) -> None:
        last, at = self._last
        self._last = (code, self._at)
        if code and not (code == last and self._at - at < STUTTER):
            self.scanned.emit(code)


def _keeper(widget: object) -> Callable[[], None] | None:
    """How to give a field back what it held before the first key of a burst reached it."""
    if not isinstance(widget, QLineEdit):
        keep = getattr(widget, "keeper", None)
        kept: Callable[[], None] | None = keep() if callable(keep) else None
        return kept
    text, cursor = widget.text(), widget.cursorPosition()
    start, length = widget.selectionStart(), len(widget.selectedText())

    def give_back() -> None:
        if shiboken6.isValid(widget):
            widget.setText(text)
            widget.setCursorPosition(cursor)
            if start >= 0:
                widget.setSelection(start, length)
            widget.textEdited.emit(text)

    return give_back
