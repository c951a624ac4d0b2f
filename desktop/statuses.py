"""The status bar at the foot of every screen: who, which shift, paper, copies, clock.

Trouble takes the place of its entry, in its colour, with icon and word.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import icons, texts, theme
from desktop.theme import Size

NARROW_BELOW = 1_200


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.  `short` is used in a narrow window; an entry with `short=None` is left out there."""

    words: str
    icon: str = ""
    tone: str = "ink2"
    short: str | None = ""
    bold: bool = False


class StatusBar(QWidget):
    """32 high; `show_entry(name, entry)` adds or replaces, names keep their first order.

    Entries named in `right` stand at the right end.
    """

    def __init__(self, right: tuple[str, ...] = ("training", "clock"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._right = right
        self._entries: dict[str, Entry] = {}
        self.setFixedHeight(theme.px(32))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entry(self, name: str, entry: Entry | None) -> None:
        """None takes the entry away."""
        if self._entries.get(name) == entry:
            return
        if entry is None:
            self._entries.pop(name, None)
        else:
            self._entries[name] = entry
        self.setAccessibleName(". ".join(each.words for each in self._entries.values()))
        self.update()

    def entry(self, name: str) -> Entry | None:
        return self._entries.get(name)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("sunk"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        narrow = self.width() < theme.px(NARROW_BELOW)
        pad = theme.px(8 if narrow else 12)
        shown = [
            (name, entry, self._words(entry, narrow))
            for name, entry in self._entries.items()
            if not (narrow and entry.short is None)
        ]
        end: float = self.width() - pad
        right = [each for each in shown if each[0] in self._right]
        for n, (_name, entry, words) in enumerate(reversed(right)):
            end -= self._width(entry, words)
            self._paint(painter, entry, words, end)
            if n < len(right) - 1:
                self._rule(painter, end - 2 * pad, pad)
                end -= 2 * pad
        x: float = pad
        left = [each for each in shown if each[0] not in self._right]
        for n, (_name, entry, words) in enumerate(left):
            room = end - 2 * pad - x - (self._width(entry, "") if entry.icon else 0)
            x = self._paint(painter, entry, texts.elided(words, room, Size.MINI, entry.bold), x)
            if n < len(left) - 1:
                x = self._rule(painter, x, pad)

    @staticmethod
    def _words(entry: Entry, narrow: bool) -> str:
        return entry.short if narrow and entry.short else entry.words

    @staticmethod
    def _width(entry: Entry, words: str) -> float:
        icon = theme.px(16) + theme.px(6) if entry.icon else 0
        return texts.width(words, Size.MINI, entry.bold) + icon

    def _paint(self, painter: QPainter, entry: Entry, words: str, x: float) -> float:
        if entry.icon:
            side = theme.px(16)
            icons.draw(painter, entry.icon, entry.tone, x, (self.height() - side) / 2 + 1, side)
            x += side + theme.px(6)
        box = QRectF(x, 1, self.width() - x, self.height() - 1)
        return texts.draw(painter, words, box, Size.MINI, entry.tone, bold=entry.bold)

    def _rule(self, painter: QPainter, x: float, pad: int) -> float:
        painter.fillRect(QRectF(round(x + pad), theme.px(8), 1, theme.px(18)), theme.colour("line"))
        return x + 2 * pad
