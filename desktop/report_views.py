"""Any report on the screen: its picture and figures, its rows sorted and narrowed, what a row leads to.

The view knows no goods and no sales, only `Report`.  Sorting and narrowing of long reports is
done by the screen's deeds, off the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import report_groups, tables, theme
from desktop.bars import LimitBar
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.layouts import row
from desktop.report_charts import ReportBand
from desktop.report_groups import Grouping
from desktop.report_tables import ReportTable
from desktop.tables import Order, Sheet
from desktop.texts import Label
from desktop.theme import Size
from koperasi.stops import WHOLE, Stop
from koperasi.text import _
from printing.reports import Column, Report

#: Up to so many rows are arranged at once; more of them by a deed.
AT_ONCE = 2_000
#: A report that is there sooner shows no sign of work.
PATIENCE = 300

Arrange = Callable[[Callable[[], Sheet], Callable[[Sheet], object]], None]


class BusyStrip(Card):
    """How far a long report is, for how long, and the key that ends it."""

    def __init__(self, cancel: KeyButton) -> None:
        super().__init__(pad=(16, 8), gap=6)
        self._stop: Stop | None = None
        self._since = 0.0
        self._told = ""
        self._words = Label("", Size.BODY, bold=True)
        self.bar = LimitBar()
        self.body.addLayout(row(self._words, self.bar, cancel, gap=16))
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self.show)
        self._ticks = QTimer(self, interval=200)
        self._ticks.timeout.connect(self._tick)
        self.hide()

    def begin(self, stop: Stop, told: str = "") -> None:
        """`told` has a place for the `{seconds}` it takes."""
        self._stop, self._since = stop, monotonic()
        self._told = told or _("Menghitung… {seconds} detik")
        self._tick()
        self._late.start()
        self._ticks.start()

    def end(self) -> None:
        self._stop = None
        self._late.stop()
        self._ticks.stop()
        self.hide()

    def _tick(self) -> None:
        if self._stop is not None:
            seconds = int(monotonic() - self._since)
            self._words.setText(self._told.format(seconds=seconds))
            self.bar.show_share(self._stop.done * 80 // WHOLE, 100)


class ReportView(QWidget):
    """Picture, figures, rows, totals and notes of one report.

    `arrange(work, done)` has long reports sorted and narrowed off the GUI thread.

    Signals:
    row_opened(str, object): the kind and the id that a row leads to.
    sheet_shown(): other rows are shown now.
    """

    row_opened = Signal(str, object)
    sheet_shown = Signal()

    def __init__(self, arrange: Arrange, cancel: KeyButton, name: str = "") -> None:
        super().__init__()
        self._arrange = arrange
        self._report: Report | None = None
        self._order: Order | None = None
        self._words = ""
        self._grouping: Grouping | None = None
        self._chosen = -1
        self.sheet: Sheet | None = None
        self.busy = BusyStrip(cancel)
        self.band = ReportBand()
        self.table = ReportTable(name)
        self.notes = Label("", Size.MINI, tone="ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for widget in (self.busy, self.band):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        #: Under the table: the notes, and what can be done with a row.
        self.foot = row(self.notes, gap=8)
        self.foot.setStretch(0, 100)
        self.foot.addStretch(1)
        column.addLayout(self.foot)
        self.band.hide()
        self.notes.hide()
        self.table.rows.column_pressed.connect(self.sort_by)
        self.table.rows.row_pressed.connect(self._row_pressed)

    @property
    def report(self) -> Report | None:
        """The whole report, in the order it came in."""
        return self._report

    @property
    def shown(self) -> Report | None:
        """What is seen: what is printed, copied and saved."""
        return self.sheet.report if self.sheet is not None else None

    def show_report(self, report: Report) -> None:
        """Another report; order, groups and words stay while its columns are the same."""
        if self._report is None or [c.key for c in report.columns] != [c.key for c in self._report.columns]:
            self._order, self._grouping = None, None
        self._report = report
        self._again()

    def forget(self, words: str = "", icon: str = "chart") -> None:
        """Show nothing, and say why."""
        self._report, self.sheet, self._order, self._grouping = None, None, None, None
        empty = Report("", "", (), ())
        self.table.show_sheet(Sheet(empty, 0))
        self.table.rows.show_empty(words, icon)
        self.band.hide()
        self.notes.hide()
        self.sheet_shown.emit()

    def narrow(self, words: str) -> None:
        """Only rows that have these words."""
        if words != self._words:
            self._words = words
            self._again()

    def sort_by(self, column: int) -> None:
        """By this column as it is shown: largest number first, words from A; pressed again the other way round."""
        if self._report is None or self.sheet is None:
            return
        self._sort(self._place(column))

    def _place(self, column: int) -> int:
        """Where a column that is shown stands in the whole report: groups move theirs to the front."""
        report, sheet = self._report, self.sheet
        if report is None or sheet is None:
            return column
        keys = [each.key for each in report.columns]
        return keys.index(sheet.report.columns[column].key)

    def _sort(self, place: int) -> None:
        if self._report is None:
            return
        if self._order is not None and self._order.column == place:
            self._order = Order(place, not self._order.descending)
        else:
            self._order = Order(place, self._report.columns[place].number)
        self._again()

    def sort_beside(self, step: int) -> None:
        """By the next column in sight (1) or the one before (−1): sorting without a mouse."""
        if self._report is None or self.sheet is None:
            return
        seen = [n for n in range(len(self.sheet.report.columns)) if n not in self.sheet.empty]
        order = self.sheet.order
        at = seen.index(order.column) if order is not None and order.column in seen else -1
        column = seen[(at + step) % len(seen)] if at >= 0 or step > 0 else seen[-1]
        self.sort_by(column)
        self.table.reveal_column(column)

    @property
    def may_group(self) -> tuple[Column, ...]:
        """By what the rows can be put together."""
        return report_groups.may_group(self._report) if self._report is not None else ()

    @property
    def grouping(self) -> Grouping | None:
        """By what they are put together."""
        return self._grouping

    def group_by(self, key: str) -> None:
        """Put rows together by a column, folded; "" for each row by itself."""
        known = key in {each.key for each in self.may_group}
        wanted = Grouping(key, all_folded=True) if known else None
        if (wanted.key if wanted else "") != (self._grouping.key if self._grouping else ""):
            self._grouping = wanted
            self._again()

    def fold_all(self) -> None:
        """Show the sums of the groups alone; and all rows again."""
        if self._grouping is not None:
            self._grouping = Grouping(self._grouping.key, not self._grouping.all_folded)
            self._again()

    def group_at(self, number: int) -> str | None:
        """The name of the group whose sum a shown row is; None for other rows."""
        report = self.shown
        if report is None or not 0 <= number < len(report.rows):
            return None
        return report_groups.group_of(report, number)

    def folded(self, group: str) -> bool:
        """Whether a group shows its sum alone."""
        return self._grouping is not None and self._grouping.folded(group)

    def fold(self, number: int) -> None:
        """Fold the group whose sum this row is, or unfold it."""
        group = self.group_at(number)
        if group is not None and self._grouping is not None:
            self._grouping, self._chosen = self._grouping.turn(group), number
            self._again(stay=True)

    def turn(self) -> None:
        """The same column the other way round."""
        if self._order is not None:
            self._sort(self._order.column)

    def step(self, rows: int) -> None:
        """Choose a row so many further down (or up)."""
        self.table.choose(self.table.chosen + rows if self.table.chosen >= 0 else 0)

    def opening(self) -> tuple[str, int] | None:
        """What the chosen row leads to, if it leads anywhere."""
        report, chosen = self.shown, self.table.chosen
        if report is None or report.opens is None or not 0 <= chosen < len(report.opens.ids):
            return None
        found = report.opens.ids[chosen]
        return None if found is None else (report.opens.kind, found)

    def open_chosen(self) -> None:
        """Go where the chosen row leads; a group opens itself."""
        leads = self.opening()
        if leads is not None:
            self.row_opened.emit(*leads)
        else:
            self.fold(self.table.chosen)

    def _row_pressed(self, number: int) -> None:
        if self.group_at(number) is not None:
            self.fold(number)
            return
        again = number == self.table.chosen
        self.table.choose(number)
        self.sheet_shown.emit()
        if again:
            self.open_chosen()

    def _again(self, *, stay: bool = False) -> None:
        report, order, words, grouping = self._report, self._order, self._words, self._grouping
        if report is None:
            return

        def shown(sheet: Sheet) -> None:
            self._show(sheet, self._chosen if stay else -1)

        if len(report.rows) <= AT_ONCE:
            shown(tables.sheet(report, order, words, grouping))
        else:
            self._arrange(lambda: tables.sheet(report, order, words, grouping), shown)

    def _show(self, sheet: Sheet, chosen: int = -1) -> None:
        at = self.table.rows.verticalScrollBar().value() if chosen >= 0 else 0
        self.sheet = sheet
        report = sheet.report
        empty = _("Tidak ada baris dengan kata ini.") if sheet.words.split() else _("Tidak ada apa-apa di sini.")
        self.table.rows.show_empty(empty, "search" if sheet.words.split() else "chart")
        self._fit_band()
        self.table.show_sheet(sheet)
        if chosen >= 0:
            # Whoever folds a group goes on from there.
            self.table.rows.verticalScrollBar().setValue(at)
            self.table.choose(chosen)
        self.notes.setText("  ".join(report.notes))
        self.notes.setVisible(bool(report.notes))
        self.sheet_shown.emit()

    def _fit_band(self) -> None:
        if self.sheet is not None and self._report is not None:
            self.band.show_report(self.sheet.report, self.window().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._fit_band)
