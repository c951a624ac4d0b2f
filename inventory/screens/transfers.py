"""Pindah Tempat: goods go from the shelf to the back room, or aside because they are damaged."""

from __future__ import annotations

from functools import partial

from desktop import layouts
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.offices import Office
from desktop.shells import Shell
from inventory import paper_desks, transfers
from inventory.locations import LocationKind
from inventory.screens.stock_papers import StockPaperScreen
from inventory.stock_places import StockPlace
from inventory.transfers import TransferCommand
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Actor


def provided(shop: Shop, person: Actor) -> tuple[StockPlace, ...]:
    """The branch's places, once it has the usual ones."""
    with shop.work(person, channel="office") as work:
        transfers.provide_places(work)
    return paper_desks.places_of(shop)


class TransfersScreen(StockPaperScreen):
    """Scan what moves; from where and to where stand at the top."""

    title = N_("Pindah Tempat")
    keep_words = N_("Pindahkan")
    empty_words = N_("Scan barang yang dipindahkan.")

    def __init__(self, shell: Shell, office: Office) -> None:
        self.target = 1
        super().__init__(shell, office)
        self.note = Field(name=_("Catatan"))
        self.note.submitted.connect(self.home)
        self.side.addWidget(Captioned(_("Catatan (boleh kosong)"), self.note))
        self.target_button = KeyButton(self.act("Ctrl+T", _("Ke"), self._next_target, icon_name="right"))
        buttons = (self.lot_button(), self.source_button(N_("Dari: {place}")), self.target_button)
        self.head_right.addLayout(layouts.row(*buttons, gap=8))
        self.draw()

    def enter(self, **what: object) -> None:
        super().enter(**what)
        kind = what.get("target")
        self._wished = kind if isinstance(kind, LocationKind) else None

    def _placed(self, places: tuple[StockPlace, ...]) -> None:
        kinds = {each.kind for each in places}
        if not {LocationKind.BACK_ROOM, LocationKind.QUARANTINE} <= kinds:
            make = partial(provided, self.desk.shop, self.desk.person)
            self.shell.deeds.write(self, make, done=self._placed, once="places")
            return
        if self._wished is not None:
            self.target = next(place for place, each in enumerate(places) if each.kind is self._wished)
            self.source = 0 if self.target else 1
            self._wished = None
        super()._placed(places)

    def _next_source(self) -> None:
        super()._next_source()
        if self.source == self.target:
            self._next_target()

    def _next_target(self) -> None:
        if len(self.places) > 1:
            self.target = (self.target + 1) % len(self.places)
            if self.target == self.source:
                self.target = (self.target + 1) % len(self.places)
            self.draw()

    def draw(self, *, typed: bool = False) -> None:
        super().draw(typed=typed)
        if hasattr(self, "target_button"):
            there = self.places[self.target].name if self.target < len(self.places) else ""
            self.target_button.show_words(_("Ke: {place}").format(place=there))
            self.show_words(_("{source} ke {target}").format(source=self.place_words(), target=there) if there else "")

    def ready(self) -> bool:
        return super().ready() and len(self.places) > 1 and self.source != self.target

    def keep(self) -> None:
        lines = tuple(each.stock_line for each in self.draft.lines)
        source, target, note = self.source_id, self.places[self.target].id, self.note.text()

        def made() -> tuple[TransferCommand]:
            return (TransferCommand(**self.head(), source_id=source, target_id=target, lines=lines, note=note),)

        self.post(transfers.transfer, made)

    def emptied(self) -> None:
        self.note.clear()
