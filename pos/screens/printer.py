"""The print queue (F12, Printer): how the printer is, what waits or is doubtful, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop import frames, layouts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.fields import Captioned, Field
from desktop.letterpads import LetterPad
from desktop.lists import RowList
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import LEFT, ElidedLabel
from desktop.theme import Size
from koperasi.errors import ShopError
from koperasi.text import N_, _, clock
from koperasi.work import Actor
from pos import print_queues, printers
from pos.print_queues import AGAIN, CANCEL, SEND_ON, STATES, Entry, Queue
from pos.screens import diversions
from pos.stations import Station
from printing.jobs import State

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
TONES = {
    State.UNKNOWN: "warn",
    State.FAILED: "refuse",
    State.SENDING: "accent",
    State.QUEUED: "plain",
    State.SENT: "ok",
    State.CANCELLED: "plain",
}

Deed = Callable[[Station, Actor, int], None]


class PrinterScreen(Screen):
    """Arrows choose a paper; Enter: it stands on paper; Ctrl+C: print it again; Ctrl+D: never print it."""

    title = N_("Antrean Cetak")
    interested = frozenset({"printer"})
    more_keys = (("↑ ↓", N_("pilih cetakan")),)

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.queue = Queue((), ())
        self.chosen_id = 0
        self.head = frames.TitleBar(_("Antrean Cetak"))
        self._is = ElidedLabel("", Size.NAME, bold=True)
        self._more = ElidedLabel("", tone="ink2")
        self._yes = self.act("Enter", _("Sudah tercetak"), self._settle, icon_name="check")
        self._no = self.act("Ctrl+C", _("Cetak lagi"), lambda: self._do(print_queues.print_again), icon_name="printer")
        self._off = self.act("Ctrl+D", _("Batal cetak"), self._ask_why, icon_name="x")
        self._on = self.act("Ctrl+K", _("Ke cadangan"), lambda: self._do(print_queues.send_on), icon_name="right")
        look = self.act("Ctrl+P", _("Periksa sekarang"), self._look, icon_name="undo")
        setup = self.act("Ctrl+S", _("Atur Printer"), lambda: shell.go("printers"), icon_name="settings")
        back = self.act("Esc", _("Kembali"), self._back, icon_name="back")
        self.list = RowList(
            [Column(_("Waktu"), 110, LEFT), Column(_("Cetakan"), 0, LEFT), Column(_("Keadaan"), 230, LEFT)],
            row_height=52, name=_("Antrean Cetak"),
        )  # fmt: skip
        self.list.row_pressed.connect(self._choose)
        self.why = Field(name=_("Alasan tidak dicetak"))
        self.why.submitted.connect(self.do_primary)
        self.letters = LetterPad(self.why)
        self.primary = KeyButton(self._yes, role="primary")
        self.setup = KeyButton(setup)
        self._lay_out(KeyButton(look), KeyButton(back, role="quiet"))

    def _lay_out(self, look: KeyButton, back: KeyButton) -> None:
        told = layouts.held(layouts.column(self._is, self._more))
        # Its key is the window's, for it is pressed from wherever she is; here it only stands on the button.
        self.all_button = KeyButton(_("Semua ke cadangan"), "Ctrl F10", icon="right")
        self.all_button.clicked.connect(lambda _checked=False: diversions.divert(self.shell, self.station))
        card = Card(pad=(20, 12), gap=4)
        head = layouts.row(told, self.all_button)
        head.setStretch(0, 1)
        card.body.addLayout(head)
        self.asking = Card(pad=(20, 12), gap=8)
        line = layouts.row(Captioned(_("Alasan tidak dicetak"), self.why), self.letters.button)
        line.setStretch(0, 1)
        self.asking.body.addLayout(line)
        self.asking.body.addWidget(self.letters)
        self.asking.hide()
        keys = QHBoxLayout()
        keys.setSpacing(theme.px(8))
        for action in (self._no, self._off, self._on):
            keys.addWidget(KeyButton(action))
        keys.addStretch(1)
        keys.addWidget(self.primary)
        # The arrows are the list's: a button with the focus would take them.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.setAccessibleName(_("Antrean Cetak"))
        self.home_field = self
        foot = frames.foot(back, look, right=self.setup)
        frames.page(self, self.head, card, self.list, self.asking, self.notice, keys, foot, grows=2)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.chosen_id = 0
        self._ask(False)
        self.setup.setVisible(self.shell.has("printers"))
        self.refresh()

    def refresh(self) -> None:
        address = self.station.shop.settings.printer
        news = self.station.printer_news
        # The way to the stand-in stands here as a button.
        words, _icon, tone = printers.words_of(replace(news, offer=False) if news is not None else None, address)
        self._is.show_words(words)
        self._is.set_tone(tone)
        self.head.show_words(self.station.till_name)
        self.shell.deeds.read(self, lambda: print_queues.read(self.station), done=self._show, latest="printer")

    def _back(self) -> None:
        if self.asking.isVisible():
            self._ask(False)
        else:
            self.shell.back()

    # -- what is shown ---------------------------------------------------------

    @property
    def chosen(self) -> Entry | None:
        entries = self.queue.entries
        return next((each for each in entries if each.job_id == self.chosen_id), entries[0] if entries else None)

    def _show(self, queue: Queue) -> None:
        self.queue = queue
        names = [f"{each.name} ({printers.address_words(each.address)})" for each in queue.printers]
        self._more.show_words(" · ".join(names) or _("Belum ada printer: pasang di Atur Printer."))
        self._draw()

    def _draw(self) -> None:
        entry = self.chosen
        self.chosen_id = entry.job_id if entry is not None else 0
        if not self.queue.entries:
            self.list.show_empty(_("Belum ada yang dicetak."), "printer")
        self.list.show_rows([_row(each, each is entry) for each in self.queue.entries])
        if entry is not None:
            self.list.reveal(self.queue.entries.index(entry))
        self._show_keys(entry)
        if not self.why.hasFocus():
            self.home()

    def _show_keys(self, entry: Entry | None) -> None:
        second = self.queue.stand_in is not None
        self._no.setEnabled(entry is not None and entry.may(AGAIN))
        self._off.setEnabled(entry is not None and entry.may(CANCEL))
        self._on.setEnabled(second and entry is not None and entry.may(SEND_ON) and not entry.stand_in)
        waits = any(each.state is State.QUEUED and not each.stand_in for each in self.queue.entries)
        self.all_button.setEnabled(waits)
        self.all_button.setVisible(second)
        if self.asking.isVisible():
            self._yes.setText(_("Batalkan cetakan ini"))
            self.primary.set_reason("")
            return
        self._yes.setText(_("Sudah tercetak"))
        doubtful = entry is not None and entry.state is State.UNKNOWN
        any_doubt = any(each.state is State.UNKNOWN for each in self.queue.entries)
        why_not = _("Pilih yang perlu diperiksa") if any_doubt else _("Tidak ada yang perlu diperiksa")
        self.primary.set_reason("" if doubtful else why_not)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = MOVES.get(Qt.Key(event.key()))
        entries = self.queue.entries
        if step is None or not entries or self.why.hasFocus():
            super().keyPressEvent(event)
            return
        at = next((n for n, each in enumerate(entries) if each is self.chosen), 0)
        self._choose(min(max(at + step, 0), len(entries) - 1))

    def _choose(self, n: int) -> None:
        self.chosen_id = self.queue.entries[n].job_id
        self._ask(False)
        self._draw()

    # -- deeds -----------------------------------------------------------------

    def _settle(self) -> None:
        entry = self.chosen
        if self.asking.isVisible():
            why = self.why.text()
            self._do(lambda station, actor, job: print_queues.cancel(station, actor, job, why))
        elif entry is not None and entry.state is State.UNKNOWN:
            self._do(print_queues.was_printed)
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _do(self, deed: Deed) -> None:
        entry = self.chosen
        if entry is None:
            return
        station, person, job = self.station, self.station.person, entry.job_id
        self.shell.deeds.write(
            self,
            lambda: deed(station, person, job),
            done=lambda _none: self._done(),
            failed=self._refused,
            once="slip",
            changed={"printer"},
        )

    def _done(self) -> None:
        self.chosen_id = 0
        self._ask(False)

    def _refused(self, error: ShopError) -> bool:
        if getattr(error, "field", "") != "why":
            return False
        self.why.show_error(str(error))
        self.why.setFocus()
        return True

    def _ask_why(self) -> None:
        self._ask(True)

    def _ask(self, asking: bool) -> None:
        """For the reason why a paper is never printed."""
        self.why.clear()
        self.why.clear_error()
        self.letters.show_pad(False)
        self.asking.setVisible(asking)
        self.home_field = self.why if asking else self
        self._show_keys(self.chosen)
        self.home()

    def _look(self) -> None:
        self.station.call_printer()
        self.refresh()


def _row(entry: Entry, chosen: bool) -> Row:
    said = [entry.why] if entry.why else []
    if entry.repeats:
        said.append(_("cetak ulang"))
    if entry.copy:
        said.append(_("salinan {number}").format(number=entry.copy))
    if entry.stand_in:
        said.append(_("di printer cadangan"))
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    title = Cell(entry.title, bold=chosen, note=" · ".join(said), note_tone="ink2")
    state = Cell(chip=Chip(_(STATES[entry.state]), TONES[entry.state]))
    return Row((Cell(clock(entry.at)), title, state), ground=ground, bar=bar)
