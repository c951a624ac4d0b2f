"""One printer: its settings as rows, answered by looking at its try-out page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import frames, layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.letterpads import LetterPad
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from koperasi.errors import ShopError
from koperasi.rights import Permission
from koperasi.text import N_, _
from pos import printer_trials
from pos.printer_trials import ROWS
from pos.screens.setting_rows import ChoiceBar, SettingRow
from pos.stations import Station
from printing.till_printers import Printer, Role

NARROW_RIGHT, RIGHT = 284, 320


class PrinterEditScreen(Screen):
    """Ctrl+P prints the page, Ctrl+J and Ctrl+K try the drawer; Enter keeps what was tapped."""

    title = N_("Atur Printer")
    more_keys = (("Tab", N_("pengaturan berikutnya")), ("← →", N_("pilihan lain")))

    def __init__(self, shell: Shell, station: Station, on_changed: Callable[[], object]) -> None:
        super().__init__(shell)
        self.station, self._on_changed = station, on_changed
        self.printer = Printer(0, "", "")
        self.values: dict[str, Any] = printer_trials.values_of(self.printer)
        self.rows: dict[str, SettingRow] = {}
        self.tried = False
        self.read: set[str] = set()
        self._sure = False
        self.head = frames.TitleBar(_("Atur Printer"))
        self._save = self.act("Enter", _("Simpan"), self._keep, icon_name="check")
        self._page = self.act("Ctrl+P", _("Cetak lembar coba"), self._print, icon_name="printer")
        self._first = self.act("Ctrl+J", _("Coba Laci 1"), lambda: self._kick(2), icon_name="drawer")
        self._second = self.act("Ctrl+K", _("Coba Laci 2"), lambda: self._kick(5), icon_name="drawer")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.primary = KeyButton(self._save, role="primary", tall="56", size=Size.LEAD)
        self.letters = LetterPad()
        self._lay_out(KeyButton(back, role="quiet"))

    def _lay_out(self, back: KeyButton) -> None:
        self._held = QWidget()
        self._column = QVBoxLayout(self._held)
        self._column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self.scroller = Scroll(self._held)
        card = Card(pad=(4, 4))
        card.body.addWidget(self.scroller, 1)
        steps = Card(pad=(16, 14), gap=10)
        steps.body.addWidget(Label(_("Cara termudah"), Size.LEAD, bold=True))
        words = _("Cetak lembar coba. Setiap bagian bernomor: pilih di sini yang Anda lihat di kertas.")
        steps.body.addWidget(Label(words, wrap=True))
        self.page_button = KeyButton(self._page)
        steps.body.addWidget(self.page_button)
        steps.body.addWidget(
            Label(_("Lalu coba lacinya; setiap kali tercatat atas nama Anda."), tone="ink2", wrap=True)
        )
        for action in (self._first, self._second):
            steps.body.addWidget(KeyButton(action))
        steps.body.addStretch(1)
        self.right = layouts.held(layouts.column(steps, self.primary))
        body = layouts.row(card, self.right, gap=16)
        body.setStretch(0, 1)
        frames.page(self, self.head, body, self.letters, self.notice, frames.foot(back, self.letters.button), grows=1)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        printer = what.get("printer")
        if isinstance(printer, Printer):
            self.printer, self.tried, self.read = printer, False, set()
            self.values = printer_trials.values_of(printer)
        self._sure = False
        self.letters.show_pad(False)
        self.head.show_words(texts.joined((self.station.till_name, self.printer.name)))
        self._draw()

    @property
    def may_change(self) -> bool:
        """Whether who stands here may set printers."""
        actor = self.station.actor
        return actor is not None and Permission.SETTINGS_EDIT in actor.rights

    @property
    def is_changed(self) -> bool:
        return self.printer.id == 0 or self.values != printer_trials.values_of(self.printer)

    def _leave(self) -> None:
        """What was changed and not kept is dropped by a second Esc only."""
        if self.is_changed and self.may_change and not self._sure:
            self._sure = True
            self.say(Notice(_("Perubahan belum disimpan. Esc sekali lagi membuangnya."), "warn", "Esc", _("Buang")))
            return
        self.hush()
        self.shell.back()

    def step_back(self) -> None:
        self._leave()

    # -- the rows --------------------------------------------------------------

    def _draw(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = {}
        for told in ROWS:
            if told.name == "by_itself" and self.values["role"] is not Role.STAND_IN:
                continue
            row = SettingRow(told, self.values[told.name])
            row.changed.connect(lambda name=told.name: self._changed(name))
            row.submitted.connect(self.do_primary)
            row.control.setEnabled(self.may_change)
            if self.rows:
                self._column.addWidget(texts.rule())
            self.rows[told.name] = row
            self._column.addWidget(row)
        self._column.addStretch(1)
        self._show()
        self.home()

    def _changed(self, name: str) -> None:
        self._sure = False
        self.hush()
        value = self.rows[name].value
        if value is not None:
            self.values = {**self.values, name: value}
        if name == "columns" and value is not None:
            self.values = printer_trials.of_width(self.values, value)
        if name in ("columns", "role"):
            self._draw_kept(name)
        self._show()

    def _draw_kept(self, name: str) -> None:
        """Other rows follow this one; the hand stays where it is."""
        at = self.scroller.verticalScrollBar().value()
        self._draw()
        self.scroller.verticalScrollBar().setValue(at)
        self.rows[name].control.setFocus()

    def _show(self) -> None:
        may = self.may_change
        self.home_field = self.primary if self.is_changed or self.tried else self.page_button
        for action in (self._page, self._first, self._second):
            action.setEnabled(may)
        if not may:
            self.primary.set_reason(_("Harus manajer"))
        elif any(row.value is None for row in self.rows.values()):
            self.primary.set_reason(_("Betulkan dulu yang merah"))
        else:
            self.primary.set_reason("" if self.is_changed or self.tried else _("Belum ada yang diubah"))

    def scanned(self, code: str) -> None:
        """A code of the page was read: that answers its question; the printer's own counts where both are read."""
        name, native = printer_trials.READ.get(code, ("", False))
        row = self.rows.get(name)
        if row is None or not self.may_change:
            super().scanned(code)
            return
        self.read.add(code)
        own = next(each for each, (kind, drawn) in printer_trials.READ.items() if kind == name and drawn)
        control = row.control
        if isinstance(control, ChoiceBar):
            control.choose(native or own in self.read)
        self.say(Notice(_("{code} terbaca.").format(code=code), "ok"))
        self.shell.sounds.play(Sound.FOUND)

    # -- deeds -----------------------------------------------------------------

    @property
    def wanted(self) -> Printer:
        """The printer as the rows say now."""
        return printer_trials.printer_of(self.printer, self.values)

    def _print(self) -> None:
        printer, person = self.wanted, self.station.person

        def printed(_none: object) -> None:
            self.tried = True
            self._show()
            self.say(Notice(_("Terkirim. Lihat kertasnya, lalu pilih di sini yang cocok."), "ok"))

        self.shell.deeds.long(
            self,
            lambda _stop: printer_trials.print_page(self.station, person, printer),
            done=printed,
            latest="printer-try",
        )

    def _kick(self, pin: int) -> None:
        printer, person = self.wanted, self.station.person
        words = _("Laci {number} dicoba. Bila terbuka, pilih di bagian 7.").format(number=1 if pin == 2 else 2)
        self.shell.deeds.long(
            self,
            lambda _stop: printer_trials.kick(self.station, person, printer, pin),
            done=lambda _none: self.say(Notice(words, "ok")),
            latest="printer-try",
        )

    def _keep(self) -> None:
        if not self.may_change or any(row.value is None for row in self.rows.values()):
            return
        printer, person, tried = self.wanted, self.station.person, self.tried
        self.shell.deeds.write(
            self,
            lambda: printer_trials.keep(self.station, person, printer, tried=tried),
            done=lambda _none: self._kept(),
            failed=self._refused,
            button=self.primary,
            once="printer",
            changed={"printer-settings", "settings"},
        )

    def _kept(self) -> None:
        self._on_changed()
        self.shell.back()
        if self.shell.current_name == "printer-find":
            self.shell.back()
        screen = self.shell.current
        if screen is not None:
            screen.say(Notice(_("Tersimpan, dan sudah berlaku."), "ok"))

    def _refused(self, error: ShopError) -> bool:
        name = {"address": "printer"}.get(getattr(error, "field", ""), getattr(error, "field", ""))
        row = self.rows.get(name)
        if row is None:
            return False
        row.error.show_words(str(error))
        row.control.setFocus()
        self.scroller.ensureWidgetVisible(row)
        return True

    def resizeEvent(self, event: object) -> None:
        narrow = self.width() < theme.px(frames.NARROW_BELOW)
        self.right.setFixedWidth(theme.px(NARROW_RIGHT if narrow else RIGHT))
