"""A report's rows on the screen: head and totals stand still, only rows in sight are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from desktop import keycaps, tables, texts, theme
from desktop.cells import Cell, Column, Row
from desktop.lists import RowList
from desktop.row_models import RowModel
from desktop.tables import Order, Sheet
from desktop.theme import Size
from printing.reports import Column as ReportColumn
from printing.reports import Kind, Report, RowStyle, naming_column

ROW, FOOT = 38, 42
PAD = 10
WIDEST, NARROWEST, NAMING = 340, 96, 200
#: So many rows say how wide a column has to be.
SAMPLE = 200
#: Of them so many of the longest are measured.
LONGEST = 12
KNOWN = 400
PLAIN = RowStyle()


class ReportModel(RowModel):
    """Rows of a report, made into cells when they come into sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.report: Report | None = None
        self.order: Order | None = None
        self.chosen = -1
        self._made: dict[int, Row] = {}

    def show_report(self, report: Report, order: Order | None, columns: Sequence[Column]) -> None:
        self.beginResetModel()
        self.report, self.order, self.columns, self._made = report, order, tuple(columns), {}
        self.endResetModel()

    def choose(self, number: int) -> None:
        """Another row is the chosen one."""
        for each in (self.chosen, number):
            self._made.pop(each, None)
        self.chosen = number
        self.layoutChanged.emit()

    def rowCount(self, parent: object = None) -> int:
        return 0 if self.report is None else len(self.report.rows)

    def row(self, number: int) -> Row:
        found = self._made.get(number)
        if found is None:
            if len(self._made) > KNOWN:
                self._made.clear()
            found = self._made[number] = self._make(number)
        return found

    def _make(self, number: int) -> Row:
        report = self.report
        if report is None:
            return Row(())
        marked, chosen = number in report.marked, number == self.chosen
        style = report.styles.get(number, PLAIN)
        cells = [
            Cell(
                tables.on_screen(cell, column.kind),
                style.bold or self._bold(place),
                self._tone(place, cell, marked),
                Size.BODY,
            )
            for place, (cell, column) in enumerate(zip(report.rows[number], report.columns, strict=True))
        ]
        ground = "accent_tint" if chosen else "card"
        if report.grouped and number in report.styles:
            # A group names itself in the first column, with the mark of what it hides or shows.
            mark = "▼" if number in report.sums else "▶"
            cells[0] = replace(cells[0], text=f"{mark} {cells[0].text}", tone="titip" if marked else "ink")
            cells[1:] = [replace(each, text="" if each.text == "–" else each.text) for each in cells[1:]]
            ground = "accent_tint" if chosen else "sunk"
        elif report.grouped:
            cells[0] = replace(cells[0], tone="ink3", bold=False)
        elif report.styles:
            cells = self._stated(cells, style)
        return Row(tuple(cells), bar="accent" if chosen else "", ground=ground)

    def _stated(self, cells: list[Cell], style: RowStyle) -> list[Cell]:
        """A statement's row: its words further in, and nothing told where nothing stands."""
        words = replace(cells[self.naming], text="\N{NO-BREAK SPACE}" * 6 * style.level + cells[self.naming].text)
        told = [replace(each, text="" if each.text == "–" else each.text, bold=style.bold) for each in cells]
        told[self.naming] = replace(words, bold=style.bold)
        return told

    def _bold(self, place: int) -> bool:
        """What names a row, and what it is sorted by."""
        return place == self.naming or (self.order is not None and place == self.order.column)

    def _tone(self, place: int, cell: object, marked: bool) -> str:
        if marked and place == self.naming:
            return "titip"
        return "ink" if cell else "ink3"

    @property
    def naming(self) -> int:
        return naming_column(self.report) if self.report is not None else 0


class _SortHead(QHeaderView):
    """The head: a column that was pressed is what the rows are sorted by, and says so."""

    def __init__(self, view: ReportRows) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column, order = self._view.rows_model.columns[logicalIndex], self._view.model_shown.order
        pad = theme.px(PAD)
        painter.fillRect(rect, theme.colour("sunk"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        box = QRectF(rect).adjusted(pad, 0, -pad, -1)
        title, tone = column.title, "ink2"
        if order is not None and order.column == logicalIndex:
            title, tone = f"{title} {'▼' if order.descending else '▲'}", "ink"
        texts.draw(painter, title, box, Size.MINI, tone, bold=True, align=column.align)


class ReportRows(RowList):
    """The rows.

    Signals:
    column_pressed(int): the head of a column was pressed.
    """

    column_pressed = Signal(int)

    def __init__(self, name: str) -> None:
        self.model_shown = ReportModel()
        self._empty_columns: frozenset[int] = frozenset()
        super().__init__((), row_height=ROW, model=self.model_shown, name=name)
        self.model_shown.setParent(self)
        self.padding = PAD
        head = _SortHead(self)
        self.setHorizontalHeader(head)
        head.setAccessibleName(name)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setMinimumSectionSize(theme.px(28))
        head.setFixedHeight(theme.px(36))
        head.sectionClicked.connect(self.column_pressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)

    def show_sheet(self, sheet: Sheet) -> None:
        report = sheet.report
        self.model_shown.chosen, self._empty_columns = -1, sheet.empty
        columns = [Column(each.label, 1, texts.RIGHT if each.number else texts.LEFT, PAD) for each in report.columns]
        self.model_shown.show_report(report, sheet.order, columns)
        self.fit()
        self.verticalScrollBar().setValue(0)

    def fit(self) -> None:
        """Give each column its room: numbers as wide as they are, words sharing the rest."""
        report = self.model_shown.report
        if report is None:
            return
        self._widths = widths(report, self._empty_columns, self.viewport().width())
        head = self.horizontalHeader()
        for place, width in enumerate(self._widths):
            self.setColumnHidden(place, width < 0)
            if width > 0:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(place, width)
        self.updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def widths(report: Report, empty: frozenset[int], room: int) -> list[int]:
    """How wide each column is, in pixels; -1 for one in which nothing stands."""
    natural = [_natural(report, place, column) for place, column in enumerate(report.columns)]
    found = [-1 if n in empty else width for n, width in enumerate(natural)]
    left, naming = room - sum(width for width in found if width > 0), naming_column(report)
    if not found:
        return []
    if left >= 0 and found[naming] > 0:
        # The words that name a row take what is left, so that the numbers stand together.
        found[naming] += left
    elif left < 0:
        # A day or a moment is read whole or not at all.
        words = [n for n, each in enumerate(report.columns) if each.kind is Kind.TEXT and n not in empty]
        narrow, missing = _narrowed(found, words, naming, -left, NARROWEST)
        # What has to be scrolled in any case is at least read without guessing.
        found = _narrowed(found, words, naming, -left, NAMING)[0] if missing else narrow
    return found


def _narrowed(widths: list[int], words: Sequence[int], naming: int, over: int, least: int) -> tuple[list[int], int]:
    """With columns of words given way by so many pixels, the one that names a row last and least; what is missing."""
    found = list(widths)
    for place in sorted(words, key=lambda n: (n == naming, -found[n])):
        spare = min(over, max(0, found[place] - theme.px(NAMING if place == naming else least)))
        found[place] -= spare
        over -= spare
    return found, over


def _sample(report: Report) -> list[Sequence[object]]:
    count = len(report.rows)
    step = max(1, count // SAMPLE)
    return [report.rows[n] for n in range(0, count, step)]


def _natural(report: Report, place: int, column: ReportColumn) -> int:
    told = [tables.on_screen(row[place], column.kind) for row in _sample(report)]  # type: ignore[arg-type]
    if report.totals is not None:
        told.append(tables.on_screen(report.totals[place], column.kind))
    # Of words with as many letters one is wider than another.
    longest = sorted(set(told), key=len)[-LONGEST:]
    if report.grouped and place == 0:
        # Beside the mark of a group that is folded or not.
        longest = [f"▼ {each}" for each in longest]
    widest = max((texts.width(each, Size.BODY, bold=True) for each in longest), default=0)
    text = max(widest, texts.width(f"{column.label} ▼", Size.MINI, bold=True))
    return min(text, theme.px(WIDEST)) + 2 * theme.px(PAD) + 1


class _Foot(QWidget):
    """The totals, under the rows' own columns."""

    def __init__(self, rows: ReportRows) -> None:
        super().__init__()
        self._rows = rows
        self.setFixedHeight(theme.px(FOOT))
        rows.horizontalHeader().sectionResized.connect(self.update)
        rows.horizontalScrollBar().valueChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        report = self._rows.model_shown.report
        if report is None or report.totals is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        keycaps.box(painter, area, theme.px(8), theme.colour("sunk"), theme.colour("line"))
        head, pad, left = self._rows.horizontalHeader(), theme.px(PAD), self._rows.viewport().x()
        painter.setClipRect(self.rect().adjusted(1, 0, -1, 0))
        for place, (cell, column) in enumerate(zip(report.totals, report.columns, strict=True)):
            if self._rows.isColumnHidden(place) or cell is None:
                continue
            box = QRectF(left + head.sectionViewportPosition(place), 0, head.sectionSize(place), self.height())
            align = texts.RIGHT if column.number else texts.LEFT
            told = tables.on_screen(cell, column.kind)
            texts.draw(painter, told, box.adjusted(pad, 0, -pad, 0), Size.BODY, "ink", bold=True, align=align)

    def speak(self, report: Report) -> None:
        """Its accessible name: every total with its column."""
        totals = report.totals or ()
        named = [
            f"{column.label} {tables.on_screen(cell, column.kind)}"
            for cell, column in zip(totals, report.columns, strict=False)
            if cell is not None and column.kind is not Kind.TEXT
        ]
        self.setAccessibleName(", ".join(named))


class ReportTable(QWidget):
    """Rows with their head, and the totals under them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = ReportRows(name)
        self.foot = _Foot(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self.rows, 1)
        column.addWidget(self.foot)
        self.foot.hide()

    @property
    def report(self) -> Report | None:
        return self.rows.model_shown.report

    @property
    def chosen(self) -> int:
        """The number of the chosen row, -1 for none."""
        return self.rows.model_shown.chosen

    def show_sheet(self, sheet: Sheet) -> None:
        report = sheet.report
        self.rows.show_sheet(sheet)
        self.foot.setVisible(report.totals is not None)
        self.foot.speak(report)
        self.foot.update()

    def choose(self, number: int) -> None:
        """Make a row the chosen one, as far as there are rows, and bring it into sight."""
        count = self.rows.model_shown.rowCount()
        if count:
            self.rows.model_shown.choose(max(0, min(number, count - 1)))
            self.rows.reveal(self.chosen)

    def reveal_column(self, column: int) -> None:
        """Bring a column of a wide table into sight."""
        head, bar = self.rows.horizontalHeader(), self.rows.horizontalScrollBar()
        left, wide = head.sectionPosition(column), head.sectionSize(column)
        if left < bar.value():
            bar.setValue(left)
        elif left + wide > bar.value() + self.rows.viewport().width():
            bar.setValue(left + wide - self.rows.viewport().width())

    def page(self) -> int:
        """How many rows are in sight."""
        return max(1, self.rows.viewport().height() // theme.px(ROW) - 1)
