"""The door of Titipan Saya: a card or a number, then her PIN.

Her name is not shown before the PIN is right: whoever types numbers learns nothing.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from consignment import my_goods_desks
from consignment.maker_pins import Caller
from consignment.my_goods import MyGoods
from consignment.screens.countdowns import Countdown
from consignment.screens.my_goods import NAME
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import Field
from desktop.kawung import KawungPanel, Mark
from desktop.letterpads import LetterPad
from desktop.numpads import PIN, Numpad
from desktop.offices import Desk
from desktop.pins import PinField
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import ShopError
from koperasi.text import N_, _
from koperasi.users import PIN_DIGITS

PANEL, NARROW_PANEL = 620, 420
NARROW_BELOW = 1_200
#: The card with digits, and with letters.
CARD, WIDE_CARD = 420, 548


class MyGoodsDoor(Screen):
    """`alone` on a screen of its own: Esc then only begins anew, and leads nowhere."""

    title = N_("Titipan Saya")
    secret = True

    def __init__(self, shell: Shell, desk: Desk, *, alone: bool = False) -> None:
        super().__init__(shell)
        self.desk, self.alone = desk, alone
        self.caller: Caller | None = None
        self.countdown = Countdown(self, desk.shop.settings.kiosk_seconds)
        self._open = self.act("Enter", _("Lanjut"), self._enter)
        back = self.act("Esc", _("Mulai lagi") if alone else _("Kembali"), self._back, icon_name="back")
        self.heading, self.hint = Label("", Size.PAY, bold=True), Label("", Size.LINE, tone="ink2", wrap=True)
        self.number = Field(size=Size.TITLE, bold=True, name=_("Kartu atau nomor"))
        self.pin = PinField(least=PIN_DIGITS)
        self.pad = Numpad(PIN, self.number)
        # Codes of makers who are no members have letters, and a screen to touch has no keys.
        self.letters = LetterPad(self.number)
        self.letters.shown_changed.connect(self._make_room)
        self.primary = KeyButton(self._open, role="primary", tall="88", size=Size.LEAD)
        self.back_button = KeyButton(back, role="quiet")
        self.home_field = self.number
        self._lay_out()
        self.number.submitted.connect(self._enter)
        self.number.textChanged.connect(lambda _text: self._begin_anew())
        self.pin.submitted.connect(self._enter)
        self.pin.digits_changed.connect(self._typed)
        self.countdown.over.connect(self.clear)
        self.clear()

    def _lay_out(self) -> None:
        self._panel = KawungPanel()
        told = (
            _("Lihat sendiri: apa yang laku, apa yang masih ada, dan berapa yang akan diterima."),
            _("Scan kartu anggota, atau ketik nomornya. Lalu ketik PIN."),
            _("Hanya titipan sendiri yang terlihat. PIN lupa? Buat baru di kantor."),
        )
        left = QVBoxLayout(self._panel)
        left.setContentsMargins(*(theme.px(40),) * 4)
        left.setSpacing(theme.px(20))
        left.addWidget(Mark(72))
        left.addStretch(1)
        left.addWidget(Label(_("Titipan Saya"), Size.AMOUNT, bold=True, tone="board_ink"))
        for each in told:
            left.addWidget(Label(each, Size.LEAD, tone="board_ink2", wrap=True))
        left.addStretch(1)
        self._card = Card(pad=(32, 20), gap=8)
        self._card.setFixedWidth(theme.px(CARD))
        for field in (self.number, self.pin):
            field.setFixedHeight(theme.px(72))
        self.hint.setMinimumHeight(theme.px(52))
        self.pad.setMaximumHeight(theme.px(4 * 92 + 3 * 8))
        for widget in (self.heading, self.hint, self.number, self.pin):
            self._card.body.addWidget(widget)
        self._card.body.addWidget(self.pad, 1)
        self._card.body.addWidget(self.letters)
        self._card.body.addWidget(self.primary)
        foot = layouts.row(self.back_button, 1, self.letters.button)
        right = layouts.column(self._card, foot, self.notice, margins=(24, 16, 24, 12))
        right.setStretch(0, 1)
        whole = layouts.row(self._panel, 1, right, 1, gap=0)
        self.setLayout(whole)

    def _make_room(self, shown: bool) -> None:
        """Letters in the place of digits, and back."""
        self.pad.setVisible(not shown)
        self._card.setFixedWidth(theme.px(WIDE_CARD if shown else CARD))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self._panel.setFixedWidth(theme.px(NARROW_PANEL if narrow else PANEL))
        super().resizeEvent(event)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.countdown.seconds = max(self.desk.shop.settings.kiosk_seconds, 1)
        self.clear()

    def leave(self) -> None:
        self.clear()

    def clear(self) -> None:
        """At the beginning: no number, no PIN, nobody."""
        self.countdown.stop()
        self.caller = None
        self.number.clear()
        self.number.clear_error()
        self._ask()

    def _ask(self) -> None:
        """What is asked for now: the number, or her PIN."""
        named = self.caller is not None
        self.letters.show_pad(False)
        self.letters.button.setVisible(not named)
        self.heading.setText(_("PIN") if named else _("Kartu atau nomor"))
        asked = _("{number} terbaca. Ketik PIN, 6 angka.").format(number=self.caller.number if self.caller else "")
        self._hint(asked if named else _("Scan kartu, atau ketik nomor anggota."))
        self.number.setVisible(not named)
        self.pin.setVisible(named)
        self.pin.wipe()
        self.pad.target = self.pin if named else self.number
        self.home_field = self.pin if named else self.number
        self._open.setText(_("Buka") if named else _("Lanjut"))
        self._open.setEnabled(not named)
        self.home()

    def _hint(self, said: str, tone: str = "ink2") -> None:
        self.hint.setText(said)
        self.hint.set_tone(tone)

    def _begin_anew(self) -> None:
        """A digit more; a number that nobody goes on with is forgotten after a while."""
        if self.number.text() and not self.countdown.running:
            self.countdown.start()
        if self.caller is None and self.hint.property("tone") != "ink2":
            self._hint(_("Scan kartu, atau ketik nomor anggota."))

    def _typed(self, count: int) -> None:
        self._open.setEnabled(count == PIN_DIGITS)
        if self.caller is not None and count:
            self._hint(_("{number} terbaca. Ketik PIN, 6 angka.").format(number=self.caller.number))

    def _back(self) -> None:
        """Esc: from the PIN to the number, then out, where there is an out."""
        if self.caller is not None or self.number.text() or self.alone:
            self.clear()
        else:
            self.shell.back()

    # -- who she is ------------------------------------------------------------

    def scanned(self, code: str) -> None:
        """Her card, also after another one was shown by mistake."""
        self.clear()
        self._look(code)

    def _enter(self) -> None:
        if self.caller is None:
            self._look(self.number.text())
        elif self.pin.complete:
            self._prove(self.caller)
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _look(self, code: str) -> None:
        if code.strip():
            work = partial(my_goods_desks.find, self.desk.shop, code)
            self.shell.deeds.read(self, work, done=self._found, failed=self._unknown, latest=self)

    def _found(self, caller: Caller) -> None:
        if self.isVisible():
            self.caller = caller
            self.shell.sounds.play(Sound.FOUND)
            self.countdown.start()
            self._ask()

    def _unknown(self, error: ShopError) -> bool:
        self._hint(" ".join(each for each in (error.message, error.remedy) if each), "refuse")
        self.shell.sounds.play(Sound.UNKNOWN)
        self.number.selectAll()
        self.home()
        return True

    def _prove(self, caller: Caller) -> None:
        work = partial(my_goods_desks.let_in, self.desk.shop, self.desk.person, caller, self.pin.take())
        come_in = partial(self._come_in, caller)
        self._hint(_("Titipan dibuka…"))
        self.shell.deeds.write(self, work, done=come_in, failed=self._refused, button=self.primary)

    def _come_in(self, caller: Caller, goods: MyGoods) -> None:
        """Only if she still stands at the door: it may have begun anew meanwhile."""
        if self.caller == caller and self.isVisible():
            self.shell.go(NAME, goods=goods)

    def _refused(self, error: ShopError) -> bool:
        self.pin.show_wrong()
        self._open.setEnabled(False)
        self._hint(" ".join(each for each in (error.message, error.remedy) if each), "refuse")
        self.shell.sounds.play(Sound.REFUSED)
        self.home()
        return True
