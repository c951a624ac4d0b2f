"""The function strip: F1 to F12 in three groups of four, as on the keyboard under it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from desktop import keycaps, texts, theme
from desktop.keys import LAW, NARROW, Action
from desktop.theme import Size
from koperasi.text import _

#: Below this width the strip uses the short words.
NARROW_BELOW = 1_200


class FunctionKey(QPushButton):
    """One key of the strip: the cap above, its words on one or two lines below."""

    def __init__(self, key: str, action: Action | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.action, self.short = key, action, False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "hinted" if key == "F4" else "key")
        self.setProperty("tall", "none")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(64))
        if action is not None:
            action.changed.connect(self._follow)
            self.clicked.connect(action.trigger)
        self._follow()

    @property
    def words(self) -> str:
        lawful = _(LAW[self.key])
        words = self.action.text() if self.action is not None else lawful
        return _(NARROW[self.key]) if self.short and words == lawful and self.key in NARROW else words

    def _follow(self) -> None:
        self.setEnabled(self.action is not None and self.action.isEnabled())
        self.setAccessibleName(f"{self.words}, {self.key}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(76), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        ink = "ink3" if not self.isEnabled() else "accent" if self.key == "F4" else "ink"
        side = theme.px(6 if self.short else 8) + 1
        cap_ink = "ink2" if ink == "ink" else ink
        edge = {"ink": "edge", "ink3": "line"}.get(ink, ink)
        keycaps.paint(painter, self.key, side, theme.px(6), Size.KEY, ink=cap_ink, edge=edge, fill=None)
        high = theme.px(16)
        room = self.width() - side - theme.px(2)
        longest = max(self.words.split(), key=len, default="")
        size = next((s for s in (Size.MINI, Size.KEY) if texts.width(longest, s, True) <= room), Size.TINY)
        for n, line in enumerate(texts.wrapped(self.words, room, size, bold=True)):
            texts.draw(painter, line, QRectF(side, theme.px(30) + n * high, room, high), size, ink, bold=True)


class FunctionBar(QWidget):
    """Twelve keys; `show_actions` puts a screen's deeds on them, the others are dead.

    The words are the law's unless the action says otherwise.  72 high with its foot of 8.
    """

    def __init__(self, actions: Mapping[str, Action] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: dict[str, FunctionKey] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, theme.px(8))
        self._row.setSpacing(theme.px(6))
        self.setFixedHeight(theme.px(72))
        self.show_actions(actions or {})

    def show_actions(self, actions: Mapping[str, Action]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.keys = {key: FunctionKey(key, actions.get(key), self) for key in LAW}
        for n, button in enumerate(self.keys.values()):
            if n in {4, 8}:
                self._row.addSpacing(theme.px(10))
            self._row.addWidget(button, 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        short = self.width() < theme.px(NARROW_BELOW)
        for button in self.keys.values():
            button.short = short
            button.update()
