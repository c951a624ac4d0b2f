"""Returns (F10): a receipt is scanned, what comes back is chosen, and Enter puts it into the cart.

Its scan box takes a receipt's number, a member's name, a day (`24/11`); while a receipt lies
here the goods themselves are scanned, one more each time.  Ctrl N is for goods without one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop import frames, layouts, theme
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.fields import ScanField
from desktop.kawung import Mark
from desktop.letterpads import LetterPad
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from koperasi.errors import Refused
from koperasi.money import ZERO
from koperasi.text import N_, _
from pos.return_desks import Named, ReturnDesk
from pos.return_picks import Picks, Receipt, of_receipt
from pos.scans import read
from pos.screens.checkouts import Checkout
from pos.screens.returns_parts import PickCard, PickList, ReceiptCard, SaleList

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
RIGHT, NARROW_RIGHT, NARROW_BELOW = 424, 336, 1_200


def add_to(shell: Shell, checkout: Checkout) -> None:
    """Add F10 "returns", and the screen "refund" where money goes back."""
    from pos.screens.returns_refund import RefundScreen

    shell.add_later("returns", lambda: ReturnsScreen(shell, checkout))
    shell.add_later("refund", lambda: RefundScreen(shell, checkout))


class ReturnsScreen(Screen):
    """What a customer brings back."""

    title = N_("Retur")

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout, self.desk = checkout, ReturnDesk(checkout.counter)
        #: What lies here: a receipt or goods without one; None while sales are listed.
        self.picks: Picks | None = None
        branch = checkout.station.shop.branch
        self.scan = ScanField(name=_("Kotak scan retur"))
        self.letters = LetterPad(self.scan)
        self.sales, self.lines = SaleList(branch), PickList()
        self.board = Board(BoardText(_("Dikembalikan"), ZERO), steps=(40, 36, 30), rp=24, tall=108)
        self.card = ReceiptCard(branch)
        self._make_actions()
        self.chosen = PickCard(self._less, self._more, self._all, self._place, self._reason)
        self.primary = KeyButton(self._primary, role="primary", tall="88", size=Size.PAY)
        self._lay_out()
        self.home_field = self.scan
        self.scan.installEventFilter(self)
        self.scan.submitted.connect(self._enter_pressed)
        self.sales.pressed.connect(self._open_chosen)
        self.lines.pick_pressed.connect(self._line_pressed)

    def _make_actions(self) -> None:
        self._primary = self.act("Enter", _("Buka Struk"), self._enter_pressed)
        self._back = self.act("Esc", _("Kembali"), self._step_out, icon_name="back")
        self._blind = self.act("Ctrl+N", _("Tanpa struk"), self._begin_blind, icon_name="receipt")
        self._all = self.act("Ctrl+S", _("Semua"), lambda: self._change(lambda picks: picks.everything()))
        self._place = self.act("Ctrl+T", _("Ke mana"), lambda: self._change(lambda picks: picks.next_place()))
        self._reason = self.act("Ctrl+G", _("Alasan"), lambda: self._change(lambda picks: picks.next_reason()))
        self._unit = self.law("F9", lambda: self._change(lambda picks: picks.next_unit()))
        self._less = self.act("", "−", lambda: self._change(lambda picks: picks.stepped(-1)))
        self._more = self.act("", "+", lambda: self._change(lambda picks: picks.stepped(1)))

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.sales)
        self._pages.addWidget(self.lines)
        self.letters.button.setFixedHeight(theme.px(56))
        top = layouts.row(Mark(56), self.scan, self.letters.button)
        top.setStretch(1, 1)
        left = layouts.column(top, self.notice, self._pages, self.letters)
        left.setStretch(2, 1)
        right = layouts.column(self.board, self.card, self.chosen, 1, self.primary)
        self._right = layouts.held(right)
        body = layouts.row(left, self._right, margins=(12, 12, 12, 8))
        body.setStretch(0, 1)
        self._unit_key = KeyButton(self._unit)
        foot = frames.foot(KeyButton(self._back, role="quiet"), right=layouts.held(self._keys_row()))
        foot.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        whole = layouts.column(body, foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _keys_row(self) -> QHBoxLayout:
        return layouts.row(self._unit_key, KeyButton(self._blind), gap=8)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.picks = None
        self.scan.clear()
        self.letters.show_pad(False)
        self._draw()
        if isinstance(code := what.get("code"), str):
            self.scanned(code)
        else:
            self._ask("")

    def scanned(self, code: str) -> None:
        self.scan.clear()
        self._ask(code)

    def _step_out(self) -> None:
        """Esc: from the receipt to the list, from the list to the till; the cart is as it was."""
        if self.picks is not None:
            self.enter()
        else:
            self.shell.go("till", fresh=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.scan and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            deed = self._key_of(event)
            if deed is not None:
                deed()
                return True
        return super().eventFilter(watched, event)

    def _key_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.key() in MOVES:
            return partial(self._move, MOVES[Qt.Key(event.key())])
        if self.scan.text() or event.modifiers() & Qt.KeyboardModifier.ControlModifier or self.picks is None:
            return None
        if event.key() == Qt.Key.Key_Delete:
            return lambda: self._change(
                lambda picks: picks.counted(picks.pick.count - picks.pick.count) if picks.pick else picks
            )
        return {"+": self._more.trigger, "-": self._less.trigger}.get(event.text())

    def _move(self, steps: int) -> None:
        if self.picks is None:
            self.sales.choose(self.sales.chosen + steps)
        else:
            self._change(lambda picks: picks.moved(steps))

    # -- deeds -----------------------------------------------------------------

    def _ask(self, words: str) -> None:
        """A receipt, goods or sales by what was scanned or typed."""
        self.hush()
        self.shell.deeds.read(self, partial(self.desk.named, words), done=partial(self._named, words), latest="returns")

    def _named(self, words: str, named: Named) -> None:
        if named.receipt is not None:
            self._lay(named.receipt)
        elif named.goods:
            self._goods(named)
        else:
            self.picks = None
            self.sales.show_sales(named.sales)
            self._draw()

    def _goods(self, named: Named) -> None:
        """A good was scanned: one more of it comes back of this receipt, or without one."""
        picks, first = self.picks, named.goods[0]
        if picks is None:
            words = _("Scan struknya dulu, lalu barangnya. Tanpa struk: tekan Ctrl N.")
            self._refused(Notice(words, "warn", "Ctrl N", _("Tanpa struk")))
            return
        try:
            one_more = picks.scanned(first.found.good.product_id)
            if one_more is None and picks.receipt is None:
                one_more = picks.added(first.found.good, first.found.unit, first.price)
        except Refused as refusal:
            self._refused(Notice(str(refusal)))
            return
        if one_more is None:
            words = _("**{name}** tidak ada lagi di struk ini.").format(name=first.found.good.name)
            self._refused(Notice(words))
            return
        self.picks = one_more
        self.shell.sounds.play(Sound.FOUND)
        self._draw()

    def _lay(self, receipt: Receipt) -> None:
        """A receipt's lines, with the days since it was bought told where they are many."""
        self.picks = of_receipt(receipt)
        self.shell.sounds.play(Sound.FOUND)
        self._draw()
        days = (self.checkout.counter.shift.business_date - receipt.sale.business_date).days
        limit = self.checkout.station.shop.settings.return_days
        if all(not each.most for each in self.picks.picks):
            self.say(Notice(_("Semua barang di struk ini sudah dikembalikan."), "warn"))
        elif days > limit:
            words = _("Dibeli {days} hari lalu, batas {limit} hari: perlu persetujuan orang lain.")
            self.say(Notice(words.format(days=days, limit=limit), "warn"))

    def _begin_blind(self) -> None:
        """Goods without a receipt are scanned, and count for what they were sold for at least."""
        self.picks = Picks(None)
        self.scan.clear()
        self._draw()
        self.say(Notice(_("Tanpa struk: scan barangnya. Dihitung harga terendah 30 hari ini."), "warn"))
        self.home()

    def _change(self, change: Callable[[Picks], Picks]) -> None:
        if self.picks is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        try:
            self.picks = change(self.picks)
        except Refused as refusal:
            self._refused(Notice(str(refusal)))
            return
        self.hush()
        self._draw()

    def _line_pressed(self, place: int) -> None:
        """A touch chooses a line; on the chosen one it brings one more back."""
        picks = self.picks
        if picks is not None and picks.chosen == place:
            self._more.trigger()
        else:
            self._change(lambda picks: picks.chose(place))

    def _enter_pressed(self) -> None:
        """Enter: what was typed, else the chosen sale, else everything into the cart."""
        typed = read(self.scan.text())
        if typed.rest:
            self.scan.clear()
            self._ask(typed.rest)
        elif typed.quantity is not None and self.picks is not None:
            quantity = typed.quantity
            self.scan.clear()
            self._change(lambda picks: picks.counted(quantity))
        elif self.picks is None:
            self._open_chosen()
        else:
            self.checkout.when_settled(self._put_into_cart)

    def _open_chosen(self) -> None:
        sale = self.sales.sale
        if sale is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.shell.deeds.read(self, partial(self.desk.receipt, sale.document_id), done=self._lay, latest="returns")

    def _put_into_cart(self) -> None:
        picks, till = self.picks, self.checkout.till
        if picks is None or till is None:
            return
        try:
            changed = till.brought(picks.coming())
        except Refused as refusal:
            self._refused(Notice(str(refusal)))
            return
        if changed.cart == till.cart and changed.said is not None:
            self._refused(Notice(changed.said.words, changed.said.tone))
            return
        self.checkout.become(changed)
        self.shell.go("till", fresh=True)

    def _refused(self, notice: Notice) -> None:
        self.say(notice)
        self.shell.sounds.play(Sound.REFUSED)

    # -- drawing ---------------------------------------------------------------

    def _draw(self) -> None:
        picks = self.picks
        listed = picks is None
        self._pages.setCurrentWidget(self.sales if picks is None else self.lines)
        self.card.setVisible(not listed)
        self.chosen.setVisible(not listed)
        self._unit_key.setVisible(not listed)
        hint = _("Scan struk, atau ketik nomor, nama anggota, tanggal")
        self.scan.setPlaceholderText(hint if listed else _("Scan barang yang dikembalikan, atau 2* untuk qty"))
        self._primary.setText(_("Buka Struk") if listed else _("Masukkan"))
        if picks is None:
            self.board.show_text(BoardText(_("Dikembalikan"), None, _("Pilih struknya")))
            return
        self.card.show_receipt(picks.receipt)
        self.chosen.show_pick(picks.pick)
        self.lines.show_picks(picks)
        self.board.show_text(BoardText(_("Dikembalikan"), picks.total, _("{count} barang").format(count=picks.count)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        self._right.setFixedWidth(theme.px(NARROW_RIGHT if narrow else RIGHT))
