"""Line icons tinted by a token of the theme, drawn once per name, colour and size.

The drawings are the SVG files beside this one; an unknown name raises KeyError, so a
misspelt icon is found by the first test that paints it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import theme

FOLDER = Path(__file__).parent


@cache
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))


@cache
def _drawing(name: str) -> str:
    if name not in names():
        raise KeyError(f"no icon {name!r} in {FOLDER}")
    return (FOLDER / f"{name}.svg").read_text(encoding="ascii")


def pixmap(name: str, token: str, size: int, ratio: float | None = None) -> QPixmap:
    """The icon in a colour of the theme, `size` pixels (already scaled) square."""
    if ratio is None:
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    return _tinted(name, theme.hex_of(token), size, ratio)


@cache
def _tinted(name: str, hex_colour: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", hex_colour).encode()))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, token: str, size: int = 24) -> QIcon:
    """For widgets of Qt that want a QIcon; `size` in pixels at 100 %."""
    return QIcon(pixmap(name, token, theme.px(size)))


def draw(painter: QPainter, name: str, token: str, x: float, y: float, size: int) -> None:
    """Draw an icon with its upper left corner at (x, y); `size` in pixels, already scaled."""
    painter.drawPixmap(round(x), round(y), pixmap(name, token, size, painter.device().devicePixelRatio()))


theme.changes.theme_changed.connect(_tinted.cache_clear)
