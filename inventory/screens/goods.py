"""Daftar Barang: every good of the shop, found by words, a code or a scan.

The list holds ids; only the pages in sight are read.  Enter opens the chosen good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget
from sqlalchemy import Connection

from desktop import exports, layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Row
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.row_models import WindowedModel
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import goods_queries, goods_reports, queries
from inventory.goods_queries import ListedGood, Show, Wanted
from inventory.screens import goods_rows
from inventory.screens.picking import PickPage
from koperasi.money import dots
from koperasi.shop import Shop
from koperasi.stops import Stop
from koperasi.text import N_, _, ngettext
from printing.reports import Report

T = TypeVar("T")
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}


@dataclass(frozen=True, slots=True)
class Listing:
    """The goods that fit, by their ids, and the first page of them."""

    wanted: Wanted
    ids: tuple[int, ...]
    first: tuple[ListedGood, ...]


def looked_up(shop: Shop, wanted: Wanted) -> Listing:
    with shop.reading() as connection:
        ids = goods_queries.ids(connection, wanted)
        return Listing(wanted, ids, _page(shop, connection, ids, 0))


def page_of(shop: Shop, ids: tuple[int, ...], page: int) -> tuple[ListedGood, ...]:
    with shop.reading() as connection:
        return _page(shop, connection, ids, page)


def _page(shop: Shop, connection: Connection, ids: tuple[int, ...], page: int) -> tuple[ListedGood, ...]:
    some = ids[page * WindowedModel.PAGE : (page + 1) * WindowedModel.PAGE]
    day = shop.branch.business_date(shop.clock())
    return tuple(goods_queries.rows(connection, some, shop.branch.id, day))


def whole(shop: Shop, ids: tuple[int, ...], stop: Stop) -> Report:
    """The list as a report, with every good of it; raises Stopped when nobody waits any more."""
    day = shop.branch.business_date(shop.clock())
    goods: list[ListedGood] = []
    with stop.reading(shop) as connection:
        for start in range(0, len(ids), goods_queries.AT_ONCE):
            stop.step(start, len(ids))
            goods += goods_queries.rows(connection, ids[start : start + goods_queries.AT_ONCE], shop.branch.id, day)
    return goods_reports.listed(goods, shop.branch.shop_name)


def found_codes(shop: Shop, code: str) -> tuple[int, ...]:
    """The goods that a scanned code names."""
    with shop.reading() as connection:
        found = queries.find_code(connection, code, shop.settings.scale_barcode_mask)
    return tuple(dict.fromkeys(each.good.product_id for each in found))


def categories_of(shop: Shop) -> list[tuple[int, str]]:
    with shop.reading() as connection:
        return goods_queries.categories(connection)


class GoodsScreen(OfficeScreen):
    """The list; typing searches, arrows choose, Enter opens."""

    place = "goods"
    title = N_("Daftar Barang")
    interested = frozenset({"goods", "stock", "prices"})
    more_keys = (("↑ ↓", N_("pilih barang")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.wanted = Wanted()
        self.listing: Listing | None = None
        self.chosen = 0
        self._pages: dict[int, tuple[ListedGood, ...]] = {}
        self._open_when_found = False
        self._stop: Stop | None = None
        self.field = ScanField(_("Cari nama, kode, atau scan barcode"), name=_("Cari barang"))
        self.home_field = self.field
        self.field.set_searching(True)
        self.field.textEdited.connect(self._typed)
        self.field.submitted.connect(self._entered)
        self.model = WindowedModel(goods_rows.columns())
        self.list = RowList(goods_rows.columns(), model=self.model, name=_("Daftar barang"))
        self.model.page_wanted.connect(self._page_wanted)
        self.list.row_pressed.connect(self._touched)
        self.picker = PickPage(_("Kategori"))
        self.picker.picked.connect(self._category_picked)
        self.picker.left.connect(self._close_picker)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.picker)
        self._lay_actions()

    def _lay_actions(self) -> None:
        new = self.act("Ctrl+N", _("Barang Baru"), self._new, icon_name="plus")
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        export = self.act("Ctrl+E", _("Simpan Tabel"), self._export, icon_name="down")
        open_it = self.act("Enter", _("Buka"), self._open, icon_name="pencil")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        category = self.act("Ctrl+K", _("Semua kategori"), self._pick_category, icon_name="grid")
        self.category_button = KeyButton(category, tall="56")
        for button in (KeyButton(copy), KeyButton(export), KeyButton(new)):
            self.head_right.addWidget(button)
        self.filters: list[tuple[Show, KeyButton]] = []
        for show, key, words in goods_rows.SHOWS:
            action = self.act(key, _(words), partial(self._show_only, show))
            self.filters.append((show, KeyButton(action)))
        bar = layouts.row(*(button for _show, button in self.filters), 1, gap=8)
        search = layouts.row(self.field, self.category_button, gap=8)
        search.setStretch(0, 1)
        foot = layouts.row(KeyButton(back, role="quiet"), 1, KeyButton(open_it, role="primary", size=Size.LEAD))
        self.body.addLayout(search)
        self.body.addLayout(bar)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(goods_rows.NARROW_WIDTHS if narrow else goods_rows.WIDTHS)
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        if "words" in what:
            self.field.setText(str(what["words"]))
            self.wanted = replace(self.wanted, words=str(what["words"]))
        show = what.get("show")
        if isinstance(show, Show):
            self.wanted = replace(self.wanted, show=show)
        self._close_picker()
        self._look(keep=self.listing is not None)

    def refresh(self) -> None:
        self._look(keep=True)

    def _typed(self, text: str) -> None:
        self._open_when_found = False
        self.wanted = replace(self.wanted, words=text)
        self._look()

    def _show_only(self, show: Show) -> None:
        self.wanted = replace(self.wanted, show=show)
        self._look()

    def _look(self, *, keep: bool = False) -> None:
        for show, button in self.filters:
            button.set_role("chosen" if show is self.wanted.show else "plain")
        if self.listing is None:
            self.list.show_empty(_("Mencari…"), "search")
        look = partial(looked_up, self.desk.shop, self.wanted)
        self.shell.deeds.read(self, look, done=partial(self._found, keep), latest="goods")

    def _found(self, keep: bool, listing: Listing) -> None:
        at = self.chosen_id if keep else None
        self.listing = listing
        self._pages = {0: listing.first}
        self.chosen = listing.ids.index(at) if at in listing.ids else 0
        self._expect()
        count = len(listing.ids)
        words = ngettext("{count} barang", "{count} barang", count).format(count=dots(count))
        if listing.wanted.words.strip() and count == goods_queries.MOST_FOUND:
            words = _("{count} barang pertama; ketik lebih lengkap").format(count=count)
        self.show_words(words)
        empty = _(goods_rows.EMPTY[listing.wanted.show])
        if listing.wanted.words.strip():
            empty = _("Tidak ada barang yang cocok dengan “{words}”.").format(words=listing.wanted.words.strip())
        self.list.show_empty(empty, "box")
        if self._open_when_found:
            self._open_when_found = False
            self._open()

    def _expect(self) -> None:
        """Show the list anew: the first page at once, the others as they come into sight."""
        self.model.expect(len(self.listing.ids) if self.listing else 0, self._drawn(0))
        self.list.updateGeometries()
        if self.chosen:
            self.list.reveal(self.chosen)

    def _drawn(self, page: int) -> list[Row]:
        start = page * WindowedModel.PAGE
        return [
            goods_rows.row(good, chosen=start + n == self.chosen) for n, good in enumerate(self._pages.get(page, ()))
        ]

    def _page_wanted(self, page: int) -> None:
        listing = self.listing
        if listing is None:
            return
        read = partial(page_of, self.desk.shop, listing.ids, page)
        self.shell.deeds.read(self, read, done=partial(self._paged, listing, page))

    def _paged(self, listing: Listing, page: int, goods: tuple[ListedGood, ...]) -> None:
        if listing is self.listing and goods:
            self._pages[page] = goods
            self.model.give(page, self._drawn(page))

    # -- choosing --------------------------------------------------------------

    @property
    def chosen_id(self) -> int | None:
        """The good that Enter opens."""
        ids = self.listing.ids if self.listing is not None else ()
        return ids[self.chosen] if 0 <= self.chosen < len(ids) else None

    def choose(self, number: int) -> None:
        """Make another line the chosen one, and bring it into sight."""
        if self.listing is None or not self.listing.ids:
            return
        before, self.chosen = self.chosen, min(max(number, 0), len(self.listing.ids) - 1)
        for page in {before // WindowedModel.PAGE, self.chosen // WindowedModel.PAGE}:
            if page in self._pages:
                self.model.give(page, self._drawn(page))
        self.list.reveal(self.chosen)

    def _touched(self, number: int) -> None:
        """A touch chooses; a touch on the chosen one opens it."""
        if number == self.chosen:
            self._open()
        else:
            self.choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS and self.stack.currentWidget() is self.list:
            self.choose(self.chosen + STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _entered(self) -> None:
        """Enter in the box opens what it finds, even when the answer is still on its way."""
        if self.listing is not None and self.listing.wanted == self.wanted:
            self._open()
        else:
            self._open_when_found = True

    # -- categories ------------------------------------------------------------

    def _pick_category(self) -> None:
        read = partial(categories_of, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._show_categories, latest="categories")

    def _show_categories(self, found: list[tuple[int, str]]) -> None:
        self.picker.show_choices([(None, _("Semua kategori")), *found], self.wanted.category_id)
        self.stack.setCurrentWidget(self.picker)
        self.picker.field.setFocus()

    def _category_picked(self, category_id: object, words: str) -> None:
        self.wanted = replace(self.wanted, category_id=category_id if isinstance(category_id, int) else None)
        self.category_button.show_words(words)
        self.category_button.set_role("chosen" if self.wanted.category_id is not None else "plain")
        self._close_picker()
        self._look()

    def _close_picker(self) -> None:
        self.stack.setCurrentWidget(self.list)
        self.home()

    # -- deeds -----------------------------------------------------------------

    def _open(self) -> None:
        if self.chosen_id is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.shell.go("product", product_id=self.chosen_id)

    def _new(self) -> None:
        self.shell.go("product", product_id=None)

    def scanned(self, code: str) -> None:
        read = partial(found_codes, self.desk.shop, code)
        self.shell.deeds.read(self, read, done=partial(self._scanned, code), latest="scan")

    def _scanned(self, code: str, found: tuple[int, ...]) -> None:
        if len(found) == 1:
            self.shell.sounds.play(Sound.FOUND)
            self.shell.go("product", product_id=found[0])
        elif found:
            self.field.setText(code)
            self._typed(code)
        else:
            self.shell.sounds.play(Sound.UNKNOWN)
            self.say(
                Notice(_("Barcode **{code}** belum ada di toko.").format(code=code), "warn", "Ctrl N", _("Barang Baru"))
            )

    def _copy(self) -> None:
        self._take_along(lambda report: report, self._copied)

    def _copied(self, report: Report) -> None:
        exports.copy(report)
        self.say(
            Notice(_("{count} baris disalin. Tempel di Excel dengan Ctrl V.").format(count=len(report.rows)), "ok")
        )

    def _export(self) -> None:
        path = exports.asked_path(self, _("daftar-barang"))
        if path is not None:
            self._take_along(partial(exports.save, path=path), self._saved)

    def _saved(self, path: Path) -> None:
        self.say(Notice(_("Tersimpan di {path}").format(path=path), "ok"))

    def _take_along(self, make: Callable[[Report], T], done: Callable[[T], object]) -> None:
        """Make something of the whole list in the background; a long one takes a while, and says so."""
        if self.listing is None:
            return
        shop, ids = self.desk.shop, self.listing.ids
        if len(ids) > goods_queries.AT_ONCE:
            self.say(Notice(_("Menyiapkan {count} baris…").format(count=dots(len(ids))), "ok"))
        self._stop = self.shell.deeds.long(
            self, lambda stop: make(whole(shop, ids, stop)), done=done, latest="goods-report"
        )

    def leave(self) -> None:
        if self._stop is not None:
            self._stop.stop()

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.picker:
            self._close_picker()
        else:
            self.shell.back()
