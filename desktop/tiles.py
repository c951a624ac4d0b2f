"""Large tiles to touch: the staff at sign-in, and a check to set."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.theme import Size


class StaffTile(QAbstractButton):
    """Who is on duty: initials, name, work, and its key (`Alt 1`).  `setChecked` chooses it."""

    def __init__(self, name: str, work: str, key: str, side: int = 184, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person, self._work, self._key, self._side = name, work, key, side
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(theme.px(side), theme.px(side))
        self.setAccessibleName(f"{name}, {work}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "accent_tint" if self.isChecked() else "line" if self.isDown() else "card"
        edge, pen = ("accent", 2) if self.isChecked() else ("edge", 1)
        area = QRectF(self.rect())
        keycaps.box(painter, area, theme.px(8), theme.colour(fill), theme.colour(edge), pen)
        round_ = theme.px(64 if self._side >= 170 else 52)
        block = round_ + theme.px(10 + 24 + 2 + 22)
        top = (area.height() - block) / 2
        circle = QRectF((area.width() - round_) / 2, top, round_, round_)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.avatar_colour(self.person))
        painter.drawEllipse(circle)
        texts.draw(painter, initials(self.person), circle, Size.PAD, "on_accent", bold=True, align=texts.CENTRE)
        room = area.adjusted(theme.px(8), 0, -theme.px(8), 0)
        name = QRectF(room.left(), circle.bottom() + theme.px(12), room.width(), theme.px(24))
        size = Size.LINE if texts.width(self.person, Size.LINE, True) <= name.width() else Size.BODY
        shown = texts.elided(self.person, name.width(), size, True)
        texts.draw(painter, shown, name, size, "ink", bold=True, align=texts.CENTRE)
        work = name.translated(0, theme.px(25))
        texts.draw(painter, self._work, work, Size.BODY, "ink2", align=texts.CENTRE)
        if self._key:
            keycaps.paint(painter, self._key, theme.px(10), theme.px(10))


class CheckTile(QAbstractButton):
    """A thing to make sure of before going on (`Dana Sudah Masuk`): 64 high, set and seen."""

    def __init__(self, words: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._key = words, key
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(272), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        ink = "ok" if on else "ink" if self.isEnabled() else "ink3"
        area = QRectF(self.rect())
        fill, edge = ("ok_bg", "ok") if on else ("card", "edge")
        keycaps.box(painter, area, theme.px(8), theme.colour(fill), theme.colour(edge), 2)
        side = theme.px(28)
        square = QRectF(theme.px(12), (area.height() - side) / 2, side, side)
        keycaps.box(painter, square, theme.px(4), theme.colour("ok" if on else "card"), theme.colour(edge), 2)
        if on:
            icons.draw(painter, "check", "card", square.left() + theme.px(4), square.top() + theme.px(4), theme.px(20))
        left = square.right() + theme.px(10)
        cap = keycaps.size_of(self._key) if self._key else None
        room = area.width() - left - theme.px(10) - (cap.width() + theme.px(8) if cap else 0)
        size = next((s for s in (Size.NARROW_LINE, Size.BODY) if texts.width(self._words, s, True) <= room), 0)
        lines = [self._words] if size else texts.wrapped(self._words, room, Size.BODY, bold=True)
        high = theme.px(21)
        top = (area.height() - high * len(lines)) / 2
        for n, line in enumerate(lines):
            texts.draw(painter, line, QRectF(left, top + n * high, room, high), size or Size.BODY, ink, bold=True)
        if cap is not None:
            x = area.right() - theme.px(10) - cap.width()
            cap_ink = "ok" if on else "ink2"
            keycaps.paint(painter, self._key, x, (area.height() - cap.height()) / 2, ink=cap_ink, fill=None)


def initials(name: str) -> str:
    """`Rina Astuti` is RA, `Pak Slamet` is S."""
    words = [word for word in name.split() if word not in {"Bu", "Pak"}]
    return "".join(word[0] for word in words[:2]).upper()
