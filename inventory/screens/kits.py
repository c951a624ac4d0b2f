"""Paket & Bingkisan: parcels are put together of other goods, or taken apart again.

The first good scanned is the parcel, all others are what goes into it.
"""

from __future__ import annotations

from desktop.buttons import KeyButton
from inventory import kits
from inventory.kits import KitCommand
from inventory.paper_lines import PaperLine
from inventory.recipes import RecipeKind
from inventory.screens.made_papers import MadePaperScreen
from koperasi.text import N_, _


class KitsScreen(MadePaperScreen):
    """Scan the parcel, then its parts; the quantities are those of all parcels together."""

    title = N_("Paket & Bingkisan")
    keep_words = N_("Rakit")
    empty_words = N_("Scan dulu paketnya, lalu isinya.")
    head_words = N_("Baris pertama paketnya, berikutnya isi semua paket. Titipan tidak bisa masuk paket.")
    kind = RecipeKind.KIT
    roles = (N_("paket"), N_("isi"))

    def make_parts(self) -> None:
        self.apart = False
        self.way = KeyButton(self.act("Ctrl+B", _("Bongkar paket saja"), self._turn, icon_name="undo"))
        self.side.addWidget(self.way)

    def lacks(self, place: int, line: PaperLine) -> bool:
        return line.lacking and (place == 0) is getattr(self, "apart", False)

    def ready(self) -> bool:
        return super().ready() and self.draft.lines[0].base_quantity.whole

    def _turn(self) -> None:
        self.apart = not self.apart
        self.way.show_words(_("Rakit paket saja") if self.apart else _("Bongkar paket saja"))
        self.keep_button.show_words(_("Bongkar") if self.apart else _("Rakit"))
        self.draw()

    def keep(self) -> None:
        first, parts, place, apart = self.draft.lines[0], self.parts(), self.source_id, self.apart

        def made() -> tuple[KitCommand]:
            what = KitCommand(
                **self.head(),
                location_id=place,
                product_id=first.product_id,
                quantity=first.base_quantity,
                parts=parts,
                apart=apart,
            )
            return (what,)

        self.post(kits.assemble, made)

    def emptied(self) -> None:
        if self.apart:
            self._turn()
        super().emptied()
