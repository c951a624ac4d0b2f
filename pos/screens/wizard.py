"""The first-run wizard: a new shop told step by step, and made in one moment at the end.

It stands in a window of its own where there is no shop yet; when the shop is made, the till
opens on it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import frames, layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.deeds import Deeds
from desktop.denominations import StepBar
from desktop.letterpads import LetterPad
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sounds
from desktop.theme import Size
from inventory.imports import Outcome
from koperasi.errors import BadInput, ShopError
from koperasi.shop import Clock, wall_clock
from koperasi.shops import Place
from koperasi.stops import Stop
from koperasi.text import N_, _, ngettext
from pos import beginnings
from pos.beginnings import Beginning, Begun, File
from pos.screens.wizard_end import EndPage
from pos.screens.wizard_files import FilePage, StockPage
from pos.screens.wizard_pages import ManagerPage, Page, PrinterPage, ShopPage, TillPage
from pos.screens.wizard_prints import print_recovery, print_test, save_recovery
from printing import found_printers
from printing.found_printers import FoundPrinter


class WizardScreen(Screen):
    """Enter goes on, Esc goes back; `on_done` opens the till when all is made."""

    title = N_("Toko baru")
    more_keys = (("↑ ↓", N_("pilih dari daftar")), ("Tab", N_("isian berikutnya")))

    def __init__(self, shell: Shell, place: Place, clock: Clock, on_done: Callable[[], object]) -> None:
        super().__init__(shell)
        self.place, self._clock, self._on_done = place, clock, on_done
        self.beginning = Beginning()
        self.begun: Begun | None = None
        self.goods = FilePage(_("Barang"), _("Daftar barang dari tabel: kode, nama, harga. Boleh nanti."))
        self.stock = StockPage(_("Stok awal"), _("Berapa yang ada di rak hari ini. Boleh nanti."))
        self.printer, self.end = PrinterPage(), EndPage()
        self.steps: tuple[Page, ...] = (
            ShopPage(), ManagerPage(), TillPage(), self.printer, self.goods, self.stock, self.end,
        )  # fmt: skip
        self.at = 0
        self._next = self.act("Enter", _("Lanjut"), self._go_on, icon_name="right")
        self._back = self.act("Esc", _("Kembali"), self._go_back, icon_name="back")
        self._print = self.act("Ctrl+P", _("Cetak uji"), self._try_printer, icon_name="printer")
        self._near = self.act("Ctrl+J", _("Cari di jaringan"), self._call_neighbours, icon_name="search")
        self._save = self.act("Ctrl+S", _("Simpan ke file"), self._save_sheet, icon_name="document")
        self._sure = self.act("Ctrl+D", _("Kode sudah ada di atas kertas"), self.end.tile.toggle)
        self._lay_out()
        self.show_step(0)

    def _lay_out(self) -> None:
        self.bar = StepBar([each.title for each in self.steps])
        self.head = frames.TitleBar("")
        self.pages = QStackedWidget()
        for page in self.steps:
            page.submitted.connect(self.do_primary)
            self.pages.addWidget(page)
        for file_page in (self.goods, self.stock):
            file_page.check_asked.connect(self._check_file)
        self.end.sure_changed.connect(self._show_keys)
        card = Card(pad=(24, 20))
        card.body.addWidget(self.pages)
        self.letters = LetterPad()
        self.primary = KeyButton(self._next, role="primary", tall="56", size=Size.LEAD)
        self.back_button = KeyButton(self._back, role="quiet")
        self.print_button, self.save_button = KeyButton(self._print), KeyButton(self._save)
        self.near_button = KeyButton(self._near)
        left = (self.back_button, self.letters.button, self.near_button, self.print_button, self.save_button)
        row = layouts.row(*left, 1, self.primary, gap=8)
        bar = layouts.held(layouts.row(1, self.bar))
        frames.page(self, bar, self.head, card, self.letters, self.notice, row, grows=2)

    @property
    def page(self) -> Page:
        return self.steps[self.at]

    # -- from step to step -----------------------------------------------------

    def show_step(self, at: int) -> None:
        self.at = at
        self.bar.show_step(at)
        self.head.show_title(self.page.title)
        step = _("Langkah {at} dari {all}").format(at=at + 1, all=len(self.steps))
        self.head.show_words(texts.joined((step, self.page.words)))
        self.pages.setCurrentWidget(self.page)
        self.page.appear(self.beginning)
        self.home_field = self.page.home_field
        self._show_keys()
        self._look_around()
        self.hush()
        self.home()

    def _show_keys(self) -> None:
        last, before_last = self.page is self.end, self.at == len(self.steps) - 2
        self._next.setText(_("Buka Kasir") if last else _("Buat Toko") if before_last else _("Lanjut"))
        self._back.setEnabled(self.at > 0 and not last)
        self._print.setText(_("Cetak lembar") if last else _("Cetak uji"))
        printing = self.page is self.printer or (last and bool(self.beginning.printer))
        self._print.setEnabled(printing)
        self.print_button.setVisible(printing)
        self._near.setEnabled(self.page is self.printer)
        self.near_button.setVisible(self.page is self.printer)
        self._save.setEnabled(last)
        self._sure.setEnabled(last)
        self.save_button.setVisible(last)
        self.letters.button.setVisible(not last)
        self.primary.set_reason(_("Simpan kodenya dulu") if last and not self.end.sure else "")

    def _look_around(self) -> None:
        """What this PC has to offer for the step: printers, files."""
        if self.page is self.printer:
            self.shell.deeds.read(self, found_printers.found, done=self.printer.show_found, latest="printers")
        elif isinstance(self.page, FilePage):
            look = partial(beginnings.files_at_hand, Path.home())
            self.shell.deeds.read(self, look, done=self.page.show_at_hand, latest="files")

    def _go_on(self) -> None:
        if self.page is self.end:
            if self.end.sure:
                self._on_done()
            return
        if isinstance(self.page, FilePage) and not self.page.is_checked and self.page.outcome is None:
            self._check_file()
            return
        try:
            self.beginning = self.page.told(self.beginning)
        except BadInput as wrong:
            self._say_wrong(wrong)
            return
        if self.at == len(self.steps) - 2:
            self._begin()
        else:
            self.show_step(self.at + 1)

    def _go_back(self) -> None:
        if 0 < self.at < len(self.steps) - 1:
            self.show_step(self.at - 1)

    def _say_wrong(self, wrong: ShopError) -> bool:
        if not (isinstance(wrong, BadInput) and self.page.show_wrong(wrong)):
            self.tell(wrong)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.page.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    # -- files, printer, the moment itself -------------------------------------

    def _check_file(self) -> None:
        page = self.page
        if not isinstance(page, FilePage) or (file := page.file) is None:
            return
        self.say(Notice(_("File sedang diperiksa…"), "warn"))
        goods = self.beginning.goods
        look = partial(beginnings.try_goods, file, self._clock)
        if isinstance(page, StockPage):
            look = partial(beginnings.try_stock, file, goods, self._clock)
        done = partial(self._file_checked, page, file)
        self.shell.deeds.read(self, look, done=done, failed=partial(self._file_refused, page), latest="file")

    def _file_checked(self, page: FilePage, file: File, outcome: Outcome) -> None:
        self.hush()
        page.show_outcome(file, outcome)

    def _file_refused(self, page: FilePage, error: ShopError) -> bool:
        self.hush()
        page.path.show_error(str(error))
        page.path.setFocus()
        return True

    def _try_printer(self) -> None:
        if self.page is self.end and self.begun is not None:
            sheet = partial(print_recovery, self.beginning, self.begun.recovery_code)
            self._send(sheet)
            return
        try:
            beginning = self.printer.told(self.beginning)
        except BadInput as wrong:
            self._say_wrong(wrong)
            return
        if not beginning.printer:
            self._say_wrong(BadInput(_("Pilih atau ketik alamat printer dulu."), field="printer"))
            return
        words = _("Terkirim. Pilih di Lebar kertas: baris terpanjang yang utuh. Lainnya nanti di Atur Printer.")
        self._send(partial(print_test, beginning, self._clock()), words)

    def _call_neighbours(self) -> None:
        """Who listens in the network as printers do."""
        self.say(Notice(_("Mencari di jaringan…"), "warn"))
        self.shell.deeds.long(self, _neighbours, done=self._neighbours_heard, latest="neighbours")

    def _neighbours_heard(self, found: list[FoundPrinter]) -> None:
        if self.page is not self.printer:
            return
        known = {each.address for each in self.printer.found}
        self.printer.show_found(self.printer.found + [each for each in found if each.address not in known])
        words = ngettext("{count} printer ditemukan di jaringan.", "{count} printer ditemukan di jaringan.", len(found))
        self.say(Notice(words.format(count=len(found)), "ok"))

    def _send(self, sheet: Callable[[], None], words: str = "") -> None:
        said = Notice(words or _("Terkirim. Periksa kertasnya."), "ok")
        self.shell.deeds.read(self, sheet, done=lambda _none: self.say(said))

    def _save_sheet(self) -> None:
        if self.begun is not None:
            save = partial(save_recovery, Path.home(), self.beginning, self.begun.recovery_code)
            self.shell.deeds.read(
                self, save, done=lambda path: self.say(Notice(_("Tersimpan di {path}.").format(path=path), "ok"))
            )

    def _begin(self) -> None:
        make = partial(beginnings.begin, self.place, self.beginning, self._clock)
        self.shell.deeds.write(
            self, make, done=self._is_begun, failed=self._say_wrong, button=self.primary, once="begin"
        )

    def _is_begun(self, begun: Begun) -> None:
        self.begun = begun
        self.end.show_begun(self.beginning, begun)
        self.letters.show_pad(False)
        self.show_step(len(self.steps) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.bar.setVisible(self.width() >= self.bar.sizeHint().width() + theme.px(60))


def _neighbours(stop: Stop) -> list[FoundPrinter]:
    return found_printers.listening(found_printers.neighbours(), stopped=lambda: stop.stopped)


class Wizard:
    """The wizard's window; `begun` tells afterwards whether a shop was made."""

    def __init__(self, place: Place, clock: Clock = wall_clock) -> None:
        self.shell = Shell(Deeds(), Sounds(), title="SBMI Mart", now=lambda: clock().astimezone())
        self.shell.status.show_entry("who", None)
        self.screen = WizardScreen(self.shell, place, clock, self.shell.close)
        from pos.screens.help import HelpScreen

        self.shell.add("wizard", self.screen)
        self.shell.add("help", HelpScreen(self.shell))
        self.shell.status.show_entry("training", None)
        self.shell.go("wizard")

    @property
    def begun(self) -> bool:
        return self.screen.begun is not None

    def close(self) -> None:
        self.shell.close()
        self.shell.deeds.close()
        self.shell.sounds.close()
        self.shell.deleteLater()


def open_wizard(place: Place, clock: Clock = wall_clock) -> bool:
    """Stay until a shop is made or the window is closed; True when there is one now.

    Raises Trouble where a shop is or was.
    """
    from pos import tables
    from pos.screens.windows import application

    beginnings.may_begin(place)
    tables.loaded()
    app = application()
    screen = app.primaryScreen().availableGeometry()
    theme.apply(app, "light", theme.nearest_scale(0, screen.width(), screen.height()))
    wizard = Wizard(place, clock)
    wizard.shell.setGeometry(screen)
    wizard.shell.showMaximized()
    app.exec()
    begun = wizard.begun
    wizard.close()
    return begun
