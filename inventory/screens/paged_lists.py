"""A list of any length of which only the pages in sight are read; one of its rows is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from desktop.cells import Column, Row
from desktop.lists import RowList
from desktop.row_models import WindowedModel
from desktop.screens import Screen

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}
PAGE = WindowedModel.PAGE
#: Reads one page, off the GUI thread.
ReadPage = Callable[[int], Sequence[Any]]
#: Draws an item, chosen or not.
Draw = Callable[[Any, bool], Row]


class PagedList(RowList):
    """Rows of items.

    Signals:
    opened(object): the chosen item was touched once more.
    """

    opened = Signal(object)

    def __init__(self, screen: Screen, columns: Sequence[Column], draw: Draw, name: str) -> None:
        self.model_of_pages = WindowedModel(columns)
        super().__init__(columns, model=self.model_of_pages, name=name)
        self._screen, self._draw = screen, draw
        self._pages: dict[int, Sequence[Any]] = {}
        self._read: ReadPage = lambda _page: ()
        self.total = 0
        self.chosen = 0
        self.model_of_pages.page_wanted.connect(self._wanted)
        self.row_pressed.connect(self._touched)

    def expect(self, total: int, first: Sequence[Any], read: ReadPage, chosen: int = 0) -> None:
        """Show so many items, the first page of them known, the others read as they come into sight."""
        self.total, self._pages, self._read = total, {0: first}, read
        self.chosen = min(max(chosen, 0), max(total - 1, 0))
        self.model_of_pages.expect(total, self._drawn(0))
        self.updateGeometries()
        self.reveal(self.chosen)

    @property
    def item(self) -> Any:
        """The chosen item; None while there is none, or it has not been read yet."""
        page, place = divmod(self.chosen, PAGE)
        items = self._pages.get(page, ())
        return items[place] if place < len(items) else None

    def choose(self, number: int) -> None:
        """Make another row the chosen one, and bring it into sight."""
        if not self.total:
            return
        before, self.chosen = self.chosen, min(max(number, 0), self.total - 1)
        for page in sorted({before // PAGE, self.chosen // PAGE}):
            if page in self._pages:
                self.model_of_pages.give(page, self._drawn(page))
        self.reveal(self.chosen)

    def step(self, key: int) -> bool:
        """Whether the key went to another row."""
        step = STEPS.get(Qt.Key(key))
        if step is None:
            return False
        self.choose(self.chosen + step)
        return True

    def _touched(self, number: int) -> None:
        if number == self.chosen and self.item is not None:
            self.opened.emit(self.item)
        else:
            self.choose(number)

    def _drawn(self, page: int) -> list[Row]:
        start = page * PAGE
        return [self._draw(item, start + n == self.chosen) for n, item in enumerate(self._pages.get(page, ()))]

    def _wanted(self, page: int) -> None:
        read = self._read
        self._screen.shell.deeds.read(self._screen, partial(read, page), done=partial(self._come, read, page))

    def _come(self, read: ReadPage, page: int, items: Sequence[Any]) -> None:
        if read is self._read and items:
            self._pages[page] = items
            self.model_of_pages.give(page, self._drawn(page))
