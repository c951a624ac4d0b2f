"""Choosing one of several: a box that opens a list, and buttons side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QListView, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.buttons import KeyButton
from desktop.theme import Size

WIDEST, NARROWEST = 152, 112


class Picker(QComboBox):
    """One of several values, each with its words; rows of its list are high enough for a finger.

    Signals:
    picked(object): another value was chosen by the person.
    """

    picked = Signal(object)

    def __init__(self, options: Sequence[tuple[object, str]] = (), *, name: str = "") -> None:
        super().__init__()
        self._values: list[object] = []
        self.setAccessibleName(name)
        self.setFont(theme.font(Size.BODY, True))
        self.setFixedHeight(theme.px(48))
        listed = QListView()
        listed.setUniformItemSizes(True)
        self.setView(listed)
        self.setMaxVisibleItems(9)
        self.activated.connect(lambda place: self.picked.emit(self._values[place]))
        self.show_options(options)

    @property
    def value(self) -> object:
        """The chosen one; None where there is nothing to choose."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def show_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Other values; the chosen one stays if it is still among them."""
        before = self.value
        self._values = [value for value, _words in options]
        self.clear()
        for place, (_value, words) in enumerate(options):
            self.addItem(words)
            self.setItemData(place, QSize(0, theme.px(48)), Qt.ItemDataRole.SizeHintRole)
        longest = max((texts.width(words, Size.BODY, bold=True) for _value, words in options), default=0)
        wide = min(max(longest + theme.px(50), theme.px(NARROWEST)), theme.px(WIDEST))
        self.setFixedWidth(wide)
        self.view().setMinimumWidth(longest + theme.px(40))
        self.choose(before)

    def choose(self, value: object) -> None:
        """Make a value the chosen one; the first when it is not there."""
        place = self._values.index(value) if value in self._values else 0
        self.setCurrentIndex(place if self._values else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Never by the wheel: it was meant for the table."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        live = self.isEnabled()
        ground, edge = ("card", "edge") if live else ("sunk", "line")
        keycaps.box(painter, area, theme.px(8), theme.colour(ground), None)
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.drawRoundedRect(area, theme.px(8), theme.px(8))
        side = theme.px(18)
        box = area.adjusted(theme.px(12), 0, -theme.px(34), 0)
        words = texts.elided(self.currentText(), box.width(), Size.BODY, bold=True)
        texts.draw(painter, words, box, Size.BODY, "ink" if live else "ink3", bold=True)
        icons.draw(painter, "down", "ink2", area.right() - side - theme.px(10), (self.height() - side) / 2, side)


class Segments(QWidget):
    """A few values as buttons side by side, one of them chosen or none.

    Signals:
    picked(object): a button was pressed.
    """

    picked = Signal(object)

    def __init__(self, options: Sequence[tuple[object, str]], *, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        self._group = QButtonGroup(self)
        self.buttons: dict[object, KeyButton] = {}
        for value, words in options:
            button = KeyButton(words)
            button.clicked.connect(lambda _checked=False, value=value: self._pressed(value))
            self._group.addButton(button)
            self.buttons[value] = button
            line.addWidget(button)

    def choose(self, value: object) -> None:
        """Show a value as the chosen one; None for none."""
        for each, button in self.buttons.items():
            button.set_role("chosen" if each == value else "plain")

    def _pressed(self, value: object) -> None:
        self.choose(value)
        self.picked.emit(value)
