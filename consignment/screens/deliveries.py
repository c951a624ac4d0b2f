"""Titip Masuk: a maker's goods are counted by both sides, on her terms, and put on the shelf.

Who brings comes first (card, code, name), then her goods by scan or words.  Each row is
keyed where it stands; Ctrl Enter saves and prints both sheets of the nota.  Everything is
on disk at every step.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from consignment import delivery_deeds, delivery_sources, delivery_warnings
from consignment.delivery_deeds import Saved
from consignment.delivery_desks import DeliveryDesk, DeskLine, DeskMaker
from consignment.screens import delivery_cards
from consignment.screens.delivery_cards import MakerCard, NotaCard
from consignment.screens.delivery_choices import Choices, Scanning
from consignment.screens.delivery_details import DetailPage
from consignment.screens.delivery_lines import LineTable
from consignment.screens.delivery_pages import ConfirmPage, NewOfHersPage
from consignment.screens.delivery_parts import PeopleList
from consignment.screens.delivery_saves import Saving
from desktop import layouts, theme
from desktop.buttons import KeyButton
from desktop.chips import ChipLabel
from desktop.fields import ScanField
from desktop.finds import FoundList
from desktop.frames import NARROW_BELOW
from desktop.notices import Notice
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import intakes
from inventory.screens.picking import PickPage
from inventory.screens.receiving_pages import SavedPage
from koperasi.text import N_, _

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}
RIGHT, NARROW_RIGHT = 276, 248
#: Fields of a line that are keyed in its row; all others are on its page of details.
IN_ROW = ("offered", "accepted", "quantity", "expires_on", "")
LOW = 700


class DeliveriesScreen(OfficeScreen):
    """From her basket to the shelf, with a nota for both."""

    place = "consignment"
    title = N_("Titip Masuk")
    interested = frozenset({"goods", "prices", "agreements", "makers"})
    more_keys = (("30*", N_("sebelum scan: tiga puluh buah")), ("↑ ↓", N_("pilih baris")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.desk_now: DeliveryDesk | None = None
        self.saved: Saved | None = None
        self.with_labels = True
        self.wanted: tuple[int, str] | None = None  # the line and field the focus goes to next
        self.narrow = False
        self.scan = ScanField(_("Scan kartu penitip, atau ketik nama"), name=_("Kotak scan titip masuk"))
        self.lines = LineTable(self.today)
        self.found, self.people = FoundList(), PeopleList()
        self.maker_card, self.nota_card = MakerCard(), NotaCard()
        self.today_chip = ChipLabel(None, Size.BODY, yields=True)
        self._make_actions()
        self._make_pages()
        self.scanning, self.choices, self.saving = Scanning(self), Choices(self), Saving(self)
        self._lay_out_body()
        self._connect()
        self.home_field = self.scan

    def today(self) -> date:
        return self.desk.shop.branch.business_date(self.desk.shop.clock())

    # -- building --------------------------------------------------------------

    def _make_actions(self) -> None:
        self._save_action = self.act("Ctrl+Enter", _("Simpan"), lambda: self.saving.save(), icon_name="printer")
        self._back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self._new = self.act("Ctrl+N", _("Barang baru"), lambda: self.choices.new_good(), icon_name="plus")
        self._clear = self.act("Ctrl+Delete", _("Kosongkan"), self._ask_clear, icon_name="bin")
        self._today = self.act("Ctrl+D", _("Daftar"), lambda: self.shell.go("delivery-list"), icon_name="document")
        self._details = self.act("Ctrl+E", _("Rincian"), self.show_details, icon_name="pencil")
        self._reason = self.act("Ctrl+J", _("Sebab ditolak"), lambda: self.choices.ask_reason())
        self._confirm = self.act("Ctrl+K", _("Setuju"), lambda: self.choices.confirm(), icon_name="check")
        self._label = self.act("Ctrl+B", _("Label"), self._turn_labels, icon_name="tag")
        self._remove = self.act("Ctrl+R", _("Hapus"), lambda: self.change(lambda desk: desk.removed()))
        self._hers = self.law("F2", self._show_hers)
        self._unit = self.law("F9", lambda: self.change(lambda desk: desk.next_unit()))
        self._print = self.act("Ctrl+P", _("Cetak lagi"), lambda: self.saving.print_again(), icon_name="printer")
        self._labels = self.act("Ctrl+T", _("Cetak label"), lambda: self.saving.print_labels(), icon_name="tag")
        self._following = self.act("", _("Penitip berikutnya"), self._begin_anew, icon_name="check")
        self._back_to_lines = self.act("", _("Kembali ke daftar"), self._to_lines, icon_name="check")
        self._picture = self.act("", _("Foto"), lambda: self.choices.ask_picture(), icon_name="plus")
        self._save_good = self.act("", _("Simpan Barang"), lambda: self.new_page.read())
        self._no_good = self.act("", _("Batal"), self._to_lines)
        self._sign = self.act("", _("Tanda tangan di nota"), lambda: self.choices.signed(), icon_name="pencil")
        self._pin = self.act("", _("PIN penitip"), lambda: self.confirm_page.ask_pin(ask=True), icon_name="key")

    def _make_pages(self) -> None:
        self.pages = QStackedWidget()
        self.reason_page = PickPage(_("Sebab ditolak"), free=True, numbered=True)
        self.new_page = NewOfHersPage(self._save_good, self._no_good)
        self.detail_page = DetailPage(self.today, self._back_to_lines, self._picture)
        self.confirm_page = ConfirmPage(self._back_to_lines, self._sign, self._pin)
        self.saved_page = SavedPage(self._following, self._print, self._labels)
        self.table: QWidget = self.lines
        asked = (self.reason_page, self.new_page, self.detail_page, self.confirm_page, self.saved_page)
        for page in (self.table, self.found, self.people, *asked):
            self.pages.addWidget(page)

    def _lay_out_body(self) -> None:
        self.save_button = KeyButton(self._save_action, role="primary", tall="72", size=Size.LEAD)
        self.save_button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.new_button = KeyButton(self._new, tall="56", size=Size.BODY)
        self.hers_button = KeyButton(_("Barangnya"), "F2", tall="56", size=Size.BODY)
        self.hers_button.clicked.connect(self._hers.trigger)
        self.hers_button.setAccessibleName(_("Semua barangnya"))
        top = layouts.row(self.scan, self.hers_button, self.new_button, gap=12)
        top.setStretch(0, 1)
        self._top = layouts.held(top)
        of_line = (self._details, self._remove, self._confirm, self._label, self._unit)
        *keys, self.unit_button = (KeyButton(each, role="quiet") for each in of_line)
        self._keys = layouts.held(layouts.row(*keys, self.unit_button, 1, gap=0))
        self.unit_button.hide()
        self.unit_button.setAccessibleName(_("Satuan"))
        for button in (*keys, self.unit_button):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        left = layouts.column(self._top, self.pages, self._keys, self.notice, gap=8)
        left.setStretch(1, 1)
        cards = layouts.held(layouts.column(self.maker_card, self.nota_card, gap=12))
        cards.layout().setStretch(1, 1)  # type: ignore[union-attr]
        right = layouts.column(Scroll(cards), self.save_button, gap=12)
        right.setStretch(0, 1)
        self._right = layouts.held(right)
        body = layouts.row(left, self._right, gap=16)
        body.setStretch(0, 1)
        self.body.addLayout(body, 1)
        self.today_button = KeyButton(self._today, role="quiet")
        for button in (KeyButton(self._clear, role="quiet"), self.today_button):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.head_right.addWidget(button)
        self.head_right.addWidget(self.today_chip)

    def _connect(self) -> None:
        self.scan.installEventFilter(self)
        self.lines.changed.connect(lambda place, change: self.change(lambda desk: desk.changed(place, change)))
        self.lines.chosen.connect(self._choose)
        self.lines.rejecting.connect(self._reject)
        self.lines.finished.connect(self.home)
        self.lines.word_pressed.connect(self.go_to)
        self.detail_page.changed.connect(self.change_line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.narrow = event.size().width() < theme.px(NARROW_BELOW)
        self._right.setFixedWidth(theme.px(NARROW_RIGHT if self.narrow else RIGHT))
        self.lines.set_narrow(self.narrow)
        self.detail_page.fields.lay(2 if self.narrow else 3)
        self.found.set_widths((0, 120, 84, 80) if self.narrow else (0, 172, 100, 100))
        self.nota_card.set_low(self.narrow or event.size().height() < theme.px(LOW))
        self._draw()
        self.choices.count_today()
        super().resizeEvent(event)

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """`maker` begins with somebody, unless goods of another lie here; `code` with one of her goods."""
        self.saved = None
        maker = what.get("maker")
        if self.desk_now is None:
            work = partial(delivery_deeds.restored, self.desk.shop)
            self.read(work, partial(self._begin, maker if isinstance(maker, int) else None), "desk")
        else:
            self._begin(maker if isinstance(maker, int) else None, self.desk_now)
        self.choices.count_today()

    def _begin(self, maker: int | None, desk: DeliveryDesk) -> None:
        self.desk_now = desk
        self.show_page(self.table)
        self.follow(keep=False)
        if maker is not None and not desk.lines:
            self.scanning.choose_maker(maker)
        elif maker is not None and (desk.maker is None or desk.maker.id != maker):
            self.say(Notice(_("Masih ada barang di sini. Simpan atau kosongkan dulu."), "warn"))

    def home(self) -> None:
        """To the scan box; to the field that was just said to be wrong; or where the page is at work."""
        wanted, self.wanted = self.wanted, None
        if wanted is not None and self.isVisible():
            self.go_to(*wanted)
        elif self.pages.currentWidget() is self.confirm_page:
            self.confirm_page.go_on()
        elif self._top.isVisibleTo(self):
            super().home()

    def refresh(self) -> None:
        """What was agreed on, what goods cost, or who she is, may be otherwise by now."""
        desk = self.desk_now
        if desk is not None and desk.maker is not None and self.saved is None:
            goods = [each.product_id for each in desk.lines]
            work = partial(delivery_sources.now, self.desk.shop, desk.maker.id, goods)
            self.read(work, partial(self._renewed, desk.id), "renew")

    def _renewed(self, desk_id: int, known: tuple[DeskMaker, dict[int, DeskLine]]) -> None:
        if self.desk_now is not None and self.desk_now.id == desk_id:
            self.desk_now = self.desk_now.renewed(*known)
            self.follow()

    def read(self, work: Callable[[], object], done: Callable[..., object], latest: str | None = "delivery") -> None:
        self.shell.deeds.read(self, work, done=done, latest=latest)

    def _begin_anew(self) -> None:
        self.saved = None
        self.desk_now = delivery_deeds.fresh(self.desk.shop)
        self.show_page(self.table)
        self.follow()

    def _leave(self) -> None:
        """Esc: from a page to the lines, from the lines to where one came from; nothing is lost."""
        if self.saved is not None:
            self._begin_anew()
        elif self.pages.currentWidget() is not self.table:
            self.scan.clear()
            self._to_lines()
        elif not self.scan.hasFocus():
            self.home()
        else:
            self.shell.back()

    def _to_lines(self) -> None:
        self.detail_page.settle()
        self.show_page(self.table)

    def _ask_clear(self) -> None:
        """Empty, for somebody else; where goods lie here, when the key is pressed twice."""
        notice, desk = self.notice.notice, self.desk_now
        if (notice is not None and notice.key == "Ctrl Del") or (desk is not None and not desk.lines):
            self.hush()
            self._begin_anew()
        elif desk is not None and self.saved is None:
            words = _("Semua yang sudah diisi di sini hilang. Tekan sekali lagi untuk mengosongkan.")
            self.say(Notice(words, "warn", "Ctrl Del", _("Kosongkan")))

    def _show_hers(self) -> None:
        """All goods of hers, to pick from."""
        if self.saved is None:
            self.scan.clear()
            self.scan.setFocus()
            self.scanning.search("")

    def _turn_labels(self) -> None:
        self.with_labels = not self.with_labels
        self._draw()

    def scanned(self, code: str) -> None:
        """A burst; what was typed before it (`30*`) says how many."""
        if self.saved is not None:
            self._begin_anew()
        quantity = intakes.typed(self.scan.text())[0]
        self.scan.clear()
        self.lines.settle()
        self.scanning.look_up(code, quantity)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.scan and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = MOVES.get(Qt.Key(event.key()))
            if steps is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if (found := self.shown_found) is not None:
                    found.choose(found.chosen + steps)
                else:
                    self.change(lambda desk: desk.chose(desk.chosen + steps), keep=False)
                return True
        return super().eventFilter(watched, event)

    @property
    def shown_found(self) -> FoundList | PeopleList | None:
        """The list of what was found, while it is shown."""
        page = self.pages.currentWidget()
        return page if isinstance(page, FoundList | PeopleList) else None

    def _choose(self, place: int) -> None:
        if self.desk_now is not None and self.desk_now.chosen != place:
            self.change(lambda desk: desk.chose(place), keep=False)

    def _reject(self, place: int) -> None:
        self._choose(place)
        self.choices.ask_reason()

    def into_line(self) -> None:
        """On to the fields of the chosen line."""
        self.hush()
        if self.desk_now is None or not self.lines.begin(self.desk_now.chosen, "offered"):
            self.shell.sounds.play(Sound.REFUSED)

    def go_to(self, place: int, field: str) -> None:
        """To the field that a word names: in its row, or on the page of details."""
        if self.desk_now is None or not 0 <= place < len(self.desk_now.lines):
            return
        self._choose(place)
        if field == "why":
            self.choices.ask_reason()
        elif field in IN_ROW:
            self.show_page(self.table, focus=False)
            self.lines.begin(place, field or "offered")
        else:
            self.show_details(field)

    def show_details(self, field: str = "") -> None:
        """What else is told of the chosen line."""
        desk = self.desk_now
        if desk is None or desk.line is None or desk.maker is None or self.saved is not None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        self.detail_page.show_line(desk.line, desk.maker)
        self.show_page(self.detail_page, focus=False)
        self.detail_page.begin(field if isinstance(field, str) else "")

    def take_line(self, line: DeskLine) -> None:
        """A good was scanned or found: it lies here now."""
        self.hush()
        self.shell.sounds.play(Sound.FOUND)
        self.change(lambda desk: desk.added(line))
        self.show_page(self.table)

    # -- changing --------------------------------------------------------------

    def change(self, change: Callable[[DeliveryDesk], DeliveryDesk], *, keep: bool = True) -> None:
        if self.desk_now is None or self.saved is not None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        before = self.desk_now
        self.desk_now = change(before)
        if self.desk_now != before:
            self.follow(keep=keep)

    def change_line(self, change: Callable[[DeskLine], DeskLine]) -> None:
        """The chosen line becomes another."""
        self.change(lambda desk: desk.changed(desk.chosen, change))

    def follow(self, *, keep: bool = True) -> None:
        """Draw what lies here now, and keep it."""
        self._draw()
        if keep:
            self.saving.keep()

    def show_page(self, page: QWidget, *, focus: bool = True) -> None:
        """What stands in the place of the lines."""
        self.pages.setCurrentWidget(page)
        working = page in (self.table, self.found, self.people)
        self._top.setVisible(working)
        self._keys.setVisible(page is self.table)
        self._right.setVisible(page is not self.saved_page)
        if not focus:
            return
        if page is self.reason_page:
            page.field.setFocus()
        elif page is self.saved_page:
            self.saved_page.following.setFocus()
        elif working:
            self.home()

    def _draw(self) -> None:
        desk = self.desk_now
        if desk is None:
            return
        day = self.today()
        words = delivery_warnings.words(desk, day)
        self.lines.show_desk(desk, words)
        delivery_cards.show_liabilities(self.lines.foot, desk.maker)
        self.maker_card.show_desk(desk, day)
        self.nota_card.show_desk(desk, labels=self.with_labels)
        if desk.line is not None and desk.maker is not None and self.pages.currentWidget() is self.detail_page:
            self.detail_page.show_line(desk.line, desk.maker)
        if self.pages.currentWidget() is self.confirm_page:
            self.confirm_page.show_desk(desk)
        self.unit_button.setVisible(desk.line is not None and len(desk.line.units) > 1)
        self._draw_head(desk)
        self.save_button.set_reason(delivery_warnings.lacking(desk, day))

    def _draw_head(self, desk: DeliveryDesk) -> None:
        self.show_words(delivery_cards.head_words(self.today(), self.desk.person.name))
        asked, empty = delivery_cards.asked(desk)
        self.scan.setPlaceholderText(asked)
        self.hers_button.setVisible(desk.maker is not None)
        self.hers_button.setAccessibleName(_("Semua barangnya"))
        self.lines.show_empty(empty)
