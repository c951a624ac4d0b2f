"""What stands over a report's table: bars, and the figures that it is opened for."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop import bars as standing_bars
from desktop import keycaps, texts, theme
from desktop.cards import Card
from desktop.chips import Chip, ChipLabel
from desktop.layouts import column, row
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import _
from printing.reports import Chart, ChartBar, Figure, Kind, Report, shown

WHOLE = 10_000
#: A chart is at most so much of the height of the screen, in per cent.
MOST = 24
#: How high the figures beside a chart are, and a bar of it at most.
FIGURES, BAR = 156, 30
#: A bar that lies needs so much.
LYING = 21


class ReportChart(QWidget):
    """Bars lying under each other with names and figures; standing, with a line over them, for a Pareto.

    Hours, days and months that are too many to lie stand side by side: of them none may be left out,
    while of what sells best the first are enough.
    """

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        told = ", ".join(f"{bar.name} {bar.words}" for bar in chart.bars)
        self.setAccessibleName(f"{chart.title} {told}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None or not self._chart.bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chart.shares:
            self._paint_pareto(painter, self._chart)
        elif self.stands:
            # The names at both ends are as wide as the others, whose neighbours leave them room.
            count = len(self._chart.bars)
            beside = max(0, ceil((self._widest - self.width() / count) * count / (2 * (count - 1))))
            area = QRectF(self.rect()).adjusted(beside, 0, -beside, 0)
            standing_bars.paint_bars(painter, self._standing(self._chart.bars, area.width()), area)
        else:
            self._paint_bars(painter, self._chart.bars)

    @property
    def _most_lying(self) -> int:
        return max(1, int(self.height() / theme.px(LYING)))

    @property
    def stands(self) -> bool:
        """Whether bars that are too many to lie follow another order than that of their length."""
        bars = self._chart.bars if self._chart is not None else ()
        return len(bars) > self._most_lying and any(one.value < other.value for one, other in pairwise(bars))

    @property
    def _widest(self) -> int:
        bars = self._chart.bars if self._chart is not None else ()
        return max((texts.width(bar.name, Size.MINI) for bar in bars), default=0)

    def _standing(self, bars: tuple[ChartBar, ...], room: float) -> tuple[standing_bars.Bar, ...]:
        """With every name that has room, and the figure of the highest."""
        every = max(1, ceil((self._widest + theme.px(8)) * len(bars) / max(1.0, room)))
        best = max(range(len(bars)), key=lambda n: bars[n].value)
        return tuple(
            standing_bars.Bar(
                bar.name if n % every == 0 else "",
                bar.value,
                tone="titip" if bar.marked else "accent",
                words=bar.words if n == best else "",
            )
            for n, bar in enumerate(bars)
        )

    def _paint_bars(self, painter: QPainter, bars: tuple[ChartBar, ...]) -> None:
        fitting = bars[: self._most_lying]
        names = min(max(texts.width(bar.name, Size.BODY) for bar in fitting), self.width() // 3) + theme.px(16)
        figures = max(texts.width(bar.words, Size.BODY) for bar in fitting) + theme.px(16)
        most = max(1, *(bar.value for bar in fitting))
        high = min(self.height() / len(fitting), theme.px(BAR))
        for n, bar in enumerate(fitting):
            top, room = n * high, self.width() - names - figures
            line = QRectF(0, top, names - theme.px(12), high)
            texts.draw(painter, texts.elided(bar.name, line.width(), Size.BODY), line, Size.BODY, "ink")
            long = max(theme.px(2), room * max(0, bar.value) / most)
            box = QRectF(names, top + high * 0.16, long, high * 0.68)
            keycaps.box(painter, box, theme.px(2), theme.colour("titip" if bar.marked else "accent"), None)
            end = QRectF(self.width() - figures, top, figures, high)
            texts.draw(painter, bar.words, end, Size.BODY, "ink", align=texts.RIGHT)

    def _paint_pareto(self, painter: QPainter, chart: Chart) -> None:
        head, names, right = theme.px(20), theme.px(20), theme.px(52)
        floor, wide = self.height() - names, (self.width() - right) / len(chart.bars)
        most = max(1, *(bar.value for bar in chart.bars))
        for n, bar in enumerate(chart.bars):
            high = (floor - head) * max(0, bar.value) / most
            box = QRectF(n * wide + wide * 0.12, floor - high, wide * 0.76, high)
            keycaps.box(painter, box, theme.px(2), theme.colour("titip" if bar.marked else "accent"), None)
            if texts.width(bar.name, Size.MINI) < wide or n in (0, len(chart.bars) - 1):
                below = QRectF(n * wide, floor, wide, names)
                texts.draw(painter, bar.name, below, Size.MINI, "ink2", align=texts.CENTRE)
        for mark in (8_000, 9_500):
            y = floor - (floor - head) * mark / WHOLE
            painter.fillRect(QRectF(0, y, self.width() - right, 1), theme.colour("line"))
            beside = QRectF(self.width() - right, y - theme.px(10), right, theme.px(20))
            texts.draw(painter, f"{mark // 100}%", beside, Size.MINI, "ink2", align=texts.RIGHT)
        self._paint_line(painter, chart.shares, wide, floor, head)
        painter.fillRect(QRectF(0, floor, self.width() - right, 1), theme.colour("edge"))

    def _paint_line(self, painter: QPainter, shares: tuple[int, ...], wide: float, floor: float, head: float) -> None:
        line = QPolygonF([QPointF(0, floor)])
        for n, share in enumerate(shares):
            line.append(QPointF((n + 1) * wide, floor - (floor - head) * min(max(0, share), WHOLE) / WHOLE))
        for token, thick in (("on_kunyit", 5), ("kunyit", 3)):
            painter.setPen(QPen(theme.colour(token), theme.px(thick)))
            painter.drawPolyline(line)


def told(figure: Figure) -> str:
    """A figure as it is shown large: with `Rp` where it is money."""
    return figure.value.shown if figure.kind is Kind.RUPIAH else shown(figure.value, figure.kind)  # type: ignore[union-attr]


def agreement(report: Report) -> Chip | None:
    """Whether the report is the same as the books, where that was compared."""
    if report.agrees is None:
        return None
    if report.agrees:
        return Chip(_("Sama dengan pembukuan"), "ok", "check")
    return Chip(_("Berbeda dari pembukuan"), "refuse", "refuse")


class ReportBand(QWidget):
    """Chart and figures side by side; figures alone stand in one low line."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = ReportChart()
        self.chart_card = Card(pad=(16, 10), gap=0)
        self.chart_card.body.addWidget(self.chart)
        self.figures_card = Card(pad=(18, 10), gap=2)
        self._parts: list[QWidget] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(self.chart_card, 1)
        line.addWidget(self.figures_card)

    def show_report(self, report: Report, room: int) -> None:
        """`room` is the height of the screen."""
        for part in self._parts:
            self.figures_card.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        with_chart = report.chart is not None and len(report.chart.bars) > 1
        self.chart_card.setVisible(with_chart)
        self.figures_card.setVisible(bool(report.figures))
        self.setVisible(with_chart or bool(report.figures))
        if report.chart is not None and with_chart:
            self.chart.show_chart(report.chart)
        self.figures_card.setMinimumWidth(theme.px(264) if with_chart else 0)
        holder = self._tall(report) if with_chart else self._low(report)
        self._parts.append(holder)
        self.figures_card.body.addWidget(holder)
        high = room * MOST // 100 if with_chart else theme.px(56)
        if report.chart is not None and with_chart and not report.chart.shares:
            # A few bars need no more than the figures beside them.
            high = min(high, max(theme.px(FIGURES), theme.px(BAR) * len(report.chart.bars) + theme.px(24)))
        self.setFixedHeight(min(high, theme.px(240)))

    def _tall(self, report: Report) -> QWidget:
        holder = QWidget()
        lines = column(gap=0)
        holder.setLayout(lines)
        for n, each in enumerate(report.figures[:2]):
            lines.addWidget(Label(each.label, Size.MINI, tone="ink2"))
            lines.addWidget(Label(told(each), Size.PAY if n == 0 else Size.NAME, bold=True))
        chip = agreement(report)
        lines.addStretch(1)
        if chip is not None:
            lines.addWidget(ChipLabel(chip, parent=holder))
        return holder

    def _low(self, report: Report) -> QWidget:
        holder = QWidget()
        line = row(gap=10)
        holder.setLayout(line)
        for each in report.figures:
            line.addWidget(Label(each.label, Size.BODY, tone="ink2"))
            line.addWidget(Label(told(each), Size.NAME, bold=True))
            line.addSpacing(theme.px(24))
        line.addStretch(1)
        chip = agreement(report)
        if chip is not None:
            line.addWidget(ChipLabel(chip, parent=holder))
        return holder
