"""The till: the scan box, the lines, the board, the member; search and questions in the lines' place.

The screen draws the checkout's value and hands on keys, scans and touches.  Which page
stands in place of the lines is all it knows by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from desktop.notices import Notice
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.sounds import Sound
from koperasi.members import Card
from koperasi.money import ZERO
from koperasi.text import N_, _
from pos.edits import What
from pos.scans import read
from pos.screens import (
    answers,
    customers,
    favourites,
    holding,
    member_account,
    overrides,
    returns,
    reviews,
    scan_sides,
    tender_fixes,
    till_finds,
    till_keys,
)
from pos.screens.checkouts import Checkout
from pos.screens.line_edits import LineEdits
from pos.screens.searches import MemberSearch, Search
from pos.screens.sticker_scans import StickerScans
from pos.screens.till_faces import Page, Surroundings, TillFace
from pos.stations import Station
from pos.tenders import TenderKind
from pos.till import Till

#: Screens of others that keys of the law lead to.
ELSEWHERE = {"F1": "help", "F5": "hold", "F6": "held", "F10": "returns", "F11": "cash", "F12": "menu"}
#: Each adds screens that the till leads to: called with the window and the checkout.
NEIGHBOURS: tuple[Callable[[Shell, Checkout], object], ...] = (
    favourites.add_to,
    holding.add_to,
    customers.add_to,
    member_account.add_to,
    tender_fixes.add_to,
    returns.add_to,
)


def add_to(shell: Shell, station: Station) -> Checkout:
    """Add the selling screens to a window: "till", "payment", "change"."""
    from pos.screens.change import ChangeScreen
    from pos.screens.payment import PaymentScreen

    checkout = Checkout(shell, station)
    for add in (overrides.add_to, reviews.add_to, *NEIGHBOURS):
        add(shell, checkout)
    shell.add("till", TillScreen(shell, checkout))
    shell.add("payment", PaymentScreen(shell, checkout))
    shell.add("change", ChangeScreen(shell, checkout))
    return checkout


class TillScreen(Screen):
    """Where goods become lines."""

    title = N_("Kasir")
    more_keys = (
        ("4*", N_("sebelum scan: empat buah")),
        ("+ −", N_("tambah, kurangi")),
        ("Del", N_("hapus baris terpilih")),
        ("Ctrl E", N_("ubah qty, harga, diskon")),
        ("Ctrl R", N_("ulangi barang terakhir")),
        ("Ctrl Del", N_("batalkan seluruh belanja")),
        ("↑ ↓", N_("pilih baris")),
        ("A … Z", N_("cari nama barang")),
    )

    def __init__(self, shell: Shell, checkout: Checkout) -> None:
        super().__init__(shell)
        self.checkout = checkout
        self._drawn: Till | None = None
        self.keys = till_keys.add_to(self, ELSEWHERE)
        face = TillFace(self.notice, self.keys, self.function_keys)
        self.face, self.scan = face, face.scan
        self.search = Search(self, checkout, face.found)
        self.member_search = MemberSearch(self, checkout, face.members.show_cards)
        self.stickers = StickerScans(self, checkout.station)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(face)
        self._listen()
        scan_sides.count_held(self)
        self.home_field = self.scan

    @property
    def page(self) -> Page:
        return self.face.page

    # -- its deeds -------------------------------------------------------------

    def _listen(self) -> None:
        face = self.face
        self.scan.installEventFilter(self)
        self.scan.submitted.connect(self.enter_pressed)
        self.scan.textEdited.connect(self._edited)
        face.lines.line_pressed.connect(self._line_pressed)
        face.lines.hint_pressed.connect(lambda: self.become(lambda till: till.hint_taken()))
        face.found.pressed.connect(lambda _place: self.enter_pressed())
        face.found.chosen_changed.connect(lambda: till_finds.show(self))
        face.good.units.unit_pressed.connect(self.search.take_unit)
        face.members.pressed.connect(lambda _place: self.enter_pressed())
        face.asking.submitted.connect(self.enter_pressed)
        self.edits = LineEdits(self, self.checkout)
        self.notice.pressed.connect(self._notice_pressed)
        self.checkout.changed.connect(self.draw)
        self.checkout.card_typed.connect(self._confirm)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """What came on the change screen: `code` scanned (`before` it stood in the box), `text` begun, `entered`."""
        # What is not settled is said again: another screen has taken its strip away.
        self._drawn = None
        self.turn_to(Page.LINES)
        self.checkout.enter()
        self.draw()
        if isinstance(code := what.get("code"), str):
            self.scan.setText(str(what.get("before", "")))
            self.scanned(code)
        elif isinstance(text := what.get("text"), str):
            self.scan.setText(text)
            self._edited(text)
        elif isinstance(entered := what.get("entered"), str):
            self.scan.setText(entered)
            self._enter_line()

    def scanned(self, code: str) -> None:
        typed = read(self.scan.text())
        if self.stickers.takes(code):
            return
        if self.page in (Page.EDIT, Page.REASON):
            self.say(Notice(_("Selesaikan dulu ubahan ini, atau Esc, lalu scan lagi."), "warn"))
            self.shell.sounds.play(Sound.REFUSED)
        elif self.page is Page.FOUND and self.search.checking:
            self.scan.clear()
            self.search.look_up(code)
        elif typed.rest and not typed.words and self.page is Page.LINES:
            self.become(lambda till: till.refused_text(typed.rest))
        else:
            self.scan.clear()
            self.turn_to(Page.LINES if self.page is not Page.PRICE else Page.PRICE)
            self.checkout.scan(code, typed.quantity)

    # -- keys ------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.scan and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            deed = till_keys.deed_of(self, event)
            if deed is not None:
                deed()
                return True
        return super().eventFilter(watched, event)

    def walk(self, steps: int) -> None:
        if self.page is Page.FOUND:
            self.face.found.choose(self.face.found.list.chosen + steps)
        elif self.page is Page.MEMBERS:
            self.face.members.choose(self.face.members.chosen + steps)
        else:
            self.become(lambda till: till.moved(steps))

    def _edited(self, text: str) -> None:
        """Letters open the search; an emptied box closes one that nobody asked for."""
        typed = read(text)
        if not (text or (self.checkout.till and self.checkout.till.unknown)):
            self.hush()
        if self.page is Page.MEMBERS:
            self.member_search.look_for(text)
        elif self.page is Page.FOUND or typed.words:
            if not typed.rest and not self.search.asked:
                self.turn_to(Page.LINES)
                return
            self.turn_to(Page.FOUND)
            self.search.look_for(typed.rest)

    def enter_pressed(self) -> None:
        """Enter, or a touch on the primary button: whatever this page's deed is."""
        deeds = {
            Page.LINES: self._enter_line,
            Page.FOUND: lambda: self.search.when_found(lambda: till_finds.take(self)),
            Page.MEMBERS: self._attach_chosen,
            Page.PRICE: lambda: answers.take(self),
            Page.EDIT: self.edits.entered,
            Page.REASON: self.face.why.take_typed,
        }
        deeds[self.page]()

    def _enter_line(self) -> None:
        typed = read(self.scan.text())
        if typed.rest:
            self.scan.clear()
            self.checkout.scan(typed.rest, typed.quantity, typed=True)
        elif typed.quantity is not None:
            self.scan.clear()
            quantity = typed.quantity
            self.become(lambda till: till.counted(quantity))
        else:
            self.pay(TenderKind.CASH)

    def step_out(self) -> None:
        """Esc: a page closes, then what waits for an answer goes; lines are never lost by it."""
        if self.page in (Page.FOUND, Page.MEMBERS, Page.EDIT, Page.REASON):
            self.scan.clear()
            self.turn_to(Page.LINES)
            if self.checkout.till is not None and self.checkout.till.choices:
                self.become(lambda till: till.dropped())
            self.home()
        else:
            self.become(lambda till: till.dropped())

    def step_back(self) -> None:
        """Esc goes to the page first: the strip stays while its code is not settled."""
        if self.page is Page.LINES and not (self.checkout.till and self.checkout.till.unknown):
            super().step_back()
        else:
            self.step_out()

    # -- deeds -----------------------------------------------------------------

    def become(self, change: Callable[[Till], Till]) -> None:
        till = self.checkout.till
        if till is not None:
            self.checkout.become(change(till))

    def pay(self, kind: TenderKind) -> None:
        self.checkout.when_settled(lambda: self._start_payment(kind))

    def _start_payment(self, kind: TenderKind) -> None:
        self.turn_to(Page.LINES)
        self.become(lambda till: till.pay_started(kind))
        if self.checkout.till is not None and self.checkout.till.paying:
            self.scan.clear()
            self.shell.go("refund" if self.checkout.till.due < ZERO else "payment")

    def look_for(self, *, checking: bool) -> None:
        """F2 and F7: search, also with digits; F7 shows what a scan names and sells nothing."""
        if not checking and till_finds.sell_checked(self):
            return
        self.hush()
        self.turn_to(Page.FOUND)
        self.search.begin(read(self.scan.text()).rest, checking=checking)
        self.home()

    def member_pressed(self) -> None:
        self.scan.clear()
        self.turn_to(Page.MEMBERS)
        self.face.members.show_cards((), "")
        self.home()

    def _confirm(self, card: Card) -> None:
        """A number was typed: her name is shown, and Enter says that it is she."""
        self.member_pressed()
        self.face.members.show_cards((card,), card.number)

    def _attach_chosen(self) -> None:
        card = self.face.members.card
        if card is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.scan.clear()
        self.turn_to(Page.LINES)
        self.become(lambda till: till.attached(card))
        self.home()

    def account_opened(self) -> None:
        """The account of the member chosen in the list, else of the one at the till."""
        till = self.checkout.till
        card = self.face.members.card if self.page is Page.MEMBERS else None
        card = card or (till.cart.member if till is not None else None)
        if card is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.scan.clear()
        self.shell.go(member_account.NAME, card=card)

    def detached(self) -> None:
        self.turn_to(Page.LINES)
        self.become(lambda till: till.detached())
        self.home()

    def next_unit(self) -> None:
        if self.page is Page.FOUND:
            self.search.next_unit()
        else:
            self.become(lambda till: till.next_unit())

    def _line_pressed(self, place: int) -> None:
        """A touch chooses a line; a touch on the chosen one changes it."""
        till = self.checkout.till
        row = till.cart.rows[place] if till is not None else None
        if till is None or row is None or row.removal is not None:
            return
        if till.line is not None and till.line.key == row.key and till.chosen == row.key:
            self.edits.begin(What.QUANTITY)
        else:
            self.become(lambda till: till.chose(row.key))

    def _notice_pressed(self) -> None:
        if self.checkout.till is not None and self.checkout.till.unknown:
            self.look_for(checking=False)
        else:
            self.step_back()

    # -- drawing ---------------------------------------------------------------

    def turn_to(self, page: Page) -> None:
        if page is not Page.FOUND:
            self.search.close()
        self.face.turn_to(page)
        self.home_field = self.scan
        till = self.checkout.till
        if page is Page.PRICE and till is not None:
            self.home_field = self.face.ask(till)
        elif page is Page.EDIT and till is not None:
            self.home_field = self.edits.field(till)
        elif page is Page.REASON:
            self.home_field = self.edits.reason_field()
        if till is not None:
            self.face.draw(till, self._around(), self.checkout.owes_since)
        self.home()

    def draw(self) -> None:
        """Show the checkout's value, on the page that it calls for."""
        till = self.checkout.till
        if till is None:
            return
        before, self._drawn = self._drawn, till
        asked = before.asking if before is not None else None
        if bool(till.asking) != (self.page is Page.PRICE) or (asked and till.asking and asked != till.asking):
            self.turn_to(Page.PRICE if till.asking else Page.LINES)
        if till.choices and (before is None or before.choices != till.choices):
            self.turn_to(Page.FOUND)
            self.search.show_choices(till.choices)
        if self.page is Page.EDIT and before is not None and before.cart != till.cart:
            self.face.editing.show_values(till)
        self.face.draw(till, self._around(), self.checkout.owes_since)
        if till is not before and till.said is not None:
            said = till.said
            self.say(Notice(said.words, said.tone, said.key, said.key_words))
        elif till is not before:
            self.hush()

    def _around(self) -> Surroundings:
        shop = self.checkout.station.shop
        shift = self.checkout.station.shift
        day = shift.business_date if shift is not None else shop.branch.business_date(shop.clock())
        return Surroundings(shop.branch, day, shop.settings.surplus_estimate_bps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.face.fit()
