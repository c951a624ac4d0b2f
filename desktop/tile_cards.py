"""Tiles to touch: a card that draws what it leads to, and rows of things to do.

A tile takes the focus, shows its key, and is a button: Enter, Space and a touch open it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.keys import Action
from desktop.theme import Size
from koperasi.text import _

#: Which way an arrow goes: across, down.
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
PAD = 16
HEAD = 30


class PaintedButton(QAbstractButton):
    """A button that paints itself, pressed by Enter and the space bar; arrows are the screen's.

    Not Qt's own steps between buttons: the screen knows where its tiles lie.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore() if event.key() != Qt.Key.Key_Space else super().keyPressEvent(event)


class Tile(PaintedButton):
    """A card with a title and its key; subclasses draw what is under them in `paint_body`."""

    def __init__(self, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: Some words at the right of the title: what the figures are, of which days.
        self.action, self.note = action, ""
        self.clicked.connect(action.trigger)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(120))
        self.speak("")

    def speak(self, words: str) -> None:
        """What a screen reader says of it beside its title."""
        self.setAccessibleName(f"{self.action.text()}. {words}" if words else self.action.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        fill = "line" if self.isDown() else "card"
        keycaps.box(painter, area, theme.px(8), theme.colour(fill), theme.colour("line"))
        inside = area.adjusted(theme.px(PAD), theme.px(10), -theme.px(PAD), -theme.px(12))
        cap = keycaps.size_of(self.action.cap)
        keycaps.paint(painter, self.action.cap, inside.right() - cap.width(), inside.top() + theme.px(2))
        head = QRectF(inside.left(), inside.top(), inside.width() - cap.width() - theme.px(8), theme.px(26))
        title = texts.elided(self.action.text(), head.width(), Size.BODY, bold=True)
        end = texts.draw(painter, title, head, Size.BODY, "ink2", bold=True)
        if texts.width(self.note, Size.MINI) <= head.right() - end - theme.px(8):
            texts.draw(painter, self.note, head, Size.MINI, "ink2", align=texts.RIGHT)
        self.paint_body(painter, inside.adjusted(0, theme.px(HEAD), 0, 0))

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        """Draw what the tile tells, within this area."""


def paint_amount(painter: QPainter, amount: str, area: QRectF, token: str) -> QRectF:
    """A large amount in rupiah at the top of an area; returns what is left under it."""
    size = next(
        (each for each in (Size.FIGURE, Size.RP, Size.PAY) if _amount_width(amount, each) <= area.width()), Size.NAME
    )
    line = QRectF(area.left(), area.top(), area.width(), theme.px(52))
    base = texts.baseline(line.top(), line.height(), size, True) - texts.baseline(0, line.height(), Size.LEAD, True)
    small = QRectF(line.left(), base, line.width(), line.height())
    end = texts.draw(painter, "Rp", small, Size.LEAD, token, bold=True)
    texts.draw(painter, amount, line.adjusted(end - line.left() + theme.px(6), 0, 0, 0), size, token, bold=True)
    return area.adjusted(0, theme.px(54), 0, 0)


def _amount_width(amount: str, size: int) -> int:
    return texts.width(amount, size, True) + texts.width("Rp", Size.LEAD, True) + theme.px(6)


class TaskRow(PaintedButton):
    """One thing to do: an icon, how many, what, and its key; green with a check where nothing is to do."""

    def __init__(self, action: Action, icon: str = "") -> None:
        super().__init__()
        self.action, self._icon = action, icon
        self._count, self._words, self._tone, self._mark = "", "", "ink3", ""
        self.clicked.connect(action.trigger)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(40))
        self.setMaximumHeight(theme.px(56))
        self.setAccessibleName(action.text())

    def show_task(self, count: int, words: str, tone: str = "warn", icon: str = "") -> None:
        """`tone` is how it looks where there is something; nothing is always well."""
        self._show(str(count) if count else "", words, tone if count else "ok", "" if count else "check", icon)
        self.setAccessibleName(f"{count} {words}")

    def show_state(self, words: str, tone: str, icon: str = "") -> None:
        """Something that is not counted: well (`ok`), to be looked at (`warn`), wrong (`refuse`), or under way."""
        marks = {"ok": "check", "warn": "warn", "refuse": "refuse"}
        self._show("", words, tone, marks.get(tone, ""), icon)
        self.setAccessibleName(words)

    def show_step(self, number: int, words: str, *, done: bool) -> None:
        """One of several steps in their order: its number, or a check when it is done."""
        self._show("" if done else str(number), words, "ok" if done else "accent", "check" if done else "", "")
        self.setAccessibleName(f"{number} {words}")

    def _show(self, count: str, words: str, tone: str, mark: str, icon: str) -> None:
        self._count, self._words, self._tone, self._mark = count, words, tone, mark
        self._icon = icon or self._icon
        self.update()

    @property
    def words(self) -> str:
        return self._words

    @property
    def tone(self) -> str:
        return self._tone

    @property
    def count(self) -> str:
        """The number as it is seen, "" for none."""
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.isDown():
            keycaps.box(painter, area, theme.px(4), theme.colour("line"), None)
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), theme.colour("line"))
        side = theme.px(20)
        middle = (area.height() - side) / 2
        icons.draw(painter, self._icon, self._tone, area.left() + theme.px(2), middle, side)
        number = QRectF(area.left() + side + theme.px(6), area.top(), theme.px(34), area.height())
        if self._count:
            size = next(each for each in (Size.LEAD, Size.BODY, Size.MINI, Size.TINY) if self._fits(each, number))
            texts.draw(painter, self._count, number, size, self._tone, bold=True, align=texts.CENTRE)
        elif self._words and self._mark:
            icons.draw(painter, self._mark, self._tone, number.left() + (number.width() - side) / 2, middle, side)
        self._paint_words(painter, number.right() + theme.px(4), self._paint_end(painter, area))

    def _fits(self, size: int, number: QRectF) -> bool:
        return size == Size.TINY or texts.width(self._count, size, True) <= number.width()

    def _paint_end(self, painter: QPainter, area: QRectF) -> float:
        """The key, or the arrow where there is none and it leads somewhere; returns where the words must end."""
        if self.action.cap:
            cap = keycaps.size_of(self.action.cap)
            keycaps.paint(painter, self.action.cap, area.right() - cap.width(), (area.height() - cap.height()) / 2)
            return area.right() - cap.width() - theme.px(8)
        if self.isEnabled():
            side = theme.px(18)
            icons.draw(painter, "right", "ink2", area.right() - side, (area.height() - side) / 2, side)
            return area.right() - side - theme.px(8)
        return area.right()

    def _paint_words(self, painter: QPainter, left: float, right: float) -> None:
        words, room, tall = self._words or _("sedang dibaca…"), right - left, self.height()
        if texts.width(words, Size.BODY) <= room:
            texts.draw(painter, words, QRectF(left, 0, room, tall), Size.BODY, "ink")
            return
        lines, high = texts.wrapped(words, room, Size.MINI), theme.px(19)
        top = (tall - high * len(lines)) / 2
        for n, line in enumerate(lines):
            texts.draw(painter, line, QRectF(left, top + n * high, room, high), Size.MINI, "ink")


def step(screen: QWidget, tiles: Sequence[QWidget], across: int, down: int) -> bool:
    """Move the focus to the nearest tile in a direction, if there is one; False when no tile has it."""
    here = next((each for each in tiles if each.hasFocus()), None)
    if here is None:
        return False
    centre = _middle(here, screen)
    best: tuple[int, QWidget] | None = None
    for each in tiles:
        there = _middle(each, screen)
        ahead = (there.x() - centre.x()) * across + (there.y() - centre.y()) * down
        aside = abs((there.x() - centre.x()) * down) + abs((there.y() - centre.y()) * across)
        usable = each is not here and each.isVisible() and each.isEnabled()
        if usable and ahead > 0 and (best is None or ahead + 2 * aside < best[0]):
            best = (ahead + 2 * aside, each)
    if best is not None:
        best[1].setFocus()
    return True


def _middle(widget: QWidget, screen: QWidget) -> QPoint:
    return widget.mapTo(screen, widget.rect().center())
