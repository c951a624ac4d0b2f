"""What a list holds: all its rows, or pages of a long one as they come into sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop import texts
from desktop.cells import Column, Row

NOTHING = Row(())

Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel):
    """Rows held in memory."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row:
        return self.rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return texts.tip(row.tip) if row.tip else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.column() < len(
            row.cells
        ):
            return texts.spoken(row.cells[index.column()].text)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self.columns[section].align | texts.MIDDLE
        return None


class WindowedModel(RowModel):
    """A long list of which only pages are known.

    `expect(total)` says how long it is and forgets what was known; `give(page, rows)` brings
    a page; asking for an unknown row paints it empty and asks for its page, once.

    Signals:
    page_wanted(int): read rows `page * PAGE` to `(page + 1) * PAGE`, then call `give`.
    """

    PAGE = 50
    page_wanted = Signal(int)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._total = 0
        self._pages: dict[int, tuple[Row, ...]] = {}
        self._asked: set[int] = set()

    def expect(self, total: int, first: Sequence[Row] = ()) -> None:
        self.beginResetModel()
        self._total, self._pages, self._asked = total, {}, set()
        if first:
            self._pages[0] = tuple(first)
        self.endResetModel()

    def give(self, page: int, rows: Sequence[Row]) -> None:
        self._pages[page] = tuple(rows)
        self._asked.discard(page)
        start = page * self.PAGE
        self.dataChanged.emit(self.index(start, 0), self.index(start + len(rows) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._total

    def row(self, number: int) -> Row:
        page, place = divmod(number, self.PAGE)
        known = self._pages.get(page)
        if known is None:
            if page not in self._asked:
                self._asked.add(page)
                self.page_wanted.emit(page)
            return NOTHING
        return known[place] if place < len(known) else NOTHING
