"""A list of items that are all in memory, each drawn only when it comes into sight; one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.cells import Column, Row
from desktop.lists import RowList
from desktop.row_models import Index, RowModel

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
#: Draws an item, chosen or not.
Draw = Callable[[Any, bool], Row]


class _DrawnModel(RowModel):
    def __init__(self, columns: Sequence[Column], draw: Draw) -> None:
        super().__init__(columns)
        self._draw = draw
        self._known: dict[int, Row] = {}
        self.items: Sequence[Any] = ()
        self.chosen = 0

    def take(self, items: Sequence[Any], chosen: int) -> None:
        self.beginResetModel()
        self.items, self.chosen, self._known = items, chosen, {}
        self.endResetModel()

    def choose(self, number: int) -> None:
        before, self.chosen = self.chosen, number
        last = len(self.columns) - 1
        for each in (before, number):
            self._known.pop(each, None)
            if each < len(self.items):
                self.dataChanged.emit(self.index(each, 0), self.index(each, last))

    def row(self, number: int) -> Row:
        if number not in self._known:
            self._known[number] = self._draw(self.items[number], number == self.chosen)
        return self._known[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.items)


class DrawnList(RowList):
    """Rows of items; with `holds_focus` the screen's keys come through it.

    Signals:
    chosen_changed(int): another item is the chosen one.
    opened(object): the chosen item was touched once more.
    """

    chosen_changed = Signal(int)
    opened = Signal(object)

    def __init__(
        self, columns: Sequence[Column], draw: Draw, name: str, *, row_height: int = 56, holds_focus: bool = False
    ) -> None:
        self._drawn = _DrawnModel(columns, draw)
        super().__init__(columns, model=self._drawn, row_height=row_height, name=name)
        self._drawn.setParent(self)
        if holds_focus:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.row_pressed.connect(self._touched)

    def show_items(self, items: Sequence[Any], chosen: int = 0) -> None:
        """Show these items, from the place scrolled to now on."""
        at = self.verticalScrollBar().value()
        self._drawn.take(items, min(max(chosen, 0), max(len(items) - 1, 0)))
        self.updateGeometries()
        self.verticalScrollBar().setValue(at)
        self.reveal(self._drawn.chosen)

    @property
    def items(self) -> Sequence[Any]:
        return self._drawn.items

    @property
    def chosen(self) -> int:
        return self._drawn.chosen

    @property
    def item(self) -> Any:
        """The chosen item, None while there is none."""
        return self.items[self.chosen] if self.items else None

    def choose(self, number: int) -> None:
        """Make another item the chosen one, and bring it into sight."""
        if self.items:
            self._drawn.choose(min(max(number, 0), len(self.items) - 1))
            self.reveal(self.chosen)
            self.chosen_changed.emit(self.chosen)

    def step(self, key: int) -> bool:
        """Whether the key went to another item."""
        step = STEPS.get(Qt.Key(key))
        if step is not None:
            self.choose(self.chosen + step)
        return step is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _touched(self, number: int) -> None:
        if number == self.chosen and self.item is not None:
            self.opened.emit(self.item)
        else:
            self.choose(number)
