"""Stok Sekarang: what there is of every good and where, the shop's own apart from makers'."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from desktop import exports, layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import goods_queries, queries, stock_lists
from inventory.screens import stock_rows
from inventory.screens.paged_lists import PAGE, PagedList
from inventory.screens.picking import PickPage
from inventory.stock_list_reports import listed
from inventory.stock_lists import SHOWS, Show, Standing, Summary, Wanted
from koperasi.shop import Shop
from koperasi.text import N_, _
from printing.reports import Report

EMPTY = {
    Show.ALL: N_("Belum ada barang. Tambah di Daftar Barang."),
    Show.OWNED: N_("Belum ada barang milik toko di sini."),
    Show.CONSIGNED: N_("Belum ada barang titipan di sini."),
    Show.BELOW_ZERO: N_("Bagus: tidak ada stok minus."),
    Show.BELOW_MINIMUM: N_("Bagus: tidak ada barang di bawah stok minimum."),
    Show.NOT_ON_SHELF: N_("Tidak ada barang yang hanya ada di gudang."),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The goods that fit, by their ids, and the first page of them."""

    wanted: Wanted
    ids: tuple[int, ...]
    first: Sequence[Standing]


def looked_up(shop: Shop, wanted: Wanted) -> Listing:
    with shop.reading() as connection:
        ids = stock_lists.ids(connection, wanted, shop.branch.id)
        return Listing(wanted, ids, stock_lists.rows(connection, ids[:PAGE], shop.branch.id))


def page_of(shop: Shop, ids: tuple[int, ...], page: int) -> Sequence[Standing]:
    with shop.reading() as connection:
        return stock_lists.rows(connection, ids[page * PAGE : (page + 1) * PAGE], shop.branch.id)


def summed_up(shop: Shop) -> Summary:
    with shop.reading() as connection:
        return stock_lists.summary(connection, shop.branch.id)


def whole(shop: Shop, ids: tuple[int, ...]) -> Report:
    """The list as a report, with every good of it."""
    with shop.reading() as connection:
        return listed(stock_lists.rows(connection, ids, shop.branch.id), shop.branch.shop_name)


def coded(shop: Shop, code: str) -> tuple[int, ...]:
    """The goods that a scanned code names."""
    with shop.reading() as connection:
        found = queries.find_code(connection, code, shop.settings.scale_barcode_mask)
    return tuple(dict.fromkeys(each.good.product_id for each in found))


def categories_of(shop: Shop) -> list[tuple[int, str]]:
    with shop.reading() as connection:
        return goods_queries.categories(connection)


class StockListScreen(OfficeScreen):
    """The list; typing searches, arrows choose, Enter opens the good's card."""

    place = "stock"
    title = N_("Stok Sekarang")
    interested = frozenset({"goods", "stock", "sales"})
    more_keys = (("↑ ↓", N_("pilih barang")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.wanted = Wanted()
        self.listing: Listing | None = None
        self._open_when_found = False
        self.field = ScanField(_("Cari nama, kode, atau scan barcode"), name=_("Cari barang"))
        self.field.set_searching(True)
        self.field.textEdited.connect(self._typed)
        self.field.submitted.connect(self._entered)
        self.home_field = self.field
        draw: Any = lambda good, chosen: stock_rows.standing_row(good, chosen=chosen)  # noqa: E731
        self.list = PagedList(self, stock_rows.standing_columns(), draw, _("Stok sekarang"))
        self.list.opened.connect(lambda _good: self._open())
        self.picker = PickPage(_("Kategori"))
        self.picker.picked.connect(self._category_picked)
        self.picker.left.connect(self._close_picker)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.picker)
        self._lay_actions()

    def _lay_actions(self) -> None:
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        export = self.act("Ctrl+E", _("Simpan Tabel"), self._export, icon_name="down")
        open_it = self.act("Enter", _("Kartu stok"), self._open, icon_name="document")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        category = self.act("Ctrl+K", _("Semua kategori"), self._pick_category, icon_name="grid")
        self.category_button = KeyButton(category, tall="56")
        self.export_button = KeyButton(export)
        self.head_right.addLayout(layouts.row(KeyButton(copy), self.export_button, gap=8))
        self.filters: dict[Show, KeyButton] = {}
        for place, (show, words) in enumerate(SHOWS.items(), start=1):
            self.filters[show] = KeyButton(self.act(f"Ctrl+{place}", _(words), partial(self._show_only, show)))
        search = layouts.row(self.field, self.category_button, gap=8)
        search.setStretch(0, 1)
        foot = layouts.row(KeyButton(back, role="quiet"), 1, KeyButton(open_it, role="primary", size=Size.LEAD))
        self.body.addLayout(search)
        bar = layouts.held(layouts.row(*self.filters.values(), 1, gap=8))
        # Its width is the window's, never the other way round: a narrow window shows fewer filters.
        bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.body.addWidget(bar)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(stock_rows.STANDING_NARROW if narrow else stock_rows.STANDING_WIDE)
        # Its key still works where there is no room for the button.
        self.filters[Show.NOT_ON_SHELF].setVisible(not narrow)
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        show = what.get("show")
        if isinstance(show, Show):
            self.wanted = Wanted(show=show)
            self.field.clear()
        self._close_picker()
        self._look(keep=True)
        self._sum_up()

    def refresh(self) -> None:
        self._look(keep=True)
        self._sum_up()

    def _sum_up(self) -> None:
        self.shell.deeds.read(self, partial(summed_up, self.desk.shop), done=self._summed, latest="stock sum")

    def _summed(self, found: Summary) -> None:
        words = [_("Milik toko {value}").format(value=found.owned_value.shown)]
        if found.consigned_goods:
            count = found.consigned_goods
            words.append(_("titipan {count} barang").format(count=f"{count:,}".replace(",", ".")))
        if found.in_transit:
            words.append(_("di jalan {value}").format(value=found.in_transit.shown))
        if found.below_zero:
            words.append(_("{count} minus").format(count=found.below_zero))
        self.show_words(texts.joined(words))

    def _typed(self, text: str) -> None:
        self._open_when_found = False
        self.wanted = replace(self.wanted, words=text)
        self._look()

    def _show_only(self, show: Show) -> None:
        self.wanted = replace(self.wanted, show=show)
        self._look()

    def _look(self, *, keep: bool = False) -> None:
        for show, button in self.filters.items():
            button.set_role("chosen" if show is self.wanted.show else "plain")
        if self.listing is None:
            self.list.show_empty(_("Mencari…"), "search")
        look = partial(looked_up, self.desk.shop, self.wanted)
        self.shell.deeds.read(self, look, done=partial(self._found, keep), latest="stock list")

    def _found(self, keep: bool, listing: Listing) -> None:
        at = self.list.item.product_id if keep and self.list.item is not None else None
        self.listing = listing
        chosen = listing.ids.index(at) if at in listing.ids else 0
        self.list.expect(len(listing.ids), listing.first, partial(page_of, self.desk.shop, listing.ids), chosen)
        count = len(listing.ids)
        self.field.show_found(_("{count} barang").format(count=f"{count:,}".replace(",", ".")))
        empty = _(EMPTY[listing.wanted.show])
        if listing.wanted.words.strip():
            empty = _("Tidak ada barang yang cocok dengan “{words}”.").format(words=listing.wanted.words.strip())
        self.list.show_empty(empty, "shelf")
        if self._open_when_found:
            self._open_when_found = False
            self._open()

    # -- choosing --------------------------------------------------------------

    @property
    def chosen_id(self) -> int | None:
        """The good whose card Enter opens."""
        ids = self.listing.ids if self.listing is not None else ()
        return ids[self.list.chosen] if self.list.chosen < len(ids) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.stack.currentWidget() is not self.list or not self.list.step(event.key()):
            super().keyPressEvent(event)

    def _entered(self) -> None:
        """Enter in the box opens what it finds, even when the answer is still on its way."""
        if self.listing is not None and self.listing.wanted == self.wanted:
            self._open()
        else:
            self._open_when_found = True

    def _open(self) -> None:
        if self.chosen_id is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.shell.go("stock-card", product_id=self.chosen_id)

    def scanned(self, code: str) -> None:
        read = partial(coded, self.desk.shop, code)
        self.shell.deeds.read(self, read, done=partial(self._scanned, code), latest="scan")

    def _scanned(self, code: str, found: tuple[int, ...]) -> None:
        if len(found) == 1:
            self.shell.sounds.play(Sound.FOUND)
            self.shell.go("stock-card", product_id=found[0])
        else:
            self.shell.sounds.play(Sound.LOOK if found else Sound.UNKNOWN)
            self.field.setText(code)
            self._typed(code)

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

    def _copy(self) -> None:
        self._with_report(self._copied)

    def _copied(self, report: Report) -> None:
        exports.copy(report)
        said = _("{count} baris disalin. Tempel di Excel dengan Ctrl V.")
        self.say(Notice(said.format(count=len(report.rows)), "ok"))

    def _export(self) -> None:
        path = exports.asked_path(self, _("stok-sekarang"))
        if path is None or self.listing is None:
            return
        shop, ids = self.desk.shop, self.listing.ids
        self.shell.deeds.write(
            self,
            lambda: exports.save(whole(shop, ids), path),
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.export_button,
            once="export",
        )

    def _with_report(self, done: Callable[[Report], object]) -> None:
        if self.listing is not None:
            shop, ids = self.desk.shop, self.listing.ids
            self.shell.deeds.long(self, lambda _stop: whole(shop, ids), done=done, latest="stock report")

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.picker:
            self._close_picker()
        else:
            self.shell.back()
