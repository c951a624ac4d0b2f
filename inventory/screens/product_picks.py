"""What the product editor picks from lists, and its picture."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget

from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from inventory import product_sheets
from inventory.screens import product_deeds
from inventory.screens.picking import PickPage
from inventory.screens.product_parts import LabelPage, PickField, StockPage
from koperasi.text import _


class EditorPicks(OfficeScreen):
    """An editor whose category and maker are picked on pages of their own, over `stack`."""

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self._picture: bytes | None = None
        self._digest = ""
        self.stack = QStackedWidget()
        self.stock, self.label = StockPage(), LabelPage()
        self.category = PickField(_("Tanpa kategori"))
        self.picker = PickPage(_("Kategori"), free=True)
        self.makers = PickPage(_("Penitip"))
        self.label.choose.clicked.connect(lambda: self._choose_picture())
        self.label.clear.clicked.connect(lambda: self._take_picture(None, ""))
        self.category.asked.connect(lambda: self._pick(self.picker))
        self.stock.maker.asked.connect(lambda: self._pick(self.makers))
        self.picker.picked.connect(self._category_picked)
        self.makers.picked.connect(self._maker_picked)
        for page in (self.picker, self.makers):
            page.left.connect(self._unpick)

    def _edited(self) -> None:
        """Something is otherwise now: the editor judges it."""

    def _pick(self, page: PickPage) -> None:
        read = partial(product_sheets.choices, self.desk.shop)
        self.shell.deeds.read(self, read, done=partial(self._show_choices, page), latest="choices")

    def _show_choices(self, page: PickPage, found: tuple[list[tuple[int, str]], list[tuple[int, str]]]) -> None:
        categories, makers = found
        self.picker.show_choices(
            [("", _("Tanpa kategori")), *((name, name) for _id, name in categories)], self.category.key
        )
        self.makers.show_choices([(None, _("Milik toko")), *makers], self.stock.maker.key)
        self.stack.setCurrentWidget(page)
        page.field.setFocus()

    def _category_picked(self, key: object, _words: str) -> None:
        self.category.show_picked(key, str(key))
        self._unpick()
        self._edited()

    def _maker_picked(self, key: object, words: str) -> None:
        self.stock.maker.show_picked(key, words.partition(" · ")[0] if key is not None else "")
        self._unpick()
        self._edited()

    def _unpick(self) -> None:
        back = self.category if self.stack.currentWidget() is self.picker else self.stock.maker
        self.stack.setCurrentIndex(0)
        back.setFocus()

    def _choose_picture(self) -> None:
        kinds = _("Gambar (*.png *.jpg *.jpeg *.webp *.bmp)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Pilih gambar"), "", kinds)
        if name:
            read = partial(product_deeds.picture, Path(name))
            self.shell.deeds.read(self, read, done=lambda found: self._take_picture(*found), latest="picture")

    def _take_picture(self, data: bytes | None, digest: str) -> None:
        self._picture, self._digest = data, digest
        self.label.show_picture(data)
        self._edited()
