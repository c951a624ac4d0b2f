"""Tiles of the overview of members' goods: each draws what it leads to (`desktop.tile_cards`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop import chips, icons, keycaps, texts, theme
from desktop.chips import Chip
from desktop.keys import Action
from desktop.theme import Size
from desktop.tile_cards import Tile, paint_amount


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: its caption, how much, as words, and its colour (none for a line without a mark)."""

    caption: str
    value: int
    words: str
    tone: str


class WholeTile(Tile):
    """An amount, the parts it consists of as one bar, and each part in words."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self._amount, self._words = "", ""
        self._foot: tuple[Part, ...] = ()
        self._parts: tuple[Part, ...] = ()

    def show_whole(self, amount: str, words: str, parts: Sequence[Part], foot: Sequence[Part] = ()) -> None:
        self._amount, self._words, self._parts, self._foot = amount, words, tuple(parts), tuple(foot)
        told = ", ".join(f"{each.caption} {each.words}" for each in (*parts, *foot))
        self.speak(f"Rp {amount}, {words} {told}")

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        if not self._amount:
            return
        area = paint_amount(painter, self._amount, area, "titip")
        line = QRectF(area.left(), area.top(), area.width(), theme.px(22))
        texts.draw(painter, texts.elided(self._words, line.width(), Size.MINI), line, Size.MINI, "ink2")
        bar = QRectF(area.left(), line.bottom() + theme.px(6), area.width(), theme.px(20))
        self._paint_bar(painter, bar)
        top, step = bar.bottom() + theme.px(6), theme.px(24)
        for each in self._parts:
            row = QRectF(area.left(), top, area.width(), step)
            if row.bottom() > area.bottom() + 1:
                return
            _paint_part(painter, each, row)
            top += step
        # The first of them are the most telling: in a low window the last give way.
        fitting = self._foot[: max(0, int((area.bottom() - top + 1) // step))]
        for n, each in enumerate(fitting):
            foot = QRectF(area.left(), area.bottom() - (len(fitting) - n) * step, area.width(), step)
            _paint_part(painter, each, foot)

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        keycaps.box(painter, bar, theme.px(4), theme.colour("sunk"), theme.colour("line"))
        whole = sum(max(each.value, 0) for each in self._parts)
        left, room = bar.left() + 1, bar.width() - 2
        for each in self._parts:
            wide = room * max(each.value, 0) / whole if whole else 0
            painter.fillRect(QRectF(left, bar.top() + 1, wide, bar.height() - 2), theme.colour(each.tone))
            left += wide


def _paint_part(painter: QPainter, part: Part, row: QRectF) -> None:
    side, left = theme.px(12), 0
    if part.tone:
        square = QRectF(row.left(), row.top() + (row.height() - side) / 2, side, side)
        keycaps.box(painter, square, theme.px(2), theme.colour(part.tone), theme.colour("edge"))
        left = side + theme.px(8)
    texts.draw(painter, part.words, row, Size.BODY, "ink", bold=True, align=texts.RIGHT)
    room = row.width() - left - theme.px(8) - texts.width(part.words, Size.BODY, True)
    size = Size.BODY if texts.width(part.caption, Size.BODY) <= room else Size.MINI
    texts.draw(painter, texts.elided(part.caption, room, size), row.adjusted(left, 0, 0, 0), size, "ink2")


@dataclass(frozen=True, slots=True)
class Bar:
    """An upright bar: its name under it, its amount in words over it; `now` is the one that counts."""

    name: str
    value: int
    words: str
    now: bool = False


class MonthsTile(Tile):
    """An amount, a chip that says how it compares, and the months before it as bars."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self._amount, self._words = "", ""
        self._chip: Chip | None = None
        self._bars: tuple[Bar, ...] = ()

    def show_months(self, amount: str, chip: Chip | None, words: str, bars: Sequence[Bar]) -> None:
        self._amount, self._chip, self._words, self._bars = amount, chip, words, tuple(bars)
        told = ", ".join(f"{each.name} {each.words}" for each in bars)
        self.speak(f"Rp {amount}. {chip.words if chip else ''}. {words}. {told}")

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        if not self._amount:
            return
        area = paint_amount(painter, self._amount, area, "ink")
        line = QRectF(area.left(), area.top(), area.width(), theme.px(24))
        left, under = line.left(), theme.px(28)
        if self._chip is not None:
            size = chips.size_of(self._chip)
            wide = min(size.width(), line.width())
            chips.paint(painter, self._chip, QRectF(left, line.top(), wide, size.height()))
            left += wide + theme.px(8)
        if texts.width(self._words, Size.MINI) > line.right() - left:
            left, under = line.left(), theme.px(50)
            line.translate(0, theme.px(24))
        words = texts.elided(self._words, line.right() - left, Size.MINI)
        texts.draw(painter, words, line.adjusted(left - line.left(), 0, 0, 0), Size.MINI, "ink2")
        self._paint_bars(painter, area.adjusted(0, under, 0, 0))

    def _paint_bars(self, painter: QPainter, area: QRectF) -> None:
        names, head = theme.px(22), theme.px(20)
        if not self._bars or area.height() < names + head + theme.px(16):
            return
        floor, most = area.bottom() - names, max(1, *(each.value for each in self._bars))
        step = area.width() / len(self._bars)
        for n, each in enumerate(self._bars):
            slot = QRectF(area.left() + n * step, area.top() + head, step, floor - area.top() - head)
            high = slot.height() * max(each.value, 0) / most
            bar = QRectF(slot.left() + step * 0.14, slot.bottom() - high, step * 0.72, high)
            painter.fillRect(bar, theme.colour("accent" if each.now else "edge"))
            over = QRectF(slot.left(), bar.top() - theme.px(20), step, theme.px(18))
            if texts.width(each.words, Size.MINI, each.now) <= step:
                texts.draw(painter, each.words, over, Size.MINI, "ink", bold=each.now, align=texts.CENTRE)
            elif each.now:
                # The last of them has room at its left only where the one before is lower.
                wide = QRectF(area.left(), over.top(), area.width(), over.height())
                before = self._bars[n - 1].value if n else 0
                if before < each.value or not n:
                    texts.draw(painter, each.words, wide, Size.MINI, "ink", bold=True, align=texts.RIGHT)
            under = QRectF(slot.left(), floor + theme.px(2), step, names)
            tone = "ink" if each.now else "ink2"
            texts.draw(painter, each.name, under, Size.MINI, tone, bold=each.now, align=texts.CENTRE)
        painter.fillRect(QRectF(area.left(), floor, area.width(), 1), theme.colour("edge"))


@dataclass(frozen=True, slots=True)
class Person:
    """A line of a list tile: a name, what of it, and at the right a few words; `share` of 1000 as a bar."""

    name: str
    words: str
    right: str = ""
    share: int = -1


class ListTile(Tile):
    """A few lines, each a name over some words, and how many more there are."""

    def __init__(self, action: Action, empty: str) -> None:
        super().__init__(action)
        self._empty, self._foot = empty, ""
        self._people: tuple[Person, ...] = ()
        self._known = False

    def show_people(self, people: Sequence[Person], foot: str = "") -> None:
        self._people, self._foot, self._known = tuple(people), foot, True
        told = ". ".join(" ".join((each.name, each.words, each.right)) for each in people)
        self.speak(told or self._empty)

    def paint_body(self, painter: QPainter, area: QRectF) -> None:
        if not self._known:
            return
        if not self._people:
            side = theme.px(24)
            icons.draw(painter, "check", "ok", area.left(), area.top() + theme.px(8), side)
            line = QRectF(
                area.left() + side + theme.px(8), area.top() + theme.px(8), area.width() - side - theme.px(8), side
            )
            for n, words in enumerate(texts.wrapped(self._empty, line.width(), Size.BODY, most=3)):
                texts.draw(painter, words, line.translated(0, n * theme.px(22)), Size.BODY, "ink2")
            return
        foot = theme.px(24) if self._foot else 0
        step = min((area.height() - foot) / len(self._people), theme.px(76))
        for n, each in enumerate(self._people):
            self._paint_person(painter, each, QRectF(area.left(), area.top() + n * step, area.width(), step))
        if self._foot:
            line = QRectF(area.left(), area.bottom() - foot, area.width(), foot)
            texts.draw(painter, texts.elided(self._foot, line.width(), Size.MINI), line, Size.MINI, "ink2")

    def _paint_person(self, painter: QPainter, person: Person, row: QRectF) -> None:
        if row.top() > row.bottom() - theme.px(30):
            return
        right = texts.width(person.right, Size.LINE, True) + theme.px(8) if person.right else 0
        first = QRectF(row.left(), row.top() + theme.px(1), row.width(), theme.px(24))
        texts.draw(painter, person.right, first, Size.LINE, "ink", bold=True, align=texts.RIGHT)
        name = texts.elided(person.name, row.width() - right, Size.BODY, bold=True)
        texts.draw(painter, name, first, Size.BODY, "titip", bold=True)
        top = first.bottom()
        if person.share >= 0:
            bar = QRectF(row.left(), top + theme.px(2), row.width(), theme.px(10))
            keycaps.box(painter, bar, theme.px(2), theme.colour("sunk"), None)
            filled = QRectF(bar.left(), bar.top(), bar.width() * person.share / 1000, bar.height())
            keycaps.box(painter, filled, theme.px(2), theme.colour("titip"), None)
            top = bar.bottom()
        lines = texts.wrapped(person.words, row.width(), Size.MINI, most=2 if row.height() >= theme.px(61) else 1)
        for n, words in enumerate(lines):
            line = QRectF(row.left(), top + n * theme.px(18), row.width(), theme.px(18))
            texts.draw(painter, words, line, Size.MINI, "ink2")
