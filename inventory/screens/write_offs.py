"""Rusak & Kedaluwarsa: what can be sold no more leaves, with why and with a picture."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Column, Row
from desktop.fields import Captioned, Field
from desktop.offices import Office
from desktop.shells import Shell
from inventory import pictures, write_offs
from inventory.paper_lines import PaperLine
from inventory.screens import stock_rows
from inventory.screens.stock_papers import StockPaperScreen
from inventory.write_offs import CAUSES, Cause, SpoiltLine, WriteOffCommand
from koperasi.errors import Trouble
from koperasi.text import N_, _


def read_picture(path: Path) -> bytes:
    """A small copy of the picture in a file.  Raises BadInput for what is none, Trouble where it cannot be read."""
    try:
        return pictures.reduced(path.read_bytes())
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa dibaca.").format(name=path.name), remedy=str(error)) from error


def spoilt(line: PaperLine) -> SpoiltLine:
    return SpoiltLine(line.product_id, line.unit.name, line.unit.factor, line.quantity, line.cause, line.lot_id)


class WriteOffsScreen(StockPaperScreen):
    """Scan, say why, keep; the loss is reckoned at cost when it is kept."""

    title = N_("Rusak & Kedaluwarsa")
    keep_words = N_("Buang")
    empty_words = N_("Scan barang yang rusak, basi, kedaluwarsa, atau hilang.")

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.picture = b""
        grid = QGridLayout()
        grid.setSpacing(theme.px(4))
        self.cause_buttons: dict[Cause, KeyButton] = {}
        for place, (cause, words) in enumerate(CAUSES.items()):
            action = self.act(f"Ctrl+{place + 1}", _(words).capitalize(), partial(self._because, cause))
            self.cause_buttons[cause] = KeyButton(action, tall="56", stacked=True)
            grid.addWidget(self.cause_buttons[cause], *divmod(place, 2))
        self.side.addLayout(grid)
        self.note = Field(name=_("Catatan"))
        self.note.submitted.connect(self.home)
        self.note.textChanged.connect(lambda _text: self.draw(typed=True))
        self.side.addWidget(Captioned(_("Catatan"), self.note))
        self.picture_button = KeyButton(self.act("Ctrl+G", _("Foto"), self._ask_picture, icon_name="plus"))
        self.head_right.addLayout(
            layouts.row(self.source_button(N_("Dari: {place}")), self.lot_button(), self.picture_button, gap=8)
        )
        self.show_words(_("Milik toko menjadi kerugian; titipan hanya dicatat untuk penitipnya."))
        self.draw()

    def columns(self) -> list[Column]:
        return stock_rows.paper_columns(causes=True)

    def drawn(self, place: int, line: PaperLine) -> Row:
        chosen = place == self.draft.chosen
        return stock_rows.paper_row(place, line, chosen=chosen, short=self.lacks(place, line), causes=True)

    def enter(self, **what: object) -> None:
        super().enter(**what)
        cause = what.get("cause")
        self._usual = cause if isinstance(cause, Cause) else Cause.DAMAGED

    def add(self, line: PaperLine, *, stay: bool = False) -> None:
        first = not self.draft.lines
        super().add(line, stay=stay)
        if first:
            self._because(self._usual)

    def _because(self, cause: Cause) -> None:
        self.take(self.draft.with_cause(cause))
        if cause is Cause.OTHER and self.draft.lines:
            self.note.setFocus()

    def draw(self, *, typed: bool = False) -> None:
        super().draw(typed=typed)
        line = self.draft.line
        for cause, button in getattr(self, "cause_buttons", {}).items():
            button.set_role("chosen" if line is not None and line.cause is cause else "plain")
            if button.action is not None:
                button.action.setEnabled(line is not None)

    def ready(self) -> bool:
        other = any(each.cause is Cause.OTHER for each in self.draft.lines)
        return super().ready() and not (other and not self.note.text().strip())

    # -- the picture -----------------------------------------------------------

    def _ask_picture(self) -> None:
        if self.picture:
            self._pictured(b"")
            return
        kinds = _("Foto (*.jpg *.jpeg *.png *.webp)")
        path, _kind = QFileDialog.getOpenFileName(self, _("Pilih foto"), "", kinds)
        if path:
            self.shell.deeds.read(self, partial(read_picture, Path(path)), done=self._pictured, latest="picture")

    def _pictured(self, picture: bytes) -> None:
        self.picture = picture
        self.picture_button.show_words(_("Foto ada") if picture else _("Foto"))
        self.picture_button.set_role("chosen" if picture else "plain")

    # -- keeping ---------------------------------------------------------------

    def keep(self) -> None:
        lines = tuple(spoilt(each) for each in self.draft.lines)
        place, note, picture = self.source_id, self.note.text(), self.picture
        digest = hashlib.sha256(picture).hexdigest() if picture else ""

        def made() -> tuple[WriteOffCommand, bytes]:
            head = self.head()
            return WriteOffCommand(**head, location_id=place, lines=lines, note=note, picture_digest=digest), picture

        self.post(write_offs.write_off, made)

    def emptied(self) -> None:
        self.note.clear()
        self._pictured(b"")
