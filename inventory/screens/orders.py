"""Pesan Barang: who should be ordered from today and what for, and what became of earlier orders.

Enter opens the chosen supplier's order, already filled in; Ctrl+2 shows the orders made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import exports, layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Row
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import order_desks, order_reports
from inventory.order_desks import Overview
from inventory.order_queries import OpenOrder
from inventory.proposals import Group
from inventory.screens import order_rows
from inventory.screens.drawn_lists import DrawnList
from inventory.screens.picking import PickPage
from inventory.suppliers import Supplier
from koperasi.text import N_, _, ngettext
from printing.reports import Report

PROPOSAL, ORDERS, PICKER = range(3)


class OrdersScreen(OfficeScreen):
    """Two lists: what to order, by supplier; and the orders."""

    place = "buying"
    title = N_("Pesan Barang")
    interested = frozenset({"orders", "suppliers", "supplied", "purchases"})
    more_keys = (("↑ ↓", N_("pilih")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.found: Overview | None = None
        self._unplaced: Group | None = None
        self.suppliers = DrawnList(
            order_rows.group_columns(), self._supplier_row, _("Pemasok yang perlu dipesan"), holds_focus=True
        )
        self.orders = DrawnList(order_rows.order_columns(), self._order_row, _("Daftar pesanan"), holds_focus=True)
        self.orders.show_empty(_("Belum ada pesanan."), "truck")
        self.picker = PickPage(_("Pemasok"))
        self.picker.picked.connect(self._picked)
        self.picker.left.connect(lambda: self.turn_to(PROPOSAL))
        self.stack = QStackedWidget()
        for page in (self.suppliers, self.orders, self.picker):
            self.stack.addWidget(page)
        for each in (self.suppliers, self.orders):
            each.opened.connect(lambda _item: self._open())
        self._lay_actions()
        self.turn_to(PROPOSAL)

    def _lay_actions(self) -> None:
        self.tabs = [
            KeyButton(self.act("Ctrl+1", _("Perlu Dipesan"), partial(self.turn_to, PROPOSAL), icon_name="bulb")),
            KeyButton(self.act("Ctrl+2", _("Pesanan"), partial(self.turn_to, ORDERS), icon_name="truck")),
        ]
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        export = self.act("Ctrl+E", _("Simpan Tabel"), self._export, icon_name="down")
        self.export_button = KeyButton(export)
        for button in (KeyButton(copy), self.export_button):
            self.head_right.addWidget(button)
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.open_action = self.act("Enter", _("Buat Pesanan"), self._open, icon_name="pencil")
        self.body.addLayout(layouts.row(*self.tabs, 1, gap=8))
        self.body.addWidget(self.stack, 1)
        open_button = KeyButton(self.open_action, role="primary", size=Size.LEAD)
        self.body.addLayout(layouts.row(KeyButton(back, role="quiet"), 1, open_button))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.suppliers.set_widths(order_rows.NARROW_GROUP_WIDTHS if narrow else order_rows.GROUP_WIDTHS)
        self.orders.set_widths(order_rows.NARROW_ORDER_WIDTHS if narrow else order_rows.ORDER_WIDTHS)
        super().resizeEvent(event)

    def turn_to(self, page: int) -> None:
        """Show the suppliers or the orders."""
        self.stack.setCurrentIndex(page)
        for n, tab in enumerate(self.tabs):
            tab.set_role("chosen" if n == page else "plain")
        self.open_action.setText(_("Buka") if page == ORDERS else _("Buat Pesanan"))
        self.home_field = {PROPOSAL: self.suppliers, ORDERS: self.orders, PICKER: self.picker.field}[page]
        self.home()

    # -- reading ---------------------------------------------------------------

    def enter(self, **what: object) -> None:
        page = what.get("page")
        self.turn_to(page if page in (PROPOSAL, ORDERS) else min(self.stack.currentIndex(), ORDERS))
        self.refresh()

    def refresh(self) -> None:
        if self.found is None:
            self.suppliers.show_empty(_("Menghitung yang perlu dipesan…"), "clock")
        self.shell.deeds.read(
            self, partial(order_desks.overview, self.desk.shop), done=self._show, latest="order-overview"
        )

    def _show(self, found: Overview) -> None:
        at, order = self.suppliers.chosen, self.orders.chosen
        self.found = found
        self.suppliers.show_empty(_("Belum ada pemasok. Buat dulu di layar Pemasok."), "truck")
        self.suppliers.show_items((*found.groups, *found.others), at)
        self.orders.show_items(found.orders, order)
        waiting = found.waiting
        words = ngettext("Pesanan ({count} belum lengkap)", "Pesanan ({count} belum lengkap)", waiting)
        self.tabs[ORDERS].show_words(words.format(count=waiting) if waiting else _("Pesanan"))
        goods = sum(len(group.lines) for group in found.groups)
        told = ngettext("{count} barang perlu dipesan hari ini", "{count} barang perlu dipesan hari ini", goods)
        self.show_words(told.format(count=goods) if goods else _("Semua barang masih cukup."))

    def _supplier_row(self, item: Any, at: bool) -> Row:
        if isinstance(item, Supplier):
            return order_rows.other_row(item, at=at)
        return order_rows.group_row(item, self._today, at=at)

    def _order_row(self, order: OpenOrder, at: bool) -> Row:
        return order_rows.order_row(order, self._today, at=at)

    @property
    def _today(self) -> Any:
        shop = self.desk.shop
        return self.found.proposal.today if self.found is not None else shop.branch.business_date(shop.clock())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.stack.currentWidget()
        if not (isinstance(page, DrawnList) and page.step(event.key())):
            super().keyPressEvent(event)

    # -- going on --------------------------------------------------------------

    def _open(self) -> None:
        page = self.stack.currentWidget()
        item = page.item if isinstance(page, DrawnList) else None
        if isinstance(item, Group) and item.supplier is None:
            self._pick_for(item)
        elif isinstance(item, Group):
            self.shell.go("order-editor", supplier=item.supplier, lines=item.lines)
        elif isinstance(item, Supplier):
            self.shell.go("order-editor", supplier=item, lines=())
        elif isinstance(item, OpenOrder):
            self.shell.go("order", order_id=item.id)
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _pick_for(self, group: Group) -> None:
        """Goods that nobody sells yet: of whom shall they be ordered?"""
        self._unplaced = group
        known = [each.supplier for each in self.found.groups if each.supplier is not None] if self.found else []
        there = sorted((*known, *(self.found.others if self.found else ())), key=lambda each: each.name)
        if not there:
            self.say(Notice(_("Belum ada pemasok. Buat dulu di layar Pemasok."), "warn"))
            return
        self.picker.show_choices([(each, each.name) for each in there])
        self.turn_to(PICKER)

    def _picked(self, supplier: object, _words: str) -> None:
        lines = self._unplaced.lines if self._unplaced is not None else ()
        self.turn_to(PROPOSAL)
        self.shell.go("order-editor", supplier=supplier, lines=lines)

    def _leave(self) -> None:
        if self.stack.currentIndex() == PICKER:
            self.turn_to(PROPOSAL)
        else:
            self.shell.back()

    # -- out of the screen -----------------------------------------------------

    def _reporting(self) -> Callable[[], Report] | None:
        """How the list in sight becomes a table, to be done off the GUI thread."""
        if self.found is None:
            return None
        shop = self.desk.shop.branch.shop_name
        if self.stack.currentIndex() == ORDERS:
            return partial(order_reports.listed, self.found.orders, shop)
        return partial(order_reports.proposed, self.found.proposal, shop)

    def _copy(self) -> None:
        report = self._reporting()
        if report is not None:
            self.shell.deeds.read(self, report, done=self._copied, latest="report")

    def _copied(self, report: Report) -> None:
        exports.copy(report)
        words = _("{count} baris disalin. Tempel di Excel dengan Ctrl V.")
        self.say(Notice(words.format(count=len(report.rows)), "ok"))

    def _export(self) -> None:
        report = self._reporting()
        path = exports.asked_path(self, _("pesan-barang")) if report is not None else None
        if report is None or path is None:
            return
        made = report
        self.shell.deeds.write(
            self,
            lambda: exports.save(made(), path),
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.export_button,
            once="export",
        )
