"""Pemasok: whom the shop buys from; Enter opens one, with her terms and what she sells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import exports, layouts, theme
from desktop.buttons import KeyButton
from desktop.cells import Row
from desktop.fields import ScanField
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import supplier_desks
from inventory.screens import supplier_parts
from inventory.screens.drawn_lists import DrawnList
from inventory.screens.supplier_parts import SupplierForm
from inventory.supplier_desks import Opened
from inventory.suppliers import NewSupplier, Supplier, SupplierChanged
from koperasi.errors import Refused, ShopError
from koperasi.text import N_, _, ngettext
from printing.reports import Report


class SuppliersScreen(OfficeScreen):
    """The list, narrowed by what is typed; behind it the form of one."""

    place = "buying"
    title = N_("Pemasok")
    interested = frozenset({"suppliers", "purchases"})
    more_keys = (("↑ ↓", N_("pilih pemasok")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.known: tuple[Supplier, ...] = ()
        self.opened: Supplier | None = None
        self._shown: tuple[object, ...] = ()
        self._sure = ""
        self.field = ScanField(_("Cari nama, kode, atau kota"), name=_("Cari pemasok"))
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _words: self._narrow())
        self.field.submitted.connect(self._open)
        self.list = DrawnList(supplier_parts.list_columns(), self._row, _("Daftar pemasok"))
        self.list.show_empty(_("Mencari…"), "search")
        self.list.opened.connect(lambda _item: self._open())
        self.form = SupplierForm()
        self.form.goods.chosen_changed.connect(lambda _place: self._judge_goods())
        self.stack = QStackedWidget()
        self.stack.addWidget(layouts.held(layouts.column(self.field, self.list)))
        self.stack.addWidget(self.form)
        self._lay_actions()

    def _lay_actions(self) -> None:
        new = self.act("Ctrl+N", _("Pemasok Baru"), self._new, icon_name="plus")
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        export = self.act("Ctrl+E", _("Simpan Tabel"), self._export, icon_name="down")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.order_button = KeyButton(self.act("Ctrl+P", _("Pesan"), self._order, icon_name="truck"))
        self.retire_button = KeyButton(self.act("", _("Arsipkan"), self._retire, icon_name="bin"))
        self.open_button = KeyButton(self.act("Enter", _("Buka"), self._open, icon_name="pencil"), role="primary",
                                     size=Size.LEAD)  # fmt: skip
        save = self.act("Ctrl+Enter", _("Simpan"), self._save, icon_name="check")
        self.save_button = KeyButton(save, role="primary", size=Size.LEAD)
        self.export_button = KeyButton(export)
        self.here_button = KeyButton(self.act("Ctrl+U", _("Pesan di Sini"), self._supply_here, icon_name="check"))
        self.gone_button = KeyButton(self.act("Ctrl+D", _("Hapus Barang"), self._supply_no_more, icon_name="x"))
        self.list_buttons = (KeyButton(copy), self.export_button, KeyButton(new), self.open_button)
        self.form_buttons = (
            self.order_button, self.retire_button, self.save_button, self.here_button, self.gone_button,
        )  # fmt: skip
        for button in (*self.list_buttons[:3], self.here_button, self.gone_button):
            self.head_right.addWidget(button)
        foot = layouts.row(KeyButton(back, role="quiet"), 1, self.retire_button, self.order_button, gap=8)
        for button in (self.save_button, self.open_button):
            foot.addWidget(button)
        # Not both pages' deeds at once, or the window would grow to hold them.
        for button in self.form_buttons:
            button.setVisible(False)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        parts = supplier_parts
        self.list.set_widths(parts.NARROW_LIST_WIDTHS if narrow else parts.LIST_WIDTHS)
        self.form.goods.set_widths(parts.NARROW_GOOD_WIDTHS if narrow else parts.GOOD_WIDTHS)
        super().resizeEvent(event)

    # -- the list --------------------------------------------------------------

    def enter(self, **what: object) -> None:
        self._turn(_(self.title), form=False)
        self.refresh()

    def refresh(self) -> None:
        read = partial(supplier_desks.listed, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._show, latest="suppliers")

    def _show(self, known: tuple[Supplier, ...]) -> None:
        self.known = known
        self._narrow()

    def _narrow(self) -> None:
        words = self.field.text().strip().casefold()
        shown = [each for each in self.known if words in f"{each.name} {each.code} {each.village}".casefold()]
        empty = _("Belum ada pemasok. Tekan Ctrl N untuk membuatnya.")
        self.list.show_empty(_("Tidak ada pemasok yang cocok.") if words else empty, "users")
        self.list.show_items(shown, self.list.chosen)
        if self.stack.currentIndex() == 0:
            count = len(self.known)
            self.show_words(ngettext("{count} pemasok", "{count} pemasok", count).format(count=count))

    def _row(self, supplier: Any, at: bool) -> Row:
        return supplier_parts.supplier_row(supplier, at=at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.form.goods if self.stack.currentIndex() else self.list
        if not page.step(event.key()):
            super().keyPressEvent(event)

    def _turn(self, title: str, *, form: bool) -> None:
        self._sure = ""
        self.stack.setCurrentIndex(1 if form else 0)
        # What goes goes first: a button that is shown beside it would make the window grow.
        for button in self.list_buttons if form else self.form_buttons:
            button.setVisible(False)
        self.show_title(title)
        for button in self.form_buttons if form else self.list_buttons:
            button.setVisible(True)
        for key, there in (("Enter", not form), ("Ctrl+N", not form), ("Ctrl+Enter", form), ("Ctrl+P", form)):
            self.actions_by_key[key].setEnabled(there)
        self._judge_goods()
        self.home_field = self.form.name if form else self.field
        if not form:
            self.opened = None
        self.home()

    # -- one of them -----------------------------------------------------------

    def _open(self) -> None:
        supplier = self.list.item
        if supplier is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        read = partial(supplier_desks.opened, self.desk.shop, supplier.party_id)
        self.shell.deeds.read(self, read, done=self._opened, latest="supplier")

    def _opened(self, found: Opened) -> None:
        self.opened = found.supplier
        self.form.show_supplier(found.supplier)
        self.form.show_goods(found.goods)
        count = len(found.goods)
        self.show_words(ngettext("{count} barang", "{count} barang", count).format(count=count))
        self._turn(found.supplier.name, form=True)
        self._shown = self._typed()

    def _new(self) -> None:
        self.opened = None
        self.form.show_supplier(None)
        self.form.show_goods([])
        self.show_words(_("Cukup nama dan kode; yang lain boleh menyusul."))
        self._turn(_("Pemasok Baru"), form=True)
        self.retire_button.setVisible(False)
        self.order_button.setVisible(False)
        self._shown = self._typed()

    def _typed(self) -> tuple[object, ...]:
        form = self.form
        return (*(each.text() for each in (form.name, form.code, form.village, form.phone)), form.terms())

    def _leave(self) -> None:
        if self.stack.currentIndex() == 0:
            self.shell.back()
        elif self._typed() != self._shown and self._sure != "leave":
            self._sure = "leave"
            self.say(Notice(_("Perubahan belum disimpan. Esc sekali lagi membuangnya."), "warn", "Esc", _("Buang")))
        else:
            self._turn(_(self.title), form=False)
            self._narrow()

    def _save(self) -> None:
        form = self.form
        named = (form.name.text(), form.village.text().strip(), form.phone.text().strip(), form.terms())
        command: NewSupplier | SupplierChanged
        if self.opened is None:
            command = NewSupplier(form.code.text(), *named)
        else:
            command = SupplierChanged(self.opened.party_id, *named)
        save = partial(supplier_desks.save, self.desk.shop, self.desk.person, command)
        self.shell.deeds.write(
            self, save, done=self._saved, failed=self._refused, button=self.save_button, once="save-supplier",
            changed={"suppliers"},
        )  # fmt: skip

    def _saved(self, found: Opened) -> None:
        self._opened(found)
        self.shell.sounds.play(Sound.SAVED)
        self.say(Notice(_("{name} tersimpan.").format(name=found.supplier.name), "ok"))

    def _refused(self, error: ShopError) -> bool:
        field = self.form.fields.get(error.field) if isinstance(error, Refused) else None
        if isinstance(error, Refused) and error.rule == "code-taken":
            field = self.form.code
        if field is None:
            return False
        field.show_error(str(error))
        field.setFocus()
        self.shell.sounds.play(Sound.REFUSED)
        return True

    # -- what she sells --------------------------------------------------------

    def _judge_goods(self) -> None:
        good = self.form.goods.item if self.stack.currentIndex() else None
        self.actions_by_key["Ctrl+U"].setEnabled(good is not None and not good.preferred)
        self.actions_by_key["Ctrl+D"].setEnabled(good is not None)

    def _supply_here(self) -> None:
        self._change_goods(supplier_desks.supply_here, self.form.goods.item, self.here_button)

    def _supply_no_more(self) -> None:
        self._change_goods(supplier_desks.supply_no_more, self.form.goods.item, self.gone_button)

    def scanned(self, code: str) -> None:
        """In the form a scan says that she sells this; in the list it is none of her."""
        if self.opened is None:
            super().scanned(code)
        else:
            self._change_goods(supplier_desks.supply_code, code, None)

    def _change_goods(self, deed: Callable[..., Opened], what: object, button: KeyButton | None) -> None:
        if self.opened is None or what is None:
            return
        write = partial(deed, self.desk.shop, self.desk.person, self.opened.party_id, what)
        self.shell.deeds.write(
            self, write, done=self._goods_changed, button=button, once="supplied", changed={"supplied"}
        )

    def _goods_changed(self, found: Opened) -> None:
        """Her goods as they are now; what is typed in the form stays."""
        self.form.show_goods(found.goods)
        self.shell.sounds.play(Sound.SAVED)
        self._judge_goods()

    def _retire(self) -> None:
        if self.opened is None:
            return
        if self._sure != "retire":
            self._sure = "retire"
            words = _("Nota dan hutangnya tetap ada. Tekan Arsipkan sekali lagi.")
            self.say(Notice(words, "warn"))
            return
        retire = partial(supplier_desks.retire, self.desk.shop, self.desk.person, self.opened.party_id)
        self.shell.deeds.write(
            self, retire, done=self._retired, button=self.retire_button, once="retire", changed={"suppliers"}
        )

    def _retired(self, name: str) -> None:
        self._turn(_(self.title), form=False)
        self.say(Notice(_("{name} diarsipkan.").format(name=name), "ok"))

    def _order(self) -> None:
        if self.opened is not None:
            self.shell.go("order-editor", supplier=self.opened, lines=())

    # -- out of the screen -----------------------------------------------------

    def _copy(self) -> None:
        self.shell.deeds.read(self, partial(supplier_desks.table, self.desk.shop), done=self._copied, latest="report")

    def _copied(self, report: Report) -> None:
        exports.copy(report)
        words = _("{count} baris disalin. Tempel di Excel dengan Ctrl V.")
        self.say(Notice(words.format(count=len(report.rows)), "ok"))

    def _export(self) -> None:
        path = exports.asked_path(self, _("pemasok"))
        if path is None:
            return
        shop = self.desk.shop
        self.shell.deeds.write(
            self,
            lambda: exports.save(supplier_desks.table(shop), path),
            done=lambda kept: self.say(Notice(_("Tersimpan di {path}").format(path=kept), "ok")),
            button=self.export_button,
            once="export",
        )
