"""Editing the touch grid: what the chosen tile looks like, where it stands, and what is put beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QVBoxLayout, QWidget

from desktop import keycaps, layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.letterpads import LetterPad
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from inventory.favourites import COLOURS, LONGEST_PAGE
from koperasi.text import N_, _
from pos import favourites
from pos.cart_lines import Line
from pos.favourites import Tile

if TYPE_CHECKING:
    from pos.screens.favourites import FavouritesScreen

COLOUR_NAMES = {
    "green": N_("hijau"),
    "brown": N_("cokelat"),
    "blue": N_("biru"),
    "violet": N_("ungu"),
    "plum": N_("merah tua"),
    "olive": N_("zaitun"),
}


class Swatch(QAbstractButton):
    """A colour to touch; the chosen one is ticked by a ring, its key stands on it."""

    def __init__(self, colour: str, key: str) -> None:
        super().__init__()
        self.colour, self._key = colour, key
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(theme.px(56), theme.px(52))
        self.setAccessibleName(f"{_(COLOUR_NAMES[colour])}, {key}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        edge, pen = ("kunyit", 4) if self.isChecked() else ("edge", 1)
        keycaps.box(painter, area, theme.px(8), theme.tile_colour(self.colour), theme.colour(edge), pen)
        cap = keycaps.size_of(self._key)
        keycaps.paint(painter, self._key, (area.width() - cap.width()) / 2, (area.height() - cap.height()) / 2)


class EditCard(QWidget):
    """The chosen tile's colour, picture, place and page; and the chosen line, to be put on the page."""

    def __init__(self, owner: FavouritesScreen) -> None:
        super().__init__()
        self.owner = owner
        self.tile: Tile | None = None
        self.line: Line | None = None
        self.name = ElidedLabel("", Size.LEAD, bold=True)
        self.page = Field(name=_("Halaman"))
        self.page.setMaxLength(LONGEST_PAGE)
        self.letters = LetterPad(self.page)
        self._make_buttons()
        self._lay_out()
        self.page.submitted.connect(self.take_page)

    def _make_buttons(self) -> None:
        act = self.owner.act
        self.swatches = [Swatch(colour, f"Ctrl {n + 1}") for n, colour in enumerate(COLOURS)]
        for n, swatch in enumerate(self.swatches):
            act(f"Ctrl+{n + 1}", _(COLOUR_NAMES[swatch.colour]), partial(self._recolour, swatch.colour))
            swatch.clicked.connect(partial(self._recolour, swatch.colour))
        self.earlier, self.later = KeyButton(_("Geser"), "Ctrl ←"), KeyButton(_("Geser"), "Ctrl →")
        for button, key, steps in ((self.earlier, "Ctrl+Left", -1), (self.later, "Ctrl+Right", 1)):
            action = act(key, _("Geser"), partial(self._shift, steps))
            button.clicked.connect(action.trigger)
        self.picture = KeyButton(act("Ctrl+I", _("Gambar"), self._pick_picture))
        self.no_picture = KeyButton(act("Ctrl+J", _("Tanpa gambar"), lambda: self._set_picture(None)))
        self.remove = KeyButton(act("Ctrl+Del", _("Lepas"), self._remove, icon_name="bin"))
        self.add_line = KeyButton(act("Ctrl+T", _("Tambah"), self._add_line, icon_name="plus"))
        self.rename = KeyButton(_("Pindah"), "Enter")
        self.rename.clicked.connect(self.take_page)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        colours = layouts.column(layouts.row(*self.swatches[:3], gap=8), layouts.row(*self.swatches[3:], gap=8), gap=8)
        captioned = Captioned(_("Halaman"), self.page)
        hint = _("Scan atau ketik PLU untuk menambah barang ke halaman ini.")
        self.hint = Label(hint, Size.MINI, tone="ink2", wrap=True)
        self.parts = (
            layouts.held(layouts.row(self.earlier, self.later, gap=8)),
            layouts.held(colours),
            layouts.held(layouts.column(self.picture, self.no_picture, gap=8)),
            layouts.held(layouts.column(captioned, layouts.row(self.rename, self.letters.button, gap=8), gap=6)),
            self.remove,
        )
        column.addWidget(self.name)
        for part in self.parts:
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.add_line)
        column.addWidget(self.hint)

    def show_tile(self, tile: Tile | None, line: Line | None) -> None:
        """The chosen tile, and the line that could be put beside it."""
        self.tile, self.line = tile, line
        self.name.show_words(tile.seen.found.good.name if tile is not None else _("Belum ada tombol"))
        for part in self.parts:
            part.setVisible(tile is not None)
        if tile is not None:
            self.page.setText(tile.favourite.page)
            for swatch in self.swatches:
                swatch.setChecked(swatch.colour == tile.favourite.colour)
            self.no_picture.setVisible(bool(tile.favourite.picture))
        self.add_line.setVisible(line is not None)
        if line is not None and self.add_line.action is not None:
            self.add_line.action.setText(_("Tambah {name}").format(name=line.good.name))

    # -- deeds -----------------------------------------------------------------

    def _recolour(self, colour: str, _checked: bool = False) -> None:
        if self.tile is not None and self.owner.editing:
            self.owner.change(partial(favourites.recolour, self.owner.checkout.counter, self.tile, colour))

    def _shift(self, steps: int) -> None:
        tiles, tile = self.owner.tiles, self.tile
        if tile is None or not self.owner.editing:
            return
        at = max(0, min(tiles.index(tile) + steps, len(tiles) - 1))
        self.owner.grid.chosen = at
        page = tile.favourite.page
        self.owner.change(partial(favourites.move, self.owner.checkout.counter, tile, page, at))

    def take_page(self) -> None:
        """The page that was typed: the tile stands there from now on."""
        tile, page = self.tile, self.page.text().strip()
        if tile is None or not self.owner.editing:
            return
        if page == tile.favourite.page or not page:
            self.owner.home()
            return
        last = len(self.owner.grid_of.on(page))
        move = partial(favourites.move, self.owner.checkout.counter, tile, page, last)
        self.owner.grid.chosen = last
        self.owner.change(move, page=page)
        self.owner.home()

    def _pick_picture(self) -> None:
        if self.tile is None or not self.owner.editing:
            return
        kinds = _("Gambar (*.png *.jpg *.jpeg *.webp *.bmp *.gif)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Pilih gambar"), "", kinds)
        if name:
            self._set_picture(Path(name))

    def _set_picture(self, source: Path | None) -> None:
        if self.tile is not None and self.owner.editing:
            self.owner.change(partial(favourites.picture, self.owner.checkout.counter, self.tile, source))

    def _remove(self) -> None:
        if self.tile is not None and self.owner.editing:
            self.owner.change(partial(favourites.remove, self.owner.checkout.counter, self.tile))

    def _add_line(self) -> None:
        if self.line is not None and self.owner.editing:
            self.owner.put_on(self.line.unit_id)
