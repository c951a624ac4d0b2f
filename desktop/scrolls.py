"""What gives way in a low window: it scrolls, and what takes the focus comes into sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop import theme

#: Lower than this, at 100 %, nothing is shrunk: a field with its caption and some of the next.
LEAST = 96


class Scroll(QScrollArea):
    """A widget in a column of its own width: whole where there is room, else scrolled up and down."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._wide, self._inner = 0, inner
        self.setWidget(inner)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        needed = self._inner.minimumSizeHint()
        return QSize(needed.width(), min(needed.height(), theme.px(LEAST)))

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    def set_width(self, wide: int) -> None:
        """So many pixels for what is in it; the bar, where there is one, has its own beside them."""
        self._wide = wide
        self._fit()

    def _fit(self) -> None:
        if self._wide:
            least = self._inner.minimumSizeHint()
            bar = self.verticalScrollBar().sizeHint().width() if least.height() > self.height() else 0
            self.setFixedWidth(max(self._wide, least.width()) + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it may come to need more: other words, one field more."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the screen's: it walks its list on the arrows, whatever scrolls."""
        event.ignore()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self._inner.isAncestorOf(new):
            top = new.mapTo(self._inner, QPoint(0, 0)).y()
            self.ensureVisible(0, top + new.height() // 2, 0, new.height() + theme.px(40))
