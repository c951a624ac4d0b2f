"""The parts of the payment screen: tabs, quick notes, what was offered, the money to be seen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop import layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Pair
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.keys import Action
from desktop.lists import RowList
from desktop.tenders import TenderList, TenderRow
from desktop.theme import Size
from koperasi.money import MINUS, ZERO, Rupiah
from koperasi.text import _
from pos.cart import Cart
from pos.offers import SMALLEST_NOTE, Offer, Offers
from pos.tenders import NAMES, KeptChange, KeptFor, Settlement, TenderKind, quick_notes

ICONS = {
    TenderKind.CASH: "note",
    TenderKind.QRIS: "qr",
    TenderKind.TRANSFER: "bank",
    TenderKind.KASBON: "document",
    TenderKind.CARD: "card",
    TenderKind.VOUCHER: "tag",
    TenderKind.EARNINGS: "basket",
    TenderKind.SAVINGS: "coins",
}
#: Ways to pay of which each customer uses one seldom: behind "Lain…".
SELDOM = (TenderKind.CARD, TenderKind.VOUCHER, TenderKind.EARNINGS, TenderKind.SAVINGS)
MORE_WIDE = 72


class TenderTabs(QWidget):
    """One tab for each way to pay, the chosen one tinted; "Lain…" turns to the seldom ones and back."""

    def __init__(self, actions: Mapping[TenderKind, Action], more: Action) -> None:
        super().__init__()
        self.buttons = {
            kind: KeyButton(action, icon=ICONS[kind], tall="64", stacked=True) for kind, action in actions.items()
        }
        self.more = KeyButton(more, tall="64", stacked=True)
        self.seldom = False
        for button in self.buttons.values():
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.more.setFixedWidth(theme.px(MORE_WIDE))
        row: QHBoxLayout = layouts.row(*self.buttons.values(), self.more, gap=8)
        for place in range(len(self.buttons)):
            row.setStretch(place, 1)
        self.setLayout(row)
        self.turn(seldom=False)

    def turn(self, *, seldom: bool) -> None:
        """Show the four seldom ways, or the four that most customers use."""
        self.seldom = seldom
        for kind, button in self.buttons.items():
            button.setVisible((kind in SELDOM) is seldom)

    def show_chosen(self, kind: TenderKind) -> None:
        for each, button in self.buttons.items():
            button.set_role("chosen" if each is kind else "plain")

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window "Lain…" stands elsewhere, so that the ways have room for their names."""
        self.more.setVisible(not narrow)

    def show_reasons(self, reasons: Mapping[TenderKind, str]) -> None:
        """Why a way is closed to this customer stands under its name, in the place of its key."""
        for kind, button in self.buttons.items():
            button.setEnabled(not reasons.get(kind))
            button.show_words(button.words, note=reasons.get(kind, ""))


class KeepButtons(QWidget):
    """Change that stays here, with the customer's yes: for her savings, or given.

    Each press goes on: the part that coins are short of, all of it, nothing.
    """

    def __init__(self, save: Action, give: Action) -> None:
        super().__init__()
        self.save, self.give = KeyButton(save, tall="64", stacked=True), KeyButton(give, tall="64", stacked=True)
        row = layouts.row(self.save, self.give, gap=8)
        for place, button in enumerate((self.save, self.give)):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.setStretch(place, 1)
        self.setLayout(row)

    def show_change(self, change: Rupiah, kept: KeptChange | None, member: bool) -> None:
        """The change to be given, and what of it stays; nothing is asked where there is none."""
        self.setVisible(change > ZERO)
        odd = Rupiah(change.amount % SMALLEST_NOTE) or change
        for button, kept_for in ((self.save, KeptFor.SAVINGS), (self.give, KeptFor.DONATION)):
            chosen = kept if kept is not None and kept.kept_for is kept_for else None
            words = _("Tabung {amount}") if kept_for is KeptFor.SAVINGS else _("Sumbang {amount}")
            button.show_words(words.format(amount=(chosen.amount if chosen else odd).bare))
            button.set_role("chosen" if chosen else "plain")
        self.save.setVisible(member)


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
        # F4 is cash: in another way of paying it would not mean this button.
        self.exact.show_key("F4" if cash else "")
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
    if part.lacks_code:
        chip = Chip(_("Isi kode"), "warn", "pencil")
    note = _("Uang Diterima") if part.kind is TenderKind.CASH else part.reference if not part.confirmed else ""
    name = _(NAMES[part.kind])
    return TenderRow(ICONS[part.kind], name, part.amount.bare, note, chip, chosen, removable=several or not part.preset)


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
        self.show_rows(
            [_basket_row(line.good.name, line.quantity.shown, line.net.bare.replace("-", MINUS)) for line in cart.lines]
        )


def _basket_row(*words: str) -> Row:
    return Row(tuple(Cell(word, size=Size.BODY) for word in words))
