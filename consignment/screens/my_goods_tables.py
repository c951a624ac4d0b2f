"""A maker's goods as rows with small bars, and her statements and payouts as rows with a chip.

Both scroll by touch, wheel and keys where there is more than the window shows; only the rows
in sight are painted, so a maker of a hundred goods costs no more than one of three.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from consignment import my_goods_words as words
from consignment.my_goods import MyGoods, MyLine, MyPayout, MyStatement
from desktop import chips, icons, keycaps, texts, theme
from desktop.chips import Chip
from desktop.theme import Size
from koperasi.text import N_, _

HEAD, ROW, PAPER_ROW = 44, 80, 52
#: Narrower than this, at 100 %, the small bars go.
BARS_FROM = 1_100
BARS_TALL = 40
#: What stands to the right of a number keeps so far away from it.
BESIDE = 20


@dataclass(frozen=True, slots=True)
class Col:
    """A column by its right edge (or left, where words begin), reckoned from the right side of the table."""

    title: str
    wide: int
    right: bool = True


COLUMNS = {
    "brought": Col(N_("Titip\nMasuk"), 92),
    "today": Col(N_("Laku\nhari ini"), 84),
    "month": Col(N_("Laku\nbulan ini"), 92),
    "bars": Col("", 212, right=False),
    "left": Col(N_("Sisa"), 82),
    "age": Col(N_("Umur"), 200, right=False),
}


class Rows(QScrollArea):
    """A painted list that scrolls; it has the focus without a ring of its own, so that arrow keys move it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A finger, or the mouse held down, drags it.
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages as Qt has them; to the ends besides."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
            return
        super().keyPressEvent(event)


class GoodsTable(QWidget):
    """Her goods; `show_goods(None, words)` says why there are none to see."""

    def __init__(self) -> None:
        super().__init__()
        self.goods: MyGoods | None = None
        self.empty = ""
        self.rows = Rows(_("Barang Titipan"))
        self._inner = _GoodsRows(self)
        self.rows.setWidget(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.px(HEAD), 1, 1)
        column.addWidget(self.rows)
        self.setMinimumHeight(theme.px(HEAD + ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_goods(self, goods: MyGoods | None, empty: str) -> None:
        self.goods, self.empty = goods, empty
        self._inner.fit(len(goods.lines) if goods is not None else 0)
        self.rows.verticalScrollBar().setValue(0)
        self.rows.verticalScrollBar().setSingleStep(theme.px(ROW))
        self._inner.setAccessibleName(words.spoken_rows(goods) if goods is not None and goods.lines else empty)
        self.update()

    def columns(self) -> dict[str, tuple[float, float]]:
        """Column → its left and right edge; the name takes what is left."""
        right = float(self._inner.width())
        edges: dict[str, tuple[float, float]] = {}
        for name in reversed(COLUMNS):
            if name == "bars" and self.width() < theme.px(BARS_FROM):
                continue
            wide = theme.px(COLUMNS[name].wide)
            edges[name] = (right - wide, right)
            right -= wide
        edges["name"] = (float(theme.px(10)), right - theme.px(8))
        return edges

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        keycaps.box(painter, area, theme.px(8), theme.colour("card"), theme.colour("line"))
        head = QRectF(1, 1, self.width() - 2, theme.px(HEAD) - 1)
        keycaps.box(painter, head, theme.px(7), theme.colour("sunk"), None)
        painter.fillRect(head.adjusted(0, head.height() / 2, 0, 0), theme.colour("sunk"))
        painter.fillRect(QRectF(1, head.bottom() - 1, head.width(), 1), theme.colour("line"))
        edges = self.columns()
        self._paint_title(painter, _("Barang Titipan"), edges["name"], right=False)
        for name, column in COLUMNS.items():
            if name in edges:
                title = self._bars_title() if name == "bars" else _(column.title)
                left, right = edges[name]
                begin = left if column.right else left + theme.px(BESIDE)
                self._paint_title(painter, title, (begin, right), right=column.right)

    def _bars_title(self) -> str:
        return _("Tiap hari, {month}").format(month=words.month(self.goods.today)) if self.goods else ""

    def _paint_title(self, painter: QPainter, title: str, edges: tuple[float, float], *, right: bool) -> None:
        left, end = edges
        lines = [texts.elided(each, end - left, Size.BODY, bold=True) for each in title.split("\n")]
        high = theme.px(18 if len(lines) > 1 else 22)
        top = theme.px(HEAD) / 2 - high * len(lines) / 2
        for n, each in enumerate(lines):
            box = QRectF(left, top + n * high, end - left, high)
            texts.draw(painter, each, box, Size.BODY, "ink2", bold=True, align=texts.RIGHT if right else texts.LEFT)


class _GoodsRows(QWidget):
    """The rows themselves, in the scroll area."""

    def __init__(self, table: GoodsTable) -> None:
        super().__init__()
        self._table = table

    def fit(self, count: int) -> None:
        self.setMinimumHeight(theme.px(ROW) * count)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        goods, high = self._table.goods, theme.px(ROW)
        if goods is None or not goods.lines:
            paint_empty(painter, QRectF(self.rect()), self._table.empty, "basket")
            return
        first, last = event.rect().top() // high, event.rect().bottom() // high
        edges = self._table.columns()
        for n in range(first, min(last + 1, len(goods.lines))):
            row = QRectF(0, n * high, self.width(), high)
            self._paint_row(painter, goods, goods.lines[n], row, edges)
            if row.bottom() < self.height() - 1:
                painter.fillRect(QRectF(0, row.bottom() - 1, row.width(), 1), theme.colour("line"))

    def _paint_row(
        self, painter: QPainter, goods: MyGoods, line: MyLine, row: QRectF, edges: dict[str, tuple[float, float]]
    ) -> None:
        left, right = edges["name"]
        over, under = _halves(row, left, right)
        texts.draw(painter, texts.elided(line.name, right - left, Size.LEAD, True), over, Size.LEAD, "ink", bold=True)
        # Where not all has room, what happened comes before the deal, which she knows.
        notes = words.notes(line)
        if texts.width(notes, Size.BODY) > under.width():
            notes = words.happened(line) or notes
        texts.draw(painter, texts.elided(notes, right - left, Size.BODY), under, Size.BODY, "ink2")
        for name, count, size, bold in (
            ("brought", line.brought, Size.LEAD, False),
            ("today", line.sold_today, Size.TITLE, True),
            ("month", line.sold, Size.TITLE, True),
            ("left", line.here.left, Size.TITLE, True),
        ):
            left, right = edges[name]
            box = QRectF(left, row.top(), right - left, row.height())
            fitting = next(
                (each for each in (size, Size.LEAD, Size.BODY) if texts.width(count.shown, each, bold) <= box.width()),
                Size.BODY,
            )
            texts.draw(painter, count.shown, box, fitting, "ink", bold=bold, align=texts.RIGHT)
        if "bars" in edges:
            left, right = edges["bars"]
            box = QRectF(left + theme.px(BESIDE), row.center().y() - theme.px(BARS_TALL) / 2 - theme.px(4), 0, 0)
            box.setRight(right - theme.px(10))
            box.setHeight(theme.px(BARS_TALL))
            paint_bars(painter, line, goods.most, box)
        _paint_age(painter, goods, line, row, edges["age"])


def paint_bars(painter: QPainter, line: MyLine, most: int, box: QRectF) -> None:
    """A small bar for each day, on the one scale of all her goods."""
    step = box.width() / max(len(line.days), 23)
    for n, quantity in enumerate(line.days):
        if quantity.thousandths > 0:
            high = max(box.height() * quantity.thousandths / max(most, 1), theme.px(2))
            bar = QRectF(box.left() + n * step, box.bottom() - high, max(step * 0.72, 2), high)
            token = "titip" if n == len(line.days) - 1 else "titip_line"
            keycaps.box(painter, bar, theme.px(1), theme.colour(token), None)


def _paint_age(painter: QPainter, goods: MyGoods, line: MyLine, row: QRectF, edges: tuple[float, float]) -> None:
    left = edges[0] + theme.px(BESIDE)
    over, under = _halves(row, left, edges[1])
    age, expiry = words.age(goods, line), words.expiry(goods, line)
    near = goods.is_expired(line) or goods.is_near(line)
    if near or goods.is_long(line):
        tone = "refuse" if goods.is_expired(line) else "warn"
        chip = Chip(expiry if near else age, tone, "" if tone == "refuse" else "clock")
        wide = min(chips.size_of(chip, Size.BODY).width(), over.width())
        chips.paint(painter, chip, QRectF(left, over.center().y() - theme.px(14), wide, theme.px(28)), Size.BODY)
        beside = _("silakan diambil") if goods.is_expired(line) else age if near else expiry
        texts.draw(painter, beside, under, Size.BODY, "ink2")
        return
    alone = QRectF(left, row.top(), edges[1] - left, row.height())
    texts.draw(painter, words.age_marked(goods, line), over if expiry else alone, Size.LEAD, "ink")
    texts.draw(painter, expiry, under, Size.BODY, "ink2")


def _halves(row: QRectF, left: float, right: float) -> tuple[QRectF, QRectF]:
    """The line of a name and the one under it."""
    top = row.center().y() - theme.px(27)
    over = QRectF(left, top, right - left, theme.px(28))
    return over, QRectF(left, over.bottom() + theme.px(1), right - left, theme.px(22))


def paint_empty(painter: QPainter, area: QRectF, said: str, icon: str) -> None:
    """One icon, one sentence, in the middle."""
    side = theme.px(24)
    icons.draw(painter, icon, "ink3", area.center().x() - side / 2, area.center().y() - theme.px(28), side)
    lines = texts.wrapped(said, area.width() - theme.px(32), Size.LINE)
    for n, each in enumerate(lines):
        line = QRectF(area.left(), area.center().y() + theme.px(4 + 26 * n), area.width(), theme.px(26))
        texts.draw(painter, each, line, Size.LINE, "ink2", align=texts.CENTRE)


class PaperList(QWidget):
    """Her statements with what became of them, then what she was paid."""

    def __init__(self) -> None:
        super().__init__()
        self.papers: tuple[MyStatement | MyPayout, ...] = ()
        self.rows = Rows(_("Rincian Setoran"))
        self._inner = _PaperRows(self)
        self.rows.setWidget(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.rows)

    def show_goods(self, goods: MyGoods | None) -> None:
        self.papers = (*goods.statements, *goods.payouts) if goods is not None else ()
        self._inner.setMinimumHeight(theme.px(PAPER_ROW) * len(self.papers))
        self._inner.setAccessibleName(". ".join(" ".join(_said(each)) for each in self.papers))
        self.rows.verticalScrollBar().setValue(0)
        self.rows.verticalScrollBar().setSingleStep(theme.px(PAPER_ROW))
        self._inner.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        keycaps.box(painter, QRectF(self.rect()), theme.px(8), theme.colour("card"), theme.colour("line"))


class _PaperRows(QWidget):
    def __init__(self, table: PaperList) -> None:
        super().__init__()
        self._table = table

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        papers, high = self._table.papers, theme.px(PAPER_ROW)
        if not papers:
            paint_empty(painter, QRectF(self.rect()), _("Belum ada Rincian Setoran atau pembayaran."), "document")
            return
        for n in range(event.rect().top() // high, min(event.rect().bottom() // high + 1, len(papers))):
            row = QRectF(0, n * high, self.width(), high)
            _paint_paper(painter, papers[n], row.adjusted(theme.px(20), 0, -theme.px(20), 0))
            if row.bottom() < self.height() - 1:
                painter.fillRect(QRectF(0, row.bottom() - 1, row.width(), 1), theme.colour("line"))


def _said(paper: MyStatement | MyPayout) -> tuple[str, str, str]:
    """Name, what it counts, amount."""
    if isinstance(paper, MyPayout):
        return words.payout_name(paper), "", paper.paid.shown
    count = _("{count} laku").format(count=words.counted(paper.sold)) if paper.sold else ""
    return words.statement_name(paper), count, paper.closing.shown


def _paint_paper(painter: QPainter, paper: MyStatement | MyPayout, row: QRectF) -> None:
    """The chip at the right end, the amount before it, then as much of the rest as has room."""
    name, count, amount = _said(paper)
    right = row.right()
    if isinstance(paper, MyStatement):
        mark = words.statement_mark(paper)
        chip = Chip(mark.words, mark.tone)
        wide = chips.size_of(chip, Size.BODY).width()
        chips.paint(painter, chip, QRectF(right - wide, row.center().y() - theme.px(14), wide, theme.px(28)), Size.BODY)
        right -= max(wide, theme.px(133)) + theme.px(12)
    sum_wide = texts.width(amount, Size.LINE, True)
    texts.draw(painter, amount, QRectF(row.left(), row.top(), right - row.left(), row.height()), Size.LINE, "ink",
               bold=True, align=texts.RIGHT)  # fmt: skip
    room = right - sum_wide - theme.px(16) - row.left()
    long = texts.width(name, Size.LINE, True)
    at = max(long + theme.px(24), theme.px(352))
    if count and at + texts.width(count, Size.LINE) <= room:
        texts.draw(painter, count, row.adjusted(at, 0, 0, 0), Size.LINE, "ink2")
    size = Size.LINE if long <= room else Size.BODY
    if isinstance(paper, MyStatement) and texts.width(name, Size.BODY, True) > room:
        name = words.span(paper.first, paper.last)
    texts.draw(painter, texts.elided(name, room, size, True), row, size, "ink", bold=True)
