"""What a maker's own screen is painted of: her mark, the board, and what sold by day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consignment import my_goods_words as words
from consignment.my_goods import MyGoods
from desktop import boards, keycaps, texts, theme
from desktop.theme import Size
from desktop.tiles import initials
from koperasi.quantity import Quantity
from koperasi.text import _

TALL = 224
#: A bar is never wider than this, so that the first days of a month are bars too.
WIDEST_BAR = 26


class HerMark(QWidget):
    """Her first letter on plum."""

    def __init__(self, side: int = 56) -> None:
        super().__init__()
        self._name = ""
        self.setFixedSize(theme.px(side), theme.px(side))

    def show_name(self, name: str) -> None:
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        keycaps.box(painter, area, area.width() / 2, theme.colour("titip"), None)
        texts.draw(painter, initials(self._name)[:1], area, Size.LEAD, "card", bold=True, align=texts.CENTRE)


class OwedBoard(QWidget):
    """The one number: what she will get, when it is paid and how."""

    STEPS = (60, 50, 44, 36, 28)

    def __init__(self) -> None:
        super().__init__()
        self.due: words.Owed | None = None
        self.setFixedHeight(theme.px(TALL))

    def show_due(self, due: words.Owed | None) -> None:
        self.due = due
        told = (due.label, due.amount.shown, due.when[0], due.how, due.held) if due is not None else ()
        self.setAccessibleName(". ".join(each for each in told if each))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        keycaps.box(painter, QRectF(self.rect()), theme.px(8), theme.colour("board"), None)
        due = self.due
        inside = QRectF(self.rect()).adjusted(theme.px(24), theme.px(14), -theme.px(24), -theme.px(14))
        if due is None:
            return
        head = QRectF(inside.left(), inside.top(), inside.width(), theme.px(30))
        _fitted(painter, (due.label,), head, (Size.LEAD, Size.LINE, Size.BODY), "board_ink2")
        foot = [(each, "board_ink2") for each in (due.how, due.held) if each]
        low = inside.bottom() - theme.px(26) * len(foot)
        for n, (said, token) in enumerate(foot):
            line = QRectF(inside.left(), low + n * theme.px(26), inside.width(), theme.px(26))
            _fitted(painter, (said,), line, (Size.LINE, Size.BODY), token)
        when = QRectF(inside.left(), low - theme.px(30), inside.width(), theme.px(30))
        _fitted(painter, due.when, when, (Size.LEAD, Size.LINE, Size.BODY), "gold", bold=True)
        self._paint_amount(
            painter, due, QRectF(inside.left(), head.bottom(), inside.width(), when.top() - head.bottom())
        )

    def _paint_amount(self, painter: QPainter, due: words.Owed, box: QRectF) -> None:
        """From the left edge, as she reads; the figure steps down until it fits."""
        figure = due.amount.bare
        size = boards.fitting(figure, self.STEPS, box.width(), 0.6)
        size = min(size, max(self.STEPS[-1], int(box.height() / theme.px(1) * 0.8)))
        rp = round(size * 0.6)
        foot = box.center().y() + theme.px(size * 0.36)
        painter.setPen(theme.colour("board_ink"))
        painter.setFont(theme.font(rp, True))
        painter.drawText(QPointF(box.left(), foot), "Rp")
        wide = theme.metrics(rp, True).horizontalAdvance("Rp") + theme.px(16)
        painter.setFont(theme.font(size, True))
        painter.drawText(QPointF(box.left() + wide, foot), figure)


class SoldCard(QWidget):
    """What sold today and this month, and a bar for each day of it."""

    def __init__(self) -> None:
        super().__init__()
        self.goods: MyGoods | None = None
        self.setFixedHeight(theme.px(TALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_goods(self, goods: MyGoods | None) -> None:
        self.goods = goods
        told: list[str] = []
        if goods is not None:
            told = [_("Laku hari ini"), words.counted(words.sold_today(goods), goods.one_unit)]
            told += [_("Laku bulan ini"), words.counted(words.sold(goods), goods.one_unit), words.share(goods)]
        self.setAccessibleName(" ".join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        keycaps.box(painter, QRectF(self.rect()), theme.px(8), theme.colour("card"), theme.colour("line"))
        goods = self.goods
        if goods is None:
            return
        inside = QRectF(self.rect()).adjusted(theme.px(24), theme.px(14), -theme.px(40), -theme.px(16))
        left = QRectF(inside.left(), inside.top(), theme.px(210), inside.height())
        self._paint_counts(painter, goods, left)
        chart = inside.adjusted(theme.px(224), theme.px(2), 0, 0)
        paint_days(painter, goods, chart)

    def _paint_counts(self, painter: QPainter, goods: MyGoods, box: QRectF) -> None:
        def line(top: int, high: int) -> QRectF:
            return QRectF(box.left(), box.top() + theme.px(top), box.width(), theme.px(high))

        texts.draw(painter, _("Laku hari ini"), line(2, 26), Size.LINE, "ink2")
        paint_count(painter, words.sold_today(goods), goods.one_unit, line(28, 56), Size.AMOUNT, "titip")
        texts.draw(painter, _("Laku bulan ini"), line(100, 26), Size.LINE, "ink2")
        paint_count(painter, words.sold(goods), goods.one_unit, line(124, 44), Size.RP, "ink")
        _fitted(painter, (words.share(goods),), line(168, 24), (Size.BODY,), "ink2")


def paint_count(
    painter: QPainter, counted: Sequence[tuple[Quantity, str]], unit: str, box: QRectF, size: int, token: str
) -> None:
    """`6 bungkus`: the figure large, its unit beside it; of several units all of them, smaller."""
    if len(counted) <= 1:
        figure, name = (counted[0][0].shown, counted[0][1]) if counted else ("0", unit)
        end = texts.draw(painter, figure, box, size, token, bold=True) + theme.px(12)
        foot = QRectF(end, box.top() + theme.px(size * 0.24), box.right() - end, box.height())
        name = texts.elided(words.unit_words(name), foot.width(), Size.LEAD, bold=True)
        texts.draw(painter, name, foot, Size.LEAD, "ink", bold=True)
        return
    told = words.counted(tuple(counted))
    for each in (Size.PAY, Size.NAME, Size.LINE, Size.BODY):
        if texts.width(told, each, bold=True) <= box.width() or each == Size.BODY:
            texts.draw(painter, texts.elided(told, box.width(), each, bold=True), box, each, token, bold=True)
            return


def paint_days(painter: QPainter, goods: MyGoods, box: QRectF) -> None:
    """A bar a day on one scale; the best day and today carry their number."""
    values = goods.bars()
    foot = QRectF(box.left(), box.bottom() - theme.px(24), box.width(), theme.px(24))
    floor, head = foot.top() - theme.px(4), box.top() + theme.px(22)
    most = max(*values, 1) if len(values) > 1 else max(values[0], 1)
    step = min(box.width() / len(values), theme.px(WIDEST_BAR + 10))
    best = max(range(len(values)), key=lambda n: (values[n], n))
    for n, value in enumerate(values):
        today = n == len(values) - 1
        high = (floor - head) * value / most
        bar = QRectF(box.left() + n * step, floor - high, step * 0.76, high)
        if value:
            keycaps.box(painter, bar, theme.px(2), theme.colour("titip" if today else "titip_line"), None)
        if value and (today or n == best):
            said = words.bar_words(goods, value)
            wide = max(texts.width(said, Size.BODY, bold=True), bar.width())
            over = QRectF(bar.center().x() - wide / 2, bar.top() - theme.px(22), wide, theme.px(20))
            over.moveRight(min(over.right(), box.right() + theme.px(36)))
            texts.draw(painter, said, over, Size.BODY, "ink", bold=True, align=texts.CENTRE)
    painter.fillRect(QRectF(box.left(), floor, box.width(), 1), theme.colour("edge"))
    _paint_foot(painter, goods, foot, box.left() + step * len(values))


def _paint_foot(painter: QPainter, goods: MyGoods, foot: QRectF, right: float) -> None:
    """The first day, what the bars are, and today under its bar; what has no room is left out."""
    begin = f"{goods.first.day} {words.month(goods.first)[:3]}"
    now, name = _("Hari ini {day}").format(day=goods.today.day), words.chart_name(goods)
    gap = theme.px(12)
    left = max(foot.left(), min(right, foot.right()) - texts.width(now, Size.BODY, bold=True))
    end = texts.draw(painter, now, foot.adjusted(left - foot.left(), 0, 0, 0), Size.BODY, "ink", bold=True)
    first = foot.left() + texts.width(begin, Size.BODY) + gap
    if first <= left:
        texts.draw(painter, begin, foot, Size.BODY, "ink2")
    wide = texts.width(name, Size.BODY)
    middle = foot.center().x() - wide / 2
    if first <= middle and middle + wide + gap <= left:
        texts.draw(painter, name, foot, Size.BODY, "ink2", align=texts.CENTRE)
    elif end + gap + wide <= foot.right():
        texts.draw(painter, name, foot, Size.BODY, "ink2", align=texts.RIGHT)


def _fitted(
    painter: QPainter, wordings: Sequence[str], box: QRectF, sizes: Sequence[int], token: str, *, bold: bool = False
) -> None:
    """The first wording and size that fit; the shortest in dots where none does."""
    for said in wordings:
        for size in sizes:
            if texts.width(said, size, bold) <= box.width():
                texts.draw(painter, said, box, size, token, bold=bold)
                return
    texts.draw(painter, texts.elided(wordings[-1], box.width(), sizes[-1], bold), box, sizes[-1], token, bold=bold)
