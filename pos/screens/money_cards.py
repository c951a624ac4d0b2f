"""The money card: what is awaited by QRIS or transfer, the code to scan, and the mark that it came."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import icons, layouts, texts, theme
from desktop.cards import Card
from desktop.fields import Field
from desktop.tenders import QrView
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from desktop.tiles import CheckTile
from koperasi.text import _
from pos.offers import Offer
from pos.qris_codes import Shown
from pos.tenders import NAMES, TenderKind

#: The code at 100 %, where there is room.
CODE = 264
PICTURES = {TenderKind.QRIS: "qr", TenderKind.TRANSFER: "bank"}


class MoneyCard(Card):
    """Money that comes by itself: its code, its amount, and the mark that it was seen on the shop's own screen.

    Signals:
    seen(bool): the mark was set or taken away.
    referred(str): a reference was typed.
    """

    seen = Signal(bool)
    referred = Signal(str)

    def __init__(self) -> None:
        super().__init__(pad=(16, 12), gap=8)
        self._kind = Label("", Size.LEAD, bold=True)
        self._amount = Label("", Size.PAD, bold=True, align=texts.RIGHT)
        self.check = CheckTile(_("Dana Sudah Masuk"), "Ctrl D")
        self.check.setProperty("ring", "boxed")
        advice = _("Lihat di aplikasi toko atau dengar soundbox. Jangan percaya foto layar pembeli.")
        self._advice = Label(advice, Size.MINI, tone="ink2", wrap=True)
        self.reference = Field(size=Size.BODY, name=_("Referensi"))
        self.reference.setPlaceholderText("Ctrl R")
        caption = Label(_("Ref."), Size.BODY, tone="ink2")
        caption.setBuddy(self.reference)
        self._who = ElidedLabel("", Size.MINI, tone="ink2")
        self.code = QrPanel()
        self.body.addLayout(layouts.row(self._kind, 1, self._amount))
        self.body.addWidget(self.code, 1)
        # One place for both: while it is awaited how to be sure of it, afterwards who was and the reference.
        row = layouts.row(self._who, caption, self.reference, gap=8)
        row.setStretch(0, 5)
        row.setStretch(2, 4)
        self._row = layouts.held(row)
        for widget in (self.check, self._advice, self._row):
            self.body.addWidget(widget)
        self.check.clicked.connect(lambda on: self.seen.emit(on))
        self.reference.textEdited.connect(self.referred)

    def show_part(self, part: Offer, who: str, shown: Shown | None = None, *, referring: bool = False) -> None:
        """An awaited part; `shown` is the code for a QRIS one, `referring` opens the reference before it came."""
        self._kind.setText(_(NAMES[part.kind]))
        self._amount.setText(part.amount.shown)
        self.code.show_code(shown, PICTURES.get(part.kind, "bank"), part.seen)
        self.check.setChecked(part.seen)
        self._who.show_words(who if part.seen else "")
        self._who.setVisible(part.seen)
        open_now = part.seen or referring or bool(part.reference)
        self._row.setVisible(open_now)
        self._advice.setVisible(not open_now)
        if self.reference.text() != part.reference:
            self.reference.setText(part.reference)

    def begin_reference(self) -> None:
        """Ctrl R: the field is opened and has the focus."""
        self._row.show()
        self._advice.hide()
        self.reference.setFocus()


class QrPanel(QWidget):
    """The code with the shop's name and NMID, as large as there is room; else why there is none."""

    def __init__(self) -> None:
        super().__init__()
        # The code stands in its room without a layout: it follows the room, and never holds it open.
        self.room, self.picture = QWidget(), _Awaited()
        self.view = QrView(CODE, self.room)
        self.merchant = Label("", Size.BODY, bold=True, align=texts.CENTRE)
        self.nmid = Label("", Size.MINI, tone="ink2", align=texts.CENTRE)
        self.why = Label("", Size.MINI, tone="warn", wrap=True, align=texts.CENTRE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.room)
        column.addWidget(self.picture, 20)
        for label in (self.merchant, self.nmid, self.why):
            column.addWidget(label)
        column.addStretch(1)
        self.setMinimumHeight(theme.px(150))

    def show_code(self, shown: Shown | None, icon: str, seen: bool) -> None:
        """What to scan; without a code the icon of what is awaited, and the reason."""
        code = shown.code if shown is not None else ""
        self.room.setVisible(bool(code))
        self.view.show_code(code)
        self.picture.setVisible(not code)
        self.picture.show_icon(icon, seen)
        self.merchant.setText(shown.merchant if shown is not None else "")
        self.nmid.setText(f"NMID {shown.nmid}" if shown is not None and shown.nmid else "")
        words = shown.why if shown is not None else ""
        if shown is not None and shown.typed:
            words = _("Pembeli mengetik sendiri {amount}.").format(amount=shown.amount.shown)
        self.why.setText(words)
        for label in (self.merchant, self.nmid, self.why):
            label.setVisible(bool(label.text()))
        self.view.setAccessibleName(
            _("Kode QRIS {amount} untuk {name}").format(amount=shown.amount.shown, name=shown.merchant)
            if shown is not None and code
            else ""
        )
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As large as the panel has room beside the names."""
        labels = (self.merchant, self.nmid, self.why)
        words = sum(each.heightForWidth(self.width()) if each is self.why else each.sizeHint().height()
                    for each in labels if each.text())  # fmt: skip
        side = min(theme.px(CODE), self.width() - 10, self.height() - words - 10)
        if side > 0:
            self.view.set_side(side)
            self.room.setFixedHeight(self.view.height())
            self.view.move((self.width() - self.view.width()) // 2, 0)


class _Awaited(QWidget):
    """Where the money comes from, large: a picture of what the customer holds up."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._seen = "qr", False

    def show_icon(self, icon: str, seen: bool) -> None:
        self._icon, self._seen = icon, seen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(theme.px(120), self.height() - theme.px(8), self.width())
        if side > 0:
            token = "ok" if self._seen else "ink3"
            icons.draw(painter, self._icon, token, (self.width() - side) / 2, (self.height() - side) / 2, side)
