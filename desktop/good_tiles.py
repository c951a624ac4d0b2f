"""Tiles of goods to touch: a picture or a colour, the name, the price, its number; and the grid of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop import chips, keycaps, texts, theme
from desktop.chips import Chip
from desktop.theme import Size

#: At 100 %: a tile is at least so wide and just so high; between two lies `GAP`.
LEAST_WIDE, HIGH, GAP = 132, 146, 8
BAND = 54


@dataclass(frozen=True, slots=True)
class TileText:
    """What a tile shows.  `picture` is a file; without one the band has the colour named."""

    name: str
    price: str
    code: str = ""
    colour: str = "green"
    picture: str = ""
    chip: Chip | None = None

    @property
    def spoken(self) -> str:
        return ", ".join(
            each for each in (self.name, self.price, self.code, self.chip.words if self.chip else "") if each
        )


class GoodTile(QAbstractButton):
    """One good; `setChecked` chooses it."""

    def __init__(self, text: TileText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile = text
        self._picture = QPixmap(text.picture) if text.picture else QPixmap()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(text.spoken)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(LEAST_WIDE), theme.px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        fill = "accent_tint" if self.isChecked() else "line" if self.isDown() else "card"
        edge, pen = ("accent", 3) if self.isChecked() else ("edge", 1)
        keycaps.box(painter, area, theme.px(8), theme.colour(fill), theme.colour(edge), pen)
        band = QRectF(0, 0, area.width(), theme.px(BAND)).adjusted(pen, pen, -pen, 0)
        self._paint_band(painter, band)
        self._paint_words(painter, area.adjusted(theme.px(8), theme.px(BAND), -theme.px(8), -theme.px(6)))

    def _paint_band(self, painter: QPainter, band: QRectF) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(band.adjusted(0, 0, 0, theme.px(8)), theme.px(7), theme.px(7))
        painter.save()
        painter.setClipRect(band)
        painter.fillPath(shape, theme.tile_colour(self.tile.colour))
        if not self._picture.isNull():
            painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
            size = self._picture.size().scaled(band.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            whole = QRectF(0, 0, size.width(), size.height())
            whole.moveCenter(band.center())
            painter.drawPixmap(whole.toRect(), self._picture)
        painter.restore()
        if self.tile.code:
            self._paint_code(painter, band)
        if self.tile.chip is not None:
            size_of = chips.size_of(self.tile.chip)
            right = band.right() - theme.px(6) - size_of.width()
            place = QRectF(right, band.bottom() - theme.px(6) - size_of.height(), size_of.width(), size_of.height())
            chips.paint(painter, self.tile.chip, place)

    def _paint_code(self, painter: QPainter, band: QRectF) -> None:
        wide = min(texts.width(self.tile.code, Size.MINI, True) + theme.px(12), band.width() - theme.px(12))
        box = QRectF(band.left() + theme.px(6), band.top() + theme.px(6), wide, theme.px(22))
        keycaps.box(painter, box, theme.px(4), theme.colour("card"), None)
        shown = texts.elided(self.tile.code, wide - theme.px(10), Size.MINI, True)
        texts.draw(painter, shown, box, Size.MINI, "ink", bold=True, align=texts.CENTRE)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        line = theme.px(20)
        for n, words in enumerate(texts.wrapped(self.tile.name, box.width(), Size.BODY)):
            row = QRectF(box.left(), box.top() + theme.px(4) + n * line, box.width(), line)
            texts.draw(painter, words, row, Size.BODY, "ink")
        foot = QRectF(box.left(), box.bottom() - theme.px(26), box.width(), theme.px(26))
        texts.draw(painter, self.tile.price, foot, Size.LINE, "ink", bold=True)


class TileGrid(QWidget):
    """Tiles side by side, as many as fit; more than that lie on further sheets.

    Signals:
    pressed(int): the tile at this place was touched.
    sheets_changed(): there are others to leaf through, or another is shown.
    """

    pressed = Signal(int)
    sheets_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: tuple[TileText, ...] = ()
        self.buttons: list[GoodTile] = []
        self.chosen = 0
        self.sheet = 0
        self._empty = ""
        self.setMinimumSize(theme.px(2 * LEAST_WIDE + GAP), theme.px(HIGH))

    # -- what fits -------------------------------------------------------------

    @property
    def across(self) -> int:
        gap = theme.px(GAP)
        return max(1, int((self.width() + gap) // (theme.px(LEAST_WIDE) + gap)))

    @property
    def capacity(self) -> int:
        gap = theme.px(GAP)
        return self.across * max(1, int((self.height() + gap) // (theme.px(HIGH) + gap)))

    @property
    def sheets(self) -> int:
        return max(1, -(-len(self.tiles) // self.capacity))

    # -- showing ---------------------------------------------------------------

    def show_tiles(self, tiles: Sequence[TileText], chosen: int = 0) -> None:
        """Show these, and the sheet on which the chosen one lies."""
        self.tiles = tuple(tiles)
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = []
        for n, text in enumerate(self.tiles):
            button = GoodTile(text, self)
            button.clicked.connect(lambda _checked=False, n=n: self._touched(n))
            self.buttons.append(button)
        self.choose(chosen)

    def show_empty(self, words: str) -> None:
        """The sentence that stands there while there is no tile."""
        self._empty = words
        self.update()

    def choose(self, place: int) -> None:
        """Choose a tile; past the ends it stays on the last or first."""
        self.chosen = max(0, min(place, len(self.tiles) - 1))
        self.sheet = self.chosen // self.capacity
        self._lay_out()

    def step(self, right: int, down: int) -> None:
        """Choose the tile so many places to the right, or rows below."""
        self.choose(self.chosen + right + down * self.across)

    def turn(self, sheets: int) -> None:
        """Leaf on; after the last sheet comes the first."""
        self.choose((self.sheet + sheets) % self.sheets * self.capacity)

    def _touched(self, place: int) -> None:
        self.choose(place)
        self.pressed.emit(place)

    def _lay_out(self) -> None:
        gap, across = theme.px(GAP), self.across
        wide = (self.width() - gap * (across - 1)) // across
        first = self.sheet * self.capacity
        for n, button in enumerate(self.buttons):
            row, column = divmod(n - first, across)
            button.setVisible(first <= n < first + self.capacity)
            button.setChecked(n == self.chosen)
            button.setGeometry(column * (wide + gap), row * (theme.px(HIGH) + gap), wide, theme.px(HIGH))
        self.sheets_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.choose(self.chosen)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.tiles and self._empty:
            painter = QPainter(self)
            line = theme.px(24)
            rows = texts.wrapped(self._empty, self.width() - theme.px(48), Size.LINE, most=3)
            top = (self.height() - line * len(rows)) / 2
            for n, words in enumerate(rows):
                box = QRectF(0, top + n * line, self.width(), line)
                texts.draw(painter, words, box, Size.LINE, "ink2", align=texts.CENTRE)
