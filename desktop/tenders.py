"""How a sale is paid, part by part, and the QR code to be shown to a customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import chips, icons, keycaps, texts, theme
from desktop.cards import Card
from desktop.chips import Chip
from desktop.texts import Label
from desktop.theme import Size
from koperasi.text import _


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One part: its icon, name, amount, and either a chip or a quiet note under the name."""

    icon: str
    name: str
    amount: str
    note: str = ""
    chip: Chip | None = None
    chosen: bool = False
    removable: bool = True


class _Row(QWidget):
    """64 high; the ✕ at its right is a target of 48."""

    removed = Signal()
    pressed = Signal()

    def __init__(self, tender: TenderRow) -> None:
        super().__init__()
        self._tender = tender
        self.setFixedHeight(theme.px(64))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(texts.joined((tender.name, tender.amount, tender.note)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cross = self._tender.removable and event.position().x() >= self.width() - theme.px(48)
        (self.removed if cross else self.pressed).emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        tender = self._tender
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, theme.colour("accent_tint" if tender.chosen else "card"))
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), theme.colour("line"))
        tone = chips.TONES[tender.chip.tone][0] if tender.chip else "accent"
        icons.draw(painter, tender.icon, tone, theme.px(12), theme.px(20), theme.px(24))
        left = theme.px(52)
        bare = tender.chip is None and not tender.note
        name = area.adjusted(left, 0, 0, 0) if bare else QRectF(left, theme.px(9), area.width(), theme.px(22))
        texts.draw(painter, tender.name, name, Size.BODY, "ink", bold=True)
        if tender.chip is not None:
            size = chips.size_of(tender.chip)
            chips.paint(painter, tender.chip, QRectF(left, theme.px(34), size.width(), size.height()))
        else:
            texts.draw(painter, tender.note, QRectF(left, theme.px(33), area.width(), theme.px(20)), Size.MINI, "ink2")
        amount = area.adjusted(0, 0, -theme.px(48), 0)
        start = amount.right() - texts.width(tender.amount, Size.LEAD, True) - theme.px(8)
        if tender.chip is not None and left + chips.size_of(tender.chip).width() > start:
            amount = QRectF(amount.left(), name.top(), amount.width(), name.height())
        texts.draw(painter, tender.amount, amount, Size.LEAD, "ink", bold=True, align=texts.RIGHT)
        if tender.removable:
            icons.draw(painter, "x", "ink3", area.right() - theme.px(34), theme.px(22), theme.px(20))


class TenderList(Card):
    """Bayar Campur: a head, the parts, and below them what the screen adds to `foot`.

    Signals:
    removed(int): the ✕ of the part at this place was touched.
    pressed(int): the part was.
    """

    removed = Signal(int)
    pressed = Signal(int)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(pad=(0, 0), gap=0, parent=parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        self.foot.setSpacing(0)
        self.body.addWidget(_Head(title or _("Bayar Campur")))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        rule = texts.rule()
        self.body.addWidget(rule)
        self.body.addLayout(self.foot)

    def show_tenders(self, tenders: Sequence[TenderRow]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, tender in enumerate(tenders):
            row = _Row(tender)
            row.removed.connect(lambda place=place: self.removed.emit(place))
            row.pressed.connect(lambda place=place: self.pressed.emit(place))
            self._rows.addWidget(row)


class _Head(QWidget):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(36))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        row.addWidget(Label(title, Size.MINI, bold=True, tone="ink2"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        keycaps.box(painter, area.adjusted(0, 0, 0, theme.px(8)), theme.px(7), theme.colour("sunk"), None)
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), theme.colour("line"))


class QrView(QWidget):
    """A QR code, black on white with a quiet zone of four modules, in the dark theme too."""

    QUIET = 4

    def __init__(self, side: int = 264, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._modules: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_side(theme.px(side))

    def set_side(self, room: int) -> None:
        """The largest code with its quiet zone in a square of so many pixels of this screen."""
        self.setFixedSize(room + 10, room + 10)

    def show_code(self, text: str) -> None:
        """Show this text as a code; an empty text shows white paper."""
        if text == self._text:
            return
        self._text, self._modules = text, ()
        if text:
            from printing.codes import qr_modules  # only a payment by QRIS needs it, and the till must open fast

            self._modules = qr_modules(text)
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        keycaps.box(painter, QRectF(self.rect()), theme.px(8), theme.plain_white(), theme.colour("line"))
        if not self._modules:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        # The whole sheet is white: the quiet zone needs no margin of its own.
        module = max(1, (self.width() - 2) // (len(self._modules) + 2 * self.QUIET))
        start = (self.width() - module * len(self._modules)) // 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.plain_black())
        for y, line in enumerate(self._modules):
            for x, dark in enumerate(line):
                if dark:
                    painter.drawRect(start + x * module, start + y * module, module, module)
