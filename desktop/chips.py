"""Chips: a state in a word, an icon and a colour together, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.theme import Size

#: tone: (text, background, border, icon)
TONES = {
    "ok": ("ok", "ok_bg", "ok_line", "check"),
    "warn": ("warn", "warn_bg", "warn_line", "warn"),
    "refuse": ("refuse", "refuse_bg", "refuse_line", "refuse"),
    "titip": ("titip", "titip_bg", "titip_line", "basket"),
    "accent": ("accent", "accent_tint", "accent", ""),
    "plain": ("ink2", "card", "line", ""),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """What a chip says.  `icon` replaces the tone's own; raises KeyError for an unknown tone."""

    words: str
    tone: str = "plain"
    icon: str = ""

    def __post_init__(self) -> None:
        TONES[self.tone]

    @property
    def icon_name(self) -> str:
        return self.icon or TONES[self.tone][3]


def size_of(chip: Chip, size: int = Size.MINI) -> QSizeF:
    tall = 24 if size <= Size.MINI else 32
    icon = theme.px(size + 2) + theme.px(4) if chip.icon_name else 0
    return QSizeF(texts.width(chip.words, size, bold=True) + icon + 2 * theme.px(8) + 2, theme.px(tall))


def paint(painter: QPainter, chip: Chip, rect: QRectF, size: int = Size.MINI) -> None:
    ink, fill, edge, _icon = TONES[chip.tone]
    keycaps.box(painter, rect, theme.px(4), theme.colour(fill), theme.colour(edge))
    inside = rect.adjusted(theme.px(8) + 1, 0, 0, 0)
    if chip.icon_name:
        side = theme.px(size + 2)
        icons.draw(painter, chip.icon_name, ink, inside.left(), inside.top() + (inside.height() - side) / 2, side)
        inside.setLeft(inside.left() + side + theme.px(4))
    words = texts.elided(chip.words, inside.width() - theme.px(8), size, bold=True)
    texts.draw(painter, words, inside, size, ink, bold=True)


class ChipLabel(QWidget):
    """A chip as a widget of its own.

    `show_chip(None)` hides it; one that `yields` elides its words where there is no room.
    `size` may be `Size.BODY` on the change and maker's screens.
    """

    def __init__(
        self, chip: Chip | None = None, size: int = Size.MINI, parent: QWidget | None = None, *, yields: bool = False
    ) -> None:
        super().__init__(parent)
        self._size, self._yields = size, yields
        self._chip: Chip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum if yields else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(chip)

    @property
    def chip(self) -> Chip | None:
        return self._chip

    def show_chip(self, chip: Chip | None) -> None:
        self._chip = chip
        self.setVisible(chip is not None)
        self.setAccessibleName(chip.words if chip else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return size_of(self._chip, self._size).toSize() if self._chip else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(theme.px(120), whole.width()), whole.height()) if self._yields else whole

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chip is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter, self._chip, QRectF(self.rect()), self._size)
