"""Two cards to count money in: notes and coins, Enter and the arrows from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import keycaps, texts, theme
from desktop.cards import Pair
from desktop.denominations import CountRow
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import _
from pos.counts import KINDS, Count

#: In less height than this the rows are as low as their fields; in still less the board alone says the sum.
LOW_BELOW = 536
LOWEST_BELOW = 452


class _Head(QWidget):
    """The titles over the columns of a card."""

    def __init__(self, words: str, pieces: str) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(40))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(12))
        self.pieces = Label(pieces, Size.MINI, bold=True, tone="ink2", align=texts.RIGHT)
        row.addWidget(Label(words, Size.MINI, bold=True, tone="ink2"))
        row.addWidget(self.pieces, 1)
        row.addWidget(Label(_("Jumlah"), Size.MINI, bold=True, tone="ink2", align=texts.RIGHT), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, radius = QRectF(self.rect()), theme.px(7)
        painter.setClipRect(area)
        keycaps.box(painter, area.adjusted(0, 0, 0, radius), radius, theme.colour("sunk"), None)
        painter.fillRect(QRectF(0, area.height() - 1, area.width(), 1), theme.colour("line"))


class CountCards(QWidget):
    """Notes at the left, coins at the right.

    Signals:
    counted(object): the `Count` as it stands, after each change.
    finished(): Enter in the last field.
    """

    counted = Signal(object)
    finished = Signal()

    def __init__(self, note: QWidget | None = None) -> None:
        super().__init__()
        self.count = Count()
        self.rows = {kind: CountRow(kind[0], coin=kind[1]) for kind in KINDS}
        self._filling = False
        self._notes = Pair(_("Uang Kertas"), size=Size.LINE, value_size=Size.LEAD)
        self._coins = Pair(_("Uang Logam"), size=Size.LINE, value_size=Size.LEAD)
        cards = self._cards = QHBoxLayout(self)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(theme.px(16))
        cards.addWidget(self._card(False, _("Uang Kertas"), _("Lembar"), self._notes), 1)
        cards.addWidget(self._card(True, _("Uang Logam"), _("Keping"), self._coins, note), 1)
        for kind, row in self.rows.items():
            row.counted.connect(lambda kind=kind: self._count(kind))
            row.submitted.connect(lambda kind=kind: self._next(kind))
        self._show_sums()

    def minimumSizeHint(self) -> QSize:
        """As low as its rows can be: the window's height decides how they stand."""
        return QSize(super().minimumSizeHint().width(), theme.px(40 + 7 * 51 + 2))

    def _card(self, coin: bool, words: str, pieces: str, total: Pair, note: QWidget | None = None) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(_Head(words, pieces))
        for kind, row in self.rows.items():
            if kind[1] is coin:
                column.addWidget(row)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        foot.addWidget(total)
        column.addLayout(foot)
        if note is not None:
            column.addWidget(texts.rule())
            column.addWidget(note)
        column.addStretch(1)
        return card

    def clear(self) -> None:
        """Nothing is counted."""
        self._filling = True
        for row in self.rows.values():
            row.set_count(None)
        self._filling = False
        self.count = Count()
        self._show_sums()

    @property
    def first_missing(self) -> QWidget:
        """The first field still empty, else the last."""
        missing = self.count.missing
        return self.rows[missing[0] if missing else KINDS[-1]].field

    def _count(self, kind: tuple[int, bool]) -> None:
        if not self._filling:
            self.count = self.count.of(*kind, self.rows[kind].count)
            self._show_sums()
            self.counted.emit(self.count)

    def _show_sums(self) -> None:
        self._notes.show_value(f"**{self.count.notes.shown}**")
        self._coins.show_value(f"**{self.count.coins.shown}**")

    def _next(self, kind: tuple[int, bool], step: int = 1) -> None:
        place = KINDS.index(kind) + step
        if 0 <= place < len(KINDS):
            self.rows[KINDS[place]].field.setFocus()
        elif step > 0:
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        kind = next((kind for kind, row in self.rows.items() if row.field.hasFocus()), None)
        if kind is not None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._next(kind, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow, low = self.width() < theme.px(760), self.height() < theme.px(LOW_BELOW)
        for row in self.rows.values():
            row.set_narrow(narrow)
            row.set_low(low)
        for each in (self._notes, self._coins):
            each.setVisible(self.height() >= theme.px(LOWEST_BELOW))
        self._cards.setSpacing(theme.px(12 if narrow else 16))
