"""Lists: rows 48 high, painted by hand, that never take the focus.

`RowList` shows any frozen `Row`s.  It scrolls by touch and wheel, its chosen row is set by
the screen, and a row or strip that was touched is only told.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop import cells, icons, texts, theme
from desktop.cells import Cell, Column, Row
from desktop.row_models import Index, RowModel
from desktop.theme import Size
from koperasi.text import _

FLASH = 120


class RowDelegate(QStyledItemDelegate):
    """Paints a cell of a row: ground, line, bar at the left, then what is in it."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._view.rows_model.row(index.row())
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.colour(row.ground))
        if index.row() == self._view.flashing:
            wash = theme.colour("kunyit").toRgb()
            wash.setAlphaF(0.35)
            painter.fillRect(rect, wash)
        if row.ends:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        if row.bar and index.column() == self._view.first_column():
            painter.fillRect(rect.left(), rect.top(), theme.px(4), rect.height() - 1, theme.colour(row.bar))
        box = QRectF(rect).adjusted(0, 0, 0, -1)
        if row.span:
            cells.paint_strip(painter, row, box, self._view.strip_left())
        elif index.column() < len(row.cells):
            column = self._view.rows_model.columns[index.column()]
            pad = self._view.pad_of(column)
            cell = row.cells[index.column()]
            cells.paint_text(painter, cell, box.adjusted(pad, 0, -pad, 0), column.align, row.struck)
        painter.restore()


class _Head(QHeaderView):
    """The head of a list, with the same padding as its cells."""

    def __init__(self, view: RowList) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = self._view.rows_model.columns[logicalIndex]
        pad = self._view.pad_of(column)
        painter.fillRect(rect, theme.colour("sunk"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        box = QRectF(rect).adjusted(pad, 0, -pad, -1)
        texts.draw(painter, column.title, box, Size.MINI, "ink2", bold=True, align=column.align)


class RowList(QTableView):
    """A card of rows.

    Signals:
    row_pressed(int): a row was clicked or touched (its number in the model).
    strip_pressed(int): a strip over all columns was.
    """

    row_pressed = Signal(int)
    strip_pressed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        row_height: int = 48,
        model: RowModel | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model = model or RowModel(columns, self)
        self.padding = 8
        self.flashing = -1
        self._empty = ("", "")
        self._widths = [column.width for column in columns]
        self.setAccessibleName(name)
        self.setModel(self.rows_model)
        self.setItemDelegate(RowDelegate(self))
        self._dress(row_height)
        self._corners = _Corners(self)
        self.clicked.connect(self._pressed)
        theme.changes.theme_changed.connect(self.viewport().update)

    def _dress(self, row_height: int) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(row_height))
        head = _Head(self)
        self.setHorizontalHeader(head)
        for each in (head, self.verticalHeader()):
            each.setAccessibleName(_("Judul kolom"))
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setMinimumSectionSize(theme.px(28))
        head.setFixedHeight(theme.px(36))
        self._lay_columns()

    def set_widths(self, widths: Sequence[int], padding: int = 8) -> None:
        """Other widths for a narrower window; -1 hides a column, 0 takes the rest."""
        self._widths, self.padding = list(widths), padding
        self._lay_columns()

    def _lay_columns(self) -> None:
        head = self.horizontalHeader()
        for n, width in enumerate(self._widths):
            self.setColumnHidden(n, width < 0)
            stretch = QHeaderView.ResizeMode.Stretch if width == 0 else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(n, stretch)
            if width > 0:
                head.resizeSection(n, theme.px(width))

    def pad_of(self, column: Column) -> int:
        """What a column leaves free at both sides, in pixels."""
        return theme.px(min(column.pad, self.padding))

    def first_column(self) -> int:
        return next((n for n, width in enumerate(self._widths) if width >= 0), 0)

    def strip_left(self) -> float:
        """Where a strip's words begin: at the column that takes the rest."""
        at = self._widths.index(0) if 0 in self._widths else 0
        return sum(theme.px(width) for width in self._widths[:at] if width > 0) + theme.px(self.padding)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, from the one at the top now on."""
        at = self.verticalScrollBar().value()
        self.rows_model.show_rows(rows)
        self.clearSpans()
        for n, row in enumerate(rows):
            if row.span:
                self.setSpan(n, 0, 1, self.rows_model.columnCount())
        # Qt would measure the new rows only when it is idle; scrolling to one must not wait for that.
        self.updateGeometries()
        self.verticalScrollBar().setValue(at)

    def show_empty(self, words: str, icon: str = "scan") -> None:
        """The one sentence shown while there is nothing."""
        self._empty = (words, icon)
        self.viewport().update()

    def reveal(self, number: int) -> None:
        """Scroll so that the row is in sight."""
        if 0 <= number < self.rows_model.rowCount():
            self.scrollTo(self.rows_model.index(number, self.first_column()))

    def flash(self, number: int) -> None:
        """Turmeric for 120 ms, then its own colour; nothing when motion is off."""
        if theme.motion():
            self.flashing = number
            self.viewport().update()
            QTimer.singleShot(FLASH, self, self._end_flash)

    def _end_flash(self) -> None:
        self.flashing = -1
        self.viewport().update()

    def _pressed(self, index: QModelIndex) -> None:
        told = self.strip_pressed if self.rows_model.row(index.row()).span else self.row_pressed
        told.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed is the screen's; Qt would look for it in the cells, which hold no text of its kind."""
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._corners.setGeometry(self.rect())
        self._corners.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        words, icon = self._empty
        if words and not self.rows_model.rowCount():
            painter = QPainter(self.viewport())
            area = QRectF(self.viewport().rect())
            side = theme.px(24)
            y = area.center().y() - theme.px(24)
            icons.draw(painter, icon, "ink3", area.center().x() - side / 2, y, side)
            for n, told in enumerate(texts.wrapped(words, area.width() - theme.px(24), Size.BODY, most=4)):
                line = QRectF(area.left(), y + theme.px(30 + 24 * n), area.width(), theme.px(24))
                texts.draw(painter, told, line, Size.BODY, "ink2", align=texts.CENTRE)


class _Corners(QWidget):
    """Rounds the corners of a list, whose header and viewport Qt paints square."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def fit(self) -> None:
        side, area = theme.px(9), self.rect()
        corners = QRegion()
        for x in (0, area.width() - side):
            for y in (0, area.height() - side):
                corners = corners.united(QRegion(x, y, side, side))
        self.setMask(corners)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, card = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        card.addRoundedRect(QRectF(self.rect()), theme.px(8), theme.px(8))
        painter.fillPath(whole.subtracted(card), theme.colour("paper"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8))


def plain(*words: str) -> Row:
    """A row of plain words, for simple tables."""
    return Row(tuple(Cell(word, size=Size.BODY) for word in words))
