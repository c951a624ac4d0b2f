"""The parts of the payment screen: tabs, quick notes, what was offered, the money to be seen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop import icons, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.fields import Captioned, Field
from desktop.keys import Action
from desktop.lists import RowList
from desktop.tenders import TenderList, TenderRow
from desktop.texts import Label
from desktop.theme import Size
from desktop.tiles import CheckTile
from koperasi.money import MINUS, ZERO, Rupiah
from koperasi.text import _
from pos.cart import Cart
from pos.offers import Offer, Offers
from pos.screens import layouts
from pos.tenders import NAMES, Settlement, TenderKind, quick_notes

ICONS = {
    TenderKind.CASH: "note",
    TenderKind.QRIS: "qr",
    TenderKind.TRANSFER: "bank",
    TenderKind.KASBON: "document",
}


class TenderTabs(QWidget):
    """One tab for each way to pay; the chosen one is tinted."""

    def __init__(self, actions: Mapping[TenderKind, Action]) -> None:
        super().__init__()
        self.buttons = {
            kind: KeyButton(action, icon=ICONS[kind], tall="64", stacked=True) for kind, action in actions.items()
        }
        for button in self.buttons.values():
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row: QHBoxLayout = layouts.row(*self.buttons.values(), gap=8)
        for place in range(len(self.buttons)):
            row.setStretch(place, 1)
        self.setLayout(row)

    def show_chosen(self, kind: TenderKind) -> None:
        for each, button in self.buttons.items():
            button.set_role("chosen" if each is kind else "plain")


class QuickNotes(QWidget):
    """Uang Pas and five likely sums, each with its change.

    Signals:
    picked(object): the `Rupiah` of a sum.
    """

    picked = Signal(object)
    COUNT = 5

    def __init__(self, exact: Action) -> None:
        super().__init__()
        self.exact = KeyButton(exact.text(), "F4", role="hinted", tall="56", size=Size.LEAD)
        self.exact.clicked.connect(exact.trigger)
        self.sums: list[Rupiah] = []
        self.buttons = [KeyButton("", tall="56", size=Size.LEAD) for _place in range(self.COUNT)]
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, place=place: self.press(place))
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(8))
        self.set_columns(3)

    def set_columns(self, columns: int) -> None:
        for place, button in enumerate((self.exact, *self.buttons)):
            self._grid.addWidget(button, *divmod(place, columns))
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def press(self, place: int) -> None:
        if place < len(self.sums):
            self.picked.emit(self.sums[place])

    def show_due(self, due: Rupiah, cash: bool) -> None:
        """The sums for what is due in cash; other ways are paid exactly."""
        self.sums = quick_notes(due, self.COUNT) if cash and due.amount > 0 else []
        for place, button in enumerate(self.buttons):
            known = place < len(self.sums)
            button.setVisible(known)
            if known:
                change = self.sums[place] - due
                button.show_words(self.sums[place].bare, note=_("kembali {amount}").format(amount=change.bare))


class OfferList(TenderList):
    """What was offered so far, and what it leaves: cash part, rounding, due."""

    def __init__(self) -> None:
        super().__init__()
        self._cash = Pair(_("Bagian tunai"), tone="ink2", value_size=Size.BODY)
        self._rounding = Pair(_("Pembulatan"), tone="ink2", value_size=Size.BODY)
        self._due = Pair(_("Kurang Bayar"))
        for pair in (self._cash, self._rounding, self._due):
            self.foot.addWidget(pair)

    def show_offers(self, offers: Offers, settled: Settlement) -> None:
        several = len(offers.parts) > 1
        rows = [_offer_row(part, n == offers.chosen, several) for n, part in enumerate(offers.parts)]
        self.show_tenders(rows)
        cash = settled.cash_due
        self._cash.show_value((cash - settled.rounding).bare if cash > ZERO else "–", "ink")
        self._rounding.show_value(settled.rounding.bare.replace("-", MINUS), "ink")
        due = max(settled.due, Rupiah(0))
        self._due.show_value(f"**{due.bare}**", "ink" if due else "ok")


def _offer_row(part: Offer, chosen: bool, several: bool) -> TenderRow:
    chip = None
    if part.confirmed:
        chip = Chip(_("Sudah masuk"), "ok") if part.seen else Chip(_("Menunggu dana"), "warn", "clock")
    note = _("Uang Diterima") if part.kind is TenderKind.CASH else ""
    name = _(NAMES[part.kind])
    return TenderRow(ICONS[part.kind], name, part.amount.bare, note, chip, chosen, removable=several or not part.preset)


class MoneyCard(Card):
    """Money that comes by itself: its amount, and the mark that it was seen on the shop's own screen.

    Signals:
    seen(bool): the mark was set or taken away.
    referred(str): a reference was typed.
    """

    seen = Signal(bool)
    referred = Signal(str)

    def __init__(self) -> None:
        super().__init__(pad=(16, 14), gap=10)
        self._kind = Label("", Size.LEAD, bold=True)
        self._amount = Label("", Size.PAD, bold=True, align=texts.RIGHT)
        self.check = CheckTile(_("Dana Sudah Masuk"), "Ctrl D")
        self.check.setProperty("ring", "boxed")
        advice = _("Lihat di aplikasi toko atau dengar soundbox. Jangan percaya foto layar pembeli.")
        self._advice = Label(advice, Size.MINI, tone="ink2", wrap=True)
        self.reference = Field(size=Size.LINE, name=_("Referensi"))
        self._who = Label("", Size.BODY, tone="ink2")
        self._picture = _Awaited()
        self.body.addLayout(layouts.row(self._kind, 1, self._amount))
        self.body.addWidget(self._picture, 1)
        for widget in (self.check, self._who, self._advice, Captioned(_("Ref. (Ctrl R)"), self.reference)):
            self.body.addWidget(widget)
        self.check.clicked.connect(lambda on: self.seen.emit(on))
        self.reference.textEdited.connect(self.referred)

    def show_part(self, part: Offer, who: str) -> None:
        self._kind.setText(_(NAMES[part.kind]))
        self._amount.setText(part.amount.shown)
        self._picture.show_icon(ICONS[part.kind], part.seen)
        self.check.setChecked(part.seen)
        self._who.setText(who if part.seen else "")
        self._who.setVisible(part.seen)
        self._advice.setVisible(not part.seen)
        if self.reference.text() != part.reference:
            self.reference.setText(part.reference)


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


class Basket(RowList):
    """The basket, small, for a last look while cash is counted."""

    def __init__(self) -> None:
        columns = (
            Column(_("Barang"), 0, pad=12),
            Column(_("Qty"), 52, texts.RIGHT),
            Column(_("Jumlah"), 92, texts.RIGHT),
        )
        super().__init__(columns, row_height=38, name=_("Isi keranjang"))

    def show_cart(self, cart: Cart) -> None:
        self.show_rows([_basket_row(line.good.name, line.quantity.shown, line.net.bare) for line in cart.lines])


def _basket_row(*words: str) -> Row:
    return Row(tuple(Cell(word, size=Size.BODY) for word in words))
