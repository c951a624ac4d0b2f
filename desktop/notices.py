"""The strip that says what was refused or is in trouble: beside the work, never in a box over it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.theme import Size
from koperasi.errors import Bug, Refused, ShopError

#: tone: (text, background, border, icon)
TONES = {
    "ok": ("ok", "ok_bg", "ok_line", "check"),
    "warn": ("warn", "warn_bg", "warn_line", "warn"),
    "refuse": ("refuse", "refuse_bg", "refuse_line", "refuse"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What the strip says; `**bold**` for a code.  `key` and `key_words` name the way on."""

    words: str
    tone: str = "refuse"
    key: str = ""
    key_words: str = ""


def of_error(error: ShopError) -> Notice:
    """A refusal in `refuse`, trouble and bugs in `warn`: the work is safe and may go on."""
    tone = "refuse" if isinstance(error, Refused) and not isinstance(error, Bug) else "warn"
    return Notice(str(error).replace("**", ""), tone)


class NoticeStrip(QWidget):
    """A strip of one or two lines; hidden while there is nothing to say.

    Signals:
    pressed(): it was touched; the screen does what its key would do.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        return self._notice

    def show_notice(self, notice: Notice | None) -> None:
        self._notice = notice
        self.setAccessibleName(texts.spoken(notice.words) if notice else "")
        self.setVisible(notice is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(48))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(48))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._notice is None:
            return
        ink, ground, edge, icon = TONES[self._notice.tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        keycaps.box(painter, area, theme.px(8), theme.colour(ground), theme.colour(edge))
        side = theme.px(22)
        icons.draw(painter, icon, ink, theme.px(14), (area.height() - side) / 2, side)
        right = self._paint_key(painter, area, ink)
        box = QRectF(theme.px(46), 0, right - theme.px(46), area.height())
        if texts.width(self._notice.words, Size.BODY) <= box.width():
            texts.draw(painter, self._notice.words, box, Size.BODY, "ink")
            return
        high = theme.px(19)
        for n, line in enumerate(texts.wrapped(texts.spoken(self._notice.words), box.width(), Size.MINI)):
            texts.draw(painter, line, QRectF(box.left(), theme.px(5) + n * high, box.width(), high), Size.MINI, "ink")

    def _paint_key(self, painter: QPainter, area: QRectF, ink: str) -> float:
        right = area.right() - theme.px(12)
        notice = self._notice
        if notice is None or not notice.key:
            return right
        right -= texts.width(notice.key_words, Size.BODY, True)
        texts.draw(painter, notice.key_words, area.adjusted(right, 0, 0, 0), Size.BODY, ink, bold=True)
        cap = keycaps.size_of(notice.key)
        right -= cap.width() + theme.px(8)
        keycaps.paint(painter, notice.key, right, (area.height() - cap.height()) / 2)
        return right - theme.px(12)
