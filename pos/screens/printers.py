"""Atur Printer: this till's printers, how each says it is, and what is set for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop import frames, texts, theme
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import LEFT, Label
from koperasi.rights import Permission
from koperasi.text import N_, _
from pos import printer_trials, printers
from pos.printer_trials import ROLES
from pos.stations import Station
from printing import till_printers
from printing.till_printers import Printer
from printing.transports import PrinterTrouble

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PrintersScreen(Screen):
    """Enter sets the chosen printer; Ctrl+N finds another; Ctrl+D takes one off by a second press.

    `on_changed` lets the till print by what was changed.
    """

    title = N_("Atur Printer")
    interested = frozenset({"printer-settings"})
    more_keys = (("↑ ↓", N_("pilih printer")),)

    def __init__(self, shell: Shell, station: Station, on_changed: Callable[[], object]) -> None:
        super().__init__(shell)
        self.station, self._on_changed = station, on_changed
        self.printers: list[Printer] = []
        self.told: dict[str, tuple[str, str]] = {}
        self.chosen = 0
        self._sure = False
        self.head = frames.TitleBar(_("Atur Printer"))
        self._edit = self.act("Enter", _("Atur printer"), self._open, icon_name="settings")
        self._add = self.act("Ctrl+N", _("Cari printer lain"), self._find, icon_name="search")
        self._drop = self.act("Ctrl+D", _("Hapus"), self._remove, icon_name="bin")
        look = self.act("Ctrl+P", _("Periksa sekarang"), self._look, icon_name="undo")
        back = self.act("Esc", _("Kembali"), shell.back, icon_name="back")
        self.list = RowList(
            [Column(_("Printer"), 0, LEFT), Column(_("Untuk apa"), 240, LEFT), Column(_("Keadaan"), 280, LEFT)],
            row_height=60, name=_("Printer kasir ini"),
        )  # fmt: skip
        self.list.show_empty(_("Belum ada printer. Ctrl N mencarinya di komputer dan jaringan ini."), "printer")
        self.list.row_pressed.connect(self._pressed)
        self.primary = KeyButton(self._edit, role="primary")
        # The arrows are the list's: a button with the focus would take them.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.setAccessibleName(_("Atur Printer"))
        self.home_field = self
        self._words = Label("", tone="ink2", wrap=True)
        keys = QHBoxLayout()
        keys.setSpacing(theme.px(8))
        for action in (self._add, self._drop, look):
            keys.addWidget(KeyButton(action))
        keys.addStretch(1)
        keys.addWidget(self.primary)
        frames.page(
            self, self.head, self._words, self.list, self.notice, keys, frames.foot(KeyButton(back, role="quiet")),
            grows=2,
        )  # fmt: skip

    @property
    def may_change(self) -> bool:
        """Whether who stands here may set printers."""
        actor = self.station.actor
        return actor is not None and Permission.SETTINGS_EDIT in actor.rights

    def enter(self, **what: object) -> None:
        self.head.show_words(self.station.till_name)
        said = _("Printer struk mencetak semua slip kasir ini; cadangan mengambil alih bila ia bermasalah.")
        seen = _("Hanya bisa dilihat: yang mengubahnya harus manajer.")
        self._words.setText(said if self.may_change else seen)
        self._sure = False
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(self, lambda: till_printers.of(self.station.shop), done=self._show, latest="printers")

    def _show(self, printers: list[Printer]) -> None:
        self.printers = printers
        self.chosen = min(self.chosen, max(0, len(printers) - 1))
        self.told = {}
        self._draw()
        self._ask_all()

    def _ask_all(self) -> None:
        """Each printer is asked in the line of long reads: it may take seconds to say nothing."""
        printers = list(self.printers)

        def ask(_stop: object) -> dict[str, tuple[str, str]]:
            return {each.address: self._asked(each) for each in printers}

        self.shell.deeds.long(self, ask, done=self._heard, latest="printers-status")

    def _asked(self, printer: Printer) -> tuple[str, str]:
        try:
            return printer_trials.words_of(printer_trials.status(self.station, printer))
        except PrinterTrouble as trouble:
            return _short(trouble.message), "warn"

    def _heard(self, told: dict[str, tuple[str, str]]) -> None:
        self.told = told
        self._draw()

    def _draw(self) -> None:
        rows = [self._row(each, n == self.chosen) for n, each in enumerate(self.printers)]
        self.list.show_rows(rows)
        may = self.may_change
        self._edit.setEnabled(bool(self.printers))
        self._add.setEnabled(may)
        self._drop.setEnabled(may and bool(self.printers))
        self.primary.set_reason("" if self.printers else _("Belum ada printer"))

    def _row(self, printer: Printer, chosen: bool) -> Row:
        words, tone = self.told.get(printer.address, (_("Ditanya…"), "plain"))
        roles = dict(ROLES)
        purpose = _(roles[printer.role]) + (_(" · laci") if printer.drawer else "")
        paper = printer.paper
        wide = _("{columns} huruf").format(columns=paper.columns)
        note = texts.joined((printers.address_words(printer.address), wide))
        ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
        name = Cell(printer.name, bold=True, note=note, note_tone="ink2")
        return Row((name, Cell(purpose), Cell(chip=Chip(words, tone))), ground=ground, bar=bar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = MOVES.get(Qt.Key(event.key()))
        if step is None or not self.printers:
            super().keyPressEvent(event)
            return
        self._choose(min(max(self.chosen + step, 0), len(self.printers) - 1))

    def _choose(self, n: int) -> None:
        self.chosen, self._sure = n, False
        self.hush()
        self._draw()

    def _pressed(self, n: int) -> None:
        """A touch chooses, a second one opens."""
        if n == self.chosen and self.printers:
            self._open()
        else:
            self._choose(n)

    # -- deeds -----------------------------------------------------------------

    def _open(self) -> None:
        if self.printers:
            self.shell.go("printer-edit", printer=self.printers[self.chosen])

    def _find(self) -> None:
        self.shell.go("printer-find", there=self.printers)

    def _look(self) -> None:
        self.station.call_printer()
        self.refresh()

    def _remove(self) -> None:
        if not self.printers:
            return
        printer = self.printers[self.chosen]
        if not self._sure:
            self._sure = True
            words = _("Hapus {name} dari kasir ini? Ctrl D sekali lagi menghapusnya.").format(name=printer.name)
            self.say(Notice(words, "warn", "Ctrl D", _("Hapus")))
            return
        person = self.station.person
        self.shell.deeds.write(
            self,
            lambda: printer_trials.remove(self.station, person, printer.id),
            done=lambda _none: self._removed(),
            once="printer",
            changed={"printer-settings"},
        )

    def _removed(self) -> None:
        self._sure = False
        self.hush()
        self._on_changed()


def _short(words: str) -> str:
    """The message of a printer that does not answer, in any language, without its address: the row names it."""
    before, _name, after = _("Printer {name} tidak menjawab.").partition("{name}")
    return _("Tidak menjawab") if words.startswith(before) and words.endswith(after) else words
