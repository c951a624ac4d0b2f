"""The rail of the office: its places at the left edge, each with icon, words and key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.kawung import Mark
from desktop.keys import Action
from desktop.theme import Size

WIDE, NARROW = 208, 72


class RailButton(QAbstractButton):
    """One place: icon, words and key side by side, or icon over key on a narrow rail."""

    def __init__(self, action: Action, icon: str, parent: QWidget, *, wide: bool) -> None:
        # Its rail is told at once: shown without one it would be a window of its own for a moment.
        super().__init__(parent)
        self.action, self._icon, self.wide = action, icon, wide
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(action.text())
        self.setToolTip("" if wide else action.text())
        self.setFixedSize(self.sizeHint())
        self.clicked.connect(lambda _checked=False: action.trigger())
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setVisible(self.action.isVisible())
        self.setEnabled(self.action.isEnabled())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(192), theme.px(48)) if self.wide else QSize(theme.px(56), theme.px(56))

    def set_chosen(self, chosen: bool) -> None:
        self.setChecked(False)
        self.setProperty("chosen", chosen)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(self.property("chosen"))
        ink = "board" if chosen else "board_ink2" if self.isEnabled() else "board_line"
        area = QRectF(self.rect())
        if chosen or self.isDown() or self.underMouse():
            ground = theme.colour("board_ink" if chosen else "board_line")
            keycaps.box(painter, area, theme.px(8), ground, ground, 0)
        cap = self.action.cap
        if self.wide:
            icons.draw(painter, self._icon, ink, theme.px(12), (area.height() - theme.px(24)) / 2, theme.px(24))
            key = texts.width(cap, Size.MINI, False) + theme.px(12)
            words = area.adjusted(theme.px(48), 0, -key - theme.px(4), 0)
            shown = texts.elided(self.action.text(), words.width(), Size.BODY, chosen)
            texts.draw(painter, shown, words, Size.BODY, "board" if chosen else "board_ink", bold=chosen)
            at_right = area.adjusted(0, 0, -theme.px(10), 0)
            texts.draw(painter, cap, at_right, Size.MINI, ink, align=texts.RIGHT)
        else:
            side = theme.px(24)
            icons.draw(painter, self._icon, ink, (area.width() - side) / 2, theme.px(7), side)
            texts.draw(
                painter, cap, QRectF(0, theme.px(33), area.width(), theme.px(18)), Size.MINI, ink, align=texts.CENTRE
            )


class Rail(QFrame):
    """The places over each other on the board's green; the lock stands at the bottom."""

    def __init__(self, places: Sequence[tuple[Action, str]], foot: Sequence[tuple[Action, str]], *, wide: bool) -> None:
        super().__init__()
        self.buttons: list[RailButton] = []
        self.setFixedWidth(theme.px(WIDE if wide else NARROW))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(16), theme.px(8), theme.px(12))
        column.setSpacing(theme.px(4))
        column.addWidget(Mark(40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(8))
        self._add(column, places, wide)
        column.addStretch(1)
        self._add(column, foot, wide)

    def _add(self, column: QVBoxLayout, places: Sequence[tuple[Action, str]], wide: bool) -> None:
        for action, icon in places:
            button = RailButton(action, icon, self, wide=wide)
            self.buttons.append(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_chosen(self, key: str) -> None:
        """The place whose key this is stands out."""
        for button in self.buttons:
            button.set_chosen(button.action.key == key)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("board"))
