"""Buat Pesanan: what is proposed of one supplier, changed by hand, and kept as an order.

A scan or some words add a good; Enter in the empty box goes to the chosen good's quantity,
Enter there to the next good.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Row
from desktop.fields import Captioned, Field, ScanField
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import cells, order_desks
from inventory.order_drafts import DraftLine, OrderDraft
from inventory.order_papers import OrderPaper
from inventory.queries import GoodRow
from inventory.screens import order_rows
from inventory.screens.drawn_lists import DrawnList
from inventory.screens.order_editor_parts import FoundGoods, LineCard, SumLine
from inventory.suppliers import Supplier
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import N_, _, ngettext, short_date

WIDE, NARROW = 360, 290


class OrderEditorScreen(OfficeScreen):
    """The lines at the left, the chosen one at the right."""

    place = "buying"
    title = N_("Buat Pesanan")
    more_keys = (("↑ ↓", N_("pilih barang")), ("0", N_("jangan dipesan")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.draft: OrderDraft | None = None
        self._order_id = 0
        self._sure = False
        self._changed = False
        self.field = ScanField(_("Tambah barang: scan, kode, atau nama"), name=_("Tambah barang"))
        self.home_field = self.field
        self.field.textEdited.connect(self._typed)
        self.field.submitted.connect(self._entered)
        self.list = DrawnList(order_rows.draft_columns(), self._row, _("Isi pesanan"))
        self.list.show_empty(_("Tidak ada usulan. Scan atau cari barang yang mau dipesan."), "truck")
        self.list.chosen_changed.connect(lambda _place: self._show_chosen())
        self.list.opened.connect(lambda _line: self._to_units())
        self.found = FoundGoods()
        self.found.opened.connect(self._take)
        less = self.act("Ctrl+-", "−1", partial(self._step, -1))
        more = self.act("Ctrl++", "+1", partial(self._step, 1))
        self.card = LineCard(less, more, self.act("Ctrl+U", _("Satuan"), self._other_unit))
        self.card.units_changed.connect(self._units_typed)
        self.card.price_changed.connect(self._price_typed)
        self.card.next_wanted.connect(self._next)
        self.stack = QStackedWidget()
        for each in (self.list, self.found):
            self.stack.addWidget(each)
        self._lay_rest()

    def _lay_rest(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        save = self.act("Ctrl+Enter", _("Simpan Pesanan"), self._save, icon_name="check")
        self.primary = KeyButton(save, role="primary", size=Size.LEAD)
        self.wanted, self.note = Field(size=Size.BODY), Field(size=Size.BODY)
        self.wanted.setPlaceholderText(_("secepatnya"))
        self.note.setPlaceholderText(_("misalnya: kirim pagi"))
        self.wanted.setFixedWidth(theme.px(170))
        self.wanted.textEdited.connect(lambda _text: self.wanted.clear_error())
        for field in (self.wanted, self.note):
            field.submitted.connect(self.home)
        self.sum = SumLine()
        about = layouts.row(Captioned(_("Diminta datang (tgl/bln)"), self.wanted), Captioned(_("Catatan"), self.note))
        about.setStretch(1, 1)
        # What is said stands under the list, which gives it the room: the digits beside it have none to give.
        left = layouts.column(self.field, self.stack, self.notice, about, gap=8)
        left.setStretch(1, 1)
        self._side = Scroll(self.card)
        main = layouts.row(left, self._side)
        main.setStretch(0, 1)
        self.body.addLayout(main, 1)
        foot = layouts.row(KeyButton(back, role="quiet"), self.sum, self.primary, gap=16)
        foot.setStretch(1, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(order_rows.NARROW_DRAFT_WIDTHS if narrow else order_rows.DRAFT_WIDTHS)
        self._side.set_width(theme.px(NARROW if narrow else WIDE))
        super().resizeEvent(event)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """`supplier` with proposed `lines` begins an order; `order_id` puts one right."""
        supplier, lines, order_id = what.get("supplier"), what.get("lines"), what.get("order_id")
        if isinstance(supplier, Supplier):
            self.draft = None
            begin = partial(order_desks.started, supplier, lines if isinstance(lines, tuple) else ())
            self.shell.deeds.read(self, begin, done=self._begin, latest="draft")
        elif isinstance(order_id, int):
            self.draft = None
            change = partial(order_desks.changed, self.desk.shop, order_id)
            self.shell.deeds.read(self, change, done=self._begin, latest="draft")

    def _begin(self, draft: OrderDraft) -> None:
        self.draft, self._changed, self._sure = draft, False, False
        self._order_id = self.desk.shop.minter.next()
        self.field.clear()
        self.note.setText(draft.note)
        self.wanted.setText(short_date(draft.wanted_on) if draft.wanted_on is not None else "")
        self.wanted.clear_error()
        self.show_title(_("Ubah Pesanan") if draft.replaces_id is not None else _("Buat Pesanan"))
        terms = draft.supplier.terms
        facts = [draft.supplier.name, terms.contact, draft.supplier.reached_at]
        self.show_words(" · ".join(each for each in facts if each))
        self.stack.setCurrentWidget(self.list)
        self._show_draft(0)

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.found:
            self._close_found()
        elif self._changed and not self._sure:
            self._sure = True
            self.say(Notice(_("Pesanan belum disimpan. Esc sekali lagi membuangnya."), "warn", "Esc", _("Buang")))
        else:
            self.draft = None
            self.shell.back()

    # -- the draft -------------------------------------------------------------

    def _row(self, line: DraftLine, at: bool) -> Row:
        return order_rows.draft_row(line, at=at)

    def _show_draft(self, place: int) -> None:
        if self.draft is not None:
            self.list.show_items(self.draft.lines, place)
            self._show_chosen()
            self._show_sum()

    def _show_chosen(self) -> None:
        self.card.show_line(self.list.item)

    def _show_sum(self) -> None:
        draft = self.draft
        if draft is None:
            return
        count = len(draft.ordered)
        words = ngettext("{count} barang", "{count} barang", count).format(count=count)
        lacks = _("{count} belum ada harga").format(count=draft.unpriced) if draft.unpriced else ""
        if draft.missing:
            lacks = _("Kurang {amount} dari minimal").format(amount=draft.missing.shown)
        self.sum.show_sum(words, draft.amount.shown, lacks)
        self.primary.set_reason("" if count else _("Isi jumlah dulu"))

    def _put(self, draft: OrderDraft) -> None:
        """The draft as it is now; the fields one types in stay as they are."""
        self.draft, self._changed, self._sure = draft, True, False
        self.list.show_items(draft.lines, self.list.chosen)
        self._show_sum()

    def _units_typed(self, units: Quantity) -> None:
        if self.draft is not None and self.draft.lines:
            self._put(self.draft.with_units(self.list.chosen, units))

    def _price_typed(self, price: Rupiah | None) -> None:
        if self.draft is not None and self.draft.lines:
            self._put(self.draft.with_price(self.list.chosen, price))

    def _to_units(self) -> None:
        self.card.units.setFocus()

    def _step(self, by: int) -> None:
        line = self.list.item
        if line is None or self.draft is None:
            return
        units = max(line.units + (ONE if by > 0 else -ONE), NOTHING)
        self._put(self.draft.with_units(self.list.chosen, units))
        self.card.show_units(units)

    def _other_unit(self) -> None:
        """By the carton, by the pack, by the piece, and round again."""
        line = self.list.item
        if line is not None:
            change = partial(order_desks.next_unit, self.desk.shop, line)
            self.shell.deeds.read(self, change, done=self._by_unit, latest="order-unit")

    def _by_unit(self, line: DraftLine) -> None:
        place = self.draft.place_of(line.product_id) if self.draft is not None else None
        if self.draft is not None and place is not None:
            self._put(self.draft.with_line(place, line))
            self._show_chosen()

    def _next(self) -> None:
        """Enter keeps what was typed, and goes to the next good; after the last, to the box."""
        if self.list.chosen + 1 < len(self.list.items):
            self.list.choose(self.list.chosen + 1)
            self.card.units.setFocus()
        else:
            self.home()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page: Any = self.stack.currentWidget()
        if not page.step(event.key()):
            super().keyPressEvent(event)

    # -- more goods ------------------------------------------------------------

    def _typed(self, words: str) -> None:
        if not words.strip():
            self._close_found(keep=True)
            return
        look = partial(order_desks.search, self.desk.shop, words)
        self.shell.deeds.read(self, look, done=partial(self._searched, words), latest="order-search")

    def _searched(self, words: str, goods: list[GoodRow]) -> None:
        if self.field.text() == words:
            self.found.show_found(goods, words.strip())
            self.stack.setCurrentWidget(self.found)

    def _entered(self) -> None:
        if self.field.text().strip():
            self._add_code(self.field.text().strip())
        elif self.list.items:
            self.card.units.setFocus()
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def scanned(self, code: str) -> None:
        self._add_code(code)

    def _add_code(self, code: str) -> None:
        if self.draft is not None:
            read = partial(order_desks.by_code, self.desk.shop, code, self.draft.supplier.party_id)
            # Every scan counts: none is passed over for a newer one.
            self.shell.deeds.read(self, read, done=partial(self._coded, code))

    def _coded(self, code: str, line: DraftLine | None) -> None:
        if line is not None:
            self._added(line)
        elif self.stack.currentWidget() is self.found and self.found.item is not None:
            self._take(self.found.item)
        else:
            self.shell.sounds.play(Sound.UNKNOWN)
            self.say(Notice(_("**{code}** tidak ditemukan. Coba sepotong namanya.").format(code=code), "warn"))

    def _take(self, good: GoodRow) -> None:
        if self.draft is not None:
            read = partial(order_desks.by_id, self.desk.shop, good.product_id, self.draft.supplier.party_id)
            self.shell.deeds.read(self, read, done=self._added, latest="order-code")

    def _added(self, line: DraftLine) -> None:
        if self.draft is None:
            return
        self.hush()
        self.draft, self._changed, self._sure = self.draft.added(line), True, False
        self.shell.sounds.play(Sound.FOUND)
        self._close_found()
        self._show_draft(self.draft.place_of(line.product_id) or 0)
        self.list.flash(self.list.chosen)

    def _close_found(self, *, keep: bool = False) -> None:
        if not keep:
            self.field.clear()
        self.stack.setCurrentWidget(self.list)
        self.home()

    # -- keeping it ------------------------------------------------------------

    def _save(self) -> None:
        if self.draft is None:
            return
        try:
            day = cells.day(self.wanted.text()) if self.wanted.text().strip() else None
        except BadInput as wrong:
            self.wanted.show_error(wrong.message)
            self.wanted.setFocus()
            self.shell.sounds.play(Sound.REFUSED)
            return
        draft = replace(self.draft, wanted_on=day, note=self.note.text())
        save = partial(order_desks.save, self.desk.shop, self.desk.person, draft, self._order_id)
        self.shell.deeds.write(self, save, done=self._saved, button=self.primary, once="save-order", changed={"orders"})

    def _saved(self, paper: OrderPaper) -> None:
        self.draft, self._changed = None, False
        self.shell.sounds.play(Sound.SAVED)
        self.shell.back()
        self.shell.go("order", paper=paper)
