"""Ubah Harga: goods are chosen, a rule or a hand makes their new prices, all are applied at once.

The list is the preview: what it costs, what it is sold for, what it shall be and what that
earns.  Nothing changes before the whole list is applied, with one reason, in one deed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import exports, layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import Field, ScanField
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.theme import Size
from inventory import goods_queries, price_boards, price_lists, price_queries, price_reports, price_rules, suppliers
from inventory.price_boards import Board
from inventory.price_lists import PriceList
from inventory.price_queries import Choice
from inventory.price_rules import Rule
from inventory.screens import price_rows
from inventory.screens.picking import PickPage
from inventory.screens.price_parts import PricePanel, RuleBar
from inventory.screens.product_parts import Switch
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.shop import Shop
from koperasi.text import N_, _, ngettext, short_date
from koperasi.work import Actor

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
#: So many goods at once; whoever chooses more is told to choose fewer.
MOST = 3_000
FOUND_BY_WORDS = 300
WIDE, NARROW = 352, 300


@dataclass(frozen=True, slots=True)
class Chosen:
    """The goods that are chosen, as a board; `more` when there are more than a board takes."""

    choice: Choice
    board: Board
    goods: int
    more: bool


def chosen(shop: Shop, choice: Choice) -> Chosen:
    """The goods of a choice with their prices and costs, as they are today."""
    day = shop.branch.business_date(shop.clock())
    limit = FOUND_BY_WORDS if choice.words.strip() else MOST
    with shop.reading() as connection:
        ids = price_queries.chosen(connection, choice, limit + 1)
        goods = price_queries.priced(connection, shop.branch.id, ids[:limit])
    return Chosen(choice, price_boards.board(goods, shop.branch.id, day), len(goods), len(ids) > limit)


def applied(shop: Shop, actor: Actor, listed: PriceList) -> int:
    """Do it; returns how many prices changed."""
    with shop.work(actor, channel="office") as work:
        return price_lists.apply(work, listed)


def categories_of(shop: Shop) -> list[tuple[object, str]]:
    with shop.reading() as connection:
        return [(None, _("Semua kategori")), *goods_queries.categories(connection)]


def suppliers_of(shop: Shop) -> list[tuple[object, str]]:
    with shop.reading() as connection:
        known = suppliers.all_in_use(connection)
    return [(None, _("Semua pemasok")), *((each.party_id, each.name) for each in known)]


class PricesScreen(OfficeScreen):
    """Search and choices above, the rule under them, the list at the left, the chosen price at the right."""

    place = "goods"
    title = N_("Ubah Harga")
    interested = frozenset({"goods", "prices"})
    more_keys = (("↑ ↓", N_("pilih harga")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.choice = Choice()
        self.asked = False
        self.board = Board()
        self.at = 0
        self.field = ScanField(_("Cari nama, kode, atau scan barcode"), name=_("Cari barang"))
        self.field.set_searching(True)
        self.field.textEdited.connect(self._typed)
        self.field.submitted.connect(self._to_panel)
        self.home_field = self.field
        self.model = price_rows.BoardModel(self)
        self.list = RowList(price_rows.columns(), row_height=52, model=self.model, name=_("Daftar harga"))
        self.list.row_pressed.connect(self._touched)
        self.panel = PricePanel()
        self._side = Scroll(self.panel)
        self.panel.given.connect(self._given)
        self.picker = PickPage(_("Pilih"))
        self.picker.picked.connect(self._picked)
        self.picker.left.connect(self._close_picker)
        self._picking = ""
        reckon = self.act("Ctrl+H", _("Hitung"), self._reckon, icon_name="tag")
        self.rule_bar = RuleBar(reckon, self._today())
        self.rule_bar.percent.submitted.connect(self._reckon)
        self.rule_bar.start.day_changed.connect(self._start)
        self.stack = QStackedWidget()
        for page in (self.list, self.picker):
            self.stack.addWidget(page)
        self._lay_actions()
        self._show_board()

    def _lay_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        category = self.act("Ctrl+K", _("Semua kategori"), partial(self._pick, "category"), icon_name="grid")
        supplier = self.act("Ctrl+U", _("Semua pemasok"), partial(self._pick, "supplier"), icon_name="truck")
        history = self.act("Ctrl+R", _("Riwayat"), self._history, icon_name="clock")
        copy = self.act("Ctrl+C", _("Salin"), self._copy, icon_name="document")
        leave_out = self.act("Ctrl+B", _("Lewati"), self._toggle, icon_name="x")
        ratio = self.act("Ctrl+J", "", self._turn_ratio)
        below = self.act("Ctrl+G", "", self._turn_below)
        apply = self.act("Ctrl+Enter", _("Terapkan"), self._apply, icon_name="check")
        self.ratio = Switch(_("Grosir tetap"), _("Ikutkan grosir"))
        self.ratio.show_key(ratio.cap)
        self.ratio.set_on(True)
        self.below = Switch(_("Boleh di bawah modal"), _("Di bawah modal"))
        self.below.show_key(below.cap)
        self.why = Field(size=Size.BODY, name=_("Alasan"))
        self.why.setPlaceholderText(_("Alasan, misalnya: modal naik"))
        self.why.setFixedHeight(theme.px(48))
        self.why.submitted.connect(self._apply)
        self.apply_button = KeyButton(apply, role="primary", size=Size.LEAD)
        self.apply_action = apply
        search = layouts.row(self.field, KeyButton(category, tall="56"), KeyButton(supplier, tall="56"), gap=8)
        search.setStretch(0, 1)
        rules = layouts.row(self.rule_bar, gap=8)
        left = layouts.column(rules, gap=12)
        left.addWidget(self.stack, 1)
        middle = layouts.row(left, self._side, gap=16)
        middle.setStretch(0, 1)
        foot = layouts.row(KeyButton(back, role="quiet"), KeyButton(leave_out), gap=8)
        foot.addWidget(self.why, 1)
        foot.addWidget(self.apply_button)
        for button in (self.below, self.ratio, KeyButton(history), KeyButton(copy)):
            self.head_right.addWidget(button)
        self.body.addLayout(search)
        self.body.addLayout(middle, 1)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(price_rows.NARROW_WIDTHS if narrow else price_rows.WIDTHS)
        self._side.set_width(theme.px(NARROW if narrow else WIDE))
        super().resizeEvent(event)

    def _today(self) -> date:
        shop = self.desk.shop
        return shop.branch.business_date(shop.clock())

    # -- coming, choosing ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """With `words` those goods are chosen at once."""
        if "words" in what:
            self.field.setText(str(what["words"]))
            self.choice, self.asked = Choice(str(what["words"])), True
        self._close_picker()
        self._look()

    def refresh(self) -> None:
        if not self.board.changed:
            self._look()

    def _typed(self, text: str) -> None:
        self.choice = replace(self.choice, words=text)
        self._look()

    def _look(self) -> None:
        if self.choice.empty and not self.asked:
            self._show_board()
            return
        self.list.show_empty(_("Mencari…"), "search")
        self.shell.deeds.read(self, partial(chosen, self.desk.shop, self.choice), done=self._found, latest="prices")

    def _found(self, found: Chosen) -> None:
        self.board, self.at = found.board.starting(self.rule_bar.start.day), 0
        self.list.show_empty(_("Tidak ada barang yang cocok."), "box")
        words = ngettext("{count} barang", "{count} barang", found.goods).format(count=found.goods)
        self.show_words(
            _("{count} barang pertama; pilih lebih sempit").format(count=found.goods) if found.more else words
        )
        self._show_board()

    def _pick(self, what: str) -> None:
        self._picking = what
        read = partial(categories_of if what == "category" else suppliers_of, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._offer, latest="price-choices")

    def _offer(self, choices: list[tuple[object, str]]) -> None:
        now = self.choice.category_id if self._picking == "category" else self.choice.supplier_id
        self.picker.show_choices(choices, now)
        self.stack.setCurrentWidget(self.picker)
        self.picker.field.setFocus()

    def _picked(self, key: object, words: str) -> None:
        number = key if isinstance(key, int) else None
        if self._picking == "category":
            self.choice = replace(self.choice, category_id=number)
            self.actions_by_key["Ctrl+K"].setText(words)
        else:
            self.choice = replace(self.choice, supplier_id=number)
            self.actions_by_key["Ctrl+U"].setText(words)
        self.asked = True
        self._close_picker()
        self._look()
        self.home()

    def _close_picker(self) -> None:
        self.stack.setCurrentWidget(self.list)

    # -- the board -------------------------------------------------------------

    def _show_board(self) -> None:
        """Everything anew, from the board."""
        self.model.chosen = self.at
        self.model.show_board(self.board)
        self.list.updateGeometries()
        if self.choice.empty and not self.asked:
            self.list.show_empty(_(price_rows.HINT), "search")
            self.show_words(_("Pilih barang, hitung harga barunya, lalu terapkan"))
        self._tell()

    def _change(self, board: Board, at: int) -> None:
        """The same rows with another answer in them."""
        self.board, self.at = board, min(max(at, 0), max(len(board.rows) - 1, 0))
        self.model.change(board, self.at)
        self.list.reveal(self.at)
        self._tell()

    def _tell(self) -> None:
        rows, count = self.board.rows, len(self.board.changed)
        self.panel.show_row(rows[self.at] if rows else None)
        words = ngettext("Terapkan {count} Harga", "Terapkan {count} Harga", count).format(count=count)
        self.apply_action.setText(words if count else _("Terapkan"))
        self.apply_action.setEnabled(bool(count))
        # Prices below cost are the next thing to answer for: their switch takes the ratio's place.
        # The one that goes is hidden first: a narrow window has no room for both.
        asked, other = (self.below, self.ratio) if self.board.below_cost else (self.ratio, self.below)
        other.hide()
        asked.show()
        if not self.board.below_cost:
            self.below.set_on(False)
        for key in ("Ctrl+R", "Ctrl+B", "Ctrl+C"):
            self.actions_by_key[key].setEnabled(bool(rows))

    def choose(self, number: int) -> None:
        """Make another price the chosen one."""
        if self.board.rows:
            self._change(self.board, number)

    def _touched(self, number: int) -> None:
        self.choose(number)
        self._to_panel()

    def _to_panel(self) -> None:
        if self.board.rows:
            self.panel.field.setFocus()

    def _given(self, price: Rupiah | None) -> None:
        """A typed price; the next row follows, until the last."""
        last = self.at + 1 >= len(self.board.rows)
        self._change(self.board.typed(self.at, price), self.at if last else self.at + 1)

    def _toggle(self) -> None:
        if self.board.rows:
            self._change(self.board.toggled(self.at), self.at)

    def _start(self, day: object) -> None:
        if isinstance(day, date):
            self._change(self.board.starting(day), self.at)

    def _turn_ratio(self) -> None:
        self.ratio.set_on(not self.ratio.on)

    def _turn_below(self) -> None:
        if self.below.isVisible():
            self.below.set_on(not self.below.on)

    def _reckon(self) -> None:
        """New prices by the rule that stands there."""
        try:
            rule = self.rule_bar.rule(self._steps(), keep_ratio=self.ratio.on)
        except BadInput as wrong:
            self.tell(wrong)
            return
        if not self.board.rows:
            self.say(Notice(_(price_rows.HINT), "warn"))
            return
        self.hush()
        self.shell.deeds.read(self, partial(_ruled, self.board, rule), done=self._ruled, latest="price-rule")

    def _steps(self) -> tuple[price_rules.Step, ...]:
        return price_rules.steps(self.desk.shop.settings.price_steps)

    def _ruled(self, board: Board) -> None:
        self._change(board, self.at)
        if not board.changed:
            self.say(Notice(_("Tidak ada harga yang berubah: modalnya belum diketahui, atau sudah pas."), "warn"))

    # -- doing it --------------------------------------------------------------

    def _apply(self) -> None:
        if not self.board.changed:
            return
        listed = self.board.listed(self.why.text(), below_cost=self.below.on)
        start = self.board.valid_from
        self.shell.deeds.write(
            self,
            partial(applied, self.desk.shop, self.desk.person, listed),
            done=partial(self._done, start),
            button=self.apply_button,
            once="prices",
            changed={"goods", "prices"},
        )

    def _done(self, start: date | None, count: int) -> None:
        said = ngettext("{count} harga diubah.", "{count} harga diubah.", count).format(count=count)
        words = f"{said} " + _("Labelnya menunggu dicetak.")
        if start is not None:
            words = _("{count} harga berlaku mulai {day}.").format(count=count, day=short_date(start))
        self.why.clear()
        self.below.set_on(False)
        self._look()
        self.say(Notice(words, "ok"))
        self.home()

    def _history(self) -> None:
        if self.board.rows:
            self.shell.go("report", report="price-history", good=self.board.rows[self.at].good.code)

    def _copy(self) -> None:
        report = price_reports.preview(self.board, self.desk.shop.branch.shop_name)
        exports.copy(report)
        words = _("{count} baris disalin. Tempel di Excel dengan Ctrl V.").format(count=len(report.rows))
        self.say(Notice(words, "ok"))

    def scanned(self, code: str) -> None:
        """A scanned good is looked for at once."""
        self.field.setText(code)
        self._typed(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self.stack.currentWidget() is self.list:
            self.choose(self.at + step)

    def _leave(self) -> None:
        """First the page over the list goes, then the panel, then the screen."""
        if self.stack.currentWidget() is not self.list:
            self._close_picker()
            self.home()
        elif not self.field.hasFocus():
            self.home()
        else:
            self.shell.back()


def _ruled(board: Board, rule: Rule) -> Board:
    return board.ruled(rule)
