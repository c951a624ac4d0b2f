"""Money goes back: how much, in which ways, for which goods.  Enter hands it over."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from desktop import frames, layouts, theme
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.letterpads import LetterPad
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.tenders import TenderList, TenderRow
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import ZERO, Rupiah, total
from koperasi.text import N_, _
from pos.refunds import Refund
from pos.screens.checkouts import Checkout
from pos.screens.payment_parts import ICONS, Basket
from pos.tenders import NAMES, TenderKind

RIGHT, NARROW_RIGHT, NARROW_BELOW = 424, 336, 1_200


class RefundScreen(Screen):
    """What goes back to the customer, and how."""

    title = N_("Kembalikan Uang")

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        self._primary = self.act("Enter", _("Kembalikan Uang"), self._finish)
        self._back = self.act("Esc", _("Kembali ke barang"), self._leave_refund, icon_name="back")
        self.act("Ctrl+R", _("Referensi"), self._to_reference)
        self.board = Board(BoardText(_("Dikembalikan"), None), steps=(Size.SMALL_TOTAL, 60, 48), rp=30, tall=152)
        self.ways = TenderList(_("Cara Mengembalikan"))
        self.advice = Label("", Size.BODY, tone="ink2", wrap=True)
        self.basket = Basket()
        self.reference = Field(size=Size.LINE, name=_("Referensi transfer"))
        self.letters = LetterPad(self.reference)
        self.finish = KeyButton(self._primary, role="primary", tall="88", size=Size.PAY)
        self._lay_out()
        self.home_field = self.finish
        self.reference.textEdited.connect(self._referred)
        self.reference.submitted.connect(self.do_primary)
        checkout.changed.connect(self.draw)

    def _lay_out(self) -> None:
        self._referring = Card(pad=(16, 12))
        self._referring.body.addWidget(Captioned(_("Ref. transfer (Ctrl R)"), self.reference))
        note = Card(pad=(16, 12))
        note.body.addWidget(self.advice)
        right = layouts.column(self.board, self.ways, self._referring, note, self.finish)
        right.setStretch(1, 1)
        self._right = layouts.held(right)
        left = layouts.column(self.basket, self.letters)
        left.setStretch(0, 1)
        body = layouts.row(left, self._right, gap=16, margins=(16, 12, 16, 12))
        body.setStretch(0, 1)
        foot = frames.foot(KeyButton(self._back, role="quiet"), self.letters.button)
        foot.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8))
        whole = layouts.column(self.notice, body, foot, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.reference.clear()
        self.letters.show_pad(False)
        self.draw()
        if self._referring.isVisibleTo(self):
            self.home_field = self.reference
        else:
            self.home_field = self.finish
        self.home()

    def _leave_refund(self) -> None:
        if self.checkout.till is not None and not self.finish.busy:
            self.checkout.become(self.checkout.till.pay_left())
            self.shell.go("till", fresh=True)

    def _to_reference(self) -> None:
        if self._referring.isVisible():
            self.reference.setFocus()

    # -- deeds -----------------------------------------------------------------

    def _referred(self, text: str) -> None:
        if self.checkout.till is not None:
            self.checkout.become(self.checkout.till.refund_referred(text.strip()))

    def _finish(self) -> None:
        till = self.checkout.till
        if till is None or till.blocked or self.finish.busy:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.checkout.pay(self, self.finish)

    # -- drawing ---------------------------------------------------------------

    def draw(self) -> None:
        till = self.checkout.till
        if till is None or till.due >= ZERO:
            return
        ways = till.refunds
        who = till.cart.member.name if till.cart.member is not None else _("Umum")
        self.board.show_text(BoardText(_("Dikembalikan"), total(each.amount for each in ways), who))
        self.ways.show_tenders([_row(each) for each in ways])
        by_transfer = any(each.kind is TenderKind.TRANSFER for each in ways)
        self._referring.setVisible(by_transfer)
        self.letters.button.setVisible(by_transfer)
        self.advice.setText(_advice(ways))
        self.basket.show_cart(till.cart)
        self.finish.set_reason(till.blocked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        self._right.setFixedWidth(theme.px(NARROW_RIGHT if narrow else RIGHT))


def _row(refund: Refund) -> TenderRow:
    notes = {
        TenderKind.CASH: _("Dari laci"),
        TenderKind.KASBON: _("Mengurangi utangnya"),
        TenderKind.TRANSFER: _("Kirim dari rekening toko"),
        TenderKind.VOUCHER: refund.reference,
    }
    note = notes.get(refund.kind, _("Kembali ke saldonya"))
    return TenderRow(ICONS[refund.kind], _(NAMES[refund.kind]), refund.amount.bare, note, removable=False)


def _advice(ways: tuple[Refund, ...]) -> str:
    """What the cashier does next, in one sentence."""
    cash = total(each.amount for each in ways if each.kind is TenderKind.CASH)
    if any(each.kind is TenderKind.TRANSFER for each in ways):
        return _("Kirim transfernya dulu, lalu ketik nomor referensinya di sini.")
    if cash:
        return _("Laci terbuka sesudah Enter. Serahkan {amount} bersama struk retur.").format(
            amount=Rupiah(cash.amount).shown
        )
    return _("Tidak ada uang tunai yang diserahkan. Struk retur mencatat semuanya.")
