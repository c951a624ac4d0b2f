"""Cash that enters or leaves the drawer without a sale: how much, which way, and for what."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from desktop import texts, theme
from desktop.amounts import AmountField
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Captioned, Field
from desktop.notices import Notice
from desktop.numpads import COUNT, Numpad
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.cash import CashKind
from koperasi.errors import Refused, ShopError
from koperasi.money import Rupiah
from koperasi.text import N_, _
from pos import stations
from pos.screens import frames
from pos.stations import Station

#: kind: (name, key, icon, what it is for)
KINDS = {
    CashKind.IN: (N_("Kas Masuk"), "Ctrl+M", "down", N_("Uang masuk laci yang bukan penjualan.")),
    CashKind.OUT: (N_("Kas Keluar"), "Ctrl+K", "up", N_("Biaya yang dibayar dari laci.")),
    CashKind.DROP: (N_("Setor ke Brankas"), "Ctrl+B", "bank", N_("Uang besar diamankan; bukan biaya.")),
}
#: What it usually is for, one press each.
REASONS = {
    CashKind.IN: (N_("Tukar uang receh"), N_("Pendapatan lain"), N_("Titip uang parkir")),
    CashKind.OUT: (N_("Ongkos angkut"), N_("Plastik dan kertas"), N_("Es batu"), N_("Bensin"), N_("Makan siang")),
    CashKind.DROP: (N_("Setoran siang"), N_("Laci terlalu penuh")),
}


class CashScreen(Screen):
    """F11: the kind by its key, the amount, Enter, the reason, Enter."""

    title = N_("Kas Masuk / Keluar")

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.kind = CashKind.OUT
        self.head = frames.TitleBar(_("Kas Masuk / Keluar"))
        self._primary = self.act("Enter", _("Simpan"), self._save)
        back = self.act("Esc", _("Kembali ke kasir"), shell.back, icon_name="back")
        self.kinds: dict[CashKind, KeyButton] = {}
        for kind, (name, key, icon, _words) in KINDS.items():
            action = self.act(key, _(name), partial(self._choose, kind), icon_name=icon)
            self.kinds[kind] = KeyButton(action, tall="64")
        self.amount, self.reason = AmountField(_("Jumlah")), Field(name=_("Untuk apa"))
        self.amount.amount_changed.connect(lambda _amount: self._show())
        self.amount.submitted.connect(self._to_reason)
        self.reason.submitted.connect(self.do_primary)
        self.home_field = self.amount
        self._lay_out(KeyButton(back, role="quiet"))

    def _lay_out(self, back: KeyButton) -> None:
        card = Card(pad=(24, 20), gap=16)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for button in self.kinds.values():
            row.addWidget(button, 1)
        self._words = Label("", tone="ink2")
        self._caption = Captioned(_("Untuk apa"), self.reason)
        self._quick = QGridLayout()
        self._quick.setSpacing(theme.px(8))
        card.body.addLayout(row)
        for widget in (self._words, self.amount, self._caption):
            card.body.addWidget(widget)
        card.body.addLayout(self._quick)
        card.body.addStretch(1)
        self.board = Board(BoardText("", None), steps=(50, 44, 36), rp=26, tall=150)
        pad = Card(pad=(12, 12))
        pad.body.addWidget(Numpad(COUNT, self.amount))
        self.primary = KeyButton(self._primary, role="primary", tall="72", size=Size.LEAD)
        self.right = frames.stacked(self.board, pad, self.primary, grows=1)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(card, 1)
        body.addWidget(self.right)
        frames.page(self, self.head, body, self.notice, frames.foot(back), grows=1)

    def enter(self, **what: object) -> None:
        shift = self.station.shift
        self.head.show_words(texts.joined((self.station.till_name, self.station.person.name if shift else "")))
        self.amount.set_amount(None)
        self.reason.clear()
        self.reason.clear_error()
        self._choose(CashKind.OUT)
        if shift is None:
            self.say(Notice(_("Belum ada shift. Buka shift dulu."), "warn"))

    def step_back(self) -> None:
        """What went well needs no Esc of its own to go away."""
        if self.notice.notice is not None and self.notice.notice.tone == "ok":
            self.hush()
        super().step_back()

    def _choose(self, kind: CashKind) -> None:
        self.kind = kind
        for each, button in self.kinds.items():
            button.set_role("chosen" if each is kind else "plain")
        self._words.setText(_(KINDS[kind][3]))
        while (item := self._quick.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for n, reason in enumerate(REASONS[kind]):
            button = KeyButton(_(reason))
            button.clicked.connect(lambda _checked=False, reason=reason: self._say_reason(_(reason)))
            self._quick.addWidget(button, *divmod(n, 3))
        self._show()
        self.home()

    def _say_reason(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.clear_error()
        self.reason.setFocus()

    def _show(self) -> None:
        amount = self.amount.amount
        self.board.show_text(BoardText(_(KINDS[self.kind][0]), amount))
        self.primary.set_reason("" if amount else _("Isi jumlah"))

    def _to_reason(self) -> None:
        if self.amount.amount:
            self.reason.setFocus()
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _save(self) -> None:
        amount, shift, words = self.amount.amount, self.station.shift, self.reason.text().strip()
        if not amount or shift is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        if not words:
            self.reason.show_error(_("Tulis untuk apa, supaya pembukuan tahu."))
            self.reason.setFocus()
            return
        self._post(amount, words)

    def _post(self, amount: Rupiah, words: str) -> None:
        person, shift, kind = self.station.person, self.station.shift, self.kind
        if shift is not None:
            self.shell.deeds.write(
                self,
                lambda: stations.move_cash(self.station, person, shift, kind, amount, words),
                done=lambda _none: self._saved(kind, amount, words),
                failed=self._refused,
                button=self.primary,
                once="cash",
                changed={"cash"},
            )

    def _saved(self, kind: CashKind, amount: Rupiah, words: str) -> None:
        self.enter()
        self.hush()
        said = _("{kind} {amount} tersimpan: {words}").format(kind=_(KINDS[kind][0]), amount=amount.shown, words=words)
        self.say(Notice(said, "ok"))
        self.shell.sounds.play(Sound.SAVED)

    def _refused(self, error: ShopError) -> bool:
        if isinstance(error, Refused) and error.field == "amount":
            self.amount.show_error(str(error))
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.right.setFixedWidth(frames.right_width(self.width()))
