"""Pembelian: what was bought, each opened with its lines and costs; a wrong one is put right from here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import exports, layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.fields import Captioned, Field, ScanField
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from inventory import intake_desks, purchase_queries, purchase_reports
from inventory.purchase_queries import ListedPurchase, SeenPurchase, Show
from inventory.purchase_reversals import PurchaseReversed
from inventory.screens import purchases_rows
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _, short_date

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}


def looked_up(shop: Shop, words: str, show: Show) -> tuple[ListedPurchase, ...]:
    with shop.reading() as connection:
        return tuple(purchase_queries.newest(connection, shop.branch.id, words, show))


def opened(shop: Shop, purchase_id: int) -> SeenPurchase:
    with shop.reading() as connection:
        return purchase_queries.purchase(connection, purchase_id)


class PurchasesScreen(OfficeScreen):
    """The list, newest first; Enter opens the chosen one."""

    place = "buying"
    title = N_("Pembelian")
    interested = frozenset({"purchases"})
    more_keys = (("↑ ↓", N_("pilih pembelian")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.show_only = Show.ALL
        self.purchases: tuple[ListedPurchase, ...] = ()
        self.chosen = 0
        self.seen: SeenPurchase | None = None
        self._reversal: PurchaseReversed | None = None
        self.field = ScanField(_("Cari nomor, faktur, atau pemasok"), name=_("Cari pembelian"))
        self.field.set_searching(True)
        self.home_field = self.field
        self.list = RowList(purchases_rows.columns(), name=_("Pembelian"))
        self.lines = RowList(purchases_rows.line_columns(), name=_("Barang yang dibeli"))
        self.why = Field()
        self._make_actions()
        self._lay_out_pages()
        self.field.textEdited.connect(lambda _text: self._look())
        self.field.submitted.connect(self._open)
        self.list.row_pressed.connect(self._touched)
        self.why.submitted.connect(self._reverse)

    # -- building --------------------------------------------------------------

    def _make_actions(self) -> None:
        self._open_it = self.act("Enter", _("Buka"), self._open, icon_name="document")
        self._back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self._copy_it = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        self._export_it = self.act("Ctrl+E", _("Simpan Tabel"), self._export, icon_name="down")
        self._new = self.act("Ctrl+N", _("Terima Barang"), lambda: self.shell.go("receiving"), icon_name="truck")
        self._correct = self.act("Ctrl+K", _("Betulkan"), self._put_right, icon_name="pencil")
        self._undo = self.act("Ctrl+B", _("Batalkan"), self._ask_why, icon_name="undo")
        self._print = self.act("Ctrl+P", _("Cetak"), self._print_it, icon_name="printer")
        self._labels = self.act("Ctrl+T", _("Label"), self._to_labels, icon_name="tag")
        self._sure = self.act("", _("Batalkan pembelian ini"), self._reverse, icon_name="undo")
        self.filters: list[tuple[Show, KeyButton]] = []
        for show, key, words in purchases_rows.SHOWS:
            self.filters.append((show, KeyButton(self.act(key, _(words), partial(self._show_only, show)))))

    def _lay_out_pages(self) -> None:
        self.export_button = KeyButton(self._export_it)
        self.head = layouts.held(layouts.row(KeyButton(self._copy_it), self.export_button, KeyButton(self._new), gap=8))
        self.head_right.addWidget(self.head)
        bar = layouts.row(*(button for _show, button in self.filters), 1, gap=8)
        foot = layouts.row(KeyButton(self._back, role="quiet"), 1, KeyButton(self._open_it, role="primary"))
        whole = layouts.column(self.field, bar, self.list, foot, gap=8)
        whole.setStretch(2, 1)
        self.list_page = layouts.held(whole)
        self.detail_page, self.why_page = self._detail(), self._why()
        self.pages = QStackedWidget()
        for page in (self.list_page, self.detail_page, self.why_page):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)

    def _detail(self) -> QWidget:
        self.card = Card(pad=(16, 12), gap=4)
        self.state = Label("", Size.BODY, tone="warn", wrap=True)
        self.correct_button = KeyButton(self._correct, role="primary", tall="56")
        self.undo_button = KeyButton(self._undo)
        deeds = layouts.row(KeyButton(self._print), KeyButton(self._labels), gap=8)
        column = layouts.column(self.card, self.state, 1, deeds, self.undo_button, self.correct_button, gap=8)
        self.side = layouts.held(column)
        row = layouts.row(self.lines, self.side, gap=16)
        row.setStretch(0, 1)
        foot = layouts.row(KeyButton(self._back, role="quiet"), 1)
        page = layouts.column(row, foot, gap=8)
        page.setStretch(0, 1)
        return layouts.held(page)

    def _why(self) -> QWidget:
        self.why_title = Label("", Size.NAME, bold=True)
        words = _(
            "Barang yang masih ada keluar lagi dengan nilainya, utang atau uangnya kembali seperti semula. "
            "Yang sudah terjual membuat stok minus sampai diterima lagi. Untuk yang salah ketik, pakai Betulkan."
        )
        held = Captioned(_("Alasannya"), self.why)
        foot = layouts.row(KeyButton(self._back, role="quiet"), 1, KeyButton(self._sure, role="primary"))
        return layouts.held(layouts.column(self.why_title, Label(words, Size.BODY, wrap=True), held, foot, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(purchases_rows.NARROW if narrow else purchases_rows.WIDTHS)
        self.lines.set_widths(purchases_rows.LINE_NARROW if narrow else purchases_rows.LINE_WIDTHS)
        self.side.setFixedWidth(theme.px(300 if narrow else 340))
        super().resizeEvent(event)

    # -- the list --------------------------------------------------------------

    def enter(self, **what: object) -> None:
        """`purchase` opens that one at once."""
        wanted = what.get("purchase")
        self._show_page(self.list_page)
        self._look()
        if isinstance(wanted, int):
            self._open_id(wanted)

    def refresh(self) -> None:
        self._look()
        if self.seen is not None:
            self._open_id(self.seen.id)

    def _show_only(self, show: Show) -> None:
        self.show_only, self.chosen = show, 0
        self._show_page(self.list_page)
        self._look()

    def _look(self) -> None:
        for show, button in self.filters:
            button.set_role("chosen" if show is self.show_only else "plain")
        look = partial(looked_up, self.desk.shop, self.field.text(), self.show_only)
        self.shell.deeds.read(self, look, done=self._found, latest="purchases")

    def _found(self, purchases: tuple[ListedPurchase, ...]) -> None:
        self.purchases = purchases
        words = self.field.text().strip()
        empty = _(purchases_rows.EMPTY[self.show_only])
        self.list.show_empty(
            _("Tidak ada yang cocok dengan “{words}”.").format(words=words) if words else empty, "truck"
        )
        self._choose(self.chosen)

    def _choose(self, place: int) -> None:
        self.chosen = min(max(place, 0), max(len(self.purchases) - 1, 0))
        self.list.show_rows(purchases_rows.rows(self.purchases, self.chosen))
        self.list.reveal(self.chosen)
        self._tell_count()

    def _tell_count(self) -> None:
        if self.seen is not None:
            return
        count = len(self.purchases)
        words = _("{count} pembelian").format(count=count)
        if count == purchase_queries.MOST:
            words = _("{count} pembelian terakhir; cari untuk yang lama").format(count=count)
        self.show_words(words)

    def _touched(self, place: int) -> None:
        """A touch chooses; on the chosen one it opens."""
        if place == self.chosen:
            self._open()
        else:
            self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and self.pages.currentWidget() is self.list_page:
            self._choose(self.chosen + step)
        else:
            super().keyPressEvent(event)

    # -- one of them -----------------------------------------------------------

    def _open(self) -> None:
        if self.pages.currentWidget() is self.list_page and self.chosen < len(self.purchases):
            self._open_id(self.purchases[self.chosen].id)
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def _open_id(self, purchase_id: int) -> None:
        look = partial(opened, self.desk.shop, purchase_id)
        self.shell.deeds.read(self, look, done=self._opened, latest="purchase")

    def _opened(self, seen: SeenPurchase) -> None:
        self.seen, self._reversal = seen, None
        self.lines.show_rows(purchases_rows.line_rows(seen))
        while (item := self.card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for caption, value in purchases_rows.facts(seen):
            self.card.body.addWidget(Pair(caption, value))
        self._show_state(seen)
        self._show_page(self.detail_page)
        # Last, when the deeds of the list have made room for it.
        self.show_title(_("Pembelian {number}").format(number=seen.number))
        self.show_words(texts.joined((short_date(seen.business_date), seen.supplier)))

    def _show_state(self, seen: SeenPurchase) -> None:
        words = _("Dibatalkan dengan {number}.").format(number=seen.reversed_by) if seen.reversed_by else ""
        self.state.setText(" ".join(part for part in (words, seen.why) if part))
        may = self.desk.person.may(Permission.PURCHASE_CORRECT)
        why = _("Sudah dibatalkan") if seen.reversed_by else "" if may else _("Perlu hak kepala toko")
        for button, action in ((self.correct_button, self._correct), (self.undo_button, self._undo)):
            button.set_reason(why)
            action.setEnabled(not why)

    def _put_right(self) -> None:
        if self.seen is not None:
            self.shell.go("receiving", purchase=self.seen.id)

    def _ask_why(self) -> None:
        """Why it is taken back, and what comes of it."""
        if self.seen is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self._reversal = intake_desks.reversal(self.desk.shop, self.seen.id, "")
        self.why_title.setText(_("Batalkan pembelian {number}?").format(number=self.seen.number))
        self.why.clear()
        self._show_page(self.why_page)

    def _reverse(self) -> None:
        if self._reversal is None:
            return
        if not (why := self.why.text().strip()):
            self.why.show_error(_("Isi alasannya."))
            return
        work = partial(intake_desks.reverse, self.desk.shop, self.desk.person, self._reversal, why)
        changed = {"stock", "goods", "purchases", "payables", "orders"}
        self.shell.deeds.write(self, work, done=self._reversed, once="reverse", changed=changed)

    def _reversed(self, _nothing: object) -> None:
        self.shell.sounds.play(Sound.SAVED)
        self.say(Notice(_("Pembelian dibatalkan."), "ok"))
        if self.seen is not None:
            self._open_id(self.seen.id)

    def _print_it(self) -> None:
        if self.seen is None or not self.desk.printer:
            self.say(Notice(_("Tidak ada printer struk di PC ini."), "warn"))
            return
        work = partial(intake_desks.print_again, self.desk.shop, self.desk.person, self.seen.id, self.desk.printer)
        self.shell.deeds.write(self, work, done=lambda _nothing: self.desk.call_printer(), once="print")

    def _to_labels(self) -> None:
        if self.seen is not None:
            self.shell.go("labels", document=self.seen.id)

    # -- pages, and out --------------------------------------------------------

    def _show_page(self, page: QWidget) -> None:
        if page is self.list_page:
            self.seen = None
            self.show_title(_("Pembelian"))
            self._tell_count()
        self.pages.setCurrentWidget(page)
        self.head.setVisible(page is self.list_page)
        focus: dict[QWidget, QWidget] = {self.list_page: self.field, self.why_page: self.why}
        self.home_field = focus.get(page, self.correct_button if self.correct_button.isEnabled() else self.lines)
        self.home()

    def _leave(self) -> None:
        """Esc: one page back."""
        page = self.pages.currentWidget()
        if page is self.why_page:
            self._show_page(self.detail_page)
        elif page is self.detail_page:
            self._show_page(self.list_page)
        else:
            self.shell.back()

    def _copy(self) -> None:
        report = purchase_reports.listed(self.purchases, self.desk.shop.branch.shop_name)
        exports.copy(report)
        words = _("{count} baris disalin. Tempel di Excel dengan Ctrl V.").format(count=len(report.rows))
        self.say(Notice(words, "ok"))

    def _export(self) -> None:
        path = exports.asked_path(self, _("pembelian"))
        if path is None:
            return
        report = purchase_reports.listed(self.purchases, self.desk.shop.branch.shop_name)
        work = partial(exports.save, report, path)
        self.shell.deeds.write(self, work, done=self._exported, button=self.export_button, once="export")

    def _exported(self, path: object) -> None:
        self.say(Notice(_("Tersimpan di {path}").format(path=path), "ok"))
