"""Where the tiles of the manager's home stand: three beside each other, two in a narrow window."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme
from desktop.frames import NARROW_BELOW

#: What rows and columns get of what is left over, three across and two across.
COLUMNS = {3: (1, 1, 1), 2: (5, 4, 0)}
ROWS = {3: (9, 8, 0), 2: (27, 21, 13)}
#: Lower than this, at 100 %, today and the tasks, and the money, are not made: then the page scrolls.
LEAST_TOP, LEAST_MIDDLE = 240, 196


class HomeGrid(QWidget):
    """Today and what is to do, cash and best sellers; weeks over members' share, or both below."""

    def __init__(
        self, today: QWidget, tasks: QWidget, money: QWidget, best: QWidget, weeks: QWidget, share: QWidget
    ) -> None:
        super().__init__()
        self._tiles = (today, tasks, money, best)
        self._last = (weeks, share)
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(14))
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(14))
        for tile in (*self._tiles, *self._last):
            tile.setParent(self)
            tile.setMinimumWidth(0)
            tile.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        for tile, least in ((today, LEAST_TOP), (tasks, LEAST_TOP), (money, LEAST_MIDDLE)):
            tile.setMinimumHeight(theme.px(least))

    def place(self, width: int) -> None:
        """`width` is the screen's; nothing moves while it asks for the same."""
        across = 3 if width >= theme.px(NARROW_BELOW) else 2
        if across == self._across:
            return
        self._across = across
        for tile in (*self._tiles, *self._last):
            self._grid.removeWidget(tile)
            self._column.removeWidget(tile)
        self._grid.removeItem(self._column)
        if across == 3:
            self._place_three()
        else:
            for n, tile in enumerate((*self._tiles, *self._last)):
                self._grid.addWidget(tile, *divmod(n, 2))
        for column, share in enumerate(COLUMNS[across]):
            self._grid.setColumnStretch(column, share)
        for row, share in enumerate(ROWS[across]):
            self._grid.setRowStretch(row, share)

    def _place_three(self) -> None:
        today, tasks, money, best = self._tiles
        self._grid.addWidget(today, 0, 0, 1, 2)
        self._grid.addWidget(tasks, 0, 2)
        self._grid.addWidget(money, 1, 0)
        self._grid.addWidget(best, 1, 1)
        for tile, share in zip(self._last, (3, 2), strict=True):
            self._column.addWidget(tile, share)
        self._grid.addLayout(self._column, 1, 2)
