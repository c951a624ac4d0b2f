"""A member's account: she pays off what she owes, puts savings in or takes them out.

What to do by its key, how by its key, the amount, Enter.  What she hands over beyond her
debt is told as change.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop import frames, layouts, theme
from desktop.amounts import AmountField
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.fields import Captioned, Field
from desktop.keys import Action
from desktop.notices import Notice
from desktop.numpads import COUNT, Numpad
from desktop.pins import PinField
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi import members
from koperasi.errors import Refused, ShopError
from koperasi.money import ZERO, Rupiah
from koperasi.savings import NAMES as SAVINGS_NAMES
from koperasi.savings import SavingsKind
from koperasi.text import N_, _
from koperasi.users import PIN_DIGITS
from pos import member_accounts
from pos.account_deeds import METHODS, Aim, applied, blocked, preset
from pos.member_accounts import Account, Done
from pos.offers import closed
from pos.screens import wordings
from pos.screens.checkouts import Checkout
from pos.screens.payment_parts import ICONS
from pos.tenders import HERS, NAMES, Proof, TenderKind

AIMS = {
    Aim.PAY: (N_("Bayar Utang"), "Ctrl+O"),
    Aim.PUT_IN: (N_("Setor Simpanan"), "Ctrl+S"),
    Aim.TAKE_OUT: (N_("Ambil Simpanan"), "Ctrl+B"),
}
KEYS = {
    TenderKind.CASH: "F4",
    TenderKind.QRIS: "F8",
    TenderKind.TRANSFER: "Ctrl+T",
    TenderKind.SAVINGS: "Ctrl+N",
    TenderKind.EARNINGS: "Ctrl+I",
}
NAME = "member-account"


def add_to(shell: Shell, checkout: Checkout) -> None:
    """Add the screen; the till leads to it from the member page (F3)."""
    shell.add_later(NAME, lambda: MemberAccountScreen(shell, checkout))


class MemberAccountScreen(Screen):
    """Enter it with `card`, the member it is about; or with `member_id`, and it leads back where one came from."""

    title = N_("Utang dan Simpanan")

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout, self.station = checkout, checkout.station
        self.account: Account | None = None
        self._visiting = False
        self.aim, self.kind, self.kept = Aim.PAY, TenderKind.CASH, SavingsKind.VOLUNTARY
        self._why = ""
        self.head = frames.TitleBar(_("Utang dan Simpanan"))
        self._primary = self.act("Enter", _("Simpan"), self._save)
        back = self.act("Esc", _("Kembali ke kasir"), self._leave, icon_name="back")
        self.aims = {aim: self._aim_button(aim) for aim in Aim}
        self.kinds = {kind: self._kind_button(kind) for kind in KEYS}
        self._which = self.act("Ctrl+J", "", self._next_kept)
        self.which = KeyButton(self._which)
        self.kasbon, self.oldest = Pair(_("Kasbon")), Pair("", tone="ink2")
        self.savings, self.earnings = Pair(_("Simpanan Sukarela")), Pair(_("Hasil Titipan"))
        self.bought, self.shu = Pair(_("Belanja tahun ini")), Pair(_("Perkiraan SHU"), tone="ink2")
        self.amount, self.reference = AmountField(_("Jumlah")), Field(size=Size.LINE, name=_("Referensi"))
        self.pin = PinField(least=PIN_DIGITS)
        self.pin.setFixedHeight(theme.px(56))
        self.board = Board(BoardText("", None), steps=(50, 44, 36), rp=26, tall=150)
        self.primary = KeyButton(self._primary, role="primary", tall="72", size=Size.LEAD)
        self.home_field = self.amount
        self._lay_out(KeyButton(back, role="quiet"))
        self.amount.amount_changed.connect(lambda _amount: self._show())
        self.amount.submitted.connect(self.do_primary)
        self.reference.submitted.connect(self.do_primary)
        self.pin.submitted.connect(self.do_primary)
        self.pin.digits_changed.connect(lambda _count: self._show())
        self._choose(Aim.PAY)

    def _aim_button(self, aim: Aim) -> KeyButton:
        words, key = AIMS[aim]
        return KeyButton(self.act(key, _(words), lambda: self._choose(aim)), tall="56")

    def _kind_button(self, kind: TenderKind) -> KeyButton:
        action: Action = self.act(KEYS[kind], _(NAMES[kind]), lambda: self._pay_by(kind))
        button = KeyButton(action, tall="64", icon=ICONS[kind], stacked=True)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return button

    def _lay_out(self, back: KeyButton) -> None:
        facts = Card(pad=(16, 10), gap=0)
        for pair, beside in ((self.kasbon, self.oldest), (self.savings, self.earnings), (self.bought, self.shu)):
            facts.body.addLayout(_evenly(pair, beside, gap=32))
        self._reference = Captioned(_("Referensi"), self.reference)
        self._pin = layouts.held(layouts.column(Label(_("PIN anggota"), Size.MINI, tone="ink2"), self.pin, gap=4))
        body = Card(pad=(16, 14), gap=12)
        body.body.addLayout(_evenly(*self.aims.values()))
        body.body.addWidget(self.which)
        body.body.addLayout(_evenly(*self.kinds.values()))
        for widget in (self.amount, self._reference, self._pin):
            body.body.addWidget(widget)
        body.body.addStretch(1)
        left = layouts.column(facts, body)
        left.setStretch(1, 1)
        pad = Card(pad=(12, 12))
        pad.body.addWidget(Numpad(COUNT))
        self.right = frames.stacked(self.board, pad, self.primary, grows=1)
        whole = QHBoxLayout()
        whole.setSpacing(theme.px(16))
        whole.addLayout(left, 1)
        whole.addWidget(self.right)
        frames.page(self, self.head, whole, self.notice, frames.foot(back), grows=1)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        card, member = what.get("card"), what.get("member_id")
        self._visiting = isinstance(member, int)
        if isinstance(card, members.Card):
            self._about(Account(card, None))
            member = card.party_id
        elif self._visiting:
            self.account = None
            self.head.show_words("")
        if isinstance(member, int):
            ask = partial(member_accounts.look, self.station, member)
            self.shell.deeds.read(self, ask, done=self._about, latest=NAME)

    def _leave(self) -> None:
        if self._visiting:
            self.shell.back()
        else:
            self.shell.go("till", fresh=True)

    def _about(self, account: Account) -> None:
        """The member as she stands: what she most likely wants is chosen."""
        self.account = account
        card = account.card
        self.head.show_words(f"{card.name} · {card.number}")
        shop = self.station.shop
        today = shop.branch.business_date(shop.clock())
        text = wordings.member(card, account.owes_since, today, shop.settings.surplus_estimate_bps)
        self.kasbon.show_value(text.kasbon)
        self.oldest.show_caption(text.oldest)
        self.oldest.show_value(text.left)
        self.bought.show_value(text.bought)
        self.shu.show_value(text.shu)
        self.savings.show_value(f"**{card.savings.shown}**")
        self.earnings.show_value(f"**{card.earnings.shown}**")
        self._choose(Aim.PAY if card.owes > ZERO else Aim.PUT_IN)

    # -- what to do, and how ---------------------------------------------------

    def _choose(self, aim: Aim) -> None:
        self.aim = aim
        for each, button in self.aims.items():
            button.set_role("chosen" if each is aim else "plain")
        card = self.account.card if self.account is not None else None
        for kind, button in self.kinds.items():
            button.setVisible(kind in METHODS[aim])
            why = closed(kind, card) if kind in HERS else ""
            button.setEnabled(not why)
            button.show_words(button.words, note=why)
        self.which.setVisible(aim is Aim.PUT_IN)
        self.kept = SavingsKind.VOLUNTARY
        self._pay_by(TenderKind.CASH)

    def _pay_by(self, kind: TenderKind) -> None:
        if kind not in METHODS[self.aim]:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.kind = kind
        for each, button in self.kinds.items():
            button.set_role("chosen" if each is kind else "plain")
        self._reference.setVisible(kind in (TenderKind.QRIS, TenderKind.TRANSFER))
        self._pin.setVisible(self._asks_pin)
        self.reference.clear()
        self.pin.wipe()
        card = self.account.card if self.account is not None else None
        self.amount.set_amount(preset(self.aim, kind, card) if card is not None else None)
        self._show()
        self.home()

    def _next_kept(self) -> None:
        kinds = list(SavingsKind)
        self.kept = kinds[(kinds.index(self.kept) + 1) % len(kinds)]
        self._show()

    @property
    def _asks_pin(self) -> bool:
        return self.aim is Aim.TAKE_OUT and self.station.shop.settings.kasbon_proof == Proof.PIN.value

    def _show(self) -> None:
        self._which.setText(_("Ke {name}").format(name=_(SAVINGS_NAMES[self.kept])))
        if self.account is None:
            return
        card, given = self.account.card, self.amount.amount or ZERO
        amount = applied(self.aim, self.kind, card, given)
        over = given - amount
        change = _("Kembalian {amount}").format(amount=over.shown) if over > ZERO else ""
        self.board.show_text(BoardText(_(AIMS[self.aim][0]), amount, gold=change))
        why = blocked(self.aim, self.kind, card, given, self.station.shift is not None)
        if not why and self._asks_pin and not self.pin.complete:
            why = _("Minta PIN dulu")
        self._why = why
        self.primary.set_reason(why)
        self._primary.setText(_(AIMS[self.aim][0]))

    # -- doing it --------------------------------------------------------------

    def _save(self) -> None:
        if self.account is None or self._why:
            self.shell.sounds.play(Sound.REFUSED)
            if self._asks_pin and not self.pin.complete:
                self.pin.setFocus()
            return
        card, given = self.account.card, self.amount.amount or ZERO
        amount, words = applied(self.aim, self.kind, card, given), self.reference.text().strip()
        if self.aim is Aim.PAY:
            deed = partial(member_accounts.pay_debt, self.station, card.party_id, self.kind, amount, words)
        else:
            signed = amount if self.aim is Aim.PUT_IN else -amount
            pin = self.pin.take() if self._asks_pin else ""
            how = (self.kept, self.kind, signed, words, pin)
            deed = partial(member_accounts.move_savings, self.station, card.party_id, *how)
        done = partial(self._done, self.aim, amount, given - amount)
        changed = {"cash", "members", "slips"}
        self.shell.deeds.write(
            self, deed, done=done, failed=self._refused, button=self.primary, once=NAME, changed=changed
        )

    def _done(self, aim: Aim, amount: Rupiah, change: Rupiah, done: Done) -> None:
        card = done.account.card
        left = card.owes if aim is Aim.PAY else card.savings
        said = {
            Aim.PAY: _("Utang {name} dibayar {amount}. Sisa {left}."),
            Aim.PUT_IN: _("{name} setor {amount}. Simpanan sukarela {left}."),
            Aim.TAKE_OUT: _("{name} ambil {amount}. Simpanan sukarela {left}."),
        }[aim].format(name=card.name, amount=amount.shown, left=left.shown)
        if change > ZERO:
            said = _("{said} Kembalian **{change}**.").format(said=said, change=change.shown)
        self._about(done.account)
        self.hush()
        self.say(Notice(said, "ok"))
        self.shell.sounds.play(Sound.SAVED)
        till = self.checkout.till
        if till is not None and till.cart.member is not None and till.cart.member.party_id == card.party_id:
            self.checkout.become(replace(till, cart=replace(till.cart, member=card)))

    def _refused(self, error: ShopError) -> bool:
        if isinstance(error, Refused) and error.field == "amount":
            self.amount.show_error(str(error))
        elif isinstance(error, Refused) and error.field == "pin":
            self.pin.show_wrong()
        return False

    def step_back(self) -> None:
        """What went well needs no Esc of its own to go away."""
        if self.notice.notice is not None and self.notice.notice.tone == "ok":
            self.hush()
        super().step_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.right.setFixedWidth(frames.right_width(self.width()))


def _evenly(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    row: QHBoxLayout = layouts.row(*widgets, gap=gap)
    for place in range(len(widgets)):
        row.setStretch(place, 1)
    return row
