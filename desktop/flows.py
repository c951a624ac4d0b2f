"""Widgets side by side that go on in the next line where there is no more room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop import theme


class Flow(QLayout):
    """Lays its items out like words; where it `ends`, the last one stands at the right edge of its line."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, ends: bool = True) -> None:
        super().__init__(parent)
        self._ends = ends
        self._items: list[QLayoutItem] = []
        self._gap = theme.px(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def needed(self, width: int) -> int:
        """How high it has to be at a width; whoever holds it sees to that.

        Qt's own height-for-width would make the whole window as high as its narrowest asks.
        """
        return self._lay(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Where everything goes; returns how high it is."""
        x, y, high = rect.x(), rect.y(), 0
        items = self._shown()
        for n, item in enumerate(items):
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, high = rect.x(), y + high + self._gap, 0
            last = self._ends and n == len(items) - 1
            if move:
                at = rect.right() + 1 - size.width() if last else x
                item.setGeometry(QRect(QPoint(at, y), size))
            x += size.width() + self._gap
            high = max(high, size.height())
        return y + high - rect.y()


class FlowRow(QWidget):
    """Widgets in as many lines as they need, as high as these are."""

    def __init__(self, parts: Sequence[QWidget] = (), *, gap: int = 8, ends: bool = True) -> None:
        super().__init__()
        self.flow = Flow(self, gap=gap, ends=ends)
        for part in parts:
            self.flow.addWidget(part)

    def fit(self) -> None:
        self.setFixedHeight(self.flow.needed(self.width()))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # What stands in it has another size once it is dressed.
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()
