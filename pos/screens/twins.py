"""Barang Kembar: goods that may be one, side by side, and the deed that makes them one.

The search goes on in the background and can be ended.  A merge is asked for twice, since it
is not taken back: only another person could put things right again, by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from consignment import merged_lots
from desktop import layouts
from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.cells import Cell, Column, Row
from desktop.chips import Chip
from desktop.fields import Captioned, ScanField
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Desk, Office, OfficeScreen
from desktop.report_views import BusyStrip
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from inventory import duplicates, goods_queries, merge_previews, merges
from inventory.duplicates import Twins, Why
from inventory.goods_queries import ListedGood
from inventory.merge_previews import Side
from inventory.merges import MergeCommand
from koperasi import uids
from koperasi.errors import ShopError
from koperasi.quantity import ONE
from koperasi.shop import Shop
from koperasi.stops import Stop
from koperasi.text import N_, _, ngettext
from pos.screens.twin_cards import SideCard

#: So many pairs are shown; who merged them sees the next ones.
MOST_SHOWN = 200
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
WHY = {Why.BARCODE: N_("barcode sama"), Why.NAME: N_("nama sama"), Why.NEAR_NAME: N_("nama mirip")}
TONES = {Why.BARCODE: "refuse", Why.NAME: "warn", Why.NEAR_NAME: "plain"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two goods that may be one, and why."""

    twins: Twins
    first: ListedGood
    second: ListedGood


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs to be shown, of so many."""

    pairs: tuple[Pair, ...]
    count: int


def looked_for(shop: Shop, stop: Stop) -> Found:
    """Goes through the whole catalogue; raises Stopped when nobody waits any more."""
    with stop.reading(shop) as connection:
        twins = duplicates.found(connection, stop.step)
        shown = twins[:MOST_SHOWN]
        ids = list(dict.fromkeys(each for twin in shown for each in (twin.first, twin.second)))
        goods = goods_queries.rows(connection, ids, shop.branch.id, shop.branch.business_date(shop.clock()))
    known = {good.product_id: good for good in goods}
    return Found(tuple(Pair(each, known[each.first], known[each.second]) for each in shown), len(twins))


def merge(desk: Desk, command: MergeCommand) -> None:
    with desk.shop.work(desk.person, channel="office") as work:
        merges.merge(work, command, merged_lots.follow)


def other(shop: Shop, code: str, first: int) -> tuple[Side, ...]:
    """The first good beside the one that a code names."""
    return merge_previews.sides(shop, (first, merge_previews.by_code(shop, code)))


class TwinsScreen(OfficeScreen):
    """The list of pairs, and one pair to be compared."""

    place = "goods"
    title = N_("Barang Kembar")
    more_keys = (("← →", N_("yang dipertahankan")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.pairs: list[Pair] = []
        self._all: list[Pair] = []
        self.chosen = 0
        self.sides: tuple[Side, ...] = ()
        self.kept = 0
        self._stop: Stop | None = None
        self._command: MergeCommand | None = None
        columns = [Column(_("Barang"), 0), Column(_("mungkin sama dengan"), 0), Column("", 170)]
        self.list = RowList(columns, row_height=64, name=_("Barang kembar"))
        self.list.row_pressed.connect(self._touched)
        self.search = ScanField(_("Saring menurut nama"), name=_("Saring"))
        self.search.set_searching(True)
        self.search.textEdited.connect(lambda _text: self._narrow())
        self.search.submitted.connect(self._compare)
        self.cards = (SideCard(), SideCard())
        for n, card in enumerate(self.cards):
            card.pressed.connect(partial(self._keep, n))
        self.field = ScanField(_("Barang lain: ketik kode atau scan"), name=_("Kode barang lain"))
        self.field.submitted.connect(self._code_typed)
        self.factor = QuantityField(ONE, size=Size.BODY, name=_("Isi"))
        self.factor.quantity_changed.connect(lambda _quantity: self._show_sides())
        self.factor_box = Captioned(_("Isi"), self.factor)
        self.says = Label("", Size.LINE, wrap=True)
        self._lay_actions()

    def _lay_actions(self) -> None:
        self.open_action = self.act("Enter", _("Bandingkan"), self._compare, icon_name="search")
        self.merge_action = self.act("Ctrl+Enter", _("Gabung"), self._merge, icon_name="check")
        again = self.act("Ctrl+R", _("Cari Lagi"), self.look, icon_name="search")
        cancel = self.act("Ctrl+X", _("Hentikan"), self._cancel, icon_name="x")
        skip = self.act("Ctrl+B", _("Bukan Kembar"), self._skip, icon_name="x")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.busy = BusyStrip(KeyButton(cancel))
        self.head_right.addWidget(KeyButton(again))
        self.open_button = KeyButton(self.open_action, role="primary", size=Size.LEAD)
        self.merge_button = KeyButton(self.merge_action, role="primary", size=Size.LEAD)
        self.skip_button = KeyButton(skip)
        for button in (self.merge_button, self.skip_button):
            button.hide()
        listed = layouts.held(layouts.column(self.busy, self.search, self.list, gap=8))
        cards = layouts.row(*self.cards, gap=16)
        asked = layouts.row(self.field, self.factor_box, gap=12)
        asked.setStretch(0, 1)
        compared = layouts.held(layouts.column(cards, self.says, 1, asked, gap=12))
        self.stack = QStackedWidget()
        for page in (listed, compared):
            self.stack.addWidget(page)
        foot = layouts.row(KeyButton(back, role="quiet"), self.skip_button, 1, self.open_button, self.merge_button)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    # -- looking ---------------------------------------------------------------

    def enter(self, **what: object) -> None:
        """With `product_id` that good waits for another one; else the whole catalogue is gone through."""
        product_id = what.get("product_id")
        if isinstance(product_id, int):
            read = partial(merge_previews.sides, self.desk.shop, (product_id,))
            self.shell.deeds.read(self, read, done=self.show_sides, latest="sides")
            self._turn(1)
        else:
            self._turn(0)
            self.look()

    def leave(self) -> None:
        if self._stop is not None:
            self._stop.stop()
            self._stop = None

    def look(self) -> None:
        """Go through the catalogue (again), in the background."""
        self._turn(0)
        self.search.clear()
        self.list.show_empty(_("Mencari barang yang kembar…"), "search")
        self._show_pairs([])
        work = partial(looked_for, self.desk.shop)
        self._stop = self.shell.deeds.long(self, work, done=self._found, failed=self._failed, latest="twins")
        self.busy.begin(self._stop)

    def _found(self, found: Found) -> None:
        self.busy.end()
        self._stop = None
        self.list.show_empty(_("Tidak ada barang yang kembar."), "check")
        self.chosen = 0
        self._show_pairs(found.pairs)
        words = ngettext("{count} pasang", "{count} pasang", found.count).format(count=found.count)
        if found.count > len(found.pairs):
            words = _("{count} pasang, {shown} yang pertama ditampilkan").format(
                count=found.count, shown=len(found.pairs)
            )
        self.show_words(words)

    def _failed(self, error: ShopError) -> bool:
        self.busy.end()
        self.list.show_empty(str(error), "warn")
        return False

    def _cancel(self) -> None:
        self.leave()
        self.busy.end()
        self.list.show_empty(_("Pencarian dihentikan. Ctrl R mencari lagi."), "x")

    def _show_pairs(self, pairs: Sequence[Pair]) -> None:
        self._all = list(pairs)
        self._narrow()

    def _narrow(self) -> None:
        words = self.search.text().casefold().split()
        self.pairs = [
            pair
            for pair in self._all
            if all(word in f"{pair.first.name} {pair.second.name}".casefold() for word in words)
        ]
        self.chosen = min(self.chosen, max(len(self.pairs) - 1, 0))
        self._draw()

    def _draw(self) -> None:
        self.list.show_rows([_row(pair, chosen=n == self.chosen) for n, pair in enumerate(self.pairs)])
        self.open_action.setEnabled(bool(self.pairs))

    def choose(self, number: int) -> None:
        self.chosen = min(max(number, 0), max(len(self.pairs) - 1, 0))
        self._draw()
        self.list.reveal(self.chosen)

    def _touched(self, number: int) -> None:
        if number == self.chosen:
            self._compare()
        else:
            self.choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        comparing = self.stack.currentIndex() == 1
        if event.key() in STEPS and not comparing:
            self.choose(self.chosen + STEPS[Qt.Key(event.key())])
        elif comparing and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._keep(0 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    # -- comparing -------------------------------------------------------------

    def _turn(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        self.open_button.setVisible(page == 0)
        self.merge_button.setVisible(page == 1)
        self.skip_button.setVisible(page == 1)
        self.open_action.setEnabled(page == 0 and bool(self.pairs))
        self._command = None
        self.home_field = self.search if page == 0 else self.cards[self.kept]
        self.hush()
        self.home()

    def _compare(self) -> None:
        if self.stack.currentIndex() or not self.pairs:
            return
        pair = self.pairs[self.chosen]
        ids = (pair.first.product_id, pair.second.product_id)
        read = partial(merge_previews.sides, self.desk.shop, ids)
        self.shell.deeds.read(self, read, done=self.show_sides, latest="sides")

    def show_sides(self, sides: tuple[Side, ...]) -> None:
        """Two goods to be compared, or one that waits for the other; the one with more is kept."""
        self.sides = sides
        self.kept = max(range(len(sides)), key=lambda n: _weight(sides[n]))
        self.factor.set_quantity(ONE)
        self._turn(1)
        self._show_sides()
        if len(sides) < 2:
            self.field.setFocus()

    def _show_sides(self) -> None:
        self._command = None
        for n, card in enumerate(self.cards):
            card.show_side(self.sides[n] if n < len(self.sides) else None, kept=n == self.kept and len(self.sides) > 1)
        self.merge_action.setEnabled(len(self.sides) > 1)
        if len(self.sides) < 2:
            self.says.setText(_("Dengan barang mana ini sebenarnya sama? Ketik kodenya, atau scan."))
            return
        kept, gone = self.sides[self.kept].good, self.sides[1 - self.kept].good
        self.factor_box.show_caption(_("1 {gone} = berapa {kept}?").format(gone=gone.unit, kept=kept.unit))
        words = _(
            "**{gone}** ({code}) digabung ke **{kept}** ({other}): stok, barcode dan tombol favoritnya pindah, "
            "lalu diarsipkan. Riwayatnya tetap ada. Penggabungan tidak bisa dibatalkan."
        )
        said = words.format(gone=gone.name, code=gone.code, kept=kept.name, other=kept.code)
        self.says.setText(said.replace("**", ""))

    def _keep(self, number: int) -> None:
        if len(self.sides) > 1:
            self.kept = number
            self.cards[number].setFocus()
            self._show_sides()

    def _code_typed(self) -> None:
        code = self.field.take()
        if code:
            self._take_code(code)

    def scanned(self, code: str) -> None:
        if self.stack.currentIndex():
            self._take_code(code)
        else:
            super().scanned(code)

    def _take_code(self, code: str) -> None:
        first = self.sides[0].good.product_id if self.sides else 0
        read = partial(other, self.desk.shop, code, first)
        self.shell.deeds.read(self, read, done=self.show_sides, latest="sides")

    # -- deeds -----------------------------------------------------------------

    def _merge(self) -> None:
        """Twice: the first time it is said what cannot be taken back."""
        if self.stack.currentIndex() == 0 or len(self.sides) < 2:
            return
        gone, kept = self.sides[1 - self.kept].good, self.sides[self.kept].good
        if self._command is None:
            self._command = self._written_down(gone.product_id, kept.product_id)
            words = _("{gone} akan hilang dari daftar, dan ini tidak bisa dibatalkan. Tekan sekali lagi bila yakin.")
            self.say(Notice(words.format(gone=gone.name), "warn", "Ctrl Enter", _("Gabung")))
            return
        deed = partial(merge, self.desk, self._command)
        self.shell.deeds.write(
            self,
            deed,
            done=lambda _nothing: self._merged(gone, kept),
            button=self.merge_button,
            once="merge",
            changed={"goods", "stock", "favourites"},
        )

    def _written_down(self, gone: int, kept: int) -> MergeCommand:
        shop, now = self.desk.shop, self.desk.shop.clock()
        day = shop.branch.business_date(now)
        factor = self.factor.quantity or ONE
        return MergeCommand(shop.minter.next(), uids.new_uid(now), gone, kept, day, now, factor)

    def _merged(self, gone: ListedGood, kept: ListedGood) -> None:
        left = [pair for pair in self._all if gone.product_id not in (pair.twins.first, pair.twins.second)]
        self._turn(0)
        self._show_pairs(left)
        self.shell.sounds.play(Sound.SAVED)
        self.say(Notice(_("{gone} sudah menjadi {kept}.").format(gone=gone.name, kept=kept.name), "ok"))

    def _skip(self) -> None:
        """They are two: the pair leaves the list until it is made anew."""
        if self.stack.currentIndex() == 0:
            return
        ids = {side.good.product_id for side in self.sides}
        self._turn(0)
        self._show_pairs([each for each in self._all if {each.twins.first, each.twins.second} != ids])

    def _leave(self) -> None:
        if self.stack.currentIndex() and self.pairs:
            self._turn(0)
        else:
            self.shell.back()


def _weight(side: Side) -> tuple[bool, bool, int, bool, int]:
    """Which of two is rather kept: what there is more of, is better known, has more codes, is older."""
    good = side.good
    there = max(good.on_hand.thousandths, 0)
    return (not good.archived, there > 0, there, good.cost is not None or bool(good.category), len(side.barcodes))


def _row(pair: Pair, *, chosen: bool) -> Row:
    why = _(WHY[pair.twins.why])
    cells = (_good(pair.first), _good(pair.second), Cell(chip=Chip(why, TONES[pair.twins.why])))
    ground, bar = ("accent_tint", "accent") if chosen else ("card", "")
    return Row(cells, bar=bar, ground=ground, tag=pair.twins)


def _good(good: ListedGood) -> Cell:
    price = good.price.shown if good.price is not None else "–"
    note = _("{code} · {price} · stok {left}").format(code=good.code, price=price, left=good.on_hand.shown)
    return Cell(good.name, bold=True, size=Size.BODY, note=note, note_tone="ink2")
