"""Small parts of the delivery desk: the rejected count with its reason, and a strip that says something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consignment.delivery_sources import MakerHit
from consignment.delivery_warnings import Word
from desktop import icons, keycaps, texts, theme
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.fields import Field
from desktop.finds import marks_of
from desktop.lists import RowList
from desktop.theme import Size
from inventory import intakes
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _, short_date

EXAMPLE = "hh/bb/tttt"


class DayField(Field):
    """A day typed as people write it; what is wrong with it is its error."""

    def __init__(self, name: str) -> None:
        super().__init__(size=Size.BODY, name=name)
        self.setPlaceholderText(EXAMPLE)

    def day(self, today: date) -> date | None:
        """The day that stands here; raises BadInput."""
        return intakes.day(self.text(), today)

    def show_day(self, day: date | None) -> None:
        if not self.hasFocus():
            self.setText(short_date(day) if day is not None else "")


class RejectButton(QPushButton):
    """What was rejected, and why; a dash where nothing was.  Pressed, it asks for the reason."""

    def __init__(self) -> None:
        super().__init__()
        self._count, self._why = NOTHING, ""
        self.setProperty("tall", "none")
        self.setProperty("role", "quiet")
        self.setFixedHeight(theme.px(48))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_rejected(NOTHING, "")

    @property
    def lacks(self) -> bool:
        """Whether something was rejected and nobody said why."""
        return self._count > NOTHING and not self._why

    def show_rejected(self, count: Quantity, why: str) -> None:
        self._count, self._why = count, why
        words = _("Ditolak {count}: {why}").format(count=count.shown, why=why or _("isi sebabnya"))
        self.setAccessibleName(words if count > NOTHING else _("Tidak ada yang ditolak"))
        self.setToolTip(words if count > NOTHING else "")
        self.setEnabled(count > NOTHING)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(104), theme.px(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._count <= NOTHING:
            texts.draw(painter, "–", box.adjusted(theme.px(12), 0, 0, 0), Size.LINE, "ink2")
            return
        keycaps.box(painter, box, theme.px(8), theme.colour("refuse_bg"), theme.colour("refuse_line"))
        inside = box.adjusted(theme.px(9), 0, -theme.px(4), 0)
        end = texts.draw(painter, self._count.shown, inside, Size.BODY, "refuse", bold=True) + theme.px(7)
        rest = inside.adjusted(end - inside.left(), 0, 0, 0)
        why = self._why or _("sebabnya?")
        lines = texts.wrapped(why, rest.width(), Size.MINI)
        high = theme.px(18)
        top = rest.top() + (rest.height() - high * len(lines)) / 2
        for n, line in enumerate(lines):
            at = QRectF(rest.left(), top + n * high, rest.width(), high)
            texts.draw(painter, line, at, Size.MINI, "refuse", bold=not self._why)


class NameCell(QWidget):
    """A good's name over at most two lines, and a few facts under it."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.facts, self._size = "", "", int(Size.LINE)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_good(self, name: str, facts: str) -> None:
        if (name, facts) != (self.name, self.facts):
            self.name, self.facts = name, facts
            self.setAccessibleName(f"{name}, {facts}")
            self.setToolTip(name)
            self.update()

    def set_size(self, size: int) -> None:
        self._size = size
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lines = texts.wrapped(self.name, self.width(), self._size, bold=True)
        if texts.width(self.name, self._size, bold=True) <= self.width():
            lines = [self.name]
        high, low = theme.px(22 if len(lines) > 1 else 25), theme.px(19)
        top = (self.height() - high * len(lines) - low) / 2
        for n, line in enumerate(lines):
            box = QRectF(0, top + n * high, self.width(), high)
            texts.draw(painter, line, box, self._size, "ink", bold=True)
        under = QRectF(0, top + high * len(lines), self.width(), low)
        texts.draw(painter, texts.elided(self.facts, self.width(), Size.MINI), under, Size.MINI, "ink2")


class PeopleList(RowList):
    """Who may be meant, one to a row; opens in place of the lines.

    Signals:
    found_pressed(int): the row at this place was touched.
    """

    found_pressed = Signal(int)

    def __init__(self) -> None:
        columns = (Column(_("Penitip"), 0, pad=16), Column(_("Keterangan"), 0, pad=16))
        super().__init__(columns, row_height=56, name=_("Penitip yang ditemukan"))
        self.padding, self._chosen = 16, 0
        self._people: tuple[MakerHit, ...] = ()
        self._words = ""
        self.row_pressed.connect(self.found_pressed.emit)

    @property
    def chosen(self) -> int:
        """The place of the chosen row, -1 when nobody was found."""
        return self._chosen if self._people else -1

    def show_people(self, people: Sequence[MakerHit], words: str) -> None:
        self._people, self._words = tuple(people), words
        self.show_empty(_("Tidak ada penitip bernama “{words}”.").format(words=words), "search")
        self.choose(0)

    def choose(self, place: int) -> None:
        """Choose a row; past the ends it stays on the last or first."""
        self._chosen = max(0, min(place, len(self._people) - 1))
        self.show_rows([self._row(n, each) for n, each in enumerate(self._people)])
        self.reveal(self._chosen)

    def _row(self, place: int, each: MakerHit) -> Row:
        chosen = place == self._chosen
        chip = Chip(_("kelompok"), "titip") if each.is_group else None
        cells = (
            Cell(each.name, bold=chosen, chip=chip, marks=marks_of(each.name, self._words)),
            Cell(each.detail, size=Size.BODY, tone="ink2"),
        )
        return Row(cells, bar="titip" if chosen else "", ground="accent_tint" if chosen else "card")


class WordStrip(QWidget):
    """Something to be said under the lines: soft ones warn, hard ones lead to their field.

    Signals:
    pressed(int, str): it was touched: to this line (from 0; -1 for none) and field.
    """

    pressed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.word: Word | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_word(self, word: Word | None) -> None:
        self.word = word
        self.setVisible(word is not None)
        self.setAccessibleName(f"{word.head} {word.rest}".strip() if word is not None else "")
        self._fit()
        self.update()

    def _lines(self) -> list[str]:
        if self.word is None:
            return []
        room = self.width() - theme.px(62)
        words = f"{self.word.head} {self.word.rest}".strip()
        if texts.width(f"**{self.word.head}** {self.word.rest}", Size.BODY) <= room:
            return [words]
        return texts.wrapped(words, room, Size.BODY)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(42 if len(self._lines()) < 2 else 58))

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.word is not None:
            self.pressed.emit(self.word.row - 1, self.word.field)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.word is None:
            return
        ink, ground = ("refuse", "refuse_bg") if self.word.hard else ("warn", "warn_bg")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        keycaps.box(painter, area, theme.px(8), theme.colour(ground), None)
        side = theme.px(22)
        icon = "refuse" if self.word.hard else "warn"
        icons.draw(painter, icon, ink, theme.px(14), (area.height() - side) / 2, side)
        box = area.adjusted(theme.px(46), 0, -theme.px(16), 0)
        lines = self._lines()
        tone = "refuse" if self.word.hard else "ink"
        if len(lines) == 1:
            rest = f" {self.word.rest}" if self.word.rest else ""
            texts.draw(painter, f"**{self.word.head}**{rest}", box, Size.BODY, tone)
            return
        high = theme.px(22)
        for n, line in enumerate(lines):
            at = QRectF(box.left(), theme.px(7) + n * high, box.width(), high)
            texts.draw(painter, line, at, Size.BODY, tone)


class Liabilities(QWidget):
    """One line that says who answers for what: a quiet head, then causes with who bears them in bold."""

    def __init__(self) -> None:
        super().__init__()
        self._head = self._short = ""
        self._told: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(46))

    def show_told(self, head: str, short: str, told: Sequence[str]) -> None:
        """`short` stands for the head where there is little room; `**bold**` in what is told."""
        self._head, self._short, self._told = head, short, tuple(told)
        self.setAccessibleName(" ".join([head, *(texts.spoken(each) for each in told)]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(theme.px(16), 0, -theme.px(12), 0)
        for head, size, gap in (
            (self._head, Size.BODY, 32),
            (self._short, Size.BODY, 24),
            (self._short, Size.MINI, 14),
        ):
            wide = sum(texts.width(each, size) + theme.px(gap) for each in (head, *self._told)) - theme.px(gap)
            if wide <= area.width():
                break
        x = texts.draw(painter, head, area, size, "ink2")
        for each in self._told:
            x = texts.draw(painter, each, area.adjusted(x + theme.px(gap) - area.left(), 0, 0, 0), size, "ink")
