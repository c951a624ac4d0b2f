"""What the screens around a shift have in common: a title over them, a row of keys under them."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop import icons, texts, theme
from desktop.boards import Board
from desktop.kawung import Mark
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size

NARROW_BELOW = 1_200
RIGHT = 406
#: A right column lower than this has a lower board, so that the number pad keeps its keys.
LOW_BELOW, LOWEST_BELOW = 548, 508
NARROW_RIGHT = 264


class IconMark(QWidget):
    """An icon that follows the theme; `side` at 100 %."""

    def __init__(self, icon: str, tone: str, side: int = 20) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setFixedSize(theme.px(side), theme.px(side))

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.draw(QPainter(self), self._icon, self._tone, 0, 0, self.width())


class TitleBar(QWidget):
    """The mark, a title with a line under it, and something at the right; 60 high."""

    def __init__(self, title: str, right: QWidget | None = None) -> None:
        super().__init__()
        self._title = Label(title, Size.TITLE, bold=True)
        self._words = ElidedLabel("", Size.BODY, tone="ink2")
        for label, high in ((self._title, 32), (self._words, 22)):
            label.setFixedHeight(theme.px(high))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._words)
        self.setFixedHeight(theme.px(60))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addWidget(Mark(48))
        row.addLayout(names, 1)
        if right is not None:
            row.addWidget(right)

    def show_words(self, words: str, *, short: str = "") -> None:
        """The line under the title; `short` in a narrow window."""
        narrow = short and self.width() < theme.px(NARROW_BELOW)
        self._words.show_words(short if narrow else words)

    def show_title(self, title: str) -> None:
        self._title.setText(title)


def foot(*left: QWidget, words: str = "", right: QWidget | None = None) -> QLayout:
    """Keys at the left, a hint or a key at the right; 48 high."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for button in left:
        row.addWidget(button)
    row.addStretch(1)
    if words:
        row.addWidget(Label(words, Size.BODY, tone="ink2", align=texts.RIGHT))
    if right is not None:
        row.addWidget(right)
    return row


def page(screen: QWidget, *parts: QWidget | QLayout, grows: int) -> QVBoxLayout:
    """A screen's column with the margins of working screens; part number `grows` takes what is left."""
    column = QVBoxLayout(screen)
    column.setContentsMargins(theme.px(24), theme.px(6), theme.px(24), theme.px(8))
    column.setSpacing(theme.px(8))
    for n, part in enumerate(parts):
        stretch = 1 if n == grows else 0
        if isinstance(part, QLayout):
            column.addLayout(part, stretch)
        else:
            column.addWidget(part, stretch)
    return column


def right_width(width: int) -> int:
    """How wide the right column is in a window so wide, in pixels of this screen."""
    return theme.px(NARROW_RIGHT if width < theme.px(NARROW_BELOW) else RIGHT)


def stacked(*widgets: QWidget, gap: int = 12, grows: int = -1) -> QWidget:
    """Widgets under each other as one column; number `grows` takes what is left."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(gap))
    for n, widget in enumerate(widgets):
        column.addWidget(widget, 1 if n == grows else 0)
    return holder


def fit_board(board: Board, height: int) -> None:
    """A lower board in a low column, so that the number pad under it keeps its keys whole."""
    if height >= theme.px(LOW_BELOW):
        board.set_steps((50, 44, 36, 30), 26, 150)
    elif height >= theme.px(LOWEST_BELOW):
        board.set_steps((36, 30), 22, 112)
    else:
        board.set_steps((30, 26), 20, 76)
