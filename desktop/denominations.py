"""Money in the hand: the notes to give as change, and a row to count one denomination."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop import keycaps, texts, theme
from desktop.amounts import QuantityField
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import dots
from koperasi.quantity import Quantity


class NoteRow(QWidget):
    """The notes and coins to hand over, each with the colour of the real one: `1× 20.000`.

    On one row, or on two lower ones where the window is narrow.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[tuple[int, int], ...] = ()
        self.setFixedHeight(theme.px(64))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_notes(self, notes: Sequence[tuple[int, int]]) -> None:
        """(denomination in rupiah, how many), the largest first."""
        self._notes = tuple(notes)
        self.setAccessibleName(", ".join(f"{count} × {dots(worth)}" for worth, count in notes))
        self.update()

    @staticmethod
    def _width(worth: int, count: int, size: int = Size.NAME) -> float:
        words = texts.width(f"{count}×", Size.LINE) + texts.width(dots(worth), size, True)
        return words + theme.px(10 + 16 + 10 + 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._whole(self._notes, Size.NAME) <= self.width():
            self._paint_row(painter, self._notes, 0, self.height(), Size.NAME)
            return
        half, high = (len(self._notes) + 1) // 2, (self.height() - theme.px(4)) // 2
        self._paint_row(painter, self._notes[:half], 0, high, Size.LINE)
        self._paint_row(painter, self._notes[half:], self.height() - high, high, Size.LINE)

    def _whole(self, notes: Sequence[tuple[int, int]], size: int) -> float:
        return sum(self._width(*note, size) for note in notes) + theme.px(12) * max(0, len(notes) - 1)

    def _paint_row(self, painter: QPainter, notes: Sequence[tuple[int, int]], y: int, high: int, size: int) -> None:
        x = (self.width() - self._whole(notes, size)) / 2
        for worth, count in notes:
            box = QRectF(x, y, self._width(worth, count, size), high)
            self._paint_note(painter, box, worth, count, size)
            x = box.right() + theme.px(12)

    @staticmethod
    def _paint_note(painter: QPainter, box: QRectF, worth: int, count: int, size: int) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(box, theme.px(8), theme.px(8))
        painter.setClipPath(shape)
        painter.fillRect(box, theme.colour("board_ink"))
        painter.fillRect(QRectF(box.left(), box.top(), theme.px(10), box.height()), theme.note_colour(worth, coin=True))
        painter.setClipping(False)
        inside = box.adjusted(theme.px(26), 0, 0, 0)
        end = texts.draw(painter, f"{count}×", inside, Size.LINE, "on_kunyit")
        inside.setLeft(end + theme.px(10))
        texts.draw(painter, dots(worth), inside, size, "on_kunyit", bold=True)


class _Mark(QWidget):
    def __init__(self, worth: int, coin: bool) -> None:
        super().__init__()
        self._worth, self._coin = worth, coin
        self.setFixedSize(theme.px(12), theme.px(12 if coin else 32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = theme.note_colour(self._worth, coin=self._coin)
        if self._coin:
            painter.setBrush(fill)
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            keycaps.box(painter, QRectF(self.rect()), theme.px(2), fill, None)


class CountRow(QWidget):
    """One denomination: colour, worth, ×, how many, and what that makes ("–" while uncounted).

    Signals:
    counted(): the number was changed; `count` is None while the field is empty.
    submitted(): Enter; the screen goes to the next denomination.
    """

    counted = Signal()
    submitted = Signal()

    def __init__(self, worth: int, *, coin: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.worth = worth
        self.field = QuantityField(whole=True, name=dots(worth))
        self._sum = Label("–", Size.LEAD, bold=True, align=texts.RIGHT, tone="ink3")
        self._worth = Label(dots(worth), Size.LEAD, bold=True)
        self.setFixedHeight(theme.px(62))
        row = self._row = QHBoxLayout(self)
        for widget in (_Mark(worth, coin), self._worth, Label("×", Size.LINE, tone="ink3"), self.field):
            row.addWidget(widget)
        row.addWidget(self._sum, 1)
        self.set_narrow(True)
        self.field.quantity_changed.connect(self._changed)
        self.field.submitted.connect(self.submitted)

    def set_narrow(self, narrow: bool) -> None:
        """Closer together, for two cards beside a number pad in 1024 pixels."""
        side, gap, worth, field, size = (12, 6, 82, 92, Size.LINE) if narrow else (16, 12, 92, 112, Size.LEAD)
        self._row.setContentsMargins(theme.px(side), 0, theme.px(side), 0)
        self._row.setSpacing(theme.px(gap))
        self._worth.setFixedWidth(theme.px(worth))
        self.field.setFixedWidth(theme.px(field))
        self._sum_size = size
        self._sum.setFont(theme.font(size, True))

    def set_low(self, low: bool) -> None:
        """No higher than its field, where a window has little height."""
        self.setFixedHeight(theme.px(51 if low else 62))

    @property
    def count(self) -> int | None:
        quantity = self.field.quantity
        return None if quantity is None else quantity.thousandths // 1000

    def set_count(self, count: int | None) -> None:
        self.field.set_quantity(None if count is None else Quantity.of(count))
        self._changed()

    def _changed(self, _quantity: object = None) -> None:
        count = self.count
        self._sum.setText("–" if count is None else dots(count * self.worth))
        self._sum.set_tone("ink3" if count is None else "ink")
        # Another tone puts back the font that the label was first dressed with.
        self._sum.setFont(theme.font(self._sum_size, True))
        self.counted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class StepBar(QWidget):
    """Where one is: 1 — 2 — 3, the present step on turmeric."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._at = tuple(steps), 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())
        self.show_step(0)

    def show_step(self, at: int) -> None:
        """The step under way, from 0."""
        self._at = at
        self.setAccessibleName(f"{at + 1}. {self._steps[at]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(self._width(at) for at in range(len(self._steps))), theme.px(34))

    def _width(self, at: int) -> int:
        """How wide it is while this step is under way, which is bold."""
        words = sum(texts.width(step, Size.BODY, n == at) for n, step in enumerate(self._steps))
        return words + theme.px(40) * len(self._steps) + theme.px(64) * (len(self._steps) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(32)
        x: float = self.width() - self._width(self._at)
        for n, step in enumerate(self._steps):
            now = n == self._at
            disc = QRectF(x + 1, 1, side - 1, side - 1)
            painter.setBrush(theme.colour("kunyit") if now else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ring" if now else "edge"), 2))
            painter.drawEllipse(disc)
            ink = "on_kunyit" if now else "ink2"
            texts.draw(painter, str(n + 1), disc, Size.BODY, ink, bold=True, align=texts.CENTRE)
            box = QRectF(x + side + theme.px(8), 0, self.width(), self.height())
            x = texts.draw(painter, step, box, Size.BODY, "ink" if now else "ink3", bold=now)
            if n < len(self._steps) - 1:
                line = QRectF(x + theme.px(12), self.height() / 2, theme.px(40), 1)
                painter.fillRect(line, theme.colour("edge"))
                x += theme.px(64)
