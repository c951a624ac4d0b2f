"""Dates: typed as people write them, or touched on a month's page."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from desktop import icons, keycaps, texts, theme
from desktop.buttons import KeyButton
from desktop.fields import Field
from desktop.layouts import row
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import BadInput
from koperasi.text import DAYS, MONTHS, _, language, short_date

CELL = 46
_PARTED = re.compile(r"(\d{1,2})(?:[/.\- ](\d{1,2}))?(?:[/.\- ](\d{2}|\d{4}))?")
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read(text: str, today: date) -> date:
    """`23/11/2026`, `23-11-26`, `231126`, `23/11` (of this year), `23` (of this month); raises BadInput."""
    told = text.strip()
    try:
        if iso := _ISO.fullmatch(told):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        match = _TOGETHER.fullmatch(told) or _PARTED.fullmatch(told)
        if match is None:
            raise ValueError(told)
        year = int(match[3] or today.year)
        return date(year + 2000 if year < 100 else year, int(match[2] or today.month), int(match[1]))
    except ValueError as error:
        message = _("Bukan tanggal: {text}.").format(text=told or "?")
        raise BadInput(message, remedy=_("Tulis seperti 23/11/2026.")) from error


class DateField(Field):
    """A day; its calendar opens by a touch on the icon.

    Signals:
    day_changed(object): another day was typed or touched.
    """

    day_changed = Signal(object)

    def __init__(self, day: date, *, name: str = "") -> None:
        super().__init__(short_date(day), size=Size.BODY, bold=True, name=name)
        self._day = self.today = day
        self.setTextMargins(theme.px(24), 0, -theme.px(6), 0)
        self.setFixedWidth(theme.px(142))
        self.editingFinished.connect(self._settle)

    @property
    def day(self) -> date:
        """The day that stands there; raises BadInput, and shows it, for what is none."""
        try:
            return read(self.text(), self.today)
        except BadInput as wrong:
            self.show_error(f"{wrong.message} {wrong.remedy}")
            raise

    def set_day(self, day: date) -> None:
        self.clear_error()
        self._day = day
        self.setText(short_date(day))

    def _settle(self) -> None:
        """Written in full once it is left, if it is a day."""
        try:
            day = read(self.text(), self.today)
        except BadInput:
            return
        changed = day != self._day
        self.set_day(day)
        if changed:
            self.day_changed.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.position().x() < theme.px(40):
            self.open_calendar()

    def open_calendar(self) -> None:
        """A month's page under the field, for a finger."""
        try:
            shown = read(self.text(), self.today)
        except BadInput:
            shown = self._day
        page = Calendar(shown, self)
        page.picked.connect(self._picked)
        page.open_under(self)

    def _picked(self, day: date) -> None:
        changed = day != self._day
        self.set_day(day)
        if changed:
            self.day_changed.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(18)
        icons.draw(QPainter(self), "calendar", "ink2", theme.px(13), (self.height() - side) / 2, side)


class Calendar(QFrame):
    """A month, laid over the window; touching a day picks it, touching anything else or Esc closes it.

    Signals:
    picked(object): the day.
    """

    picked = Signal(object)

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.chosen = day
        self._month = day.replace(day=1)
        self._title = Label("", Size.BODY, bold=True)
        back, on = KeyButton(icon="left"), KeyButton(icon="right")
        back.setAccessibleName(_("Bulan sebelumnya"))
        on.setAccessibleName(_("Bulan berikutnya"))
        back.clicked.connect(lambda: self._turn(-1))
        on.clicked.connect(lambda: self._turn(1))
        self._page = _Page(self)
        body = QVBoxLayout(self)
        body.addLayout(row(back, 1, self._title, 1, on, gap=8))
        body.addWidget(self._page)
        self._show()

    @property
    def month(self) -> date:
        return self._month

    def open_under(self, field: QWidget) -> None:
        self.adjustSize()
        room = field.window()
        at = field.mapTo(room, QPoint(0, field.height() + theme.px(4)))
        self.move(max(0, min(at.x(), room.width() - self.width())), max(0, min(at.y(), room.height() - self.height())))
        self.show()
        self.raise_()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if watched is not self and not self.isAncestorOf(watched):
                self.close()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        super().closeEvent(event)

    def pick(self, day: date) -> None:
        self.picked.emit(day)
        self.close()

    def _turn(self, by: int) -> None:
        inside = self._month - timedelta(days=1) if by < 0 else self._month + timedelta(days=32)
        self._month = inside.replace(day=1)
        self._show()

    def _show(self) -> None:
        month = f"{self._month:%B}" if language() == "en" else MONTHS[self._month.month - 1]
        self._title.setText(f"{month} {self._month.year}")
        self._page.update()


class _Page(QWidget):
    """The days of a month in weeks from Monday."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self._calendar = calendar
        self.setFixedSize(theme.px(CELL) * 7, theme.px(CELL) * 6 + theme.px(24))
        self.setAccessibleName(_("Kalender"))

    def _first(self) -> date:
        month = self._calendar.month
        return month - timedelta(days=month.weekday())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, head = theme.px(CELL), theme.px(24)
        for n in range(7):
            name = f"{self._first() + timedelta(days=n):%a}" if language() == "en" else DAYS[n][:3]
            texts.draw(painter, name, QRectF(n * side, 0, side, head), Size.MINI, "ink2", align=texts.CENTRE)
        for n in range(42):
            day = self._first() + timedelta(days=n)
            box = QRectF(n % 7 * side, head + n // 7 * side, side, side).adjusted(2, 2, -2, -2)
            chosen = day == self._calendar.chosen
            if chosen:
                keycaps.box(painter, box, theme.px(8), theme.colour("accent_tint"), theme.colour("accent"))
            tone = "ink" if day.month == self._calendar.month.month else "ink3"
            texts.draw(painter, str(day.day), box, Size.BODY, tone, bold=chosen, align=texts.CENTRE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        side, head = theme.px(CELL), theme.px(24)
        at = event.position()
        if at.y() >= head:
            number = int((at.y() - head) // side) * 7 + min(6, int(at.x() // side))
            self._calendar.pick(self._first() + timedelta(days=number))
