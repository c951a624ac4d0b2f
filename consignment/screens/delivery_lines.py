"""The table on the delivery desk: a row of fields for each good, what is to be said under them, who answers for what.

Fields write straight into the desk.  Enter walks from field to field, the arrows from row to
row; Ditolak opens the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consignment.delivery_desks import DeliveryDesk, DeskLine
from consignment.delivery_warnings import Word
from consignment.screens.delivery_parts import EXAMPLE, DayField, Liabilities, NameCell, RejectButton, WordStrip
from desktop import keycaps, layouts, texts, theme
from desktop.amounts import QuantityField
from desktop.fields import Field
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import BadInput
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import _, ngettext, short_date

ROW = 72
Change = Callable[[DeskLine], DeskLine]
#: Widths of number, Dibawa, Diterima, Ditolak, Harga Titip, Harga Jual, date; -1 leaves one out.
WIDE, NARROW = (28, 74, 74, 150, 84, 88, 146), (-1, 68, 68, 96, -1, 88, 114)
GAP = 10


class LineRow(QFrame):
    """One good on the desk.

    Signals:
    changed(int, object): a function of the line as it was, that gives it as it is now.
    chosen(int): a field of it has the focus, or it was touched.
    rejecting(int): a reason is asked for.
    walked(int, str): Enter in a field of it, which one.
    moved(int, str): an arrow in a field: to the row at this place, the same field.
    """

    changed = Signal(int, object)
    chosen = Signal(int)
    rejecting = Signal(int)
    walked = Signal(int, str)
    moved = Signal(int, str)

    def __init__(self, place: int, today: Callable[[], date]) -> None:
        super().__init__()
        self.place, self._today = place, today
        self.is_chosen, self._product_id = False, 0
        self.setFixedHeight(theme.px(ROW))
        self.number = Label(str(place + 1), Size.MINI, tone="ink2", align=texts.CENTRE)
        self.name = NameCell()
        self.offered = QuantityField(size=Size.LINE)
        self.accepted = QuantityField(size=Size.LINE)
        self.rejected = RejectButton()
        self.hers = Label("", Size.LINE, align=texts.RIGHT)
        self.price = Label("", Size.LINE, bold=True, align=texts.RIGHT)
        self.under_price = Label("", Size.MINI, tone="ink2", align=texts.RIGHT)
        self.expires_on = DayField(_("Tgl. Kedaluwarsa"))
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, QLineEdit]:
        return {"offered": self.offered, "accepted": self.accepted, "expires_on": self.expires_on}

    def _lay_out(self) -> None:
        prices = layouts.held(layouts.column(1, self.price, self.under_price, 1, gap=0))
        self._cells: tuple[QWidget, ...] = (
            self.number,
            self.offered,
            self.accepted,
            self.rejected,
            self.hers,
            prices,
            self.expires_on,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(GAP))
        row.addWidget(self.number)
        row.addWidget(self.name, 1)
        for cell in self._cells[1:]:
            row.addWidget(cell)

    def _connect(self) -> None:
        self.offered.quantity_changed.connect(lambda typed: self._tell(lambda line: _offered(line, typed)))
        self.accepted.quantity_changed.connect(
            lambda typed: self._tell(lambda line: replace(line, taken=NOTHING if typed is None else typed))
        )
        self.rejected.clicked.connect(lambda: self.rejecting.emit(self.place))
        self.expires_on.editingFinished.connect(self.settle)
        self.expires_on.submitted.connect(self._proposed)
        for name, field in self.fields.items():
            field.installEventFilter(self)
            field.submitted.connect(lambda name=name: self._entered(name))  # type: ignore[attr-defined]

    def _tell(self, change: Change) -> None:
        self.changed.emit(self.place, change)

    def _proposed(self) -> None:
        """Enter in an empty day takes the one that stands there in grey."""
        proposed = self.expires_on.placeholderText()
        if not self.expires_on.text() and proposed != EXAMPLE:
            self.expires_on.setText(proposed)

    def _entered(self, name: str) -> None:
        if name == "expires_on":
            self.settle()
            if self.expires_on.error:
                return
        self.walked.emit(self.place, name)

    def settle(self) -> None:
        """What was typed as a day becomes one; one that is past is said here already."""
        try:
            read = self.expires_on.day(self._today())
        except BadInput as wrong:
            self.expires_on.show_error(str(wrong))
            return
        self.expires_on.clear_error()
        self.expires_on.setText(short_date(read) if read is not None else "")
        self._tell(lambda line: line if line.expires_on == read else replace(line, expires_on=read))

    def set_narrow(self, narrow: bool) -> None:
        for cell, width in zip(self._cells, NARROW if narrow else WIDE, strict=True):
            cell.setVisible(width >= 0)
            cell.setFixedWidth(theme.px(max(width, 0)))
        self.under_price.setVisible(narrow)
        self.name.set_size(Size.NARROW_LINE if narrow else Size.LINE)
        for field in (self.offered, self.accepted):
            field.setFont(theme.font(Size.BODY if narrow else Size.LINE, True))

    def show_line(self, line: DeskLine, hard: Sequence[str], *, chosen: bool) -> None:
        """All of it as the desk has it, but the field that is being typed into."""
        self.name.show_good(line.name, facts(line))
        for field, quantity in ((self.offered, line.offered or None), (self.accepted, line.accepted)):
            field.setAccessibleName(_("Dibawa") if field is self.offered else _("Diterima"))
            if field.quantity != quantity and not (field.hasFocus() and field.quantity is None):
                field.set_quantity(quantity)
        self.rejected.show_rejected(line.rejected, line.why)
        if line.product_id != self._product_id:
            self._product_id = line.product_id
            self.expires_on.clear_error()
        each = line.hers_each
        self.hers.setText(each.bare if each is not None else "–")
        self.price.setText(line.price.bare if line.price is not None else "–")
        self.under_price.setText(_("titip {price}").format(price=each.bare) if each is not None else "–")
        self.price.set_tone("titip" if line.repriced else "ink")
        self.expires_on.setPlaceholderText(proposed(line, self._today()))
        if not self.expires_on.error:
            self.expires_on.show_day(line.expires_on)
        for name, told in self.fields.items():
            if isinstance(told, Field) and not told.error:
                theme.dress(told, state="error" if name in hard and not told.hasFocus() else "")
        if chosen is not self.is_chosen:
            self.is_chosen = chosen
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line to the row below, and the bar of the chosen one."""
        painter = QPainter(self)
        if self.is_chosen:
            painter.fillRect(0, 0, theme.px(4), self.height() - 1, theme.colour("titip"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.chosen.emit(self.place)
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                name = next(each for each, field in self.fields.items() if field is watched)
                self.moved.emit(self.place + step, name)
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: object) -> None:
        self.chosen.emit(self.place)


def _offered(line: DeskLine, typed: Quantity | None) -> DeskLine:
    """Another number was brought: what was rejected stays rejected, where that can be."""
    offered = typed or NOTHING
    if line.taken is None or not line.rejected:
        return replace(line, offered=offered, taken=None)
    return replace(line, offered=offered, taken=max(offered - line.rejected, NOTHING))


def proposed(line: DeskLine, today: date) -> str:
    """The day it usually keeps until, as it may be typed."""
    if not line.keeps_days:
        return EXAMPLE
    return short_date((line.produced_on or today) + timedelta(days=line.keeps_days))


def facts(line: DeskLine) -> str:
    """What is still here of it and how it sells: `Sisa 13, laku 4 sehari`."""
    told = []
    if len(line.units) > 1 or line.unit.factor != ONE:
        told.append(line.unit.name if line.unit.factor == ONE else f"{line.unit.name} isi {line.unit.factor.shown}")
    if not line.on_hand and not line.daily:
        told.append(_("Habis") if line.age is not None else _("Baru"))
        return ", ".join(told)
    told.append(_("Sisa {left}").format(left=line.on_hand.shown))
    if line.daily:
        told.append(_("laku {daily} sehari").format(daily=line.daily.shown))
    elif line.age is not None:
        aged = ngettext("umur {count} hari", "umur {count} hari", line.age).format(count=line.age)
        told.append(aged if line.age else _("hari ini"))
    return ", ".join(told)


class _Head(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0, 0, 0, theme.px(8))
        keycaps.box(painter, area, theme.px(7), theme.colour("sunk"), None)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class LineTable(QFrame):
    """All rows, what is to be said under them, and the liability line at the foot.

    Signals are those of `LineRow`; `finished` is Enter in the last field of all, and `wrong_day`
    says what is wrong with a day that was typed, "" when it is put right.
    """

    changed = Signal(int, object)
    chosen = Signal(int)
    rejecting = Signal(int)
    finished = Signal()
    wrong_day = Signal(str)
    word_pressed = Signal(int, str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._today, self._narrow = today, False
        self.rows: list[LineRow] = []
        self.words: list[WordStrip] = []
        self.heads = self._made_heads()
        self._inner = QWidget()
        self._lines = layouts.column(gap=0)
        self._said = layouts.column(gap=8, margins=(16, 12, 16, 12))
        self.empty = Label("", Size.BODY, tone="ink2", align=texts.CENTRE, wrap=True)
        self._inner.setLayout(layouts.column(self._lines, self._said, self.empty, 1, gap=0))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inner)
        self.area.verticalScrollBar().rangeChanged.connect(self._align_heads)
        self.foot = Liabilities()
        self._foot = layouts.held(layouts.column(texts.rule(), self.foot, gap=0))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.heads)
        column.addWidget(self.area, 1)
        column.addWidget(self._foot)

    def _made_heads(self) -> QWidget:
        """The head of the table, with the same measures as its rows."""
        head = _Head()
        head.setFixedHeight(theme.px(40))
        # It is as wide as the rows under it, and never makes the window wider.
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = ("", _("Dibawa"), _("Diterima"), _("Ditolak"), _("Harga Titip"), _("Harga Jual"), _("Tgl. Kedaluwarsa"))
        self._head_cells = [
            Label(each, Size.MINI, bold=True, tone="ink2", align=texts.LEFT if n in (3, 6) else texts.RIGHT)
            for n, each in enumerate(words)
        ]
        name = Label(_("Barang Titipan"), Size.MINI, bold=True, tone="ink2")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(GAP))
        row.addWidget(self._head_cells[0])
        row.addWidget(name, 1)
        for cell in self._head_cells[1:]:
            row.addWidget(cell)
        return head

    def _align_heads(self, _least: int, most: int) -> None:
        """The heads stand over their columns, whether there is a bar beside the rows or not."""
        bar = self.area.verticalScrollBar().sizeHint().width() if most > 0 else 0
        self.heads.setContentsMargins(0, 0, bar, 0)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        for cell, width in zip(self._head_cells, NARROW if narrow else WIDE, strict=True):
            cell.setVisible(width >= 0)
            cell.setFixedWidth(theme.px(max(width, 0)))
        self._head_cells[6].setText(_("Kedaluwarsa") if narrow else _("Tgl. Kedaluwarsa"))
        for row in self.rows:
            row.set_narrow(narrow)

    def show_desk(self, desk: DeliveryDesk, words: Sequence[Word]) -> None:
        """The rows as the desk has them, and what is to be said of them."""
        while len(self.rows) < len(desk.lines):
            self._add_row()
        for row in self.rows[len(desk.lines) :]:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self.rows[len(desk.lines) :]
        for place, (row, line) in enumerate(zip(self.rows, desk.lines, strict=True)):
            hard = [each.field for each in words if each.hard and each.row == place + 1]
            row.show_line(line, hard, chosen=place == desk.chosen)
        self._say(words)
        self._foot.setVisible(desk.maker is not None)
        self.empty.setVisible(not desk.lines)

    def show_empty(self, words: str) -> None:
        self.empty.setText(words)

    def _add_row(self) -> None:
        row = LineRow(len(self.rows), self._today)
        row.changed.connect(self.changed.emit)
        row.chosen.connect(self.chosen.emit)
        row.rejecting.connect(self.rejecting.emit)
        row.walked.connect(self._walk)
        row.moved.connect(self._move)
        row.expires_on.error_changed.connect(self.wrong_day.emit)
        row.set_narrow(self._narrow)
        self.rows.append(row)
        self._lines.addWidget(row)

    def _say(self, words: Sequence[Word]) -> None:
        while len(self.words) < len(words):
            strip = WordStrip()
            strip.pressed.connect(self.word_pressed.emit)
            self.words.append(strip)
            self._said.addWidget(strip)
        for n, strip in enumerate(self.words):
            strip.show_word(words[n] if n < len(words) else None)

    # -- where the focus goes --------------------------------------------------

    def settle(self) -> None:
        """What is half typed is read now."""
        for row in self.rows:
            if row.expires_on.hasFocus():
                row.settle()

    @property
    def wrong(self) -> int | None:
        """The first row whose day is none."""
        return next((row.place for row in self.rows if row.expires_on.error), None)

    def begin(self, place: int, name: str) -> bool:
        """Type into a field from its start; False where there is none."""
        if not 0 <= place < len(self.rows):
            return False
        field = self.rows[place].fields.get(name, self.rows[place].offered)
        self.area.ensureWidgetVisible(self.rows[place])
        field.setFocus()
        if isinstance(field, QuantityField):
            field.set_quantity(field.quantity)
        else:
            field.selectAll()
        return True

    def _move(self, place: int, name: str) -> None:
        self.begin(place, name)

    def _walk(self, place: int, name: str) -> None:
        """Enter: on to the next field, from the last one to the next row, from the last row to the end."""
        row = self.rows[place]
        if name == "offered":
            self.begin(place, "accepted")
        elif name == "accepted" and row.rejected.lacks:
            self.rejecting.emit(place)
        elif name == "accepted":
            self.begin(place, "expires_on")
        elif not self.begin(place + 1, "offered"):
            self.finished.emit()
