"""How the counting screens read and draw: the running list, and what is still to be counted."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.cards import Card
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.lists import RowList
from desktop.texts import RIGHT, ElidedLabel, Label
from desktop.theme import Size
from inventory import count_queries
from inventory.count_queries import EntryRow, Lately, Progress
from inventory.count_records import State
from inventory.count_rules import Mode
from inventory.count_scans import Tally
from koperasi.branches import Branch
from koperasi.quantity import NOTHING, Quantity
from koperasi.shop import Shop
from koperasi.text import _, clock


def progress_of(shop: Shop, session_id: int, by_id: int) -> Progress:
    """How far a session is, for one who counts in it."""
    with shop.reading() as connection:
        return count_queries.progress(connection, session_id, by_id, shop.branch)


def counted_before(tally: Tally | None, *, keyed: bool) -> str:
    """Who had counted how many of a good before this figure; "" where nobody had, or it replaced them."""
    if tally is None or tally.replaced:
        return ""
    found = [f"{name.split()[0]} {tally.facts.words(quantity)}" for name, quantity in tally.others]
    mine = tally.whole - tally.added - Quantity(sum(quantity.thousandths for _name, quantity in tally.others))
    if keyed and mine > NOTHING:
        found.append(_("Anda {words}").format(words=tally.facts.words(mine)))
    return ", ".join(found)


def lately_of(shop: Shop, session_id: int, by_id: int) -> Lately:
    """What is read again after every scan."""
    with shop.reading() as connection:
        return count_queries.lately(connection, session_id, by_id, shop.branch)


class EntryList(RowList):
    """What one has counted, the newest first; what was taken back is struck out."""

    def __init__(self) -> None:
        columns = (
            Column(_("Jam"), 76),
            Column(_("Barang"), 0),
            Column(_("Dihitung"), 210, RIGHT),
        )
        super().__init__(columns, row_height=44, name=_("Yang sudah dihitung"))
        self.show_empty(_("Belum ada hitungan Anda. Scan barang pertama."))

    def fit(self, narrow: bool) -> None:
        self.set_widths((64, 0, 150) if narrow else (76, 0, 210))

    def show_entries(self, entries: Sequence[EntryRow], branch: Branch | None = None) -> None:
        self.show_rows([_entry(each) for each in entries])


def _entry(entry: EntryRow) -> Row:
    chip = Chip(_("ganti"), "accent", "pencil") if entry.mode is Mode.REPLACE else None
    tone = "ink3" if entry.undone else "ink"
    cells = (
        Cell(clock(entry.local_at), size=Size.BODY, tone="ink2"),
        Cell(entry.name, size=Size.BODY, bold=not entry.undone, tone=tone, chip=chip),
        Cell(entry.words or f"{entry.quantity} {entry.unit}", size=Size.BODY, bold=not entry.undone, tone=tone),
    )
    return Row(cells, struck=entry.undone, ground="paper" if entry.undone else "card")


class TodoCard(Card):
    """What is still to be counted, by place and name; how many there should be is told to nobody."""

    def __init__(self) -> None:
        super().__init__(pad=(0, 12), gap=4)
        self.progress: Progress | None = None
        self._title = Label("", Size.LEAD, bold=True)
        self._words = ElidedLabel("", Size.BODY, tone="ink2")
        for label in (self._title, self._words):
            label.setContentsMargins(16, 0, 16, 0)
            self.body.addWidget(label)
        self.list = RowList((Column(_("Barang"), 0), Column(_("Rak"), 110)), row_height=48, name=_("Belum dihitung"))
        self.body.addWidget(self.list, 1)

    def product_at(self, number: int) -> int | None:
        progress = self.progress
        if progress is None:
            return None
        goods = [each.product_id for each in (progress.lately.again or progress.left)]
        return goods[number] if 0 <= number < len(goods) else None

    def show_progress(self, progress: Progress) -> None:
        self.progress = progress
        again = progress.lately.again
        if progress.lately.session.state is State.REVIEW or again:
            self._title.setText(_("Hitung ulang: {count}").format(count=len(again)))
            self._words.show_words(_("Hitung lagi, tanpa angka lama."))
            self.list.show_empty(_("Tidak ada lagi yang dihitung ulang."), "check")
            self.list.show_rows([_again(each.name, each.shelf, each.before) for each in again])
            return
        self._title.setText(_("Belum dihitung: {count}").format(count=progress.left_count))
        self._words.show_words(_("Sudah: {count} barang oleh semua").format(count=progress.counted))
        self.list.show_empty(_("Semua barang sudah dihitung."), "check")
        self.list.show_rows([_todo(each.name, each.shelf) for each in progress.left])


def _todo(name: str, shelf: str) -> Row:
    return Row((Cell(name, size=Size.BODY), Cell(shelf or "–", size=Size.BODY, tone="ink2")))


def _again(name: str, shelf: str, before: tuple[str, ...]) -> Row:
    who = _("dihitung {who}").format(who=", ".join(each.split()[0] for each in before))
    good = Cell(name, size=Size.BODY, bold=True, note=who, note_tone="ink2")
    return Row((good, Cell(shelf or "–", size=Size.BODY, tone="ink2")))
