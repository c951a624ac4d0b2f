"""Payment, in place of the goods: what is due, how it is paid, what goes back.

Enter finishes as soon as nothing is due; until then the primary button says why not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import theme
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
from koperasi.money import ZERO
from koperasi.text import N_, _, clock
from pos import qris_codes, qris_slips
from pos.qris_codes import Shown
from pos.screens import layouts, wordings
from pos.screens.checkouts import Checkout
from pos.screens.customers import CustomerDisplays
from pos.screens.money_cards import MoneyCard
from pos.screens.payment_parts import Basket, OfferList, QuickNotes, TenderTabs
from pos.tenders import NAMES, TenderKind
from pos.till import Till

NARROW_BELOW = 1_200
#: Of the buttons at the foot, where there is room.
FOOT_ICONS = ("x", "chat", "printer")
#: left, right: at 1366 and at 1024.
WIDE, NARROW = (384, 320), (304, 264)


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
        }
        self._exact = self.act("", _("Uang Pas"), lambda: self._become(lambda till: till.exact()))
        self._back = self.act("Esc", _("Kembali ke barang"), self._leave_payment, icon_name="back")
        self._drop = self.act("Ctrl+H", _("Hapus bagian"), self._drop_chosen, icon_name="x")
        self.act("Ctrl+D", _("Dana Sudah Masuk"), self._toggle_seen)
        self.act("Ctrl+R", _("Referensi"), lambda: self.money.begin_reference())
        self._show_customer = self.act("Ctrl+B", _("Layar pembeli"), self._turn_to_customer, icon_name="chat")
        self._print_code = self.act("Ctrl+P", _("Cetak kode QR"), self._print_qris, icon_name="printer")

    def _lay_out(self) -> None:
        left = layouts.column(self.board, self.offers, self.change)
        left.setStretch(1, 1)
        self.tabs = TenderTabs(self._tabs)
        middle = layouts.column(self.tabs, self.amount, self.notes, self.notice, Numpad(PAYMENT, self.amount))
        middle.setStretch(4, 1)
        self._beside = QStackedWidget()
        self._beside.addWidget(self.basket)
        self._beside.addWidget(self.money)
        right = layouts.column(self._beside, self.finish)
        right.setStretch(0, 1)
        self._left, self._right = layouts.held(left), layouts.held(right)
        body = layouts.row(self._left, layouts.held(middle), self._right, gap=16, margins=(16, 12, 16, 12))
        body.setStretch(1, 1)
        self._drop_button = KeyButton(self._drop)
        self._code_buttons = [KeyButton(self._show_customer), KeyButton(self._print_code)]
        self._foot_buttons = (self._drop_button, *self._code_buttons)
        foot = layouts.row(KeyButton(self._back, role="quiet"), 1, *self._foot_buttons, gap=8, margins=(16, 0, 16, 8))
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
        self.checkout.changed.connect(self.draw)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self._drawn = None
        self.draw()

    def scanned(self, code: str) -> None:
        """A member's card is hers; goods are refused while money is on the table."""
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

    def _drop_chosen(self) -> None:
        self._become(lambda till: till.tender_removed(till.offers.chosen) if till.offers.parts else till)

    def _finish(self) -> None:
        till = self.checkout.till
        if till is None or self._blocked(till) or self.finish.busy:
            self.shell.sounds.play(Sound.REFUSED)
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
        self.change.show_value((settled.change if settled.cash_due >= ZERO else ZERO).shown)
        self.tabs.show_chosen(till.offers.kind)
        self._draw_amount(till, before)
        self._draw_beside(till)
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
        due = offers.due_for(offers.kind, offers.chosen, till.cart.total, till.rounding)
        caption = _("Uang Diterima") if cash else _("Jumlah")
        name = _(NAMES[offers.kind])
        self.amount.show_caption(caption, _("{name}, dari {due}").format(name=name, due=due.shown))
        self.notes.show_due(due, cash)
        shown = self.amount.amount or ZERO
        moved = before is None or before.offers.chosen != offers.chosen or before.offers.kind is not offers.kind
        if part is not None and (moved or shown != part.amount):
            self.amount.set_amount(part.amount if part.amount else None)

    def _draw_beside(self, till: Till) -> None:
        place = till.offers.awaited
        self._shown = None
        if place is None:
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
            for button, icon in zip(self._foot_buttons, FOOT_ICONS, strict=True):
                button.set_icon("" if narrow else icon)
