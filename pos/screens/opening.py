"""Opening a shift: the float, as an amount or counted note by note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop import frames, texts, theme
from desktop.amounts import AmountField
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.cards import Card, Pair
from desktop.numpads import COUNT, Numpad
from desktop.offices import Office
from desktop.screens import Screen
from desktop.shells import Shell
from desktop.texts import Label
from desktop.theme import Size
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import Shift
from koperasi.text import N_, _, long_date
from pos import stations
from pos.screens.count_cards import CountCards
from pos.screens.sticker_scans import StickerScans
from pos.stations import Float, Station

BOARD = {"steps": (50, 44, 36), "rp": 26, "tall": 150}
USUAL = (200_000, 300_000, 500_000)


class OpeningScreen(Screen):
    """Enter opens the shift with the amount shown; counting goes from note to note by Enter."""

    title = N_("Buka Shift")

    def __init__(
        self,
        shell: Shell,
        station: Station,
        on_opened: Callable[[Shift], None],
        on_left: Callable[[], None],
        office: Office | None = None,
    ) -> None:
        super().__init__(shell)
        self.office = office
        self.station, self._on_opened = station, on_opened
        self.stickers = StickerScans(self, station)
        self.known: Float | None = None
        self.head = frames.TitleBar(_("Buka Shift"))
        self.amount = AmountField(_("Modal Awal"))
        self.cards = CountCards()
        self.board = Board(BoardText(_("Modal Awal"), None), **BOARD)  # type: ignore[arg-type]
        self.pages = QStackedWidget()
        self._by_amount = self.act("Enter", _("Buka Shift"), self._open)
        self._by_count = self.act("Ctrl+Enter", _("Buka Shift"), self._open)
        self._switch = self.act("Ctrl+H", _("Hitung pecahan"), self._other_way)
        self._same = self.act("Ctrl+S", _("Sama dengan yang ditinggal"), self._take_left)
        leaving = self.act("Esc", _("Keluar"), on_left, icon_name="back")
        self.amount.amount_changed.connect(lambda _amount: self._show())
        self.amount.submitted.connect(self.do_primary)
        self.cards.counted.connect(lambda _count: self._show())
        self.cards.finished.connect(self._open)
        self.home_field = self.amount
        self._to_office = self.act("Ctrl+O", _("Kantor"), self._go_to_office, icon_name="shelf")
        self._lay_out(KeyButton(leaving, role="quiet"), KeyButton(self._switch, icon="coins"), KeyButton(self._same))

    def _lay_out(self, leaving: KeyButton, switch: KeyButton, same: KeyButton) -> None:
        names = (_("Kasir"), _("Tanggal buku"), _("Ditinggal di laci"), _("Dari brankas"), _("Ke brankas"))
        self.facts = {name: Pair(name, size=Size.LINE, value_size=Size.LEAD) for name in names}
        card = Card(pad=(24, 20), gap=16)
        card.body.addWidget(self.amount)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for amount in USUAL:
            button = KeyButton(Rupiah(amount).bare, tall="56", size=Size.LEAD)
            button.clicked.connect(lambda _checked=False, amount=amount: self._choose(Rupiah(amount)))
            row.addWidget(button, 1)
        card.body.addLayout(row)
        card.body.addWidget(texts.rule())
        for pair in self.facts.values():
            pair.setFixedHeight(theme.px(30))
            card.body.addWidget(pair)
        card.body.addStretch(1)
        words = _("Hitung uang di laci sebelum menekan Enter. Jumlah ini menjadi awal hitungan kas.")
        card.body.addWidget(Label(words, wrap=True, tone="ink2"))
        self.pages.addWidget(card)
        self.pages.addWidget(self.cards)
        self.primaries = [
            KeyButton(action, role="primary", tall="72", size=Size.LEAD) for action in (self._by_amount, self._by_count)
        ]
        pad = Card(pad=(12, 12))
        pad.body.addWidget(Numpad(COUNT))
        self.right = frames.stacked(self.board, pad, *self.primaries, grows=1)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(self.pages, 1)
        body.addWidget(self.right)
        frames.page(
            self,
            self.head,
            body,
            self.notice,
            frames.foot(leaving, KeyButton(self._to_office), same, right=switch),
            grows=1,
        )
        self._show_page(0)

    def enter(self, **what: object) -> None:
        self._to_office.setEnabled(self.office is not None and bool(self.office.first()))
        self.cards.clear()
        self._show_page(0)
        self.known = None
        self.amount.set_amount(None)
        self._show()
        if isinstance(known := what.get("known"), Float):
            self._show_known(known)
        self.stickers.remind()

    def _go_to_office(self) -> None:
        """Who keeps the shop needs no drawer for it."""
        place = self.office.first() if self.office is not None else ""
        if place:
            self.shell.go(place)

    def scanned(self, code: str) -> None:
        """The sticker on the counter may be checked here; nothing else is scanned before the shift."""
        if not self.stickers.takes(code):
            super().scanned(code)

    def _show_known(self, known: Float) -> None:
        self.known = known
        person, day = self.station.person.name, long_date(known.business_date)
        self.head.show_words(texts.joined((self.station.till_name, person, day)))
        self.facts[_("Kasir")].show_value(f"**{person}**")
        self.facts[_("Tanggal buku")].show_value(f"**{day}**")
        self.facts[_("Ditinggal di laci")].show_value(f"**{known.left.shown}**")
        self.amount.set_amount(known.usual)
        self._show()

    @property
    def counting(self) -> bool:
        return self.pages.currentIndex() == 1

    @property
    def float_amount(self) -> Rupiah | None:
        """What the shift would open with now."""
        if self.counting:
            return self.cards.count.amount if self.cards.count.pieces else None
        return self.amount.amount

    def _choose(self, amount: Rupiah) -> None:
        self.amount.set_amount(amount)
        self._show()
        self.home()

    def _take_left(self) -> None:
        """The drawer holds what the last close left: said with one key."""
        if self.known is not None:
            if self.counting:
                self._show_page(0)
            self._choose(self.known.left)

    def _other_way(self) -> None:
        self._show_page(0 if self.counting else 1)
        self._show()
        self.home()

    def _show_page(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.home_field = self.cards.first_missing if page else self.amount
        self._switch.setText(_("Tulis jumlah") if page else _("Hitung pecahan"))
        for n, button in enumerate(self.primaries):
            button.setVisible(n == page)

    def _show(self) -> None:
        amount = self.float_amount
        for button in self.primaries:
            button.set_reason("" if amount is not None and self.known else _("Isi Modal Awal"))
        self.board.show_text(BoardText(_("Modal Awal"), amount, foot=self._foot()))
        if self.known and amount is not None:
            counted = self.counting and bool(self.known.left)
            taken, put = (ZERO, ZERO) if counted else stations.short_of(amount, self.known.left)
            for name, moved in ((_("Dari brankas"), taken), (_("Ke brankas"), put)):
                self.facts[name].show_value(f"**{moved.shown}**" if moved else "–")

    def _foot(self) -> str:
        """What is still to count; then how it differs from what was left, which is recorded and holds nothing up."""
        count = self.cards.count
        if not self.counting or not count.pieces or self.known is None:
            return ""
        if count.missing:
            return _("Masih kosong: {kinds}").format(kinds=count.missing_words)
        if not self.known.left:
            return ""
        over = count.amount - self.known.left
        word = _("Lebih") if over > ZERO else _("Kurang")
        told = _("{word} {amount}, dicatat").format(word=word, amount=abs(over).shown)
        return told if over else _("Sama dengan yang ditinggal")

    def _open(self) -> None:
        amount, known = self.float_amount, self.known
        if amount is None or known is None:
            return
        person, day = self.station.person, known.business_date
        # Where nothing was left, all of it comes out of the safe and nothing can be missing.
        count = self.cards.count.as_pieces if self.counting and known.left else ()
        self.shell.deeds.write(
            self,
            lambda: stations.open_shift(self.station, person, amount, day, count),
            done=self._on_opened,
            button=self.primaries[self.pages.currentIndex()],
            once="open-shift",
            changed={"shift"},
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.right.setFixedWidth(frames.right_width(self.width()))
