"""The printer's screen: how it is, and slips of which a person must say whether they came out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop import frames, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.lists import RowList
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import LEFT, Label
from desktop.theme import Size
from koperasi.text import N_, _, clock
from pos import printers, slips
from pos.slips import Doubtful
from pos.stations import Station


class PrinterScreen(Screen):
    """Enter: the chosen slip stands on paper; Ctrl+C: print it again; the arrows choose."""

    title = N_("Printer")
    interested = frozenset({"printer"})

    def __init__(self, shell: Shell, station: Station) -> None:
        super().__init__(shell)
        self.station = station
        self.doubtful: list[Doubtful] = []
        self.chosen = 0
        self.head = frames.TitleBar(_("Printer"))
        self._is = Label("", Size.NAME, bold=True)
        self._address = Label("", tone="ink2")
        self._yes = self.act("Enter", _("Sudah tercetak"), lambda: self._settle(True), icon_name="check")
        self._no = self.act("Ctrl+C", _("Cetak lagi"), lambda: self._settle(False), icon_name="printer")
        look = self.act("Ctrl+P", _("Periksa sekarang"), self._look, icon_name="undo")
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        self.list = RowList([Column(_("Waktu"), 120, LEFT), Column(_("Struk"), 0, LEFT)], name=_("Perlu diperiksa"))
        self.list.row_pressed.connect(self._choose)
        card = Card(pad=(20, 16), gap=4)
        card.body.addWidget(self._is)
        card.body.addWidget(self._address)
        keys = QHBoxLayout()
        keys.setSpacing(theme.px(12))
        keys.addWidget(Label(_("Struk yang mungkin belum tercetak: lihat kertasnya."), Size.LINE), 1)
        keys.addWidget(KeyButton(self._no))
        self.primary = KeyButton(self._yes, role="primary")
        keys.addWidget(self.primary)
        bottom = frames.foot(KeyButton(back, role="quiet"), right=KeyButton(look))
        self.home_field = self.primary
        frames.page(self, self.head, card, keys, self.list, self.notice, bottom, grows=3)

    def enter(self, **what: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        address = self.station.shop.settings.printer
        words, _icon, tone = printers.words_of(self.station.printer_news, address)
        self._is.setText(words)
        self._is.set_tone(tone)
        self._address.setText(address or _("Atur alamat printer di pengaturan toko."))
        self.head.show_words(self.station.till_name)
        self.shell.deeds.read(self, lambda: slips.doubtful(self.station), done=self._show, latest="printer")

    def _show(self, found: list[Doubtful]) -> None:
        self.doubtful = found
        self.chosen = min(self.chosen, max(0, len(found) - 1))
        for action in (self._yes, self._no):
            action.setEnabled(bool(found))
        self._draw()

    def _draw(self) -> None:
        if not self.doubtful:
            self.list.show_empty(_("Semua struk tercetak."), "check")
            return
        self.list.show_rows(
            [
                Row((Cell(clock(each.queued_at)), Cell(each.title, bold=n == self.chosen)),
                    ground="accent_tint" if n == self.chosen else "card", bar="accent" if n == self.chosen else "")
                for n, each in enumerate(self.doubtful)
            ]
        )  # fmt: skip

    def _choose(self, n: int) -> None:
        self.chosen = n
        self._draw()

    def _settle(self, printed: bool) -> None:
        if not self.doubtful:
            return
        job = [self.doubtful[self.chosen].job_id]
        deed = slips.was_printed if printed else slips.print_again
        self.shell.deeds.write(self, lambda: deed(self.station, job), once="slip", changed={"printer"})

    def _look(self) -> None:
        self.station.call_printer()
        self.refresh()
