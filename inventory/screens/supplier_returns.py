"""Retur Pemasok: goods of a supplier go back to her, out of the lots they came with.

The supplier is chosen first; what is left of her goods stands in the list, at the place it
is taken from.  When it is done its slip is printed, to be signed by both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.fields import Field, ScanField
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.texts import Label
from desktop.theme import Size
from inventory import queries, supplier_return_queries, supplier_returns, suppliers
from inventory.screens import supplier_return_parts as parts
from inventory.screens.picking import PickPage
from inventory.supplier_return_desks import ReturnDesk
from inventory.supplier_return_facts import Settled
from inventory.supplier_return_queries import Returnable
from inventory.supplier_return_slips import return_slip
from inventory.supplier_returns import SupplierReturn
from koperasi import uids
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _, plain
from koperasi.work import Actor
from printing import jobs

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
WIDE, NARROW = 372, 324
Places = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What is left of a supplier's goods at a place, and which places there are."""

    desk: ReturnDesk
    places: Places


def offered(shop: Shop, supplier_id: int | None, location_id: int | None) -> Offered:
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        found = supplier_return_queries.places(connection, shop.branch.id)
        places = tuple((place, name) for place, _kind, name in found)
        at = location_id if location_id is not None else places[0][0]
        lots = tuple(supplier_return_queries.returnable(connection, supplier_id, at))
    return Offered(ReturnDesk(supplier_id, at, day, lots), places)


def suppliers_of(shop: Shop) -> list[tuple[object, str]]:
    with shop.reading() as connection:
        known = suppliers.all_in_use(connection)
    return [*((each.party_id, each.name) for each in known), (None, _("Tanpa pemasok"))]


def found_products(shop: Shop, code: str) -> frozenset[int]:
    """The goods that a scanned code names."""
    with shop.reading() as connection:
        return frozenset(each.good.product_id for each in queries.find_code(connection, code))


def given_back(shop: Shop, actor: Actor, command: SupplierReturn, printer: str) -> str:
    """Post it, and put its slip into the print queue in the same transaction."""
    with shop.work(actor, channel="office") as work:
        number = supplier_returns.give_back(work, command)
        if printer:
            slip = return_slip(shop.branch, supplier_return_queries.told(work.connection, command.id))
            row = jobs.queue_row(work.mint(), slip, printer=printer, at=work.now, document_id=command.id)
            jobs.put(work.connection, row)
    return number


class SupplierReturnsScreen(OfficeScreen):
    """Supplier and place above, lots at the left, the chosen lot at the right."""

    place = "buying"
    title = N_("Retur Pemasok")
    interested = frozenset({"stock", "purchases"})
    more_keys = (("↑ ↓", N_("pilih barang")),)

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.now: ReturnDesk | None = None
        self.places: Places = ()
        self.shown: tuple[Returnable, ...] = ()
        self.at = 0
        self.field = ScanField(_("Cari atau scan barang pemasok ini"), name=_("Cari barang"))
        self.field.set_searching(True)
        self.field.textEdited.connect(lambda _text: self._narrow())
        self.field.submitted.connect(self._to_panel)
        self.home_field = self.field
        self.list = RowList(parts.columns(), row_height=52, name=_("Barang pemasok"))
        self.list.row_pressed.connect(self._touched)
        self.picker = PickPage(_("Pemasok"))
        self.picker.picked.connect(self._picked)
        self.picker.left.connect(self._leave)
        self.reasons = PickPage(_("Alasan"), free=True, numbered=True)
        self.reasons.picked.connect(self._reason_picked)
        self.reasons.left.connect(self._leave)
        self.stack = QStackedWidget()
        for page in (self.list, self.picker, self.reasons):
            self.stack.addWidget(page)
        self.panel = parts.LotPanel()
        self.panel.given.connect(self._given)
        self.panel.settled.picked.connect(self._settle)
        self.reason = Field(size=Size.BODY, name=_("Alasan"))
        self.reason.setPlaceholderText(_("Alasan: rusak, kedaluwarsa, salah kirim…"))
        self.reason.setFixedHeight(theme.px(48))
        self.reason.textEdited.connect(lambda _text: self._tell())
        self.reason.submitted.connect(self._give_back)
        self._lay_actions()

    def _lay_actions(self) -> None:
        back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self.supplier_action = self.act("Ctrl+U", _("Pilih Pemasok"), self._pick, icon_name="truck")
        self.place_action = self.act("Ctrl+K", _("Dari rak"), self._next_place, icon_name="shelf")
        settle = self.act("Ctrl+G", "", self._next_settled)
        why = self.act("Ctrl+J", _("Alasan"), self._pick_reason, icon_name="note")
        give = self.act("Ctrl+Enter", _("Retur"), self._give_back, icon_name="truck")
        done = self.act("Ctrl+R", _("Riwayat"), self._history, icon_name="clock")
        self.settle_action, self.give_action = settle, give
        self.give_button = KeyButton(give, role="primary", size=Size.LEAD)
        places = (KeyButton(self.supplier_action, tall="56"), KeyButton(self.place_action, tall="56"))
        search = layouts.row(self.field, *places, gap=8)
        search.setStretch(0, 1)
        self.head_right.addWidget(Label(_("Penggantian (Ctrl G)"), Size.MINI, tone="ink2"))
        self.head_right.addWidget(self.panel.settled)
        self.head_right.addWidget(KeyButton(done))
        middle = layouts.row(self.stack, self.panel, gap=16)
        middle.setStretch(0, 1)
        foot = layouts.row(KeyButton(back, role="quiet"), KeyButton(why), gap=8)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.give_button)
        self.body.addLayout(search)
        self.body.addLayout(middle, 1)
        self.body.addLayout(foot)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.px(NARROW_BELOW)
        self.list.set_widths(parts.NARROW_WIDTHS if narrow else parts.WIDTHS)
        self.panel.setFixedWidth(theme.px(NARROW if narrow else WIDE))
        super().resizeEvent(event)

    # -- coming, choosing ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """With `supplier_id` her goods are shown at once; else the supplier is asked for first."""
        if "supplier_id" in what:
            given = what["supplier_id"]
            self._look(given if isinstance(given, int) else None, None)
        elif self.now is None:
            self.list.show_empty(_("Pilih dulu pemasoknya."), "truck")
            self._pick()

    def refresh(self) -> None:
        if self.now is not None and not self.now.given:
            self._look(self.now.supplier_id, self.now.location_id)

    def _pick(self) -> None:
        read = partial(suppliers_of, self.desk.shop)
        self.shell.deeds.read(self, read, done=self._offer_suppliers, latest="return-suppliers")

    def _offer_suppliers(self, choices: list[tuple[object, str]]) -> None:
        self.picker.show_choices(choices, self.now.supplier_id if self.now is not None else "")
        self.stack.setCurrentWidget(self.picker)
        self.picker.field.setFocus()

    def _picked(self, key: object, words: str) -> None:
        self.stack.setCurrentWidget(self.list)
        self.supplier_action.setText(words)
        self._look(key if isinstance(key, int) else None, self.now.location_id if self.now is not None else None)
        self.home()

    def _pick_reason(self) -> None:
        """The usual reasons, for a finger; others are typed."""
        self.reasons.show_choices([(words, _(words)) for words in parts.REASONS])
        self.stack.setCurrentWidget(self.reasons)
        self.reasons.field.setFocus()

    def _reason_picked(self, key: object, _words: str) -> None:
        self.reason.setText(_(str(key)))
        self.stack.setCurrentWidget(self.list)
        self._tell()
        self.reason.setFocus()

    def _look(self, supplier_id: int | None, location_id: int | None) -> None:
        self.list.show_empty(_("Mencari…"), "search")
        read = partial(offered, self.desk.shop, supplier_id, location_id)
        self.shell.deeds.read(self, read, done=self._found, latest="returnable")

    def _found(self, found: Offered) -> None:
        settled = self.now.settled if self.now is not None else Settled.CREDIT
        self.now, self.places, self.at = replace(found.desk, settled=settled), found.places, 0
        named = dict(found.places).get(found.desk.location_id, "")
        self.place_action.setText(_("Dari {place}").format(place=named.lower()))
        self.list.show_empty(_("Tidak ada barang pemasok ini di sini."), "box")
        self._narrow()

    def _next_place(self) -> None:
        """Another place to take goods from; what was entered for this one is put aside."""
        if self.now is None or not self.places:
            return
        ids = [place for place, _name in self.places]
        following = ids[(ids.index(self.now.location_id) + 1) % len(ids)]
        self._look(self.now.supplier_id, following)

    # -- the lots --------------------------------------------------------------

    def _narrow(self) -> None:
        words = plain(self.field.text()).casefold()
        lots = self.now.lots if self.now is not None else ()
        self._show(tuple(each for each in lots if words in f"{each.code} {each.name}".casefold()))

    def _show(self, lots: tuple[Returnable, ...]) -> None:
        self.shown = lots
        self.choose(0)

    def choose(self, number: int) -> None:
        """Make another lot the chosen one."""
        if self.now is None:
            return
        self.at = min(max(number, 0), max(len(self.shown) - 1, 0))
        self.list.show_rows([parts.lot_row(each, self.now, chosen=n == self.at) for n, each in enumerate(self.shown)])
        self.list.reveal(self.at)
        self.panel.show_lot(self.shown[self.at] if self.shown else None, self.now)
        self._tell()

    def _tell(self) -> None:
        desk = self.now
        reason = desk.blocked(self.reason.text()) if desk is not None else _("Pilih pemasok")
        self.give_button.set_reason(reason)
        self.give_action.setEnabled(not reason)
        if desk is None or not desk.given:
            self.show_words(_("Barang yang dikembalikan kepada pemasoknya"))
            return
        self.give_action.setText(_("Retur {credit}").format(credit=desk.credit))
        said = _("{count} barang, modal {cost}, diganti {credit}")
        self.show_words(said.format(count=len(desk.given), cost=desk.cost, credit=desk.credit))

    def _touched(self, number: int) -> None:
        self.choose(number)
        self._to_panel()

    def _to_panel(self) -> None:
        if self.shown:
            self.panel.quantity.setFocus()

    def _given(self, quantity: Quantity | None, credit: Rupiah | None) -> None:
        if self.now is None or not self.shown:
            return
        try:
            self.now = self.now.giving(self.shown[self.at], quantity, credit)
        except BadInput as wrong:
            self.panel.quantity.show_error(wrong.message)
            self.panel.quantity.setFocus()
            return
        self.panel.quantity.clear_error()
        self.field.clear()
        lot_id = self.shown[self.at].lot_id
        self.shown = self.now.lots
        self.choose(next(n for n, each in enumerate(self.shown) if each.lot_id == lot_id))
        self.home()

    def _settle(self, settled: object) -> None:
        if self.now is not None:
            self.now = replace(self.now, settled=Settled(str(settled)))
            self.panel.settled.choose(self.now.settled)

    def _next_settled(self) -> None:
        if self.now is not None:
            ways = list(parts.SETTLED)
            self._settle(ways[(ways.index(self.now.settled) + 1) % len(ways)])

    def _history(self) -> None:
        self.shell.go("supplier-return-list")

    def scanned(self, code: str) -> None:
        """A scan chooses the good's first lot; one that is not hers is told."""
        read = partial(found_products, self.desk.shop, code)
        self.shell.deeds.read(self, read, done=self._scanned, latest="return-scan")

    def _scanned(self, products: frozenset[int]) -> None:
        lots = self.now.lots if self.now is not None else ()
        place = next((n for n, each in enumerate(lots) if each.product_id in products), None)
        if place is None:
            self.shell.sounds.play(Sound.UNKNOWN)
            self.say(Notice(_("Barang itu tidak ada dari pemasok ini di sini."), "warn"))
            return
        self.field.clear()
        self.shown = lots
        self.choose(place)
        self._to_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self.stack.currentWidget() is self.list:
            self.choose(self.at + step)

    # -- doing it --------------------------------------------------------------

    def _give_back(self) -> None:
        desk = self.now
        if desk is None or desk.blocked(self.reason.text()):
            return
        shop, at = self.desk.shop, self.desk.shop.clock()
        command = desk.command(shop.minter.next(), uids.new_uid(at), at, self.reason.text())
        self.shell.deeds.write(
            self,
            partial(given_back, shop, self.desk.person, command, self.desk.printer),
            done=self._done,
            button=self.give_button,
            once="supplier-return",
            changed={"stock", "payables"},
        )

    def _done(self, number: str) -> None:
        self.desk.call_printer()
        self.reason.clear()
        words = _("{number}: barang diretur. Minta pemasok menandatangani slipnya.")
        if not self.desk.printer:
            words = _("{number}: barang diretur.")
        self.say(Notice(words.format(number=number), "ok"))
        desk = self.now
        self.now = None if desk is None else replace(desk, given={})
        if desk is not None:
            self._look(desk.supplier_id, desk.location_id)
        self.home()

    def _leave(self) -> None:
        """First the page over the list goes, then the panel, then the screen."""
        if self.stack.currentWidget() is not self.list and self.now is not None:
            self.stack.setCurrentWidget(self.list)
            self.home()
        elif self.stack.currentWidget() is self.list and not self.field.hasFocus():
            self.home()
        else:
            self.shell.back()
