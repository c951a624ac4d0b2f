"""Barang: everything of one good, on three pages; Ctrl Enter keeps it.

The pages are filled from a `Sheet` and tell a `ProductEdit`; what is typed is judged at once
and refused, where it must be, by the deed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import layouts, texts, theme
from desktop.buttons import KeyButton
from desktop.fields import Captioned, Field
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from inventory import product_checks, product_sheets
from inventory.product_sheets import Sheet
from inventory.product_states import ProductEdit
from inventory.screens import product_deeds
from inventory.screens.product_parts import captioned
from inventory.screens.product_picks import EditorPicks
from inventory.screens.unit_grid import UnitGrid
from koperasi.errors import BadInput, Refused, ShopError
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.text import N_, _

#: So long after the last letter of a name the shop is asked for goods like it.
PAUSE = 300
#: What stands beside a title besides its deeds: rail, margins, gap; and the least a title has.
BESIDE_TITLE, LEAST_TITLE = 152, 160
TABS = (("Ctrl+1", N_("Harga & Satuan")), ("Ctrl+2", N_("Stok & Kasir")), ("Ctrl+3", N_("Label & Gambar")))
#: Which page a field stands on, by the names that refusals give.
PAGE_OF = {"min_stock": 1, "target_stock": 1, "price_max": 1, "maker_id": 1, "keeps_days": 2, "content": 2,
           "ceiling_price": 2, "picture": 2}  # fmt: skip


class ProductEditorScreen(EditorPicks):
    """One good, to be looked at and changed."""

    place = "goods"
    title = N_("Barang")
    more_keys = (("Tab", N_("isian berikutnya")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.sheet: Sheet | None = None
        self._spare: list[int] = []
        self._sure = ""
        self.alike: list[str] = []
        self.name, self.code = Field(size=Size.LINE), Field(size=Size.BODY)
        self.why = Field(size=Size.BODY)
        self.why.setPlaceholderText(_("misalnya: naik dari pemasok"))
        self.home_field = self.name
        self.grid = UnitGrid()
        self.pages = QStackedWidget()
        self._asking = QTimer(self, singleShot=True, interval=PAUSE)
        self._asking.timeout.connect(self._ask_alike)
        self._lay_actions()
        self._connect()

    # -- laying out ------------------------------------------------------------

    def _lay_actions(self) -> None:
        self.copy_action = self.act("Ctrl+D", _("Salin"), self._copy, icon_name="document")
        self.favourite_action = self.act("Ctrl+F", _("Favorit"), self._favour, icon_name="grid")
        self.archive_action = self.act("Ctrl+R", _("Arsipkan"), self._archive, icon_name="box")
        self.merge_action = self.act("Ctrl+G", _("Gabung"), self._go_merge, icon_name="users")
        unit = self.act("Ctrl+U", _("Tambah Satuan"), self._add_unit, icon_name="plus")
        mint = self.act("Ctrl+B", _("Buat Barcode"), self._mint, icon_name="scan")
        save = self.act("Ctrl+Enter", _("Simpan"), self._save, icon_name="check")
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.buttons = {
            "copy": KeyButton(self.copy_action),
            "favourite": KeyButton(self.favourite_action),
            "archive": KeyButton(self.archive_action),
            "merge": KeyButton(self.merge_action),
        }
        for name in ("favourite", "archive", "merge"):
            self.head_right.addWidget(self.buttons[name])
        self.tabs: list[KeyButton] = []
        for n, (key, words) in enumerate(TABS):
            self.tabs.append(KeyButton(self.act(key, _(words), partial(self.turn_to, n))))
        self.mint_button = KeyButton(mint)
        self.unit_buttons = (KeyButton(unit), self.mint_button)
        self.primary = KeyButton(save, role="primary", size=Size.LEAD)
        self.doubts = Label("", Size.BODY, tone="warn", wrap=True)
        self.doubts.setMaximumHeight(theme.px(48))
        self._lay_pages()
        tabs = layouts.row(*self.tabs, 1, self.buttons["copy"], gap=8)
        foot = layouts.row(KeyButton(back, role="quiet"), self.doubts, self.primary)
        foot.setStretch(1, 1)
        editor = layouts.held(layouts.column(tabs, self.pages, gap=12))
        for page in (editor, self.picker, self.makers):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(foot)

    def _lay_pages(self) -> None:
        self.name.setMinimumWidth(theme.px(240))
        self.code.setFixedWidth(theme.px(160))
        self.category.setMinimumWidth(theme.px(200))
        head = layouts.row(
            Captioned(_("Nama barang"), self.name),
            Captioned(_("Kode / PLU"), self.code),
            captioned(_("Kategori"), self.category),
        )
        head.setStretch(0, 1)
        self.why_row = Captioned(_("Alasan harga berubah (boleh kosong)"), self.why)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        under = layouts.row(*self.unit_buttons, self.why_row, 1, gap=8)
        under.setStretch(len(self.unit_buttons), 100)
        for button in self.unit_buttons:
            under.setAlignment(button, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(under)
        for page in (first, self.stock, self.label):
            self.pages.addWidget(page)

    def _connect(self) -> None:
        for field in (self.name, self.code, self.why):
            field.textEdited.connect(lambda _text: self._edited())
        self.name.textEdited.connect(lambda _text: self._asking.start())
        for source in (self.grid, self.stock, self.label):
            source.changed.connect(self._edited)
        self.label.ceiling.amount_changed.connect(self._ceiling_typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.grid.set_narrow(event.size().width() < theme.px(NARROW_BELOW))
        super().resizeEvent(event)

    def turn_to(self, page: int) -> None:
        """Show one of the three pages."""
        self.stack.setCurrentIndex(0)
        self.pages.setCurrentIndex(page)
        for n, tab in enumerate(self.tabs):
            tab.set_role("chosen" if n == page else "plain")
        first = (self.name, self.stock.least, self.label.keeps)[page]
        first.setFocus()

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """`product_id` None is a new good; `words` and `code` are what was looked for."""
        product_id, copy = what.get("product_id"), what.get("copy_of")
        if not what and self.sheet is not None:
            # Back from another screen: the good may be otherwise now.
            product_id = self.sheet.edit.id
        self.sheet, self._sure, self.alike = None, "", []
        self.primary.set_reason(_("Membaca…"))
        shop = self.desk.shop
        if isinstance(copy, int):
            read = partial(product_sheets.copied, shop, copy)
        elif isinstance(product_id, int):
            read = partial(product_sheets.sheet, shop, product_id)
        else:
            read = partial(product_sheets.blank, shop, str(what.get("words") or ""), str(what.get("code") or ""))
        self.shell.deeds.read(self, read, done=self.show_sheet, latest="product")

    def show_sheet(self, sheet: Sheet) -> None:
        """Fill the pages; a new good begins with its name."""
        self.sheet = sheet
        self._spare = list(sheet.spare_ids)
        edit, details = sheet.edit, sheet.edit.details
        self.primary.set_reason("")
        self.name.setText(details.name)
        self.code.setText(details.code)
        self.why.clear()
        self.category.show_picked(details.category, details.category)
        self.grid.ceiling = details.ceiling_price
        self.grid.show_units(edit.units, sheet.cost, edit.list_cost, bought=sheet.bought)
        self.stock.show_details(details, sheet.maker, moved=sheet.moved)
        self.label.show_details(details)
        self._take_picture(sheet.picture, details.picture)
        for field in self._fields().values():
            field.clear_error()
        self._show_head(sheet)
        self.turn_to(0)
        self._edited()

    def _show_head(self, sheet: Sheet) -> None:
        details = sheet.edit.details
        # A long name would make the head wider than the window.
        room = self.width() - self.head_right.sizeHint().width() - theme.px(BESIDE_TITLE)
        name = texts.elided(details.name, max(room, theme.px(LEAST_TITLE)), Size.TITLE, bold=True)
        self.show_title(_("Barang Baru") if sheet.new else name)
        self.show_words(product_deeds.facts_of(sheet))
        self.archive_action.setText(_("Pakai Lagi") if sheet.archived else _("Arsipkan"))
        for button in self.buttons.values():
            button.setVisible(not sheet.new)
        self.favourite_action.setEnabled(not sheet.favourite and not sheet.archived)
        self.merge_action.setEnabled(self.desk.person.may(Permission.GOODS_MERGE) and self.shell.has("twins"))
        self.why_row.setVisible(not sheet.new)

    def _leave(self) -> None:
        if self.stack.currentIndex():
            self._unpick()
        elif self._dirty and self._sure != "leave":
            self._sure = "leave"
            self.say(Notice(_("Perubahan belum disimpan. Esc sekali lagi membuangnya."), "warn", "Esc", _("Buang")))
        else:
            self.sheet = None
            self.shell.back()

    def step_back(self) -> None:
        """The second Esc leaves, though a notice stands there."""
        if self._sure == "leave":
            self._leave()
        else:
            super().step_back()

    @property
    def _dirty(self) -> bool:
        """Whether what stands here is not what was read, or cannot be told."""
        if self.sheet is None:
            return False
        try:
            wished = product_checks.checked(self.wished())
        except Refused:
            return not self.sheet.new or bool(self.name.text().strip())
        return replace(wished, why="") != self.sheet.edit

    def _go_merge(self) -> None:
        """To the screen where it is made one with another good."""
        if self.sheet is None or self.sheet.new:
            return
        if self._dirty:
            self.say(Notice(_("Simpan dulu perubahannya, lalu gabung."), "warn", "Ctrl Enter", _("Simpan")))
        else:
            self.shell.go("twins", product_id=self.sheet.edit.id)

    # -- what is wished --------------------------------------------------------

    def wished(self) -> ProductEdit:
        """The good as it stands on the pages.  Raises BadInput for what cannot be read."""
        sheet = self.sheet
        if sheet is None:
            raise BadInput(_("Barang belum terbaca."))
        details = replace(
            sheet.edit.details,
            name=self.name.text(),
            code=self.code.text(),
            category=str(self.category.key or ""),
            picture=self._digest,
        )
        details = self.label.told(self.stock.told(details))
        cost = self.grid.list_cost if not sheet.bought else sheet.edit.list_cost
        return replace(sheet.edit, details=details, units=self.grid.units(), list_cost=cost, why=self.why.text())

    def _fields(self) -> dict[str, Field]:
        return {"name": self.name, "code": self.code, **self.stock.fields, **self.label.fields}

    def _edited(self) -> None:
        """What is typed is judged at once; nothing is refused before it is to be kept."""
        self._sure = ""
        if self.sheet is None:
            return
        today = self.desk.shop.branch.business_date(self.desk.shop.clock())
        try:
            said = product_checks.doubts(self.wished(), self.grid.cost, today)
        except Refused as refused:
            said = [refused.message] if not self.sheet.new else []
        said = [*self.alike, *said]
        self.doubts.setText(texts.joined(tuple(said[:2])) + (f" (+{len(said) - 2})" if len(said) > 2 else ""))

    def _ceiling_typed(self, ceiling: Rupiah | None) -> None:
        self.grid.ceiling = ceiling
        self.grid.judge()

    def _ask_alike(self) -> None:
        if self.sheet is not None and len(self.name.text().strip()) > 2:
            codes = [each.codes.text() for each in self.grid.rows]
            maker = self.stock.maker.key if isinstance(self.stock.maker.key, int) else None
            ask = partial(
                product_deeds.alike, self.desk.shop, self.name.text(), tuple(codes), self.sheet.edit.id, maker
            )
            self.shell.deeds.read(self, ask, done=self._show_alike, latest="alike")

    def _show_alike(self, found: list[str]) -> None:
        self.alike = found
        self._edited()

    # -- deeds -----------------------------------------------------------------

    def _save(self) -> None:
        if self.sheet is None:
            return
        try:
            edit = product_checks.checked(self.wished())
        except BadInput as wrong:
            self._refused(wrong)
            return
        save = partial(product_deeds.save, self.desk, edit, self._picture)
        self.shell.deeds.write(
            self, save, done=self._saved, failed=self._refused, button=self.primary, once="save-product",
            changed={"goods", "prices"},
        )  # fmt: skip

    def _saved(self, sheet: Sheet) -> None:
        self.show_sheet(sheet)
        self.shell.sounds.play(Sound.SAVED)
        self.say(Notice(_("{name} tersimpan.").format(name=sheet.edit.details.name), "ok"))

    def _refused(self, error: ShopError) -> bool:
        """A refusal stands beside its field, on the page where the field is; else on the strip."""
        name = error.field if isinstance(error, Refused) else ""
        field = self._fields().get(name)
        self.turn_to(PAGE_OF.get(name, 0))
        if field is None:
            self.tell(error)
            return True
        field.show_error(str(error))
        field.setFocus()
        self.shell.sounds.play(Sound.REFUSED)
        return True

    def _add_unit(self) -> None:
        if self.sheet is not None:
            self.turn_to(0)
            self.grid.add_unit(self._spare.pop() if self._spare else self.desk.shop.minter.next())
            self._edited()

    def scanned(self, code: str) -> None:
        """A scan goes to the row one types in; before the good is read there is none."""
        if self.sheet is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.turn_to(0) if self.pages.currentIndex() else None
        self.grid.add_code(code)
        self.shell.sounds.play(Sound.FOUND)
        self._ask_alike()

    def _mint(self) -> None:
        mint = partial(product_deeds.own_code, self.desk)
        self.shell.deeds.write(self, mint, done=self.grid.add_code, button=self.mint_button, once="mint")

    def _copy(self) -> None:
        if self.sheet is not None and not self.sheet.new:
            self.enter(copy_of=self.sheet.edit.id)
            self.say(Notice(_("Salinan: beri nama dan kode baru, lalu simpan."), "ok"))

    def _favour(self) -> None:
        if self.sheet is not None and not self.sheet.new:
            favour = partial(product_deeds.favour, self.desk, self.sheet.edit)
            self.shell.deeds.write(self, favour, done=self._saved, once="favour", changed={"favourites"})

    def _archive(self) -> None:
        """Away with it, or back: with stock left it is asked once more."""
        sheet = self.sheet
        if sheet is None or sheet.new:
            return
        if sheet.on_hand and not sheet.archived and self._sure != "archive":
            self._sure = "archive"
            words = _("Masih ada stok {left} {unit}. Tekan Arsipkan sekali lagi bila memang tidak dijual lagi.")
            self.say(Notice(words.format(left=sheet.on_hand.shown, unit=sheet.edit.base.name), "warn"))
            return
        archive = partial(product_deeds.archive, self.desk, sheet)
        self.shell.deeds.write(self, archive, done=self._saved, once="archive", changed={"goods"})
