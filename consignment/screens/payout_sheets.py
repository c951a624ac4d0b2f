"""The sheet of one maker's payout: her open entries, what was paid, the figures; what is done there is `payout`'s."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consignment import payout_desks
from consignment.payout_desks import PayDesk
from consignment.payout_draws import Ask
from consignment.payout_facts import Way
from consignment.payout_queries import OpenEntry, PaidHead
from consignment.payout_views import SeenPayout
from consignment.screens import payout_rows
from consignment.screens.payout_parts import FigureCard, MoneyPage, YesPage
from desktop import theme
from desktop.cells import Row
from desktop.frames import NARROW_BELOW
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from inventory.screens.drawn_lists import DrawnList
from inventory.screens.picking import PickPage
from koperasi import parties
from koperasi.money import ZERO
from koperasi.text import N_, _

WIDE, NARROW, LEAST, LOWEST = 348, 300, 400, 240
#: A name of so many letters fits the title in a narrow window.
LONGEST = 20


class PayoutSheet(OfficeScreen):
    """Entries or payments at the left, figures at the right.

    Signals:
    drawn(): something else is shown, so other things can be done.
    """

    place = "consignment"
    title = N_("Bayar Penitip")
    interested = frozenset({"payouts", "sales", "statements", "consignment"})
    more_keys = (("↑ ↓", N_("pilih catatan")),)
    drawn = Signal()

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        # The screen itself has the keys: Enter is the deed that comes next.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.home_field = self
        self.ask: Ask | None = None
        self.desk_now: PayDesk | None = None
        self.entries = DrawnList(payout_rows.entry_columns(), self._entry, _("Catatan yang belum dibayar"))
        self.entries.show_empty(_("Menghitung…"), "coins")
        self.history = DrawnList(payout_rows.paid_columns(), self._paid, _("Pembayaran"))
        self.history.show_empty(_("Belum pernah dibayar."), "coins")
        self.history.chosen_changed.connect(lambda _number: self.drawn.emit())
        self.reasons = PickPage(_("Alasan"), free=True, numbered=True)
        self.yes, self.money = YesPage(), MoneyPage()
        self.stack = QStackedWidget()
        for each in (self.entries, self.history, self.reasons, self.yes, self.money):
            self.stack.addWidget(each)
        # Pages that are wider have the room of the figures, which go while they are shown.
        self.stack.setMinimumSize(theme.px(LEAST), theme.px(LOWEST))
        self.card = FigureCard()
        self.side = Scroll(self.card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.entries.set_widths(payout_rows.ENTRY_NARROW if narrow else payout_rows.ENTRY_WIDTHS)
        self.history.set_widths(payout_rows.PAID_NARROW if narrow else payout_rows.PAID_WIDTHS)
        self.side.set_width(theme.px(NARROW if narrow else WIDE))
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        maker, document = what.get("maker_id"), what.get("document_id")
        if isinstance(maker, int):
            self._come_to(maker, history=False)
        elif isinstance(document, int):
            read = partial(payout_desks.seen, self.desk.shop, document)
            self.shell.deeds.read(self, read, done=self._come_to_paid, latest="payout")
        else:
            self.refresh()

    def _come_to_paid(self, found: tuple[SeenPayout, PaidHead]) -> None:
        self._come_to(found[1].maker_id, history=True)

    def _come_to(self, maker_id: int, *, history: bool) -> None:
        self.ask, self.desk_now = payout_desks.asked(self.desk.shop, maker_id), None
        self.show_page(self.history if history else self.entries)
        self.refresh()

    def refresh(self) -> None:
        if self.ask is not None:
            read = partial(payout_desks.look, self.desk.shop, self.desk.person, self.ask)
            self.shell.deeds.read(self, read, done=self._found, latest="payout")

    def _found(self, desk: PayDesk) -> None:
        before, self.desk_now = self.desk_now, desk
        payee = desk.draft.payee
        name = parties.called(payee.title, payee.name)
        # A title is never cut: a long name stands under it only.
        self.show_title(_("Bayar {name}").format(name=name) if len(name) <= LONGEST else _("Bayar Penitip"))
        told = [f"{payee.name} ({payee.code})", _("saldo {owed}").format(owed=payee.balance.owed.shown)]
        if payee.balance.on_hold:
            told.append(_("ditahan {held}").format(held=payee.balance.on_hold.shown))
        if payee.advance > ZERO:
            told.append(_("uang muka {advance}").format(advance=payee.advance.shown))
        self.show_words(" · ".join(told))
        self.entries.show_empty(_("Tidak ada yang belum dibayar."), "check")
        self.entries.show_items(desk.entries, self.entries.chosen)
        self.history.show_items(desk.paid, self.history.chosen)
        if before is None or (before.kept is None) != (desk.kept is None):
            self._fill(desk)
        self.card.show_desk(desk)
        self._begin_at(desk)
        self.drawn.emit()

    def _begin_at(self, desk: PayDesk) -> None:
        """Of a transfer that was printed the bank's number is asked for; else the screen has the keys."""
        if self.stack.currentWidget() is not self.entries:
            return
        asks = desk.printed and desk.kept is not None and desk.kept.command.way is Way.BANK
        begin = self.card.reference if asks else self
        if self.home_field is not begin:
            self.home_field = begin
            self.home()

    def _fill(self, desk: PayDesk) -> None:
        """Who signs, as it was drawn; an heir where she left one."""
        payee = desk.draft.payee
        heir = payee.wishes.heir if payee.wishes.left_on is not None else ""
        self.card.received.setText(heir or payee.name)
        self.card.reference.clear()
        self.card.safe.set_on(False)

    def _entry(self, item: OpenEntry, at: bool) -> Row:
        desk = self.desk_now
        return payout_rows.entry_row(item, desk, at=at) if desk is not None else Row(())

    def _paid(self, item: PaidHead, at: bool) -> Row:
        return payout_rows.paid_row(item, at=at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self.stack.currentWidget()
        if not (isinstance(shown, DrawnList) and shown.step(event.key())):
            super().keyPressEvent(event)

    # -- turning ---------------------------------------------------------------

    def turn(self) -> None:
        """What is open, or what was paid."""
        self.show_page(self.entries if self.stack.currentWidget() is self.history else self.history)

    def to_entries(self) -> None:
        self.show_page(self.entries)

    def show_page(self, page: QWidget) -> None:
        """Another page; what is typed goes to its own field."""
        self.stack.setCurrentWidget(page)
        fields = {self.reasons: self.reasons.field, self.yes: self.yes.pin, self.money: self.money.amount}
        self.home_field = fields.get(page, self)
        self.drawn.emit()
        self.home()

    def look(self) -> None:
        """What was paid before, as it is printed."""
        if (head := self.history.item) is not None:
            self.office.preview(self.shell, head.document_id)
