"""Tiles of the manager's home: each draws its figures and opens the report they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop import chips, icons, keycaps, texts, theme
from desktop.bars import Bar, paint_bars, paint_share
from desktop.chips import Chip
from desktop.keys import Action
from desktop.theme import Size
from desktop.tile_cards import Tile, paint_amount
from koperasi.text import _

#: From this width on the comparison stands beside the amount, else under it.
BESIDE = 540


def paint_waiting(painter: QPainter, area: QRectF) -> None:
    """What a tile shows until its figures are there."""
    line = QRectF(area.left(), area.top(), area.width(), theme.px(24))
    texts.draw(painter, _("sedang dibaca…"), line, Size.BODY, "ink3")


class TodayTile(Tile):
    """What was sold today, how that compares, and each hour against what is usual."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.amount, self.words = "", ""
        self.chip: Chip | None = None
        self.bars: tuple[Bar, ...] = ()

    def show_today(self, amount: str, chip: Chip | None, words: str, bars: Sequence[Bar]) -> None:
        """`amount` without `Rp`; `words` say what it is compared with."""
        self.amount, self.chip, self.words, self.bars = amount, chip, words, tuple(bars)
        self.speak(f"Rp {amount}. {chip.words if chip else ''}. {words}")

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        if not self.amount:
            paint_waiting(painter, area)
            return
        wide = area.width() >= theme.px(BESIDE)
        head = QRectF(area.left(), area.top(), area.width() * (0.44 if wide else 1), area.height())
        rest = paint_amount(painter, self.amount, head, "ink")
        if wide:
            beside = QRectF(head.right(), area.top() + theme.px(4), area.right() - head.right(), theme.px(50))
            self._paint_compared(painter, beside)
            under = rest.top()
        else:
            self._paint_compared(painter, QRectF(area.left(), rest.top(), area.width(), theme.px(48)))
            under = rest.top() + theme.px(50)
        foot = theme.px(24) if self._has_usual else 0
        chart = QRectF(area.left(), under + theme.px(6), area.width(), area.bottom() - under - theme.px(6) - foot)
        paint_bars(painter, self.bars, chart)
        if foot:
            self._paint_legend(painter, QRectF(area.left(), area.bottom() - theme.px(20), area.width(), theme.px(20)))

    @property
    def _has_usual(self) -> bool:
        return any(bar.usual >= 0 for bar in self.bars)

    def _paint_compared(self, painter: QPainter, area: QRectF) -> None:
        top = area.top()
        if self.chip is not None:
            size = chips.size_of(self.chip)
            chip = QRectF(area.left(), top, min(size.width(), area.width()), size.height())
            chips.paint(painter, self.chip, chip)
            top = chip.bottom() + theme.px(2)
        line = QRectF(area.left(), top, area.width(), theme.px(22))
        texts.draw(painter, texts.elided(self.words, line.width(), Size.MINI), line, Size.MINI, "ink2")

    def _paint_legend(self, painter: QPainter, line: QRectF) -> None:
        """The tick is told apart from the bar by its words too."""
        side, middle = theme.px(16), line.top() + line.height() / 2
        keycaps.box(
            painter, QRectF(line.left(), middle - theme.px(6), side, theme.px(12)), 2, theme.colour("accent"), None
        )
        words = line.adjusted(side + theme.px(6), 0, 0, 0)
        end = texts.draw(painter, _("Hari ini per jam"), words, Size.MINI, "ink2") + theme.px(20)
        tick = QRectF(end, middle - theme.px(2), side, theme.px(4))
        keycaps.box(painter, tick, 0, theme.colour("kunyit"), theme.colour("on_kunyit"))
        after = QRectF(end + side + theme.px(6), line.top(), line.right() - end, line.height())
        texts.draw(painter, _("Biasanya"), after, Size.MINI, "ink2")


@dataclass(frozen=True, slots=True)
class Sum:
    """A line with an amount, in a colour of the theme; one whose amount is words is not added up."""

    caption: str
    amount: str
    tone: str = "ink"
    strong: bool = True


class MoneyTile(Tile):
    """Where the money is, line by line; what is owed to makers at the foot."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.sums: tuple[Sum, ...] = ()
        self.foot: Sum | None = None

    def show_sums(self, sums: Sequence[Sum], foot: Sum | None) -> None:
        self.sums, self.foot = tuple(sums), foot
        self.speak(", ".join(f"{each.caption} {each.amount}" for each in (*sums, *((foot,) if foot else ()))))

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        if not self.sums:
            paint_waiting(painter, area)
            return
        foot = theme.px(38) if self.foot is not None else 0
        step = min((area.height() - foot) / len(self.sums), theme.px(36))
        for n, each in enumerate(self.sums):
            _paint_sum(painter, each, QRectF(area.left(), area.top() + n * step, area.width(), step))
        if self.foot is not None:
            line = QRectF(area.left(), area.bottom() - theme.px(32), area.width(), theme.px(32))
            painter.fillRect(QRectF(line.left(), line.top() - theme.px(4), line.width(), 1), theme.colour("line"))
            side = theme.px(20)
            icons.draw(painter, "basket", "titip", line.left(), line.top() + (line.height() - side) / 2, side)
            _paint_sum(painter, self.foot, line, side + theme.px(6))


def _paint_sum(painter: QPainter, each: Sum, row: QRectF, inset: float = 0) -> None:
    size = Size.LINE if each.strong else Size.MINI
    texts.draw(painter, each.amount, row, size, each.tone, bold=each.strong, align=texts.RIGHT)
    room = row.width() - inset - texts.width(each.amount, size, each.strong) - theme.px(10)
    caption = texts.elided(each.caption, room, Size.BODY)
    tone = each.tone if each.tone == "titip" else "ink"
    texts.draw(painter, caption, row.adjusted(inset, 0, 0, 0), Size.BODY, tone)


@dataclass(frozen=True, slots=True)
class Seller:
    """A good that sells: its name, how much of it, its bar in thousandths of the longest."""

    name: str
    words: str
    share: int
    consigned: bool = False


class BestTile(Tile):
    """The goods that brought most; members' in their own colour, which the foot explains."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.sellers: tuple[Seller, ...] | None = None

    def show_sellers(self, sellers: Sequence[Seller]) -> None:
        self.sellers = tuple(sellers)
        told = (f"{each.name} {each.words}{', ' + _('titipan') if each.consigned else ''}" for each in sellers)
        self.speak(". ".join(told) or _("Belum ada yang terjual."))

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        if self.sellers is None:
            paint_waiting(painter, area)
            return
        if not self.sellers:
            line = QRectF(area.left(), area.top(), area.width(), theme.px(24))
            texts.draw(painter, _("Belum ada yang terjual."), line, Size.BODY, "ink2")
            return
        theirs = any(each.consigned for each in self.sellers)
        foot = theme.px(26) if theirs else 0
        step = min((area.height() - foot) / len(self.sellers), theme.px(34))
        right = max(texts.width(each.words, Size.BODY) for each in self.sellers) + theme.px(8)
        names = min(area.width() * 0.52, area.width() - right - theme.px(40))
        for n, each in enumerate(self.sellers):
            row = QRectF(area.left(), area.top() + n * step, area.width(), step)
            _paint_seller(painter, each, row, names, right)
        if theirs:
            side, top = theme.px(12), area.bottom() - theme.px(20)
            square = QRectF(area.left(), top + theme.px(4), side, side)
            keycaps.box(painter, square, theme.px(2), theme.colour("titip"), None)
            words = QRectF(area.left() + side + theme.px(8), top, area.width(), theme.px(20))
            texts.draw(painter, _("Barang Titipan"), words, Size.MINI, "ink2")


def _paint_seller(painter: QPainter, each: Seller, row: QRectF, names: float, right: float) -> None:
    tone = "titip" if each.consigned else "ink"
    name = texts.elided(each.name, names - theme.px(8), Size.BODY, each.consigned)
    texts.draw(painter, name, row, Size.BODY, tone, bold=each.consigned)
    room = row.width() - names - right
    long, high = max(theme.px(2), room * each.share / 1000), theme.px(14)
    bar = QRectF(row.left() + names, row.top() + (row.height() - high) / 2, long, high)
    keycaps.box(painter, bar, theme.px(2), theme.colour("titip" if each.consigned else "accent"), None)
    texts.draw(painter, each.words, row, Size.BODY, "ink", align=texts.RIGHT)


class WeeksTile(Tile):
    """What each week brought; the week under way stands out."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.setMinimumHeight(theme.px(110))
        self.bars: tuple[Bar, ...] = ()

    def show_weeks(self, bars: Sequence[Bar], spoken: str) -> None:
        self.bars = tuple(bars)
        self.speak(spoken)

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        if self.bars:
            paint_bars(painter, self.bars, area.adjusted(theme.px(8), 0, -theme.px(8), 0))
        else:
            paint_waiting(painter, area)


class ShareTile(Tile):
    """Members and others as one bar, never a pie."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.setMinimumHeight(theme.px(100))
        self.percent: int | None = None

    def show_share(self, percent: int | None) -> None:
        """Members' part in per cent; None where nothing was sold."""
        self.percent = percent
        self.speak(_("{percent}% Anggota").format(percent=percent) if percent is not None else "")

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        line = QRectF(area.left(), area.top() + theme.px(30), area.width(), theme.px(24))
        if self.percent is None:
            words = line.translated(0, -theme.px(28))
            texts.draw(painter, _("Belum ada penjualan."), words, Size.BODY, "ink2")
            return
        paint_share(
            painter, self.percent * 10, QRectF(area.left(), area.top() + theme.px(2), area.width(), theme.px(24))
        )
        texts.draw(painter, f"**{self.percent}%** {_('Anggota')}", line, Size.BODY, "ink")
        others = f"**{100 - self.percent}%** {_('Nonanggota')}"
        texts.draw(painter, others, line, Size.BODY, "ink", align=texts.RIGHT)
