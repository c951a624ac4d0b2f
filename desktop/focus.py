"""The focus ring: turmeric around board green, exactly one on a screen.

One transparent child of the window follows the focus.  A target with a border of its own
(property `ring` = "boxed": the scan box, the amount field) gets only the turmeric.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

from desktop import theme

MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange})
ROOM = 5


class FocusRing(QWidget):
    """Lies over the window and passes every click through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self._followed: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)

    @property
    def target(self) -> QWidget | None:
        return self._target

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None and not self.window().isActiveWindow():
            return
        self._leave()
        ringed = new is not None and self.window().isAncestorOf(new) and new.property("ring") != "none"
        if ringed and not isinstance(new, QAbstractScrollArea):
            self._follow(new)
        self._place()

    def _follow(self, target: QWidget | None) -> None:
        self._target = target
        each = target
        while each is not None and each is not self.window():
            each.installEventFilter(self)
            self._followed.append(each)
            each = each.parentWidget()

    def _leave(self) -> None:
        for each in self._followed:
            if shiboken6.isValid(each):
                each.removeEventFilter(self)
        self._followed, self._target = [], None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not shiboken6.isValid(target) or not target.isVisible():
            self.hide()
            return
        room = theme.px(ROOM)
        place = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size()).adjusted(-room, -room, room, room)
        area = self._viewport_of(target)
        shown = place if area is None else place.intersected(area.adjusted(-room, -room, room, room))
        self.setGeometry(place)
        if shown != place:
            self.setMask(shown.translated(-place.topLeft()))
        else:
            self.clearMask()
        self.setVisible(not shown.isEmpty())
        self.raise_()

    def _viewport_of(self, target: QWidget) -> QRect | None:
        """What is seen of the scroll area the target stands in, in the window's coordinates."""
        each = target.parentWidget()
        while each is not None and not isinstance(each, QScrollArea):
            each = each.parentWidget()
        if each is None:
            return None
        viewport = each.viewport()
        return QRect(viewport.mapTo(self.window(), QPoint(0, 0)), viewport.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._target is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        boxed = self._target.property("ring") == "boxed"
        wide, thin, room = theme.px(3), theme.px(2), theme.px(ROOM)
        out = (room - wide) if boxed else 0
        outer = QRectF(self.rect()).adjusted(out, out, -out, -out)
        half = wide / 2
        painter.setPen(QPen(theme.colour("kunyit"), wide))
        radius = theme.px(8) + room - out - half
        painter.drawRoundedRect(outer.adjusted(half, half, -half, -half), radius, radius)
        if not boxed:
            inner = wide + thin / 2
            painter.setPen(QPen(theme.colour("ring"), thin))
            radius = theme.px(8) + thin / 2
            painter.drawRoundedRect(outer.adjusted(inner, inner, -inner, -inner), radius, radius)
