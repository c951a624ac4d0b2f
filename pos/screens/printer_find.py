"""Cari printer: what hangs on this PC, at once; and who listens in its network, when asked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop import frames, layouts
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import LEFT, Label
from koperasi.stops import Stop
from koperasi.text import N_, _, ngettext
from pos import printer_trials
from pos.stations import Station
from printing import found_printers
from printing.found_printers import FoundPrinter
from printing.till_printers import Printer

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PrinterFindScreen(Screen):
    """Enter sets up the chosen one; Ctrl+J looks through the network, and a second Ctrl+J stops it.

    Signals:
    called(int, int): so many of so many neighbours were called, told from another thread.
    """

    title = N_("Cari Printer")
    more_keys = (("↑ ↓", N_("pilih printer")),)
    called = Signal(int, int)

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.there: list[Printer] = []
        self.found: list[FoundPrinter] = []
        self.chosen = 0
        self._searching: Stop | None = None
        self.head = frames.TitleBar(_("Cari Printer"))
        self._take = self.act("Enter", _("Atur yang ini"), self._set_up, icon_name="settings")
        self._search = self.act("Ctrl+J", _("Cari di jaringan"), self._look_around, icon_name="search")
        typed = self.act("Ctrl+N", _("Ketik alamatnya"), self._type, icon_name="keyboard")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.list = RowList([Column(_("Ditemukan"), 0, LEFT), Column(_("Alamat"), 360, LEFT)], name=_("Ditemukan"))
        self.list.row_pressed.connect(self._pressed)
        self.called.connect(self._show_progress)
        self.primary = KeyButton(self._take, role="primary")
        self.search_button = KeyButton(self._search)
        # The arrows are the list's: a button with the focus would take them.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.setAccessibleName(_("Cari Printer"))
        self.home_field = self
        self.words = Label("", tone="ink2", wrap=True)
        card = Card(pad=(20, 12))
        line = layouts.row(self.words, self.search_button, KeyButton(typed))
        line.setStretch(0, 1)
        card.body.addLayout(line)
        foot = frames.foot(KeyButton(back, role="quiet"), right=self.primary)
        frames.page(self, self.head, card, self.list, self.notice, foot, grows=2)

    def enter(self, **what: object) -> None:
        there = what.get("there")
        self.there = [each for each in there if isinstance(each, Printer)] if isinstance(there, list) else []
        self.head.show_words(self.station.till_name)
        self.found, self.chosen = [], 0
        self.list.show_empty(_("Mencari di komputer ini…"), "search")
        self._say_network()
        self._draw()
        self.shell.deeds.long(self, lambda _stop: printer_trials.at_hand(), done=self._show, latest="printers-found")

    def leave(self) -> None:
        self._stop_search()

    def _leave(self) -> None:
        if self._searching is not None:
            self._stop_search()
            self._say_network()
        else:
            self.shell.back()

    def _show(self, found: list[FoundPrinter]) -> None:
        known = {each.address for each in self.found}
        self.found += [each for each in found if each.address not in known]
        words = _("Belum ada printer yang terlihat. Nyalakan dan sambungkan, cari di jaringan, atau ketik alamatnya.")
        self.list.show_empty(words, "printer")
        self._draw()

    def _draw(self) -> None:
        taken = {each.address: each.name for each in self.there}
        rows = []
        for n, each in enumerate(self.found):
            ground, bar = ("accent_tint", "accent") if n == self.chosen else ("card", "")
            small = _("sudah dipakai: {name}").format(name=taken[each.address]) if each.address in taken else ""
            rows.append(Row((Cell(each.words, bold=True, small=small), Cell(each.address)), ground=ground, bar=bar))
        self.list.show_rows(rows)
        self.primary.set_reason("" if self.found else _("Belum ada yang ditemukan"))
        self.home()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = MOVES.get(Qt.Key(event.key()))
        if step is None or not self.found:
            super().keyPressEvent(event)
            return
        self.chosen = min(max(self.chosen + step, 0), len(self.found) - 1)
        self._draw()
        self.list.reveal(self.chosen)

    def _pressed(self, n: int) -> None:
        again, self.chosen = n == self.chosen, n
        self._draw()
        if again:
            self._set_up()

    # -- the network -----------------------------------------------------------

    def _say_network(self) -> None:
        self._search.setText(_("Cari di jaringan"))
        self.words.setText(
            _("Printer jaringan dicari di alamat tetangga komputer ini; tidak ada yang dikirim ke sana.")
        )

    def _look_around(self) -> None:
        if self._searching is not None:
            self._stop_search()
            self._say_network()
            return
        self._search.setText(_("Berhenti mencari"))
        self.words.setText(_("Mencari di jaringan…"))
        self._searching = self.shell.deeds.long(
            self, self._called, done=self._show_neighbours, failed=lambda _error: self._ended(), latest="neighbours"
        )

    def _called(self, stop: Stop) -> list[FoundPrinter]:
        hosts = found_printers.neighbours()
        count = len(hosts)
        told = lambda done: self.called.emit(done, count) if done % 16 == 0 else None  # noqa: E731
        return found_printers.listening(hosts, stopped=lambda: stop.stopped, told=told)

    def _show_progress(self, done: int, count: int) -> None:
        if self._searching is not None:
            words = _("Mencari di jaringan: {done} dari {count} alamat.")
            self.words.setText(words.format(done=done, count=count))

    def _show_neighbours(self, found: list[FoundPrinter]) -> None:
        self._ended()
        words = ngettext("{count} printer ditemukan di jaringan.", "{count} printer ditemukan di jaringan.", len(found))
        self.words.setText(words.format(count=len(found)))
        self._show(found)

    def _ended(self) -> bool:
        self._searching = None
        self._say_network()
        return False

    def _stop_search(self) -> None:
        if self._searching is not None:
            self._searching.stop()
            self._searching = None

    # -- going on --------------------------------------------------------------

    def _set_up(self) -> None:
        if not self.found:
            return
        found = self.found[self.chosen]
        same = next((each for each in self.there if each.address == found.address), None)
        self.shell.go("printer-edit", printer=same or printer_trials.new(found, self.there))

    def _type(self) -> None:
        new = printer_trials.new(FoundPrinter("tcp:192.168.1.50:9100", _("Printer jaringan")), self.there)
        self.shell.go("printer-edit", printer=new)
        if self.shell.current is not None:
            self.shell.current.say(Notice(_("Ketik alamatnya di baris Alamat, lalu cetak lembar coba."), "ok"))
