"""Pending: put the open cart aside under a label (F5), and bring one back (F6), by keys or by touch."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop import frames, layouts, theme
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.letterpads import LetterPad
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import NotFound, ShopError
from koperasi.text import N_, _
from pos import held_carts, reasons, recalls
from pos.approvals import NeedsApproval
from pos.cart import Cart
from pos.held_carts import LONGEST_LABEL, Held
from pos.recalls import Recalled, Waiting
from pos.sale_commands import Approval
from pos.screens.checkouts import Checkout
from pos.screens.held_parts import HeldList, Preview
from pos.screens.reason_pages import ReasonPage
from pos.till import Till
from pos.till_values import Draft

#: The kind of news that a list of held carts listens to.
CHANGED = frozenset({"held"})
STEPS = (50, 44, 36)
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


def add_to(shell: Shell, checkout: Checkout) -> None:
    """Add F5 and F6: "hold" and "held"."""
    shell.add_later("hold", lambda: HoldScreen(shell, checkout))
    shell.add_later("held", lambda: HeldScreen(shell, checkout))


class HoldScreen(Screen):
    """F5, Enter: put aside as it is called already; a label may be typed before."""

    title = N_("Pending")

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        self.head = frames.TitleBar(_("Tahan transaksi ini"))
        self.label = Field(name=_("Label"), size=Size.LEAD)
        self.label.setMaxLength(LONGEST_LABEL)
        self.letters = LetterPad(self.label)
        self._primary = self.act("Enter", _("Tahan"), self._hold, icon_name="pause")
        self.law("F6", partial(shell.go, "held"))
        back = self.act("Esc", _("Kembali ke kasir"), shell.back, icon_name="back")
        self.label.submitted.connect(self.do_primary)
        self.home_field = self.label
        self.board = Board(BoardText(_("Total Bayar"), None), steps=STEPS, rp=26, tall=150)
        self.primary = KeyButton(self._primary, role="primary", tall="72", size=Size.LEAD)
        self._lay_out(KeyButton(back, role="quiet"))

    def _lay_out(self, back: KeyButton) -> None:
        card = Card(pad=(24, 20), gap=12)
        words = _("Nama pembeli, warna baju, atau nomor meja: supaya mudah dicari lagi. Boleh dibiarkan.")
        card.body.addWidget(Captioned(_("Label"), self.label))
        card.body.addWidget(Label(words, tone="ink2", wrap=True))
        card.body.addLayout(layouts.row(self.letters.button, 1))
        card.body.addStretch(1)
        card.body.addWidget(self.letters)
        words = _("Kasir langsung kosong untuk pembeli berikutnya. Barang, anggota, dan pembayaran ikut disimpan.")
        note = Card(pad=(20, 16))
        note.body.addWidget(Label(words, tone="ink2", wrap=True))
        self.right = layouts.held(layouts.column(self.board, note, 1, self.primary))
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(card, 1)
        body.addWidget(self.right)
        frames.page(self, self.head, body, self.notice, frames.foot(back), grows=1)

    def enter(self, **what: object) -> None:
        till = self.checkout.till
        self.letters.show_pad(False)
        self.label.clear_error()
        draft = till.draft if till is not None and till.busy else None
        self._primary.setEnabled(draft is not None)
        if till is None or draft is None:
            self.label.clear()
            self.board.show_text(BoardText(_("Total Bayar"), None))
            self.say(Notice(_("Belum ada barang untuk ditahan."), "warn", "F6", _("Panggil Pending")))
            return
        self.label.setText(held_carts.suggested(draft))
        self.label.selectAll()
        member = till.cart.member
        self.head.show_words(member.name if member is not None else _("Umum"))
        count = _("Total Item {count}").format(count=len(till.cart.lines))
        self.board.show_text(BoardText(_("Total Bayar"), till.cart.total, count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.right.setFixedWidth(frames.right_width(self.width()))

    def _hold(self) -> None:
        """As it stands when every code scanned so far is a line."""
        self.checkout.when_settled(self._hold_now)

    def _hold_now(self) -> None:
        till = self.checkout.till
        if till is None or not till.busy or self.primary.busy:
            self.shell.sounds.play(Sound.REFUSED)
            return
        label = self.label.text()
        self.shell.deeds.write(
            self,
            partial(recalls.hold, self.checkout.counter, till.draft, label),
            done=partial(self._is_held, till, label or held_carts.suggested(till.draft)),
            button=self.primary,
            once=("hold", till.cart.id),
            changed=CHANGED,
        )

    def _is_held(self, before: Till, label: str, following: Cart) -> None:
        words = _("Ditahan: **{label}**. F6 memanggilnya lagi.").format(label=label.replace("**", ""))
        self.checkout.become(before.put_aside(following, words))
        self.shell.go("till", fresh=True)


class HeldScreen(Screen):
    """↑ ↓ choose, Enter brings it to this till; what stands there is put aside in the same step."""

    title = N_("Daftar Pending")
    interested = CHANGED

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        self.waiting = Waiting((), (), frozenset())
        self.head = frames.TitleBar(_("Daftar Pending"))
        self.list, self.preview, self.why = HeldList(), Preview(), ReasonPage()
        self.letters = LetterPad(self.why.field)
        self._primary = self.act("Enter", _("Panggil"), self._enter_pressed)
        self._hold = self.law("F5", partial(shell.go, "hold"))
        self.law("F6", self._step_out)
        self._discard = self.act("Ctrl+H", _("Hapus"), self._ask_why, icon_name="bin")
        self._back = self.act("Esc", _("Kembali ke kasir"), self._step_out, icon_name="back")
        self.primary = KeyButton(self._primary, role="primary", tall="72", size=Size.LEAD)
        self.primary.installEventFilter(self)
        self.home_field = self.primary
        self.list.chosen_changed.connect(self._chosen_changed)
        self.list.pressed.connect(self.do_primary)
        self.why.given.connect(self._discard_for)
        self.letters.shown_changed.connect(self._make_room)
        self.notice.pressed.connect(self.step_back)
        self._lay_out()

    def _lay_out(self) -> None:
        self.board = Board(BoardText(_("Total"), None), steps=STEPS, rp=26, tall=130)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        asking = layouts.column(self.why, self.letters)
        asking.setStretch(0, 1)
        self.pages.addWidget(layouts.held(asking))
        right = layouts.column(self.board, self.preview, self.primary)
        right.setStretch(1, 1)
        self.right = layouts.held(right)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(self.pages, 1)
        body.addWidget(self.right)
        self.letters.button.hide()
        foot = frames.foot(KeyButton(self._back, role="quiet"), self.letters.button, right=KeyButton(self._discard))
        frames.page(self, self.head, self.notice, body, foot, grows=2)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self._show_page(asking=False)
        till = self.checkout.till
        busy = till is not None and till.busy
        self._hold.setEnabled(busy)
        self._primary.setText(_("Tahan, lalu Panggil") if busy else _("Panggil"))
        if till is not None and busy:
            words = _("Di kasir masih ada {count} barang. Enter menahannya, lalu memanggil yang dipilih.")
            count = self.checkout.open_lines()
            self.say(Notice(words.format(count=count), "warn", "F5", _("Tahan saja")))
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, partial(recalls.waiting, self.checkout.counter), done=self._show, latest="held")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.right.setFixedWidth(frames.right_width(self.width()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose in the list: a button with the focus would hand it on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.asking:
            if event.key() in MOVES:
                self.list.choose(self.list.chosen + MOVES[Qt.Key(event.key())])
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._discard.trigger()
                return True
        return super().eventFilter(watched, event)

    @property
    def asking(self) -> bool:
        """Whether it is asked why one is given up."""
        return self.pages.currentIndex() == 1

    @property
    def chosen(self) -> Held | None:
        carts = self.waiting.carts
        return carts[self.list.chosen] if 0 <= self.list.chosen < len(carts) else None

    def step_back(self) -> None:
        """Esc is no way to be kept here by a notice that was there from the beginning."""
        if not self.asking:
            self.hush()
        super().step_back()

    def _step_out(self) -> None:
        if self.asking:
            self._show_page(asking=False)
        else:
            self.shell.go("till", fresh=True)

    # -- drawing ---------------------------------------------------------------

    def _show(self, waiting: Waiting) -> None:
        before, self.waiting = self.chosen, waiting
        late = len(waiting.late)
        words = _("{count} ditahan").format(count=len(waiting.carts))
        self.head.show_words(_("{words}, {late} sudah lama").format(words=words, late=late) if late else words)
        self.list.show_held(waiting, before.cart_id if before is not None else 0)

    def _chosen_changed(self) -> None:
        held = self.chosen
        self._primary.setEnabled(held is not None or self.asking)
        self._discard.setEnabled(held is not None and not self.asking)
        self.board.show_text(BoardText(_("Total"), held.total if held else None))
        self.preview.show_nothing()
        if held is not None:
            look = partial(recalls.look, self.checkout.counter, held.cart_id)
            self.shell.deeds.read(
                self, look, done=partial(self._preview, held), failed=lambda _error: True, latest="preview"
            )

    def _preview(self, held: Held, draft: Draft) -> None:
        if held == self.chosen:
            self.preview.show_draft(held, draft)

    def _show_page(self, *, asking: bool) -> None:
        self.pages.setCurrentIndex(int(asking))
        self.letters.show_pad(False)
        self.letters.button.setVisible(asking)
        self._discard.setEnabled(not asking and self.chosen is not None)
        busy = self.checkout.till is not None and self.checkout.till.busy
        recalling = _("Tahan, lalu Panggil") if busy else _("Panggil")
        self._primary.setText(_("Hapus") if asking else recalling)
        self.home_field = self.why.field if asking else self.primary
        self.home()

    def _make_room(self, letters: bool) -> None:
        """The usual reasons give way to the letters: a low window has not room for both."""
        for n, button in enumerate(self.why.buttons):
            button.setVisible(not letters and n < len(self.why.reasons))

    # -- deeds -----------------------------------------------------------------

    def _enter_pressed(self) -> None:
        if self.asking:
            self.why.take_typed()
        else:
            self.checkout.when_settled(self._recall)

    def _recall(self) -> None:
        held, till = self.chosen, self.checkout.till
        if held is None or till is None or self.primary.busy:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.shell.deeds.write(
            self,
            partial(recalls.recall, self.checkout.counter, held.cart_id, till.draft if till.busy else None),
            done=partial(self._is_back, held, till),
            failed=self._not_done,
            button=self.primary,
            once=("recall", held.cart_id),
            changed=CHANGED,
        )

    def _is_back(self, held: Held, before: Till, back: Recalled) -> None:
        words = _("Dipanggil: **{label}**.").format(label=held.label.replace("**", ""))
        if back.difference:
            amount = abs(back.difference.amount)
            told = _("lebih mahal") if back.difference.amount > 0 else _("lebih murah")
            more = _("Harga berubah sejak ditahan: **{amount}** {told}.")
            shown = type(back.difference)(amount).shown
            words = f"{words} {more.format(amount=shown, told=told)}"
        self.checkout.become(before.recalled(back.draft, words, changed=bool(back.difference)))
        self.shell.go("till", fresh=True)

    def _not_done(self, error: ShopError) -> bool:
        if isinstance(error, NotFound):
            self.refresh()
        return False

    def _ask_why(self) -> None:
        held = self.chosen
        if held is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.hush()
        question = _("Mengapa {label} dihapus?").format(label=held.label)
        words = _("Semua barisnya tetap tercatat sebagai batal, dengan alasan ini.")
        self.why.ask(question, words, reasons.spoken(reasons.VOIDED))
        self._show_page(asking=True)

    def _discard_for(self, reason: str, approvals: tuple[Approval, ...] = ()) -> None:
        held = self.chosen
        if held is None:
            return
        self.shell.deeds.write(
            self,
            partial(recalls.discard, self.checkout.counter, held.cart_id, reason, approvals),
            done=partial(self._is_gone, held),
            failed=partial(self._not_discarded, reason),
            button=self.primary,
            once=("discard", held.cart_id),
            changed=CHANGED | {"sales"},
        )

    def _is_gone(self, held: Held, _nothing: None) -> None:
        self._show_page(asking=False)
        self.say(Notice(_("{label} dihapus, tercatat sebagai batal.").format(label=held.label), "ok"))

    def _not_discarded(self, reason: str, error: ShopError) -> bool:
        if isinstance(error, NeedsApproval):
            ask = error.ask
            then = partial(self._allowed, reason)
            self.checkout.ask_override(
                ask.permission, ask.amount, ask.before, ask.after, then, what=ask.what, reason=reason
            )
            return True
        return self._not_done(error)

    def _allowed(self, reason: str, approval: Approval) -> None:
        self._discard_for(reason, (approval,))
