"""Pakai Sendiri: what the shop takes from its own shelf to use up, and what for."""

from __future__ import annotations

from desktop.fields import Captioned, Field
from desktop.offices import Office
from desktop.shells import Shell
from inventory import own_uses
from inventory.own_uses import OwnUseCommand
from inventory.screens.stock_papers import StockPaperScreen
from koperasi.text import N_, _


class OwnUsesScreen(StockPaperScreen):
    """Pakai Sendiri: what the shop takes from its own shelf, and what for."""

    title = N_("Pakai Sendiri")
    keep_words = N_("Catat")
    empty_words = N_("Scan barang yang dipakai toko sendiri.")

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.purpose = Field(name=_("Untuk apa"))
        self.purpose.submitted.connect(self.home)
        self.purpose.textChanged.connect(lambda _text: self.draw(typed=True))
        self.side.addWidget(Captioned(_("Untuk apa"), self.purpose))
        self.head_right.addWidget(self.source_button(N_("Dari: {place}")))
        self.show_words(_("Menjadi biaya toko. Barang titipan tidak dipakai sendiri: beli lewat kasir."))
        self.draw()

    def ready(self) -> bool:
        return super().ready() and hasattr(self, "purpose") and bool(self.purpose.text().strip())

    def keep(self) -> None:
        lines = tuple(each.stock_line for each in self.draft.lines)
        place, purpose = self.source_id, self.purpose.text()

        def made() -> tuple[OwnUseCommand]:
            return (OwnUseCommand(**self.head(), location_id=place, lines=lines, purpose=purpose),)

        self.post(own_uses.use, made)

    def emptied(self) -> None:
        self.purpose.clear()
