"""Kemas Ulang: a sack is opened, bags come out; what is spilt is told.

The first good scanned is the one that is opened, all others are what comes out of it.
"""

from __future__ import annotations

from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.fields import Captioned
from inventory import repackings
from inventory.paper_lines import PaperLine
from inventory.recipes import RecipeKind
from inventory.repackings import RepackingCommand
from inventory.screens.made_papers import MadePaperScreen
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_, _


class RepackingsScreen(MadePaperScreen):
    """Scan the sack, then the bags; loss is booked unless the bags are to bear it."""

    title = N_("Kemas Ulang")
    keep_words = N_("Kemas")
    empty_words = N_("Scan dulu barang yang dibuka (karung), lalu hasilnya (kemasan).")
    head_words = N_("Baris pertama dibuka, berikutnya hasilnya. Harga pokok ikut sampai rupiah terakhir.")
    kind = RecipeKind.REPACK
    roles = (N_("dibuka"), N_("hasil"))

    def make_parts(self) -> None:
        self.booked = True
        self.loss = QuantityField(name=_("Susut"))
        self.loss.quantity_changed.connect(lambda _quantity: self.draw(typed=True))
        self.loss.submitted.connect(self.home)
        self.bearing = KeyButton(self.act("Ctrl+B", _("Susut jadi rugi"), self._turn_loss))
        self.side.addWidget(Captioned(_("Susut (tumpah, menempel di karung)"), self.loss))
        self.side.addWidget(self.bearing)

    def lacks(self, place: int, line: PaperLine) -> bool:
        return place == 0 and line.lacking

    def loss_now(self) -> Quantity:
        return self.loss.quantity or NOTHING

    def show_loss(self, loss: Quantity) -> None:
        self.loss.set_quantity(loss or None)

    def ready(self) -> bool:
        return super().ready() and hasattr(self, "loss") and self.loss_now() < self.draft.lines[0].base_quantity

    def _turn_loss(self) -> None:
        self.booked = not self.booked
        self.bearing.show_words(_("Susut jadi rugi") if self.booked else _("Susut ditanggung hasil"))

    def keep(self) -> None:
        first, parts, place = self.draft.lines[0], self.parts(), self.source_id
        loss, booked = self.loss_now(), self.booked

        def made() -> tuple[RepackingCommand]:
            what = RepackingCommand(
                **self.head(),
                location_id=place,
                product_id=first.product_id,
                quantity=first.base_quantity,
                parts=parts,
                loss=loss,
                loss_booked=booked,
            )
            return (what,)

        self.post(repackings.repack, made)
