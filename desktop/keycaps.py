"""The small box that shows a key on its button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import texts, theme
from desktop.theme import Size


def box(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: QColor | None, pen: int = 1) -> None:
    """A rounded rectangle whose border lies wholly inside `rect`."""
    inset = pen / 2 if edge is not None else 0
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(edge, pen) if edge is not None else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def size_of(words: str, size: int = Size.MINI) -> QSizeF:
    pad, tall = (10, 28) if size >= Size.BODY else (4, 22) if size <= Size.KEY else (6, 22)
    return QSizeF(texts.width(words, size, bold=True) + 2 * theme.px(pad) + 2, theme.px(tall))


def paint(
    painter: QPainter,
    words: str,
    x: float,
    y: float,
    size: int = Size.MINI,
    *,
    ink: str = "ink2",
    edge: str = "edge",
    fill: str | None = "card",
) -> QRectF:
    """Paint a keycap with its upper left corner at (x, y); returns where it stands."""
    rect = QRectF(round(x), round(y), size_of(words, size).width(), size_of(words, size).height())
    box(painter, rect, theme.px(4), theme.colour(fill) if fill else None, theme.colour(edge))
    texts.draw(painter, words, rect, size, ink, bold=True, align=texts.CENTRE)
    return rect


class Keycap(QWidget):
    """A keycap of its own, for hints in text: `Keycap("F2")`."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(size_of(words).toSize())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self._words, 0, 0)
