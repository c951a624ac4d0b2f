"""Favourites: goods without a barcode, a touch or two keys away, on pages of tiles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop import layouts, theme
from desktop.boards import Board
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.fields import ScanField
from desktop.good_tiles import TileGrid, TileText
from desktop.kawung import Mark
from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from koperasi.quantity import ONE, Quantity
from koperasi.rights import Permission
from koperasi.text import N_, _
from pos import favourites
from pos.cart import Cart
from pos.counter import Answer
from pos.favourites import Grid, Tile
from pos.scans import read
from pos.screens import wordings
from pos.screens.checkouts import Checkout
from pos.screens.favourite_edits import EditCard
from pos.screens.payment_parts import Basket
from pos.tenders import TenderKind

#: As many pages as have a key; the others are reached by Page Up and Page Down past the sheets.
MOST_PAGES = 8
RIGHT, NARROW_RIGHT = 424, 300
NARROW_BELOW = 1_200
CHANGED = frozenset({"favourites"})


def add_to(shell: Shell, checkout: Checkout) -> None:
    """Add the screen that Ctrl+G and the till's button lead to."""
    shell.add_later("favourites", lambda: FavouritesScreen(shell, checkout))


class FavouritesScreen(Screen):
    """A touch on a tile sells one; `4*` before it four.  With the right to change goods, Atur edits the grid."""

    title = N_("Favorit")
    interested = frozenset({"favourites", "stock"})
    more_keys = (
        ("← → ↑ ↓", N_("pilih barang")),
        ("Alt 1 … 8", N_("halaman")),
        ("PgUp PgDn", N_("lembar lain")),
        ("4*", N_("sebelum Enter: empat buah")),
    )

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        self.grid_of = Grid()
        self.page = ""
        self.editing = False
        self._narrow: bool | None = None
        self._price_class = ""
        self.scan = ScanField(_("Nomor PLU, atau 4* lalu pilih"), name=_("Kotak scan"))
        self.grid, self.edit = TileGrid(), EditCard(self)
        self.tabs = [KeyButton(self.act(f"Alt+{n + 1}", "", partial(self._press_page, n))) for n in range(MOST_PAGES)]
        self._primary = self.act("Enter", _("Tambah"), self._enter_pressed)
        self._pay = self.law("F4", self._to_payment)
        self._close = self.act("Esc", _("Kembali"), self._step_out, icon_name="back")
        self._arrange = self.act("Ctrl+E", _("Atur"), self._toggle_editing, icon_name="pencil")
        self._next_sheet = self.act("", _("Lagi"), lambda: self.grid.turn(1), icon_name="down")
        for tab in self.tabs:
            tab.hide()
        self._lay_out()
        self._listen()
        self.home_field = self.scan

    def _lay_out(self) -> None:
        self.sheet_button = KeyButton(self._next_sheet, "PgDn")
        self.arrange_button = KeyButton(self._arrange, tall="56")
        top = layouts.row(Mark(56), self.scan, self.arrange_button, KeyButton(self._close, tall="56"))
        pages = layouts.row(*self.tabs, 1, self.sheet_button, gap=8)
        left = layouts.column(top, self.notice, pages, self.grid, self.edit.letters)
        left.setStretch(3, 1)
        self.board, self.basket = Board(wordings.board(None)), Basket()
        self.primary = KeyButton(self._primary, role="primary", tall="72", size=Size.LEAD)
        self.pay_button = KeyButton(self._pay, tall="56", role="hinted")
        selling = layouts.column(self.board, self.basket, self.primary, self.pay_button)
        selling.setStretch(1, 1)
        self._beside = QStackedWidget()
        self._beside.addWidget(layouts.held(selling))
        card = Card(pad=(16, 14), gap=8)
        card.body.addWidget(self.edit)
        self._beside.addWidget(card)
        self._beside.setFixedWidth(theme.px(NARROW_RIGHT))
        body: QHBoxLayout = layouts.row(left, self._beside, margins=(12, 12, 12, 12))
        body.setStretch(0, 1)
        self.setLayout(body)

    def _listen(self) -> None:
        self.scan.installEventFilter(self)
        self.scan.submitted.connect(self._enter_pressed)
        self.scan.textEdited.connect(self._edited)
        self.grid.pressed.connect(self._touched)
        self.grid.sheets_changed.connect(self._show_sheets)
        self.checkout.changed.connect(self._draw)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.scan.clear()
        actor = self.checkout.station.actor
        may = actor is not None and actor.may(Permission.GOODS_EDIT)
        self.arrange_button.setVisible(may)
        self._arrange.setEnabled(may)
        self._edit_or_sell(editing=False)
        self._draw()
        self.refresh()

    def refresh(self) -> None:
        read_grid = partial(favourites.read, self.checkout.counter)
        self.shell.deeds.read(self, read_grid, done=self._show, latest="favourites")

    def scanned(self, code: str) -> None:
        """A good with a barcode belongs to the till; while the grid is edited it is put on it."""
        if self.editing:
            lookup = partial(self.checkout.counter.lookup, code)
            self.shell.deeds.read(self, lookup, done=partial(self._found_to_add, code))
        else:
            self.shell.go("till", fresh=True, code=code, before=self.scan.take())

    def _step_out(self) -> None:
        if self.editing:
            self._edit_or_sell(editing=False)
        else:
            self.shell.go("till", fresh=True)

    # -- keys ------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.scan and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            deed = self._key_of(event)
            if deed is not None:
                deed()
                return True
        return super().eventFilter(watched, event)

    def _key_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Arrows choose a tile; left and right belong to what is being typed, if anything is."""
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        sheets = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return None
        if event.key() in sheets:
            return lambda: self._leaf(sheets[Qt.Key(event.key())])
        typed = read(self.scan.text())
        if event.key() in steps and not typed.rest:
            return lambda: self._choose(*steps[Qt.Key(event.key())])
        return None

    def _choose(self, right: int, down: int) -> None:
        self.grid.step(right, down)
        self._chosen_changed()

    def _leaf(self, sheets: int) -> None:
        """Another sheet; past the last one another page."""
        at, pages = self.grid.sheet + sheets, self.grid_of.pages
        if 0 <= at < self.grid.sheets or len(pages) < 2:
            self.grid.turn(sheets)
        else:
            self.page = pages[(pages.index(self.page) + sheets) % len(pages)]
            self._show(self.grid_of)
        self._chosen_changed()

    def _press_page(self, n: int) -> None:
        if n < len(self.grid_of.pages):
            self.page = self.grid_of.pages[n]
            self.grid.chosen = 0
            self._show(self.grid_of)
            self.home()

    def _edited(self, text: str) -> None:
        """Letters are a name: the till looks for it."""
        if read(text).words and not self.editing:
            self.shell.go("till", fresh=True, text=text)

    def _enter_pressed(self) -> None:
        text = self.scan.text()
        typed = read(text)
        if self.editing:
            self.scan.clear()
            if typed.rest:
                self.scanned(typed.rest)
            else:
                self.edit.take_page()
        elif typed.rest:
            self.scan.clear()
            self.shell.go("till", fresh=True, entered=text)
        else:
            self.scan.clear()
            self._sell(self.tile, typed.quantity)

    # -- selling ---------------------------------------------------------------

    @property
    def tiles(self) -> tuple[Tile, ...]:
        return self.grid_of.on(self.page)

    @property
    def tile(self) -> Tile | None:
        tiles = self.tiles
        return tiles[self.grid.chosen] if 0 <= self.grid.chosen < len(tiles) else None

    def _touched(self, place: int) -> None:
        self._chosen_changed()
        if not self.editing:
            typed = read(self.scan.text())
            self.scan.clear()
            self._sell(self.tile, typed.quantity)
        self.home()

    def _sell(self, tile: Tile | None, quantity: Quantity | None) -> None:
        """One (or so many) of it into the cart; a price or a note is asked for at the till."""
        if tile is None or self.checkout.till is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.checkout.become(self.checkout.till.picked(tile.seen, quantity or ONE))
        till = self.checkout.till
        if till.asking is not None:
            self.shell.go("till", fresh=True)
        elif till.said is not None:
            self.say(Notice(till.said.words, till.said.tone))
        else:
            self.hush()

    def _to_payment(self) -> None:
        from pos.screens.till import TillScreen

        self.shell.go("till", fresh=True)
        till = self.shell.screen_named("till")
        if isinstance(till, TillScreen):
            till.pay(TenderKind.CASH)

    # -- editing ---------------------------------------------------------------

    def _toggle_editing(self) -> None:
        self._edit_or_sell(editing=not self.editing)

    def _edit_or_sell(self, *, editing: bool) -> None:
        self.editing = editing
        self._beside.setCurrentIndex(int(editing))
        self.edit.letters.show_pad(False)
        self.arrange_button.set_role("chosen" if editing else "plain")
        self._pay.setEnabled(not editing)
        self._arrange.setText(_("Selesai") if editing else _("Atur"))
        words = _("Scan atau PLU") if editing else _("Nomor PLU, atau 4* lalu pilih")
        self.scan.setPlaceholderText(words)
        self._chosen_changed()
        self.home()

    def _found_to_add(self, code: str, answer: Answer) -> None:
        if answer.seen:
            self.put_on(answer.seen[0].found.unit_id)
        else:
            self.shell.sounds.play(Sound.UNKNOWN)
            self.say(Notice(_("Kode **{code}** tidak dikenal.").format(code=code.replace("**", ""))))

    def put_on(self, unit_id: int) -> None:
        """A good in a unit onto the page shown."""
        page = self.page or favourites.first_page()
        self.change(partial(favourites.add, self.checkout.counter, unit_id, page), page=page, last=True)

    def change(self, deed: Callable[[], object], *, page: str = "", last: bool = False) -> None:
        """Write a change of the grid, then show the grid as it is."""
        self.shell.deeds.write(self, deed, done=lambda _done: self._changed(page, last), changed=CHANGED)

    def _changed(self, page: str, last: bool) -> None:
        self.hush()
        if page:
            self.page = page
        if last:
            self.grid.chosen = len(self.tiles)

    # -- drawing ---------------------------------------------------------------

    def _show(self, grid: Grid) -> None:
        self.grid_of = grid
        if self.page not in grid.pages:
            self.page = grid.pages[0] if grid.pages else ""
        for n, tab in enumerate(self.tabs):
            tab.setVisible(n < len(grid.pages))
            if n < len(grid.pages):
                tab.show_words(grid.pages[n])
                tab.set_role("chosen" if grid.pages[n] == self.page else "plain")
        self._show_tiles()

    def _show_tiles(self) -> None:
        till = self.checkout.till
        empty = _("Belum ada favorit. Yang berhak mengaturnya menekan Atur, lalu scan barangnya.")
        self.grid.show_empty(empty)
        cart = till.cart if till is not None else None
        self.grid.show_tiles([tile_text(tile, cart) for tile in self.tiles], self.grid.chosen)
        self._chosen_changed()

    def _draw(self) -> None:
        till = self.checkout.till
        if till is None or not self.isVisible():
            return
        self.board.show_text(wordings.board(till))
        self.basket.show_cart(till.cart)
        self.basket.reveal(len(till.cart.lines) - 1)
        if till.cart.price_class != self._price_class:
            self._price_class = till.cart.price_class
            self._show_tiles()

    def _chosen_changed(self) -> None:
        tile = self.tile
        self._primary.setEnabled(tile is not None or self.editing)
        words = _("Tambah {name}").format(name=tile.seen.found.good.name) if tile is not None else _("Tambah")
        self._primary.setText(_("Simpan") if self.editing else words)
        till = self.checkout.till
        self.edit.show_tile(tile, till.line if till is not None else None)

    def _show_sheets(self) -> None:
        many = self.grid.sheets > 1
        self.sheet_button.setVisible(many)
        if many:
            at = _("Lagi {sheet}/{sheets}").format(sheet=self.grid.sheet + 1, sheets=self.grid.sheets)
            self._next_sheet.setText(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._beside.setFixedWidth(theme.px(NARROW_RIGHT if narrow else RIGHT))
            self.board.set_steps((Size.SECOND, 44, 36), Size.TITLE, 130)


def tile_text(tile: Tile, cart: Cart | None) -> TileText:
    """A tile with the price for this customer, and a chip where hardly any is left."""
    good, unit = tile.seen.found.good, tile.seen.found.unit
    price = wordings.price_of(cart, unit, good) if cart is not None else None
    shown = price.shown if price is not None else _("ketik harga") if good.open_price else "–"
    several = len(good.units) > 1
    return TileText(
        f"{good.name} · {unit.name}" if several and unit.factor > ONE else good.name,
        shown,
        good.code,
        tile.favourite.colour,
        str(tile.picture) if tile.picture is not None else "",
        wordings.stock_chip(tile.seen, unit),
    )
