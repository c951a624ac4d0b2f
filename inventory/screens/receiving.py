"""Terima Barang: goods are scanned as they come in, their invoice is keyed beside them.

Each scan is one more of that carton or piece.  The chosen line is keyed in the card under
the lines, the invoice at the right; Ctrl Enter saves.  Everything is on disk at every step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import layouts, theme
from desktop.boards import Board, BoardText
from desktop.buttons import KeyButton
from desktop.fields import Field, ScanField
from desktop.finds import FoundList
from desktop.frames import NARROW_BELOW
from desktop.lists import RowList
from desktop.notices import Notice, NoticeStrip
from desktop.offices import Office, OfficeScreen
from desktop.scrolls import Scroll
from desktop.shells import Shell
from desktop.sounds import Sound
from desktop.theme import Size
from inventory import intake_desks, intake_sources, intakes
from inventory.cost_alarms import Alarm
from inventory.intake_desks import Saved
from inventory.intakes import Intake, IntakeLine, PriceTaken
from inventory.screens import receiving_rows
from inventory.screens.picking import PickPage
from inventory.screens.receiving_choices import Choices, Scanning
from inventory.screens.receiving_pages import NewGoodPage, SavedPage
from inventory.screens.receiving_parts import InvoiceCard, LineCard, begin
from inventory.screens.receiving_saves import Saving
from koperasi.money import ZERO
from koperasi.rights import Permission
from koperasi.text import N_, _

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}
RIGHT, NARROW_RIGHT = 364, 320


class ReceivingScreen(OfficeScreen):
    """Goods from the wholesaler's car to the shelf."""

    place = "buying"
    title = N_("Terima Barang")
    interested = frozenset({"goods", "prices"})
    more_keys = (("4*", N_("sebelum scan: empat dus atau buah")), ("↑ ↓", N_("pilih baris")))

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell, office)
        self.intake: Intake | None = None
        self.alarms: dict[int, Alarm] = {}
        self.saved: Saved | None = None
        self.scan = ScanField(_("Scan dus atau buah, atau ketik nama"), name=_("Kotak scan terima barang"))
        self.lines = RowList(receiving_rows.columns(), name=_("Barang yang datang"))
        self.found = FoundList()
        self.card, self.invoice = LineCard(self._today), InvoiceCard(self._today)
        self.alarm_strip = NoticeStrip()
        self.board = Board(BoardText(_("Total menurut baris"), ZERO), steps=(40, 34, 30), rp=24, tall=116)
        self._make_actions()
        self._make_pages()
        self.scanning, self.choices, self.saving = Scanning(self), Choices(self), Saving(self)
        self._lay_out_body()
        self._connect()
        self.home_field = self.scan

    def _today(self) -> date:
        return self.desk.shop.branch.business_date(self.desk.shop.clock())

    # -- building --------------------------------------------------------------

    def _make_actions(self) -> None:
        self._save_action = self.act("Ctrl+Enter", _("Simpan"), lambda: self.saving.save())
        self._back = self.act("Esc", _("Kembali"), self._leave, icon_name="back")
        self._supplier = self.act("Ctrl+S", _("Pilih pemasok"), lambda: self.choices.pick_supplier(), icon_name="truck")
        self._order = self.act("Ctrl+O", _("Dari Pesanan"), lambda: self.choices.pick_order(), icon_name="document")
        self._new = self.act("Ctrl+N", _("Barang Baru"), lambda: self.choices.new_good(), icon_name="plus")
        self._clear = self.act("Ctrl+Delete", _("Kosongkan"), self._ask_clear, icon_name="bin")
        self._paid = self.act("Ctrl+B", _("Utang"), lambda: self.choices.next_paid())
        self._room = self.act("Ctrl+G", _("Rak toko"), lambda: self.choices.next_place())
        self._take_price = self.act("Ctrl+H", _("Pakai harga usulan"), self.take_price)
        self._invoice_key = self.act("Ctrl+F", _("Isi faktur"), lambda: begin(self.invoice.number))
        self._unit = self.law("F9", lambda: self.change(lambda intake: intake.next_unit()))
        self._remove = self.act("Ctrl+R", _("Hapus"), lambda: self.change(lambda intake: intake.removed()))
        self._print = self.act(
            "Ctrl+P", _("Cetak tanda terima"), lambda: self.saving.print_again(), icon_name="printer"
        )
        self._labels = self.act("Ctrl+T", _("Cetak label"), lambda: self.saving.go_to_labels(), icon_name="tag")
        self._following = self.act("", _("Terima berikutnya"), self._begin_anew, icon_name="check")
        self._save_good = self.act("", _("Simpan Barang"), lambda: self.new_page.read())
        self._no_good = self.act("", _("Batal"), lambda: self.show_page(self.table))

    def _make_pages(self) -> None:
        self.pages = QStackedWidget()
        self.supplier_page = PickPage(_("Pemasok"))
        self.order_page = PickPage(_("Pesanan yang belum datang"))
        self.new_page = NewGoodPage(self._save_good, self._no_good)
        self.saved_page = SavedPage(self._following, self._print, self._labels)
        self.table = layouts.held(self._table_layout())
        for page in (self.table, self.found, self.supplier_page, self.order_page, self.new_page, self.saved_page):
            self.pages.addWidget(page)

    def _table_layout(self) -> QVBoxLayout:
        self.lines.show_empty(_("Belum ada barang. Scan yang datang, atau Ctrl O dari pesanan."), "truck")
        keys = layouts.row(KeyButton(self._unit), KeyButton(self._remove), 1, KeyButton(self._new), gap=8)
        column = layouts.column(self.lines, self.alarm_strip, self.card, keys, gap=8)
        column.setStretch(0, 1)
        return column

    def _lay_out_body(self) -> None:
        self.supplier_button = KeyButton(self._supplier, tall="56")
        self.paid_button = KeyButton(self._paid, tall="56", note=_("dibayar dari"))
        self.room_button = KeyButton(self._room, tall="56", note=_("ditaruh di"))
        self.save_button = KeyButton(self._save_action, role="primary", tall="64", size=Size.LEAD)
        pair = layouts.row(self.paid_button, self.room_button, gap=8)
        right = layouts.column(self.board, self.supplier_button, Scroll(self.invoice), pair, self.save_button, gap=8)
        right.setStretch(2, 1)
        self._right = layouts.held(right)
        # What is said stands under the list, which gives it the room: the invoice beside it has none to give.
        left = layouts.column(self.scan, self.pages, self.notice, gap=8)
        left.setStretch(1, 1)
        body = layouts.row(left, self._right, gap=16)
        body.setStretch(0, 1)
        self.body.addLayout(body, 1)
        self.head_right.addWidget(KeyButton(self._back, role="quiet"))
        self.head_right.addWidget(KeyButton(self._clear, role="quiet"))
        self.head_right.addWidget(KeyButton(self._order))

    def _connect(self) -> None:
        self.scan.installEventFilter(self)
        self.lines.row_pressed.connect(self._choose)
        self.card.line_changed.connect(lambda change: self.change(lambda intake: intake.changed(change)))
        self.card.finished.connect(self.home)
        self.invoice.intake_changed.connect(self.change)
        self.invoice.finished.connect(self.home)
        self.alarm_strip.pressed.connect(self.take_price)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._narrow = event.size().width() < theme.px(NARROW_BELOW)
        self._right.setFixedWidth(theme.px(NARROW_RIGHT if self._narrow else RIGHT))
        self.lines.set_widths(receiving_rows.NARROW if self._narrow else receiving_rows.WIDTHS)
        self.found.set_widths(receiving_rows.FOUND_NARROW if self._narrow else receiving_rows.FOUND)
        self.card.lay(4 if self._narrow else 7)
        self._draw()
        super().resizeEvent(event)

    _narrow = False
    #: The field that the focus goes to next, instead of the scan box.
    wanted_field: Field | None = None

    # -- coming and going ------------------------------------------------------

    def enter(self, **what: object) -> None:
        """`purchase` puts a mis-keyed one right, `order` receives what is left of one, `code` begins with a good."""
        shop = self.desk.shop
        self.saved = None
        wrong, order, code = what.get("purchase"), what.get("order"), what.get("code")
        if isinstance(wrong, int):
            self.read(partial(intake_sources.of_purchase, shop, wrong), self.began)
        elif isinstance(order, int) and self.intake is not None and self.intake.wrong_id is None:
            self._begin_order(order, self.intake)
        elif isinstance(order, int):
            self.read(partial(intake_desks.restored, shop), partial(self._begin_order, order))
        elif isinstance(code, str) and self.intake is not None:
            self._begin_good(code, self.intake)
        elif isinstance(code, str):
            self.read(partial(intake_desks.restored, shop), partial(self._begin_good, code))
        elif self.intake is None:
            self.read(partial(intake_desks.restored, shop), self.began)
        else:
            self.show_page(self.table)
        self.choices.learn()

    def read(self, work: Callable[[], object], done: Callable[..., object], latest: str | None = "intake") -> None:
        self.shell.deeds.read(self, work, done=done, latest=latest)

    def began(self, intake: Intake) -> None:
        first = self.intake is None
        self.intake, self.alarms = intake, {}
        # Whoever was quicker than what lay here still is already choosing: that goes on.
        if first and self.choices.picking:
            self.choices.renew()
        else:
            self.show_page(self.table)
        self.follow()

    def _begin_good(self, code: str, kept: Intake) -> None:
        """What lies here already stays, and the good is added to it as if it were scanned."""
        self.began(kept)
        if not any(each.code == code for each in kept.lines):
            self.scanning.look_up(code)

    def _begin_order(self, order_id: int, kept: Intake) -> None:
        """What is left of an order, unless other goods lie here still."""
        self.began(kept)
        if kept.lines and kept.order_id != order_id:
            words = _("Masih ada barang di sini. Simpan atau kosongkan dulu, lalu ambil pesanan.")
            self.say(Notice(words, "warn"))
        elif not kept.lines:
            self.read(partial(intake_sources.of_order, self.desk.shop, kept, order_id), self.began)

    def _begin_anew(self) -> None:
        """Empty; after a correction what lay here before it is there again."""
        self.saved = None
        if self.intake is not None and self.intake.wrong_id is not None:
            self.intake = None
            self.read(partial(intake_desks.restored, self.desk.shop), self.began)
        else:
            self.began(intake_desks.fresh(self.desk.shop))

    def home(self) -> None:
        """To the scan box, or to the field that was just said to be wrong."""
        wanted, self.wanted_field = self.wanted_field, None
        if wanted is not None and self.isVisible():
            begin(wanted)
        else:
            super().home()

    def refresh(self) -> None:
        self._ask_alarms()

    def _leave(self) -> None:
        """Esc: from a page to the lines, from the lines to where one came from; nothing is lost."""
        if self.saved is not None:
            self._begin_anew()
        elif self.pages.currentWidget() is not self.table:
            self.scan.clear()
            self.show_page(self.table)
        elif not self.scan.hasFocus():
            self.home()
        else:
            self.shell.back()

    def _ask_clear(self) -> None:
        """Twice the key empties everything."""
        notice = self.notice.notice
        if notice is not None and notice.key == "Ctrl Del":
            self.hush()
            self._begin_anew()
        elif self.intake is not None and self.intake.begun:
            words = _("Semua yang sudah diisi di sini hilang. Tekan sekali lagi untuk mengosongkan.")
            self.say(Notice(words, "warn", "Ctrl Del", _("Kosongkan")))

    # -- what was scanned ------------------------------------------------------

    def scanned(self, code: str) -> None:
        """A burst; what was typed before it (`4*`) says how many."""
        quantity = intakes.typed(self.scan.text())[0]
        self.scan.clear()
        self.scanning.look_up(code, quantity)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.scan and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = MOVES.get(Qt.Key(event.key()))
            if steps is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._move(steps)
                return True
        return super().eventFilter(watched, event)

    def _move(self, steps: int) -> None:
        if self.pages.currentWidget() is self.found:
            self.found.choose(self.found.chosen + steps)
        else:
            self.change(lambda intake: intake.chose(intake.chosen + steps), keep=False)

    def _choose(self, place: int) -> None:
        """A line was touched: what is half typed goes where it belongs first."""
        self.card.settle()
        self.home()
        self.change(lambda intake: intake.chose(place), keep=False)

    def into_line(self) -> None:
        """On to the fields of the chosen line, first to what it lacks."""
        if self.intake is not None and self.intake.line is not None:
            begin(self.card.field_of(self.intake.line.lacks or "quantity"))
        else:
            self.shell.sounds.play(Sound.REFUSED)

    def take_line(self, line: IntakeLine) -> None:
        """A good was scanned or found: it lies here now."""
        self.hush()
        self.shell.sounds.play(Sound.FOUND)
        self.card.settle()
        self.change(lambda intake: intake.added(line))
        self.show_page(self.table)
        if self.intake is not None:
            self.lines.reveal(self.intake.chosen)
            self.lines.flash(self.intake.chosen)

    # -- changing --------------------------------------------------------------

    def change(self, change: Callable[[Intake], Intake], *, keep: bool = True) -> None:
        if self.intake is None or self.saved is not None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        before = self.intake
        self.intake = change(before)
        if self.intake != before:
            self.follow(keep=keep)

    def follow(self, *, keep: bool = True) -> None:
        """Draw what lies here now, keep it, and ask what there is to be told of it."""
        self._draw()
        if keep:
            self.saving.keep()
            self._ask_alarms()

    def _ask_alarms(self) -> None:
        if self.intake is not None:
            self.read(partial(intake_desks.alarms, self.desk.shop, self.intake), self._told, "alarms")

    def _told(self, alarms: Sequence[Alarm]) -> None:
        self.alarms = {each.product_id: each for each in alarms}
        self._draw()

    def take_price(self) -> None:
        """The proposed prices of the chosen good are changed with the receipt; again: they stay as they are."""
        alarm = self._alarm()
        if alarm is None or not alarm.changes or self.intake is None:
            self.shell.sounds.play(Sound.REFUSED)
            return
        new = tuple(
            PriceTaken(each.unit.id, replace(each.line, price=each.proposed, valid_from=None))
            for each in alarm.changes
            if each.proposed is not None
        )
        units = {each.unit_id for each in new}
        others = tuple(each for each in self.intake.prices if each.unit_id not in units)
        taken = len(others) < len(self.intake.prices)
        self.change(lambda intake: replace(intake, prices=others if taken else (*others, *new)))

    def _alarm(self) -> Alarm | None:
        line = self.intake.line if self.intake is not None else None
        return self.alarms.get(line.product_id) if line is not None else None

    # -- showing ---------------------------------------------------------------

    def show_page(self, page: QWidget, *, focus: bool = True) -> None:
        """What stands in the place of the lines."""
        self.pages.setCurrentWidget(page)
        working = page not in (self.new_page, self.saved_page)
        self.scan.setEnabled(working)
        self._right.setVisible(page is not self.saved_page)
        if focus:
            self._focus_on(page)

    def _focus_on(self, page: QWidget) -> None:
        if page is self.supplier_page or page is self.order_page:
            page.field.setFocus()
        elif page is self.saved_page:
            self.saved_page.following.setFocus()
        elif page is not self.new_page:
            self.home()

    def _draw(self) -> None:
        intake = self.intake
        if intake is None:
            return
        self.lines.show_rows(receiving_rows.rows(intake, self.alarms, narrow=self._narrow))
        self.lines.reveal(intake.chosen)
        self.card.show_line(intake.line)
        self.invoice.show_intake(intake)
        self._draw_board(intake)
        self._draw_alarm(intake)
        self.choices.draw(intake)
        lacking = receiving_rows.lacking(intake)
        self.save_button.set_reason(lacking)
        self._save_action.setEnabled(not lacking)

    def _draw_board(self, intake: Intake) -> None:
        reckoned, foot = receiving_rows.reckoned(intake, taxable=self.desk.shop.settings.taxable)
        self.board.show_text(BoardText(_("Total menurut baris"), reckoned, foot=foot))
        title, words = receiving_rows.heading(intake, self.desk.person.name, self._today())
        self.show_title(title)
        self.show_words(words)

    def _draw_alarm(self, intake: Intake) -> None:
        alarm = self._alarm()
        if alarm is None:
            self.alarm_strip.show_notice(None)
            return
        taken = {each.unit_id for each in intake.prices}
        if any(each.unit.id in taken for each in alarm.changes):
            words = _("**{name}**: harga jual diganti saat disimpan.").format(name=alarm.name)
            self.alarm_strip.show_notice(Notice(words, "ok", "Ctrl H", _("Jangan ganti")))
        elif alarm.changes and self.desk.person.may(Permission.PRICE_CHANGE):
            self.alarm_strip.show_notice(Notice(receiving_rows.told(alarm), "warn", "Ctrl H", _("Pakai usul")))
        else:
            self.alarm_strip.show_notice(Notice(receiving_rows.told(alarm), "warn"))
