"""Picking one of many: a box that narrows the list as one types, a touch or Enter that takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import theme
from desktop.cells import Cell, Column, Row
from desktop.fields import ScanField
from desktop.lists import RowList
from desktop.theme import Size
from koperasi.text import _

Choice = tuple[object, str]


class PickPage(QWidget):
    """A page over the work: what is typed narrows the choices, or is taken as it is (`free`).

    `numbered` shows 1 to 9 before the choices: a lone digit takes that one, and is never a word of its own.

    Signals:
    picked(object, str): a choice was taken, by its key and words.
    left(): nothing was.
    """

    picked = Signal(object, str)
    left = Signal()

    def __init__(self, title: str, *, free: bool = False, numbered: bool = False) -> None:
        super().__init__()
        self._free, self._numbered = free, numbered
        self._choices: list[Choice] = []
        self.shown: list[Choice] = []
        self.chosen = 0
        #: Enter came before what fits was there: it is taken as soon as it comes.
        self._awaited = False
        self.field = ScanField(_("Ketik untuk mencari: {what}").format(what=title.lower()), name=title)
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _text: self._narrow())
        self.field.submitted.connect(lambda: self._take(self.chosen))
        self.list = RowList([Column(title, 0, pad=16)], name=title)
        self.list.show_empty(_("Tidak ada yang cocok."), "search")
        self.list.row_pressed.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)

    def show_choices(self, choices: Sequence[Choice], now: object = None) -> None:
        """These may be picked; `now` is the one that holds."""
        self._choices = list(choices)
        self.field.clear()
        self._narrow()
        self._awaited = False
        keys = [key for key, _words in self.shown]
        self._choose(keys.index(now) if now in keys else 0)

    def renew(self, choices: Sequence[Choice]) -> None:
        """Other choices than before, while what was typed stays; an Enter that was quicker counts."""
        awaited = self._awaited
        self._choices = list(choices)
        self._narrow()
        if awaited:
            self._take(self.chosen)

    def _narrow(self) -> None:
        self._awaited = False
        words = self.field.text().strip()
        if self._numbered and len(words) == 1 and words.isdecimal():
            place = int(words)
            self.shown = self._choices[place - 1 : place] if place else []
            self._choose(0)
            return
        self.shown = [each for each in self._choices if words.casefold() in each[1].casefold()]
        if self._free and words and all(words.casefold() != each[1].casefold() for each in self._choices):
            self.shown.append((words, _("Baru: {words}").format(words=words)))
        self._choose(0)

    def _choose(self, number: int) -> None:
        self.chosen = min(max(number, 0), max(len(self.shown) - 1, 0))
        self.list.show_rows([_row(self._named(each), chosen=n == self.chosen) for n, each in enumerate(self.shown)])
        self.list.reveal(self.chosen)

    def _named(self, choice: Choice) -> str:
        """The words of a choice, with the digit that takes it."""
        place = self._choices.index(choice) + 1 if self._numbered and choice in self._choices else 0
        return f"{place}.  {choice[1]}" if 0 < place < 10 else choice[1]

    def _take(self, number: int) -> None:
        if 0 <= number < len(self.shown):
            key, words = self.shown[number]
            self.picked.emit(key, words)
        else:
            self._awaited = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        if event.key() in step:
            self._choose(self.chosen + step[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _row(words: str, *, chosen: bool) -> Row:
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row((Cell(words, bold=chosen, size=Size.LINE),), bar=bar, ground=ground)
