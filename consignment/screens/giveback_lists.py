"""Nota retur yang sudah dicatat: the last givebacks; printed again, saved on A4, taken back when keyed wrong."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from consignment import giveback_deeds
from consignment.giveback_queries import SeenGiveback
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.texts import LEFT, RIGHT
from desktop.theme import Size
from inventory.reversals import ReversalCommand
from inventory.screens.picking import PickPage
from koperasi import uids
from koperasi.text import N_, _, short_date

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}
WIDTHS, NARROW_WIDTHS = (124, 176, 0, 220, 140, 150), (112, 160, 0, 150, -1, 112)
#: Why a paper is taken back.
REASONS = (N_("salah barang"), N_("salah jumlah"), N_("salah penitip"), N_("barang tidak jadi diambil"))


def columns() -> list[Column]:
    titles = (_("Tanggal"), _("Nomor"), _("Penitip"), _("Diambil oleh"), _("Petugas"), _("Bila laku"))
    return [
        Column(title, wide, RIGHT if n == len(titles) - 1 else LEFT)
        for n, (title, wide) in enumerate(zip(titles, WIDTHS, strict=True))
    ]


def row(seen: SeenGiveback, *, chosen: bool) -> Row:
    """A paper; one that was taken back is struck through."""
    undone = _("batal {number}").format(number=seen.reversed_by) if seen.reversed_by else ""
    cells = (
        Cell(short_date(seen.business_date), size=Size.BODY),
        Cell(seen.number, bold=True, size=Size.BODY, note=undone, note_tone="refuse"),
        Cell(seen.maker, bold=True, size=Size.BODY),
        Cell(seen.fetched_by or _("penitip sendiri"), size=Size.BODY, tone="ink2"),
        Cell(seen.by, size=Size.BODY, tone="ink2"),
        Cell(seen.worth.bare, size=Size.BODY),
    )
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, struck=bool(seen.reversed_by))


class GivebackListScreen(OfficeScreen):
    """The papers, the newest first."""

    place = "consignment"
    title = N_("Nota Retur yang Sudah Dicatat")
    interested = frozenset({"stock", "consignment"})
    more_keys = (("↑ ↓", N_("pilih nota")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.shown: tuple[SeenGiveback, ...] = ()
        self.at = 0
        self.list = RowList(columns(), row_height=52, name=_("Nota retur"))
        self.list.show_empty(_("Belum ada titipan yang dikembalikan."), "basket")
        self.list.row_pressed.connect(self.choose)
        self.reasons = PickPage(_("Alasan"), free=True, numbered=True)
        self.reasons.picked.connect(self._take_back)
        self.reasons.left.connect(self._leave)
        self.stack = QStackedWidget()
        for page in (self.list, self.reasons):
            self.stack.addWidget(page)
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        undo = self.act("Ctrl+Z", _("Batalkan Nota"), self._ask, icon_name="undo")
        self.act("Ctrl+S", _("Simpan PDF"), self._pdf)  # its button is on the preview
        again = self.act("Ctrl+P", _("Cetak Lagi"), self._print, icon_name="printer")
        look = self.act("Ctrl+I", _("Cetakan"), self._look, icon_name="eye")
        self.undo_button, self.look_button = KeyButton(undo), KeyButton(look)
        self.print_button = KeyButton(again, role="primary", size=Size.LEAD)
        self.home_field = self.print_button
        self.body.addWidget(self.stack, 1)
        foot = (KeyButton(back, role="quiet"), self.undo_button, 1, self.look_button, self.print_button)
        self.body.addLayout(layouts.row(*foot, gap=8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.list.set_widths(NARROW_WIDTHS if event.size().width() < theme.px(NARROW_BELOW) else WIDTHS)
        super().resizeEvent(event)

    def _look(self) -> None:
        if self.shown:
            self.office.preview(self.shell, self.shown[self.at].document_id)

    def enter(self, **what: object) -> None:
        self.stack.setCurrentWidget(self.list)
        self.refresh()

    def refresh(self) -> None:
        self.shell.deeds.read(
            self, partial(giveback_deeds.latest, self.desk.shop), done=self._found, latest="givebacks"
        )

    def _found(self, found: tuple[SeenGiveback, ...]) -> None:
        self.shown = found
        self.choose(self.at)

    def choose(self, number: int) -> None:
        """Make another paper the chosen one."""
        self.at = min(max(number, 0), max(len(self.shown) - 1, 0))
        self.list.show_rows([row(each, chosen=n == self.at) for n, each in enumerate(self.shown)])
        self.list.reveal(self.at)
        for key in ("Ctrl+P", "Ctrl+S", "Ctrl+I"):
            self.actions_by_key[key].setEnabled(bool(self.shown))
        self.actions_by_key["Ctrl+Z"].setEnabled(bool(self.shown) and not self.shown[self.at].reversed_by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self.stack.currentWidget() is not self.list:
            super().keyPressEvent(event)
        else:
            self.choose(self.at + step)

    # -- deeds -----------------------------------------------------------------

    def _print(self) -> None:
        shop, paper = self.desk.shop, self.shown[self.at].document_id
        deed = partial(giveback_deeds.print_again, shop, self.desk.person, paper, self.desk.printer)
        self.shell.deeds.write(self, deed, done=self._printed, button=self.print_button, once="giveback-print")

    def _printed(self, _nothing: None) -> None:
        self.desk.call_printer()
        self.say(Notice(_("Nota dicetak lagi, bertanda SALINAN."), "ok"))

    def _pdf(self) -> None:
        paper = self.shown[self.at]
        name = _("nota-retur-{number}").format(number=paper.number)
        text, _kind = QFileDialog.getSaveFileName(self, _("Simpan sebagai"), f"{name}.pdf", _("PDF (*.pdf)"))
        if text:
            path = Path(text) if Path(text).suffix else Path(f"{text}.pdf")
            deed = partial(giveback_deeds.save_pdf, self.desk.shop, paper.document_id, path)
            self.shell.deeds.write(self, deed, done=self._saved, button=self.look_button, once="giveback-pdf")

    def _saved(self, kept: Path) -> None:
        self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok"))

    def _ask(self) -> None:
        """Why it is taken back: one of the usual reasons, or what is typed."""
        self.reasons.show_choices([(words, _(words)) for words in REASONS])
        self.stack.setCurrentWidget(self.reasons)
        self.reasons.field.setFocus()

    def _take_back(self, key: object, _words: str) -> None:
        self.stack.setCurrentWidget(self.list)
        shop, now, chosen = self.desk.shop, self.desk.shop.clock(), self.shown[self.at]
        head = (shop.minter.next(), uids.new_uid(now), chosen.document_id, shop.branch.business_date(now), now)
        self.shell.deeds.write(
            self,
            partial(giveback_deeds.take_back, shop, self.desk.person, ReversalCommand(*head, _(str(key)))),
            done=partial(self._taken_back, chosen.number),
            button=self.undo_button,
            once="giveback",
            changed={"stock", "consignment"},
        )

    def _taken_back(self, number: str, _nothing: None) -> None:
        self.say(Notice(_("{number} dibatalkan; barangnya kembali ke tempatnya.").format(number=number), "ok"))
        self.refresh()
        self.home()

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.reasons:
            self.stack.setCurrentWidget(self.list)
            self.home()
        else:
            self.shell.back()
