"""The kawung: four petals, one flower, many hands.  The mark, and the ground of the board.

It is the only ornament: on the mark, the sign-in panel and the change screen.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme

PITCH = 96


def _flower(painter: QPainter, x: float, y: float, distance: float, wide: float, long: float) -> None:
    """Four ellipses on the diagonals around (x, y)."""
    for turn in (45, 135, 225, 315):
        painter.save()
        painter.translate(x, y)
        painter.rotate(turn)
        painter.drawEllipse(QPointF(0, -distance), wide, long)
        painter.restore()


def paint_mark(painter: QPainter, rect: QRectF) -> None:
    """The shop's mark: the flower in board green on turmeric."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 48, rect.height() / 48)
    painter.setBrush(theme.colour("kunyit"))
    painter.drawRoundedRect(QRectF(0, 0, 48, 48), 8, 8)
    painter.setBrush(theme.colour("mark"))
    _flower(painter, 24, 24, 11.02, 6.46, 9.88)
    painter.drawEllipse(QPointF(24, 24), 2.6, 2.6)
    painter.restore()


@cache
def _tile(board: str, petal: str, pitch: int, ratio: float) -> QPixmap:
    tile = QPixmap(round(pitch * ratio), round(pitch * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(theme.colour(board))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(petal))
    for x in (0, pitch):
        for y in (0, pitch):
            _flower(painter, x, y, pitch * 0.3828, pitch * 0.198, pitch * 0.3432)
    painter.end()
    return tile


def tile(ratio: float = 1.0) -> QPixmap:
    """One repeat of the board's ground in the present theme."""
    return _tile("board", "board_line", theme.px(PITCH), ratio)


theme.changes.theme_changed.connect(_tile.cache_clear)


class Mark(QWidget):
    """The shop's mark, `side` pixels square (at 100 %)."""

    def __init__(self, side: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(theme.px(side), theme.px(side))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()))


class KawungPanel(QWidget):
    """A panel of board green with the kawung as its ground; put a layout on it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawTiledPixmap(self.rect(), tile(self.devicePixelRatioF()))
