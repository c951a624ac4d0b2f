"""Bars: how much of a limit is used, and simple charts of rectangles and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import keycaps, texts, theme
from desktop.theme import Size

NEAR = 80


class LimitBar(QWidget):
    """How much of a limit is used: green to 80 %, then `warn_line`, `refuse` when full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0
        self.setFixedHeight(theme.px(10))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def percent(self) -> int:
        return self._percent

    @property
    def tone(self) -> str:
        return "refuse" if self._percent >= 100 else "warn_line" if self._percent > NEAR else "accent"

    def show_share(self, used: int, limit: int) -> None:
        self._percent = 0 if limit <= 0 else max(0, min(100, used * 100 // limit))
        self.setAccessibleName(f"{self._percent} %")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        keycaps.box(painter, area, theme.px(5), theme.colour("sunk"), theme.colour("line"))
        inside = QPainterPath()
        inside.addRoundedRect(area.adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        painter.setClipPath(inside)
        painter.fillRect(QRectF(0, 0, area.width() * self._percent / 100, area.height()), theme.colour(self.tone))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its name below, its value, the usual value as a tick (-1: none)."""

    name: str
    value: int
    usual: int = -1
    tone: str = "accent"
    words: str = ""
    now: bool = False


class BarChart(QWidget):
    """Upright bars on one scale, with turmeric ticks for what is usual."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.setMinimumHeight(theme.px(96))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar], spoken: str = "") -> None:
        """`spoken` says in one sentence what the chart shows."""
        self._bars = tuple(bars)
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bars(painter, self._bars, QRectF(self.rect()))


def paint_bars(painter: QPainter, bars: Sequence[Bar], area: QRectF) -> None:
    """Draw a chart into an area: bars on one scale, their names under them, ticks for what is usual."""
    if not bars:
        return
    names = theme.px(24) if any(bar.name for bar in bars) else 0
    head = theme.px(20) if any(bar.words for bar in bars) else theme.px(4)
    floor = area.bottom() - names
    most = max(1, *(max(bar.value, bar.usual) for bar in bars))
    step = area.width() / len(bars)
    for n, bar in enumerate(bars):
        slot = QRectF(area.left() + n * step, area.top() + head, step, floor - area.top() - head)
        _paint_bar(painter, bar, slot, most, names)
    if names:
        painter.fillRect(QRectF(area.left(), floor, area.width(), 1), theme.colour("edge"))


def _paint_bar(painter: QPainter, bar: Bar, slot: QRectF, most: int, names: int) -> None:
    wide = slot.width() * 0.82 if slot.width() < theme.px(80) else slot.width() * 0.7
    left = slot.left() + (slot.width() - wide) / 2
    top = slot.bottom() - slot.height() * max(0, bar.value) / most
    keycaps.box(painter, QRectF(left, top, wide, slot.bottom() - top), theme.px(2), theme.colour(bar.tone), None)
    if bar.words:
        over = QRectF(slot.left() - theme.px(20), top - theme.px(19), slot.width() + theme.px(40), theme.px(18))
        texts.draw(painter, bar.words, over, Size.MINI, "ink", bold=True, align=texts.CENTRE)
    if bar.usual >= 0:
        y = slot.bottom() - slot.height() * bar.usual / most
        tick = QRectF(left - theme.px(4), y - theme.px(2), wide + theme.px(8), theme.px(4))
        keycaps.box(painter, tick, 0, theme.colour("kunyit"), theme.colour("on_kunyit"))
    if names:
        below = QRectF(slot.left(), slot.bottom() + theme.px(3), slot.width(), theme.px(20))
        texts.draw(painter, bar.name, below, Size.MINI, "ink" if bar.now else "ink2", bold=bar.now, align=texts.CENTRE)


class ShareBar(QWidget):
    """Two parts of one whole side by side, never a pie."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0
        self.setFixedHeight(theme.px(24))

    def show_share(self, part: int, whole: int) -> None:
        self._share = 0 if whole <= 0 else part * 1000 // whole
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_share(painter, self._share, QRectF(self.rect()))


def paint_share(painter: QPainter, thousandths: int, area: QRectF) -> None:
    """Draw two parts of one whole into an area; the first has so many thousandths of it."""
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(area, theme.px(4), theme.px(4))
    painter.setClipPath(clip)
    painter.fillRect(area, theme.colour("edge"))
    first = QRectF(area.left(), area.top(), area.width() * thousandths / 1000, area.height())
    painter.fillRect(first, theme.colour("accent"))
    painter.restore()
