"""Cards: a plain frame, facts in pairs, and the two cards of the till's right side."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import keycaps, texts, theme
from desktop.bars import LimitBar
from desktop.chips import Chip, ChipLabel
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from desktop.tiles import initials
from koperasi.text import _


def column(*widgets: QWidget | int, gap: int = 4) -> QWidget:
    """Widgets under each other as one; a number is a space."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(gap))
    for widget in widgets:
        if isinstance(widget, int):
            layout.addSpacing(theme.px(widget))
        else:
            layout.addWidget(widget)
    return holder


class Card(QFrame):
    """A frame on `card`; add widgets to `body`."""

    def __init__(self, *, pad: tuple[int, int] = (16, 14), gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        side, top = theme.px(pad[0]), theme.px(pad[1])
        self.body.setContentsMargins(side, top, side, top)
        self.body.setSpacing(theme.px(gap))


class Avatar(QWidget):
    """White initials on a colour of their own."""

    def __init__(self, name: str = "", side: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._name = name
        self.setFixedSize(theme.px(side), theme.px(side))

    def show_name(self, name: str) -> None:
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.avatar_colour(self._name))
        painter.drawEllipse(self.rect())
        size = round(self._side * 0.4)
        texts.draw(painter, initials(self._name), QRectF(self.rect()), size, "on_accent", bold=True, align=texts.CENTRE)


class Pair(QWidget):
    """A caption at the left and its value at the right; `**bold**` and plain in the value."""

    def __init__(
        self, caption: str, value: str = "", *, tone: str = "ink", size: int = Size.BODY, value_size: int = Size.LINE
    ) -> None:
        super().__init__()
        self._caption, self._value = caption, value
        self._tone, self._size, self._value_size = tone, size, value_size
        self._value_tone = tone
        self.setFixedHeight(theme.px(19 if size < Size.BODY else 24 if value_size <= Size.LINE else value_size * 1.4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_value(value)

    @property
    def value(self) -> str:
        return texts.spoken(self._value)

    def show_value(self, value: str, tone: str = "") -> None:
        self._value, self._value_tone = value, tone or self._tone
        self.setAccessibleName(f"{texts.spoken(self._caption)} {self.value}")
        self.update()

    def show_caption(self, caption: str) -> None:
        self._caption = caption
        self.show_value(self._value, self._value_tone)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        texts.draw(painter, self._caption, area, self._size, self._tone)
        for text, bold in reversed(texts.runs(self._value)):
            size = self._value_size if bold else self._size
            texts.draw(painter, text, area, size, self._value_tone, bold=bold, align=texts.RIGHT)
            area.setRight(area.right() - texts.width(text, size, bold))


@dataclass(frozen=True, slots=True)
class LastItem:
    """The last good scanned: its name and a few facts (`Rp 6.200 / pcs`, `Stok 42 pcs`)."""

    name: str
    facts: tuple[str, ...] = ()


class LastItemCard(Card):
    """What was scanned last, for a glance without looking for the line."""

    def __init__(self) -> None:
        super().__init__(pad=(16, 9), gap=0)
        self.setFixedHeight(theme.px(90))
        self._name = ElidedLabel("", Size.LEAD, bold=True)
        self._facts = ElidedLabel("", Size.BODY, tone="ink2")
        caption = Label(_("Barang terakhir"), Size.MINI, tone="ink2")
        for label, high in ((caption, 19), (self._name, 27), (self._facts, 22)):
            label.setFixedHeight(theme.px(high))
            self.body.addWidget(label)

    def show_item(self, item: LastItem | None) -> None:
        self._name.show_words(item.name if item else "–")
        self._facts.show_words("    ".join(item.facts) if item else "")


@dataclass(frozen=True, slots=True)
class MemberText:
    """The member at the till, ready to be shown; empty texts leave their line blank.

    owed, limit  of the kasbon, in rupiah; limit 0 means there is none
    shu          with its ± (`± Rp 86.000`)
    """

    name: str
    detail: str
    chip: Chip | None = None
    owed: int = 0
    limit: int = 0
    oldest: str = ""
    left: str = ""
    bought: str = ""
    shu: str = ""
    kasbon: str = ""


class MemberCard(Card):
    """Who is buying.  Without a member the same card says "Umum", so nothing jumps."""

    def __init__(self) -> None:
        super().__init__(pad=(16, 14), gap=0)
        self._avatar = Avatar(side=48)
        self._name = ElidedLabel("", Size.NAME, bold=True)
        self._detail = ElidedLabel("", Size.MINI, tone="ink2")
        self._chip = ChipLabel()
        self.kasbon = Pair(_("Kasbon"))
        self.bar = LimitBar()
        self.oldest = Pair("", tone="ink3", size=Size.MINI)
        self.bought = Pair(_("Belanja tahun ini"))
        self.shu = Pair(_("Perkiraan SHU"), tone="ink3")
        self._parts = (
            column(self.kasbon, self.bar, self.oldest),
            column(texts.rule(), 6, self.bought, self.shu, gap=2),
        )
        self.body.addLayout(self._head())
        for part in self._parts:
            self.body.addStretch(1)
            self.body.addWidget(part)
        self._space = QWidget()
        self.body.addWidget(self._space, 1)
        self.show_member(None)

    def _head(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._detail)
        row.addWidget(self._avatar)
        row.addLayout(names, 1)
        row.addWidget(self._chip)
        return row

    def set_low(self, low: bool) -> None:
        """In a low window the SHU line gives way."""
        self.shu.setVisible(not low)

    def show_member(self, member: MemberText | None) -> None:
        for part in self._parts:
            part.setVisible(member is not None)
        self._space.setVisible(member is None)
        self.setAccessibleName(_spoken(member))
        if member is None:
            self._avatar.show_name(_("Umum"))
            self._name.show_words(_("Umum"))
            self._detail.show_words(_("F3 pasang Anggota"))
            self._chip.show_chip(None)
            return
        self._avatar.show_name(member.name)
        self._name.show_words(member.name)
        self._detail.show_words(member.detail)
        self._chip.show_chip(member.chip)
        self.kasbon.show_value(member.kasbon)
        self.bar.show_share(member.owed, member.limit)
        self.bar.setVisible(member.limit > 0)
        self.oldest.show_caption(member.oldest)
        self.oldest.show_value(member.left)
        self.bought.show_value(member.bought)
        self.shu.show_value(member.shu)


def _spoken(member: MemberText | None) -> str:
    """The whole card as a screen reader reads it."""
    if member is None:
        return f"{_('Umum')}. {_('F3 pasang Anggota')}"
    said = [member.name, member.detail, f"{_('Kasbon')} {member.kasbon}", member.oldest, member.left]
    said += [f"{_('Belanja tahun ini')} {member.bought}", f"{_('Perkiraan SHU')} {member.shu}"]
    return ". ".join(texts.spoken(each) for each in said if each)


class KunyitBar(QWidget):
    """Kembalian while paying: turmeric, 72 high, 44 px."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._value = caption, ""
        self.setFixedHeight(theme.px(72))

    def show_value(self, value: str) -> None:
        self._value = value
        self.setAccessibleName(f"{self._caption} {value}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        keycaps.box(painter, QRectF(self.rect()), theme.px(8), theme.colour("kunyit"), None)
        narrow = self.width() < theme.px(340)
        side, caption = theme.px(14 if narrow else 20), Size.BODY if narrow else Size.LEAD
        area = QRectF(self.rect()).adjusted(side, 0, -side, 0)
        room = area.width() - texts.width(self._caption, caption, True) - theme.px(8)
        size = next(
            (each for each in (Size.FIGURE, Size.RP, Size.PAY) if texts.width(self._value, each, True) <= room),
            Size.NAME,
        )
        texts.draw(painter, self._value, area, size, "on_kunyit", bold=True, align=texts.RIGHT)
        y = texts.baseline(area.top(), area.height(), size, True) - texts.baseline(0, area.height(), caption, True)
        texts.draw(painter, self._caption, area.translated(0, y), caption, "on_kunyit", bold=True)
