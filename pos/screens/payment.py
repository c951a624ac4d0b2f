"""Payment, in place of the goods: what is due, how it is paid, what goes back.

Enter finishes as soon as nothing is due; until then the primary button says why not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import layouts, theme
from desktop.amounts import AmountField
from desktop.boards import Board
from desktop.buttons import KeyButton
from desktop.cards import KunyitBar
from desktop.notices import Notice
from desktop.numpads import PAYMENT, Numpad
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from koperasi.errors import ShopError
from koperasi.money import ZERO
from koperasi.text import N_, _, clock
from koperasi.vouchers import Voucher
from pos import qris_codes, qris_slips, tendering
from pos.offers import Offer, closed
from pos.qris_codes import Shown
from pos.screens import wordings
from pos.screens.checkouts import Checkout
from pos.screens.customers import CustomerDisplays
from pos.screens.money_cards import MoneyCard
from pos.screens.payment_parts import SELDOM, Basket, KeepButtons, OfferList, QuickNotes, TenderTabs
from pos.screens.tender_cards import BalanceCard, CodeCard
from pos.tenders import HERS, NAMES, KeptFor, TenderKind
from pos.till import Till

NARROW_BELOW = 1_200
#: Of the buttons at the foot, where there is room.
FOOT_ICONS = ("x", "chat", "printer")
#: left, right: at 1366 and at 1024.
WIDE, NARROW = (384, 320), (304, 264)


def _hers(till: Till) -> Offer | None:
    """The part that a balance of hers pays: the chosen one, else the first."""
    parts = [part for part in till.offers.parts if part.kind in HERS]
    chosen = till.offers.part
    return chosen if chosen in parts else parts[0] if parts else None


class PaymentScreen(Screen):
    """Where a cart is paid."""

    title = N_("Bayar")
    more_keys = (("0 … 9", N_("jumlah yang diterima")),)

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        self._narrow: bool | None = None
        self._drawn: Till | None = None
        self._shown: Shown | None = None
        self._make_actions()
        self.board = Board(wordings.board(None), steps=(Size.SMALL_TOTAL, 60, 48), rp=30, tall=152)
        self.offers, self.change = OfferList(), KunyitBar(_("Kembalian"))
        self.amount, self.notes = AmountField(_("Uang Diterima")), QuickNotes(self._exact)
        self.money, self.basket = MoneyCard(), Basket()
        self.coded, self.balance = CodeCard(), BalanceCard()
        self._voucher: Voucher | None = None
        self.finish = KeyButton(self._primary, role="primary", tall="88", size=Size.PAY)
        self._lay_out()
        self._listen()
        self.home_field = self.amount

    def _make_actions(self) -> None:
        self._primary = self.act("Enter", _("Selesai"), self._finish)
        self._tabs = {
            TenderKind.CASH: self.act("F4", _("Tunai"), lambda: self._become(lambda till: till.cash_pressed())),
            TenderKind.QRIS: self.act("F8", _("QRIS"), lambda: self._choose(TenderKind.QRIS)),
            TenderKind.TRANSFER: self.act("Ctrl+T", _("Transfer"), lambda: self._choose(TenderKind.TRANSFER)),
            TenderKind.KASBON: self.act("F3", _("Kasbon"), lambda: self._choose(TenderKind.KASBON)),
            TenderKind.CARD: self.act("Ctrl+K", _("Kartu"), lambda: self._choose(TenderKind.CARD)),
            TenderKind.VOUCHER: self.act("Ctrl+J", _("Voucher"), lambda: self._choose(TenderKind.VOUCHER)),
            TenderKind.EARNINGS: self.act("Ctrl+I", _("Titipan"), lambda: self._choose(TenderKind.EARNINGS)),
            TenderKind.SAVINGS: self.act("Ctrl+S", _("Simpanan"), lambda: self._choose(TenderKind.SAVINGS)),
        }
        self._more = self.act("Ctrl+N", _("Lain…"), lambda: self.tabs.turn(seldom=not self.tabs.seldom))
        self._save_change = self.act("Ctrl+G", _("Tabung"), lambda: self._keep_change(KeptFor.SAVINGS))
        self._give_change = self.act("Ctrl+O", _("Sumbang"), lambda: self._keep_change(KeptFor.DONATION))
        self._exact = self.act("", _("Uang Pas"), lambda: self._become(lambda till: till.exact()))
        self._back = self.act("Esc", _("Kembali ke barang"), self._leave_payment, icon_name="back")
        self._drop = self.act("Ctrl+H", _("Hapus bagian"), self._drop_chosen, icon_name="x")
        self.act("Ctrl+D", _("Dana Sudah Masuk"), self._toggle_seen)
        self.act("Ctrl+R", _("Referensi"), lambda: self.money.begin_reference())
        self._show_customer = self.act("Ctrl+B", _("Layar pembeli"), self._turn_to_customer, icon_name="chat")
        self._print_code = self.act("Ctrl+P", _("Cetak kode QR"), self._print_qris, icon_name="printer")

    def _lay_out(self) -> None:
        self.keeping = KeepButtons(self._save_change, self._give_change)
        left = layouts.column(self.board, self.offers, self.change, self.keeping)
        left.setStretch(1, 1)
        self.tabs = TenderTabs(self._tabs, self._more)
        middle = layouts.column(self.tabs, self.amount, self.notes, self.notice, Numpad(PAYMENT))
        middle.setStretch(4, 1)
        self._beside = QStackedWidget()
        self._beside.addWidget(self.basket)
        self._beside.addWidget(self.money)
        self._beside.addWidget(self.coded)
        self._beside.addWidget(self.balance)
        right = layouts.column(self._beside, self.finish)
        right.setStretch(0, 1)
        self._left, self._right = layouts.held(left), layouts.held(right)
        body = layouts.row(self._left, layouts.held(middle), self._right, gap=16, margins=(16, 12, 16, 12))
        body.setStretch(1, 1)
        self._drop_button = KeyButton(self._drop)
        self._code_buttons = [KeyButton(self._show_customer), KeyButton(self._print_code)]
        self._foot_buttons = (self._drop_button, *self._code_buttons)
        self._more_below = KeyButton(self._more)
        left_foot = (KeyButton(self._back, role="quiet"), self._more_below)
        foot = layouts.row(*left_foot, 1, *self._foot_buttons, gap=8, margins=(16, 0, 16, 8))
        for button in self._foot_buttons:
            button.hide()
        whole = layouts.column(body, foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _listen(self) -> None:
        self.amount.amount_changed.connect(lambda amount: self._become(lambda till: till.amount_typed(amount)))
        self.amount.submitted.connect(self.do_primary)
        self.notes.picked.connect(lambda amount: self._become(lambda till: till.amount_typed(amount)))
        self.offers.removed.connect(lambda place: self._become(lambda till: till.tender_removed(place)))
        self.offers.pressed.connect(lambda place: self._become(lambda till: till.tender_picked(place)))
        self.money.seen.connect(self._see)
        self.money.referred.connect(lambda text: self._become(lambda till: till.referred(text)))
        self.money.reference.submitted.connect(self.home)
        self.coded.coded.connect(lambda text: self._become(lambda till: till.referred(text)))
        self.coded.looked_up.connect(self._look_up_voucher)
        self.coded.left.connect(self.home)
        self.balance.keyed.connect(self._prove)
        self.checkout.changed.connect(self.draw)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self._drawn = None
        self.draw()

    def scanned(self, code: str) -> None:
        """A voucher where one is asked for; a member's card is hers; goods are refused while money is on the table."""
        till = self.checkout.till
        if till is not None and till.offers.kind is TenderKind.VOUCHER:
            self._look_up_voucher(code)
        else:
            self.checkout.scan(code)

    def step_back(self) -> None:
        """Esc leads to the goods at once, as the strip says that refuses a scan here."""
        self.hush()
        super().step_back()

    def _leave_payment(self) -> None:
        self._become(lambda till: till.pay_left())
        self.shell.go("till", fresh=True)

    # -- deeds -----------------------------------------------------------------

    def _become(self, change: Callable[[Till], Till]) -> None:
        self.home_field = self.amount
        if self.checkout.till is not None and not self.finish.busy:
            self.checkout.become(change(self.checkout.till))

    def _choose(self, kind: TenderKind) -> None:
        self._become(lambda till: till.tender_chosen(kind))
        self.home()

    def _see(self, seen: bool) -> None:
        shop = self.checkout.station.shop
        actor = self.checkout.station.actor
        by = _("{time} oleh {name}").format(
            time=clock(shop.branch.local(shop.clock())), name=actor.name.split()[0] if actor else ""
        )
        self._become(lambda till: till.money_seen(seen, by))
        self.home()

    def _toggle_seen(self) -> None:
        till = self.checkout.till
        place = till.offers.awaited if till is not None else None
        self._see(not (till is not None and place is not None and till.offers.parts[place].seen))

    def _look_up_voucher(self, code: str) -> None:
        ask = partial(self.checkout.counter.voucher, code)
        self.shell.deeds.read(self, ask, done=self._voucher_found, latest="voucher")

    def _voucher_found(self, voucher: Voucher) -> None:
        self._voucher = voucher
        self._become(lambda till: tendering.voucher_shown(till, voucher))
        self.home()

    def _keep_change(self, kept_for: KeptFor) -> None:
        """The customer's yes: first the part that coins are short of, then all of it, then not after all."""
        self._become(lambda till: tendering.change_kept(till, kept_for))

    def _prove(self, pin: str) -> None:
        """Her PIN stands there: is it hers?"""
        card = self.checkout.till.cart.member if self.checkout.till is not None else None
        if card is not None:
            prove = partial(self.checkout.counter.prove, card.party_id, pin)
            done = partial(self._proved, card.party_id)
            self.shell.deeds.write(self, prove, done=done, failed=self._not_proved, once="member-pin")

    def _proved(self, party_id: int, _nothing: None) -> None:
        self._become(lambda till: tendering.proved(till, party_id))
        self.home()

    def _not_proved(self, error: ShopError) -> bool:
        self.balance.show_wrong(str(error))
        self.home_field = self.balance.pin
        self.shell.sounds.play(Sound.REFUSED)
        return True

    def _ask_on(self, till: Till) -> None:
        """Enter while something of the chosen part is still to be given: the focus goes there."""
        part = till.offers.part
        if self.balance.asks and not self._beside.isHidden() and self._beside.currentWidget() is self.balance:
            self.balance.pin.setFocus()
        elif part is not None and part.lacks_code:
            self.coded.code.setFocus()

    def _drop_chosen(self) -> None:
        self._become(lambda till: till.tender_removed(till.offers.chosen) if till.offers.parts else till)

    def _finish(self) -> None:
        till = self.checkout.till
        if till is None or self._blocked(till) or self.finish.busy:
            self.shell.sounds.play(Sound.REFUSED)
            if till is not None:
                self._ask_on(till)
            return
        self.checkout.pay(self, self.finish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            step = steps[Qt.Key(event.key())]
            self._become(lambda till: till.tender_picked(till.offers.chosen + step))
        else:
            super().keyPressEvent(event)

    # -- drawing ---------------------------------------------------------------

    def draw(self) -> None:
        till = self.checkout.till
        if till is None or not (self.isVisible() or self._drawn is None):
            return
        before, self._drawn = self._drawn, till
        card = till.cart.member
        self.board.show_text(wordings.bare_board(wordings.board(till, card.name if card else _("Umum"))))
        settled = till.settlement
        self.offers.show_offers(till.offers, settled)
        # While other tenders exceed the total nothing is given back: the primary says what is wrong.
        self.change.show_value((tendering.handed(till) if settled.cash_due >= ZERO else ZERO).shown)
        change = settled.change if settled.cash_due >= ZERO else ZERO
        self.keeping.show_change(change, till.offers.kept, card is not None)
        self.tabs.show_chosen(till.offers.kind)
        self.tabs.show_reasons({kind: closed(kind, card) for kind in SELDOM})
        if before is None or before.offers.kind is not till.offers.kind:
            self.tabs.turn(seldom=till.offers.kind in SELDOM)
        self._draw_amount(till, before)
        self._draw_beside(till)
        beyond = till.offers.over_limit(card)
        self._primary.setText(_("Minta persetujuan") if beyond else _("Selesai"))
        self.finish.set_reason(self._blocked(till))
        self._drop.setEnabled(len(till.offers.parts) > 1)
        self._drop_button.setVisible(len(till.offers.parts) > 1)
        if till is not before and till.said is not None:
            self.say(Notice(till.said.words, till.said.tone, till.said.key, till.said.key_words))
        elif till is not before and before is not None:
            self.hush()

    def _draw_amount(self, till: Till, before: Till | None) -> None:
        offers, part = till.offers, till.offers.part
        cash = offers.kind is TenderKind.CASH
        due = offers.due_for(offers.kind, offers.chosen, till.due, till.rounding)
        caption = _("Uang Diterima") if cash else _("Jumlah")
        name = _(NAMES[offers.kind])
        self.amount.show_caption(caption, _("{name}, dari {due}").format(name=name, due=due.shown))
        self.notes.show_due(due, cash)
        shown = self.amount.amount or ZERO
        moved = before is None or before.offers.chosen != offers.chosen or before.offers.kind is not offers.kind
        if part is not None and (moved or shown != part.amount):
            self.amount.set_amount(part.amount if part.amount else None)

    def _draw_beside(self, till: Till) -> None:
        place, part = till.offers.awaited, till.offers.part
        self._shown = None
        card = till.cart.member
        if part is not None and part.kind in (TenderKind.CARD, TenderKind.VOUCHER):
            known = self._voucher if self._voucher and self._voucher.code == part.reference else None
            self._beside.setCurrentWidget(self.coded)
            self.coded.show_part(part, known)
        elif card is not None and (hers := _hers(till)) is not None and (place is None or till.offers.chosen != place):
            proved = bool(till.proving.asked(till.offers.hers)) and till.offers.proved == card.party_id
            self._beside.setCurrentWidget(self.balance)
            self.balance.show_member(card, hers, till.offers.asked(till.proving, card), proved)
        elif place is None:
            self._beside.setCurrentWidget(self.basket)
            self.basket.show_cart(till.cart)
        else:
            part = till.offers.parts[place]
            if part.kind is TenderKind.QRIS:
                self._shown = qris_codes.for_amount(self.checkout.station.shop, part.amount)
            self._beside.setCurrentWidget(self.money)
            self.money.show_part(part, part.seen_by, self._shown, referring=self.money.reference.hasFocus())
        self._offer_code(bool(self._shown and self._shown.code))

    # -- the code for the customer ---------------------------------------------

    def _blocked(self, till: Till) -> str:
        """Why the sale cannot be finished yet; a shop may want each reference written down."""
        wanted = self.checkout.station.shop.settings.qris_reference
        parts = till.offers.parts if wanted else ()
        bare = any(part.kind is TenderKind.QRIS and part.amount and not part.reference.strip() for part in parts)
        return till.blocked or (_("Isi Ref. QRIS dulu") if bare else "")

    def _offer_code(self, there: bool) -> None:
        self._print_code.setEnabled(there and bool(self.checkout.station.printer))
        self._show_customer.setEnabled(there)
        for button in self._code_buttons:
            button.setVisible(there)

    def _print_qris(self) -> None:
        """The code on paper, for a shop without a second screen."""
        shown, station = self._shown, self.checkout.station
        if shown is not None:
            deed = partial(qris_slips.print_code, station, station.person, shown)
            self.shell.deeds.write(self, deed, button=self._code_buttons[1], changed={"slips"})

    def _turn_to_customer(self) -> None:
        """The customer's window comes to where she can see it, or goes again."""
        for window in self.checkout.findChildren(CustomerDisplays):
            window.turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            left, right = NARROW if narrow else WIDE
            self._left.setFixedWidth(theme.px(left))
            self._right.setFixedWidth(theme.px(right))
            self.notes.set_columns(2 if narrow else 3)
            self.tabs.set_narrow(narrow)
            self._more_below.setVisible(narrow)
            for button, icon in zip(self._foot_buttons, FOOT_ICONS, strict=True):
                button.set_icon("" if narrow else icon)
