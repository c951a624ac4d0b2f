"""The green board: the one number of the screen that matters.

A screen has one board and never two.  The figure steps down until it fits, so a total of
nine digits stays whole; the board repaints only when what it shows has changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import keycaps, texts, theme
from desktop.theme import Size
from koperasi.money import MINUS, Rupiah

TOTAL_STEPS = (84, 72, 60, 48)
CHANGE_STEPS = (208, 168, 128)


@dataclass(frozen=True, slots=True)
class BoardText:
    """What a board says: a label, the amount (None: a dash), and up to three small texts."""

    label: str
    amount: Rupiah | None
    right: str = ""
    foot: str = ""
    gold: str = ""

    @property
    def figure(self) -> str:
        if self.amount is None:
            return "–"
        return self.amount.bare.replace("-", MINUS)

    @property
    def spoken(self) -> str:
        return f"{self.label} {self.amount.shown if self.amount is not None else self.figure}"


def _face(size: int) -> QFont:
    """Large figures stand a little closer."""
    face = QFont(theme.font(size, True))
    closer = theme.px(3) if size >= CHANGE_STEPS[-1] else theme.px(1) if size >= Size.SECOND else 0
    face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -closer)
    return face


def _gap(size: int) -> int:
    """Between `Rp` and the figure."""
    return theme.px(32 if size >= CHANGE_STEPS[-1] else 12)


def fitting(figure: str, steps: tuple[int, ...], room: float, rp_share: float) -> int:
    """The largest step at which `Rp` and the figure stand side by side in `room` pixels."""
    for size in steps:
        rp = theme.metrics(round(size * rp_share), True).horizontalAdvance("Rp") + _gap(size)
        if QFontMetricsF(_face(size)).horizontalAdvance(figure) + rp <= room:
            return size
    return steps[-1]


def paint_amount(
    painter: QPainter, figure: str, box: QRectF, size: int, rp: int, token: str, *, centred: bool = False
) -> None:
    """`Rp` small and the figure large on one baseline, the foot of the box; at its right or in its middle."""
    face = _face(size)
    wide = QFontMetricsF(face).horizontalAdvance(figure)
    small = theme.metrics(rp, True).horizontalAdvance("Rp")
    gap = _gap(size)
    x = box.left() + (box.width() + wide + gap + small) / 2 - wide if centred else box.right() - wide
    painter.setPen(theme.colour(token))
    painter.setFont(face)
    painter.drawText(QPointF(x, box.bottom()), figure)
    if figure != "–":
        painter.setFont(theme.font(rp, True))
        painter.drawText(QPointF(x - gap - small, box.bottom()), "Rp")


class Board(QWidget):
    """The number that matters, on green.

    `steps` are the sizes tried for the figure, `rp` the size of `Rp` at the first step,
    `tall` the height, all at 100 %.  Its accessible name is `Total Bayar Rp 373.250`.
    """

    def __init__(
        self,
        text: BoardText,
        *,
        steps: tuple[int, ...] = TOTAL_STEPS,
        rp: int = Size.RP,
        tall: int = 194,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._steps, self._rp = steps, rp
        self._text = text
        self.setFixedHeight(theme.px(tall))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text.spoken)

    @property
    def text(self) -> BoardText:
        return self._text

    def show_text(self, text: BoardText) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text.spoken)
            self.update()

    def set_steps(self, steps: tuple[int, ...], rp: int, tall: int) -> None:
        """Other sizes for a narrower window."""
        self._steps, self._rp = steps, rp
        self.setFixedHeight(theme.px(tall))
        self.update()

    @property
    def figure_size(self) -> int:
        """The step the figure is painted at now."""
        return fitting(self._text.figure, self._steps, self._inside().width(), self._rp / self._steps[0])

    def sizeHint(self) -> QSize:
        return QSize(theme.px(336), self.height())

    def _inside(self) -> QRectF:
        side = theme.px(24 if self.width() >= theme.px(360) else 18)
        return QRectF(self.rect()).adjusted(side, theme.px(14), -side, -theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        keycaps.box(painter, QRectF(self.rect()), theme.px(8), theme.colour("board"), None)
        inside, text = self._inside(), self._text
        head = QRectF(inside.left(), inside.top(), inside.width(), theme.px(27))
        foot = QRectF(inside.left(), inside.bottom() - theme.px(22), inside.width(), theme.px(22))
        texts.draw(painter, text.label, head, Size.LEAD, "board_ink2")
        texts.draw(painter, text.right, head, Size.LEAD, "board_ink2", align=texts.RIGHT)
        end = texts.draw(painter, text.foot, foot, Size.BODY, "board_ink2") if text.foot else foot.left()
        if text.gold:
            texts.draw(
                painter,
                text.gold,
                foot.adjusted(end - foot.left(), 0, 0, 0),
                Size.BODY,
                "gold",
                bold=True,
                align=texts.RIGHT,
            )
        size = self.figure_size
        rp = round(self._rp * size / self._steps[0])
        # The figure stands in a line of 96 under the label, less in a lower board; 0.388 is half of
        # what the face's ascent is longer than its descent.
        line = min(theme.px(96), self.height() - theme.px(84 if text.foot or text.gold else 72))
        foot_line = head.bottom() + line / 2 + theme.px(size * 0.388)
        figure = QRectF(inside.left(), head.bottom(), inside.width(), foot_line - head.bottom())
        paint_amount(painter, text.figure, figure, size, rp, "board_ink")


class ChangeFigure(QWidget):
    """Kembalian over the full width: 208 px, stepping down; stands on a `KawungPanel`.

    `show_change(None)` says "Uang Pas" in the same place.
    """

    def __init__(self, title: str, exact: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual, self._title, self._exact = title, title, exact
        self._amount: Rupiah | None = None
        self.setMinimumHeight(theme.px(260))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_change(self, amount: Rupiah | None, title: str = "") -> None:
        """An amount under its usual title, or under another one."""
        self._amount, self._title = amount, title or self._usual
        self.setAccessibleName(self._exact if amount is None else f"{self._title} {amount.shown}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        head = QRectF(area.left(), area.top(), area.width(), theme.px(60))
        texts.draw(painter, self._title, head, Size.FIGURE, "kunyit", bold=True, align=texts.CENTRE)
        rest = area.adjusted(theme.px(24), theme.px(60), -theme.px(24), 0)
        if self._amount is None:
            texts.draw(painter, self._exact, rest, CHANGE_STEPS[-1], "board_ink", bold=True, align=texts.CENTRE)
            return
        figure = self._amount.bare
        size = fitting(figure, CHANGE_STEPS, rest.width(), Size.RP_CHANGE / Size.CHANGE)
        rp = round(Size.RP_CHANGE * size / Size.CHANGE)
        foot_line = rest.top() + (rest.height() + QFontMetricsF(_face(size)).capHeight()) / 2
        rest.setBottom(foot_line)
        paint_amount(painter, figure, rest, size, rp, "board_ink", centred=True)
