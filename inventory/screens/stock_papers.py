"""What all stock papers are keyed on: a scan box, the lines, and the chosen line at the right.

A subclass says what its paper is: it adds its own parts to `side`, and keeps the paper in
`keep`.  Scanning works wherever the focus is; Enter in the quantity goes back to the box.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import layouts, theme
from desktop.amounts import QuantityField
from desktop.buttons import KeyButton
from desktop.cards import Card
from desktop.cells import Column, Row
from desktop.fields import Captioned, ScanField
from desktop.frames import NARROW_BELOW
from desktop.keys import Action
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import ElidedLabel, Label
from desktop.theme import Size
from inventory import paper_desks
from inventory.paper_lines import LotThere, PaperLine, PaperLines
from inventory.screens import stock_rows
from inventory.screens.picking import PickPage
from inventory.stock_places import StockPlace
from koperasi import uids
from koperasi.money import MINUS
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.text import N_, _

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -9, Qt.Key.Key_PageDown: 9}
WIDE_SIDE, NARROW_SIDE = 340, 296


class StockPaperScreen(OfficeScreen):
    """Scan or search a good, say how many, and keep the paper."""

    place = "stock"
    #: What keeping it is called, and what the empty list says.
    keep_words = ""
    empty_words = ""
    more_keys = (("↑ ↓", N_("pilih baris")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.draft = PaperLines()
        self.places: tuple[StockPlace, ...] = ()
        self.source = 0
        self._source_words = ""
        self._lot_action: Action | None = None
        self._make_lines()
        self._make_side()
        self._make_deeds()
        self.picker = PickPage(_("Barang"))
        self.picker.picked.connect(self._picked)
        self.picker.left.connect(self.close_picker)
        self._candidates: dict[object, Callable[[], object]] = {}
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px(8))
        left.addWidget(self.field)
        left.addWidget(self.list, 1)
        work = QWidget()
        work.setLayout(layouts.row(layouts.held(left), self.side_scroll, gap=16))
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self.stack.addWidget(self.picker)
        self.body.addWidget(self.stack, 1)
        foot = (self.back_button, self.remove_button, *self.step_buttons, 1, self.keep_button)
        self.body.addLayout(layouts.row(*foot, gap=8))
        self.notice.pressed.connect(self._see)
        self.draw()

    def _make_lines(self) -> None:
        self.field = ScanField(_("Scan barcode, atau ketik nama barang lalu Enter"), name=_("Cari barang"))
        self.field.submitted.connect(self._submitted)
        self.home_field = self.field
        self.list = RowList(self.columns(), name=_("Baris dokumen"))
        self.list.row_pressed.connect(self.choose)
        self.list.show_empty(_(self.empty_words), "scan")

    def _make_side(self) -> None:
        self.side_card = Card(pad=(16, 14), gap=8)
        self.side_scroll = Scroll(self.side_card)
        self.line_name = ElidedLabel("", Size.LEAD, bold=True)
        self.line_words = Label("", Size.BODY, tone="ink2", wrap=True)
        self.quantity = QuantityField(name=_("Jumlah"))
        self.quantity.quantity_changed.connect(self._quantity_typed)
        self.quantity.submitted.connect(self.home)
        unit = self.law("F9", self._next_unit)
        self.unit_button = KeyButton(unit)
        self.side = QVBoxLayout()
        self.side.setSpacing(theme.px(8))
        self.line_words.setMinimumHeight(theme.px(44))
        self.side_card.body.addWidget(self.line_name)
        self.side_card.body.addWidget(self.line_words)
        amount = layouts.row(Captioned(_("Jumlah"), self.quantity), self.unit_button, gap=8)
        amount.setAlignment(self.unit_button, Qt.AlignmentFlag.AlignBottom)
        amount.setStretch(0, 1)
        self.side_card.body.addLayout(amount)
        self.side_card.body.addLayout(self.side)
        self.side_card.body.addStretch(1)

    def _make_deeds(self) -> None:
        back = self.act("Esc", _("Kembali"), self.leave_paper, icon_name="back")
        remove = self.act("Ctrl+D", _("Hapus"), self._remove, icon_name="bin")
        less = self.act("Ctrl+-", f"{MINUS}1", partial(self._step_quantity, -ONE))
        more = self.act("Ctrl++", "+1", partial(self._step_quantity, ONE))
        # By touch alone a quantity is stepped; by keys it is typed.
        self.step_buttons = (KeyButton(less), KeyButton(more))
        self.seen = self.act("Ctrl+O", _("Lihat dokumen"), self._see, icon_name="document")
        self.last_id = 0
        self.keep_action = self.act("Ctrl+S", _(self.keep_words), self.keep, icon_name="check")
        self.back_button = KeyButton(back, role="quiet")
        self.remove_button = KeyButton(remove)
        self.keep_button = KeyButton(self.keep_action, role="primary", size=Size.LEAD)

    def columns(self) -> list[Column]:
        return stock_rows.paper_columns()

    def drawn(self, place: int, line: PaperLine) -> Row:
        """A line as it is shown."""
        return stock_rows.paper_row(place, line, chosen=place == self.draft.chosen, short=self.lacks(place, line))

    def lacks(self, place: int, line: PaperLine) -> bool:
        """Whether a line asks for more than there is."""
        return line.lacking

    # -- coming ----------------------------------------------------------------

    def enter(self, **what: object) -> None:
        self.close_picker()
        code = what.get("code")
        self.shell.deeds.read(self, partial(paper_desks.places_of, self.desk.shop), done=self._placed, latest="places")
        if isinstance(code, str) and code:
            self.field.setText(code)

    def _placed(self, places: tuple[StockPlace, ...]) -> None:
        self.places = places
        self.source = min(self.source, max(len(places) - 1, 0))
        self.draw()
        if self.field.text().strip():
            self._submitted()
        elif self.draft.lines:
            self.look_again()

    @property
    def source_id(self) -> int:
        return self.places[self.source].id if self.places else 0

    def look_again(self) -> None:
        """What there is of every line where it is taken from."""
        products = tuple(each.product_id for each in self.draft.lines)
        read = partial(paper_desks.there, self.desk.shop, self.source_id, products)
        self.shell.deeds.read(self, read, done=lambda left: self.take(self.draft.at_place(left)), latest="there")

    # -- finding goods ---------------------------------------------------------

    def scanned(self, code: str) -> None:
        self._look_for(code, scanned=True)

    def _submitted(self) -> None:
        words = self.field.text().strip()
        if words:
            self._look_for(words, scanned=False)
        elif self.draft.lines:
            self.quantity.setFocus()

    def _look_for(self, words: str, *, scanned: bool) -> None:
        if not self.places:
            return
        read = partial(paper_desks.looked_for, self.desk.shop, words, self.source_id)
        # Every scan counts: none is passed over for a newer one.
        latest = None if scanned else "find"
        self.shell.deeds.read(self, read, done=partial(self._found, words, scanned), latest=latest)

    def _found(self, words: str, scanned: bool, found: tuple[PaperLine, ...]) -> None:
        if not found:
            self.shell.sounds.play(Sound.UNKNOWN)
            self.say(Notice(_("“{words}” tidak ditemukan di daftar barang.").format(words=words), "warn"))
        elif len(found) == 1:
            self.add(found[0], stay=scanned)
        else:
            lines = {each.product_id: each for each in found}
            choices = [(each.product_id, stock_rows.choice_words(each)) for each in found]
            self.pick(_("Barang"), choices, lambda key: self.add(lines[key]))  # type: ignore[index]

    def pick(self, title: str, choices: list[tuple[Any, str]], taken: Callable[[object], object]) -> None:
        """Let one of many be picked over the work."""
        self._taken = taken
        self.picker.show_choices(choices)
        self._show_page(1)
        self.picker.field.setFocus()

    def _picked(self, key: object, _words: str) -> None:
        self.close_picker()
        self._taken(key)

    def close_picker(self) -> None:
        self._show_page(0)
        self.home()

    def _show_page(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        for button in (self.remove_button, *self.step_buttons, self.keep_button):
            button.setVisible(page == 0)

    def add(self, line: PaperLine, *, stay: bool = False) -> None:
        """Another good: after a scan the box waits for the next one, else the quantity is asked."""
        self.hush()
        self.field.take()
        self.shell.sounds.play(Sound.FOUND)
        self.take(self.draft.add(line))
        self.list.reveal(self.draft.chosen)
        self.list.flash(self.draft.chosen)
        if stay:
            self.home()
        else:
            self.quantity.setFocus()

    def source_button(self, words: str, key: str = "Ctrl+A") -> KeyButton:
        """A button that goes round the places goods are taken from."""
        self._source_words = words
        self._source_button = KeyButton(self.act(key, _(words), self._next_source, icon_name="shelf"))
        return self._source_button

    def lot_button(self) -> KeyButton:
        """A button that picks the very lot a line is taken from."""
        self._lot_action = self.act("Ctrl+K", _("Lot"), self._pick_lot, icon_name="tag")
        return KeyButton(self._lot_action)

    def _pick_lot(self) -> None:
        line = self.draft.line
        if line is not None:
            read = partial(paper_desks.lots_of, self.desk.shop, self.source_id, line.product_id)
            self.shell.deeds.read(self, read, done=partial(self._lots_found, line), latest="lots")

    def _lots_found(self, line: PaperLine, lots: tuple[LotThere, ...]) -> None:
        words = {each.lot_id: stock_rows.lot_there_words(each) for each in lots}
        choices: list[tuple[Any, str]] = [(None, _("Otomatis: yang lebih dulu kedaluwarsa")), *words.items()]
        left = {each.lot_id: each.quantity for each in lots}
        whole = sum(left.values(), NOTHING)
        self.pick(
            _("Lot"),
            choices,
            lambda key: self.take(self.draft.with_lot(key, words.get(key, ""), left.get(key, whole))),  # type: ignore[arg-type,call-overload]
        )

    def _next_source(self) -> None:
        if self.places:
            self.source = (self.source + 1) % len(self.places)
            self.draw()
            self.look_again()

    # -- the lines -------------------------------------------------------------

    def take(self, draft: PaperLines) -> None:
        self.draft = draft
        self.draw()

    def choose(self, place: int) -> None:
        self.take(self.draft.choose(place))
        self.list.reveal(self.draft.chosen)

    def _quantity_typed(self, quantity: Quantity | None) -> None:
        self.draft = self.draft.with_quantity(quantity)
        self.draw(typed=True)

    def _next_unit(self) -> None:
        self.take(self.draft.next_unit())

    def _step_quantity(self, step: Quantity) -> None:
        line = self.draft.line
        if line is not None:
            self._quantity_typed(max(line.quantity + step, ONE))
            self.draw()

    def _remove(self) -> None:
        self.take(self.draft.without())
        self.home()

    def draw(self, *, typed: bool = False) -> None:
        """Show the draft; what is being typed is left as it is."""
        line = self.draft.line
        self.list.show_rows([self.drawn(place, each) for place, each in enumerate(self.draft.lines)])
        self.line_name.show_words(line.name if line else _("Belum ada barang"))
        self.line_words.setText(self._line_words(line) if line else _(self.empty_words))
        self.quantity.setEnabled(line is not None)
        if not typed:
            self.quantity.set_quantity(line.quantity if line else None)
        self.unit_button.show_words(line.unit.name if line else _("Satuan"))
        several = line is not None and len(line.units) > 1
        self.actions_by_key["F9"].setEnabled(several)
        for key in ("Ctrl+D", "Ctrl+-", "Ctrl++"):
            self.actions_by_key[key].setEnabled(line is not None)
        if self._lot_action is not None:
            self._lot_action.setEnabled(line is not None)
        if self._source_words:
            self._source_button.show_words(_(self._source_words).format(place=self.place_words()))
        short = any(self.lacks(place, each) for place, each in enumerate(self.draft.lines))
        self.keep_action.setEnabled(self.ready() and not short)
        self.keep_button.set_reason(_("Stok tidak cukup") if short else "")

    def _line_words(self, line: PaperLine) -> str:
        return stock_rows.line_words(line, self.place_words(), short=self.lacks(self.draft.chosen, line))

    def place_words(self) -> str:
        """Where it is taken from."""
        return self.places[self.source].name if self.places else ""

    def ready(self) -> bool:
        """Whether the paper can be kept."""
        return bool(self.draft.lines) and all(each.base_quantity.thousandths > 0 for each in self.draft.lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self.stack.currentIndex() != 0:
            super().keyPressEvent(event)
        else:
            self.choose(self.draft.chosen + step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.side_scroll.set_width(theme.px(NARROW_SIDE if narrow else WIDE_SIDE))
        wide = [column.width for column in self.columns()]
        self.list.set_widths([stock_rows.PAPER_NARROW.get(each, each) for each in wide] if narrow else wide)
        super().resizeEvent(event)

    # -- keeping ---------------------------------------------------------------

    def keep(self) -> None:
        """Post the paper."""
        raise NotImplementedError

    def head(self) -> dict[str, Any]:
        """Id, uid, day and instant of the paper about to be kept."""
        shop = self.desk.shop
        now = shop.clock()
        day = shop.branch.business_date(now)
        return {"id": shop.minter.next(), "uid": uids.new_uid(now), "business_date": day, "at": now}

    def post(self, deed: Callable[..., Any], made: Callable[[], tuple[Any, ...]]) -> None:
        """Do a deed with what `made` gives, off the GUI thread; afterwards the paper is empty again."""
        shop, person = self.desk.shop, self.desk.person

        def work() -> int:
            given = made()
            with shop.work(person, channel="office") as done:
                deed(done, *given)
            return int(given[0].id)

        self.shell.deeds.write(self, work, done=self._kept, button=self.keep_button, changed={"stock", "goods"})

    def _kept(self, document_id: int) -> None:
        self.shell.sounds.play(Sound.SAVED)
        self.take(PaperLines())
        self.emptied()
        self.last_id = document_id
        self.say(Notice(_("Tersimpan."), "ok", "Ctrl O", _("Lihat dokumen")))
        self.home()

    def _see(self) -> None:
        """The paper that was kept last."""
        if self.last_id:
            self.shell.go("document", document_id=self.last_id)

    def emptied(self) -> None:
        """Empty what the subclass asks for besides."""

    def leave_paper(self) -> None:
        """One step back: out of the picker, out of the quantity, away."""
        if self.stack.currentIndex() != 0:
            self.close_picker()
        elif self.quantity.hasFocus():
            self.home()
        else:
            self.shell.back()
