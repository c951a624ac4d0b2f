"""The PIN: dots only.  The digits are never painted, spoken or kept after they were taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import keycaps, theme
from koperasi.text import ngettext

LEAST, MOST = 4, 6


class PinField(QWidget):
    """A field of `least` to 6 digits; so many empty rings are shown from the start.

    Signals:
    digits_changed(int): how many digits stand there now.
    submitted(): Enter was pressed.
    """

    digits_changed = Signal(int)
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None, *, least: int = LEAST) -> None:
        super().__init__(parent)
        self.least = least
        self._digits = ""
        self._wrong = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(72))
        self._say()

    @property
    def complete(self) -> bool:
        return len(self._digits) >= self.least

    def take(self) -> str:
        """The digits, and the field is empty."""
        digits, self._digits = self._digits, ""
        self._say()
        return digits

    def keeper(self) -> Callable[[], None]:
        """For the scanner: gives back the digits that stood here before a scan leaked in."""
        digits = self._digits

        def give_back() -> None:
            self._digits = digits
            self._changed()

        return give_back

    def show_wrong(self) -> None:
        """The dots turn to `refuse` until the next digit; the screen says what is left."""
        self._digits, self._wrong = "", True
        self._say()

    def type_text(self, text: str) -> None:
        digits = "".join(each for each in text if each in "0123456789")
        if digits:
            self._digits = (self._digits + digits)[:MOST]
            self._changed()

    def erase(self) -> None:
        self._digits = self._digits[:-1]
        self._changed()

    def wipe(self) -> None:
        self._digits = ""
        self._changed()

    def _changed(self) -> None:
        self._wrong = False
        self._say()
        self.digits_changed.emit(len(self._digits))

    def _say(self) -> None:
        count = len(self._digits)
        self.setAccessibleName("PIN, " + ngettext("{count} angka", "{count} angka", count).format(count=count))
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
            digit = event.text() in tuple("0123456789") and not event.modifiers() & held
            event.setAccepted(digit)
            return digit
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in "0123456789":
            self.type_text(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self.erase()
        elif event.key() == Qt.Key.Key_Delete:
            self.wipe()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(328), theme.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, fill = ("refuse", "refuse_bg") if self._wrong else ("edge", "card")
        pen = 2 if self._wrong else 1
        keycaps.box(painter, QRectF(self.rect()), theme.px(8), theme.colour(fill), theme.colour(edge), pen)
        shown = max(self.least, len(self._digits))
        side, gap = theme.px(24), theme.px(16)
        x = (self.width() - shown * side - (shown - 1) * gap) / 2 + side / 2
        for n in range(shown):
            full = n < len(self._digits)
            ink = "refuse" if self._wrong else "ink" if full else "edge"
            painter.setPen(QPen(theme.colour(ink), 2))
            painter.setBrush(theme.colour(ink) if full or self._wrong else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x + n * (side + gap), self.height() / 2), side / 2 - 1, side / 2 - 1)
