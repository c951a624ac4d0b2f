"""The three lists of a statement: goods, lines, disputes; one of them is seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consignment import statement_words
from consignment.screens import statement_rows as rows
from consignment.statement_desks import Drafted, Opened
from consignment.statement_values import Disputed, Goods, Line
from desktop import layouts
from desktop.buttons import KeyButton
from desktop.cells import Row
from desktop.keys import Action
from inventory.screens.drawn_lists import DrawnList
from koperasi.text import _


class StatementLists(QWidget):
    """What a statement says, by goods, line by line, and what is disputed of it.

    Signals:
    turned(): another list is seen, or another row chosen.
    opened(): the chosen line was touched once more.
    """

    turned = Signal()
    opened = Signal()

    def __init__(self, actions: tuple[Action, Action, Action], right: QWidget) -> None:
        """`right` stands at the end of the line of tabs."""
        super().__init__()
        self.all_lines: tuple[Line, ...] = ()
        self.all_goods: tuple[Goods, ...] = ()
        self.marked: frozenset[int] = frozenset()
        self._disputed: frozenset[int] = frozenset()
        self.goods = DrawnList(rows.goods_columns(), self._goods_row, _("Barang"), holds_focus=True)
        self.lines = DrawnList(rows.line_columns(), self._line_row, _("Baris rincian"), holds_focus=True)
        self.disputes = DrawnList(
            rows.dispute_columns(), self._dispute_row, _("Bantahan"), row_height=60, holds_focus=True
        )
        self.lines.opened.connect(lambda _line: self.opened.emit())
        self.stack = QStackedWidget()
        self.tabs: dict[DrawnList, KeyButton] = {}
        for each, action in zip((self.goods, self.lines, self.disputes), actions, strict=True):
            self.stack.addWidget(each)
            self.tabs[each] = KeyButton(action)
            each.chosen_changed.connect(lambda _number: self.turned.emit())
        left = layouts.column(layouts.row(*self.tabs.values(), 1, right, gap=8), self.stack, gap=8)
        left.setStretch(1, 1)
        self.setLayout(left)
        self.turn(self.goods)

    @property
    def seen(self) -> DrawnList:
        found = self.stack.currentWidget()
        return found if isinstance(found, DrawnList) else self.goods

    def turn(self, tab: DrawnList) -> None:
        self.stack.setCurrentWidget(tab)
        for each, button in self.tabs.items():
            button.set_role("chosen" if each is tab else "plain")
        self.turned.emit()

    def fit(self, *, narrow: bool) -> None:
        self.goods.set_widths(rows.GOODS_NARROW if narrow else rows.GOODS_WIDTHS)
        self.lines.set_widths(rows.LINE_NARROW if narrow else rows.LINE_WIDTHS)
        self.disputes.set_widths(rows.DISPUTE_NARROW if narrow else rows.DISPUTE_WIDTHS)

    def show_empty(self, words: str, icon: str) -> None:
        """Nothing is there: it is being read, or there is nothing to say."""
        self.all_lines, self.all_goods, self.marked = (), (), frozenset()
        for each in (self.goods, self.lines, self.disputes):
            each.show_empty(words, icon)
            each.show_items(())

    def show_found(self, found: Drafted | Opened) -> None:
        """A statement, or what one would say."""
        told = found.draft if isinstance(found, Drafted) else found.statement
        disputes = found.disputes if isinstance(found, Opened) else ()
        self.all_lines, self.all_goods = told.lines, told.goods
        self._disputed = frozenset(each.line for each in disputes if each.open)
        self.goods.show_empty(_("Tidak ada barang."), "basket")
        self.disputes.show_empty(_("Tidak ada bantahan."), "check")
        self.goods.show_items(self.all_goods, self.goods.chosen)
        self.lines.show_items(self.all_lines, self.lines.chosen)
        self.disputes.show_items(disputes, self.disputes.chosen)

    @property
    def line(self) -> Line | None:
        """The chosen line, while the lines are seen."""
        found: Line | None = self.lines.item
        return found if self.seen is self.lines else None

    @property
    def dispute(self) -> Disputed | None:
        """The chosen dispute that is open, while the disputes are seen."""
        found: Disputed | None = self.disputes.item
        return found if self.seen is self.disputes and found is not None and found.open else None

    def mark(self) -> None:
        """The chosen line is one she disputes, or not after all; on to the next."""
        line = self.line
        if line is not None:
            self.marked ^= {line.line}
            self.lines.show_items(self.all_lines, self.lines.chosen)
            self.lines.choose(self.lines.chosen + 1)

    def unmark(self) -> None:
        self.marked = frozenset()

    def words_of(self, number: int) -> str:
        """A line in a few words; what stands on none is said to be missing."""
        line = next((each for each in self.all_lines if each.line == number), None)
        if line is None:
            return _("tidak ada di rincian")
        return " · ".join(each for each in (line.number, self._name(line) or statement_words.title(line)) if each)

    def key(self, event: QKeyEvent, *, may_mark: bool) -> bool:
        """Whether a key was one of the lists'."""
        if self.seen.step(event.key()):
            return True
        if event.key() == Qt.Key.Key_Space and may_mark and self.line is not None:
            self.mark()
            return True
        return False

    def _name(self, line: Line) -> str:
        return next((each.name for each in self.all_goods if each.product_id == line.product_id), "")

    def _goods_row(self, goods: Any, at: bool) -> Row:
        return rows.goods_row(goods, at=at)

    def _line_row(self, line: Any, at: bool) -> Row:
        disputed, marked = line.line in self._disputed, line.line in self.marked
        return rows.line_row(line, self._name(line), at=at, marked=marked, disputed=disputed)

    def _dispute_row(self, dispute: Any, at: bool) -> Row:
        return rows.dispute_row(dispute, self.words_of(dispute.line), at=at)
