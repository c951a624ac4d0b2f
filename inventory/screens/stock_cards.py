"""Kartu Stok: every move of a good with what was left after it; each row opens its paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import exports, layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from inventory import card_queries, stock_list_reports
from inventory.card_queries import CardHead, CardMove, Narrowed
from inventory.screens import stock_rows
from inventory.screens.paged_lists import PAGE, PagedList
from inventory.screens.picking import PickPage
from koperasi.money import MINUS
from koperasi.shop import Shop
from koperasi.text import N_, _, clock, short_date
from printing.reports import Report

#: How many days back a card goes; None for all.
SPANS: tuple[tuple[int | None, str], ...] = (
    (None, N_("Semua")),
    (7, N_("7 hari")),
    (30, N_("30 hari")),
    (365, N_("1 tahun")),
)
MOST_COPIED = 100_000


@dataclass(frozen=True, slots=True)
class CardPages:
    """The head of a card, how many rows it has, and the first page of them."""

    wanted: Narrowed
    head: CardHead
    total: int
    first: Sequence[CardMove]


def looked_up(shop: Shop, wanted: Narrowed) -> CardPages:
    with shop.reading() as connection:
        head = card_queries.head(connection, wanted.product_id)
        total = card_queries.count(connection, wanted)
        return CardPages(wanted, head, total, card_queries.page(connection, wanted, 0, PAGE))


def page_of(shop: Shop, wanted: Narrowed, page: int) -> Sequence[CardMove]:
    with shop.reading() as connection:
        return card_queries.page(connection, wanted, page * PAGE, PAGE)


def whole(shop: Shop, wanted: Narrowed, period: str) -> Report:
    with shop.reading() as connection:
        head = card_queries.head(connection, wanted.product_id)
        moves = card_queries.page(connection, wanted, 0, MOST_COPIED)
    return stock_list_reports.card(head, moves, shop.branch, period)


class StockCardScreen(OfficeScreen):
    """Shown by `shell.go("stock-card", product_id=…)`."""

    place = "stock"
    title = N_("Kartu Stok")
    interested = frozenset({"stock", "sales"})
    more_keys = (("↑ ↓", N_("pilih baris")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        # The screen itself has the keys: Enter opens the chosen row.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self.home_field = self
        self.wanted = Narrowed(0)
        self.card: CardPages | None = None
        self.list = PagedList(self, stock_rows.card_columns(), self._drawn, _("Kartu stok"))
        self.list.opened.connect(lambda _move: self._open())
        self.picker = PickPage(_("Pilihan"))
        self.picker.picked.connect(self._picked)
        self.picker.left.connect(self._close_picker)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.picker)
        self.sums = Label("", Size.LEAD)
        self._lay_actions()

    def _lay_actions(self) -> None:
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        export = self.act("Ctrl+E", _("Simpan Tabel"), self._export, icon_name="down")
        open_it = self.act("Enter", _("Buka dokumen"), self._open, icon_name="document")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        where = self.act("Ctrl+T", _("Semua tempat"), self._pick_place, icon_name="shelf")
        lot = self.act("Ctrl+K", _("Semua lot"), self._pick_lot, icon_name="tag")
        self.place_button, self.lot_button = KeyButton(where), KeyButton(lot)
        self.export_button = KeyButton(export)
        self.spans = {
            days: KeyButton(self.act(f"Ctrl+{place}", _(words), partial(self._span, days)))
            for place, (days, words) in enumerate(SPANS, start=1)
        }
        self.span: int | None = None
        self.head_right.addLayout(layouts.row(KeyButton(copy), self.export_button, gap=8))
        narrowing = layouts.row(self.sums, self.place_button, self.lot_button, gap=8)
        narrowing.setStretch(0, 1)
        self.back_button = KeyButton(back, role="quiet")
        foot = layouts.row(self.back_button, 1, KeyButton(open_it, role="primary", size=Size.LEAD))
        self.body.addLayout(narrowing)
        self.body.addLayout(layouts.row(*self.spans.values(), 1, gap=8))
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    def _drawn(self, move: CardMove, chosen: bool) -> Any:
        return stock_rows.card_row(move, clock(self.desk.shop.branch.local(move.at)), chosen=chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(stock_rows.CARD_NARROW if narrow else stock_rows.CARD_WIDE)
        super().resizeEvent(event)

    # -- coming, looking -------------------------------------------------------

    def enter(self, **what: object) -> None:
        product_id, lot_id = what.get("product_id"), what.get("lot_id")
        if isinstance(product_id, int) and (product_id != self.wanted.product_id or isinstance(lot_id, int)):
            self.wanted = Narrowed(product_id, lot_id=lot_id if isinstance(lot_id, int) else None)
            self.card, self.span = None, None
            self.list.expect(0, (), lambda _page: ())
            self.show_title(_("Kartu Stok"))
        self._close_picker()
        self._look(keep=True)

    def refresh(self) -> None:
        self._look(keep=True)

    def _span(self, days: int | None) -> None:
        self.span = days
        first = self._today() - timedelta(days=days - 1) if days else None
        self.wanted = replace(self.wanted, first=first)
        self._look()

    def _today(self) -> date:
        return self.desk.shop.branch.business_date(self.desk.shop.clock())

    def _look(self, *, keep: bool = False) -> None:
        for days, button in self.spans.items():
            button.set_role("chosen" if days == self.span else "plain")
        if self.card is None:
            self.list.show_empty(_("Mencari…"), "search")
        if self.wanted.product_id:
            read = partial(looked_up, self.desk.shop, self.wanted)
            self.shell.deeds.read(self, read, done=partial(self._found, keep), latest="card")

    def _found(self, keep: bool, card: CardPages) -> None:
        self.card = card
        head = card.head
        chosen = self.list.chosen if keep else 0
        self.list.expect(card.total, card.first, partial(page_of, self.desk.shop, card.wanted), chosen)
        self.list.show_empty(_("Barang ini belum pernah bergerak di hari-hari itu."), "document")
        self.show_title(head.name)
        self.show_words(
            texts.joined(
                (_("Kartu stok"), head.code, _("penitip {maker}").format(maker=head.maker) if head.maker else "")
            )
        )
        there = _("Ada {quantity} {unit}").format(quantity=head.quantity.shown, unit=head.unit.lower())
        value = _("titipan, bukan milik toko") if head.maker else head.value.shown.replace("-", MINUS)
        self.sums.setText(texts.joined((there, value)))
        self._show_narrowed(card)

    def _show_narrowed(self, card: CardPages) -> None:
        place = next((name for key, name in card.head.places if key == card.wanted.location_id), "")
        lot = next((each for each in card.head.lots if each.lot_id == card.wanted.lot_id), None)
        self.place_button.show_words(place or _("Semua tempat"))
        self.place_button.set_role("chosen" if place else "plain")
        self.lot_button.show_words(_("Lot {number}").format(number=lot.number) if lot else _("Semua lot"))
        self.lot_button.set_role("chosen" if lot else "plain")

    # -- narrowing -------------------------------------------------------------

    def _pick_place(self) -> None:
        if self.card is not None:
            choices: list[tuple[object, str]] = [(None, _("Semua tempat")), *self.card.head.places]
            self._pick(choices, self.wanted.location_id, lambda key: replace(self.wanted, location_id=key))

    def _pick_lot(self) -> None:
        if self.card is not None:
            lots = [(each.lot_id, stock_rows.lot_words(each)) for each in self.card.head.lots]
            choices: list[tuple[object, str]] = [(None, _("Semua lot")), *lots]
            self._pick(choices, self.wanted.lot_id, lambda key: replace(self.wanted, lot_id=key))

    def _pick(self, choices: list[tuple[object, str]], now: object, narrowed: Callable[[Any], Narrowed]) -> None:
        self._narrowed = narrowed
        self.picker.show_choices(choices, now)
        self.stack.setCurrentWidget(self.picker)
        self.picker.field.setFocus()

    def _picked(self, key: object, _words: str) -> None:
        self.wanted = self._narrowed(key)
        self._close_picker()
        self._look()

    def _close_picker(self) -> None:
        self.stack.setCurrentWidget(self.list)
        self.home()

    # -- deeds -----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.stack.currentWidget() is not self.list or not self.list.step(event.key()):
            super().keyPressEvent(event)

    def _open(self) -> None:
        move = self.list.item
        if isinstance(move, CardMove):
            self.office.open_document(self.shell, move.kind, move.document_id)
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _period(self) -> str:
        if self.wanted.first is None:
            return ""
        return _("sejak {day}").format(day=short_date(self.wanted.first))

    def _copy(self) -> None:
        read = partial(whole, self.desk.shop, self.wanted, self._period())
        self.shell.deeds.read(self, read, done=self._copied, latest="report")

    def _copied(self, report: Report) -> None:
        exports.copy(report)
        said = _("{count} baris disalin. Tempel di Excel dengan Ctrl V.")
        self.say(Notice(said.format(count=len(report.rows)), "ok"))

    def _export(self) -> None:
        path = exports.asked_path(self, _("kartu-stok"))
        if path is None or self.card is None:
            return
        make = partial(whole, self.desk.shop, self.wanted, self._period())
        self.shell.deeds.write(
            self,
            lambda: exports.save(make(), path),
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.export_button,
            once="export",
        )

    def _leave(self) -> None:
        if self.stack.currentWidget() is self.picker:
            self._close_picker()
        else:
            self.shell.back()
