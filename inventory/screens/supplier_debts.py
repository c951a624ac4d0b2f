"""One supplier's debt: her open papers, ticked and paid; her payments, and one keyed wrong taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import layouts, theme
from desktop.amounts import RupiahField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.numpads import COUNT, Numpad
from desktop.offices import Office, OfficeScreen
from desktop.pickers import Segments
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from inventory import payable_queries, payables
from inventory.payable_desks import PayDesk
from inventory.payable_facts import MoneyFrom
from inventory.payable_queries import Paid
from inventory.payable_reports import name_of
from inventory.payables import PaymentReversal, SupplierPayment
from inventory.screens import payable_rows
from inventory.screens.picking import PickPage
from inventory.screens.product_parts import Switch
from koperasi import shifts, uids
from koperasi.money import ZERO, Rupiah
from koperasi.shop import Shop
from koperasi.text import N_, _, plain
from koperasi.work import Actor

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
WIDE, NARROW = 360, 316
#: Why a payment is taken back.
REASONS = (N_("salah jumlah"), N_("salah pemasok"), N_("salah sumber uang"), N_("dicatat dua kali"))


@dataclass(frozen=True, slots=True)
class Account:
    """A supplier's open papers and her last payments."""

    desk: PayDesk
    payments: tuple[Paid, ...]


def account(shop: Shop, supplier_id: int | None) -> Account:
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        debt = payable_queries.debt(connection, supplier_id)
        shift = shifts.open_shift_of(connection, shop.till_id) if shop.till_id is not None else None
        paid = tuple(payable_queries.payments(connection, supplier_id))
    return Account(PayDesk(debt, day, shift_id=shift.id if shift is not None else None), paid)


def paid(shop: Shop, actor: Actor, command: SupplierPayment) -> str:
    with shop.work(actor, channel="office") as work:
        return payables.pay(work, command)


def taken_back(shop: Shop, actor: Actor, command: PaymentReversal) -> str:
    with shop.work(actor, channel="office") as work:
        return payables.take_back(work, command)


class PayPanel(Card):
    """How much is paid, out of what.

    Signals:
    typed(object): an amount was typed, `Rupiah` or None.
    """

    typed = Signal(object)

    def __init__(self) -> None:
        super().__init__(pad=(16, 12), gap=8)
        self.sources = Segments([(each, _(words)) for each, words in payable_rows.PAID_FROM.items()], name=_("Dari"))
        self.field = RupiahField(name=_("Dibayar"))
        self.field.setFixedHeight(theme.px(52))
        self.field.amount_changed.connect(self.typed.emit)
        self.pad = Numpad(COUNT, self.field, gap=6)
        self.pad.typed.connect(lambda _key: self.typed.emit(self.field.amount))
        self.advance = Switch(_("Pakai uang muka"), _("Pakai uang muka"))
        self.ahead = Switch(_("Lebihnya uang muka"), _("Lebihnya uang muka"))
        self.note = Field(size=Size.BODY, name=_("Catatan"))
        self.note.setPlaceholderText(_("Catatan atau alasan"))
        self.note.setFixedHeight(theme.px(48))
        source = Label(_("Dari (Ctrl U)"), Size.MINI, tone="ink2")
        for part in (self.advance, source, self.sources, Captioned(_("Dibayar"), self.field), self.ahead):
            self.body.addWidget(part)
        self.body.addWidget(self.pad, 1)

    def show_desk(self, desk: PayDesk) -> None:
        """What is owed, and what is paid as it stands."""
        debt = desk.debt
        self.sources.choose(desk.paid_from)
        self.advance.setVisible(debt.advance > ZERO)
        said = _("Pakai uang muka {advance}").format(advance=debt.advance)
        self.advance.say(said, said)
        self.advance.set_on(desk.uses_advance)
        self.ahead.setVisible(bool(desk.ahead))
        self.ahead.set_on(desk.may_be_ahead)
        if self.field.amount != desk.money and not (self.field.amount is None and not desk.money):
            self.field.set_amount(desk.money if desk.money > ZERO else None)


class SupplierDebtScreen(OfficeScreen):
    """Papers at the left, the payment at the right; Ctrl+R shows what was paid."""

    place = "buying"
    title = N_("Bayar Pemasok")
    interested = frozenset({"payables", "purchases", "stock"})
    more_keys = (("↑ ↓", N_("pilih nota")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.supplier_id: int | None = None
        self.desk_now: PayDesk | None = None
        self.payments: tuple[Paid, ...] = ()
        self.at = 0
        self.items = RowList(payable_rows.item_columns(), row_height=52, name=_("Nota belum lunas"))
        self.items.row_pressed.connect(self._touched)
        self.history = RowList(payable_rows.paid_columns(), row_height=52, name=_("Pembayaran"))
        self.history.row_pressed.connect(self.choose)
        self.reasons = PickPage(_("Alasan"), free=True, numbered=True)
        self.reasons.picked.connect(self._reason_picked)
        self.reasons.left.connect(self._leave)
        self.stack = QStackedWidget()
        for each in (self.items, self.history, self.reasons):
            self.stack.addWidget(each)
        self.panel = PayPanel()
        self._side = Scroll(self.panel)
        self.panel.typed.connect(self._typed)
        self.panel.sources.picked.connect(self._source)
        self.panel.advance.switched.connect(self._use_advance)
        self.panel.ahead.switched.connect(self._be_ahead)
        self.panel.field.submitted.connect(self._pay)
        self.home_field = self.panel.field
        self._lay_actions()

    def _lay_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        tick = self.act("Ctrl+B", _("Pilih Nota"), self._tick, icon_name="check")
        due = self.act("Ctrl+H", _("Yang Jatuh Tempo"), self._all_due, icon_name="clock")
        source = self.act("Ctrl+U", "", self._next_source)
        self.turn_action = self.act("Ctrl+R", _("Riwayat Bayar"), self._turn, icon_name="note")
        self.undo_action = self.act("Ctrl+Z", _("Batalkan Bayar"), self._take_back, icon_name="undo")
        pay = self.act("Ctrl+Enter", _("Bayar"), self._pay, icon_name="coins")
        self.pay_button = KeyButton(pay, role="primary", size=Size.LEAD)
        self.pay_action, self.source_action = pay, source
        self.undo_button, self.tick_button = KeyButton(self.undo_action), KeyButton(tick)
        self.undo_button.hide()
        for action in (due, self.turn_action):
            self.head_right.addWidget(KeyButton(action))
        middle = layouts.row(self.stack, self._side, gap=16)
        middle.setStretch(0, 1)
        foot = layouts.row(KeyButton(back, role="quiet"), self.tick_button, self.undo_button, gap=8)
        foot.addWidget(self.panel.note, 1)
        foot.addWidget(self.pay_button)
        self.body.addLayout(middle, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.items.set_widths(payable_rows.ITEM_NARROW if narrow else payable_rows.ITEM_WIDTHS)
        self.history.set_widths(payable_rows.PAID_NARROW if narrow else payable_rows.PAID_WIDTHS)
        self._side.set_width(theme.px(NARROW if narrow else WIDE))
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        if "supplier_id" in what:
            given = what["supplier_id"]
            self.supplier_id = given if isinstance(given, int) else None
            self.desk_now, self.at = None, 0
            self.panel.note.clear()
        self.stack.setCurrentWidget(self.items)
        self.refresh()

    def refresh(self) -> None:
        read = partial(account, self.desk.shop, self.supplier_id)
        self.shell.deeds.read(self, read, done=self._found, latest="supplier-debt")

    def _found(self, found: Account) -> None:
        before = self.desk_now
        self.payments = found.payments
        desk = found.desk if before is None else replace(found.desk, paid_from=before.paid_from)
        self.show_title(name_of(desk.debt))
        self._show(desk.due() if before is None and desk.debt.due(desk.day) else desk)

    def _show(self, desk: PayDesk) -> None:
        """Draw the desk."""
        self.desk_now = desk
        history = self.stack.currentWidget() is self.history
        count = len(self.payments) if history else len(desk.items)
        self.at = min(self.at, max(count - 1, 0))
        self.show_words(payable_rows.summed_words((desk.debt,), desk.day))
        self.items.show_empty(_("Tidak ada utang kepada pemasok ini."), "check")
        self.history.show_empty(_("Belum pernah dibayar."), "coins")
        self.items.show_rows(
            [payable_rows.item_row(each, desk, chosen=n == self.at) for n, each in enumerate(desk.items)]
        )
        self.history.show_rows(
            [payable_rows.paid_row(each, chosen=n == self.at) for n, each in enumerate(self.payments)]
        )
        self.panel.show_desk(desk)
        self._offer(desk, history=history)

    def _offer(self, desk: PayDesk, *, history: bool) -> None:
        words = _("Bayar {amount}").format(amount=desk.money) if desk.money > ZERO else _("Bayar")
        self.pay_action.setText(_("Selesaikan") if desk.settled and not desk.money else words)
        self.pay_button.set_reason("" if history else desk.blocked)
        self.pay_action.setEnabled(not history and not desk.blocked)
        self.pay_button.setVisible(not history)
        self.turn_action.setText(_("Nota") if history else _("Riwayat Bayar"))
        self.actions_by_key["Ctrl+B"].setEnabled(not history and bool(desk.items))
        self.tick_button.setVisible(not history)
        self.undo_button.setVisible(history)
        chosen = self.payments[self.at] if history and self.payments else None
        self.undo_action.setEnabled(chosen is not None and not chosen.reverses and not chosen.reversed)

    def choose(self, number: int) -> None:
        """Make another paper (or payment) the chosen one."""
        if self.desk_now is None:
            return
        there = self.payments if self.stack.currentWidget() is self.history else self.desk_now.items
        self.at = min(max(number, 0), max(len(there) - 1, 0))
        self._show(self.desk_now)
        shown = self.stack.currentWidget()
        if isinstance(shown, RowList):
            shown.reveal(self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self.at + step)

    # -- what is paid ----------------------------------------------------------

    def _touched(self, number: int) -> None:
        """A touch ticks the paper, or takes the tick off."""
        self.at = number
        self._tick()

    def _tick(self) -> None:
        desk = self.desk_now
        if desk is not None and desk.items and self.stack.currentWidget() is self.items:
            self._show(desk.toggled(desk.items[self.at].item_id))

    def _all_due(self) -> None:
        if self.desk_now is not None:
            self._show(self.desk_now.due())

    def _typed(self, amount: Rupiah | None) -> None:
        if self.desk_now is not None:
            self._show(self.desk_now.spread(amount or ZERO))

    def _source(self, source: object) -> None:
        if self.desk_now is not None:
            self._show(replace(self.desk_now, paid_from=MoneyFrom(str(source))))

    def _next_source(self) -> None:
        if self.desk_now is not None:
            sources = list(payable_rows.PAID_FROM)
            self._source(sources[(sources.index(self.desk_now.paid_from) + 1) % len(sources)])

    def _use_advance(self, on: bool) -> None:
        if self.desk_now is not None:
            self._show(replace(self.desk_now, uses_advance=on, ahead=ZERO))

    def _be_ahead(self, on: bool) -> None:
        if self.desk_now is not None:
            self._show(replace(self.desk_now, may_be_ahead=on))

    def _turn(self) -> None:
        """The papers, or the payments."""
        self.stack.setCurrentWidget(self.items if self.stack.currentWidget() is self.history else self.history)
        self.at = 0
        if self.desk_now is not None:
            self._show(self.desk_now)

    # -- doing it --------------------------------------------------------------

    def _pay(self) -> None:
        desk = self.desk_now
        if desk is None or desk.blocked or self.stack.currentWidget() is not self.items:
            return
        shop, now = self.desk.shop, self.desk.shop.clock()
        command = desk.command(shop.minter.next(), uids.new_uid(now), now, self.panel.note.text())
        self.shell.deeds.write(
            self,
            partial(paid, shop, self.desk.person, command),
            done=partial(self._done, _("{number}: {amount} dibayar."), command.amount),
            button=self.pay_button,
            once="supplier-payment",
            changed={"payables"},
        )

    def _take_back(self) -> None:
        chosen = self.payments[self.at] if self.payments else None
        if chosen is None or self.stack.currentWidget() is not self.history:
            return
        if not plain(self.panel.note.text()):
            self._ask_reason()
            return
        shop, now = self.desk.shop, self.desk.shop.clock()
        head = (shop.minter.next(), uids.new_uid(now), chosen.document_id, shop.branch.business_date(now), now)
        command = PaymentReversal(*head, self.panel.note.text())
        self.shell.deeds.write(
            self,
            partial(taken_back, shop, self.desk.person, command),
            done=partial(self._done, _("{number}: {amount} dibatalkan."), chosen.amount),
            button=self.undo_button,
            once="supplier-payment",
            changed={"payables"},
        )

    def _ask_reason(self) -> None:
        """Why a payment is taken back: one of the usual reasons, or what is typed."""
        self.reasons.show_choices([(words, _(words)) for words in REASONS])
        self.stack.setCurrentWidget(self.reasons)
        self.reasons.field.setFocus()

    def _reason_picked(self, key: object, _words: str) -> None:
        self.panel.note.setText(_(str(key)))
        self.stack.setCurrentWidget(self.history)
        self._take_back()

    def _done(self, words: str, amount: Rupiah, number: str) -> None:
        self.panel.note.clear()
        self.say(Notice(words.format(number=number, amount=amount), "ok"))
        self.refresh()
        self.home()

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.reasons:
            self.stack.setCurrentWidget(self.history)
            self.home()
        elif self.stack.currentWidget() is self.history:
            self._turn()
        else:
            self.shell.back()
