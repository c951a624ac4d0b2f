"""What stands beside a payment that rests on a code or on a member's own balance.

The code card asks for the terminal's approval code or a voucher's own; the balance card
tells what she has and owes, and asks for her PIN where the shop wants it.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import layouts, texts, theme
from desktop.cards import Card, Pair
from desktop.chips import Chip, ChipLabel
from desktop.fields import Captioned, Field
from desktop.numpads import PIN, Numpad
from desktop.pins import PinField
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from koperasi import members
from koperasi.money import ZERO, Rupiah
from koperasi.text import _, short_date
from koperasi.users import PIN_DIGITS
from koperasi.vouchers import Voucher
from pos.offers import Offer
from pos.tenders import NAMES, Proof, TenderKind


class CodeCard(Card):
    """A code for the chosen part: typed, or scanned.

    Signals:
    coded(str): a card's approval code as it is typed.
    looked_up(str): a voucher's code, after Enter.
    left(): Enter, with nothing more to ask.
    """

    coded = Signal(str)
    looked_up = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(pad=(16, 14), gap=10)
        self._kind = TenderKind.CARD
        self._name = Label("", Size.LEAD, bold=True)
        self._amount = Label("", Size.PAD, bold=True, align=texts.RIGHT)
        self.code = Field(size=Size.LEAD, name=_("Kode"))
        self._caption = Captioned(_("Kode persetujuan"), self.code)
        self._advice = Label("", Size.BODY, tone="ink2", wrap=True)
        self._holds, self._until = Pair(_("Isi voucher")), Pair(_("Berlaku sampai"), tone="ink2")
        self.body.addLayout(layouts.row(self._name, 1, self._amount))
        for widget in (self._caption, self._advice, self._holds, self._until):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.code.textEdited.connect(self._typed)
        self.code.submitted.connect(self._submitted)

    def show_part(self, part: Offer, voucher: Voucher | None) -> None:
        """The chosen part; `voucher` is the one it rests on, once it is known."""
        self._kind = part.kind
        self._name.setText(_(NAMES[part.kind]))
        self._amount.setText(part.amount.shown)
        card = part.kind is TenderKind.CARD
        self._caption.show_caption(_("Kode persetujuan") if card else _("Kode voucher"))
        advice = _("Gesek di mesin EDC, lalu ketik kode dari struknya.")
        self._advice.setText(advice if card else _("Scan voucher, atau ketik kodenya lalu Enter."))
        self._advice.setVisible(card or voucher is None)
        self._holds.setVisible(voucher is not None)
        self._until.setVisible(voucher is not None and voucher.expires_on is not None)
        if voucher is not None:
            self._holds.show_value(f"**{voucher.left.shown}**")
            self._until.show_value(short_date(voucher.expires_on) if voucher.expires_on else "")
        if self.code.text() != part.reference and not (self.code.hasFocus() and part.lacks_code and not card):
            self.code.setText(part.reference)

    def _typed(self, text: str) -> None:
        if self._kind is TenderKind.CARD:
            self.coded.emit(text)

    def _submitted(self) -> None:
        code = self.code.text().strip()
        if self._kind is TenderKind.VOUCHER and code:
            self.looked_up.emit(code)
        else:
            self.left.emit()


class BalanceCard(Card):
    """A member's balances while one of them pays, and her PIN.

    Signals:
    keyed(str): all digits of a PIN stand there.
    """

    keyed = Signal(str)

    def __init__(self) -> None:
        super().__init__(pad=(16, 10), gap=6)
        self._name = ElidedLabel("", Size.LEAD, bold=True)
        self._detail = ElidedLabel("", Size.MINI, tone="ink2")
        self._kasbon, self._left = Pair(_("Kasbon")), Pair(_("Sisa limit"), tone="ink2")
        self._savings, self._earnings = Pair(_("Simpanan Sukarela")), Pair(_("Hasil Titipan"))
        self._after = Pair("")
        self._proof = ChipLabel(size=Size.BODY, yields=True)
        self.pin = PinField(least=PIN_DIGITS)
        self.pin.setFixedHeight(theme.px(56))
        self._words = Label("", Size.MINI, tone="ink2", wrap=True)
        self.pad = Numpad(PIN, self.pin, gap=6)
        self._asking = layouts.held(layouts.column(self._words, self.pin, self.pad, gap=6))
        for widget in (self._name, self._detail, self._kasbon, self._left, self._savings, self._earnings, self._after):
            self.body.addWidget(widget)
        self.body.addWidget(self._proof)
        self.body.addWidget(self._asking, 1)
        self._space = QWidget()
        self.body.addWidget(self._space, 1)
        # What no part shows yet takes no room: all of it at once would not fit a low window.
        for unshown in (self._left, self._savings, self._earnings, self._proof, self._space):
            unshown.hide()
        self.pin.digits_changed.connect(self._digits)
        self.pin.submitted.connect(lambda: self._digits(PIN_DIGITS if self.pin.complete else 0))

    @property
    def asks(self) -> bool:
        """Whether her PIN is asked for now."""
        return not self._asking.isHidden()

    def show_member(self, card: members.Card, part: Offer, asked: Proof, proved: bool) -> None:
        """Who she is, what she has, what the part leaves, and what she must still give as proof."""
        self._name.show_words(card.name)
        self._detail.show_words(card.number)
        self._kasbon.show_value(f"**{card.owes.shown}**")
        self._left.show_value(card.credit_left.shown)
        self._left.setVisible(part.kind is TenderKind.KASBON)
        self._savings.show_value(card.savings.shown)
        self._savings.setVisible(part.kind is TenderKind.SAVINGS or bool(card.savings and asked is not Proof.PIN))
        self._earnings.show_value(card.earnings.shown)
        self._earnings.setVisible(part.kind is TenderKind.EARNINGS or bool(card.earnings and asked is not Proof.PIN))
        caption, value = _after(card, part)
        self._after.show_caption(caption)
        self._after.show_value(f"**{value.shown}**", "ink" if value >= ZERO else "refuse")
        self._proof.show_chip(_proof_chip(asked, proved))
        self._proof.setVisible(proved or asked is Proof.SIGNATURE)
        wanted = asked is Proof.PIN
        self._asking.setVisible(wanted)
        self._space.setVisible(not wanted)
        if wanted and not self.pin.complete:
            words = _("PIN {name}, 6 angka").format(name=card.name.split()[0])
            self._words.setText(words if card.has_pin else _("Belum punya PIN. Buat dulu di kantor."))
            self._words.set_tone("ink2" if card.has_pin else "refuse")

    def show_wrong(self, words: str) -> None:
        self.pin.show_wrong()
        self._words.setText(words)
        self._words.set_tone("refuse")

    def _digits(self, count: int) -> None:
        if count == PIN_DIGITS and self.asks:
            self.keyed.emit(self.pin.take())


def _after(card: members.Card, part: Offer) -> tuple[str, Rupiah]:
    """What her balance is when this part is posted."""
    if part.kind is TenderKind.KASBON:
        return _("Utang sesudah ini"), card.owes + part.amount
    before = card.savings if part.kind is TenderKind.SAVINGS else card.earnings_left
    return _("Sisa sesudah ini"), before - part.amount


def _proof_chip(asked: Proof, proved: bool) -> Chip | None:
    if proved:
        return Chip(_("PIN cocok"), "ok")
    return Chip(_("Tanda tangan di slip"), "warn", "pencil") if asked is Proof.SIGNATURE else None
