"""The band over a training window: what mode this is, and the task that is asked now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.theme import Size
from koperasi.text import _

PLAIN_HIGH, TASK_HIGH = 28, 40


@dataclass(frozen=True, slots=True)
class Task:
    """What the band asks for: a place (`2/8`), the words, the keys on the way; `done` when it is."""

    place: str
    words: str
    keys: tuple[str, ...] = ()
    done: bool = False


class TrainingBand(QWidget):
    """MODE LATIHAN on turmeric, with the task beside it; a touch asks for the list of tasks.

    Signals:
    pressed(): it was touched.
    """

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.task: Task | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_task(None)

    def show_task(self, task: Task | None) -> None:
        self.task = task
        self.setFixedHeight(theme.px(TASK_HIGH if task else PLAIN_HIGH))
        said = f": {task.place} {task.words} {' '.join(task.keys)}" if task else ""
        self.setAccessibleName(_("MODE LATIHAN") + said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, theme.colour("kunyit"))
        mode = _("MODE LATIHAN")
        if self.task is None:
            texts.draw(painter, mode, area, Size.BODY, "on_kunyit", bold=True, align=texts.CENTRE)
            return
        area = area.adjusted(theme.px(12), 0, -theme.px(12), 0)
        end = texts.draw(painter, mode, area, Size.MINI, "on_kunyit", bold=True) + theme.px(16)
        self._paint_task(painter, self.task, area.adjusted(end - area.left(), 0, 0, 0))

    def _paint_task(self, painter: QPainter, task: Task, box: QRectF) -> None:
        side = theme.px(22)
        icons.draw(
            painter, "check" if task.done else "bulb", "on_kunyit", box.left(), box.center().y() - side / 2, side
        )
        caps = sum(keycaps.size_of(key).width() + theme.px(6) for key in task.keys)
        box = box.adjusted(side + theme.px(8), 0, 0, 0)
        words = texts.joined((task.place, task.words))
        room = box.width() - caps - theme.px(12)
        size = Size.BODY if texts.width(words, Size.BODY, True) <= room else Size.MINI
        x = texts.draw(painter, texts.elided(words, room, size, True), box, size, "on_kunyit", bold=True) + theme.px(12)
        for key in task.keys:
            cap = keycaps.size_of(key)
            y = box.center().y() - cap.height() / 2
            keycaps.paint(painter, key, x, y, ink="on_kunyit", edge="on_kunyit", fill=None)
            x += cap.width() + theme.px(6)
